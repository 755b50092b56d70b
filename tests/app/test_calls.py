"""The call list in the app: one key an outcome, the cursor goes on, other terminals see it, u takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.day_values import Count
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.calling import CallDialog
from frontdesk.screens.dialogs.cancel import CancelDialog
from frontdesk.screens.dialogs.on_hold import OnHoldDialog
from frontdesk.screens.dialogs.question import DEAF_FOR
from tests.app.conftest import ANA, CUT, MARTA, at, loaded, until
from tests.app.test_manners import drawn, message
from tests.app.test_today import today

pytestmark = pytest.mark.asyncio
Tomorrow = Callable[..., Reservation]


@pytest.fixture
def tomorrow(desk: Desk) -> Tomorrow:
    def make(name: str, when: str, staff: int = MARTA, phone: str | None = None) -> Reservation:
        wish = CustomerWish(name=name, phone=phone)
        return desk.book(Booking((LineWish(CUT, staff),), at(when, "2026-11-24"), wish))

    return make


async def calls(pilot: Pilot[None]) -> CallDialog:
    await loaded(pilot)
    await pilot.press("C")
    await until(pilot, lambda: isinstance(pilot.app.screen, CallDialog) and not pilot.app.screen.unready)
    screen = pilot.app.screen
    assert isinstance(screen, CallDialog)
    return screen


def under(screen: CallDialog) -> str:
    return screen.entry.visit.customer.name if screen.entry else ""


async def listens(pilot: Pilot[None]) -> None:
    """What a key pressed too often is ignored for goes by."""
    await pilot.pause(DEAF_FOR + 0.05)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_outcome_is_one_key_and_the_cursor_goes_on(
    app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow, size: tuple[int, int]
) -> None:
    visits = [
        tomorrow(name, f"{9 + n}:00".zfill(5), phone=f"60011122{n}") for n, name in enumerate(("Eva", "Leo", "Mar"))
    ]
    async with app.run_test(size=size) as pilot:
        screen = await calls(pilot)
        said = "\n".join(drawn(app))
        assert "Calls for tomorrow" in said
        assert "3 to call" in said
        assert "+34600111220" in said
        assert under(screen) == "Eva"
        await pilot.press("n")
        await until(pilot, lambda: under(screen) == "Leo")
        assert "Eva: no answer" in message(app)
        await listens(pilot)
        await pilot.press("k")
        await until(pilot, lambda: under(screen) == "Mar")
        await listens(pilot)
        await pilot.press("v")
        outcomes = [[call.outcome for call in one.calls] for one in desk.duty.calls().entries]
        await until(pilot, lambda: desk.duty.calls().entries[1].calls)
        found = {one.visit.code: [call.outcome for call in one.calls] for one in desk.duty.calls().entries}
        assert found == {visits[0].code: ["no_answer"], visits[1].code: ["confirmed"], visits[2].code: ["voicemail"]}
        assert len(outcomes) == 3


async def test_a_key_pressed_twice_is_not_said_of_the_next(
    app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.calling.DEAF_FOR", 60.0)
    tomorrow("Eva", "09:00")
    tomorrow("Leo", "10:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await calls(pilot)
        await pilot.press("n", "n")
        await until(pilot, lambda: under(screen) == "Leo")
        await pilot.pause(0.1)
        assert sum(len(one.calls) for one in desk.duty.calls().entries) == 1


async def test_undo_puts_the_cursor_back_on_whom_it_was_about(
    app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow
) -> None:
    tomorrow("Eva", "09:00")
    tomorrow("Leo", "10:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await calls(pilot)
        await pilot.press("n")
        await until(pilot, lambda: under(screen) == "Leo")
        await pilot.press("u")
        await until(pilot, lambda: under(screen) == "Eva" and not any(one.calls for one in desk.duty.calls().entries))
        assert "Undone: called: no answer · Eva." in message(app)
        await pilot.press("u")
        await until(pilot, lambda: "could be undone" in message(app))
        assert len(desk.duty.calls().entries) == 2  # the booking is not taken back from here


async def test_what_another_terminal_logs_is_seen_and_the_cursor_stays(
    app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow
) -> None:
    first = tomorrow("Eva", "09:00")
    tomorrow("Leo", "10:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await calls(pilot)
        await pilot.press("down")
        assert under(screen) == "Leo"
        desk.duty.log_call(first.code, "no_answer")
        await until(pilot, lambda: any("Eva" in line and "1 –" in line for line in drawn(app)))
        assert under(screen) == "Leo"


async def test_who_does_not_come_is_cancelled_from_here(app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow) -> None:
    visit = tomorrow("Eva", "09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await calls(pilot)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, CancelDialog))
        await listens(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and screen.lines.count == 0)
        assert desk.reservation(visit.code).status == "cancelled"
        assert any("Nobody is left to call about tomorrow" in line for line in drawn(app))
        await pilot.press("u")
        await until(pilot, lambda: desk.reservation(visit.code).status == "confirmed")


async def test_enter_goes_to_the_reservation(app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow) -> None:
    visit = tomorrow("Eva", "09:00", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        await calls(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.chosen() is not None)
        assert app.screen.chosen().code == visit.code


async def test_it_says_which_day_where_tomorrow_is_closed(app: FrontdeskApp, clock: FixedClock, desk: Desk) -> None:
    desk.book(Booking((LineWish(CUT, MARTA),), at("09:00", "2026-11-30"), CustomerWish(name="Eva")))
    clock.move(5 * 86400)  # Saturday; nobody works on Sunday
    async with app.run_test(size=(80, 24)) as pilot:
        await calls(pilot)
        assert any("Calls for Mon 30 Nov" in line for line in drawn(app))


async def test_it_is_found_in_the_palette(app: FrontdeskApp, tomorrow: Tomorrow) -> None:
    tomorrow("Eva", "09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("1", "ctrl+p", *"calls")
        await until(pilot, lambda: any("Whom to call" in line for line in drawn(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CallDialog))


async def test_today_counts_whom_to_call_and_what_is_on_hold_and_goes_there(
    app: FrontdeskApp, desk: Desk, tomorrow: Tomorrow
) -> None:
    for n, name in enumerate(("Eva", "Leo")):
        tomorrow(name, f"{9 + n}:00".zfill(5))
    desk.duty.log_call(tomorrow("Mar", "12:00").code, "confirmed")
    desk.park("booking", {"name": "Rita", "phone": "", "customer": None})
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("left")
        for kind, dialog in (("calls", CallDialog), ("parked", OnHoldDialog)):
            screen.waits.go_to(("count", kind))
            await until(pilot, lambda kind=kind: isinstance(screen.record(), Count) and screen.record().kind == kind)
            assert screen.record().count == {"calls": 2, "parked": 1}[kind]
            await pilot.press("enter")
            await until(pilot, lambda dialog=dialog: isinstance(app.screen, dialog))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)
