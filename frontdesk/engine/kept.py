"""Free starts kept from one question to the next, for each resource and month.

A month's starts hold as long as the resource's version is the same and none of its holds has expired. Notice, horizon and
the present are trimmed afterwards, because they change by themselves.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
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


class Month(NamedTuple):
    """One resource's free starts of one month, as they were at that version, good before that epoch minute."""

    version: int
    until: int
    starts: list[range]


class Kept:
    """What one process remembers; ``limit`` bounds the resource-months, the least recently used months go first."""

    def __init__(self, limit: int = 20_000) -> None:
        self._limit = limit
        self._size = 0
        self._months: OrderedDict[tuple[Hashable, ...], dict[int, Month]] = OrderedDict()

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
        months = _months(start, end, zone)
        tables = [self._table((house_key, service.id, party, zone, month)) for month in months]
        stale: dict[int, None] = {}
        for table in tables:
            get = table.get
            for identity in resource_ids:
                entry = get(identity)
                if entry is None or entry[0] != versions[identity] or entry[1] <= now:
                    stale[identity] = None
        if stale:
            self._renew(house, service, list(stale), months, tables, versions, load, now, party)
        result: dict[int, list[range]] = {}
        if len(tables) == 1:
            for identity in resource_ids:
                result[identity] = trim(tables[0][identity][2], start, end)
        else:
            first, *middle, last = tables
            for identity in resource_ids:
                found = trim(first[identity][2], start, end)
                for table in middle:
                    found += table[identity][2]
                found += trim(last[identity][2], start, end)
                result[identity] = found
        self._bound(len(tables))
        return result

    def _table(self, key: tuple[Hashable, ...]) -> dict[int, Month]:
        table = self._months.get(key)
        if table is None:
            table = self._months[key] = {}
        else:
            self._months.move_to_end(key)
        return table

    def _renew(
        self,
        house: House,
        service: Service,
        stale: Sequence[int],
        months: Sequence[tuple[int, int]],
        tables: Sequence[dict[int, Month]],
        versions: Mapping[int, int],
        load: Load,
        now: int,
        party: int,
    ) -> None:
        wanted = [
            (span, table, ids)
            for span, table in zip(months, tables, strict=True)
            if (ids := [i for i in stale if not _holds(table.get(i), versions[i], now)])
        ]
        tail = longest(service, party) + service.buffer_after
        claims, expires = load(stale, wanted[0][0][0] - service.buffer_before, wanted[-1][0][1] + tail)
        for (first, last), table, ids in wanted:
            found = free_starts(house, service, ids, claims, first, last, party)
            for identity in ids:
                self._size += identity not in table
                table[identity] = Month(versions[identity], expires.get(identity, FAR), found[identity])

    def _bound(self, in_use: int) -> None:
        while self._size > self._limit and len(self._months) > in_use:
            _, table = self._months.popitem(last=False)
            self._size -= len(table)


def _holds(entry: Month | None, version: int, now: int) -> bool:
    return entry is not None and entry.version == version and now < entry.until


@lru_cache(maxsize=1024)
def _months(start: int, end: int, zone: str) -> tuple[tuple[int, int], ...]:
    """Local months that meet ``[start, end)``, as epoch minutes."""
    day = dt.date.fromordinal(zones.local(start, zone)[0]).replace(day=1)
    found = []
    first = zones.epoch_minute(day.toordinal(), 0, zone)
    while first < end:
        day = (day + dt.timedelta(days=32)).replace(day=1)
        following = zones.epoch_minute(day.toordinal(), 0, zone)
        found.append((first, following))
        first = following
    return tuple(found)
