"""What Esc leaves of a quick line: a draft where there is a booking in it, else the very text for the next time."""

from __future__ import annotations

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.screens.agenda import AgendaScreen
from tests.app.conftest import until
from tests.app.test_holds_and_drafts import holds, message
from tests.app.test_quick_line import ALL, opened, said, understood

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    "words",
    [
        "cancelar gonzalo gomez",
        "ana lopez",
        "corte",
        "jueves",
        "zzz 12",
        "corte jueves 10:30",
        "600111222",
        "ana lopez 3 pax",
    ],
)
async def test_a_line_without_a_booking_in_it_is_no_draft_and_stands_there_again(
    app: FrontdeskApp, desk: Desk, words: str
) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*words)
        await understood(pilot, dialog)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert (desk.drafts(), holds(desk)) == ([], 0)
        assert "b brings back what was typed" in message(app)
        await pilot.press("b")
        await until(pilot, lambda: app.screen is dialog)
        assert dialog.text == words
        await pilot.press("end", *" x")
        assert dialog.text == f"{words} x"
        await pilot.press("escape", "b", *"yo")
        assert dialog.text == "yo", "whoever types begins anew"
        await pilot.press(*["backspace"] * 2, "up")
        assert dialog.text == f"{words} x", "and still nothing is lost"


@pytest.mark.parametrize(
    "words", ["ana lopez corte", "ana lopez jueves 16:30", "zoe perez corte", "ana corte jueves 10:30"]
)
async def test_a_customer_and_what_for_or_when_is_a_draft(app: FrontdeskApp, desk: Desk, words: str) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    desk.add_customer(CustomerWish(name="Ana Ruiz", phone="600111333"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*words)
        await understood(pilot, dialog)
        await pilot.press("escape")
        await until(pilot, lambda: desk.drafts())
        assert "On hold" in message(app)
        await pilot.press("b")
        await until(pilot, lambda: app.screen is dialog)
        assert dialog.text == ""


async def test_esc_before_it_is_understood_loses_nothing(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        dialog._shown_for = None  # as if no answer had come
        with dialog.line.prevent(type(dialog.line).Changed):
            dialog.line.value = "ana lopez corte jueves 10:30"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("b")
        await until(pilot, lambda: app.screen is dialog)
        assert desk.drafts() or dialog.text == "ana lopez corte jueves 10:30"


async def test_what_was_booked_does_not_come_back(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"ana lopez", "escape", "b")
        await until(pilot, lambda: app.screen is dialog and dialog.text == "ana lopez")
        await pilot.press("end", *" corte jueves 10:30", "enter")
        await until(pilot, lambda: desk.count(ALL) == 1)
        await pilot.press("b")
        await until(pilot, lambda: app.screen is dialog)
        assert dialog.text == ""


async def test_from_a_card_the_customer_stands_there_not_what_was_left(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"zzz", "escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("4", *"600111222")
        await until(pilot, lambda: app.screen.found.count == 1 and app.screen.card.card is not None)
        await pilot.press("enter", "enter", "b")
        await until(pilot, lambda: app.screen is dialog)
        assert dialog.text.startswith("Ana López")


async def test_the_same_line_again_says_that_it_is_on_hold(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        for _twice in range(2):
            await pilot.press(*"ana lopez corte jueves 10:30 ana")
            await until(pilot, lambda: dialog._time.kept is not None or said(dialog, "problem"))
            if not said(dialog, "problem"):
                await pilot.press("escape")
                await until(pilot, lambda: desk.drafts())
                await pilot.press("b")
                await until(pilot, lambda: app.screen is dialog)
        assert "on hold here for Ana López" in said(dialog, "problem").replace("\n", " ")
