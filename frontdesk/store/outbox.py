"""The outbox in the tables: written once by a dedupe key, claimed with a lease, ended by whoever holds it (Law 7)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from frontdesk.store.message_tables import outbox

OPEN = ("waiting", "claimed")
"""Statuses in which nothing has been sent yet."""


class OutboxRecord(Struct, omit_defaults=True):
    """A message on its way. Moments in epoch seconds; ``channels`` in the order in which they are tried."""

    id: int
    dedupe_key: str
    kind: str
    customer: int
    due_at: int
    made_at: int
    made_by: str
    purpose: str = "service"
    reservation: int | None = None
    schedule_version: int | None = None
    rule: int | None = None
    channels: tuple[str, ...] = ()
    channel: str | None = None
    tried: tuple[str, ...] = ()
    template: str = ""
    body: str = ""
    subject: str = ""
    answers: str = ""
    stale_at: int | None = None
    status: str = "waiting"
    lease: str | None = None
    lease_until: int | None = None
    attempts: int = 0
    problem: str | None = None
    ended_at: int | None = None
    seen: int = 0
    message: int | None = None
    inquiry: int | None = None
    quote: int | None = None


_COLUMNS = {
    name: {"customer": "customer_id"}.get(name, name) for name in OutboxRecord.__struct_fields__
}  # the record's fields in order, and what they are called in the table
_ROW = select(*(outbox.c[name] for name in _COLUMNS.values()))
_LISTS = [list(_COLUMNS).index(name) for name in ("channels", "tried")]


def _record(row: Sequence[Any]) -> OutboxRecord:
    values = list(row)
    for index in _LISTS:
        values[index] = tuple(json.loads(values[index]))
    return OutboxRecord(*values)


def add(connection: Connection, records: Iterable[OutboxRecord]) -> int:
    """Write messages that are not there yet under their dedupe keys; returns how many were new."""
    rows = []
    for record in records:
        values = list(astuple(record))
        for index in _LISTS:
            values[index] = json.dumps(values[index])
        rows.append(tuple(values[1:]))
    if not rows:
        return 0
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    columns = [column for column in _COLUMNS.values() if column != "id"]
    places = ", ".join([mark] * len(columns))
    statement = f"INSERT INTO outbox ({', '.join(columns)}) VALUES ({places}) ON CONFLICT (dedupe_key) DO NOTHING"
    return connection.exec_driver_sql(statement, rows).rowcount


def load(connection: Connection, numbers: Sequence[int]) -> list[OutboxRecord]:
    """The messages with these ids, oldest first."""
    return [_record(row) for row in connection.execute(_ROW.where(outbox.c.id.in_(numbers)).order_by(outbox.c.id))]


def find(connection: Connection, dedupe_key: str) -> OutboxRecord | None:
    """The message of a dedupe key, if there is one."""
    row = connection.execute(_ROW.where(outbox.c.dedupe_key == dedupe_key)).first()
    return None if row is None else _record(row)


def of_message(connection: Connection, number: int) -> OutboxRecord | None:
    """The message on its way that became this one of a conversation."""
    row = connection.execute(_ROW.where(outbox.c.message == number)).first()
    return None if row is None else _record(row)


def of_reservations(connection: Connection, numbers: Collection[int], statuses: Sequence[str]) -> list[OutboxRecord]:
    """The messages about these reservations that are in one of these statuses."""
    query = _ROW.where(outbox.c.reservation.in_(numbers), outbox.c.status.in_(statuses)).order_by(outbox.c.id)
    return [_record(row) for row in connection.execute(query)]


def of_inquiries(connection: Connection, numbers: Sequence[int], *, kind: str | None = None) -> list[OutboxRecord]:
    """The messages that belong to these inquiries, oldest first; only those of a kind."""
    found: list[OutboxRecord] = []
    for at in range(0, len(numbers), 500):
        query = _ROW.where(outbox.c.inquiry.in_(numbers[at : at + 500]))
        if kind is not None:
            query = query.where(outbox.c.kind == kind)
        found += [_record(row) for row in connection.execute(query.order_by(outbox.c.id))]
    return found


def of_customer(connection: Connection, customer: int, limit: int) -> list[OutboxRecord]:
    """What waits to go to a customer, and the latest answers that never went: recalled, refused or too late."""
    never = and_(
        outbox.c.kind == "reply",
        outbox.c.message.is_(None),
        outbox.c.status.in_(("recalled", "failed", "dropped")),
        outbox.c.body != "",
    )
    his = outbox.c.customer_id == customer
    query = _ROW.where(his, or_(outbox.c.status.in_(OPEN), never)).order_by(outbox.c.id.desc()).limit(limit)
    return [_record(row) for row in connection.execute(query)][::-1]


def recall(connection: Connection, numbers: Collection[int], at: int) -> None:
    """Messages of which nothing has been sent yet never will be."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(numbers), outbox.c.status.in_(OPEN))
        .values(status="recalled", lease=None, lease_until=None, ended_at=at)
    )


