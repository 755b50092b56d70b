"""What goes on at the desk now: what waits for us, who is due, late, here, has not paid, and when each person is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from frontdesk.base.codes import code_of
from frontdesk.desk import agenda, day_values, drafts, permission, planning, reading, values, waiting, walk_ins
from frontdesk.desk.duty import calls, seen
from frontdesk.desk.house import Rules
from frontdesk.desk.inquiries import looking
from frontdesk.desk.messages import queue, threads
from frontdesk.desk.work import PENDING_SECONDS, Work
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.terms import duration_of
from frontdesk.engine.values import Plan, Request, Resource, Service
from frontdesk.engine.zones import epoch_minute
from frontdesk.store import reservations as store
from frontdesk.store.records import ReservationRecord

SOON = 180
"""Minutes ahead within which somebody is due."""

LEAST = 4
"""So many who are due are told of, however late they come."""

NIGHTS_AHEAD = 14
"""Nights for which it is looked until when a room is free."""

EXPIRING = 120
"""Minutes before its end from which on a request is urgent."""

INQUIRIES = ("new", "answered", "quoted", "confirmed")
"""The stages in which something is still to be done."""

_ALL = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled")


def board(work: Work, location: int | None) -> day_values.Today:
    """The desk at this minute, at one location or at all."""
    work.settle_pending()
    rules = work.rules
    place = location if location is not None else next(iter(rules.house.places), 0)
    day = work.day_of(work.minute, place)
    there = visits(work, day, location)
    due = [visit for visit in there if _is_due(visit, day, work.minute)]
    soon = [visit for visit in due if visit.start <= work.minute + SOON]
    unpaid = [visit for visit in there if visit.status == "completed" and visit.price > visit.paid]
    return day_values.Today(
        day=day,
        minute=work.minute,
        zone=rules.zone(location),
        currency=rules.business.currency,
        counts=tuple(_counts(work, there, unpaid, day, location)),
        waiting=tuple(_waiting(work, location)),
        late=tuple(visit for visit in there if _is_late(visit, day, work.minute)),
        due=tuple(soon if len(soon) >= LEAST else due[:LEAST]),
        here=tuple(sorted((v for v in there if v.status == "arrived"), key=lambda visit: (visit.end, visit.code))),
        unpaid=tuple(unpaid),
        free=tuple(_free(work, location)),
        coming=len(due),
        rooms=_rooms(work, day, location),
    )


def visits(work: Work, day: int, location: int | None) -> list[values.Reservation]:
    """What is of this day, and what began earlier and reaches into it; by start."""
    start, end = planning.day_bounds(work.rules, day, location)
    wanted = agenda.chosen(work, values.Filter(first=day - 1, last=day, statuses=_ALL, location=location))
    numbers = store.list_ids(work.connection, order="start", descending=False, offset=0, limit=None, **wanted)
    stays = [number for number in store.staying(work.connection, start, end) if number not in set(numbers)]
    own = work.own_only
    if own is not None:
        stays = [number for number in stays if store.may_see(work.connection, number, *own)]
    records = store.load(work.connection, [*stays, *numbers], claims=False)
    records = [one for one in records if location in (None, one.location) and _is_of(one, day, start)]
    return sorted(reading.reservation_values(work, records), key=lambda visit: (visit.start, visit.code))


def _is_of(record: ReservationRecord, day: int, start: int) -> bool:
    return record.day == day or (record.status in ("arrived", "completed") and record.day < day and record.ends > start)


def _is_due(visit: values.Reservation, day: int, minute: int) -> bool:
    """A guest who stays the night may come at any hour from check-in on."""
    expected = visit.status in ("pending", "confirmed") and visit.day == day
    return expected and (visit.start >= minute or visit.nights > 0)


def _is_late(visit: values.Reservation, day: int, minute: int) -> bool:
    return visit.status == "confirmed" and visit.day == day and visit.start < minute and not visit.nights


def _counts(
    work: Work,
    visits: Iterable[values.Reservation],
    unpaid: Iterable[values.Reservation],
    day: int,
    location: int | None,
) -> Iterable[day_values.Count]:
    """What waits for us, one kind a line; those of stages to come stand here too."""
    requests = [
        (min(starts, (created + PENDING_SECONDS) // 60), of_day, code_of(number))
        for number, starts, of_day, created in store.pending(work.connection, work.minute, location, work.own_only)
    ]
    ends = [end for end, _, _ in requests]
    tomorrow = sum(1 for _, of_day, _ in requests if of_day == day + 1)
    yield day_values.Count("requests", len(requests), min(ends, default=None), tomorrow)
    urgent = {code: end for end, _, code in requests if end <= work.minute + EXPIRING}
    yield day_values.Count("expiring", len(urgent), min(urgent.values(), default=None), codes=tuple(urgent))
    gone = store.expired(work.connection, seen.since(work, location), location, work.own_only)
    if gone:  # a line of its own only where there is news
        yield day_values.Count("expired", len(gone), codes=tuple(map(code_of, gone)))
    yield day_values.Count("calls", calls.waiting(work, location))
    yield day_values.Count("unpaid", len(list(unpaid)))
    owed = [visit.code for visit in visits if visit.owed and visit.day == day]
    yield day_values.Count("owed", len(owed), codes=tuple(owed))
    if permission.may(work.actor, "inquiry"):
        for stage in looking.counts(work):
            if stage.stage in INQUIRIES:
                yield day_values.Count(f"inquiry {stage.stage}", stage.waiting, all=stage.count)
    if permission.may(work.actor, "book"):
        yield day_values.Count("parked", drafts.count(work))
    yield day_values.Count("unread", threads.unseen(work))
    yield day_values.Count("troubled", queue.counts(work)[1])


def _waiting(work: Work, location: int | None) -> Iterable[values.Waiting]:
    """Who waits, and whether somebody could serve them now."""
    asked: dict[tuple[int, int, int], bool] = {}
    for entry in waiting.listed(work, location):
        wanted = (entry.service_id, entry.location_id, entry.party)
        if wanted not in asked:
            service = work.rules.house.services.get(entry.service_id)
            found = walk_ins.first(work, service, entry.location_id, entry.party) if service is not None else []
            asked[wanted] = any(option.wait == 0 or option.session is not None for option in found)
        yield msgspec.structs.replace(entry, ready=asked[wanted])


# who is free ----------------------------------------------------------------------------------------------------------


def _free(work: Work, location: int | None) -> list[day_values.Free]:
    """When everybody who serves is free next for the shortest they do; tables, where no service needs people."""
    rules = work.rules
    served = _shortest(rules, "staff", location) or _shortest(rules, "table", location)
    me = work.actor.resource if permission.own_only(work.actor) else None
    if permission.own_only(work.actor):
        served = {number: service for number, service in served.items() if number == me}
    found = []
    for service in {service.id: service for service in served.values()}.values():
        wish = values.Booking(
            (values.LineWish(service.id),), work.minute, values.CustomerWish(), location, service.min_party, "walk-in"
        )
        request = planning.request_of(rules, wish)
        known = planning.situation(work, request, work.minute, work.minute + planning.DAY)
        for number, short in served.items():
            if short.id == service.id:
                found.append(_next(work, request, rules.house.resources[number], known))
    position = {number: at for at, number in enumerate(rules.house.resources)}
    return sorted(found, key=lambda one: (one.start is None, one.start or 0, position[one.resource.id]))


def _rooms(work: Work, day: int, location: int | None) -> tuple[day_values.Free, ...] | None:
    """The rooms that are free tonight; None where fewer than half of the services are for nights."""
    rules = work.rules
    nightly = [service for service in rules.house.services.values() if service.nights]
    if not nightly or 2 * len(nightly) < len(rules.house.services) or permission.own_only(work.actor):
        return None
    found: dict[int, day_values.Free] = {}
    for service in nightly:
        start = epoch_minute(day, service.check_in, rules.zone(location))
        lines = (values.LineWish(service.id),)
        wish = values.Booking(lines, start, values.CustomerWish(), location, service.min_party, nights=1)
        request = planning.request_of(rules, wish)
        known = planning.situation(work, request, start, start + NIGHTS_AHEAD * planning.DAY)
        for room in rules.house.resources.values():
            if room.kind != "room" or room.id in found or location not in (None, room.place):
                continue
            if room.services is not None and service.id not in room.services:
                continue
            wished = replace(request, lines=(replace(request.lines[0], resources=(room.id,)),), place=room.place)
            plan = assign(rules.house, wished, start, known.claims, known.sessions, work.minute, covers=known.covers)
            if not isinstance(plan, Plan):
                continue
            ends = [low for low, _ in known.claims.get(room.id, ()) if low > start]
            ends += [one.start for one in room.absences if one.start > start]
            until = min(ends, default=None)
            zone = rules.zone(room.place)
            found[room.id] = day_values.Free(agenda.resource_value(room), plan.start, until, zone, service.id)
    position = {number: at for at, number in enumerate(rules.house.resources)}
    return tuple(sorted(found.values(), key=lambda one: position[one.resource.id]))


def _shortest(rules: Rules, kind: str, location: int | None) -> dict[int, Service]:
    """For each resource of a kind the shortest service that it gives at its location."""
    found: dict[int, Service] = {}
    for service in rules.house.services.values():
        if service.nights or service.grouped or kind not in service.needs:
            continue
        for resource in rules.house.resources.values():
            if resource.kind != kind or location not in (None, resource.place):
                continue
            if resource.services is not None and service.id not in resource.services and kind != "table":
                continue
            if kind == "table" and resource.seats < service.min_party:
                continue
            length = duration_of(service, service.min_party, resource.id)
            before = found.get(resource.id)
            if before is None or length < duration_of(before, before.min_party, resource.id):
                found[resource.id] = service
    return found


def _next(work: Work, request: Request, resource: Resource, known: planning.Situation) -> day_values.Free:
    rules, zone = work.rules, work.rules.zone(resource.place)
    if resource.kind == "staff":
        line = replace(request.lines[0], staff=resource.id)
    else:
        line = replace(request.lines[0], resources=(resource.id,))
    wished = replace(request, lines=(line,), place=resource.place)
    end = planning.day_bounds(rules, work.day_of(work.minute, resource.place), resource.place)[1]
    start: int | None = None
    if isinstance(
        assign(rules.house, wished, work.minute, known.claims, known.sessions, work.minute, covers=known.covers), Plan
    ):
        start = work.minute
    else:
        coming = slots(
            rules.house, wished, known.claims, known.sessions, work.minute, work.minute, end, covers=known.covers
        )
        start = coming[0].start if coming else None
    until = _until(work, resource, start, end, known) if start is not None else None
    return day_values.Free(agenda.resource_value(resource), start, until, zone)


def _until(work: Work, resource: Resource, start: int, end: int, known: planning.Situation) -> int:
    """When a free stretch ends: by the next claim, an absence, closing, or the day's end."""
    ends = [end]
    ends += [low for low, _ in known.claims.get(resource.id, ()) if low > start]
    ends += [high for low, high in agenda.merged_spans(work, resource, start, end) if low <= start < high]
    away = (*resource.absences, *work.rules.house.places[resource.place].closures)
    ends += [one.start for one in away if one.start > start]
    return min(ends)
