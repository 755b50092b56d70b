"""The rules of a business as they are stored: rows for the engine's House."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update

from frontdesk.store import schema
from frontdesk.store.tables import metadata


def house_version(connection: Connection) -> int:
    """Rises with every change of the rules; what is kept in memory holds while it stands."""
    return int(connection.exec_driver_sql("SELECT value FROM counter WHERE name = 'house'").scalar_one())


def stir(connection: Connection) -> None:
    """Tell every process that the rules have changed."""
    counter = schema.counter
    connection.execute(update(counter).where(counter.c.name == "house").values(value=counter.c.value + 1))


def rows(connection: Connection, *tables: str) -> dict[str, list[Any]]:
    """All rows of these small tables, by position or id."""
    found = {}
    for name in tables:
        table = metadata.tables[name]
        order = [table.c[column] for column in ("position", "id") if column in table.c] or list(table.primary_key)
        found[name] = list(connection.execute(select(table).order_by(*order)))
    return found


def business(connection: Connection) -> Any:
    """The business's row, or None before it is set up."""
    return connection.execute(select(schema.business)).first()


def set_token(connection: Connection, user: int, digest: str) -> None:
    """Keep the digest of a user's new token."""
    table = schema.user
    connection.execute(update(table).where(table.c.id == user).values(token_hash=digest, version=table.c.version + 1))
