"""The database itself refuses (Laws 2 and 5), whatever SQL it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from frontdesk.base.errors import FrontdeskError
from frontdesk.store import checks, guards
from frontdesk.store.connection import Store

ROWS = (
    "INSERT INTO location(id, name, timezone) VALUES (1, 'Centro', 'Europe/Madrid')",
    "INSERT INTO resource(id, location_id, kind, name) VALUES (1, 1, 'staff', 'Marta'), (2, 1, 'staff', 'Ana')",
    "INSERT INTO service(id, name, duration) VALUES (1, 'Yoga', 60)",
    "INSERT INTO hold(id, token, owner, location_id, expires_at) VALUES (1, 'a', 'x', 1, 5), (2, 'b', 'x', 1, 5)",
    "INSERT INTO customer(id, name, created_at) VALUES (1, 'Eva', 0), (2, 'Leo', 0)",
    "INSERT INTO session(id, service_id, location_id, starts, ends, day, capacity) VALUES (1, 1, 1, 0, 60, 1, 3)",
    "INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (1, 1, 100, 160, 1)",
    "INSERT INTO journal(seq, op, at, actor, verb, kind, entity, version, image)"
    " VALUES (1, 1, 0, 'x', 'book', 'reservation', 1, 1, '{}')",
    "INSERT INTO journal_private(seq, customer_id, body) VALUES (1, 1, '{}')",
)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    made = Store(store_url)
    made.create()

    def fill(connection: Connection) -> None:
        for row in ROWS:
            connection.exec_driver_sql(row)

    made.writing(fill)
    yield made
    made.close()


Runner = Callable[[str], None]


@pytest.fixture
def run(store: Store) -> Runner:
    return lambda sql: store.writing(lambda connection: connection.exec_driver_sql(sql) and None)


@pytest.mark.parametrize(
    ("starts", "ends"), [(100, 160), (159, 200), (50, 101), (120, 130), (0, 2000), (-5000, 5000)], ids=str
)
def test_an_overlapping_claim_is_refused(run: Runner, starts: int, ends: int) -> None:
    with pytest.raises(FrontdeskError) as refused:
        run(f"INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (1, 1, {starts}, {ends}, 2)")
    assert refused.value.code == "slot_taken"


def test_a_claim_under_a_long_one_is_refused(run: Runner) -> None:
    run("INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (2, 1, 0, 20000, 2)")
    with pytest.raises(FrontdeskError):
        run("INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (2, 1, 19000, 19030, 1)")


def test_claims_that_touch_or_overlap_on_purpose_are_taken(run: Runner) -> None:
    run("INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (1, 1, 160, 200, 2)")
    run("INSERT INTO claim(resource_id, location_id, starts, ends, hold_id, overlap) VALUES (1, 1, 100, 200, 2, 1)")
    run("INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (2, 1, 100, 160, 2)")


def test_two_overlapping_rows_of_one_statement_are_refused(run: Runner) -> None:
    with pytest.raises(FrontdeskError):
        run(
            "INSERT INTO claim(resource_id, location_id, starts, ends, hold_id)"
            " VALUES (2, 1, 10, 30, 1), (2, 1, 20, 40, 2)"
        )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claim SET ends = 5000",
        "UPDATE claim SET resource_id = 2",
        "UPDATE claim SET overlap = 1",
        "UPDATE session SET taken = 1",
        "UPDATE session SET capacity = -1",
        "INSERT INTO session(service_id, location_id, starts, ends, day, capacity, taken) VALUES (1, 1, 0, 60, 1, 9, 4)",
        "UPDATE journal SET verb = 'nothing'",
        "DELETE FROM journal",
        "UPDATE journal_private SET body = 'else'",
        "UPDATE journal_private SET customer_id = 2, body = NULL",
        "DELETE FROM journal_private",
        "INSERT INTO claim(resource_id, location_id, starts, ends) VALUES (2, 1, 0, 10)",
        "INSERT INTO claim(resource_id, location_id, starts, ends, hold_id, session_id) VALUES (2, 1, 0, 10, 1, 1)",
        "INSERT INTO claim(resource_id, location_id, starts, ends, hold_id) VALUES (2, 1, 10, 10, 1)",
        "INSERT INTO claim(resource_id, location_id, starts, ends, hold_id, overlap) VALUES (2, 1, 0, 10, 1, 2)",
    ],
)
def test_raw_sql_is_refused(store: Store, run: Runner, sql: str) -> None:
    with pytest.raises((FrontdeskError, DBAPIError)):
        run(sql)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT ends FROM claim").scalars().all() == [160]
        assert connection.exec_driver_sql("SELECT taken FROM session").scalars().all() == [0]


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"])
def test_sqlite_conflict_clauses_do_not_get_round(tmp_path_factory: pytest.TempPathFactory, verb: str) -> None:
    store = Store(str(tmp_path_factory.mktemp("guards") / "g.db"))
    store.create()

    def fill(connection: Connection) -> None:
        for row in ROWS:
            connection.exec_driver_sql(row)
        connection.exec_driver_sql("INSERT INTO seat(id, session_id, customer_id, party) VALUES (1, 1, 1, 2)")

    store.writing(fill)
    for sql in (
        f"{verb} INTO claim(id, resource_id, location_id, starts, ends, hold_id) VALUES (9, 1, 1, 120, 130, 2)",
        f"{verb} INTO seat(id, session_id, customer_id, party) VALUES (1, 1, 1, 3)",
        f"{verb} INTO journal(seq, op, at, actor, verb, kind, entity, version) VALUES (1, 1, 0, 'x', 'y', 'z', 1, 1)",
    ):
        try:
            store.writing(lambda connection, sql=sql: connection.exec_driver_sql(sql) and None)
        except (FrontdeskError, DBAPIError):
            continue
        assert verb == "INSERT OR IGNORE"  # which may leave the row out in silence
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM claim").scalar() == 1
        assert connection.exec_driver_sql("SELECT party FROM seat").scalar() == 2
        assert connection.exec_driver_sql("SELECT taken FROM session").scalar() == 2
        assert connection.exec_driver_sql("SELECT verb FROM journal").scalar() == "book"
    store.close()


def test_seats_are_counted_and_never_more_than_there_are(store: Store, run: Runner) -> None:
    run("INSERT INTO seat(session_id, customer_id, party) VALUES (1, 1, 2)")
    with pytest.raises(FrontdeskError) as full:
        run("INSERT INTO seat(session_id, customer_id, party) VALUES (1, 2, 2)")
    assert full.value.code == "session_full"
    with pytest.raises(FrontdeskError) as twice:
        run("INSERT INTO seat(session_id, customer_id, party) VALUES (1, 1, 1)")
    assert twice.value.code == "already_booked"
    with pytest.raises((FrontdeskError, DBAPIError)):
        run("UPDATE seat SET party = 1")
    run("DELETE FROM seat")
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT taken FROM session").scalar() == 0


def test_private_bodies_may_be_emptied_and_nothing_else(store: Store, run: Runner) -> None:
    run("UPDATE journal_private SET body = NULL")
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT body FROM journal_private").scalar() is None


def test_the_catalogue_holds_every_guard_and_check_misses_one_that_is_gone(store: Store, run: Runner) -> None:
    with store.reading() as connection:
        assert guards.missing(connection) == []
        assert [name for name, _ in checks.problems(connection) if name == "guard"] == []
    if store.is_sqlite:
        run("DROP TRIGGER guard_claim_overlap")
    else:
        run("ALTER TABLE claim DROP CONSTRAINT guard_claim_overlap")
        run("ALTER TABLE journal DISABLE TRIGGER guard_journal_update")
    with store.reading() as connection:
        assert "guard_claim_overlap" in guards.missing(connection)
        assert ("guard", ("guard_claim_overlap",)) in list(checks.problems(connection))
