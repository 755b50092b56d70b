"""Customers and reservations as files: tables, contacts, calendars; what goes out can come in again."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.money import decimal
from frontdesk.base.progress import WRITING, Progress
from frontdesk.base.text import clean
from frontdesk.desk import agenda, permission, reading, values, written_files
from frontdesk.store import customers as store_customers
from frontdesk.store import imported
from frontdesk.store import reservations as store

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.desk.work import Work

Row = dict[str, str | int]
Item = TypeVar("Item")

CUSTOMERS = ("id", "name", "phone", "email", "birthday", "language", "tags", "notes", "preferences", "external_id")
RESERVATIONS = (
    "code", "date", "time", "start", "end", "service", "staff", "resources", "location", "customer", "phone", "email",
    "party", "status", "price", "currency", "nights", "channel", "notes", "cancelled_by", "reason", "customer_id",
    "external_id", "lines",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {"customers": CUSTOMERS, "reservations": RESERVATIONS}
ENDINGS = {"customers": (".csv", ".xlsx", ".vcf"), "reservations": (".csv", ".xlsx", ".ics")}
NOTES_APART = "\n---\n"
"""Stands between several notes in one cell."""

_MANY = 500
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_MOST_OF_A_SHEET = 1_048_575


def write(
    desk: Desk,
    kind: str,
    path: str | Path,
    chosen: values.Filter | str | None = None,
    progress: Progress | None = None,
    *,
    overwrite: bool = False,
) -> int:
    """Write customers (``chosen``: a search) or reservations (a Filter) into a file, by its ending; returns how many.

    Whoever is told of progress may stop it by raising; then there is no new file and an old one stays.
    Raises FrontdeskError (not_allowed, wrong_value, file_exists, wrong_file, interrupted).
    """
    permission.require(desk.actor, "export")
    if kind not in ENDINGS:
        raise FrontdeskError("wrong_value", field="kind", problem=", ".join(ENDINGS))
    file = Path(path)
    ending = file.suffix.lower()
    if ending not in ENDINGS[kind]:
        raise FrontdeskError(
            "wrong_value",
            field="file",
            problem=N_("its name is to end in one of {endings}"),
            endings=", ".join(ENDINGS[kind]),
        )

    def everything(work: Work, part: Path) -> int:
        if kind == "customers":
            ids = _customer_ids(work, chosen if isinstance(chosen, str) else "")
            rows = _customers(work, ids)
        else:
            filter = chosen if isinstance(chosen, values.Filter) else values.Filter()
            ids = store.list_ids(
                work.connection, order="start", descending=False, offset=0, limit=None, **agenda.chosen(work, filter)
            )
            rows = _reservations(work, ids)
        if desk.dry_run:
            return len(ids)
        counted = _counted(rows, len(ids), progress)
        _WRITERS[ending](part, COLUMNS[kind], counted)
        return len(ids)

    with written_files.whole(file, overwrite=overwrite) as part:
        return desk.read(lambda work: everything(work, part))


def _counted(rows: Iterable[Item], total: int, progress: Progress | None) -> Iterator[Item]:
    if progress is not None:
        progress(0, total, WRITING)
    for done, row in enumerate(rows, start=1):
        yield row
        if progress is not None and (done % _MANY == 0 or done == total):
            progress(done, total, WRITING)


# rows -----------------------------------------------------------------------------------------------------------------


def _customer_ids(work: Work, query: str) -> list[int]:
    if not clean(query).strip():
        return imported.customer_ids(work.connection)
    return store_customers.search(work.connection, clean(query), limit=1 << 31, offset=0)


def _customers(work: Work, ids: Sequence[int]) -> Iterator[Row]:
    for at in range(0, len(ids), _MANY):
        some = ids[at : at + _MANY]
        records = store_customers.load(work.connection, some)
        notes = imported.notes_of(work.connection, some)
        for number in some:
            one = records[number]
            yield {
                "id": f"C{number}",
                "name": one.name,
                "phone": one.phone or "",
                "email": one.email or "",
                "birthday": one.birthday or "",
                "language": one.language or "",
                "tags": _tags(one.tags),
                "notes": NOTES_APART.join(notes.get(number, [])),
                "preferences": "; ".join(f"{name}: {value}" for name, value in one.preferences.items()),
                "external_id": one.external_id or "",
            }


def _tags(tags: Sequence[str]) -> str:
    if any("," in tag or ";" in tag or tag.startswith("[") for tag in tags):
        return msgspec.json.encode(list(tags)).decode()
    return ", ".join(tags)


def _reservations(work: Work, ids: Sequence[int]) -> Iterator[Row]:
    own_ids: dict[int, str] = {}
    for at in range(0, len(ids), _MANY):
        records = store.load(work.connection, ids[at : at + _MANY], claims=False)
        unknown = [record.customer for record in records if record.customer not in own_ids]
        for number, person in store_customers.load(work.connection, unknown).items():
            own_ids[number] = person.external_id or f"C{number}"
        for record, one in zip(records, reading.reservation_values(work, records), strict=True):
            yield _row(one, record.external_id or "", own_ids[record.customer])


def _row(one: values.Reservation, external_id: str, customer_id: str) -> Row:
    start = _local(one.start, one.zone)
    several = len(one.lines) > 1
    others = [] if several else [name for name in one.resources if name != one.staff]
    return {
        "code": one.code,
        "date": start[:10],
        "time": start[11:16],
        "start": start,
        "end": _local(one.end, one.zone),
        "service": one.service,
        "staff": one.staff or "",
        "resources": "; ".join(others),
        "location": one.location,
        "customer": one.customer.name,
        "phone": one.customer.phone or "",
        "email": one.customer.email or "",
        "party": one.party,
        "status": one.status,
        "price": decimal(one.price, one.currency),
        "currency": one.currency,
        "nights": one.nights or "",
        "channel": one.channel,
        "notes": one.notes,
        "cancelled_by": one.cancelled_by or "",
        "reason": one.reason or "",
        "customer_id": customer_id,
        "external_id": external_id,
        "lines": _lines(one) if several else "",
    }


def _lines(one: values.Reservation) -> str:
    """Several lines as JSON lists: service, person, minutes after the start, length, price, what else is taken."""
    return msgspec.json.encode(
        [
            [
                line.service, line.staff or "", line.start - one.start, line.end - line.start,
                decimal(line.price, one.currency), [name for name in line.resources if name != line.staff],
            ]
            for line in one.lines
        ]
    ).decode()  # fmt: skip


def _local(minute: int, zone: str) -> str:
    return dt.datetime.fromtimestamp(minute * 60, ZoneInfo(zone)).isoformat(timespec="minutes")


# files ----------------------------------------------------------------------------------------------------------------


def guarded(cell: str | int) -> str | int:
    """A cell that no sheet takes for a formula (S45): one that begins like one gets a quotation mark in front."""
    return f"'{cell}" if isinstance(cell, str) and _DANGEROUS.match(cell) else cell


def _csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guarded(row[column]) for column in columns] for row in rows)


def _xlsx(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("frontdesk")
        bold = book.add_format({"bold": True})
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            if number > _MOST_OF_A_SHEET:
                raise FrontdeskError("wrong_value", field="file", problem=N_("a sheet cannot hold so many rows"))
            for index, column in enumerate(columns):
                cell = row[column]
                if isinstance(cell, int):
                    sheet.write_number(number, index, cell)
                elif column == "date":
                    sheet.write_datetime(number, index, dt.datetime.fromisoformat(cell))
                elif column == "price":
                    sheet.write_number(number, index, float(cell))
                elif cell:
                    sheet.write_string(number, index, cell)


def _vcf(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    import vobject

    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows:
            card = vobject.vCard()
            card.add("fn").value = row["name"]
            card.add("n").value = vobject.vcard.Name(given=row["name"])
            for field, name in (
                ("phone", "tel"),
                ("email", "email"),
                ("birthday", "bday"),
                ("notes", "note"),
                ("external_id", "uid"),
            ):
                if row[field]:
                    card.add(name).value = row[field]
            if row["language"]:
                card.add("lang").value = row["language"]
            if row["tags"]:
                card.add("categories").value = _split_tags(str(row["tags"]))
            file.write(card.serialize())


def _split_tags(text: str) -> list[str]:
    return msgspec.json.decode(text, type=list[str]) if text.startswith("[") else text.split(", ")


def _ics(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//frontdesk//EN")
    calendar.add("version", "2.0")
    head, tail = calendar.to_ical().split(b"END:VCALENDAR")
    with path.open("wb") as file:
        file.write(head)
        for row in rows:
            event = Event()
            start, end = (dt.datetime.fromisoformat(str(row[field])).astimezone(dt.UTC) for field in ("start", "end"))
            event.add("uid", f"{row['code']}.{int(start.timestamp())}@frontdesk")
            event.add("dtstamp", start)
            event.add("dtstart", start)
            event.add("dtend", end)
            event.add("summary", f"{row['service']} – {row['customer']}")
            event.add("location", str(row["location"]))
            event.add("status", _ICS_STATUS.get(str(row["status"]), "CONFIRMED"))
            if row["notes"]:
                event.add("description", str(row["notes"]))
            for column in columns:
                if row[column] and column not in ("date", "time", "start", "end", "currency"):
                    name = f"X-FRONTDESK-{column.replace('_', '-').upper()}"
                    event.add(name, vText(str(row[column])), parameters={"VALUE": "TEXT"})
            file.write(event.to_ical())
        file.write(b"END:VCALENDAR" + tail)


_ICS_STATUS = {"pending": "TENTATIVE", "cancelled": "CANCELLED", "expired": "CANCELLED"}
_WRITERS: dict[str, Callable[[Path, Sequence[str], Iterable[Row]], None]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".vcf": _vcf,
    ".ics": _ics,
}
