"""The quick line: one line typed at the desk becomes a booking, or says what is missing, in doubt or not understood.

It guesses nothing that is not shown: only a line of which everything was understood in one way has a booking.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from dataclasses import replace as dataclass_replace

import msgspec

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean, folded
from frontdesk.desk import availability, line_people, permission, values
from frontdesk.desk.house import Rules
from frontdesk.desk.line_names import Match, Names
from frontdesk.desk.line_values import Around, Doubt, Part, Understood
from frontdesk.desk.work import Work
from frontdesk.engine import zones
from frontdesk.engine.terms import price_of
from frontdesk.engine.values import Plan
from frontdesk.language.i18n import language
from frontdesk.language.line import SMALL, WITH, Skimmed, Word, skim, words_of

LONGEST = 300
"""Letters that are read: a line is a line."""
_CLOSED = frozenset({"closed", "closure", "absence", "no_session"})
_ALTERNATIVES = 3


@dataclass
class _Line:
    """A line while it is being understood."""

    text: str
    services: list[Match] = field(default_factory=list)
    staff: Match | None = None
    place: Match | None = None
    customer: line_people.Meant = field(default_factory=line_people.Meant)
    named: list[Word] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def part(self, kind: str, span: tuple[int, int], *, slip: bool = False) -> None:
        self.parts.append(Part(kind, *span, self.text[slice(*span)], slip))

    def taken(self) -> list[tuple[int, int]]:
        return [match.span for match in (*self.services, self.staff, self.place) if match is not None]


def understand(work: Work, text: str, around: Around) -> Understood:
    """What a line says, who and what it means, and what stands in its way. Raises FrontdeskError(not_allowed)."""
    work.require("book")
    rules = work.rules
    line = _Line(clean(text)[:LONGEST])
    zone = rules.zone(around.location)
    day, minute = zones.local(work.minute, zone)
    now = dt.datetime.combine(dt.date.fromordinal(day), dt.time(minute // 60, minute % 60))
    _sure_names(line, rules)
    skimmed = _skimmed(work, line, now)
    groups = _groups(line, skimmed)
    groups = _services(work, line, groups)
    groups = _staff(work, line, groups)
    _customer(work, line, groups)
    return _answer(work, line, skimmed, around, zone)


# names ------------------------------------------------------------------------------------------------------------------


def _service_names(rules: Rules) -> Names:
    return Names((one.id, one.name) for one in rules.house.services.values())


def _staff_names(rules: Rules) -> Names:
    return Names((one.id, one.name) for one in rules.house.resources.values() if one.kind == "staff")


def _sure_names(line: _Line, rules: Rules) -> None:
    """Names in full, and whoever comes after “with”: they are names whatever time their words would tell."""
    words = words_of(line.text)
    staff = _staff_names(rules)
    for at, word in enumerate(words[:-1]):
        if word.key in WITH and line.staff is None:
            match = staff.begins(words[at + 1 : at + 5])
            if match is not None:
                line.staff = dataclass_replace(match, words=(word, *match.words))
    rest = words_of(line.text, line.taken())
    line.services = _service_names(rules).whole(rest)
    if len(rules.house.places) > 1:
        places = Names((one.id, one.name) for one in rules.house.places.values()).whole(
            words_of(line.text, line.taken())
        )
        line.place = places[0] if places else None


def _skimmed(work: Work, line: _Line, now: dt.datetime) -> Skimmed:
    """What the line says beside names; a word that is a day by itself is a name where somebody is called so."""
    month_first = work.rules.business.country == "US"
    names = line.taken()
    skimmed = skim(line.text, now, language(), names, month_first=month_first)
    for span in skimmed.reading.day_spans:
        if not line.text[slice(*span)].isalpha():
            continue
        for beside in _beside(line, skimmed, span):
            if line_people.meant(work, [word.key for word in beside], slips=False).ids:
                names = [*names, span]
                skimmed = skim(line.text, now, language(), names, month_first=month_first)
                break
    return skimmed


def _beside(line: _Line, skimmed: Skimmed, span: tuple[int, int]) -> list[list[Word]]:
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


def _groups(line: _Line, skimmed: Skimmed) -> list[list[Word]]:
    """The words that are left, as they stand together; what joins words stays within a group only."""
    taken = sorted([*line.taken(), *skimmed.spans()])
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


def _without(groups: list[list[Word]], match: Match) -> list[list[Word]]:
    """The groups without the words of a name, split where it stood."""
    found: list[list[Word]] = []
    for group in groups:
        if not set(match.words) & set(group):
            found.append(group)
            continue
        places = [at for at, word in enumerate(group) if word in match.words]
        found += [_trimmed(group[: places[0]]), _trimmed(group[places[-1] + 1 :])]
    return [group for group in found if group]


def _services(work: Work, line: _Line, groups: list[list[Word]]) -> list[list[Word]]:
    """Services by some of their words, then with slips, where none stands there in full."""
    names = _service_names(work.rules)
    for slips in (False, True):
        for group in list(groups):
            if line.services and slips:
                return groups
            match = names.within(group, slips=slips)
            match = _longer(names, group, match)
            if match is None or (line.services and not slips and len(match.ids) > 1):
                continue
            if len(group) > 1 and line_people.meant(work, [word.key for word in group], slips=False).ids:
                continue  # somebody bears that name
            line.services.append(match)
            groups = _without(groups, match)
    line.services.sort(key=lambda match: match.span)
    return groups


def _longer(names: Names, group: list[Word], match: Match | None) -> Match | None:
    """Where some words are several services', more of them with a slip may be one's."""
    if match is None or len(match.ids) == 1:
        return match
    more = names.within(group, slips=True)
    return more if more is not None and len(more.ids) == 1 and len(more.words) > len(match.words) else match


def _staff(work: Work, line: _Line, groups: list[list[Word]]) -> list[list[Word]]:
    """A person who is named without “with”: alone, or at the edge of a longer name that somebody bears without it."""
    if line.staff is not None:
        return groups
    names = _staff_names(work.rules)
    for group in reversed(groups) if len(groups) > 1 else ():
        match = names.begins(group)
        if match is not None and not match.slip and match.words[-1] == group[-1]:
            line.staff = match
            return _without(groups, match)
    for group in groups:
        if len(group) < 3 or line_people.meant(work, [word.key for word in group], slips=False).ids:
            continue
        for edge, rest in ((group[-1:], group[:-1]), (group[:1], group[1:])):
            match = names.begins(edge)
            if (
                match is not None
                and not match.slip
                and line_people.meant(work, [word.key for word in _trimmed(rest)]).ids
            ):
                line.staff = match
                return _without(groups, match)
    return groups


def _customer(work: Work, line: _Line, groups: list[list[Word]]) -> None:
    """Whose visit it is: all the words that are left, else the group that somebody is called by; else a new name."""
    if not groups:
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
    for group in groups:
        for rest in _without([group], Match((), tuple(line.named))) if set(group) & set(line.named) else [group]:
            line.part("unread", (rest[0].start, rest[-1].end))


def _within(work: Work, groups: list[list[Word]]) -> tuple[line_people.Meant, list[Word]]:
    """A full name amid other words; else the longest group is a new name."""
    for group in groups:
        for many in range(min(len(group) - 1, 4), 1, -1):
            for at in range(len(group) - many + 1):
                found = line_people.meant(work, [word.key for word in group[at : at + many]], slips=False)
                if found.how == "full":
                    return found, group[at : at + many]
    return line_people.Meant(), max(groups, key=len)


# the answer -------------------------------------------------------------------------------------------------------------


def _answer(work: Work, line: _Line, skimmed: Skimmed, around: Around, zone: str) -> Understood:
    rules, found = work.rules, skimmed.reading
    services = _chosen_services(line, rules)
    staff = _chosen_staff(work, line, rules, services, around)
    place = line.place.ids[0] if line.place else around.location
    if place is None and staff is not None:
        place = rules.house.resources[staff].place
    zone = rules.zone(place)
    for kind, one in (("phone", skimmed.phone), ("party", skimmed.party), ("nights", skimmed.nights)):
        if one is not None:
            line.part(kind, one[1])
    for _note, span in skimmed.notes:
        line.part("notes", span)
    if found.day_span is not None:
        line.part("day", found.day_span)
    if found.time_span is not None and found.time_span != found.day_span:
        line.part("time", found.time_span)
    nightly = any(rules.house.services[number].nights for number in services)
    day, minute = _when(line, skimmed, around, nightly=nightly)
    party = skimmed.party[0] if skimmed.party else 1
    nights = skimmed.nights[0] if skimmed.nights else 1 if nightly else 0
    if skimmed.nights and services and not nightly:
        line.doubts.append(Doubt("nights", line.text[slice(*skimmed.nights[1])]))
    customer, candidates, phone = _whose(work, line, skimmed)
    new_name = None
    if customer is None and not candidates and line.named:
        new_name = _capitals(line.text[line.named[0].start : line.named[-1].end])
        if phone is None:
            line.missing.append("phone")
    elif customer is None and not candidates:
        line.missing.append("customer")
    if not services:
        line.missing.insert(0, "service")
    base = Understood(
        text=line.text,
        zone=zone,
        currency=rules.business.currency,
        services=tuple(values.Named("service", number, rules.service_names[number]) for number in services),
        staff=None if staff is None else values.Named("staff", staff, rules.names[staff]),
        location=place,
        customer=customer,
        candidates=candidates,
        new_name=new_name,
        phone=phone,
        day=day,
        minute=minute,
        end_minute=found.end_time,
        party=party,
        nights=nights,
        notes="; ".join(note for note, _span in skimmed.notes),
        price=_price(rules, services, staff, party, nights),
    )
    return _checked(work, line, base, around, bare=found.bare)


def _chosen_services(line: _Line, rules: Rules) -> list[int]:
    chosen = []
    for match in line.services:
        line.part("service", match.span, slip=match.slip)
        if len(match.ids) == 1:
            chosen.append(match.ids[0])
        else:
            names = tuple(rules.service_names[number] for number in match.ids)
            line.doubts.append(Doubt("service", line.text[slice(*match.span)], names))
    return chosen


def _chosen_staff(work: Work, line: _Line, rules: Rules, services: list[int], around: Around) -> int | None:
    if permission.own_only(work.actor):
        return work.actor.resource
    if line.staff is None:
        if around.staff is not None:
            line.assumed.append("staff")
        return around.staff
    line.part("staff", line.staff.span, slip=line.staff.slip)
    able = [
        number
        for number in line.staff.ids
        if all(number in rules.staff_of.get(service, (number,)) for service in services)
    ]
    ids = able or list(line.staff.ids)
    if len(ids) == 1:
        return ids[0]
    line.doubts.append(Doubt("staff", line.text[slice(*line.staff.span)], tuple(rules.names[number] for number in ids)))
    return None


def _when(line: _Line, skimmed: Skimmed, around: Around, *, nightly: bool) -> tuple[int | None, int | None]:
    """Day and time; what was not said is taken from around, never one of another day."""
    found = skimmed.reading
    day, minute = found.day, found.time
    if found.ambiguous:
        span = found.day_span or found.time_span
        line.doubts.append(Doubt("day", line.text[slice(*span)] if span else ""))
    if day is None and not found.ambiguous:
        day = around.day
        line.missing.append("day") if day is None else line.assumed.append("day")
    if minute is None and not nightly:
        if found.day is None and around.minute is not None:
            minute = around.minute
            line.assumed.append("time")
        else:
            line.missing.append("time")
    return day, minute


def _whose(
    work: Work, line: _Line, skimmed: Skimmed
) -> tuple[values.Known | None, tuple[values.Known, ...], str | None]:
    """The customer, or those that may be meant, and the phone as it is stored."""
    ids, phone = list(line.customer.ids), None
    if line.named:
        span = (line.named[0].start, line.named[-1].end)
        line.part("customer", span, slip=line.customer.how == "slip")
    if skimmed.phone is not None:
        phone, bearers = line_people.with_phone(work, skimmed.phone[0])
        shared = [number for number in ids if number in bearers]
        if shared:
            ids = shared
        elif bearers and not line.named:
            ids = bearers
        elif bearers:  # the phone is somebody else's: both are shown
            ids = [*bearers, *ids]
            if len(ids) == 1:
                line.doubts.append(Doubt("customer", line.text[slice(*skimmed.phone[1])]))
                return None, line_people.known(work, ids), phone
        elif ids and line.customer.how != "full":
            ids = []  # a name like another's, with a phone of its own, is somebody new
    everybody = line_people.known(work, ids)
    if len(everybody) == 1:
        return everybody[0], (), phone
    if everybody:
        line.doubts.append(Doubt("customer", " ".join(word.key for word in line.named)))
    return None, everybody, phone


def _capitals(name: str) -> str:
    """A name that was typed in passing, as it is written."""
    if name != name.lower():
        return name
    return " ".join(word if folded(word) in SMALL else word[:1].upper() + word[1:] for word in name.split())


def _price(rules: Rules, services: list[int], staff: int | None, party: int, nights: int) -> int | None:
    """What it costs; None where that depends on who performs it, or nothing is chosen."""
    total = 0
    for number in services:
        service = rules.house.services[number]
        units = max(nights, 1) if service.nights else party if service.grouped else 1
        prices = {price_of(service, one, units) for one in ([staff] if staff else rules.staff_of.get(number) or [None])}
        if len(prices) > 1:
            return None
        total += prices.pop()
    return total if services else None


def _checked(work: Work, line: _Line, base: Understood, around: Around, *, bare: bool) -> Understood:
    """With what stands in the way, and the booking where nothing is left open."""
    found = base
    if base.services and base.day is not None and (base.minute is not None or base.nights):
        booking = _wish(work, base, around)
        obstacles: list[values.Obstacle] = []
        try:
            plan, obstacles = availability.attempt(work, booking)
            other = _other_half(work, base, around, obstacles) if bare else None
            if other is not None:
                base, booking, (plan, obstacles) = other
            if plan is not None:
                base = _planned(work, base, plan)
            more = availability.alternatives(work, booking, _ALTERNATIVES) if obstacles else []
        except FrontdeskError as error:
            if error.code not in ("not_open", "wrong_value", "not_found", "nonexistent_time", "ambiguous_time"):
                raise
            line.doubts.append(Doubt("time", base.text))
            more = []
        complete = not (
            line.missing or line.doubts or base.candidates or any(one.kind == "unread" for one in line.parts)
        )
        found = msgspec.structs.replace(
            base,
            start=booking.start,
            obstacles=tuple(obstacles),
            alternatives=tuple(more),
            booking=booking if complete else None,
        )
    return msgspec.structs.replace(
        found,
        parts=tuple(sorted(line.parts, key=lambda part: part.start)),
        doubts=tuple(line.doubts),
        missing=tuple(dict.fromkeys(line.missing)),
        assumed=tuple(line.assumed),
    )


def _wish(work: Work, base: Understood, around: Around) -> values.Booking:
    staff = base.staff.id if base.staff else None
    minute = 720 if base.minute is None else base.minute
    wish = values.CustomerWish(
        id=base.customer.customer.id if base.customer else None,
        name=None if base.customer else base.new_name,
        phone=base.phone if base.customer is None or not base.customer.customer.phone else None,
    )
    return values.Booking(
        lines=tuple(values.LineWish(service.id, staff) for service in base.services),
        start=zones.epoch_minute(base.day or 0, minute, base.zone),
        customer=wish,
        location=base.location,
        party=base.party,
        nights=base.nights,
        notes=base.notes,
        hold=around.hold,
    )


def _other_half(
    work: Work, base: Understood, around: Around, obstacles: list[values.Obstacle]
) -> tuple[Understood, values.Booking, tuple[Plan | None, list[values.Obstacle]]] | None:
    """The same hour in the other half of the day, where the business is closed at the one and open at the other."""
    if base.minute is None or not any(one.rule in _CLOSED for one in obstacles):
        return None
    other = msgspec.structs.replace(base, minute=(base.minute + 720) % 1440)
    booking = _wish(work, other, around)
    tried = availability.attempt(work, booking)
    return None if any(one.rule in _CLOSED | {"past"} for one in tried[1]) else (other, booking, tried)


def _planned(work: Work, base: Understood, plan: Plan) -> Understood:
    """With what it costs and who and what would be taken as it would be booked now."""
    taken = dict.fromkeys(
        number for line in plan.lines for number in (line.staff, *line.resources) if number is not None
    )
    names = tuple(work.rules.names[number] for number in taken)
    return msgspec.structs.replace(base, price=sum(line.price for line in plan.lines), would_be_with=names)
