"""What the engine is told and what it answers: plain frozen values, no clock, no store.

Instants are integers: minutes since the Unix epoch, UTC ("epoch minutes").
Local times of a day are minutes since local midnight; a range that crosses midnight ends after 1440.
Spans are half-open, ``(from, to)``.
Dates are proleptic ordinals (``datetime.date.toordinal()``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Week = tuple[tuple[Span, ...], ...]
"""Seven tuples of local ranges, Monday first; ranges are sorted and do not touch."""

Kind = Literal["staff", "room", "table", "equipment"]

CUSTOMER_CHANNELS = frozenset({"web", "agent"})
"""Channels on which the customers' rules bind (notice, horizon, tags, channels, the grid)."""


@dataclass(frozen=True, slots=True)
class Away:
    """Closed time with a reason: an absence of a person, or a closure of a location (epoch minutes)."""

    start: int
    end: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A location as the engine sees it. ``week`` None: open whenever somebody works there."""

    id: int
    name: str
    zone: str
    week: Week | None = None
    closures: tuple[Away, ...] = ()
    pacing: int | None = None  # covers that may start within 15 minutes
    day_ends: int = 0  # local minutes after midnight at which the business day ends


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something that is taken from–to.

    ``week`` None: follows the location's hours. ``services`` None: every service.
    ``step`` None: the service's.
    """

    id: int
    kind: Kind
    name: str
    place: int
    seats: int = 1
    step: int | None = None
    week: Week | None = None
    overrides: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    absences: tuple[Away, ...] = ()
    services: frozenset[int] | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What differs for one person: duration in minutes, price in minor units; None: the service's."""

    duration: int | None = None
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """What is sold. Durations, buffers, steps, notice in minutes; horizon in days; prices in minor units."""

    id: int
    name: str
    duration: int
    buffer_before: int = 0
    buffer_after: int = 0
    step: int = 15
    price: int = 0
    needs: tuple[str, ...] = ("staff",)  # staff, room, table, equipment:NAME
    min_notice: int = 0
    horizon: int | None = None
    min_party: int = 1
    max_party: int | None = None
    duration_by_party: tuple[tuple[int, int], ...] = ()  # (from that size on, minutes), ascending
    tags: frozenset[str] = frozenset()
    tags_match: Literal["all", "any"] = "all"
    channels: frozenset[str] = frozenset({"desk", "web", "agent"})
    processing: tuple[int, int] | None = None  # from that minute the person is free for so many
    by_staff: Mapping[int, Terms] = field(default_factory=dict)
    nights: bool = False
    check_in: int = 15 * 60
    check_out: int = 11 * 60
    grouped: bool = False  # sold as sessions with seats
    pacing: int | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Tables that may be put together for a larger party."""

    tables: tuple[int, ...]
    seats: int
    min_party: int = 1


@dataclass(frozen=True, slots=True)
class House:
    """Every rule of a business at one moment: all that decides what is free, but the claims."""

    places: Mapping[int, Place]
    resources: Mapping[int, Resource]
    services: Mapping[int, Service]
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Seats:
    """A session as it is offered: its service, who holds it and how many seats are left."""

    id: int
    service: int
    staff: int | None
    place: int
    start: int
    end: int
    capacity: int
    taken: int
    resources: tuple[int, ...] = ()
    tags: frozenset[str] = frozenset()
    tags_match: Literal["all", "any"] = "any"


@dataclass(frozen=True, slots=True)
class LineRequest:
    """One line of a visit. ``after`` minutes from the visit's start; None: when the line before ends.

    ``duration`` overrides the service's (a resized line); ``session`` names the session a seat is wanted in.
    """

    service: int
    staff: int | None = None
    after: int | None = None
    duration: int | None = None
    session: int | None = None
    resources: tuple[int, ...] | None = None  # exactly these, besides the person; None: whichever are free


@dataclass(frozen=True, slots=True)
class Request:
    """A visit somebody wants. ``nights`` > 0: sold by the night. ``tags``: the customer's."""

    lines: tuple[LineRequest, ...]
    party: int = 1
    place: int | None = None
    channel: str = "desk"
    tags: frozenset[str] = frozenset()
    nights: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that can be had. ``resources`` are all that would be taken besides ``staff``."""

    start: int
    end: int
    staff: int | None
    resources: tuple[int, ...]
    place: int
    remaining: int = 1
    session: int | None = None


@dataclass(frozen=True, slots=True)
class LinePlan:
    """A line with everything chosen. Claims are (resource, from, to), buffers included."""

    service: int
    staff: int | None
    resources: tuple[int, ...]
    start: int
    end: int
    price: int
    claims: tuple[tuple[int, int, int], ...]
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit with everything chosen, as it is to be written. Claims of one resource never overlap in it."""

    start: int
    end: int
    place: int
    lines: tuple[LinePlan, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One rule that stands in the way of a time.

    ``rule`` is one of: past, closed, closure, absence, taken, buffer, full, no_session, unsuited, party, pacing, notice,
    horizon, channel, tags, grid, nonexistent. ``resource`` is whom it concerns; ``start``/``end`` the blocking time.
    ``number`` is the rule's own figure (minutes of notice, days of horizon, largest party, seats left); of the smallest
    party ``reason`` is ``fewest``.
    """

    rule: str
    resource: int | None = None
    start: int | None = None
    end: int | None = None
    number: int | None = None
    reason: str = ""


Claims = Mapping[int, Sequence[Span]]
"""Resource id → its claims as spans (buffers included), sorted by start, overlapping allowed (overlap on purpose)."""
