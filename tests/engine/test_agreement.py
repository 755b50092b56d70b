"""What is offered can be written, what can be written is offered, and what cannot is explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.engine.explain import explain
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.terms import shape_of
from frontdesk.engine.values import (
    House,
    Join,
    LineRequest,
    Plan,
    Request,
    Resource,
    Seats,
    Service,
    Span,
    Terms,
)
from tests.engine.reference import Reference, clear, instant
from tests.engine.strategies import aways, change_days, claims, houses

KINDS = ("staff", "staff", "room", "room", "table", "table", "equipment")
SERVICES = (
    Service(1, "Cut", 45, buffer_after=10),
    Service(2, "Massage", 60, buffer_before=5, needs=("staff", "room"), by_staff={1: Terms(90, 1)}),
    Service(3, "Room", 30, needs=("room",), step=20),
    Service(4, "Table", 90, needs=("table",), pacing=4, duration_by_party=((1, 60), (5, 120))),
    Service(5, "Colour", 90, processing=(20, 30), needs=("staff", "equipment:equipment7"), buffer_after=5),
    Service(6, "Stay", 0, needs=("room",), nights=True),
    Service(7, "Class", 60, grouped=True),
    Service(8, "Visit", 25, needs=(), step=10, min_notice=200, horizon=1),
)


@st.composite
def worlds(draw: st.DrawFn, zone: str, date: int) -> tuple[House, dict[int, list[Span]], list[Seats]]:
    bare = draw(houses(zone, date, KINDS))
    resources = dict(bare.resources)
    for identity, seats in ((5, 2), (6, 4)):
        old = resources[identity]
        resources[identity] = Resource(
            identity, "table", old.name, 1, seats=seats, week=old.week, absences=old.absences
        )
    house = House(bare.places, resources, {s.id: s for s in SERVICES}, (Join((5, 6), 6, 5),))
    taken = {i: draw(claims(zone, date)) for i in resources}
    first = instant(date, 0, zone)
    sessions = [
        Seats(
            i,
            7,
            draw(st.sampled_from((None, 1))),
            1,
            first + draw(st.integers(0, 24)) * 60,
            0,
            5,
            draw(st.integers(0, 5)),
        )
        for i in range(3)
    ]
    whole = [Seats(s.id, 7, s.staff, 1, s.start, s.start + 60, 5, s.taken) for s in sessions]
    return house, taken, whole


def requests() -> st.SearchStrategy[Request]:
    line = st.builds(
        LineRequest,
        st.sampled_from((1, 1, 2, 2, 3, 4, 5, 6, 7, 8)),
        st.sampled_from((None, None, None, 1, 2)),
        st.sampled_from((None, None, 0, 30)),
    )
    return st.builds(
        Request,
        st.lists(line, min_size=1, max_size=3).map(tuple),
        st.integers(1, 6),
        st.sampled_from((None, 1)),
        st.sampled_from(("web", "desk")),
        nights=st.integers(0, 2),
    )


def core_of(service: Service, start: int, end: int, *, person: bool) -> list[Span]:
    shape = shape_of(service, end - start, person=person)
    return [(start + a, start + b) for a, b in shape.core]


def check(
    plan: Plan, house: House, taken: Mapping[int, list[Span]], reference: Mapping[int, Reference], party: int
) -> None:
    """A plan by itself: open, clear of claims, its own claims apart, everything needed there."""
    mine: dict[int, list[Span]] = {}
    cores: dict[int, list[Span]] = {}
    for line in plan.lines:
        service = house.services[line.service]
        if line.session is not None:
            assert line.claims == ()
            continue
        kinds = [need.partition(":")[0] for need in service.needs if need != "staff"]
        assert {house.resources[r].kind for r in line.resources} == set(kinds)
        assert (line.staff is None) == ("staff" not in service.needs)
        if kinds == ["table"]:
            assert sum(house.resources[r].seats for r in line.resources) >= party
        for resource in (*line.resources, *([line.staff] if line.staff else [])):
            if not service.nights:
                assert reference[resource].fits(line.start, line.end - line.start)
            cores.setdefault(resource, []).extend(core_of(service, line.start, line.end, person=resource == line.staff))
        for resource, since, to in line.claims:
            mine.setdefault(resource, []).append((since, to))
            assert clear(taken.get(resource, ()), since, [(0, to - since)])
    for own in (mine, cores):
        for spans in own.values():
            spans.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for resource, spans in cores.items():
        assert all(any(s <= a and b <= e for s, e in mine[resource]) for a, b in spans)


def sample(found: list[Any], first: int, data: Any) -> Iterator[int]:
    starts = sorted({slot.start for slot in found})
    yield from starts[:: max(1, len(starts) // 6)]
    for minute in data.draw(st.lists(st.integers(0, 150).map(lambda k: 10 * k), max_size=6)):
        yield first + minute


@settings(max_examples=150, deadline=None)
@given(st.data(), change_days(), requests())
def test_slots_assign_and_explain_agree(data: Any, day: tuple[str, int], request: Request) -> None:
    zone, date = day
    house, taken, sessions = data.draw(worlds(zone, date))
    first, last = instant(date, 0, zone), instant(date + 1, 0, zone)
    now = first + data.draw(st.sampled_from((-3000, -100, 300)))
    covers = {(1, first // 15 * 15 + 15 * k): 2 for k in range(30, 50)}
    found = slots(house, request, taken, sessions, now, first, last, covers)
    assert found == sorted(found, key=lambda s: s.start)
    assert len(set(found)) == len(found)
    offered = {slot.start for slot in found}
    nights = house.services[request.lines[0].service].nights
    reference = {i: Reference(house, i, range(date - 3, date + 6)) for i in house.resources}
    for start in sample(found, first, data):
        plan = assign(house, request, start, taken, sessions, now, covers)
        blocks = explain(house, request, start, taken, sessions, now, covers)
        assert isinstance(plan, Plan) == (blocks == [])
        if not isinstance(plan, Plan):
            assert plan == blocks
            assert start not in offered
            continue
        check(plan, house, taken, reference, request.party)
        if request.channel == "web" and first <= start < last:
            assert plan.start in offered
        if not nights:
            assert plan.start == start
    for slot in found[:6]:
        plan = assign(house, request, slot.start, taken, sessions, now, covers)
        assert isinstance(plan, Plan)


@settings(max_examples=60, deadline=None)
@given(st.data(), change_days())
def test_joint_needs_are_offered_exactly_when_all_are_free(data: Any, day: tuple[str, int]) -> None:
    zone, date = day
    house, taken, _ = data.draw(worlds(zone, date))
    first, last = instant(date, 0, zone), instant(date + 1, 0, zone)
    found = slots(house, Request((LineRequest(2),)), taken, [], first - 100, first, last)
    reference = {i: Reference(house, i, range(date - 3, date + 5)) for i in (1, 2, 3, 4)}
    service = house.services[2]

    def free(resource: int, start: int, minutes: int) -> bool:
        windows = shape_of(service, minutes, person=False).windows
        return reference[resource].fits(start, minutes) and clear(taken[resource], start, windows)

    expected = {
        (t, person)
        for person, minutes in ((1, 90), (2, 60))
        for t in range(first, last)
        if reference[person].on_grid(t, house.resources[person].step or service.step)
        and free(person, t, minutes)
        and any(free(room, t, minutes) for room in (3, 4))
    }
    assert {(slot.start, slot.staff) for slot in found} == expected


@settings(max_examples=60, deadline=None)
@given(st.data(), change_days())
def test_two_at_once_are_offered_exactly_when_two_are_free(data: Any, day: tuple[str, int]) -> None:
    zone, date = day
    house, taken, _ = data.draw(worlds(zone, date))
    first, last = instant(date, 0, zone), instant(date + 1, 0, zone)
    request = Request((LineRequest(1), LineRequest(1, after=0)))
    found = slots(house, request, taken, [], first - 100, first, last)
    single = slots(house, Request((LineRequest(1),)), taken, [], first - 100, first, last)
    desk = {
        (slot.start, slot.staff)
        for slot in single
        if isinstance(
            assign(house, Request((LineRequest(1, 3 - (slot.staff or 0)),)), slot.start, taken, [], first - 100), Plan
        )
    }
    assert {(slot.start, slot.staff) for slot in found} == desk


@settings(max_examples=30, deadline=None)
@given(st.data(), change_days())
def test_aways_only_take_away(data: Any, day: tuple[str, int]) -> None:
    zone, date = day
    house, taken, _ = data.draw(worlds(zone, date))
    first, last = instant(date, 0, zone), instant(date + 1, 0, zone)
    request = Request((LineRequest(1, 1),))
    before = slots(house, request, taken, [], first, first, last)
    person = house.resources[1]
    more = Resource(
        1, "staff", "A", 1, step=person.step, week=person.week, overrides=person.overrides,
        absences=person.absences + data.draw(aways(zone, date)),
    )  # fmt: skip
    after = slots(
        House(house.places, {**house.resources, 1: more}, house.services), request, taken, [], first, first, last
    )
    assert {slot.start for slot in after} <= {slot.start for slot in before}
