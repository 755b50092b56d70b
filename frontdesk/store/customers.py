"""Customers in the tables: found, loaded, written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, text, update

from frontdesk.base.text import digits, folded
from frontdesk.store.bulk import insert_rows
from frontdesk.store.schema import (
    customer,
    customer_note,
    customer_preference,
    customer_tag,
    line,
    payment,
    reservation,
    seat,
)


class CustomerRecord(Struct, omit_defaults=True):
    """A customer as stored. ``created_at`` in epoch seconds; ``birthday`` an ISO date."""

    id: int
    name: str
    created_at: int
    phone: str | None = None
    email: str | None = None
    birthday: str | None = None
    language: str | None = None
    external_id: str | None = None
    merged_into: int | None = None
    erased: int = 0
    version: int = 1
    tags: tuple[str, ...] = ()
    preferences: dict[str, str] = {}

    @property
    def search(self) -> str:
        """What a search looks through: folded name, digits of the phone, e-mail, tags."""
        return "\n".join(
            part
            for part in (
                folded(self.name),
                digits(self.phone or ""),
                (self.email or "").lower(),
                *map(folded, self.tags),
            )
            if part
        )


_COLUMNS = (
    "id", "name", "created_at", "phone", "email", "birthday", "language", "external_id", "merged_into", "erased", "version",
)  # fmt: skip
_ROW = select(*(customer.c[name] for name in _COLUMNS))


def load(connection: Connection, ids: Sequence[int]) -> dict[int, CustomerRecord]:
    """The customers with these ids, with tags and preferences."""
    found: dict[int, CustomerRecord] = {}
    unique = list(dict.fromkeys(ids))
    for at in range(0, len(unique), 500):
        some = unique[at : at + 500]
        tags: dict[int, list[str]] = {}
        for owner, tag in connection.execute(
            select(customer_tag.c.customer_id, customer_tag.c.tag)
            .where(customer_tag.c.customer_id.in_(some))
            .order_by(customer_tag.c.tag)
        ):
            tags.setdefault(owner, []).append(tag)
        wishes: dict[int, dict[str, str]] = {}
        for owner, name, value in connection.execute(
            select(customer_preference)
            .where(customer_preference.c.customer_id.in_(some))
            .order_by(customer_preference.c.name)
        ):
            wishes.setdefault(owner, {})[name] = value
        for row in connection.execute(_ROW.where(customer.c.id.in_(some))):
            fields: Any = (*row, tuple(tags.get(row[0], ())), wishes.get(row[0], {}))
            found[row[0]] = CustomerRecord(*fields)
    return found


def briefs(connection: Connection, ids: Sequence[int]) -> dict[int, Any]:
    """(id, name, phone, email) of these customers."""
    found: dict[int, Any] = {}
    unique = list(dict.fromkeys(ids))
    for at in range(0, len(unique), 500):
        query = select(customer.c.id, customer.c.name, customer.c.phone, customer.c.email)
        for row in connection.execute(query.where(customer.c.id.in_(unique[at : at + 500]))):
            found[row[0]] = row
    return found


def _row(record: CustomerRecord) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(record, name) for name in _COLUMNS}
    row["search"] = record.search
    row["name_key"] = folded(record.name)
    return row


def insert_all(connection: Connection, records: Sequence[CustomerRecord]) -> None:
    """Write new customers."""
    if not records:
        return
    rows = [_row(record) for record in records]
    insert_rows(connection, "customer", tuple(rows[0]), [tuple(row.values()) for row in rows])
    _insert_parts(connection, records)


def _insert_parts(connection: Connection, records: Sequence[CustomerRecord]) -> None:
    tags = [{"customer_id": record.id, "tag": tag} for record in records for tag in dict.fromkeys(record.tags)]
    if tags:
        connection.execute(insert(customer_tag), tags)
    wishes = [
        {"customer_id": record.id, "name": name, "value": value}
        for record in records
        for name, value in record.preferences.items()
    ]
    if wishes:
        connection.execute(insert(customer_preference), wishes)


def replace(connection: Connection, record: CustomerRecord) -> None:
    """Write a changed customer with tags and preferences."""
    row = _row(record)
    number = row.pop("id")
    connection.execute(update(customer).where(customer.c.id == number).values(row))
    connection.execute(delete(customer_tag).where(customer_tag.c.customer_id == number))
    connection.execute(delete(customer_preference).where(customer_preference.c.customer_id == number))
    _insert_parts(connection, [record])


def remove(connection: Connection, number: int) -> None:
    """Delete a customer to whom nothing belongs (the undo of one just made)."""
    connection.execute(delete(customer_note).where(customer_note.c.customer_id == number))
    connection.execute(delete(customer).where(customer.c.id == number))


def is_used(connection: Connection, number: int) -> bool:
    """Whether reservations, seats or payments belong to a customer."""
    query = select(
        or_(
            exists().where(reservation.c.customer_id == number),
            exists().where(seat.c.customer_id == number),
            exists().where(payment.c.customer_id == number),
        )
    )
    return bool(connection.execute(query).scalar())


def named(connection: Connection, name: str) -> list[CustomerRecord]:
    """Customers of exactly this name, accents and case aside."""
    return _records(connection, customer.c.name_key == folded(name))


def with_phone(connection: Connection, phone: str) -> list[CustomerRecord]:
    """Customers with exactly this stored phone."""
    return _records(connection, customer.c.phone == phone)


def with_email(connection: Connection, email: str) -> list[CustomerRecord]:
    """Customers with exactly this stored e-mail address."""
    return _records(connection, customer.c.email == email)


def _records(connection: Connection, condition: Any, limit: int = 20) -> list[CustomerRecord]:
    query = (
        _ROW.where(condition, customer.c.merged_into.is_(None), customer.c.erased == 0)
        .order_by(customer.c.id)
        .limit(limit)
    )
    return [CustomerRecord(*row) for row in connection.execute(query)]


def _holds(connection: Connection, words: Sequence[str]) -> Any:
    """The condition that every word stands somewhere in what is searched; three letters and more by the index."""
    sqlite = connection.dialect.name == "sqlite"
    long = [word for word in words if len(word) >= 3] if sqlite else []
    short = [customer.c.search.contains(word, autoescape=True) for word in words if word not in long]
    if long:
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        name = f"found_{len(long)}"
        rows = text(f"SELECT rowid FROM customer_fts WHERE customer_fts MATCH :{name}").bindparams(**{name: match})
        short.append(customer.c.id.in_(rows))
    return and_(*short)


def search(
    connection: Connection, query: str, *, limit: int, offset: int = 0, seen_by: tuple[int, int] | None = None
) -> list[int]:
    """Ids of customers in whom every word is found: names (accents ignored), digits of phones, e-mail, tags.

    Those whose name begins with the query come first. ``seen_by``: (staff member, since epoch minute), only the own ones.
    """
    whole = folded(query)
    number = digits(query)
    words = whole.split()
    chosen = select(customer.c.id).where(customer.c.merged_into.is_(None), customer.c.erased == 0)
    if query.strip() and not words:
        # nothing of it can be folded to words (only signs): look for the name as it stands
        chosen = chosen.where(customer.c.name.contains(query.strip(), autoescape=True))
    elif number and not any(c.isalpha() for c in query):
        # digits of a phone, however they are spaced; or a name of figures and signs
        chosen = chosen.where(or_(_holds(connection, [number]), _holds(connection, words)))
    elif words:
        chosen = chosen.where(_holds(connection, words))
    if seen_by is not None:
        who, since = seen_by
        mine = (
            select(reservation.c.customer_id)
            .join(line, line.c.reservation_id == reservation.c.id)
            .where(line.c.staff_id == who, reservation.c.starts >= since, reservation.c.status != "cancelled")
        )
        chosen = chosen.where(customer.c.id.in_(mine))
    if whole and words:
        begins = customer.c.name_key.startswith(whole, autoescape=True)
        chosen = chosen.order_by(begins.desc(), customer.c.name_key, customer.c.id)
    else:
        chosen = chosen.order_by(customer.c.name_key, customer.c.id)
    return list(connection.execute(chosen.limit(limit).offset(offset)).scalars())


def count(connection: Connection) -> int:
    """How many customers there are."""
    query = select(func.count()).select_from(customer).where(customer.c.merged_into.is_(None), customer.c.erased == 0)
    return int(connection.execute(query).scalar_one())


def notes(connection: Connection, number: int) -> list[Any]:
    """A customer's notes, newest first."""
    query = (
        select(customer_note)
        .where(customer_note.c.customer_id == number)
        .order_by(customer_note.c.at.desc(), customer_note.c.id.desc())
    )
    return list(connection.execute(query))


