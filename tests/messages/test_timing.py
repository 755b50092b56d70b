"""When a message is due: walls keep their clock over a change of clock, nobody is woken, nothing comes too late."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.desk.messages import timing
from frontdesk.engine.zones import local
from tests.desk.wishes import at, clock_face

ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


def due(rule: str, start: str, minutes: int = 45, zone: str = "Europe/Madrid", customer_zone: str = "") -> str:
    begins = at(start, zone)
    seconds = timing.of_visit(timing.read(rule), begins, begins + minutes, zone, customer_zone or zone)
    return clock_face(seconds // 60, zone)


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("-24h", "2026-11-25 10:00", "2026-11-24 10:00"),
        ("-2h", "2026-11-25 12:00", "2026-11-25 10:00"),
        ("-48h", "2026-11-25 20:45", "2026-11-23 20:45"),
        # the clock on the wall, over both changes of clock
        ("-24h", "2027-03-28 10:00", "2027-03-27 10:00"),
        ("-24h", "2027-10-31 10:00", "2027-10-30 10:00"),
        ("-1d", "2027-10-31 19:00", "2027-10-30 19:00"),
        # hours that pass
        ("-12h", "2027-10-31 21:00", "2027-10-31 09:00"),
        # nothing between nine in the evening and nine in the morning
        ("-24h", "2026-11-25 08:00", "2026-11-24 09:00"),
        ("-2h", "2026-11-25 10:30", "2026-11-25 09:00"),
        ("-24h", "2026-11-25 21:30", "2026-11-25 09:00"),
        # the evening before, where nine would be too late
        ("-2h", "2026-11-25 09:00", "2026-11-24 20:00"),
        ("-2h", "2026-11-25 07:30", "2026-11-24 20:00"),
        ("-1h", "2026-11-25 23:00", "2026-11-25 20:00"),
        ("+1d", "2026-11-25 10:00", "2026-11-26 10:45"),
        ("+1d", "2026-11-25 21:00", "2026-11-27 09:00"),
        ("+2h", "2026-11-25 12:00", "2026-11-25 14:45"),
    ],
)
def test_when_it_is_due(rule: str, start: str, expected: str) -> None:
    assert due(rule, start) == expected


def test_the_quiet_hours_are_the_customers() -> None:
    # 10:00 in Madrid is 4:00 in New York: it waits until nine there, 15:00 here
    assert due("-24h", "2026-11-25 10:00", customer_zone="America/New_York") == "2026-11-24 15:00"


@given(
    st.integers(at("2026-01-01 00:00", "UTC"), at("2028-12-31 00:00", "UTC")),
    st.sampled_from(("-24h", "-2h", "-45m", "-48h", "-7d", "+1d", "+3h")),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_nobody_is_woken_and_no_reminder_comes_after_its_visit(start: int, rule: str, zone: str, theirs: str) -> None:
    wanted = timing.read(rule)
    seconds = timing.of_visit(wanted, start, start + 60, zone, theirs)
    _day, minute = local(seconds // 60, theirs)
    assert timing.QUIET[1] <= minute < timing.QUIET[0]
    if wanted.trigger == "before":
        assert seconds // 60 < start
    else:
        assert seconds // 60 >= start


@pytest.mark.parametrize("text", ["", "24h", "-h", "-24", "later", "inactive", "-24x", "--2h"])
def test_a_rule_that_is_none(text: str) -> None:
    if text == "24h":
        assert timing.read(text) == timing.Due("after", 1440)
        return
    with pytest.raises(ValueError):
        timing.read(text)


def test_until_when_it_is_worth_sending() -> None:
    start = at("2026-11-25 10:00")
    madrid = ZoneInfo("Europe/Madrid")

    def moment(seconds: int) -> str:
        return dt.datetime.fromtimestamp(seconds, madrid).strftime("%d %H:%M")

    assert moment(timing.stale_after(timing.read("-24h"), 0, start)) == "25 09:00"
    assert moment(timing.stale_after(timing.read("-1h"), 0, start)) == "25 09:45"
    asked = at("2026-11-23 10:00") * 60
    assert moment(timing.stale_after(timing.read("booked"), asked, start)) == "24 10:00"
    assert moment(timing.stale_after(timing.read("cancelled"), at("2026-11-25 09:30") * 60, start)) == "25 10:00"
