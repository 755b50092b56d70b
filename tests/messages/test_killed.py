"""S29: several workers on one database and a real SMTP server that counts; some are killed in the middle of it."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event

import pytest

from frontdesk.base.clock import SystemClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerWish
from frontdesk.desk.work import Work
from frontdesk.store import outbox
from frontdesk.store.outbox import OutboxRecord
from tests.channels.postman import Postman, post_office
from tests.conftest import SALON
from tests.forked import forked
from tests.messages import rival_worker

MANY = 240
WORKERS = 4
LEASE = 2
KILLS = 6


def begin(url: str, port: int) -> tuple[ForkServerProcess, Event]:
    """A worker, and what it sets when it is about to look for messages."""
    ready = forked.Event()
    one = forked.Process(target=rival_worker.main, args=(url, port, LEASE, 60, ready.set))
    one.start()
    return one, ready


def fill(desk: Desk, many: int) -> None:
    """So many messages that are due."""
    people = [
        desk.add_customer(CustomerWish(name=f"Person {n}", email=f"p{n}@example.com"), None).id for n in range(10)
    ]

    def write(work: Work) -> None:
        outbox.add(
            work.connection,
            [
                OutboxRecord(
                    id=0, dedupe_key=f"reply:{n}", kind="reply", purpose="chat", customer=int(people[n % 10][1:]),
                    due_at=work.seconds - 1, made_at=work.seconds, made_by="test", channels=("email",), channel="email",
                    body=f"number {n}", subject=f"number {n}",
                )
                for n in range(many)
            ],
        )  # fmt: skip

    desk.write(write)


def statuses(desk: Desk) -> dict[str, str]:
    with desk.store.reading() as connection:
        return {key: status for key, status in connection.exec_driver_sql("SELECT dedupe_key, status FROM outbox")}


@pytest.mark.slow
def test_s29_killed_workers_lose_nothing_and_send_nothing_twice(
    open_business: Callable[..., Desk], store_url: str
) -> None:
    open_business(store_url, SALON)
    desk = open_desk(store_url, clock=SystemClock())
    fill(desk, MANY)
    postman, chance = Postman(), random.Random(29)
    with post_office(postman) as port:
        workers = [begin(store_url, port) for _worker in range(WORKERS)]
        for _one, ready in workers:
            assert ready.wait(30)
        for kill in range(KILLS):
            wanted = (kill + 1) * MANY // (KILLS + 2)
            ends = time.monotonic() + 30
            while len(postman.mails) < wanted and time.monotonic() < ends:
                time.sleep(0.002)
            one, _ready = workers.pop(chance.randrange(len(workers)))
            one.kill()
            one.join()
            workers.append(begin(store_url, port))
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            left = Counter(statuses(desk).values())
            if not left["waiting"] + left["claimed"] + left["sending"]:
                break
            time.sleep(0.2)
        for one, _ready in workers:
            one.kill()
            one.join()
    came = Counter(
        str(message_from_bytes(mail.content or b"", policy=policy.default)["subject"])
        for mail in postman.mails  # type: ignore[arg-type]
    )
    ended = statuses(desk)
    desk.close()
    assert set(ended.values()) <= {"sent", "doubtful"}
    assert sum(status == "doubtful" for status in ended.values()) <= KILLS
    assert max(came.values()) == 1
    for key, status in ended.items():
        assert status == "doubtful" or came[f"number {key.removeprefix('reply:')}"] == 1
