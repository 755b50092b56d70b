"""``import`` and ``export`` by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_working import book

pytest.importorskip("frontdesk.desk.imports", exc_type=ImportError)

ROWS = """fecha,hora,servicio,persona,nombre,teléfono
2026-11-24,10:00,Corte,Ana,Carla,600111222
2026-11-24,10:15,Corte,Ana,Diego,600111333
2026-11-25,11:00,Tinte,Marta,Eva,600111444
"""
MAP = ("date=fecha", "time=hora", "service=servicio", "staff=persona", "customer=nombre", "phone=teléfono")


def mapped() -> list[str]:
    return [word for one in MAP for word in ("--map", one)]


def test_an_import_tells_every_row(run: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text(ROWS, encoding="utf-8")
    words = ("import", "reservations", str(file), *mapped(), "--json")
    would = run(*words, "--dry-run")
    assert (would.code, would.json["imported"]) == (1, 2)
    assert run("reservations", "--json").json == []
    done = run(*words)
    assert done.code == 1
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1
    assert {key: done.json[key] for key in ("rows", "imported", "updated", "unchanged")} == {
        "rows": 3,
        "imported": 2,
        "updated": 0,
        "unchanged": 0,
    }
    assert done.json["rejected"][0].keys() == {"row", "reason", "message"}
    again = run(*words)
    assert (again.json["imported"], again.json["unchanged"]) == (0, 2)
    assert len(run("reservations", "--json").json) == 2
    assert run("check").code == 0


def test_s45_an_export_is_filtered_and_harmless(run: Run, database: Path, tmp_path: Path) -> None:
    pytest.importorskip("frontdesk.desk.exports", exc_type=ImportError)
    book(run, who="=1+1")
    book(run, at="2026-11-24T10:00", who="Diego")
    file = tmp_path / "out.csv"
    done = run("export", "reservations", str(file), "--date", "2026-11-23", "--json")
    assert done.code == 0, done.err
    assert done.json["rows"] == 1
    text = file.read_text("utf-8-sig")
    assert "Diego" not in text
    assert ",=1+1" not in text
    people = tmp_path / "people.csv"
    assert run("export", "customers", str(people), "--json").json["rows"] == 2
    assert run("export", "customers", str(tmp_path / "x.doc")).code == 1


def test_what_cannot_be_read_is_one_sentence(run: Run, database: Path, tmp_path: Path) -> None:
    assert run("import", "customers", str(tmp_path / "none.csv"), "--json").json["error"]["code"] == "wrong_file"
    assert run("import", "customers", str(tmp_path), "--json").code == 1
    assert run("import", "customers", "x.csv", "--date-order", "ydm").code == 2
    assert run("import", "customers", "x.csv", "--map", "name").code == 2
