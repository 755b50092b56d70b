"""Single rows held against other writers until the end of a transaction."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from frontdesk.store.tables import metadata


def hold(connection: Connection, table: str, number: int) -> None:
    """Nobody else changes this row until we are done. On SQLite the transaction holds the whole database already."""
    if connection.dialect.name == "postgresql":
        chosen = metadata.tables[table]
        connection.execute(select(chosen.c.id).where(chosen.c.id == number).with_for_update())


def hold_name(connection: Connection, *words: str) -> None:
    """Nobody else who holds this name goes on until we are done: for what has no row yet."""
    if connection.dialect.name == "postgresql":
        name = func.concat(func.current_schema(), "\n", "\n".join(words))
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
