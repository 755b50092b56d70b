"""Customers of whom a line leaves no doubt: by their id, by a phone that is theirs alone, by a name and the end of a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import customers, line_people
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_names import Match, parts
from frontdesk.desk.work import Work
from frontdesk.language.line import SMALL, Skimmed, Word
from frontdesk.language.slips import alike

Groups = list[list[Word]]
_ID = re.compile(r"c\d{1,9}")
_END = re.compile(r"\d{3,8}")


def settle(
    work: Work, line: Line, skimmed: Skimmed, groups: Groups, without: Callable[[Groups, Match], Groups]
) -> Groups:
    """Take the customer that is sure, and the words that are of the name; the groups that are left.

    ``without``: the groups but for some words.
    """
    name: tuple[str, ...] = ()
    words = [word for group in groups for word in group]
    for word in words:
        if _ID.fullmatch(word.key):
            groups = without(groups, Match((), (word,)))
            try:
                record = customers.get(work, word.key)
            except FrontdeskError:  # nobody's, or not for this person to see
                line.part("unread", (word.start, word.end))
                continue
            line.customer, line.named, name = line_people.Meant((record.id,), "id"), [word], parts(record.name)
            break
    if not name and skimmed.phone is not None:
        bearers = line_people.with_phone(work, skimmed.phone[0])[1]
        if len(bearers) == 1:
            (one,) = line_people.known(work, bearers)
            line.customer, name = line_people.Meant(tuple(bearers), "phone"), parts(one.customer.name)
    if name:
        return _named(line, name, groups, without)
    return _by_end(work, line, groups, without)


def _named(line: Line, name: tuple[str, ...], groups: Groups, without: Callable[[Groups, Match], Groups]) -> Groups:
    """The groups without the words of the name: each longest stretch that is nothing else."""
    for group in list(groups):
        stretch = _stretch(name, group)
        if stretch:
            line.named += stretch
            groups = without(groups, Match((), tuple(stretch)))
    return groups


def _stretch(name: tuple[str, ...], group: list[Word]) -> list[Word]:
    """The longest run of words of a name, small ones between them too."""
    best: list[Word] = []
    for low in range(len(group)):
        high = low
        while high < len(group) and (group[high].key in SMALL or _of(name, group[high].key)):
            high += 1
        run = group[low:high]
        while run and run[-1].key in SMALL:
            run = run[:-1]
        if len(run) > len(best) and run[0].key not in SMALL:
            best = run
    return best


def _of(name: tuple[str, ...], word: str) -> bool:
    return any(one == word or (len(word) > 2 and one.startswith(word)) or alike(word, one) for one in name)


def _by_end(work: Work, line: Line, groups: Groups, without: Callable[[Groups, Match], Groups]) -> Groups:
    """``lopez 0101``: who bears the name, of those whose phone ends so."""
    for group in groups:
        for at, word in enumerate(group):
            if not _END.fullmatch(word.key):
                continue
            for run in (group[:at], group[at + 1 :]):
                said = [one for one in run if one.key not in SMALL]
                found = line_people.by_end(work, [one.key for one in said], word.key) if said else ()
                if found:
                    line.customer, line.named = line_people.Meant(found, "end"), sorted([*said, word], key=_place)
                    return without(groups, Match((), tuple(line.named)))
    return groups


def _place(word: Word) -> int:
    return word.start
