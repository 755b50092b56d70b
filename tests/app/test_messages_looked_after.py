"""What did not go, what has gone when something is undone, a visit's messages, and what the last line says of it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import create, open_desk
from frontdesk.desk.values import CustomerEdit, Reservation
from frontdesk.screens.chats import ChatsScreen
from frontdesk.screens.dialogs.question import Notice, PickDialog, Question
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.dialogs.troubled import TroubledDialog
from frontdesk.screens.today import TodayScreen
from frontdesk.store import schema
from tests.app.conftest import MARTA, at, loaded, rows, until
from tests.app.test_chats import Writes, drawn, message

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 0.04)
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """The small house with a rule: who books is told."""
    file = tmp_path / "desk.db"
    desk = create(str(file), clock)

    def fill(connection: object) -> None:
        for table, some in rows():
            connection.execute(insert(table), some)  # type: ignore[attr-defined, call-overload]
        rule = {"id": 1, "due": "booked", "channels": '["sms","email"]', "template": "confirmation"}
        connection.execute(insert(schema.reminder_rule), [rule])  # type: ignore[attr-defined]

    desk.store.writing(fill)
    desk.close()
    return file


@pytest.fixture
def write(desk: Desk, clock: FixedClock) -> Writes:
    return Writes(desk, clock)


class Provider:
    """Sends what is due, as a worker would."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self._desk, self._clock = open_desk(str(path), clock=clock).itself(), clock

    def __call__(self, problem: str = "", *, doubtful: bool = False) -> None:
        self._clock.move(61)
        for going in self._desk.messages.claim(("sms",)):
            assert self._desk.messages.sending(going)
            if problem or doubtful:
                self._desk.messages.not_sent(going, problem, doubtful=doubtful)
            else:
                self._desk.messages.sent(going, f"SM{going.id}")

    def refuse(self) -> None:
        """A worker whose channels reach nobody."""
        assert self._desk.messages.claim(("email",)) == []

    def beat(self, problem: str = "", sms: str = "") -> None:
        self._desk.messages.beat("one", "norte", int(self._clock.seconds()), (("sms", sms),), problem)

    def close(self) -> None:
        self._desk.close()


@pytest.fixture
def provider(path: Path, clock: FixedClock) -> Iterator[Provider]:
    made = Provider(path, clock)
    yield made
    made.close()


async def test_undo_says_what_has_gone(app: FrontdeskApp, book: Book, provider: Provider, desk: Desk) -> None:
    visit = book("Eva Ruiz", "12:00", MARTA, phone="600111222")
    provider()
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await until(pilot, lambda: app.screen.chosen() is not None)
        await pilot.press("u")
        gone = "Gone already: confirmation by SMS at 10:43."
        await until(pilot, lambda: gone in message(app))
        assert visit.code in message(app)


async def test_what_does_not_fit_into_the_line_is_read_in_a_window(
    app: FrontdeskApp, book: Book, provider: Provider
) -> None:
    book("Eva María Ruiz de Velasco", "12:00", MARTA, phone="600111222")
    provider()
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await until(pilot, lambda: app.screen.chosen() is not None)
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Notice))
        assert any("Gone already: confirmation by SMS at 10:43." in line for line in drawn(app))


async def test_a_visit_tells_of_its_messages(
    app: FrontdeskApp, book: Book, provider: Provider, desk: Desk, clock: FixedClock
) -> None:
    visit = book("Eva Ruiz", "12:00", MARTA, phone="600111222")
    provider("not a mobile number")
    clock.move(1)
    desk.messages.retry(desk.messages.troubled()[0].id) if desk.messages.troubled() else None
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.push_screen(ReservationDialog(visit.code, app.main.today))
        await until(pilot, lambda: "Messages" in str(app.screen.query_one("#messages").content))
        said = str(app.screen.query_one("#messages").content)
        assert "◷ waiting" in said
        assert "confirmation" in said


async def test_today_leads_to_what_waits(
    app: FrontdeskApp, desk: Desk, book: Book, provider: Provider, write: Writes
) -> None:
    visit = book("Eva Ruiz", "12:00", MARTA, phone="600111222")
    desk.edit_customer(visit.customer.id, CustomerEdit(email="eva@example.com"))
    provider(doubtful=True)
    write("hola", "600999888", name="Pepe")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.screen._board is not None)
        today = app.screen
        await until(pilot, lambda: any("▸ Unread chats" in line and " 1" in line for line in drawn(app)))
        look = {line.key[1]: line.look for line in today.waits.lines if line.key}
        assert (look["unread"], look["troubled"], look["unpaid"]) == ("good", "bad", "plain")
        await pilot.press("left")
        today.waits.go_to(("count", "troubled"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TroubledDialog) and app.screen.lines.count == 1)
        dialog = app.screen
        why = dialog.query_one("#why")
        assert "nobody knows whether it went. Ask before sending it again." in " ".join(str(why.content).split())
        assert "¿ doubtful" in " ".join(dialog.lines._rows[0])
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("escape", "delete")
        await until(pilot, lambda: dialog.lines.count == 0)
        assert "Set aside: confirmation to Eva Ruiz; u takes it back." in message(app)
        await pilot.press("u")
        await until(pilot, lambda: dialog.lines.count == 1)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await until(pilot, lambda: any("e-mail · eva@example.com" in line for line in drawn(app)))
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.05)
        await pilot.press("enter")
        await until(pilot, lambda: dialog.lines.count == 0)
        [again] = desk.messages.listed(statuses=("waiting",))
        assert again.channel == "email"
        assert "On its way again" in message(app)
        await pilot.press("escape")
        today.waits.go_to(("count", "unread"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatsScreen))


