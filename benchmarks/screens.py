"""How quick the screens are for somebody at the keyboard, beside a Textual program that only shows one line.

    python -m benchmarks.screens [--database PATH] [--runs 3] [--size 120x36] [--times 20]

Both are started in turn in terminals of their own, on the same machine in the same minutes; the database holds 100,000
reservations and more than 100,000 customers. What is compared is the ratio: the milliseconds are the machine's.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.import_rows import fill
from benchmarks.quick_line import add_customers
from benchmarks.terminal import Answer, Program
from frontdesk.base.clock import SystemClock
from frontdesk.desk.opening import open_desk

ONE_LINE = """
from textual.app import App
from textual.widgets import Input, Static

class OneLine(App):
    def compose(self):
        yield Static("One line")
        yield Input()

OneLine().run()
"""
ROWS = 100_000
POPUPS = {"quick line": "b", "help": "?", "walk-in": "w", "palette": "ctrl+p", "reservation": "enter", "cancel": "x"}
"""What opens over the agenda, by its key."""


def _plain(told: dict[str, list[float]], file: Path, size: tuple[int, int], times: int) -> None:
    program = Program([sys.executable, str(file)], size=size)
    start = program.start("One line", "One line")
    told["start"].append(start.painted)
    try:
        for _ in range(times):
            _add(told, "typing", program.press("a"))
        for _ in range(max(3, times // 4)):
            _add(told, "popup", program.press("ctrl+p", "Search"))
            _add(told, "esc", program.press("esc"))
        told["memory"].append(program.memory)
    finally:
        program.end()


def _add(told: dict[str, list[float]], name: str, answer: Answer | None) -> None:
    if answer is None:
        told[f"{name} unanswered"].append(1)
        return
    told[f"{name} first"].append(answer.first)
    told[name].append(answer.settled)
    told[f"{name} bytes"].append(answer.bytes)
    if answer.seen is not None:
        told[f"{name} seen"].append(answer.seen)


def _between_minutes() -> None:
    """The clock that is shown goes on with the minute; that is no answer to a key."""
    while not 3 < time.time() % 60 < 45:
        time.sleep(1)


def _ours(told: dict[str, list[float]], database: Path, size: tuple[int, int], times: int) -> None:
    folder = tempfile.mkdtemp()
    env = {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder, "FRONTDESK_DATABASE": str(database)}
    program = Program([sys.executable, "-m", "frontdesk", "--lang", "en"], env=env, size=size)
    try:
        start = program.start("Agenda", r"\d+ visits")
        told["start"].append(start.painted)
        told["usable"].append(start.ready)
        few = max(3, times // 4)
        for _ in range(2 if time.localtime().tm_wday == 5 else 1):  # a day that is open
            program.press("]")
        for key in ["down"] * times + ["up"] * times + ["right", "left"] * (times // 2):
            _add(told, "cursor", program.press(KEYS.get(key, key)))
        for key in ["]"] * few + ["["] * few:
            _add(told, "day", program.press(key, r"\d+ visits"))
        for key in [HOME] + ["down"] * 8:  # into the hours with visits, whatever time it is
            program.press(key)
        for name, key in POPUPS.items():
            for _ in range(few):
                _add(told, name, program.press(key))
                _add(told, "esc", program.press("esc"))
        for _ in range(few):
            program.press("b")
            _add(told, "form", program.press("\t"))
            program.press("esc")
        for way in ["down", "up"] * few:
            _between_minutes()
            told["held"].append(program.hold(way, 30))
        _between_minutes()
        told["idle"].append(program.idle(10))
        program.press("b")
        for character in "ana garcia corte thu 10:30":
            _add(told, "line", program.press(character))
        for _ in "ana garcia corte thu 10:30":
            program.press("\x7f")
        program.press("\t")
        for character in "corte":
            _add(told, "typing", program.press(character))
        program.press("esc")
        program.press("4", "Customer")
        time.sleep(0.5)
        for character in "garcia an":
            _add(told, "search", program.press(character))
        told["memory"].append(program.memory)
    finally:
        program.end()
        shutil.rmtree(folder, ignore_errors=True)


HOME = "\x1b[H"
KEYS = {"right": "\x1b[C", "left": "\x1b[D"}


def run(database: Path, runs: int, size: tuple[int, int], times: int) -> list[tuple[str, str, str]]:
    """Rows: what, measured, bar."""
    random.seed(1)
    plain: dict[str, list[float]] = defaultdict(list)
    ours: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one_line.py"
        file.write_text(ONE_LINE)
        for _ in range(runs):
            _plain(plain, file, size, times)
            _ours(ours, database, size, times)

    def middle(told: dict[str, list[float]], name: str) -> float:
        return statistics.median(told[name]) if told[name] else float("nan")

    def ratio(name: str, other: str, bar: str, title: str) -> tuple[str, str, str]:
        mine, theirs = middle(ours, name), middle(plain, other)
        return title, f"{mine:.1f} ms; one line: {theirs:.1f}: {mine / theirs:.2f} ×", bar

    cursor = middle(ours, "cursor")
    rows = [
        ratio("start", "start", "1.3 ×", "first paint, against its start"),
        ratio("usable", "start", "2.5 ×", "usable agenda, against its start"),
        ratio("cursor", "typing", "2.5 ×", "cursor key, all of it, against its typing key"),
        ratio("cursor first", "typing", "", "cursor key, first byte"),
        ratio("typing", "typing", "2 ×", "typing in the form, all of it, against its typing key"),
        ratio("typing first", "typing", "", "typing in the form, first byte"),
        (
            "typing in the quick line, understood and shown",
            f"{middle(ours, 'line'):.1f} ms: {middle(ours, 'line') - middle(plain, 'typing'):+.1f}, "
            f"at most {max(ours['line']):.1f}",
            "its typing key + 25 ms",
        ),
        ratio("search", "typing", "", "typing in the customers' search, results and all"),
        ratio("search first", "typing", "2 ×", "typing in the customers' search, the letter"),
        ("another day", f"{middle(ours, 'day'):.1f} ms: {middle(ours, 'day') - cursor:+.1f}", "cursor key + 60 ms"),
        ("another day, bytes", f"{middle(ours, 'day bytes'):.0f}", "20,000"),
        ("cursor key, bytes", f"{middle(ours, 'cursor bytes'):.0f}", "500"),
        *(ratio(name, "popup", "1 ×", f"popup: {name}") for name in [*POPUPS, "form"]),
        *((f"popup: {name}, bytes", f"{middle(ours, name + ' bytes'):.0f}", "") for name in [*POPUPS, "form"]),
        ratio("esc", "esc", "140 ms", "Esc closes it, all of it"),
        ratio("esc first", "esc first", "", "Esc closes it, first byte"),
        (
            "a held arrow key lags",
            f"{max(ours['held']):.1f} ms at most, {middle(ours, 'held'):.1f} in the middle",
            "50 ms",
        ),
        ("idle for 10 s, bytes", f"{max(ours['idle']):.0f}", "0"),
        ("memory", f"{max(ours['memory']):.1f} MB; one line: {max(plain['memory']):.1f}", "90 MB"),
    ]
    unanswered = [f"{name} ({len(those)})" for name, those in ours.items() if name.endswith("unanswered")]
    return rows + [("without an answer", ", ".join(unanswered), "")] if unanswered else rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", type=Path, help="one with many reservations; made for the occasion without")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        database = options.database
        if database is None:
            database = Path(folder) / "many.db"
            fill(database, ROWS)
            desk = open_desk(str(database), clock=SystemClock())
            add_customers(desk, ROWS, random.Random(7), first=1_000_000)
            desk.close()
        for what, measured, bar in run(database, options.runs, (columns, rows), options.times):
            print(f"{what:52} {measured:44} {bar}", flush=True)


if __name__ == "__main__":
    main()
