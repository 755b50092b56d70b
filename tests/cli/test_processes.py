"""What only a process of its own shows: exit codes, pipes, interruption, and what is imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(*words: str, **more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}
    return subprocess.Popen(
        [sys.executable, "-m", "frontdesk", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def end(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_json_is_utf8_whatever_the_terminal_says(database: Path) -> None:
    words = ("book", "--json", "--service", "corte", "--at", "2026-11-23T10:00", "--customer", "Ñandú 日本")
    code, out, err = end(start(*words, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"))
    assert (code, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["customer"]["name"] == "Ñandú 日本"


def test_words_where_the_terminal_knows_only_ascii(database: Path) -> None:
    code, _out, err = end(start("--lang", "es", "--help", PYTHONIOENCODING="ascii"))
    assert (code, err) == (0, b"")


def test_undecodable_bytes_are_removed(database: Path) -> None:
    raw = os.fsdecode(b"Jos\xe9 \xffP")
    code, out, _err = end(
        start("book", "--json", "--service", "corte", "--at", "2026-11-23T10:00", "--customer", raw, "--notes", raw)
    )
    assert code == 0
    assert json.loads(out)["customer"]["name"] == "Jos P"


def test_a_path_keeps_its_bytes(database: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"Jos\xe9.json")
    assert end(start("customer", "add", "Carla"))[0] == 0
    code, _out, err = end(start("customer", "export", "C1", str(odd)))
    assert (code, err) == (0, b"")
    assert json.loads(odd.read_bytes())


def test_a_reader_that_goes_away_is_no_fault(database: Path) -> None:
    process = start("slots", "--service", "corte", "--from", "2026-11-23", "--to", "2027-11-23")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.wait(timeout=60)
    assert err == b""
    assert process.returncode in (0, 1)


@pytest.mark.parametrize("words", ["--version", "--help", "reservations", "reservations --json"])
@pytest.mark.parametrize(("shell", "code"), [("> /dev/full", 1), (">&-", 0), ("| true", 0), ("<&-", 0), ("2>&-", 0)])
def test_odd_outputs(database: Path, words: str, shell: str, code: int) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m frontdesk {words} {shell}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert done.stderr.count(b"\n") <= 1


def test_interruption_ends_with_130(database: Path) -> None:
    script = (
        "import signal, sys, threading, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # what starts the tests may have it ignored
        "from frontdesk.desk.desk import Desk\n"
        "def slow(self, *a, **k):\n"  # told by a thread, so that the interruption meets the sleep and no collector's callback
        "    threading.Timer(0.2, print, ['busy'], {'file': sys.stderr, 'flush': True}).start(); time.sleep(30)\n"
        "Desk.reservations = slow\n"
        "from frontdesk.__main__ import main\n"
        "sys.exit(main(['reservations', '--json']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    assert process.stderr.readline() == b"busy\n"
    process.send_signal(signal.SIGINT)
    code, out, err = end(process)
    assert code == 130, (out, err)
    assert json.loads(out)["error"]["code"] == "interrupted"
    assert err.startswith(b"error: ")
    assert b"Traceback" not in err


IMPORTS = """
import sys
from frontdesk.__main__ import main
code = main(sys.argv[2:])
found = [name for name in sys.argv[1].split(",") if name in sys.modules]
print("imported:" + ",".join(found), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("unwanted", "words"),
    [
        ("typer,pydantic,sqlalchemy,pendulum,alembic,textual,rich", ("--version",)),
        ("typer,pydantic,sqlalchemy,pendulum,alembic,textual,rich", ()),
        ("sqlalchemy,alembic,textual,pendulum,reportlab", ("--help",)),
        ("sqlalchemy,alembic,textual,pendulum,reportlab", ("slots", "--help")),
        (
            "alembic,textual,reportlab,apscheduler,icalendar,vobject,sqlalchemy.orm,xlsxwriter",
            ("slots", "--service", "corte", "--from", "2026-11-23", "--json"),
        ),
    ],
)
def test_nothing_heavy_is_imported_in_vain(database: Path, unwanted: str, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, unwanted, *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stderr.strip().endswith("imported:"), done.stderr


def test_version_is_quick() -> None:
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        assert end(start("--version"))[0] == 0
        spent.append(time.perf_counter() - began)
    assert min(spent) < 1.0
