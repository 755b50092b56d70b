"""Impossible to double-book, at any speed, from any side: eight processes want the same two hundred times.

They begin together and come by the same times at the same moment, so that nearly every time is sold while others ask for it.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.codes import number_of
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter, SlotQuery
from tests.conftest import MONDAY
from tests.desk import rival
from tests.desk.rival import Wish
from tests.forked import forked

PROCESSES, ATTEMPTS, SLOTS, KILLS = 8, 500, 200, 15
NEAR = 8
"""So many times stand in another order for each process; with the next ones nobody begins much before the others."""

pytestmark = pytest.mark.xdist_group("races")  # eight processes at a time are enough for a machine

_STAFF = "\n".join(
    f'[[staff]]\nname = "P{n}"\nservices = ["{"Corte" if n < 6 else "Masaje"}"]\n'
    'hours = { tue = ["09:00-14:00"], wed = ["09:00-14:00"] }\n'
    for n in range(10)
)
# four rooms for four therapists at a time: the pair is free together or not at all
_ROOMS = "\n".join(f'[[rooms]]\nname = "Sala {n}"\nservices = ["Masaje"]\n' for n in range(4))
BUSINESS = f"""
[business]
name = "Carrera"
locale = "es"
currency = "EUR"
country = "ES"

[[locations]]
name = "Centro"
timezone = "Europe/Madrid"
hours = {{ tue = ["09:00-14:00"], wed = ["09:00-14:00"] }}

{_STAFF}
{_ROOMS}

[[services]]
name = "Corte"
duration = 30
step = 30

[[services]]
name = "Masaje"
duration = 30
step = 30
needs = ["staff", "room"]
"""


def wishes_of(desk: Desk) -> list[Wish]:
    """The two hundred times that can be had: (service, person, start)."""
    tomorrow = desk.today() + 1
    found = []
    for service in desk.services():
        for slot in desk.slots(SlotQuery(service.id, tomorrow, tomorrow + 1)):
            assert slot.staff_id is not None
            found.append((service.id, slot.staff_id, slot.start))
    return found


def in_turn(seed: int, wishes: list[Wish]) -> list[Wish]:
    """Each time once, in nearly the same order for everybody."""
    rng, some = random.Random(seed), [wishes[first : first + NEAR] for first in range(0, len(wishes), NEAR)]
    return [wish for few in some for wish in rng.sample(few, len(few))]


class Rivals:
    """Processes that book, and what they were told."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.reports: list[Path] = []

    def start(self, seed: int, wishes: list[Wish], ready: Callable[[], Any] | None = None) -> ForkServerProcess:
        report = self.folder / f"rival-{seed}.jsonl"
        self.reports.append(report)
        one = forked.Process(target=rival.book, args=(self.url, MONDAY, seed, wishes, str(report), ready))
        one.start()
        return one

    def answers(self) -> list[dict[str, Any]]:
        found = []
        for report in self.reports:
            for line in report.read_text().splitlines() if report.exists() else ():
                if line.endswith("}"):  # a line cut off by a kill was not said
                    found.append(json.loads(line))
        return found


def judge(desk: Desk, rivals: Rivals, told: list[dict[str, Any]]) -> None:
    """Each time sold once, everything acknowledged there, nothing said but slot_taken, check clean."""
    errors = Counter(answer["error"] for answer in told if "error" in answer)
    assert set(errors) <= {"slot_taken"}, [
        answer for answer in told if answer.get("error") not in (None, "slot_taken")
    ][:3]
    stored = {one.code: one for one in desk.reservations(Filter())}
    sold = Counter((one.lines[0].staff_id, one.start) for one in stored.values())
    assert all(number == 1 for number in sold.values())
    rooms = Counter((room, one.start) for one in stored.values() for room in one.resources if room.startswith("Sala"))
    assert all(number == 1 for number in rooms.values())
    for answer in told:
        if "ok" in answer:
            one = stored[answer["ok"]]
            assert number_of(one.code) is not None
            assert (one.lines[0].staff_id, one.start, one.customer.name) == (
                answer["staff"],
                answer["start"],
                answer["name"],
            )
    assert upkeep.check(desk) == []


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_s01_eight_processes_sell_each_time_once(
    open_business: Callable[..., Desk], store_url: str, tmp_path: Path
) -> None:
    desk = open_business(store_url, BUSINESS)
    wishes = wishes_of(desk)
    assert len(wishes) == SLOTS
    rivals = Rivals(store_url, tmp_path)
    together = forked.Barrier(PROCESSES, timeout=60)
    running = [rivals.start(seed, in_turn(seed, wishes), together.wait) for seed in range(PROCESSES)]
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * PROCESSES
    told = rivals.answers()
    assert len(told) == PROCESSES * SLOTS
    judge(desk, rivals, told)
    assert sum("ok" in answer for answer in told) == desk.count(Filter())
    assert desk.count(Filter()) == SLOTS


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_s52_processes_killed_at_random_lose_nothing_that_was_acknowledged(
    open_business: Callable[..., Desk], store_url: str, tmp_path: Path
) -> None:
    desk = open_business(store_url, BUSINESS)
    rivals, wishes = Rivals(store_url, tmp_path), wishes_of(desk)
    rng, seeds, killed = random.Random(52), iter(range(1000)), 0

    def start() -> ForkServerProcess:
        seed = next(seeds)
        return rivals.start(seed, random.Random(seed).choices(wishes, k=ATTEMPTS))

    running = [start() for _ in range(PROCESSES)]
    while killed < KILLS:
        # a kill must come at a random moment of real work: wait until somebody has been answered anew, and a little more
        said = len(rivals.answers())
        while len(rivals.answers()) <= said + rng.randrange(40):
            time.sleep(0.02)
        victim = rng.randrange(PROCESSES)
        if running[victim].is_alive():
            running[victim].kill()
            killed += 1
        running[victim].join()
        running[victim] = start()
    for process in running:
        process.kill()
        process.join()
    told = rivals.answers()
    judge(desk, rivals, told)
    # what was written but not acknowledged is at most one booking for each kill
    acknowledged = sum("ok" in answer for answer in told)
    assert acknowledged <= desk.count(Filter()) <= acknowledged + killed + PROCESSES
