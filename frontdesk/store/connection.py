"""Connections and transactions on SQLite and PostgreSQL (Law 2's preconditions, DESIGN's pragmas)."""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.store import faults, guards
from frontdesk.store.presence import Presence
from frontdesk.store.tables import metadata

REVISION = "0006"
"""The Alembic revision this program works with."""

Result = TypeVar("Result")
_PATIENCE = 15.0
"""Seconds for which a transaction that the database refused as busy is tried again."""
AMPLE, LEAN = 32_000, 400
"""KiB of SQLite's own page cache for each connection: for a command, and for a program that stays open all day, whose
few pages the operating system keeps at hand anyway."""


def sqlite_module() -> Any:
    """pysqlite3 where its wheel exists, else the standard library's sqlite3; never both in one process."""
    try:
        import pysqlite3.dbapi2 as module
    except ImportError:
        import sqlite3 as module
    return module


class Store:
    """One database: a SQLite file or a PostgreSQL schema. Thread-safe; opening it touches nothing."""

    def __init__(self, url: str, *, synchronous: str = "NORMAL", lean: bool = False) -> None:
        self.path: Path | None = None
        self.schema: str | None = None
        self._synchronous = synchronous
        self._lean = lean
        if "://" not in url:
            self.path = Path(url).expanduser().absolute()
        elif url.startswith("sqlite:"):
            database = make_url(url).database
            if not database or database == ":memory:":
                raise FrontdeskError("database_not_one", path=url)
            self.path = Path(database).expanduser().absolute()
        self.generation = 0
        """Rises when another file stands in the place of the one that was opened: nothing kept in memory holds then."""
        self._strange = False
        self._presence = Presence(self.path) if self.path else None
        self.engine = self._sqlite() if self.path else self._postgresql(url)

    @property
    def where(self) -> str:
        """The database as it may be shown: no password."""
        if self.path:
            return str(self.path)
        url = self.engine.url.set(drivername="postgresql").update_query_dict({"schema": self.schema or "public"})
        return url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None

    def _sqlite(self) -> Engine:
        assert self.path
        # mode=rw: opening never makes a file; create() does that on its own.
        uri = f"file:{_quoted(self.path)}"
        module = sqlite_module()

        def connect() -> Any:
            mode = "rwc" if getattr(self, "_creating", False) else "rw"
            readable = os.access(self.path or "", os.W_OK)
            if mode == "rw" and self.path and self.path.exists() and not readable:
                mode = "ro"
            connection = module.connect(
                f"{uri}?mode={mode}", uri=True, timeout=10, isolation_level=None, check_same_thread=False
            )
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout=10000")
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.execute(f"PRAGMA synchronous={self._synchronous}")
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.execute(f"PRAGMA cache_size=-{LEAN if self._lean else AMPLE}")
            cursor.close()
            if self._presence is not None:
                self._presence.note()
            return connection

        engine = create_engine(
            "sqlite://", module=module, creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=8
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            options = connection.get_execution_options()
            if options.get("frontdesk_bare"):
                return
            if options.get("frontdesk_write"):
                # SQLite sleeps longer and longer between its tries, so that one of many writers may wait for ever; with a
                # short time limit each starts anew with short sleeps, and writing() asks again until its patience ends
                connection.exec_driver_sql("PRAGMA busy_timeout=60")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql("PRAGMA busy_timeout=10000")
            else:
                connection.exec_driver_sql("BEGIN")

        return engine

    def _postgresql(self, text: str) -> Engine:
        try:
            url: URL = make_url(text)
        except Exception:
            raise FrontdeskError("database_unreachable", problem=N_("the address cannot be read")) from None
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise FrontdeskError("database_unreachable", problem=N_("only SQLite and PostgreSQL are known"))
        schema = url.query.get("schema")
        self.schema = str(schema) if isinstance(schema, str) and schema else "public"
        if not self.schema.replace("_", "").isalnum():
            raise FrontdeskError("database_unreachable", problem=N_("a schema's name is letters, digits and _"))
        url = url.difference_update_query(["schema"]).set(drivername="postgresql+psycopg")
        return create_engine(
            url,
            pool_size=4,
            max_overflow=8,
            pool_pre_ping=False,
            connect_args={
                "options": f"-c search_path={self.schema} -c timezone=UTC -c lock_timeout=15000",
                "connect_timeout": 10,
            },
        )

    def look(self) -> None:
        """Refuse a database whose file is not there any more; where another one stands there, open that.

        Raises FrontdeskError(database_…).
        """
        if self._presence is None:
            return
        if self._presence.replaced():
            self._strange = True
            self.generation += 1
            self.engine.dispose()
        if self._strange:
            with self.faults(), self.engine.connect() as connection, connection.begin():
                self._refuse(self._stamp(connection), "database_not_one")
            self._strange = False

    # transactions -------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent snapshot to read from. Raises FrontdeskError(database_…)."""
        self.look()
        with self.faults(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    def writing(self, work: Callable[[Connection], Result], *, keep: bool = True) -> Result:
        """Run ``work`` in one transaction and commit; run it again when the database asks for that.

        ``keep`` False rolls back at the end (a dry run). Raises FrontdeskError.
        """
        began = time.monotonic()
        anew = False
        while True:
            ending = False
            self.look()
            generation = self.generation
            try:
                with self.engine.connect() as connection:
                    connection = connection.execution_options(frontdesk_write=True)
                    transaction = connection.begin()
                    try:
                        result = work(connection)
                        self.look()
                        if generation != self.generation:
                            raise FrontdeskError("database_gone", path=self.where)
                    except BaseException:
                        transaction.rollback()
                        raise
                    ending = True
                    if keep:
                        transaction.commit()
                    else:
                        transaction.rollback()
                    return result
            except DBAPIError as error:
                if faults.is_busy(error) and time.monotonic() - began < _PATIENCE:
                    time.sleep(random.uniform(0.0, 0.01))
                    continue
                if error.connection_invalidated and not ending and not anew:
                    anew = True  # the connection had died while nobody used it: another one may do
                    continue
                known = faults.translate(error, self.where)
                if known is None:
                    raise
                if known.code == "database_read_only" and self.is_sqlite:
                    self.engine.dispose()  # opened when the file could only be read: another one tells if that still holds
                    if not anew:
                        anew = True
                        continue
                raise known from error

    @contextlib.contextmanager
    def bare(self) -> Iterator[Connection]:
        """A SQLite connection without a transaction, for what must stand outside of one."""
        with self.faults(), self.engine.connect().execution_options(frontdesk_bare=True) as connection:
            yield connection

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """What the database says goes on as an error of the closed table."""
        try:
            yield
        except DBAPIError as error:
            known = faults.translate(error, self.where)
            if known is None:
                raise
            raise known from error

    # the database as a whole --------------------------------------------------------------------------------------

    def create(self) -> None:
        """Make the tables and guards in a new file or schema. Raises FrontdeskError."""
        if self.path:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if not self.path.exists():
                    os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            except OSError:
                raise FrontdeskError("database_read_only", path=self.where) from None
        else:
            with self.faults(), self.engine.begin() as connection:
                connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{self.schema}"')
                connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public")

        if self.is_sqlite:
            with self.bare() as connection:
                # kept in the file itself; never done on opening, when the file may turn out to be somebody else's
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")

        def make(connection: Connection) -> None:
            if self._stamp(connection) is not None:
                return
            metadata.create_all(connection)
            guards.install(connection)
            connection.exec_driver_sql(
                "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
            )
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISION}')")
            connection.exec_driver_sql("INSERT INTO counter(name, value) VALUES ('journal', 0), ('house', 1)")

        self.writing(make)

    def revision(self) -> str | None:
        """The revision a database is stamped with; None where it is none of ours. Raises FrontdeskError(database_…)."""
        if self.path and not self.path.exists():
            raise FrontdeskError("database_missing", path=self.where)
        if self.path and self.path.is_dir():
            raise FrontdeskError("database_not_one", path=self.where)
        if self.path and not os.access(self.path, os.R_OK):
            raise FrontdeskError("database_read_only", path=self.where)
        with self.reading() as connection:
            return self._stamp(connection)

    def examine(self) -> None:
        """Refuse a database that is missing, none of ours, or of another version. Raises FrontdeskError(database_…)."""
        found = self.revision()
        self._refuse(found, "database_not_one" if found is not None or self._is_there() else "database_missing")

    def _refuse(self, found: str | None, otherwise: str) -> None:
        if found is None:
            raise FrontdeskError(otherwise, path=self.where)
        if found != REVISION:
            code = "database_older" if found < REVISION else "database_newer"
            raise FrontdeskError(code, path=self.where, found=found)

    def _is_there(self) -> bool:
        """Whether there is a file, or a schema with tables in it, at all."""
        if self.path:
            return self.path.exists()
        with self.reading() as connection:
            query = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"
            return connection.exec_driver_sql(query).first() is not None

    def _stamp(self, connection: Connection) -> str | None:
        if self.is_sqlite:
            there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
        else:
            there = connection.exec_driver_sql(
                "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'alembic_version'"
            ).first()
        if not there:
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return str(row[0]) if row else None

    def is_owned(self, connection: Connection) -> bool:
        """Whether this process's account owns the database: its file (or is root), or its schema."""
        if self.path is not None:
            return os.geteuid() in (0, self.path.stat().st_uid) if hasattr(os, "geteuid") else True
        return bool(
            connection.exec_driver_sql(
                "SELECT pg_catalog.pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = current_schema()"
            ).scalar()
        )

    def fold(self) -> None:
        """Bring a SQLite file's write-ahead log into the file itself, so that the file alone is whole."""
        with self.bare() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def scrub(self) -> None:
        """Overwrite what deleted rows left behind in a SQLite file: the search index, free pages, the log."""

        def rebuild(connection: Connection) -> None:
            connection.exec_driver_sql("INSERT INTO customer_fts(customer_fts) VALUES ('rebuild')")

        self.writing(rebuild)
        with self.bare() as connection:
            connection.exec_driver_sql("VACUUM")
        self.fold()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path))
