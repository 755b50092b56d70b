"""A day to come, as it is typed into a form: the next one of its name, and only one that is certain."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.coming import coming_day
from frontdesk.language.i18n import speaking

TODAY = dt.date(2026, 11, 24)  # a Tuesday


def coming(text: str) -> dt.date | None:
    day, problem = coming_day(text, TODAY.toordinal())
    assert (day is None) == bool(problem)
    return None if day is None else dt.date.fromordinal(day)


def refused(text: str) -> str:
    day, problem = coming_day(text, TODAY.toordinal())
    assert day is None
    return problem


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12 de junio", (2027, 6, 12)), ("12 June", (2027, 6, 12)), ("12/6", (2027, 6, 12)), ("12/12", (2026, 12, 12)),
        ("23 de noviembre de 2027", (2027, 11, 23)), ("24 nov", (2026, 11, 24)), ("12 de junio de 2028", (2028, 6, 12)),
        ("2026-12-24", (2026, 12, 24)), ("24/12/26", (2026, 12, 24)), ("hoy", (2026, 11, 24)), ("tomorrow", (2026, 11, 25)),
        ("viernes", (2026, 11, 27)), ("este viernes", (2026, 11, 27)), ("fri", (2026, 11, 27)),
        ("próximo lunes", (2026, 11, 30)), ("next monday", (2026, 11, 30)), ("lunes", (2026, 11, 30)), ("el 12", (2026, 12, 12)),
        ("+7", (2026, 12, 1)), ("+0", (2026, 11, 24)), ("en 2 semanas", (2026, 12, 8)), ("29 feb 2028", (2028, 2, 29)),
        ("sábado 12 de diciembre", (2026, 12, 12)), ("Navidad", (2026, 12, 25)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("spoken", ["es", "en"])
def test_the_next_day_of_its_name(typed: str, meant: tuple[int, int, int], spoken: str) -> None:
    with speaking(spoken):
        assert coming(typed) == dt.date(*meant)


@pytest.mark.parametrize(
    "typed",
    [
        "junio", "june", "en junio", "la semana que viene", "next week", "el mes que viene", "next year", "este finde",
        "weekend", "12-14 junio", "del 12 al 14 de junio", "mañana o pasado", "la semana del 1 de junio",
    ],
)  # fmt: skip
def test_a_month_or_a_week_is_no_day(typed: str) -> None:
    assert refused(typed) == f"“{typed}” is more than one day: say which one."


@pytest.mark.parametrize("typed", ["próximo viernes", "el viernes que viene", "next friday", "next fri"])
def test_a_weekday_that_may_be_this_weeks_is_not_guessed(typed: str) -> None:
    assert refused(typed) == f"“{typed}” may be this week's or next week's: say the date."


@pytest.mark.parametrize(
    "typed", ["ayer", "yesterday", "-1", "hace 3 días", "el viernes pasado", "2026-06-12", "12/6/2026"]
)
def test_what_is_past_is_refused(typed: str) -> None:
    assert refused(typed) == "That day is past."


def test_a_day_that_has_just_passed_is_not_taken_for_that_of_next_year() -> None:
    said = "“23 de noviembre” was on Mon 23 Nov 2026: say the year if Tue 23 Nov 2027 is meant."
    assert refused("23 de noviembre") == said
    assert refused("29 feb") == "“29 feb” is only on Tue 29 Feb 2028: say the year if that is meant."


def test_a_weekday_that_is_anothers() -> None:
    assert refused("lunes 12 de junio") == "“lunes 12 de junio” is Sat 12 Jun 2027: correct the weekday or the date."
    assert refused("viernes 12") == "“viernes 12” may mean several things: say it more exactly."


@pytest.mark.parametrize(
    "typed", ["nunca", "31 de junio", "12 de junio a las 10", "Rosa", "x", "+99999", "99/99", "13 o"]
)
def test_what_says_no_day(typed: str) -> None:
    assert refused(typed).startswith("No date can be read from this")
