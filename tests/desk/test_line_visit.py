"""Words about the place or the visit are no part of a new name: they were not understood, and nothing is booked without them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.ready_lines import Opened, houses, said

KNOWN = {
    "es": (("Gloria Reyes Torres", "600111222"), ("Pepe Terraza Gil", None), ("Luis Ventana", "600333444")),
    "en": (("Luke Barker", None), ("Amy Window", None)),
}
SPANISH, ENGLISH = "comida jueves 14:00 4 personas", "dinner fri 8pm 2 people"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    yield from houses(tmp_path_factory, {f"{lang}/restaurant": people for lang, people in KNOWN.items()})


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("terraza ana ruiz 633444555", "terraza"), ("ana ruiz terraza 633444555", "terraza"),
        ("ana ruiz 633444555 terraza", "terraza"), ("ana ruiz en la terraza 633444555", "terraza"),
        ("en la barra ana ruiz 633444555", "barra"), ("barra ana ruiz 633444555", "barra"),
        ("ana ruiz en la barra 633444555", "barra"), ("salón interior ana ruiz 633444555", "salón interior"),
        ("mesa cerca de la ventana ana ruiz 633444555", "cerca de la ventana"), ("dentro ana ruiz 633444555", "dentro"),
        ("ana ruiz fuera 633444555", "fuera"), ("ana ruiz con trona 633444555", "trona"),
        ("ana ruiz silla de bebé 633444555", "silla de bebé"), ("ana ruiz carrito 633444555", "carrito"),
        ("cumpleaños de ana ruiz 633444555", "cumpleaños"), ("aniversario ana ruiz 633444555", "aniversario"),
        ("ana ruiz alergia a los frutos secos 633444555", "alergia a los frutos secos"),
        ("ana ruiz 633444555 alérgica al pescado", "alérgica al pescado"), ("ana ruiz sin gluten 633444555", "sin gluten"),
        ("a nombre de ana ruiz terraza 633444555", "terraza"),
        ("terraza a nombre de ana ruiz 633444555", "terraza"),
    ],
)  # fmt: skip
def test_spanish_words_of_the_visit_are_told(opened: Opened, line: str, unread: str) -> None:
    found = opened("es/restaurant").understand(f"{SPANISH} {line}")
    assert [part.text for part in found.unread] == [unread]
    assert (found.new_name, found.booking, found.missing, found.doubts) == ("Ana Ruiz", None, (), ())


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("terrace tom green 07911 555444", "terrace"), ("tom green outside 07911 555444", "outside"),
        ("by the window tom green 07911 555444", "window"), ("tom green near the window 07911 555444", "near the window"),
        ("booth tom green 07911 555444", "booth"), ("at the bar tom green 07911 555444", "bar"),
        ("corner booth tom green 07911 555444", "corner booth"), ("tom green high chair 07911 555444", "high chair"),
        ("tom green highchair 07911 555444", "highchair"), ("pram tom green 07911 555444", "pram"),
        ("birthday tom green 07911 555444", "birthday"), ("tom green indoors 07911 555444", "indoors"),
        ("tom green allergic to peanuts 07911 555444", "allergic to peanuts"),
    ],
)  # fmt: skip
def test_english_words_of_the_visit_are_told(opened: Opened, line: str, unread: str) -> None:
    found = opened("en/restaurant").understand(f"{ENGLISH} {line}")
    assert [part.text for part in found.unread] == [unread]
    assert (found.new_name, found.booking, found.missing, found.doubts) == ("Tom Green", None, (), ())


def test_such_a_word_alone_is_nobody(opened: Opened) -> None:
    """Not even the one customer who has it as a surname: “barra” is sooner where they want to sit."""
    for line in ("terraza", "terraza 633444555"):
        assert said(opened("es/restaurant"), f"{SPANISH} {line}") == "no customer “terraza”"


@pytest.mark.parametrize(
    ("house", "line", "who"),
    [
        ("es", "pepe terraza", "Pepe Terraza Gil"), ("es", "pepe terraza gil", "Pepe Terraza Gil"),
        ("es", "luis ventana", "Luis Ventana"), ("es", "ventana 600333444", "Luis Ventana"),
        ("es", "a nombre de eva terraza 633444555", "+Eva Terraza"), ("es", "soy eva ventana 633444555", "+Eva Ventana"),
        ("es", "eva barra 633444555", "+Eva Barra"), ("es", "eva de la barra 633444555", "+Eva de la Barra"),
        ("es", "eva gil rincón 633444555", "+Eva Gil Rincón"), ("en", "amy window", "Amy Window"),
        ("en", "name tom terrace 07911 555444", "+Tom Terrace"), ("en", "under tom window 07911 555444", "+Tom Window"),
        ("en", "tom booth 07911 555444", "+Tom Booth"),
    ],
)  # fmt: skip
def test_who_is_called_so_is_called_so(opened: Opened, house: str, line: str, who: str) -> None:
    rest = SPANISH if house == "es" else ENGLISH
    assert said(opened(f"{house}/restaurant"), f"{rest} {line}").startswith(f"{who} | ")


def test_a_known_name_beside_such_a_word_is_found_and_the_word_told(opened: Opened) -> None:
    for line, who, unread in (
        ("gloria reyes terraza", "Gloria Reyes Torres", "terraza"),
        ("terraza pepe terraza gil", "Pepe Terraza Gil", "terraza"),
        ("terraza 600111222", "Gloria Reyes Torres", "terraza"),
        ("trona luis ventana", "Luis Ventana", "trona"),
    ):
        found = opened("es/restaurant").understand(f"{SPANISH} {line}")
        assert found.customer is not None and found.customer.customer.name == who, line
        assert ([part.text for part in found.unread], found.booking, found.doubts) == ([unread], None, ()), line


def test_in_a_note_they_are_kept(opened: Opened) -> None:
    found = opened("es/restaurant").understand(f"{SPANISH} ana ruiz 633444555 // terraza, alergia a la nuez")
    assert (found.new_name, found.notes, found.ready) == ("Ana Ruiz", "terraza, alergia a la nuez", True)
