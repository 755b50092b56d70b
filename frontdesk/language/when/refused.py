"""Days and hours that are said and not meant: refused (``el lunes no puedo``), said again, hours of work."""

from __future__ import annotations

import re

from frontdesk.language.when.rules import Line

_DAY = r"d\d+ "
_CLOCK = r"(?:(?:at |about |las |the )*(?:n\d+|t\d+:\d\d) (?:(?:oc|am|pm|hrs) )?)?"
_TIME = r"(?:at |about |las |the )*(?:n\d+|t\d+:\d\d) (?:(?:oc|am|pm|hrs|and half|and quarter) )*"
_CORRECTED = re.compile(
    rf"(?<![^ ])(?P<old>{_TIME})(?:, |no |_ )*(?P<word>corrected |(?<=, )no (?=, ))"
    r"(?:, )*(?=(?:at |las |the |about )*(?:n\d|t\d))"
)
_COUNTED = re.compile(rf"(?<![^ ])(?:half |n\d+ |a )*uhour (?:and half )?(?:before|earlier than) (?P<time>{_TIME})")
_NOT_AT = re.compile(rf"(?<![^ ])(?:(?P<time>{_TIME})cannot |not (?P<other>{_TIME}))")
_BUSY = re.compile(
    rf"(?<![^ ])busy (?!.*later )(?:until |from |of |_ )*(?P<time>{_TIME}(?:(?:to |until |- )*{_TIME})?)"
    rf"|(?<![^ ])(?P<other>(?:of |from ){_TIME}(?:to |until |- )*{_TIME})busy "
)
"""Hours of somebody's work: ``trabajo hasta las 6``, ``I work 9 to 5``."""
_REFUSED = (
    re.compile(rf"(?<![^ ])(?P<day>{_DAY}{_CLOCK})(?:, |no |_ )*corrected (?:, )*(?=(?:the |on |for |at )*d\d)"),
    re.compile(rf"(?<![^ ])(?:not|no) (?:the |on )*(?P<day>{_DAY}{_CLOCK})(?:but |corrected )"),
    re.compile(rf"(?<![^ ])(?:except|not|minus) (?:for |at |of |the |them )*(?P<day>{_DAY})"),
    re.compile(rf"(?<![^ ])cannot (?:_ )?(?:for |at |on |until )*(?P<day>{_DAY})"),
    re.compile(rf"(?<![^ ])(?P<day>{_DAY}{_CLOCK})(?:_ )?cannot "),
    re.compile(rf"(?<![^ ])(?P<day>{_DAY})(?:_ )?(?:no|not) (?=$|[,.;] |rather |d\d)"),
)
"""A bare ``no`` says so only at the end of what is said: ``¿el lunes no tenéis nada?`` asks for Monday."""


def without_other_times(line: Line) -> None:
    """Put ``_`` where an hour is of work, is counted from, is refused, or was said by mistake: ``a las 4, digo, a las 5``."""
    for pattern in (_COUNTED, _NOT_AT, _BUSY):
        while match := pattern.search(line.text):
            name = "time" if match["time"] else "other"
            line.put(line.index(match.start(name)), line.index(match.end(name) - 1) + 1, "_")
    while match := _CORRECTED.search(line.text):
        line.put(line.index(match.start("word")), line.index(match.end() - 1) + 1, "at")
        line.put(line.index(match.start("old")), line.index(match.end("old") - 1) + 1, "_")


def without_refused(line: Line) -> tuple[list[tuple[int, int]], bool]:
    """Put ``_`` where a day is said that it is not to be.

    The letters that say so, and whether no other day is said.
    """
    spans: list[tuple[int, int]] = []
    for pattern in _REFUSED:
        while match := pattern.search(line.text):
            said = line.tokens[line.index(match.start()) : line.index(match.end() - 1) + 1]
            spans.append((said[0].start, said[-1].end))
            line.put(line.index(match.start("day")), line.index(match.end("day") - 1) + 1, "_")
    return spans, bool(spans) and not re.search(r"(?<![^ ])d\d", line.text)
