"""Keys on Today act on one person: the cursor stays with her, wherever she stands on the board then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.dialogs.question import DEAF_FOR, Question
from tests.app.conftest import ANA, LUIS, MARTA, until
from tests.app.test_today import detail, drawn, message, section, today

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


async def test_a_second_key_is_for_the_same_person(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book(name, "11:00", who) for name, who in (("Ana", MARTA), ("Berta", ANA), ("Zoe", LUIS))]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("down")
        chosen = screen.chosen()
        assert chosen is not None
        await pilot.press("a", "a")
        await until(pilot, lambda: len(section(screen, "Here")) == 1)
        await pilot.press("c")
        await until(pilot, lambda: section(screen, "Not paid today"))
        statuses = {visit.code: desk.reservation(visit.code).status for visit in visits}
        assert statuses.pop(chosen.code) == "completed"
        assert set(statuses.values()) == {"confirmed"}
        assert screen.chosen().code == chosen.code


async def test_what_is_undone_has_the_cursor_again(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    for name, who in (("Ana", MARTA), ("Berta", ANA), ("Zoe", LUIS)):
        book(name, "11:00", who)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        first = screen.chosen()
        assert first is not None
        await pilot.press("a")
        await until(pilot, lambda: section(screen, "Here"))
        await pilot.press("home")
        assert screen.chosen().code != first.code
        await pilot.press("u")
        await until(pilot, lambda: not section(screen, "Here"))
        assert "Undone" in message(app)
        await until(pilot, lambda: screen.chosen().code == first.code)


async def test_long_before_its_start_an_arrival_is_asked_about(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Ana López", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        for answer, status in (("escape", "confirmed"), ("enter", "arrived")):
            await pilot.press("a")
            await until(pilot, lambda: isinstance(app.screen, Question))
            assert any("begins at 12:00" in line for line in drawn(app))
            await pilot.pause(DEAF_FOR + 0.1)
            await pilot.press(answer)
            await until(pilot, lambda: app.screen is screen)
            await until(pilot, lambda: desk.reservation(visit.code).status == status)


async def test_who_is_here_stands_with_what_was_booked(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    desk.arrive(book("Ana López", "16:00", MARTA).code)
    clock.move(60)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert section(screen, "Here") == ["16:00–16:45 ● Ana López Marta · Corte"]
        assert "here since 10:42" in detail(screen)


async def test_who_leaves_the_board_takes_the_keys_along(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    """A key too many, for somebody who is not shown any more, is for nobody."""
    visits = [book(name, "11:00", who) for name, who in (("Ana", MARTA), ("Berta", ANA), ("Zoe", LUIS))]
    for visit in visits:
        desk.arrive(visit.code)
        desk.pay(visit.code, visit.price, "cash")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        first = screen.chosen()
        assert first is not None
        await pilot.press("c")
        await until(pilot, lambda: len(section(screen, "Here")) == 2)
        book("Rosa", "12:00", MARTA)  # somebody else's booking: the board is read once more
        await until(pilot, lambda: any("Rosa" in line for line in section(screen, "Next")))
        await pilot.press("c")
        await until(pilot, lambda: "is under the cursor: ↑ or ↓ first" in message(app))
        assert sorted(desk.reservation(visit.code).status for visit in visits) == ["arrived", "arrived", "completed"]
        await pilot.press("down", "up", "c")
        await until(pilot, lambda: len(section(screen, "Here")) == 1)
