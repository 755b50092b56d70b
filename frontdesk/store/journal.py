"""The append-only journal (Law 5): written as a transaction's last statements, read for history, undo and refresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, update

from frontdesk.store.bulk import insert_rows
from frontdesk.store.schema import counter, journal, journal_private


class Entry(NamedTuple):
    """One row to be: what ``verb`` made of the record ``kind``/``entity``; ``image`` None: it is gone."""

    verb: str
    kind: str
    entity: int
    version: int
    image: str | None
    private: str | None = None
    customer: int | None = None
    location: int | None = None
    day_before: int | None = None
    day_after: int | None = None


_COLUMNS = (
    "seq", "op", "at", "actor", "verb", "kind", "entity", "version", "location_id", "day_before", "day_after", "image",
)  # fmt: skip


def append(connection: Connection, entries: Sequence[Entry], *, op: int | None, at: int, actor: str) -> int:
    """Write the rows and return their operation's number (``op`` None: a new one). ``at`` in epoch seconds.

    The counter row is touched last of all, so that the order of commits is the order of seq.
    """
    last = connection.execute(
        update(counter)
        .where(counter.c.name == "journal")
        .values(value=counter.c.value + len(entries))
        .returning(counter.c.value)
    ).scalar_one()
    first = last - len(entries) + 1
    number = first if op is None else op
    rows = [
        (
            first + i, number, at, actor, entry.verb, entry.kind, entry.entity, entry.version, entry.location,
            entry.day_before, entry.day_after, entry.image,
        )
        for i, entry in enumerate(entries)
    ]  # fmt: skip
    insert_rows(connection, "journal", _COLUMNS, rows)
    private = [
        (first + i, entry.customer, entry.private) for i, entry in enumerate(entries) if entry.private is not None
    ]
    insert_rows(connection, "journal_private", ("seq", "customer_id", "body"), private)
    notify(connection)
    return int(number)


def notify(connection: Connection) -> None:
    """Wake the other terminals when this transaction ends; SQLite's notice by themselves."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_notify('frontdesk', current_schema())")


_ALL = (
    select(
        journal.c.seq, journal.c.op, journal.c.at, journal.c.actor, journal.c.verb, journal.c.kind, journal.c.entity,
        journal.c.version, journal.c.image, journal_private.c.body, journal_private.c.seq.label("private"),
    ).outerjoin(journal_private, journal_private.c.seq == journal.c.seq)
)  # fmt: skip


def of_entity(connection: Connection, kind: str, entity: int) -> list[Any]:
    """Every row of one record, oldest first."""
    query = _ALL.where(journal.c.kind == kind, journal.c.entity == entity).order_by(journal.c.version)
    return list(connection.execute(query))


def of_op(connection: Connection, op: int) -> list[Any]:
    """Every row of one operation, oldest first."""
    return list(connection.execute(_ALL.where(journal.c.op == op).order_by(journal.c.seq)))


def at_version(connection: Connection, kind: str, entity: int, version: int) -> Any:
    """The row of a record at a version, or None."""
    query = _ALL.where(journal.c.kind == kind, journal.c.entity == entity, journal.c.version == version)
    return connection.execute(query).first()


def latest_version(connection: Connection, kind: str, entity: int) -> int:
    """The highest version the journal knows of a record; 0 where it knows none."""
    query = select(func.max(journal.c.version)).where(journal.c.kind == kind, journal.c.entity == entity)
    return int(connection.execute(query).scalar() or 0)


def latest_versions(connection: Connection, kinds: Sequence[str]) -> dict[tuple[str, int], int]:
    """As ``latest_version``, for every record of these kinds."""
    query = select(journal.c.kind, journal.c.entity, func.max(journal.c.version)).where(journal.c.kind.in_(kinds))
    found = connection.execute(query.group_by(journal.c.kind, journal.c.entity))
    return {(kind, entity): int(version) for kind, entity, version in found}


def latest(connection: Connection, kind: str, entities: Sequence[int]) -> list[Any]:
    """The last row of each of these records."""
    found: list[Any] = []
    for at in range(0, len(entities), 500):
        some = (journal.c.kind == kind, journal.c.entity.in_(entities[at : at + 500]))
        last = select(func.max(journal.c.seq)).where(*some).group_by(journal.c.entity)
        found += connection.execute(_ALL.where(journal.c.seq.in_(last)))
    return found


def recent(connection: Connection, actor: str, before: int | None, limit: int) -> list[Any]:
    """The actor's latest rows before a seq, newest first: (seq, op, verb, kind, at)."""
    query = select(journal.c.seq, journal.c.op, journal.c.verb, journal.c.kind, journal.c.at).where(
        journal.c.actor == actor
    )
    if before is not None:
        query = query.where(journal.c.seq < before)
    return list(connection.execute(query.order_by(journal.c.seq.desc()).limit(limit)))


def last_seq(connection: Connection) -> int:
    """The seq of the last row."""
    return int(connection.execute(select(counter.c.value).where(counter.c.name == "journal")).scalar_one())


def last_at(connection: Connection) -> int | None:
    """When the last row was written, epoch seconds."""
    row = connection.execute(select(journal.c.at).order_by(journal.c.seq.desc()).limit(1)).first()
    return int(row[0]) if row is not None else None


def since(connection: Connection, seq: int, limit: int) -> list[Any]:
    """Rows after a seq: (seq, kind, location, day_before, day_after)."""
    query = (
        select(journal.c.seq, journal.c.kind, journal.c.location_id, journal.c.day_before, journal.c.day_after)
        .where(journal.c.seq > seq)
        .order_by(journal.c.seq)
        .limit(limit)
    )
    return list(connection.execute(query))


def seq_before(connection: Connection, at: int) -> int:
    """The last seq written before a moment (epoch seconds). Rows are written one after the other, so it is halved for."""
    low, high = 0, last_seq(connection)
    while low < high:
        middle = (low + high + 1) // 2
        written = connection.execute(select(journal.c.at).where(journal.c.seq == middle)).scalar()
        if written is None or written >= at:
            high = middle - 1
        else:
            low = middle
    return low


def later(connection: Connection, seq: int, kinds: Sequence[str], limit: int) -> list[Any]:
    """The latest rows of some kinds after a seq, newest first: (seq, at, actor, verb, kind, entity, version)."""
    query = select(
        journal.c.seq,
        journal.c.at,
        journal.c.actor,
        journal.c.verb,
        journal.c.kind,
        journal.c.entity,
        journal.c.version,
    ).where(journal.c.seq > seq, journal.c.kind.in_(list(kinds)))
    return list(connection.execute(query.order_by(journal.c.seq.desc()).limit(limit)))


def erase(connection: Connection, customer: int) -> None:
    """Empty the private bodies that belong to a customer."""
    connection.execute(
        update(journal_private)
        .where(journal_private.c.customer_id == customer, journal_private.c.body.is_not(None))
        .values(body=None)
    )
