"""Days in a visitor's own words: read where they can mean one thing only; else they stay the words they are."""

from __future__ import annotations

import datetime as dt
import re

from frontdesk.base.text import folded
from frontdesk.language.when import Reading, read

LONGEST = 120
"""What is longer is a letter and no date."""
MOST_NIGHTS = 365

_NIGHTS = re.compile(r"\b(\d{1,3}) (?:noches?|nights?)\b")
_BESIDE = frozenset({"de", "del", "desde", "el", "en", "for", "from", "la", "of", "on", "para", "the"})
"""Words that may stand beside a day without making it another."""
_BETWEEN = frozenset({"a", "al", "hasta", "through", "till", "to", "until"})
"""Words between the first day and the last one."""
_OTHERWISE = frozenset(
    {"after", "and", "antes", "around", "before", "despues", "e", "except", "excepto", "hacia", "menos", "no", "not", "o",
     "or", "salvo", "sobre", "u", "y"}
)  # fmt: skip
"""Words with which a day is another one, or one of several."""
_RANGE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|al?|to|till|until|through|hasta el)\s*(\d{1,2}\D.*)", re.IGNORECASE
)
"""``11 al 13 de diciembre``: a first day, and from a number on the last one."""
_MONTH_FIRST = re.compile(r"([a-z]+ )(\d{1,2})\s*(?:-|–|to|until)\s*(\d{1,2})", re.IGNORECASE)
"""``December 11-13``."""


def read_days(text: str, language: str, now: dt.datetime) -> tuple[int | None, int | None]:
    """The first and the last day (ordinals), the last one where a range or a number of nights is said.

    Never a guess: what may be meant otherwise, or says anything else, is no date. ``now``: local.
    """
    said = " ".join(folded(text).split()).strip(" .!¡?¿")
    if not said or len(said) > LONGEST or not _OTHERWISE.isdisjoint(re.findall(r"\w+", said)):
        return None, None
    nights, rest = _nights(said)
    if nights < 0:
        return None, None
    first, last = _range(rest, language, now)
    if first is None or first < now.toordinal() or (last is not None and last <= first):
        return None, None
    if nights:
        return (first, first + nights) if last in (None, first + nights) else (None, None)
    return first, last


def _nights(said: str) -> tuple[int, str]:
    """How many nights are said, and what is said besides; -1 where that says nothing."""
    found = list(_NIGHTS.finditer(said))
    if not found:
        return 0, said
    many = int(found[0][1])
    rest = _NIGHTS.sub(" ", said).strip(" ,;:")
    return (many, rest) if len(found) == 1 and 0 < many <= MOST_NIGHTS else (-1, rest)


def _range(said: str, language: str, now: dt.datetime) -> tuple[int | None, int | None]:
    found = _read(said, language, now)
    if (turned := _MONTH_FIRST.fullmatch(said)) is not None:
        begin, end = (_read(f"{turned[1]}{turned[n]}", language, now) for n in (2, 3))
        return _pair(begin, end)
    if found is None:
        return None, None
    if found.last_day is not None or found.day is None:
        return found.day, found.last_day
    if len(found.day_spans) > 1:
        return None, None
    ranged = _RANGE.search(said)
    if ranged is None or (found.day_span is not None and not found.day_span[0] <= ranged.start() < found.day_span[1]):
        return found.day, None
    end = _read(ranged[2], language, now)
    if end is None or end.day is None or end.day <= found.day:
        return None, None
    return found.day, end.day


def _pair(begin: Reading | None, end: Reading | None) -> tuple[int | None, int | None]:
    if begin is None or end is None or begin.day is None or end.day is None:
        return None, None
    return begin.day, end.day


def _read(said: str, language: str, now: dt.datetime) -> Reading | None:
    """What is said, where it says a day in one way only and nothing that could make it another."""
    found = read(said, language, now, month_first=None if language == "en" else False)
    if found.ambiguous or found.contradicted or found.day is None:
        return None
    left = list(said)
    for begin, end in found.said_spans or found.day_spans:
        left[begin:end] = " " * (end - begin)
    others = re.findall(r"\w+", "".join(left))
    harmless = _BESIDE | _BETWEEN if found.last_day is not None else _BESIDE
    return found if harmless.issuperset(others) else None
