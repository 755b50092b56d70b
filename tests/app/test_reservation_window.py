"""A reservation's window leads on: to the visit's place in the agenda."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.reservation import ReservationDialog
from tests.app.conftest import ANA, MARTA, at, loaded, until
from tests.app.test_customer_cards import carded, shown
from tests.app.test_desk_work import message

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def listening_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.reservation.DEAF_FOR", 0.01)


async def window(pilot: Pilot[None]) -> ReservationDialog:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ReservationDialog) and app.screen._visit is not None)
    await pilot.pause(0.05)
    assert isinstance(app.screen, ReservationDialog)
    return app.screen


async def test_from_a_customers_card_to_the_agenda(app: FrontdeskApp, book: Book) -> None:
    visit = book("Ana López", "17:00", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        await pilot.press("enter", "enter", "right", "enter")
        await window(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.chosen() is not None)
        assert app.screen.chosen().code == visit.code
        assert len(app.screen_stack) == 1


async def test_one_that_takes_no_time_is_said_to_be_not_drawn(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Ana López", "17:00", ANA)
    desk.cancel(visit.code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.push_screen(ReservationDialog(visit.code, app.main.today))
        await window(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "not drawn" in message(app))
        await until(pilot, lambda: app.screen.grid.minute == at("17:00"))


async def test_in_the_agenda_itself_the_filter_stays(app: FrontdeskApp, book: Book) -> None:
    visit = book("Ana López", "12:00", MARTA)
    book("Berta", "13:00", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.filter_by(Filter(staff=MARTA))
        await until(pilot, lambda: len(app.screen.grid.day.columns) == 1)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("enter")
        await window(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert app.filter.staff == MARTA
        assert app.screen.chosen().code == visit.code


async def test_the_enter_that_opened_it_does_not_close_it(
    app: FrontdeskApp, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.reservation.DEAF_FOR", 60)
    book("Ana López", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("enter")
        dialog = await window(pilot)
        await pilot.press("enter", "enter")
        assert app.screen is dialog
