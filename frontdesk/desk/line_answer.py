"""What a line says put together: who, what, when, at what price, what stands in its way, and whether it can be booked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import folded
from frontdesk.desk import availability, customers, line_people, permission, twice, values
from frontdesk.desk.house import Rules
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_values import Around, Doubt, Understood
from frontdesk.desk.work import Work
from frontdesk.engine import zones
from frontdesk.engine.terms import duration_of, price_of
from frontdesk.engine.values import Plan, Service
from frontdesk.language.dates import minute_words
from frontdesk.language.i18n import language
from frontdesk.language.line import SMALL, Skimmed, signs_of, words_of

_CLOSED = frozenset({"closed", "closure", "absence", "no_session"})
_ALTERNATIVES = 3


def answer(work: Work, line: Line, skimmed: Skimmed, around: Around, zone: str) -> Understood:
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
    party = skimmed.party[0] if skimmed.party else 1
    length = _length(rules, services, staff, party)
    day, minute = _when(work, line, skimmed, around, nightly=nightly, length=length)
    nights = _nights(line, skimmed, services, nightly=nightly)
    _unsaid(line, skimmed, [rules.house.services[number] for number in services], nights)
    customer, candidates, phone, namesakes = _whose(work, line, skimmed)
    new_name = None
    if customer is None and not candidates and line.named:
        new_name = _capitals(line.text[line.named[0].start : line.named[-1].end])
        if phone is None:
            line.missing.append("phone")
    elif customer is None and not candidates:
        line.missing.append("customer")
    if not services:
        line.missing.insert(0, "service")
    for span in signs_of(line.text, [(part.start, part.end) for part in line.parts]):
        line.part("unread", span)
    base = Understood(
        text=line.text,
        zone=zone,
        currency=rules.business.currency,
        services=tuple(values.Named("service", number, rules.service_names[number]) for number in services),
        staff=None if staff is None else values.Named("staff", staff, rules.names[staff]),
        location=place,
        customer=customer,
        candidates=candidates,
        namesakes=namesakes,
        namesakes_open=namesakes >= line_people.LOOKED and line.customer.more,
        new_name=new_name,
        phone=phone,
        day=day,
        minute=minute,
        end_minute=found.end_time,
        party=party,
        nights=nights,
        notes="; ".join(note for note, _span in skimmed.notes),
        price=_price(rules, services, staff, party, nights),
        length=length,
    )
    return _checked(work, line, base, around, bare=found.bare)


def _chosen_services(line: Line, rules: Rules) -> list[int]:
    chosen = []
    for match in line.services:
        line.part("service", match.span, slip=match.slip)
        if len(match.ids) == 1:
            chosen.append(match.ids[0])
        else:
            names = tuple(rules.service_names[number] for number in match.ids)
            line.doubts.append(Doubt("service", line.text[slice(*match.span)], names))
    return chosen


def _chosen_staff(work: Work, line: Line, rules: Rules, services: list[int], around: Around) -> int | None:
    if permission.own_only(work.actor):
        return work.actor.resource
    if line.anyone is not None:
        line.part("staff", line.anyone)
        return None
    if line.staff is None:
        performs = all(around.staff in rules.staff_of.get(service, (around.staff,)) for service in services)
        if around.staff is None or not performs:  # nobody asked for whom the cursor only happens to stand on
            return None
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


def _when(
    work: Work, line: Line, skimmed: Skimmed, around: Around, *, nightly: bool, length: int | None
) -> tuple[int | None, int | None]:
    """Day and time; what was not said is taken from around, never one of another day. A limit, and a range that is not as long
    as what is booked (``length``, minutes), leave the time open.
    """
    found = skimmed.reading
    day, minute = found.day, found.time
    if found.departs and nightly and day is not None and skimmed.nights is not None and found.last_day is None:
        day -= skimmed.nights[0]  # “3 noches hasta el 30”
    elif found.departs and day is not None and found.last_day is None and not found.days and found.day_span is not None:
        line.doubt("nights" if nightly else "limit", found.day_span)
    whole = found.time is not None and found.end_time is not None and found.end_time - found.time == length
    limited = found.loose and not whole and not nightly and not found.times
    if limited and found.time_span is not None:
        line.doubt("limit", found.time_span)
    if found.times:
        spans = [span for _minute, span in found.times]
        choices = tuple(minute_words(one) for one, _span in found.times)
        line.doubt("times", (min(spans)[0], max(spans)[1]), choices)
    elif (
        found.ambiguous
        and not found.odd
        and not limited
        and not (found.days and found.last_day is None)
        and not found.bad_spans
    ):
        span = found.day_span or found.time_span
        said = line.text[slice(*span)] if span else ""
        line.doubts.append(Doubt("unclear" if re.search(r"\d", said) else "day", said))
    for span in found.bad_spans:
        line.doubt("nodate", span)
    if found.day is not None and found.day_span is not None:
        text = line.text[slice(*found.day_span)]
        if found.swapped is not None and language() == "en" and work.rules.business.country != "US":
            line.doubts.append(Doubt("order", text, _dates(found.day, found.swapped)))
        elif found.far:
            line.doubts.append(Doubt("passed", text, _dates(found.before, found.day)))
        elif found.odd:
            line.doubts.append(Doubt("weekday", text, _dates(found.day)))
    if day is None and not found.ambiguous and not found.bad_spans:
        day = around.day
        line.missing.append("day") if day is None else line.assumed.append("day")
    if minute is None and not nightly:
        if found.day is None and around.minute is not None:
            minute = around.minute
            line.assumed.append("time")
        else:
            line.missing.append("time")
    return day, minute


def _dates(*days: int | None) -> tuple[str, ...]:
    return tuple(dt.date.fromordinal(day).isoformat() for day in days if day is not None)


def _nights(line: Line, skimmed: Skimmed, services: list[int], *, nightly: bool) -> int:
    """How many nights: as many as were said, or as there are from the day of coming to that of leaving.

    What is not slept has one day: a second one is in doubt, as is what contradicts itself.
    """
    found, said = skimmed.reading, skimmed.nights
    until = 0 if found.last_day is None or found.day is None else found.last_day - found.day
    if found.days and services and not (nightly and until):
        spans = sorted({*found.day_spans, *([found.day_span] if found.day_span else [])})
        text = line.text[slice(*spans[0])] if len(spans) == 1 else ", ".join(line.text[slice(*span)] for span in spans)
        line.doubts.append(Doubt("nights" if nightly else "days", text))
    elif said and services and not nightly:
        line.doubt("slept", said[1])
    elif said and until and said[0] != until:
        line.doubt("nights", said[1])
    if nightly and until:
        for span in found.day_spans:
            if span != found.day_span:
                line.part("nights", span)
    return said[0] if said else until if nightly else 0


def _unsaid(line: Line, skimmed: Skimmed, services: list[Service], nights: int) -> None:
    """How many people come, for a table or nights, and how many nights: the form asks for them too."""
    if any(service.nights for service in services) and not nights:
        line.missing.append("nights")
    seated = any(service.nights or "table" in {need.split(":")[0] for need in service.needs} for service in services)
    if seated and skimmed.party is None:
        line.missing.append("party")


def _whose(
    work: Work, line: Line, skimmed: Skimmed
) -> tuple[values.Known | None, tuple[values.Known, ...], str | None, int]:
    """The customer, or those that may be meant, the phone as it is stored, and how many may be meant in all."""
    ids, phone = list(line.customer.ids), None
    for span in _stretches(line):
        line.part("customer", span, slip=line.customer.how == "slip")
    if skimmed.phone is not None:
        phone, bearers = line_people.with_phone(work, skimmed.phone[0])
        shared = [number for number in ids if number in bearers]
        if shared:
            ids = shared
        elif bearers and not line.named:
            ids = bearers
        elif bearers:  # the phone is somebody else's: both are shown
            owners = line_people.known(work, bearers)
            others = line_people.known(work, ids)[: line_people.MOST - len(owners)]
            line.doubt("phone", skimmed.phone[1], tuple(one.customer.name for one in owners))
            return None, (*owners, *others), phone, len({*bearers, *ids})
        elif ids and line.customer.how in ("some", "begun", "slip"):
            ids = []  # a name like another's, with a phone of its own, is somebody new
    everybody = line_people.known(work, ids)
    if skimmed.phone is not None and len(everybody) == 1 and everybody[0].customer.phone not in (None, phone):
        one = everybody[0].customer  # theirs that is new, or a namesake's: not to be dropped, nor guessed
        line.doubt("otherphone", skimmed.phone[1], (one.name, one.phone or ""))
    if len(everybody) == 1:
        return everybody[0], (), phone, 1
    if everybody:
        line.doubts.append(Doubt("customer", " ".join(word.key for word in line.named)))
    return None, everybody, phone, len(ids)


def _stretches(line: Line) -> list[tuple[int, int]]:
    """The letters of the name, in one piece or several."""
    found: list[tuple[int, int]] = []
    for word in sorted(line.named, key=lambda word: word.start):
        if found and not words_of(line.text[found[-1][1] : word.start]):
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return found


def _capitals(name: str) -> str:
    """A name that was typed in passing, as it is written."""
    if name != name.lower():
        return name
    return " ".join(word if folded(word) in SMALL else word[:1].upper() + word[1:] for word in name.split())


def _price(rules: Rules, services: list[int], staff: int | None, party: int, nights: int) -> int | None:
    """What it costs; None where that depends on who performs it, or nothing is chosen."""

    def price(service: Service, performer: int | None) -> int:
        units = max(nights, 1) if service.nights else party if service.grouped else 1
        return price_of(service, performer, units)

    return _whoever(rules, services, staff, price)


def _length(rules: Rules, services: list[int], staff: int | None, party: int) -> int | None:
    """How long it takes; None where that depends on who performs it, or nothing is chosen, or nights are."""
    if any(rules.house.services[number].nights for number in services):
        return None
    return _whoever(rules, services, staff, lambda service, performer: duration_of(service, party, performer))


def _whoever(
    rules: Rules, services: list[int], staff: int | None, of: Callable[[Service, int | None], int]
) -> int | None:
    """The sum over the services where it is the same whoever of those that may performs them, or of the one who is to."""
    total = 0
    for number in services:
        performers = [staff] if staff else rules.staff_of.get(number) or [None]
        each = {of(rules.house.services[number], one) for one in performers}
        if len(each) > 1:
            return None
        total += each.pop()
    return total if services else None


def _checked(work: Work, line: Line, base: Understood, around: Around, *, bare: bool) -> Understood:
    """With what stands in the way, and the booking where nothing is left open."""
    found = base
    timed = base.minute is not None and "nights" not in line.missing
    if base.services and base.day is not None and (timed or base.nights):
        booking = _wish(work, base, around)
        obstacles: list[values.Obstacle] = []
        cautions: tuple[values.Caution, ...] = ()
        try:
            plan, obstacles = availability.attempt(work, booking)
            obstacles = [one for one in obstacles if one.rule == "past"] or obstacles
            other = _other_half(work, base, around, obstacles) if bare else None
            if other is not None:
                halves = tuple(minute_words(one) for one in sorted((base.minute or 0, other[0].minute or 0)))
                if not all(one.rule == "no_session" for one in obstacles):  # a class is at one of the two
                    line.doubts.append(Doubt("time", halves[0], halves))
                base, booking, (plan, obstacles) = other
            if plan is not None:
                base = _planned(work, base, plan)
                cautions = _cautions(work, base, plan)
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
            cautions=cautions,
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
    """The same hour in the other half of the day, where the business is closed at the one and open at the other.

    It is what was meant, more likely than not; but it is asked about.
    """
    if base.minute is None or not any(one.rule in _CLOSED for one in obstacles):
        return None
    other = msgspec.structs.replace(base, minute=(base.minute + 720) % 1440)
    booking = _wish(work, other, around)
    tried = availability.attempt(work, booking)
    return None if any(one.rule in _CLOSED | {"past"} for one in tried[1]) else (other, booking, tried)


def _cautions(work: Work, base: Understood, plan: Plan) -> tuple[values.Caution, ...]:
    customer = customers.number_of(base.customer.customer.id) if base.customer is not None else None
    if customer is None:
        return ()
    return twice.cautions(work, customer, plan.start, plan.end, nights=base.nights)


def _planned(work: Work, base: Understood, plan: Plan) -> Understood:
    """With what it costs and who and what would be taken as it would be booked now."""
    taken = dict.fromkeys(
        number for line in plan.lines for number in (line.staff, *line.resources) if number is not None
    )
    names = tuple(work.rules.names[number] for number in taken)
    price, length = sum(line.price for line in plan.lines), None if base.nights else plan.end - plan.start
    return msgspec.structs.replace(base, price=price, length=length, would_be_with=names)
