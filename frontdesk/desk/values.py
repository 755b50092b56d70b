"""What comes out of the desk and what goes into it: frozen values, never rows.

Instants of visits are epoch minutes (UTC) beside the location's ``zone``; moments at which something was done are epoch
seconds (UTC); days are proleptic ordinals of the business day; money is minor units beside its currency.
"""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType

Spans = tuple[tuple[int, int], ...]


class Actor(Struct, frozen=True):
    """Who acts. ``resource`` is the staff member a user is, where there is one."""

    name: str
    role: str = "admin"
    resource: int | None = None


class Business(Struct, frozen=True):
    name: str
    locale: str
    currency: str
    country: str
    day_ends: int = 0


class Location(Struct, frozen=True):
    id: int
    name: str
    zone: str


class Resource(Struct, frozen=True):
    """Somebody or something that is taken from–to. ``kind``: staff, room, table, equipment."""

    id: int
    kind: str
    name: str
    location: int
    seats: int = 1


class Terms(Struct, frozen=True):
    """What a service takes and costs when this person performs it: minutes, minor units."""

    staff: int
    duration: int
    price: int


class Service(Struct, frozen=True):
    id: int
    name: str
    duration: int
    price: int
    needs: tuple[str, ...]
    nights: bool = False
    grouped: bool = False
    min_party: int = 1
    max_party: int | None = None
    staff: tuple[int, ...] = ()  # who performs it
    terms: tuple[Terms, ...] = ()  # of those who have their own
    by_party: tuple[tuple[int, int], ...] = ()  # (from that size on, minutes), ascending

    def minutes(self, staff: int | None, party: int = 1) -> int:
        """How long it takes: by the party's size where that decides, else by the person."""
        fitting = [minutes for size, minutes in self.by_party if party >= size]
        own = next((terms.duration for terms in self.terms if terms.staff == staff), self.duration)
        return fitting[-1] if fitting else own

    def price_with(self, staff: int | None) -> int:
        """What it costs with a person, for one night or seat; minor units."""
        return next((terms.price for terms in self.terms if terms.staff == staff), self.price)

    @property
    def one_price(self) -> bool:
        """Whether it costs the same with everybody who performs it."""
        return all(self.price_with(staff) == self.price for staff in self.staff)


class CustomerRef(Struct, frozen=True):
    """The customer as a reservation shows it. ``id`` is the public one, ``C42``."""

    id: str
    name: str
    phone: str | None = None
    email: str | None = None


class Line(Struct, frozen=True):
    service: str
    service_id: int
    staff: str | None
    staff_id: int | None
    resources: tuple[str, ...]
    resource_ids: tuple[int, ...]
    start: int
    end: int
    price: int
    session: int | None = None


class Caution(Struct, frozen=True):
    """Something the desk is told of though it may go on: a rule's name, with what the sentence needs."""

    rule: str
    number: int | None = None
    text: str = ""


class Reservation(Struct, frozen=True):
    """One customer, a party, one or more lines. ``staff`` is the first line's; ``service`` joins the lines' names."""

    code: str
    status: str
    service: str
    start: int
    end: int
    day: int
    zone: str
    staff: str | None
    resources: tuple[str, ...]
    lines: tuple[Line, ...]
    location: str
    location_id: int
    party: int
    channel: str
    customer: CustomerRef
    price: int
    currency: str
    notes: str
    version: int
    schedule_version: int
    nights: int = 0
    paid: int = 0
    owed: int = 0  # a fee for cancelling late or not coming
    reason: str | None = None
    cancelled_by: str | None = None
    warnings: tuple[Caution, ...] = ()
    settled: int | None = None  # when it reached its status, epoch seconds


class Cancellation(Struct, frozen=True):
    """What cancelling now, or not coming, would mean: late or in time, the fee owed (minor units), the rule (free, unit,
    fee), and whether who asks may waive it."""

    late: bool
    fee: int
    rule: str
    currency: str
    waivable: bool = False

    @property
    def terms(self) -> str:
        """What it means in one word: ``free``, ``unit``, ``fee:1000``."""
        if not self.late or self.rule == "free":
            return "free"
        return f"fee:{self.fee}" if self.rule == "fee" else self.rule


class Several(Struct, frozen=True):
    """What one action for several reservations would mean: the fees owed in all (minor units), how many are late."""

    visits: tuple[Reservation, ...]
    fee: int
    late: int
    currency: str


class MoveCost(Struct, frozen=True):
    """What a move would meet (nothing: it can be done), and the minutes it makes idle: too short to be booked, more (or,
    below zero, fewer) than before."""

    obstacles: tuple[Obstacle, ...] = ()
    idle: int = 0


class WalkIn(Struct, frozen=True):
    """Who can serve somebody who stands here: the first free person for a service; ``wait`` in minutes, 0: now.

    ``wait`` None: nobody can today any more. ``remaining``: a session's free seats.
    """

    service: str
    service_id: int
    staff: str | None
    staff_id: int | None
    resources: tuple[str, ...]
    wait: int | None
    start: int
    end: int
    zone: str
    session: int | None = None
    remaining: int = 1


