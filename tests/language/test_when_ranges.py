"""From one day to another: both ends are read, and a second day is never lost. It is Sunday 22 November 2026, ten o'clock."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.when import read

NOW = dt.datetime(2026, 11, 22, 10)
DECEMBER = ("2026-12-11", "2026-12-13")


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("es", "del 11 al 13 de diciembre", DECEMBER),
        ("es", "del 11/12 al 13/12", DECEMBER),
        ("es", "11/12-13/12", DECEMBER),
        ("es", "11/12 - 13/12", DECEMBER),
        ("es", "del 11 al 13", DECEMBER),
        ("es", "del 11 al 13 rosa", DECEMBER),
        ("es", "del 30 al 2", ("2026-11-30", "2026-12-02")),
        ("es", "del 11 de diciembre al 13", DECEMBER),
        ("es", "desde el 11 de diciembre hasta el 13", DECEMBER),
        ("es", "entre el 11 y el 13 de diciembre", DECEMBER),
        ("es", "de viernes a domingo", ("2026-11-27", "2026-11-29")),
        ("es", "del 11 de enero al 13", ("2027-01-11", "2027-01-13")),
        ("es", "del 30 de diciembre al 2 de enero de 2027", ("2026-12-30", "2027-01-02")),
        ("en", "from dec 11 to dec 13", DECEMBER),
        ("en", "dec 11 to 13", DECEMBER),
        ("en", "11-13 dec", DECEMBER),
        ("en", "between dec 11 and dec 13", DECEMBER),
        ("en", "from the 11th of december to the 13th", DECEMBER),
        ("en", "from dec 30 to jan 2", ("2026-12-30", "2027-01-02")),
    ],
)
def test_a_range_has_two_ends(lang: str, text: str, days: tuple[str, str]) -> None:
    found = read(text, lang, NOW, month_first=False)
    assert found.day is not None and found.last_day is not None
    assert tuple(dt.date.fromordinal(day).isoformat() for day in (found.day, found.last_day)) == days
    assert found.days and not found.ambiguous


@pytest.mark.parametrize(
    ("lang", "text"),
    [("es", "11/12 13/12"), ("es", "vie y dom"), ("en", "from dec 13 to dec 11"), ("en", "dec 11 or dec 13")],
)
def test_two_days_that_make_no_range_are_two_days(lang: str, text: str) -> None:
    found = read(text, lang, NOW, month_first=False)
    assert found.days and found.last_day is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "el 11 de diciembre a las 10"),
        ("es", "jue de 10 a 12"),
        ("es", "el 11 de diciembre de 10 a 12"),
        ("en", "11 december from 10 to 12"),
        ("en", "dec 11 to 13:00"),
        ("en", "from the 11th of december at 10"),
    ],
)
def test_a_range_of_hours_is_none_of_days(lang: str, text: str) -> None:
    found = read(text, lang, NOW, month_first=False)
    assert (found.days, found.last_day) == (False, None)
    assert found.day is not None and found.time is not None
