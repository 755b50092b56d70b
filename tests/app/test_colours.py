"""The themes: what is written can be read in each; with NO_COLOR no colour is sent at all."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest
from rich.color import Color, ColorType
from rich.style import Style
from textual.pilot import Pilot
from textual.widget import Widget

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.screens.colours import THEMES
from tests.app.conftest import NOW, loaded, until

SHADES = {"day-grid--closed", "day-grid--other", "line-list--waiting"}
"""Where nothing is written that must be read."""
COLOURS = re.compile(rb"\x1b\[[0-9;:]*m")


def luminance(color: Color) -> float:
    assert color.triplet is not None
    parts = [part / 255 for part in color.triplet]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    assert style.color is not None and style.bgcolor is not None
    light, dark = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def looks(pilot: Pilot[None]) -> dict[str, Style]:
    """How everything our widgets draw looks on this screen."""
    found = {}
    for widget in pilot.app.screen.query(Widget):
        for name in type(widget).COMPONENT_CLASSES:
            if (
                name.startswith(("day-grid", "line-list", "one-line", "section-list", "visit-panel"))
                and name not in SHADES
            ):
                found[f"{type(widget).__name__} {name}"] = widget.get_component_rich_style(name)
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("digit", ["1", "2", "3", "4"])
async def test_what_is_written_can_be_read(path: Path, clock: FixedClock, theme: str, digit: str) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), theme=theme)
    async with app.run_test() as pilot:
        await loaded(pilot)
        await pilot.press(digit)
        await pilot.pause()
        found = {name: round(contrast(style), 2) for name, style in looks(pilot).items()}
        bold = {name for name, style in looks(pilot).items() if style.bold}
        assert {name: value for name, value in found.items() if value < (3.5 if name in bold else 4.5)} == {}


@pytest.mark.parametrize("digit", ["1", "2", "3", "4"])
async def test_the_terminals_own_colours_never_stand_on_themselves(path: Path, clock: FixedClock, digit: str) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), theme="ansi")
    async with app.run_test() as pilot:
        await loaded(pilot)
        await pilot.press(digit)
        await pilot.pause()
        for name, style in looks(pilot).items():
            assert style.color is not None and style.bgcolor is not None, name
            kinds = {style.color.type, style.bgcolor.type}
            assert kinds <= {ColorType.DEFAULT, ColorType.STANDARD}, name
            # either both are the terminal's own or both are named: nobody knows the one against the other
            if style.bgcolor.type is ColorType.STANDARD:
                assert style.color.type is ColorType.STANDARD and style.color != style.bgcolor, name
        for name, style in looks(pilot).items():
            if name.endswith(("--cursor", "--here", "--active", "--carried")):
                assert style.reverse or style.underline, name


async def test_every_theme_can_be_chosen_and_left_again(app: FrontdeskApp) -> None:
    async with app.run_test() as pilot:
        await loaded(pilot)
        for name, theme, _title in (*THEMES, *THEMES):
            app.colour(name)
            await until(pilot, lambda theme=theme: app.theme == theme)
            await pilot.pause()
            cursor = pilot.app.query_one("DayGrid").get_component_rich_style("day-grid--confirmed")
            assert (cursor.bgcolor.type is ColorType.STANDARD) == (name == "ansi")


async def test_without_colours_no_theme_is_offered(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), theme="light")
    async with app.run_test() as pilot:
        await loaded(pilot)
        assert app.theme == "frontdesk-ansi"
        await pilot.press("ctrl+p", *"theme")
        await pilot.pause()
        assert not any("Theme" in command.word for command in app._commands())


async def test_an_empty_no_color_means_nothing(path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock))
    async with app.run_test() as pilot:
        await loaded(pilot)
        assert not app.plain and len(app.get_line_filters()) == 1


def sent(path: Path, stations: list[tuple[bytes, bytes]], **environment: str) -> bytes:
    """What the program sends to a terminal: it waits for each word, then types; at the end it is left."""
    pty = pytest.importorskip("pty")
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover
        os.environ.update(TERM="xterm", LINES="24", COLUMNS="80", FRONTDESK_NOW=NOW, **environment)
        os.execv(sys.executable, [sys.executable, "-m", "frontdesk", "--database", str(path), "--lang", "en"])
    seen, since, waiting, ends, code = b"", 0, [*stations, (b"", b"\x11")], time.monotonic() + 40, None
    try:
        while time.monotonic() < ends and code is None:
            if select.select([terminal], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):
                    seen += os.read(terminal, 65536)
            elif waiting and waiting[0][0] in seen[since:]:
                since = len(seen)
                os.write(terminal, waiting.pop(0)[1])
            done, status = os.waitpid(pid, os.WNOHANG)
            code = os.waitstatus_to_exitcode(status) if done else None
    finally:
        if code is None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(terminal)
    assert (waiting, code) == ([], 0), seen[-500:]
    return seen


def numbers(data: bytes) -> set[int]:
    """All colour numbers that were set."""
    found = set()
    for control in COLOURS.findall(data):
        found |= {int(part or 0) for part in re.split(rb"[;:]", control[2:-1])}
    return {number for number in found if 30 <= number <= 38 or 40 <= number <= 48 or 90 <= number <= 107}


STATIONS = [
    (b"Marta", b"b\t"),
    (b"Service", b"corte\t"),
    (b"", b"\x1b"),
    (b"", b"3"),
    (b"Code", b"?"),
    (b"Keys", b"\x1b"),
]


def test_no_color_sends_none(path: Path, desk: Desk) -> None:
    data = sent(path, STATIONS, NO_COLOR="1")
    assert numbers(data) == set()
    assert b"\x1b[1;7m" in data or b"\x1b[0;1;7m" in data  # the cursor is seen all the same


def test_colours_are_sent_otherwise(path: Path, desk: Desk) -> None:
    assert numbers(sent(path, STATIONS[:1] + [(b"", b"\x1b")]))
