"""A day as the screens show it: the agenda's columns, what is to be done today, what else waits. Epoch minutes, ordinals."""

from __future__ import annotations

from msgspec import Struct

from frontdesk.desk.message_values import WorkerState
from frontdesk.desk.values import Event, Reservation, Resource, Spans, Waiting


class Waits(Struct, frozen=True):
    """What waits for the business. ``pending``: by location (id), how many reservations to come need a yes or a no;
    ``parked``: how many bookings were put aside; ``unread``: in how many conversations somebody wrote whom nobody has
    read; ``outgoing``: how many messages wait to go; ``troubled``: how many did not go and were not looked at;
    ``recallable``: until when undo can recall messages of the actor (epoch seconds, 0: there are none); ``inquiries``:
    how many inquiries wait for us."""

    pending: dict[int, int] = {}
    parked: int = 0
    unread: int = 0
    outgoing: int = 0
    troubled: int = 0
    recallable: int = 0
    workers: tuple[WorkerState, ...] = ()
    inquiries: int = 0

    def at(self, location: int | None) -> int:
        """How many wait at a location, or at all of them."""
        return sum(self.pending.values()) if location is None else self.pending.get(location, 0)


class Block(Struct, frozen=True):
    """A piece of one agenda column. ``kind``: reservation, session, event, hold.

    ``start``/``end`` without buffers. ``code`` opens the reservation; ``expires`` (epoch seconds) for holds. ``chosen``:
    whether the day's filter chooses it.
    """

    kind: str
    start: int
    end: int
    title: str
    status: str = ""
    code: str | None = None
    customer: str = ""
    service: str = ""
    party: int = 1
    version: int = 0
    expires: int | None = None
    session: int | None = None
    taken: int = 0
    capacity: int = 0
    resource: int = 0
    chosen: bool = True


class Column(Struct, frozen=True):
    """A resource's day: when it is open, what is in it, why it is away."""

    resource: Resource
    open: Spans
    blocks: tuple[Block, ...]
    away: tuple[tuple[int, int, str], ...] = ()  # absences and closures: from, to, reason


class Day(Struct, frozen=True):
    """The agenda of one business day. ``start``/``end`` bound it; ``seq`` is the journal's when it was read."""

    day: int
    start: int
    end: int
    zone: str
    columns: tuple[Column, ...]
    events: tuple[Event, ...] = ()  # those that belong to nobody
    seq: int = 0
    count: int = 0  # reservations of the day that are not cancelled
    chosen: int = 0  # how many of them the filter chooses


class Count(Struct, frozen=True):
    """Something that waits for the desk: how many there are of a ``kind`` (see desk/today.py), and what is soonest.

    ``soonest`` is an epoch minute where the kind has one; ``more`` how many of them are of the next business day; ``all``
    how many there are with those that do not wait for us, where they are told too; ``codes`` which reservations they are,
    where no filter says it.
    """

    kind: str
    count: int
    soonest: int | None = None
    more: int = 0
    all: int | None = None
    codes: tuple[str, ...] = ()


class Free(Struct, frozen=True):
    """When somebody (a person; a table, where no service needs people) is free next: ``start`` None: not today any more.

    Of a room that is let by the night: that it is free tonight, as what (``service``), and until when, as far as is known.
    """

    resource: Resource
    start: int | None
    until: int | None
    zone: str
    service: int | None = None


class Today(Struct, frozen=True):
    """What goes on at the desk at ``minute`` (epoch) of a business day. A visit is in one of the lists of visits only.

    ``due``: those still to come, soonest first. ``late``: begun without its customer. ``here``: arrived. ``unpaid``:
    completed today with something left to pay. ``coming``: how many are still to come today, whenever. ``rooms``: those that are
    free tonight, where the business lives mostly by nights; None: it does not.
    """

    day: int
    minute: int
    zone: str
    currency: str
    counts: tuple[Count, ...]
    waiting: tuple[Waiting, ...]
    late: tuple[Reservation, ...]
    due: tuple[Reservation, ...]
    here: tuple[Reservation, ...]
    unpaid: tuple[Reservation, ...]
    free: tuple[Free, ...]
    coming: int = 0
    rooms: tuple[Free, ...] | None = None


class News(Struct, frozen=True):
    """What the change feed tells: which days of which location, and which customers, were touched."""

    seq: int
    days: frozenset[tuple[int | None, int]]
    customers: bool = False
    house: bool = False
    holds: bool = False  # whether they are others than those of the mark that was given
    held: tuple[int, int, int] = (0, 0, 0)  # the mark of the holds there are now
    messages: bool = False  # whether something was written, came, went or was read
    inquiries: bool = False  # whether an inquiry changed, or a message, which may be one of an inquiry


# what goes in ------------------------------------------------------------------------------------------------------
