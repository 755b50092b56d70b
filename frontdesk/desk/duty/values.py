"""What the desk says of calls, handovers, day sheets and lost demand: frozen values (units as in ``desk.values``)."""

from __future__ import annotations

from msgspec import Struct

from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.desk.message_values import OutboxEntry, Thread
from frontdesk.desk.values import Caution, Reservation

OUTCOMES = ("confirmed", "call_back", "no_answer", "voicemail")
"""What a call may come to: they come; they will call back; nobody answered; a message was left."""


class PhoneCall(Struct, frozen=True):
    """A call about a reservation. ``outcome`` is one of OUTCOMES."""

    at: int
    by: str
    outcome: str


class ToCall(Struct, frozen=True):
    """A reservation of the call list. ``calls``: those made about it, oldest first; ``done``: they said that they come."""

    visit: Reservation
    calls: tuple[PhoneCall, ...] = ()
    done: bool = False


class CallList(Struct, frozen=True):
    """Who is to be called about the next open day; ``day`` is that day, ``today`` the present one."""

    day: int
    today: int
    zone: str
    entries: tuple[ToCall, ...]

    @property
    def left(self) -> int:
        """How many have not said yet that they come."""
        return sum(1 for entry in self.entries if not entry.done)


GROUPS = ("expired", "booked", "moved", "cancelled", "no_show", "deleted", "paid")
"""What a handover tells of reservations, in its order."""


class HandoverLine(Struct, frozen=True):
    """What became of a reservation, by whom it was done last. ``was``: (start, person) before it was moved; ``amount``: of a
    payment, minor units. ``there``: the record still exists."""

    group: str
    at: int
    actor: str
    visit: Reservation
    was: tuple[int, str | None] | None = None
    amount: int = 0
    method: str = ""
    there: bool = True


class Handover(Struct, frozen=True):
    """What changed since a moment (epoch seconds), newest first in each group, and what waits for somebody.

    ``earlier`` and ``later``: the next moments before and after from which it could be told; ``cut``: so many more
    reservations changed than are told of. ``unanswered``: conversations nobody answered or read; without those whose
    customer is among the ``inquiries`` that wait for us.
    """

    since: int
    until: int
    day: int
    zone: str
    actor: str
    lines: tuple[HandoverLine, ...]
    unanswered: tuple[Thread, ...]
    inquiries: tuple[Inquiry, ...]
    troubled: tuple[OutboxEntry, ...]
    unpaid: tuple[Reservation, ...]
    calls: CallList
    earlier: int | None = None
    later: int | None = None
    cut: int = 0


LOST_BY = ("phone", "walk-in", "desk", "web", "agent")
"""How somebody asked for what could not be had."""

REASONS = ("full", "closed", "other")
"""Why it could not be had."""


class LostWish(Struct, frozen=True):
    """What somebody asked for in vain. ``start``: epoch minute; None: any time of ``day`` (ordinal). ``reason``: one of
    REASONS; empty: the desk looks for it."""

    service: int
    start: int | None
    day: int | None = None
    party: int = 1
    location: int | None = None
    channel: str = "phone"
    customer: str | None = None
    reason: str = ""


class LostDemand(Struct, frozen=True):
    """A wish that could not be had, as it was noted. ``day`` is the business day it was for."""

    id: int
    service: str
    service_id: int
    start: int | None
    day: int
    party: int
    channel: str
    reason: str
    at: int
    by: str
    location: str
    location_id: int
    zone: str
    customer: str | None = None


class SheetLine(Struct, frozen=True):
    """A visit (or, with an empty ``code``, an event) on a day sheet. ``with_``: what else it takes; ``alerts``: what matters
    when they come."""

    start: int
    end: int
    name: str
    phone: str
    service: str
    status: str
    code: str
    party: int = 1
    nights: int = 0
    with_: str = ""
    notes: str = ""
    alerts: tuple[Caution, ...] = ()


class SheetPart(Struct, frozen=True):
    """Somebody's day (or a table's, a room's): when open, why away, what is in it."""

    name: str
    kind: str
    open: tuple[tuple[int, int], ...]
    away: tuple[str, ...]
    lines: tuple[SheetLine, ...]


class DaySheet(Struct, frozen=True):
    """A business day on paper. ``made`` in epoch seconds."""

    business: str
    location: str
    day: int
    zone: str
    made: int
    visits: int
    parts: tuple[SheetPart, ...]
