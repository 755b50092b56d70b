"""Customers in the tables: found, loaded, written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, delete, exists, func, insert, not_, or_, select, text, update

from frontdesk.base.text import digits, folded
from frontdesk.store import waiting
from frontdesk.store.bulk import insert_rows
from frontdesk.store.duty_tables import lost_demand
from frontdesk.store.inquiry_tables import inquiry
from frontdesk.store.message_tables import consent, contact, message, outbox
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
from frontdesk.store.schema import waiting as waiting_table

HANDED = (customer_note, payment, waiting_table, message, contact, outbox, inquiry, lost_demand)
"""What goes over to another customer at a merge, besides reservations and seats."""


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
    """Delete a customer to whom nothing belongs (the undo of one just made), with what was never sent."""
    connection.execute(delete(outbox).where(outbox.c.customer_id == number))
    connection.execute(delete(consent).where(consent.c.customer_id == number))
    connection.execute(delete(contact).where(contact.c.customer_id == number))
    connection.execute(delete(customer_note).where(customer_note.c.customer_id == number))
    connection.execute(delete(customer).where(customer.c.id == number))


def is_used(connection: Connection, number: int) -> bool:
    """Whether anything belongs to a customer: reservations, seats, payments, messages, inquiries, lost demand or entries of
    the waiting list."""
    query = select(
        or_(
            exists().where(message.c.customer_id == number),
            exists().where(outbox.c.customer_id == number, outbox.c.status.not_in(("recalled", "dropped"))),
            exists().where(reservation.c.customer_id == number),
            exists().where(seat.c.customer_id == number),
            exists().where(payment.c.customer_id == number),
            exists().where(inquiry.c.customer_id == number),
            exists().where(lost_demand.c.customer_id == number),
        )
    )
    return bool(connection.execute(query).scalar()) or waiting.is_known(connection, number)


def named(connection: Connection, name: str, limit: int = 20) -> list[CustomerRecord]:
    """Customers of exactly this name, accents and case aside."""
    return _records(connection, customer.c.name_key == folded(name), limit)


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


_STANDING = text("customer.merged_into IS NULL AND customer.erased = 0")
"""Spelt out: with bound values the partial index ix_customer_standing would not be seen to fit."""

_FEW = 2_000
"""Up to so many found by the index of letters they are sorted; more are met soon on a walk in the order of names."""


def _alternatives(query: str) -> list[list[str]]:
    """The words that must all be found, as one or two ways to read the query; none where nothing can be folded to words."""
    words, number = folded(query).split(), digits(query)
    if number and words and not any(c.isalpha() for c in query):
        # digits of a phone, however they are spaced; or a name of figures and signs
        return [[number]] if words == [number] else [[number], words]
    return [words] if words else []


def _holds(connection: Connection, word: str) -> Any:
    """The condition that a word stands somewhere in what is searched."""
    if connection.dialect.name == "sqlite":
        return func.instr(customer.c.search, word) > 0
    return func.strpos(customer.c.search, word) > 0


def _few(connection: Connection, alternatives: Sequence[Sequence[str]]) -> list[int] | None:
    """The ids by the index of letters, merged and erased ones included; None: too many, or words too short for it."""
    if connection.dialect.name != "sqlite" or not alternatives:
        return None
    found: list[int] = []
    for words in alternatives:
        long = [word for word in words if len(word) >= 3]
        if not long:
            return None
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        rows = text("SELECT rowid FROM customer_fts WHERE customer_fts MATCH :match LIMIT :few")
        found += connection.execute(rows, {"match": match, "few": _FEW + 1}).scalars()
        if len(found) > _FEW:
            return None
    return found


def _found(connection: Connection, query: str, seen_by: tuple[int, int] | None) -> tuple[Any, bool]:
    """The condition of a search, and whether it leaves so few that they may be sorted."""
    alternatives = _alternatives(query)
    held = [and_(*(_holds(connection, word) for word in words)) for words in alternatives]
    conditions: list[Any] = [_STANDING]
    if held:
        conditions.append(or_(*held))
    elif query.strip():
        # only signs: look for the name as it stands
        conditions.append(customer.c.name.contains(query.strip(), autoescape=True))
    few = _few(connection, alternatives)
    if few is not None:
        conditions.append(customer.c.id.in_(few))
    if seen_by is not None:
        who, since = seen_by
        mine = (
            select(reservation.c.customer_id)
            .join(line, line.c.reservation_id == reservation.c.id)
            .where(line.c.staff_id == who, reservation.c.starts >= since, reservation.c.status != "cancelled")
        )
        conditions.append(customer.c.id.in_(mine))
    # PostgreSQL has no index of letters: what is rare is sooner found by reading all of it than on a walk through names
    rare = connection.dialect.name != "sqlite" and any(len(word) >= 3 for words in alternatives for word in words)
    return and_(*conditions), few is not None or rare


def _begins(connection: Connection, whole: str) -> Any:
    """The condition that a name begins so; on SQLite, where text is compared by bytes, as a piece of the index."""
    if connection.dialect.name == "sqlite":
        return and_(customer.c.name_key >= whole, customer.c.name_key < whole + "\U0010ffff")
    return customer.c.name_key.startswith(whole, autoescape=True)


def search(
    connection: Connection, query: str, *, limit: int, offset: int = 0, seen_by: tuple[int, int] | None = None
) -> list[int]:
    """Ids of customers in whom every word is found: names (accents ignored), digits of phones, e-mail, tags.

    Those whose name begins with the query come first. ``seen_by``: (staff member, since epoch minute), only the own ones.
    """
    found, sortable = _found(connection, query, seen_by)
    whole = folded(query)
    by_name = (customer.c.name_key, customer.c.id)

    def page(condition: Any, limit: int, offset: int, *order: Any) -> list[int]:
        chosen = select(customer.c.id).where(condition).order_by(*order).limit(limit).offset(offset)
        return list(connection.execute(chosen).scalars())

    if not whole.strip():
        return page(found, limit, offset, *by_name)
    begins = _begins(connection, whole)
    if sortable:
        return page(found, limit, offset, begins.desc(), *by_name)
    # two walks in the order of names, each ended when the page is full: nothing is sorted
    first = page(and_(found, begins), limit, offset, *by_name)
    if len(first) == limit:
        return first
    before = len(first)
    if offset:
        before = int(connection.execute(select(func.count()).where(and_(found, begins))).scalar_one())
    return first + page(and_(found, not_(begins)), limit - len(first), max(0, offset - before), *by_name)


def count_found(connection: Connection, query: str, *, seen_by: tuple[int, int] | None = None) -> int:
    """How many customers a search finds."""
    found, _sortable = _found(connection, query, seen_by)
    return int(connection.execute(select(func.count()).select_from(customer).where(found)).scalar_one())


def count(connection: Connection) -> int:
    """How many customers there are."""
    return count_found(connection, "")


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


def note_of(connection: Connection, number: int) -> int | None:
    """Whose card a note stands on."""
    found = connection.execute(select(customer_note.c.customer_id).where(customer_note.c.id == number)).scalar()
    return None if found is None else int(found)


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


def hand_over(connection: Connection, old: int, new: int) -> dict[str, list[int]]:
    """Give a customer's notes, payments, waits, inquiries and messages to another; returns their ids, for ``hand_back``."""
    handed = {}
    for table in HANDED:
        moved = update(table).where(table.c.customer_id == old).values(customer_id=new).returning(table.c.id)
        handed[table.name] = sorted(connection.execute(moved).scalars())
    return handed


