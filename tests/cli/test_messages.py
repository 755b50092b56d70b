"""``messages``, ``channels``, ``worker``: from the booking to a real SMTP server, by commands only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.postman import Postman, post_office
from tests.cli.conftest import Run
from tests.conftest import SALON
from tests.messages.conftest import RULES


@pytest.fixture
def letterbox() -> Iterator[tuple[Postman, int]]:
    postman = Postman()
    with post_office(postman) as port:
        yield postman, port


@pytest.fixture
def set_up(run: Run, tmp_path: Path, letterbox: tuple[Postman, int]) -> Postman:
    """A salon with rules, and e-mail that ends in the letterbox."""
    box, port = letterbox
    file = tmp_path / "salon.toml"
    file.write_text(SALON + RULES, encoding="utf-8")
    assert run("init", "--from", str(file)).code == 0
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "frontdesk" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[channels.email]\nsender = "Norte <hola@example.com>"\nsmtp = "smtp://127.0.0.1:{port}"\nplain = true\n'
    )
    return box


def later(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setenv("FRONTDESK_NOW", moment)


def book(run: Run) -> str:
    ended = run(
        "book", "--service", "Corte", "--staff", "Marta", "--at", "2026-11-25T10:00", "--customer", "Eva Ruiz",
        "--email", "eva@example.com", "--json",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return str(ended.json["code"])


def test_a_confirmation_arrives(run: Run, set_up: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, "2026-11-23T08:00:00+01:00")
    code = book(run)
    listed = run("messages", "list", "--reservation", code, "--json").json
    assert [(one["kind"], one["status"]) for one in listed] == [
        ("booked", "waiting"),
        ("before", "planned"),
        ("after", "planned"),
    ]
    assert run("worker", "--once", "--json").json == {"sent": 0, "waiting": 1, "failed": 0, "problem": ""}
    later(monkeypatch, "2026-11-23T08:01:00+01:00")
    assert run("worker", "--once", "--json").json["sent"] == 1
    [mail] = set_up.mails
    assert mail.rcpt_tos == ["eva@example.com"]
    assert "Subject: " in mail.content.decode()
    assert run("worker", "--once", "--json").json["sent"] == 0
    assert len(set_up.mails) == 1
    said = run("messages", "thread", "Eva Ruiz", "--json").json
    assert [(one["direction"], one["state"]) for one in said["messages"]] == [("out", "sent")]


def test_what_is_refused_is_shown_and_goes_again(run: Run, set_up: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, "2026-11-23T08:00:00+01:00")
    book(run)
    later(monkeypatch, "2026-11-23T08:02:00+01:00")
    set_up.answers["DATA"] = "550 5.7.1 no mail from you"
    assert run("worker", "--once", "--json").json["failed"] == 1
    [failed] = run("messages", "list", "--status", "failed", "--json").json
    assert "no mail from you" in failed["problem"]
    set_up.answers.clear()
    assert run("messages", "retry", str(failed["id"]), "--dry-run").code == 0
    assert run("worker", "--once", "--json").json["sent"] == 0
    assert run("messages", "retry", str(failed["id"])).code == 0
    assert run("worker", "--once", "--json").json["sent"] == 1


def test_an_answer_and_its_undo(run: Run, set_up: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, "2026-11-23T08:00:00+01:00")
    book(run)
    queued = run("messages", "reply", "Eva Ruiz", "--text", "Traiga toalla", "--json").json
    assert queued["channel"] == "email"
    assert run("messages", "drop", str(queued["id"])).code == 0
    later(monkeypatch, "2026-11-23T08:02:00+01:00")
    run("worker", "--once")
    assert ["toalla" in mail.content.decode() for mail in set_up.mails] == [False]
    refused = run("messages", "drop", "1", "--json")
    assert (refused.code, json.loads(refused.out)["error"]["code"]) == (1, "wrong_value")


def test_channels_answer_or_say_why_not(run: Run, set_up: Postman) -> None:
    assert run("channels", "list", "--json").json["channels"] == ["email"]
    assert run("channels", "test", "email").code == 0
    absent = run("channels", "test", "sms")
    assert absent.code == 1
    assert "the channel is not in the config" in absent.err


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("[channels.email]\nsmtp = 3\n", "channels.email.smtp: expected a text"),
        ("[channels.email]\nsender = 'x@example.com'\n", "channels.email: smtp is missing"),
        (
            "[channels.email]\nsender = 'x@example.com'\nsmtp = 'smtp://x'\npassword = 'hush'\n",
            'channels.email.password: expected where the secret is: { env = "NAME" } or',
        ),
        ("[channels.email]\nsender = 'x@example.com'\nsmtp = 'smtp://x'\nport = 3\n", "there is no setting port"),
        ("[channels.pigeon]\n", "there is no setting pigeon"),
        ("[channels.sms]\naccount = 'AC1'\nsender = '+1'\ntoken = { env = 'NO_SUCH' }\n", "NO_SUCH"),
        ("channels = 3\n", "channels"),
    ],
)
def test_a_config_that_is_wrong_is_named(run: Run, set_up: Postman, config: str, said: str) -> None:
    (Path(os.environ["XDG_CONFIG_HOME"]) / "frontdesk" / "config.toml").write_text(config)
    ended = run("worker", "--once")
    assert ended.code == 1
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_without_a_channel_the_worker_says_so(run: Run, set_up: Postman) -> None:
    (Path(os.environ["XDG_CONFIG_HOME"]) / "frontdesk" / "config.toml").write_text("")
    ended = run("worker", "--once", "--json")
    assert (ended.code, json.loads(ended.out)["error"]["code"]) == (1, "no_channels")


def test_texts_are_previewed_and_written(run: Run, set_up: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    code = book(run)
    told = run("messages", "preview", "confirmation", "--reservation", code, "--json").json
    assert "Eva" in told["text"]
    assert "Corte" in told["text"]
    assert run("messages", "text", "confirmation", "--text", "Nos vemos, {{ first_name }}", "--subject", "x").code == 0
    assert run("messages", "preview", "confirmation", "--reservation", code, "--json").json["text"] == "Nos vemos, Eva"
    for wrong in (
        "{{ first_name",
        "{{ nobody }}",
        "{% for x in y %}{% endfor %}",
        "{{ ''.__class__ }}",
        "{{ 'a' * 9 }}",
        " ",
    ):
        ended = run("messages", "text", "confirmation", "--text", wrong)
        assert ended.code in (1, 2), wrong
        assert ended.err.startswith("error: ")


def test_texts_are_in_the_businesss_language_unless_another_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "salon.toml"
    file.write_text(SALON.replace('locale = "es"', 'locale = "en"') + RULES, encoding="utf-8")
    assert 'locale = "en"' in file.read_text(encoding="utf-8")
    assert run("init", "--from", str(file)).code == 0
    assert run("messages", "text", "reminder", "--text", "See you", "--json").json["language"] == "en"
    assert run("messages", "preview", "reminder", "--json").json["text"] == "See you"
    assert run("messages", "preview", "reminder", "--language", "es", "--json").json["text"] != "See you"
