"""Import, export and backup from the screens: looked into first, stopped cleanly, left running, one at a time."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.progress import Course
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Actor, Filter
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.importing import ImportDialog
from frontdesk.screens.dialogs.problems import ProblemsDialog
from frontdesk.screens.dialogs.question import FormDialog, PickDialog, Question
from frontdesk.screens.dialogs.working import WorkDialog
from frontdesk.widgets.keys import live_bindings
from frontdesk.widgets.line_list import LineList
from tests.app.conftest import loaded, until

HEAD = "Fecha,Hora,Servicio,Profesional,Cliente,Teléfono,Color favorito\n"
PAST = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return folder


def visits(path: Path, rows: int) -> Path:
    """Past visits that never overlap."""
    day, lines = dt.date(2024, 1, 1), []
    for number in range(rows):
        at = day + dt.timedelta(days=number // 16)
        person = ("Marta", "Ana")[number % 2]
        time = f"{9 + number % 16 // 2:02d}:00"
        lines.append(f"{at},{time},Corte,{person},Cliente {number % 301},6{number % 301:08d},azul\n")
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


def said(app: FrontdeskApp, where: str) -> str:
    return str(app.screen.query_one(where).content)


async def shown(pilot: Pilot[None], dialog: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, dialog) and pilot.app.screen.is_mounted)
    await pilot.pause()


async def look_into(pilot: Pilot[None], typed: str) -> None:
    await pilot.press("f7")
    await shown(pilot, ImportDialog)
    pilot.app.screen.field("file").input.value = typed
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen.query_one(LineList).count)


def count(desk: Desk) -> int:
    return desk.count(Filter(statuses=PAST))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_file_is_looked_into_tried_out_and_brought_in(
    app: FrontdeskApp, desk: Desk, home: Path, size: tuple[int, int]
) -> None:
    file = visits(home / "old.csv", 60)
    file.write_text(file.read_text() + "2024-05-01,10:00,Tinte,Marta,Zoe,600,azul\n")
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        await look_into(pilot, "~/old.csv")
        assert said(app, "#what") == "Reservations · 61 rows · not used: Color favorito"
        assert app.screen.query_one(LineList)._rows[2] == ("service", "Servicio", "Corte")
        await until(pilot, lambda: "Would be: 60 new, 0 changed, 0 as they were, 1 rejected" in said(app, "#would"))
        assert "row 62: " in said(app, "#would")
        assert count(desk) == 0
        await pilot.press("enter")
        await shown(pilot, WorkDialog)
        await until(pilot, lambda: "61 rows read: 60 new" in said(app, "#doing"))
        assert app.screen.query_one(LineList)._rows[0][0].startswith("row 62: ")
        assert count(desk) == 60
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert "61 rows read: 60 new" in message(app)
    assert upkeep.check(desk) == []


async def test_an_import_is_stopped_by_esc_and_completed_by_another(app: FrontdeskApp, desk: Desk, home: Path) -> None:
    visits(home / "old.csv", 9000)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await look_into(pilot, "~/old.csv")
        await pilot.press("enter")
        await shown(pilot, WorkDialog)
        assert {"stop", "leave it running"} < {active.binding.description for active in live_bindings(app.screen)}
        await until(pilot, lambda: app.long_work.course is None or app.long_work.course.done > 100)
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped: " in said(app, "#doing"), 20)
        some = count(desk)
        assert 0 < some < 9000
        assert said(app, "#doing") == f"Stopped: {some} rows are in; the same import again completes it."
        assert "back" in [active.binding.description for active in live_bindings(app.screen)]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert app.problems.listed == []
        await look_into(pilot, "~/old.csv")
        await pilot.press("enter")
        await shown(pilot, WorkDialog)
        await until(pilot, lambda: "rows read" in said(app, "#doing"), 60)
        assert said(app, "#doing") == f"9000 rows read: {9000 - some} new, 0 changed, {some} as they were, 0 rejected"
    assert count(desk) == 9000
    assert upkeep.check(desk) == []


async def test_work_is_left_running_and_only_one_at_a_time(app: FrontdeskApp, desk: Desk, home: Path) -> None:
    visits(home / "old.csv", 8000)
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await look_into(pilot, "~/old.csv")
        await pilot.press("enter")
        await shown(pilot, WorkDialog)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert "ctrl+o shows it again" in message(app)
        await until(pilot, lambda: " Import " in app.main.query_one("#header").text)
        await pilot.press("f9")
        await shown(pilot, WorkDialog)
        assert app.screen.query_one(".title").text.strip() == "Import"
        await pilot.press("enter")
        await pilot.press("3")
        await until(pilot, lambda: "8000 rows read: 8000 new" in app.long_work.outcome, 30)
        assert " Import " not in app.main.query_one("#header").text
        await pilot.press("ctrl+o")
        await shown(pilot, PickDialog)
        assert app.screen.query_one(LineList)._rows[0] == ("Import: what came of it",)
    assert count(desk) == 8000


async def test_leaving_stops_it_cleanly_first(app: FrontdeskApp, desk: Desk, home: Path) -> None:
    visits(home / "old.csv", 4000)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await look_into(pilot, "~/old.csv")
        await pilot.press("enter")
        await shown(pilot, WorkDialog)
        await until(pilot, lambda: app.long_work.course is None or app.long_work.course.done > 100)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
        assert not app.long_work.running
    some = count(desk)
    assert 0 < some < 4000
    await asyncio.sleep(0.2)
    assert count(desk) == some
    assert upkeep.check(desk) == []


@pytest.mark.parametrize(
    ("typed", "where", "wanted"),
    [
        ("", "file", "needed"),
        ("~/none.csv", "file", "there is no such file"),
        ("~", "file", "it is a folder"),
        ("~nobody-here/x.csv", "file", "no such home"),
        ("~/odd.csv", "file", "no column says"),
    ],
)
async def test_what_cannot_be_imported_is_said_beside_the_field(
    app: FrontdeskApp, home: Path, typed: str, where: str, wanted: str
) -> None:
    (home / "odd.csv").write_text("a,b\n1,2\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("f7")
        await shown(pilot, ImportDialog)
        app.screen.field("file").input.value = typed
        await pilot.press("enter")
        await until(pilot, lambda: wanted in app.screen.field(where).problem)
        assert app.screen.field("file").input.value == typed
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, ImportDialog)


async def test_columns_may_be_named_and_the_kind_and_the_missing_chosen(
    app: FrontdeskApp, desk: Desk, home: Path
) -> None:
    (home / "odd.csv").write_text("Wann,Was,Wer\n2024-05-01 10:00,Tinte,Zoe\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("f7")
        await shown(pilot, ImportDialog)
        app.screen.field("file").input.value = "~/odd.csv"
        app.screen.field("mapping").input.value = "start Wann"
        await pilot.press("enter")
        assert "field=column" in app.screen.field("mapping").problem
        app.screen.field("mapping").input.value = "start=Wann, service=Was, customer=Wer"
        await pilot.press("enter")
        await until(pilot, lambda: "1 rejected" in said(app, "#would"))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "Would be: 1 new" in said(app, "#would"))
        app.screen.field("mapping").input.value = "name=Wer"
        await pilot.pause()
        app.screen.field("file").input.focus()
        await pilot.press("ctrl+t")
        await until(pilot, lambda: said(app, "#what").startswith("Customers · 1 row"))
        await pilot.press("ctrl+s")
        await shown(pilot, WorkDialog)
        await until(pilot, lambda: "1 rows read: 1 new" in said(app, "#doing"))
    assert [one.name for one in desk.customers("")] == ["Zoe"]


async def export(pilot: Pilot[None], typed: str, kind: int = 0) -> None:
    await pilot.press("f8")
    await shown(pilot, PickDialog)
    await pilot.press(*["down"] * kind, "enter")
    await shown(pilot, FormDialog)
    pilot.app.screen.field("file").input.value = typed
    await pilot.press("enter")


async def test_an_export_asks_before_it_writes_over_a_file(app: FrontdeskApp, book: object, home: Path) -> None:
    book()  # type: ignore[operator]
    file = home / "out.csv"
    file.write_text("old")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await export(pilot, "~/out.doc")
        await until(pilot, lambda: ".csv" in app.screen.field("file").problem)
        app.screen.field("file").input.value = "~/nowhere/out.csv"
        await pilot.press("enter")
        await until(pilot, lambda: "no such folder" in app.screen.field("file").problem)
        app.screen.field("file").input.value = "~/out.csv"
        await pilot.press("enter")
        await shown(pilot, Question)
        await pilot.press("escape")
        await shown(pilot, FormDialog)
        assert file.read_text() == "old"
        await pilot.press("enter")
        await shown(pilot, Question)
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: "1 row written" in message(app))
    assert "Ana López" in file.read_text("utf-8-sig")
    assert sorted(one.name for one in home.iterdir()) == ["out.csv"]


async def test_a_backup_is_made_and_never_writes_over_one(app: FrontdeskApp, home: Path, clock: FixedClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for _again in range(2):
            await pilot.press("f9")
            await shown(pilot, FormDialog)
            assert app.screen.field("file").value == "~/frontdesk-2026-11-23.db"
            await pilot.press("enter")
            if not _again:
                await shown(pilot, WorkDialog)
                await until(pilot, lambda: "Backed up to" in said(app, "#doing"))
                await pilot.press("escape")
                await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: "exists already" in app.screen.field("file").problem)
    copy = open_desk(str(home / "frontdesk-2026-11-23.db"), clock=clock)
    assert copy.business().name == "Norte"
    copy.close()


async def test_who_may_not_is_told_at_once(path: Path, clock: FixedClock) -> None:
    def load() -> Desk:
        desk = open_desk(str(path), clock=clock)
        desk.actor = Actor("eva", "reception")
        return desk

    app = FrontdeskApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for one in ("f7", "f8", "f9"):
            app.say("")
            await pilot.press(one)
            await until(pilot, lambda: "does not allow" in message(app))
            assert isinstance(app.screen, AgendaScreen)


async def test_a_failure_behind_the_screens_is_told_and_kept(
    app: FrontdeskApp, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Desk, path: Path, *, progress: Course | None = None, dry_run: bool = False) -> int:
        if dry_run:
            return 0
        secret = "Ana López 600123456"
        raise ZeroDivisionError(secret)

    monkeypatch.setattr(Desk, "back_up", broken)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("f9")
        await shown(pilot, FormDialog)
        await pilot.press("enter")
        await shown(pilot, WorkDialog)
        await until(pilot, lambda: "failed" in said(app, "#doing"))
        await pilot.press("escape")
        await until(pilot, lambda: "!1" in app.main.query_one("#header").text)
        log = tmp_path / "state" / "frontdesk" / "failures.log"
        assert str(log) in app.problems.listed[0].sentence
        written = log.read_text()
        assert "builtins.ZeroDivisionError" in written
        assert "long_work.py" in written
        assert "Ana" not in written
        assert "600123456" not in written
        await pilot.press("exclamation_mark")
        await shown(pilot, ProblemsDialog)
        rows = app.screen.query_one(LineList)._rows
        assert rows[0][1] == "Backup"
        assert str(log) in said(app, "#whole")
        await pilot.press("delete")
        assert app.problems.listed == []
        await pilot.press("escape")
        assert "!1" not in app.main.query_one("#header").text


async def test_everything_is_in_the_palette(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        names = {command.word for command in app._commands()}
        assert {"import", "export", "backup", "problems", "maintenance"} <= names
