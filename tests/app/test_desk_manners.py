"""What the desk is told at the screens: before, while and after something is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, Reservation
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.list import ListScreen
from tests.app.conftest import ANA, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


async def in_list(pilot: object, app: FrontdeskApp, count: int) -> ListScreen:
    await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == count)  # type: ignore[arg-type]
    assert isinstance(app.screen, ListScreen)
    return app.screen


async def test_tomorrows_visit_does_not_arrive_by_a_key(app: FrontdeskApp, desk: Desk, book: Book, path: object) -> None:
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
        await until(pilot, lambda: "has not begun" in message(app))
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
