"""Reservations from rows, through the desk, on real databases."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep, values
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import run
from frontdesk.engine.zones import epoch_minute
from frontdesk.language.obstacles import local_text
from frontdesk.store.connection import Store
from tests.desk.imports.files import HEADER, bring, counts, everything, many, times

MADRID = "Europe/Madrid"


def minute(day: int, clock: str, month: int = 11) -> int:
    """An epoch minute of 2026 in Madrid."""
    import datetime as dt

    hour, rest = clock.split(":")
    return epoch_minute(dt.date(2026, month, day).toordinal(), int(hour) * 60 + int(rest), MADRID)


def booking(desk: Desk, start: int, staff: str = "Marta", service: str = "Corte") -> values.Booking:
    line = values.LineWish(desk.find_service(service).id, desk.find_resource(staff).id)
    return values.Booking((line,), start, values.CustomerWish(name="Otra"))


def test_rows_become_reservations(desk: Desk, tmp_path: Path) -> None:
    text = (
        f"{HEADER}\n"
        "23/11/2026,10:00,Corte,Marta,José Ñúñez,612345678,jose@example.com,,trae niño,a1\n"
        "23/11/26,5:30 pm,corte,marta,Ana Gil,,,pendiente,,a2\n"
        "20/11/2026,9:00,Corte,Ana,Ana Gil,,,,,a3\n"
        "24/11/2026,10:00,Corte,,Eva Sol,,,,,a4\n"
        "25/11/2026,10:00,Masaje,Marta,Eva Sol,,,,,a5\n"
        "25/11/2026,10:00,Corte,Ana,Eva Sol,,,anulada,,a6\n"
    )
    told: list[tuple[int, int]] = []
    result = bring(desk, tmp_path / "a.csv", text, progress=lambda done, total, what: told.append((done, total)))
    assert counts(result) == (6, 0, 0, [])
    assert told[-1] == (6, 6)
    found = {one.start: one for one in everything(desk)}
    first = found[minute(23, "10:00")]
    assert (first.status, first.staff, first.end - first.start, first.notes) == ("confirmed", "Marta", 45, "trae niño")
    assert (first.customer.name, first.customer.phone, first.customer.email) == (
        "José Ñúñez",
        "+34612345678",
        "jose@example.com",
    )
    assert (first.price, first.channel) == (2500, "import")
    assert found[minute(23, "17:30")].status == "pending"
    assert found[minute(20, "9:00")].status == "completed"
    assert found[minute(24, "10:00")].staff in ("Marta", "Ana")
    assert found[minute(25, "10:00")].status in ("confirmed", "cancelled")
    assert {one.resources for one in everything(desk) if one.service == "Masaje"} == {("Marta", "Cabina 1")}
    assert len({one.customer.id for one in everything(desk)}) == 3


def test_s44_the_same_file_again_brings_nothing_new(desk: Desk, tmp_path: Path) -> None:
    rows = "23/11/2026;10:00;Corte;Marta;José Ñúñez;0612;;;uno\n23/11/2026;12:00;Corte;Marta;Begoña;007;;;dos\n"
    text = "Fecha;Hora;Servicio;Profesional;Cliente;Teléfono;Correo;Estado;Notas\n" + rows
    assert counts(bring(desk, tmp_path / "a", text.encode("latin-1"))) == (2, 0, 0, [])
    assert counts(bring(desk, tmp_path / "a", text.encode("latin-1"))) == (0, 0, 2, [])
    assert counts(bring(desk, tmp_path / "b", text.replace(";", "\t").encode("utf-16"))) == (0, 0, 2, [])
    longer = text + "24/11/2026;10:00;Corte;Marta;Begoña;007;;;\n"
    assert counts(bring(desk, tmp_path / "a", longer)) == (1, 0, 2, [])
    assert [one.phone for one in desk.customers("Begoña")] == ["007"]
    assert len(everything(desk)) == 3


def test_a_row_that_is_there_twice_is_two_visits(desk: Desk, tmp_path: Path) -> None:
    row = "23/11/2026,10:00,Corte,,Ana,,,,,\n"
    assert counts(bring(desk, tmp_path / "a.csv", f"{HEADER}\n{row}{row}")) == (2, 0, 0, [])
    assert {one.staff for one in everything(desk)} == {"Ana", "Marta"}
    assert counts(bring(desk, tmp_path / "a.csv", f"{HEADER}\n{row}{row}{row}")) == (0, 0, 2, [(4, "slot_taken")])


def test_rejected_rows_change_nothing_and_say_why(desk: Desk, tmp_path: Path) -> None:
    rows = [
        "23/11/2026,10:00,Corte,Marta,Ana,,,,,1",
        "31/11/2026,10:00,Corte,Marta,A,,,,,2",
        "11/23/2026,10:00,Corte,Marta,B,,,,,3",
        "23/11/2026,25:00,Corte,Marta,C,,,,,4",
        "23/11/2026,10:00,Tinte,Marta,D,,,,,5",
        "23/11/2026,12:00,Corte,Pepe,E,,,,,6",
        "23/11/2026,10:30,Corte,Marta,F,,,,,7",
        "23/11/2026,15:00,Corte,Marta,G,,,,,8",
        "23/11/2026,,Corte,Marta,H,,,,,9",
        "23/11/2026,12:00,Corte,Marta,I,,not an address,,,10",
        "23/11/2026,12:00,Corte,Marta,J,,,extraviada,,11",
        "23/11/2026,12:00,Corte,Marta,,,,,,12",
        "23/11/2026,12:00,,Marta,L,,,,,13",
        "23/11/2026,12:00,Corte,Marta,M,,,,,14,one too many",
        "24/11/2026,12:00,Corte,Marta,N,,,,,1",
        "22/11/2020,12:00,Corte,Marta,Past on a Sunday,,,,,16",
    ]
    result = bring(desk, tmp_path / "a.csv", f"{HEADER}\n" + "\n".join(rows) + "\n")
    assert counts(result)[0] == 2
    assert {one.row - 1: one.reason for one in result.rejected} == {
        2: "wrong_value", 3: "wrong_value", 4: "wrong_value", 5: "not_found", 6: "not_found", 7: "slot_taken", 8: "not_open",
        9: "wrong_value", 10: "wrong_value", 11: "wrong_value", 12: "wrong_value", 13: "wrong_value", 14: "wrong_value",
        15: "wrong_value",
    }  # fmt: skip
    assert result.rows == 16
    assert all(one.message.endswith(".") for one in result.rejected)
    assert "10:00" in next(one.message for one in result.rejected if one.reason == "slot_taken")
    assert {one.name for one in desk.customers("")} == {"Ana", "Past on a Sunday"}


def test_s25_a_row_that_breaks_a_buffer_is_refused_with_the_rule(desk: Desk, tmp_path: Path) -> None:
    desk.book(booking(desk, minute(23, "10:00")))
    rows = (
        "23/11/2026,10:50,Corte,Marta,Ana,,,,,1\n"
        "23/11/2026,9:10,Corte,Marta,Eva,,,,,2\n"
        "23/11/2026,10:55,Corte,Marta,Pía,,,,,3\n"
    )
    result = bring(desk, tmp_path / "a.csv", f"{HEADER}\n{rows}")
    assert counts(result) == (1, 0, 0, [(2, "slot_taken"), (3, "slot_taken")])
    assert all("needs a margin beside the appointment of" in one.message for one in result.rejected)


def test_overlap_when_a_manager_says_so(desk: Desk, tmp_path: Path) -> None:
    rows = (
        "23/11/2026,10:00,Corte,Marta,Ana,,,,,1\n"
        "23/11/2026,10:15,Corte,Marta,Eva,,,,,2\n"
        "23/11/2026,15:00,Corte,Marta,Pía,,,,,3\n"
    )
    path = tmp_path / "a.csv"
    assert counts(bring(desk, path, f"{HEADER}\n{rows}", allow_overlap=True)) == (2, 0, 0, [(4, "not_open")])
    assert times(desk) == ["2026-11-23 10:00", "2026-11-23 10:15"]
    with pytest.raises(FrontdeskError, match="taken"):
        desk.book(booking(desk, minute(23, "10:45")))


def test_missing_services_and_people_are_made_on_request(desk: Desk, tmp_path: Path) -> None:
    header = "fecha,hora,duración,servicio,profesional,cliente,precio"
    rows = (
        '23/11/2026,10:00,50,Manicura,Zoe,Ana,"18,50 €"\n'
        "23/11/2026,10:30,50,Manicura,Zoe,Eva,\n"
        "23/11/2026,10:00,30,Pedicura,Marta,Pía,\n"
        "23/11/2026,10:00,30,Cejas,Marta,Sol,\n"
    )
    text = f"{header}\n{rows}"
    assert counts(bring(desk, tmp_path / "a.csv", text))[3] == [(row, "not_found") for row in (2, 3, 4, 5)]
    result = bring(desk, tmp_path / "a.csv", text, create_missing=True)
    assert counts(result) == (2, 0, 0, [(3, "slot_taken"), (5, "slot_taken")])
    names = {one.name: one for one in desk.services()}
    assert (names["Manicura"].duration, names["Manicura"].price) == (50, 1850)
    assert "Cejas" not in names
    assert desk.find_resource("Zoe").kind == "staff"
    assert counts(bring(desk, tmp_path / "a.csv", text, create_missing=True))[:3] == (0, 0, 2)


def test_the_clock_goes_forward_and_back(desk: Desk, tmp_path: Path) -> None:
    header = "inicio,fin,servicio,profesional,cliente"
    rows = (
        "2026-03-29 02:30,,Corte,Marta,Ana\n"
        "2026-10-25 02:30,,Corte,Marta,Ana\n"
        "2026-10-25T02:30+02:00,,Corte,Marta,Ana\n"
        "2026-10-25T02:30+01:00,,Corte,Marta,Ana\n"
        "2026-10-24 23:30,2026-10-25 04:00,Corte,Ana,Ana\n"
        "2026-03-28 23:30,2026-03-29 04:00,Corte,Ana,Ana\n"
    )
    result = bring(desk, tmp_path / "a.csv", f"{header}\n{rows}")
    assert counts(result) == (4, 0, 0, [(2, "nonexistent_time"), (3, "ambiguous_time")])
    found = everything(desk)
    assert sorted(one.end - one.start for one in found if one.staff == "Ana") == [3 * 60 + 30, 5 * 60 + 30]
    pair = sorted(one.start for one in found if one.staff == "Marta")
    assert pair[1] - pair[0] == 60


def test_a_row_changed_in_the_file_moves_unless_it_was_touched_here(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def text(first: str, second: str) -> str:
        return f"{HEADER}\n23/11/2026,{first},Corte,Marta,Ana,,,,,a\n23/11/2026,{second},Corte,Marta,Eva,,,,,b\n"

    assert counts(bring(desk, path, text("10:00", "12:00"))) == (2, 0, 0, [])
    assert counts(bring(desk, path, text("12:00", "10:00"))) == (0, 2, 0, [])  # they change places
    assert [(one.customer.name, one.version) for one in everything(desk)] == [("Eva", 2), ("Ana", 2)]
    assert counts(bring(desk, path, text("12:30", "10:00"))) == (0, 1, 1, [])
    assert counts(bring(desk, path, text("10:30", "10:00"))) == (0, 0, 1, [(2, "slot_taken")])
    ana = next(one for one in everything(desk) if one.customer.name == "Ana")
    desk.edit(ana.code, values.ReservationEdit(notes="avisa tarde"))
    assert counts(bring(desk, path, text("13:00", "10:00"))) == (0, 0, 2, [])
    assert local_text(desk.reservation(ana.code).start, MADRID).endswith("12:30")
    assert [change.verb for change in desk.history(ana.code)] == ["import", "import", "import", "edit"]


def test_s43_a_match_by_phone_or_mail_alone_is_somebody_else(desk: Desk, tmp_path: Path) -> None:
    rows = (
        "23/11/2026,9:00,Corte,Marta,Ana Gil,600111222,casa@example.com,,,1\n"
        "23/11/2026,10:00,Corte,Marta,Luis Gil,600111222,casa@example.com,,,2\n"
        "23/11/2026,11:00,Corte,Marta,ANA GIL,+34 600 11 12 22,,,,3\n"
        "23/11/2026,12:00,Corte,Marta,Ana Gil,,CASA@example.com,,,4\n"
        "23/11/2026,13:00,Corte,Marta,Ana Gil,,,,,5\n"
        "23/11/2026,16:00,Corte,Marta,Ana Gil,699999999,,,,6\n"
        "23/11/2026,17:00,Corte,Marta,,600111222,,,,7\n"
    )
    assert counts(bring(desk, tmp_path / "a.csv", f"{HEADER}\n{rows}"))[:1] == (7,)
    who = [one.customer.id for one in everything(desk)]
    assert who[0] != who[1]
    assert who[0] == who[2] == who[3] == who[4]
    assert who[5] not in who[:5]
    people = {one.id: one for one in desk.customers("Gil")}
    assert (people[who[0]].name, people[who[1]].name) == ("Ana Gil", "Luis Gil")
    assert people[who[0]].email == people[who[1]].email == "casa@example.com"


def test_sessions_tables_and_stays(open_business: Callable[[str, str], Desk], store_url: str, tmp_path: Path) -> None:
    desk = open_business(
        store_url,
        """
