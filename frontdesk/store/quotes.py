"""Quotes in the tables: each made once and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, func, insert, select, update

from frontdesk.store.inquiry_tables import quote


class QuoteRecord(Struct):
    """A quote as stored. ``lines`` is JSON; ``valid_until`` a day (ordinal); ``made_at`` in epoch seconds."""

    id: int
    inquiry: int
    number: int
    lines: str
    taxes: str
    valid_until: int | None
    note: str
    currency: str
    made_at: int
    made_by: str


_COLUMNS = {name: {"inquiry": "inquiry_id"}.get(name, name) for name in QuoteRecord.__struct_fields__}
_ROW = select(*(quote.c[name] for name in _COLUMNS.values()))


def add(connection: Connection, record: QuoteRecord) -> QuoteRecord:
    """Write a quote down; it comes back with its id and the next number of its inquiry."""
    mine = select(func.coalesce(func.max(quote.c.number), 0)).where(quote.c.inquiry_id == record.inquiry)
    record.number = int(connection.execute(mine).scalar_one()) + 1
    row: dict[str, Any] = {column: getattr(record, field) for field, column in _COLUMNS.items() if field != "id"}
    record.id = int(connection.execute(insert(quote).values(row).returning(quote.c.id)).scalar_one())
    return record


def load(connection: Connection, number: int) -> QuoteRecord | None:
    """A quote by its id."""
    row = connection.execute(_ROW.where(quote.c.id == number)).first()
    return QuoteRecord(*row) if row is not None else None


def of_inquiry(connection: Connection, inquiry: int) -> list[QuoteRecord]:
    """The quotes of an inquiry, the first one first."""
    rows = connection.execute(_ROW.where(quote.c.inquiry_id == inquiry).order_by(quote.c.number))
    return [QuoteRecord(*row) for row in rows]


def latest(connection: Connection, inquiries: Sequence[int]) -> dict[int, QuoteRecord]:
    """The latest quote of each inquiry that has one."""
    found: dict[int, QuoteRecord] = {}
    for at in range(0, len(inquiries), 500):
        mine = quote.c.inquiry_id.in_(inquiries[at : at + 500])
        for row in connection.execute(_ROW.where(mine).order_by(quote.c.number)):
            record = QuoteRecord(*row)
            found[record.inquiry] = record
    return found


def remove(connection: Connection, number: int) -> None:
    """Delete a quote (the undo of one just made)."""
    connection.execute(delete(quote).where(quote.c.id == number))


def erase(connection: Connection, inquiries: Sequence[int]) -> None:
    """Nothing of what was quoted stays."""
    mine = quote.c.inquiry_id.in_(list(inquiries))
    connection.execute(update(quote).where(mine).values(lines="[]", note=""))
