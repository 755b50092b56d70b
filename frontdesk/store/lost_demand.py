"""Lost demand in the tables."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from frontdesk.store.duty_tables import lost_demand


class LostRecord(Struct, omit_defaults=True):
    """A wish that could not be had. ``at`` in epoch seconds, ``starts`` in epoch minutes; None: any time of the day."""

    id: int
    location: int
    service: int
    day: int
    channel: str
    reason: str
    at: int
    made_by: str
    starts: int | None = None
    customer: int | None = None
    party: int = 1
    version: int = 1


_COLUMNS = {
    "id": "id", "location": "location_id", "service": "service_id", "day": "day", "channel": "channel",
    "reason": "reason", "at": "at", "made_by": "made_by", "starts": "starts", "customer": "customer_id",
    "party": "party", "version": "version",
}  # fmt: skip
"""The record's fields in order, and what they are called in the table."""
_ROW = select(*(lost_demand.c[name] for name in _COLUMNS.values()))


def add(connection: Connection, record: LostRecord) -> LostRecord:
    """Write a wish down; it comes back with its id."""
    row: dict[str, Any] = {column: getattr(record, field) for field, column in _COLUMNS.items()}
    del row["id"]
    record.id = int(connection.execute(insert(lost_demand).values(row).returning(lost_demand.c.id)).scalar_one())
    return record


def load(connection: Connection, number: int) -> LostRecord | None:
    """A wish by its id."""
    row = connection.execute(_ROW.where(lost_demand.c.id == number)).first()
    return LostRecord(*row) if row is not None else None


def listed(
    connection: Connection, first: int, last: int, *, location: int | None, service: int | None, by: str | None
) -> list[LostRecord]:
    """The wishes for these business days (ordinals, both included), the latest first; ``by``: only what this user noted."""
    query = _ROW.where(lost_demand.c.day >= first, lost_demand.c.day <= last)
    for column, value in (("location_id", location), ("service_id", service), ("made_by", by)):
        if value is not None:
            query = query.where(lost_demand.c[column] == value)
    return [LostRecord(*row) for row in connection.execute(query.order_by(lost_demand.c.id.desc()))]


def remove(connection: Connection, number: int) -> None:
    """Delete a wish (the undo of one just noted)."""
    connection.execute(delete(lost_demand).where(lost_demand.c.id == number))
