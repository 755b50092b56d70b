"""After a booking: the sentence is read, not closed by an Enter too many; E sends the confirmation at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.message_values import OutboxEntry
from frontdesk.desk.opening import create, open_desk
from frontdesk.desk.values import CustomerWish
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.quick_line import QuickLineDialog
from frontdesk.screens.dialogs.read_back import ReadBackDialog
from frontdesk.store import schema
from tests.app.conftest import rows, until
from tests.app.test_booking_form import ALL, opened
from tests.app.test_manners import drawn, message

pytestmark = pytest.mark.asyncio
LONG = "María de los Ángeles Fernández de Córdoba"


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """The small house with a rule: who books is told."""
    file = tmp_path / "desk.db"
    desk = create(str(file), clock)

    def fill(connection: object) -> None:
        for table, some in rows():
            connection.execute(insert(table), some)  # type: ignore[attr-defined, call-overload]
        rule = {"id": 1, "due": "booked", "channels": '["sms"]', "template": "confirmation"}
        connection.execute(insert(schema.reminder_rule), [rule])  # type: ignore[attr-defined]

    desk.store.writing(fill)
    desk.close()
    return file


@pytest.fixture
def app(path: Path, clock: FixedClock) -> FrontdeskApp:
    """One that has SMS set up."""
    return FrontdeskApp(lambda: open_desk(str(path), clock=clock, sends_by=["sms"]))


async def booked(pilot: Pilot[None], app: FrontdeskApp, name: str = "Zoe") -> None:
    await opened(pilot, app)
    await pilot.press(*"corte", "enter", *name, "enter", *"600111222", "enter")


async def test_who_goes_on_behind_the_window_books_the_next_and_undoes_nothing(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await booked(pilot, app, LONG)
        await until(pilot, lambda: isinstance(app.screen, ReadBackDialog))
        for key in ("b", *"lucia ruiz"):
            app.simulate_key(key)
        await until(pilot, lambda: isinstance(app.screen, QuickLineDialog) and app.screen.text == "lucia ruiz")
        assert len(desk.reservations(ALL)) == 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


def outbox(desk: Desk) -> list[OutboxEntry]:
    return desk.messages.listed()


async def test_a_window_is_not_closed_by_an_enter_too_many(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await booked(pilot, app, LONG)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadBackDialog))
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, ReadBackDialog)
        await until(pilot, lambda: not app.screen.deaf)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert len(desk.reservations(ALL)) == 1


async def test_the_confirmation_goes_at_once(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await booked(pilot, app)
        await until(pilot, lambda: any("E send now" in line for line in drawn(app)))
        [waiting] = outbox(desk)
        assert waiting.due == int(clock.seconds()) + 60
        await pilot.press("E")
        await until(pilot, lambda: outbox(desk)[0].due == int(clock.seconds()))
        await until(pilot, lambda: "Goes to Zoe at once: confirmation (SMS)" in message(app))
        assert "u cannot recall it" in message(app)
        assert not any("E send now" in line for line in drawn(app))
        [going] = desk.messages.claim(("sms",))
        assert desk.messages.sending(going)
        desk.messages.sent(going, "x")
        await pilot.press("u")
        await until(pilot, lambda: not desk.reservations(ALL))  # the booking, not the haste, is what is taken back
        await until(pilot, lambda: any("Gone already: confirmation by SMS" in line for line in drawn(app)))


async def test_from_the_window_too(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await booked(pilot, app, LONG)
        await until(pilot, lambda: isinstance(app.screen, ReadBackDialog))
        await until(pilot, lambda: app.main._sendable is not None)
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: outbox(desk)[0].due == int(clock.seconds()))


async def test_the_window_takes_the_booking_back(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await booked(pilot, app, LONG)
        await until(pilot, lambda: isinstance(app.screen, ReadBackDialog))
        await pilot.press("u")
        await until(pilot, lambda: not desk.reservations(ALL))


async def test_whom_no_message_reaches_is_told_now_or_never(app: FrontdeskApp, desk: Desk) -> None:
    """The rule sends by SMS, the customer has an e-mail only: the sentence on the phone is all they will hear."""
    desk.add_customer(CustomerWish(name="Rita Sola", email="rita@example.com"))
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"rita", "space", *"sola")
        await until(pilot, lambda: app.screen.draft.found)
        await pilot.press("enter")
        await pilot.press("enter")
        await until(pilot, lambda: "No message can reach them" in message(app))
        assert len(desk.reservations(ALL)) == 1
        assert not any("E send now" in line for line in drawn(app))


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "name", ["Rita Sola", "Rita Sola de la Vega Romero", "Rita Sola de la Vega Romero y Ortiz de Zárate"]
)
async def test_the_booking_is_said_first_and_always(app: FrontdeskApp, desk: Desk, name: str, width: int) -> None:
    """That no message can reach them is said besides, however little room there is."""
    desk.add_customer(CustomerWish(name=name, email="rita@example.com"))
    async with app.run_test(size=(width, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *("space" if one == " " else one for one in name))
        await until(pilot, lambda: app.screen.draft.found)
        await pilot.press("enter")
        await pilot.press("enter")
        await until(pilot, lambda: any("No message can" in line for line in drawn(app)))
        assert message(app).startswith(f" Booked: {name}"[:70])
        assert "No message" in message(app) or isinstance(app.screen, ReadBackDialog)


async def test_after_a_minute_there_is_nothing_to_hurry(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await booked(pilot, app)
        await until(pilot, lambda: any("E send now" in line for line in drawn(app)))
        clock.move(61)
        app._second()
        await until(pilot, lambda: not any("E send now" in line for line in drawn(app)))


async def test_what_has_not_gone_yet_is_recalled_all_the_same(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await booked(pilot, app)
        await until(pilot, lambda: any("E send now" in line for line in drawn(app)))
        await pilot.press("E")
        await until(pilot, lambda: "at once" in message(app))
        await pilot.press("u")
        await until(pilot, lambda: not desk.reservations(ALL))
        assert desk.messages.claim(("sms",)) == []
        assert "Gone already" not in "\n".join(drawn(app))


@pytest.mark.parametrize(
    ("there", "waits"),
    [
        ([], "confirmation waits until SMS is set up"),
        (["email"], "confirmation waits until a channel for it is set up"),
    ],
)
async def test_what_cannot_go_is_not_said_to(
    path: Path, clock: FixedClock, desk: Desk, there: list[str], waits: str
) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock, sends_by=there))
    async with app.run_test(size=(120, 36)) as pilot:
        await booked(pilot, app)
        await until(pilot, lambda: any("E send now" in line for line in drawn(app)))
        await pilot.press("E")
        await until(pilot, lambda: f"To Zoe: {waits}: tell your administrator." in message(app))
        assert "recall" not in message(app)
        assert len(desk.reservations(ALL)) == 1
        assert outbox(desk)[0].status == "waiting"
