"""Days that are none: in somebody's name, in the name of a street, or because they are refused (``el lunes no puedo``)."""

from __future__ import annotations

import re

from frontdesk.language.when.rules import Line

_FEAST = r"f(?!or |rom|ew )[a-z]+"
_NAMES = (
    re.compile(rf"(?<![^ ])named (?P<name>(?:w\d|m\d+|{_FEAST}) )"),
    re.compile(rf"(?<![^ ])street (?:of (?:the )?)?(?P<name>(?:[no]\d+ of m\d+|{_FEAST}) )"),
    re.compile(r"(?<![^ ])weare (?:about |between |of )*(?P<name>n\d+ (?:(?:and|or|-|~|to|at) n\d+ )?)"),
    re.compile(r"(?<![^ ])(?P<name>(?:the )?n\d+ of )x "),
    re.compile(r"(?<![^ ])(?P<name>n\d+ (?:- )?oc )x "),
    re.compile(r"(?<![^ ])(?P<name>(?:at )?n\d+ )money "),
    re.compile(r"(?<![^ ])(?P<name>[no]\d+ )storey "),
    re.compile(r"(?<![^ ])(?P<name>(?:at )?[no]\d+ (?:of )?(?:m\d+ |_ )?)road "),
    re.compile(r"(?<![^ ])street (?P<name>(?:w\d|m\d+) )"),
    re.compile(r"(?<![^ ])opens (?:_ )?(?:on |the |in )*(?P<name>w\d )(?!at|las|n\d|t\d)"),
    re.compile(r"(?<![^ ])(?P<name>(?:the |on )*w\d )opens "),
    re.compile(r"(?<![^ ])(?P<name>n\d{3} (?:n\d{2,4} ){2,}|(?:n\d\d ){4,})"),
    re.compile(rf"(?<![^ ])bridge (?:of (?:the )?)?(?P<name>{_FEAST} )"),
)
"""``soy Domingo``, ``con Abril``; ``calle 2 de mayo``; ``el puente del Pilar`` is several days; ``somos 8 o 10``, ``the two of
us`` is a party; ``a 12 euros``, ``el 4º piso``; ``abren los domingos?`` asks for none; ``612 33 44 55`` is a phone."""
_DAY = r"d\d+ "
_CLOCK = r"(?:(?:at |about |las |the )*(?:n\d+|t\d+:\d\d) (?:(?:oc|am|pm|hrs) )?)?"
_OR_TIME = r"(?:at |about |las |the )*(?:n\d+|t\d+:\d\d) (?:(?:oc|am|pm|hrs|and half|and quarter) )*"
_CORRECTED = re.compile(
    rf"(?<![^ ])(?P<old>{_OR_TIME})(?:, |no |_ )*(?P<word>corrected )(?:, )*(?=(?:at |las |the |about )*(?:n\d|t\d))"
)
_BUSY = re.compile(
    rf"(?<![^ ])busy (?!.*later )(?:until |from |of |_ )*(?P<one>{_OR_TIME}(?:(?:to |until |- )*{_OR_TIME})?)"
    rf"|(?<![^ ])(?P<other>(?:of |from ){_OR_TIME}(?:to |until |- )*{_OR_TIME})busy "
)
"""Hours of somebody's work: ``trabajo hasta las 6``, ``I work 9 to 5``."""
_REFUSED = (
    re.compile(rf"(?<![^ ])(?P<day>{_DAY}{_CLOCK})(?:, |no |_ )*corrected (?:, )*(?=(?:the |on |for |at )*d\d)"),
    re.compile(rf"(?<![^ ])(?:not|no) (?:the |on )*(?P<day>{_DAY}{_CLOCK})(?:but |corrected )"),
    re.compile(rf"(?<![^ ])(?:except|not|minus) (?:for |at |of )*(?P<day>{_DAY})"),
    re.compile(rf"(?<![^ ])cannot (?:_ )?(?:for |at )*(?P<day>{_DAY})"),
    re.compile(rf"(?<![^ ])(?P<day>{_DAY}{_CLOCK})(?:_ )?cannot "),
    re.compile(rf"(?<![^ ])(?P<day>{_DAY})(?:_ )?(?:no|not) (?=$|[,.;] |rather |d\d)"),
)
"""A bare ``no`` says so only at the end of what is said: ``¿el lunes no tenéis nada?`` asks for Monday."""


def without_names(line: Line) -> None:
    """Put ``_`` where a word that may be a day is somebody's name or a street's."""
    for pattern in _NAMES:
        while match := pattern.search(line.text):
            line.put(line.index(match.start("name")), line.index(match.end("name") - 1) + 1, "_")


def without_other_times(line: Line) -> None:
    """Put ``_`` where an hour is one of work, or was said by mistake: ``a las 4, digo, a las 5``."""
    while match := _BUSY.search(line.text):
        name = "one" if match["one"] else "other"
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
