"""Series of a business file as sessions: wall clock, collisions, seats that stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk import series, setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish
from frontdesk.engine.zones import local
from tests.desk.test_setup import File, rows

STUDIO = """
[business]
name = "Marea"

[[locations]]
name = "Estudio"
timezone = "Europe/Madrid"
closures = [{ from = 2026-12-23, to = 2026-12-24, reason = "Navidad" }]

[[staff]]
name = "Ana"

[[rooms]]
name = "Sala"

[[services]]
name = "Yoga"
duration = 60

[[sessions]]
service = "Yoga"
staff = "Ana"
room = "Sala"
start = 2026-09-07T10:00:00
capacity = 3
repeat = "FREQ=WEEKLY;BYDAY=MO,WE"
"""
FIRST = "session Yoga 2026-09-07T10:00"


@pytest.fixture
def studio(open_business: Callable[..., Desk], store_url: str) -> Desk:
    return open_business(store_url, STUDIO)


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path / "studio.toml", STUDIO)


def starts(desk: Desk) -> list[str]:
    found = []
    for row in sorted(rows(desk, "session"), key=lambda row: int(row.starts)):
        day, minute = local(row.starts, "Europe/Madrid")
        found.append(f"{dt.date.fromordinal(day)} {minute // 60:02}:{minute % 60:02}")
    return found


def seat(desk: Desk, index: int = 0, name: str = "Eva Ruiz") -> int:
    session = sorted(rows(desk, "session"), key=lambda row: int(row.starts))[index]
    line = LineWish(session.service_id, session=session.id)
    desk.book(Booking((line,), session.starts, CustomerWish(name=name)))
    return int(session.id)


def test_sessions_are_made_for_half_a_year_on_the_wall_clock(studio: Desk) -> None:
    found = starts(studio)
    assert found[:3] == ["2026-11-23 10:00", "2026-11-25 10:00", "2026-11-30 10:00"]
    assert {moment[-5:] for moment in found} == {"10:00"}  # also after 28 March 2027 (S15)
    assert found[-1] == "2027-05-19 10:00"
    assert "2026-12-23 10:00" not in found  # closed
    claims = studio.read(lambda work: claims_of(work, rows(studio, "session")[0].id))
    assert len(claims) == 2


def claims_of(work: Any, number: int) -> list[int]:
    from frontdesk.store.claims import resources_of_sessions

    return list(resources_of_sessions(work.connection, [number])[number])


def test_a_start_in_the_gap_waits_until_it_ends(open_business: Callable[..., Desk], store_url: str) -> None:
    night = STUDIO.replace("2026-09-07T10:00:00", "2026-11-29T02:30:00").replace("MO,WE", "SU")
    desk = open_business(store_url, night)
    found = starts(desk)
    assert "2027-03-21 02:30" in found
    assert "2027-03-28 03:00" in found
    assert "2027-04-04 02:30" in found


def test_more_are_made_when_few_are_left(studio: Desk, clock: FixedClock) -> None:
    before, seq = starts(studio), studio.seq()
    assert series.extend_sessions(studio) == []
    assert studio.seq() == seq
    clock.move(20 * 86_400)
    assert series.extend_sessions(studio) == []
    assert starts(studio) == before
    clock.move(20 * 86_400)
    series.extend_sessions(studio)
    after = starts(studio)
    assert after[: len(before)] == before
    assert after[-1] == "2027-06-30 10:00"
    seq = studio.seq()
    series.extend_sessions(studio)
    assert (starts(studio), studio.seq()) == (after, seq)


def test_a_date_that_is_taken_is_left_out_and_told(studio: Desk, file: File) -> None:
    more = '\n[[sessions]]\nservice = "Yoga"\nstaff = "Ana"\nstart = 2026-11-25T10:30:00\ncapacity = 3\n'
    weekly = more + 'repeat = "FREQ=WEEKLY;BYDAY=WE,TH;COUNT=4"\n'
    done = setup.apply(studio, file.change(STUDIO, STUDIO + weekly))
    assert done.added == ("session Yoga 2026-11-25T10:30",)
    assert [(one.start, one.resource) for one in done.left_out] == [
        ("2026-11-25T10:30", "Ana"),
        ("2026-12-02T10:30", "Ana"),
    ]
    assert "2026-11-26 10:30" in starts(studio)
    assert "2026-12-03 10:30" in starts(studio)


def test_seats_stay_when_a_series_changes(studio: Desk, file: File) -> None:
    kept = seat(studio)
    done = setup.apply(studio, file.change("BYDAY=MO,WE", "BYDAY=TU"))
    assert done.changed == (FIRST,)
    found = starts(studio)
    assert found[:3] == ["2026-11-23 10:00", "2026-11-24 10:00", "2026-12-01 10:00"]
    assert [row.id for row in rows(studio, "session") if row.taken] == [kept]
    assert setup.apply(studio, file.path) == setup.Applied()


def test_capacity_never_falls_below_what_is_taken(studio: Desk, file: File) -> None:
    for name in ("Eva", "Luis"):
        kept = seat(studio, 0, name)
    setup.apply(studio, file.change("capacity = 3", "capacity = 1"))
    found = {row.id: row.capacity for row in rows(studio, "session")}
    assert found.pop(kept) == 2
    assert set(found.values()) == {1}


def test_a_series_that_is_taken_out_ends(studio: Desk, file: File) -> None:
    kept = seat(studio, 1)
    plain = STUDIO[: STUDIO.index("[[sessions]]")]
    done = setup.apply(studio, file.change(STUDIO, plain))
    assert done.removed == (FIRST,)
    assert [row.id for row in rows(studio, "session")] == [kept]
    assert setup.apply(studio, file.path) == setup.Applied()
    assert series.extend_sessions(studio) == []
    again = setup.apply(studio, file.change(plain, STUDIO))
    assert FIRST in again.changed
    assert len(starts(studio)) == len(set(starts(studio))) > 40
    assert setup.apply(studio, file.path) == setup.Applied()


def test_a_closure_that_is_taken_out_brings_its_sessions(studio: Desk, file: File) -> None:
    setup.apply(studio, file.change('closures = [{ from = 2026-12-23, to = 2026-12-24, reason = "Navidad" }]', ""))
    assert "2026-12-23 10:00" in starts(studio)


def test_single_dates_are_made_once_however_far(open_business: Callable[..., Desk], store_url: str) -> None:
    once = STUDIO.replace('repeat = "FREQ=WEEKLY;BYDAY=MO,WE"\n', "").replace("2026-09-07T10", "2027-11-03T10")
    desk = open_business(store_url, once)
    assert starts(desk) == ["2027-11-03 10:00"]
    assert series.extend_sessions(desk) == []
