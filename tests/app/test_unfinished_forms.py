"""Forms that were closed before they were done: what was left in them is marked, and never passes for what is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.settings_values import SettingChange
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.settings import SettingsScreen
from tests.app.conftest import MARTA, at, loaded, until
from tests.app.test_settings_screen import at_part, entry, message, opened

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


def said(form: FormDialog, name: str) -> str:
    field = form.field(name)
    return str(field._problem.content) if field.has_class("told") else ""


def title(form: FormDialog) -> str:
    return form.query_one(".title").text  # type: ignore[attr-defined, no-any-return]


async def form_of(pilot: Pilot[None], key: str, field: str) -> FormDialog:
    """The form that a key opens for the visit at noon."""
    app = pilot.app
    screen = app.screen
    assert isinstance(screen, AgendaScreen)
    screen.grid.go_to(at("12:00"), MARTA)
    await until(pilot, lambda: screen.grid.block is not None)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query(f"#field-{field}"))
    await pilot.pause()
    assert isinstance(app.screen, FormDialog)
    return app.screen


async def test_a_setting_left_unfinished_is_marked_and_can_be_put_back(app: FrontdeskApp, desk: Desk) -> None:
    before = entry(desk, "staff", "Marta").written["hours"]
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        assert "unfinished" not in title(form)
        form.field("hours-wed").input.focus()
        await pilot.press(*"closed", "escape")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        assert message(app).strip() == "Not saved: Marta."
        form = await opened(pilot, "enter")
        assert form.field("hours-wed").value == "closed"
        assert "left unfinished: ctrl+n starts anew" in title(form)
        assert said(form, "hours-wed") == "• not saved yet; stored: 09:00-14:00 16:00-20:30"
        assert not said(form, "hours-mon")
        await pilot.press("ctrl+n")
        assert form.field("hours-wed").value == "09:00-14:00 16:00-20:30"
        assert "unfinished" not in title(form)
        assert not said(form, "hours-wed")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        form = await opened(pilot, "enter")
        assert "unfinished" not in title(form)
        await pilot.press("escape")
    assert entry(desk, "staff", "Marta").written["hours"] == before


async def test_what_was_left_is_dropped_when_the_entry_was_changed_since(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await at_part(pilot, "service")
        await opened(pilot, "enter")
        await pilot.press(*"Corte y más", "escape")
        await until(pilot, lambda: app.screen is screen)
        cut = entry(desk, "service", "Corte")
        desk.change_settings(SettingChange("service", {**cut.written, "name": "Corte corto"}, cut.id, cut.version))
        await until(pilot, lambda: screen.entry is not None and screen.entry.name == "Corte corto")
        form = await opened(pilot, "enter")
        assert form.field("name").value == "Corte corto"
        assert "unfinished" not in title(form)


async def test_nothing_is_said_of_a_form_in_which_nothing_was_typed(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        await opened(pilot, "enter")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        assert "Not saved" not in message(app)


async def test_an_amount_left_unfinished_is_marked(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await form_of(pilot, "p", "amount")
        await pilot.press(*"5.00", "escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert message(app).strip() == "Nothing was saved."
        form = await form_of(pilot, "p", "amount")
        assert form.field("amount").value == "5.00"
        assert said(form, "amount") == "• not saved yet; stored: 25.00"
        await pilot.press("ctrl+n")
        assert form.field("amount").value == "25.00"
        await pilot.press(*"4.00", "escape")
        desk.pay(visit.code, 1000, "card")
        form = await form_of(pilot, "p", "amount")
        assert form.field("amount").value == "15.00"
        assert "unfinished" not in title(form)
