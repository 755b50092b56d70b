"""The services that the words of a line mean: by their own names and by other words for them, cut short, or with a slip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from frontdesk.desk import line_people
from frontdesk.desk.house import Rules
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_names import Match, Names
from frontdesk.desk.work import Work
from frontdesk.language.line import SMALL, Skimmed, Word, words_of
from frontdesk.language.line_talk import PHONE
from frontdesk.language.line_trade import EITHER, MEAL_HOURS, MEANT, TABLE

_BEFORE_PHONE = re.compile(rf"(?: [^\W\d_]+){{0,2}} {PHONE}")
"""What stands between a service and a phone may be a name."""


def whole(work: Work, line: Line, names: Names, words: Sequence[Word], people: frozenset[str]) -> list[Match]:
    """Every service that stands there in full; more of it with the words that follow, if they are nobody's name.

    ``people``: the words in the names of those who serve.
    """
    traded = _traded(names, words)
    found = []
    for match in names.whole(traded):
        after = traded[traded.index(match.words[-1]) + 1 :][:2]
        free = [word for word in after if word.key not in people]
        more = names.longer([*match.words, *free], match) if free == after[: len(free)] else None
        extra = more.words[len(match.words) :] if more is not None else ()
        if any(_bears(work, word) for word in extra):
            more = None
        elif more is not None and _BEFORE_PHONE.match(line.text, more.span[1]):
            line.doubt("surname", (extra[0].start, extra[-1].end))
        found.append(_back(more or match, words))
    return [
        one for at, one in enumerate(found) if not set(one.words) & {word for two in found[:at] for word in two.words}
    ]


def some(work: Work, names: Names, words: Sequence[Word], *, slips: bool) -> Match | None:
    """The first service that stands there by some of its words, or with slips."""
    traded = _traded(names, words)
    match = names.within(traded, slips=slips)
    if match is None:
        return None
    more = names.longer(traded, match)
    if more is not None and not any(_bears(work, word) for word in more.words if word not in match.words):
        match = more
    word = match.words[0]
    if len(match.words) == 1 and word.key in EITHER:
        others = names.whole([word._replace(key=EITHER[word.key])])
        match = replace(
            match, ids=tuple(dict.fromkeys([*match.ids, *(number for one in others for number in one.ids)]))
        )
    return _back(match, words)


def choose(line: Line, rules: Rules) -> None:
    """Of several services that may be meant the one that who was named performs."""
    if line.staff is None:
        return
    for at, match in enumerate(line.services):
        able = tuple(
            service
            for service in match.ids
            if any(staff in rules.staff_of.get(service, (staff,)) for staff in line.staff.ids)
        )
        if len(match.ids) > 1 and able:
            line.services[at] = replace(match, ids=able)


def of_table(line: Line, rules: Rules, skimmed: Skimmed) -> Skimmed:
    """``mesa para 2``: the meal of the hour where no service is said; what the line says, the table being that meal."""
    minute, said = skimmed.reading.time, words_of(line.text, line.notes)
    table = next((word for word in said if word.key in TABLE), None)
    if line.services or table is None or minute is None or skimmed.reading.bare or skimmed.reading.times:
        return skimmed
    names = Names((one.id, one.name) for one in rules.house.services.values() if "table" in one.needs)
    for meals, first, last in MEAL_HOURS:
        found = [match for meal in meals for match in names.whole([table._replace(key=meal)])]
        if first <= minute < last and len(found) == 1 and len(found[0].ids) == 1:
            line.services.append(replace(found[0], words=(table,)))
    if line.services and skimmed.party is not None and skimmed.party[1][0] == table.start:
        many, (_start, end) = skimmed.party
        after = next(word.start for word in said if word.start > table.start)
        return replace(skimmed, party=(many, (after, end)))
    return skimmed


def _traded(names: Names, words: Sequence[Word]) -> list[Word]:
    """The words, those of no service's name by what they mean."""
    own = names.words()
    return [
        word._replace(key=MEANT[word.key]) if word.key not in own and MEANT.get(word.key) in own else word
        for word in words
    ]


def _back(match: Match, words: Sequence[Word]) -> Match:
    """A match with the words as they were typed."""
    typed = {word.start: word for word in words}
    return replace(match, words=tuple(typed[word.start] for word in match.words))


def _bears(work: Work, word: Word) -> bool:
    return word.key not in SMALL and line_people.is_name(work, word.key)
