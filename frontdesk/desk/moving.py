"""Moving a visit: what it would cost, and doing it; both by the same plan (Law 3)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import agenda, customers, permission, planning, values
from frontdesk.desk.reservations import changeable, free_choice, plan_for, replan, request_for
from frontdesk.desk.work import Work
from frontdesk.engine.terms import duration_of
from frontdesk.engine.values import Plan, Request
from frontdesk.engine.zones import epoch_minute, local
from frontdesk.store import claims as store_claims
from frontdesk.store.records import ReservationRecord


def move(
    work: Work,
    code: str,
    start: int,
    *,
    staff: int | None,
    resources: tuple[int, ...] | None,
    version: int | None,
    overlap: bool,
    reason: str | None,
    channel: str | None = None,
) -> values.Reservation:
    """Another time or person for a visit; its length stays. The same rooms and tables are kept where they are free.

    ``channel``: by whose rules; None: the desk's, for the desk moves it.
    """
    before, request, start = _wanted(work, code, start, staff, resources, version, channel)
    plan = plan_for(work, request, start, without=[before.id], overlap=overlap, reason=reason)
    return replan(work, "move", before, plan, request, overlap, reason)


def _wanted(
    work: Work,
    code: str,
    start: int,
    staff: int | None,
    resources: tuple[int, ...] | None,
    version: int | None,
    channel: str | None = None,
) -> tuple[ReservationRecord, Request, int]:
    """The visit as it stands, what is asked for, and the minute at which it would begin."""
    work.require("change")
    before = changeable(work, code, version)
    if permission.own_only(work.actor) and staff not in (None, work.actor.resource):
        raise FrontdeskError("not_allowed", role=work.actor.role, verb="change")
    if staff is not None and staff not in work.rules.house.resources:
        raise FrontdeskError("not_found", kind="person", name=work.rules.names.get(staff, str(staff)))
    if before.nights:
        service = work.rules.house.services.get(before.lines[0].service)
        if service is not None:
            zone = work.rules.zone(before.location)
            start = epoch_minute(local(start, zone)[0], service.check_in, zone)
    request = _by_rules_of(work, request_for(work, before, staff=staff, resources=resources), before, channel)
    if start != before.starts or staff is not None or resources is not None or before.seats:
        request = free_choice(work, request, before, start, kept=resources is not None)
    return before, request, start


def _by_rules_of(work: Work, request: Request, before: ReservationRecord, channel: str | None) -> Request:
    """The request as a channel's rules see it: customers stay at the location, and their tags count."""
    if channel is None:
        return request
    tags = customers.standing(work, before.customer).tags
    return replace(request, channel=channel, place=before.location, tags=frozenset(tags))


def free(work: Work, before: ReservationRecord, first: int, last: int, channel: str) -> list[values.Slot]:
    """Where a visit could go from one day to another (ordinals, both included), by a channel's rules: a row for each
    start and person. A visit of several lines keeps its people. Where it stands now is left out."""
    request = _by_rules_of(work, request_for(work, before, staff=None, resources=None), before, channel)
    alone = len(request.lines) == 1
    lines = tuple(replace(line, staff=None if alone else line.staff, resources=None) for line in request.lines)
    request = replace(request, lines=lines)
    low = planning.day_bounds(work.rules, first, before.location)[0]
    high = planning.day_bounds(work.rules, last, before.location)[1]
    found = planning.free_slots(work, request, low, high, without=[before.id])
    now = (before.starts, before.lines[0].staff)
    return [planning.slot_value(work.rules, slot) for slot in found if (slot.start, slot.staff) != now]


def preview(
    work: Work, code: str, start: int, *, staff: int | None, resources: tuple[int, ...] | None
) -> values.MoveCost:
    """What stands in the way of a move, and how much of the people's time it would leave too short to be booked."""
    before, request, start = _wanted(work, code, start, staff, resources, None)
    found = planning.attempt(work, request, start, without=[before.id])
    if not isinstance(found, Plan):
        return values.MoveCost(tuple(planning.obstacles(work, found, [before.id])))
    then = {claim[:3] for line in found.lines for claim in line.claims}
    now = {(claim[0], claim[1], claim[2]) for claim in before.claims}
    people = {number for number, _start, _end in now | then if work.rules.house.resources[number].kind == "staff"}
    days = {work.day_of(start, before.location) for _number, start, _end in now | then}
    return values.MoveCost(idle=_idle(work, people, days, before, then) - _idle(work, people, days, before, now))


def _idle(
    work: Work, people: set[int], days: set[int], before: ReservationRecord, claims: set[tuple[int, int, int]]
) -> int:
    """Minutes between what people have to do that are shorter than the shortest of what they offer.

    ``claims``: where the visit stands; it is left out where it stood.
    """
    total = 0
    for day in days:
        low, high = planning.day_bounds(work.rules, day, before.location)
        taken = store_claims.taken(work.connection, people, low, high, work.seconds, without=[before.id])
        for number in people:
            shortest = _shortest(work, number)
            spans = sorted([*((s[0], s[1]) for s in taken[number]), *((s, e) for n, s, e in claims if n == number)])
            for opened, closed in agenda.merged_spans(work, work.rules.house.resources[number], low, high):
                at = opened
                for start, end in [*spans, (closed, closed)]:
                    gap = min(start, closed) - at
                    total += gap if 0 < gap < shortest else 0
                    at = max(at, min(end, closed))
    return total


def _shortest(work: Work, person: int) -> int:
    services = work.rules.house.services
    lengths = [
        duration_of(services[number], 1, person) + services[number].buffer_before + services[number].buffer_after
        for number, people in work.rules.staff_of.items()
        if person in people and number in services and not services[number].grouped
    ]
    return min(lengths, default=0)
