"""Hours and absences on one line, as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.hours import Away, away_words, dated_words, read_away, read_dated, read_ranges

TODAY = dt.date(2026, 11, 23).toordinal()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:00-14:00 16:00-20:30", ["09:00-14:00", "16:00-20:30"]),
        ("9-14, 16.30–20h", ["09:00-14:00", "16:30-20:00"]),
        ("9:00 - 14:00; 18-24", ["09:00-14:00", "18:00-24:00"]),
        ("22:00-2:00", ["22:00-02:00"]),
        ("", []),
        ("cerrado", []),
        ("-", []),
    ],
)
def test_hours_that_can_be_read(typed: str, meant: list[str]) -> None:
    assert read_ranges(typed) == meant


@pytest.mark.parametrize("typed", ["9", "9-", "9-25", "nine to five", "9-14 x", "9-14-16", "09:61-10:00", "9-1416-20"])
def test_hours_that_cannot(typed: str) -> None:
    assert read_ranges(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-24", Away("2026-12-24", "2026-12-24", "")),
        ("2026-12-24..2026-12-31 holiday", Away("2026-12-24", "2026-12-31", "holiday")),
        ("24/12 .. 31/12 de vacaciones, por fin", Away("2026-12-24", "2026-12-31", "de vacaciones, por fin")),
        ("24/12 médico", Away("2026-12-24", "2026-12-24", "médico")),
        ("2026-12-03 10:30..12:30 médico", Away("2026-12-03T10:30", "2026-12-03T12:30", "médico")),
        ("2026-12-24 14:00..2026-12-25", Away("2026-12-24T14:00", "2026-12-26T00:00", "")),
        ("24.12.2026..31.12.2026", Away("2026-12-24", "2026-12-31", "")),
        ("mañana curso", Away("2026-11-24", "2026-11-24", "curso")),
    ],
)
def test_absences_that_can_be_read(typed: str, meant: Away) -> None:
    assert read_away(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "x", "2026-13-01", "2026-12-24..", "..2026-12-24", "24/12 25:00..26:00"])
def test_absences_that_cannot(typed: str) -> None:
    assert read_away(typed, TODAY) is None


@pytest.mark.parametrize(
    "away",
    [
        Away("2026-12-24", "2026-12-24", ""),
        Away("2026-12-24", "2026-12-31", "holiday"),
        Away("2026-12-03T10:30", "2026-12-03T12:30", "10:30 doctor"),
        Away("2026-12-24T14:00", "2026-12-26T00:00", "x"),
        Away("2026-12-24T14:00", "2026-12-26T09:00", ".. y"),
    ],
)
def test_what_is_written_is_read_back(away: Away) -> None:
    assert read_away(away_words(away), TODAY) == away


def test_hours_of_a_date() -> None:
    assert read_dated("24/12 9-14", TODAY) == ("2026-12-24", ["09:00-14:00"])
    assert read_dated("2026-12-26 closed", TODAY) == ("2026-12-26", [])
    assert read_dated("2026-12-26", TODAY) == ("2026-12-26", [])
    assert read_dated("x 9-14", TODAY) is None
    assert read_dated(dated_words("2026-12-24", ["09:00-14:00", "16:00-20:30"]), TODAY) == (
        "2026-12-24", ["09:00-14:00", "16:00-20:30"],
    )  # fmt: skip
