"""A word that is no name beside a known one: the known customer is said, and that the word was not understood."""

from __future__ import annotations

import pytest

from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.screens.dialogs.quick_words import doubt_sentences


@pytest.fixture
def people(desk: Desk) -> Desk:
    for name, phone in (
        ("Lucía García Ruiz", "600111222"), ("Gonzalo Gómez Sanz", "600333444"), ("Eva Pardo Flores", "600555666"),
        ("Inés Mora Gil", "600777888"), ("Inés Mora Paz", "600777999"),
    ):  # fmt: skip
        desk.add_customer(CustomerWish(name=name, phone=phone))
    return desk


@pytest.mark.parametrize(
    ("text", "known", "unread"),
    [
        ("lucia garcia peeling mañana 11:45 marta", "Lucía García Ruiz", ["peeling"]),
        ("peeling lucia garcia mañana 11:45 marta", "Lucía García Ruiz", ["peeling"]),
        ("mañana 11:45 lucia garcia ruiz peeling facial con marta", "Lucía García Ruiz", ["peeling facial"]),
        ("cancelar gonzalo gomez", "Gonzalo Gómez Sanz", ["cancelar"]),
        ("cancelar gonzalo gom hoy", "Gonzalo Gómez Sanz", ["cancelar"]),
    ],
)
def test_the_known_one_is_said_and_the_word_is_not_understood(
    people: Desk, text: str, known: str, unread: list[str]
) -> None:
    found = people.understand(text)
    assert found.customer is not None and found.customer.customer.name == known
    assert ([part.text for part in found.unread], found.new_name, found.booking) == (unread, None, None)
    assert any("Not understood" in one and unread[0] in one for one in doubt_sentences(found))


def test_several_of_the_name_are_asked_about(people: Desk) -> None:
    found = people.understand("ines mora peeling mañana 11:45 marta")
    assert {one.customer.name for one in found.candidates} == {"Inés Mora Gil", "Inés Mora Paz"}
    assert [part.text for part in found.unread] == ["peeling"]


def test_it_is_said_that_a_phone_makes_somebody_new_of_it(people: Desk) -> None:
    found = people.understand("lucia garcia quispe corte jue 10:30")
    assert [(one.kind, one.text) for one in found.doubts] == [("newname", "lucia garcia quispe")]
    assert "With a phone “lucia garcia quispe” is somebody new." in doubt_sentences(found)
    new = people.understand("lucia garcia quispe 699999999 corte jue 10:30")
    assert (new.new_name, new.ready, new.doubts) == ("Lucia Garcia Quispe", True, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lucia garcia flores corte jue 10:30", "Lucia Garcia Flores"),  # somebody else is called Flores: it is a name
        ("zoltan quispe huanca corte jue 10:30", "Zoltan Quispe Huanca"),
        ("lucia quispe huanca corte jue 10:30", "Lucia Quispe Huanca"),
        ("lucia quispe corte jue 10:30", "Lucia Quispe"),
    ],
)
def test_a_name_that_is_new_stays_new(people: Desk, text: str, name: str) -> None:
    found = people.understand(text)
    assert (found.new_name, found.customer, found.missing) == (name, None, ("phone",))
