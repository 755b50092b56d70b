"""A line typed at the desk, as far as it is not names: which letters are time, party, nights, phone and notes."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from frontdesk.base.text import digits, folded
from frontdesk.language.line_talk import Span as Span
from frontdesk.language.line_talk import folded_in_place, overlaps
from frontdesk.language.slips import alike
from frontdesk.language.when import LANGUAGES, Reading, read

_NOTE = re.compile(
    r"(?://|#|\b(?:nota|notas|note|notes)\s*:)\s*(?P<note>.*)$|[\"\u201c\u00ab](?P<quoted>[^\"\u201d\u00bb]*)[\"\u201d\u00bb]",
    re.I,
)
_ANYONE = re.compile(
    r"\b(?:(?:con|with|by)\s+)?(?:cualquiera|quien sea|(?:el|la) que sea"
    r"|(?:(?:me|le|les) )?da (?:igual|lo mismo)(?: (?:con )?quien)?(?! (?:la|el|que|cuando)\b)|sin preferencia"
    r"|(?:i |she |he |they )?(?:don.?t|doesn.?t) mind(?: (?:who|which))?(?! (?:the|when|what)\b)"
    r"|anyone|anybody|whoever|no preference)\b"
)
"""Whoever is free is to do it, not the person on whose column the cursor stands."""
_PHONE = re.compile(
    r"(?<![\d:/])(?:\+\d{1,3}[ .-]?|\(0\d+\) ?|0{0,2}(?=\d))\d{2,}"
    r"(?:(?:[.-]?| (?!\d{4}-\d\d-\d\d|\d\d?[.:h]\d\d(?!\d)))\d{2,}){0,5}(?![\d:h/])",
    re.ASCII,
)
"""A date or a clock that follows is none of it."""
_COUNTS = {
    "un": 1, "una": 1, "uno": 1, "one": 1, "dos": 2, "two": 2, "tres": 3, "three": 3, "cuatro": 4, "four": 4, "cinco": 5,
    "five": 5, "seis": 6, "six": 6, "siete": 7, "seven": 7, "ocho": 8, "eight": 8, "nueve": 9, "nine": 9, "diez": 10,
    "ten": 10, "doce": 12, "twelve": 12,
}  # fmt: skip
_COUNT = rf"(?P<n>\d{{1,3}}|{'|'.join(_COUNTS)})"
_GROUP = (
    r"(?:para|for|party of|table for|table of|mesa de|mesa para|somos|seremos|vamos a ser|we are|we['\u2019]?re|there are"
    r"|grupo de|group of|family of|familia de)"
)
_ADULTS = r"adult(?:o?s|o)?"
_PARTY = re.compile(
    rf"\b(?:(?:{_GROUP}|de|of)\s+)?{_COUNT}\s*"
    r"(?:personas?|pers|pax|comensal(?:es)?|people|ppl|persons?|guests?|invitados|covers|cubiertos|diners|of us"
    rf"|{_ADULTS}|plazas|seats|places|p)\b"
    rf"|\b{_GROUP}\s+{_COUNT.replace('?P<n>', '?P<m>')}"
    r"(?=\s*$|\s+(?!de\b|of\b|y\b|menos\b|past\b|am\b|pm\b|h\b|noches?\b|nights?\b|[-/:.h])|\s*,)"
)
_MISTYPED = re.compile(rf"\b{_COUNT}\s*(?P<word>[^\W\d_]{{5,9}})\b")
_PEOPLE = ("personas", "persona", "people", "comensales")
_CHILDREN = re.compile(
    rf"\s*(?:,|y|and|\+|&|mas|plus|con|with)?\s*{_COUNT}\s*"
    r"(?:nin[oa]s?|nenes?|peques?|child(?:ren)?|kids?|bebes?|bab(?:y|ies)|menores)\b"
)
"""Who comes with so many adults."""
_TIMES = re.compile(r"(?<![^\W_])[x*]\s?(?P<n>\d{1,3})\b(?!\s*(?:noches?|nights?)\b|[-/:.h])")
"""``x 3``, behind a name or a service."""
_NIGHTS = re.compile(rf"\b(?:para|por|for)?\s*{_COUNT}\s*(?:noches?|nights?)\b")
_WORD = re.compile(r"[\w.+-]+@[\w.-]+|\w+(?:['\u2019]\w+)*|[@&+]")
SMALL = frozenset({
    "a", "al", "con", "de", "del", "el", "en", "la", "las", "los", "le", "lo", "para", "por", "y", "e", "o", "un",
    "una", "mi", "the", "at", "for", "with", "on", "in", "to", "by", "and", "of", "my", "an", "please", "porfa",
    "cita", "hora", "reserva", "reservar", "reservame", "apunta", "apuntame", "book", "booking", "appointment",
    "quiere", "wants", "mesa", "table", "habitacion", "hab", "room", "tel", "tfno", "telefono", "phone", "movil",
    "cliente", "clienta", "customer", "es", "is", "se", "@", "+", "&", "-", "que", "hacer", "hacerse", "sobre", "about", "around",
    "nombre", "name", "under", "from", "desde", "hasta", "until", "put", "down", "add", "pon", "ponle", "dale",
    "between", "entre", "client", "patient", "paciente", "soy",
    "rm", "pra", "quisiera", "would", "like", "likes", "cenar", "comer", "desayunar", "almorzar",
})  # fmt: skip
"""Words that join others and mean nothing by themselves."""
MEALS = frozenset(
    {"cena", "cenar", "dinner", "supper", "comida", "lunch", "desayuno", "breakfast", "almuerzo", "brunch"}
)
"""Names of services that say something of the hour too."""
NAMED = re.compile(r"\b(?:nombre de|nombre|se llama|soy|under|name of|name is|called)$")
"""After this comes somebody's name."""
WITH = frozenset({"con", "with", "@", "by"})
DOCTORS = frozenset({"dr", "dra", "doctor", "doctora"})
"""Titles of those who serve: what follows is no customer."""
JOINERS = frozenset({"y", "e", "and", "+", "&", "con", "with", "mas", "plus", "luego", "then", "also", "tambien"})
"""What stands between two services that are both wanted."""


