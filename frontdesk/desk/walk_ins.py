"""Somebody stands at the desk: who can serve them now, or soonest."""

from __future__ import annotations

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import permission, planning, reservations, values
from frontdesk.desk.work import Work
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.values import Plan, Service

CHANNEL = "walk-in"

NAMELESS = {"es": "Cliente sin cita", "en": "Walk-in customer"}
"""Under whom those are kept who give no name, in the business's language."""


def seat(
    work: Work,
    lines: tuple[values.LineWish, ...],
    customer: values.CustomerWish,
    *,
    party: int,
    location: int | None,
    notes: str,
) -> values.Reservation:
    """Serve them this minute: a reservation that has arrived. A session's seat may be taken until it begins.

    Raises FrontdeskError (slot_taken, …) with the soonest alternatives.
    """
    wish = customer
    if not (wish.id or wish.name or wish.phone or wish.email):
        wish = values.CustomerWish(name=NAMELESS[work.rules.business.locale])
    start = work.minute
    booking = values.Booking(lines, start, wish, location, party, CHANNEL, notes=notes)
    rules = work.rules
    services = [rules.house.services.get(line.service) for line in lines]
    if any(service is not None and service.grouped for service in services):
        # a class is joined at its own start, not this minute
        request = planning.request_of(rules, booking)
        coming = planning.free_slots(work, request, start, start + planning.DAY)
        today = [slot for slot in coming if work.day_of(slot.start, slot.place) == work.day_of(start, slot.place)]
        if not today:
            raise FrontdeskError("slot_taken", {"alternatives": planning.alternatives(work, request, start)}, what="")
        wished = tuple(values.LineWish(line.service, line.staff, session=today[0].session) for line in lines)
        booking = values.Booking(wished, today[0].start, wish, location, party, CHANNEL, notes=notes)
    elif services and services[0] is not None and services[0].nights:
        booking = values.Booking(lines, start, wish, location, party, CHANNEL, nights=1, notes=notes)
    return reservations.book(work, booking, verb="walk-in", status="arrived")


def options(work: Work, location: int | None, party: int) -> list[values.WalkIn]:
    """For each service the first who can serve a party: now, or after how many minutes today. Shortest wait first."""
    found = []
    for service in work.rules.house.services.values():
        if service.nights:
            continue
        option = _first(work, service, location, party)
        if option is not None:
            found.append(option)
    return sorted(found, key=lambda option: (option.wait, option.start))


def _first(work: Work, service: Service, location: int | None, party: int) -> values.WalkIn | None:
    if not service.min_party <= party <= (service.max_party or party):
        return None
    me = work.actor.resource if permission.own_only(work.actor) else None
    wish = values.Booking(
        (values.LineWish(service.id, me),), work.minute, values.CustomerWish(), location, party, CHANNEL
    )
    request = planning.request_of(work.rules, wish)
    rules = work.rules
    known = planning.situation(work, request, work.minute, work.minute + planning.DAY)
    if not service.grouped:
        now = assign(rules.house, request, work.minute, known.claims, known.sessions, work.minute, covers=known.covers)
        if isinstance(now, Plan):
            line = now.lines[0]
            taken = ([line.staff] if line.staff is not None else []) + [n for n in line.resources if n != line.staff]
            return values.WalkIn(
                service.name, service.id, rules.names[line.staff] if line.staff is not None else None, line.staff,
                tuple(rules.names[n] for n in taken), 0, work.minute, now.end, rules.zone(now.place),
            )  # fmt: skip
    today = work.day_of(work.minute, location if location is not None else next(iter(rules.house.places)))
    for slot in slots(
        rules.house, request, known.claims, known.sessions, work.minute, work.minute, work.minute + planning.DAY,
        covers=known.covers,
    ):  # fmt: skip
        if work.day_of(slot.start, slot.place) != today:
            break
        value = planning.slot_value(rules, slot)
        return values.WalkIn(
            service.name, service.id, value.staff, value.staff_id, value.resources, slot.start - work.minute, slot.start,
            slot.end, value.zone, slot.session,
        )  # fmt: skip
    return None
