"""ISO 8601 at the command line's edge: words to dates and instants of a location's zone, and instants to words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from frontdesk.base.errors import FrontdeskError
from frontdesk.engine import zones
from frontdesk.language.i18n import _

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]0+)?)? ?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?)?", re.ASCII
)
_FIRST, _LAST = dt.date(1900, 1, 1).toordinal(), dt.date(2200, 1, 1).toordinal()


@dataclass(frozen=True)
class When:
    """A date, or a date and time, as it was written. ``offset`` in minutes, None: the location's."""

    text: str
    day: int
    minute: int | None = None
    offset: int | None = None


def day(word: str) -> int:
    """A date (2026-11-23) as an ordinal. Raises ValueError."""
    found = _DATE.fullmatch(word.strip())
    if found is None:
        raise ValueError(_("a date such as 2026-11-23 is expected"))
    try:
        return dt.date(*(int(part) for part in found.groups())).toordinal()
    except ValueError:
        raise ValueError(_("there is no such date")) from None


def when(word: str) -> When:
    """A date and time, or a date alone. Raises ValueError."""
    expected = _("a time such as 2026-11-23T10:00 is expected")
    found = _TIME.fullmatch(word.strip())
    if found is None:
        raise ValueError(expected)
    date, hours, minutes, seconds, zulu, sign, ahead, more = found.groups()
    ordinal = day(date)
    if hours is None:
        return When(date, ordinal)
    if int(hours) > 23 or int(minutes) > 59 or int(seconds or 0) > 59:
        raise ValueError(expected)
    if int(seconds or 0):
        raise ValueError(_("times are whole minutes"))
    offset: int | None = 0 if zulu else None
    if sign:
        if int(ahead) > 23 or int(more or 0) > 59:
            raise ValueError(expected)
        offset = (int(ahead) * 60 + int(more or 0)) * (-1 if sign == "-" else 1)
    return When(f"{date}T{hours}:{minutes}", ordinal, int(hours) * 60 + int(minutes), offset)


def timed(word: str) -> When:
    """A date and time. Raises ValueError."""
    found = when(word)
    if found.minute is None:
        raise ValueError(_("a time such as 2026-11-23T10:00 is expected"))
    return found


def within_reach(ordinal: int) -> int:
    """The date, where it is one a business can mean. Raises FrontdeskError(wrong_value)."""
    if not _FIRST <= ordinal < _LAST:
        raise FrontdeskError("wrong_value", field=_("date"), problem=_("between 1900 and 2199"))
    return ordinal


def instant(wanted: When, zone: str) -> int:
    """The epoch minute that is meant. Raises FrontdeskError(ambiguous_time, nonexistent_time)."""
    ordinal, minute = within_reach(wanted.day), wanted.minute or 0
    if wanted.offset is not None:
        return (ordinal - zones.EPOCH_DAY) * zones.DAY + minute - wanted.offset
    found = zones.resolve(ordinal, minute, zone)
    if not found:
        raise FrontdeskError("nonexistent_time", time=wanted.text)
    if len(found) > 1:
        both = [zones.iso(choice, zone) for choice in found]
        raise FrontdeskError(
            "ambiguous_time", {"times": both}, time=wanted.text, choices=", ".join(text[-6:] for text in both)
        )
    return found[0]


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def moment(epoch_minute: int, zone: str) -> dt.datetime:
    """An instant on the location's wall clock."""
    return dt.datetime.fromtimestamp(epoch_minute * 60, _zone(zone))


def iso_second(epoch_second: int, zone: str) -> str:
    """The moment something was done, with the location's offset."""
    return dt.datetime.fromtimestamp(epoch_second, _zone(zone)).isoformat(timespec="seconds")


def said(epoch_minute: int, zone: str) -> str:
    """An instant for people: 2026-11-23 10:00."""
    return moment(epoch_minute, zone).strftime("%Y-%m-%d %H:%M")


def date(ordinal: int) -> str:
    """A date: 2026-11-23."""
    return dt.date.fromordinal(ordinal).isoformat()
