"""Text is selected with the mouse and copied; what is clicked stays clicked."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from frontdesk.app import FrontdeskApp
from frontdesk.desk.values import Reservation
from frontdesk.screens.dialogs.question import Notice
from tests.app.conftest import LUIS, at, loaded, until

Book = Callable[..., Reservation]


async def drag(pilot: Pilot[None], widget: Widget, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag from one cell to another, both of them included: what a terminal says, from which the app makes clicks."""
    middle = ((start[0] + end[0]) // 2, end[1])
    for kind, place in (
        (events.MouseDown, start),
        (events.MouseMove, middle),
        (events.MouseMove, end),
        (events.MouseUp, end),
    ):
        x, y = widget.content_region.offset + place
        button = 0 if kind is events.MouseMove else 1
        pilot.app.post_message(kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y))
        await pilot.pause()


async def click(pilot: Pilot[None], widget: Widget, place: tuple[int, int]) -> None:
    await drag(pilot, widget, place, place)


async def listed(pilot: Pilot[None], count: int) -> Widget:
    await pilot.press("3")
    await until(pilot, lambda: pilot.app.screen.query("#rows") and pilot.app.screen.lines.count == count)
    await until(pilot, lambda: pilot.app.screen.lines.has(0))
    return pilot.app.screen.lines


def column(lines: Widget, text: str, row: int) -> int:
    """The cell in which a text begins."""
    return lines.render_line(row).text.index(text)


def said(app: FrontdeskApp) -> str:
    return str(app.main.query_one("#message").text).strip()


async def test_a_row_of_the_list(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    book("Luis Gil", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        lines = await listed(pilot, 2)
        x = column(lines, "Luis Gil", 2)
        await drag(pilot, lines, (x, 2), (x + 7, 2))
        assert app.screen.get_selected_text() == "Luis Gil"
        assert lines.cursor == 0  # the drag is no click
        turned = [segment.text for segment in lines.render_line(2) if segment.style and segment.style.reverse]
        assert turned == ["Luis Gil"]
        await pilot.press("ctrl+c")
        assert (app.clipboard, said(app)) == ("Luis Gil", "Copied.")
        await pilot.press("escape")
        assert not app.screen.selections
        assert not any(segment.style and segment.style.reverse for segment in lines.render_line(2))
        await pilot.press("ctrl+c")
        assert said(app) == "Press ctrl+q to leave."


async def test_two_rows_are_two_lines(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    book("Luis Gil", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        lines = await listed(pilot, 2)
        await drag(pilot, lines, (column(lines, "Ana", 1), 1), (column(lines, "Gil", 2) + 2, 2))
        first, second = (app.screen.get_selected_text() or "").split("\n")
        assert first.startswith("Ana López") and second.endswith("Luis Gil")


async def test_wide_characters_are_selected_whole(app: FrontdeskApp, book: Book) -> None:
    book("田中さくら", "12:00", LUIS)
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        row = next(y for y in range(grid.size.height) if "田中" in grid.render_line(y).text)
        line = grid.render_line(row)
        before = line.text[: line.text.index("田")]
        x = len(before)
        await drag(
            pilot, grid, (x + 1, row), (x + 4, row)
        )  # from the second half of one into the first half of another
        assert app.screen.get_selected_text() == "田中さ"
        assert grid.render_line(row).cell_length == line.cell_length
        assert grid.minute != at("12:00")


async def test_a_block_of_the_agenda_is_copied_without_its_frame(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        row = next(y for y in range(grid.size.height) if "Ana López" in grid.render_line(y).text)
        await drag(pilot, grid, (6, row), (6 + 35, row))
        assert app.screen.get_selected_text() == "11:00 ✓ Ana López · Corte"


async def test_the_text_of_a_dialog(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.push_screen(Notice("News", ["Call Marta at 600111222 before six."]))
        await until(pilot, lambda: app.screen.query("#sentences"))
        await pilot.pause()
        words = app.screen.query_one("#sentences")
        x = "Call Marta at 600111222".index("600")
        await drag(pilot, words, (x, 0), (x + 8, 0))
        await pilot.press("ctrl+c")
        assert (app.clipboard, said(app)) == ("600111222", "Copied.")
        await pilot.press("escape")  # ends the selection only
        assert isinstance(app.screen, Notice)
        await pilot.press("escape")
        assert not isinstance(app.screen, Notice)


async def test_a_click_ends_the_selection_and_opens_nothing(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        lines = await listed(pilot, 1)
        await drag(pilot, lines, (20, 1), (30, 1))
        await click(pilot, lines, (25, 1))
        assert not app.screen.selections and len(app.screen_stack) == 1
        await pilot.pause(0.6)
        await click(pilot, lines, (25, 1))
        await until(pilot, lambda: len(app.screen_stack) == 2)


async def test_a_hand_that_trembles_still_clicks(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    book("Luis Gil", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        lines = await listed(pilot, 2)
        await drag(pilot, lines, (25, 2), (26, 2))
        assert lines.cursor == 1 and not app.screen.selections


async def test_a_second_click_opens_and_selects_nothing(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00")
    book("Luis Gil", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        lines = await listed(pilot, 2)
        below = app.screen
        await click(pilot, lines, (25, 2))
        await click(pilot, lines, (25, 2))
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert not below.selections


async def test_scrolling_ends_it(app: FrontdeskApp, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        await drag(pilot, grid, (6, 5), (20, 8))
        assert app.screen.selections
        await pilot.press("end")
        assert not app.screen.selections


async def test_what_is_selected_in_a_field_is_copied_too(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab", *"corte", "shift+home", "ctrl+c")
        await until(pilot, lambda: app.clipboard == "corte")
