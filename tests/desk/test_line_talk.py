"""What is said around a booking in a typed line is no part of a name, and a verb that wants something else books nothing."""

from __future__ import annotations

import pytest

from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.language.doubts import clause
from frontdesk.language.i18n import bind

REST = "655444333 corte jue 11:00 con marta"


@pytest.mark.parametrize(
    "said",
    [
        "nueva clienta Herminia Salgado", "clienta nueva Herminia Salgado", "cliente nuevo: Herminia Salgado",
        "new client Herminia Salgado", "new customer Herminia Salgado", "Herminia Salgado tlf", "Herminia Salgado mobile",
        "Herminia Salgado, movil:", "señora Herminia Salgado", "la sra. Herminia Salgado", "hola soy Herminia Salgado",
        "hi its Herminia Salgado", "hello, it's Herminia Salgado", "Mrs Herminia Salgado", "Ms. Herminia Salgado",
        "buenos días, soy Herminia Salgado", "pls book Herminia Salgado", "oye apúntame a Herminia Salgado",
        "hola, quiero corte, Herminia Salgado, su móvil es",
    ],
)  # fmt: skip
def test_what_is_said_around_it_is_no_part_of_a_name(desk: Desk, said: str) -> None:
    rest = REST.replace("corte ", "") if "corte" in said else REST
    found = desk.understand(f"{said} {rest}")
    assert (found.new_name, found.phone) == ("Herminia Salgado", "+34655444333")
    assert (found.doubts, found.unread, found.missing) == ((), (), ())
    assert found.ready


def test_a_title_is_left_out_of_a_known_name(desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Mercedes Castro"))
    for said in ("para la señora Mercedes Castro", "Mrs Mercedes Castro", "srta. mercedes castro"):
        found = desk.understand(f"corte {said} jue 11:00 con marta")
        assert found.customer is not None and found.ready, said


def test_don_is_a_title_in_spanish_and_a_name_in_english(desk: Desk) -> None:
    assert desk.understand(f"Don Draper {REST}").new_name == "Don Draper"
    bind("es")
    assert desk.understand(f"don Jaime Pons {REST}").new_name == "Jaime Pons"


def test_thanks_are_left_out_quietly(desk: Desk) -> None:
    for thanks in ("gracias", "muchas gracias", "thanks", "pls", "thank you!"):
        found = desk.understand(f"Herminia Salgado {REST} {thanks}")
        assert found.ready and found.new_name == "Herminia Salgado", thanks


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("anula", "cancel"), ("cancela", "cancel"), ("cancel", "cancel"), ("borra", "cancel"), ("please cancel", "cancel"),
        ("call back", "call"), ("llama", "call"), ("llama a", "call"), ("mueve", "move"), ("move", "move"),
        ("reschedule", "move"), ("hola, anula", "cancel"),
    ],
)  # fmt: skip
def test_a_verb_that_wants_something_else_books_nothing(desk: Desk, word: str, kind: str) -> None:
    found = desk.understand(f"{word} Rogelio Pinto {REST}")
    assert found.booking is None and found.new_name == "Rogelio Pinto"
    assert [one.kind for one in found.doubts] == [kind]


def test_a_verb_amid_the_line_is_no_name(desk: Desk) -> None:
    for line in (f"Rogelio Pinto anular {REST}", f"Rogelio Pinto cancelled {REST}"):
        assert [one.kind for one in desk.understand(line).doubts] == ["cancel"]


def test_who_calls_is_no_call_to_make(desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Alicia Castillo"))
    found = desk.understand("llama alicia castillo, quiere corte jue 11:00 con marta")
    assert found.customer is not None and found.ready


def test_what_is_not_done_here_is_said() -> None:
    assert clause("cancel", "anula") == "this line books: to do “anula”, find the reservation and press x"
    assert clause("move", "mueve") == "this line books: to do “mueve”, find the reservation and press m"
    assert clause("call", "llama") == "this line books: “llama” is not done here; after // it is a note"


def test_notes_and_names_are_no_verbs(desk: Desk) -> None:
    found = desk.understand(f"Rogelio Pinto {REST} // cancela si llueve, gracias")
    assert found.ready and found.notes == "cancela si llueve, gracias"
