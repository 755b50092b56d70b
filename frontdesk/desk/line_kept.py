"""Words of a line that are a customer's name though a service is called so too: Claudia Torres Caballero has her hair cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from frontdesk.base.text import folded
from frontdesk.desk import line_people
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_names import Match, parts
from frontdesk.desk.work import Work
from frontdesk.language.line import JOINERS, NAMED, SMALL, Skimmed, Word, words_of
from frontdesk.language.line_talk import PHONE
from frontdesk.store import customers as store_customers

_LONGEST = 5
"""Words of a customer's name that are compared."""
_PHONE = re.compile(PHONE)


def kept(work: Work, words: Sequence[Word], line: Line, services: frozenset[str]) -> tuple[Word, ...]:
    """The words that are a name for sure. ``services``: the words that services are called by."""
    found: list[Word] = list(_said_to_be(words, line.text))
    for at, word in enumerate(words):
        if word.key not in services or word in found or not line_people.is_name(work, word.key):
            continue
        found += _name_around(work, words, at, line.text, services)
    return tuple(found)


def _said_to_be(words: Sequence[Word], text: str) -> Sequence[Word]:
    """``a nombre de Pepe Caballero 655…``: what follows is the name as far as the phone or a comma."""
    for at, word in enumerate(words):
        if not NAMED.search(folded(text[: word.start]).rstrip()):
            continue
        for end in range(at + 1, min(at + _LONGEST, len(words)) + 1):
            rest = text[words[end - 1].end :].lstrip(" ")
            if rest[:1] == "," or _PHONE.match(rest):
                return words[at:end] if _close(words[at:end], text) else ()
    return ()


def _name_around(work: Work, words: Sequence[Word], at: int, text: str, services: frozenset[str]) -> Sequence[Word]:
    """The longest stretch over this word that is a customer's name from the first word on, in its order."""
    for many in range(_LONGEST, 1, -1):
        for low in range(max(at - many + 1, 0), at):
            some = words[low : low + many]
            if len(some) < many or some[0].key in services | SMALL or some[-1].key in SMALL or not _close(some, text):
                continue
            said = [word.key for word in some]
            found = line_people.meant(work, said, slips=False)
            if found.how in ("full", "some") and in_order(work, found.ids, said):
                return some
    return ()


def _close(words: Sequence[Word], text: str) -> bool:
    return all(text[before.end : after.start] == " " for before, after in pairwise(words))


def in_order(work: Work, ids: Sequence[int], said: Sequence[str]) -> bool:
    """Whether one of them is called so, beginning with the first name."""
    wanted = [word for word in parts(" ".join(said))]
    for _number, name, *_more in store_customers.briefs(work.connection, ids).values():
        bears = parts(name)
        left = iter(bears)
        if bears[:1] == tuple(wanted[:1]) and all(word in left for word in wanted):
            return True
    return False


def doubts(line: Line, skimmed: Skimmed) -> None:
    """A service that stands between a first name and the phone may be a surname; two that nothing joins may be one."""
    doubtful = _between(line, skimmed)
    if doubtful is not None:
        line.doubt("surname", doubtful.span)
        return
    for before, after in pairwise(sorted(line.services, key=lambda match: match.span)):
        between = line.text[before.span[1] : after.span[0]].rstrip()
        said = [word.key for word in words_of(between)]
        while said and said[-1] in SMALL - JOINERS:
            said.pop()
        if not (said and said[-1] in JOINERS) and between[-1:] not in (",", "/", ";"):
            line.doubt("services", (before.span[0], after.span[1]))


def _between(line: Line, skimmed: Skimmed) -> Match | None:
    if skimmed.phone is None or len(line.named) != 1 or line.customer.how in ("full", "phone", "id", "end"):
        return None
    name, phone = line.named[0], skimmed.phone[1][0]
    for match in line.services:
        low, high = match.span
        if len(match.words) > 1 or line.text[name.end : low] != " " or high > phone:
            continue
        if all(word.key in SMALL for word in words_of(line.text[:phone], [(0, high), *line.talk])):
            return match
    return None
