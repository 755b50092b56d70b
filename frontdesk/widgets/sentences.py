"""What the desk's values say, as sentences for a person."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.values import Caution, Change, Customer, CustomerRef, Obstacle, Reservation, Slot
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, minutes_words, moment_words, near_day_words, span_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.widgets.marks import mark, status_words

WEB_RULES = frozenset({"notice", "horizon", "tags", "channel", "grid"})
"""Rules that bind customers; the desk is told and goes on."""

_OBSTACLES = {
    "past": N_("That time is past."),
    "nonexistent": N_("That time does not exist: the clock goes forward there."),
    "closed": N_("{who} is not open then."),
    "closure": N_("Closed then: {reason}."),
    "absence": N_("{who} is away then: {reason}."),
    "taken": N_("{who} is taken {span}{code}."),
    "buffer": N_("{who} needs the time around another visit, {span}{code}."),
    "full": N_("Full: {number} seats are left."),
    "no_session": N_("There is no session at that time."),
    "unsuited": N_("{who} does not do this."),
    "party": N_("Too many for it: up to {number}."),
    "pacing": N_("Too many arrive at that time: up to {number} people."),
    "notice": N_("Customers need to book {minutes} ahead."),
    "horizon": N_("Customers can book up to {number} days ahead."),
    "channel": N_("It is not offered through this channel."),
    "tags": N_("It is offered to certain customers only."),
    "grid": N_("It is between the times that are offered."),
}

_CAUTIONS = {
    **{rule: _OBSTACLES[rule] for rule in ("notice", "horizon", "channel", "tags", "grid", "past")},
}


def obstacle_sentence(obstacle: Obstacle) -> str:
    """Why a time cannot be had."""
    span = span_words(obstacle.start, obstacle.end, obstacle.zone) if obstacle.start is not None and obstacle.end is not None else ""
    template = _OBSTACLES.get(obstacle.rule)
    if template is None:
        return shown(f"{obstacle.rule} {obstacle.resource or ''} {span}".strip())
    return _(template).format(
        who=shown(obstacle.resource or _("Everybody")),
        reason=shown(obstacle.reason) or _("no reason given"),
        span=span,
        code=f" ({obstacle.code})" if obstacle.code else "",
        number=obstacle.number if obstacle.number is not None else 0,
        minutes=minutes_words(obstacle.number or 0),
    )


def caution_sentence(caution: Caution) -> str:
    """What the desk is told of though it went on."""
    if caution.text and caution.rule not in _CAUTIONS:
        return shown(caution.text)
    template = _CAUTIONS.get(caution.rule)
    if template is None:
        return shown(" ".join(part for part in (caution.rule, str(caution.number or "")) if part))
    return _(template).format(number=caution.number or 0, minutes=minutes_words(caution.number or 0))


def slot_words(slot: Slot, today: int) -> str:
    """``Mon 23 Nov 10:30 · Marta``."""
    who = slot.staff or ", ".join(slot.resources)
    return " · ".join(part for part in (moment_words(slot.start, slot.zone, today), shown(who)) if part)


def slot_choice(slot: Slot) -> str:
    """A free time in a list of one day's: ``10:30 · Marta``; with the seats left of a session."""
    parts = [time_words(slot.start, slot.zone)]
    others = [name for name in slot.resources if name != slot.staff]
    parts += [shown(name) for name in (slot.staff, ", ".join(others)) if name]
    if slot.session is not None:
        parts.append(ngettext("{count} seat left", "{count} seats left", slot.remaining).format(count=slot.remaining))
    return " · ".join(parts)


def customer_words(customer: Customer | CustomerRef) -> str:
    """A customer in a list: the name and what tells namesakes apart."""
    return " · ".join(shown(part) for part in (customer.name, customer.phone, customer.email) if part)


def visit_words(visit: Reservation, today: int) -> str:
    """``Ana López · Haircut · Mon 23 Nov 10:30 · Marta``."""
    parts = [shown(visit.customer.name), shown(visit.service), moment_words(visit.start, visit.zone, today)]
    if visit.nights:
        parts.append(ngettext("{count} night", "{count} nights", visit.nights).format(count=visit.nights))
    parts.append(shown(visit.staff or ", ".join(visit.resources)))
    return " · ".join(part for part in parts if part)


def visit_facts(visit: Reservation, today: int) -> list[tuple[str, str]]:
    """All that is known of a reservation, as label and value."""
    place = ", ".join(visit.resources)
    facts = [
        (_("When"), f"{near_day_words(day_of(visit.start, visit.zone), today)} {span_words(visit.start, visit.end, visit.zone)}"),
        (_("Status"), f"{mark(visit.status)} {status_words(visit.status)}"),
        (_("Customer"), customer_words(visit.customer)),
        (_("Service"), shown(visit.service)),
        (_("With"), shown(visit.staff or "")),
        (_("Place"), shown(" · ".join(part for part in (place, visit.location) if part))),
        (_("People"), str(visit.party) if visit.party > 1 else ""),
        (_("Nights"), str(visit.nights) if visit.nights else ""),
        (_("Price"), money_words(visit.price, visit.currency)),
        (_("Paid"), money_words(visit.paid, visit.currency) if visit.paid else ""),
        (_("Owed"), money_words(visit.owed, visit.currency) if visit.owed else ""),
        (_("Notes"), shown(visit.notes)),
        (_("Reason"), shown(visit.reason or "")),
        (_("Came by"), shown(visit.channel)),
    ]
    return [(label, value) for label, value in facts if value]


def change_words(change: Change, zone: str, today: int) -> str:
    """One row of history."""
    changed = ", ".join(f"{shown(name)}: {_value(before)} → {_value(after)}" for name, (before, after) in change.fields.items())
    when = moment_words(change.at // 60, zone, today)
    return " · ".join(part for part in (when, shown(change.actor), shown(change.verb), changed) if part)


def _value(value: object) -> str:
    return "–" if value in (None, "") else shown(str(value))
