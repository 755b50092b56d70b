"""A text as codes: what its words and figures say of time, each with the place it stands in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from frontdesk.base.text import folded
from frontdesk.language.when.words import Words

LONGEST = 500
"""Letters that are read: nobody says when in more, and a paste must not hold anybody up."""


class Token(NamedTuple):
    """One code and the letters of the text it stands for."""

    code: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""(?P<money>\$\ ?\d+(?:[.,]\d+)*|(?<![\d:])\d+(?:[.,]\d+)?\ ?\$(?!\ ?\d))
    |(?P<iso>\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d)?)
    |(?P<ymd>(?<!\d)\d{4}([/.-])\d{1,2}\4\d{1,2}(?!\d))
    |(?P<dmy>(?<!\d)\d{1,2}([/.-])\d{1,2}\6(?:\d{4}|\d\d)(?!\d))
    |(?P<dm>(?<![\d/.])(?<!(?<!/\d)(?<!/\d\d)-)\d{1,2}\ ?/\ ?\d{1,2}(?![\d/]))
    |(?P<clock>(?:(?<![\d:])|(?<=[/.-]\d{4}:)|(?<=\d{4}[/.-]\d\d[/.-]\d\d:))\d{1,2}[:.']\d\d(?::\d\d)?(?!\d))
    |(?P<h>(?<!\d)\d{1,2}\ ?h(?:\ ?\d\d)?(?:rs?|s)?\b)
    |(?P<pair>(?<![\d-])\d{1,2}-\d{1,2}(?![\d-]|[:.]\d|\ ?h(?:rs?|s)?\b))
    |(?P<part>(?<![\d.,:])\d{1,2}[.,]\d(?=\ ?(?:h|hrs?|hours?|horas?|weeks?|semanas?|min(?:ute|uto)?s?)\b))
    |(?P<dot>(?<!\d)\d{1,2}\.\d(?!\d))
    |(?P<half>(?:(?<=\d)|(?<![a-z]))\ ?[ap]\ ?\.?\ ?m\b(?:\ ?\.)?|(?<=\d)[ap]\b\.?)
    |(?P<nth>(?<!\d)\d{1,2}\ ?(?:st|nd|rd|th)\b|(?<!\d)\d{1,2}(?:ro|do|er|to|vo|mo|ra|da|ta)\b|(?<!\d)\d{1,2}[oa]\b)
    |(?P<word>(?<![\d.,:/-])2(?:moro|morr?ow|mrw|nite)\b|[a-z]+(?:['"][a-z]+)*)
    |(?P<n>\d+)
    |(?P<loose>(?<=\s)-(?=\s))
    |(?P<mark>[,.;:@()/+-])""",
    re.VERBOSE,
)
_MARKS = {"@": "at", "-": "-", "(": "(", ")": ")", "/": "/", ".": ".", ";": ";", ":": ":", "+": "+"}


def _letters(text: str) -> tuple[str, list[int] | None]:
    """The text without accents and capitals, and where each of its letters stood (None: where it stands)."""
    if text.isascii():
        return text.lower(), None
    plain: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isascii():
            made = letter.lower()
        elif letter in "\u2018\u2019\u02bc\u00b4":
            made = "'"
        elif letter in "\u201c\u201d":
            made = '"'
        elif letter in "\u2013\u2014":
            made = "-"
        elif letter in "\u20ac\u00a3":
            made = "$"
        elif letter == "\u00b0":
            made = "o"
        elif letter.isdecimal():
            made = str(unicodedata.decimal(letter))
        else:
            made = folded(letter) or " "
            if unicodedata.category(letter)[0] in "LC" and not made.isalpha():
                made = " "  # a sign of a script that has none of our letters, transcribed with figures, says no number
        plain.append(made)
        places.extend([place] * len(made))
    return "".join(plain), places


def read_tokens(text: str, words: Words) -> list[Token]:
    """The codes of a text. A word that says nothing of time is ``_``."""
    plain, places = _letters(text[:LONGEST])
    found: list[Token] = []
    raw: list[str] = []
    for match in _TOKEN.finditer(plain):
        kind = match.lastgroup or ""
        code = _figures(kind, match[0], words) if kind not in ("word", "mark") else ""
        if kind == "mark":
            code = "," if match[0] == "," else _MARKS[match[0]]
        found.append(Token(code, match.start(), match.end()))
        raw.append(match[0] if kind == "word" else "")
    found = _worded(found, raw, words)
    found = _numbers(found, words)
    if places is None:
        return found
    return [Token(code, places[start], places[end - 1] + 1) for code, start, end in found]


