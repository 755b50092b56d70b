"""The quick line: one line typed at the desk becomes a booking, or says what is missing, in doubt or not understood.

It guesses nothing that is not shown: only a line of which everything was understood in one way has a booking.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace as dataclass_replace

from frontdesk.base.text import clean, folded
from frontdesk.desk import line_near, line_people, line_services, permission
from frontdesk.desk.house import Rules
from frontdesk.desk.line_answer import answer
from frontdesk.desk.line_called import called
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_kept import doubts, kept
from frontdesk.desk.line_names import Match, Names
from frontdesk.desk.line_sure import settle
from frontdesk.desk.line_values import Around, Understood
from frontdesk.desk.line_visit import set_aside
from frontdesk.desk.work import Work
from frontdesk.engine import zones
from frontdesk.language.i18n import language
from frontdesk.language.line import DOCTORS, NAMED, SMALL, WITH, Skimmed, Span, Word, anyone, note_spans, skim, words_of
from frontdesk.language.line_talk import talk, verb

LONGEST = 300
"""Letters that are read: a line is a line."""


def understand(work: Work, text: str, around: Around) -> Understood:
    """What a line says, who and what it means, and what stands in its way. Raises FrontdeskError(not_allowed)."""
    work.require("book")
    rules = work.rules
    line = Line(clean(text)[:LONGEST])
    zone = rules.zone(around.location)
    day, minute = zones.local(work.minute, zone)
    now = dt.datetime.combine(dt.date.fromordinal(day), dt.time(minute // 60, minute % 60))
    _sure_names(work, line, rules)
    _around(work, line)
    skimmed = _skimmed(work, line, now)
    groups = _groups(line, skimmed)
    groups = _services(work, line, groups)
    skimmed = line_services.of_table(line, rules, skimmed)
    groups = settle(work, line, skimmed, groups, _without)
    if not line.named:
        groups = set_aside(work, line, groups)
    groups = _staff(work, line, groups)
    line_services.choose(line, rules)
    _customer(work, line, skimmed, groups)
    _doubtful(work, line, skimmed)
    line_near.ask(work, line, skimmed)
    doubts(line, skimmed)
    return answer(work, line, skimmed, around, zone)


# names ------------------------------------------------------------------------------------------------------------------


def _service_names(rules: Rules) -> Names:
    return Names((one.id, one.name) for one in rules.house.services.values())


def _staff_names(rules: Rules) -> Names:
    return Names((one.id, one.name) for one in rules.house.resources.values() if one.kind == "staff")


def _sure_names(work: Work, line: Line, rules: Rules) -> None:
    """Names in full, and whoever comes after “with”: they are names whatever time their words would tell."""
    line.notes = note_spans(line.text)
    words = words_of(line.text, line.notes)
    staff = _staff_names(rules)
    for at, word in enumerate(words[:-1]):
        if line.staff is not None or word.key not in WITH | DOCTORS | {"w"}:
            continue
        match = staff.begins(words[at + 1 : at + 5], with_days=True)
        if match is None or (word.key not in WITH and (match.slip or not _is_so(rules, word.key, match))):
            continue
        line.staff = dataclass_replace(match, words=(word, *match.words))
    if line.staff is None:
        line.anyone = anyone(line.text, line.notes)
    rest = words_of(line.text, [*line.taken(), *line.notes])
    services = _service_names(rules)
    line.kept = kept(work, rest, line, services.words())
    staff_words = staff.words()
    for stretch in _without([rest], line.kept):
        line.services += line_services.whole(work, line, services, stretch, staff_words)
    if len(rules.house.places) > 1:
        places = Names((one.id, one.name) for one in rules.house.places.values()).whole(
            words_of(line.text, [*line.taken(), *line.notes])
        )
        line.place = places[0] if places else None


def _is_so(rules: Rules, word: str, match: Match) -> bool:
    """Whether a title is that of who serves."""
    return word not in DOCTORS or any(
        DOCTORS & {one.key for one in words_of(rules.names[number])} for number in match.ids
    )


def _around(work: Work, line: Line) -> None:
    """What is said around a booking is left out; a verb that wants something else is asked about."""
    names = [*line.taken(), *line.notes, *((word.start, word.end) for word in line.kept)]
    line.talk = talk(line.text, language(), names)
    found = verb(line.text, line.talk, names)
    if found is None:
        return
    kind, span = found
    said = {word.key for word in words_of(line.text[slice(*span)])}
    amid = bool(words_of(line.text[: span[0]], line.talk))
    somebody = amid and any(line_people.is_name(work, word) for word in said)
    if not somebody and not said & _service_names(work.rules).words():
        line.doubt(kind, span)
        line.part("unread", span)
        line.talk.append(span)


def _skimmed(work: Work, line: Line, now: dt.datetime) -> Skimmed:
    """What the line says beside names; a word that is a day by itself is a name where somebody is called so."""
    month_first = work.rules.business.country == "US"

    def again(names: list[Span]) -> Skimmed:
        return skim(line.text, now, language(), names, month_first=month_first)

    names = [*line.taken(), *((word.start, word.end) for word in line.kept)]
    skimmed = again(names)
    for span in skimmed.reading.day_spans:
        if not line.text[slice(*span)].isalpha():
            continue
        for beside in _beside(line, skimmed, span):
            found = line_people.meant(work, [word.key for word in beside], slips=False)
            if not found.ids:
                continue
            without = again([*names, span])
            only = without.reading.day is None
            if only and found.how == "begun":
                continue  # the one day there is, and a name only if it was cut short
            if only and _by_a_time(line, skimmed, span):
                line.doubt("name", span)
                continue
            names, skimmed = [*names, span], without
            break
    return called(work, line, skimmed, names, again)


def _by_a_time(line: Line, skimmed: Skimmed, span: tuple[int, int]) -> bool:
    """Whether the time of day stands right beside these letters."""
    time = skimmed.reading.time_span
    if time is None:
        return False
    between = line.text[span[1] : time[0]] if time[0] >= span[1] else line.text[time[1] : span[0]]
    return not words_of(between)


def _beside(line: Line, skimmed: Skimmed, span: tuple[int, int]) -> list[list[Word]]:
    """A word that was read as a day, with each of the words that stand right beside it and say nothing of time."""
    spans = [one for one in skimmed.spans() if one != span]
    words = words_of(line.text, [*line.taken(), *spans])
    at = next((place for place, word in enumerate(words) if (word.start, word.end) == span), None)
    if at is None:
        return []
    found = []
    for low, high in ((at, at + 1), (at - 1, at)):
        if low < 0 or high >= len(words) or {words[low].key, words[high].key} & SMALL:
            continue
        if line.text[words[low].end : words[high].start] == " ":
            found.append([words[low], words[high]])
    return found


def _groups(line: Line, skimmed: Skimmed) -> list[list[Word]]:
    """The words that are left, as they stand together; what joins words stays within a group only."""
    taken = sorted([*line.taken(), *line.talk, *skimmed.spans()])
    groups: list[list[Word]] = [[]]
    last = 0
    for word in words_of(line.text, taken):
        between = line.text[last : word.start]
        apart = any(last <= low and high <= word.start for low, high in taken) or {",", ";", "/"} & set(between)
        if (apart or word.key in WITH or word.key in ("para", "for")) and groups[-1]:
            groups.append([])
        groups[-1].append(word)
        last = word.end
    return [group for group in map(_trimmed, groups) if group]


def _trimmed(group: list[Word]) -> list[Word]:
    while group and group[0].key in SMALL:
        group = group[1:]
    while group and group[-1].key in SMALL:
        group = group[:-1]
    return group


def _without(groups: list[list[Word]], match: Match | Sequence[Word]) -> list[list[Word]]:
    """The groups without the words of a name, split where it stood."""
    found: list[list[Word]] = []
    gone = match.words if isinstance(match, Match) else match
    for group in groups:
        if not set(gone) & set(group):
            found.append(group)
            continue
        places = [at for at, word in enumerate(group) if word in gone]
        found += [_trimmed(group[: places[0]]), _trimmed(group[places[-1] + 1 :])]
    return [group for group in found if group]


def _services(work: Work, line: Line, groups: list[list[Word]]) -> list[list[Word]]:
    """Services by some of their words, then with slips, where none stands there in full."""
    names = _service_names(work.rules)
    for slips in (False, True):
        for group in list(groups):
            if line.services and slips:
                return groups
            tried = [line_services.some(work, names, piece, slips=slips) for piece in _without([group], line.kept)]
            match = next((one for one in tried if one is not None), None)
            if match is None or (line.services and not slips and len(match.ids) > 1):
                continue
            if len(group) > 1 and line_people.meant(work, [word.key for word in group], slips=False).ids:
                continue  # somebody bears that name
            line.services.append(match)
            groups = _without(groups, match)
    line.services.sort(key=lambda match: match.span)
    return groups


def _staff(work: Work, line: Line, groups: list[list[Word]]) -> list[list[Word]]:
    """A person who is named without “with”: alone, or at the edge of a longer name that somebody bears without it."""
    if line.staff or line.anyone:
        return groups
    names = _staff_names(work.rules)
    for group in reversed(groups) if len(groups) > 1 or line.customer.ids else ():
        match = names.begins(group)
        if match is not None and not match.slip and match.words[-1] == group[-1]:
            line.staff = match
            return _without(groups, match)
    for group in groups if len(groups) == 1 and len(groups[0]) < 3 else ():
        match = names.begins(group)
        whole = match is not None and not match.slip and match.words[-1] == group[-1]
        if match is not None and whole and not _somebody(work, group):
            line.staff = match
            return []
    for group in groups:
        if len(group) < 3 or line_people.meant(work, [word.key for word in group], slips=False).ids:
            continue
        for edge, rest in ((group[-1:], group[:-1]), (group[:1], group[1:])):
            match = names.begins(edge)
            if (
                match is not None
                and (not match.slip or _is_slip(work, edge, match))
                and line_people.meant(work, [word.key for word in _trimmed(rest)]).ids
            ):
                line.staff = match
                return _without(groups, match)
    for group in groups:
        match = names.begins(group) if len(group) == 1 else None
        others = line.customer.ids or any(_somebody(work, one) for one in groups if one is not group)
        if match is not None and match.slip and others and _is_slip(work, group, match):
            line.staff = match
            return _without(groups, match)
    return groups


def _is_slip(work: Work, words: list[Word], match: Match) -> bool:
    """Whether a slip in the name of who serves is that: one is meant, and no customer is called so."""
    return len(match.ids) == 1 and not any(line_people.is_name(work, word.key) for word in words)


def _somebody(work: Work, words: list[Word]) -> bool:
    """Whether a customer is called so."""
    return bool(line_people.meant(work, [word.key for word in words], slips=False).ids)


def _customer(work: Work, line: Line, skimmed: Skimmed, groups: list[list[Word]]) -> None:
    """Whose visit it is: all the words that are left, else the group that somebody is called by; else a new name."""
    if line.named or not groups:
        for group in groups:
            line.part("unread", (group[0].start, group[-1].end))
        return
    together = [word for group in groups for word in group]
    wishes = [together] if len(groups) == 1 else [together, *sorted(groups, key=len, reverse=True)]
    for slips in (False, True):
        for words in wishes:
            found = line_people.meant(work, [word.key for word in words], slips=slips)
            if found.ids:
                line.customer, line.named = found, list(words)
                break
        if line.named:
            break
    if not line.named:
        line.customer, line.named = _within(work, groups)
        if not line.customer.ids and skimmed.phone is None:  # with a phone it would be somebody new
            line.customer, line.named = _all_but_a_word(work, line, groups)
        if not line.customer.ids:  # a new name; “with somebody” who is nobody's name here is none
            new = [run for group in groups if not _after_with(line, group) for run in _runs(group)]
            line.named = max(new, key=lambda run: (*_surely_named(line, skimmed, run), len(run))) if new else []
            groups = _staff_in_name(work, line, groups)
    for group in groups:
        for rest in _without([group], Match((), tuple(line.named))) if set(group) & set(line.named) else [group]:
            line.part("unread", (rest[0].start, rest[-1].end))


def _surely_named(line: Line, skimmed: Skimmed, words: list[Word]) -> tuple[bool, bool]:
    """Whether it is said that this is the name, and whether a phone follows right behind: the surest first."""
    said = NAMED.search(folded(line.text[: words[0].start]).rstrip()) is not None
    end, phone = words[-1].end, skimmed.phone[1][0] if skimmed.phone is not None else -1
    between = words_of(line.text[:phone], [(0, end), *line.talk]) if end <= phone else []
    return said, end <= phone and all(word.key in SMALL for word in between)


def _runs(group: list[Word]) -> list[list[Word]]:
    """The stretches of a group that may be a name: figures are none."""
    runs: list[list[Word]] = [[]]
    for word in group:
        if word.key[:1].isdecimal():
            runs.append([])
        else:
            runs[-1].append(word)
    return [run for run in map(_trimmed, runs) if run]


def _doubtful(work: Work, line: Line, skimmed: Skimmed) -> None:
    """A first name alone that is a customer's and somebody's who serves is asked about; beside a phone it is the customer's."""
    if line.staff or line.anyone or permission.own_only(work.actor) or line.customer.how in ("", "slip"):
        return
    said = [word for word in line.named if word.key.isalpha()]
    if len(said) != 1 or len(line.named) > 1 or not _staff_names(work.rules).first_names(said[0].key):
        return
    word = said[0]
    if skimmed.phone is not None:
        low, high = skimmed.phone[1]
        if not words_of(line.text[high : word.start] if high <= word.start else line.text[word.end : low]):
            return
    line.doubt("person", (word.start, word.end))


