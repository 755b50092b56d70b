"""Which day somebody means: a table of phrases for each language, read the same way."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from frontdesk.base.text import folded


@dataclass(frozen=True, eq=False)
class _Words:
    """How one language says days. All words are folded: no accents, no capitals."""

    near: dict[str, int]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    units: dict[str, str]
    numbers: dict[str, int]
    phrases: tuple[tuple[str, str], ...]
    """A phrase and what it means (see ``_MEANINGS``); a part in brackets may be left out."""


_ENGLISH = _Words(
    near={
        "today": 0, "now": 0, "tomorrow": 1, "tmrw": 1, "day after tomorrow": 2, "the day after tomorrow": 2,
        "yesterday": -1, "day before yesterday": -2, "the day before yesterday": -2,
    },
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    months=(
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ),
    units={
        "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year",
        "years": "year",
    },
    numbers={
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "twelve": 12,
    },
    phrases=(
        ("[on ][this ]{day}", "coming"),
        ("[the ]next {day}", "next"),
        ("[on ][the ]last {day}", "last"),
        ("{day} [of ]next week", "next week"),
        ("in {n} {unit}", "ahead"),
        ("{n} {unit} from now", "ahead"),
        ("{n} {unit} from today", "ahead"),
        ("next {unit}", "ahead"),
        ("{n} {unit} ago", "ago"),
        ("last {unit}", "ago"),
        ("[the ][on the ]{dd}", "number"),
        ("[{day}[,] ][the ][on the ]{dd}[ of] {month}[[,] {year}]", "dated"),
        ("[{day}[,] ]{month} {dd}[[,] {year}]", "dated"),
        ("{day}[,][ the] {dd}", "number"),
        ("[the ]end of [the ]month", "month ends"),
        ("month end", "month ends"),
        ("[the ]end of next month", "next month ends"),
        ("[the ][start of ][beginning of ][first of ]next month", "next month begins"),
        ("[the ]end of [the ]year", "year ends"),
    ),
)  # fmt: skip

_SPANISH = _Words(
    near={
        "hoy": 0, "ahora": 0, "manana": 1, "pasado manana": 2, "pasado": 2, "ayer": -1, "anteayer": -2, "antes de ayer": -2,
        "antier": -2,
    },
    weekdays=("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
    units={
        "dia": "day", "dias": "day", "semana": "week", "semanas": "week", "mes": "month", "meses": "month", "ano": "year",
        "anos": "year",
    },
    numbers={
        "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
        "diez": 10, "doce": 12, "quince": 15,
    },
    phrases=(
        ("[el ][este ]{day}", "coming"),
        ("[el ][este ]{day} que viene", "next"),
        ("[el ]{day} proximo", "next"),
        ("[el ]proximo {day}", "next"),
        ("[el ]{day} pasado", "last"),
        ("[el ]pasado {day}", "last"),
        ("[el ]{day} de la semana que viene", "next week"),
        ("[el ]{day} de la proxima semana", "next week"),
        ("en {n} {unit}", "ahead"),
        ("dentro de {n} {unit}", "ahead"),
        ("de aqui a {n} {unit}", "ahead"),
        ("[el ][la ]{unit} que viene", "ahead"),
        ("[el ][la ]proxim[o][a] {unit}", "ahead"),
        ("hace {n} {unit}", "ago"),
        ("{n} {unit} atras", "ago"),
        ("[el ][la ]{unit} pasad[o][a]", "ago"),
        ("[el ][dia ][el dia ]{dd}", "number"),
        ("[el ]{day}[,][ dia] {dd}", "number"),
        ("[el ][{day}[,] ]{dd}[ de] {month}[[ de][ del] {year}]", "dated"),
        ("[a ]fin[al] de[l] mes", "month ends"),
        ("[a ]fin[al] de[l] mes que viene", "next month ends"),
        ("[a ]principio[s] de[l] mes que viene", "next month begins"),
        ("[el ][dia ]uno de[l] mes que viene", "next month begins"),
        ("[el ][dia ]{one} de[l] mes que viene", "next month begins"),
        ("[a ]fin[al] de ano", "year ends"),
    ),
)  # fmt: skip

_LANGUAGES = (_ENGLISH, _SPANISH)

_SHORT_YEAR = 2000


def read_day(text: str, today: int) -> int | None:
    """The day (ordinal) somebody means, in either language; None where it cannot be read: nothing is guessed.

    ISO, ``dd/mm``, ``dd/mm/yy``, ``23 nov``, ``+7``, ``-3``, weekdays, ``in 2 weeks``, ``hace 3 días``, ``fin de mes``. A
    weekday is the next such day, today included (``next``, ``que viene``: today not included); a day without a year is the
    nearest one not long past. A weekday that contradicts its date is no day.
    """
    said = folded(text).rstrip(".")
    try:
        return _figures(said, today) or _said(said, today)
    except (ValueError, OverflowError):
        return None


def _figures(said: str, today: int) -> int | None:
    """What is written in figures alone."""
    if re.fullmatch(r"[+-]\d{1,4}", said):
        return _held(today + int(said))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said):
        return dt.date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{2}|\d{4}))?", said):
        return _dated(int(match[1]), int(match[2]), match[3], today)
    return None


def _said(said: str, today: int) -> int | None:
    """What is said in words, in whichever language has a phrase for it."""
    for words in _LANGUAGES:
        if said in words.near:
            return _held(today + words.near[said])
        for pattern, meaning in _patterns(words):
            if match := pattern.fullmatch(said):
                parts = _Parts(words, match.groupdict(), today)
                day = _MEANINGS[meaning](parts) if parts.known else None
                if day is not None:
                    return _held(day)
    return None


def _held(day: int) -> int:
    """A day that the calendar has. Raises ValueError, OverflowError."""
    return dt.date.fromordinal(day).toordinal()


@cache
def _patterns(words: _Words) -> tuple[tuple[re.Pattern[str], str], ...]:
    parts = {
        "{n}": rf"(?P<n>\d{{1,4}}|{'|'.join(words.numbers)})",
        "{unit}": rf"(?P<unit>{'|'.join(words.units)})",
        "{day}": r"(?P<day>[a-z]{2,})\.?",
        "{dd}": r"(?P<dd>\d{1,2})(?:st|nd|rd|th|o)?",
        "{month}": r"(?P<month>[a-z]{3,})\.?",
        "{year}": r"(?P<year>\d{4}|\d{2})",
        "{one}": "1o?",
    }
    made = []
    for phrase, meaning in words.phrases:
        pattern = phrase.replace("[", "(?:").replace("]", ")?")
        for name, part in parts.items():
            pattern = pattern.replace(name, part)
        made.append((re.compile(pattern), meaning))
    return tuple(made)


class _Parts:
    """What stands in the places of a phrase. ``known``: every word of it is one of the language."""

    def __init__(self, words: _Words, found: dict[str, str | None], today: int) -> None:
        self.today = today
        self.date = dt.date.fromordinal(today)
        number, unit, day, month = (found.get(name) for name in ("n", "unit", "day", "month"))
        self.number = 1 if number is None else words.numbers.get(number) or int(number)
        self.unit = words.units.get(unit or "", "")
        self.weekday = _begun(words.weekdays, day)
        self.month = _begun(words.months, month)
        self.day = int(found.get("dd") or 0)
        self.year = found.get("year")
        self.known = (day is None or self.weekday is not None) and (month is None or self.month is not None)

    def shifted(self, by: int) -> int:
        """Today and so many units more."""
        if self.unit in ("day", "week"):
            return self.today + by * (7 if self.unit == "week" else 1)
        months = self.date.year * 12 + self.date.month - 1 + by * (12 if self.unit == "year" else 1)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return dt.date(year, month + 1, min(self.date.day, last)).toordinal()

    def coming(self, *, today_too: bool) -> int:
        """The next such weekday."""
        by = ((self.weekday or 0) - self.date.weekday()) % 7
        return self.today + (by if by or today_too else 7)

    def next_week(self) -> int:
        """The weekday of the week that begins on Monday next."""
        return self.today - self.date.weekday() + 7 + (self.weekday or 0)

    def agreed(self, day: int | None) -> int | None:
        """The day, unless a weekday that was said with it contradicts."""
        if day is None or (self.weekday is not None and (day - 1) % 7 != self.weekday):
            return None
        return day

    def dated(self) -> int | None:
        return self.agreed(_dated(self.day, (self.month or 0) + 1, self.year, self.today))

    def number_of_month(self) -> int | None:
        """``25``: of this month, or of the next where this month's is over."""
        day = _ordinal(self.date.year, self.date.month, self.day)
        if day is None or day < self.today:
            following = self.date.replace(day=1) + dt.timedelta(days=32)
            day = _ordinal(following.year, following.month, self.day)
        return self.agreed(day)

    def month_begins(self, by: int) -> int:
        """The first day of the month after so many."""
        year, month = divmod(self.date.year * 12 + self.date.month - 1 + by, 12)
        return dt.date(year, month + 1, 1).toordinal()


