"""How fast the engine finds free starts, beside the yardstick's naive loop; measures, asserts only that both agree.

    python benchmarks/engine_slots.py [PATH/TO/naive_slots.py] [--rounds N]

The path may also come from NAIVE_SLOTS; without either it is ../shared/tools/naive_slots.py. Times are medians of rounds
in which the two alternate, in milliseconds; nothing is kept between rounds but the zone's offsets.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import os
import statistics
import time
from pathlib import Path
from typing import Any

from frontdesk.engine import zones
from frontdesk.engine.slots import free_starts
from frontdesk.engine.values import Away, Claims, House, Place, Resource, Service

SIZES = ((1, 1), (1, 31), (10, 31), (50, 31), (50, 90))


def yardstick(path: str) -> Any:
    spec = importlib.util.spec_from_file_location("naive_slots", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_values(naive: Any, work: dict[str, Any]) -> tuple[House, Service, Claims]:
    """The yardstick's workload as the engine's values."""
    zone = naive.ZONE.key
    week = (tuple(naive.RANGES),) * 6 + ((),)

    def day(date: dt.date) -> Away:
        ordinal = date.toordinal()
        return Away(zones.epoch_minute(ordinal, 0, zone), zones.epoch_minute(ordinal + 1, 0, zone), "absent")

    people = {
        i: Resource(i, "staff", f"P{i:02}", 1, week=week, absences=tuple(map(day, person["absent"])), position=i)
        for i, person in enumerate(work["people"])
    }
    service = Service(1, "Cut", naive.DURATION, buffer_after=naive.AFTER, step=naive.STEP, min_notice=naive.NOTICE)
    claims = {
        i: [(start, end + naive.AFTER) for start, end in person["bookings"]] for i, person in enumerate(work["people"])
    }
    return House({1: Place(1, "Centre", zone)}, people, {1: service}), service, claims


def window(naive: Any, work: dict[str, Any]) -> tuple[int, int]:
    """First start that notice allows, and the end of the last day (epoch minutes)."""
    first = naive.FIRST_DAY.toordinal()
    return work["now"] + naive.NOTICE, zones.epoch_minute(first + work["days"], 0, naive.ZONE.key)


def default_path() -> Path:
    """Where the yardstick lies, if it does."""
    beside = Path(__file__).resolve().parents[1] / "../shared/tools/naive_slots.py"
    return Path(os.environ.get("NAIVE_SLOTS", beside))


def run(path: Path, rounds: int = 15) -> list[tuple[str, str]]:
    """Measure; returns rows of the table. The engine's answers must equal the naive ones."""
    naive = yardstick(str(path))
    rows = []
    for people, days in SIZES:
        work = naive.workload(people, days)
        house, service, claims = as_values(naive, work)
        start, end = window(naive, work)
        slow, fast = [], []
        for _ in range(rounds):
            began = time.perf_counter()
            expected = naive.naive(work)
            slow.append(1000 * (time.perf_counter() - began))
            began = time.perf_counter()
            found = free_starts(house, service, range(people), claims, start, end)
            fast.append(1000 * (time.perf_counter() - began))
            assert [[at for steps in found[i] for at in steps] for i in range(people)] == expected
        one, other = statistics.median(slow), statistics.median(fast)
        rows.append((f"{people} × {days}", f"naive {one:.2f} ms, engine {other:.3f} ms: {one / other:.0f} ×"))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=default_path())
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    for name, value in run(options.path, options.rounds):
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
