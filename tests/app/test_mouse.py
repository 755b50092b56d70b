"""The mouse does everything too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from frontdesk.app import FrontdeskApp
from frontdesk.desk.values import Reservation
from frontdesk.widgets.day_grid import DayGrid
from frontdesk.widgets.key_line import KeyLine
from frontdesk.widgets.one_line import OneLine
from tests.app.conftest import LUIS, MARTA, at, loaded, until

Book = Callable[..., Reservation]


async def click(pilot: Pilot[None], widget: Widget, place: tuple[int, int]) -> None:
    """What a terminal says of a click."""
    x, y = widget.content_region.offset + place
    for kind in (events.MouseDown, events.MouseUp):
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
    await pilot.pause()


async def wheel(pilot: Pilot[None], widget: Widget, kind: type[events.MouseEvent]) -> None:
    x, y = widget.content_region.offset + (10, 5)
    pilot.app.post_message(kind(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y))
    await pilot.pause()


def cell_of(line: OneLine, words: str) -> int:
    text = "".join(segment.text for segment in line.render_line(0))
    return cell_len(text[: text.index(words)])


async def test_every_tab(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for word, mode in (("Today", "today"), ("List", "list"), ("Customers", "customers"), ("Agenda", "agenda")):
            tabs = app.screen.query_one("#tabs", OneLine)
            await click(pilot, tabs, (cell_of(tabs, word), 0))
            await until(pilot, lambda mode=mode: app.main is not None and app.main.mode == mode)


@pytest.mark.parametrize("screen", ["1", "2", "3", "4", "comma"])
async def test_every_key_of_the_key_line(app: FrontdeskApp, book: Book, screen: str) -> None:
    book("Ana López", "11:00")
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.press(screen)
        await pilot.pause(0.1)
        if app.focused is not None and screen == "4":
            await pilot.press("escape")
        pressed: list[str] = []
        app.simulate_key = pressed.append  # type: ignore[method-assign]
        line = app.screen.query_one(KeyLine)
        tagged = [bit for bit in line._placed if bit.tag]
        for bit in tagged:
            await click(pilot, line, (bit.x, 0))
        assert tagged and pressed == [bit.tag for bit in tagged]


async def test_a_key_of_a_dialog(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        line = app.screen.query_one(KeyLine)
        await click(pilot, line, (cell_of(line, "book"), 0))
        await until(pilot, lambda: len(app.screen_stack) == 2)
        line = app.screen.query_one(KeyLine)
        await until(pilot, lambda: "back" in line.text)
        await click(pilot, line, (cell_of(line, "esc"), 0))
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_rows_headings_and_the_second_click(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    book("Zoe Gil", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await until(pilot, lambda: app.screen.query("#rows") and app.screen.lines.has(1))
        lines = app.screen.lines
        await click(pilot, lines, (30, 2))
        assert lines.cursor == 1
        head = lines.render_line(0).text
        await click(pilot, lines, (head.index("Customer"), 0))
        await until(
            pilot, lambda: "Customer ↑" in lines.render_line(0).text or "Customer ↓" in lines.render_line(0).text
        )
        await until(pilot, lambda: lines.has(0) and lines.has(1))
        await click(pilot, lines, (30, 1))
        await click(pilot, lines, (30, 1))
        await until(pilot, lambda: len(app.screen_stack) == 2)


async def row_of(pilot: Pilot[None], grid: DayGrid, words: str) -> int:
    """The line of the grid in which these words stand, once the day has been scrolled to where it is shown first."""
    before = -1
    while True:
        await pilot.pause(0.05)
        found = next((y for y in range(grid.size.height) if words in grid.render_line(y).text), -1)
        if found >= 0 and found == before:
            return found
        before = found


async def test_blocks_and_free_time(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00", LUIS)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        row = await row_of(pilot, grid, "Ana López")
        await click(pilot, grid, (grid.render_line(row).text.index("Ana"), row))
        assert grid.block is not None and grid.block.customer == "Ana López"
        assert len(app.screen_stack) == 1
        await click(pilot, grid, (grid.render_line(row).text.index("Ana"), row))
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("escape")
        await click(pilot, grid, (8, row))
        assert (grid.block, grid.minute, grid.column.resource.id) == (None, at("11:00"), MARTA)
        await click(pilot, grid, (8, row))
        await until(pilot, lambda: len(app.screen_stack) == 2 and app.screen.query("#field-service"))


async def test_the_wheel_scrolls_the_day_and_lists(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        cursor, top = grid.minute, grid.scroll_offset.y
        await wheel(pilot, grid, events.MouseScrollDown)
        await until(pilot, lambda: grid.scroll_offset.y > top)
        assert grid.minute == cursor
        await wheel(pilot, grid, events.MouseScrollUp)
        await until(pilot, lambda: grid.scroll_offset.y == top)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen.query("LineList") and app.screen.query_one("LineList").count > 15)
        lines = app.screen.query_one("LineList")
        await wheel(pilot, lines, events.MouseScrollDown)
        await until(pilot, lambda: lines.scroll_offset.y > 0)
        assert lines.cursor == 0


async def test_a_field_gets_the_focus(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab")
        await until(pilot, lambda: app.screen.query("#field-phone") and app.focused is not None)
        await click(pilot, app.screen.field("phone").input, (1, 0))
        assert app.focused is app.screen.field("phone").input


@pytest.mark.parametrize("key", ["b", "w", "question_mark", "ctrl+p", "f", "g"])
async def test_a_click_outside_a_dialog_does_no_harm(app: FrontdeskApp, book: Book, key: str) -> None:
    book("Ana López", "11:00")
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        below, minute = app.screen, app.screen.grid.minute
        await pilot.press(key)
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.pause(0.1)
        dialog, focused = app.screen, app.focused
        for place in ((0, 0), (10, 1), (1, 12), (119, 35), (2, 35)):
            await click(pilot, dialog, place)
        assert (app.screen, app.focused) == (dialog, focused)
        assert (app.screen_stack[0], below.grid.minute) == (below, minute)
