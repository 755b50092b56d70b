"""The handover in the app: since when, every line a jump, earlier and later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import InquiryWish
from frontdesk.desk.message_values import Incoming
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.chats import ChatsScreen
from frontdesk.screens.dialogs.calling import CallDialog
from frontdesk.screens.dialogs.handover import HandoverDialog
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.inquiries import InquiriesScreen
from tests.app.conftest import ANA, MARTA, loaded, until
from tests.app.test_manners import drawn, message

pytestmark = pytest.mark.asyncio
Book = Callable[..., Reservation]


async def handover(pilot: Pilot[None]) -> HandoverDialog:
    await pilot.press("H")
    await until(pilot, lambda: isinstance(pilot.app.screen, HandoverDialog) and not pilot.app.screen.unready)
    screen = pilot.app.screen
    assert isinstance(screen, HandoverDialog)
    return screen


async def test_it_begins_where_the_last_session_ended(path: object, desk: Desk, book: Book, clock: FixedClock) -> None:
    from frontdesk.desk.opening import open_desk

    book("Antes", "11:00")
    clock.move(60)
    for name in ("", "Después"):
        app = FrontdeskApp(lambda: open_desk(str(path), clock=clock))
        async with app.run_test(size=(80, 24)) as pilot:
            await loaded(pilot)
            await handover(pilot)
            said = "\n".join(drawn(app))
            assert ("Antes" in said, "Después" in said) == (not name, bool(name))
            assert ("since 10:43" in said) == bool(name)
        await until_left(desk)
        clock.move(60)
        book("Después", "12:00") if not name else None
        clock.move(60)


async def until_left(desk: Desk) -> None:
    """The thread that listens says last of all that the user left."""
    import asyncio

    from frontdesk.desk.duty import seen

    for _ in range(250):
        if desk.read(lambda work: seen.sessions(work)[-1][1]) is not None:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the session did not end")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_line_leads_to_its_record(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock, size: tuple[int, int]
) -> None:
    visit = book("Eva", "12:00", ANA)
    gone = book("Leo", "13:00", MARTA)
    desk.cancel(gone.code)
    wrong = book("Pilar", "17:00", MARTA)
    desk.delete(wrong.code, "typed twice")
    came = Incoming("telegram", "x1", "77", "Hola", int(clock.seconds()), name="Zoe")
    desk.messages.receive(came)
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        screen = await handover(pilot)
        said = "\n".join(drawn(app))
        for words in ("Unanswered · 1", "Booked · 1", "Cancelled · 1", "Eva", "Leo", "Zoe"):
            assert words in said
        assert "Pilar" not in said  # typed wrong and deleted since: there is nothing to tell
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.chosen() is not None)
        assert app.screen.chosen().code == visit.code
        screen = await handover(pilot)
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReservationDialog))
        await pilot.press("escape")
        screen = await handover(pilot)
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChatsScreen))
        assert screen is not app.screen


async def test_who_has_not_confirmed_is_a_line_to_the_call_list(
    app: FrontdeskApp, desk: Desk, clock: FixedClock
) -> None:
    from frontdesk.desk.values import Booking, CustomerWish, LineWish
    from tests.app.conftest import CUT, at

    desk.book(Booking((LineWish(CUT, MARTA),), at("09:00", "2026-11-24"), CustomerWish(name="Eva")))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await handover(pilot)
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, CallDialog))


async def test_an_inquiry_that_waits_is_a_line_to_it(app: FrontdeskApp, desk: Desk) -> None:
    desk.inquiries.register(InquiryWish(asked="Una boda", name="Rita", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await handover(pilot)
        said = "\n".join(drawn(app))
        assert "Unanswered · 1" in said and "Rita" in said and "Una boda" in said
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen) and app.screen.inquiry is not None)
        assert app.screen.inquiry.name == "Rita"


async def test_what_is_not_paid_is_named_by_its_days(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    """Today counts its own visits, the handover those of a week: not under one name."""
    visit = book("Eva", "10:45")
    clock.move(600)
    desk.arrive(visit.code)
    desk.complete(visit.code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("1")
        await until(pilot, lambda: any("Not paid today" in line for line in drawn(app)))
        await handover(pilot)
        assert any("Not paid, last 7 days · 1" in line for line in drawn(app))


async def test_earlier_and_later(app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock) -> None:
    book("Eva", "12:00")
    clock.move(60)
    desk.duty.go(desk.duty.come())
    clock.move(60)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await handover(pilot)
        assert any("Nothing changed" in line for line in drawn(app))
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: any("Eva" in line for line in drawn(app)))
        assert any("since 00:00" in line for line in drawn(app))
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: any("Nothing changed" in line for line in drawn(app)))


async def test_what_others_do_is_seen_at_once_and_a_deleted_record_is_said(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    visit = book("Eva", "12:00")
    clock.move(60)
    desk.duty.go(desk.duty.come())
    clock.move(60)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await handover(pilot)
        desk.delete(visit.code, "typed twice")
        await until(pilot, lambda: any("Deleted · 1" in line for line in drawn(app)))
        await pilot.press("enter")
        await until(pilot, lambda: f"{visit.code} was deleted" in message(app))
