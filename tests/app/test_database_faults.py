"""A database that is locked, moved, deleted, emptied or replaced, and a server that drops everybody, while the app runs."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.ready import ready_path
from frontdesk.desk import opening, setup, upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.help import HelpDialog
from frontdesk.store.connection import sqlite_module
from tests.app.conftest import ANA, MARTA, at, loaded, until
from tests.conftest import POSTGRESQL

Book = Callable[..., Reservation]


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


async def keys_answer(pilot: Pilot[None]) -> None:
    """Help opens and closes; in a dialog the focus goes on and back."""
    app = pilot.app
    if app.screen.is_modal:
        before = app.focused
        await pilot.press("tab")
        await until(pilot, lambda: app.focused is not before)
        await pilot.press("shift+tab")
        await until(pilot, lambda: app.focused is before)
        return
    await pilot.press("f1")
    await until(pilot, lambda: isinstance(app.screen, HelpDialog))
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(app.screen, HelpDialog))


async def form(pilot: Pilot[None], when: str = "12:00") -> BookingDialog:
    """A booking form with everything typed in it."""
    app = pilot.app
    app.screen.grid.go_to(at(when), ANA)
    await pilot.press("enter", *"corte", "enter", *"Zoe")
    assert isinstance(app.screen, BookingDialog)
    return app.screen


async def gone_and_back(pilot: Pilot[None], back: Callable[[], None], sentence: str) -> None:
    """It is said; keys are answered; it goes on by itself once it is back, and says so once."""
    app = pilot.app
    await until(pilot, lambda: sentence in message(app))
    await keys_answer(pilot)
    await pilot.pause(1.2)
    assert [problem.what for problem in app.problems.listed].count("Database") == 1
    back()
    await until(pilot, lambda: "The database is back." in message(app), 10)
    app.say("")
    await pilot.pause(0.6)
    assert message(app) == ""


async def test_a_file_that_was_moved_away_and_back(app: FrontdeskApp, desk: Desk, path: Path) -> None:
    away = path.with_name("away.db")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        dialog = await form(pilot)
        path.rename(away)
        await until(pilot, lambda: "is not there any more" in message(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is not there any more" in str(dialog.query_one("#problem").content))
        assert app.screen is dialog
        assert dialog.field("customer").value == "Zoe"
        assert not path.exists()
        await gone_and_back(pilot, lambda: os.rename(away, path), "is not there any more")
        assert dialog.field("customer").value == "Zoe"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert [one.name for one in desk.customers("Zoe")] == ["Zoe"]
        desk.add_customer(CustomerWish(name="Late"))
        assert app.problems.unseen
        assert "!" in app.main.query_one("#header").text


async def test_what_happened_while_it_was_away_is_shown(
    app: FrontdeskApp, path: Path, book: Book, tmp_path: Path
) -> None:
    visit = book(when="11:00", staff=MARTA)
    backup = tmp_path / "with.db"
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        other = app.desk
        assert other is not None
        upkeep.backup(other, backup)
        other.cancel(visit.code)
        other.store.fold()
        path.unlink()
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        await gone_and_back(pilot, lambda: shutil.copy(backup, path) and None, "is not there any more")
        await until(pilot, lambda: visit.code in str(app.screen.grid.day))


async def test_a_deleted_file_is_not_written_into(app: FrontdeskApp, path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        dialog = await form(pilot)
        path.unlink()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is not there any more" in str(dialog.query_one("#problem").content))
        await keys_answer(pilot)
        assert dialog.field("customer").value == "Zoe"
    assert not path.exists()


async def test_a_file_that_was_emptied(app: FrontdeskApp, path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        assert app.desk is not None
        app.desk.store.fold()
        whole = path.read_bytes()
        os.truncate(path, 0)
        await gone_and_back(pilot, lambda: path.write_bytes(whole) and None, "is damaged")


async def test_a_file_under_which_another_ones_log_lies(app: FrontdeskApp, path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "monday.db"
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        assert app.desk is not None
        upkeep.backup(app.desk, backup)
        app.desk.add_customer(CustomerWish(name="Zoe"))
        path.unlink()
        shutil.copy(backup, path)
        await gone_and_back(pilot, Path(f"{path}-wal").unlink, "is another file now")
        assert [one.name for one in app.desk.customers("")] == []


@pytest.fixture
def other(path: Path) -> Iterator[object]:
    connection = sqlite_module().connect(str(path), isolation_level=None, check_same_thread=False)
    yield connection
    connection.close()


async def test_a_database_that_another_program_holds(
    app: FrontdeskApp, desk: Desk, other: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.store.connection._PATIENCE", 0.5)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        other.execute("BEGIN EXCLUSIVE")  # type: ignore[attr-defined]
        dialog = await form(pilot)
        await pilot.press("ctrl+s")
        await keys_answer(pilot)
        await until(pilot, lambda: "locked by another program" in str(dialog.query_one("#problem").content))
        assert dialog.field("customer").value == "Zoe"
        assert [problem.what for problem in app.problems.listed] == ["Saving"]
        other.execute("ROLLBACK")  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
    assert [one.name for one in desk.customers("Zoe")] == ["Zoe"]


async def test_a_lock_that_ends_in_time_is_only_waited_for(app: FrontdeskApp, desk: Desk, other: object) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        other.execute("BEGIN EXCLUSIVE")  # type: ignore[attr-defined]
        await form(pilot)
        await pilot.press("ctrl+s")
        await keys_answer(pilot)
        other.execute("ROLLBACK")  # type: ignore[attr-defined]
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert app.problems.listed == []
    assert [one.name for one in desk.customers("Zoe")] == ["Zoe"]


async def test_a_file_that_only_may_be_read_now(app: FrontdeskApp, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another account would find it: root may write everything."""
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        assert app.desk is not None
        writable = os.access

        def forbidden(name: object, mode: int, **how: object) -> bool:
            return False if name == path and mode == os.W_OK else writable(name, mode, **how)  # type: ignore[arg-type]

        monkeypatch.setattr("frontdesk.store.connection.os.access", forbidden)
        app.desk.store.engine.dispose()
        dialog = await form(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "cannot be written" in str(dialog.query_one("#problem").content))
        await keys_answer(pilot)
        assert dialog.field("customer").value == "Zoe"
        with app.desk.store.reading():  # a connection opened now is for reading only, and is kept for the next try
            pass
        monkeypatch.undo()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


