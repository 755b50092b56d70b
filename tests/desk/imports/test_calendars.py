"""Calendars: expanded, sorted into reservations and events, brought in once."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import values
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import calendars, run, sniff
from frontdesk.language.obstacles import local_text
from tests.desk.imports.files import bring, counts, everything, find_shared

TODAY = dt.date(2026, 11, 23)
MADRID = "Europe/Madrid"


def calendar(*events: str, head: str = "") -> str:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{head}{body}END:VCALENDAR\n"


def expanded(tmp_path: Path, text: str, zone: str = MADRID) -> list[str]:
    path = tmp_path / "x.ics"
    path.write_text(text, encoding="utf-8")
    found = calendars.read(path, sniff.examine(path), zone, TODAY)
    return [local_text(one.start, zone) for one in found.occurrences]


def agenda(desk: Desk) -> list[values.Event]:
    return desk.events(dt.date(1990, 1, 1).toordinal(), dt.date(2040, 1, 1).toordinal())


def test_series_keep_their_wall_clock_over_a_change(tmp_path: Path) -> None:
    text = calendar(
        "UID:1\nSUMMARY:x\nDTSTART;TZID=Europe/Madrid:20261020T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    )
    assert expanded(tmp_path, text) == ["2026-10-20 10:00", "2026-10-27 10:00"]
    floating = text.replace(";TZID=Europe/Madrid", "")
    assert expanded(tmp_path, floating) == ["2026-10-20 10:00", "2026-10-27 10:00"]
    utc = floating.replace("100000", "080000Z")
    assert expanded(tmp_path, utc) == ["2026-10-20 10:00", "2026-10-27 09:00"]
    google = utc.replace("PRODID:test\n", "PRODID:test\nX-WR-TIMEZONE:Europe/Madrid\n")
    assert expanded(tmp_path, google) == ["2026-10-20 10:00", "2026-10-27 10:00"]
    other = floating.replace("PRODID:test\n", "PRODID:test\nX-WR-TIMEZONE:America/New_York\n")
    assert expanded(tmp_path, other) == ["2026-10-20 16:00", "2026-10-27 15:00"]


def test_a_zone_that_only_the_file_knows(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Custom\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\n"
        "END:STANDARD\nEND:VTIMEZONE\n"
    )
    text = calendar(
        "UID:1\nSUMMARY:x\nDTSTART;TZID=Custom:20261123T120000\nDTEND;TZID=Custom:20261123T130000", head=zone
    )
    assert expanded(tmp_path, text) == ["2026-11-23 10:00"]


def test_exceptions_additions_and_moved_dates(tmp_path: Path) -> None:
    text = calendar(
        "UID:1\nSUMMARY:x\nDTSTART;TZID=Europe/Madrid:20261123T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\n"
        "EXDATE;TZID=Europe/Madrid:20261124T100000\nRDATE;TZID=Europe/Madrid:20261130T180000",
        "UID:1\nSUMMARY:x moved\nRECURRENCE-ID;TZID=Europe/Madrid:20261125T100000\n"
        "DTSTART;TZID=Europe/Madrid:20261125T163000\nDURATION:PT2H",
    )
    assert sorted(expanded(tmp_path, text)) == [
        "2026-11-23 10:00", "2026-11-25 16:30", "2026-11-26 10:00", "2026-11-30 18:00"
    ]  # fmt: skip


def test_what_never_ends_is_bounded(tmp_path: Path) -> None:
    text = calendar(
        "UID:1\nSUMMARY:x\nDTSTART;VALUE=DATE:19800203\nRRULE:FREQ=YEARLY",
        "UID:2\nSUMMARY:old\nDTSTART:19850101T100000",
    )
    found = expanded(tmp_path, text)
    assert found == [f"{year}-02-03 00:00" for year in range(2017, 2028)] + ["1985-01-01 10:00"]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=MINUTELY;UNTIL=99991231T000000Z", "FREQ=DAILY;INTERVAL=0",
     "FREQ=NONSENSE", "FREQ=HOURLY"],
)  # fmt: skip
def test_rules_that_would_never_stop_are_rejected(desk: Desk, tmp_path: Path, rule: str) -> None:
    began = time.perf_counter()
    text = calendar(
        f"UID:1\nSUMMARY:x\nDTSTART:19800101T100000\nRRULE:{rule}", "UID:2\nSUMMARY:y\nDTSTART:20261123T100000Z"
    )
    result = bring(desk, tmp_path / "a.ics", text)
    assert counts(result) == (1, 0, 0, [(1, "wrong_value")])
    assert time.perf_counter() - began < 20


def test_rules_and_their_dates(tmp_path: Path) -> None:
    whole = find_shared("calendars/rrule_cases.json")
    if whole is None:
        pytest.skip("the cases do not lie beside this checkout")
    wrong = []
    for case in json.loads(whole.read_text(encoding="utf-8")):
        lines = "\n".join(line.strip() for line in case["ics"].splitlines() if line.strip())
        if "DTSTART" not in lines.split("RRULE")[0] or case["test"] == "testStrSpaces":
            continue
        zone = "America/New_York" if "America/New_York" in lines else "UTC"
        found = expanded(tmp_path, calendar(f"UID:a\nSUMMARY:s\n{lines}"), zone)
        if found != [moment[:16].replace("T", " ") for moment in case["expected"]]:
            wrong.append((case["test"], found[:5], case["expected"][:5]))
    assert not wrong


def test_events_of_each_kind(desk: Desk, tmp_path: Path) -> None:
    text = calendar(
        "UID:1\nSUMMARY:Reunión de equipo\nDTSTART:20261123T080000Z\nDTEND:20261123T090000Z",
        "UID:2\nSUMMARY:Cumple de Ana\nDTSTART;VALUE=DATE:20261124",
        "UID:3\nSUMMARY:Luis\nDTSTART;VALUE=DATE:20261124\nRRULE:FREQ=YEARLY;COUNT=2",
        "UID:4\nSUMMARY:Recordatorio: llamar\nDTSTART:20261124T100000\nDTEND:20261124T100000",
        "UID:5\nSUMMARY:Dentista\nDTSTART:20261124T110000\nDURATION:PT30M",
        "UID:6\nSUMMARY:Algo\nCLASS:PRIVATE\nDTSTART:20261124T120000\nDURATION:PT30M",
        "UID:7\nSUMMARY:Called off\nSTATUS:CANCELLED\nDTSTART:20261124T120000\nDURATION:PT30M",
        "UID:8\nSUMMARY:Backwards\nDTSTART:20261124T120000\nDTEND:20261123T120000",
        "UID:9\nSUMMARY:No start",
    )
    result = bring(desk, tmp_path / "a.ics", text)
    assert (result.rows, *counts(result)) == (10, 7, 0, 1, [(9, "wrong_value"), (10, "wrong_value")])
    found = [(one.kind, one.title, one.all_day) for one in agenda(desk)]
    assert sorted(found) == sorted([
        ("meeting", "Reunión de equipo", False), ("birthday", "Cumple de Ana", True), ("birthday", "Luis", True),
        ("birthday", "Luis", True), ("reminder", "Recordatorio: llamar", False), ("private", "Dentista", False),
        ("private", "Algo", False),
    ])  # fmt: skip
    assert counts(bring(desk, tmp_path / "a.ics", text))[:3] == (0, 0, 8)
    moved = text.replace("20261123T080000Z\nDTEND:20261123T090000Z", "20261123T100000Z\nDTEND:20261123T110000Z")
    assert counts(bring(desk, tmp_path / "a.ics", moved))[:3] == (0, 1, 7)
    assert local_text(next(one.start for one in agenda(desk) if one.kind == "meeting"), MADRID) == "2026-11-23 11:00"


def test_events_that_name_a_service_are_reservations(desk: Desk, tmp_path: Path) -> None:
    text = calendar(
        "UID:1\nSUMMARY:Corte - Ana Gil\nORGANIZER;CN=Marta:mailto:marta@example.com\n"
        "DTSTART;TZID=Europe/Madrid:20261123T100000\nDTEND;TZID=Europe/Madrid:20261123T110000\nDESCRIPTION:trae\\nniño",
        "UID:2\nSUMMARY:Cita\nCATEGORIES:Depilación\nATTENDEE;CN=Eva Sol:mailto:eva@example.com\nLOCATION:Marta\n"
        "DTSTART;TZID=Europe/Madrid:20261123T120000\nDURATION:PT30M",
        "UID:3\nSUMMARY:Pía: corte con Marta\nRESOURCES:Marta\nDTSTART;TZID=Europe/Madrid:20261123T120000\nDURATION:PT45M",
        "UID:4\nSUMMARY:Cortesía de la casa\nDTSTART;TZID=Europe/Madrid:20261123T130000\nDURATION:PT45M",
    )
    result = bring(desk, tmp_path / "a.ics", text)
    assert counts(result) == (3, 0, 0, [(3, "slot_taken")])
    first, second = everything(desk)
    assert (first.service, first.staff, first.customer.name, first.notes) == ("Corte", "Marta", "Ana Gil", "trae\nniño")
    assert first.end - first.start == 60
    assert (second.service, second.customer.name, second.customer.email) == ("Depilación", "Eva Sol", "eva@example.com")
    assert [one.title for one in agenda(desk)] == ["Cortesía de la casa"]
    assert counts(bring(desk, tmp_path / "a.ics", text)) == (0, 0, 3, [(3, "slot_taken")])


def test_a_broken_calendar_gives_what_can_be_read(desk: Desk, tmp_path: Path) -> None:
    text = calendar("UID:1\nSUMMARY:whole\nDTSTART:20261123T100000Z", "UID:2\nSUMMARY:cut\nDTSTART:2026")
    result = bring(desk, tmp_path / "a.ics", text[: text.rindex("END:VEVENT")])
    assert (result.imported, len(result.rejected)) in ((1, 0), (1, 1))
    for content in ("BEGIN:VCALENDAR\n", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"):
        with pytest.raises(FrontdeskError) as caught:
            bring(desk, tmp_path / "b.ics", content)
        assert caught.value.code == "wrong_file"
    with pytest.raises(FrontdeskError, match="reservations"):
        bring(desk, tmp_path / "c.ics", text, "customers")


@pytest.mark.parametrize(
    ("name", "least"),
    [("fablab_cottbus", 100), ("machbar_16_feb_2019", 2000), ("paris_677_events", 1500), ("large_4778_events", 6000)],
)
def test_real_calendars(sqlite_desk: Desk, name: str, least: int) -> None:
    path = find_shared(f"calendars/{name}.ics")
    if path is None:
        pytest.skip("the calendar does not lie beside this checkout")
    began = time.perf_counter()
    result = run(sqlite_desk, "reservations", path)
    assert time.perf_counter() - began < 30
    assert result.imported >= least
    assert not result.rejected
    again = run(sqlite_desk, "reservations", path)
    assert (again.imported, again.updated, again.unchanged) == (0, 0, result.rows)