def _staff_in_name(work: Work, line: Line, groups: list[list[Word]]) -> list[list[Word]]:
    """A new name that begins or ends with the first name of somebody who works here: that is the person, or is asked about."""
    if line.staff or line.anyone or len(line.named) < 2 or permission.own_only(work.actor):
        return groups
    names = _staff_names(work.rules)
    for edge in (line.named[-1], line.named[0]):
        ids = names.first_names(edge.key)
        if not ids:
            continue
        if edge is line.named[-1] and len(line.named) > 2:
            line.staff, line.named = Match(ids, (edge,)), _trimmed(line.named[:-1])
            return _without(groups, line.staff)
        line.doubt("person", (edge.start, edge.end))
        break
    return groups


def _after_with(line: Line, group: list[Word]) -> bool:
    before = words_of(line.text[: group[0].start])
    return bool(before) and before[-1].key in WITH


def _all_but_a_word(work: Work, line: Line, groups: list[list[Word]]) -> tuple[line_people.Meant, list[Word]]:
    """A known name but for one or two words beside it that are nobody's name: those were not understood."""
    for group in (one for one in groups if not _after_with(line, one)):
        for many in range(len(group) - 1, max(1, len(group) - 3), -1):
            for at in (0, len(group) - many):
                some, rest = group[at : at + many], group[:at] + group[at + many :]
                if some != _trimmed(some) or len(_proper(some)) < 2:
                    continue
                found = line_people.meant(work, [word.key for word in some], slips=False)
                if found.ids and not any(line_people.is_name(work, word.key) for word in _proper(rest)):
                    line.doubt("newname", (group[0].start, group[-1].end))
                    return found, some
    return line_people.Meant(), []


def _proper(words: list[Word]) -> list[Word]:
    """The words that may be names by themselves."""
    return [word for word in words if word.key not in SMALL]


def _within(work: Work, groups: list[list[Word]]) -> tuple[line_people.Meant, list[Word]]:
    """A full name amid other words."""
    for group in groups:
        for many in range(min(len(group) - 1, 4), 1, -1):
            for at in range(len(group) - many + 1):
                found = line_people.meant(work, [word.key for word in group[at : at + many]], slips=False)
                if found.how == "full":
                    return found, group[at : at + many]
    return line_people.Meant(), []
