"""From one day to another: which of the days of a line is the first one, and which is the last."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from frontdesk.language.when.rules import Line
from frontdesk.language.when.spans import number_after
from frontdesk.language.when.tokens import Token

_TOWARDS = frozenset({"to", "until", "at", "for"})
"""Small words that lead from what was booked to where it is moved."""


_SAID_WITH = re.compile(
    r"the|on|at|of|in|las|la|about|and|half|quarter|[ap]m|oc|hrs|zone|noon|midnight|p[a-z]{4,}|[no]\d+|t\d+:\d+"
)
"""What may stand between ``to`` and the day it leads to: its hour, its part of the day."""


class Stay(NamedTuple):
    """The days of a line. ``several``: there are others than the first; ``sure``: they are no choice, but one stretch."""

    first: Token | None = None
    last_day: int | None = None
    several: bool = False
    sure: bool = True
    gone: range = range(0)
    """Which codes tell of leaving: a time among them is not that of coming."""
    told: tuple[int, ...] = ()
    """Which codes are words of coming and leaving that were understood."""


def meant_days(line: Line, found: list[Token]) -> list[Token]:
    """The days without those that only name another once more, and without those for which another is wanted instead."""
    days = {token.code for token in found}
    if len(days) != 2:
        return found
    bare = [token for token in found if re.fullmatch(r"w\d", _said_in(line, token)[-1])]
    dated = [token for token in found if token not in bare]
    if (
        dated
        and bare
        and all((int(one.code[1:]) - int(dated[0].code[1:])) % 7 == 0 for one in bare)
        and _apart(line, found)
    ):
        return dated  # “4 August, which is a Saturday”
    codes = [token.code for token in line.tokens]
    if "rather" in codes:
        later = [token for token in found if line.tokens.index(token) > codes.index("rather")]
        return later if len({token.code for token in later}) == 1 else found
    return found


def _said_in(line: Line, day: Token) -> list[str]:
    """The codes of which a day was made, small words aside."""
    small = _opening(line, day) | {"uday"}
    return [one.code for one in line.said if day.start <= one.start < day.end and one.code not in small] or [""]


def _apart(line: Line, found: list[Token]) -> bool:
    """Whether two days are no range and no choice."""
    return not {"to", "until", "-", "~", "at", "or", "and"} & _between(line, found[0], found[-1])


def stay(line: Line, found: list[Token]) -> Stay:
    """What the days of a line make together."""
    to = _moved_to(line, found)
    if to is not None:
        at = line.tokens.index(found[0])
        return Stay(to, gone=range(at, max(at, line.tokens.index(to))))
    first = _arrival(line, found)
    last = next((token for token in found if first is not None and token.code != first.code), None)
    if first is None or last is None:
        return Stay(first)
    gone = _leaving(line, first, last)
    ranged = bool(gone) or _joined(line, first, last)
    last_day = _until(line, first, last) if ranged else None
    alone = all(token.code in (first.code, last.code) for token in found)
    sure = alone and ranged and (last_day is not None or not gone)
    told = [at for at, token in enumerate(line.tokens) if token.code in ("arrive", "leave")] if gone and sure else []
    return Stay(first, last_day, True, sure, gone, tuple(told))


def _arrival(line: Line, found: list[Token]) -> Token | None:
    """The day that is meant: the first, but not that of leaving where another is said."""
    codes = [token.code for token in line.tokens]
    places = [codes.index(token.code) for token in found]
    if len(places) > 1 and "leave" in codes[: places[0]] and "leave" not in codes[places[0] : places[1]]:
        arriving = {"arrive", "coming"} & set(codes[places[0] : places[1]])
        if arriving or not _joined(line, found[0], found[1]):  # “annual leave from today to Friday” begins today
            return found[1]
    return found[0] if found else None


def hours_moved(line: Line, day: Token | None) -> bool:
    """Whether a range of hours goes from an old time to the wanted one: ``cambiar la cita de las 5 a las 7``."""
    return line.says("moved") and (day is None or not _TOWARDS & {*_just_before(line, day), *_opening(line, day)})


def ends_there(line: Line, day: Token) -> bool:
    """Whether a day was said as the end of something: ``hasta el 30``, ``antes del viernes``, ``leaving on Sunday``.

    “Add her to yoga on Friday” leads to something else before the day.
    """
    to = "to" in {*_just_before(line, day), *_opening(line, day)}
    return bool({"until", "before", "leave"} & _leading(line, day)) or to


def moved_by(line: Line) -> bool:
    """Whether what was booked is moved by a length: ``aplazar una semana la cita del jueves`` says no day it could be had on."""
    return line.says("moved") and bool(
        re.search(r"(?<![^ ])(?:a|n\d+|half) (?:a )?u(?:day|week|hour|min|month) ", line.text)
    )


def _moved_to(line: Line, found: list[Token]) -> Token | None:
    """Where to what was booked is moved: ``cambiar la cita del jueves al viernes``; None where nothing is moved so."""
    if len({token.code for token in found}) != 2 or not line.says("moved"):
        return None
    first, last = found[0], next(token for token in found if token.code != found[0].code)
    return last if _TOWARDS & (_between(line, first, last) | _opening(line, last)) else None


def _joined(line: Line, first: Token, last: Token) -> bool:
    """Whether two days are a beginning and an end: ``from … to …``, ``12–14``, ``del … al …``."""
    if first.start > last.start:
        return False
    before = {token.code for token in line.said if token.start < first.start} | _opening(line, first)
    between = _between(line, first, last) | _opening(line, last)
    if _leads_on(line, first, last) or ("at" in between and {"from", "of"} & before):
        return True
    if "at" in between and between <= {"at", "the"}:  # “vie a dom”, “30 dic al 2 ene”
        return True
    return "and" in between and "between" in before


def _leads_on(line: Line, first: Token, last: Token) -> bool:
    """Whether ``to`` or ``until`` leads to the second day: that of “Monday to confirm, but it is Wednesday” does not."""
    if {"to", "until", "-", "~"} & _opening(line, last):
        return True
    before = [token.code for token in line.said if first.end <= token.start < last.start]
    while before and _SAID_WITH.fullmatch(before[-1]):
        before.pop()
    if before[-2:] == ["until", "_"]:  # “until that Wednesday”
        return True
    return bool(before) and before[-1] in ("to", "until", "-", "~")


def _leaving(line: Line, first: Token, last: Token) -> range:
    """Which codes tell of leaving on the last day (``salida el 13``, ``leaving Sunday at noon``); empty: it is not said."""
    start, end = line.tokens.index(first), line.tokens.index(last)
    codes = [token.code for token in line.tokens]
    if start < end:
        return range(codes.index("leave", start), len(codes)) if "leave" in codes[start:end] else range(0)
    arriving = [at for at in range(end, start) if codes[at] in ("arrive", "coming")]
    return range(codes.index("leave"), arriving[0]) if "leave" in codes[:end] and arriving else range(0)


def _until(line: Line, first: Token, last: Token) -> int | None:
    """The last day (ordinal); None where it is not after the first. A weekday or a bare number is the next after that."""
    begins, ends = int(first.code[1:]), int(last.code[1:])
    if ends <= begins:
        small = _opening(line, last) | {"uday"}
        said = [token.code for token in line.said if last.start <= token.start < last.end and token.code not in small]
        if len(said) == 1 and re.fullmatch(r"w\d", said[0]):
            ends += 7 * ((begins - ends) // 7 + 1)
        elif len(said) == 1 and re.fullmatch(r"[no]\d+", said[0]):
            ends = number_after(begins, int(said[0][1:]))
    return ends if ends > begins else None


def _between(line: Line, first: Token, last: Token) -> set[str]:
    """The codes that stood between two days."""
    return {token.code for token in line.said if first.end <= token.start < last.start}


def _leading(line: Line, day: Token) -> set[str]:
    """The codes that lead to a day: the small words with which it begins, and the two codes before it."""
    at = next((at for at, token in enumerate(line.said) if token.start >= day.start), 0)
    return {token.code for token in line.said[max(0, at - 2) : at]} | _opening(line, day)


def _just_before(line: Line, day: Token) -> list[str]:
    """The code that stood before a day."""
    return [token.code for token in line.said if token.start < day.start][-1:]


def _opening(line: Line, day: Token) -> set[str]:
    """The codes of the small words with which a day begins: they were read with it."""
    said = [token.code for token in line.said if day.start <= token.start < day.end]
    return set(
        takewhile(
            {"from", "of", "at", "to", "until", "for", "the", "on", "between", "and", "-", "~"}.__contains__, said
        )
    )
