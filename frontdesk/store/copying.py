"""Backups: always a SQLite file of frontdesk's own tables, whichever database it comes from or goes to."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import COPYING, Progress, interrupted
from frontdesk.store import guards
from frontdesk.store.connection import Store
from frontdesk.store.schema import counter, customer, resource, session
from frontdesk.store.tables import metadata

_BATCH = 2_000
_STEPS = 20_000
"""Steps of SQLite's machine between two looks whether a copy shall stop: about 2 ms."""


def backup(store: Store, path: Path, progress: Progress | None = None) -> None:
    """Copy one consistent moment of a database to a new file, while others go on writing.

    Whoever is told of progress may stop it by raising; then there is no file. Raises FrontdeskError (file_exists,
    wrong_file, interrupted, database_…).
    """
    if path.exists():
        raise FrontdeskError("file_exists", file=str(path))
    rough = path.with_name(path.name + ".part")
    with contextlib.suppress(FileNotFoundError):
        rough.unlink()
    try:
        if store.is_sqlite:
            _vacuum_into(store, rough, progress)
        else:
            target = Store(str(rough))
            try:
                target.create()
                with store.reading() as source:
                    target.writing(lambda connection: _copy_tables(source, connection, progress))
                target.fold()
            finally:
                target.close()
        os.replace(rough, path)
    except OSError as error:
        raise FrontdeskError("wrong_file", file=str(path), problem=error.strerror or str(error)) from None
    except FrontdeskError as error:
        if error.code != "interrupted":
            raise
        raise interrupted(N_("nothing was written")) from None
    finally:
        for leftover in (rough, rough.with_name(rough.name + "-wal"), rough.with_name(rough.name + "-shm")):
            with contextlib.suppress(FileNotFoundError):
                leftover.unlink()


def _vacuum_into(store: Store, path: Path, progress: Progress | None) -> None:
    if not os.access(path.parent, os.W_OK):
        raise FrontdeskError("wrong_file", file=str(path), problem=N_("its folder cannot be written"))
    with store.bare() as connection:
        driver: Any = connection.connection.driver_connection
        total = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        total *= connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        stopped: list[BaseException] = []

        def look() -> bool:
            assert progress is not None
            try:
                progress(min(total, path.stat().st_size if path.exists() else 0), total, COPYING)
            except BaseException as error:
                stopped.append(error)  # SQLite carries no exception: it is told to stop, and the exception waits here
            return bool(stopped)

        if progress is not None:
            progress(0, total, COPYING)
            driver.set_progress_handler(look, _STEPS)
        try:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
        except DBAPIError:
            if stopped:
                raise stopped[0] from None
            raise
        finally:
            driver.set_progress_handler(None, 0)
        if progress is not None:
            progress(total, total, COPYING)
    os.chmod(path, 0o600)


def restore(store: Store, path: Path, progress: Progress | None = None) -> list[int]:
    """Put a backup in the place of a database's content; returns the customers that were erased here meanwhile.

    Others may go on reading; what they keep in memory is made invalid. Whoever is told of progress may stop it by raising;
    then everything is as it was. Raises FrontdeskError (database_…, wrong_file, interrupted).
    """
    source = Store(str(path))
    source.examine()
    erased: list[int] = []
    new = store.path is not None and not store.path.exists()
    try:
        if (store.path is not None and not store.path.exists()) or store.revision() is None:
            store.create()
        with store.reading() as connection:
            erased = list(connection.execute(select(customer.c.id).where(customer.c.erased == 1)).scalars())
            known = connection.execute(select(func.coalesce(func.max(resource.c.version), 0))).scalar_one()
            house = connection.execute(select(counter.c.value).where(counter.c.name == "house")).scalar() or 0

        def replace_all(connection: Connection) -> None:
            with source.reading() as origin:
                _empty(connection)
                _copy_tables(origin, connection, progress)
            # whoever keeps something in memory must see that nothing of it holds any more
            connection.execute(update(resource).values(version=resource.c.version + known + 1))
            connection.execute(
                update(counter).where(counter.c.name == "house").values(value=counter.c.value + house + 1)
            )

        store.writing(replace_all)
    except BaseException:
        if new and store.path is not None:
            store.close()
            for suffix in ("", "-wal", "-shm"):
                store.path.with_name(store.path.name + suffix).unlink(missing_ok=True)
        raise
    finally:
        source.close()
    return erased


def clear(store: Store) -> None:
    """Make a database as empty as it was made: what was begun in it is no more."""

    def everything(connection: Connection) -> None:
        _empty(connection)
        connection.exec_driver_sql("DELETE FROM counter")
        connection.exec_driver_sql("INSERT INTO counter(name, value) VALUES ('journal', 0), ('house', 1)")

    store.writing(everything)


def _empty(connection: Connection) -> None:
    """Delete every row. The guards of the journal stand in the way, so they are put back at the end."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for name in guards.SQLITE:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS customer_fts")
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    else:
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        for table in ("journal", "journal_private"):
            connection.exec_driver_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
        for table in ("journal", "journal_private"):
            connection.exec_driver_sql(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    guards.install(connection)


def _copy_tables(source: Connection, target: Connection, progress: Progress | None) -> None:
    """Every row of every table, parents first; the target's guards hold while rows go in."""
    target.exec_driver_sql("DELETE FROM counter")
    tables = metadata.sorted_tables
    total = sum(source.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
    done = 0
    for table in tables:
        later: list[dict[str, int]] = []
        order = list(table.primary_key)
        rows = source.execution_options(yield_per=_BATCH).execute(select(table).order_by(*order)).mappings()
        for batch in rows.partitions(_BATCH):
            values = [dict(row) for row in batch]
            for row in values:
                if table is session:
                    row["taken"] = 0  # counted anew as the seats go in
                elif table is customer and row["merged_into"] is not None:
                    later.append({"which": row["id"], "other": row["merged_into"]})
                    row["merged_into"] = None
            target.execute(insert(table), values)
            done += len(values)
            if progress is not None:
                progress(done, total, COPYING)
        if later:
            target.execute(text("UPDATE customer SET merged_into = :other WHERE id = :which"), later)
    if target.dialect.name == "postgresql":
        for table in tables:
            if "id" in table.c:
                target.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'),"
                    f' greatest((SELECT coalesce(max(id), 0) FROM "{table.name}"), {_highest(source, table.name)}, 1))'
                )
    else:
        for name in (table.name for table in tables if table.dialect_options["sqlite"]["autoincrement"]):
            target.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            target.exec_driver_sql(
                "INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (name, _highest(source, name))
            )


def _highest(connection: Connection, name: str) -> int:
    """The highest id ever given out in a table, so that a deleted record's code never comes back."""
    if connection.dialect.name == "sqlite":
        row = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).first()
    else:
        row = connection.exec_driver_sql(f"SELECT last_value FROM {name}_id_seq WHERE is_called").first()
    return int(row[0]) if row else 0
