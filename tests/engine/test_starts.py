from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.engine.hours import Hours, open_spans
from frontdesk.engine.slots import free_starts
from frontdesk.engine.starts import Opening, starts, trim
from frontdesk.engine.terms import shape_of
from frontdesk.engine.values import House, Service
from tests.engine.reference import Reference, clear, instant
from tests.engine.strategies import ZONES, change_days, claims, houses


@settings(max_examples=150, deadline=None)
@given(st.data(), change_days())
def test_openings_are_the_minutes_that_are_open(data: Any, day: tuple[str, int]) -> None:
    zone, date = day
    house = data.draw(houses(zone, date, ("staff", "staff", "room")))
    first, last = instant(date - 1, 0, zone), instant(date + 2, 0, zone)
    for identity in house.resources:
        expected = Reference(house, identity, range(date - 4, date + 5))
        found = open_spans(house, identity, first, last)
        minutes = {t for o in found for t in range(o.start, o.end)}
        window = set(range(first, last))
        assert minutes & window == expected.open & window
        for opening in found:
            assert all(expected.anchors[t] == opening.anchor for t in range(opening.start, opening.end))
            assert opening.until >= opening.end
        assert found == sorted(found)


@settings(max_examples=200, deadline=None)
@given(st.data(), change_days())
def test_free_starts_are_those_found_minute_by_minute(data: Any, day: tuple[str, int]) -> None:
    zone, date = day
    house = data.draw(houses(zone, date, ("staff", "staff", "room")))
    taken = {i: data.draw(claims(zone, date)) for i in house.resources}
    duration = data.draw(st.integers(1, 200))
    service = Service(
        1,
        "S",
        duration,
        buffer_before=data.draw(st.sampled_from((0, 0, 5, 30))),
        buffer_after=data.draw(st.sampled_from((0, 0, 10, 90))),
        step=data.draw(st.sampled_from((1, 15, 20, 45))),
        processing=data.draw(st.none() | st.tuples(st.integers(0, 60), st.integers(0, 60))),
    )
    first = instant(date - 1, 0, zone) + data.draw(st.integers(0, 300))
    last = instant(date + 2, 0, zone) - data.draw(st.integers(0, 300))
    found = free_starts(house, service, house.resources, taken, first, last)
    for identity, resource in house.resources.items():
        reference = Reference(house, identity, range(date - 4, date + 5))
        windows = shape_of(service, duration, person=resource.kind == "staff").windows
        expected = [
            t
            for t in range(first, last)
            if reference.on_grid(t, resource.step or service.step)
            and reference.fits(t, duration)
            and clear(taken[identity], t, windows)
        ]
        assert [t for steps in found[identity] for t in steps] == expected


def test_processing_frees_the_person_in_between() -> None:
    shape = shape_of(Service(1, "Colour", 90, buffer_before=5, buffer_after=10, processing=(20, 30)), 90, person=True)
    assert shape.windows == ((-5, 20), (50, 100))
    assert shape.core == ((0, 20), (50, 90))


def test_starts_of_one_opening() -> None:
    opening = Opening(600, 720, 600, 720)
    assert starts([opening], [(630, 640)], 30, 0, 10, 15) == [range(645, 691, 15)]
    assert starts([opening], [(640, 650)], 30, 0, 10, 15) == [range(600, 601, 15), range(660, 691, 15)]


def test_buffers_may_spill_past_the_opening_but_not_into_a_claim() -> None:
    opening = Opening(600, 660, 600, 660)
    assert starts([opening], [], 60, 30, 30, 15) == [range(600, 601, 15)]
    assert starts([opening], [(660, 670)], 60, 0, 5, 15) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 300), unique=True).map(sorted), st.integers(0, 300), st.integers(0, 300))
def test_trim_keeps_what_lies_between(values: list[int], low: int, high: int) -> None:
    found = trim([range(v * 10, v * 10 + 9, 3) for v in values], low * 10, high * 10)
    expected = [t for v in values for t in range(v * 10, v * 10 + 9, 3) if low * 10 <= t < high * 10]
    assert [t for steps in found for t in steps] == expected


def test_equal_hours_are_worked_out_once() -> None:
    from frontdesk.engine.values import Place, Resource

    week = (((540, 840),),) * 7
    again = tuple(tuple(day) for day in week)
    house = House(
        {1: Place(1, "P", ZONES[0])},
        {i: Resource(i, "staff", str(i), 1, week=w) for i, w in enumerate((week, again))},
        {},
    )
    hours = Hours(house, 0, 5000)
    assert hours.base(0) is hours.base(1)
