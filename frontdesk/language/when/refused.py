"""Days and hours that are said and not meant: refused (``el lunes no puedo``), said again, hours of work."""

from __future__ import annotations

import re

from frontdesk.language.when.rules import Line

_DAY = r"d\d+ "
_DAYS = rf"{_DAY}(?:(?:and|or) (?:the |on )*[dno]\d+ )*"
_TIME = r"(?:at |about |las |the )*(?:n\d+|t\d+:\d\d) (?:(?:oc|am|pm|hrs|and half|and quarter) )*"
_CLOCK = rf"(?:{_TIME})?"
_CORRECTED = re.compile(
    rf"(?<![^ ])(?P<old>{_TIME})(?:, |no |_ )*(?P<word>corrected |(?<=, )no (?=, ))"
    r"(?:, )*(?=(?:at |las |the |about )*(?:n\d|t\d))"
)
_COUNTED = re.compile(rf"(?<![^ ])(?:half |n\d+ |a )*uhour (?:and half )?(?:before|earlier than) (?P<time>{_TIME})")
_NOT_AT = re.compile(
    rf"(?<![^ ])(?:(?P<time>{_TIME})(?:cannot |no (?=, |at |but |rather ))|(?:not|except) (?:of )*(?P<other>{_TIME}))"
)
_NOT_THEN = re.compile(r"(?<![^ ])(?P<time>p(?:morning|afternoon|evening|night) )(?:no|not|cannot) ")
"""``por la mañana no, por la tarde sí``."""
_BUSY = re.compile(
    rf"(?<![^ ])busy (?!.*later )(?:until |from |of |_ )*(?P<time>{_TIME}(?:(?:to |until |- )*{_TIME})?)"
    rf"|(?<![^ ])(?P<other>(?:of |from ){_TIME}(?:to |until |- )*{_TIME})busy "
)
"""Hours of somebody's work: ``trabajo hasta las 6``, ``I work 9 to 5``."""
_REFUSED = (
    re.compile(rf"(?<![^ ])(?P<day>{_DAY}{_CLOCK})(?:, |no |but |_ )*corrected (?:, )*(?=(?:the |on |for |at )*d\d)"),
    re.compile(rf"(?<![^ ])(?:not|no) (?:the |on )*(?P<day>{_DAY}{_CLOCK})(?:but |corrected )"),
    re.compile(rf"(?<![^ ])(?:except (?:_ )?|not |minus )(?:for |at |of |the |them )*(?P<day>{_DAYS}{_CLOCK})"),
    re.compile(rf"(?<![^ ])(?P<day>{_DAYS}{_CLOCK}(?:_ )?cannot )"),
    re.compile(rf"(?<![^ ])cannot (?:_ )?(?:for |at |on |until )*(?P<day>{_DAYS})(?!yes )"),
    re.compile(rf"(?<![^ ])(?P<day>{_DAYS})(?:_ )?(?:no|not) (?=$|[,.;] |rather |d\d)"),
)
"""A bare ``no`` says so only at the end of what is said: ``¿el lunes no tenéis nada?`` asks for Monday."""
_CALLED_OFF = re.compile(rf"(?<![^ ])cancel (?:my |the |of |for |on |la |them |_ )*{_DAY}{_CLOCK}(?=.*(?<![^ ])d\d)")
_ONE_STRETCH = re.compile(rf"(?<![^ ]){_DAY}{_CLOCK}(?:of the p[a-z]+ )?(?:to|until|-|~|at|and|or) (?:the )?d\d")
_THE_NEXT = re.compile(
    r"(?<![^ ])(?:(?:not|no) (?:the |on )*d(?P<day>\d+) (?:, |but |corrected )*|d(?P<other>\d+) no (?:, )*)"
    r"(?:the (?:next|other)|_ after) (?!w\d|u[a-z]|x |[no]\d|_ )"
)
"""``este viernes no, el siguiente``: a week after the one that is refused."""
_STAYS = frozenset({"arrive", "leave", "coming", "stay"})


def without_other_times(line: Line) -> None:
    """Put ``_`` where an hour is of work, is counted from, is refused, or was said by mistake: ``a las 4, digo, a las 5``."""
    for pattern in (_COUNTED, _NOT_AT, _NOT_THEN, _BUSY):
        while match := pattern.search(line.text):
            line.put_match(match, "_", "time" if match["time"] else "other")
    while match := _CORRECTED.search(line.text):
        line.put(line.index(match.start("word")), line.index(match.end() - 1) + 1, "at")
        line.put_match(match, "_", "old")


def without_past(line: Line, today: int) -> list[tuple[int, int]]:
    """Put ``_`` where a day and its hour are those of what has been, or is called off, and another day is wanted instead:
    ``perdí la cita de ayer a las 10, ¿tienen mañana?``. The letters that say so."""
    spans: list[tuple[int, int]] = []
    while match := _CALLED_OFF.search(line.text):
        spans.append(line.put_match(match, "_")[1:])
    days = {int(day) for day in re.findall(r"(?<![^ ])d(\d+) ", line.text)}
    wanted = {day for day in days if day >= today}
    if len(wanted) != 1 or _ONE_STRETCH.search(line.text) or any(map(line.says, _STAYS)):
        return spans
    for past in {day for day in days - wanted if (min(wanted) - day) % 7}:  # “4 August 2018, which is a Saturday”
        pattern = re.compile(rf"(?<![^ ])(?P<day>(?:{_TIME}of )?d{past} {_CLOCK})")
        while match := pattern.search(line.text):
            spans.append(line.put_match(match, "_", "day")[1:])
    return spans


def without_refused(line: Line) -> tuple[list[tuple[int, int]], bool]:
    """Put ``_`` where a day is said that it is not to be.

    The letters that say so, and whether no other day is said.
    """
    spans: list[tuple[int, int]] = []
    while match := _THE_NEXT.search(line.text):
        line.put_match(match, f"d{int(match['day'] or match['other']) + 7}")
    for pattern in _REFUSED:
        while match := pattern.search(line.text):
            said = line.tokens[line.index(match.start()) : line.index(match.end() - 1) + 1]
            spans.append((said[0].start, said[-1].end))
            line.put_match(match, "_", "day")
    return spans, bool(spans) and not re.search(r"(?<![^ ])d\d", line.text)
