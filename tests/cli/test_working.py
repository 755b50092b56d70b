"""Booking and what follows, by command, on a real database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

RESERVATION = {
    "code",
    "status",
    "service",
    "start",
    "end",
    "staff",
    "resources",
    "lines",
    "location",
    "party",
    "channel",
    "customer",
    "price",
    "currency",
    "notes",
    "version",
}
SLOT = {"start", "end", "staff", "resources", "location", "remaining"}


def book(run: Run, *more: str, at: str = "2026-11-23T10:00", who: str = "Carla", service: str = "corte@Ana") -> Any:
    ended = run("book", "--json", "--service", service, "--at", at, "--customer", who, *more)
    assert ended.code == 0, ended.err
    return ended.json


def test_slots_are_rows_by_start_then_staff(run: Run, database: Path) -> None:
    rows = run("slots", "--json", "--service", "CÓRTE", "--from", "2026-11-23").json
    assert rows[0].keys() >= SLOT
    assert [row["staff"] for row in rows[:2]] == ["Ana", "Marta"]
    assert rows[0]["start"] == "2026-11-23T09:00:00+01:00"
    assert rows == sorted(rows, key=lambda row: (row["start"], row["staff"]))
    assert {row["start"][:10] for row in rows} == {"2026-11-23"}


def test_slots_by_the_night(run: Run, database: Path) -> None:
    rows = run("slots", "--json", "--service", "Habitacion doble", "--from", "2026-11-24", "--nights", "2").json
    assert rows[0]["start"] == "2026-11-24T15:00:00+01:00"
    assert rows[0]["end"] == "2026-11-26T11:00:00+01:00"
    assert rows[0]["staff"] is None


def test_a_reservation_has_the_contracts_shape(run: Run, database: Path) -> None:
    made = book(run, "--phone", "600 111 222", "--notes", "first\nsecond", "--channel", "phone")
    assert made.keys() >= RESERVATION
    assert made["lines"][0].keys() == {"service", "staff", "resources", "start", "end", "price"}
    assert made["customer"].keys() == {"id", "name", "phone", "email"}
    assert (made["price"], made["currency"], made["version"], made["channel"]) == ("25.00", "EUR", 1, "phone")
    assert made["start"] == "2026-11-23T10:00:00+01:00"
    assert made["notes"] == "first\nsecond"
    assert made["staff"] == "Ana"


@pytest.mark.parametrize(
    "at",
    ["2026-11-23T10:00", "2026-11-23 10:00", "2026-11-23T10:00:00", "2026-11-23T09:00Z", "2026-11-23T11:00:00+02:00"],
)
def test_times_are_iso_8601(run: Run, database: Path, at: str) -> None:
    assert book(run, at=at)["start"] == "2026-11-23T10:00:00+01:00"


def test_a_service_with_an_at_sign_of_its_own(run: Run, database: Path) -> None:
    assert book(run, service="corte @ casa")["service"] == "Corte @ casa"
    assert book(run, service="corte @ casa@marta")["staff"] == "Marta"


def test_lines_follow_each_other(run: Run, database: Path) -> None:
    made = book(run, "--service", "tinte@Ana", service="corte@Marta")
    assert [(line["service"], line["staff"]) for line in made["lines"]] == [("Corte", "Marta"), ("Tinte", "Ana")]
    assert made["lines"][0]["end"] == made["lines"][1]["start"]


def test_a_stay_is_booked_by_its_date(run: Run, database: Path) -> None:
    made = book(run, "--nights", "2", service="Habitación doble", at="2026-11-24")
    assert (made["start"], made["end"]) == ("2026-11-24T15:00:00+01:00", "2026-11-26T11:00:00+01:00")


def test_a_taken_time_says_why_and_what_else_is_free(run: Run, database: Path) -> None:
    code = book(run)["code"]
    ended = run("book", "--json", "--service", "corte@Ana", "--at", "2026-11-23T10:15", "--customer", "Otra")
    assert ended.code == 1
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    error = ended.json["error"]
    assert error["code"] == "slot_taken"
    assert error["obstacles"][0]["rule"] == "taken"
    assert error["obstacles"][0]["code"] == code
    assert error["alternatives"][0].keys() >= SLOT


def test_why_says_nothing_when_it_can_be_booked(run: Run, database: Path) -> None:
    free = run("why", "--json", "--service", "corte", "--at", "2026-11-23T10:00")
    assert (free.code, free.json) == (0, [])
    shut = run("why", "--json", "--service", "corte", "--at", "2026-11-23T15:00", "--staff", "Ana")
    assert shut.code == 0
    assert shut.json[0].keys() >= {"rule", "message"}


def test_dry_run_changes_nothing(run: Run, database: Path) -> None:
    would = book(run, "--dry-run")
    assert would.keys() >= RESERVATION
    assert would["dry_run"] is True
    assert run("reservations", "--json").json == []
    assert run("customers", "--json").json == []
    book(run)
    refused = run("--dry-run", "book", "--service", "corte@Ana", "--at", "2026-11-23T10:00", "--customer", "Otra")
    assert refused.code == 1


def test_global_options_go_before_and_after(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRONTDESK_DATABASE")
    before = run("--json", "--database", str(database), "--as", "admin", "reservations")
    after = run("reservations", "--json", f"--database={database}", "--as", "admin")
    assert (before.code, before.json) == (after.code, after.json) == (0, [])


def test_an_option_as_another_options_value(run: Run, database: Path) -> None:
    assert book(run, "--notes=--json", who="-x")["notes"] == "--json"
    assert book(run, at="2026-11-23T12:00", who="=1+1")["customer"]["name"] == "=1+1"


def test_the_life_of_a_reservation(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = book(run)["code"]
    moved = run("move", code.lower(), "--json", "--at", "2026-11-23T11:00", "--staff", "marta", "--version", "1").json
    assert (moved["start"][11:16], moved["staff"], moved["version"]) == ("11:00", "Marta", 2)
    stale = run("resize", code, "--json", "--minutes", "60", "--version", "1")
    assert (stale.code, stale.json["error"]["code"]) == (1, "stale_version")
    assert run("resize", code, "--json", "--minutes", "60").json["end"][11:16] == "12:00"
    edited = run("edit", code, "--json", "--notes", "té", "--price", "30", "--party", "1").json
    assert (edited["notes"], edited["price"]) == ("té", "30.00")
    paid = run("pay", code, "--json", "--amount", "10.50", "--method", "card").json
    assert paid["paid"] == "10.50"
    early = run("no-show", code, "--json")
    assert (early.code, early.json["error"]["code"]) == (1, "wrong_status")
    assert run("arrive", code, "--json").json["status"] == "arrived"
    assert run("complete", code, "--json").json["status"] == "completed"
    verbs = [row["verb"] for row in run("history", code, "--json").json]
    assert len(verbs) >= 6


def test_cancelled_ones_are_listed_on_request(run: Run, database: Path) -> None:
    code = book(run)["code"]
    gone = run("cancel", code, "--json", "--by", "business", "--reason", "broken drier").json
    assert (gone["status"], gone["cancelled_by"]) == ("cancelled", "business")
    day = ("--date", "2026-11-23", "--json")
    assert run("reservations", *day).json == []
    assert [one["code"] for one in run("reservations", *day, "--status", "confirmed,cancelled").json] == [code]
    assert [one["code"] for one in run("reservations", *day, "--status", "all").json] == [code]
    assert run("reservations", *day, "--status", "confirmed", "--status", "arrived").json == []
    assert run("undo", "--json").json["entities"]
    assert [one["code"] for one in run("reservations", *day).json] == [code]


def test_a_deleted_record_leaves_lists_but_has_a_history(run: Run, database: Path) -> None:
    code = book(run)["code"]
    assert run("delete", code).code == 2
    assert run("delete", code, "--reason", "typed twice", "--json").json["deleted"] == code
    assert run("reservations", "--status", "all", "--json").json == []
    assert run("history", code, "--json").json


def test_walk_in(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_NOW", "2026-11-23T10:07:00+01:00")
    made = run("walk-in", "--json", "--service", "corte").json
    assert (made["status"], made["start"][11:16]) == ("arrived", "10:07")


def test_filters(run: Run, database: Path) -> None:
    first = book(run)["code"]
    second = book(run, "--channel", "phone", service="tinte@Marta", at="2026-11-24T10:00", who="Diego")["code"]

    def codes(*words: str) -> list[str]:
        return [one["code"] for one in run("reservations", "--json", *words).json]

    assert codes() == [first, second]
    assert codes("--from", "2026-11-23") == [first]
    assert codes("--from", "2026-11-23", "--to", "2026-11-24") == [first, second]
    assert codes("--staff", "marta") == [second]
    assert codes("--service", "corte") == [first]
    assert codes("--channel", "phone") == [second]
    assert codes("--customer", "diego") == [second]
    assert codes("--customer", "C1") == [first]
    assert codes("--location", "centro", "--sort", "start", "--descending") == [second, first]


def test_s13_the_repeated_hour_asks_which(run: Run, database: Path) -> None:
    words = ("book", "--json", "--service", "tinte", "--customer", "Eva", "--at")
    asked = run(*words, "2027-10-31T02:30")
    assert (asked.code, asked.json["error"]["code"]) == (1, "ambiguous_time")
    assert asked.json["error"]["times"] == ["2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"]
    assert run(*words, "2027-10-31T02:30+01:00").json["start"] == "2027-10-31T02:30:00+01:00"
    assert run(*words, "2027-03-28T02:30").json["error"]["code"] == "nonexistent_time"


def test_words_for_people(run: Run, database: Path) -> None:
    said = run("book", "--service", "corte@Ana", "--at", "2026-11-23T10:00", "--customer", "Carla").out
    assert said.startswith("Booked: ")
    table = run("reservations").out.splitlines()
    assert len(table) == 2
    assert "Carla" in table[1]
    assert "\x1b" not in "".join(table)


def test_an_old_undo_is_asked_about(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book(run)
    monkeypatch.setenv("FRONTDESK_NOW", "2026-11-23T08:06:00+01:00")
    asked = run("undo", typed="n\n")
    assert (asked.code, asked.out) == (1, "")
    assert "6 minutes" in asked.err
    assert len(run("reservations", "--json").json) == 1
    assert run("undo", "--dry-run", typed="").code == 0
    assert run("undo", typed="y\n").code == 0
    assert run("reservations", "--json").json == []


def test_a_fresh_undo_is_not_asked_about(run: Run, database: Path) -> None:
    book(run)
    assert run("undo", typed="").code == 0
    nothing = run("undo", "--json")
    assert (nothing.code, nothing.json["error"]["code"]) in {(1, "nothing_to_undo"), (0, None)}


def test_an_operation_is_undone_by_its_number(run: Run, database: Path) -> None:
    first, second = book(run)["code"], book(run, at="2026-11-23T12:00", who="Diego")["code"]
    op = run("history", first, "--json").json[0]["op"]
    assert run("undo", "--op", str(op), "--json").json["op"] == op
    assert [one["code"] for one in run("reservations", "--json").json] == [second]
