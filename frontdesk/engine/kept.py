"""Free starts kept from one question to the next, for each resource and week.

A week's starts hold as long as the resource's version is the same and none of its holds has expired. Notice, horizon and
the present are trimmed afterwards, because they change by themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from frontdesk.engine import zones
from frontdesk.engine.slots import free_starts
from frontdesk.engine.starts import FAR, trim
from frontdesk.engine.terms import longest
from frontdesk.engine.values import Claims, House, Service


class Loaded(NamedTuple):
    """Claims as they are read, and for each resource that has holds among them when the first expires (epoch minute)."""

    claims: Claims
    expires: Mapping[int, int]


Load = Callable[[Sequence[int], int, int], Loaded]
"""(resources, from, to) → their claims that meet that time, read in the same snapshot as the versions."""


class Week(NamedTuple):
    """One resource's free starts as they were at that version, good before that epoch minute.

    ``starts`` may be of several weeks that were computed together; all of them share the one list.
    """

    version: int
    until: int
    starts: list[range]


class Kept:
    """What one process remembers; ``limit`` bounds the resource-weeks, the least recently used weeks go first."""

    def __init__(self, limit: int = 20_000) -> None:
        self._limit = limit
        self._size = 0
        self._weeks: OrderedDict[tuple[Hashable, ...], dict[int, Week]] = OrderedDict()

    def __len__(self) -> int:
        return self._size

    def starts(
        self,
        house: House,
        house_key: Hashable,
        service: Service,
        resource_ids: Sequence[int],
        start: int,
        end: int,
        versions: Mapping[int, int],
        load: Load,
        now: int,
        party: int = 1,
    ) -> dict[int, list[range]]:
        """Free starts in ``[start, end)`` of each resource by itself, as ``free_starts`` finds them.

        ``house_key`` stands for all rules that no resource's version covers. ``now`` only decides which holds have expired.
        All resources belong to locations of one zone.
        """
        if not resource_ids or start >= end:
            return {identity: [] for identity in resource_ids}
        zone = house.places[house.resources[resource_ids[0]].place].zone
        weeks = _weeks(start, end, zone)
        tables = [self._table((house_key, service.id, party, zone, week)) for week in weeks]
        stale: dict[int, None] = {}
        for table in tables:
            get = table.get
            for identity in resource_ids:
                entry = get(identity)
                if entry is None or entry[0] != versions[identity] or entry[1] <= now:
                    stale[identity] = None
        if stale:
            self._renew(house, service, list(stale), weeks, tables, versions, load, now, party)
        result: dict[int, list[range]] = {}
        first, *others = tables
        for identity in resource_ids:
            found = first[identity][2]
            if all(table[identity][2] is found for table in others):
                result[identity] = trim(found, start, end)
            else:
                result[identity] = [
                    steps
                    for (low, high), table in zip(weeks, tables, strict=True)
                    for steps in trim(table[identity][2], max(low, start), min(high, end))
                ]
        self._bound(len(tables))
        return result

    def _table(self, key: tuple[Hashable, ...]) -> dict[int, Week]:
        table = self._weeks.get(key)
        if table is None:
            table = self._weeks[key] = {}
        else:
            self._weeks.move_to_end(key)
        return table

    def _renew(
        self,
        house: House,
        service: Service,
        stale: Sequence[int],
        weeks: Sequence[tuple[int, int]],
        tables: Sequence[dict[int, Week]],
        versions: Mapping[int, int],
        load: Load,
        now: int,
        party: int,
    ) -> None:
        wanted = [
            (span, table, ids)
            for span, table in zip(weeks, tables, strict=True)
            if (ids := [i for i in stale if not _holds(table.get(i), versions[i], now)])
        ]
        tail = longest(service, party) + service.buffer_after
        claims, expires = load(stale, wanted[0][0][0] - service.buffer_before, wanted[-1][0][1] + tail)
        for run in _runs(wanted):
            # weeks that follow each other are computed together: the boundaries between them cost more than a longer merge
            ids = run[0][2]
            found = free_starts(house, service, ids, claims, run[0][0][0], run[-1][0][1], party)
            for _, table, _ in run:
                for identity in ids:
                    self._size += identity not in table
                    table[identity] = Week(versions[identity], expires.get(identity, FAR), found[identity])

    def _bound(self, in_use: int) -> None:
        while self._size > self._limit and len(self._weeks) > in_use:
            _, table = self._weeks.popitem(last=False)
            self._size -= len(table)


def _holds(entry: Week | None, version: int, now: int) -> bool:
    return entry is not None and entry.version == version and now < entry.until


_Wanted = tuple[tuple[int, int], dict[int, Week], list[int]]


def _runs(wanted: Sequence[_Wanted]) -> Iterator[list[_Wanted]]:
    """Weeks that follow each other and lack the same resources."""
    run: list[_Wanted] = []
    for one in wanted:
        if run and (run[-1][0][1] != one[0][0] or run[-1][2] != one[2]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


@lru_cache(maxsize=1024)
def _weeks(start: int, end: int, zone: str) -> tuple[tuple[int, int], ...]:
    """Local weeks, Monday first, that meet ``[start, end)``, as epoch minutes.

    Weeks and not months: a question about 31 days seldom is a calendar month, and would load twice what it asks.
    """
    day = zones.local(start, zone)[0]
    day -= (day - 1) % 7  # ordinal 1 was a Monday
    found = []
    first = zones.epoch_minute(day, 0, zone)
    while first < end:
        day += 7
        following = zones.epoch_minute(day, 0, zone)
        found.append((first, following))
        first = following
    return tuple(found)
