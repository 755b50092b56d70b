"""Hours and absences as people write them on one line, and back, in the notation of a business file."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from frontdesk.base.text import folded
from frontdesk.language.dates import read_day, read_time
from frontdesk.language.i18n import _

_RANGE = re.compile(r"(\d{1,2}(?:[:.h]\d{2})?h?)\s*[-\u2013]\s*(\d{1,2}(?:[:.h]\d{2})?h?)(?:[\s,;]+|$)")
_CLOSED = frozenset({"", "-", "\u2013", "closed", "cerrado", "free", "libre", "no"})
_AWAY = re.compile(
    r"(?P<first>[^\s.]+(?:\.\d+)*)(?:[ T](?P<since>\d{1,2}:\d{2}))?"
    r"(?:\s*\.\.+\s*(?:(?P<until>\d{1,2}:\d{2})|(?P<last>[^\s.]+(?:\.\d+)*)(?:[ T](?P<end>\d{1,2}:\d{2}))?))?"
    r"(?:\s+(?P<reason>.*))?"
)


class Away(NamedTuple):
    """An absence or a closure: dates or local date-times in ISO; a last date is included."""

    first: str
    last: str
    reason: str


def ranges_words(ranges: list[str]) -> str:
    """``09:00-14:00 16:00-20:30``."""
    return " ".join(ranges)


def over_midnight(ranges: list[str]) -> list[str]:
    """Those that end on the following day."""
    return [one for one in ranges if one.partition("-")[2] <= one.partition("-")[0]]


def read_ranges(text: str) -> list[str] | None:
    """``9-14 16:30-20`` as ranges; nothing, or a word for it, is closed. None where it cannot be read."""
    said = text.strip()
    if folded(said) in _CLOSED:
        return []
    found, at = [], 0
    while at < len(said):
        match = _RANGE.match(said, at)
        ends = [_clock(match[1]), _clock(match[2], last=True)] if match else [None]
        if match is None or None in ends:
            return None
        found.append("-".join(str(end) for end in ends))
        at = match.end()
    return found


def _clock(text: str, *, last: bool = False) -> str | None:
    if last and re.fullmatch(r"24(?:[:.h]00)?h?", text):
        return "24:00"
    minutes = read_time(text)
    return None if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def _in_figures(text: str, today: int) -> str:
    """A text whose first words say a day (``24 dic 2026 …``), with that day in ISO."""
    words = text.split()
    for count in range(min(len(words), 5), 1, -1):
        day = read_day(" ".join(words[:count]), today) if words[0].isdecimal() else None
        if day is not None:
            return " ".join([dt.date.fromordinal(day).isoformat(), *words[count:]])
    return " ".join(words)


def dated_words(date: str, ranges: list[str]) -> str:
    """``2026-12-24 09:00-14:00``, ``2026-12-26 closed``."""
    return f"{date} {ranges_words(ranges) or _('closed')}"


def read_dated(text: str, today: int) -> tuple[str, list[str]] | None:
    """The hours of one date: the date, then ranges, or a word for none."""
    said, _space, rest = _in_figures(text, today).partition(" ")
    day, ranges = read_day(said, today), read_ranges(rest)
    return None if day is None or ranges is None else (dt.date.fromordinal(day).isoformat(), ranges)


def away_words(away: Away) -> str:
    """``2026-12-24..2026-12-31 holiday``, ``2026-12-03 10:30..12:30 doctor``."""
    first, last = away.first.replace("T", " "), away.last.replace("T", " ")
    if last[:10] == first[:10]:
        last = last[11:]
    return " ".join(part for part in (f"{first}..{last}" if last else first, away.reason) if part)


def read_away(text: str, today: int) -> Away | None:
    """From–to and a reason; one date is that day. None where it cannot be read."""
    match = _AWAY.fullmatch("..".join(_in_figures(part, today) for part in re.split(r"\.\.+", text, maxsplit=1)))
    if match is None:
        return None
    first = read_day(match["first"], today)
    last = first if match["last"] is None else read_day(match["last"], today)
    if first is None or last is None:
        return None
    since, end = match["since"], match["until"] or match["end"]
    begins, ends = dt.date.fromordinal(first).isoformat(), dt.date.fromordinal(last).isoformat()
    reason = match["reason"] or ""
    if since is None and end is None:
        return Away(begins, ends, reason)
    low, high = _clock(since or "00:00"), _clock(end or "24:00", last=True)
    if low is None or high is None:
        return None
    if high == "24:00":
        high, ends = "00:00", (dt.date.fromordinal(last) + dt.timedelta(days=1)).isoformat()
    return Away(f"{begins}T{low}", f"{ends}T{high}", reason)
