"""From 1,000,000 stored claims: the free starts of 50 people in 31 days, cold, kept, and after one person changed elsewhere.

The yardstick is a raw cursor that fetches the same rows with three integer columns, in the same run.
"""

from __future__ import annotations

import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.workload import FIRST_DAY, ZONE, epoch_minute, workload
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.identity import LOCAL
from frontdesk.engine.kept import Kept
from frontdesk.store import schema
from frontdesk.store.connection import Store

PEOPLE, DAYS, CLAIMS = 50, 31, 1_000_000
SERVICE = 1


def build(path: Path) -> Store:
    """A business of 50 people with a million claims: the workload's month, and years of others before and after."""
    store = Store(str(path))
    store.create()
    month = workload(PEOPLE, DAYS)
    start = epoch_minute(FIRST_DAY.toordinal(), 0)

    def fill(connection: Any) -> None:
        def add(table: Any, *rows: dict[str, Any]) -> None:
            connection.execute(table.insert(), list(rows))

        add(schema.business, {"id": 1, "name": "Bench", "locale": "es", "currency": "EUR", "country": "ES"})
        add(schema.location, {"id": 1, "name": "Centro", "timezone": ZONE})
        add(
            schema.service,
            {
                "id": SERVICE, "name": "Corte", "duration": 45, "buffer_after": 10, "step": 15, "min_notice": 120,
                "needs": '["staff"]', "channels": '["desk","web","agent"]',
            },
        )  # fmt: skip
        for person in range(1, PEOPLE + 1):
            add(
                schema.resource,
                {
                    "id": person,
                    "location_id": 1,
                    "kind": "staff",
                    "name": f"P{person}",
                    "has_hours": 1,
                    "position": person,
                },
            )
            add(
                schema.weekly_hours,
                *(
                    {"location_id": 1, "resource_id": person, "weekday": day, "starts": low, "ends": high}
                    for day in range(6)
                    for low, high in ((540, 840), (960, 1230))
                ),
            )
        add(schema.customer, {"id": 1, "name": "Bench", "created_at": 0})
        visit = {
            "id": 1,
            "status": "confirmed",
            "customer_id": 1,
            "location_id": 1,
            "channel": "desk",
            "starts": 0,
            "ends": 1,
        }
        add(schema.reservation, {**visit, "day": 1, "created_at": 0, "created_by": "bench"})
        rows = []
        for person, booked in enumerate(month["people"], 1):
            rows += [(person, low, high + 10) for low, high in booked["bookings"]]
            for day in booked["absent"]:
                text = day.isoformat()
                add(
                    schema.absence,
                    {
                        "resource_id": person,
                        "starts_local": f"{text}T00:00",
                        "ends_local": f"{text}T23:59",
                        "reason": "",
                    },
                )
        # the rest of the million lies outside the month, as history and future do
        each, number = (CLAIMS - len(rows)) // PEOPLE, 0
        for person in range(1, PEOPLE + 1):
            for i in range(each):
                back = i % 2 == 0
                at = start - 3 * 1440 - (i // 2 + 1) * 70 if back else start + (DAYS + 3) * 1440 + (i // 2) * 70
                rows.append((person, at, at + 55))
                number += 1
        insert = "INSERT INTO claim(resource_id, location_id, starts, ends, reservation_id) VALUES (?, 1, ?, ?, 1)"
        connection.connection.driver_connection.executemany(insert, rows)

    store.writing(fill)
    with store.bare() as connection:
        connection.exec_driver_sql("ANALYZE")
    store.fold()
    return store


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _change_one(path: str) -> None:
    store = Store(path)
    bump = "UPDATE resource SET version = version + 1 WHERE id = 7"
    store.writing(lambda connection: connection.exec_driver_sql(bump) and None)
    store.close()


def run(repeat: int = 25) -> list[tuple[str, str]]:
    """Measure; returns rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.db"
        store = build(path)
        clock = FixedClock(epoch_minute(FIRST_DAY.toordinal(), 480) * 60)
        start = epoch_minute(FIRST_DAY.toordinal(), 0)
        end = epoch_minute(FIRST_DAY.toordinal() + DAYS, 0)
        people = tuple(range(1, PEOPLE + 1))
        marks = ",".join("?" * PEOPLE)
        sql = (
            f"SELECT resource_id, starts, ends FROM claim WHERE resource_id IN ({marks}) AND starts >= ? AND starts < ?"
            " ORDER BY resource_id, starts"
        )
        raw_connection = store.engine.raw_connection()
        raw_cursor = raw_connection.cursor()

        def raw() -> list[Any]:
            return list(raw_cursor.execute(sql, (*people, start - 1440, end)).fetchall())

        kept = Kept()
        desk = Desk(store, clock, LOCAL, slots_kept=kept)
        desk.rules()

        def cold() -> object:
            fresh = Desk(store, clock, LOCAL, kept=desk.kept_rules, slots_kept=Kept())
            return fresh.free_starts(SERVICE, people, start, end)

        def warm() -> object:
            return desk.free_starts(SERVICE, people, start, end)

        raw(), cold(), warm()
        raws, colds, warms = [], [], []
        for _ in range(repeat):
            raws.append(_timed(raw))
            colds.append(_timed(cold))
            warms.append(_timed(warm))
        changed = []
        context = multiprocessing.get_context("spawn")
        for _ in range(min(repeat, 9)):
            other = context.Process(target=_change_one, args=(str(path),))
            other.start()
            other.join()
            changed.append(_timed(warm))
        fetched = len(raw())
        raw_connection.close()
        store.close()
    raw_ms, cold_ms, warm_ms, changed_ms = map(_median, (raws, colds, warms, changed))
    return [
        (f"raw cursor, {fetched} rows of 3 integers", f"{raw_ms:.2f} ms"),
        ("free starts of 50 people × 31 days, cold", f"{cold_ms:.2f} ms ({cold_ms / raw_ms:.2f} × the raw cursor)"),
        ("the same, kept and unchanged", f"{warm_ms:.2f} ms"),
        ("the same, after another process changed one person", f"{changed_ms:.2f} ms"),
    ]


if __name__ == "__main__":
    for name, value in run():
        print(f"{name:55} {value}")
