"""What a line typed at the desk was understood as: the value the quick line shows and books by."""

from __future__ import annotations

from msgspec import Struct

from frontdesk.desk.values import Booking, Caution, Known, Named, Obstacle, Slot


class Around(Struct, frozen=True):
    """Where the line was opened: what it leaves unsaid is taken from here. Ids; a day (ordinal), minutes after midnight."""

    day: int | None = None
    minute: int | None = None
    staff: int | None = None
    location: int | None = None
    hold: str | None = None


class Part(Struct, frozen=True):
    """A stretch of the line, letters from and up to, and what it was read as: customer, service, staff, location, day, time,
    party, nights, phone, notes, or unread. ``slip``: it is spelt otherwise than what it was read as."""

    kind: str
    start: int
    end: int
    text: str
    slip: bool = False


class Doubt(Struct, frozen=True):
    """What may mean several things. ``kind``: customer, service, staff, location, day, days, limit, name, near, newname,
    nights, nodate, order, otherphone, passed, person, phone, services, slept, surname, time, times, unclear, weekday, and of
    what is no booking: call, cancel, move (see ``language.doubts``); ``choices``: names, dates or times, where there are some
    (for customers see ``candidates``)."""

    kind: str
    text: str = ""
    choices: tuple[str, ...] = ()


class Understood(Struct, frozen=True):
    """A line as it was understood. ``booking`` is there only when nothing is missing, in doubt or unread; whether it can be
    had ``obstacles`` say, and ``alternatives`` what can be had instead.

    ``start`` in epoch minutes; ``day`` an ordinal and ``minute`` after midnight in ``zone``. ``missing``: of service,
    customer, phone, day, time, nights, party. ``cautions``: what is said though it may be booked. ``namesakes``: how many
    may be meant in all, of whom ``candidates`` are those that came last; at least so many where ``namesakes_open``.
    ``assumed``: of day, time, staff, what was taken from around. ``price`` (minor
    units), ``length`` (minutes) and ``would_be_with`` (the names of all that would be taken) are as it would be booked now;
    before that price and length are said where there is but one.
    """

    text: str
    zone: str
    currency: str
    parts: tuple[Part, ...] = ()
    services: tuple[Named, ...] = ()
    staff: Named | None = None
    location: int | None = None
    customer: Known | None = None
    candidates: tuple[Known, ...] = ()
    namesakes: int = 0
    namesakes_open: bool = False
    new_name: str | None = None
    phone: str | None = None
    day: int | None = None
    minute: int | None = None
    end_minute: int | None = None
    start: int | None = None
    party: int = 1
    nights: int = 0
    notes: str = ""
    doubts: tuple[Doubt, ...] = ()
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    would_be_with: tuple[str, ...] = ()
    price: int | None = None
    length: int | None = None
    obstacles: tuple[Obstacle, ...] = ()
    alternatives: tuple[Slot, ...] = ()
    cautions: tuple[Caution, ...] = ()
    booking: Booking | None = None

    @property
    def unread(self) -> tuple[Part, ...]:
        """What nothing was made of."""
        return tuple(part for part in self.parts if part.kind == "unread")

    @property
    def ready(self) -> bool:
        """Whether Enter books it."""
        return self.booking is not None and not self.obstacles
