"""The card's tab of messages, and what a customer said to marketing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.customer_card import MESSAGES, PROFILE
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.dialogs.reply import ReplyDialog
from tests.app.conftest import MARTA, until
from tests.app.test_chats import Writes, drawn, message, text
from tests.app.test_customer_cards import carded
from tests.app.test_customer_cards import shown as customers_shown
from tests.app.test_customer_cards import text as said_in

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.correspondence.SEEN_AFTER", 0.05)
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 0.04)
    monkeypatch.setattr("frontdesk.screens.customers.REST", 0.01)


@pytest.fixture
def write(desk: Desk, clock: FixedClock) -> Writes:
    return Writes(desk, clock)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_conversation_is_on_the_card_and_is_answered_there(
    app: FrontdeskApp, desk: Desk, book: Book, write: Writes, clock: FixedClock, size: tuple[int, int]
) -> None:
    book("Ana López", "12:00", MARTA, phone="600111222")
    who = write("¿Puedo ir antes?", "34600111222", "whatsapp")
    async with app.run_test(size=size) as pilot:
        screen = await customers_shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        await pilot.press("enter", "enter", "right", "right", "right")
        assert screen.card.tab == MESSAGES
        await until(pilot, lambda: "¿Puedo ir antes?" in text(screen.thread))
        assert screen.thread.has_focus
        assert "WhatsApp: free text for 24 h" in screen.card.query_one("#ways").text
        await until(pilot, lambda: desk.messages.unseen() == 0)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        assert "by WhatsApp" in app.screen.query_one("#way").text
        await pilot.press(*"claro", "ctrl+s")
        await until(pilot, lambda: "◷ waiting" in text(screen.thread))
        assert "To Ana López by WhatsApp" in message(app)
        clock.move(1)
        write("gracias", "34600111222", "whatsapp")
        await until(pilot, lambda: "gracias" in text(screen.thread), 2)
        await pilot.press("u")
        await until(pilot, lambda: "⟲ recalled" in text(screen.thread))
        assert desk.messages.thread(who).waiting[0].state == "recalled"


async def test_what_is_said_to_marketing_is_read_and_written_on_the_card(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    who = book("Ana López", "12:00", MARTA, phone="600111222").customer.id
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await customers_shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        profile = screen.card.lines(PROFILE)
        assert "Marketing   not asked" in said_in(profile)
        await pilot.press("enter", "e")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        form = app.screen
        form.field("marketing").input.focus()
        await pilot.press(*"perhaps", "ctrl+s")
        await until(pilot, lambda: "Yes or no." in form.field("marketing").problem)
        form.field("marketing").input.value = "yes"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Marketing   yes" in said_in(profile))
        assert desk.customer(who).marketing is True
        desk.messages.consent(who, "marketing", False)
        await until(pilot, lambda: "Marketing   no" in said_in(profile), 2)


async def test_a_customer_without_any_way_is_not_written_to(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "12:00", MARTA)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await customers_shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        await pilot.press("enter", "s")
        await until(pilot, lambda: "has no phone, e-mail or chat" in message(app))
        assert app.screen is screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_conversation_is_not_left_on_the_card_of_somebody_who_has_none(
    app: FrontdeskApp, book: Book, write: Writes, size: tuple[int, int]
) -> None:
    book("Bad Mail", "12:00", MARTA, phone="600111222")
    book("Zoe Quiet", "13:00", MARTA, phone="600333444")
    write("\n".join(f"line {n}" for n in range(12)), "34600111222", "whatsapp")
    async with app.run_test(size=size) as pilot:
        screen = await customers_shown(pilot, app, 2)
        await pilot.press(*"bad", "enter")
        await carded(pilot, screen, "Bad Mail")
        await pilot.press("enter", "right", "right", "right")
        await until(pilot, lambda: "line 3" in text(screen.thread))
        await pilot.press("escape", *"/zoe", "enter")
        await carded(pilot, screen, "Zoe Quiet")
        await pilot.press("enter")
        await until(pilot, lambda: screen.thread.talk is not None and screen.thread.talk.name == "Zoe Quiet")
        await until(pilot, lambda: any("Nothing was written yet" in line for line in drawn(app)))
        assert not any("line 3" in line or line.rstrip().endswith("…") for line in drawn(app)[4:-2])
        assert "free text" not in screen.card.query_one("#ways").text
