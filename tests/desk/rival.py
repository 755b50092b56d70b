"""One of several receptionists at terminals of their own who all want the same times: run as a process by test_races."""

from __future__ import annotations

import json
import os
import random
import sys

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish

Wish = tuple[int, int, int]  # service, person, start (epoch minute)


def main(url: str, instant: str, seed: int, attempts: int, wishes: list[Wish], report: str) -> None:
    """Try so many random wishes; write a line for each answer, on the disk before the next is asked."""
    desk = open_desk(url, clock=FixedClock.at(instant))
    rng = random.Random(seed)
    log = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in range(attempts):
        service, person, start = rng.choice(wishes)
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


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    main(given["url"], given["now"], given["seed"], given["attempts"], given["wishes"], given["report"])
