"""How the app behaves: at the start, when something fails, while somebody types, with hostile text, when nothing happens."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.help import HelpDialog
from frontdesk.screens.dialogs.quick_line import QuickLineDialog
from frontdesk.screens.list import ListScreen
from frontdesk.widgets.keys import live_bindings
from tests.app.conftest import ANA, LUIS, MARTA, at, loaded, until
from tests.hostile import every

Book = Callable[..., Reservation]


def drawn(app: FrontdeskApp) -> list[str]:
    """The screen as lines of text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


FIRST_PAINT = """
import sys
from frontdesk.app import FrontdeskApp

HEAVY = {"sqlalchemy", "typer", "pydantic", "pendulum", "alembic"}

class Probe(FrontdeskApp):
    def _open(self):
        print(sorted(HEAVY & set(sys.modules)), self.screen.query_one("#tabs").text.strip() != "")
        self.exit()

Probe(lambda: None).run(headless=True)
"""


def test_first_paint_needs_nothing_heavy() -> None:
    ran = subprocess.run([sys.executable, "-c", FIRST_PAINT], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout.strip() == "[] True", ran.stderr[-2000:]


async def test_keys_are_answered_while_the_database_is_opened(path: Path, clock: FixedClock) -> None:
    go_on = threading.Event()

    def load() -> Desk:
        go_on.wait(20)
        return open_desk(str(path), clock=clock)

    app = FrontdeskApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen))
        await pilot.press("b", "tab")
        await until(pilot, lambda: "still being opened" in message(app))
        await pilot.press("2", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        await pilot.press("escape")
        go_on.set()
        await loaded(pilot)


async def test_a_database_that_cannot_be_opened_is_said_and_q_leaves(path: Path) -> None:
    def load() -> Desk:
        raise FrontdeskError("database_read_only", path=str(path))

    app = FrontdeskApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "cannot be written" in message(app))
        assert "Press q" in message(app)
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running or app._exit)


async def test_a_locked_database_is_said_and_nothing_typed_is_lost(
    app: FrontdeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), ANA)
        await pilot.press("enter", *"corte", "enter", *"Zoe", "enter")

        def locked(*_args: object, **_named: object) -> None:
            raise FrontdeskError("database_locked", path="desk.db")

        monkeypatch.setattr(Desk, "book", locked)
        await pilot.press("enter")
        dialog = app.screen
        assert isinstance(dialog, BookingDialog)
        await until(pilot, lambda: "locked" in str(dialog.query_one("#problem").content))
        assert dialog.field("customer").value == "Zoe"
        monkeypatch.undo()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_a_failing_read_is_said_and_the_app_goes_on(app: FrontdeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        day = app.screen.grid.day.day

        def broken(*_args: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(Desk, "day", broken)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "ZeroDivisionError" in message(app))
        monkeypatch.undo()
        await pilot.press("left_square_bracket", "right_square_bracket")
        await until(pilot, lambda: app.screen.grid.day.day == day + 1)


async def test_s50_letters_typed_into_a_field_trigger_no_action(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    """S50"""
    visit = book(when="12:00", staff=MARTA)
    everything = "abcdefghijklmnopqrstuvwxyz0123456789+-@?/[].>*"
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("b", "tab")
        dialog = app.screen
        assert isinstance(dialog, BookingDialog)
        dialog.field("notes").input.focus()
        await pilot.pause()
        await pilot.press(*everything)
        assert dialog.field("notes").value == everything
        assert app.screen is dialog
        await pilot.press("escape", "4")
        await until(pilot, lambda: app.screen.query("#search"))
        await pilot.press(*everything)
        assert app.screen.query_one("#search").value == everything
        await pilot.press("escape", "3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen))
        await pilot.press("slash", *everything)
        assert app.screen.query_one("#search").value == everything
        assert desk.reservation(visit.code).version == visit.version
        assert isinstance(app.screen, ListScreen)


async def test_what_is_typed_before_a_dialog_is_ready_is_not_lost(app: FrontdeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.action_book()
        for letter in "corte":
            app.simulate_key(letter)
        dialog = app.screen
        assert isinstance(dialog, QuickLineDialog)
        await until(pilot, lambda: dialog.query("#line") and dialog.line.value == "corte")
        await until(pilot, lambda: dialog._known is not None and dialog._known.services)


HOSTILE = [
    "\x1b[2J\x1b]0;pwned\x07 Eve",
    "[bold red]Bob[/] [link=http://x]y[/link] [@click=app.exit()]z[/]",
    "👩‍👩‍👧‍👦 Família 🇪🇸 👍🏽",
    "عمر خيام \u202eevil\u202c",
    "田中さくら ｗｉｄｅ",
    "e\u0301le\u0301onore z\u0301",
]


async def test_s51_hostile_names_are_text_and_columns_stay_aligned(app: FrontdeskApp, book: Book) -> None:
    """S51"""
    times = ("11:00", "11:45", "12:30", "13:15", "16:00", "16:45")
    for name, when in zip(HOSTILE, times, strict=True):
        book(name, when, MARTA)
        book(name, when, LUIS)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for when in times:
            app.screen.grid.go_to(at(when), MARTA)
            await pilot.pause()
            for line in drawn(app):
                assert cell_len(line) == 80
                assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)
                assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)
        for y in range(1, app.screen.grid.size.height):
            strip = app.screen.grid.render_line(y)
            assert strip.cell_length == app.screen.grid.scrollable_content_region.width
        app.screen.grid.go_to(at("11:45"), MARTA)
        await pilot.pause()
        assert "[bold red]Bob[/]" in app.screen.query_one("#detail").text
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 12)
        await until(pilot, lambda: app.screen.lines.has(11))
        assert any("[bold red]Bob" in line for line in drawn(app))
        assert all(cell_len(line) == 80 for line in drawn(app))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.screen.query("#facts"))
        await until(pilot, lambda: any("[@click=app.exit()]z[/]" in line for line in drawn(app)))
        await pilot.press("escape", "4")
        await until(pilot, lambda: app.screen.query("#found") and app.screen.found.count >= len(HOSTILE))
        assert all(cell_len(line) == 80 for line in drawn(app))


