"""Alembic, run by us: foreign keys off while tables are rebuilt, the guards put back after, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from frontdesk.base.errors import FrontdeskError
from frontdesk.store import guards
from frontdesk.store.connection import REVISION, Store


def config(connection: Connection) -> Any:
    """Alembic's configuration for a connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.attributes["connection"] = connection
    return made


def migrate(store: Store) -> tuple[str, str]:
    """Bring a database to this program's revision; returns (revision found, revision now).

    Raises FrontdeskError (database_missing, database_not_one, database_newer, database_damaged).
    """
    found = store.revision()
    if found is None:
        raise FrontdeskError("database_not_one", path=store.where)
    if found > REVISION:
        raise FrontdeskError("database_newer", path=store.where, found=found)
    from alembic import command

    with store.faults(), store.engine.connect() as connection:
        connection = connection.execution_options(frontdesk_write=True)
        if store.is_sqlite:
            # outside the transaction: with foreign keys on, a table that is rebuilt takes its child rows with it
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if found != REVISION:
                    command.upgrade(config(connection), "head")
                guards.install(connection)
                if store.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise FrontdeskError("database_damaged", path=store.where)
        finally:
            if store.is_sqlite:
                connection.invalidate()
    return found, REVISION
