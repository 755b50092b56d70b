"""Conversations in the tables: messages in and out, what came with them, and who somebody is on each channel."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, func, insert, or_, select, text, update

from frontdesk.store.message_tables import attachment, contact, message, outbox
from frontdesk.store.schema import customer

GOES_ON = {"sending": 0, "doubtful": 1, "sent": 2, "failed": 3, "delivered": 4, "read": 5}
"""How far a message of ours is; what a provider tells late never takes it back."""


AUTOMATIC = "automatic"
"""The purpose of a message that a machine sent us: somebody's absence, a newsletter."""


class MessageRecord(Struct, omit_defaults=True):
    """A message that went or came. Moments in epoch seconds."""

    id: int
    customer: int
    channel: str
    direction: str
    at: int
    state: str
    state_at: int
    purpose: str = "chat"
    external_id: str | None = None
    subject: str = ""
    body: str = ""
    problem: str | None = None
    author: str = ""
    answers: str = ""
    reservation: int | None = None
    seen_at: int | None = None
    inquiry: int | None = None

    @property
    def written(self) -> str:
        """What was written now: of a mail that came, without the one it answers."""
        if self.channel != "email" or self.direction != "in":
            return self.body
        from frontdesk.language import quoted

        return quoted.written(self.body, self.subject)


_COLUMNS = {name: {"customer": "customer_id"}.get(name, name) for name in MessageRecord.__struct_fields__}
_ROW = select(*(message.c[name] for name in _COLUMNS.values()))


class AttachmentRecord(Struct, omit_defaults=True):
    """What came with a message; without ``content`` where it is still at the provider."""

    id: int
    name: str
    type: str
    size: int
    reference: str = ""


def add(connection: Connection, record: MessageRecord) -> int | None:
    """Write a message; its id, or None where one of that channel and provider's id is there already."""
    row = {column: getattr(record, field) for field, column in _COLUMNS.items() if field != "id"}
    columns = list(row)
    statement = text(
        f"INSERT INTO message ({', '.join(columns)}) VALUES ({', '.join(f':{one}' for one in columns)})"
        " ON CONFLICT (channel, external_id) DO NOTHING RETURNING id"
    )
    found = connection.execute(statement, row).scalar_one_or_none()
    return None if found is None else int(found)


def load(connection: Connection, number: int) -> MessageRecord | None:
    """A message by its id."""
    row = connection.execute(_ROW.where(message.c.id == number)).first()
    return MessageRecord(*row) if row is not None else None


def named(connection: Connection, channel: str, external_id: str) -> MessageRecord | None:
    """A message by the provider's id."""
    query = _ROW.where(message.c.channel == channel, message.c.external_id == external_id)
    row = connection.execute(query).first()
    return MessageRecord(*row) if row is not None else None


def followed(connection: Connection, channel: str, external_ids: Sequence[str]) -> MessageRecord | None:
    """The first message of a channel that bears one of these names, in their order."""
    if not external_ids:
        return None
    query = _ROW.where(message.c.channel == channel, message.c.external_id.in_(external_ids))
    found = [MessageRecord(*row) for row in connection.execute(query)]
    return min(found, key=lambda one: external_ids.index(one.external_id or ""), default=None)


def before(connection: Connection, channel: str, external_id: str, most: int) -> tuple[str, ...]:
    """The provider's ids of the messages that one follows, each the one it answers; oldest first."""
    found: list[str] = []
    one = named(connection, channel, external_id) if external_id else None
    while one is not None and one.answers and one.answers not in (*found, external_id) and len(found) < most:
        found.append(one.answers)
        one = named(connection, channel, one.answers)
    return tuple(reversed(found))


def named_any(connection: Connection, channel: str, external_ids: Collection[str]) -> list[int]:
    """The ids of those messages of a channel that bear one of these names."""
    query = select(message.c.id).where(message.c.channel == channel, message.c.external_id.in_(external_ids))
    return list(connection.execute(query.order_by(message.c.id)).scalars())


def external_ids(connection: Connection, channel: str, wanted: Sequence[str]) -> set[str]:
    """Those of these names that messages of a channel bear."""
    found: set[str] = set()
    for at in range(0, len(wanted), 500):
        some = message.c.external_id.in_(list(wanted[at : at + 500]))
        found.update(
            connection.execute(select(message.c.external_id).where(message.c.channel == channel, some)).scalars()
        )
    return found


def change(connection: Connection, number: int, **values: Any) -> None:
    """Change a message: what became of it."""
    connection.execute(update(message).where(message.c.id == number).values(**values))


def of_customer(connection: Connection, number: int, limit: int, before: int | None = None) -> list[MessageRecord]:
    """The latest messages of a customer, oldest first; ``before``: older than the message of this id."""
    query = _ROW.where(message.c.customer_id == number)
    if before is not None:  # by when they were written: some come later than others that were written after them
        edge = select(message.c.at).where(message.c.id == before).scalar_subquery()
        query = query.where(or_(message.c.at < edge, and_(message.c.at == edge, message.c.id < before)))
    rows = connection.execute(query.order_by(message.c.at.desc(), message.c.id.desc()).limit(limit))
    return [MessageRecord(*row) for row in rows][::-1]


