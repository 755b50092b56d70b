"""Days and times as people say and type them, in the reader's language; no locale module."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from frontdesk.base.errors import MONTHS as MONTHS
from frontdesk.base.errors import WEEKDAYS as WEEKDAYS
from frontdesk.language.i18n import _, ngettext


def read_day(text: str, today: int) -> int | None:
    """The day (ordinal) somebody looks up, in either language; None where it cannot be read (see ``language.when``)."""
    from frontdesk.language.when import read_day as read  # its rules take their time, which a first paint has not

    return read(text, today)


def days_on(text: str) -> int | None:
    """How many days from today ``+7`` and ``-3`` say; None where it is nothing of the kind."""
    return int(text) if re.fullmatch(r"(?a:[+-]\d{1,4})", text) else None


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


def days_away_words(days: int) -> str:
    """``in 3 days``, ``3 days ago``, ``today``."""
    if days in (-1, 0, 1):
        return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}[days]
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)


def moment_words(minute: int, zone: str, today: int) -> str:
    """``Mon 23 Nov 10:30``."""
    return f"{day_words(day_of(minute, zone), today)} {time_words(minute, zone)}"


def minute_words(minute: int) -> str:
    """``10:42`` of a minute after midnight."""
    return f"{minute // 60:02}:{minute % 60:02}"


def span_words(start: int, end: int, zone: str) -> str:
    """``10:00–10:45``."""
    return f"{time_words(start, zone)}–{time_words(end, zone)}"


def minutes_words(minutes: int) -> str:
    """``45 min``, ``1 h 30``, ``2 h``."""
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


_TIME = re.compile(
    r"(?a:(?:(\d{1,2})(?: ?[:.h] ?(\d{2})?)?|(\d{1,2})(\d{2}))(?: ?(?:h|hs|hrs?))?(?: ?([ap])\.? ?m\.?)?)"
)


def read_time(text: str) -> int | None:
    """Minutes after midnight of a typed time: ``10``, ``10:30``, ``10.30``, ``1030``, ``10h30``, ``21 h``, ``9pm``."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        return None
    hour, minute, half = int(match[1] or match[3]), int(match[2] or match[4] or 0), match[5]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None
