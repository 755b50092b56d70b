"""Keys that come faster than the database answers do what they would have done a moment later."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter, Reservation
from frontdesk.screens.dialogs.importing import ImportDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from frontdesk.screens.list import ListScreen
from frontdesk.screens.today import TodayScreen
from tests.app.conftest import ANA, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


def slow(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The desk thinks a while before it answers; on a machine with much else to do longer than keys wait for usually."""
    monkeypatch.setattr("frontdesk.widgets.in_turn.PATIENCE", 30)
    plain = getattr(Desk, name)

    def asked(self: Desk, *some: object, **named: object) -> object:
        time.sleep(0.2)
        return plain(self, *some, **named)

    monkeypatch.setattr(Desk, name, asked)


def press(app: FrontdeskApp, *keys: str) -> None:
    """All at once, without looking."""
    for key in keys:
        app.simulate_key(key)


@pytest.mark.parametrize("late", [False, True])
async def test_a_move_is_typed_ahead(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    visit = book(when="12:00")
    if late:
        slow(monkeypatch, "reservation")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        press(app, "m", "down", "down", "enter")
        await until(pilot, lambda: desk.reservation(visit.code).start == at("12:30"))


@pytest.mark.parametrize("late", [False, True])
async def test_a_check_in_on_a_board_that_is_just_being_read(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    visit = book(when="11:00")
    if late:
        slow(monkeypatch, "board")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        press(app, "1", "a")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("late", [False, True])
async def test_a_check_in_in_a_list_that_is_just_being_read(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    visit = book(when="11:00")
    if late:
        slow(monkeypatch, "reservations")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        press(app, "3", "a")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")


@pytest.mark.parametrize("late", [False, True])
async def test_a_walk_in_is_seated_blind(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    if late:
        slow(monkeypatch, "walk_in_options")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        press(app, "w", "enter")
        await until(pilot, lambda: desk.reservations(Filter()))
        await until(pilot, lambda: not isinstance(app.screen, WalkInDialog))


@pytest.mark.parametrize("late", [False, True])
async def test_what_is_typed_for_a_form_is_never_a_command(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    visit = book(when="12:00")
    if late:
        slow(monkeypatch, "reservation")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        press(app, "e", *"mac", "enter", "enter", "enter")
        await until(pilot, lambda: desk.reservation(visit.code).version > 1)
        now = desk.reservation(visit.code)
        assert (now.notes, now.status) == ("mac", "confirmed")


@pytest.mark.parametrize("late", [False, True])
async def test_maintenance_is_typed_ahead(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    if late:
        slow(monkeypatch, "require")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        press(app, "f8", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("escape")
        press(app, "f7", *"bw.csv")
        await until(pilot, lambda: isinstance(app.screen, ImportDialog))
        await until(pilot, lambda: app.screen.field("file").value.endswith("bw.csv"))


@pytest.mark.parametrize(("late", "patience"), [(False, 1.0), (True, 30.0), (True, 0.01)])
async def test_two_check_ins_one_after_the_other(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch, late: bool, patience: float
) -> None:
    """Whether the second waits for the write of the first, or comes while that takes too long to wait for."""
    codes = [book(when="11:00").code, book("Leo", when="11:00", staff=ANA).code]
    if late:
        slow(monkeypatch, "arrive")
    monkeypatch.setattr("frontdesk.widgets.in_turn.PATIENCE", patience)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        press(app, "3")
        await until(
            pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.query("LineList") and app.screen.chosen()
        )
        press(app, "a", "down", "a")
        await until(pilot, lambda: {desk.reservation(code).status for code in codes} == {"arrived"})


@pytest.mark.parametrize("late", [False, True])
async def test_every_step_longer_counts_and_each_is_taken_back_by_itself(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    visit = book(when="12:00")
    if late:
        slow(monkeypatch, "resize")
        slow(monkeypatch, "undo")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        press(app, "plus", "plus", "plus")
        await until(pilot, lambda: desk.reservation(visit.code).end - visit.end == 45)
        press(app, "u", "u")
        await until(pilot, lambda: desk.reservation(visit.code).end - visit.end == 15)


async def test_a_refusal_lets_the_keys_go_on(app: FrontdeskApp, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    book(when="11:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        monkeypatch.setattr(Desk, "board", broken)
        press(app, "1", "2")
        await until(pilot, lambda: app.problems.listed)
        await until(pilot, lambda: app.screen.query("DayGrid"))
        assert not app.screen.awaits
