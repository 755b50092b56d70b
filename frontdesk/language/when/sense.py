"""What a word means by what stands beside it: ``mañana`` the day or the morning, ``mar`` the day or the month, ``12-12``."""

from __future__ import annotations

import re

from frontdesk.language.when.tokens import Token
from frontdesk.language.when.words import Words


def sensed(tokens: list[Token], words: Words) -> list[Token]:
    """The codes of a text without fillers, each in the sense it has there."""
    tokens = [token for token in tokens if token.code]
    made: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].code if at + 1 < len(tokens) else ""
        made += _sense(token, made, following, words, alone=len(tokens) == 1)
    return _year_to_its_day(made)


_LATE_YEAR = re.compile(
    r"(?<![^ ])(?P<day>m\d+ (?:, )?[no]\d+ (?:(?:-|~) [no]\d+ )?)"
    r"(?P<clock>(?:, |at )*t\d+:\d\d (?:(?:-|~|am|pm|zone|t\d+:\d\d) )*)n(?:19|20)\d\d (?!u|x |hrs )"
)


def _year_to_its_day(tokens: list[Token]) -> list[Token]:
    """``Thu Oct 26 11:00:09 2023``, as machines write it: the year after the clock is put beside the day it belongs to."""
    text = "".join(f"{token.code} " for token in tokens)
    late = _LATE_YEAR.search(text)
    if late is None:
        return tokens
    place, year = text[: late.end("day")].count(" "), text[: late.end()].count(" ") - 1
    end = tokens[place - 1].end
    return [*tokens[:place], Token(tokens[year].code, end, end), *tokens[place:year], *tokens[year + 1 :]]


def _sense(token: Token, made: list[Token], following: str, words: Words, *, alone: bool) -> list[Token]:
    before = made[-1].code if made else ""
    code, start, end = token
    latin = bool(words.tens_and)
    timed = len(made) > 1 and before[:1] == "n" and made[-2].code in ("at", "las")
    if timed and ((code[:1] == "m" and code[1:].isdigit()) or (code == "w1" and following == "_")):
        code = "_"  # “at 8 may turner”: the time is said, and then a name
    if code == "manana":
        code = "pmorning" if before in ("the", "this", "early") else "near1"
    elif code == "w1" and latin and end - start == 3 and not timed:
        number = made[-2].code if before == "of" and len(made) > 1 else before
        code = "m3" if re.fullmatch(r"[no]\d+", number) else code
    elif code.startswith("pair"):
        if (alone or re.fullmatch(r"the|on|w\d", before)) and not re.match(r"p|am", following):
            code = f"dm{code[4:]}"
        else:
            first, second = code[4:].split(":")
            middle = start + len(first)
            return [
                Token(f"n{first}", start, middle),
                Token("-", middle, middle + 1),
                Token(f"n{second}", middle + 1, end),
            ]
    elif code.startswith("either"):
        dotted = re.fullmatch(r"on|w\d", before) or before == ("the" if latin else "in")
        clock = before[:1] == "w" and int(code.partition(":")[2]) > 12  # “jue 10.30”: 30 is no month
        code = ("dot" if dotted and not clock else "t") + code[6:]
    elif code == "lastday" and following in ("of", "in"):  # of the month, no yesterday
        return [Token("last", start, end), Token("uday", start, end)]
    elif re.fullmatch(r"h\d+:\d\d", code):
        hour, minute = code[1:].split(":")
        opened = made[-2].code if before == "about" and len(made) > 1 else before
        ended = following in ("ago", "fromnow", "later", "earlier")
        if ended or opened in ("in", "hace", "+"):  # “in 1h30” is a stretch, no time
            return [Token(code, start, end) for code in (f"n{hour}", "uhour", f"n{minute}", "umin")]
        code = f"t{hour}:{minute}"
    elif code in ("near2", "near-2") and before[:1] == "n" and not latin:  # “2 days after tomorrow”
        way = "after" if code == "near2" else "before"
        return [Token("uday", start, end), Token(way, start, end), Token(code.replace("2", "1"), start, end)]
    elif code == "la":
        code = "la" if following == "a" else "the"
    elif code == "a" and before == "la" and latin and not following.startswith("u"):
        code = "n1"
    return [Token(code, start, end)]
