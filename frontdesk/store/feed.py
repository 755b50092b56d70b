"""Did anybody else write? SQLite: PRAGMA data_version on an idle connection; PostgreSQL: LISTEN."""

from __future__ import annotations

from sqlalchemy import Connection

from frontdesk.store.connection import Store


class Feed:
    """Watches one database from one thread. Not thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: Connection | None = None
        self._version: int | None = None

    def stirred(self) -> bool:
        """Whether somebody, this process included, wrote since the last call; True the first time."""
        if self._connection is None:
            self._open()
            return True
        assert self._connection is not None
        driver = self._connection.connection.driver_connection
        assert driver is not None
        if self._store.is_sqlite:
            version = driver.execute("PRAGMA data_version").fetchone()[0]
            changed = version != self._version
            self._version = version
            return bool(changed)
        try:
            return any(notice.payload == self._store.schema for notice in driver.notifies(timeout=0))
        except Exception:
            self.close()  # the server went away: say so by finding something new as soon as it is back
            return True

    def _open(self) -> None:
        with self._store.faults():
            connection = self._store.engine.connect()
            if self._store.is_sqlite:
                connection.connection.detach()
                driver = connection.connection.driver_connection
                assert driver is not None
                self._version = driver.execute("PRAGMA data_version").fetchone()[0]
            else:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("LISTEN frontdesk")
        self._connection = connection

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
