"""What an answer means by the question before it: a bare number, ``mañana`` for the morning, an hour that was offered."""

from __future__ import annotations

import re

from frontdesk.base.text import folded
from frontdesk.language.when.next_week import names_next_week, put_in_next_week
from frontdesk.language.when.rules import Line
from frontdesk.language.when.spans import number_after

_NUMBER = re.compile(r"(?:the |on |for )*n\d\d? ")
_CHOSEN = re.compile(r"(?:yes |rather |the |la |las |, )*n(?P<hour>\d\d?) (?:yes |rather |, )*")
_EITHER = re.compile(r"(?<![^ ])(?P<nth>o0\d )(?=$|[_,.] |yes |rather )")
_MORNING_OR = re.compile(r"(?<![^ ])near1 or (?:of |in |the |la )*p(?:afternoon|evening|night) ")
_LENGTHS = re.compile(
    r"(?<![^ ])(?:uhour|umin) or |(?<![^ ])(?:n\d+|a|half) or (?:the |a |half |n\d+ |_ )*(?:uhour|umin) "
)
_LENGTH = re.compile(r"(?:(?:the|la|on|for|of|a|half|yes|n\d+|uhour|umin|one|_|,|rather) )+")
_RATHER = re.compile(r"(?<![^ ])rather (?:at |las |a )*n\d\d? (?:$|[,.] |yes )")
_OF_THINGS = frozenset({"x", "thing"})
_LATE = 18 * 60
"""From when on an offered hour makes those of the answer the evening's."""


def asked(prev: str) -> str:
    """Whether we asked for a day or for a time; both or neither: ''."""
    said = folded(prev)
    last = re.split(r"[.!]", said.rstrip(" .!"))[-1]
    day = bool(re.search(r"\b(?:date|day|que dia|dia|fecha|cuando)\b", last))
    time = bool(re.search(r"\b(?:what time|time|hour|a que hora|hora)\b", last))
    return "day" if day and not time else "time" if time and not day else ""


def codes(offers: Line) -> set[str]:
    """The codes of a question; in ``¿de mañana o de tarde?`` nothing is tomorrow."""
    said = {token.code for token in offers.said}
    return said - {"near1"} | {"pmorning"} if _MORNING_OR.search(offers.text) else said


def of_length(offers: Line) -> bool:
    """Whether we asked how long it is to be: ``¿una hora o dos?``."""
    return bool(_LENGTHS.search(offers.text))


def length(line: Line) -> None:
    """Put ``_`` for an answer that is but a length."""
    if _LENGTH.fullmatch(line.text):
        line.put(0, len(line.tokens), "_")


def other_hour(line: Line, before: set[str]) -> bool:
    """Whether a bare number is an hour that is wanted instead of the one that was offered: ``make it 9``."""
    return not _OF_THINGS & before and bool(_RATHER.search(line.text))


def of_week(line: Line, offers: Line) -> None:
    """A weekday is next week's where we asked for a day of it."""
    if names_next_week(offers) and not re.search(r"(?<![^ ])(?:this |near|d\d|m\d|uweek)", line.text):
        put_in_next_week(line)


def answer(line: Line, question: str, before: set[str]) -> None:
    """Put what only the question explains; ``before`` are its codes."""
    if _OF_THINGS & before and not question and _NUMBER.fullmatch(line.text):
        line.put(0, len(line.tokens), "_")
    if question == "day":
        if _NUMBER.fullmatch(line.text):
            line.put(0, len(line.tokens), f"o{line.tokens[-1].code[1:]}")
    else:
        while either := _EITHER.search(line.text):  # “el primero” of what was offered
            _put(line, either.start("nth"), "_")
    if "pmorning" in before and "near1" not in before:
        for match in re.finditer(r"(?<![^ ])near1 (?!in )", line.text):
            _put(line, match.start(), "pmorning")
            break
    if "pasado" in before or {"near1", "near2"} <= before:
        while found := re.search(r"(?:^|(?<=_ )|(?<=, )|(?<=for )|(?<=yes )|(?<=rather ))pasado ", line.text):
            _put(line, found.start(), "near2")


def chosen_day(line: Line, offered: set[int], before: set[str], question: str, month: str = "") -> None:
    """Put the day that was offered where its weekday is what the answer says of it; and what is counted from it.

    ``month``: the code of the one of which a day was asked for.
    """
    weekday = re.search(r"(?<![^ ])(?P<w>w(?P<number>[0-6]) )", line.text)
    told = re.search(
        r"(?<![^ ])(?:(?:next|following|last|nextafter|pasado|m\d+|near-?\d|this uweek|uweek) "
        r"|w\d .*w\d |w\d (?:the |uday )*[no]\d)",
        line.text,
    )
    if weekday and not told:
        fitting = [day for day in offered if (day - 1) % 7 == int(weekday["number"])]
        if len(fitting) == 1:
            _put(line, weekday.start("w"), f"d{fitting[0]}")
    only = next(iter(offered)) if len(offered) == 1 else 0
    if following := re.search(r"(?<![^ ])dayafter ", line.text):
        _put(line, following.start(), f"d{only + 1}" if only else "near1")
    if only and (beside := re.search(r"(?<![^ ])(?:the )?uday (?P<way>after|before) $", line.text)):
        line.put(line.index(beside.start()), len(line.tokens), f"d{only + (1 if beside['way'] == 'after' else -1)}")
    again = re.search(r"(?<![^ ])(?:following w(\d) |w(\d) following )", line.text) if only else None
    if again and (only - 1) % 7 == int(
        again[1] or again[2]
    ):  # “el jueves siguiente”, where Thursday the 3rd was offered
        line.put_match(again, f"d{only + 7}")
    number = re.search(r"(?<![^ ])(?:the |on |for )*(?P<n>[no](?P<number>\d\d?) )(?!x |u|:|m\d)", line.text)
    if number is None or re.search(r"(?<![^ ])(?:w\d|m\d+|d\d+) ", line.text):
        return
    at = line.index(number.start("n"))
    if only and "leave" in before:
        line.put(at, at + 1, f"d{number_after(only, int(number['number']))}")
    elif not offered and month and question == "day":
        line.add(at + 1, month)


def chosen(line: Line, offered: list[int]) -> None:
    """Put the time that was offered where its hour is all that the answer says."""
    match = _CHOSEN.fullmatch(line.text)
    hour = int(match["hour"]) if match else -1
    fitting = [minute for minute in offered if minute % 60 == 0 and hour in (minute // 60, minute // 60 % 12 or 12)]
    if match and len(fitting) == 1:
        _put(line, match.start("hour"), f"t{fitting[0] // 60:02}:00")


def context(offered: list[int]) -> str:
    """The part of the day of which the hours of an answer are, as far as those that were offered tell."""
    return "evening" if offered and min(offered) >= _LATE else ""


def spoken_of(before: set[str]) -> str:
    """The part of the day that a question asks for an hour of: ``¿A qué hora de la tarde?``, ``¿a qué hora quieren cenar?``."""
    parts = {
        code[1:] for code in before if code in ("wevening", "wmorning", "pmorning", "pafternoon", "pevening", "pnight")
    }
    if parts == {"morning"}:
        return "morning"
    return "evening" if parts and "morning" not in parts else ""


def _put(line: Line, place: int, code: str) -> None:
    at = line.index(place)
    line.put(at, at + 1, code)
