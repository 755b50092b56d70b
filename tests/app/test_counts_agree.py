"""Today: a count and what Enter shows agree, and what a jump shows is no filter that stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.list import ListScreen
from frontdesk.screens.today import TodayScreen
from frontdesk.widgets.handover_words import rows
from tests.app.conftest import ANA, LUIS, MARTA, asked, until
from tests.app.test_today import message, section, today

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


async def enter(pilot: Pilot[None], screen: TodayScreen, kind: str) -> None:
    screen.waits.focus()
    screen.waits.go_to(("count", kind))
    await pilot.press("enter")
    await pilot.pause()


async def listed(pilot: Pilot[None], count: int) -> ListScreen:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == count)
    assert isinstance(app.screen, ListScreen)
    return app.screen


def title(screen: ListScreen) -> str:
    return str(screen.query_one("#title").text)  # type: ignore[attr-defined]


async def test_only_what_expires_soon_is_listed(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    soon = asked(desk, book("Eva Ruiz", "12:00", MARTA))
    asked(desk, book("Zoe", "18:00", ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert section(screen, "Waiting for us")[:2] == ["▸ To confirm 2", "▸ Expiring soon 1"]
        await enter(pilot, screen, "expiring")
        shown = await listed(pilot, 1)
        await until(pilot, lambda: shown.chosen() is not None)
        assert shown.chosen().code == soon.code
        assert "expiring soon" in title(shown)


async def test_none_is_said_and_nothing_else_is_shown(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    asked(desk, book("Zoe", "18:00", ANA))
    desk.cancel(book("Ana", "18:00", MARTA).code, waive=True, reason="known")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        for kind, words in (("expiring", "No request expires within two hours."), ("owed", "Nobody owes a fee")):
            await enter(pilot, screen, kind)
            assert words in message(app)
            assert app.screen is screen


async def test_only_what_is_owed_is_listed(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    desk.cancel(book("Ana", "18:00", MARTA).code, waive=True, reason="known")
    owed = desk.cancel(book("Eva", "17:00", ANA).code)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await enter(pilot, screen, "owed")
        shown = await listed(pilot, 1)
        await until(pilot, lambda: shown.chosen() is not None)
        assert shown.chosen().code == owed.code


@pytest.mark.parametrize(("key", "there"), [("2", AgendaScreen), ("1", TodayScreen)])
async def test_the_filter_of_a_jump_goes_with_the_list(
    app: FrontdeskApp, desk: Desk, book: Book, key: str, there: type
) -> None:
    asked(desk, book("Zoe", "18:00", ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        app.filter = Filter(staff=LUIS)  # somebody set it
        screen = await today(pilot)
        await enter(pilot, screen, "requests")
        await listed(pilot, 1)
        assert app.filter.statuses == ("pending",)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, there))
        assert app.filter == Filter(staff=LUIS)


async def test_a_filter_set_after_a_jump_stays(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    asked(desk, book("Zoe", "18:00", ANA))
    book("Ana", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await enter(pilot, screen, "requests")
        await listed(pilot, 1)
        await pilot.press("F")
        await listed(pilot, 2)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert app.filter == Filter(first=screen.today)
        await pilot.press("1")
        await enter(pilot, screen, "requests")
        await listed(pilot, 1)
        await pilot.press("slash", *"zo", "enter")  # still the jump
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert app.filter == Filter(first=screen.today)


async def test_what_expired_while_nobody_was_there_is_told(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    came = desk.duty.come()
    desk.duty.go(came)
    clock.move(60)
    lost = asked(desk, book("Eva Ruiz", "18:00", MARTA))
    book("Zoe", "12:00", ANA)
    clock.move(86_400)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert "▸ Expired lately 1" in section(screen, "Waiting for us")
        await enter(pilot, screen, "expired")
        shown = await listed(pilot, 1)
        await until(pilot, lambda: shown.chosen() is not None)
        assert shown.chosen().code == lost.code
    groups = [(row.group, row.who) for row in rows(desk.duty.handover()) if row.who == "Eva Ruiz"]
    assert groups == [("expired", "Eva Ruiz")]
