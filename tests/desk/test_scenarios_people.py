"""Scenarios S25, S42, S43, S46, S48, S53: buffers, seats, people, roles, size, backups."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerEdit, CustomerWish, Filter, ReservationEdit
from frontdesk.store.connection import Store
from tests.conftest import SALON
from tests.desk.wishes import at, free, wish

TEN = "2026-11-24 10:00"


def test_s25_a_write_that_breaks_a_buffer_is_refused_by_name(desk: Desk) -> None:
    desk.book(wish(desk, "Corte", TEN, "Marta"))  # until 10:45, and ten minutes after
    for start, service in (("2026-11-24 10:50", "Corte"), ("2026-11-24 09:45", "Masaje")):
        with pytest.raises(FrontdeskError) as refused:
            desk.book(wish(desk, service, start, "Marta", "Leo"))
        assert refused.value.code == "slot_taken"
        rules = [one.rule for one in refused.value.details["obstacles"]]
        assert rules == (["buffer"] if service == "Corte" else ["taken"])
    assert desk.book(wish(desk, "Corte", "2026-11-24 10:55", "Marta", "Leo")).status == "confirmed"


def test_s42_the_same_person_twice_in_one_session(desk: Desk) -> None:
    start = "2026-11-24 18:00"
    first = desk.book(wish(desk, "Yoga", start, None, "Eva", party=2))
    assert (first.price, first.resources) == (2400, ("Ana",))
    with pytest.raises(FrontdeskError) as twice:
        desk.book(wish(desk, "Yoga", start, None, "Eva"))
    assert twice.value.code == "already_booked"
    with pytest.raises(FrontdeskError) as full:
        desk.book(wish(desk, "Yoga", start, None, "Leo", party=2))
    assert full.value.code == "session_full"
    assert desk.book(wish(desk, "Yoga", start, None, "Leo")).party == 1
    assert free(desk, "Yoga", "2026-11-24") == []
    desk.cancel(first.code)
    assert free(desk, "Yoga", "2026-11-24", None, party=2) == ["18:00"]
    again = desk.book(wish(desk, "Yoga", start, None, "Eva", party=2))
    assert again.code != first.code
    with pytest.raises(FrontdeskError) as taken:
        desk.confirm(first.code)
    assert taken.value.code in ("session_full", "already_booked")
    assert upkeep.check(desk) == []


def test_s43_one_address_two_people_both_are_kept(desk: Desk) -> None:
    mother = desk.add_customer(CustomerWish(name="Rosa Gil", phone="612 345 678", email="casa@example.com"))
    made = desk.book(wish(desk, "Corte", TEN, "Marta", "Nora Gil"))
    desk.edit_customer(made.customer.id, CustomerEdit(phone="+34612345678", email="casa@example.com"))
    assert made.customer.id != mother.id
    assert desk.customer(mother.id).customer.name == "Rosa Gil"
    assert [one.name for one in desk.customer(made.customer.id).similar] == ["Rosa Gil"]
    both = desk.book(
        wish(desk, "Corte", "2026-11-25 10:00", "Marta"),
    )
    assert both.customer.name == "Eva Ruiz"
    third = wish(desk, "Corte", "2026-11-26 10:00", "Marta")
    daughter = desk.book(
        type(third)(third.lines, third.start, CustomerWish(name="Sol Gil", phone="612345678", email="casa@example.com"))
    )
    assert daughter.customer.id not in (mother.id, made.customer.id)
    assert len(desk.customers("612345678")) == 3
    merged = desk.merge_customers(mother.id, daughter.customer.id)
    assert merged.name == "Rosa Gil"
    assert desk.reservation(daughter.code).customer.id == mother.id
    desk.undo()
    assert desk.reservation(daughter.code).customer.id == daughter.customer.id
    assert upkeep.check(desk) == []


USERS = """
[[users]]
name = "jefa"
role = "manager"
account = "nobody-has-this-account"

[[users]]
name = "marta"
role = "employee"
staff = "Marta"

