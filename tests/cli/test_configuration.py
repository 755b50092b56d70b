"""What config.toml says of the screens, and what it may not say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from frontdesk.base.config import EXPECTED, Config
from frontdesk.start import _app
from tests.cli.conftest import Run
from tests.test_readme import section


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config" / "frontdesk" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('theme = "pink"', "theme: expected “dark”, “light” or “ansi”"),
        ('url = "citas.example.com"', "url: expected a text: an address such as https://citas.example.com"),
        ('url = "https://"', "url: expected a text: an address"),
        ('keys_preset = "emacs"', "keys_preset: expected “vim”"),
        ("opens = 3", "opens: expected the name of a screen"),
        ('opens = "nowhere"', "opens: expected one of today, agenda, list, customers"),
        ("keys = 3", "keys: expected a key or a list of keys"),
        ('[keys]\n"visit.arrived" = 3', "keys: expected a key or a list of keys"),
        ('[keys]\n"visit.arrived" = [3]', "keys: expected a key or a list of keys"),
        ('[keys]\n"visit.arived" = "f5"', "“visit.arived” is no action"),
        ('[keys]\n"visit.arrived" = "m"', "“visit.arrived” and “agenda.move” would both be on m"),
        ('[keys]\n"visit.arrived" = "ctrl+q"', "ctrl+q belongs to “app.quit”"),
        ('keys_preset = "vim"\n[keys]\n"visit.pay" = "j"', "would both be on j"),
    ],
)  # fmt: skip
def test_what_the_screens_cannot_take_is_one_sentence(
    run: Run, config: Path, database: Path, text: str, says: str
) -> None:
    config.write_text(text, encoding="utf-8")
    ended = run(typed="")
    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert str(config) in ended.err
    assert says in ended.err


def test_it_is_said_in_the_readers_language(run: Run, config: Path, database: Path) -> None:
    config.write_text('language = "es"\n[keys]\n"visit.arrived" = "m"', encoding="utf-8")
    ended = run(typed="")
    assert ended.code == 1
    assert "visit.arrived" in ended.err
    assert "agenda.move" in ended.err


def test_commands_do_not_mind_the_keys(run: Run, config: Path, database: Path) -> None:
    config.write_text('[keys]\n"visit.arrived" = "m"', encoding="utf-8")
    assert run("customers").code == 0


def test_the_app_gets_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontdesk.app import FrontdeskApp

    made: list[Any] = []
    monkeypatch.setattr(FrontdeskApp, "run", lambda self: made.append(self))
    settings = Config(opens="list", theme="ansi", keys_preset="vim", keys={"visit.arrived": "f5"})
    assert _app(settings, lambda: None) == 0  # type: ignore[arg-type, return-value]
    app = made[0]
    assert (app.DEFAULT_MODE, app.theme) == ("list", "frontdesk-ansi")
    assert (app._keymap["visit.arrived"], app._keymap["grid.up"]) == ("f5", "up,k")


@pytest.mark.parametrize(
    ("terminal", "theme", "shown"),
    [("xterm", None, "frontdesk-ansi"), ("xterm", "dark", "textual-dark"), ("xterm-256color", None, "textual-dark")],
)
def test_a_terminal_of_sixteen_colours_gets_its_own(
    monkeypatch: pytest.MonkeyPatch, terminal: str, theme: Literal["dark"] | None, shown: str
) -> None:
    from frontdesk.app import FrontdeskApp

    made: list[Any] = []
    monkeypatch.setattr(FrontdeskApp, "run", lambda self: made.append(self))
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert _app(Config(theme=theme), lambda: None) == 0  # type: ignore[arg-type, return-value]
    assert made[0].theme == shown


def test_every_key_of_the_configuration_is_told() -> None:
    assert {key for key in EXPECTED if "." not in key} == {field.name for field in msgspec.structs.fields(Config)}
    told = section("Commands")
    for name in (key.rpartition(".")[2] for key in EXPECTED):
        assert f"`{name}`" in told or f"`[{name}]`" in told, name


def test_every_action_that_can_have_another_key_is_told() -> None:
    import frontdesk.app  # noqa: F401  # declares them all
    from frontdesk.widgets.keys import DECLARED

    told = section("Keys").partition("The actions:")[2]
    for id in DECLARED.keys() - {"app.ctrl_c", "app.leave"}:
        group, _dot, name = id.partition(".")
        row = next((line for line in told.splitlines() if line.startswith(f"| `{group}.` |")), "")
        assert f"`{name}`" in row, id


def test_the_screens_start_without_the_commands_library() -> None:
    program = (
        "import sys\n"
        "from frontdesk.app import FrontdeskApp\n"
        "from frontdesk.screens.keyboard import keymap\n"
        "keymap(FrontdeskApp, 'vim', {'visit.arrived': ['f5']}, 'c')\n"
        "print(sorted({'typer', 'sqlalchemy', 'pydantic'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout.strip() == "[]", ran.stderr[-2000:]
