"""Customers from rows; hostile text comes in as text."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from frontdesk.base.text import clean, clean_note
from frontdesk.desk import exports, values
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import run
from tests.desk.imports.files import bring, counts, find_shared

EXCERPT = Path(__file__).with_name("naughty_excerpt.json")
"""Sixty-four of the big-list-of-naughty-strings (MIT, Max Woolf)."""


def test_rows_become_customers(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Nombre;Apellidos;Móvil;Correo;Cumpleaños;Etiquetas;Notas;Idioma;Ref\n"
        'José;Ñúñez Gil;612 34 56 78;Jose@EXAMPLE.com;3/4/80;vip, rubio;"uno\ndos";español;7\n'
        "Ana;;;;;;;;8\n"
        "Eva;;;bad address;;;;;9\n"
        "Pía;;;;31/2/1990;;;;10\n"
        ";;;;;;;;11\n"
    )
    result = bring(desk, tmp_path / "a.csv", text, "customers")
    assert counts(result) == (2, 0, 0, [(4, "wrong_value"), (5, "wrong_value"), (6, "wrong_value")])
    card = desk.customer(desk.customers("jose nunez")[0].id)
    one = card.customer
    assert (one.name, one.phone, one.email) == ("José Ñúñez Gil", "+34612345678", "Jose@example.com")
    assert (one.birthday, one.tags, one.language, one.external_id) == ("1980-04-03", ("rubio", "vip"), "es", "7")
    assert [note.body for note in card.notes] == ["uno\ndos"]
    assert counts(bring(desk, tmp_path / "a.csv", text, "customers"))[:3] == (0, 0, 2)


def test_a_changed_row_is_brought_in_unless_it_was_touched_here(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    header = "id,name,phone,notes\n"
    assert counts(bring(desk, path, f"{header}1,Ana,600111222,\n2,Eva,,\n", "customers"))[:3] == (2, 0, 0)
    assert counts(bring(desk, path, f"{header}1,Ana,600333444,llamó\n2,Eva,,\n", "customers"))[:3] == (0, 1, 1)
    assert desk.customers("Ana")[0].phone == "+34600333444"
    desk.edit_customer(desk.customers("Ana")[0].id, values.CustomerEdit(phone="600555666"))
    assert counts(bring(desk, path, f"{header}1,Ana,600777888,llamó\n2,Eva,,\n", "customers"))[:3] == (0, 0, 2)
    assert desk.customers("Ana")[0].phone == "+34600555666"


def test_s43_one_address_two_people(desk: Desk, tmp_path: Path) -> None:
    text = "name,email\nAna Gil,casa@example.com\nLuis Gil,casa@example.com\nana gil,casa@example.com\n"
    assert counts(bring(desk, tmp_path / "a.csv", text, "customers")) == (2, 0, 1, [])
    assert sorted(one.name for one in desk.customers("gil")) == ["Ana Gil", "Luis Gil"]
    desk.add_customer(values.CustomerWish(name="Eva", email="eva@example.com"))
    text = "name,email,phone\nEva,EVA@example.com,600111222\nOtra,eva@example.com,600111222\n"
    assert counts(bring(desk, tmp_path / "a.csv", text, "customers")) == (1, 1, 0, [])
    eva = desk.customers("Eva")[0]
    assert (eva.name, eva.email, eva.phone) == ("Eva", "eva@example.com", "+34600111222")


def test_people_known_by_name_alone(desk: Desk, tmp_path: Path) -> None:
    assert counts(bring(desk, tmp_path / "a.csv", "name\nAna\nANA\nAna\n", "customers"))[:3] == (3, 0, 0)
    assert counts(bring(desk, tmp_path / "a.csv", "name\nAna\nANA\nAna\n", "customers"))[:3] == (0, 0, 3)
    assert len(desk.customers("Ana")) == 3


def test_two_front_desks_may_give_the_same_numbers(desk: Desk, tmp_path: Path) -> None:
    header = ",".join(exports.CUSTOMERS)
    for name in ("Ana", "Eva"):
        text = f"{header}\nC1,{name},,,,,,,\n"
        assert counts(bring(desk, tmp_path / "a.csv", text, "customers"))[:3] == (1, 0, 0)
        assert counts(bring(desk, tmp_path / "a.csv", text, "customers"))[:3] == (0, 0, 1)
    assert sorted(one.name for one in desk.customers("")) == ["Ana", "Eva"]


def _hostile(desk: Desk, tmp_path: Path, strings: list[str]) -> None:
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(["external_id", "name", "phone", "notes"])
        for number, text in enumerate(strings):
            writer.writerow([f"n{number}", exports.guarded(text), "", exports.guarded(text)])
            writer.writerow([f"p{number}", f"Phone {number}", exports.guarded(text), ""])
    result = run(desk, "customers", path)
    stored = {one.external_id: one for one in desk.customers("", limit=10_000)}
    nameless = {one.row for one in result.rejected}
    for number, text in enumerate(strings):
        seen = text.encode("utf-8", "replace").decode()
        name = clean(seen.strip()).strip()
        if not name:
            assert 2 * number + 2 in nameless
            continue
        one = stored[f"n{number}"]
        assert one.name == name
        note = clean_note(seen.strip()).strip()
        assert [written.body for written in desk.customer(one.id).notes] == ([note] if note else [])
        phone = stored[f"p{number}"].phone or ""
        assert phone == name or phone.startswith("+")
    everybody = desk.customers("", limit=10_000)
    assert not any(
        ord(letter) < 32 or 127 <= ord(letter) < 160 for one in everybody for letter in one.name + (one.phone or "")
    )
    exports.write(desk, "customers", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not any(
            cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell for row in csv.reader(file) for cell in row
        )


def test_hostile_text_comes_in_as_it_was(desk: Desk, tmp_path: Path) -> None:
    _hostile(desk, tmp_path, json.loads(EXCERPT.read_text(encoding="utf-8")))


def test_every_hostile_string(sqlite_desk: Desk, tmp_path: Path) -> None:
    whole = find_shared("hostile/naughty_strings.json")
    if whole is None:
        pytest.skip("the whole list of naughty strings does not lie beside this checkout")
    _hostile(sqlite_desk, tmp_path, json.loads(whole.read_text(encoding="utf-8")))


def test_a_merge_and_its_undo_leave_the_rows_of_a_file_known(desk: Desk, tmp_path: Path) -> None:
    path, text = tmp_path / "a.csv", "id,name,phone,notes\n1,Ana,600111222,una\n2,Ana B,600111222,dos\n"
    assert counts(bring(desk, path, text, "customers"))[:3] == (2, 0, 0)
    one, two = (found.id for found in desk.customers("ana"))
    desk.merge_customers(one, two)
    assert counts(bring(desk, path, text, "customers"))[:3] == (0, 0, 2)
    desk.undo()
    assert counts(bring(desk, path, text, "customers"))[:3] == (0, 0, 2)
    assert [[note.body for note in desk.customer(who).notes] for who in (one, two)] == [["una"], ["dos"]]
