"""A program behind a pseudo-terminal, as a person at its keyboard meets it: when something comes, how much, until when."""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P_^X\]].*?(?:\x1b\\|\x07)|\x1b[()=>][0-9A-B]?|\r|\n", re.S)
MOVES = re.compile(r"\x1b\[[\d;]*H")
KEYS = {"down": "\x1b[B", "up": "\x1b[A", "esc": "\x1b", "enter": "\r", "tab": "\t", "space": " ", "ctrl+p": "\x10"}
QUIET = 0.06
"""Seconds without output after which a key counts as answered in full; they are not part of the figure."""
NOT_INHERITED = ("LINES", "COLUMNS", "LC_ALL", "PYTHONDONTWRITEBYTECODE")
"""What would make the program another one than it is for people: they have it compiled once, not at every start."""

HELD = 0.033
"""Seconds between the keys of one that is held down."""


@dataclass
class Answer:
    """What a key brought: ms until the first and the last byte, until what was waited for, and the bytes."""

    first: float
    settled: float
    seen: float | None
    bytes: int


@dataclass
class Start:
    """A start: ms until the first text, until what was waited for."""

    painted: float
    ready: float


@dataclass
class Program:
    """A program in a terminal of its own."""

    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    size: tuple[int, int] = (120, 36)
    _fd: int = -1
    _pid: int = 0

    def start(self, painted: str, ready: str, patience: float = 30.0) -> Start:
        """Start it and wait until its screen says so and is quiet."""
        env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | self.env
        began = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            columns, rows = self.size
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(self.command[0], self.command, env)
        text, seen = "", {painted: 0.0, ready: 0.0}
        while time.perf_counter() - began < patience:
            for at, data in self._chunks(0.3):
                text += data.decode("utf-8", "replace")
                plain = ESCAPES.sub("", MOVES.sub(" ", text))
                for wanted in seen:
                    if not seen[wanted] and re.search(wanted, plain):
                        seen[wanted] = (at - began) * 1000
            if seen[ready]:
                return Start(seen[painted], seen[ready])
        self.end()
        raise SystemExit(f"{self.command}: {ready!r} did not show; it showed {ESCAPES.sub('', text)[-500:]!r}")

    def _chunks(self, first: float, quiet: float = QUIET) -> list[tuple[float, bytes]]:
        """What comes until it is quiet; nothing when nothing comes for ``first`` seconds."""
        chunks: list[tuple[float, bytes]] = []
        wait = first
        while select.select([self._fd], [], [], wait)[0]:
            at = time.perf_counter()
            try:
                data = os.read(self._fd, 1 << 16)
            except OSError:
                break
            if not data:
                break
            chunks.append((at, data))
            wait = quiet
        return chunks

    def press(self, key: str, seen: str = "") -> Answer | None:
        """Press a key; None when nothing came of it. A short pause of random length keeps out of step with its frames."""
        time.sleep(random.uniform(0, 0.02))
        self._chunks(0)
        began = time.perf_counter()
        os.write(self._fd, KEYS.get(key, key).encode())
        chunks = self._chunks(0.8)
        if not chunks:
            return None
        text, when = "", None
        for at, data in chunks:
            text += data.decode("utf-8", "replace")
            if seen and when is None and re.search(seen, ESCAPES.sub("", MOVES.sub(" ", text))):
                when = (at - began) * 1000
        return Answer(
            (chunks[0][0] - began) * 1000, (chunks[-1][0] - began) * 1000, when, sum(len(data) for _, data in chunks)
        )

    def hold(self, key: str, times: int) -> float:
        """Hold a key down; ms by which the last output lags behind the last key."""
        for _ in range(times):
            os.write(self._fd, KEYS.get(key, key).encode())
            due = time.perf_counter() + HELD
            while (left := due - time.perf_counter()) > 0:
                if select.select([self._fd], [], [], left)[0]:
                    os.read(self._fd, 1 << 16)
        began = due - HELD
        chunks = self._chunks(0.3)
        return max(0.0, (chunks[-1][0] - began) * 1000) if chunks else 0.0

    def idle(self, seconds: float) -> int:
        """Bytes sent while nobody touches it."""
        self._chunks(0.3)
        sent, due = 0, time.perf_counter() + seconds
        while (left := due - time.perf_counter()) > 0:
            sent += sum(len(data) for _, data in self._chunks(left, 0))
        return sent

    @property
    def memory(self) -> float:
        """The most memory it ever held, in MB (millions of bytes)."""
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self._pid}/status").read_text())
        return int(found[1]) * 1024 / 1e6 if found else 0.0

    def end(self) -> None:
        """End it."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self._pid, how)
            except ProcessLookupError:
                break
            due = time.perf_counter() + 1.5
            while time.perf_counter() < due:
                self._chunks(0, 0)
                if os.waitpid(self._pid, os.WNOHANG)[0]:
                    os.close(self._fd)
                    return
                time.sleep(0.01)
