"""Open time: weekly hours, overrides of a date, the location's hours, absences and closures, as openings.

A range belongs to the date it starts on and may pass midnight; neither the hours nor an override of the next date cut it.
Absences and closures are spans of time and cut exactly theirs, leaving every grid where it was.
Where the ranges of two dates overlap or touch, a service may run through; the grid changes where the earlier range ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frontdesk.engine import zones
from frontdesk.engine.starts import FAR, Opening
from frontdesk.engine.values import Away, House, Place, Resource, Span, Week

ALWAYS = (Opening(-FAR, FAR, 0, FAR),)
"""Open time of what no hours bind."""

Dated = tuple[int, int, int, int]
"""The date (ordinal) a range belongs to, where it starts and ends, and where its grid begins (epoch minutes)."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans sorted, those that overlap or touch made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        elif end > start:
            result.append((start, end))
    return result


def cut(openings: Sequence[Opening], away: Sequence[Span]) -> Sequence[Opening]:
    """Openings without the time that somebody is away (spans merged, sorted); anchors stay."""
    if not away:
        return openings
    result: list[Opening] = []
    index, last = 0, len(away)
    for opening in openings:
        start, end, anchor, until = opening
        while index < last and away[index][1] <= start:
            index += 1
        if index == last or away[index][0] >= until:
            result.append(opening)
            continue
        at = index
        while start < end:
            if at < last and away[at][0] <= start:
                start = max(start, away[at][1])
                at += 1
                continue
            barrier = away[at][0] if at < last else until
            result.append(Opening(start, min(end, barrier), anchor, min(until, barrier)))
            start = barrier
    return result


def _chained(ranges: Iterable[Dated]) -> list[Opening]:
    """Ranges of all dates, ascending, as openings that do not overlap."""
    result: list[Opening] = []
    covered, apart = -FAR, True
    for _, start, end, anchor in ranges:
        if end > start and end > covered:
            if start <= covered:
                apart, start = False, covered
            result.append(Opening(start, end, anchor, end))
            covered = end
    if not apart:
        for index in range(len(result) - 2, -1, -1):
            start, end, anchor, _ = result[index]
            if end == result[index + 1].start:
                result[index] = Opening(start, end, anchor, result[index + 1].until)
    return result


def _within(ranges: Iterable[Dated], spans: Sequence[Span], *, own_grid: bool) -> list[Dated]:
    """The parts of ranges that lie inside spans (merged, sorted); each on its range's grid, or on one of its own."""
    result: list[Dated] = []
    index = 0
    for date, start, end, anchor in ranges:
        while index and spans[index - 1][1] > start:
            index -= 1
        while index < len(spans) and spans[index][1] <= start:
            index += 1
        at = index
        while at < len(spans) and spans[at][0] < end:
            low, high = max(start, spans[at][0]), min(end, spans[at][1])
            if low < high:
                result.append((date, low, high, low if own_grid else anchor))
            at += 1
    return result


