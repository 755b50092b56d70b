"""What a word means by what stands beside it: ``mañana`` the day or the morning, ``mar`` the day or the month, ``12-12``."""

from __future__ import annotations

import datetime as dt
import re

from frontdesk.language.when.tokens import Token
from frontdesk.language.when.words import Words


def sensed(tokens: list[Token], words: Words, today: dt.date) -> list[Token]:
    """The codes of a text without fillers, each in the sense it has there."""
    tokens = _with_comma([token for token in tokens if token.code])
    made: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].code if at + 1 < len(tokens) else ""
        made += _sense(token, made, following, words, today, alone=len(tokens) == 1)
    return _year_to_its_day(made)


def _with_comma(tokens: list[Token]) -> list[Token]:
    """``a las 4,30``: a figure, a comma and two more, close together after an article, are a clock's."""
    made: list[Token] = []
    for token in tokens:
        if len(made) > 2 and made[-1].code == "," and made[-3].code in ("las", "la"):
            hour, comma = made[-2:]
            close = hour.end == comma.start and comma.end == token.start
            if close and re.fullmatch(r"n\d\d?", hour.code) and re.match(r"n[0-5]\d", token.code):
                made[-2:] = [Token(f"t{hour.code[1:]}:{token.code[1:]}", hour.start, token.end)]
                continue
        made.append(token)
    return made


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


_SAYS_HOUR = frozenset({"at", "las", "la", "about", "from", "between", "until", "to", "before", "after", "-", "and"})


def _of_a_weekday(made: list[Token]) -> bool:
    """Whether an hour was just said of a weekday: the ``mañana`` of ``lunes 9 mañana`` is its morning."""
    codes = [token.code for token in made[-6:]]
    return bool(
        re.search(
            r"(?<![^ ])w\d (?:at |las )*(?:n\d+|t\d+:\d\d) (?:and (?:half|quarter) )?$",
            "".join(f"{code} " for code in codes),
        )
    )


def _dated(pair: str, before: str, following: str, today: dt.date, *, latin: bool) -> bool:
    """Whether two numbers with a hyphen are a date: alone, after an article, before a clock, or on the weekday before them."""
    first, second = map(int, pair.split(":"))
    if re.match(r"p|am", following):
        return False
    if following[:1] == "t" and following[1:2].isdigit():
        return 1 <= min(first, second) <= 12 and max(first, second) <= 31
    if not re.fullmatch(r"w\d", before):
        return before in ("", "the", "on")
    if first >= second or second > 23:
        return True
    weekday, coming = int(before[1:]), [today + dt.timedelta(days=days) for days in range(92)]
    orders = {(first, second)} if latin else {(first, second), (second, first)}
    return any((day.day, day.month) in orders and day.weekday() == weekday for day in coming)


def _an_hour(made: list[Token], following: str) -> bool:
    """Whether ``una`` is an end of a range: ``de nueve a una``, ``de una a dos``."""
    codes = [token.code for token in made[-3:]]
    ends = (
        codes[-1:] == ["at"]
        and re.match(r"n\d|t\d", codes[-2] if len(codes) > 1 else "")
        and codes[0] in ("of", "from")
    )
    return bool(ends) or (codes[-1:] == ["of"] and following == "at")


def _sense(
    token: Token, made: list[Token], following: str, words: Words, today: dt.date, *, alone: bool
) -> list[Token]:
    before, said = made[-1].code if made else "", {token.code for token in made}
    code, start, end = token
    latin = bool(words.tens_and)
    timed = len(made) > 1 and before[:1] == "n" and made[-2].code in ("at", "las")
    if timed and ((code[:1] == "m" and code[1:].isdigit()) or (code == "w1" and following == "_")):
        code = "_"  # “at 8 may turner”: the time is said, and then a name
    if code == "manana" and before == "pasado":
        return [Token("near2", made.pop().start, end)]
    if code == "manana":
        of_day = before == "of" and len(made) > 1 and re.fullmatch(r"w\d", made[-2].code)  # “el viernes de mañana”
        code = "pmorning" if before in ("the", "this", "early") or of_day or _of_a_weekday(made) else "near1"
    elif code == "dm1:2" and (
        before == "and" or (before[:1] == "n" and len(made) > 1 and made[-2].code in ("at", "las"))
    ):
        return [*([] if before == "and" else [Token("and", start, start)]), Token("half", start, end)]
    elif code == "pasado" and "near1" in said and (before in ("or", "at", "until") or {"no", "cannot"} & said):
        code = "near2"
    elif code == "tipo":  # “mañana tipo 6”, but “diabetes tipo 2”
        beside = (
            not made
            or following in ("at", "las", "la")
            or before == ","
            or re.match(r"near|w\d|m\d|dm|p[a-z]{4}", before)
        )
        code = "about" if beside else "_"
    elif code == "w1" and latin and end - start == 3 and not timed:
        number = made[-2].code if before in ("of", "-") and len(made) > 1 else before
        code = "m3" if re.fullmatch(r"[no]\d+", number) else code
    elif code.startswith("pair"):
        apart = int(code[4:].partition(":")[0]) > 24  # “26-11 17h” says no hours
        if apart or (
            (alone or before or following[:1] == "t") and _dated(code[4:], before, following, today, latin=latin)
        ):
            code = f"dm{code[4:]}"
        else:
            first, second = code[4:].split(":")
            middle = start + len(first)
            hourly = [Token("at", start, start)] if re.fullmatch(r"w\d", before) else []
            return [
                *hourly,
                Token(f"n{first}", start, middle),
                Token("-", middle, middle + 1),
                Token(f"n{second}", middle + 1, end),
            ]
    elif code.startswith("either"):
        dotted = re.fullmatch(r"on|w\d", before) or before == ("the" if latin else "in")
        dotted = dotted or (not made and int(code[6:].partition(":")[0]) > 12 and following in ("at", "."))
        clock = before[:1] == "w" and int(code.partition(":")[2]) > 12  # “jue 10.30”: 30 is no month
        code = ("dot" if dotted and not clock else "t") + code[6:]
    elif code == "lastday" and following in ("of", "in"):  # of the month, no yesterday
        return [Token("last", start, end), Token("uday", start, end)]
    elif re.fullmatch(r"h\d+:\d\d", code):
        hour, minute = code[1:].split(":")
        opened = made[-2].code if before == "about" and len(made) > 1 else before
        ended = following in ("ago", "fromnow", "later", "earlier")
        lasting = int(hour) <= 4 and before not in _SAYS_HOUR
        if ended or lasting or opened in ("in", "hace", "+"):  # “in 1h30” is a stretch, no time; so is “masaje 1h30”
            return [Token(code, start, end) for code in (f"n{hour}", "uhour", f"n{minute}", "umin")]
        code = f"t{hour}:{minute}"
    elif code in ("near2", "near-2") and before[:1] == "n" and not latin:  # “2 days after tomorrow”
        way = "after" if code == "near2" else "before"
        return [Token("uday", start, end), Token(way, start, end), Token(code.replace("2", "1"), start, end)]
    elif code == "la":
        thing = latin and re.fullmatch(r"n(?!1$)\d+", following)  # “la 305”: a day or an hour is no woman but “la una”
        code = "la" if following in ("a", "n1") else "_" if thing else "the"
    elif code == "a" and latin and not following.startswith("u") and (before == "la" or _an_hour(made, following)):
        code = "n1"
    return [Token(code, start, end)]
