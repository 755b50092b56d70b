"""Keys that come in one burst do what they do when somebody types them one after the other."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish, Filter
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customer_actions import CustomerActions
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.answer import AnswerDialog
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.go_to import GoToDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.list import ListScreen
from tests.app.conftest import ANA, at, loaded, until
from tests.app.test_inquiries import ask, inquiries


def burst(app: FrontdeskApp, *keys: str) -> None:
    """All of them before the app gets to do anything."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def on_noon(pilot: Pilot[None], app: FrontdeskApp) -> None:
    await loaded(pilot)
    app.screen.grid.go_to(at("12:00"), ANA)
    await pilot.pause()


async def test_a_whole_booking_in_one_burst(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await on_noon(pilot, app)
        burst(app, "b", "tab", *"corte", "enter", *"Ana Zoe", "enter", *"600111222", "enter")
        await until(pilot, lambda: desk.reservations(Filter()))
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        (visit,) = desk.reservations(Filter())
        assert (visit.customer.name, visit.customer.phone) == ("Ana Zoe", "+34600111222")
        assert (visit.start, visit.staff, visit.service) == (at("12:00"), "Ana", "Corte")
        burst(
            app,
            "b",
            "tab",
            *"color",
            "tab",
            *"marta",
            "tab",
            *"+1",
            "tab",
            "1",
            "tab",
            *"16:30",
            "tab",
            *"Leo",
            "ctrl+s",
        )
        await until(pilot, lambda: len(desk.reservations(Filter())) == 2)
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert {(one.customer.name, one.start, one.staff) for one in desk.reservations(Filter())} == {
            ("Ana Zoe", at("12:00"), "Ana"),
            ("Leo", at("16:30", "2026-11-24"), "Marta"),
        }


async def test_no_letter_reaches_the_screen_below(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await on_noon(pilot, app)
        burst(app, "b", "tab", *"wbuxnakc234@?")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-service"))
        await until(pilot, lambda: app.screen.field("service").value == "wbuxnakc234@?")
        burst(app, "escape", "2", "3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen))
        assert desk.seq() == 0


async def test_screens_and_their_fields_in_one_burst(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await on_noon(pilot, app)
        burst(app, "3", "slash", *"abx4", "enter", "4", *"zoe")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await until(pilot, lambda: app.screen.query_one("#search").value == "zoe")
        burst(app, "escape", "3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen))
        assert app.screen.query_one("#search").value == "abx4"


async def test_keys_go_on_though_a_screen_never_becomes_ready(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await on_noon(pilot, app)
        app.screen.unready = True  # type: ignore[attr-defined]
        burst(app, "down", "down")
        await until(pilot, lambda: app.screen.grid.minute == at("12:30"))


@pytest.mark.parametrize("news", [1, 3])
async def test_news_that_come_in_just_then_do_not_swallow_a_key(app: FrontdeskApp, desk: Desk, news: int) -> None:
    """Another terminal changes something while the inquiry, or the customer, that a key is for is being read."""
    desk.add_customer(CustomerWish(name="Rosa Gil"))
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 1)
        screen.action_answer()
        for _ in range(news):
            screen.read_card()
        await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
        await until(pilot, lambda: not screen.awaits)
        await pilot.press("escape", "4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.customer is not None)
        customers = app.screen
        assert isinstance(customers, CustomerActions)
        customers.action_edit()
        for _ in range(news):
            customers.read_card()
        await until(pilot, lambda: isinstance(app.screen, FormDialog))


async def test_a_change_told_of_late_takes_no_refusal_back(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, GoToDialog))
        form = app.screen
        assert isinstance(form, GoToDialog)
        field = form.field()
        field.input.value = "quizá"
        form.action_go()
        assert field.problem.startswith("No date can be read from this")
        await pilot.pause()
        assert field.problem.startswith("No date can be read from this")
        await pilot.press("x")
        await until(pilot, lambda: not field.problem)