_MEANINGS: dict[str, Callable[[_Parts], int | None]] = {
    "coming": lambda said: said.coming(today_too=True),
    "next": lambda said: said.coming(today_too=False),
    "last": lambda said: said.coming(today_too=True) - 7,
    "next week": lambda said: said.next_week(),
    "ahead": lambda said: said.shifted(said.number),
    "ago": lambda said: said.shifted(-said.number),
    "number": lambda said: said.number_of_month(),
    "dated": lambda said: said.dated(),
    "month ends": lambda said: said.month_begins(1) - 1,
    "next month ends": lambda said: said.month_begins(2) - 1,
    "next month begins": lambda said: said.month_begins(1),
    "year ends": lambda said: dt.date(said.date.year, 12, 31).toordinal(),
}


def _begun(names: tuple[str, ...], word: str | None) -> int | None:
    """Which name begins with the word, where there is one."""
    if not word:
        return None
    word = "septiembre" if word in ("set", "setiembre") and "septiembre" in names else word
    return next((number for number, name in enumerate(names) if name.startswith(word)), None)


def _dated(day: int, month: int, year: str | None, today: int) -> int | None:
    """A day and month of a year; without one, the nearest that is not long past."""
    if year:
        return _ordinal(int(year) + _SHORT_YEAR if len(year) == 2 else int(year), month, day)
    this = dt.date.fromordinal(today).year
    near = _ordinal(this, month, day)
    return _ordinal(this + 1, month, day) if near is None or near < today - 182 else near


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return dt.date(year, month, day).toordinal()
    except ValueError:
        return None
