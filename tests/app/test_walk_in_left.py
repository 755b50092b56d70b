"""What was left in the walk-in by Esc is marked, and nobody else is seated by that name unasked."""

from __future__ import annotations

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.today import TodayScreen
from tests.app.conftest import until
from tests.app.test_today import ALL, today, walk_in

pytestmark = pytest.mark.asyncio


async def test_left_overs_are_marked_and_asked_about(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await walk_in(pilot)
        await pilot.press("tab", *"Paco", "tab", *"600999888", "escape")
        await until(pilot, lambda: app.screen is screen)
        dialog = await walk_in(pilot)
        assert "left unfinished: ctrl+n starts anew" in dialog.query_one(".title").text  # type: ignore[attr-defined]
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
        assert "Paco" in str(app.screen.query_one("#sentences").content)
        assert desk.reservations(ALL) == []
        await pilot.press("escape", "ctrl+n")
        assert "unfinished" not in dialog.query_one(".title").text  # type: ignore[attr-defined]
        assert (dialog.field("name").value, dialog.field("phone").value) == ("", "")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert desk.reservations(ALL)[0].customer.name != "Paco"


@pytest.mark.parametrize("changed", [False, True])
async def test_left_overs_that_are_meant_are_seated(app: FrontdeskApp, desk: Desk, changed: bool) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await walk_in(pilot)
        await pilot.press("tab", *"Paco", "escape")
        await until(pilot, lambda: app.screen is screen)
        await walk_in(pilot)
        if changed:
            await pilot.press("end", *" Ruiz", "enter", "enter")
        else:
            await pilot.press("enter", "enter")
            await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
            await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert desk.reservations(ALL)[0].customer.name == ("Paco Ruiz" if changed else "Paco")


async def test_a_party_of_nobody_is_not_kept(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press("tab", *"Paco", "tab", "tab", "0", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert await walk_in(pilot) is dialog
        assert dialog.field("party").value == "1"
