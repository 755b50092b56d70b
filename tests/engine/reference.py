"""The slow obvious engine: every minute of a few days looked at one by one, straight from datetime and zoneinfo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from frontdesk.engine.values import House, Resource, Span

UNIX = dt.date(1970, 1, 1).toordinal()


@lru_cache(maxsize=200_000)
def wall(minute: int, zone: str) -> int:
    """Wall clock as minutes since 0001-01-01 minus one day."""
    at = dt.datetime.fromtimestamp(minute * 60, ZoneInfo(zone))
    return at.date().toordinal() * 1440 + at.hour * 60 + at.minute


@lru_cache(maxsize=200_000)
def instant(date: int, minute: int, zone: str) -> int:
    """The first minute at which the wall shows that time or later."""
    wanted = date * 1440 + minute
    about = (date - UNIX) * 1440 + minute
    return next(t for t in range(about - 1000, about + 2000) if wall(t, zone) >= wanted)


@lru_cache(maxsize=100)
def change_dates(zone: str, year: int = 2027) -> tuple[int, ...]:
    """Dates on which a zone's offset changes."""
    first = dt.date(year, 1, 1).toordinal()
    info = ZoneInfo(zone)
    offsets = [
        dt.datetime.fromordinal(first + i).replace(tzinfo=dt.UTC).astimezone(info).utcoffset() for i in range(366)
    ]
    return tuple(wall(((first + i - UNIX) * 1440), zone) // 1440 for i in range(365) if offsets[i] != offsets[i + 1])


def range_minutes(date: int, ranges: Iterable[Span], zone: str) -> list[set[int]]:
    """Minutes of one date's ranges; those that overlap or touch on the wall are one."""
    wall_minutes = {minute for low, high in ranges for minute in range(low, high)}
    found = [set(range(instant(date, min(r), zone), instant(date, max(r) + 1, zone))) for r in runs(wall_minutes)]
    return [minutes for minutes in found if minutes]


def runs(minutes: set[int]) -> list[set[int]]:
    found: list[set[int]] = []
    for t in sorted(minutes):
        if found and t - 1 in found[-1]:
            found[-1].add(t)
        else:
            found.append({t})
    return found


def away_minutes(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {t for start, end in spans for t in range(start, end)}


def dated_ranges(house: House, resource: Resource, dates: range) -> list[tuple[int, set[int]]]:
    """(date, minutes) of a person's ranges, or of anything's in a location with hours."""
    place = house.places[resource.place]
    within = None
    if place.week is not None:
        within = {
            t for d in dates for minutes in range_minutes(d, place.week[(d - 1) % 7], place.zone) for t in minutes
        }
    found: list[tuple[int, set[int]]] = []
    for date in dates:
        own = resource.week if resource.week is not None else place.week
        ranges = resource.overrides.get(date, own[(date - 1) % 7] if own is not None else ())
        for minutes in range_minutes(date, ranges, place.zone):
            found += [(date, run) for run in (runs(minutes & within) if within is not None else [minutes])]
    return found


class Reference:
    """Open minutes and grids of one resource on some dates."""

    def __init__(self, house: House, resource_id: int, dates: range) -> None:
        resource = house.resources[resource_id]
        place = house.places[resource.place]
        closures = away_minutes((a.start, a.end) for a in place.closures)
        away = away_minutes((a.start, a.end) for a in resource.absences) | closures
        follows = resource.week is None and place.week is None and resource.kind != "staff"
        if follows:
            staff = [r for r in house.resources.values() if r.kind == "staff" and r.place == place.id]
            present: set[int] = set()
            by_date: dict[int, set[int]] = {}
            for person in staff:
                gone = away_minutes((a.start, a.end) for a in person.absences) | closures
                for date, minutes in dated_ranges(house, person, dates):
                    by_date.setdefault(date, set()).update(minutes)
                    present |= minutes - gone
            ranges = []
            self.open: set[int] = set()
            for date in dates:
                for run in range_minutes(date, resource.overrides.get(date, ()), place.zone):
                    ranges.append((date, run))
                    self.open |= run - away
                for run in runs(by_date.get(date, set())) if date not in resource.overrides else ():
                    ranges.append((date, run))
                    self.open |= (run & present) - away
        else:
            ranges = dated_ranges(house, resource, dates)
            self.open = {t for _, minutes in ranges for t in minutes} - away
        self.anchors: dict[int, int] = {}
        for _, minutes in ranges:
            anchor = min(minutes)
            for t in minutes:
                self.anchors.setdefault(t, anchor)

    def fits(self, start: int, duration: int) -> bool:
        return all(t in self.open for t in range(start, start + duration))

    def on_grid(self, start: int, step: int) -> bool:
        return start in self.anchors and (start - self.anchors[start]) % step == 0


def clear(claims: Iterable[Span], start: int, windows: Iterable[Span]) -> bool:
    """Whether no minute of the windows is claimed."""
    return not any(since < start + high and start + low < to for low, high in windows for since, to in claims)