class Waiting(Struct, frozen=True):
    """Somebody on the waiting list. ``since`` and ``called`` in epoch seconds, ``quoted`` in minutes.

    ``name`` is empty where none was given; ``code`` is the reservation it became. ``ready``: they could be served now, as
    far as it was asked (on the board of today).
    """

    id: int
    name: str
    phone: str | None
    party: int
    service: str
    service_id: int
    since: int
    quoted: int | None
    called: int | None
    status: str
    location: str
    location_id: int
    zone: str
    version: int
    customer: str | None = None
    code: str | None = None
    ready: bool = False


class Hold(Struct, frozen=True):
    """A time kept for a moment. ``expires`` in epoch seconds."""

    token: str
    expires: int
    start: int
    end: int
    staff: str | None
    resources: tuple[str, ...]
    location: str
    zone: str


class Parked(Struct, frozen=True):
    """What was begun at the desk and put aside. ``body`` is what was typed, as the screen that parked it wrote it.

    ``made`` and ``expires`` in epoch seconds; ``hold`` and ``expires`` while its time is kept.
    """

    id: int
    kind: str
    owner: str
    made: int
    body: dict[str, Any]
    location: int | None = None
    hold: str | None = None
    expires: int | None = None


class Slot(Struct, frozen=True):
    """A start that can be had. ``resources`` are the names of all that would be taken, the person's too."""

    start: int
    end: int
    staff: str | None
    staff_id: int | None
    resources: tuple[str, ...]
    location: str
    location_id: int
    zone: str
    remaining: int = 1
    session: int | None = None


class Held(Struct, frozen=True):
    """Who keeps a time without having booked it: the user, whether that is whoever asks, for whom, and whether it was put
    aside (else it is being typed)."""

    owner: str
    mine: bool
    name: str = ""
    parked: bool = False


class Obstacle(Struct, frozen=True):
    """One rule that stands in the way of a time (see engine.values.Block), with names instead of ids.

    ``code`` is the reservation that takes the time, ``held`` the hold, where one does and the actor may see it.
    """

    rule: str
    resource: str | None = None
    start: int | None = None
    end: int | None = None
    number: int | None = None
    reason: str = ""
    code: str | None = None
    zone: str = "UTC"
    held: Held | None = None


class Customer(Struct, frozen=True):
    id: str
    name: str
    phone: str | None = None
    email: str | None = None
    birthday: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    version: int = 1
    external_id: str | None = None


class Note(Struct, frozen=True):
    at: int
    author: str
    body: str
    internal: bool = False


class Payment(Struct, frozen=True):
    """Money taken: when (epoch seconds), how much (minor units), how, by whom, for which reservation."""

    at: int
    amount: int
    currency: str
    method: str
    by: str
    code: str


class Card(Struct, frozen=True):
    """All that is known of a customer. Internal notes are there for managers and admins only."""

    customer: Customer
    notes: tuple[Note, ...] = ()
    preferences: dict[str, str] = {}
    reservations: tuple[Reservation, ...] = ()
    visits: int = 0
    cancelled: int = 0
    no_shows: int = 0
    owed: int = 0
    similar: tuple[Customer, ...] = ()  # might be the same person
    currency: str = "EUR"
    payments: tuple[Payment, ...] = ()  # latest first
    may_internal: bool = False  # whether who reads it may write internal notes
    marketing: bool | None = None  # what they said to marketing; None: nothing


class Merging(Struct, frozen=True):
    """Two records that may be one person, and what the one that stays would say."""

    kept: Card
    gone: Card
    merged: Customer
    preferences: dict[str, str]


class Known(Struct, frozen=True):
    """A customer that was found, with what tells namesakes apart: when the last visit began and when the next one does."""

    customer: Customer
    last: int | None = None
    next: int | None = None


class Named(Struct, frozen=True):
    """A service (``kind`` service) or resource (staff, room, table, equipment) that was found by its name."""

    kind: str
    id: int
    name: str


