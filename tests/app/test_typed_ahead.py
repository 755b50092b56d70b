"""The program in a terminal of its own: what is written into it in one piece, before it can have drawn anything, is booked."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter
from tests.app.conftest import NOW, at

pty = pytest.importorskip("pty")


def typed_into(path: Path, keys: bytes, desk: Desk, seconds: float = 40.0) -> None:
    """Start the app, write all the keys at once when the day is shown, wait for a reservation, leave."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover
        os.environ.update(TERM="xterm-256color", LINES="24", COLUMNS="80", FRONTDESK_NOW=NOW)
        os.execv(sys.executable, [sys.executable, "-m", "frontdesk", "--database", str(path), "--lang", "en"])
    seen, written, until, code = b"", False, time.monotonic() + seconds, None
    try:
        while time.monotonic() < until:
            if select.select([terminal], [], [], 0.05)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
            if not written and b"Marta" in seen:
                os.write(terminal, keys)
                written = True
            elif written and desk.count(Filter()):
                os.write(terminal, b"\x11")
                break
        while time.monotonic() < until and code is None:
            if select.select([terminal], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):
                    os.read(terminal, 65536)
            done, status = os.waitpid(pid, os.WNOHANG)
            code = os.waitstatus_to_exitcode(status) if done else None
    finally:
        if code is None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(terminal)
    assert (written, code) == (True, 0), seen[-500:]


def test_all_keys_of_a_booking_in_one_write(path: Path, desk: Desk, clock: FixedClock) -> None:
    keys = "b\tcorte\tana\t\t\t12:30\tZoe Núñez\r600111222\r"
    typed_into(path, keys.encode(), desk)
    (visit,) = desk.reservations(Filter())
    assert (visit.customer.name, visit.customer.phone) == ("Zoe Núñez", "+34600111222")
    assert (visit.service, visit.staff, visit.start) == ("Corte", "Ana", at("12:30"))
