"""Did anybody else write? SQLite: PRAGMA data_version on an idle connection; PostgreSQL: LISTEN."""

from __future__ import annotations

from typing import Any

from frontdesk.base.errors import FrontdeskError
from frontdesk.store import faults
from frontdesk.store.connection import Store


class Feed:
    """Watches one database from one thread, on a connection of its own. Not thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._driver: Any = None
        self._version = 0
        self._generation = store.generation

    def stirred(self) -> bool:
        """Whether somebody, this process included, wrote since the last call; True the first time.

        Raises FrontdeskError(database_…).
        """
        self._store.look()
        if self._generation != self._store.generation:
            self.close()
        if self._driver is None:
            self._open()
            return True
        if self._store.is_sqlite:
            before = self._version
            try:
                self._version = self._data_version()
            except Exception as error:
                raise faults.of_driver(error, self._store.where) from error
            return before != self._version
        try:
            told = {notice.payload for notice in self._driver.notifies(timeout=0)}
        except Exception:
            self.close()  # the server went away: look for something new as soon as it is back
            self._store.engine.dispose()  # the connections that waited beside this one are dead too
            return True
        return self._store.schema in told

    def _data_version(self) -> int:
        return int(self._driver.execute("PRAGMA data_version").fetchone()[0])

    def _open(self) -> None:
        try:
            self._connect()
        except FrontdeskError as error:
            if error.code != "database_unreachable":
                raise
            self._store.engine.dispose()  # what waited in the pool had died: a connection of its own may do
            self._connect()

    def _connect(self) -> None:
        try:
            pooled = self._store.engine.raw_connection()
            self._driver = pooled.driver_connection
            pooled.detach()
            if self._store.is_sqlite:
                self._version = self._data_version()
            else:
                self._driver.autocommit = True
                self._driver.execute("LISTEN frontdesk")
        except Exception as error:
            self.close()
            raise faults.of_driver(error, self._store.where) from error
        self._generation = self._store.generation

    def close(self) -> None:
        """Close the connection."""
        if self._driver is not None:
            driver, self._driver = self._driver, None
            driver.close()
