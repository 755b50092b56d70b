"""Words of a line about the place or the visit, beside a new name: terrace, window, birthday. They are none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.base.text import folded
from frontdesk.desk import line_people
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_kept import in_order
from frontdesk.desk.work import Work
from frontdesk.language.line import NAMED, SMALL, Word, words_of
from frontdesk.language.line_trade import ALLERGIES, AROUND, IN_PLACE, NO_NAMES, SURNAMES_TOO

_LONGEST = 5
"""Words of a customer's name that are compared."""
_INTRODUCED = re.compile(rf"{NAMED.pattern}|\b(?:me llamo|name)$")
_SAID_TO_BE = 2
"""So many words behind “a nombre de” are the name, whatever they are."""


def set_aside(work: Work, line: Line, groups: list[list[Word]]) -> list[list[Word]]:
    """The groups without what is said of the place or the visit, which was not understood; a known name keeps its words."""
    found: list[list[Word]] = []
    for group in groups:
        others = any(not _of_the_visit(one) for one in groups if one is not group)
        gone = _gone(work, line, group, others=others)
        run: list[Word] = []
        aside: list[Word] = []
        for at, word in enumerate(group):
            if gone[at]:
                aside.append(word)
                found.append(_trimmed(run))
                run = []
            else:
                run.append(word)
                if word.key not in SMALL:
                    _unread(line, aside)
                    aside = []
        _unread(line, aside)
        found.append(_trimmed(run))
    return [group for group in found if group]


def _of_the_visit(group: Sequence[Word]) -> bool:
    return all(word.key in NO_NAMES | ALLERGIES | AROUND | SMALL for word in group)


def _gone(work: Work, line: Line, group: Sequence[Word], *, others: bool) -> list[bool]:
    """Which words of a group are none of a name. ``others``: whether a name may stand in another group."""
    gone = [
        word.key in NO_NAMES | ALLERGIES and not _surname(line, group, at) and not _introduced(line, group, at)
        for at, word in enumerate(group)
    ]
    if not any(gone) or _known(work, group):
        return [False] * len(group)
    gone = [one and not _within_known(work, group, at) for at, one in enumerate(gone)]
    for steps in (range(1, len(group)), range(len(group) - 2, -1, -1)):
        for at in steps:
            beside = at - 1 if steps.step > 0 else at + 1
            while 0 < beside < len(group) - 1 and group[beside].key in SMALL:
                beside += steps.step * -1
            gone[at] = gone[at] or (gone[beside] and group[at].key in AROUND)
    for at, word in enumerate(group):
        if gone[at] and word.key in ALLERGIES and (others or any(not one for one in gone[:at])):
            gone[at:] = [True] * (len(group) - at)  # to what
    return gone


def _surname(line: Line, group: Sequence[Word], at: int) -> bool:
    """Whether a word that people are called by stands where a surname does."""
    if group[at].key not in SURNAMES_TOO:
        return False
    before = words_of(line.text[: group[at].start])
    if before and before[-1].key in ("la", "el", "las", "los"):
        before.pop()
        if before and before[-1].key not in ("de", "y"):
            return False
    if before and before[-1].key in IN_PLACE:
        return False
    return any(word.key not in SMALL | NO_NAMES | ALLERGIES | AROUND for word in group[:at])


def _introduced(line: Line, group: Sequence[Word], at: int) -> bool:
    """Whether it is said that this is the name: “a nombre de Pepe Terraza”."""
    said = 0
    for word in reversed(group[: at + 1]):
        if word.key not in SMALL:
            said += 1
        if said > _SAID_TO_BE:
            return False
        if _INTRODUCED.search(folded(line.text[: word.start]).rstrip()):
            return True
    return False


def _known(work: Work, group: Sequence[Word]) -> bool:
    """Whether somebody is called by all of it, each word once; one word alone is sooner the place than a surname."""
    said = [word.key for word in group]
    proper = [word for word in said if word not in SMALL]
    if len(proper) < 2 or len(set(proper)) < len(proper):
        return False
    return line_people.meant(work, said, slips=False).how in ("full", "some")


def _within_known(work: Work, group: Sequence[Word], at: int) -> bool:
    """Whether it is part of a customer's name that stands there from the first name on."""
    for many in range(_LONGEST, 1, -1):
        for low in range(max(at - many + 1, 0), at + 1):
            some = group[low : low + many]
            if len(some) < many or {some[0].key, some[-1].key} & SMALL:
                continue
            said = [word.key for word in some]
            found = line_people.meant(work, said, slips=False)
            if found.how in ("full", "some") and in_order(work, found.ids, said):
                return True
    return False


def _unread(line: Line, words: Sequence[Word]) -> None:
    if words:
        line.part("unread", (words[0].start, words[-1].end))


def _trimmed(group: Sequence[Word]) -> list[Word]:
    words = list(group)
    while words and words[0].key in SMALL:
        del words[0]
    while words and words[-1].key in SMALL:
        del words[-1]
    return words
