"""The business's own names in a line: services, people, locations, whole, cut short or with a slip of the fingers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from frontdesk.base.text import folded
from frontdesk.language.line import SHORT_DAYS, SMALL, Word
from frontdesk.language.slips import alike

_TITLES = frozenset({
    "dr", "dra", "doctor", "doctora", "don", "dona", "sr", "sra", "srta", "senor", "senora", "senorita", "mr", "mrs", "ms",
    "miss", "mister",
})  # fmt: skip
_SHORT = 6
_LONGEST = 5
"""Words of a name that are compared."""


@dataclass(frozen=True)
class Match:
    """A name that was found: the ids that bear it, most like one first; one, where it is clear."""

    ids: tuple[int, ...]
    words: tuple[Word, ...]
    slip: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The letters it stands for."""
        return self.words[0].start, self.words[-1].end


def parts(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, folded."""
    found = re.findall(r"[^\W_]+", folded(name))
    return tuple(word for word in found if word not in SMALL and word not in _TITLES) or tuple(found)


class Names:
    """Names of one kind, by id."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._parts = {number: parts(name) for number, name in names}

    def whole(self, words: Sequence[Word]) -> list[Match]:
        """Every name that stands there in full, from the left, the longest first."""
        found: list[Match] = []
        at = 0
        while at < len(words):
            match = self._longest(words[at : at + _LONGEST + 2])
            if match is None:
                at += 1
            else:
                found.append(match)
                at += len(match.words)
        return found

    def _longest(self, words: Sequence[Word]) -> Match | None:
        if not words or words[0].key in SMALL:
            return None
        for many in range(len(words), 0, -1):
            if words[many - 1].key in SMALL or not _together(words[:many]):
                continue
            said = _keys(words[:many])
            ids = tuple(number for number, name in self._parts.items() if _same(said, name))
            if ids:
                return Match(ids, tuple(words[:many]))
        return None

    def begins(self, words: Sequence[Word], *, with_days: bool = False) -> Match | None:
        """The name with which the words begin: in full, by some of its words, or with a slip.

        ``with_days``: a weekday cut short may be a name cut short.
        """
        words = list(words[: _LONGEST + 2])
        while words and words[0].key in SMALL | _TITLES:
            del words[0]
        for way in (_same, _some_of, _cut, _slips):
            if way is _cut and not with_days and words and words[0].key in SHORT_DAYS:
                return None
            for many in range(len(words), 0, -1):
                if not _together(words[:many]) or words[many - 1].key in SMALL:
                    continue
                ids = tuple(number for number, name in self._parts.items() if way(_keys(words[:many]), name))
                if ids:
                    return Match(ids, tuple(words[:many]), way is _slips)
        return None

    def within(self, words: Sequence[Word], *, slips: bool) -> Match | None:
        """The first name that stands anywhere by some of its words (or with slips), the longest stretch first."""
        for way in (_slips,) if slips else (_some_of, _cut):
            for many in range(min(len(words), _LONGEST), 0, -1):
                for at in range(len(words) - many + 1):
                    some = words[at : at + many]
                    if some[0].key in SMALL or some[-1].key in SMALL or not _together(some):
                        continue
                    ids = tuple(number for number, name in self._parts.items() if way(_keys(some), name))
                    if ids:
                        whole = tuple(one for one in ids if len(self._parts[one]) == many)
                        begun = [
                            one for one, name in self._parts.items() if way is _some_of and _cut(_keys(some), name)
                        ]
                        return Match(whole or tuple(dict.fromkeys([*ids, *begun])), tuple(some), slips)
        return None

    def longer(self, words: Sequence[Word], match: Match) -> Match | None:
        """A longer stretch over a name that was found and is one name's too, cut short or with a slip."""
        for way in (_cut, _slips):
            for many in range(min(len(words), _LONGEST), len(match.words), -1):
                for at in range(len(words) - many + 1):
                    some = tuple(words[at : at + many])
                    if not set(match.words) <= set(some) or {some[0].key, some[-1].key} & SMALL or not _together(some):
                        continue
                    ids = tuple(number for number, name in self._parts.items() if way(_keys(some), name))
                    if len(ids) == 1:
                        return Match(ids, some, way is _slips)
        return None

    def words(self) -> frozenset[str]:
        """Every word in them."""
        return frozenset(word for name in self._parts.values() for word in name)

    def first_names(self, word: str) -> tuple[int, ...]:
        """Who is called so by the first name."""
        return tuple(number for number, name in self._parts.items() if name[0] == word)


def _together(words: Sequence[Word]) -> bool:
    """Whether the words follow each other with nothing but a sign or two between."""
    return all(after.start - before.end <= 2 for before, after in pairwise(words))


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    kept = tuple(word.key for word in words if word.key not in SMALL and word.key not in _TITLES)
    return kept or tuple(word.key for word in words)


def _same(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return sorted(said) == sorted(name) or "".join(said) == "".join(name)


def _some_of(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(said) <= len(name) and all(len(word) > 2 and word in name for word in said)


def _cut(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Each word begins one of the name's."""
    return all(len(word) > 2 and any(one.startswith(word) for one in name) for word in said)


def _slips(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(said) <= len(name) and all(any(_slipped(word, one) for one in name) for word in said)


def _slipped(word: str, one: str) -> bool:
    """A short word with another beginning is rather another word: Peña is no dinner (cena)."""
    begins = word[0] == one[0] or word[:2] == one[1::-1]
    if len(word) > 2 and _single(word) == _single(one):
        return True  # “ema”, “emmma”
    return word == one or (alike(word, one) and (begins or min(len(word), len(one)) >= _SHORT))


def _single(word: str) -> str:
    """With letters that were typed twice typed once."""
    return re.sub(r"(.)\1+", r"\1", word)
