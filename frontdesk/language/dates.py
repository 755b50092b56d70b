"""Days and times as people say and type them, in the reader's language; no locale module."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from frontdesk.base.errors import N_
from frontdesk.base.text import folded
from frontdesk.language.i18n import _

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip

_TYPED_WEEKDAYS = (
    ("monday", "lunes"), ("tuesday", "martes"), ("wednesday", "miercoles"), ("thursday", "jueves"),
    ("friday", "viernes"), ("saturday", "sabado"), ("sunday", "domingo"),
)  # fmt: skip
_TYPED_MONTHS = (
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",),
    ("jul",), ("aug", "ago"), ("sep",), ("oct",), ("nov",), ("dec", "dic"),
)  # fmt: skip
_NEAR = {
    "today": 0, "hoy": 0, "tomorrow": 1, "manana": 1, "yesterday": -1, "ayer": -1,
    "pasado manana": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
    "anteayer": -2, "antes de ayer": -2, "antier": -2, "day before yesterday": -2, "the day before yesterday": -2,
    "next week": 7, "la semana que viene": 7, "la proxima semana": 7, "la semana proxima": 7, "proxima semana": 7,
    "last week": -7, "la semana pasada": -7, "semana pasada": -7,
}  # fmt: skip
_COUNTED = {
    "a": 1, "an": 1, "un": 1, "una": 1, "one": 1, "two": 2, "dos": 2, "three": 3, "tres": 3, "four": 4, "cuatro": 4,
    "five": 5, "cinco": 5, "six": 6, "seis": 6, "seven": 7, "siete": 7, "eight": 8, "ocho": 8, "nine": 9, "nueve": 9,
    "ten": 10, "diez": 10,
}  # fmt: skip
_AFTER = ("in", "en", "dentro de")
_BEFORE = ("hace",)
_UNITS = {
    "day": (1, 0), "days": (1, 0), "dia": (1, 0), "dias": (1, 0),
    "week": (7, 0), "weeks": (7, 0), "semana": (7, 0), "semanas": (7, 0),
    "month": (0, 1), "months": (0, 1), "mes": (0, 1), "meses": (0, 1),
}  # fmt: skip
"""A unit as days and months."""

_AWAY = re.compile(
    rf"(?:({'|'.join((*_AFTER, *_BEFORE))}) )?(\d{{1,4}}|{'|'.join(_COUNTED)}) ({'|'.join(_UNITS)})( ago)?"
)
_NAMED_WEEKDAY = re.compile(
    r"(?:(on|el|this|este|next|el proximo|proximo|last|el pasado) )?([a-z]{2,}?)( que viene| proximo| pasado)?"
)


@lru_cache(maxsize=32)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(minute: int, zone: str) -> dt.datetime:
    """An epoch minute as the wall shows it in a zone."""
    return dt.datetime.fromtimestamp(minute * 60, _zone(zone))


def instant(day: int, minute: int, zone: str) -> int:
    """The epoch minute of a wall-clock minute of a day (the first of the two where it occurs twice)."""
    midnight = dt.datetime.combine(dt.date.fromordinal(day), dt.time(), _zone(zone))
    return int((midnight + dt.timedelta(minutes=minute)).timestamp() // 60)


def day_of(minute: int, zone: str) -> int:
    """The calendar day, as an ordinal, an epoch minute falls on in a zone."""
    return local(minute, zone).toordinal()


def time_words(minute: int, zone: str) -> str:
    """``10:42``."""
    return f"{local(minute, zone):%H:%M}"


def day_words(day: int, today: int) -> str:
    """``Mon 23 Nov``, with the year when it is not this one."""
    date = dt.date.fromordinal(day)
    words = f"{_(WEEKDAYS[date.weekday()])} {date.day} {_(MONTHS[date.month - 1])}"
    return words if date.year == dt.date.fromordinal(today).year else f"{words} {date.year}"


def near_day_words(day: int, today: int) -> str:
    """Like ``day_words``, but today, tomorrow and yesterday are called so."""
    return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(day - today) or day_words(day, today)


def moment_words(minute: int, zone: str, today: int) -> str:
    """``Mon 23 Nov 10:30``."""
    return f"{day_words(day_of(minute, zone), today)} {time_words(minute, zone)}"


def span_words(start: int, end: int, zone: str) -> str:
    """``10:00–10:45``."""
    return f"{time_words(start, zone)}–{time_words(end, zone)}"


def minutes_words(minutes: int) -> str:
    """``45 min``, ``1 h 30``, ``2 h``."""
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def read_day(text: str, today: int) -> int | None:
    """The day somebody means: ISO, ``dd/mm``, ``dd/mm/yy``, ``23 nov``, a weekday in either language, ``+N``, today's
    neighbours, ``in 2 weeks``, ``hace 3 días``.

    A weekday is the next such day, today included (*next*: not today; *last*: the latest before today); a day without a
    year is the nearest one not long past.
    """
    said = folded(text)
    if said in _NEAR:
        return today + _NEAR[said]
    if match := _AWAY.fullmatch(said):
        return _away(match[1], match[2], match[3], bool(match[4]), today)
    if match := re.fullmatch(r"([+-])(\d{1,4})", said):
        return today + int(said)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said):
        return _ordinal(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{2}|\d{4}))?", said):
        return _dated(int(match[1]), int(match[2]), match[3], today)
    if match := re.fullmatch(r"(?:[a-z]+,? )?(\d{1,2})(?: de)? ([a-z]{3})[a-z]*\.?(?: (?:de )?(\d{2}|\d{4}))?", said):
        month = next((number for number, names in enumerate(_TYPED_MONTHS, 1) if match[2] in names), 0)
        return _dated(int(match[1]), month, match[3], today) if month else None
    if re.fullmatch(r"\d{1,2}", said):
        date = dt.date.fromordinal(today)
        near = _ordinal(date.year, date.month, int(said))
        if near is not None and near >= today:
            return near
        following = date.replace(day=1) + dt.timedelta(days=32)
        return _ordinal(following.year, following.month, int(said))
    if match := _NAMED_WEEKDAY.fullmatch(said):
        return _weekday(f"{match[1] or ''}{match[3] or ''}", match[2], today)
    return None


def _away(before: str | None, number: str, unit: str, ago: bool, today: int) -> int | None:
    """So many days, weeks or months from today, either way; a number without a direction says nothing."""
    if (before is None) != ago:
        return None
    count = (int(number) if number.isdecimal() else _COUNTED[number]) * (-1 if ago or before in _BEFORE else 1)
    days, months = _UNITS[unit]
    if not months:
        return today + count * days
    date = dt.date.fromordinal(today)
    year, month = divmod(date.year * 12 + date.month - 1 + count * months, 12)
    last = 28  # the month may be shorter: its last day then
    for day in (date.day, 30, 29):
        if day <= date.day and _ordinal(year, month + 1, day) is not None:
            last = day
            break
    return _ordinal(year, month + 1, min(last, date.day))


def _weekday(which: str, name: str, today: int) -> int | None:
    for weekday, names in enumerate(_TYPED_WEEKDAYS):
        if any(known.startswith(name) for known in names):
            ahead = (weekday - (today - 1) % 7) % 7
            if "last" in which or "pasado" in which:
                return today + ahead - 7
            if "next" in which or "prox" in which or "viene" in which:
                return today + (ahead or 7)
            return today + ahead
    return None


def _dated(day: int, month: int, year: str | None, today: int) -> int | None:
    """A day and month of a year; without one, the nearest that is not long past."""
    if year:
        return _ordinal(int(year) + 2000 if len(year) == 2 else int(year), month, day)
    this = dt.date.fromordinal(today).year
    near = _ordinal(this, month, day)
    return _ordinal(this + 1, month, day) if near is None or near < today - 182 else near


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return dt.date(year, month, day).toordinal()
    except ValueError:
        return None


def read_time(text: str) -> int | None:
    """Minutes after midnight of a typed time: ``10``, ``10:30``, ``10.30``, ``1030``, ``10h30``."""
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})?)?|(\d{1,2})(\d{2})", text.strip().lower())
    if match is None:
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None
