"""One of several receptionists at terminals of their own who all want the same times: a process of its own, for test_races."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish

Wish = tuple[int, int, int]  # service, person, start (epoch minute)


def book(url: str, instant: str, seed: int, wishes: list[Wish], report: str, ready: Callable[[], Any] | None) -> None:
    """Try one wish after the other; write a line for each answer, on the disk before the next is asked."""
    desk = open_desk(url, clock=FixedClock.at(instant))
    log = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    if ready is not None:
        ready()
    for number, (service, person, start) in enumerate(wishes):
        name = f"Rival {seed}-{number}"
        try:
            made = desk.book(Booking((LineWish(service, person),), start, CustomerWish(name=name)))
            said = {"ok": made.code, "staff": person, "start": start, "name": name}
        except FrontdeskError as error:
            said = {"error": error.code, "text": str(error)}
        except Exception as error:
            said = {"error": "crash", "text": repr(error)[:500]}
        os.write(log, (json.dumps(said) + "\n").encode())
    os.close(log)
    desk.close()