SHORT_DAYS = frozenset(name[:3] for words in LANGUAGES.values() for name in words.weekdays)
"""Weekdays cut to three letters: where nobody is called so in full they are no name cut short."""


DAY_NAMES = frozenset({
    "domingo", "reyes", "abril", "julio", "mar", "mayo", "marzo", "pascua", "navidad", "sunday", "april", "may", "june",
    "august", "march", "christmas", "easter", "noel",
})  # fmt: skip
"""Days and months that people are called by."""
RARE_DAY_NAMES = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday"})
"""Days that are surnames too, but seldom."""


class Word(NamedTuple):
    """A word of a line, folded, and the letters it stands for."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Skimmed:
    """What a line says beside names."""

    reading: Reading
    language: str
    phone: tuple[str, Span] | None = None
    party: tuple[int, Span] | None = None
    nights: tuple[int, Span] | None = None
    notes: tuple[tuple[str, Span], ...] = ()

    def spans(self) -> list[Span]:
        """The letters that were read."""
        found = [one[1] for one in (self.phone, self.party, self.nights) if one is not None]
        found += [span for _note, span in self.notes]
        found += [span for span in (self.reading.day_span, self.reading.time_span) if span is not None]
        return found + list(self.reading.said_spans)


def note_spans(text: str) -> list[Span]:
    """The letters that are notes, whatever else they would mean."""
    return [match.span() for match in _NOTE.finditer(text)]


def anyone(text: str, without: Sequence[Span] = ()) -> Span | None:
    """Where it is said that it may be done by anybody, outside these spans."""
    match = _ANYONE.search(folded_in_place(masked(text, without)))
    return match.span() if match else None


def words_of(text: str, without: Sequence[Span] = ()) -> list[Word]:
    """The words of a line that stand outside these spans."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1] in ".'-\u2019":
            end -= 1
        if end > start and not overlaps((start, end), without):
            found.append(Word(folded(text[start:end]), start, end))
    return found


def signs_of(text: str, without: Sequence[Span] = ()) -> list[Span]:
    """Where signs stand that are no letters and join nothing, as an emoji is, outside these spans."""
    found: list[Span] = []
    for at, sign in enumerate(text):
        kind = unicodedata.category(sign)
        after = found and found[-1][1] == at and kind in ("Mn", "Me", "Cf", "Sk")  # of the sign before
        if after or (not sign.isascii() and kind in ("So", "Sm", "Co", "Cn")):
            start = found.pop()[0] if found and found[-1][1] == at else at
            found.append((start, at + 1))
    return [span for span in found if not overlaps(span, without)]


