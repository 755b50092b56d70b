"""Long work by command: a bar for a person only, and Ctrl+C that stops it where it can stop."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent


def people(path: Path, rows: int) -> Path:
    path.write_text("name,phone\n" + "".join(f"Ana {n},600{n:06}\n" for n in range(rows)))
    return path


class Started:
    """A command whose standard error is a terminal and whose standard output is a pipe."""

    def __init__(self, *words: str, **environment: str) -> None:
        self.leader, follower = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "frontdesk", *words],
            stdout=subprocess.PIPE,
            stderr=follower,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100", **environment},
        )
        os.close(follower)
        self.seen = b""

    def see(self, wanted: bytes, seconds: float = 30) -> None:
        """Read until something was written to the terminal."""
        ends = time.monotonic() + seconds
        while wanted not in self.seen:
            assert time.monotonic() < ends, self.seen
            if not self._read():
                raise AssertionError(self.seen)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.leader], [], [], 1.0)
        if not ready:
            return True
        try:
            part = os.read(self.leader, 65536)
        except OSError:
            return False
        self.seen += part
        return bool(part)

    def end(self) -> tuple[int, bytes]:
        """The exit code and what went to standard output."""
        assert self.process.stdout is not None
        ends = time.monotonic() + 60
        while time.monotonic() < ends and self._read():
            pass
        out = self.process.stdout.read()
        code = self.process.wait(timeout=60)
        os.close(self.leader)
        return code, out


def test_a_person_sees_a_bar_and_standard_output_stays(database: Path, tmp_path: Path) -> None:
    started = Started("import", "customers", str(people(tmp_path / "a.csv", 6000)))
    started.see(b"Importing")
    code, out = started.end()
    assert code == 0
    assert out.decode() == "6000 rows read: 6000 new, 0 changed, 0 as they were, 0 rejected\n"
    assert b"writing" in started.seen


def test_with_json_no_bar_is_drawn_even_at_a_terminal(database: Path, tmp_path: Path) -> None:
    started = Started("import", "customers", str(people(tmp_path / "a.csv", 1500)), "--json")
    code, out = started.end()
    assert (code, started.seen) == (0, b"")
    assert json.loads(out)["imported"] == 1500


def test_in_a_pipe_no_bar_is_drawn(database: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frontdesk", "import", "customers", str(people(tmp_path / "a.csv", 1500))],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_stops_an_import_and_the_same_command_completes_it(run: Run, database: Path, tmp_path: Path) -> None:
    file = people(tmp_path / "a.csv", 30_000)
    started = Started("import", "customers", str(file))
    started.see(b"writing")
    time.sleep(0.3)
    started.process.send_signal(signal.SIGINT)
    code, out = started.end()
    assert (code, out) == (130, b"")
    lines = started.seen.decode().rstrip().splitlines()
    assert "error: Stopped: " in lines[-1]
    assert "rows are in; the same import again completes it." in lines[-1]
    assert "Traceback" not in started.seen.decode()
    some = int(lines[-1].partition("Stopped: ")[2].split()[0])
    assert 0 < some < 30_000
    done = run("import", "customers", str(file), "--json").json
    assert (done["imported"], done["unchanged"]) == (30_000 - some, some)
    assert run("check").code == 0


def test_ctrl_c_of_json_answers_with_what_is_in(database: Path, tmp_path: Path) -> None:
    file = people(tmp_path / "a.csv", 30_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "frontdesk", "import", "customers", str(file), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    import sqlite3

    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        other = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        some = other.execute("SELECT count(*) FROM customer").fetchone()[0]
        other.close()
        if some > 100:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(out)["error"]["code"] == "interrupted"
    assert err.startswith(b"error: Stopped: ")
    assert err.count(b"\n") == 1


@pytest.mark.parametrize("words", [("export", "customers"), ("backup",)])
def test_ctrl_c_leaves_no_half_file(run: Run, database: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run("import", "customers", str(people(tmp_path / "a.csv", 20_000))).code == 0
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / ("out.db" if words == ("backup",) else "out.vcf")
    script = (
        "import os, signal, sys\n"
        "from frontdesk.base import progress\n"
        "told = progress.Course.__call__\n"
        "def ctrl_c(self, *how):\n"
        "    if not self.stopping: os.kill(os.getpid(), signal.SIGINT)\n"
        "    told(self, *how)\n"
        "progress.Course.__call__ = ctrl_c\n"
        "from frontdesk.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words, str(target)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "error: Stopped: nothing was written.\n"
    assert list(folder.iterdir()) == []


def test_ctrl_c_of_a_fresh_demonstration_keeps_the_old_one(run: Run, tmp_path: Path) -> None:
    made = run("demo", "--no-app", "--json", "--business", "studio")
    database = Path(made.json["database"])
    before = database.read_bytes()
    started = Started("demo", "--no-app", "--fresh", "--business", "studio")
    started.see(b"Filling")
    started.process.send_signal(signal.SIGINT)
    code, out = started.end()
    assert (code, out) == (130, b"")
    assert database.read_bytes() == before
    assert [one.name for one in database.parent.iterdir() if "aside" in one.name] == []
