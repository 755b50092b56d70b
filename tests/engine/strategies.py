"""Random businesses of a few people and rooms, on and around the days on which clocks change."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from frontdesk.engine.values import Away, House, Place, Resource, Span, Week
from tests.engine.reference import change_dates, instant

ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca")


def change_days() -> st.SearchStrategy[tuple[str, int]]:
    """(zone, a date on or near a change of its clock)."""
    pairs = []
    for zone in ZONES:
        dates = change_dates(zone) or (dt.date(2027, 6, 15).toordinal(),)
        pairs += [(zone, date + shift) for date in dates for shift in (0, 0, 1, -1)]
    return st.sampled_from(pairs)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Span, ...]:
    """Ranges of one date, some at the hours in which clocks change, some past midnight; sorted, apart."""
    found: list[Span] = []
    for _ in range(draw(st.integers(0, 3))):
        low = draw(st.sampled_from((0, 60, 90, 105, 120, 130, 150, 180, 540, 605, 960, 1200, 1320, 1410)))
        high = low + draw(st.sampled_from((20, 30, 60, 90, 240, 300, 360, 480)))
        if not found or low > found[-1][1]:
            found.append((low, high))
        else:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
            found = sorted(found)
    return tuple(found)


def weeks() -> st.SearchStrategy[Week]:
    return st.tuples(*[ranges()] * 7)


def spans(zone: str, date: int, longest: int = 400) -> st.SearchStrategy[Span]:
    """A span within two days of a date."""
    first = instant(date, 0, zone) - 2000
    return st.tuples(st.integers(0, 4800), st.integers(1, longest)).map(lambda p: (first + p[0], first + p[0] + p[1]))


def aways(zone: str, date: int) -> st.SearchStrategy[tuple[Away, ...]]:
    return st.lists(spans(zone, date, 1500).map(lambda s: Away(*s, "x")), max_size=2).map(tuple)


def claims(zone: str, date: int) -> st.SearchStrategy[list[Span]]:
    return st.lists(spans(zone, date, 150), max_size=10).map(sorted)


@st.composite
def resources(draw: st.DrawFn, identity: int, kind: str, zone: str, date: int) -> Resource:
    return Resource(
        identity,
        kind,  # type: ignore[arg-type]
        f"{kind}{identity}",
        1,
        step=draw(st.sampled_from((None, None, 10, 25))),
        week=draw(st.none() | weeks()),
        overrides=draw(st.dictionaries(st.sampled_from((date - 1, date, date + 1)), ranges(), max_size=2)),
        absences=draw(aways(zone, date)),
        position=draw(st.integers(0, 2)),
    )


@st.composite
def houses(draw: st.DrawFn, zone: str, date: int, kinds: tuple[str, ...]) -> House:
    """A location with one resource of each kind given, numbered from 1; no services."""
    place = Place(1, "Centre", zone, draw(st.none() | weeks()), draw(aways(zone, date)))
    return House({1: place}, {i: draw(resources(i, kind, zone, date)) for i, kind in enumerate(kinds, 1)}, {})