async def test_nothing_is_sent_while_nothing_happens(
    app: FrontdeskApp, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.pause(1.0)
        written: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        monkeypatch.setattr(app, "_display", lambda *_args: written.append("display"))
        await pilot.pause(2.2)
        assert written == []


async def test_the_clock_draws_only_its_own_cells(app: FrontdeskApp, clock: FixedClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        header = app.screen.query_one("#header")
        regions: list[object] = []
        refresh = header.refresh
        header.refresh = lambda *some, **named: (regions.extend(some), refresh(*some, **named))[1]
        clock.move(60)
        app._second()
        assert "10:43" in header.text
        assert regions
        assert all(region.width < 20 for region in regions)


async def test_every_binding_is_named_and_explained(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for key in ("2", "3", "4"):
            await pilot.press(key)
            await pilot.pause()
            for active in live_bindings(app.screen):
                if type(active.node).__module__.startswith("frontdesk"):
                    assert active.binding.id, active.binding
                    assert active.binding.tooltip, active.binding
            ids = [active.binding.id for active in live_bindings(app.screen) if active.binding.id]
            assert len(ids) == len(set(ids))


async def test_help_and_palette_are_in_the_readers_language(path: Path, clock: FixedClock) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), language="es")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        assert "lun 23 nov 10:42" in app.screen.query_one("#header").text
        assert "reservar" in app.screen.query_one("#keys").text
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        assert any("reservar" in line for line in drawn(app))
        await pilot.press("escape")
        await pilot.press("ctrl+p")
        await until(pilot, lambda: any("Reservar" in line for line in drawn(app)))
        said = "\n".join(drawn(app))
        assert not {"Theme", "Quit", "Screenshot", "Maximize", "Search", "No matches"} & set(said.split())


async def test_s51_every_naughty_name_in_the_list_of_customers(app: FrontdeskApp, desk: Desk) -> None:
    """S51: the whole list where it is at hand."""
    names = [name for name in every() if clean(name).strip()]
    for name in names:
        desk.add_customer(CustomerWish(name=name, phone=f"{name} 600111"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: app.screen.query("#found") and app.screen.found.count > 0)
        shown = app.screen.found
        shown.focus()
        seen = -1
        while shown.cursor != seen:
            seen = shown.cursor
            await pilot.press("pagedown")
            await pilot.pause()
            for line in drawn(app):
                assert cell_len(line) == 80
                assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)
                assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)
        assert seen == shown.count - 1 >= 40


async def test_nothing_glides(app: FrontdeskApp) -> None:
    """A key that scrolls has scrolled when it has been dealt with: no frames in between, at any end of a line."""
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("question_mark")
        await until(
            pilot, lambda: isinstance(app.screen, HelpDialog) and app.screen.query_one("VerticalScroll").max_scroll_y
        )
        box = app.screen.query_one("VerticalScroll")
        seen: set[float] = set()
        app.post_message(events.Key("end", None))
        while box.scroll_y < box.max_scroll_y:
            seen.add(box.scroll_y)
            await asyncio.sleep(0.002)
        assert seen == {0}
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: box.size.width > 80 and box.scroll_y == box.max_scroll_y)