@pytest.mark.postgresql
@pytest.mark.skipif(not POSTGRESQL, reason="FRONTDESK_TEST_POSTGRESQL names no PostgreSQL database")
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_a_server_that_drops_everybody_and_lets_nobody_in_for_a_while(
    store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    made = opening.create(store_url, clock)
    setup.init(made, ready_path("salon", "es"))
    name = f"{made.store.schema}-app"
    app = FrontdeskApp(lambda: opening.open_desk(f"{store_url}&application_name={name}", clock=clock))
    shut = threading.Event()
    connect = psycopg.connect

    def refusing(*how: object, **more: object) -> object:
        if shut.is_set() and more.get("application_name") == name:
            raise psycopg.OperationalError("connection failed: the database system is shutting down")
        return connect(*how, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(psycopg.Connection, "connect", staticmethod(refusing))
    monkeypatch.setattr(psycopg, "connect", refusing)

    def drop() -> None:
        assert POSTGRESQL
        with connect(POSTGRESQL, autocommit=True) as connection:
            sql = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = %s"
            assert connection.execute(sql, (name,)).fetchall()

    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        drop()
        await pilot.pause(1.0)
        assert app.problems.listed == []  # connections are simply made anew
        shut.set()
        drop()
        await pilot.press("right_square_bracket")
        await gone_and_back(pilot, shut.clear, "does not answer")
        made.add_customer(CustomerWish(name="Zoe"))
        await pilot.press("b", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
    made.close()