def _figures(kind: str, said: str, words: Words) -> str:
    if kind == "money":
        return "_"
    if kind == "iso":
        return f"d{said[:10]}t{int(said[11:13])}:{said[14:16]}"
    if kind == "ymd":
        return "iso" + re.sub(r"[/.]", "-", said)
    if kind == "dmy":
        return "dmy" + re.sub(r"[/.-]", ":", said)
    if kind == "dm":
        return "dm" + said.replace(" ", "").replace("/", ":")
    if kind == "clock":
        hour, minute = re.split(r"[:.']", said)[:2]
        if "'" in said and not words.tens_and:  # feet and inches
            return "_"
        valid = int(hour) < 24 and int(minute) < 60
        if "." in said and int(hour) > 24 and 1 <= int(minute) <= 12:
            return f"dm{hour}:{int(minute)}"
        if "." in said and 1 <= int(hour) <= 31 and 1 <= int(minute) <= 31:
            return f"{'either' if valid else 'dot'}{hour}:{minute}"
        return f"t{hour}:{minute}" if valid else "_"
    if kind == "h":
        figures = re.findall(r"\d+", said)
        hour, minute = int(figures[0]), int(figures[1]) if len(figures) > 1 else 0
        return f"h{figures[0]}:{minute:02}" if hour < 24 and minute < 60 and len(figures) > 1 else f"n{hour} hrs"
    if kind == "pair":
        return "pair" + said.replace("-", ":")
    if kind == "loose":
        return "~"
    if kind == "part":
        return "part" + said.replace(",", ".")
    if kind == "dot":
        return "dot" + said.replace(".", ":")
    if kind == "half":
        return f"{'a' if 'a' in said else 'p'}m"
    if kind == "nth":
        number = int(re.findall(r"\d+", said)[0])
        if said.endswith("mo") and "mo" in words.glued:
            return f"n{number} {words.glued['mo']}"
        return f"n{number} am" if said.endswith("a") and not words.tens_and else f"o{number}"
    return f"n{said}" if len(said) <= 4 else f"big{said}" if len(said) == 8 else "_"


@cache
def _table(words: Words) -> tuple[dict[tuple[str, ...], tuple[str, ...]], frozenset[tuple[str, ...]]]:
    table = words.table()
    return table, frozenset(said[:length] for said in table for length in range(1, len(said) + 1))


def _worded(found: list[Token], raw: list[str], words: Words) -> list[Token]:
    """Words, the longest phrases first, put as their codes."""
    table, begun = _table(words)
    made: list[Token] = []
    at = 0
    while at < len(found):
        if not raw[at]:
            made += _split(found[at])
            at += 1
            continue
        if _glued(at, found) and raw[at] in words.glued:
            made.append(Token(words.glued[raw[at]], *found[at][1:]))
            at += 1
            continue
        best, length = None, 0
        said: tuple[str, ...] = ()
        for place in range(at, len(raw)):
            said = (*said, raw[place] or ("-" if found[place].code == "-" else ""))
            if said not in begun:
                break
            if said in table:
                best, length = table[said], len(said)
        if best is None:
            made += [Token(code, *found[at][1:]) for code in _unknown(at, found, raw, words)]
            at += 1
            continue
        whole = Token("", found[at].start, found[at + length - 1].end)
        made += [Token(code, whole.start, whole.end) for code in best]
        at += length
    return made


_NO_DAY_AFTER = frozenset({"the", "i", "we", "he", "she", "they", "you", "who", "just"})
"""``the sun``, ``I sat down``."""


def _glued(at: int, found: list[Token]) -> bool:
    """Whether a word stands close to the figure before it: ``3w``, ``25m``."""
    before = found[at - 1] if at else Token("", 0, 0)
    return before.code.startswith("part") or (
        bool(re.fullmatch(r"n\d+", before.code)) and before.end == found[at].start
    )


def _unknown(at: int, found: list[Token], raw: list[str], words: Words) -> tuple[str, ...]:
    """The codes of a word that is in no table: a soft one, one run together with a figure, a possessive, or none."""
    word = raw[at]
    table, _begun = _table(words)
    if word in words.soft:
        alone = sum(map(bool, raw)) == 1
        before_number = (
            at + 1 < len(found) and found[at + 1].code[:1] in ("n", "o", "t", "d") and len(found[at + 1].code) > 1
        )
        other = at > 0 and raw[at - 1] in _NO_DAY_AFTER
        if alone or before_number or (len(word) > 2 and not other):
            return (words.soft[word],)
    if word.endswith("'s") and (word[:-2],) in table:
        return table[(word[:-2],)]
    if word.endswith("ish") and (word[:-3],) in table:
        return (*table[(word[:-3],)], "oc")
    if word.isalpha() and len(word) >= 4:  # cut a little (“miérc”, “septi”, “thursd”)
        whole = [name for name in (*words.weekdays, *words.months) if name.startswith(word)]
        if len(whole) == 1:
            return table[(whole[0],)]
        sounds = _sounds(words).get(_sound(word, words)) if words.alike else None
        return sounds or _slipped(word, words) or ("_",)
    return ("_",)


