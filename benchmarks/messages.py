"""What messages cost: a tick's planning on 100,000 reservations, memory over 10,000 ticks, 10,000 messages by 8 workers.

    python -m benchmarks.messages [plan|memory|killed] …

Workers of the last are killed at random; a real SMTP server counts what arrives.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from benchmarks.workload import ZONE
from frontdesk.base.clock import FixedClock, SystemClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.identity import LOCAL
from frontdesk.desk.messages import planning
from frontdesk.desk.values import CustomerWish
from frontdesk.desk.work import Work
from frontdesk.engine.zones import local
from frontdesk.store import outbox, schema
from frontdesk.store.bulk import insert_rows
from frontdesk.store.connection import Store
from frontdesk.store.outbox import OutboxRecord
from frontdesk.worker.dispatcher import Dispatcher

NOW = "2026-11-23T08:00:00+01:00"
RESERVATIONS, CUSTOMERS, DAYS = 100_000, 20_000, 90
MESSAGES, WORKERS, KILLS = 10_000, 8, 24
TICK = 15
RULES = (
    ("booked", "confirmation"),
    ("-24h", "reminder"),
    ("-2h", "reminder"),
    ("+1d", "thanks"),
    ("birthday", "birthday"),
    ("inactive 90d", "inactive"),
)


def build(path: str) -> Store:
    """A business with rules and as many reservations, from 30 days ago to 60 days ahead."""
    store = Store(path)
    store.create()
    clock = FixedClock.at(NOW)
    begins = int(clock.seconds() // 60) - 30 * 1440

    def fill(connection: Any) -> None:
        def add(table: Any, **row: Any) -> None:
            connection.execute(table.insert().values(**row))

        add(schema.business, id=1, name="Bench", locale="es", currency="EUR", country="ES")
        add(schema.location, id=1, name="Centro", timezone=ZONE)
        add(schema.service, id=1, name="Corte", duration=30, step=30, needs='["staff"]', channels='["desk"]')
        add(schema.resource, id=1, location_id=1, kind="staff", name="Marta")
        for due, template in RULES:
            add(schema.reminder_rule, due=due, channels='["sms","email"]', template=template)
        made = int(clock.seconds()) - 90 * 86400
        insert_rows(
            connection, "customer", ("id", "name", "phone", "birthday", "name_key", "created_at"),
            [
                (n, f"C {n}", f"+346{n:08}", f"19{n % 90 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}", f"c {n}", made)
                for n in range(1, CUSTOMERS + 1)
            ],
        )  # fmt: skip
        rows, lines = [], []
        for number in range(1, RESERVATIONS + 1):
            start = begins + number * DAYS * 1440 // RESERVATIONS
            status = "completed" if start * 60 < clock.seconds() else "confirmed"
            rows.append(
                (number, status, number % CUSTOMERS + 1, 1, start, start + 30, local(start, ZONE)[0], "desk", made, "x")
            )
            lines.append((number, 0, 1, 1, "[]", start, start + 30, 0))
        columns = (
            "id",
            "status",
            "customer_id",
            "location_id",
            "starts",
            "ends",
            "day",
            "channel",
            "created_at",
            "created_by",
        )
        insert_rows(connection, "reservation", columns, rows)
        columns = ("reservation_id", "position", "service_id", "staff_id", "resources", "starts", "ends", "price")
        insert_rows(connection, "line", columns, lines)

    store.writing(fill)
    return store


class Silent:
    """A channel that takes everything at once."""

    name = "sms"

    def send(self, message: Any) -> Any:
        from frontdesk.channels.protocol import Sent

        return Sent("")

    def close(self) -> None:
        pass


def plan(store: Store, ticks: int = 400) -> list[tuple[str, str]]:
    """How long a tick's planning takes: a quiet one, one a working day through, and the first after two days off."""
    clock = FixedClock.at(NOW)
    desk = Desk(store, clock, LOCAL)
    desk.messages.plan()
    took, made = [], 0
    for _tick in range(ticks):
        clock.move(120)
        begins = time.perf_counter()
        made += desk.messages.plan()
        took.append((time.perf_counter() - begins) * 1000)
    took.sort()
    clock.move(2 * 86400)
    late, written, caught_up = 0, 0, list[float]()
    while not caught_up or written >= planning.MANY:
        begins = time.perf_counter()
        written = desk.messages.plan()
        late += written
        caught_up.append((time.perf_counter() - begins) * 1000)
    return [
        (f"a tick's planning, median of {ticks} ({made} messages)", f"{statistics.median(took):.1f} ms"),
        ("99 % of them within / the longest", f"{took[int(len(took) * 0.99)]:.1f} / {took[-1]:.1f} ms"),
        (f"after two days off ({late} messages, {len(caught_up)} ticks), the longest", f"{max(caught_up):.1f} ms"),
    ]


