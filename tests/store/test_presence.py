"""A database file that is moved, deleted, replaced or emptied while it is open; a server that drops its connections."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import opening, upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.store.connection import sqlite_module
from tests.conftest import POSTGRESQL


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(FrontdeskError) as caught:
        work()
    return caught.value.code


def add(desk: Desk, name: str = "Ana López") -> Callable[[], object]:
    return lambda: desk.add_customer(CustomerWish(name=name))


def hears(desk: Desk) -> bool:
    """Whether it hears of something new; a driver may need some looks to learn that its connection is dead."""
    for _look in range(50):
        if desk.stirred():
            return True
        time.sleep(0.02)
    return False


def names(desk: Desk) -> list[str]:
    return sorted(one.name for one in desk.customers("", limit=100))


def raw_names(path: Path) -> list[str]:
    other = sqlite_module().connect(str(path))
    try:
        return sorted(row[0] for row in other.execute("SELECT name FROM customer"))
    finally:
        other.close()


@pytest.fixture
def path(sqlite_desk: Desk) -> Path:
    assert sqlite_desk.store.path is not None
    add(sqlite_desk)()
    sqlite_desk.stirred()
    return sqlite_desk.store.path


def test_a_file_that_was_moved_is_not_written_and_goes_on_when_it_is_back(sqlite_desk: Desk, path: Path) -> None:
    away = path.with_name("away.db")
    path.rename(away)
    assert refused(add(sqlite_desk, "Nobody")) == "database_gone"
    assert refused(lambda: sqlite_desk.customers("")) == "database_gone"
    assert refused(sqlite_desk.stirred) == "database_gone"
    assert not path.exists()
    away.rename(path)
    assert names(sqlite_desk) == ["Ana López"]
    add(sqlite_desk, "Berta")()
    assert sqlite_desk.stirred()
    assert names(sqlite_desk) == ["Ana López", "Berta"]
    assert upkeep.check(sqlite_desk) == []


def test_a_deleted_file_is_not_written(sqlite_desk: Desk, path: Path) -> None:
    path.unlink()
    assert refused(add(sqlite_desk)) == "database_gone"
    assert refused(sqlite_desk.stirred) == "database_gone"
    assert not path.exists()


def test_a_file_that_vanishes_in_mid_transaction_takes_nothing_with_it(sqlite_desk: Desk, path: Path) -> None:
    away = path.with_name("away.db")

    def work(connection: object) -> None:
        connection.execute(text("UPDATE customer SET name = 'Nobody'"))  # type: ignore[attr-defined]
        path.rename(away)

    assert refused(lambda: sqlite_desk.store.writing(work)) == "database_gone"
    away.rename(path)
    assert names(sqlite_desk) == ["Ana López"]


def test_a_backup_put_in_its_place_is_what_is_read_then(
    sqlite_desk: Desk, path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    backup = tmp_path / "monday.db"
    upkeep.backup(sqlite_desk, backup)
    add(sqlite_desk, "Berta")()
    sqlite_desk.store.fold()
    path.unlink()
    assert refused(lambda: names(sqlite_desk)) == "database_gone"
    Path(f"{path}-wal").unlink(missing_ok=True)
    Path(f"{path}-shm").unlink(missing_ok=True)
    shutil.copy(backup, path)
    assert names(sqlite_desk) == ["Ana López"]
    assert sqlite_desk.stirred()
    add(sqlite_desk, "Carla")()
    assert raw_names(path) == ["Ana López", "Carla"]
    other = opening.open_desk(str(path), clock=clock)
    assert upkeep.check(other) == []
    other.close()


def test_another_files_log_is_never_read_into_it(sqlite_desk: Desk, path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "monday.db"
    upkeep.backup(sqlite_desk, backup)
    add(sqlite_desk, "Berta")()
    path.unlink()
    shutil.copy(backup, path)
    before = path.read_bytes()
    assert Path(f"{path}-wal").stat().st_size
    assert refused(lambda: names(sqlite_desk)) == "database_replaced"
    assert refused(add(sqlite_desk)) == "database_replaced"
    assert refused(sqlite_desk.stirred) == "database_replaced"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, but a letter to my aunt" * 100, "another"])
def test_what_is_none_of_ours_is_refused_in_its_place(
    sqlite_desk: Desk, path: Path, tmp_path: Path, content: bytes | str
) -> None:
    path.rename(tmp_path / "away.db")
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").rename(tmp_path / f"away.db{suffix}")
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        other = sqlite_module().connect(str(path))
        other.execute("CREATE TABLE song (title TEXT)")
        other.close()
    before = path.read_bytes()
    for _again in range(2):
        assert refused(lambda: names(sqlite_desk)) == "database_not_one"
        assert refused(add(sqlite_desk)) == "database_not_one"
    assert path.read_bytes() == before
    path.unlink()
    for suffix in ("-wal", "-shm", ""):
        (tmp_path / f"away.db{suffix}").rename(f"{path}{suffix}")
    assert names(sqlite_desk) == ["Ana López"]


def test_a_file_that_was_emptied_is_not_written(sqlite_desk: Desk, path: Path) -> None:
    sqlite_desk.store.fold()
    os.truncate(path, 0)
    assert refused(add(sqlite_desk)) == "database_damaged"
    assert refused(lambda: names(sqlite_desk)) == "database_damaged"
    assert refused(sqlite_desk.stirred) == "database_damaged"
    assert path.stat().st_size == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another account")
def test_a_file_that_was_made_read_only_is_written_again_when_it_may_be(tmp_path: Path) -> None:
    """In a process of another account, for root may write everything."""
    import subprocess
    import sys

    script = """
