"""Customers by command; hostile text by argv; who may do what (S46)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_working import book

HOSTILE = [
    "=1+1",
    "-x",
    "--json",
    "[bold]Eva[/bold]",
    "\x1b[31mEva\x1b[0m",
    "a\tb\nc",
    "\u202eavE",
    "👩‍👩‍👧 Eva",
    "日本語の名前",
    "O'Brien; DROP TABLE customer;--",
    "%s {0} {name}",
    "Eva" * 60,
    "E\udcffva",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(run: Run, database: Path, name: str) -> None:
    made = run(
        "book", "--json", "--service", "corte", "--at", "2026-11-23T10:00", f"--customer={name}", f"--notes={name}"
    )
    assert made.code == 0, made.err
    kept = made.json["customer"]["name"]
    assert not any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in kept)
    listed = run("reservations")
    assert listed.code == 0
    assert "\x1b" not in listed.out
    assert "\u202e" not in listed.out
    assert len(listed.out.splitlines()) == 2
    for words in (("customers", "--", name), ("reservations", f"--search={name}"), ("history", "--", name)):
        assert run(*words).code in (0, 1, 2)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_where_a_name_is_looked_up(run: Run, database: Path, name: str) -> None:
    for words in (
        ("slots", f"--service={name}", "--from", "2026-11-23"),
        ("move", "--at", "2026-11-23T10:00", "--", name),
        ("customer", "show", "--", name),
        ("reservations", f"--staff={name}"),
    ):
        ended = run(*words)
        assert ended.code in (0, 1, 2)
        assert ended.err.count("\n") <= 1
        assert "itself failed" not in ended.err


def test_a_customer_is_added_changed_tagged_and_found(run: Run, database: Path) -> None:
    added = run(
        "customer", "add", "Zoë Gil", "--json", "--phone", "600 111 222", "--tag", "vip", "--preference", "café=solo"
    ).json
    known = added["id"]
    assert added.keys() >= {"id", "name", "phone", "email", "tags", "version"}
    assert run("customers", "zoe", "--json").json[0]["id"] == known
    assert run("customer", "tag", known, "new", "--remove", "vip", "--json").json["tags"] == ["new"]
    assert run("customer", "edit", f"customer:{known}", "--email", "zoe@example.com", "--json").json["phone"]
    assert run("customer", "edit", known, "--phone", "", "--json").json["phone"] is None
    assert run("customer", "note", known, "asks for Ana").code == 0
    card = run("customer", "show", "zoe gil", "--json").json
    assert card["preferences"] == {"café": "solo"}
    assert card["notes"][0]["body"] == "asks for Ana"
    stale = run("customer", "edit", known, "--name", "Zoë", "--version", "1", "--json")
    assert (stale.code, stale.json["error"]["code"]) == (1, "stale_version")
    assert run("history", f"customer:{known[1:]}", "--json").json[0]["kind"] == "customer"
    assert run("customer", "export", known).code == 0


def test_a_name_that_several_bear_is_ambiguous(run: Run, database: Path) -> None:
    for phone in ("600111222", "600333444"):
        assert run("customer", "add", "Ana López", "--phone", phone).code == 0
    ended = run("customer", "show", "ana lopez", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, "ambiguous")
    assert len(ended.json["error"]["ids"]) == 2
    merged = run("customer", "merge", *ended.json["error"]["ids"], "--json")
    assert merged.code == 0
    assert run("customer", "show", "ana lopez").code == 0


def test_s47_erasing_asks_where_a_visit_is_to_come(run: Run, database: Path) -> None:
    known = book(run)["customer"]["id"]
    asked = run("customer", "erase", known, "--json")
    assert (asked.code, asked.json["error"]["code"]) == (1, "cannot_erase")
    assert run("customer", "erase", known, "--yes", "--json").json == {"erased": known}
    assert run("customers", "carla", "--json").json == []


def test_s46_an_employee_is_refused_anothers_reservation(
    run: Run, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_USER", "jefa")
    monkeypatch.setenv("FRONTDESK_TOKEN", "secret-jefa")
    code = book(run, service="corte@Ana")["code"]
    own = book(run, service="corte@Marta", who="Diego")["code"]
    monkeypatch.setenv("FRONTDESK_USER", "marta")
    monkeypatch.setenv("FRONTDESK_TOKEN", "secret-marta")
    for words in (
        ("move", code, "--at", "2026-11-23T12:00"),
        ("resize", code, "--minutes", "60"),
        ("edit", code, "--notes", "mine"),
        ("cancel", code),
        ("arrive", code),
        ("no-show", code),
        ("pay", code, "--amount", "1", "--method", "cash"),
        ("delete", code, "--reason", "mine"),
        ("history", code),
    ):
        ended = run(*words, "--json")
        assert (ended.code, ended.json["error"]["code"]) in {(1, "not_allowed"), (1, "not_found")}, words
    assert [one["code"] for one in run("reservations", "--json").json] == [own]
    assert run("arrive", own, "--as", "marta").code == 0


def test_s46_another_user_needs_the_token(run: Run, staffed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_TOKEN", "wrong")
    refused = run("reservations", "--as", "jefa", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "not_allowed")
    monkeypatch.setattr("os.geteuid", lambda: 65_534)
    nobody = run("reservations", "--json")
    assert (nobody.code, nobody.json["error"]["code"]) == (1, "not_a_user")


def test_a_token_proves_a_user(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO user_account (name, role, account) VALUES ('jefa', 'admin', 'jefa-os')")
        connection.execute("INSERT INTO user_account (name, role) VALUES ('recepcion', 'reception')")
        connection.execute("UPDATE counter SET value = value + 1 WHERE name = 'house'")
    connection.close()
    # whoever owns the file is its admin: nothing in it could keep that account out
    assert [one["name"] for one in run("users", "list", "--json").json] == ["jefa", "recepcion"]
    assert run("reservations", "--as", "recepcion", "--json").code == 0
    monkeypatch.setattr("os.geteuid", lambda: 65_534)
    assert run("reservations", "--json").json["error"]["code"] == "not_a_user"
    assert run("reservations", "--as", "jefa", "--json").json["error"]["code"] == "not_allowed"
    monkeypatch.setenv("LOGNAME", "jefa-os")
    assert [one["name"] for one in run("users", "list", "--json").json] == ["jefa", "recepcion"]
    token = run("users", "token", "recepcion", "--json").json["token"]
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("FRONTDESK_TOKEN", token)
    assert run("reservations", "--as", "recepcion", "--json").json == []
    assert run("users", "list", "--as", "recepcion", "--json").json["error"]["code"] == "not_allowed"
    monkeypatch.setenv("FRONTDESK_TOKEN", token + "x")
    assert run("reservations", "--as", "recepcion", "--json").json["error"]["code"] == "not_allowed"
