"""How many keys the commonest things take, counted by what is really pressed; typed names and numbers aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish, Filter, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.cancel import CancelDialog
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from frontdesk.screens.list import ListScreen
from frontdesk.screens.today import TodayScreen
from tests.app.conftest import ANA, LUIS, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


class Fingers:
    """Presses keys and counts them; what is typed as a word is not a key of the budget."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.pressed: list[str] = []

    async def press(self, *keys: str) -> None:
        self.pressed += keys
        await self.pilot.press(*keys)

    async def type(self, words: str) -> None:
        await self.pilot.press(*words)

    async def until(self, true: Callable[[], object]) -> None:
        await until(self.pilot, true)

    @property
    def count(self) -> int:
        return len(self.pressed)


async def shown(pilot: Pilot[None], key: str, code: str) -> None:
    """A screen, with the cursor on a reservation."""
    await loaded(pilot)
    await pilot.press(key)
    screen = {"1": TodayScreen, "2": AgendaScreen, "3": ListScreen}[key]
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await pilot.pause()
    if isinstance(pilot.app.screen, AgendaScreen):
        pilot.app.screen.grid.go_to(at("11:00"), MARTA)
    await until(pilot, lambda: pilot.app.screen.chosen() is not None and pilot.app.screen.chosen().code == code)


@pytest.mark.parametrize("screen", ["1", "2", "3"])
async def test_check_in_is_one_key(app: FrontdeskApp, desk: Desk, book: Book, screen: str) -> None:
    visit = book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, screen, visit.code)
        fingers = Fingers(pilot)
        await fingers.press("a")
        await fingers.until(lambda: desk.reservation(visit.code).status == "arrived")
        assert fingers.count == 1


async def test_a_queue_of_three_is_checked_in_with_few_keys(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    """Whoever has come goes down the list; the cursor goes with them, and home is where the next one is."""
    visits = [book(f"Cliente {n}", "11:00", who) for n, who in enumerate((MARTA, ANA, LUIS))]
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "1", visits[0].code)
        fingers = Fingers(pilot)
        for number, visit in enumerate(visits):
            if number:
                await fingers.press("home")
            await fingers.press("a")
            await fingers.until(lambda visit=visit: desk.reservation(visit.code).status == "arrived")
            await fingers.until(lambda number=number: len(app.screen._board.here) == number + 1)
            await pilot.pause()
        assert fingers.count <= 5


@pytest.mark.parametrize("screen", ["1", "2", "3"])
async def test_cancelling_is_two_keys(app: FrontdeskApp, desk: Desk, book: Book, screen: str) -> None:
    visit = book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, screen, visit.code)
        fingers = Fingers(pilot)
        await fingers.press("x")
        await fingers.until(lambda: isinstance(app.screen, CancelDialog))
        await pilot.pause(0.35)
        await fingers.press("enter")
        await fingers.until(lambda: desk.reservation(visit.code).status == "cancelled")
        assert fingers.count <= 2


async def test_rebooking_from_the_card_is_three_keys(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    """r repeats what and with whom; Enter takes the first time that is free, and Enter books."""
    visit = book("Ana López", "11:00", MARTA, phone="600111222")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.found.count == 1)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.screen.card.card is not None)
        fingers = Fingers(pilot)
        await fingers.press("r")
        await fingers.until(lambda: isinstance(app.screen, BookingDialog))
        while isinstance(app.screen, BookingDialog) and fingers.count < 9:
            await fingers.press("enter")
            await pilot.pause(0.2)
        again = [one for one in desk.reservations(Filter(customer=visit.customer.id)) if one.code != visit.code]
        assert [(one.staff, one.service) for one in again] == [("Marta", "Corte")]
        assert fingers.count <= 3, fingers.pressed


async def test_a_walk_in_is_few_keys(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        fingers = Fingers(pilot)
        await fingers.press("w")
        await fingers.until(lambda: isinstance(app.screen, WalkInDialog) and app.screen.query_one("#options").count)
        await fingers.press("down", "down", "tab")
        await fingers.type("Eva")
        await fingers.press("enter", "enter")
        await fingers.until(lambda: desk.reservations(Filter()))
        (visit,) = desk.reservations(Filter())
        assert (visit.customer.name, visit.status, visit.channel) == ("Eva", "arrived", "walk-in")
        assert fingers.count <= 6, fingers.pressed


async def test_a_walk_in_without_a_name_is_two_keys(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        fingers = Fingers(pilot)
        await fingers.press("w", "enter")  # blind: Enter comes before the options
        await fingers.until(lambda: desk.reservations(Filter()))
        assert fingers.count == 2


async def test_booking_a_known_customer_at_the_cursor_is_two_keys(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), ANA)
        fingers = Fingers(pilot)
        await fingers.press("b")
        await fingers.type("ana lopez corte")
        await fingers.press("enter")
        await fingers.until(lambda: desk.reservations(Filter()))
        assert fingers.count == 2
        visit = desk.reservations(Filter())[0]
        assert (visit.customer.name, visit.service, visit.staff, visit.start) == (
            "Ana López",
            "Corte",
            "Ana",
            at("12:00"),
        )


async def test_taking_it_back_is_one_key(app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock) -> None:
    visit = book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "2", visit.code)
        await pilot.press("a")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")
        clock.move(60)
        fingers = Fingers(pilot)
        await fingers.press("u")
        await fingers.until(lambda: desk.reservation(visit.code).status == "confirmed")
        assert fingers.count == 1