def add_note(connection: Connection, number: int, at: int, author: str, body: str, internal: bool) -> int:
    """Write a note down; returns its id."""
    row = {"customer_id": number, "at": at, "author": author, "body": body, "internal": int(internal)}
    return int(connection.execute(insert(customer_note).values(row).returning(customer_note.c.id)).scalar_one())


def remove_note(connection: Connection, number: int) -> None:
    """Delete a note (the undo of one just made)."""
    connection.execute(delete(customer_note).where(customer_note.c.id == number))


def erase_parts(connection: Connection, number: int) -> None:
    """Empty all that is personal about a customer but the row itself."""
    for table in (customer_note, customer_tag, customer_preference):
        connection.execute(delete(table).where(table.c.customer_id == number))
    connection.execute(
        update(reservation).where(reservation.c.customer_id == number).values(notes="", reason=None, external_id=None)
    )


def merged_into(connection: Connection, number: int) -> list[int]:
    """The records that became part of a customer, directly or one after another."""
    found: list[int] = []
    latest = [number]
    while latest:
        query = select(customer.c.id).where(customer.c.merged_into.in_(latest))
        latest = [one for one in connection.execute(query).scalars() if one not in found]
        found += latest
    return found


def hand_over(connection: Connection, old: int, new: int) -> list[int]:
    """Give a customer's reservations, seats, notes and payments to another; returns the reservations."""
    numbers = list(connection.execute(select(reservation.c.id).where(reservation.c.customer_id == old)).scalars())
    for table in (reservation, customer_note, payment):
        connection.execute(update(table).where(table.c.customer_id == old).values(customer_id=new))
    connection.execute(update(seat).where(seat.c.customer_id == old).values(customer_id=new))
    return numbers


def totals(connection: Connection, number: int) -> dict[str, int]:
    """How many reservations of a customer are in each status."""
    query = (
        select(reservation.c.status, func.count())
        .where(reservation.c.customer_id == number)
        .group_by(reservation.c.status)
    )
    return {status: many for status, many in connection.execute(query)}
