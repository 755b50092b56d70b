"""A customer who has something else at that time: said of a booking before it is made, never refused."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import event

from frontdesk.desk.desk import Desk
from frontdesk.desk.line_values import Understood
from frontdesk.desk.values import Caution, CustomerWish, Filter
from tests.desk.wishes import wish

TWICE = (Caution("twice", text="Depilación"),)


@pytest.fixture
def gonzalo(desk: Desk) -> str:
    """A customer with an appointment on Wednesday at 11:45."""
    who = desk.add_customer(CustomerWish(name="Gonzalo Gómez", phone="600111222"))
    order = wish(desk, "Depilación", "2026-11-25 11:45", "Ana")
    desk.book(msgspec.structs.replace(order, customer=CustomerWish(id=who.id)))
    return who.id


def understood(desk: Desk, when: str) -> Understood:
    return desk.understand(f"gonzalo gomez corte {when} marta")


def test_the_typed_line_says_so_before(desk: Desk, gonzalo: str) -> None:
    found = understood(desk, "mié 25 11:45")
    assert found.cautions == TWICE and found.ready and found.booking is not None
    assert desk.book(found.booking).warnings == TWICE


@pytest.mark.parametrize("when", ["mié 25 12:15", "mié 25 11:00", "jue 26 11:45"])
def test_another_time_has_none(desk: Desk, gonzalo: str, when: str) -> None:
    found = understood(desk, when)
    assert (found.cautions, found.ready) == ((), True)


def test_a_cancelled_one_is_none(desk: Desk, gonzalo: str) -> None:
    (made,) = desk.reservations(Filter())
    desk.cancel(made.code)
    assert understood(desk, "mié 25 11:45").cautions == ()


def test_of_a_wish_it_is_known_before_it_is_booked(desk: Desk, gonzalo: str) -> None:
    order = wish(desk, "Corte", "2026-11-25 11:45", "Marta")
    known = msgspec.structs.replace(order, customer=CustomerWish(id=gonzalo))
    assert desk.cautions(known) == list(TWICE)
    kept = desk.hold(known)
    assert desk.cautions(msgspec.structs.replace(known, hold=kept.token)) == list(TWICE)
    assert desk.cautions(order) == []  # somebody new


def test_one_statement_by_its_index_finds_it(sqlite_desk: Desk) -> None:
    sqlite_desk.add_customer(CustomerWish(name="Gonzalo Gómez", phone="600111222"))
    said: list[tuple[str, Any]] = []
    event.listen(
        sqlite_desk.store.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, given, context, many: said.append((statement, given)),
    )
    assert understood(sqlite_desk, "mié 25 11:45").ready
    [(asked, given)] = [one for one in said if "reservation.nights = " in one[0]]
    plan = sqlite_desk.read(lambda work: work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", given).all())
    assert "ix_reservation_customer" in str(plan)
