"""Cancelling on the screen: the fee first, by whom, waived; and not coming."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Actor, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.cancel import CancelDialog
from frontdesk.screens.dialogs.question import FormDialog, Question
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.store import schema
from tests.app.conftest import CUT, MARTA, at, loaded, until

Book = Callable[..., Reservation]


def said(app: FrontdeskApp) -> str:
    return str(app.screen.query_one("#sentences").content)


def point(app: FrontdeskApp, when: str) -> None:
    app.screen.grid.go_to(at(when), MARTA)


@pytest.fixture
def as_role(path: Path, clock: FixedClock) -> Callable[[str], FrontdeskApp]:
    """The app as somebody of a role."""

    def make(role: str) -> FrontdeskApp:
        def load() -> Desk:
            desk = open_desk(str(path), clock=clock)
            return Desk(desk.store, clock, Actor("somebody", role))

        return FrontdeskApp(load)

    return make


@pytest.fixture(autouse=True)
def listening_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


async def asked(app: FrontdeskApp, pilot: object, kind: type = CancelDialog) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))  # type: ignore[arg-type]
    await pilot.pause(0.05)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_by_the_business_nothing_is_owed(
    app: FrontdeskApp, desk: Desk, book: Book, size: tuple[int, int]
) -> None:
    visit = book(when="12:00")
    desk.pay(visit.code, 500, "cash")
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        assert "10.00 EUR" in said(app)
        assert "5.00 EUR" in said(app)
        await pilot.press("b", "tab")
        assert "10.00 EUR" not in said(app)
        assert "By the business" in said(app)
        await pilot.press("b", "b", "enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "cancelled")
        done = desk.reservation(visit.code)
        assert (done.cancelled_by, done.owed) == ("business", 0)


async def test_two_keys_cancel_by_the_customer(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "cancelled")
        done = desk.reservation(visit.code)
        assert (done.cancelled_by, done.owed) == ("customer", 1000)


async def test_a_manager_waives_the_fee_with_a_reason(
    as_role: Callable[[str], FrontdeskApp], desk: Desk, book: Book
) -> None:
    visit = book(when="12:00")
    app = as_role("manager")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("enter")
        assert app.screen.field("reason").problem
        await pilot.press(*"fiebre", "escape", "x")
        await asked(app, pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert app.screen.field("reason").value == "fiebre"
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "cancelled")
        done = desk.reservation(visit.code)
        assert (done.cancelled_by, done.owed, done.reason) == ("customer", 0, "fiebre")


async def test_reception_waives_nothing(as_role: Callable[[str], FrontdeskApp], desk: Desk, book: Book) -> None:
    visit = book(when="12:00")
    app = as_role("reception")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, CancelDialog)
        await pilot.press("escape")
        assert desk.reservation(visit.code).status == "confirmed"


async def test_without_a_fee_nothing_is_waived(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book(when="12:00", service=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        assert "nothing is owed" in said(app)
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, CancelDialog)


@pytest.mark.parametrize(("rule", "words"), [("fee", "10.00 EUR"), ("free", "costs nothing")])
async def test_not_coming_shows_what_it_costs(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock, rule: str, words: str
) -> None:
    desk.store.writing(
        lambda connection: (
            connection.execute(update(schema.service).where(schema.service.c.id == CUT).values(no_show=rule)) and None
        )
    )
    visit = book(when="11:00")
    clock.move(30 * 60)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "11:00")
        await pilot.press("n")
        await asked(app, pilot, Question)
        assert words in said(app)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "no_show")
        assert desk.reservation(visit.code).owed == (1000 if rule == "fee" else 0)


async def test_a_reason_can_be_given(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        await pilot.press("r")
        await asked(app, pilot, FormDialog)
        await pilot.press(*"fever", "enter")
        await asked(app, pilot)
        assert "Reason: fever" in said(app)
        assert desk.reservation(visit.code).status == "confirmed"
        await pilot.press("b", "enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "cancelled")
        done = desk.reservation(visit.code)
        assert (done.reason, done.cancelled_by) == ("fever", "business")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        app.screen.app.push_screen(ReservationDialog(visit.code, app.screen.today))
        await until(pilot, lambda: "fever" in str(app.screen.query_one("#facts").content))


async def test_a_reason_that_was_left_is_not_given(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        point(app, "12:00")
        await pilot.press("x")
        await asked(app, pilot)
        await pilot.press("r")
        await asked(app, pilot, FormDialog)
        await pilot.press(*"fev", "escape")
        await asked(app, pilot)
        assert "Reason" not in said(app)
        await pilot.press("r")
        await asked(app, pilot, FormDialog)
        assert app.screen.field("reason").value == "fev"
        await pilot.press("escape")
        await asked(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "cancelled")
        assert desk.reservation(visit.code).reason is None
