"""A time that cannot be had: what is offered instead is taken by whoever points at it, never by Enter alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from tests.app.conftest import MARTA, at, loaded, until
from tests.app.test_booking_form import ALL, opened

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


async def test_enter_too_often_on_a_closed_day_books_nothing(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("left_square_bracket")  # a Sunday
        await until(pilot, lambda: app.screen.grid.day.day == app.screen.today - 1)
        app.screen.grid.go_to(at("12:00", "2026-11-22"), MARTA)
        await pilot.press("b", "tab", *"cor", "enter", *"Rita Paz", "enter", *"600222333", "enter")
        dialog = app.screen
        assert isinstance(dialog, BookingDialog)
        for _ in range(5):
            await pilot.press("enter")
            await pilot.pause(0.1)
        assert app.screen is dialog
        assert app.focused is dialog.field("time").input
        assert dialog.field("time").problem
        assert (dialog.field("time").value, desk.reservations(ALL)) == ("12:00", [])
        await until(pilot, lambda: dialog.draft.instead)
        wanted = dialog.draft.instead[0]
        await pilot.press("down", "enter")
        await until(pilot, lambda: dialog.draft.start == wanted.start)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == wanted.start


async def test_an_enter_too_many_after_booking_opens_nothing(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        screen = app.screen
        await pilot.press("enter", "enter", "enter")
        await pilot.pause(0.1)
        assert app.screen is screen
        assert len(desk.reservations(ALL)) == 1
        await pilot.pause(0.35)
        await pilot.press("enter")  # what was meant is done again
        await until(pilot, lambda: app.screen is not screen)
