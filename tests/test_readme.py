"""The README says what is: error codes, commands, keys, the test command; and no file names what is nobody's business."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

from frontdesk.base.errors import SENTENCES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[dev]' && .venv/bin/pytest -n auto"
)

# In pieces, so that this file does not name them either.
REGISTRIES = (
    "pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com", "crates" + ".io",
    "proxy.golang" + ".org", "sum.golang" + ".org", "rubygems" + ".org", "anaconda" + ".org", "conda.anaconda" + ".org",
)  # fmt: skip
WORKPLACES = re.compile(rb"(?<![\w.~-])/(?:wo" + rb"rk|ro" + rb"ot)/")


def section(title: str) -> str:
    """The text under a heading of the second level."""
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README.md has no section “{title}”"
    return found[1]


def test_the_table_of_error_codes_is_the_closed_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+ \|$", section("Error codes"), re.MULTILINE)
    assert sorted(rows) == sorted(SENTENCES)


def _commands() -> list[str]:
    """Every command that can be called, with its noun: ``book``, ``customer show``."""
    from frontdesk.cli import group

    root: Any = group.root()
    found: list[str] = []
    for name in root.list_commands(None):
        verbs = getattr(root.get_command(None, name), "commands", None)
        found += [f"{name} {verb}" for verb in verbs] if verbs else [name]
    return found


@pytest.mark.parametrize("command", _commands())
def test_every_command_has_an_example(command: str) -> None:
    assert re.search(rf"`frontdesk {re.escape(command)}(?: [^`]*)?`", section("Commands")), command


def test_no_command_is_named_that_is_not_there() -> None:
    known = {command.split()[0] for command in _commands()}
    code = "\n".join(
        re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL) + re.findall(r"`[^`\n]+`", README)
    )
    named = re.findall(r"(?:^|`|bin/)frontdesk(?: --[a-z]+ (?:'[^']*'|\S+))* ([a-z][a-z-]*)", code, re.MULTILINE)
    assert len(named) > len(known)
    assert set(named) <= known


def test_the_test_command_stands_once_after_its_marker() -> None:
    assert README.count("<!-- tests -->") == 1
    assert README.count(TEST_COMMAND) == 1
    block = re.search(r"<!-- tests -->\n```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
    assert block
    assert block[1] == TEST_COMMAND


def test_every_key_of_the_business_file_is_told() -> None:
    from msgspec import inspect

    from frontdesk.desk import business_keys

    told = section("Setting up a real business").partition("### All keys")[2]
    tables = [
        kind
        for kind in vars(business_keys).values()
        if isinstance(kind, type) and issubclass(kind, business_keys.Table)
    ]
    for table in tables:
        for field in inspect.type_info(table).fields:  # type: ignore[attr-defined]
            assert re.search(rf"\b{field.encode_name}\b", told), (table.__name__, field.encode_name)


def _screens() -> list[Any]:
    from frontdesk.app import FrontdeskApp
    from frontdesk.screens.actions import ReservationActions
    from frontdesk.screens.agenda import AgendaScreen
    from frontdesk.screens.chats import ChatsScreen
    from frontdesk.screens.correspondence import Correspondence
    from frontdesk.screens.customers import CustomersScreen
    from frontdesk.screens.dialogs.booking import BookingDialog
    from frontdesk.screens.dialogs.calling import CallDialog
    from frontdesk.screens.dialogs.handover import HandoverDialog
    from frontdesk.screens.dialogs.importing import ImportDialog
    from frontdesk.screens.dialogs.lost import LostDialog
    from frontdesk.screens.dialogs.problems import ProblemsDialog
    from frontdesk.screens.dialogs.reply import ReplyDialog
    from frontdesk.screens.dialogs.troubled import TroubledDialog
    from frontdesk.screens.dialogs.walk_in import WalkInDialog
    from frontdesk.screens.dialogs.working import WorkDialog
    from frontdesk.screens.frame import MainScreen
    from frontdesk.screens.list import ListScreen
    from frontdesk.screens.maintenance import MaintenanceKeys
    from frontdesk.screens.reading_back import ReadsBack
    from frontdesk.screens.rounds import RoundKeys
    from frontdesk.screens.settings import SettingsScreen
    from frontdesk.screens.setup import SetupScreen
    from frontdesk.screens.today import TodayScreen, Waits

    return [MaintenanceKeys, ImportDialog, WorkDialog, ProblemsDialog,
        FrontdeskApp, MainScreen, ReservationActions, TodayScreen, Waits, AgendaScreen, ListScreen, CustomersScreen,
        SettingsScreen, SetupScreen, BookingDialog, WalkInDialog, Correspondence, ChatsScreen, ReplyDialog, TroubledDialog,
        RoundKeys, ReadsBack, CallDialog, HandoverDialog, LostDialog,
    ]  # fmt: skip


UNTOLD = ("app.ctrl_c", "app.leave")
"""Keys that only help who is lost."""
SHORT = {"up": "arrows", "down": "arrows", "left": "arrows", "right": "arrows", "escape": "esc"}


@pytest.mark.parametrize("screen", _screens(), ids=lambda screen: screen.__name__)
def test_every_key_is_in_the_table(screen: Any) -> None:
    from frontdesk.widgets.keys import key_words

    told = section("Keys")
    for binding in screen.__dict__.get("BINDINGS", ()):
        assert isinstance(binding, Binding)
        if binding.id in UNTOLD:
            continue
        words = key_words(binding.key.split(",")[0])
        if words[0] == "f" and words[1:].isdigit():
            words = words.upper()
        assert f"`{words}`" in told or SHORT.get(words, "\0") in told, (binding.id, words)


def _tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout")
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_package_registry_or_somebodys_folder() -> None:
    for path in _tracked():
        raw = path.read_bytes()
        lowered = raw.lower()
        assert [host for host in REGISTRIES if host.encode() in lowered] == [], path
        assert WORKPLACES.search(raw) is None, path


@pytest.mark.skipif(not (ROOT / "docs").exists(), reason="no pictures are drawn yet")
def test_pictures_and_files_that_are_linked_are_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    assert "docs/agenda.svg" in linked
    assert [name for name in linked if not (ROOT / name).exists()] == []
