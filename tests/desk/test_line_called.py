"""Days in a typed line that are somebody's name: read where another day is said, asked about where they are the one day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.ready_lines import Opened, houses, said


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    known = (("Gloria Reyes Torres", "600111222"), ("Juan Mora", None), ("Luke Barker", None))
    yield from houses(tmp_path_factory, {"es/restaurant": known, "en/restaurant": known})


@pytest.mark.parametrize(
    ("house", "line"),
    [
        ("es/restaurant", "comida paco reyes 655444333 14h 2 personas"),
        ("es/restaurant", "comida domingo perez 677888999 14h 2 personas"),
        ("es/restaurant", "comida sara domingo 655444333 14h 2 personas"),
        ("es/restaurant", "comida 14h zoe domingo gil 655444333 2 personas"),
        ("en/restaurant", "lunch sunday green 07911 555444 1pm 2 people"),
        ("en/restaurant", "dinner carol christmas 07911 555444 8pm 2 people"),
        ("en/restaurant", "dinner tom friday 07911 555444 8pm 2 people"),
    ],
)
def test_the_one_day_that_may_be_of_a_new_name_is_asked_about(opened: Opened, house: str, line: str) -> None:
    assert said(opened(house), line).split()[0] == "name"


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        ("es/salon", "domingo perez 677888999 corte jue 12 marta", "+Domingo Perez | Corte | Marta | 11-26T12:00"),
        ("es/restaurant", "comida sab 14h paco reyes 655444333 2 personas", "+Paco Reyes | Comida | - | 11-28T14:00"),
        (
            "es/restaurant",
            "comida domingo perez 677888999 sab 14h 2 personas",
            "+Domingo Perez | Comida | - | 11-28T14:00",
        ),
        (
            "es/restaurant",
            "sab 14h comida a nombre de paco reyes 655444333 para 2",
            "+Paco Reyes | Comida | - | 11-28T14:00",
        ),
        (
            "en/restaurant",
            "dinner fri 8pm sunday green 07911 555444 2 people",
            "+Sunday Green | Dinner | - | 11-27T20:00",
        ),
    ],
)
def test_with_another_day_it_is_the_name(opened: Opened, house: str, line: str, wanted: str) -> None:
    assert said(opened(house), line).startswith(wanted)


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        (
            "es/restaurant",
            "comida domingo gloria reyes 14h 2 personas",
            "Gloria Reyes Torres | Comida | - | 11-29T14:00",
        ),
        (
            "es/restaurant",
            "comida domingo juan perez 677888999 14h 2 personas",
            "+Juan Perez | Comida | - | 11-29T14:00",
        ),
        ("es/restaurant", "comida domingo 600111222 14h 2 personas", "Gloria Reyes Torres | Comida | - | 11-29T14:00"),
        ("en/restaurant", "lunch sunday 1pm zoe green 07911 555444 2 people", "+Zoe Green | Lunch | - | 11-29T13:00"),
        (
            "en/restaurant",
            "sunday luke greenwood 07911 555444 lunch 1pm for 2",
            "+Luke Greenwood | Lunch | - | 11-29T13:00",
        ),
        ("en/restaurant", "dinner friday zoe green 07911 555444 8pm 2 people", "+Zoe Green | Dinner | - | 11-27T20:00"),
    ],
)
def test_a_day_before_a_whole_name_is_a_day(opened: Opened, house: str, line: str, wanted: str) -> None:
    assert said(opened(house), line).startswith(wanted)