[[users]]
name = "recepcion"
role = "reception"
"""


@pytest.fixture
def crew(open_business: Callable[..., Desk], store_url: str) -> dict[str, Desk]:
    admin = open_business(store_url, SALON + USERS)
    return {"admin": admin} | {name: admin.acting(name) for name in ("jefa", "marta", "recepcion")}


def test_s46_an_employee_touches_own_records_only(crew: dict[str, Desk]) -> None:
    theirs = crew["recepcion"].book(wish(crew["recepcion"], "Corte", TEN, "Ana", "Clienta de Ana"))
    own = crew["recepcion"].book(wish(crew["recepcion"], "Corte", TEN, "Marta", "Clienta de Marta"))
    marta = crew["marta"]
    version = theirs.version
    for act in (
        lambda: marta.reservation(theirs.code),
        lambda: marta.history(theirs.code),
        lambda: marta.customer(theirs.customer.id),
        lambda: marta.history(theirs.customer.id),
        lambda: marta.cancel(theirs.code),
        lambda: marta.move(theirs.code, at("2026-11-24 12:00")),
        lambda: marta.arrive(theirs.code),
        lambda: marta.edit(theirs.code, ReservationEdit(notes="x")),
        lambda: marta.pay(theirs.code, 100, "cash"),
        lambda: marta.edit_customer(theirs.customer.id, CustomerEdit(name="x")),
        lambda: marta.book(wish(marta, "Corte", "2026-11-24 12:00", "Ana")),
        lambda: marta.move(own.code, at("2026-11-24 12:00"), staff=marta.find_resource("Ana").id),
        lambda: marta.delete(own.code, "mine"),
        lambda: marta.add_note(own.customer.id, "secret", internal=True),
    ):
        with pytest.raises(FrontdeskError) as refused:
            act()
        assert refused.value.code == "not_allowed"
    assert crew["admin"].reservation(theirs.code).version == version
    assert [one.code for one in marta.reservations(Filter())] == [own.code]
    assert [one.name for one in marta.customers("")] == ["Clienta de Marta"]
    assert [column.resource.name for column in marta.day(marta.today() + 1).columns] == ["Marta"]
    assert marta.edit(own.code, ReservationEdit(notes="mine")).notes == "mine"
    assert marta.book(wish(marta, "Corte", "2026-11-25 10:00", None, "Nueva")).staff == "Marta"


def test_s46_what_each_role_may_do(crew: dict[str, Desk]) -> None:
    made = crew["recepcion"].book(wish(crew["recepcion"], "Corte", TEN, "Marta"))
    over = wish(crew["recepcion"], "Corte", TEN, "Marta", "Otra", overlap=True, reason="urgente")
    for act in (
        lambda: crew["recepcion"].delete(made.code, "wrong"),
        lambda: crew["recepcion"].book(over),
        lambda: crew["recepcion"].cancel(made.code, waive=True, reason="x"),
        lambda: crew["recepcion"].erase_customer(made.customer.id),
    ):
        with pytest.raises(FrontdeskError) as refused:
            act()
        assert refused.value.code == "not_allowed"
    with pytest.raises(FrontdeskError) as silent:
        crew["jefa"].book(wish(crew["jefa"], "Corte", TEN, "Marta", "Otra", overlap=True))
    assert silent.value.code == "reason_needed"
    double = crew["jefa"].book(over)
    assert double.start == made.start
    with pytest.raises(FrontdeskError):
        crew["jefa"].book(wish(crew["jefa"], "Corte", TEN, "Marta", "Tercera"))
    crew["jefa"].add_note(made.customer.id, "paga tarde", internal=True)
    assert [note.body for note in crew["jefa"].customer(made.customer.id).notes] == ["paga tarde"]
    assert crew["recepcion"].customer(made.customer.id).notes == ()
    crew["jefa"].delete(double.code, "a slip")
    assert double.code not in [one.code for one in crew["jefa"].reservations(Filter(statuses=None))]
    assert [change.verb for change in crew["jefa"].history(double.code)] == ["book", "delete"]
    with pytest.raises(FrontdeskError) as unknown:
        crew["recepcion"].acting("jefa")
    assert unknown.value.code == "not_allowed"


def test_s48_the_day_is_found_by_indexes_however_many_there_are(sqlite_desk: Desk) -> None:
    """Opening a day reads that day's rows: no statement it runs scans a large table."""
    for hour in range(9, 13):
        sqlite_desk.book(wish(sqlite_desk, "Corte", f"2026-11-24 {hour:02}:00", "Marta", f"C{hour}"))
    statements: list[tuple[str, object]] = []
    from sqlalchemy import event

    @event.listens_for(sqlite_desk.store.engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, parameters: object, *more: object) -> None:
        statements.append((statement, parameters))

    day = sqlite_desk.day(sqlite_desk.today() + 1)
    event.remove(sqlite_desk.store.engine, "before_cursor_execute", note)
    assert day.count == 4
    with sqlite_desk.store.reading() as connection:
        for statement, parameters in [one for one in statements if one[0].lstrip().upper().startswith("SELECT")]:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            scanned = [row[3] for row in plan if row[3].startswith("SCAN") and "USING" not in row[3]]
            large = ("reservation", "claim", "line", "customer", "journal", "session", "event", "payment")
            assert not [one for one in scanned if one.split()[1] in large], (statement, scanned)