# workers --------------------------------------------------------------------------------------------------------------


def release(connection: Connection, now: int) -> int:
    """What a worker that died had claimed waits again; what it was just sending is doubtful. Returns how many those are."""
    late = and_(outbox.c.lease_until.is_not(None), outbox.c.lease_until < now)
    connection.execute(
        update(outbox).where(outbox.c.status == "claimed", late).values(status="waiting", lease=None, lease_until=None)
    )
    return connection.execute(
        update(outbox)
        .where(outbox.c.status == "sending", late)
        .values(status="doubtful", lease=None, lease_until=None, ended_at=now)
    ).rowcount


def claim(connection: Connection, now: int, lease: str, until: int, limit: int) -> list[OutboxRecord]:
    """Take due messages for one worker; nobody else gets them while the lease lasts."""
    due = select(outbox.c.id).where(outbox.c.status == "waiting", outbox.c.due_at <= now)
    due = due.order_by(outbox.c.due_at, outbox.c.id).limit(limit).with_for_update(skip_locked=True)
    taken = (
        update(outbox)
        .where(outbox.c.id.in_(due.scalar_subquery()), outbox.c.status == "waiting")
        .values(status="claimed", lease=lease, lease_until=until)
        .returning(*_ROW.selected_columns)
    )
    found = [_record(row) for row in connection.execute(taken)]
    return sorted(found, key=lambda record: (record.due_at, record.id))


def change(
    connection: Connection, number: int, *, lease: str | None = None, statuses: Sequence[str] = (), **values: Any
) -> bool:
    """Change a message, if it is still held by this lease and in one of these statuses. Whether it was."""
    mine: list[ColumnElement[bool]] = [outbox.c.id == number]
    if lease is not None:
        mine.append(outbox.c.lease == lease)
    if statuses:
        mine.append(outbox.c.status.in_(statuses))
    return connection.execute(update(outbox).where(*mine).values(**values)).rowcount == 1


def hurry(connection: Connection, channel: str, now: int) -> None:
    """What waits to be tried again by a channel is due now."""
    again = and_(
        outbox.c.status == "waiting", outbox.c.attempts > 0, outbox.c.channel == channel, outbox.c.due_at > now
    )
    connection.execute(update(outbox).where(again).values(due_at=now))


def has_due(connection: Connection, now: int) -> bool:
    """Whether anything is due, or held by somebody who may have died."""
    held = and_(outbox.c.status.in_(("claimed", "sending")), outbox.c.lease_until < now)
    waiting = and_(outbox.c.status == "waiting", outbox.c.due_at <= now)
    return connection.execute(select(outbox.c.id).where(or_(held, waiting)).limit(1)).first() is not None


# looking --------------------------------------------------------------------------------------------------------------


def counts(connection: Connection, now: int) -> dict[str, int]:
    """How many messages are in each status that somebody may have to look at; reminders of inquiries once they are due."""
    looked = ("waiting", "claimed", "sending")
    due = or_(outbox.c.kind != "inquiry", outbox.c.due_at <= now)
    trouble = and_(outbox.c.status.in_(TROUBLED), outbox.c.seen == 0)
    query = (
        select(outbox.c.status, func.count())
        .where(or_(and_(outbox.c.status.in_(looked), due), trouble))
        .group_by(outbox.c.status)
    )
    return {status: many for status, many in connection.execute(query)}


def recallable(connection: Connection, author: str, now: int, window: int) -> int:
    """Until when undo can recall what somebody's actions or answers will send; 0 where nothing waits for that."""
    mine = and_(outbox.c.status == "waiting", outbox.c.due_at > now, outbox.c.due_at <= now + window)
    theirs = and_(outbox.c.made_by == author, outbox.c.made_at > now - window)
    return int(connection.execute(select(func.max(outbox.c.due_at)).where(mine, theirs)).scalar() or 0)


TROUBLED = ("failed", "doubtful", "dropped")


def listed(
    connection: Connection,
    *,
    statuses: Sequence[str] = (),
    customer: int | None = None,
    reservation: int | None = None,
    unseen: bool = False,
    limit: int = 200,
) -> list[OutboxRecord]:
    """Messages, the latest first."""
    query = _ROW
    if statuses:
        query = query.where(outbox.c.status.in_(statuses))
    if customer is not None:
        query = query.where(outbox.c.customer_id == customer)
    if reservation is not None:
        query = query.where(outbox.c.reservation == reservation)
    if unseen:
        query = query.where(outbox.c.seen == 0)
    return [_record(row) for row in connection.execute(query.order_by(outbox.c.id.desc()).limit(limit))]


def erase(connection: Connection, customer: int, at: int) -> None:
    """Nothing more goes to somebody who was erased, and nothing of what was written stays."""
    his = outbox.c.customer_id == customer
    connection.execute(
        update(outbox).where(his, outbox.c.status.in_(OPEN)).values(status="recalled", lease=None, ended_at=at)
    )
    connection.execute(update(outbox).where(his).values(body="", subject="", problem=None))
