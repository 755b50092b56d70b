"""The booking form as somebody new to it fills it in; what the database says is asserted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from tests.app.conftest import ANA, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio

ALL = Filter(statuses=("pending", "confirmed", "arrived", "completed", "no_show", "cancelled"))


async def opened(
    pilot: Pilot[None], app: FrontdeskApp, when: str = "12:00", who: int = ANA, key: str = "enter"
) -> BookingDialog:
    """The booking form, begun at a cell of the agenda."""
    await loaded(pilot)
    app.screen.grid.go_to(at(when), who)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
    await pilot.pause()
    assert isinstance(app.screen, BookingDialog)
    return app.screen


async def clear(pilot: Pilot[None]) -> None:
    await pilot.press("end", *["backspace"] * 20)


def summary(dialog: BookingDialog) -> str:
    return str(dialog.query_one("#summary").content)


@pytest.mark.parametrize("typed", ["+3", "thu"])
async def test_the_day_that_stands_there_is_booked(app: FrontdeskApp, desk: Desk, typed: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"Corte", "tab", "tab")
        assert app.focused is dialog.field("day").input
        await clear(pilot)
        await pilot.press(*typed, "enter")
        dialog.field("customer").input.focus()
        await pilot.pause()
        await pilot.press(*"Zoe")
        assert "Thu 26 Nov 12:00" in summary(dialog)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == at("12:00", "2026-11-26")
