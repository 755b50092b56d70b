"""Inquiries in the tables: loaded and written whole, listed with those that wait for us on top."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select, update

from frontdesk.base.text import digits, folded
from frontdesk.store.bulk import insert_rows
from frontdesk.store.inquiry_tables import STAGES, inquiry, inquiry_visit
from frontdesk.store.message_tables import message
from frontdesk.store.schema import customer, journal, journal_private

OPEN = ("new", "answered", "quoted", "confirmed")
"""Stages in which something may still come of it."""

__all__ = ["OPEN", "STAGES", "InquiryRecord"]


class InquiryRecord(Struct, omit_defaults=True):
    """An inquiry as stored. Moments in epoch seconds; ``starts`` and ``ends`` days (ordinals), ``minute`` local.

    ``unanswered``: they wrote last, or nobody has answered yet. ``reservations``: ids of what came of it.
    """

    id: int
    source: str
    created_at: int
    created_by: str
    changed_at: int
    asked_at: int
    stage: str = "new"
    customer: int | None = None
    location: int | None = None
    name: str = ""
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    asked: str = ""
    notes: str = ""
    services: tuple[int, ...] = ()
    starts: int | None = None
    ends: int | None = None
    minute: int | None = None
    party: int = 1
    answered_at: int | None = None
    unanswered: int = 1
    reason: str | None = None
    lost_from: str | None = None
    version: int = 1
    reservations: tuple[int, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it waits for us."""
        return self.stage in ("new", "confirmed") or bool(self.unanswered)

    @property
    def search(self) -> str:
        """What is searched, folded."""
        phone = digits(self.phone or "")
        return folded(" ".join((self.name, self.email or "", phone, self.asked, self.notes, f"q{self.id}")))


_FIELDS = tuple(name for name in InquiryRecord.__struct_fields__ if name != "reservations")
_COLUMNS = {name: {"customer": "customer_id", "location": "location_id"}.get(name, name) for name in _FIELDS}
_ROW = select(*(inquiry.c[name] for name in _COLUMNS.values()))
_LIST = list(_COLUMNS).index("services")


def _row(record: InquiryRecord) -> dict[str, Any]:
    row = {column: getattr(record, field) for field, column in _COLUMNS.items()}
    row["services"] = json.dumps(record.services)
    return row | {"waits": int(record.waits), "search": record.search}


def _records(connection: Connection, query: Select[Any]) -> list[InquiryRecord]:
    found = []
    for row in connection.execute(query):
        values = list(row)
        values[_LIST] = tuple(json.loads(values[_LIST]))
        found.append(InquiryRecord(**dict(zip(_FIELDS, values, strict=True))))
    booked = _visits(connection, [record.id for record in found])
    for record in found:
        record.reservations = booked.get(record.id, ())
    return found


