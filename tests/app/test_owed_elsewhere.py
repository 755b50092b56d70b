"""What else somebody owes is said when they pay, and that only today's visits are counted where only they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.today import TodayScreen
from tests.app.conftest import ANA, MARTA, loaded, until
from tests.app.test_settings_screen import message
from tests.app.test_unfinished_forms import form_of

Book = Callable[..., Reservation]


@pytest.mark.asyncio
async def test_what_else_they_owe_is_said_when_they_pay(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    late = book(when="16:00", staff=ANA, phone="600111222")
    desk.cancel(late.code)  # too late: the fee is 10.00
    visit = book(when="12:00", staff=MARTA, phone="600111222")
    assert visit.customer.id == late.customer.id
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await form_of(pilot, "p", "amount")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        wanted = "Ana López: 25.00 EUR cash received; they owe 10.00 EUR for other visits."
        await until(pilot, lambda: wanted in message(app))


def test_a_visit_of_the_last_days_that_is_not_paid_is_owed_too(desk: Desk, book: Book, clock: FixedClock) -> None:
    first = book(when="11:00", phone="600111222")
    desk.arrive(first.code)
    desk.complete(first.code)
    other = book(when="12:00", staff=ANA, phone="600111222")
    clock.move(2 * 86400)
    assert desk.owed_besides(first.code) == 0
    assert desk.owed_besides(other.code) == 2500
    desk.pay(first.code, 2000, "cash")
    assert desk.owed_besides(other.code) == 500


@pytest.mark.asyncio
async def test_nobody_owes_for_today(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.screen._board is not None)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        screen.waits.focus()
        screen.waits.go_to(("count", "unpaid"))
        await pilot.press("enter")
        await until(pilot, lambda: "Everybody who is done today has paid." in message(app))
