"""What the desk is told at the screens: before, while and after something is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, CustomerWish, Reservation
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.filters import columns_words
from frontdesk.screens.list import ListScreen
from frontdesk.screens.today import TodayScreen
from frontdesk.widgets.sentences import channel_words, visit_facts
from tests.app.conftest import ANA, CUT, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


async def in_list(pilot: object, app: FrontdeskApp, count: int) -> ListScreen:
    await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == count)  # type: ignore[arg-type]
    assert isinstance(app.screen, ListScreen)
    return app.screen


async def test_tomorrows_visit_does_not_arrive_by_a_key(
    app: FrontdeskApp, desk: Desk, book: Book, path: object
) -> None:
    visit = book()
    later = desk.move(visit.code, at("11:00", "2026-11-24"))
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await in_list(pilot, app, 1)
        await pilot.press("a")
        await until(pilot, lambda: "is for Tue 24 Nov" in message(app))
        assert desk.reservation(later.code).status == "confirmed"


async def test_a_no_show_before_the_start_asks_nothing(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("n")
        await until(pilot, lambda: "Ana López (" in message(app) and "has not begun" in message(app))
        assert not isinstance(app.screen, Question)
        assert desk.reservation(visit.code).status == "confirmed"


async def test_several_who_come_say_whose_allergy_it_is(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book("Carmen", "11:00", MARTA), book("Zoe", "11:00", ANA)]
    desk.edit_customer(visits[0].customer.id, CustomerEdit(tags=("alergia: amoniaco",)))
    async with app.run_test(size=(120, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await in_list(pilot, app, 2)
        await pilot.press("space", "space", "a")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: "Carmen: Allergy: alergia: amoniaco" in message(app))
        assert "2 reservations" in message(app)


async def test_undo_asks_about_what_is_not_on_the_screen(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="11:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("a")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.grid.day.day == visit.day + 1)
        app.screen.say("")
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "Ana López" in str(app.screen.query_one("#sentences").content)
        await pilot.press("escape")
        assert desk.reservation(visit.code).status == "arrived"


async def test_undo_asks_after_a_refusal(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    first, second = book(when="11:00"), book("Zoe", "13:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("a")
        await until(pilot, lambda: desk.reservation(first.code).status == "arrived")
        app.screen.grid.go_to(at("13:00"), MARTA)
        await pilot.press("c")
        await until(pilot, lambda: second.code in message(app))
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert desk.reservation(first.code).status == "arrived"
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(first.code).status == "confirmed")


async def test_a_payment_that_is_taken_back_is_named_by_amount_and_customer(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        desk.pay(visit.code, 3000, "cash")
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("u")
        await until(pilot, lambda: "Undone: payment of 30.00 EUR of Carmen" in message(app))
    assert desk.reservation(visit.code).paid == 0


async def test_a_new_length_and_a_move_say_what_is_new(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Carmen", "12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("plus")
        await until(pilot, lambda: "Carmen: 1 h, until 13:00." in message(app))
        await pilot.press("m")
        await until(pilot, lambda: app.screen.carrying)
        app.screen.grid.go_to(at("16:30"), ANA)
        await pilot.press("enter")
        await until(pilot, lambda: "Carmen: Mon 23 Nov 16:30 with Ana." in message(app))


async def test_what_was_said_is_gone_elsewhere_and_at_a_new_booking(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        agenda = app.screen
        app.say("old")
        await pilot.press("3")
        await in_list(pilot, app, 1)
        await pilot.press("2")
        await until(pilot, lambda: app.screen is agenda)
        assert message(app).strip() == ""
        app.say("old", bad=True)
        await pilot.press("b", "tab")
        await until(pilot, lambda: app.screen is not agenda)
        assert message(app).strip() == ""


async def test_what_was_refused_is_gone_after_a_while(app: FrontdeskApp, clock: FixedClock) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.say("refused", bad=True)
        clock.move(21)
        app.main.tick(app.clock.seconds())
        assert message(app).strip() == ""


async def test_a_mistyped_entry_is_no_problem(app: FrontdeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.refuse(FrontdeskError("wrong_value", field="amount", problem="more than 0"))
        assert app.problems.listed == []
        app.refuse(FrontdeskError("database_full"))
        assert len(app.problems.listed) == 1


async def test_a_key_of_a_reservation_is_answered_where_there_is_none(app: FrontdeskApp, desk: Desk) -> None:
    desk.wait(CUT, CustomerWish(name="Zoe"), quoted=15)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.screen.waits.count > 2)
        await pilot.press("left")
        assert app.screen.record().name == "Zoe"
        await pilot.press("c")
        await until(pilot, lambda: "for a reservation" in message(app))


async def test_channels_are_words_and_rooms_by_the_night_are_guest_rooms(app: FrontdeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        assert channel_words("import") == "by import"
        assert channel_words("fax") == "fax"
        assert columns_words("room", app.premises) == "guest rooms"
        assert columns_words("room", None) == "rooms"


async def test_a_refused_status_names_the_customer_and_what_goes_before(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    visit = book(when="11:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("c")
        await until(pilot, lambda: f"Ana López ({visit.code}) is confirmed: note the arrival first." in message(app))
        desk.arrive(visit.code)
        await until(pilot, lambda: app.screen.grid.block.status == "arrived")
        await pilot.press("x")
        said = f"Ana López ({visit.code}) is arrived: take the arrival back first, or complete it."
        await until(pilot, lambda: said in message(app))


async def test_a_person_is_no_place(book: Book) -> None:
    visit = book(when="11:00")
    facts = dict(visit_facts(visit, visit.day))
    assert (facts["With"], facts["Place"]) == ("Marta", "Centro")
