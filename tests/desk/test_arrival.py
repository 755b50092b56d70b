"""What is said when a customer has come: allergies, debts, flagged notes; to whom it may be told, and after erasure."""

from __future__ import annotations

import msgspec
import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.cli import sentences
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, Caution, CustomerEdit, CustomerWish, LineWish, Reservation
from tests.desk.wishes import wish


def visit(desk: Desk) -> Reservation:
    return desk.book(wish(desk, "Corte", "2026-11-23 10:00", "Marta"))


def told(made: Reservation) -> list[tuple[str, str]]:
    return [(caution.rule, caution.text) for caution in made.warnings]


def test_nothing_is_said_of_most(desk: Desk) -> None:
    assert desk.arrive(visit(desk).code).warnings == ()


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (CustomerEdit(tags=("alérgica al tinte", "vip")), "alérgica al tinte"),
        (CustomerEdit(preferences={"Alergias": "frutos secos"}), "frutos secos"),
        (CustomerEdit(preferences={"food": "nut allergy"}), "food: nut allergy"),
    ],
)
def test_an_allergy_is_said_wherever_it_was_written(desk: Desk, edit: CustomerEdit, text: str) -> None:
    made = visit(desk)
    desk.edit_customer(made.customer.id, edit)
    assert told(desk.arrive(made.code)) == [("allergy", text)]


def test_notes_that_tell_an_allergy_or_are_flagged(desk: Desk) -> None:
    made = visit(desk)
    desk.add_note(made.customer.id, "Le gusta el té")
    desk.add_note(made.customer.id, "Ojo:\nalergia al amoníaco")
    desk.add_note(made.customer.id, "! Paga siempre\nen efectivo")
    desk.add_note(made.customer.id, "!" + "largo " * 100)
    found = told(desk.arrive(made.code))
    assert found[0] == ("allergy", "Ojo: alergia al amoníaco")
    assert ("note", "Paga siempre en efectivo") in found
    assert max(len(text) for _, text in found) == 100
    assert len(found) == 3


def test_what_is_owed_is_said_until_it_is_paid(desk: Desk, clock: FixedClock) -> None:
    missed = desk.book(wish(desk, "Corte", "2026-11-23 09:00", "Marta"))
    clock.move(2 * 3600)
    desk.no_show(missed.code)
    later = desk.book(wish(desk, "Corte", "2026-11-23 11:00", "Marta"))
    arrived = desk.arrive(later.code)
    assert arrived.warnings == (Caution("owed", 1000, "EUR"),)
    assert "10.00 EUR" in sentences.caution(arrived.warnings[0])
    desk.confirm(later.code)
    desk.pay(missed.code, 1000, "cash")
    assert desk.arrive(later.code).warnings == ()


def test_internal_notes_are_told_to_managers_only(desk: Desk, clock: FixedClock) -> None:
    made = visit(desk)
    desk.add_note(made.customer.id, "! No fiar", internal=True)
    reception = Desk(desk.store, clock, Actor("eva", "reception"))
    assert reception.arrive(made.code).warnings == ()
    reception.confirm(made.code)
    assert told(desk.arrive(made.code)) == [("note", "No fiar")]


def test_an_erased_customer_has_nothing_that_could_be_told(desk: Desk) -> None:
    made = visit(desk)
    desk.edit_customer(made.customer.id, CustomerEdit(tags=("alergia",)))
    desk.erase_customer(made.customer.id, confirmed=True)
    assert desk.arrive(made.code).warnings == ()


def test_a_known_walk_in_is_told_of_too(desk: Desk, clock: FixedClock) -> None:
    clock.move(3600)
    eva = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222"), CustomerEdit(tags=("alergia",)))
    made = desk.walk_in((LineWish(desk.find_service("Corte").id),), CustomerWish(phone="600 111 222"))
    assert made.customer.id == eva.id
    assert told(made) == [("allergy", "alergia")]


def test_a_customer_booked_twice_for_the_same_time_is_told_of(desk: Desk) -> None:
    """Two things at once may be wanted, as hands and hair are: it is said, not refused."""
    who = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222"))

    def booked(start: str, staff: str) -> tuple[Caution, ...]:
        order = msgspec.structs.replace(wish(desk, "Corte", start, staff), customer=CustomerWish(id=who.id))
        return desk.book(order).warnings

    assert booked("2026-11-25 10:00", "Marta") == ()
    assert booked("2026-11-25 10:15", "Ana") == (Caution("twice", text="Corte"),)
    assert booked("2026-11-25 11:00", "Marta") == (), "it begins when the second ends"
