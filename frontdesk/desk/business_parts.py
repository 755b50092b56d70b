"""A business file once it has been read and checked: every name exists, every range and amount makes sense.

Local times of a day are minutes since midnight (a range past midnight ends above 1440); days are proleptic ordinals;
local date-times are ISO text without offset, to the minute, of the location's zone; money is minor units.
"""

from __future__ import annotations

from msgspec import Struct

Ranges = tuple[tuple[int, int], ...]
Week = tuple[Ranges, ...]
"""Seven tuples of ranges, Monday first; sorted, they do not touch."""


class AwayPart(Struct, frozen=True, kw_only=True):
    """An absence or a closure: local date-times, the end not included."""

    starts: str
    ends: str
    reason: str = ""


class BusinessPart(Struct, frozen=True, kw_only=True):
    name: str
    locale: str
    currency: str
    country: str
    day_ends: int
    confirm: str


class LocationPart(Struct, frozen=True, kw_only=True):
    """``hours`` None: open whenever somebody works there."""

    name: str
    timezone: str
    hours: Week | None = None
    closures: tuple[AwayPart, ...] = ()
    pacing: int | None = None


class ResourcePart(Struct, frozen=True, kw_only=True):
    """``hours`` None: the location's. ``services`` None: all. ``overrides``: (day, ranges)."""

    kind: str
    name: str
    location: str
    seats: int = 1
    services: tuple[str, ...] | None = None
    hours: Week | None = None
    step: int | None = None
    overrides: tuple[tuple[int, Ranges], ...] = ()
    absences: tuple[AwayPart, ...] = ()


class TermsPart(Struct, frozen=True, kw_only=True):
    """What differs for one staff member; None: the service's."""

    staff: str
    duration: int | None = None
    price: int | None = None


class ServicePart(Struct, frozen=True, kw_only=True):
    name: str
    duration: int
    buffer_before: int
    buffer_after: int
    step: int
    price: int
    needs: tuple[str, ...]
    min_notice: int
    horizon: int | None
    min_party: int
    max_party: int | None
    duration_by_party: tuple[tuple[int, int], ...]
    tags: tuple[str, ...]
    tags_match: str
    pass_use: str
    channels: tuple[str, ...]
    cancel_until: int
    late_cancel: str
    no_show: str
    fee: int
    deposit: int
    processing: tuple[int, int] | None
    by_staff: tuple[TermsPart, ...]
    nights: bool
    check_in: int
    check_out: int
    grouped: bool
    pacing: int | None


class JoinPart(Struct, frozen=True, kw_only=True):
    tables: tuple[str, ...]
    seats: int
    min_party: int


class SeriesPart(Struct, frozen=True, kw_only=True):
    """An entry of [[sessions]]. ``rule`` is an RFC 5545 rule in local time; None: that date only."""

    service: str
    location: str
    staff: str | None
    rooms: tuple[str, ...]
    first: str
    duration: int
    capacity: int
    rule: str | None
    tags: tuple[str, ...]
    tags_match: str


class PassPart(Struct, frozen=True, kw_only=True):
    name: str
    units: int
    price: int
    valid_days: int | None
    services: tuple[str, ...]


class UserPart(Struct, frozen=True, kw_only=True):
    name: str
    role: str
    staff: str | None
    account: str | None


class ReminderPart(Struct, frozen=True, kw_only=True):
    when: str
    channels: tuple[str, ...]
    template: str


class BusinessFile(Struct, frozen=True, kw_only=True):
    business: BusinessPart
    locations: tuple[LocationPart, ...]
    resources: tuple[ResourcePart, ...]
    services: tuple[ServicePart, ...]
    joins: tuple[JoinPart, ...]
    series: tuple[SeriesPart, ...]
    passes: tuple[PassPart, ...]
    users: tuple[UserPart, ...]
    reminders: tuple[ReminderPart, ...]
