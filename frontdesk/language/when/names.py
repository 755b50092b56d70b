"""What looks like a day or an hour and is none: in somebody's name, a street's, a price, a party, a phone."""

from __future__ import annotations

import re

from frontdesk.language.when.rules import Line

_FEAST = r"f(?!or |rom|ew )[a-z]+"
_NAMES = (
    re.compile(rf"(?<![^ ])named (?P<name>(?:w\d|m\d+|{_FEAST}) )"),
    re.compile(rf"(?<![^ ])street (?:of (?:the )?)?(?P<name>(?:[no]\d+ of m\d+|{_FEAST}) )"),
    re.compile(r"(?<![^ ])weare (?:about |between )*(?P<name>n\d+ (?:(?:and|or|-|~|to) n\d+ )?)(?!(?:of )?m\d)"),
    re.compile(
        r"(?<![^ ])groupof of (?:about )?(?P<name>n\d+ (?:(?:and|or|-|~|to) n\d+ )?)(?!at n\d|(?:of )?m\d|umin |uhour )"
    ),
    re.compile(r"(?<![^ ])weare of (?P<name>n\d+ (?:at n\d+ )?)"),
    re.compile(r"(?<![^ ])(?P<name>(?:at )?n\d{3,4} (?:(?:_|[no]\d+) ){0,3})road "),
    re.compile(r"(?<![^ ])(?P<name>(?:the )?n\d+ of )x "),
    re.compile(r"(?<![^ ])(?P<name>(?:at )?(?:n\d+ - n\d+|dm\d+:\d+) )x "),
    re.compile(r"(?<![^ ])(?P<name>n\d+ (?:- )?oc )x "),
    re.compile(r"(?<![^ ])(?P<name>(?:at )?n\d+ )money "),
    re.compile(r"(?<![^ ])(?P<name>[no]\d+ )storey "),
    re.compile(r"(?<![^ ])(?P<name>(?:at )?[no]\d+ (?:of )?(?:m\d+ |_ )?)road "),
    re.compile(r"(?<![^ ])street (?P<name>(?:w\d|m\d+) )"),
    re.compile(r"(?<![^ ])opens (?:_ )?(?:on |in )*(?P<name>them w\d )(?!at|las|n\d|t\d)"),
    re.compile(r"(?<![^ ])(?P<name>(?:on )?them w\d )opens "),
    re.compile(r"(?<![^ ])(?P<name>n\d{3} (?:n\d{2,4} ){2,}|(?:n\d\d ){4,})"),
    re.compile(rf"(?<![^ ])bridge (?:of (?:the )?)?(?P<name>{_FEAST} )"),
)
"""``soy Domingo``, ``con Abril``; ``calle 2 de mayo``; ``el puente del Pilar`` is several days; ``somos 8 o 10``, ``the two of
us`` is a party; ``a 12 euros``, ``el 4º piso``; ``abren los domingos?`` asks for none; ``612 33 44 55`` is a phone."""


def without_names(line: Line) -> None:
    """Put ``_`` where a word or a figure is no day and no hour."""
    for pattern in _NAMES:
        while match := pattern.search(line.text):
            line.put_match(match, "_", "name")
