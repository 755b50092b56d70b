"""What the desk's values say, as sentences for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from frontdesk.base.errors import N_
from frontdesk.base.text import digits, shown
from frontdesk.desk.values import Caution, Change, Customer, CustomerRef, Known, Obstacle, Reservation, Slot
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, minutes_words, moment_words, near_day_words, span_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.obstacles import clause, matter, with_holder
from frontdesk.language.verbs import verb_words
from frontdesk.widgets.marks import mark, status_words
from frontdesk.widgets.one_line import shortened

_FIELDS = {
    "status": N_("Status"),
    "party": N_("People"),
    "nights": N_("Nights"),
    "notes": N_("Notes"),
    "reason": N_("Reason"),
    "channel": N_("Came by"),
    "name": N_("Name"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "birthday": N_("Birthday"),
    "language": N_("Language"),
    "tags": N_("Tags"),
    "preferences": N_("Preferences"),
    "merged_into": N_("Merged into"),
    "customer": N_("Customer"),
    "start": N_("When"),
    "amount": N_("Amount"),
    "method": N_("Method"),
    "cancelled_by": N_("Cancelled by"),
    "reservation": N_("Reservation"),
}
"""The fields of a record that history tells of; the others are the program's own."""

LAST_DIGITS = 4
"""So many digits of a phone are always seen where customers are chosen from."""

CHANNELS = {
    "desk": N_("desk"),
    "walk-in": N_("walk-in"),
    "web": N_("web"),
    "agent": N_("agent"),
    "import": N_("by import"),
    "phone": N_("phone"),
}
"""The ways a reservation comes by; any other stands as it was written."""

ENDED_BY = (N_("customer"), N_("business"))
"""Who may cancel."""


def _sentence(words: str) -> str:
    """A clause as a sentence of its own."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def obstacle_sentence(obstacle: Obstacle) -> str:
    """Why a time cannot be had."""
    words = clause(
        obstacle.rule, obstacle.resource, obstacle.start, obstacle.end, obstacle.number, obstacle.reason, obstacle.zone
    )
    words = f"{words} ({obstacle.code})" if obstacle.code else with_holder(words, obstacle.held)
    return _sentence(shown(words))


def obstacle_sentences(obstacles: Iterable[Obstacle]) -> list[str]:
    """Each reason once."""
    return list(dict.fromkeys(obstacle_sentence(obstacle) for obstacle in obstacles))


def caution_sentence(caution: Caution) -> str:
    """What the desk is told of though it went on."""
    known = matter(caution.rule, caution.number, caution.text)
    words = (
        clause(caution.rule, caution.text or None, None, None, caution.number, "", "UTC") if known is None else known
    )
    return _sentence(shown(words))


def is_matter(caution: Caution) -> bool:
    """Whether it is about the customer who has come, and so must be seen, rather than about a rule."""
    return matter(caution.rule, caution.number, caution.text) is not None


def with_words(staff: str | None, resources: Sequence[str]) -> str:
    """Who serves, else what is taken: ``Marta``; ``no. 12`` of a table that is called by its number alone."""
    if staff:
        return shown(staff)
    return ", ".join(
        _("no. {number}").format(number=shown(one)) if one.isdecimal() else shown(one) for one in resources
    )


def slot_words(slot: Slot, today: int) -> str:
    """``Mon 23 Nov 10:30 · Marta``."""
    who = with_words(slot.staff, slot.resources)
    return " · ".join(part for part in (moment_words(slot.start, slot.zone, today), who) if part)


def slot_choice(slot: Slot) -> str:
    """A free time in a list of one day's: ``10:30 · Marta``; with the seats left of a session."""
    parts = [time_words(slot.start, slot.zone)]
    others = [name for name in slot.resources if name != slot.staff]
    parts += [name for name in (shown(slot.staff or ""), with_words(None, others)) if name]
    if slot.session is not None:
        parts.append(ngettext("{count} seat left", "{count} seats left", slot.remaining).format(count=slot.remaining))
    return " · ".join(parts)


def customer_words(customer: Customer | CustomerRef) -> str:
    """A customer in a list: the name and what tells namesakes apart."""
    return " · ".join(shown(part) for part in (customer.name, customer.phone, customer.email) if part)


def customer_choice(customer: Customer, room: int) -> str:
    """A customer in so many cells: whatever is cut, the last digits of the phone tell namesakes apart."""
    named = " · ".join(shown(part) for part in (customer.name, customer.phone) if part)
    for words in (customer_words(customer), named):
        if cell_len(words) <= room:
            return words
    ending = digits(customer.phone or "")[-LAST_DIGITS:]
    name = shown(customer.name)
    if not ending:
        return shortened(name, room)
    words = f"{name} … {ending}"
    return words if cell_len(words) <= room else f"{shortened(name, max(1, room - len(ending) - 1))} {ending}"