def hand_back(connection: Connection, handed: dict[str, list[int]], old: int, new: int) -> None:
    """Take what was handed over to ``new``, and is still there, back to ``old``."""
    for table in HANDED:
        ids = handed.get(table.name, [])
        for at in range(0, len(ids), 500):
            mine = and_(table.c.id.in_(ids[at : at + 500]), table.c.customer_id == new)
            connection.execute(update(table).where(mine).values(customer_id=old))


def preference(connection: Connection, name: str, numbers: Sequence[int]) -> dict[int, str]:
    """One preference of these customers, of those who have it."""
    found: dict[int, str] = {}
    query = select(customer_preference.c.customer_id, customer_preference.c.value)
    for at in range(0, len(numbers), 500):
        mine = and_(customer_preference.c.name == name, customer_preference.c.customer_id.in_(numbers[at : at + 500]))
        found.update((number, value) for number, value in connection.execute(query.where(mine)))
    return found


def preferences_given(connection: Connection, name: str) -> list[str]:
    """Every value that some customer gave to a preference."""
    query = select(customer_preference.c.value).where(customer_preference.c.name == name).distinct()
    return list(connection.execute(query).scalars())


def merged_into(connection: Connection, number: int) -> list[int]:
    """The records that became part of a customer, directly or one after another."""
    found: list[int] = []
    latest = [number]
    while latest:
        query = select(customer.c.id).where(customer.c.merged_into.in_(latest))
        latest = [one for one in connection.execute(query).scalars() if one not in found]
        found += latest
    return found


def totals(connection: Connection, number: int) -> dict[str, int]:
    """How many reservations of a customer are in each status."""
    query = (
        select(reservation.c.status, func.count())
        .where(reservation.c.customer_id == number)
        .group_by(reservation.c.status)
    )
    return {status: many for status, many in connection.execute(query)}
