"""How many bookings a second one process makes, and eight at once; each through Desk, each one transaction with its journal."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.workload import ZONE
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.identity import LOCAL
from frontdesk.desk.values import Booking, CustomerWish, LineWish
from frontdesk.engine.zones import epoch_minute
from frontdesk.store import schema
from frontdesk.store.connection import Store

NOW = "2027-03-01T08:00:00+01:00"
FIRST = 740042  # 2027-03-09, a Tuesday
PEOPLE, BOOKINGS = 16, 1_600


def build(url: str) -> Store:
    """Sixteen people who work every day from 8 to 20."""
    store = Store(url)
    store.create()

    def fill(connection: Any) -> None:
        def add(table: Any, **row: Any) -> None:
            connection.execute(table.insert().values(**row))

        add(schema.business, id=1, name="Bench", locale="es", currency="EUR", country="ES")
        add(schema.location, id=1, name="Centro", timezone=ZONE)
        add(schema.service, id=1, name="Corte", duration=30, step=30, needs='["staff"]', channels='["desk"]')
        for person in range(1, PEOPLE + 1):
            add(
                schema.resource, id=person, location_id=1, kind="staff", name=f"P{person}", has_hours=1, position=person
            )
            for day in range(7):
                add(schema.weekly_hours, location_id=1, resource_id=person, weekday=day, starts=480, ends=1200)

    store.writing(fill)
    return store


def _times(share: int, of: int) -> list[tuple[int, int]]:
    every = [
        (person, epoch_minute(FIRST + day, 480 + 30 * slot, ZONE))
        for day in range(40)
        for slot in range(24)
        for person in range(1, PEOPLE + 1)
    ]
    return every[share::of]


def book(url: str, share: int, of: int, number: int) -> list[float]:
    """Book so many times of this process's share; returns the milliseconds each took."""
    desk = Desk(Store(url), FixedClock.at(NOW), LOCAL)
    taken = []
    for i, (person, start) in enumerate(_times(share, of)[:number]):
        began = time.perf_counter()
        desk.book(Booking((LineWish(1, person),), start, CustomerWish(name=f"Customer {share}-{i}")))
        taken.append(1000 * (time.perf_counter() - began))
    desk.close()
    return taken


def _part(given: tuple[str, int, int, int]) -> list[float]:
    return book(*given)


def _imported(_: int) -> None:
    time.sleep(0.2)  # so that every process of the pool takes one


def measure(url: str, processes: int) -> tuple[float, float, float]:
    """Bookings a second, the median and the slowest of a hundred in milliseconds."""
    build(url).close()
    each = BOOKINGS // processes
    if processes == 1:
        began = time.perf_counter()
        times = book(url, 0, 1, each)
        lasted = time.perf_counter() - began
    else:
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            pool.map(_imported, range(processes), 1)  # importing is not what is measured
            began = time.perf_counter()
            times = [
                t for part in pool.map(_part, [(url, s, processes, each) for s in range(processes)], 1) for t in part
            ]
            lasted = time.perf_counter() - began
    times.sort()
    return len(times) / lasted, statistics.median(times), times[int(len(times) * 0.99)]


def run() -> list[tuple[str, str]]:
    """Measure; returns rows of the table. PostgreSQL where FRONTDESK_TEST_POSTGRESQL names one."""
    rows = []
    postgresql = os.environ.get("FRONTDESK_TEST_POSTGRESQL")
    with tempfile.TemporaryDirectory() as folder:
        places = [("SQLite", lambda n: str(Path(folder) / f"book{n}.db"))]
        if postgresql:
            places.append(("PostgreSQL", lambda n: f"{postgresql}?schema=bench_{os.getpid()}_{n}"))
        for name, place in places:
            for processes in (1, 8):
                rate, median, slow = measure(place(processes), processes)
                text = f"{rate:.0f} a second; {median:.1f} ms each, 99 % within {slow:.0f} ms"
                rows.append((f"{name}, {processes} process{'es' if processes > 1 else ''}", text))
    if postgresql:
        import psycopg

        with psycopg.connect(postgresql, autocommit=True) as connection:
            for processes in (1, 8):
                connection.execute(f"DROP SCHEMA IF EXISTS bench_{os.getpid()}_{processes} CASCADE")
    return rows


if __name__ == "__main__":
    for name, value in run():
        print(f"{name:55} {value}")
