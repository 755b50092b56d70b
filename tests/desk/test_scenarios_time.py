"""Scenarios S12–S18: changes of clock, nights, zones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import SlotQuery
from tests.conftest import SALON
from tests.desk.wishes import at, clock_face, free, wish

BAR = """
[business]
name = "La Noche"
locale = "es"
currency = "EUR"
country = "ES"
day_ends = "06:00"

[[locations]]
name = "Bar"
timezone = "Europe/Madrid"

[[staff]]
name = "Luz"
hours = { sat = ["22:00-06:00"], sun = ["00:00-06:00", "14:00-20:00"] }

[[services]]
name = "Turno"
duration = 60
step = 30
min_notice = 120

[[services]]
name = "Noche"
duration = 180
step = 30
"""
SPRING, AUTUMN = "2027-03-28", "2026-10-25"


@pytest.fixture
def bar(open_business: Callable[..., Desk], store_url: str, clock: FixedClock) -> Desk:
    desk = open_business(store_url, BAR)
    clock.move(at("2027-03-20 12:00") * 60 - clock.seconds())
    return desk


def test_s12_a_reservation_over_the_gap_keeps_its_length_and_none_starts_inside(bar: Desk) -> None:
    made = bar.book(wish(bar, "Noche", "2027-03-28 00:30", "Luz"))
    assert made.end - made.start == 180
    assert clock_face(made.end) == "2027-03-28 04:30"  # three hours later on a clock that jumped from two to three
    moved = bar.move(made.code, at("2027-03-28 01:00"))
    assert moved.end - moved.start == 180
    bar.cancel(made.code)
    starts = free(bar, "Turno", "2027-03-27", "Luz") + free(bar, "Turno", SPRING, "Luz")
    assert not [start for start in starts if start.startswith("02")]
    assert {"01:30", "03:00", "03:30"} <= set(starts)


def test_s13_a_start_in_the_repeated_hour_is_one_of_two_instants(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock
) -> None:
    clock.move(at("2026-10-20 12:00") * 60 - clock.seconds())
    desk = open_business(store_url, BAR)
    first, second = at("2026-10-25 02:30"), at("2026-10-25 02:30", fold=1)
    assert second - first == 60
    sunday = dt.date.fromisoformat(AUTUMN).toordinal()
    turn = desk.find_service("Turno").id
    offered = {slot.start for day in (sunday - 1, sunday) for slot in desk.slots(SlotQuery(turn, day, day))}
    assert {first, second} <= offered
    early = desk.book(wish(desk, "Turno", first, "Luz", "Eva"))
    late = desk.book(wish(desk, "Turno", second, "Luz", "Leo"))
    assert (early.start, early.end, late.start, late.end) == (first, first + 60, second, second + 60)
    assert desk.reservation(late.code).start == second


def test_s14_afternoon_hours_on_a_change_day(bar: Desk) -> None:
    afternoon = [start for start in free(bar, "Turno", SPRING, "Luz") if start >= "12:00"]
    assert afternoon[0] == "14:00"
    assert afternoon[-1] == "19:00"


def test_s15_a_weekly_series_keeps_its_wall_clock_time(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock
) -> None:
    text = SALON.replace("capacity = 3", 'capacity = 3\nrepeat = "FREQ=WEEKLY;BYDAY=TU"')
    desk = open_business(store_url, text)
    yoga = desk.find_service("Yoga").id
    first = dt.date(2027, 3, 16).toordinal()
    starts = [slot.start for slot in desk.slots(SlotQuery(yoga, first, first + 21))]
    assert [clock_face(start) for start in starts] == [
        "2027-03-16 18:00", "2027-03-23 18:00", "2027-03-30 18:00", "2027-04-06 18:00",
    ]  # fmt: skip
    assert starts[2] - starts[1] == 7 * 1440 - 60


def test_s16_minimum_notice_that_ends_on_a_change_day(bar: Desk, clock: FixedClock) -> None:
    clock.move(at("2027-03-28 00:30") * 60 - clock.seconds())
    # two hours of notice from half past midnight end at half past three: the clock jumps on the way
    web = free(bar, "Turno", "2027-03-27", "Luz", channel="web")
    assert web == ["03:30", "04:00", "04:30", "05:00"]
    assert free(bar, "Turno", "2027-03-27", "Luz")[0] == "00:30"
    with pytest.raises(FrontdeskError) as early:
        bar.book(wish(bar, "Turno", "2027-03-28 03:00", "Luz", channel="web"))
    assert [one.rule for one in early.value.details["obstacles"]] == ["notice"]


def test_s17_a_visit_past_midnight_and_an_absence_the_next_day(
    open_business: Callable[..., Desk], store_url: str
) -> None:
    text = SALON.replace("absences = []", 'absences = [{ from = 2026-11-28, to = 2026-11-28, reason = "holiday" }]')
    desk = open_business(store_url, text)
    assert desk.book(wish(desk, "Corte", "2026-11-27 23:00", "Ana", "Eva")).status == "confirmed"
    with pytest.raises(FrontdeskError) as refused:
        desk.book(wish(desk, "Corte", "2026-11-27 23:30", "Ana", "Leo"))
    assert "absence" in {one.rule for one in refused.value.details["obstacles"]} | {
        one.rule for one in desk.why(wish(desk, "Corte", "2026-11-28 00:15", "Ana"))
    }
    assert desk.why(wish(desk, "Corte", "2026-11-28 00:30", "Ana"))
    assert "22:00" in free(desk, "Corte", "2026-11-27", "Ana")


def test_s18_the_zone_is_changed_after_reservations_exist(
    open_business: Callable[..., Desk], store_url: str, tmp_path: Path
) -> None:
    desk = open_business(store_url)
    made = desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    file = tmp_path / "moved.toml"
    file.write_text(SALON.replace("Europe/Madrid", "Atlantic/Canary"), encoding="utf-8")
    setup.apply(desk, file)
    kept = desk.reservation(made.code)
    assert kept.start == made.start  # the instant that was agreed stays
    assert clock_face(kept.start, kept.zone) == "2026-11-24 09:00"
    starts = free(desk, "Corte", "2026-11-24", "Marta")
    assert starts[0] == "10:00"  # 9:00 to 9:55 there is the visit; hours are now the islands'
    assert free(desk, "Corte", "2026-11-25", "Marta")[0] == "09:00"