_SLIPS_FROM = 5
"""Letters of a word from which on a slip of the fingers is seen through; shorter ones are too often another word."""


def _slipped(word: str, words: Words) -> tuple[str, ...] | None:
    """A weekday or a long month with a letter too many, too few, or two that changed places: ``vienres``, ``wedensday``."""
    if len(word) < _SLIPS_FROM:
        return None
    table, _begun = _table(words)
    shorter = (word[:at] + word[at + 1 :] for at in range(1, len(word)))
    extra = next((one for one in shorter if one in _names(words)), None)
    return table[(extra,)] if extra else _slips(words).get(word)


@cache
def _names(words: Words) -> frozenset[str]:
    return frozenset((*words.weekdays, *(month for month in words.months if len(month) >= 7)))


@cache
def _slips(words: Words) -> dict[str, tuple[str, ...]]:
    """What slips make of the names; the first letter is nearly always right."""
    table, _begun = _table(words)
    made: dict[str, tuple[str, ...]] = {}
    for name in _names(words):
        for at in range(1, len(name)):
            made[name[:at] + name[at + 1 :]] = table[(name,)]
            made[name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]] = table[(name,)]
    return made


@cache
def _sounds(words: Words) -> dict[str, tuple[str, ...]]:
    """How the names of days, months and numbers sound that are long enough to be no other word."""
    near = [word for word, code in words.codes.items() if code.startswith(("near", "manana")) and " " not in word]
    table, _begun = _table(words)
    return {
        _sound(name, words): table[(name,)]
        for name in (*words.weekdays, *words.months, *words.numbers, *near)
        if len(name) >= 4
    }


def _sound(word: str, words: Words) -> str:
    for written, meant in words.alike:
        word = word.replace(written, meant)
    return re.sub(r"(.)\1+", r"\1", word)


def _split(token: Token) -> list[Token]:
    return [Token(code, token.start, token.end) for code in token.code.split()]


def _numbers(found: list[Token], words: Words) -> list[Token]:
    """Numbers said in several words as one: ``twenty four``, ``treinta y cinco``, ``twenty-first``."""
    made: list[Token] = []
    at = 0
    worded = [token.end - token.start > 2 and token.code[:1] == "n" and token.code[1:].isdigit() for token in found]
    while at < len(found):
        token = found[at]
        if worded[at] and token.code in _TENS and not _typed(token):
            step = 1
            if at + 1 < len(found) and (found[at + 1].code == "-" or (words.tens_and and found[at + 1].code == "and")):
                step = 2
            follower = found[at + step] if at + step < len(found) else None
            one = re.fullmatch(r"([no])0?([1-9])", follower.code) if follower else None
            spanish_bare = words.tens_and and step == 1
            if one and follower and follower.end - follower.start > 1 and not spanish_bare:
                code = f"{one[1]}{int(token.code[1:]) + int(one[2])}"
                made.append(Token(code, token.start, follower.end))
                at += step + 1
                continue
        hyphen = token.code == "-" and 0 < at < len(found) - 1 and worded[at - 1] and worded[at + 1]
        if not (hyphen and not _typed(found[at - 1]) and not _typed(found[at + 1])):
            made.append(token)
        at += 1
    return _years(made)


_TENS = frozenset(f"n{ten}" for ten in range(20, 100, 10))


def _typed(token: Token) -> bool:
    return token.end - token.start <= 2


def _years(found: list[Token]) -> list[Token]:
    """``two thousand and thirty two``, ``nineteen eighty six`` after a month, ``dos mil veintiséis``."""
    said = [token.code if not _typed(token) or token.code == "n0" else "_" for token in found]
    if "n1000" not in said and not {f"n{century}" for century in range(10, 21)} & set(said):
        return found
    made: list[Token] = []
    at = 0
    while at < len(found):
        year = _YEAR_WORDS.match("".join(f"{code} " for code in said[at : at + 4]))
        parts = year.groupdict() if year else {}
        century = parts.get("hundreds") or parts.get("century")
        if year is None or (century and not any(re.fullmatch(r"m\d+", token.code) for token in made[-3:])):
            made.append(found[at])
            at += 1
            continue
        rest = next((int(parts[name]) for name in ("of2000", "more", "one", "two") if parts[name]), 0)
        number = int(century or 20) * 100 + rest
        used = year[0].count(" ")
        made.append(Token(f"n{number}", found[at].start, found[at + used - 1].end))
        at += used
    return made


_YEAR_WORDS = re.compile(
    r"n2 n1000 (?:(?:and )?n(?P<of2000>\d\d?) )?"
    r"|n(?P<hundreds>1\d|20) n100 (?:(?:and )?n(?P<more>\d\d?) )?"
    r"|n(?P<century>19|20) (?:n0 n(?P<one>\d)|n(?P<two>[2-9]\d)) "
)
