"""The board of today: who is due, late, here, unpaid, free; what waits for us."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.day_values import Today
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, CustomerWish, Reservation
from tests.desk.wishes import at, clock_face, wish


def make(desk: Desk, when: str, staff: str = "Marta", service: str = "Corte", **more: object) -> Reservation:
    return desk.book(wish(desk, service, f"2026-11-23 {when}", staff, **more))  # type: ignore[arg-type]


def names(visits: tuple[Reservation, ...]) -> list[str]:
    return [visit.customer.name for visit in visits]


def counted(board: Today) -> dict[str, int]:
    return {one.kind: one.count for one in board.counts}


def test_an_empty_day(desk: Desk) -> None:
    board = desk.board()
    assert (board.late, board.due, board.here, board.unpaid, board.waiting) == ((), (), (), (), ())
    assert set(counted(board).values()) == {0}
    assert [(one.resource.name, clock_face(one.start or 0)[11:]) for one in board.free] == [
        ("Marta", "09:00"),
        ("Ana", "09:00"),
    ]


def test_each_visit_stands_where_it_belongs(desk: Desk, clock: FixedClock) -> None:
    make(desk, "09:00", name="Tarde")
    here = make(desk, "10:00", name="Aquí")
    done = make(desk, "09:00", "Ana", name="Debe")
    make(desk, "11:00", name="Luego")
    make(desk, "18:00", name="Noche")
    gone = make(desk, "12:00", name="Anula")
    desk.cancel(gone.code)
    clock.move(3600 + 25 * 60)  # 09:25
    desk.arrive(here.code)
    desk.arrive(done.code)
    desk.complete(done.code)
    board = desk.board()
    assert names(board.late) == ["Tarde"]
    assert board.minute - board.late[0].start == 25
    assert names(board.due) == ["Luego", "Noche"]
    assert names(board.here) == ["Aquí"]
    assert board.here[0].settled == int(clock.seconds())
    assert names(board.unpaid) == ["Debe"]
    asked = {f"inquiry {stage}": 0 for stage in ("new", "answered", "quoted", "confirmed")}
    counts = {
        "requests": 0,
        "expiring": 0,
        "calls": 0,
        "unpaid": 1,
        "owed": 1,
        "parked": 0,
        "unread": 0,
        "troubled": 0,
    } | asked
    assert (board.coming, counted(board)) == (2, counts)
    desk.pay(done.code, done.price, "cash")
    assert desk.board().unpaid == ()


def test_one_who_comes_this_minute_is_due_and_the_next_minute_late(desk: Desk, clock: FixedClock) -> None:
    make(desk, "09:00")
    clock.move(3600)
    assert names(desk.board().due) == ["Eva Ruiz"]
    clock.move(60)
    board = desk.board()
    assert (names(board.due), names(board.late)) == ([], ["Eva Ruiz"])


def test_only_the_next_hours_but_never_nobody(desk: Desk, clock: FixedClock) -> None:
    clock.move(3600)
    for n, when in enumerate(("17:00", "18:00", "19:00")):
        make(desk, when, name=f"Tarde {n}")
    assert len(desk.board().due) == 3
    for n, when in enumerate(("10:00", "11:00", "11:55", "12:50")):
        make(desk, when, name=f"Pronto {n}")
    board = desk.board()
    assert (len(board.due), board.coming) == (4, 7)


def test_when_each_person_is_free(desk: Desk, clock: FixedClock) -> None:
    clock.move(3600)
    make(desk, "09:00", "Marta")  # 45 minutes and 10 after
    make(desk, "10:30", "Ana")
    free = {one.resource.name: one for one in desk.board().free}
    assert clock_face(free["Ana"].start or 0) == "2026-11-23 09:00"
    assert clock_face(free["Ana"].until or 0) == "2026-11-23 10:30"
    assert clock_face(free["Marta"].start or 0) == "2026-11-23 10:00"
    clock.move(12 * 3600)
    assert {one.start for one in desk.board().free} == {None}


def test_who_waits_and_could_be_served_now(desk: Desk, clock: FixedClock) -> None:
    clock.move(3600)
    for staff in ("Marta", "Ana"):
        make(desk, "09:00", staff)
    entry = desk.wait(desk.find_service("Corte").id, CustomerWish(name="Leo"), quoted=60)
    assert [(one.id, one.ready) for one in desk.board().waiting] == [(entry.id, False)]
    clock.move(60 * 60)
    assert [one.ready for one in desk.board().waiting] == [True]


def test_requests_and_when_they_run_out(open_business: Callable[..., Desk], store_url: str, clock: FixedClock) -> None:
    from tests.conftest import SALON

    desk = open_business(store_url, SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"'))
    make(desk, "09:30", channel="web", name="Hoy")
    desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta", channel="web", name="Mañana"))
    board = desk.board()
    requests, expiring = board.counts[:2]
    assert (requests.kind, requests.count, requests.more) == ("requests", 2, 1)
    assert (expiring.count, expiring.soonest) == (1, at("2026-11-23 09:30"))
    assert names(board.due) == ["Hoy"]
    clock.move(2 * 3600)
    board = desk.board()
    assert (names(board.due), names(board.late), counted(board)["requests"]) == ([], [], 1)


def test_an_employee_sees_own_visits_and_own_free_time(desk: Desk, clock: FixedClock) -> None:
    make(desk, "10:00", "Ana", name="De Ana")
    make(desk, "10:00", "Marta", name="De Marta")
    marta = Desk(desk.store, clock, Actor("marta", "employee", desk.find_resource("Marta").id))
    board = marta.board()
    assert names(board.due) == ["De Marta"]
    assert [one.resource.name for one in board.free] == ["Marta"]


HOTEL = """
[business]
name = "Hotel"
locale = "es"
currency = "EUR"
country = "ES"

