"""A database that Alembic makes is the one that create() makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic import command

from frontdesk.base.errors import FrontdeskError
from frontdesk.store import guards, migrating
from frontdesk.store.connection import REVISION, Store


def _catalogue(store: Store) -> dict[str, list[str]]:
    """What the file is made of; the order in which a table's constraints stand does not matter."""
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: sorted(re.findall(r"[^\s(),]+", sql)) for name, sql in rows if name != "alembic_version"}


def test_upgrading_from_nothing_makes_the_same_tables(tmp_path: Path) -> None:
    made = Store(str(tmp_path / "made.db"))
    made.create()
    (tmp_path / "migrated.db").touch()
    migrated = Store(str(tmp_path / "migrated.db"))
    with migrated.engine.connect().execution_options(frontdesk_write=True) as connection, connection.begin():
        command.upgrade(migrating.config(connection), "head")
        guards.install(connection)
    assert migrated.revision() == REVISION
    assert _catalogue(migrated) == _catalogue(made)
    made.close()
    migrated.close()


def test_an_older_database_keeps_its_rows_and_gets_what_is_new(bare_url: str) -> None:
    store = Store(bare_url)
    if store.path is not None:
        store.path.touch()
    with store.engine.connect().execution_options(frontdesk_write=True) as connection, connection.begin():
        if not store.is_sqlite:
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{store.schema}"')
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public")
        command.upgrade(migrating.config(connection), "0001")
        guards.install(connection)
        connection.exec_driver_sql(
            "INSERT INTO business(id, name, locale, currency, country) VALUES (1, 'Norte', 'es', 'EUR', 'ES')"
        )
    with pytest.raises(FrontdeskError) as older:
        store.examine()
    assert older.value.code == "database_older"
    assert migrating.migrate(store) == ("0001", REVISION)
    store.examine()
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM business").scalar_one() == "Norte"
        new = (
            "waiting",
            "draft",
            "message",
            "outbox",
            "inquiry",
            "inquiry_visit",
            "quote",
            "phone_call",
            "lost_demand",
        )
        for table in new:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
        assert guards.missing(connection) == []
    store.close()


def test_the_models_need_no_further_migration(bare_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from frontdesk.store.tables import metadata

    store = Store(bare_url)
    store.create()

    def ours(name: str | None, kind: str, parents: object) -> bool:
        if kind == "index":
            return name not in guards.INDEXES
        return kind != "table" or (name is not None and not name.startswith(("customer_fts", "alembic")))

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_migrate_puts_guards_back_and_refuses_what_is_not_ours(bare_url: str, tmp_path: Path) -> None:
    store = Store(bare_url)
    store.create()
    drop = "DROP TRIGGER guard_journal_delete" if store.is_sqlite else "DROP TRIGGER guard_journal_update ON journal"
    store.writing(lambda connection: connection.exec_driver_sql(drop) and None)
    assert migrating.migrate(store) == (REVISION, REVISION)
    with store.reading() as connection:
        assert guards.missing(connection) == []
    store.writing(
        lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'") and None
    )
    with pytest.raises(FrontdeskError) as newer:
        migrating.migrate(store)
    assert newer.value.code == "database_newer"
    store.close()
    (tmp_path / "empty.db").touch()
    with pytest.raises(FrontdeskError) as none:
        migrating.migrate(Store(str(tmp_path / "empty.db")))
    assert none.value.code == "database_not_one"


def test_messages_of_an_older_database_belong_to_no_inquiry(bare_url: str) -> None:
    store = Store(bare_url)
    if store.path is not None:
        store.path.touch()
    with store.engine.connect().execution_options(frontdesk_write=True) as connection, connection.begin():
        if not store.is_sqlite:
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{store.schema}"')
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public")
        command.upgrade(migrating.config(connection), "0004")
        guards.install(connection)
        connection.exec_driver_sql("INSERT INTO customer(id, name, created_at) VALUES (1, 'Eva', 1)")
        connection.exec_driver_sql(
            "INSERT INTO message(customer_id, channel, direction, at, state, state_at, body)"
            " VALUES (1, 'email', 'in', 1, 'received', 1, 'hola')"
        )
        connection.exec_driver_sql(
            "INSERT INTO outbox(dedupe_key, kind, customer_id, due_at, made_at, made_by) VALUES ('a', 'reply', 1, 1, 1, 'eva')"
        )
    assert migrating.migrate(store) == ("0004", REVISION)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT body, inquiry FROM message").one() == ("hola", None)
        assert connection.exec_driver_sql("SELECT dedupe_key, inquiry, quote FROM outbox").one() == ("a", None, None)
    store.close()