def memory(store: Store, ticks: int = 10_000) -> list[tuple[str, str]]:
    """What a process holds after so many whole ticks."""
    clock = FixedClock.at(NOW)
    clock.move(10 * 86400)
    store = Store(str(store.path), lean=True)  # as the worker opens it
    dispatcher = Dispatcher(Desk(store, clock, LOCAL), {"sms": Silent()})  # type: ignore[dict-item]
    found = {}
    begins = time.perf_counter()
    for tick in range(ticks + 1):
        dispatcher.tick()
        clock.move(TICK)
        if tick in (ticks // 10, ticks // 2, ticks):
            found[tick] = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    seconds = time.perf_counter() - begins
    store.close()
    words = " / ".join(f"{held:.1f}" for held in found.values())
    return [
        (f"MiB held after {' / '.join(map(str, found))} ticks", words),
        ("a whole tick", f"{seconds / ticks * 1000:.1f} ms"),
    ]


def killed(url: str) -> list[tuple[str, str]]:
    """As many messages by several processes, one of which is killed again and again."""
    from tests.channels.postman import Postman, post_office

    store = Store(url)
    store.create()
    store.writing(
        lambda connection: (
            connection.execute(
                schema.business.insert().values(id=1, name="B", locale="es", currency="EUR", country="ES")
            )
            and connection.execute(schema.location.insert().values(id=1, name="Centro", timezone=ZONE))
            and None
        )
    )
    desk = Desk(store, SystemClock(), LOCAL)
    people = [desk.add_customer(CustomerWish(name=f"P {n}", email=f"p{n}@example.com"), None).id for n in range(50)]

    def write(work: Work) -> None:
        outbox.add(
            work.connection,
            [
                OutboxRecord(
                    id=0, dedupe_key=f"reply:{n}", kind="reply", purpose="chat", customer=int(people[n % 50][1:]),
                    due_at=work.seconds - 1, made_at=work.seconds, made_by="test", channels=("email",), channel="email",
                    body=f"number {n}", subject=f"number {n}",
                )
                for n in range(MESSAGES)
            ],
        )  # fmt: skip

    desk.write(write)

    def begin(port: int) -> subprocess.Popen[str]:
        words = json.dumps({"url": url, "port": port, "lease": 5, "seconds": 1200})
        command = [sys.executable, "-m", "tests.messages.rival_worker", words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "."})

    def left() -> Counter[str]:
        with store.reading() as connection:
            return Counter(dict(list(connection.exec_driver_sql("SELECT dedupe_key, status FROM outbox"))).values())

    postman, chance = Postman(), random.Random(1)
    with post_office(postman) as port:
        workers = [begin(port) for _worker in range(WORKERS)]
        begins = time.monotonic()
        for kill in range(KILLS):
            while len(postman.mails) < (kill + 1) * MESSAGES // (KILLS + 2):
                time.sleep(0.005)
            one = workers.pop(chance.randrange(len(workers)))
            one.kill()
            one.wait()
            workers.append(begin(port))
        while (now := left())["waiting"] + now["claimed"] + now["sending"]:
            time.sleep(0.5)
        seconds = time.monotonic() - begins
        for one in workers:
            one.kill()
            one.wait()
    came = Counter(str(message_from_bytes(mail.content or b"")["subject"]) for mail in postman.mails)  # type: ignore[arg-type]
    ended = left()
    store.close()
    twice = sum(many > 1 for many in came.values())
    return [
        (f"{MESSAGES} messages, {WORKERS} workers, {KILLS} killed", f"{MESSAGES / seconds:.0f} a second"),
        ("sent / doubtful", f"{ended['sent']} / {ended['doubtful']}"),
        ("arrived / arrived twice", f"{len(came)} / {twice}"),
    ]


def main() -> None:
    """Print what was asked for, all of it otherwise."""
    wanted = set(sys.argv[1:]) or {"plan", "memory", "killed"}
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        if wanted & {"plan", "memory"}:
            store = build(str(Path(folder) / "many.db"))
            rows += plan(store) if "plan" in wanted else []
            rows += memory(store) if "memory" in wanted else []
            store.close()
        if "killed" in wanted:
            rows += [(f"SQLite: {name}", value) for name, value in killed(str(Path(folder) / "killed.db"))]
            if server := os.environ.get("FRONTDESK_TEST_POSTGRESQL"):
                rows += [(f"PostgreSQL: {name}", value) for name, value in killed(f"{server}?schema=b{os.getpid()}")]
    for name, value in rows:
        print(f"  {name:62} {value}", flush=True)


if __name__ == "__main__":
    main()
