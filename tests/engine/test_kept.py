"""What is kept equals what is worked out anew, whatever changed in between."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from frontdesk.engine.kept import Kept, Loaded
from frontdesk.engine.many import any_free, per_day
from frontdesk.engine.slots import free_starts
from frontdesk.engine.values import Service, Span
from tests.engine.world import MONDAY, ZONE, at, daily, house, person

CUT = Service(1, "Cut", 45, buffer_before=5, buffer_after=10)
PEOPLE = tuple(range(6))
SALON = house([person(i, str(i), daily("00:00-24:00" if i == 0 else "09:00-20:00")) for i in PEOPLE], [CUT])


class Shelf:
    """Claims with versions and holds, as a store keeps them."""

    def __init__(self) -> None:
        self.claims: dict[int, list[Span]] = {i: [] for i in PEOPLE}
        self.expires: dict[int, int] = {}
        self.versions = dict.fromkeys(PEOPLE, 1)
        self.asked: list[int] = []

    def load(self, ids: Sequence[int], start: int, end: int) -> Loaded:
        self.asked += ids
        near = {i: [c for c in self.claims[i] if c[0] < end and start < c[1]] for i in ids}
        return Loaded(near, {i: self.expires[i] for i in ids if i in self.expires})

    def add(self, resource: int, start: int, minutes: int) -> None:
        self.claims[resource] = sorted([*self.claims[resource], (start, start + minutes)])
        self.versions[resource] += 1


def expand(found: dict[int, list[range]]) -> dict[int, list[int]]:
    return {i: [t for steps in ranges for t in steps] for i, ranges in found.items()}


def test_kept_starts_are_those_of_a_first_look() -> None:
    rng = random.Random(5)
    shelf, kept = Shelf(), Kept()
    for _ in range(60):
        for _ in range(rng.randrange(4)):
            shelf.add(rng.choice(PEOPLE), at("00:00") + rng.randrange(100 * 1440), rng.choice((30, 55, 2000)))
        start = at("00:00") + rng.randrange(60 * 1440)
        end = start + rng.randrange(1, 50 * 1440)
        found = kept.starts(SALON, 1, CUT, PEOPLE, start, end, shelf.versions, shelf.load, at("00:00"))
        assert expand(found) == expand(free_starts(SALON, CUT, PEOPLE, shelf.claims, start, end))


def test_only_what_changed_is_loaded_again() -> None:
    shelf, kept = Shelf(), Kept()
    window = at("00:00"), at("00:00", MONDAY + dt.timedelta(days=31))
    for _ in range(2):
        kept.starts(SALON, 1, CUT, PEOPLE, *window, shelf.versions, shelf.load, 0)
    assert shelf.asked == list(PEOPLE)
    shelf.add(3, at("10:00"), 60)
    kept.starts(SALON, 1, CUT, PEOPLE, *window, shelf.versions, shelf.load, 0)
    assert shelf.asked == [*PEOPLE, 3]
    kept.starts(SALON, 2, CUT, PEOPLE, *window, shelf.versions, shelf.load, 0)
    assert shelf.asked == [*PEOPLE, 3, *PEOPLE]


def test_a_hold_that_expires_makes_a_month_stale() -> None:
    shelf, kept = Shelf(), Kept()
    now, window = at("08:00"), (at("09:00"), at("11:00"))
    shelf.claims[2] = [(at("09:00"), at("10:00"))]
    shelf.expires = {2: now + 5}
    first = kept.starts(SALON, 1, CUT, [2], *window, shelf.versions, shelf.load, now)
    assert expand(first)[2][0] == at("10:15")
    shelf.claims[2], shelf.expires = [], {}
    assert kept.starts(SALON, 1, CUT, [2], *window, shelf.versions, shelf.load, now + 4) == first
    later = kept.starts(SALON, 1, CUT, [2], *window, shelf.versions, shelf.load, now + 5)
    assert expand(later)[2][0] == at("09:00")


def test_what_is_kept_is_bounded() -> None:
    shelf, kept = Shelf(), Kept(limit=20)
    for month in range(12):
        start = at("00:00", dt.date(2027, month + 1, 10))
        kept.starts(SALON, 1, CUT, PEOPLE, start, start + 1440, shelf.versions, shelf.load, 0)
        assert len(kept) <= 20
    asked = len(shelf.asked)
    kept.starts(SALON, 1, CUT, PEOPLE, start, start + 1440, shelf.versions, shelf.load, 0)
    assert len(shelf.asked) == asked


def test_any_of_many_and_counts_by_day() -> None:
    found = {
        1: [range(at("10:00"), at("10:31"), 15)],
        2: [range(at("10:15"), at("11:00"), 20), range(at("33:00"), at("33:01"))],
    }
    starts = any_free(found.values())
    assert starts == sorted({t for ranges in found.values() for steps in ranges for t in steps})
    first = MONDAY.toordinal()
    assert per_day(starts, first - 1, first + 1, ZONE) == {first - 1: 0, first: len(starts) - 1, first + 1: 1}
