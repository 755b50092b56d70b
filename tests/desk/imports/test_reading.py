"""Files are read by what is in them: encodings, delimiters, sheets, contacts; broken ones are refused in one sentence."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.imports import cells, fields, sniff, tables
from frontdesk.desk.imports.sources import Source

TEXT = "Nombre;Teléfono;Notas\nJosé Ñúñez;0612345678;uno\nBegoña;007;dos\n"


def said(path: Path, kind: str = "customers", **mapping: str) -> list[dict[str, str]]:
    rows = []
    for _number, row in Source(path, kind, sniff.examine(path), mapping):
        assert isinstance(row, dict), row
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "utf-32"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_s44_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str, ends: str) -> None:
    path = tmp_path / "anything.bin"
    path.write_bytes(TEXT.replace(";", delimiter).replace("\n", ends).encode(encoding))
    assert said(path) == [
        {"name": "José Ñúñez", "phone": "0612345678", "notes": "uno"},
        {"name": "Begoña", "phone": "007", "notes": "dos"},
    ]


def test_utf16_with_marks_of_either_order(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        path.write_bytes(mark + TEXT.encode(name))
        assert said(path)[0]["name"] == "José Ñúñez"


def test_a_few_spoilt_bytes_do_not_spoil_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((TEXT + "Ñoño Ávila Peña;1;é\n" * 20).encode() + b"Mal\xe9;2;x\n")
    assert said(path)[0]["name"] == "José Ñúñez"


def test_quotes_newlines_and_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'sep=|\nName|Notes\n"García | Ana"|"first ""line""\nsecond, line"\n\nLuis|5\'10" tall\n', encoding="utf-8"
    )
    assert said(path) == [
        {"name": "García | Ana", "notes": 'first "line"\nsecond, line'},
        {"name": "Luis", "notes": "5'10\" tall"},
    ]


def test_the_header_stands_below_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Clientes de la peluquería,,\n,,\nNombre,Apellidos,Móvil\nAna,Pérez Gil,600111222\n", encoding="utf-8"
    )
    source = Source(path, "customers", sniff.examine(path), {})
    assert list(source) == [(4, {"first_name": "Ana", "last_name": "Pérez Gil", "phone": "600111222"})]


def test_sheets_keep_dates_numbers_and_zeros(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "no-ending"
    with xlsxwriter.Workbook(str(path)) as book:
        hidden = book.add_worksheet("oculta")
        hidden.write_row(0, 0, ["fecha", "hora", "servicio", "cliente"])
        book.add_worksheet("vacía").activate()
        sheet = book.add_worksheet("citas")
        hidden.hide()
        day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, ["Fecha", "Hora", "Servicio", "Cliente", "Teléfono", "Precio", "Personas"])
        sheet.write_datetime(1, 0, dt.datetime(2026, 11, 23), day)
        sheet.write_datetime(1, 1, dt.time(10, 15), clock)
        sheet.write_string(1, 2, "Corte")
        sheet.write_string(1, 3, "Ana")
        sheet.write_string(1, 4, "0034600111222")
        sheet.write_number(1, 5, 25.5)
        sheet.write_number(1, 6, 2)
    assert said(path, "reservations") == [
        {
            "date": "2026-11-23", "time": "10:15", "service": "Corte", "customer": "Ana", "phone": "0034600111222",
            "price": "25.5", "party": "2",
        }
    ]  # fmt: skip
    assert tables.as_text(dt.datetime(2026, 11, 23, 9, 59, 59, 999_600)) == "2026-11-23 10:00"


def test_contacts_of_every_version(tmp_path: Path) -> None:
    path = tmp_path / "contacts"
    path.write_text(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Garc=C3=ADa;Jos=C3=A9;;;\n"
        "TEL;HOME:911234567\nTEL;CELL;PREF:600 111 222\nBDAY:19800102\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana L\\, Pérez\nEMAIL:ana@example.com\nCATEGORIES:vip,amiga\nUID:urn:uuid:abc\n"
        "NOTE:uno\\ndos\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:cut off\n",
        encoding="utf-8",
    )
    first, second, third = (row for _number, row in Source(path, "customers", sniff.examine(path), {}))
    assert first == {"name": "José García", "phone": "600 111 222", "birthday": "19800102", "notes": "911234567"}
    assert second == {
        "name": "Ana L, Pérez", "email": "ana@example.com", "tags": "vip,amiga", "notes": "uno\ndos", "external_id": "abc"
    }  # fmt: skip
    assert isinstance(third, FrontdeskError)


def _archive(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n\n",
        b"\xef\xbb\xbf",
        b"PK\x03\x04 cut off",
        bytes(range(256)) * 40,
        b"%PDF-1.7 something",
        b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 400,
        b"2026-11-23,10:00,Corte,Ana\n",
        b"colour,shape\nred,round\n",
        b'name,notes\nAna,"never closed\nBea,x\nCloe,y\n',
        b"name,notes\nAna," + b"x" * 3_000_000 + b"\n",
        b'name,notes\nAna,"' + b"x" * 300_000 + b'"\n',
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook",
    ],
)
def test_broken_files_are_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(FrontdeskError) as caught:
        said(path)
    assert caught.value.code == "wrong_file"
    assert "\n" not in str(caught.value)
    assert "file.csv" in str(caught.value)


def test_other_files_that_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    _archive(path)
    for wrong in (path, tmp_path, tmp_path / "absent.csv"):
        with pytest.raises(FrontdeskError) as caught:
            said(wrong)
        assert caught.value.code == "wrong_file"


def test_a_mapping_wins_and_names_the_columns_when_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Quién,Name,Llámale\nAna,alias,600111222\n", encoding="utf-8")
    assert said(path, name="Quién", phone="llamale") == [{"name": "Ana", "phone": "600111222"}]
    for wrong in ({"name": "Nadie"}, {"colour": "Name"}):
        with pytest.raises(FrontdeskError) as caught:
            said(path, **wrong)
        assert caught.value.code == "wrong_value"
    with pytest.raises(FrontdeskError, match="Quién, Name, Llámale"):
        said(path, name="Nadie")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Date,Start time,End time,Service name,Staff member,Client,Mobile phone,E-mail,Pax,Booking status,Remarks,Amount,Ref",
         "date time end service staff customer phone email party status notes price external_id"),
        ("DÍA;Hora de inicio;Duración (min);Tratamiento;Atendido por;Nombre;Apellidos;Tlf.;Correo electrónico;Comensales;Estado;"
         "Observaciones;Importe;Código", "date time duration service staff first_name last_name phone email party status notes"
         " price external_id"),
        ("id,startTime,endTime,serviceName,employee,customerName", "external_id time end service staff customer"),
        ("external_id,code,start,end", "external_id code start end"),
    ],
)  # fmt: skip
def test_column_names_in_both_languages(header: str, found: str) -> None:
    columns = header.replace(";", ",").split(",")
    known = fields.recognised("reservations", columns)
    assert {field: columns[index] for field, index in known.items()} == dict(zip(found.split(), columns, strict=True))


def when(text: str, order: str = "dmy") -> str:
    found = cells.moment(text, order, 2036)
    day = dt.date.fromordinal(found.day).isoformat() if found.day is not None else ""
    clock = f"{found.minute // 60:02d}:{found.minute % 60:02d}" if found.minute is not None else ""
    return f"{day} {clock}{'' if found.offset is None else f' {found.offset}'}".strip()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026-11-23T10:00:00+01:00", "2026-11-23 10:00 60"),
        ("20261123T100000Z", "2026-11-23 10:00 0"),
        ("23/11/2026", "2026-11-23"),
        ("3.4.26", "2026-04-03"),
        ("1/1/99", "1999-01-01"),
        ("23-11-2026 5:30 pm", "2026-11-23 17:30"),
        ("23.11.2026 17.30", "2026-11-23 17:30"),
        ("lunes, 23 de noviembre de 2026 a las 10:00", "2026-11-23 10:00"),
        ("Nov 23, 2026 5:30 PM", "2026-11-23 17:30"),
        ("46349", "2026-11-23"),
        ("46349.416666667", "2026-11-23 10:00"),
        ("5:30 pm", "17:30"),
        ("5:30 p. m.", "17:30"),
        ("12:00 am", "00:00"),
        ("12:30 PM", "12:30"),
        ("17h30", "17:30"),
        ("17.30", "17:30"),
        ("0930", "09:30"),
        ("0.4375", "10:30"),
    ],
)
def test_dates_and_times(text: str, read: str) -> None:
    assert when(text) == read


def test_the_order_of_a_date_is_never_guessed() -> None:
    assert when("3/4/2026", "dmy") == "2026-04-03"
    assert when("3/4/2026", "mdy") == "2026-03-04"
    assert when("26/4/3", "ymd") == "2026-04-03"
    for text, order in (
        ("11/23/2026", "dmy"),
        ("23/11/2026", "mdy"),
        ("23/11/2026", "ymd"),
        ("31/02/2026", "dmy"),
        ("mañana", "dmy"),
    ):
        with pytest.raises(ValueError, match="date"):
            when(text, order)


@pytest.mark.parametrize("text", ["25:00", "13:00 pm", "10:75", "noon-ish"])
def test_times_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"time|date"):
        when(text)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("25", 2500), ("25,00 €", 2500), ("€ 25.5", 2550), ("1.234,50", 123450), ("$1,234.50", 123450), ("1.234", 123400),
     ("1 234,50 €", 123450), ("0", 0)],
)  # fmt: skip
def test_prices(text: str, cents: int) -> None:
    assert cells.price(text, "EUR") == cents


@pytest.mark.parametrize("text", ["-5", "gratis", "1,2345", "25 o 30"])
def test_prices_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="money"):
        cells.price(text, "EUR")


def test_lengths_statuses_phones() -> None:
    assert [cells.duration(text) for text in ("45", "45 min", "1h30", "1:30", "1,5 h", "1 hora y 30 minutos")] == [
        45,
        45,
        90,
        90,
        90,
        90,
    ]
    words = ("Confirmada", "No se presentó", "no-show", "Anulado", "Checked in", "Realizada", "pendiente")
    assert [cells.status(word) for word in words] == [
        "confirmed", "no_show", "no_show", "cancelled", "arrived", "completed", "pending"
    ]  # fmt: skip
    numbers = ("612 34 56 78", "34612345678", "0034612345678", "+1 212 555 0123", "007", "ask Ana")
    assert [cells.phone(text, "ES") for text in numbers] == [
        "+34612345678", "+34612345678", "+34612345678", "+12125550123", "007", "ask Ana"
    ]  # fmt: skip
