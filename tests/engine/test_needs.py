"""Tables and joins, pacing, nights, joint needs, processing, visits of several lines, sessions."""

from __future__ import annotations

import dataclasses
import datetime as dt

from frontdesk.engine.explain import explain
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.values import (
    Away,
    Block,
    Join,
    LineRequest,
    Plan,
    Request,
    Resource,
    Seats,
    Service,
    Slot,
    Terms,
)
from tests.engine.world import MONDAY, at, clock, daily, house, person, span, visit

EARLY = at("00:00")
NIGHT = at("24:00")


def tables() -> list[Resource]:
    sizes = {4: 2, 5: 4, 6: 4, 7: 6}
    return [Resource(i, "table", str(i), 1, seats=n, position=i) for i, n in sizes.items()]


DINNER = Service(1, "Dinner", 90, needs=("table",), step=30)
BISTRO = house(tables(), [DINNER], (Join((5, 6), 8, 5),), week=daily("20:00-23:00"))


def table_for(party: int, taken: dict[int, list[tuple[int, int]]]) -> tuple[int, ...] | None:
    found = slots(BISTRO, visit(1, party=party), taken, [], EARLY, at("20:00"), at("20:01"))
    return found[0].resources if found else None


def test_the_smallest_table_that_seats_the_party_else_a_join() -> None:
    busy = [span("20:00", "21:00")]
    assert table_for(1, {}) == (4,)
    assert table_for(3, {}) == (5,)
    assert table_for(3, {5: busy}) == (6,)
    assert table_for(3, {5: busy, 6: busy}) == (7,)
    assert table_for(5, {}) == (7,)
    assert table_for(5, {7: busy}) == (5, 6)
    assert table_for(8, {}) == (5, 6)
    assert table_for(4, {5: busy, 6: busy, 7: busy}) is None


def test_s09_a_join_is_free_only_when_all_its_tables_are() -> None:
    busy = [span("20:00", "21:00")]
    assert table_for(8, {6: busy}) is None
    blocks = explain(BISTRO, visit(1, party=8), at("20:00"), {6: busy}, [], EARLY)
    assert blocks == [Block("taken", 6, *busy[0])]
    plan = assign(BISTRO, visit(1, party=8), at("20:00"), {}, [], EARLY)
    assert isinstance(plan, Plan)
    assert {claim[0] for claim in plan.lines[0].claims} == {5, 6}
    assert table_for(4, {5: list(span_of(plan, 5)), 6: list(span_of(plan, 6))}) == (7,)


def span_of(plan: Plan, resource: int) -> list[tuple[int, int]]:
    return [(since, to) for line in plan.lines for r, since, to in line.claims if r == resource]


def test_s10_a_party_over_or_under_capacity_is_refused_everywhere() -> None:
    assert table_for(9, {}) is None
    assert explain(BISTRO, visit(1, party=9), at("20:00"), {}, [], EARLY) == [Block("party", number=8)]
    few = dataclasses.replace(DINNER, min_party=2, max_party=4)
    small = house(tables(), [few], week=daily("20:00-23:00"))
    for party, number, reason in ((1, 2, "fewest"), (5, 4, "")):
        for channel in ("desk", "web"):
            request = visit(1, party=party, channel=channel)
            assert explain(small, request, at("20:00"), {}, [], EARLY) == [Block("party", number=number, reason=reason)]
            assert assign(small, request, at("20:00"), {}, [], EARLY) == [Block("party", number=number, reason=reason)]
            assert slots(small, request, {}, [], EARLY, at("20:00"), NIGHT) == []


def test_duration_by_party() -> None:
    longer = dataclasses.replace(DINNER, duration_by_party=((2, 100), (6, 120)))
    bistro = house(tables(), [longer], week=daily("20:00-23:00"))
    ends = [slots(bistro, visit(1, party=n), {}, [], EARLY, at("20:00"), NIGHT)[0].end for n in (1, 2, 5, 6)]
    assert [end - at("20:00") for end in ends] == [90, 100, 100, 120]