def threads(
    connection: Connection, *, unseen: bool, of: Select[Any] | None, limit: int, offset: int
) -> list[tuple[int, str, int, int, MessageRecord]]:
    """Conversations, the one with the latest message first: (customer, name, unseen, latest at, its last message).

    ``of``: only customers whom this query names.
    """
    return _conversations(connection, [], [], of, limit, offset, unseen=unseen)


def unanswered(
    connection: Connection, since: int, of: Select[Any] | None, limit: int
) -> list[tuple[int, str, int, int, MessageRecord]]:
    """Conversations as in ``threads`` in which they wrote last since a moment, read or not, and no answer is on its way.

    What a link says of a visit asks for no answer.
    """
    recent = select(message.c.customer_id).where(message.c.at >= since).distinct()  # the index alone knows this
    going = select(outbox.c.customer_id).where(outbox.c.status.in_(("waiting", "claimed")), outbox.c.kind == "reply")
    among = [message.c.customer_id.in_(recent), message.c.at >= since, message.c.purpose != AUTOMATIC]
    theirs = [message.c.direction == "in", message.c.channel != "web", message.c.customer_id.not_in(going)]
    return _conversations(connection, among, theirs, of, limit)


def _conversations(
    connection: Connection,
    among: Sequence[ColumnElement[bool]],
    chosen: Sequence[ColumnElement[bool]],
    of: Select[Any] | None,
    limit: int,
    offset: int = 0,
    *,
    unseen: bool = False,
) -> list[tuple[int, str, int, int, MessageRecord]]:
    """``among``: which messages are looked at; ``chosen``: what must be so of a conversation's last one of these."""
    fresh = and_(message.c.direction == "in", message.c.seen_at.is_(None))
    new = func.sum(case((fresh, 1), else_=0)).label("new")
    grouped = select(message.c.customer_id, func.max(message.c.id).label("last"), new)
    grouped = grouped.where(*among).group_by(message.c.customer_id)
    if of is not None:
        grouped = grouped.where(message.c.customer_id.in_(of))
    found = grouped.subquery()
    query = (
        select(found.c.customer_id, customer.c.name, found.c.new, *_ROW.selected_columns)
        .join(message, message.c.id == found.c.last)
        .join(customer, customer.c.id == found.c.customer_id)
        .where(*chosen)
        .order_by(message.c.at.desc(), message.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    if unseen:
        query = query.where(found.c.new > 0)
    rows = []
    for number, name, many, *values in connection.execute(query):
        record = MessageRecord(*values)
        rows.append((number, name, int(many), record.at, record))
    return rows


def unseen(connection: Connection, of: Select[Any] | None = None) -> int:
    """In how many conversations somebody wrote whom nobody has read yet."""
    query = select(func.count(message.c.customer_id.distinct())).where(
        message.c.direction == "in", message.c.seen_at.is_(None)
    )
    if of is not None:
        query = query.where(message.c.customer_id.in_(of))
    return int(connection.execute(query).scalar_one())


def see(connection: Connection, number: int, until: int, at: int) -> int:
    """What a customer wrote, up to the message of this id, was read; returns how many there were."""
    fresh = and_(
        message.c.customer_id == number,
        message.c.direction == "in",
        message.c.seen_at.is_(None),
        message.c.id <= until,
    )
    return connection.execute(update(message).where(fresh).values(seen_at=at)).rowcount


def of_inquiry(connection: Connection, number: int) -> list[MessageRecord]:
    """Every message of an inquiry, oldest first."""
    query = _ROW.where(message.c.inquiry == number).order_by(message.c.at, message.c.id)
    return [MessageRecord(*row) for row in connection.execute(query)]


def last_of_inquiry(connection: Connection, number: int, channel: str) -> MessageRecord | None:
    """The latest message that somebody wrote by a channel for an inquiry; a machine's is not answered."""
    theirs = and_(message.c.direction == "in", message.c.purpose != AUTOMATIC)
    mine = and_(message.c.inquiry == number, theirs, message.c.channel == channel)
    row = connection.execute(_ROW.where(mine).order_by(message.c.at.desc(), message.c.id.desc()).limit(1)).first()
    return MessageRecord(*row) if row is not None else None


def last_name(connection: Connection, number: int, channel: str) -> str:
    """The provider's id of the latest message of an inquiry by a channel, theirs or ours; empty: none has one."""
    mine = and_(message.c.inquiry == number, message.c.channel == channel, message.c.purpose != AUTOMATIC)
    query = select(message.c.external_id).where(mine, message.c.external_id.is_not(None))
    found = connection.execute(query.order_by(message.c.at.desc(), message.c.id.desc()).limit(1)).scalar_one_or_none()
    return str(found or "")


def see_inquiry(connection: Connection, number: int, at: int) -> None:
    """What came for an inquiry was read."""
    fresh = and_(message.c.inquiry == number, message.c.direction == "in", message.c.seen_at.is_(None))
    connection.execute(update(message).where(fresh).values(seen_at=at))


# what came with them --------------------------------------------------------------------------------------------------


def attach(
    connection: Connection, number: int, name: str, kind: str, size: int, reference: str, content: bytes | None
) -> None:
    """Keep a file with its message."""
    connection.execute(
        insert(attachment).values(
            message_id=number, name=name, type=kind, size=size, reference=reference, content=content
        )
    )


def attachments(connection: Connection, numbers: Collection[int]) -> dict[int, list[AttachmentRecord]]:
    """What came with these messages."""
    found: dict[int, list[AttachmentRecord]] = {}
    columns = (attachment.c[name] for name in AttachmentRecord.__struct_fields__)
    query = select(attachment.c.message_id, *columns).where(attachment.c.message_id.in_(numbers))
    for owner, *values in connection.execute(query.order_by(attachment.c.id)):
        found.setdefault(owner, []).append(AttachmentRecord(*values))
    return found


def unfetched(connection: Connection, channels: Collection[str], limit: int) -> list[tuple[int, str, AttachmentRecord]]:
    """Files that are still at their providers: (id, channel, file)."""
    columns = (attachment.c[name] for name in AttachmentRecord.__struct_fields__)
    still = and_(attachment.c.content.is_(None), attachment.c.reference != "", message.c.channel.in_(channels))
    query = select(message.c.channel, *columns).join(message, message.c.id == attachment.c.message_id).where(still)
    rows = connection.execute(query.order_by(attachment.c.id).limit(limit))
    return [(values[0], channel, AttachmentRecord(*values)) for channel, *values in rows]


def fetched(connection: Connection, number: int, content: bytes | None) -> None:
    """A file is here now, or cannot be had any more (None)."""
    connection.execute(
        update(attachment)
        .where(attachment.c.id == number)
        .values(content=content, size=len(content or b""), reference="")
    )


def content(connection: Connection, number: int) -> tuple[int, str, bytes | None] | None:
    """An attachment: (message, name, content)."""
    query = select(attachment.c.message_id, attachment.c.name, attachment.c.content).where(attachment.c.id == number)
    row = connection.execute(query).first()
    return (int(row[0]), str(row[1]), None if row[2] is None else bytes(row[2])) if row is not None else None


# who they are ---------------------------------------------------------------------------------------------------------


def contact_of(connection: Connection, channel: str, external_id: str) -> int | None:
    """The customer somebody on a channel is."""
    query = select(contact.c.customer_id).where(contact.c.channel == channel, contact.c.external_id == external_id)
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def meet(
    connection: Connection, channel: str, external_id: str, number: int, name: str, at: int, *, came: bool
) -> None:
    """Remember who somebody on a channel is; whom a known one is does not change. ``came``: they wrote just now."""
    row = {
        "channel": channel, "external_id": external_id, "customer_id": number, "name": name, "made_at": at,
        "last_in_at": at if came else None,
    }  # fmt: skip
    statement = text(
        f"INSERT INTO contact ({', '.join(row)}) VALUES ({', '.join(f':{one}' for one in row)})"
        " ON CONFLICT (channel, external_id) DO NOTHING"
    )
    if not connection.execute(statement, row).rowcount and came:
        known = and_(contact.c.channel == channel, contact.c.external_id == external_id)
        later = func.coalesce(contact.c.last_in_at, 0) < at
        connection.execute(update(contact).where(known, later).values(last_in_at=at))


def contacts(connection: Connection, numbers: Collection[int]) -> dict[int, dict[str, tuple[str, int | None]]]:
    """How customers are reached on channels of their own: {customer: {channel: (id there, last wrote at)}}."""
    found: dict[int, dict[str, tuple[str, int | None]]] = {}
    query = select(contact.c.customer_id, contact.c.channel, contact.c.external_id, contact.c.last_in_at)
    for number, channel, external, at in connection.execute(
        query.where(contact.c.customer_id.in_(numbers)).order_by(func.coalesce(contact.c.last_in_at, 0), contact.c.id)
    ):
        found.setdefault(number, {})[channel] = (external, at)  # the one who wrote last stands
    return found


def erase(connection: Connection, number: int) -> None:
    """Nothing of what somebody said, nor who they are on a channel, stays."""
    his = select(message.c.id).where(message.c.customer_id == number)
    connection.execute(delete(attachment).where(attachment.c.message_id.in_(his)))
    connection.execute(
        update(message)
        .where(message.c.customer_id == number)
        .values(body="", subject="", external_id=None, problem=None, answers="")
    )
    theirs = and_(message.c.customer_id == number, message.c.direction == "in")
    connection.execute(update(message).where(theirs).values(author=""))
    connection.execute(delete(contact).where(contact.c.customer_id == number))