def test_s53_a_backup_taken_while_others_write_is_restored_elsewhere(
    desk: Desk, store_url: str, clock: FixedClock, tmp_path: Path
) -> None:
    stop, made = threading.Event(), list[str]()

    def write() -> None:
        other = open_desk(store_url, clock=clock)
        number = 0
        while not stop.is_set() and number < 400:
            day, slot = divmod(number, 4)
            try:
                start = at("2026-11-24 09:00") + day * 1440 + slot * 60
                made.append(other.book(wish(other, "Corte", start, "Marta", f"N{number}")).code)
            except FrontdeskError as error:
                assert error.code == "not_open"
            number += 1
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    while len(made) < 5:
        assert writer.is_alive()
    upkeep.backup(desk, tmp_path / "backup.db")
    sure = list(made)
    stop.set()
    writer.join()
    elsewhere = str(tmp_path / "elsewhere" / "front.db")
    upkeep.restore(elsewhere, tmp_path / "backup.db", clock=clock)
    restored = open_desk(elsewhere, clock=clock)
    assert upkeep.check(restored) == []
    codes = {one.code for one in restored.reservations(Filter())}
    assert 5 <= len(codes) <= len(sure) + 1
    assert codes <= set(made)
    # a code that was ever given out is not given to another
    assert restored.book(wish(restored, "Corte", "2026-11-24 13:00", "Ana", "Nueva")).code not in made[: len(codes)]
    restored.close()
    # and back into the database it came from
    upkeep.restore(store_url, tmp_path / "backup.db", clock=clock)
    assert {one.code for one in desk.reservations(Filter())} == codes
    assert upkeep.check(desk) == []


def test_s47_an_erased_customer_stays_erased_after_a_restore(
    desk: Desk, store_url: str, clock: FixedClock, tmp_path: Path
) -> None:
    made = desk.book(wish(desk, "Corte", TEN, "Marta", "Zenobia Quiroga", notes="alérgica a todo"))
    desk.add_note(made.customer.id, "llamar por la tarde")
    upkeep.backup(desk, tmp_path / "before.db")
    with pytest.raises(FrontdeskError) as asked:
        desk.erase_customer(made.customer.id)
    assert asked.value.code == "cannot_erase"
    desk.erase_customer(made.customer.id, confirmed=True)
    assert desk.customers("zenobia") == []
    assert desk.reservation(made.code).notes == ""
    if desk.store.path is not None:
        for path in (desk.store.path, desk.store.path.with_name(desk.store.path.name + "-wal")):
            assert b"Zenobia" not in (path.read_bytes() if path.exists() else b"")
    with pytest.raises(FrontdeskError) as gone:
        desk.undo()
    assert gone.value.code == "cannot_undo"
    upkeep.restore(store_url, tmp_path / "before.db", clock=clock)
    assert desk.customers("zenobia") == []
    assert desk.count(Filter()) == 1
    assert upkeep.check(desk) == []


def test_a_backup_of_a_backup_is_a_database(sqlite_desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    upkeep.backup(sqlite_desk, tmp_path / "copy.db")
    copied = Store(str(tmp_path / "copy.db"))
    copied.examine()
    copied.close()
    with pytest.raises(FrontdeskError) as there:
        upkeep.backup(sqlite_desk, tmp_path / "copy.db")
    assert there.value.code == "file_exists"