def test_pacing_limits_the_covers_that_start_in_a_quarter() -> None:
    bistro = house(tables(), [dataclasses.replace(DINNER, step=15)], week=daily("20:00-23:00"), pacing=6)
    covers = {(1, at("20:15")): 4}
    found = slots(bistro, visit(1, party=3), {}, [], EARLY, at("20:00"), at("20:45"), covers)
    assert [clock(slot.start) for slot in found] == ["20:00", "20:30"]
    assert explain(bistro, visit(1, party=3), at("20:20"), {}, [], EARLY, covers) == [Block("pacing", number=6)]
    assert isinstance(assign(bistro, visit(1, party=2), at("20:15"), {}, [], EARLY, covers), Plan)


ROOMS = [Resource(i, "room", f"10{i}", 1, position=i) for i in (1, 2)]
DOUBLE = Service(2, "Double", 0, needs=("room",), nights=True, price=8000)
HOTEL = house(
    ROOMS, [DOUBLE], week=daily("09:00-10:00"), closures=(Away(*span("12:00", "13:00", dt.date(2026, 12, 25))),)
)


def test_nights_run_from_check_in_to_check_out_and_the_next_guest_arrives_that_day() -> None:
    plan = assign(HOTEL, visit(2, nights=2), at("00:00"), {}, [], EARLY)
    assert isinstance(plan, Plan)
    tomorrow = dt.date(2026, 11, 25)
    assert plan.lines[0].claims == ((1, at("15:00"), at("11:00", tomorrow)),)
    assert plan.lines[0].price == 16000
    taken = {1: [(at("15:00"), at("11:00", tomorrow))], 2: [span("15:00", "35:00")]}
    found = slots(HOTEL, visit(2, nights=1), taken, [], EARLY, EARLY, at("72:00"))
    assert [(s.start, s.resources, s.staff) for s in found] == [
        (at("39:00"), (2,), None),
        (at("15:00", tomorrow), (1,), None),
    ]


def test_an_arrival_day_that_has_begun_is_offered_until_it_ends() -> None:
    assert len(slots(HOTEL, visit(2, nights=1), {}, [], at("23:30"), EARLY, NIGHT)) == 1
    assert slots(HOTEL, visit(2, nights=1), {}, [], at("24:00"), EARLY, NIGHT) == []
    assert explain(HOTEL, visit(2, nights=1), EARLY, {}, [], at("24:00")) == [Block("past")]


def test_closures_and_absences_bind_nights() -> None:
    christmas = dt.date(2026, 12, 24)
    blocks = explain(HOTEL, visit(2, nights=1), at("00:00", christmas), {}, [], EARLY)
    assert blocks == []
    blocks = explain(HOTEL, visit(2, nights=2), at("00:00", christmas), {}, [], EARLY)
    assert [block.rule for block in blocks] == ["closure"]


def test_a_night_over_a_change_of_clock_has_its_real_length() -> None:
    found = slots(HOTEL, visit(2, nights=1), {}, [], EARLY, *span("00:00", "24:00", dt.date(2027, 3, 27)))
    assert found[0].end - found[0].start == 19 * 60


MASSAGE = Service(3, "Massage", 60, needs=("staff", "room", "equipment:Lamp"))
LAMP = Resource(20, "equipment", "Lamp", 1)
OTHER = Resource(21, "equipment", "Chair", 1)


def test_s07_all_that_a_service_needs_is_free_together_or_it_is_not_offered() -> None:
    clinic = house([person(10, "Ana"), *ROOMS, LAMP, OTHER], [MASSAGE])
    first = slots(clinic, visit(3), {}, [], EARLY, at("09:00"), at("09:01"))
    assert first == [Slot(at("09:00"), at("10:00"), 10, (1, 20), 1)]
    hour = [span("09:00", "10:00")]
    for busy in ({10: hour}, {20: hour}, {1: hour, 2: hour}):
        found = slots(clinic, visit(3), busy, [], EARLY, at("09:00"), at("10:00"))
        assert found == []
        assert {b.resource for b in explain(clinic, visit(3), at("09:00"), busy, [], EARLY)} == set(busy)
    assert slots(clinic, visit(3), {1: hour}, [], EARLY, at("09:00"), at("09:01"))[0].resources == (2, 20)


