"""Every size of the terminal: nothing breaks, nothing is drawn outside, what is open stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.values import Reservation
from tests.app.conftest import ANA, LUIS, at, loaded, until

Book = Callable[..., Reservation]
SIZES = [(80, 24), (120, 36), (200, 60), (60, 15), (40, 10), (20, 5), (5, 2), (80, 24)]
OPENERS = {
    "agenda": ("2",),
    "today": ("1",),
    "list": ("3",),
    "customers": ("4",),
    "settings": ("comma",),
    "booking": ("b",),
    "walk-in": ("w",),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "filters": ("f",),
    "go to": ("g",),
    "maintenance": ("ctrl+o",),
    "a setting": ("comma", "tab", "enter"),
}


def seen(app: FrontdeskApp) -> list[str]:
    """The lines of the screen."""
    strips = app.screen._compositor.render_full_update().strips
    return ["".join(segment.text for part in strip for segment in part) for strip in strips]


async def resize(pilot: Pilot[None], size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    await pilot.pause(0.05)


@pytest.fixture
def lively(book: Book) -> None:
    book("Ana López", "11:00", phone="600111222")
    book("Luis Gil", "11:00", ANA)
    book("田中さくら", "12:00", LUIS)


@pytest.mark.parametrize("what", OPENERS)
async def test_it_is_opened_and_resized(app: FrontdeskApp, lively: None, what: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), LUIS)
        for key in OPENERS[what]:
            await pilot.press(key)
            await pilot.pause(0.1)
        screens = list(app.screen_stack)
        first = seen(app)
        for width, height in SIZES:
            await resize(pilot, (width, height))
            lines = seen(app)
            assert len(lines) == height
            assert {cell_len(line) for line in lines} == {width}
        assert app.screen_stack == screens
        if what not in ("agenda", "booking", "filters", "go to", "walk-in", "palette", "maintenance", "help"):
            assert seen(app) == first  # over the agenda another part of the day may be scrolled into view


@pytest.mark.parametrize("what", OPENERS)
@pytest.mark.parametrize("size", [(60, 15), (40, 10), (10, 3)])
async def test_it_is_opened_where_there_is_little_room(
    app: FrontdeskApp, lively: None, what: str, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        for key in OPENERS[what]:
            await pilot.press(key)
            await pilot.pause(0.1)
        assert {cell_len(line) for line in seen(app)} == {size[0]}


async def test_too_small_is_said_and_forgotten(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await resize(pilot, (39, 10))
        assert seen(app)[0].startswith("Too small: 40×10 at least")
        await resize(pilot, (40, 10))
        assert "10:42" in seen(app)[0] and seen(app)[0].startswith(" Norte")


async def test_what_was_typed_stays_while_a_form_is_resized(app: FrontdeskApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab", *"corte")
        await until(pilot, lambda: app.screen.field("service").value == "corte")
        for size in SIZES:
            await resize(pilot, size)
            assert app.screen.field("service").value == "corte"
            assert app.focused is app.screen.field("service").input
        assert any("corte" in line for line in seen(app))


async def test_the_cursor_stays_in_view(app: FrontdeskApp, lively: None) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        grid.go_to(at("12:00"), LUIS)
        for size in [(80, 24), (60, 15), (40, 10), (200, 60)]:
            await resize(pilot, size)
            assert (grid.minute, grid.column.resource.id) == (at("12:00"), LUIS)
            assert any(line.startswith("12:00") for line in seen(app))
            assert any("田中" in line for line in seen(app))
