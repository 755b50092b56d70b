"""Somebody stands at the desk: who can serve them now, or soonest."""

from __future__ import annotations

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import customers, permission, planning, reservations, values
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
    wish = caller(work, customer)
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
        wanted = {line.session for line in lines} - {None}
        today = [slot for slot in today if not wanted or slot.session in wanted]
        if not today:
            raise FrontdeskError("slot_taken", {"alternatives": planning.alternatives(work, request, start)}, what="")
        wished = tuple(values.LineWish(line.service, line.staff, session=today[0].session) for line in lines)
        booking = values.Booking(wished, today[0].start, wish, location, party, CHANNEL, notes=notes)
    elif services and services[0] is not None and services[0].nights:
        booking = values.Booking(lines, start, wish, location, party, CHANNEL, nights=1, notes=notes)
    return reservations.book(work, booking, verb="walk-in", status="arrived")


def options(work: Work, location: int | None, party: int) -> list[values.WalkIn]:
    """For each service the first who can serve a party: now, or after how many minutes today. Shortest wait first.

    A service that nobody can serve any more today comes last, without a time: one may still wait for it.
    Raises FrontdeskError(wrong_value) for a party that nothing here is sold to.
    """
    sold = [one for one in work.rules.house.services.values() if not one.nights and _is_here(work, one, location)]
    if not 1 <= party <= planning.LARGEST_PARTY:
        raise FrontdeskError("wrong_value", field="party", problem=N_("from 1 to {most}"), most=planning.LARGEST_PARTY)
    fitting = [one for one in sold if one.min_party <= party <= (one.max_party or party)]
    if sold and not fitting:
        most = max(one.max_party or planning.LARGEST_PARTY for one in sold)
        least = min(one.min_party for one in sold)
        raise planning.wrong_party(least, most, ", ".join(one.name for one in sold))
    found = [option for service in fitting for option in first(work, service, location, party)]
    return sorted(found, key=lambda option: (option.wait is None, option.wait, option.start))


def _is_here(work: Work, service: Service, location: int | None) -> bool:
    if permission.own_only(work.actor) and work.actor.resource not in work.rules.staff_of.get(service.id, ()):
        return False
    return service.grouped or location is None or location in work.rules.places_of(service.id)


def first(work: Work, service: Service, location: int | None, party: int) -> list[values.WalkIn]:
    """Who can serve a party first; of a service in sessions every one of today that has the seats."""
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
            return [
                values.WalkIn(
                    service.name, service.id, rules.names[line.staff] if line.staff is not None else None, line.staff,
                    tuple(rules.names[n] for n in taken), 0, work.minute, now.end, rules.zone(now.place),
                )
            ]  # fmt: skip
    today = work.day_of(work.minute, location if location is not None else next(iter(rules.house.places)))
    found = []
    for slot in slots(
        rules.house, request, known.claims, known.sessions, work.minute, work.minute, work.minute + planning.DAY,
        covers=known.covers,
    ):  # fmt: skip
        if work.day_of(slot.start, slot.place) != today:
            break
        value = planning.slot_value(rules, slot)
        found.append(
            values.WalkIn(
                service.name, service.id, value.staff, value.staff_id, value.resources, slot.start - work.minute,
                slot.start, slot.end, value.zone, slot.session, slot.remaining,
            )
        )  # fmt: skip
        if not service.grouped:
            break
    zone = rules.zone(location)
    return found or [values.WalkIn(service.name, service.id, None, None, (), None, work.minute, work.minute, zone)]


def caller(work: Work, wish: values.CustomerWish) -> values.CustomerWish:
    """Who gives no name but a phone that one customer has is that customer. Raises FrontdeskError(ambiguous)."""
    if wish.id is not None or (wish.name or "").strip() or not wish.phone:
        return wish
    known = customers.callers(work, wish.phone)
    if len(known) > 1:
        choices = ", ".join(f"{one.name} ({one.id})" for one in known[:5])
        details = {"choices": [{"id": one.id, "name": one.name, "phone": one.phone} for one in known]}
        raise FrontdeskError("ambiguous", details, name=wish.phone, choices=choices)
    return values.CustomerWish(id=known[0].id) if known else wish