[business]
name = "Casa"
locale = "es"
currency = "EUR"
country = "ES"
[[locations]]
name = "Centro"
timezone = "Europe/Madrid"
hours = { mon = ["09:00-23:00"], tue = ["09:00-23:00"] }
[[staff]]
name = "Ana"
[[tables]]
name = "1"
seats = 2
[[tables]]
name = "2"
seats = 4
[[rooms]]
name = "101"
[[services]]
name = "Mesa"
duration = 90
max_party = 8
needs = ["table"]
[[services]]
name = "Doble"
duration = 1440
needs = ["room"]
nights = true
check_in = "15:00"
check_out = "11:00"
price = "80.00"
[[services]]
name = "Yoga"
duration = 60
price = "12.00"
[[sessions]]
service = "Yoga"
staff = "Ana"
start = 2026-11-24T18:00:00
duration = 60
capacity = 3
""",
    )
    rows = (
        "24/11/2026,14:00,Mesa,Eva,4,\n24/11/2026,14:00,Mesa,Pía,2,\n24/11/2026,14:30,Mesa,Sol,2,\n"
        "24/11/2026,,Doble,Eva,2,26/11/2026\n26/11/2026,,Doble,Pía,2,27/11/2026\n25/11/2026,,Doble,Sol,2,26/11/2026\n"
        "24/11/2026,18:00,Yoga,Eva,2,\n24/11/2026,18:00,Yoga,Pía,1,\n24/11/2026,18:00,Yoga,Sol,1,\n24/11/2026,19:00,Yoga,Sol,1,\n"
        "24/11/2026,18:00,Yoga,Eva,1,\n"
    )
    result = bring(desk, tmp_path / "a.csv", f"fecha,hora,servicio,cliente,personas,fin\n{rows}")
    assert counts(result)[0] == 6
    assert {one.row: one.reason for one in result.rejected} == {
        4: "slot_taken", 7: "slot_taken", 10: "session_full", 11: "not_open", 12: "session_full"
    }  # fmt: skip
    assert {(one.customer.name, one.resources) for one in everything(desk) if one.service == "Mesa"} == {
        ("Eva", ("2",)), ("Pía", ("1",))
    }  # fmt: skip
    stay = next(one for one in everything(desk) if one.service == "Doble" and one.customer.name == "Eva")
    assert (local_text(stay.start, MADRID), local_text(stay.end, MADRID)) == ("2026-11-24 15:00", "2026-11-26 11:00")
    assert (stay.nights, stay.price) == (2, 16000)


def test_who_may_import(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n", encoding="utf-8")
    for role in ("employee", "reception"):
        other = Desk(desk.store, desk.clock, values.Actor("x", role))
        with pytest.raises(FrontdeskError) as caught:
            run(other, "reservations", path)
        assert caught.value.code == "not_allowed"
    assert run(Desk(desk.store, desk.clock, values.Actor("x", "manager")), "reservations", path).rows == 0


def test_a_dry_run_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = (
        "23/11/2026,10:00,Corte,Marta,Ana,,,,,1\n"
        "23/11/2026,10:15,Corte,Marta,Eva,,,,,2\n"
        "28/12/2026,10:15,Corte,Marta,Eva,,,,,3\n"
    )
    trial = Desk(desk.store, desk.clock, desk.actor, dry_run=True)
    before = desk.seq()
    assert counts(bring(trial, tmp_path / "a.csv", f"{HEADER}\n{rows}")) == (2, 0, 0, [(3, "slot_taken")])
    assert (desk.seq(), everything(desk), desk.customers("")) == (before, [], [])


def test_s49_a_second_writer_gets_through(desk: Desk, clock: FixedClock, tmp_path: Path, store_url: str) -> None:
    path = many(tmp_path / "many.csv", 3000)
    other = Desk(Store(store_url), clock, desk.actor)
    waits: list[float] = []
    ended = threading.Event()
    failed: list[Exception] = []

    def book() -> None:
        number = 0
        try:
            while not ended.is_set():
                began = time.perf_counter()
                other.book(booking(other, minute(24 + number // 4, f"{9 + number % 4}:00")))
                waits.append(time.perf_counter() - began)
                number += 1
                if number == 8:
                    return
                time.sleep(0.02)
        except FrontdeskError as error:
            failed.append(error)

    thread = threading.Thread(target=book)
    thread.start()
    result = bring(desk, path)
    ended.set()
    thread.join()
    other.close()
    assert not failed
    assert counts(result) == (3000, 0, 0, [])
    assert len(waits) == 8
    assert sorted(waits)[len(waits) // 2] < 1.0
    assert desk.count(values.Filter()) == 3008


def test_s52_a_broken_import_is_completed_by_a_rerun(desk: Desk, tmp_path: Path) -> None:
    path = many(tmp_path / "many.csv", 600)

    def stop(done: int, total: int, what: str) -> None:
        if done >= 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(desk, path, progress=stop)
    some = desk.count(values.Filter())
    assert 100 <= some < 600
    result = bring(desk, path)
    assert (result.imported, result.unchanged, result.rejected) == (600 - some, some, ())
    assert desk.count(values.Filter()) == 600
    assert len(desk.customers("", limit=1000)) == 301


KILLED = """
import sys
from frontdesk.base.clock import FixedClock
from frontdesk.desk import opening
from frontdesk.desk.imports import run
desk = opening.open_desk(sys.argv[1], clock=FixedClock.at("2026-11-23T08:00:00+01:00"))
run(desk, "reservations", sys.argv[2], progress=lambda done, total, what: print(done, flush=True))
"""


def test_s52_an_import_that_is_killed_is_whole_up_to_its_last_chunk(desk: Desk, tmp_path: Path, store_url: str) -> None:
    path = many(tmp_path / "many.csv", 2000)
    process = subprocess.Popen([sys.executable, "-c", KILLED, store_url, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = 0
    for line in process.stdout:
        told = int(line)
        if told >= 200:
            break
    process.kill()
    process.wait()
    some = desk.count(values.Filter())
    assert told <= some < 2000
    assert not upkeep.check(desk)
    result = bring(desk, path)
    assert (result.imported, result.unchanged, result.rejected) == (2000 - some, some, ())
    assert not upkeep.check(desk)


def test_one_import_is_one_operation(desk: Desk, tmp_path: Path) -> None:
    result = bring(desk, many(tmp_path / "many.csv", 300))
    ops = {change.op for one in desk.reservations(values.Filter(), limit=50) for change in desk.history(one.code)}
    assert ops == {result.op}
