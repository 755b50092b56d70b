"""What goes out comes in again, and no sheet takes it for a formula."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import exports, values
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import run
from frontdesk.engine.zones import epoch_minute
from tests.desk.imports.files import everything

Make = Callable[..., Desk]
ALL = values.Filter(statuses=("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired"))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> int:
    import datetime as dt

    return epoch_minute(dt.date(2026, month, day).toordinal(), hour * 60 + minute, "Europe/Madrid")


def filled(desk: Desk) -> None:
    """A business with one of everything."""
    ids = {one.name: one.id for one in desk.services()}
    who = {one.name: one.id for one in desk.resources()}

    def line(service: str, staff: str | None = None, **more: Any) -> values.LineWish:
        return values.LineWish(ids[service], who[staff] if staff else None, **more)

    def book(start: int, *lines: values.LineWish, name: str, **more: Any) -> values.Reservation:
        contact = {field: more.pop(field) for field in ("phone", "email") if field in more}
        return desk.book(values.Booking(lines, start, values.CustomerWish(name=name, **contact), **more))

    book(
        at(23, 9),
        line("Corte", "Marta"),
        name="José Ñúñez",
        phone="612345678",
        email="Jose@Example.com",
        notes='uno\ndos; "tres"',
    )
    book(at(23, 10), line("Masaje", "Marta"), name="=cmd|' /C calc'!A0", notes="'+1")
    book(
        at(23, 16),
        line("Corte", "Marta"),
        line("Depilación", "Marta"),
        name="Ana Gil",
        phone="ask her: 31 234",
        channel="phone",
    )
    cancelled = book(at(24, 9), line("Corte", "Marta"), name="Ana Gil", phone="ask her: 31 234")
    desk.cancel(cancelled.code, by="customer", reason="enferma")
    book(at(24, 9), line("Corte", "Marta", duration=50), name="@handle", email="odd+one@example.com")
    yoga = next(one for one in desk.services() if one.name == "Yoga")
    book(at(24, 18), values.LineWish(yoga.id), name="Ana Gil", phone="other 21 234", party=2)
    book(at(25, 9), line("Color", "Ana"), name="Ana Gil", phone="ask her: 31 234")
    priced = book(at(26, 9), line("Corte", "Marta"), name="Ana Gil", phone="ask her: 31 234")
    desk.edit(priced.code, values.ReservationEdit(price=1999, notes="-2"))
    desk.add_customer(
        values.CustomerWish(name="Bare"), values.CustomerEdit(birthday="1980-02-29", tags=("vip", "a,b"), language="es")
    )
    desk.add_note("C1", "+first")
    desk.add_note("C1", "second\nline")


def plain(desk: Desk) -> list[Any]:
    found = []
    for one in everything(desk):
        lines = tuple((x.service, x.staff, x.resources, x.start, x.end) for x in one.lines)
        who = (one.customer.name, one.customer.phone, one.customer.email)
        found.append((
            one.start, one.end, one.status, one.service, one.staff, one.resources, lines, one.party, one.channel, who, one.price,
            one.notes, one.cancelled_by, one.reason,
        ))  # fmt: skip
    return sorted(found, key=repr)


def people(desk: Desk) -> list[Any]:
    found = []
    for one in desk.customers("", limit=10_000):
        notes = sorted(note.body for note in desk.customer(one.id).notes)
        found.append(
            (one.name, one.phone, one.email, one.birthday, one.language, sorted(one.tags), notes, one.external_id)
        )
    return sorted(found, key=repr)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ics"])
def test_reservations_go_out_and_come_in_again(
    open_business: Make, desk: Desk, tmp_path: Path, store_url: str, ending: str
) -> None:
    filled(desk)
    out = tmp_path / f"out{ending}"
    assert exports.write(desk, "reservations", out, ALL) == 8
    other = open_business(str(tmp_path / "other.db"))
    result = run(other, "reservations", out)
    assert (result.imported, result.rejected) == (8, ())
    assert plain(other) == plain(desk)
    assert run(other, "reservations", out).unchanged == 8
    again = run(desk, "reservations", out)
    assert (again.unchanged, again.imported, again.rejected) == (8, 0, ())


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_customers_go_out_and_come_in_again(
    open_business: Make, sqlite_desk: Desk, tmp_path: Path, ending: str
) -> None:
    desk = sqlite_desk
    filled(desk)
    out = tmp_path / f"out{ending}"
    many = exports.write(desk, "customers", out)
    other = open_business(str(tmp_path / "other.db"))
    assert run(other, "customers", out).imported == many
    assert people(other) == people(desk)
    assert run(other, "customers", out).unchanged == many
    exports.write(desk, "reservations", tmp_path / f"r{ending}", ALL)
    assert run(other, "reservations", tmp_path / f"r{ending}").imported == 8
    assert people(other) == people(desk)
    assert run(desk, "customers", out).imported == 0


def test_contacts_go_out_and_come_in_again(open_business: Make, sqlite_desk: Desk, tmp_path: Path) -> None:
    sqlite_desk.add_customer(
        values.CustomerWish(name="José; Ñúñez, hijo", phone="612345678", email="jose@example.com"),
        values.CustomerEdit(birthday="1980-02-29", tags=("amiga", "vip")),
    )
    sqlite_desk.add_note("C1", "uno\ndos")
    assert exports.write(sqlite_desk, "customers", tmp_path / "a.vcf") == 1
    other = open_business(str(tmp_path / "other.db"))
    assert run(other, "customers", tmp_path / "a.vcf").imported == 1
    assert people(other) == people(sqlite_desk)


def test_s45_no_cell_begins_like_a_formula(sqlite_desk: Desk, tmp_path: Path) -> None:
    names = ["=1+1", "+34", "-2", "@SUM(A1)", "'=1", "plain", "''+x"]
    for name in names:
        sqlite_desk.add_customer(values.CustomerWish(name=name, phone="612345678"))
    exports.write(sqlite_desk, "customers", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(text.decode("utf-8-sig").splitlines()))
    assert {row[1] for row in rows[1:]} == {"'=1+1", "'+34", "'-2", "'@SUM(A1)", "''=1", "plain", "'''+x"}
    assert {row[2] for row in rows[1:]} == {"'+34612345678"}
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    exports.write(sqlite_desk, "customers", tmp_path / "a.xlsx")
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


_numbers = itertools.count()
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=8))
def test_any_text_goes_out_and_comes_in_again(
    open_business: Make, tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    number = next(_numbers)
    desk, other = (open_business(str(tmp_path / f"{number}-{side}.db")) for side in "ab")
    for name, phone, note in rows:
        made = desk.add_customer(values.CustomerWish(name=name, phone=f"12345 {phone}"))
        desk.add_note(made.id, note)
    for ending in (".csv", ".xlsx"):
        out = tmp_path / f"{number}{ending}"
        exports.write(desk, "customers", out)
        run(other, "customers", out)
        assert people(other) == people(desk)


def test_what_is_refused(sqlite_desk: Desk, tmp_path: Path) -> None:
    filled(sqlite_desk)
    path = tmp_path / "a.csv"
    told: list[tuple[int, int]] = []
    only = values.Filter(first=at(23, 0) // 1440 + 719163, last=at(23, 9) // 1440 + 719163)
    assert (
        exports.write(sqlite_desk, "reservations", path, only, lambda done, total, what: told.append((done, total)))
        == 3
    )
    assert told[-1] == (3, 3)
    for kind, name, code in (
        ("reservations", "a.csv", "file_exists"), ("reservations", "a.vcf", "wrong_value"), ("customers", "a.ics", "wrong_value"),
        ("customers", "a", "wrong_value"), ("staff", "b.csv", "wrong_value"), ("customers", "no/such/folder.csv", "wrong_file"),
    ):  # fmt: skip
        with pytest.raises(FrontdeskError) as caught:
            exports.write(sqlite_desk, kind, tmp_path / name)
        assert caught.value.code == code
    assert exports.write(sqlite_desk, "customers", path, "Gil", overwrite=True) == 2
    reception = Desk(sqlite_desk.store, sqlite_desk.clock, values.Actor("x", "reception"))
    with pytest.raises(FrontdeskError, match="role"):
        exports.write(reception, "customers", tmp_path / "b.csv")
    assert sorted(one.name for one in tmp_path.iterdir() if "csv" in one.name or "part" in one.name) == ["a.csv"]


def test_a_listener_that_stops_leaves_no_file(sqlite_desk: Desk, tmp_path: Path) -> None:
    filled(sqlite_desk)

    def stop(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exports.write(sqlite_desk, "customers", tmp_path / "b.csv", progress=stop)
    assert not list(tmp_path.glob("*b.csv*"))


def test_what_matters_of_a_customer_goes_out_too(desk: Desk, tmp_path: Path) -> None:
    made = desk.add_customer(values.CustomerWish(name="Carmen"))
    desk.edit_customer(made.id, values.CustomerEdit(preferences={"alergia": "amoniaco", "silla": "3"}))
    exports.write(desk, "customers", tmp_path / "out.csv")
    assert "alergia: amoniaco; silla: 3" in (tmp_path / "out.csv").read_text("utf-8-sig")