def visit_words(visit: Reservation, today: int) -> str:
    """``Ana López · Haircut · Mon 23 Nov 10:30 · Marta``."""
    parts = [shown(visit.customer.name), shown(visit.service), moment_words(visit.start, visit.zone, today)]
    if visit.nights:
        parts.append(ngettext("{count} night", "{count} nights", visit.nights).format(count=visit.nights))
    parts.append(with_words(visit.staff, visit.resources))
    return " · ".join(part for part in parts if part)


def channel_words(channel: str) -> str:
    """The way a reservation came, as people say it."""
    return _(CHANNELS[channel]) if channel in CHANNELS else shown(channel)


def moved_words(visit: Reservation, today: int) -> str:
    """``Ana López: Thu 26 Nov 12:00 with Marta.``"""
    who, when = shown(visit.customer.name), moment_words(visit.start, visit.zone, today)
    where = with_words(visit.staff, visit.resources)
    if not where:
        return f"{who}: {when}."
    if visit.staff:
        return _("{who}: {when} with {where}.").format(who=who, when=when, where=where)
    return f"{who}: {when} · {where}."


def length_words(visit: Reservation) -> str:
    """``Ana López: 1 h, until 11:30.``"""
    length, until = minutes_words(visit.end - visit.start), time_words(visit.end, visit.zone)
    return _("{who}: {length}, until {until}.").format(who=shown(visit.customer.name), length=length, until=until)


def visit_facts(visit: Reservation, today: int) -> list[tuple[str, str]]:
    """All that is known of a reservation, as label and value."""
    staff = dict.fromkeys(line.staff for line in visit.lines if line.staff)
    things = [named for line in visit.lines for named in zip(line.resources, line.resource_ids, strict=True)]
    people = {line.staff_id for line in visit.lines}
    place = ", ".join(dict.fromkeys(name for name, which in things if which not in people))
    facts = [
        (
            _("When"),
            f"{near_day_words(day_of(visit.start, visit.zone), today)} {span_words(visit.start, visit.end, visit.zone)}",
        ),
        (_("Status"), f"{mark(visit.status)} {status_words(visit.status)}"),
        (_("Customer"), customer_words(visit.customer)),
        (_("Service"), shown(visit.service)),
        (_("With"), shown(", ".join(staff))),
        (_("Place"), shown(" · ".join(part for part in (place, visit.location) if part))),
        (_("People"), str(visit.party) if visit.party > 1 else ""),
        (_("Nights"), str(visit.nights) if visit.nights else ""),
        (_("Price"), money_words(visit.price, visit.currency)),
        (_("Paid"), money_words(visit.paid, visit.currency) if visit.paid else ""),
        (_("Owed"), money_words(visit.owed, visit.currency) if visit.owed else ""),
        (_("Notes"), shown(visit.notes)),
        (_("Reason"), shown(visit.reason or "")),
        (_("Came by"), channel_words(visit.channel)),
    ]
    return [(label, value) for label, value in facts if value]


def change_words(change: Change, zone: str, today: int) -> str:
    """One row of history."""
    changed = [_changed(name, *change.fields[name]) for name in _FIELDS if name in change.fields]
    when = moment_words(change.at // 60, zone, today)
    parts = (when, shown(change.actor), verb_words(change.verb), ", ".join(filter(None, changed)))
    return " · ".join(part for part in parts if part)


def _changed(name: str, was: object, now: object) -> str:
    """A field that changed; what had nothing in it before is only named with what it has now."""
    nothing: tuple[object, ...] = (None, "", 0, [], {})
    if was in nothing:
        return "" if now in nothing else f"{_(_FIELDS[name])}: {_value(name, now)}"
    return f"{_(_FIELDS[name])}: {_value(name, was)} → {_value(name, now)}"


def _value(name: str, value: object) -> str:
    if value in (None, ""):
        return "–"
    if name == "status":
        return status_words(str(value))
    if name == "channel":
        return channel_words(str(value))
    if name == "cancelled_by":
        return _(value) if value in ENDED_BY else shown(str(value))
    if name == "merged_into":
        return f"C{value}"
    if isinstance(value, dict):
        return ", ".join(f"{shown(str(one))}: {shown(str(what))}" for one, what in value.items())
    return shown(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def known_words(known: Known, zone: str, today: int, sought: str = "") -> str:
    """What tells namesakes apart: the end of the phone (else the e-mail), the last and the next visit. ``sought``: digits
    that are to be seen."""
    visits = []
    if known.last is not None:
        visits.append(_("last {day}").format(day=near_day_words(day_of(known.last, zone), today)))
    if known.next is not None:
        day = near_day_words(day_of(known.next, zone), today)
        visits.append(_("next {day} {time}").format(day=day, time=time_words(known.next, zone)))
    number, wanted = digits(known.customer.phone or ""), digits(sought)
    size = max(LAST_DIGITS, len(wanted)) if number.endswith(wanted) else LAST_DIGITS
    reach = f"…{number[-size:]}" if len(number) > size else number or shown(known.customer.email or "")
    said = " · ".join(visits) or _("no visits yet")
    return f"{reach:<{LAST_DIGITS + 1}}  {said}"