class Found(Struct, frozen=True):
    """What a text finds, a few of each kind. ``zone`` is the first location's: customers belong to no single one."""

    customers: tuple[Known, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    resources: tuple[Named, ...] = ()
    services: tuple[Named, ...] = ()
    zone: str = "UTC"


class Beside(Struct, frozen=True):
    """What is said of a reservation beside a list: itself, and what matters of its customer. ``past``: visits before now,
    latest first; ``coming``: others to come, soonest first."""

    visit: Reservation
    customer: Customer
    notes: tuple[Note, ...] = ()
    preferences: dict[str, str] = {}
    past: tuple[Reservation, ...] = ()
    coming: tuple[Reservation, ...] = ()
    visits: int = 0
    cancelled: int = 0
    no_shows: int = 0
    owed: int = 0


class Change(Struct, frozen=True):
    """One row of history. ``fields`` maps what changed to (before, after), in plain values."""

    seq: int
    op: int
    at: int
    actor: str
    verb: str
    kind: str
    entity: str
    version: int
    fields: dict[str, tuple[Any, Any]] = {}


class GoneFor(Struct, frozen=True):
    """A message that went before it could be taken back: of which kind, by which channel, when (epoch seconds)."""

    kind: str
    channel: str
    at: int


class Undone(Struct, frozen=True):
    """What an undo took back: the verb, whose record, when it had been done (epoch seconds), to how many reservations."""

    op: int
    verb: str
    at: int
    entities: tuple[str, ...]
    summary: str
    reservations: int = 1
    about: tuple[str, ...] = ()
    """All that it concerns: what was touched, and the reservations and customers that it belongs to."""
    amount: int = 0
    """Of a payment; minor units."""
    currency: str = ""
    customer: str = ""
    paid: int = 0
    """What was paid for the booking and is taken back with it; minor units."""
    gone: tuple[GoneFor, ...] = ()
    """What was sent because of it and cannot be taken back."""


class Event(Struct, frozen=True):
    """A meeting, private time, reminder or birthday."""

    id: int
    kind: str
    title: str
    start: int
    end: int
    zone: str
    resource: str | None = None
    all_day: bool = False


class LineWish(Struct, frozen=True):
    """A line that is wanted: ids; ``after`` minutes from the visit's start, None: when the line before ends."""

    service: int
    staff: int | None = None
    after: int | None = None
    duration: int | None = None
    session: int | None = None
    resources: tuple[int, ...] | None = None


class CustomerWish(Struct, frozen=True):
    """Who it is for: an ``id`` (``C42``), or a name with what helps to find or to make the customer."""

    id: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None


class Booking(Struct, frozen=True):
    """A visit to be booked at ``start`` (epoch minutes). ``hold``: the token under which the time is kept. ``price``: what
    was agreed, minor units; None: what the house asks."""

    lines: tuple[LineWish, ...]
    start: int
    customer: CustomerWish
    location: int | None = None
    party: int = 1
    channel: str = "desk"
    nights: int = 0
    notes: str = ""
    overlap: bool = False
    reason: str | None = None
    hold: str | None = None
    price: int | None = None


class SlotQuery(Struct, frozen=True):
    """Free starts from ``first`` to ``last`` (day ordinals of the location, both included)."""

    service: int
    first: int
    last: int
    staff: int | None = None
    location: int | None = None
    party: int = 1
    channel: str = "desk"
    customer: str | None = None
    nights: int = 0
    hold: str | None = None  # what it keeps counts as free


class Filter(Struct, frozen=True):
    """Which reservations. ``statuses`` None: all but cancelled, expired ones. Days are ordinals, both included.

    ``kinds``: reservation (visits outside sessions), session (sessions and seats in them), and the kinds of events, which
    only an agenda shows; none: all. ``recurring``: whether of a session that is repeated; None: either.
    ``codes``: these reservations and no others, whatever their status; None: any.
    """

    first: int | None = None
    last: int | None = None
    statuses: tuple[str, ...] | None = None
    location: int | None = None
    staff: int | None = None
    service: int | None = None
    channel: str | None = None
    customer: str | None = None
    text: str = ""
    kinds: tuple[str, ...] = ()
    recurring: bool | None = None
    codes: tuple[str, ...] | None = None


class ReservationEdit(Struct, frozen=True):
    """What ``edit`` may change besides time and person; UNSET stays."""

    party: int | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    price: int | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    customer: CustomerWish | UnsetType = UNSET
    services: tuple[LineWish, ...] | UnsetType = UNSET


class CustomerEdit(Struct, frozen=True):
    """What may change in a customer; UNSET stays."""

    name: str | UnsetType = UNSET
    phone: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    birthday: str | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    preferences: dict[str, str] | UnsetType = UNSET


class User(Struct, frozen=True):
    """Who may act: a role, the staff member it is, the OS account it is bound to."""

    name: str
    role: str
    staff: str | None = None
    account: str | None = None
    has_token: bool = False


class Problem(Struct, frozen=True):
    """An invariant that does not hold: its name, the record, the sentence (a gettext msgid with ``{row}``)."""

    kind: str
    what: str
    text: str


class Finding(Struct, frozen=True):
    """One thing the doctor looked at; ``advice`` is a gettext msgid where something should be done."""

    name: str
    ok: bool
    text: str
    advice: str | None = None


class Rejected(Struct, frozen=True):
    row: int
    reason: str
    message: str


class Imported(Struct, frozen=True):
    """What an import did; ``op`` is the operation in the journal."""

    rows: int
    imported: int
    updated: int
    unchanged: int
    rejected: tuple[Rejected, ...] = ()
    op: int | None = None


class ImportColumn(Struct, frozen=True):
    """A field of an import, the column it is read from, and what the first row says there."""

    field: str
    column: str
    example: str


class ImportColumns(Struct, frozen=True):
    """How a file would be understood. ``rows`` is 0 where that is not known; calendars and contacts have no columns."""

    kind: str
    rows: int
    found: tuple[ImportColumn, ...] = ()
    unused: tuple[str, ...] = ()