def test_only_rooms_that_allow_the_service() -> None:
    rooms = [dataclasses.replace(ROOMS[0], services=frozenset({99})), ROOMS[1]]
    clinic = house([person(10, "Ana"), *rooms, LAMP], [MASSAGE])
    assert slots(clinic, visit(3), {}, [], EARLY, at("09:00"), at("09:01"))[0].resources == (2, 20)
    none = house([person(10, "Ana"), rooms[0], LAMP], [MASSAGE])
    assert [b.rule for b in explain(none, visit(3), at("09:00"), {}, [], EARLY)] == ["unsuited"]


COLOUR = Service(4, "Colour", 90, needs=("staff", "room"), processing=(20, 40), step=10)
CUT = Service(5, "Cut", 40, step=10, price=2500, by_staff={11: Terms(30, 3000)})


def test_processing_frees_the_person_for_another_while_the_chair_stays_taken() -> None:
    salon = house([person(10, "Ana"), *ROOMS], [COLOUR, CUT])
    plan = assign(salon, visit(4), at("09:00"), {}, [], EARLY)
    assert isinstance(plan, Plan)
    assert set(plan.lines[0].claims) == {
        (10, *span("09:00", "09:20")), (10, *span("10:00", "10:30")), (1, *span("09:00", "10:30")),
    }  # fmt: skip
    taken = {10: span_of(plan, 10), 1: span_of(plan, 1)}
    found = slots(salon, visit(5), taken, [], EARLY, at("09:00"), at("10:30"))
    assert [clock(slot.start) for slot in found] == ["09:20"]


def test_duration_and_price_may_differ_by_person() -> None:
    salon = house([person(10, "Ana"), person(11, "Marta")], [CUT])
    found = slots(salon, visit(5), {}, [], EARLY, at("09:00"), at("09:01"))
    assert [(slot.staff, slot.end - slot.start) for slot in found] == [(10, 40), (11, 30)]
    plan = assign(salon, Request((LineRequest(5, 11),)), at("09:00"), {}, [], EARLY)
    assert isinstance(plan, Plan)
    assert plan.lines[0].price == 3000


def test_lines_follow_each_other_and_one_persons_claims_are_one() -> None:
    wash = Service(6, "Wash", 20, buffer_after=10)
    salon = house([person(10, "Ana")], [wash, CUT])
    plan = assign(salon, visit(6, 5), at("09:00"), {}, [], EARLY)
    assert isinstance(plan, Plan)
    assert [(line.start, line.end) for line in plan.lines] == [span("09:00", "09:20"), span("09:20", "10:00")]
    assert [line.claims for line in plan.lines] == [((10, *span("09:00", "10:00")),), ()]


def test_two_friends_at_once_need_two_people() -> None:
    two = Request((LineRequest(5), LineRequest(5, after=0)))
    alone = house([person(10, "Ana")], [CUT])
    assert slots(alone, two, {}, [], EARLY, EARLY, NIGHT) == []
    assert [b.rule for b in explain(alone, two, at("09:00"), {}, [], EARLY)] == ["taken"]
    both = house([person(10, "Ana"), person(11, "Marta")], [CUT])
    found = slots(both, two, {}, [], EARLY, at("09:00"), at("09:01"))
    assert [(slot.staff, slot.resources) for slot in found] == [(10, (11,)), (11, (10,))]


def test_a_greedy_choice_is_taken_back() -> None:
    # The first line would take Ana, but only Ana performs the second.
    people = [person(10, "Ana"), person(11, "Marta", services=frozenset({5}))]
    other = Service(6, "Nails", 40)
    request = Request((LineRequest(5), LineRequest(6, after=0)))
    plan = assign(house(people, [CUT, other]), request, at("09:00"), {}, [], EARLY)
    assert isinstance(plan, Plan)
    assert [line.staff for line in plan.lines] == [11, 10]


