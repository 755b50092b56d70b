"""Records with a past: journal rows of earlier moments, payments, events and notes written in bulk (the demonstration)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, update

from frontdesk.store.journal import Entry
from frontdesk.store.schema import counter, journal, journal_private
from frontdesk.store.tables import metadata


class Step(NamedTuple):
    """One operation of the past: when (epoch seconds), by whom, and the journal rows it left."""

    at: int
    actor: str
    entries: tuple[Entry, ...]


def draw_ids(connection: Connection, table: str, number: int) -> list[int]:
    """Ids for so many new rows, ascending."""
    if connection.dialect.name == "postgresql":
        drawn = connection.exec_driver_sql(
            f"SELECT nextval(pg_get_serial_sequence('{metadata.tables[table].name}', 'id'))"
            " FROM generate_series(1, %s)",
            (number,),
        )
        return [int(row[0]) for row in drawn]
    highest = connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {metadata.tables[table].name}")
    first = int(highest.scalar_one()) + 1
    return list(range(first, first + number))


def add_rows(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write many rows of one table."""
    if rows:
        connection.execute(insert(metadata.tables[table]), [dict(row) for row in rows])


def append(connection: Connection, steps: Sequence[Step]) -> None:
    """Write operations of the past after what the journal holds, by their moments; each is an operation of its own."""
    ordered = sorted(steps, key=lambda step: step.at)
    count = sum(len(step.entries) for step in ordered)
    if not count:
        return
    last = connection.execute(
        update(counter)
        .where(counter.c.name == "journal")
        .values(value=counter.c.value + count)
        .returning(counter.c.value)
    ).scalar_one()
    seq = int(last) - count
    rows, private = [], []
    for step in ordered:
        op = seq + 1
        for entry in step.entries:
            seq += 1
            rows.append({
                "seq": seq, "op": op, "at": step.at, "actor": step.actor, "verb": entry.verb, "kind": entry.kind,
                "entity": entry.entity, "version": entry.version, "location_id": entry.location,
                "day_before": entry.day_before, "day_after": entry.day_after, "image": entry.image,
            })  # fmt: skip
            if entry.private is not None:
                private.append({"seq": seq, "customer_id": entry.customer, "body": entry.private})
    connection.execute(insert(journal), rows)
    if private:
        connection.execute(insert(journal_private), private)
