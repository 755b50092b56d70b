"""What leaves and enters the desk about inquiries: frozen values, never rows.

Moments are epoch seconds (UTC); days wished are ordinals, ``minute`` is a local minute of the day; money is minor units
beside its currency, tax rates are per cent.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from msgspec import UNSET, Struct, UnsetType

from frontdesk.desk.message_values import AttachedFile
from frontdesk.desk.values import CustomerRef

STAGES = ("new", "answered", "quoted", "confirmed", "booked", "lost")
SOURCES = ("phone", "email", "form", "chat", "walk-in")
LONGEST_NAME = 120
MOST_PEOPLE = 1_000
FARTHEST_REMINDER = 90
"""Days after our answer for which a reminder may be set."""
TAXES = ("included", "added")
"""Whether the prices of a quote have their taxes in them, or taxes come on top."""
MOST_LINES = 60
"""Of a quote."""
LONGEST_LINE, LONGEST_NOTE = 200, 2_000
LARGEST_PRICE = 10**9
"""Minor units, either way: a discount is a line below zero."""
LARGEST_QUANTITY = Decimal(10_000)


class QuoteLine(Struct, frozen=True):
    """A line of a quote: so many of something, at a price each. ``tax`` None: nothing is said of it."""

    text: str
    price: int
    quantity: Decimal = Decimal(1)
    tax: Decimal | None = None


class QuoteTax(Struct, frozen=True):
    """What a quote holds of one rate: the net sum and the tax."""

    rate: Decimal
    net: int
    tax: int


class Quote(Struct, frozen=True):
    """A quote as it was made; ``number`` counts those of an inquiry.

    ``amounts``: of each line, rounded half up to the minor unit. ``rates``: taxes by rate, each rounded half up once, on
    the sum of its lines. ``valid_until``: the last day it holds, ordinal. ``sent``: when it went; None: not by us.
    """

    id: int
    number: int
    lines: tuple[QuoteLine, ...]
    amounts: tuple[int, ...]
    rates: tuple[QuoteTax, ...]
    net: int
    total: int
    currency: str
    taxes: str = "included"
    valid_until: int | None = None
    note: str = ""
    made_at: int = 0
    made_by: str = ""
    sent: int | None = None


class InquiryReminder(Struct, frozen=True):
    """A reminder, so many days after our last answer. ``state``: waiting, sent, stopped, failed. ``id``: in the outbox."""

    id: int
    days: int
    due: int
    state: str = "waiting"


class Inquiry(Struct, frozen=True):
    """What somebody asked, and how far it is. ``id`` is the public one, ``Q12``.

    ``waits``: it waits for us: nobody has answered yet, they wrote last, or they confirmed and are not booked.
    ``reminders``: those since our last answer. ``quote``: the latest.
    """

    id: str
    version: int
    stage: str
    waits: bool
    name: str
    email: str | None
    phone: str | None
    customer: CustomerRef | None
    location: str | None
    location_id: int | None
    zone: str
    source: str
    asked: str
    services: tuple[str, ...]
    service_ids: tuple[int, ...]
    starts: int | None
    ends: int | None
    minute: int | None
    party: int
    notes: str
    created_at: int
    created_by: str
    changed_at: int
    asked_at: int
    answered_at: int | None
    language: str | None = None
    reason: str | None = None
    next_reminder: int | None = None
    reminders: tuple[InquiryReminder, ...] = ()
    quote: Quote | None = None
    reservations: tuple[str, ...] = ()

    @property
    def nights(self) -> int:
        """Nights between the days wished; 0 where there is only one, or none."""
        return self.ends - self.starts if self.starts is not None and self.ends is not None else 0


class Agreed(Struct, frozen=True):
    """What the latest quote of an inquiry says, and for what: its price is that of a booking of just this.

    ``used``: a reservation has its price already. ``over``: it holds no more, and they had not said yes while it did.
    """

    total: int
    currency: str
    services: frozenset[int]
    party: int
    nights: int
    day: int | None
    used: bool = False
    over: bool = False

    def differs(self, services: Collection[int], party: int, nights: int, day: int | None) -> str:
        """Why this booking is not what was quoted, as a rule's name; empty where it is. What the inquiry does not name is
        free to choose. ``nights`` 0: it is not booked by the night."""
        if self.used:
            return "quote_used"
        if self.over:
            return "quote_over"
        chosen, quoted = set(services), max(self.nights, 1)
        if (self.day not in (None, day)) or (self.services and not chosen <= self.services):
            return "quote_other"
        if party > self.party or nights > quoted:
            return "quote_other"
        part = bool(self.services) and chosen != self.services
        return "quote_part" if part or party < self.party or 0 < nights < quoted else ""


class StageCount(Struct, frozen=True):
    """How many inquiries are in a stage, and how many of them wait for us."""

    stage: str
    count: int
    waiting: int


class InquiryEvent(Struct, frozen=True):
    """A piece of an inquiry's history.

    ``kind``: registered, came, sent, waiting (a message of ours that goes soon), reminder, quote, stage, edited, booked.
    ``what`` says more: a stage, the state of a message or reminder. ``text``: of a mail that came without what it quotes,
    which ``whole`` has. ``who``: a user, or who wrote. Of reminders ``text`` says how many days after our answer,
    ``subject`` why they did not go.
    """

    at: int
    kind: str
    who: str = ""
    what: str = ""
    subject: str = ""
    text: str = ""
    channel: str = ""
    message: int | None = None
    quote: Quote | None = None
    whole: str = ""
    files: tuple[AttachedFile, ...] = ()


# what goes in ---------------------------------------------------------------------------------------------------------


class InquiryWish(Struct, frozen=True):
    """An inquiry to be registered. ``customer``: a known one (``C42``); else whoever has exactly this e-mail or phone.

    ``message``: the id of the message with which it came.
    """

    asked: str = ""
    source: str = "phone"
    name: str = ""
    email: str | None = None
    phone: str | None = None
    customer: str | None = None
    location: int | None = None
    services: tuple[int, ...] = ()
    starts: int | None = None
    ends: int | None = None
    minute: int | None = None
    party: int = 1
    notes: str = ""
    language: str | None = None
    message: int | None = None


class InquiryEdit(Struct, frozen=True):
    """What may change in an inquiry; UNSET stays."""

    asked: str | UnsetType = UNSET
    source: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    email: str | UnsetType | None = UNSET
    phone: str | UnsetType | None = UNSET
    customer: str | UnsetType | None = UNSET
    location: int | UnsetType | None = UNSET
    services: tuple[int, ...] | UnsetType = UNSET
    starts: int | UnsetType | None = UNSET
    ends: int | UnsetType | None = UNSET
    minute: int | UnsetType | None = UNSET
    party: int | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    language: str | UnsetType | None = UNSET
