"""S54 by command: a database that is missing, not one, locked, read-only, newer or damaged."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.store.connection import sqlite_module
from tests.cli.conftest import Ended, Run

READ = ("reservations", "--json")
WRITE = ("book", "--json", "--service", "corte", "--at", "2026-11-23T10:00", "--customer", "Carla")


def refused(ended: Ended, code: str) -> None:
    assert ended.code == 1
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err
    assert ended.json["error"]["code"] == code
    assert ended.json["error"]["message"]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("words", [READ, WRITE, ("undo", "--json"), ("check", "--json")])
def test_s54_missing(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "none.db"
    refused(run(*words, "--database", str(path)), "database_missing")
    assert not path.exists()


@pytest.mark.parametrize("words", [READ, WRITE])
def test_s54_not_a_database(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Dear diary, " * 500)
    before = digest(path)
    refused(run(*words, "--database", str(path)), "database_not_one")
    assert digest(path) == before


def test_s54_a_folder(run: Run, tmp_path: Path) -> None:
    refused(run(*READ, "--database", str(tmp_path)), "database_not_one")


@pytest.mark.parametrize("words", [READ, WRITE])
def test_s54_another_programs_database(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "music.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    before = digest(path)
    refused(run(*words, "--database", str(path)), "database_not_one")
    assert digest(path) == before


@pytest.mark.parametrize("words", [READ, WRITE])
def test_s54_newer(run: Run, database: Path, words: tuple[str, ...]) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    refused(run(*words), "database_newer")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another account")
def test_s54_read_only(database: Path) -> None:
    database.parent.chmod(0o755)
    for parent in database.parents:
        if parent != Path("/") and parent.owner() == "root" and "pytest" in str(parent):
            parent.chmod(0o755)
    database.chmod(0o444)
    before = digest(database)
    script = (
        "import os, sys; os.setgid(65534); os.setuid(65534)\n"
        "from frontdesk.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = {**os.environ, "FRONTDESK_DATABASE": str(database), "HOME": "/nonexistent", "PYTHONPATH": os.getcwd()}
    done = subprocess.run(
        [sys.executable, "-c", script, *WRITE], capture_output=True, text=True, env=environment, check=False
    )
    if "ModuleNotFoundError" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip("the other account cannot read this interpreter")
    refused(Ended(done.returncode, done.stdout, done.stderr), "database_read_only")
    assert digest(database) == before


def test_s54_a_config_that_cannot_be_read(run: Run, tmp_path: Path, database: Path) -> None:
    config = tmp_path / "config" / "frontdesk" / "config.toml"
    config.parent.mkdir(parents=True)
    for text, key in (
        ("language = 'fr'\n", "language"),
        ("database = 3\n", "database"),
        ("colour = 'red'\n", "colour"),
        ("database = ", "config.toml"),
    ):
        config.write_text(text)
        ended = run(*READ)
        refused(ended, "wrong_file")
        assert str(config) in ended.err
        assert key in ended.err


def test_the_config_names_database_and_language(
    run: Run, tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FRONTDESK_DATABASE")
    config = tmp_path / "config" / "frontdesk" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"database = '{database}'\nlanguage = 'es'\n")
    assert run(*READ).json == []
    from frontdesk.language import i18n

    assert i18n.language() == "es"
    assert run(*READ, "--lang", "en").code == 0
    assert i18n.language() == "en"


def test_nobody_at_a_terminal_and_no_database(run: Run, tmp_path: Path) -> None:
    ended = run()
    assert ended.code == 1
    assert ended.err.startswith("error: There is no database")
    assert ended.err.count("\n") == 1


def test_the_screens_need_a_terminal(run: Run, database: Path) -> None:
    ended = run("--as", "admin")
    assert (ended.code, ended.err.count("\n")) == (2, 1)


def test_s54_locked(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.store.connection._PATIENCE", 0.2)
    before = digest(database)
    # the same library as ours: two in one process do not see each other's locks
    other = sqlite_module().connect(str(database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused(run(*WRITE), "database_locked")
    assert run(*READ).code == 0  # whoever only reads is not kept waiting
    other.execute("ROLLBACK")
    other.close()
    assert digest(database) == before
