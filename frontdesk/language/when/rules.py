"""Rules over codes: how they are written and found in a text. What a rule has read is put as one code in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from frontdesk.language.when.tokens import Token

_ATOMS = {
    "w": r"w(?P<w>[0-6])",
    "w2": r"w[0-6]",
    "num": r"[no](?P<num>[0-3]?\d)",
    "num2": r"[no](?P<num2>0?[0-3]?\d)",
    "n2": r"n\d+",
    "u": r"u(?!ntil )[a-z]+",
    "x": r"x|hrs",
    "figures": r"(?P<figures>(?:iso|dmy|dm|big)[\d:-]+)",
    "dots": r"dot(?P<figures>[\d:]+)",
    "yearafter": r"n(?P<yearafter>\d\d(?:\d\d)?)",
    "n": r"(?:n(?P<n>\d{1,4})|a)",
    "ord": r"o(?P<ord>\d\d?)",
    "typed": r"o(?P<ord>[1-9]\d?)",
    "nth": r"(?:o0?(?P<nth>[1-5])|quarter|(?P<final>last))",
    "month": r"m(?P<month>\d\d?)",
    "month2": r"m(?P<month2>\d\d?)",
    "year": r"n(?P<year>1[0-9]\d\d|2[0-9]\d\d)",
    "anyyear": r"n(?P<anyyear>\d{1,4})",
    "era": r"era(?P<era>[a-z]+)",
    "mm": r"n0?(?P<month>1[0-2]|[1-9])",
    "year2": r"n(?P<year2>\d\d)",
    "unit": r"u(?P<unit>day|week|fortnight|month|year|workday|quarter)",
    "near": r"near(?P<near>-?\d)",
    "feast": r"f(?!rom |romnow |or |ew )(?P<feast>[a-z]+)",
    "feast2": r"f(?!rom |romnow |or |ew )[a-z]+",
    "day": r"d(?P<day>\d+)",
    "until_day": r"(?:to|until|-|~) (?:the )?d\d+",
    "ofpart": r"(?:(?:of|at) (?:the )?)?(?:p(?:morning|afternoon|evening|night|dawn)|noon)",
    "more": r"(?:and|with|minus) (?:a )?(?:half|quarter|n(?:5|[1-5][05]))",
    "clocky": r"(?:at )?(?:t\d+:\d+|n\d+ (?:am|pm|hrs|oc))",
    "ornum": r"or (?:_ )?n\d+",
    "tonum": r"(?:to|until|-|~) (?:the )?n\d+(?! of| m\d)|(?:to|until|-) t\d+:\d\d",
    "andleave": r"and (?:leave|(?:_ ){0,2}until)",
    "part": r"(?=p(?:morning|afternoon|evening|night|noon|dawn) |noon )",
}
"""What may stand for a code in a rule; every other word of a rule is a code itself."""


@cache
def compiled(rule: str) -> re.Pattern[str]:
    """``the? num of? month year?`` as a pattern over codes that each end in a space."""
    parts = []
    for atom in rule.split():
        body, mark = (atom[:-1], atom[-1]) if atom[-1] in "?*" else (atom, "")
        parts.append(_atom(body, mark))
    return re.compile(r"(?<![^ ])" + "".join(parts))


def _atom(body: str, mark: str) -> str:
    if body == "part":
        return _ATOMS["part"]
    if body.startswith("="):
        return f"(?=(?:{_ATOMS.get(body[1:], body[1:])}) )"
    if body in "^$":
        return body
    if body.startswith("!"):
        return "(?!(?:" + "|".join(_ATOMS.get(one, re.escape(one)) for one in body[1:].split("|")) + ") )"
    choice = "|".join(_ATOMS.get(one, re.escape(one)) for one in body.split("|"))
    return f"(?:(?:{choice}) ){mark}"


class Line:
    """The codes of a text while rules are put to them."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.said = list(tokens)
        """The codes as they were before any rule."""
        self._write()

    def _write(self) -> None:
        self.text = "".join(f"{token.code} " for token in self.tokens)
        self.starts: list[int] = []
        at = 0
        for token in self.tokens:
            self.starts.append(at)
            at += len(token.code) + 1

    def says(self, code: str) -> bool:
        """Whether a code stood there before any rule."""
        return any(token.code == code for token in self.said)

    def index(self, place: int) -> int:
        """Which token stands at a place of ``text``."""
        return bisect_right(self.starts, place) - 1

    def put(self, first: int, last: int, code: str) -> None:
        """One code instead of the tokens from ``first`` up to, not with, ``last``."""
        whole = Token(code, self.tokens[first].start, self.tokens[last - 1].end)
        self.tokens[first:last] = [whole]
        self._write()

    def put_match(self, match: re.Match[str], code: str, group: str | int = 0) -> Token:
        """One code instead of what a pattern, or a group of it, matched in ``text``; the token it has become."""
        first = self.index(match.start(group))
        self.put(first, self.index(match.end(group) - 1) + 1, code)
        return self.tokens[first]

    def add(self, at: int, code: str) -> None:
        """One code more, of no letters, before the token ``at``."""
        end = self.tokens[at - 1].end
        self.tokens.insert(at, Token(code, end, end))
        self._write()

    def apply(self, rule: str, meaning: Callable[[re.Match[str]], str | None]) -> None:
        """Put what a rule means wherever it stands; None: it means nothing there."""
        pattern, at = compiled(rule), 0
        while match := pattern.search(self.text, at):
            code = meaning(match) if match.end() > match.start() else None
            if code is None:
                at = match.end() if match.end() > match.start() else match.start() + 1
                continue
            first, last = self.index(match.start()), self.index(match.end() - 1) + 1
            self.put(first, last, code)
            at = self.starts[first] + len(code) + 1
