"""Names in a typed line that are nearly a customer's are asked about: one surname of two, somebody else's name as a slip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.language.doubts import clause
from tests.desk.ready_lines import Opened, houses, said

PEOPLE = (
    ("Jimena Durán Márquez", "799100008"), ("Gloria Reyes Torres", None), ("Sara Carrasco Mora", None),
    ("Sara Marín Esteban", None), ("Luis Morán", None), ("Martín Sanz", None), ("Ana Pérez Gil", None),
    ("Ana Pérez Ruiz", None),
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    yield from houses(tmp_path_factory, {"es/salon": PEOPLE, "en/salon": (("Finn Smith", "07700900021"),)})


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("jimena duran 655444333 corte jue 12 marta", "otherphone"),
        ("jimena duran marquez 655444333 corte jue 12 marta", "otherphone"),
        ("gloria reyes 655444333 corte jue 12 marta", "near"),
        ("jimena duran 799100008 corte jue 12 marta", "Jimena Durán Márquez | Corte"),
        ("jimena duran corte jue 12 marta", "Jimena Durán Márquez | Corte"),
        ("gloria reyes torres 655444333 corte jue 12 marta", "Gloria Reyes Torres | Corte"),
        ("jimena marquez 655444333 corte jue 12 marta", "+Jimena Marquez | Corte"),
        ("ana perez 655444333 corte jue 12 marta", "+Ana Perez | Corte"),
    ],
)
def test_one_surname_of_two_with_another_phone_is_asked_about(opened: Opened, line: str, wanted: str) -> None:
    assert said(opened("es/salon"), line).startswith(wanted)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("sara moran corte jue 12 marta", "near"),
        ("sara martin corte jue 12 marta", "near"),
        ("sara mota corte jue 12 marta", "near"),
        ("sara marim corte jue 12 marta", "Sara Marín Esteban | Corte"),
        ("sara carasco corte jue 12 marta", "Sara Carrasco Mora | Corte"),
        ("sara moran 655444333 corte jue 12 marta", "+Sara Moran | Corte"),
    ],
)
def test_somebody_elses_name_is_no_slip(opened: Opened, line: str, wanted: str) -> None:
    assert said(opened("es/salon"), line).startswith(wanted)


def test_in_english_the_phone_is_asked_about_too(opened: Opened) -> None:
    assert said(opened("en/salon"), "finn smith 07911 999888 cut thurs 11 emma") == "otherphone"


def test_what_is_asked_is_said() -> None:
    assert clause("near", "sara moran", ("Sara Mora",)).startswith("“sara moran” is not quite Sara Mora: ")
