"""The workers there are: each gives a sign of life."""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from frontdesk.store.message_tables import worker


class Beat(NamedTuple):
    """A worker's sign of life. Moments in epoch seconds by its own clock; ``channels``: (name, problem)."""

    name: str
    host: str
    started_at: int
    beat_at: int
    channels: tuple[tuple[str, str], ...]
    problem: str


def beats(connection: Connection) -> list[Beat]:
    """Every worker that ever ran and has not said goodbye."""
    columns = (worker.c[name] for name in Beat._fields)
    return [
        Beat(name, host, started, at, tuple((c[0], c[1]) for c in json.loads(channels)), problem)
        for name, host, started, at, channels, problem in connection.execute(select(*columns).order_by(worker.c.name))
    ]


def beat(connection: Connection, sign: Beat) -> None:
    """Give a sign of life."""
    row = {**sign._asdict(), "channels": json.dumps(sign.channels)}
    if not connection.execute(update(worker).where(worker.c.name == sign.name).values(**row)).rowcount:
        connection.execute(insert(worker).values(**row))


def leave(connection: Connection, name: str) -> None:
    """A worker ends, and says so."""
    connection.execute(delete(worker).where(worker.c.name == name))


def forget_workers(connection: Connection, before: int) -> None:
    """Those that have not given a sign of life for long."""
    connection.execute(delete(worker).where(worker.c.beat_at < before))