def _visits(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    query = select(inquiry_visit.c.inquiry_id, inquiry_visit.c.reservation)
    for at in range(0, len(numbers), 500):
        mine = inquiry_visit.c.inquiry_id.in_(numbers[at : at + 500])
        for number, visit in connection.execute(query.where(mine).order_by(inquiry_visit.c.reservation)):
            found[number] = (*found.get(number, ()), visit)
    return found


def load(connection: Connection, number: int) -> InquiryRecord | None:
    """An inquiry by its id."""
    return next(iter(_records(connection, _ROW.where(inquiry.c.id == number))), None)


def next_id(connection: Connection) -> int:
    """The id of a new inquiry, whose row is there and empty."""
    row = {"source": "", "created_at": 0, "created_by": "", "changed_at": 0, "asked_at": 0}
    return int(connection.execute(insert(inquiry).values(row).returning(inquiry.c.id)).scalar_one())


def replace(connection: Connection, record: InquiryRecord) -> None:
    """Write an inquiry as it now is, whether or not its row is there."""
    row = _row(record)
    if record.customer is not None:
        known = connection.execute(select(customer.c.id).where(customer.c.id == record.customer)).first()
        row["customer_id"] = record.customer if known is not None else None  # whom undo has taken away since
    number = row.pop("id")
    if not connection.execute(update(inquiry).where(inquiry.c.id == number).values(row)).rowcount:
        connection.execute(insert(inquiry).values(row | {"id": number}))
    connection.execute(delete(inquiry_visit).where(inquiry_visit.c.inquiry_id == number))
    booked = [(number, visit) for visit in record.reservations]
    insert_rows(connection, "inquiry_visit", ("inquiry_id", "reservation"), booked)


def remove(connection: Connection, number: int) -> None:
    """Delete an inquiry with its quotes (the undo of one just registered); its messages stay with who wrote them."""
    connection.execute(update(message).where(message.c.inquiry == number).values(inquiry=None))
    connection.execute(delete(inquiry).where(inquiry.c.id == number))


# looking --------------------------------------------------------------------------------------------------------------


def listed(connection: Connection, stage: str | None, text: str, limit: int, offset: int) -> list[InquiryRecord]:
    """Inquiries, those that wait for us first, then the latest changed. ``text``: every word of it is found in them."""
    query = _ROW.order_by(inquiry.c.waits.desc(), inquiry.c.changed_at.desc(), inquiry.c.id.desc())
    if stage is not None:
        query = query.where(inquiry.c.stage == stage)
    for word in folded(text).split():
        query = query.where(inquiry.c.search.contains(word, autoescape=True))
    return _records(connection, query.limit(limit).offset(offset))


def counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """By stage: how many there are, and how many of them wait for us."""
    query = select(inquiry.c.stage, func.count(), func.sum(inquiry.c.waits)).group_by(inquiry.c.stage)
    return {stage: (int(many), int(waits)) for stage, many, waits in connection.execute(query)}


def waiting(connection: Connection) -> int:
    """How many wait for us."""
    return int(connection.execute(select(func.count()).where(inquiry.c.waits == 1)).scalar_one())


def those_waiting(connection: Connection, limit: int) -> list[InquiryRecord]:
    """Those that wait for us, the latest changed first."""
    query = _ROW.where(inquiry.c.waits == 1).order_by(inquiry.c.changed_at.desc(), inquiry.c.id.desc())
    return _records(connection, query.limit(limit))


def of_customer(connection: Connection, number: int, stages: Sequence[str] = STAGES) -> list[InquiryRecord]:
    """The inquiries of a customer, the latest first."""
    query = _ROW.where(inquiry.c.customer_id == number, inquiry.c.stage.in_(stages))
    return _records(connection, query.order_by(inquiry.c.changed_at.desc(), inquiry.c.id.desc()))


def from_address(connection: Connection, email: str | None, phone: str | None) -> list[InquiryRecord]:
    """The inquiries of nobody's card that were made from an address or a phone, the latest first."""
    ways = [inquiry.c[name] == value for name, value in (("email", email), ("phone", phone)) if value]
    if not ways:
        return []
    query = _ROW.where(inquiry.c.customer_id.is_(None), or_(*ways))
    return _records(connection, query.order_by(inquiry.c.changed_at.desc(), inquiry.c.id.desc()))


def of_reservation(connection: Connection, number: int) -> list[int]:
    """The ids of the inquiries a reservation came of."""
    query = select(inquiry_visit.c.inquiry_id).where(inquiry_visit.c.reservation == number)
    return list(connection.execute(query.order_by(inquiry_visit.c.inquiry_id)).scalars())


def is_known(connection: Connection, number: int) -> bool:
    """Whether an inquiry names this customer."""
    query = select(inquiry.c.id).where(inquiry.c.customer_id == number).limit(1)
    return connection.execute(query).first() is not None


def forget_journal(connection: Connection, numbers: Collection[int]) -> None:
    """Empty what the journal says of the people of these inquiries, and of what they asked."""
    told = select(journal.c.seq).where(journal.c.kind == "inquiry", journal.c.entity.in_(numbers))
    mine = and_(journal_private.c.seq.in_(told), journal_private.c.body.is_not(None))
    connection.execute(update(journal_private).where(mine).values(body=None))
