"""Wall clock and instants: local minutes of a date in a zone, and epoch minutes (UTC).

A zone is the name of an IANA zone. Its offset is looked up once per UTC day and kept; only on a day on which it changes
is the minute of the change searched for. An offset with seconds (before 1972, mostly) is cut to minutes.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH_DAY = 719_163
"""Ordinal of 1970-01-01."""

DAY = 1440

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _probe(minute: int, zone: ZoneInfo) -> int:
    passed = (_EPOCH + dt.timedelta(minutes=minute)).astimezone(zone).utcoffset()
    assert passed is not None
    return int(passed.total_seconds() // 60)


def _first_change(low: int, high: int, zone: ZoneInfo) -> int:
    """First minute in (low, high] whose offset differs from the one at ``low``."""
    before = _probe(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if _probe(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=65_536)
def _utc_day(day: int, zone: str) -> tuple[int, int, int]:
    """Offsets before and after the change on a UTC day (counted from the epoch), and the epoch minute of the change."""
    info = ZoneInfo(zone)
    low, high = day * DAY, (day + 1) * DAY
    before, after = _probe(low, info), _probe(high, info)
    if before == after:
        return before, after, high
    return before, after, _first_change(low, high, info)


def offset(epoch_minute: int, zone: str) -> int:
    """Minutes by which the zone is ahead of UTC at an instant."""
    before, after, change = _utc_day(epoch_minute // DAY, zone)
    return before if epoch_minute < change else after


def local(epoch_minute: int, zone: str) -> tuple[int, int]:
    """Local date (ordinal) and minute of the day of an instant."""
    day, minute = divmod(epoch_minute + offset(epoch_minute, zone), DAY)
    return day + EPOCH_DAY, minute


@lru_cache(maxsize=65_536)
def even_midnight(ordinal: int, zone: str) -> int | None:
    """Epoch minute of local midnight when no change falls between the day before and two days after, else None.

    Where it is a number, a local minute of that date (up to 2880) is the sum of the two.
    """
    wall = (ordinal - EPOCH_DAY) * DAY
    first = offset(wall - DAY, zone)
    for ahead in range(4):
        before, after, _ = _utc_day(ordinal - EPOCH_DAY - 1 + ahead, zone)
        if before != first or after != first:
            return None
    return wall - first


@lru_cache(maxsize=65_536)
def resolve(ordinal: int, local_minute: int, zone: str) -> tuple[int, ...]:
    """The instants that show this wall time: none in a gap, one, or two in a repeated hour (earlier first)."""
    wall = (ordinal - EPOCH_DAY) * DAY + local_minute
    offsets = {offset(wall - DAY, zone), offset(wall + DAY, zone)}
    return tuple(sorted(wall - o for o in offsets if offset(wall - o, zone) == o))


def epoch_minute(ordinal_day: int, local_minute: int, zone: str) -> int:
    """First instant at which the wall clock shows this local time or a later one.

    In a repeated hour that is the first pass; for a time that a gap skips, the instant the gap ends.
    ``local_minute`` may pass 1440: it then lies on the following date.
    """
    midnight = even_midnight(ordinal_day, zone)
    if midnight is not None and 0 <= local_minute <= 2 * DAY:
        return midnight + local_minute
    found = resolve(ordinal_day, local_minute, zone)
    if found:
        return found[0]
    wall = (ordinal_day - EPOCH_DAY) * DAY + local_minute
    behind = wall - offset(wall - DAY, zone)
    ahead = wall - offset(wall + DAY, zone)
    return _first_change(min(behind, ahead), max(behind, ahead), ZoneInfo(zone))


def iso(epoch_minute: int, zone: str) -> str:
    """An instant as ISO 8601 with the zone's offset: ``2026-11-23T10:00:00+01:00``."""
    return dt.datetime.fromtimestamp(epoch_minute * 60, ZoneInfo(zone)).isoformat(timespec="seconds")
