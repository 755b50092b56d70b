"""Around the booking form: a taken time is not offered, what was booked can be read whole, the walk-in says why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.question import Notice
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from tests.app.conftest import ANA, CUT, loaded, until
from tests.app.test_booking_form import opened

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


async def test_a_taken_time_is_not_offered(app: FrontdeskApp, book: Book) -> None:
    book("Otra", "12:00", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app, key="b tab")
        assert (dialog.field("staff").value, dialog.field("time").value) == ("Ana", "")


async def test_what_was_booked_is_read_whole(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"María de los Ángeles Fernández de Córdoba", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Notice))
        assert "25.00 EUR" in str(app.screen.query_one("#sentences").content)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_nobody_waits_for_what_is_free(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WalkInDialog) and app.screen.query_one("#options").count)
        dialog = app.screen
        assert isinstance(dialog, WalkInDialog)
        dialog.query_one("#options").move_to([option.service_id for option in dialog._options].index(CUT))
        await pilot.press("0")
        assert dialog.field("party").value == "1"
        await pilot.press("l")
        assert "free now" in str(dialog.query_one("#problem").content)
        assert dialog.field("name").problem == ""
