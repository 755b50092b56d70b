"""Finding by a few letters: customers, codes, people, services; on both databases."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, Booking, CustomerWish, LineWish, Reservation
from frontdesk.store import customers as store_customers
from frontdesk.store.customers import CustomerRecord
from tests.hostile import excerpt


def book(desk: Desk, name: str, minutes: int, phone: str | None = None, channel: str = "desk") -> Reservation:
    wish = LineWish(desk.find_service("Corte").id, desk.find_resource("Marta").id)
    return desk.book(Booking((wish,), desk.now() + minutes, CustomerWish(name=name, phone=phone), channel=channel))


def names(desk: Desk, text: str, limit: int = 6) -> list[str]:
    return [known.customer.name for known in desk.find(text, limit).customers]


@pytest.fixture
def known(desk: Desk) -> Desk:
    for name, phone, email in (
        ("Ana López", "600111222", "ana@example.com"), ("Ana López", "600333444", None),
        ("José Ñáñez", "611222333", None), ("Mariana Analía", None, None), ("[bold]Bob[/]", None, "bob@example.org"),
    ):  # fmt: skip
        desk.add_customer(CustomerWish(name=name, phone=phone, email=email))
    return desk


def test_customers_are_found_by_name_phone_and_email(known: Desk) -> None:
    assert names(known, "ana") == ["Ana López", "Ana López", "Mariana Analía"]
    assert names(known, "LOPEZ ana") == ["Ana López", "Ana López"]
    assert names(known, "jose nan") == ["José Ñáñez"]
    assert names(known, "ñáñez") == ["José Ñáñez"]
    assert names(known, "a") == ["Ana López", "Ana López"]
    assert names(known, "333") == ["José Ñáñez", "Ana López"]  # who ends so comes first
    assert [one.customer.phone for one in known.find("444").customers] == ["+34600333444"]
    assert names(known, "600 11 12 22") == ["Ana López"]
    assert names(known, "+34 611") == ["José Ñáñez"]
    assert names(known, "ana@exa") == ["Ana López"]
    assert names(known, "[bold]") == ["[bold]Bob[/]"]
    assert names(known, "ana", limit=2) == ["Ana López", "Ana López"]
    assert names(known, "nobody") == names(known, "") == names(known, "  ") == []


def test_a_customer_is_found_by_the_public_id(known: Desk) -> None:
    wanted = known.customers("jose")[0]
    assert names(known, wanted.id.lower()) == ["José Ñáñez"]
    assert names(known, "C99999") == []


def test_namesakes_are_told_apart_by_their_visits(known: Desk, clock: FixedClock) -> None:
    first = book(known, "Ana López", 120, "600111222")
    assert [(one.last, one.next) for one in known.find("ana lopez").customers] == [(None, first.start), (None, None)]
    clock.move(4 * 3600)
    known.arrive(first.code)
    second = book(known, "Ana López", 22 * 60, "600111222")
    found = known.find("ana lopez").customers[0]
    assert (found.last, found.next) == (first.start, second.start)
    known.cancel(second.code)
    assert known.find("ana lopez").customers[0].next is None


def test_a_reservation_is_found_by_its_code_in_any_case(known: Desk) -> None:
    visit = book(known, "Eva", 120)
    for text in (visit.code, visit.code.lower(), f"  {visit.code.lower()} "):
        assert [one.code for one in known.find(text).reservations] == [visit.code]
    known.cancel(visit.code)
    assert known.find(visit.code).reservations[0].status == "cancelled"
    assert known.find("ZZZZZ").reservations == ()


def test_people_things_and_services_are_found(known: Desk) -> None:
    assert [(one.kind, one.name) for one in known.find("mar").resources] == [("staff", "Marta")]
    assert [(one.kind, one.name) for one in known.find("laser").resources] == [("equipment", "láser")]
    assert [(one.kind, one.name) for one in known.find("cabina 1").resources] == [("room", "Cabina 1")]
    assert [one.name for one in known.find("depilacion").services] == ["Depilación"]
    assert known.find("orte").services == ()


def test_an_employee_finds_own_customers_only(known: Desk) -> None:
    visit = book(known, "Eva", 120)
    marta, ana = known.find_resource("Marta").id, known.find_resource("Ana").id
    for who, sees in ((marta, True), (ana, False)):
        own = Desk(known.store, known.clock, Actor("x", "employee", who))
        assert names(own, "eva") == (["Eva"] if sees else [])
        assert bool(own.find(visit.code).reservations) is sees
        assert names(own, visit.customer.id) == (["Eva"] if sees else [])
        assert names(own, "ana lopez") == []


def test_hostile_texts_find_nothing_bad(known: Desk) -> None:
    for text in [
        *excerpt(),
        '"',
        '""" OR 1',
        "a" * 5000,
        "%",
        "_",
        "\\",
        "NEAR(",
        "* *",
        "\x00\ud800",
        "٣٤٥",
        "ana\n\tlopez",
    ]:
        known.find(text)
    assert names(known, "%") == names(known, "_") == []


def test_what_waits_for_a_yes_is_counted(open_business: Callable[..., Desk], store_url: str, clock: FixedClock) -> None:
    from tests.conftest import SALON

    desk = open_business(store_url, SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"'))
    visit = book(desk, "Eva", 120, channel="web")
    assert visit.status == "pending"
    place = desk.locations()[0].id
    waits = desk.waits()
    assert (waits.at(None), waits.at(place), waits.at(place + 99)) == (1, 1, 0)
    stranger = Desk(desk.store, desk.clock, Actor("x", "employee", desk.find_resource("Ana").id))
    assert stranger.waits().at(None) == 0
    desk.confirm(visit.code)
    assert desk.waits().at(None) == 0


def test_a_hundred_thousand_customers_make_nobody_wait(sqlite_desk: Desk) -> None:
    def fill(connection: object) -> None:
        records = [
            CustomerRecord(n, f"Ana García {n % 977}", 1, f"+346{n * 7919 % 10**8:08}", f"c{n}@example.com")
            for n in range(1000, 101_000)
        ]
        store_customers.insert_all(connection, records)  # type: ignore[arg-type]

    sqlite_desk.store.writing(fill)
    for text in ("a", "ana", "garcia", "example", "346", "zzz", "ana garcia 12"):
        sqlite_desk.find(text)
        began = time.perf_counter()
        sqlite_desk.find(text)
        assert time.perf_counter() - began < 0.25, text  # some milliseconds; a busy machine may take its time
