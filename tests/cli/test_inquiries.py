"""``inquiries``: from the call to the booking by commands only, through a real SMTP server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.channels.postman import Postman, post_office
from tests.cli.conftest import Run
from tests.inquiries.conftest import HOTEL


@pytest.fixture
def letterbox() -> Iterator[tuple[Postman, int]]:
    postman = Postman()
    with post_office(postman) as port:
        yield postman, port


@pytest.fixture
def hotel(run: Run, tmp_path: Path, letterbox: tuple[Postman, int]) -> Postman:
    box, port = letterbox
    file = tmp_path / "hotel.toml"
    file.write_text(HOTEL, encoding="utf-8")
    assert run("init", "--from", str(file)).code == 0
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "frontdesk" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[channels.email]\nsender = "Miramar <hola@example.com>"\nsmtp = "smtp://127.0.0.1:{port}"\nplain = true\n'
    )
    return box


def add(run: Run, *more: str) -> str:
    ended = run(
        "inquiries", "add", "--name", "Rosa Gil", "--email", "rosa@example.com", "--asked", "¿Del 11 al 13?",
        "--service", "habitacion doble", "--at", "2026-12-11", "--to", "2026-12-13", "--party", "2", "--json", *more,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return str(ended.json["id"])


def test_a_quote_arrives_with_its_file(run: Run, hotel: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    id = add(run)
    assert run("inquiries", "list").out.splitlines()[1].startswith("!  Q1  to be answered  Rosa Gil")
    ended = run(
        "inquiries", "quote", id, "--line", "Doble; 2; 90.00; 10", "--line", "Descuento; -10.00",
        "--valid-until", "2026-12-01", "--json",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    quote = ended.json["quote"]
    assert (ended.json["stage"], quote["total"], quote["net"], quote["currency"]) == (
        "quoted",
        "170.00",
        "153.64",
        "EUR",
    )
    assert [one["days"] for one in ended.json["reminders"]] == [2, 5]  # on the tenth day it holds no more
    monkeypatch.setenv("FRONTDESK_NOW", "2026-11-23T10:02:00+01:00")
    assert run("worker", "--once").code == 0
    (letter,) = hotel.mails
    mail = message_from_bytes(letter.content or b"", policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == "Hotel Miramar: Tu presupuesto"
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Q1-1.pdf", "application/pdf")
    assert file.get_content().startswith(b"%PDF-")
    assert run("inquiries", "confirm", id, "--json").json["waits"] is True
    booked = run("inquiries", "book", id, "--json")
    assert (booked.json["nights"], booked.json["inquiry"]) == (2, "Q1")
    assert (booked.json["price"], [one["rule"] for one in booked.json["warnings"]]) == ("170.00", ["quoted"])
    shown = run("inquiries", "show", id, "--json").json
    assert (shown["stage"], shown["reservations"]) == ("booked", [booked.json["code"]])
    counted = {one["stage"]: one["count"] for one in run("inquiries", "counts", "--json").json}
    assert counted == {"new": 0, "answered": 0, "quoted": 0, "confirmed": 0, "booked": 1, "lost": 0}
    kinds = [one["kind"] for one in run("inquiries", "history", id, "--json").json]
    assert kinds == ["registered", "quote", "stage", "sent", "stage", "booked", "reminder"]
    assert run("check").code == 0
    exported = run("customer", "export", shown["customer"]["id"]).json
    assert [one["id"] for one in exported["inquiries"]] == ["Q1"]


def test_dry_runs_change_nothing(run: Run, hotel: Postman) -> None:
    id = add(run)
    before = run("inquiries", "show", id, "--json").json
    for words in (
        ("answer", id, "Sí."),
        ("quote", id, "--line", "Doble; 90.00"),
        ("next", id),
        ("confirm", id),
        ("book", id),
        ("book", id, "--nights", "1"),
        ("lose", id, "--reason", "caro"),
        ("edit", id, "--party", "1"),
    ):
        ended = run("inquiries", *words, "--dry-run", "--json")
        assert ended.code == 0, (words, ended.err)
        assert ended.json["dry_run"] is True
    assert run("inquiries", "show", id, "--json").json == before
    assert run("messages", "list", "--json").json == []


def test_what_is_refused(run: Run, hotel: Postman) -> None:
    id = add(run)
    wrong = [
        (("add",), 1, "wrong_value"),
        (("show", "Q77"), 1, "not_found"),
        (("show", "TW7C3"), 1, "not_found"),
        (("reopen", id), 1, "wrong_status"),
        (("remind", id), 1, "wrong_value"),
        (("answer", id, "x", "--version", "7"), 1, "stale_version"),
        (("quote", id, "--line", "a; b"), 1, "wrong_value"),
        (("quote", id, "--line", "a; x; 1.00"), 1, "wrong_value"),
        (("edit", id, "--to", "2026-12-01"), 1, "wrong_value"),
    ]
    for words, code, error in wrong:
        ended = run("inquiries", *words, "--json")
        assert (ended.code, ended.json["error"]["code"]) == (code, error), (words, ended.err)
    for words in (
        ("list", "--stage", "x"),
        ("quote", id, "--line", "a"),
        ("edit", id),
        ("lose", id),
        ("add", "--at", "x"),
    ):
        assert run("inquiries", *words).code == 2, words
    assert run("inquiries", "show", id, "--json").json["version"] == 1
    assert "“reopen” is not possible now" in run("inquiries", "reopen", id).err


def test_by_hand_without_mail(run: Run, hotel: Postman, tmp_path: Path) -> None:
    id = add(run, "--source", "walk-in")
    assert run("inquiries", "quote", id, "--line", "Doble; 2; 90.00; 10", "--taxes", "added", "--keep").code == 0
    file = tmp_path / "quote.pdf"
    assert run("inquiries", "quote", id, "--pdf", str(file)).code == 0
    assert file.read_bytes().startswith(b"%PDF-")
    assert run("inquiries", "quote", id, "--pdf", str(file)).code == 1
    text = tmp_path / "quote.TXT"
    assert run("inquiries", "quote", id, "--file", str(text), "--dry-run").code == 0
    assert not text.exists()
    assert run("inquiries", "quote", id, "--file", str(text)).code == 0
    said = text.read_text(encoding="utf-8")
    for words in ("Hotel Miramar", "Rosa Gil", "Q1-1", "Doble", "198,00 EUR"):
        assert words in said, words
    for other in ("quote.doc", "quote"):
        refused = run("inquiries", "quote", id, "--pdf", str(tmp_path / other))
        assert (refused.code, "a quote is saved as .pdf or as .txt" in refused.err) == (1, True)
        assert not (tmp_path / other).exists()
    (made,) = run("inquiries", "quote", id, "--json").json
    assert (made["total"], made["rates"]) == ("198.00", [{"rate": "10", "net": "180.00", "tax": "18.00"}])
    assert run("inquiries", "show", id, "--json").json["reminders"] == []  # of what was only told
    assert run("inquiries", "remind", id).code == 0
    assert run("inquiries", "unremind", id, "--days", "5").code == 0
    assert run("inquiries", "remind", id, "--days", "7").code == 0
    reminders = run("inquiries", "show", id, "--json").json["reminders"]
    assert [(one["days"], one["state"]) for one in reminders] == [
        (2, "waiting"),
        (5, "stopped"),
        (7, "waiting"),
        (10, "waiting"),
    ]
    assert run("undo").code == 0
    assert run("inquiries", "lose", id, "--reason", "caro").code == 0
    assert run("inquiries", "list", "--stage", "lost", "--search", "rosa", "--json").json[0]["reason"] == "caro"
    assert "its reminders stay taken back" in run("inquiries", "reopen", id).out
    assert run("inquiries", "show", id, "--json").json["stage"] == "quoted"


def test_one_that_was_booked_otherwise(run: Run, hotel: Postman) -> None:
    id = add(run)
    visit = run(
        "book", "--service", "habitacion doble", "--at", "2026-12-11", "--nights", "2", "--customer", "Rosa Gil", "--json"
    ).json  # fmt: skip
    assert run("inquiries", "book", id, "--reservation", visit["code"], "--nights", "1").code == 2
    done = run("inquiries", "book", id, "--reservation", visit["code"], "--json").json
    assert (done["stage"], done["reservations"]) == ("booked", [visit["code"]])


def test_in_spanish_everything_is_said_in_spanish(run: Run, hotel: Postman) -> None:
    id = add(run)
    line = ("--line", "Doble; 2; 90.50", "--line", "Traslado; 50.00")
    assert run("inquiries", "quote", id, *line).code == 0
    assert run("inquiries", "unremind", id, "--days", "5").code == 0
    shown = run("inquiries", "show", id, "--lang", "es").out
    assert "a los 2 días (en espera), a los 5 días (quitado)" in shown
    assert "Presupuesto    1: 231,00 EUR" in shown
    told = run("inquiries", "history", id, "--lang", "es").out
    for words in (
        "(por teléfono)", "→ presupuestada", "Presupuesto 1: 231,00 EUR",
        "recordatorio a los 5 días · quitado",
    ):  # fmt: skip
        assert words in told, (words, told)
    assert not {"registered", "stage", "quoted", "waiting", "stopped", "recalled", "+5"} & set(told.split())
    assert "231,00 EUR" in run("inquiries", "quote", id, "--lang", "es").out
    assert run("inquiries", "book", id, "--lang", "es").out.splitlines()[1] == (
        "aviso: Es lo presupuestado; según tarifa son 180,00 EUR."
    )
    listed = run("messages", "list", "--lang", "es").out
    assert not {"recalled", "booked", "inquiry", "reply", "waiting", "email"} & set(listed.split()), listed


def test_what_is_taken_back_is_said_in_words_and_its_reminders_stand(run: Run, hotel: Postman) -> None:
    id = add(run)

    def waiting() -> list[str]:
        return [one["state"] for one in run("inquiries", "show", id, "--json").json["reminders"]]

    assert run("inquiries", "answer", id, "Sí, hay sitio.").code == 0
    assert waiting() == ["waiting"] * 3
    for again, words in ((("answer", id, "hola"), "inquiry answered"), (("next", id), "moved to the next stage")):
        assert run("inquiries", *again).code == 0
        ended = run("undo", "--yes")
        assert (ended.code, ended.out) == (0, f"Taken back: {words}, Q1 Rosa Gil\n")
        assert waiting() == ["waiting"] * 3
