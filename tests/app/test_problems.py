"""The list of what failed, and the file in which the program's own failures are written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base import failure_log
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.screens.dialogs.problems import ProblemsDialog
from frontdesk.screens.problems import MOST, Problems
from frontdesk.widgets.line_list import LineList
from tests.app.conftest import loaded, until

AT = 1_795_426_920.0
SECRET = "Ana López +34600123456"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "frontdesk"


def test_the_newest_comes_first_and_there_are_not_too_many() -> None:
    problems = Problems()
    for number in range(MOST + 20):
        problems.add(AT + number, "Saving", f"sentence {number}")
    assert len(problems.listed) == problems.unseen == MOST
    assert problems.listed[0].sentence == f"sentence {MOST + 19}"
    problems.seen()
    problems.add(AT, "Saving", f"sentence {MOST + 19}")
    assert (problems.listed[0].times, problems.unseen, len(problems.listed)) == (2, 1, MOST)
    problems.clear()
    assert (problems.listed, problems.unseen) == ([], 0)


def failed() -> Exception:
    """A failure whose message, cause and frames hold what a customer said."""
    name = SECRET

    def inner() -> None:
        raise ValueError(name)

    try:
        try:
            inner()
        except ValueError as error:
            raise RuntimeError(f"while saving {name}") from error
    except RuntimeError as error:
        return error


def test_a_failure_is_written_down_without_values(state: Path) -> None:
    file = failure_log.write(failed(), AT)
    assert file == state / "failures.log"
    text = file.read_text()
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "tests/app/test_problems.py:" in text
    assert " inner" in text
    assert "Ana" not in text
    assert "600123456" not in text
    assert file.stat().st_mode & 0o077 == 0


def test_the_file_does_not_grow_for_ever(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failure_log, "LARGEST", 2_000)
    for _ in range(100):
        failure_log.write(failed(), AT)
    names = sorted(one.name for one in state.iterdir())
    assert names == ["failures.log", "failures.log.1", "failures.log.2", "failures.log.3"]
    assert all(one.stat().st_size < 3_000 for one in state.iterdir())


def test_a_place_that_cannot_be_written_is_no_second_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert failure_log.write(failed(), AT) is None


async def test_what_failed_is_listed_and_cleared_by_a_key(app: FrontdeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        monkeypatch.setattr(Desk, "day", broken)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.problems.unseen)
        monkeypatch.undo()
        app.refuse(FrontdeskError("database_full"), "Saving")
        assert "!2" in app.main.query_one("#header").text
        await pilot.press("exclamation_mark")
        await until(pilot, lambda: isinstance(app.screen, ProblemsDialog) and app.screen.query_one(LineList).count)
        await pilot.pause()
        rows = app.screen.query_one(LineList)._rows
        assert [rows[index][1] for index in range(2)] == ["Saving", "Reading"]
        assert "disk is full" in str(app.screen.query_one("#whole").content)
        await pilot.press("down")
        await until(pilot, lambda: "ZeroDivisionError" in str(app.screen.query_one("#whole").content))
        assert "!" not in app.main.query_one("#header").text
        await pilot.press("delete")
        assert app.screen.query_one(LineList).count == 0
        assert app.problems.listed == []


async def test_a_refusal_is_no_failure(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        refusals = (
            FrontdeskError("slot_taken", what="Ana"),
            FrontdeskError("cannot_undo", problem="it was done by Eva", who="Eva"),
            FrontdeskError("not_allowed", role="employee", verb="pay"),
        )
        for refusal in refusals:
            app.refuse(refusal, "Saving")
        assert (app.problems.listed, app.problems.unseen) == ([], 0)
        assert "allow" in app.main.query_one("#message").text
        assert "!" not in app.main.query_one("#header").text
