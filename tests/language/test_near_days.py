"""Days near today as people type them, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.dates import read_day

TODAY = dt.date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("today", 0), ("hoy", 0), ("Tomorrow", 1), ("mañana", 1), ("pasado mañana", 2), ("the day after tomorrow", 2),
        ("yesterday", -1), ("ayer", -1), ("anteayer", -2), ("day before yesterday", -2),
        ("in 2 weeks", 14), ("en 2 semanas", 14), ("dentro de dos semanas", 14), ("in a week", 7), ("in 3 days", 3),
        ("2 weeks later", 14),
        ("hace 3 días", -3), ("3 days ago", -3), ("a week ago", -7), ("hace una semana", -7), ("en 10 dias", 10),
        ("next week", 7), ("la semana que viene", 7), ("la próxima semana", 7), ("last week", -7),
        ("+3", 3), ("-3", -3), ("thu", 3), ("el jueves", 3), ("este jueves", 3), ("on thursday", 3),
        ("next thu", 10), ("el jueves que viene", 10), ("el próximo jueves", 10), ("jueves próximo", 10),
        ("last thu", -4), ("el jueves pasado", -4), ("next monday", 7), ("last monday", -7), ("monday", 7), ("this monday", 0),
    ],
)  # fmt: skip
def test_a_day_near_today(typed: str, days: int) -> None:
    assert read_day(typed, TODAY.toordinal()) == TODAY.toordinal() + days


@pytest.mark.parametrize(
    ("typed", "from_day", "meant"),
    [
        ("in 1 month", dt.date(2026, 11, 23), dt.date(2026, 12, 23)),
        ("en 2 meses", dt.date(2026, 11, 23), dt.date(2027, 1, 23)),
        ("hace un mes", dt.date(2026, 3, 31), dt.date(2026, 2, 28)),
        ("in a month", dt.date(2028, 1, 31), dt.date(2028, 2, 29)),
        ("in 3 months", dt.date(2026, 8, 31), dt.date(2026, 11, 30)),
    ],
)
def test_months_end_where_they_end(typed: str, from_day: dt.date, meant: dt.date) -> None:
    assert read_day(typed, from_day.toordinal()) == meant.toordinal()


@pytest.mark.parametrize(
    "typed", ["3 days", "in days", "hace", "in", "next", "last x", "in 3 days ago", "hace 99999 meses", "next de", "el"]
)
def test_what_says_no_day(typed: str) -> None:
    assert read_day(typed, TODAY.toordinal()) is None
