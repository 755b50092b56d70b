"""Somebody booked for a time at which they have something else: said while it is typed, before it is booked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from tests.app import test_booking_form as form
from tests.app import test_quick_line as line
from tests.app.conftest import ANA, COLOUR, MARTA, until

pytestmark = pytest.mark.asyncio
Book = Callable[..., Reservation]
SAID = "They have another visit at that time: Color"


async def test_the_quick_line_says_so_before(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Ana López", "12:00", MARTA, COLOUR, phone="600111222")
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await line.opened(pilot, app)
        await pilot.press(*"ana lopez corte hoy 12:15 ana")
        await line.understood(pilot, dialog)
        assert SAID in line.said(dialog, "problem")
        assert "Enter books" in dialog.query_one(".title").text
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not dialog)
        assert desk.count(line.ALL) == 2


async def test_the_form_says_so_before_it_is_saved(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Eva Ruiz", "12:00", MARTA, COLOUR, phone="600111222")
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await form.opened(pilot, app, "12:15", ANA)
        await pilot.press(*"Corte")
        dialog.field("customer").input.focus()
        await pilot.pause()
        await pilot.press(*"Eva Ruiz")
        await until(pilot, lambda: dialog.draft.found)
        await pilot.press("tab")

        def told() -> str:
            return str(dialog.field("customer")._problem.content)

        await until(pilot, lambda: SAID in told())
        dialog.field("time").input.focus()
        await pilot.pause()
        dialog.field("time").input.value = "16:30"
        await pilot.press("tab")
        await until(pilot, lambda: told() == "")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.count(form.ALL) == 2
