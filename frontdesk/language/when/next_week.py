"""Next week said first and the day of it some words later: ``la semana que viene para mi hija, el jueves a las cinco``."""

from __future__ import annotations

import re

from frontdesk.language.when.rules import Line

_WEEK = r"(?:next uweek(?:end)? |uweek(?:end)? nextafter )"
_NEXT_WEEK = re.compile(
    rf"(?<![^ ]){_WEEK}(?!(?:no|not|cannot|before|after) |(?:,|on|the|-|~|of|in) (?:on |the )?w\d|w\d)"
)
_THE_NEXT = re.compile(
    r"(?<![^ ])this uweek(?:end)? (?:no |cannot ).*?(?:the|la) (?:nextafter|next) (?!uweek|umonth|w\d)"
)
"""``esta semana no puedo, la que viene``."""
_BARE = re.compile(
    r"(?<![^ ])(?<!this )(?<!next )(?<!last )(?<!coming )(?<!pasado )(?P<w>w\d )"
    r"(?!nextafter|next|pasado|of (?:the )?(?:this |next )?uweek|(?:the |uday |, )*[no]\d+ (?:of |m\d|$)|uweek)"
)


def of_next_week(line: Line) -> None:
    """Say of the weekdays that follow that they are next week's, where nothing nearer is said of them."""
    week = _NEXT_WEEK.search(line.text) or _THE_NEXT.search(line.text)
    if week is None or re.search(r"(?<![^ ])(?:near|d\d|dm|iso)", line.text[week.end() :]):
        return
    if put_in_next_week(line, week.end()):
        line.put_match(week, "_")


def names_next_week(line: Line) -> bool:
    """Whether a week to come is spoken of, and none of its days."""
    return bool(re.search(rf"(?<![^ ]){_WEEK}", line.text)) and not re.search(r"(?<![^ ])w\d", line.text)


def put_in_next_week(line: Line, place: int = 0) -> bool:
    """Say of the weekdays from a place of the text on that they are next week's; whether there were any."""
    found = [line.index(match.start("w")) for match in _BARE.finditer(line.text, place)]
    for at in reversed(found):
        for code in ("nextafter", "uweek", "of"):
            line.add(at + 1, code)
    return bool(found)
