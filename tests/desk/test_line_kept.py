"""A customer's name in a typed line stays a name where services are called so too; where it is not sure it is asked about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.language.doubts import clause
from tests.desk.ready_lines import Opened, houses, said

PEOPLE = (
    ("Claudia Torres Caballero", None), ("Julia Caballero Vicente", None), ("Julia Ramos", None), ("Vicente Pons", None),
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    yield from houses(tmp_path_factory, {"es/salon": PEOPLE, "es/clinic": (("Noa Cura", None),)})


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        ("salon", "claudia torres caballero corte vie 10 ana", "Claudia Torres Caballero | Corte | Ana"),
        ("salon", "corte claudia torres caballero vie 10 ana", "Claudia Torres Caballero | Corte | Ana"),
        ("salon", "julia caballero corte vie 10 ana", "Julia Caballero Vicente | Corte | Ana"),
        ("salon", "vicente pons corte caballero vie 11 sergio", "Vicente Pons | Corte caballero | Sergio"),
        ("salon", "corte caballero vicente pons vie 11 sergio", "Vicente Pons | Corte caballero | Sergio"),
        ("clinic", "noa cura vacuna mie 9:15", "Noa Cura | Vacuna | -"),
        ("clinic", "cura noa cura mie 9:20", "Noa Cura | Cura | -"),
    ],
)
def test_a_word_of_a_name_beside_the_rest_of_it_is_the_names(
    opened: Opened, house: str, line: str, wanted: str
) -> None:
    assert said(opened(f"es/{house}"), line).startswith(wanted)


@pytest.mark.parametrize(
    ("house", "line"),
    [
        ("salon", "pepe caballero 655444333 corte vie 10 ana"),
        ("salon", "virginia novia 655444333 corte jue 12 marta"),
        ("clinic", "paco cura 655333222 vacuna mie 9:15"),
        ("clinic", "paco cura 655333222 mie 9:15"),
        ("clinic", "paco cura tel 655333222 mie 9:15"),
    ],
)
def test_a_service_between_a_first_name_and_the_phone_is_asked_about(opened: Opened, house: str, line: str) -> None:
    assert said(opened(f"es/{house}"), line) == "surname"


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        ("salon", "corte a nombre de Pepe Caballero 655444333 vie 10 ana", "+Pepe Caballero | Corte | Ana"),
        ("salon", "a nombre de Pepe Caballero, 655444333 corte vie 10 ana", "+Pepe Caballero | Corte | Ana"),
        ("clinic", "paco, cura, 655333222 mie 9:20", "+Paco | Cura | -"),
        ("clinic", "pepe pons cura 655333222 mie 9:20", "+Pepe Pons | Cura | -"),
    ],
)
def test_where_it_is_said_which_is_the_name_it_is_read(opened: Opened, house: str, line: str, wanted: str) -> None:
    assert said(opened(f"es/{house}"), line).startswith(wanted)


def test_two_services_that_nothing_joins_are_asked_about(opened: Opened) -> None:
    salon = opened("es/salon")
    for line in (
        "la novia de Rogelio Pinto 655444333 corte jue 3 dic 9 marta",
        "corte color vicente pons jue 12 marta",
    ):
        assert said(salon, line) == "services"
    ways = (
        "corte y color vicente pons",
        "corte vicente pons + color",
        "corte, color, vicente pons",
        "corte/color vicente pons",
    )
    for line in ways:
        assert said(salon, f"{line} vie 10 marta").startswith("Vicente Pons | Corte, Color | Marta")


def test_what_is_asked_is_said() -> None:
    assert "put “under” before the name" in clause("surname", "cura")
    assert clause("services", "corte cura") == "“corte cura” says two services: put “and” between them, or take one out"