class Hours:
    """Open time of a house's resources between two instants (epoch minutes).

    Everything between them is exact; openings that reach past either are given whole. What resources share is computed once.
    ``ignore`` names rules that do not bind: closed, closure, absence.
    """

    def __init__(self, house: House, start: int, end: int, ignore: frozenset[str] = frozenset()) -> None:
        self.house = house
        self.start, self.end = start, end
        self.ignore = ignore
        self._places: dict[int, Sequence[Opening]] = {}
        self._own: dict[int, Sequence[Opening]] = {}
        self._same: dict[tuple[int, int], Sequence[Opening]] = {}
        self._weeks: dict[tuple[int, Week | None], Sequence[Opening]] = {}
        self._location: dict[int, list[Dated]] = {}
        self._closures: dict[int, list[Span]] = {}
        self._days: dict[str, tuple[int, int]] = {}

    def openings(self, resource_id: int) -> Sequence[Opening]:
        """When a resource is there: its hours within the location's, without absences and closures."""
        base = ALWAYS if "closed" in self.ignore else self.base(resource_id)
        return cut(base, merged(self.away(resource_id)))

    def base(self, resource_id: int) -> Sequence[Opening]:
        """As ``openings``, before absences and closures: it carries the grid."""
        resource = self.house.resources[resource_id]
        if self._overridden(resource):
            own = self._own.get(resource_id)
            if own is None:
                own = self._own[resource_id] = _chained(self._ranges(resource))
            return own
        follows = resource.week is None and (resource.kind != "staff" or self._week(resource.place) is not None)
        if follows:
            return self.place_base(resource.place)
        # Hashing a week costs more than a lookup should; the house keeps it alive, so its identity will do.
        same = (resource.place, id(resource.week))
        found = self._same.get(same)
        if found is None:
            key = (resource.place, resource.week)
            found = self._weeks.get(key)
            if found is None:
                found = self._weeks[key] = _chained(self._ranges(resource))
            self._same[same] = found
        return found

    def place_base(self, place_id: int) -> Sequence[Opening]:
        """A location's hours as openings, before closures."""
        found = self._places.get(place_id)
        if found is None:
            found = self._places[place_id] = _chained(self._location_ranges(place_id))
        return found

    def away(self, resource_id: int) -> list[Span]:
        """When a resource's absences and its location's closures take it away, in no order."""
        resource = self.house.resources[resource_id]
        closures = self.closures(resource.place)
        if "absence" in self.ignore or not resource.absences:
            return closures
        return self._near(resource.absences) + closures

    def closures(self, place_id: int) -> list[Span]:
        """Closures of a location, merged."""
        found = self._closures.get(place_id)
        if found is None:
            bind = () if "closure" in self.ignore else self.house.places[place_id].closures
            found = self._closures[place_id] = merged(self._near(bind))
        return found

    def _near(self, away: Iterable[Away]) -> list[Span]:
        # One that begins where the window ends still bounds a service that runs past it.
        return [(a.start, a.end) for a in away if a.end > self.start and a.start <= self.end]

    def _week(self, place_id: int) -> Week | None:
        return self.house.places[place_id].week

    def _dates(self, place: Place) -> tuple[int, int]:
        found = self._days.get(place.zone)
        if found is None:
            # A range lasts at most two days; one that follows without a break decides how far the last ones reach.
            first, last = zones.local(self.start, place.zone)[0], zones.local(self.end, place.zone)[0]
            found = self._days[place.zone] = first - 2, last + 1
        return found

    def _overridden(self, resource: Resource) -> bool:
        if not resource.overrides:
            return False
        first, last = self._dates(self.house.places[resource.place])
        return any(first <= date <= last for date in resource.overrides)

    def _ranges(self, resource: Resource) -> list[Dated]:
        """A resource's ranges within the location's hours, ascending."""
        place = self.house.places[resource.place]
        own = resource.week
        by_date: dict[int, list[Dated]] = {}
        if own is None:
            own = place.week
            if own is None and resource.kind != "staff":
                for dated in self._location_ranges(place.id):
                    by_date.setdefault(dated[0], []).append(dated)
        weekly = [merged(day) for day in own] if own is not None else [[]] * 7
        result: list[Dated] = []
        first, last = self._dates(place)
        for date in range(first, last + 1):
            override = resource.overrides.get(date)
            if override is None and date in by_date:
                result += by_date[date]
                continue
            ranges = weekly[(date - 1) % 7] if override is None else merged(override)
            result += _instants(date, ranges, place.zone)
        if place.week is None:
            return result
        bounds = merged((start, end) for _, start, end, _ in self._location_ranges(place.id))
        return _within(result, bounds, own_grid=True)

    def _location_ranges(self, place_id: int) -> list[Dated]:
        """A location's ranges, ascending. One without hours is open whenever somebody works there."""
        found = self._location.get(place_id)
        if found is None:
            place = self.house.places[place_id]
            found = self._somebody(place) if place.week is None else self._place_week(place, place.week)
            self._location[place_id] = found
        return found

    def _place_week(self, place: Place, week: Week) -> list[Dated]:
        weekly = [merged(day) for day in week]
        first, last = self._dates(place)
        result: list[Dated] = []
        for date in range(first, last + 1):
            result += _instants(date, weekly[(date - 1) % 7], place.zone)
        return result

    def _somebody(self, place: Place) -> list[Dated]:
        staff = [r for r in self.house.resources.values() if r.kind == "staff" and r.place == place.id]
        united: list[Dated] = []
        for date, start, end, _ in sorted(dated for person in staff for dated in self._ranges(person)):
            if united and united[-1][0] == date and start <= united[-1][2]:
                _, since, until, _ = united[-1]
                united[-1] = (date, since, max(end, until), since)
            else:
                united.append((date, start, end, start))
        # Nobody works while everybody is absent, but an absence moves no grid.
        present = merged((start, end) for person in staff for start, end, _, _ in self.openings(person.id))
        return _within(united, present, own_grid=False)


def _instants(date: int, ranges: Sequence[Span], zone: str) -> list[Dated]:
    midnight = zones.even_midnight(date, zone)
    if midnight is not None:
        return [(date, midnight + start, midnight + end, midnight + start) for start, end in ranges]
    result = []
    for start, end in ranges:
        since = zones.epoch_minute(date, start, zone)
        result.append((date, since, zones.epoch_minute(date, end, zone), since))
    return result


def open_spans(house: House, resource_id: int, start: int, end: int) -> list[Opening]:
    """Open time of one resource that touches ``[start, end)``, ascending, epoch minutes."""
    return [o for o in Hours(house, start, end).openings(resource_id) if o.end > start and o.start < end]
