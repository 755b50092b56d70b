"""What is free, and why something is not: the same engine for every front (Law 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import customers, permission, planning, values
from frontdesk.desk.house import Rules
from frontdesk.desk.work import Work
from frontdesk.engine import rules as engine_rules
from frontdesk.engine.kept import Kept, Loaded
from frontdesk.engine.terms import duration_of
from frontdesk.engine.values import CUSTOMER_CHANNELS, Plan, Request, Slot
from frontdesk.store import claims as store_claims


def _request(work: Work, booking: values.Booking) -> Request:
    tags: tuple[str, ...] = ()
    if booking.customer.id is not None:
        tags = customers.get(work, booking.customer.id).tags
    request = planning.request_of(work.rules, booking, tags)
    if permission.own_only(work.actor):
        if any(line.staff not in (None, work.actor.resource) for line in request.lines):
            raise FrontdeskError("not_allowed", role=work.actor.role, verb="read")
        lines = tuple(replace(line, staff=work.actor.resource) for line in request.lines)
        request = replace(request, lines=lines)
    return request


def slots(work: Work, query: values.SlotQuery, kept: Kept) -> list[values.Slot]:
    """Free starts from the first to the last day of a query, both included. Raises FrontdeskError(wrong_value, …)."""
    if query.last < query.first:
        raise FrontdeskError("wrong_value", field="to", problem=N_("it is before from"))
    booking = values.Booking(
        (values.LineWish(query.service, query.staff),),
        0,
        values.CustomerWish(id=query.customer),
        query.location,
        query.party,
        query.channel,
        query.nights,
    )
    request = _request(work, booking)
    start = planning.day_bounds(work.rules, query.first, query.location)[0]
    end = planning.day_bounds(work.rules, query.last, query.location)[1]
    if query.hold is None and _kept_serves(work.rules, request):
        found = _from_kept(work, request, start, end, kept)
    else:
        found = planning.free_slots(work, request, start, end, hold=query.hold)
    return [planning.slot_value(work.rules, slot) for slot in found]


def _kept_serves(rules: Rules, request: Request) -> bool:
    """Whether the answer is each person's own free time: one line for one person, asked by the desk."""
    service = rules.house.services[request.lines[0].service]
    return (
        service.needs == ("staff",)
        and not service.grouped
        and not service.nights
        and request.channel not in CUSTOMER_CHANNELS
        and len({place.zone for place in rules.house.places.values()}) == 1
        and all(engine_rules.pacing_limit(rules.house, request, place) is None for place in rules.house.places)
    )


def _from_kept(work: Work, request: Request, start: int, end: int, kept: Kept) -> list[Slot]:
    house, line = work.rules.house, request.lines[0]
    service = house.services[line.service]
    found: list[Slot] = []
    for place in house.places.values():
        if request.place not in (None, place.id) or engine_rules.standing(house, request, place.id):
            continue
        people = [
            number
            for number in work.rules.staff_of.get(line.service, ())
            if house.resources[number].place == place.id and line.staff in (None, number)
        ]
        low, high = max(start, engine_rules.bounds(house, request, place.id, work.minute)["past"][0]), end
        for number, ranges in free_starts(work, line.service, people, low, high, kept, request.party).items():
            length = duration_of(service, request.party, number)
            found += [Slot(at, at + length, number, (), place.id) for steps in ranges for at in steps]
    position = {number: (one.position, one.name, number) for number, one in house.resources.items()}
    found.sort(key=lambda slot: (slot.start, position[slot.staff or 0]))
    return found


def free_starts(
    work: Work, service: int, people: Sequence[int], start: int, end: int, kept: Kept, party: int = 1
) -> dict[int, list[range]]:
    """Each person's free starts in [start, end), epoch minutes, as ranges; what one process keeps is used while it holds."""

    def load(stale: Sequence[int], low: int, high: int) -> Loaded:
        spans = store_claims.taken(work.connection, stale, low, high, work.seconds)
        return Loaded(spans, store_claims.expiries(work.connection, stale, work.seconds))

    work.settle_pending()
    house = work.rules.house
    versions = store_claims.versions(work.connection, people)
    return kept.starts(
        house, work.rules.key, house.services[service], people, start, end, versions, load, work.minute, party
    )


def why(work: Work, booking: values.Booking) -> list[values.Obstacle]:
    """Every rule that blocks a wish."""
    request = _request(work, booking)
    return planning.obstacles(work, planning.why_not(work, request, planning.start_of(work.rules, booking)))


def attempt(work: Work, booking: values.Booking) -> tuple[Plan | None, list[values.Obstacle]]:
    """Who and what would serve a wish at its very start, or every rule that blocks it."""
    found = planning.attempt(work, _request(work, booking), planning.start_of(work.rules, booking), hold=booking.hold)
    return (found, []) if isinstance(found, Plan) else (None, planning.obstacles(work, found))


def alternatives(work: Work, booking: values.Booking, limit: int) -> list[values.Slot]:
    """The free starts nearest to a wish."""
    return planning.alternatives(work, _request(work, booking), planning.start_of(work.rules, booking), limit)