def test_s04_anyone_is_whoever_has_the_fewest_minutes_that_day() -> None:
    salon = house([person(10, "Ana"), person(11, "Marta"), person(12, "Eva")], [CUT])
    taken = {10: [span("12:00", "13:00")], 11: [span("12:00", "12:30")], 12: [span("12:00", "12:30")]}
    plan = assign(salon, visit(5), at("09:00"), taken, [], EARLY)
    assert isinstance(plan, Plan)
    assert plan.lines[0].staff == 11
    taken = {10: [span("09:00", "10:00")], 11: [span("09:00", "10:00")], 12: [span("09:00", "10:00")]}
    blocks = assign(salon, visit(5), at("09:00"), taken, [], EARLY)
    assert blocks == [Block("taken", i, *span("09:00", "10:00")) for i in (10, 11, 12)]


YOGA = Service(7, "Yoga", 60, grouped=True, price=900)


def session(taken: int = 0, **more: object) -> Seats:
    values = {"id": 1, "service": 7, "staff": 10, "place": 1, "capacity": 12, "taken": taken}
    return Seats(**{**values, "start": at("10:00"), "end": at("11:00"), **more})  # type: ignore[arg-type]


def test_sessions_are_offered_with_their_free_seats() -> None:
    studio = house([person(10, "Ana")], [YOGA])
    claimed = {10: [span("10:00", "11:00")]}
    found = slots(studio, visit(7, party=2), claimed, [session(9)], EARLY, EARLY, NIGHT)
    assert found == [Slot(at("10:00"), at("11:00"), 10, (), 1, 3, 1)]
    assert slots(studio, visit(7, party=4), claimed, [session(9)], EARLY, EARLY, NIGHT) == []
    assert slots(studio, visit(7), claimed, [session()], at("10:01"), EARLY, NIGHT) == []
    plan = assign(studio, visit(7, party=2), at("10:00"), claimed, [session(9)], EARLY)
    assert isinstance(plan, Plan)
    assert (plan.lines[0].session, plan.lines[0].claims, plan.lines[0].price) == (1, (), 1800)


def test_why_a_session_cannot_be_had() -> None:
    studio = house([person(10, "Ana")], [YOGA])
    full = Block("full", 10, at("10:00"), at("11:00"), 1)
    assert explain(studio, visit(7, party=3), at("10:00"), {}, [session(11)], EARLY) == [full]
    assert explain(studio, visit(7), at("10:30"), {}, [session()], EARLY) == [Block("no_session")]


def test_tags_limit_what_customers_see_not_what_staff_do() -> None:
    studio = house([person(10, "Ana")], [YOGA])
    seen = session(tags=frozenset({"pilates", "new"}), tags_match="any")
    hidden = session(tags=frozenset({"pilates", "new"}), tags_match="all")
    for channel, tags, offered in (
        ("web", {"new"}, [True, False]),
        ("web", set(), [False, False]),
        ("desk", set(), [True] * 2),
    ):
        request = visit(7, channel=channel, tags=frozenset(tags))
        assert [bool(slots(studio, request, {}, [s], EARLY, EARLY, NIGHT)) for s in (seen, hidden)] == offered
        assert [not explain(studio, request, at("10:00"), {}, [s], EARLY) for s in (seen, hidden)] == offered


def test_a_service_that_needs_nothing_follows_the_location() -> None:
    desk = house([], [Service(8, "Visit", 60, needs=())], week=daily("09:00-11:00"))
    found = slots(desk, visit(8), {}, [], EARLY, EARLY, at("24:00", MONDAY))
    assert [clock(s.start) for s in found] == ["09:00", "09:15", "09:30", "09:45", "10:00"]
    assert explain(desk, visit(8), at("10:15"), {}, [], EARLY) == [Block("closed")]


def test_rows_come_by_start_then_position_then_name() -> None:
    people = [
        dataclasses.replace(person(i, name), position=p) for i, name, p in ((1, "Z", 0), (2, "B", 1), (3, "A", 1))
    ]
    found = slots(house(people, [CUT]), visit(5), {}, [], EARLY, at("09:00"), at("09:11"))
    assert [slot.staff for slot in found] == [1, 3, 2, 1, 3, 2]