[[locations]]
name = "Centro"
timezone = "Europe/Madrid"

[[rooms]]
name = "101"

[[services]]
name = "Doble"
needs = ["room"]
nights = true
price = "90.00"
"""


@pytest.mark.parametrize("nights", [1, 3])
def test_guests_come_at_any_hour_and_stay(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock, nights: int
) -> None:
    desk = open_business(store_url, HOTEL)
    guest = desk.book(wish(desk, "Doble", "2026-11-23 15:00", nights=nights, name="Huésped"))
    assert names(desk.board().due) == ["Huésped"]
    clock.move(12 * 3600)  # 20:00: not late
    assert (names(desk.board().due), desk.board().late) == (["Huésped"], ())
    desk.arrive(guest.code)
    assert names(desk.board().here) == ["Huésped"]
    clock.move(12 * 3600)
    assert names(desk.board().here) == ["Huésped"]
    clock.move((nights - 1) * 24 * 3600)  # the day of leaving
    assert names(desk.board().here) == ["Huésped"]
    desk.complete(guest.code)
    assert names(desk.board().unpaid) == ["Huésped"]
    clock.move(24 * 3600)
    assert desk.board().unpaid == ()


def test_tables_where_no_service_needs_people(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock
) -> None:
    text = HOTEL.split("[[rooms]]")[0] + (
        '[[tables]]\nname = "1"\nseats = 2\n\n[[tables]]\nname = "2"\nseats = 6\n\n'
        '[[services]]\nname = "Cena"\nduration = 90\nneeds = ["table"]\nmax_party = 6\n'
    )
    desk = open_business(
        store_url,
        text.replace('timezone = "Europe/Madrid"', 'timezone = "Europe/Madrid"\nhours = { mon = ["07:00-23:00"] }'),
    )
    desk.walk_in((wish(desk, "Cena", 0).lines[0],), wish(desk, "Cena", 0).customer, party=2)
    free = [(one.resource.name, clock_face(one.start or 0)[11:]) for one in desk.board().free]
    assert free == [("2", "08:00"), ("1", "09:30")]
