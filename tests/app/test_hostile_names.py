"""Hostile names on every screen: they are text, the columns stay aligned, and nothing of them reaches the terminal."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.cells import cell_len
from textual import events
from textual._context import visible_screen_stack

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean, folded
from frontdesk.desk.desk import Desk
from frontdesk.desk.settings_values import SettingChange
from frontdesk.desk.values import Booking, CustomerEdit, CustomerWish, LineWish
from frontdesk.screens.list import ListScreen
from tests.app.conftest import ANA, CUT, MARTA, at, loaded, until
from tests.app.test_manners import HOSTILE
from tests.hostile import every

pytestmark = pytest.mark.asyncio


def drawn(app: FrontdeskApp) -> list[str]:
    """The lines of the screen, with what is below a dialog."""
    visible_screen_stack.set(app._background_screens)
    return [strip.text for strip in app.screen._compositor.render_strips()]


BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def all_is_drawn_as_text(app: FrontdeskApp, width: int = 80) -> None:
    """Every line has exactly the terminal's cells, no control character, nothing that turns the text about."""
    lines = drawn(app)
    assert [cell_len(line) for line in lines] == [width] * len(lines)
    for line in lines:
        assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line), repr(line)
        assert not BIDI & set(line), repr(line)


def foreign_styles(app: FrontdeskApp) -> list[object]:
    """Links and actions that only markup could have brought; none of the screens draws any."""
    strips = app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
    return [style for style in styles if style.link or (style.meta and "@click" in style.meta)]


def some(count: int) -> list[str]:
    """So many of the names, or a few more, from the whole of the list."""
    return NAMES[:: max(1, len(NAMES) // count)]


NAMES = [name for name in every() if clean(name).strip()]


@pytest.fixture
def wild(desk: Desk, clock: FixedClock) -> list[str]:
    """Visits, people, services and notes with every name there is; returns the codes of the visits."""
    names = [*HOSTILE, *NAMES]
    visits = []
    slots = [(start, who) for start in ("09:00", "09:45", "10:30", "11:15", "12:00", "12:45") for who in (MARTA, ANA)]
    for number, name in enumerate(names):
        day, place = divmod(number, len(slots))
        start, who = slots[place]
        date = dt.date(2026, 11, 24) + dt.timedelta(days=day + (day + 1) // 6)  # nobody works on Sundays
        try:
            visit = desk.book(
                Booking((LineWish(CUT, who),), at(start, date.isoformat()), CustomerWish(name=name), notes=name)
            )
        except FrontdeskError as error:
            assert error.code in ("ambiguous", "not_bookable"), error.code  # two that look the same
            continue
        visits.append(visit.code)
    assert len(visits) > len(names) * 0.8
    clock.move((at("08:30", "2026-11-24") - at("10:42")) * 60)
    return visits


async def test_every_hostile_name_on_today_agenda_and_list(app: FrontdeskApp, desk: Desk, wild: list[str]) -> None:
    days = -(-len(wild) // 12) + len(wild) // 72
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for _day in range(min(days, 40)):
            for when in (540, 720):
                grid = app.screen.grid
                for person in (MARTA, ANA):
                    grid.go_to(grid.day.start + when, person)
                    await pilot.pause()
                    all_is_drawn_as_text(app)
                assert foreign_styles(app) == []
            before = app.screen.grid.day.day
            await pilot.press("right_square_bracket")
            await until(pilot, lambda before=before: app.screen.grid.day.day == before + 1)
        await pilot.press("1")
        await until(pilot, lambda: app.screen.query("#waits") and app.screen._board is not None)
        for _row in range(30):
            await pilot.press("down")
            all_is_drawn_as_text(app)
        assert foreign_styles(app) == []
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count >= len(wild) * 0.9)
        seen = -1
        while app.screen.lines.cursor != seen:
            seen = app.screen.lines.cursor
            await pilot.press("pagedown")
            await until(pilot, lambda: app.screen.lines.has(app.screen.lines.cursor))
            all_is_drawn_as_text(app)
        assert foreign_styles(app) == []


async def test_every_hostile_name_on_a_card_and_in_find_and_palette(app: FrontdeskApp, desk: Desk) -> None:
    for name in NAMES:
        made = desk.add_customer(CustomerWish(name=name), CustomerEdit(tags=(name,)))
        desk.add_note(made.id, name)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for key in ("slash", "ctrl+p"):
            await pilot.press(key)
            await until(pilot, lambda: app.screen.query("Input"))
            field = app.screen.query_one("Input")
            for name in some(60):
                field.value = ""
                app.post_message(events.Paste(name))
                await pilot.pause(0.03)
                all_is_drawn_as_text(app)
                assert foreign_styles(app) == []
            await pilot.press("escape")
        await pilot.press("4")
        await until(pilot, lambda: app.screen.query("#found") and app.screen.found.count > 0)
        await pilot.press("enter", "enter")
        for number in range(0, len(NAMES), max(5, len(NAMES) // 16)):
            app.screen.action_list()
            app.screen.found.move_to(number)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen.card.card is not None)
            await pilot.pause(0.02)
            for _tab in range(5):
                all_is_drawn_as_text(app)
                assert foreign_styles(app) == []
                await pilot.press("right")


async def test_every_hostile_name_in_the_settings(app: FrontdeskApp, desk: Desk) -> None:
    taken: set[str] = set()
    for name in some(90):
        if folded(clean(name)) in taken or len(name) > 200:
            continue
        taken.add(folded(clean(name)))
        try:
            desk.change_settings(SettingChange("room", {"name": name}))
        except FrontdeskError as error:
            assert error.code in ("wrong_value", "name_taken", "exists"), (name, error.code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("comma")
        await until(pilot, lambda: app.screen.query("#parts") and app.screen.entry)
        await pilot.press("down", "down", "down", "down", "down", "right")
        seen, first = -1, app.screen.entries
        while first.cursor != seen:
            seen = first.cursor
            await pilot.press("down")
            all_is_drawn_as_text(app)
            assert foreign_styles(app) == []
        assert seen > 20
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.is_modal)
        await pilot.pause()
        all_is_drawn_as_text(app)


async def test_what_is_pasted_is_drawn_as_text(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: app.screen.query("#search"))
        app.post_message(events.Paste("\u202eEva\x1b[2J\nsecond line"))
        await until(pilot, lambda: app.screen.query_one("#search").value == "Eva [2J")
        all_is_drawn_as_text(app)
