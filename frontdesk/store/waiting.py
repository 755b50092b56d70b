"""The waiting list in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, or_, select, update

from frontdesk.store.schema import journal, journal_private, waiting


class WaitingRecord(Struct, omit_defaults=True):
    """Somebody who waits. ``since`` and ``called_at`` in epoch seconds, ``quoted`` in minutes, ``customer`` where known."""

    id: int
    location: int
    service: int
    day: int
    since: int
    created_by: str
    customer: int | None = None
    name: str = ""
    phone: str | None = None
    party: int = 1
    quoted: int | None = None
    called_at: int | None = None
    status: str = "waiting"
    reservation: int | None = None
    version: int = 1


_COLUMNS = {
    "id": "id", "location": "location_id", "service": "service_id", "day": "day", "since": "since",
    "created_by": "created_by", "customer": "customer_id", "name": "name", "phone": "phone", "party": "party",
    "quoted": "quoted", "called_at": "called_at", "status": "status", "reservation": "reservation", "version": "version",
}  # fmt: skip
"""The record's fields in order, and what they are called in the table."""
_ROW = select(*(waiting.c[name] for name in _COLUMNS.values()))


def _row(record: WaitingRecord) -> dict[str, Any]:
    return {column: getattr(record, field) for field, column in _COLUMNS.items()}


def load(connection: Connection, number: int) -> WaitingRecord | None:
    """An entry by its id."""
    row = connection.execute(_ROW.where(waiting.c.id == number)).first()
    return WaitingRecord(*row) if row is not None else None


def of_day(connection: Connection, days: Sequence[tuple[int, int]], by: str | None = None) -> list[WaitingRecord]:
    """Who still waits, longest first: of these (location, business day); ``by``: only those whom this user put there."""
    found = []
    for location, day in days:
        query = _ROW.where(waiting.c.location_id == location, waiting.c.day == day, waiting.c.status == "waiting")
        if by is not None:
            query = query.where(waiting.c.created_by == by)
        found += [WaitingRecord(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda record: (record.since, record.id))


def add(connection: Connection, record: WaitingRecord) -> WaitingRecord:
    """Write a new entry down; it comes back with its id."""
    row = _row(record)
    del row["id"]
    record.id = int(connection.execute(insert(waiting).values(row).returning(waiting.c.id)).scalar_one())
    return record


def replace(connection: Connection, record: WaitingRecord) -> None:
    """Write an entry as it now is, whether or not its row is there."""
    row = _row(record)
    number = row.pop("id")
    if not connection.execute(update(waiting).where(waiting.c.id == number).values(row)).rowcount:
        connection.execute(insert(waiting).values(row | {"id": number}))


def remove(connection: Connection, number: int) -> None:
    """Delete an entry (the undo of one just made)."""
    connection.execute(delete(waiting).where(waiting.c.id == number))


def is_known(connection: Connection, customer: int) -> bool:
    """Whether an entry names this customer."""
    return (
        connection.execute(select(waiting.c.id).where(waiting.c.customer_id == customer).limit(1)).first() is not None
    )


def erase(connection: Connection, customer: int, phone: str | None) -> None:
    """Empty names and phones of a customer's entries, and of those that only left this phone; the journal's too."""
    his = waiting.c.customer_id == customer
    if phone:
        his = or_(his, waiting.c.phone == phone)
    numbers = list(connection.execute(select(waiting.c.id).where(his)).scalars())
    for at in range(0, len(numbers), 500):
        some = numbers[at : at + 500]
        connection.execute(update(waiting).where(waiting.c.id.in_(some)).values(name="", phone=None))
        told = select(journal.c.seq).where(journal.c.kind == "waiting", journal.c.entity.in_(some))
        connection.execute(
            update(journal_private)
            .where(journal_private.c.seq.in_(told), journal_private.c.body.is_not(None))
            .values(body=None)
        )
