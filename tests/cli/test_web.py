"""``frontdesk web`` as a process: it says where it listens, answers, and ends when it is told to."""

from __future__ import annotations

import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_processes import end, start


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config" / "frontdesk" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end(database: Path, number: signal.Signals) -> None:
    process = start("web", "--port", "0", "--json")
    assert process.stdout
    import json

    told = json.loads(process.stdout.readline())
    with urllib.request.urlopen(f"{told['address']}/ready", timeout=20) as answer:
        assert answer.read() == b"ok"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{told['address']}/v/nothing", timeout=20)
    assert caught.value.code == 404
    caught.value.close()
    process.send_signal(number)
    assert end(process) == (0, b"", b"")


def test_a_dry_run_says_what_it_would_do(run: Run, database: Path) -> None:
    ended = run("web", "--port", "8123", "--dry-run")
    assert (ended.code, ended.out) == (0, "Would listen on 127.0.0.1:8123\n")


def test_a_port_that_is_taken_is_one_sentence(run: Run, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("web", "--port", str(port))
    assert (ended.code, ended.out) == (1, "")
    assert f"127.0.0.1:{port} cannot be listened on" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [("--port", "70000"), ("--port", "x"), ("--proxies", "-1"), ("--url", "citas.example"), ("--url", "https://a/?b"),
     ("--url", "http://[::x")],
)  # fmt: skip
def test_words_that_are_none(run: Run, database: Path, words: tuple[str, ...]) -> None:
    assert run("web", *words).code == 2


def test_a_secret_that_is_missing_is_named(run: Run, database: Path, config: Path) -> None:
    config.write_text('[channels.telegram]\ntoken = { env = "NOT_THERE" }', encoding="utf-8")
    ended = run("web", "--port", "0")
    assert ended.code == 1
    assert "channels.telegram.token" in ended.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("web = 3", "web: expected a table"),
        ('[web]\nport = "x"', "web.port: expected a number from 0 to 65535"),
        ("[web]\nport = 70000", "web.port: expected a number from 0 to 65535"),
        ("[web]\nproxies = -1", "web.proxies: expected a number from 0 to 9"),
        ("[web]\ncontact = 1", "web.contact: expected true or false"),
        ('[web]\ncontact_origins = "https://a.example"', "web.contact_origins: expected a list of addresses"),
        ('[web]\ncontact_origins = ["a.example"]', "web.contact_origins: expected a list of addresses"),
        ('[web]\ncontact_origins = ["https://a.example/form"]', "web.contact_origins: expected a list of addresses"),
        ("[web]\nfoo = 1", "web.foo: expected a table: [web] with host, port, proxies, phone"),
        ("foo = 1", "foo: expected one of the keys database, language"),
        ("keys = 3", "keys: expected a key or a list of keys"),
    ],
)
def test_what_the_config_says_wrong_is_named(run: Run, database: Path, config: Path, text: str, says: str) -> None:
    config.write_text(text, encoding="utf-8")
    ended = run("reservations")
    assert ended.code == 1
    assert says in ended.err


def test_the_config_is_used(run: Run, database: Path, config: Path) -> None:
    config.write_text('[web]\nhost = "::1"\nport = 8555', encoding="utf-8")
    assert run("web", "--dry-run").out == "Would listen on ::1:8555\n"
    assert run("web", "--dry-run", "--host", "localhost").out == "Would listen on localhost:8555\n"


def test_no_command_but_this_one_loads_it() -> None:
    import subprocess
    import sys

    code = "import sys; from frontdesk.cli import group; group.root().get_command(None, 'web'); " + (
        "print({'starlette', 'uvicorn', 'jinja2', 'limits'} & {*sys.modules})"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_the_websites_whose_forms_are_taken_stand_in_the_configuration(database: Path, config: Path) -> None:
    config.write_text('[web]\ncontact_origins = ["https://www.norte.example"]', encoding="utf-8")
    process = start("web", "--port", "0", "--json")
    assert process.stdout
    import json

    there = f"{json.loads(process.stdout.readline())['address']}/contact"
    statuses = []
    for origin in ("https://www.norte.example", "https://evil.example"):
        told = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
        asked = urllib.request.Request(there, b"name=Ana&phone=600111222&message=Hola", told)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                statuses.append(answer.status)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)
            error.close()
    process.send_signal(signal.SIGTERM)
    assert end(process) == (0, b"", b"")
    assert statuses == [200, 403]
