"""A day in cells: exact widths, lanes, what is left out where there is no room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from frontdesk.desk.day_values import Block, Column, Day
from frontdesk.desk.values import Resource
from frontdesk.widgets.day_cells import STEP, bounds, lay_out, placings
from frontdesk.widgets.day_picture import DayPicture
from frontdesk.widgets.one_line import fitted, steady

START = 29_000_160  # a midnight, UTC
MARTA = Resource(1, "staff", "Marta", 1)


def visit(start: int, end: int, name: str = "Ana López", **more: object) -> Block:
    return Block("reservation", START + start, START + end, name, "confirmed", customer=name, service="Corte", **more)  # type: ignore[arg-type]


def column(*blocks: Block, away: tuple[tuple[int, int, str], ...] = ()) -> Column:
    return Column(MARTA, ((START + 540, START + 840),), tuple(sorted(blocks, key=lambda b: b.start)), away)


def texts(made: Column, width: int = 30, first: int = 540, rows: int = 20) -> list[str]:
    laid = lay_out(made, START + first, rows, width, "UTC", START * 60)
    return ["".join(piece.text for piece in row) for row in laid]


def test_a_block_says_time_mark_customer_and_service() -> None:
    assert texts(column(visit(600, 645)))[4].strip() == "╭10:00 ✓ Ana López · Corte"


@pytest.mark.parametrize(
    ("width", "rows"),
    [
        (26, ["╭10:00 ✓ Ana López · Corte"]),
        (20, ["╭10:00 ✓ Ana López", "│Corte"]),
        (13, ["╭✓ Ana López", "│Corte"]),
    ],
)
def test_time_goes_first_then_the_service(width: int, rows: list[str]) -> None:
    lines = texts(column(visit(600, 645)), width)
    assert [line.strip() for line in lines[4 : 4 + len(rows)]] == rows


def test_one_row_in_a_narrow_column_keeps_the_name() -> None:
    assert texts(column(visit(600, 615)), 12)[4] == "╶✓ Ana López"


def test_blocks_that_share_a_row_stand_side_by_side() -> None:
    made = column(visit(600, 605, "A"), visit(605, 640, "B"))
    row = lay_out(made, START + 540, 20, 30, "UTC", 0)[4]
    assert [piece.block for piece in row] == [0, 1]
    assert sum(cell_len(piece.text) for piece in row) == 30


def test_absences_are_named_once() -> None:
    lines = texts(column(away=((START + 600, START + 700, "Vacaciones"),)))
    assert sum("Vacaciones" in line for line in lines) == 1


def test_a_hold_counts_its_seconds() -> None:
    hold = Block("hold", START + 600, START + 645, "Web", expires=START * 60 + 272)
    assert "◷ 4′32″ Web" in texts(column(hold))[4]


def test_a_session_says_its_seats() -> None:
    session = Block("session", START + 600, START + 660, "Yoga", session=1, taken=5, capacity=12)
    assert "10:00 Yoga 5/12" in texts(column(session))[4]


def test_the_day_is_drawn_from_an_hour_before_it_opens() -> None:
    day = Day(1, START, START + 1440, "UTC", (column(),))
    assert bounds(day) == (START + 480, START + 900)


NAMES = st.text(min_size=0, max_size=30)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 300), NAMES), max_size=8),
    st.integers(min_value=12, max_value=60),
)
def test_every_row_is_exactly_as_wide_as_its_column(blocks: list[tuple[int, int, str]], width: int) -> None:
    made = column(*(visit(start, min(1440, start + length), name) for start, length, name in blocks))
    for row in lay_out(made, START, 96, width, "UTC", 0):
        assert sum(cell_len(piece.text) for piece in row) == width


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 300)), max_size=12))
def test_no_two_blocks_share_a_lane_of_a_row(spans: list[tuple[int, int]]) -> None:
    blocks = tuple(visit(start, min(1440, start + length)) for start, length in sorted(spans))
    seen: set[tuple[int, int]] = set()
    for placing in placings(blocks, START, 96, STEP):
        assert placing.lane < placing.lanes
        cells = {(row, placing.lane) for row in range(placing.first, placing.last)}
        assert not cells & seen
        seen |= cells
    assert {placing.block for placing in placings(blocks, START, 96, STEP)} == set(range(len(blocks)))


def test_only_what_changed_differs() -> None:
    before = DayPicture(Day(1, START, START + 1440, "UTC", (column(visit(600, 645)), column())), 20, 0)
    after = DayPicture(Day(1, START, START + 1440, "UTC", (column(visit(600, 660)), column())), 20, 0, before)
    assert after.differs_from(before) == {(0, 10), (0, 11)}
    assert after.differs_from(after) == set()


@given(NAMES, st.integers(min_value=0, max_value=40))
def test_fitted_fits(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


def test_joined_emoji_are_taken_apart() -> None:
    assert steady("👩‍👧 👍🏽 ❤️") == "👩👧 👍 ❤"
