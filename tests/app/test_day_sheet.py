"""The day on paper from the app, and the emergency sheet that it keeps without being in anybody's way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base import paths
from frontdesk.base.clock import FixedClock
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.dialogs.question import FormDialog, PickDialog, Question
from tests.app.conftest import loaded, until
from tests.app.test_manners import drawn

pytestmark = pytest.mark.asyncio
Book = Callable[..., Reservation]


async def test_a_day_is_written_with_progress_and_not_over_another_file_unasked(
    app: FrontdeskApp, book: Book, tmp_path: Path
) -> None:
    book("Eva", "12:00")
    file = tmp_path / "hoy.pdf"
    file.write_text("letter")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        assert any("Day sheet…" in line for line in drawn(app))
        await pilot.press("escape", "f6")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        form = app.screen
        form.field("day").input.value = "no day"
        form.field("file").input.value = str(file)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "no day" in form.field("day").problem)
        form.field("day").input.value = "today"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
        assert file.read_text() == "letter"
        await pilot.press("enter")
        await until(pilot, lambda: file.read_bytes().startswith(b"%PDF"))
        await until(pilot, lambda: f"1 visit on {file}" in app.long_work.outcome)


async def test_the_offered_name_follows_the_day(
    app: FrontdeskApp, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        app.screen.field("day").input.value = "tomorrow"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (tmp_path / "day-sheet-2026-11-24.pdf").exists())
    assert not (tmp_path / "day-sheet-2026-11-23.pdf").exists()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setattr(paths, "data_folder", lambda: folder)
    return folder


@pytest.mark.parametrize("emergency", [True, False])
async def test_the_app_keeps_the_emergency_sheet(
    path: Path, clock: FixedClock, book: Book, data: Path, emergency: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.widgets.in_turn.RESTS_AFTER", 0.0)
    book("Eva", "12:00")
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), emergency=emergency)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        if emergency:
            await until(pilot, lambda: list(data.glob("emergency-desk-*.txt")))
            [sheet] = data.glob("emergency-*.txt")
            assert "Eva" in sheet.read_text(encoding="utf-8")
        else:
            await pilot.pause(0.6)
            assert not data.exists()