import os, shutil, sys, tempfile
os.umask(0); os.setgid(65534); os.setuid(65534)
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import opening, setup
from frontdesk.desk.values import CustomerWish
from frontdesk.base.ready import ready_path
folder = tempfile.mkdtemp()
path = os.path.join(folder, "desk.db")
clock = FixedClock.at("2026-11-23T08:00:00+01:00")
desk = opening.create(path, clock)
setup.init(desk, ready_path("salon", "es"))
desk.store.engine.dispose()
os.chmod(path, 0o444); os.chmod(folder, 0o555)
for again in range(2):
    try:
        desk.add_customer(CustomerWish(name="Ana"))
    except FrontdeskError as error:
        print(error.code)
desk.customers("Ana")  # a connection opened now is for reading only, and is kept for the next try
os.chmod(folder, 0o755); os.chmod(path, 0o644)
print(desk.add_customer(CustomerWish(name="Ana")).name)
desk.close(); shutil.rmtree(folder)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd(), "HOME": "/nonexistent", "LOGNAME": "nobody"},
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip("the other account cannot read this interpreter")
    assert done.stdout.split() == ["database_read_only", "database_read_only", "Ana"], done.stderr


@pytest.mark.postgresql
@pytest.mark.skipif(not POSTGRESQL, reason="FRONTDESK_TEST_POSTGRESQL names no PostgreSQL database")
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_connections_that_the_server_dropped_are_made_anew(desk: Desk, store_url: str, clock: FixedClock) -> None:
    import psycopg

    name = f"{desk.store.schema}-here"
    here = opening.open_desk(f"{store_url}&application_name={name}", clock=clock)

    def drop() -> None:
        assert POSTGRESQL
        sql = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = %s"
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            connection.execute(sql, (name,))

    assert here.stirred()
    for again in range(2):
        drop()
        add(here, f"Ana {again}")()
        drop()
        assert f"Ana {again}" in names(here)
        assert hears(here)
    add(desk, "Berta")()
    assert hears(here)
    assert names(here) == ["Ana 0", "Ana 1", "Berta"]
    here.close()
