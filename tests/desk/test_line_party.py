"""How many come, as it is typed in a line, and the meal that a table is for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.desk.ready_lines import Opened, houses, said


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    people = {"en/restaurant": "Luke Barker", "es/restaurant": "Gloria Reyes", "en/hotel": "Toby Parker"}
    yield from houses(tmp_path_factory, {house: ((name, None),) for house, name in people.items()})


@pytest.mark.parametrize(
    ("house", "party", "wanted"),
    [
        ("en", "2 ppl", 2), ("en", "2ppl", 2), ("en", "4 covers", 4), ("en", "four of us", 4), ("en", "we are 4", 4),
        ("en", "we're 4", 4), ("en", "family of 4", 4), ("en", "2 adults 1 child", 3), ("en", "2 adults and 2 kids", 4),
        ("en", "4 peopel", 4), ("en", "table for 4 pls", 4), ("es", "2 adultos y 2 niños", 4), ("es", "4 prsonas", 4),
        ("es", "1 adulto, 1 niña", 2), ("es", "4 comensales", 4),
    ],
)  # fmt: skip
def test_how_many_come(opened: Opened, house: str, party: str, wanted: int) -> None:
    line = f"dinner fri 8pm luke barker {party}" if house == "en" else f"cena vie 21h gloria reyes {party}"
    assert said(opened(f"{house}/restaurant"), line).endswith(f" | {wanted}")


def test_children_count_as_guests_of_a_room(opened: Opened) -> None:
    assert said(opened("en/hotel"), "double room 7 nights 20/12 2 adults 1 child toby parker").endswith(" | 3")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("dinner fri 8pm luke barker 4 people 2 kids", "“2 kids”"),  # of the four, or besides
        ("dinner fri 8pm 4 pearson 07911 555444", "no party “4”"),
    ],
)
def test_what_may_be_otherwise_is_not_counted(opened: Opened, line: str, why: str) -> None:
    assert said(opened("en/restaurant"), line) == why


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        ("es", "mesa para 2 a nombre de gloria reyes el viernes a las 9 y media de la noche", "Gloria Reyes | Cena"),
        ("es", "mesa para 2 gloria reyes vie 14:30", "Gloria Reyes | Comida"),
        ("en", "table for two fri 8pm luke barker", "Luke Barker | Dinner"),
        ("en", "table for 2 luke barker sat 1pm", "Luke Barker | Lunch"),
        ("en", "tasting menu table for 2 luke barker sat 8pm", "Luke Barker | Tasting menu"),
        ("en", "table for 2 luke barker sat 5:15pm", "no service"),
    ],
)
def test_a_table_is_for_the_meal_of_the_hour(opened: Opened, house: str, line: str, wanted: str) -> None:
    desk = opened(f"{house}/restaurant")
    assert said(desk, line).startswith(wanted)
    parts = desk.understand(line).parts
    assert all(before.end <= after.start for before, after in pairwise(parts))
