"""``check``, ``backup``, ``restore``, ``migrate``, ``doctor`` by command."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_working import book


def test_a_whole_database_passes(run: Run, database: Path) -> None:
    book(run)
    assert run("check", "--json").json == {"ok": True, "problems": []}
    assert run("check").code == 0


def test_a_problem_is_told_and_ends_with_1(run: Run, database: Path) -> None:
    book(run)
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM claim")
    connection.close()
    ended = run("check", "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    assert ended.json["problems"][0]["message"]
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert run("check").out


def test_a_backup_is_restored(run: Run, database: Path, tmp_path: Path) -> None:
    code = book(run)["code"]
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy), "--dry-run").code == 0
    assert not copy.exists()
    assert run("backup", str(copy), "--json").json["file"] == str(copy)
    again = run("backup", str(copy), "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "file_exists")
    run("cancel", code)
    assert run("restore", str(copy), "--dry-run").code == 0
    assert run("reservations", "--json").json == []
    restored = run("restore", str(copy), "--json").json
    assert Path(restored["kept"]).exists()
    assert [one["code"] for one in run("reservations", "--json").json] == [code]
    assert run("check").code == 0


def test_what_is_no_backup_is_refused(run: Run, database: Path, tmp_path: Path) -> None:
    book(run)
    (tmp_path / "letter.txt").write_text("Dear diary " * 1000)
    for name in ("letter.txt", "none.db"):
        ended = run("restore", str(tmp_path / name), "--json")
        assert ended.code == 1
        assert ended.json["error"]["code"].startswith("database_")
    assert len(run("reservations", "--json").json) == 1


def test_migrate_says_where_it_stands(run: Run, database: Path) -> None:
    assert run("migrate", "--dry-run", "--json").json["from"] == run("migrate", "--json").json["to"]


def test_doctor(run: Run, database: Path, tmp_path: Path) -> None:
    found = run("doctor", "--json").json
    assert found["ok"] is True
    assert {"name", "ok", "message"} <= found["findings"][0].keys()
    assert run("doctor", "--database", str(tmp_path / "none.db")).code == 0
