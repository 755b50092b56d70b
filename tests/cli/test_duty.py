"""Calls, handover, day sheet and lost demand as commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.opening import open_desk
from tests.cli.conftest import Run
from tests.conftest import SALON

TOMORROW = "2026-11-24T10:00"


def booked(run: Run, at: str = TOMORROW, name: str = "Eva Ruiz", **more: str) -> str:
    options = [word for key, value in more.items() for word in (f"--{key}", value)]
    made = run("book", "--service", "Corte", "--at", at, "--customer", name, "--json", *options)
    assert made.code == 0, made.err
    return str(made.json["code"])


def test_calls_are_listed_logged_and_taken_back(run: Run, database: Path) -> None:
    code = booked(run, phone="600111222")
    [one] = run("calls", "list", "--json").json
    assert (one["code"], one["customer"]["phone"], one["calls"], one["done"]) == (code, "+34600111222", [], False)
    assert one["day"] == "2026-11-24"
    logged = run("calls", "log", code, "no-answer", "--json")
    assert [call["outcome"] for call in logged.json["calls"]] == ["no_answer"]
    assert "no answer" in run("calls", "list").out
    assert "Taken back: call" in run("undo", "--yes").out
    assert run("calls", "list", "--json").json[0]["calls"] == []


def test_a_dry_run_logs_nothing(run: Run, database: Path) -> None:
    code = booked(run)
    would = run("calls", "log", code, "confirmed", "--dry-run")
    assert (would.code, would.out[:10]) == (0, "Would note")
    assert run("calls", "list", "--json").json[0]["calls"] == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("calls", "log", "TW7C3", "maybe"), 2, "confirmed, call_back"),
        (("calls", "log", "ZZZZZ", "confirmed"), 1, "error:"),
        (("calls", "list", "--date", "soon"), 2, "2026-11-23"),
        (("calls", "list", "--location", "Marte"), 1, "Marte"),
    ],
)
def test_wrong_words_are_refused_in_one_line(
    run: Run, database: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    ended = run(*words)
    assert (ended.code, says in ended.err, ended.err.count("\n")) == (code, True, 1)


def test_a_handover_tells_what_changed_since_a_time(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    booked(run, "2026-11-23T12:00", "Antes")
    monkeypatch.setenv("FRONTDESK_NOW", "2026-11-23T10:00:00+01:00")
    code = booked(run, TOMORROW, "Lucía")
    run("pay", code, "--amount", "10.00", "--method", "cash")
    told = run("handover", "--since", "2026-11-23T09:00", "--json").json
    assert told["since"] == "2026-11-23T09:00:00+01:00"
    assert [(one["group"], one["customer"]["name"]) for one in told["changes"]] == [
        ("booked", "Lucía"),
        ("paid", "Lucía"),
    ]
    assert told["changes"][1]["amount"] == "10.00"
    assert [one["code"] for one in told["unconfirmed"]["reservations"]] == [code]
    said = run("handover", "--since", "2026-11-23T09:00").out
    assert "Booked · 1" in said
    assert "Antes" not in said
    assert "Antes" in run("handover").out


def test_lost_demand_is_noted_with_its_reason_and_listed(run: Run, database: Path) -> None:
    booked(run, staff="Marta")
    added = run("lost-demand", "add", "--service", "Corte", "--at", "2026-11-29T23:30", "--party", "2", "--json")
    assert (added.code, added.json["reason"], added.json["party"]) == (0, "closed", 2)
    whole_day = run("lost-demand", "add", "--service", "Corte", "--at", "2026-11-27", "--channel", "walk-in", "--json")
    assert (whole_day.json["start"], whole_day.json["day"]) == (None, "2026-11-27")
    listed = run("lost-demand", "list", "--json").json
    assert [one["day"] for one in listed] == ["2026-11-27", "2026-11-29"]
    assert run("lost-demand", "list", "--from", "2026-11-29", "--json").json == listed[1:]
    assert "walk-in" in run("lost-demand", "list").out
    assert "Corte" in run("undo", "--yes").out
    assert run("lost-demand", "list", "--json").json == listed[1:]


def test_a_refused_booking_is_noted_where_that_is_asked_for(run: Run, database: Path) -> None:
    refused = ("book", "--service", "Corte", "--at", "2026-11-29T23:30", "--customer", "Eva", "--channel", "phone")
    assert run(*refused).code == 1
    assert run("lost-demand", "list", "--json").json == []
    noted = run(*refused, "--log-lost")
    assert (noted.code, "Noted as lost demand." in noted.err) == (1, True)
    [one] = run("lost-demand", "list", "--json").json
    assert (one["reason"], one["channel"], one["start"]) == ("closed", "phone", "2026-11-29T23:30:00+01:00")
    assert run(*refused, "--log-lost", "--dry-run").code == 1
    assert len(run("lost-demand", "list", "--json").json) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--service", "Corte", "--at", "2026-11-27", "--reason", "bad"), 2),
        (("--service", "Nada", "--at", "2026-11-27"), 1),
        (("--service", "Corte", "--at", "2026-11-27", "--party", "0"), 1),
        (("--service", "Corte", "--at", "9999-11-27"), 1),
        (("--service", "Corte",), 2),
    ],
)  # fmt: skip
def test_lost_demand_of_nothing_is_refused(run: Run, database: Path, words: tuple[str, ...], code: int) -> None:
    ended = run("lost-demand", "add", *words)
    assert (ended.code, ended.err.count("\n")) == (code, 1)


def test_a_confirmation_goes_now(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "salon.toml"
    rule = '[[reminders]]\nwhen = "booked"\nchannels = ["sms"]\ntemplate = "confirmation"\n'
    file.write_text(SALON + rule, encoding="utf-8")
    monkeypatch.setenv("FRONTDESK_DATABASE", str(tmp_path / "told.db"))
    assert run("init", "--from", str(file)).code == 0
    code = booked(run, phone="600111222")
    [waiting] = run("messages", "list", "--reservation", code, "--status", "waiting", "--json").json
    assert run("messages", "now", code, "--dry-run").code == 0
    sent = run("messages", "now", code, "--json").json
    assert [one["id"] for one in sent["messages"]] == [waiting["id"]]
    assert sent["messages"][0]["due"] < waiting["due"]
    assert run("messages", "now", "ZZZZZ").code == 1


def test_a_day_sheet_as_text_pdf_and_json(run: Run, database: Path, tmp_path: Path) -> None:
    code = booked(run, phone="600111222")
    said = run("daysheet", "2026-11-24").out
    assert "10:00–10:45 ✓ Eva Ruiz" in said
    assert "Eva Ruiz" not in run("daysheet").out
    assert run("daysheet", "2026-11-24", "--text").out == said
    file = tmp_path / "a.pdf"
    assert run("daysheet", "2026-11-24", "--pdf", str(file), "--dry-run").code == 0
    assert not file.exists()
    assert run("daysheet", "2026-11-24", "--pdf", str(file), "--json").json["visits"] == 1
    assert file.read_bytes()[:4] == b"%PDF"
    again = run("daysheet", "2026-11-24", "--pdf", str(file), "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "file_exists")
    [line] = [one for part in run("daysheet", "2026-11-24", "--json").json["parts"] for one in part["lines"]]
    assert (line["code"], line["phone"]) == (code, "+34600111222")
    assert run("daysheet", "--pdf", str(tmp_path / "a.doc")).code == 2
    assert run("daysheet", "--pdf", str(file), "--text").code == 2


def test_doctor_tells_of_the_emergency_sheet(run: Run, database: Path) -> None:
    def finding() -> dict[str, object]:
        found = run("doctor", "--json").json["findings"]
        return dict(next(one for one in found if one["name"] == "emergency sheet"))

    before = finding()
    assert (before["ok"], "not written yet" in str(before["advice"])) == (True, True)
    desk = open_desk(str(database), clock=FixedClock.at("2026-11-23T07:55:00+01:00"))
    assert desk.duty.keeper().tick()
    desk.close()
    after = finding()
    assert (after["ok"], str(after["message"]).endswith("(5 min)"), after["advice"]) == (True, True, None)
