from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.engine import zones
from tests.engine.reference import UNIX, instant, wall
from tests.engine.strategies import change_days

SPRING = dt.date(2027, 3, 28).toordinal()
AUTUMN = dt.date(2027, 10, 31).toordinal()
MADRID = "Europe/Madrid"


@settings(max_examples=200, deadline=None)
@given(change_days(), st.integers(0, 2880))
def test_a_wall_time_is_the_first_instant_that_shows_it_or_later(day: tuple[str, int], minute: int) -> None:
    zone, date = day
    assert zones.epoch_minute(date, minute, zone) == instant(date, minute, zone)


@settings(max_examples=200, deadline=None)
@given(change_days(), st.integers(0, 1439))
def test_resolve_finds_every_instant(day: tuple[str, int], minute: int) -> None:
    zone, date = day
    about = (date - UNIX) * 1440 + minute
    shown = tuple(t for t in range(about - 900, about + 900) if wall(t, zone) == date * 1440 + minute)
    assert zones.resolve(date, minute, zone) == shown


@settings(max_examples=200, deadline=None)
@given(change_days(), st.integers(-1500, 3000))
def test_local_is_what_zoneinfo_says(day: tuple[str, int], minute: int) -> None:
    zone, date = day
    at = (date - UNIX) * 1440 + minute
    assert zones.local(at, zone) == divmod(wall(at, zone), 1440)
    assert at + zones.offset(at, zone) == wall(at, zone) - UNIX * 1440


@pytest.mark.parametrize(
    ("date", "minute", "count"), [(SPRING, 150, 0), (SPRING, 180, 1), (AUTUMN, 150, 2), (AUTUMN, 180, 1)]
)
def test_gaps_and_repeated_hours(date: int, minute: int, count: int) -> None:
    assert len(zones.resolve(date, minute, MADRID)) == count


def test_a_time_in_a_gap_is_the_instant_the_gap_ends() -> None:
    assert zones.epoch_minute(SPRING, 150, MADRID) == zones.epoch_minute(SPRING, 180, MADRID)
