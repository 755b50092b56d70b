"""Feasts people name instead of a date."""

from __future__ import annotations

import datetime as dt

_FIXED = {
    "newyear": (1, 1), "epiphany": (1, 6), "valentine": (2, 14), "andalusia": (2, 28), "patrick": (3, 17), "joseph": (3, 19),
    "earth": (4, 22), "george": (4, 23), "labour": (5, 1), "isidro": (5, 15), "johneve": (6, 23), "john": (6, 24),
    "independence": (7, 4), "fermin": (7, 7), "james": (7, 25), "assumption": (8, 15), "merce": (9, 24), "hispanic": (10, 12),
    "halloween": (10, 31), "allsaints": (11, 1), "constitution": (12, 6), "immaculate": (12, 8), "christmaseve": (12, 24),
    "christmas": (12, 25), "boxing": (12, 26), "innocents": (12, 28), "newyeareve": (12, 31),
}  # fmt: skip
_BY_EASTER = {
    "carnival": -47, "ashwednesday": -46, "palm": -7, "holymonday": -6, "holytuesday": -5, "holywednesday": -4, "maundy": -3,
    "goodfriday": -2, "holysaturday": -1, "easter": 0, "eastermonday": 1,
    "whitmonday": 50, "corpus": 60,
}  # fmt: skip
_NTH = {"mother": (5, 6, 1), "fatherus": (6, 6, 3), "laborus": (9, 0, 1), "thanksgiving": (11, 3, 4)}
"""Month, weekday, which one."""


def feast(name: str, year: int) -> int:
    """The day (ordinal) of a feast in a year. Raises ValueError beyond the calendar."""
    if name in _FIXED:
        return dt.date(year, *_FIXED[name]).toordinal()
    if name in _BY_EASTER:
        return easter(year) + _BY_EASTER[name]
    if name == "blackfriday":
        return feast("thanksgiving", year) + 1
    return nth_weekday(year, *_NTH[name])


def nth_weekday(year: int, month: int, weekday: int, which: int) -> int:
    """The first, second … such weekday of a month, the last where ``which`` is 0. Raises ValueError: there is none."""
    if which == 0:
        following = dt.date(year + month // 12, month % 12 + 1, 1).toordinal()
        return following - 1 - (following - 2 - weekday) % 7
    first = dt.date(year, month, 1).toordinal()
    day = first + (weekday - (first - 1)) % 7 + 7 * (which - 1)
    if dt.date.fromordinal(day).month != month:
        raise ValueError
    return day


def easter(year: int) -> int:
    """Easter Sunday of the Gregorian calendar (the rule of Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, corrected = century // 4, (century + 8) // 25
    moon = (19 * golden + century - skipped - (century - corrected + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1).toordinal()
