"""Days as people say them, in both languages; what cannot be read is no day."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.dates import read_day

MONDAY = dt.date(2026, 11, 23)

ENGLISH = {
    "today": "2026-11-23", "tomorrow": "2026-11-24", "Yesterday": "2026-11-22", "day after tomorrow": "2026-11-25",
    "the day before yesterday": "2026-11-21", "thu": "2026-11-26", "Thursday": "2026-11-26", "mon": "2026-11-30",
    "this thu": "2026-11-26", "on Friday": "2026-11-27", "next thu": "2026-12-03", "next Monday": "2026-11-30",
    "last thu": "2026-11-19", "last monday": "2026-11-16", "thu next week": "2026-12-03", "monday of next week": "2026-11-30",
    "12/12": "2026-12-12", "12 dec": "2026-12-12", "12 Dec.": "2026-12-12", "dec 12": "2026-12-12",
    "12th of december": "2026-12-12",
    "December 12, 2027": "2027-12-12", "sat 12 dec": "2026-12-12", "Sat, 12 Dec": "2026-12-12", "the 25th": "2026-11-25",
    "thu 26": "2026-11-26", "1st": "2026-12-01", "+7": "2026-11-30", "-3": "2026-11-20", "+0": "2026-11-23",
    "in 2 weeks": "2026-12-07", "in a week": "2026-11-30", "two weeks from now": "2026-12-07", "in 3 days": "2026-11-26",
    "in 3 months": "2027-02-23", "next week": "2026-11-30", "next month": "2026-12-23", "next year": "2027-11-23",
    "3 days ago": "2026-11-20", "a week ago": "2026-11-16", "last week": "2026-11-16", "end of month": "2026-11-30",
    "end of the month": "2026-11-30", "the end of next month": "2026-12-31", "start of next month": "2026-12-01",
    "end of the year": "2026-12-31", "29 feb 2028": "2028-02-29", "3 jan": "2027-01-03", "sept 1": "2026-09-01",
}  # fmt: skip
SPANISH = {
    "hoy": "2026-11-23", "mañana": "2026-11-24", "ayer": "2026-11-22", "pasado mañana": "2026-11-25", "pasado": "2026-11-25",
    "anteayer": "2026-11-21", "antes de ayer": "2026-11-21", "jue": "2026-11-26", "Jueves": "2026-11-26", "lun": "2026-11-30",
    "miér": "2026-11-25", "SÁB": "2026-11-28", "el jueves": "2026-11-26", "este jueves": "2026-11-26",
    "el jueves que viene": "2026-12-03", "el lunes que viene": "2026-11-30", "próximo lunes": "2026-11-30",
    "el lunes próximo": "2026-11-30", "el jueves pasado": "2026-11-19", "el lunes de la semana que viene": "2026-11-30",
    "jueves de la próxima semana": "2026-12-03", "12 dic": "2026-12-12", "12 de diciembre": "2026-12-12",
    "12 de diciembre de 2027": "2027-12-12", "el 12 de diciembre del 2027": "2027-12-12", "sáb 12 dic": "2026-12-12",
    "sábado, 12 de diciembre": "2026-12-12", "el 25": "2026-11-25", "día 25": "2026-11-25", "el jueves 26": "2026-11-26",
    "1º de enero": "2027-01-01", "en 2 semanas": "2026-12-07", "en dos semanas": "2026-12-07", "en quince días": "2026-12-08",
    "dentro de 3 días": "2026-11-26", "dentro de un mes": "2026-12-23", "de aquí a tres semanas": "2026-12-14",
    "hace 3 días": "2026-11-20", "hace una semana": "2026-11-16", "3 días atrás": "2026-11-20",
    "la semana que viene": "2026-11-30", "la próxima semana": "2026-11-30", "el mes que viene": "2026-12-23",
    "el próximo mes": "2026-12-23", "la semana pasada": "2026-11-16", "fin de mes": "2026-11-30", "a final de mes": "2026-11-30",
    "fin del mes que viene": "2026-12-31", "el 1 del mes que viene": "2026-12-01", "fin de año": "2026-12-31",
    "15 de set": "2026-09-15", "el año que viene": "2027-11-23",
}  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), [*ENGLISH.items(), *SPANISH.items()])
def test_a_phrase_means_a_day(said: str, meant: str) -> None:
    day = read_day(said, MONDAY.toordinal())
    assert day is not None
    assert dt.date.fromordinal(day).isoformat() == meant


@pytest.mark.parametrize(
    "said",
    [
        "", " ", "x", "m", "soon", "thu 24", "mon 24 nov", "lunes 24 de noviembre", "31/2", "31 feb", "29 feb 2027", "0",
        "32", "the", "el", "in weeks", "in 2", "hace", "next", "que viene", "tomorrow morning", "jueves tarde", "5 potatoes",
        "foo 23 nov", "12 xyz", "en 2 patatas", "2026-13-01", "+99999", "in 9999 years", "9999 years ago", "1/1/1/1", "--3",
        "٣ days ago and", "\x00", "12 dec dec", "next next thu", "fin", "end", "may be",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_no_day(said: str) -> None:
    assert read_day(said, MONDAY.toordinal()) is None


def test_the_last_of_a_month_stays_the_last() -> None:
    today = dt.date(2027, 1, 31).toordinal()
    assert read_day("in 1 month", today) == dt.date(2027, 2, 28).toordinal()
    assert read_day("hace un mes", dt.date(2027, 3, 31).toordinal()) == dt.date(2027, 2, 28).toordinal()


def test_the_calendars_edges_are_no_failure() -> None:
    assert read_day("ayer", dt.date.min.toordinal()) is None
    assert read_day("tomorrow", dt.date.max.toordinal()) is None
