"""``init``, ``apply``, ``demo`` by command, and the first start at a terminal."""

from __future__ import annotations

import os
import pty
import select
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_processes import ROOT

pytest.importorskip("frontdesk.desk.setup")

NORTE = """
[business]
name = "Peluquería Norte"
locale = "es"
currency = "EUR"
country = "ES"

[[locations]]
name = "Centro"
timezone = "Europe/Madrid"

[[staff]]
name = "Marta"
hours = { mon = ["09:00-14:00"] }

[[services]]
name = "Corte"
duration = 45
price = "25.00"
needs = ["staff"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "norte.toml"
    path.write_text(NORTE, encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "deep" / "norte.db"
    monkeypatch.setenv("FRONTDESK_DATABASE", str(path))
    return path


def test_init_makes_the_database_and_the_business(run: Run, file: Path, path: Path) -> None:
    would = run("init", "--from", str(file), "--dry-run", "--json")
    assert would.code == 0, would.err
    assert not path.exists()
    made = run("init", "--from", str(file), "--json")
    assert made.code == 0, made.err
    assert made.json["database"] == str(path)
    assert made.json["added"]
    assert run("slots", "--service", "corte", "--from", "2026-11-23", "--json").json[0]["staff"] == "Marta"
    again = run("init", "--from", str(file), "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "already_set_up")


def test_an_empty_file_may_become_the_database(run: Run, file: Path, path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert run("init", "--from", str(file)).code == 0
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("duration = 45", "duration = 'long'", "duration"),
        ("locale =", "locales =", "locales"),
        ("[business]", "[business", ""),
        ('price = "25.00"', 'price = "x"', "price"),
    ],
)
def test_a_wrong_file_leaves_nothing_behind(
    run: Run, file: Path, path: Path, before: str, after: str, key: str
) -> None:
    file.write_text(NORTE.replace(before, after), encoding="utf-8")
    ended = run("init", "--from", str(file), "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, "wrong_business_file")
    assert ended.err.count("\n") == 1
    assert str(file) in ended.err
    assert key in ended.err
    assert not path.exists()
    assert run("init", "--from", str(file) + "x").code == 1


def test_init_touches_no_foreign_database(run: Run, file: Path, path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    ended = run("init", "--from", str(file), "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, "database_not_one")
    with sqlite3.connect(path) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["song"]
    connection.close()


def test_apply_brings_it_in_line(run: Run, file: Path, path: Path) -> None:
    assert run("init", "--from", str(file)).code == 0
    same = run("apply", str(file), "--json").json
    assert same["added"] == same["changed"] == same["removed"] == []
    file.write_text(NORTE.replace("25.00", "27.50"), encoding="utf-8")
    assert run("apply", str(file), "--json", "--dry-run").json["changed"]
    assert run("apply", str(file), "--json").json["changed"]
    assert run("apply", str(file), "--json").json["changed"] == []
    words = ("--service", "corte", "--at", "2026-11-23T10:00", "--customer", "Carla", "--json")
    assert run("book", *words).json["price"] == "27.50"


def test_a_demo_has_a_database_of_its_own(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("frontdesk.desk.demo")
    made = run("demo", "--no-app", "--json")
    assert made.code == 0, made.err
    database = Path(made.json["database"])
    assert database.name == "demo-salon-en.db"
    assert tmp_path in database.parents
    assert made.json["filled"] is True
    assert run("demo", "--json").json["filled"] is False
    assert run("reservations", "--json", "--database", str(database)).json
    assert run("check", "--database", str(database)).code == 0
    assert run("demo", "--business", "zoo").code == 2


def test_a_demo_speaks_the_language_of_the_program(run: Run) -> None:
    """Each language has its own; the other's is not opened instead."""
    for lang, service, currency in (("en", "Tasting menu", "GBP"), ("es", "Menú degustación", "EUR")):
        made = run("demo", "--business", "restaurant", "--no-app", "--json", "--lang", lang)
        assert made.code == 0, made.err
        assert made.json["filled"] is True
        database = made.json["database"]
        found = run("reservations", "--from", "2026-10-20", "--to", "2026-12-20", "--json", "--database", database)
        assert service in {one["service"] for one in found.json}
        assert {one["currency"] for one in found.json} == {currency}


def test_on_a_fresh_machine_the_app_is_given_what_makes_a_database(tmp_path: Path) -> None:
    database = tmp_path / "first.db"
    script = (
        "import sys\n"
        "from frontdesk import start\n"
        "def app(settings, load, make):\n"
        "    make('Salon Nord', 'salon', 'es')\n"
        "    print('screens', load().business().name)\n"
        "    return 0\n"
        "start._app = app\n"
        "sys.exit(start.run(['--database', sys.argv[1], '--lang', 'en']))\n"
    )
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(follower)
    seen, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([leader], [], [], 0.2)[0]:
            try:
                seen += os.read(leader, 65536)
            except OSError:
                break
    assert process.wait(timeout=30) == 0, seen
    assert b"screens Salon Nord" in seen
    assert database.exists()
    assert (tmp_path / "config" / "frontdesk" / "config.toml").read_text() == 'language = "es"\n'


def test_apply_asks_before_it_takes_anything_out(run: Run, file: Path, path: Path) -> None:
    file.write_text(
        NORTE + '\n[[passes]]\nname = "Bono 5"\nunits = 5\nprice = "90.00"\nvalid_days = 90\n', encoding="utf-8"
    )
    assert run("init", "--from", str(file)).code == 0
    file.write_text(NORTE, encoding="utf-8")
    assert run("apply", str(file), "--dry-run", "--json").json["removed"] == ["pass Bono 5"]
    asked = run("apply", str(file), typed="n\n")
    assert (asked.code, "would take out: pass Bono 5" in asked.err) == (1, True)
    assert run("apply", str(file), "--dry-run", "--json").json["removed"] == ["pass Bono 5"]
    assert run("apply", str(file), "--json").json["removed"] == ["pass Bono 5"]  # a script is not asked
    assert run("apply", str(file), "--yes", "--json").json["removed"] == []
