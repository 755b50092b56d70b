"""Faults that somebody found from outside, each kept as a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import exports, upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import run
from frontdesk.desk.values import Filter
from tests.conftest import SALON
from tests.desk.wishes import wish

HEAD = "external_id,date,time,service,staff,customer,notes\n"


def test_an_updating_import_keeps_its_time(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEAD + "x1,2026-11-24,10:00,Corte,Marta,Luz,\n")
    assert run(desk, "reservations", file).imported == 1
    file.write_text(HEAD + "x1,2026-11-24,10:00,Corte,Marta,Luz,corto\n")
    assert run(desk, "reservations", file).updated == 1
    with pytest.raises(FrontdeskError) as refused:
        desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    assert refused.value.code == "slot_taken"
    assert upkeep.check(desk) == []


def test_a_dry_export_writes_nothing(sqlite_desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    sqlite_desk.book(wish(sqlite_desk, "Corte", "2026-11-24 10:00", "Marta"))
    dry = Desk(sqlite_desk.store, clock, sqlite_desk.actor, dry_run=True)
    assert exports.write(dry, "reservations", tmp_path / "d.csv") == 1
    assert list(tmp_path.glob("*.csv")) == []


def test_a_list_does_not_show_as_pending_what_has_expired(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock
) -> None:
    desk = open_business(store_url, SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"'))
    made = desk.book(wish(desk, "Corte", "2026-11-27 10:00", "Marta", channel="web"))
    clock.move(49 * 3600)
    assert desk.reservations(Filter(statuses=("pending",))) == []
    assert [one.code for one in desk.reservations(Filter(statuses=("expired",)))] == [made.code]


def test_a_new_person_in_a_file_does_not_make_its_rows_others_the_second_time(
    open_business: Callable[..., Desk], store_url: str, tmp_path: Path
) -> None:
    second = (
        '[[locations]]\nname = "Bar"\ntimezone = "Atlantic/Canary"\n\n[[staff]]\nname = "Marta"\nlocation = "Centro"'
    )
    text = SALON.replace('[[staff]]\nname = "Marta"', second, 1)
    text = text.replace('name = "Ana"\n', 'name = "Ana"\nlocation = "Centro"\n')
    text = text.replace('name = "Cabina 1"', 'name = "Cabina 1"\nlocation = "Centro"')
    text = text.replace('name = "láser"', 'name = "láser"\nlocation = "Centro"')
    desk = open_business(store_url, text)
    file = tmp_path / "k.csv"
    file.write_text(
        "date,time,duration,service,staff,customer,status\n2026-12-18,10:00,30,Nuevo,Nora,Carla,cancelled\n"
        "2026-12-18,11:00,30,Nuevo,Nora,Carla,\n"
    )
    assert run(desk, "reservations", file, create_missing=True).imported == 2
    again = run(desk, "reservations", file, create_missing=True)
    assert (again.imported, again.unchanged, again.rejected) == (0, 2, ())


def test_an_undo_whose_time_is_taken_says_so_in_a_whole_sentence(desk: Desk) -> None:
    made = desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    desk.cancel(made.code)
    op = desk.history(made.code)[-1].op
    desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta", "Leo"))
    with pytest.raises(FrontdeskError) as refused:
        desk.undo(op)
    assert str(refused.value) == "That time is taken."