def masked(text: str, spans: Sequence[Span]) -> str:
    """The line with these letters made meaningless, each in its place."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "q" * (end - start)
    return "".join(letters)


def skim(text: str, now: dt.datetime, first: str, names: Sequence[Span] = (), *, month_first: bool = False) -> Skimmed:
    """What the line says at the local ``now``. ``names``: letters that are names for sure; ``first``: the reader's language."""
    notes = tuple(
        ((match["note"] if match["note"] is not None else match["quoted"]).strip(), match.span())
        for match in _NOTE.finditer(text)
    )
    names = [(low, high) for low, high in names if folded(text[low:high]) not in MEALS]
    taken = [*names, *(span for _note, span in notes)]
    said = masked(text, taken)
    phone = _phone(said)
    if phone is not None:
        taken.append(phone[1])
    plain = folded_in_place(masked(text, taken))
    nights = _counted(_NIGHTS.search(plain))
    if nights is not None:
        taken.append(nights[1])
        plain = folded_in_place(masked(text, taken))
    party = _party(plain)
    if party is not None:
        taken.append(party[1])
    reading, language = _when(masked(text, taken), now, first, month_first=month_first)
    return Skimmed(reading, language, phone, party, nights, tuple(note for note in notes if note[0]))


def _phone(text: str) -> tuple[str, Span] | None:
    for match in _PHONE.finditer(text):
        said, start = match[0], match.start()
        while len(digits(said)) >= 6:
            if 9 <= len(digits(said)) <= 15 or said.startswith("+"):
                return said.strip(), (start, start + len(said.rstrip()))
            shorter = re.match(r"(.*)[ .-]\d+$", said)
            if shorter is None:
                break
            said = shorter[1]
    return None


def _counted(match: re.Match[str] | None) -> tuple[int, Span] | None:
    if match is None:
        return None
    said = match.groupdict().get("n") or match.groupdict().get("m") or ""
    number = _COUNTS.get(said) or (int(said) if said.isdecimal() else 0)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    if re.search(r"(?:^|\s)-$|\d\s*(?:o|ó|or|-|/)\s*$", match.string[:start]):
        return None  # “-5 people”, “4 or 5 people”
    return (number, (start, match.end())) if number else None


def _party(plain: str) -> tuple[int, Span] | None:
    """How many come; to so many adults so many children are added."""
    match = _PARTY.search(plain)
    slips = () if match else _MISTYPED.finditer(plain)
    slip = next((one for one in slips if any(alike(one["word"], word) for word in _PEOPLE)), None)
    found = _counted(match or slip or _TIMES.search(plain))
    children = _CHILDREN.match(plain, found[1][1]) if found is not None and match is not None else None
    if found is None or children is None or not re.search(rf"{_ADULTS}$", plain[: found[1][1]]):
        return found
    more = _counted(children)
    return found if more is None else (found[0] + more[0], (found[1][0], children.end()))


def _when(text: str, now: dt.datetime, first: str, *, month_first: bool) -> tuple[Reading, str]:
    """The reading of the language that reads more; an hour that stands bare beside a day (``jue 10``) counts."""
    best: tuple[tuple[int, int, int], Reading, str] | None = None
    for lang in sorted(("en", "es"), key=lambda one: one != first):
        found = _with_bare_hour(
            text, read(text, lang, now, month_first=month_first), lang, now, month_first=month_first
        )
        letters = sum(span[1] - span[0] for span in {found.day_span, found.time_span} if span is not None)
        many = 2 * ((found.day is not None) + (found.time is not None)) + bool(found.bad_spans)
        rank = (many, -int(found.ambiguous and not found.odd), letters)
        if best is None or rank > best[0]:
            best = (rank, found, lang)
    assert best is not None
    return best[1], best[2]


def _with_bare_hour(text: str, found: Reading, lang: str, now: dt.datetime, *, month_first: bool) -> Reading:
    """``jue 10`` is ten o'clock where Thursday next is no tenth; so is the 10 of ``mañana 10``."""
    if found.time is not None or found.day_span is None or found.days:
        return found
    start, end = found.day_span
    inside = re.fullmatch(r"([^\W\d]+\.?)( )(\d{1,2})", text[start:end])
    alone = read(inside[1], lang, now) if inside is not None else None
    weekday = alone.day if alone is not None and not alone.ambiguous else None
    if inside is not None and weekday is not None and (found.ambiguous or found.day != weekday):
        at = start + inside.start(2)
    elif re.match(r" \d{1,2}(?![\d/.:]|\s*(?:de\b|of\b))", text[end:]) and not text[start:end].strip().isdecimal():
        at = end
    else:
        return found
    again = read(f"{text[:at]}@{text[at + 1 :]}", lang, now, month_first=month_first)
    return again if again.time is not None and again.day is not None else found
