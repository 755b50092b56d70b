"""Filters by kind and repetition in days and lists, every order of a list, what is said beside a reservation."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import insert

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, CustomerEdit, Filter, Reservation
from frontdesk.store import schema
from frontdesk.store.reservations import ORDERS
from tests.conftest import SALON
from tests.desk.wishes import at, wish
from tests.hostile import excerpt

DAY = dt.date(2026, 11, 24).toordinal()

WEEKLY = """
[[sessions]]
service = "Yoga"
staff = "Ana"
start = 2026-11-24T20:00:00
duration = 60
capacity = 3
repeat = "FREQ=WEEKLY;BYDAY=TU"
"""


@pytest.fixture
def desk(open_business: object, store_url: str) -> Desk:
    return open_business(store_url, SALON + WEEKLY)  # type: ignore[operator, no-any-return]


@pytest.fixture
def visits(desk: Desk) -> dict[str, Reservation]:
    """A cut, a seat in a session that is held once and one in a session that is repeated."""
    yoga = desk.find_service("Yoga").id
    once, weekly = (
        next(block.session for block in column.blocks if block.kind == "session" and block.start == at(when))
        for when in ("2026-11-24 18:00", "2026-11-24 20:00")
        for column in desk.day(DAY).columns
        if column.resource.name == "Ana"
    )

    def seat(session: int | None, when: str, name: str) -> Reservation:
        booking = wish(desk, "Yoga", when, name=name)
        line = type(booking.lines[0])(yoga, session=session)
        return desk.book(type(booking)((line,), booking.start, booking.customer))

    return {
        "cut": desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta", "Álvaro Gil")),
        "once": seat(once, "2026-11-24 18:00", "Berta"),
        "weekly": seat(weekly, "2026-11-24 20:00", "Carla"),
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), {"cut", "once", "weekly"}),
        (Filter(kinds=("reservation",)), {"cut"}),
        (Filter(kinds=("session",)), {"once", "weekly"}),
        (Filter(kinds=("session", "reservation", "meeting")), {"cut", "once", "weekly"}),
        (Filter(kinds=("meeting",)), set()),
        (Filter(recurring=True), {"weekly"}),
        (Filter(recurring=False), {"cut", "once"}),
        (Filter(channel="web"), set()),
        (Filter(text="alvaro"), {"cut"}),
        (Filter(statuses=("cancelled",)), set()),
    ],
)
def test_the_day_and_the_list_choose_alike(
    desk: Desk, visits: dict[str, Reservation], wanted: Filter, found: set[str]
) -> None:
    listed = {visit.code for visit in desk.reservations(wanted)}
    assert listed == {visits[name].code for name in found}
    assert desk.count(wanted) == len(listed)
    day = desk.day(DAY, filter=wanted)
    assert (day.count, day.chosen) == (3, len(found))
    blocks = [block for column in day.columns for block in column.blocks]
    assert {block.code for block in blocks if block.kind == "reservation"} == {visits["cut"].code}
    assert [block.chosen for block in blocks if block.kind == "reservation"] == ["cut" in found]


def test_sessions_are_chosen_by_repetition_and_by_who_is_in_them(desk: Desk, visits: dict[str, Reservation]) -> None:
    def chosen(wanted: Filter) -> list[str]:
        day = desk.day(DAY, filter=wanted)
        return [
            {at("2026-11-24 18:00"): "once", at("2026-11-24 20:00"): "weekly"}[block.start]
            for column in day.columns
            for block in column.blocks
            if block.kind == "session" and block.chosen
        ]

    assert chosen(Filter()) == ["once", "weekly"]
    assert chosen(Filter(recurring=True)) == ["weekly"]
    assert chosen(Filter(recurring=False)) == ["once"]
    assert chosen(Filter(kinds=("reservation",))) == []
    assert chosen(Filter(text="berta")) == ["once"]
    assert chosen(Filter(service=desk.find_service("Corte").id)) == []
    assert chosen(Filter(staff=desk.find_resource("Marta").id)) == []


def test_every_order_both_ways_and_by_pages(desk: Desk, visits: dict[str, Reservation], clock: FixedClock) -> None:
    clock.move(86400)
    desk.arrive(visits["cut"].code)
    desk.book(wish(desk, "Masaje", "2026-11-24 12:00", "Ana", "zoe"))
    every = {visit.code for visit in desk.reservations(Filter())}
    for order in ORDERS:
        there = [visit.code for visit in desk.reservations(Filter(), order=order)]
        back = [visit.code for visit in desk.reservations(Filter(), order=order, descending=True)]
        assert set(there) == every
        assert there == back[::-1]
        paged = [desk.reservations(Filter(), order=order, offset=at, limit=1)[0].code for at in range(len(every))]
        assert paged == there

    def by(order: str, what: str) -> list[object]:
        return [getattr(visit, what) for visit in desk.reservations(Filter(), order=order)]

    assert by("service", "service") == ["Corte", "Masaje", "Yoga", "Yoga"]
    assert by("staff", "staff")[-1] == "Marta"
    assert by("stage", "status")[-1] == "arrived"
    assert desk.reservations(Filter(), order="customer")[0].customer.name == "Álvaro Gil"


def test_a_code_is_counted_as_it_is_listed(desk: Desk, visits: dict[str, Reservation]) -> None:
    code = visits["once"].code
    for wanted in (Filter(text=code), Filter(text=code.lower(), first=DAY + 5)):
        assert [visit.code for visit in desk.reservations(wanted)] == [code]
        assert desk.count(wanted) == 1
        assert desk.reservations(wanted, offset=1) == []


def test_beside_a_reservation(desk: Desk, visits: dict[str, Reservation]) -> None:
    first = visits["cut"]
    customer = first.customer.id
    booking = wish(desk, "Corte", "2026-11-26 10:00", "Marta")
    again = desk.book(type(booking)(booking.lines, booking.start, type(booking.customer)(id=customer)))
    desk.edit_customer(customer, CustomerEdit(preferences={"alergia": "amoniaco"}, tags=("vip",)))
    desk.add_note(customer, "llega tarde")
    desk.add_note(customer, "no se fía", internal=True)
    told = desk.beside(again.code)
    assert (told.visit.code, told.customer.name) == (again.code, "Álvaro Gil")
    assert told.preferences == {"alergia": "amoniaco"}
    assert [one.code for one in told.coming] == [first.code]
    assert told.past == ()
    assert {note.body for note in told.notes} == {"llega tarde", "no se fía"}
    late = desk.cancel(first.code)
    assert late.owed == 0  # in time
    reception = Desk(desk.store, desk.clock, Actor("eva", "reception"), kept=desk.kept_rules)
    assert {note.body for note in reception.beside(again.code).notes} == {"llega tarde"}
    marta = desk.find_resource("Marta").id
    other = Desk(desk.store, desk.clock, Actor("otra", "employee", marta + 1), kept=desk.kept_rules)
    with pytest.raises(FrontdeskError) as refused:
        other.beside(again.code)
    assert refused.value.code == "not_allowed"


def test_debts_are_summed_beside(desk: Desk) -> None:
    booking = wish(desk, "Corte", "2026-11-23 09:00", "Marta")
    first = desk.book(booking)
    desk.cancel(first.code)  # late: ten are owed
    second = desk.book(
        type(booking)(booking.lines, at("2026-11-23 11:00"), type(booking.customer)(id=first.customer.id))
    )
    told = desk.beside(second.code)
    assert (told.owed, told.cancelled, told.visits) == (1000, 1, 0)
    desk.pay(first.code, 400, "cash")
    assert desk.beside(second.code).owed == 600


def test_any_text_is_a_filter(desk: Desk, visits: dict[str, Reservation]) -> None:
    for text in excerpt():
        for wanted in (Filter(text=text), Filter(channel=text)):
            day = desk.day(DAY, filter=wanted)
            assert day.chosen <= day.count
            assert len(desk.reservations(wanted)) == desk.count(wanted)


def test_what_lasts_all_day_stands_above_the_day_and_not_in_it(desk: Desk) -> None:
    marta = desk.find_resource("Marta", "staff")
    day = dt.date(2026, 11, 24)
    row = {
        "kind": "birthday", "title": "Cumpleaños", "location_id": marta.location, "resource_id": marta.id,
        "starts": at("2026-11-24 00:00"), "ends": at("2026-11-24 23:59"), "day": day.toordinal(), "all_day": 1, "recurring": 0,
    }  # fmt: skip
    desk.store.writing(lambda connection: connection.execute(insert(schema.event), [row]))
    shown = desk.day(day.toordinal())
    assert all(block.kind != "event" for column in shown.columns for block in column.blocks)
    assert [(event.title, event.resource, event.all_day) for event in shown.events] == [("Cumpleaños", "Marta", True)]