async def test_what_failed_says_why_in_the_readers_language(
    path: Path, clock: FixedClock, desk: Desk, book: Book, provider: Provider
) -> None:
    book("Eva Ruiz", "12:00", MARTA, phone="600111222")
    book("Rosa", "13:00", MARTA, phone="600333444")
    clock.move(3 * 3600)
    provider()  # too late by now
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), language="es")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.push_screen(TroubledDialog(app.main.today))
        await until(pilot, lambda: isinstance(app.screen, TroubledDialog) and app.screen.lines.count == 2)
        assert "habría llegado demasiado tarde" in str(app.screen.query_one("#why").content)


def last(app: FrontdeskApp) -> str:
    return app.main.query_one("#keys").text if app.main else ""


async def test_the_last_line_counts_what_waits_and_how_long_undo_recalls_it(
    app: FrontdeskApp, book: Book, provider: Provider, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.pause(0.2)
        assert "✉" not in last(app)
        assert "worker" not in last(app)
        book("Eva Ruiz", "12:00", MARTA, phone="600111222")
        await until(pilot, lambda: "✉ 1 · ↶ 1:00 · no worker" in last(app), 2)
        clock.move(18)
        provider.beat()
        await until(pilot, lambda: "✉ 1 · ↶ 0:42 · online" in last(app), 3)
        clock.move(50)
        await until(pilot, lambda: "✉ 1 · online" in last(app), 3)
        provider()
        await until(pilot, lambda: "✉" not in last(app), 3)
        await pilot.pause(0.3)
        sent: list[str] = []
        monkeypatch.setattr(app, "_display", lambda *_args: sent.append("display"))
        await pilot.pause(2.2)
        assert sent == []  # nothing runs: nothing is drawn


async def test_a_worker_whose_clock_is_wrong_is_told_of(
    app: FrontdeskApp, book: Book, provider: Provider, clock: FixedClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        provider.beat("behind 600")
        await until(pilot, lambda: "clock of norte" in last(app), 3)
        book("Eva Ruiz", "12:00", MARTA, phone="600111222")
        await until(pilot, lambda: "✉ 1 · ↶ 1:00 · clock of norte" in last(app), 3)
        assert "? help" in last(app)
        await pilot.resize_terminal(170, 40)
        await until(pilot, lambda: "the clock of norte is 600 s behind: nothing is sent from there" in last(app), 3)
        await pilot.resize_terminal(80, 24)
        app.push_screen(TroubledDialog(app.main.today))
        await until(pilot, lambda: isinstance(app.screen, TroubledDialog) and not app.screen.unready)
        assert "the clock of norte is 600 s behind" in str(app.screen.query_one("#why").content)
        await pilot.press("escape")
        provider.beat(sms="no route to host")
        await until(pilot, lambda: "✉ 1 · ↶ 1:00 · SMS does not answer" in last(app), 3)
        provider.beat()
        await until(pilot, lambda: "does not answer" not in last(app), 3)
        clock.move(200)
        await until(pilot, lambda: "✉ 1 · no worker" in last(app), 3)


async def test_whose_undo_it_is(app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock) -> None:
    """What undo took back waits no longer, and the seconds go with it."""
    book("Eva Ruiz", "12:00", MARTA, phone="600111222")
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await until(pilot, lambda: "↶" in last(app), 2)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await until(pilot, lambda: app.screen.chosen() is not None)
        await pilot.press("u")
        await until(pilot, lambda: "↶" not in last(app) and "✉" not in last(app), 3)
        assert "Gone already" not in message(app)


async def test_today_counts_what_a_worker_could_not_send_at_once(
    app: FrontdeskApp, book: Book, provider: Provider, clock: FixedClock
) -> None:
    book("Eva Ruiz", "12:00", MARTA, phone="600111222")
    clock.move(61)  # it is due, and the minute does not change any more
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.screen._board is not None)
        await until(pilot, lambda: app.waits.outgoing == 1)
        provider.refuse()
        await until(pilot, lambda: any("Messages not sent" in line and " 1" in line for line in drawn(app)), 2)
