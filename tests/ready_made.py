"""Databases that are made once and used by many tests: a file is copied, a schema is emptied and filled again.

To make the tables and the business of a test anew takes longer than most tests do.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from frontdesk.base.clock import FixedClock
from frontdesk.desk import opening

ROOMY = 512 * 1024
"""Bytes of a table from which on its schema is dropped rather than emptied: what is deleted would still take its place."""

_numbers = itertools.count()


def new_schema() -> str:
    """The name of a schema that is not there yet."""
    return f"t{os.getpid()}_{next(_numbers)}"


class Files:
    """SQLite files, each made once and copied from then on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[Hashable, Path] = {}

    def put(self, path: Path, key: Hashable, make: Callable[[Path], object]) -> None:
        """Put a copy of what ``make`` makes at ``path``; the same key means the same content.

        ``make`` closes what it opens, so that everything is in the file itself.
        """
        if key not in self.kept:
            made = self.folder / f"{len(self.kept)}.db"
            try:
                make(made)
            except BaseException:
                for left in self.folder.glob(f"{made.name}*"):
                    left.unlink()
                raise
            assert [one.name for one in self.folder.glob(f"{made.name}*")] == [made.name]
            self.kept[key] = made
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.kept[key], path)


Content = tuple[dict[str, bytes], dict[str, int]]
"""What stands in each table, as COPY writes it, and where each sequence stands."""


class Schemas:
    """PostgreSQL schemas with our tables in them, used again and again; one whose tables a test altered is dropped."""

    def __init__(self, address: str) -> None:
        import psycopg

        self.address = address
        self.connection: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(address, autocommit=True)
        superuser = self.connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        self.reusing = superuser == (True,)
        """Only a superuser empties tables past their guards; for others each test has its tables made anew."""
        self.free: list[str] = []
        self.empty: set[str] = set()
        """Those in use into which nothing was put yet."""
        self.builds: dict[str, list[tuple[Any, ...]]] = {}
        self.first: Content = ({}, {})
        self.kept: dict[Hashable, Content] = {}

    def take(self) -> str:
        """A schema as it is when its tables have just been made."""
        if self.free:
            schema = self.free.pop()
        else:
            schema = new_schema()
            opening.create(f"{self.address}?schema={schema}", FixedClock(0)).close()
            self.builds[schema] = self._build(schema)
            self.first = self._content(schema)
        self.empty.add(schema)
        return schema

    def give_back(self, schema: str) -> None:
        """The test is over. Who was killed in the middle of a transaction ends it first."""
        self.empty.discard(schema)
        if not (self.reusing and self._emptied(schema)):
            self.connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            del self.builds[schema]
            return
        self.free.append(schema)

    def keep(self, key: Hashable, schema: str) -> None:
        """Remember what is in a schema now."""
        self.empty.discard(schema)
        self.kept[key] = self._content(schema)

    def put(self, key: Hashable, schema: str) -> bool:
        """Put what was kept under the key into a schema that is empty; False where there is no such thing."""
        if not self.reusing or schema not in self.empty or key not in self.kept:
            return False
        self.empty.discard(schema)
        with self.connection.transaction():
            self._fill(schema, self.kept[key])
        return True

    def close(self) -> None:
        for schema in self.builds:
            self.connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        self.connection.close()

    def _rows(self, sql: str, *given: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql.encode(), given).fetchall()

    def _build(self, schema: str) -> list[tuple[Any, ...]]:
        """What changes when a table, column, constraint, index, trigger or function is added, altered or dropped."""
        return self._rows(
            """
            WITH ours AS (SELECT oid, xmin FROM pg_class WHERE relnamespace = %s::regnamespace)
            SELECT 'class', oid, 0, xmin::text FROM ours
            UNION ALL SELECT 'column', attrelid, attnum, a.xmin::text FROM pg_attribute a JOIN ours ON attrelid = ours.oid
            UNION ALL SELECT 'rule', c.oid, 0, c.xmin::text FROM pg_constraint c WHERE connamespace = %s::regnamespace
            UNION ALL SELECT 'trigger', t.oid, 0, t.xmin::text FROM pg_trigger t JOIN ours ON tgrelid = ours.oid
            UNION ALL SELECT 'function', p.oid, 0, p.xmin::text FROM pg_proc p WHERE pronamespace = %s::regnamespace
            ORDER BY 1, 2, 3
            """,
            *(schema,) * 3,
        )

    def _sizes(self, schema: str) -> dict[str, int]:
        """The tables that take room on the disk."""
        sql = (
            "SELECT relname, pg_relation_size(oid) FROM pg_class"
            " WHERE relnamespace = %s::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0"
        )
        return dict(self._rows(sql, schema))

    def _content(self, schema: str) -> Content:
        tables = {}
        for table in self._sizes(schema):
            with (
                self.connection.cursor() as cursor,
                cursor.copy(f'COPY "{schema}"."{table}" TO STDOUT'.encode()) as copy,
            ):
                tables[table] = b"".join(bytes(block) for block in copy)
        sql = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s AND last_value IS NOT NULL"
        return tables, dict(self._rows(sql, schema))

    def _fill(self, schema: str, content: Content) -> None:
        """Inside of a transaction: this and nothing else stands in the schema."""
        run = self.connection.execute
        run("SET LOCAL session_replication_role = replica")
        tables, sequences = content
        for table in self._sizes(schema):
            run(f'DELETE FROM "{schema}"."{table}"'.encode())
        for table, rows in tables.items():
            with (
                self.connection.cursor() as cursor,
                cursor.copy(f'COPY "{schema}"."{table}" FROM STDIN'.encode()) as copy,
            ):
                copy.write(rows)
        used = self._rows(
            "SELECT sequencename FROM pg_sequences WHERE schemaname = %s AND last_value IS NOT NULL", schema
        )
        for (name,) in used:
            run("SELECT setval(%s, 1, false)", [f'"{schema}"."{name}"'])
        for name, value in sequences.items():
            run("SELECT setval(%s, %s)", [f'"{schema}"."{name}"', value])

    def _emptied(self, schema: str) -> bool:
        """Whether it is as it was when it was made."""
        tables = [oid for kind, oid, _number, _xmin in self.builds[schema] if kind == "class"]
        with self.connection.transaction():
            there = self._rows(
                "SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%s) AND relkind = 'r' ORDER BY oid", tables
            )
            if there:
                every = ", ".join(name for (name,) in there)
                self.connection.execute(f"LOCK TABLE {every} IN ACCESS EXCLUSIVE MODE".encode())
            if self._build(schema) != self.builds[schema] or max(self._sizes(schema).values()) > ROOMY:
                return False
            self._fill(schema, self.first)
        return True
