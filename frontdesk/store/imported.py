"""What imports and exports ask of the tables: who a row became, whom it may mean, and much at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from frontdesk.store.bulk import insert_rows
from frontdesk.store.claims import cursor_rows
from frontdesk.store.schema import customer, customer_note, event, imported, resource, service
from frontdesk.store.tables import metadata

Known = dict[str, tuple[int, str, int]]
"""A row's key → the record it became, its digest, the record's version then."""

_SOME = 400


def alone(connection: Connection) -> None:
    """One import at a time in a database, to the end of the transaction: two of the same file would both add its rows."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_schema()), 7102)")


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values)) or "NULL"


def _portions(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(values)
    for at in range(0, len(listed), _SOME):
        yield listed[at : at + _SOME]


def known(connection: Connection, kind: str, keys: Collection[str]) -> Known:
    """Which of these rows came before."""
    found: Known = {}
    for some in _portions(keys):
        sql = f"SELECT key, entity, digest, version FROM imported WHERE kind = ? AND key IN ({_marks(some)})"
        for key, entity, digest, version in cursor_rows(connection, sql, [kind, *some]):
            found[key] = (entity, digest, version)
    return found


def versions(connection: Connection, table: str, ids: Collection[int]) -> dict[int, int]:
    """The versions of records; those that are gone are left out."""
    if table not in ("customer", "reservation", "event"):
        raise KeyError(table)
    found: dict[int, int] = {}
    for some in _portions(set(ids)):
        rows = cursor_rows(connection, f"SELECT id, version FROM {table} WHERE id IN ({_marks(some)})", some)
        found.update((number, version) for number, version in rows)
    return found


_FORGET = delete(imported).where(imported.c.kind == bindparam("of_kind"), imported.c.key == bindparam("of_key"))


def remember(connection: Connection, rows: Sequence[Mapping[str, Any]], *, replaced: Collection[str] = ()) -> None:
    """Write down what became of rows (kind, key, entity, digest, version); ``replaced``: keys that were there before."""
    again = [{"of_kind": row["kind"], "of_key": row["key"]} for row in rows if row["key"] in replaced]
    if again:
        connection.execute(_FORGET, again)
    columns = ("kind", "key", "entity", "digest", "version")
    insert_rows(connection, "imported", columns, [tuple(row[column] for column in columns) for row in rows])


# customers ------------------------------------------------------------------------------------------------------------

_WHO = "SELECT id, name, phone, email, name_key FROM customer WHERE merged_into IS NULL AND erased = 0"


def customers_named(
    connection: Connection, keys: Collection[str], phones: Collection[str], emails: Collection[str]
) -> list[Any]:
    """(id, name, phone, email, folded name) of customers with these folded names, oldest first.

    Of them only those with one of these phones or (lower case) e-mail addresses, and those of whom neither is known.
    """
    found: list[Any] = []
    reach = f"phone IN ({_marks(list(phones))}) OR lower(email) IN ({_marks(list(emails))})"
    for some in _portions(keys):
        sql = f"{_WHO} AND name_key IN ({_marks(some)}) AND ((phone IS NULL AND email IS NULL) OR {reach}) ORDER BY id"
        found += cursor_rows(connection, sql, [*some, *phones, *emails])
    return found


def customers_called(connection: Connection, keys: Collection[str]) -> dict[str, tuple[int, str, int]]:
    """Folded name → (the first customer's id, a name, how many there are)."""
    found = {}
    for some in _portions(keys):
        sql = (
            "SELECT name_key, min(id), min(name), count(*) FROM customer WHERE merged_into IS NULL AND erased = 0"
            f" AND name_key IN ({_marks(some)}) GROUP BY name_key"
        )
        for key, number, name, many in cursor_rows(connection, sql, some):
            found[key] = (number, name, many)
    return found


def customers_reached(connection: Connection, phones: Collection[str], emails: Collection[str]) -> list[Any]:
    """The same of the customers with these phones or e-mail addresses, oldest first."""
    found: dict[int, Any] = {}
    for column, wanted in (("phone", phones), ("email", emails)):
        for some in _portions(wanted):
            for row in cursor_rows(connection, f"{_WHO} AND {column} IN ({_marks(some)}) ORDER BY id", some):
                found[row[0]] = row
    return [found[number] for number in sorted(found)]


def standing(connection: Connection, ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """For these customers the one that answers for each today (itself, or the one it was merged into), and its folded name."""
    found: dict[int, tuple[int, str]] = {}
    for some in _portions(set(ids)):
        sql = f"SELECT id, merged_into, name_key FROM customer WHERE erased = 0 AND id IN ({_marks(some)})"
        for number, merged, name in cursor_rows(connection, sql, some):
            found[number] = (merged if merged is not None else number, name)
    return found


def notes_of(connection: Connection, ids: Collection[int], *, internal: bool = False) -> dict[int, list[str]]:
    """The notes on these customers' cards, oldest first."""
    found: dict[int, list[str]] = {}
    for some in _portions(set(ids)):
        query = select(customer_note.c.customer_id, customer_note.c.body).where(customer_note.c.customer_id.in_(some))
        if not internal:
            query = query.where(customer_note.c.internal == 0)
        for owner, body in connection.execute(query.order_by(customer_note.c.id)):
            found.setdefault(owner, []).append(body)
    return found


def add_notes(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write notes (customer_id, at, author, internal, body); returns their ids."""
    if not rows:
        return []
    ids = next_ids(connection, "customer_note", len(rows))
    connection.execute(insert(customer_note), [{"id": number, **row} for number, row in zip(ids, rows, strict=True)])
    return ids


def customer_ids(connection: Connection) -> list[int]:
    """Every customer by name."""
    query = select(customer.c.id).where(customer.c.merged_into.is_(None), customer.c.erased == 0)
    return list(connection.execute(query.order_by(customer.c.name_key, customer.c.id)).scalars())


# the house ------------------------------------------------------------------------------------------------------------


def add_service(connection: Connection, **values: Any) -> int:
    """A service that a file names and nobody has set up."""
    values["position"] = connection.execute(select(func.coalesce(func.max(service.c.position), 0) + 1)).scalar_one()
    return int(connection.execute(insert(service).values(values).returning(service.c.id)).scalar_one())


def add_person(connection: Connection, location: int, name: str) -> int:
    """A staff member that a file names and nobody has set up."""
    place = connection.execute(select(func.coalesce(func.max(resource.c.position), 0) + 1)).scalar_one()
    row = {"location_id": location, "kind": "staff", "name": name, "position": place}
    return int(connection.execute(insert(resource).values(row).returning(resource.c.id)).scalar_one())


def drop_unused(connection: Connection, services: Collection[int], people: Collection[int]) -> None:
    """Take back services and people that were added in this transaction and that no row needed after all."""
    if services:
        connection.execute(delete(service).where(service.c.id.in_(list(services))))
    if people:
        connection.execute(delete(resource).where(resource.c.id.in_(list(people))))


# events ---------------------------------------------------------------------------------------------------------------


def next_ids(connection: Connection, table: str, number: int) -> list[int]:
    """Ids for so many new records."""
    if connection.dialect.name == "postgresql":
        sql = f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, {int(number)})"
        return list(connection.exec_driver_sql(sql).scalars())
    key = metadata.tables[table].c.id
    first = int(connection.execute(select(func.coalesce(func.max(key), 0) + 1)).scalar_one())
    return list(range(first, first + number))


def add_events(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new events."""
    if rows:
        connection.execute(insert(event), list(rows))


def change_event(connection: Connection, number: int, values: Mapping[str, Any]) -> None:
    """Write a changed event."""
    connection.execute(update(event).where(event.c.id == number).values(dict(values)))


def event_row(connection: Connection, number: int) -> Any:
    """An event as stored, or None."""
    return connection.execute(select(event).where(event.c.id == number)).first()
