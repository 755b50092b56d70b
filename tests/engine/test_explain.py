"""Every rule that blocks a time is named, once, with whom it concerns."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from frontdesk.engine.explain import explain
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.values import Away, Block, LineRequest, Plan, Request, Service
from tests.engine.world import MONDAY, at, clock, daily, house, person, span, visit

CUT = Service(1, "Cut", 45, buffer_after=10, min_notice=120, horizon=10)
EARLY = at("00:00")
ANA = person(10, "Ana", daily("09:00-14:00", "16:00-20:00"))
MARTA = person(11, "Marta", services=frozenset({2}))
SALON = house([ANA, MARTA], [CUT, Service(2, "Nails", 30)])
WEB = visit(1, channel="web")


def rules(
    request: Request, clock_time: str, taken: dict[int, list[tuple[int, int]]] | None = None, now: int = EARLY
) -> list[str]:
    return [block.rule for block in explain(SALON, request, at(clock_time), taken or {}, [], now)]


def test_a_free_time_needs_no_explanation() -> None:
    assert rules(WEB, "09:00") == []


def test_closed_past_and_notice_are_all_named() -> None:
    assert rules(visit(1), "15:00", now=at("15:30")) == ["past", "closed"]
    assert rules(WEB, "15:00", now=at("15:30")) == ["past", "notice", "closed"]
    assert rules(visit(1), "13:30") == ["closed"]


def test_the_service_meets_a_claim_or_only_its_buffer_does() -> None:
    claim = span("10:00", "10:55")
    assert rules(visit(1), "10:30", {10: [claim]}) == ["taken"]
    assert rules(visit(1), "09:10", {10: [claim]}) == ["buffer"]
    assert rules(visit(1), "09:05", {10: [claim]}) == []
    assert explain(SALON, visit(1), at("09:10"), {10: [claim]}, [], EARLY) == [Block("buffer", 10, *claim)]


def test_s25_the_buffer_of_the_one_before_is_named_where_its_service_is_known() -> None:
    claims, served = {10: [span("10:00", "10:55")]}, {10: [span("10:00", "10:45")]}
    for start, rule in (("10:50", "buffer"), ("10:40", "taken"), ("09:10", "buffer")):
        blocks = assign(SALON, visit(1), at(start), claims, [], EARLY, served=served)
        assert isinstance(blocks, list)
        assert [block.rule for block in blocks] == [rule]


def test_who_does_not_perform_the_service() -> None:
    asked = Request((LineRequest(1, 11),))
    assert explain(SALON, asked, at("09:00"), {}, [], EARLY) == [Block("unsuited", 11)]
    assert slots(SALON, asked, {}, [], EARLY, EARLY, at("24:00")) == []


def test_absences_and_closures_carry_their_reason() -> None:
    away = dataclasses.replace(ANA, absences=(Away(*span("08:00", "12:00"), "sick"),))
    shut = house([away], [CUT], closures=(Away(*span("11:00", "13:00"), "works"),))
    assert explain(shut, visit(1), at("11:00"), {}, [], EARLY) == [
        Block("closure", None, *span("11:00", "13:00"), reason="works"),
        Block("absence", 10, *span("08:00", "12:00"), reason="sick"),
    ]


def test_a_closed_location_is_named_once_not_for_each_person() -> None:
    salon = house([person(i, str(i), daily("08:00-22:00")) for i in range(2, 6)], [CUT], week=daily("09:00-20:00"))
    assert explain(salon, visit(1), at("20:30"), {}, [], EARLY) == [Block("closed")]


@pytest.mark.parametrize("channel", ["web", "agent"])
def test_customers_rules_bind_their_channels_alone(channel: str) -> None:
    tagged = dataclasses.replace(CUT, tags=frozenset({"vip", "new"}), channels=frozenset({"desk"}), horizon=0)
    salon = house([ANA], [tagged])
    tomorrow = at("33:00")
    request = visit(1, channel=channel, tags=frozenset({"vip"}))
    assert [b.rule for b in explain(salon, request, tomorrow, {}, [], EARLY)] == ["channel", "tags", "horizon"]
    assert explain(salon, visit(1), tomorrow, {}, [], EARLY) == []
    assert slots(salon, request, {}, [], EARLY, EARLY, at("48:00")) == []


def test_the_grid_binds_customers_and_offers_but_not_the_desk() -> None:
    assert explain(SALON, WEB, at("09:10"), {}, [], EARLY) == [Block("grid", number=15)]
    assert isinstance(assign(SALON, visit(1), at("09:10"), {}, [], EARLY), Plan)
    assert {s.start % 15 for s in slots(SALON, visit(1), {}, [], EARLY, EARLY, at("24:00"))} == {at("09:00") % 15}


def test_a_persons_own_step() -> None:
    salon = house([dataclasses.replace(ANA, step=60)], [CUT])
    found = slots(salon, visit(1), {}, [], EARLY, EARLY, at("12:00"))
    assert [clock(slot.start) for slot in found] == ["09:00", "10:00", "11:00"]


def test_walk_ins_start_this_minute_and_imports_are_of_the_past() -> None:
    now = at("10:01")
    assert isinstance(assign(SALON, visit(1, channel="walk-in"), at("10:00"), {}, [], now), Plan)
    assert assign(SALON, visit(1, channel="walk-in"), at("09:59"), {}, [], now) == [Block("past")]
    assert assign(SALON, visit(1), at("10:00"), {}, [], now) == [Block("past")]
    assert isinstance(assign(SALON, visit(1, channel="import"), at("09:00"), {}, [], now), Plan)


def test_ignored_rules_do_not_bind() -> None:
    taken = {10: [span("09:00", "10:00")]}
    plan = assign(SALON, visit(1), at("09:00"), taken, [], EARLY, ignore=frozenset({"taken"}))
    assert isinstance(plan, Plan)
    assert isinstance(assign(SALON, visit(1), at("02:00"), {}, [], EARLY, ignore=frozenset({"closed"})), Plan)
    gone = house([dataclasses.replace(ANA, absences=(Away(*span("00:00", "24:00")),))], [CUT])
    assert isinstance(assign(gone, visit(1), at("09:00"), {}, [], EARLY, ignore=frozenset({"absence"})), Plan)


def test_s08_a_three_hour_service_before_a_booked_hour() -> None:
    salon = house([person(10, "Ana", daily("09:00-14:00"))], [Service(1, "Braids", 180, step=30)])
    found = slots(salon, visit(1), {10: [span("12:30", "13:30")]}, [], EARLY, EARLY, at("24:00"))
    assert [clock(slot.start) for slot in found] == ["09:00", "09:30"]
    assert explain(salon, visit(1), at("10:00"), {10: [span("12:30", "13:30")]}, [], EARLY) == [
        Block("taken", 10, *span("12:30", "13:30"))
    ]


def test_s11_a_slot_that_has_begun_is_not_offered() -> None:
    found = slots(SALON, visit(1), {}, [], at("09:01"), EARLY, at("10:00"))
    assert [clock(slot.start) for slot in found] == ["09:15", "09:30", "09:45"]


SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
NIGHTS = house([person(10, "Ana", daily("00:00-06:00"))], [Service(1, "Watch", 60, step=30)])


def test_s12_over_the_gap_a_visit_keeps_its_true_length() -> None:
    found = slots(NIGHTS, visit(1), {}, [], EARLY, *span("00:00", "24:00", SPRING))
    assert [clock(slot.start) for slot in found] == [
        "00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30", "05:00",
    ]  # fmt: skip
    over = next(slot for slot in found if clock(slot.start) == "01:30")
    assert (over.end - over.start, clock(over.end)) == (60, "03:30")


def test_s13_both_passes_of_the_repeated_hour_are_different_starts() -> None:
    found = slots(NIGHTS, visit(1), {}, [], EARLY, *span("00:00", "24:00", AUTUMN))
    twice = [slot.start for slot in found if clock(slot.start) == "02:00"]
    assert twice[1] - twice[0] == 60
    assert len(found) == 13
    first = assign(NIGHTS, visit(1), twice[0], {}, [], EARLY)
    assert isinstance(first, Plan)
    taken = {10: [claim[1:] for claim in first.lines[0].claims]}
    assert [s.start for s in slots(NIGHTS, visit(1), taken, [], EARLY, *twice)] == []
    assert isinstance(assign(NIGHTS, visit(1), twice[1], taken, [], EARLY), Plan)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_s14_afternoon_hours_on_a_change_day(day: dt.date) -> None:
    salon = house([person(10, "Ana", daily("16:00-18:00"))], [Service(1, "Cut", 60, step=30)])
    found = slots(salon, visit(1), {}, [], EARLY, *span("00:00", "24:00", day))
    assert [clock(slot.start) for slot in found] == ["16:00", "16:30", "17:00"]


@pytest.mark.parametrize(("day", "first"), [(SPRING, "04:00"), (AUTUMN, "02:00")])
def test_s16_notice_that_ends_on_a_change_day_is_elapsed_time(day: dt.date, first: str) -> None:
    watch = house([person(10, "Ana", daily("00:00-06:00"))], [Service(1, "Watch", 60, step=30, min_notice=180)])
    now = at("00:00", day)
    request = visit(1, channel="web")
    found = slots(watch, request, {}, [], now, *span("00:00", "24:00", day))
    assert found[0].start == now + 180
    assert clock(found[0].start) == first
    blocks = explain(watch, request, now + 150, {}, [], now)
    assert [block.rule for block in blocks] == ["notice"]


def test_s17_a_visit_past_midnight_before_a_day_of_absence() -> None:
    late = daily("22:00-02:00")
    club = [Service(1, "Table", 240, needs=("staff",), step=60), Service(2, "Short", 60, step=60)]
    tomorrow = Away(*span("24:00", "48:00"), "holiday")
    off = house([person(10, "Ana", late, absences=(tomorrow,))], club)
    assert explain(off, visit(1), at("22:00"), {}, [], EARLY) == [
        Block("absence", 10, tomorrow.start, tomorrow.end, reason="holiday")
    ]
    assert slots(off, visit(1), {}, [], EARLY, EARLY, at("48:00")) == []
    assert [clock(s.start) for s in slots(off, visit(2), {}, [], EARLY, at("12:00"), at("36:00"))] == ["22:00", "23:00"]
    # An override of the next date says nothing of a shift that began the evening before.
    free = house([person(10, "Ana", late, overrides={MONDAY.toordinal() + 1: ()})], club)
    assert [clock(s.start) for s in slots(free, visit(1), {}, [], EARLY, at("12:00"), at("48:00"))] == ["22:00"]
