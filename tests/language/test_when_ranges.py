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
        ("en", "from 11/12 to 13/12", DECEMBER),
        ("es", "entrada 11/12 salida 13/12", DECEMBER),
        ("es", "entrada el 11 de diciembre, salida el 13", DECEMBER),
        ("es", "check-in 11/12 check-out 13/12", DECEMBER),
        ("es", "checkin 11/12, checkout 13/12", DECEMBER),
        ("es", "salida el 13/12, llegada el 11/12", DECEMBER),
        ("es", "llegamos el viernes 11 y nos vamos el domingo 13", DECEMBER),
        ("es", "llegada el viernes, salida el domingo", ("2026-11-27", "2026-11-29")),
        ("es", "llegada el viernes 11, salida el domingo", DECEMBER),
        ("es", "entramos el 30 de diciembre y salimos el 2", ("2026-12-30", "2027-01-02")),
        ("es", "llego el 11 de enero, salgo el 13", ("2027-01-11", "2027-01-13")),
        ("es", "del viernes 11 al domingo", DECEMBER),
        ("en", "check-in 11/12 check-out 13/12", DECEMBER),
        ("en", "arriving on the 11th of December, leaving on the 13th", DECEMBER),
        ("en", "arrival Friday, departure Sunday", ("2026-11-27", "2026-11-29")),
        ("en", "checking in Friday 11 December and checking out on Sunday", DECEMBER),
        ("en", "leaving on the 13th of December, arriving on the 11th of December", DECEMBER),
        ("en", "from next friday to sunday", ("2026-11-27", "2026-11-29")),
        ("en", "from now until friday", ("2026-11-22", "2026-11-27")),
        ("es", "desde ahora hasta el viernes", ("2026-11-22", "2026-11-27")),
    ],
)
def test_a_range_has_two_ends(lang: str, text: str, days: tuple[str, str]) -> None:
    found = read(text, lang, NOW, month_first=False)
    assert found.day is not None and found.last_day is not None
    assert tuple(dt.date.fromordinal(day).isoformat() for day in (found.day, found.last_day)) == days
    assert found.days and not found.ambiguous


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "11/12 13/12"),
        ("es", "vie y dom"),
        ("en", "from dec 13 to dec 11"),
        ("en", "dec 11 or dec 13"),
        ("es", "entrada 13/12 salida 11/12"),
        ("es", "me voy el viernes y vuelvo el domingo"),
    ],
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


@pytest.mark.parametrize(
    ("lang", "text", "time"),
    [
        ("es", "llegada el viernes a las 5, salida el domingo a las 12", 17 * 60),
        ("es", "llegada el viernes, salida el domingo a las 12", None),
        ("es", "salida el domingo a las 12, llegada el viernes a las 17:00", 17 * 60),
        ("en", "arriving Friday at 5, leaving Sunday at noon", 17 * 60),
        ("en", "arriving Friday, leaving Sunday at noon", None),
    ],
)
def test_the_time_of_leaving_is_not_that_of_arriving(lang: str, text: str, time: int | None) -> None:
    found = read(text, lang, NOW)
    assert (found.day, found.last_day) == (dt.date(2026, 11, 27).toordinal(), dt.date(2026, 11, 29).toordinal())
    assert (found.time, found.times, found.ambiguous) == (time, (), False)


def test_a_third_day_beside_a_range_is_doubtful() -> None:
    found = read("llegada el viernes, salida el domingo o el lunes", "es", NOW)
    assert found.day == dt.date(2026, 11, 27).toordinal() and found.ambiguous


def test_who_leaves_before_coming_contradicts_himself() -> None:
    assert read("entrada 13/12 salida 11/12", "es", NOW).ambiguous
