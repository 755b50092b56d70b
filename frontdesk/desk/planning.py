"""From a wish to a plan that may be written: what the engine is told, who is locked, why it is refused (Laws 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import permission, values
from frontdesk.desk.house import Rules
from frontdesk.desk.work import Work
from frontdesk.engine.explain import explain
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.values import CUSTOMER_CHANNELS, Block, LineRequest, Plan, Request, Seats, Slot, Span
from frontdesk.engine.zones import epoch_minute, local
from frontdesk.store import claims as store_claims
from frontdesk.store import holds as store_holds
from frontdesk.store import reservations as store_reservations

DAY = 1440
LARGEST_PARTY = 1000
LONGEST_STAY = 366
"""Nights."""
TAKEN_RULES = frozenset({"taken", "buffer", "full"})
CLOSED_RULES = frozenset({"closed", "closure", "absence", "no_session"})
OVERLAP = frozenset({"taken", "buffer"})
"""The rules a manager may set aside with a reason."""
_ATTEMPTS = 8
_LOOK_AHEAD = 14
"""Days in which alternatives to a taken time are looked for."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a stretch of time: claims, sessions and covers, for the engine."""

    claims: dict[int, list[Span]]
    sessions: tuple[Seats, ...]
    covers: dict[tuple[int, int], int]


def request_of(rules: Rules, booking: values.Booking, tags: Iterable[str] = ()) -> Request:
    """The engine's request for a booking. Raises FrontdeskError(not_found) for ids that are not (or no longer) there."""
    if not booking.lines:
        raise FrontdeskError("wrong_value", field="service", problem=N_("at least one is needed"))
    for line in booking.lines:
        if line.service not in rules.house.services:
            raise FrontdeskError(
                "not_found", kind="service", name=rules.service_names.get(line.service, str(line.service))
            )
        if line.staff is not None and line.staff not in rules.house.resources:
            raise FrontdeskError("not_found", kind="person", name=rules.names.get(line.staff, str(line.staff)))
    if not 1 <= booking.party <= LARGEST_PARTY:
        raise FrontdeskError("wrong_value", field="party", problem=N_("from 1 to {most}"), most=LARGEST_PARTY)
    if booking.nights > LONGEST_STAY:
        raise FrontdeskError("wrong_value", field="nights", problem=N_("at most {most}"), most=LONGEST_STAY)
    nightly = any(rules.house.services[line.service].nights for line in booking.lines)
    return Request(
        lines=tuple(
            LineRequest(line.service, line.staff, line.after, line.duration, line.session, line.resources)
            for line in booking.lines
        ),
        party=booking.party,
        place=booking.location,
        channel=booking.channel,
        tags=frozenset(tags),
        nights=max(booking.nights, 1) if nightly else 0,
    )


def own(work: Work, booking: values.Booking, verb: str) -> values.Booking:
    """For somebody who works on own reservations only the lines are theirs. Raises FrontdeskError(not_allowed)."""
    if not permission.own_only(work.actor):
        return booking
    me = work.actor.resource
    if me is None or any(line.staff not in (None, me) for line in booking.lines):
        raise FrontdeskError("not_allowed", role=work.actor.role, verb=verb)
    lines = tuple(msgspec.structs.replace(line, staff=me) for line in booking.lines)
    return msgspec.structs.replace(booking, lines=lines)


def start_of(rules: Rules, booking: values.Booking) -> int:
    """A booking's start; for a stay by the night its check-in time on the day that was named."""
    service = rules.house.services.get(booking.lines[0].service) if booking.lines else None
    if service is None or not service.nights:
        return booking.start
    zone = rules.zone(booking.location)
    return epoch_minute(local(booking.start, zone)[0], service.check_in, zone)


def involved(rules: Rules, request: Request) -> set[int]:
    """Every resource that might be taken for a request."""
    found: set[int] = set()
    house = rules.house
    for line in request.lines:
        service = house.services[line.service]
        if service.grouped:
            continue
        if line.staff is not None:
            found.add(line.staff)
        found.update(line.resources or ())
        for resource in house.resources.values():
            if request.place is not None and resource.place != request.place:
                continue
            if resource.kind == "staff" and line.staff is not None:
                continue
            wanted = resource.kind in service.needs or f"equipment:{resource.name}" in service.needs
            if wanted and (resource.services is None or line.service in resource.services or resource.kind == "table"):
                found.add(resource.id)
    return found


def _longest(rules: Rules, request: Request) -> int:
    """Minutes within which claims may matter on either side of a start."""
    total = DAY
    for line in request.lines:
        service = rules.house.services[line.service]
        longest = [service.duration, line.duration or 0, *(minutes for _, minutes in service.duration_by_party)]
        longest += [terms.duration or 0 for terms in service.by_staff.values()]
        total += max(longest) + service.buffer_before + service.buffer_after + (line.after or 0)
    return total + (request.nights + 1) * DAY * (1 if request.nights else 0)


def situation(
    work: Work,
    request: Request,
    start: int,
    end: int,
    *,
    only: Iterable[int] | None = None,
    without: Sequence[int] = (),
    hold: str | None = None,
) -> Situation:
    """What is taken between two epoch minutes, as this request may see it. ``without``: reservations that do not count."""
    work.settle_pending()
    rules = work.rules
    margin = _longest(rules, request)
    low, high = start - margin, end + margin
    wanted = involved(rules, request) if only is None else set(only)
    spans = store_claims.taken(work.connection, wanted, low, high, work.seconds, without=without, hold_token=hold)
    if request.channel in CUSTOMER_CHANNELS:
        for number, more in store_claims.unused_no_shows(work.connection, wanted, low, high).items():
            spans[number] = sorted([*spans[number], *more])
    sessions: tuple[Seats, ...] = ()
    if any(rules.house.services[line.service].grouped for line in request.lines):
        sessions = seats_between(work, low, high, without=without, hold=hold)
    covers: dict[tuple[int, int], int] = {}
    paced = any(rules.house.services[line.service].pacing for line in request.lines)
    for place in rules.house.places.values():
        if (paced or place.pacing) and request.place in (None, place.id):
            for starts, party in store_claims.covers(work.connection, place.id, low, high, without).items():
                quarter = (place.id, starts - starts % 15)
                covers[quarter] = covers.get(quarter, 0) + party
    return Situation(spans, sessions, covers)


def seats_between(
    work: Work,
    start: int,
    end: int,
    *,
    service: int | None = None,
    without: Sequence[int] = (),
    hold: str | None = None,
) -> tuple[Seats, ...]:
    """Sessions that start in [start, end) with their free seats; seats of dead holds and of ``without`` do not count."""
    import json

    rows = store_claims.sessions(work.connection, start, end, service)
    rooms = store_claims.resources_of_sessions(work.connection, [row.id for row in rows])
    freed = store_claims.seats_not_counting(work.connection, [row.id for row in rows], work.seconds, without, hold)
    return tuple(
        Seats(
            id=row.id,
            service=row.service_id,
            staff=row.resource_id,
            place=row.location_id,
            start=row.starts,
            end=row.ends,
            capacity=row.capacity,
            taken=row.taken - freed.get(row.id, 0),
            resources=tuple(number for number in rooms.get(row.id, ()) if number != row.resource_id),
            tags=frozenset(json.loads(row.tags)),
            tags_match=row.tags_match,
        )
        for row in rows
    )


def free_slots(
    work: Work, request: Request, start: int, end: int, *, hold: str | None = None, without: Sequence[int] = ()
) -> list[Slot]:
    """Starts that can be had in [start, end), epoch minutes, from the engine; what the hold keeps counts as free.

    ``without``: reservations that do not count.
    """
    known = situation(work, request, start, end, hold=hold, without=without)
    return slots(work.rules.house, request, known.claims, known.sessions, work.minute, start, end, covers=known.covers)


def attempt(
    work: Work,
    request: Request,
    start: int,
    *,
    without: Sequence[int] = (),
    hold: str | None = None,
    ignore: frozenset[str] = frozenset(),
) -> Plan | list[Block]:
    """Who and what would serve a request at this very start, or every rule that blocks it. Nothing is locked."""
    house = work.rules.house
    known = situation(work, request, start, start + 1, without=without, hold=hold)
    found = assign(house, request, start, known.claims, known.sessions, work.minute, covers=known.covers, ignore=ignore)
    if isinstance(found, Plan):
        return found
    served = served_around(work, request, start)
    return (
        explain(house, request, start, known.claims, known.sessions, work.minute, known.covers, ignore, served) or found
    )


def settle(
    work: Work,
    request: Request,
    start: int,
    *,
    without: Sequence[int] = (),
    hold: str | None = None,
    ignore: frozenset[str] = frozenset(),
) -> Plan:
    """Choose who and what serves a request at this very start and lock them until the end of the transaction.

    Raises FrontdeskError (slot_taken, not_open, session_full, not_bookable) with the obstacles and alternatives.
    """
    wished = request
    for _ in range(_ATTEMPTS):
        found = attempt(work, wished, start, without=without, hold=hold, ignore=ignore)
        if isinstance(found, list):
            if wished is not request:  # somebody was faster with one of those we had chosen: choose among the others
                wished = request
                continue
            raise refusal(work, request, start, found, without=without, hold=hold)
        taken = {claim[0] for line in found.lines for claim in line.claims}
        held = {line.session for line in found.lines if line.session is not None}
        store_reservations.lock(work.connection, taken, held, work.seconds)
        if work.connection.dialect.name == "sqlite" or wished is not request:
            return found
        # PostgreSQL: what was read before the locks may be stale; ask once more for exactly these, now that they stand still.
        wished = replace(
            request,
            lines=tuple(
                replace(asked, staff=line.staff, resources=line.resources, session=line.session)
                for asked, line in zip(request.lines, found.lines, strict=True)
            ),
        )
    raise refusal(work, request, start, [Block("taken")], without=without, hold=hold)


def refusal(
    work: Work,
    request: Request,
    start: int,
    blocks: Sequence[Block],
    *,
    without: Sequence[int] = (),
    hold: str | None = None,
) -> FrontdeskError:
    """The error for a time that cannot be had: every obstacle, and what else is free."""
    named = obstacles(work, blocks, without)
    rules_broken = {block.rule for block in blocks}
    details = {"obstacles": named, "alternatives": alternatives(work, request, start, hold=hold)}
    if "nonexistent" in rules_broken:
        return FrontdeskError("nonexistent_time", details, time=clock_text(work, start, request.place))
    if "full" in rules_broken:
        left = next((block.number for block in blocks if block.rule == "full"), None) or 0
        return FrontdeskError("session_full", details, left=left, party=request.party)
    # whoever comes closest tells most: a time that is merely taken for one of several people is "taken", not "closed"
    if rules_broken & TAKEN_RULES:
        return FrontdeskError("slot_taken", details, what=_first(work, named, TAKEN_RULES))
    if rules_broken & CLOSED_RULES:
        return FrontdeskError("not_open", details, what=_first(work, named, CLOSED_RULES))
    return FrontdeskError("not_bookable", details, what=_first(work, named, None))


def _first(work: Work, named: Sequence[values.Obstacle], rules: frozenset[str] | None) -> str:
    for obstacle in named:
        if rules is None or obstacle.rule in rules:
            return obstacle_text(obstacle)
    return ""


def obstacles(work: Work, blocks: Sequence[Block], without: Sequence[int] = ()) -> list[values.Obstacle]:
    """Blocks with names, and with the reservation that takes the time where the actor may see it."""
    rules = work.rules
    found = []
    if any(block.rule == "full" for block in blocks):
        # there is a session, though none at another location
        blocks = [block for block in blocks if block.rule != "no_session"]
    holders = _holders(work, blocks)
    for block in blocks:
        code = held = None
        if block.rule in ("taken", "buffer") and block.resource is not None and block.start is not None:
            end = block.end if block.end is not None else block.start + 1
            for row in holders:
                if row.resource_id != block.resource or row.starts >= end or row.ends <= block.start:
                    continue
                if row.reservation_id is not None and row.reservation_id not in without and work.own_only is None:
                    code = code_of(row.reservation_id)
                    break
                if row.hold_id is not None and held is None:
                    held = holding(work, row.hold_id)
        concerned = rules.house.resources.get(block.resource) if block.resource is not None else None
        place = concerned.place if concerned is not None else None
        found.append(
            values.Obstacle(
                rule=block.rule,
                resource=rules.names.get(block.resource) if block.resource is not None else None,
                start=block.start,
                end=block.end,
                number=block.number,
                reason=block.reason,
                code=code,
                zone=rules.zone(place),
                held=held if code is None else None,
            )
        )
    return found


def _holders(work: Work, blocks: Sequence[Block]) -> list[Any]:
    """Who takes what stands in the way, asked for once."""
    taken = [
        (block.resource, block.start, block.end if block.end is not None else block.start + 1)
        for block in blocks
        if block.rule in ("taken", "buffer") and block.resource is not None and block.start is not None
    ]
    if not taken:
        return []
    resources, starts, ends = (set(of) for of in zip(*taken, strict=True))
    return store_claims.holders(work.connection, resources, min(starts), max(ends), work.seconds)


def holding(work: Work, number: int) -> values.Held | None:
    """Who keeps a time by a hold (its id); None where it is not for the actor to see, or gone."""
    row = store_holds.of(work.connection, number)
    mine = row is not None and row.owner == work.actor.name
    if row is None or not (mine or work.own_only is None):
        return None
    name = row.label
    if row.body is not None:
        name = str(msgspec.json.decode(row.body).get("name") or name)
    return values.Held(row.owner, mine, name, row.draft is not None)


def wrong_party(least: int, most: int | None, of: str) -> FrontdeskError:
    """The error for a party that something (``of``: its name) is not sold to."""
    few, many = max(1, least), LARGEST_PARTY if most is None else most
    if few == many:
        problem = N_("Only for 1 person") if many == 1 else N_("Only for {most} people")
    elif many >= LARGEST_PARTY:
        problem = N_("At least {least} people")
    else:
        problem = N_("At most {most} people") if few == 1 else N_("From {least} to {most} people")
    return FrontdeskError("wrong_value", field="party", problem=problem, least=few, most=many, party_of=of)


def obstacle_text(obstacle: values.Obstacle) -> str:
    """One obstacle as a clause of a sentence, in the reader's language; names of customers are not in it."""
    from frontdesk.language.obstacles import clause

    return clause(
        obstacle.rule, obstacle.resource, obstacle.start, obstacle.end, obstacle.number, obstacle.reason, obstacle.zone
    )


def clock_text(work: Work, minute: int, place: int | None) -> str:
    """An epoch minute as local ``YYYY-MM-DD HH:MM``."""
    from frontdesk.language.obstacles import local_text

    return local_text(minute, work.rules.zone(place))


def alternatives(
    work: Work, request: Request, start: int, limit: int = 3, *, hold: str | None = None
) -> list[values.Slot]:
    """The nearest free starts to one that cannot be had: first for the same person, then for anybody."""
    found: list[Slot] = []
    wishes = [request]
    if any(line.staff is not None for line in request.lines) or any(line.resources for line in request.lines):
        wishes.append(
            replace(request, lines=tuple(replace(line, staff=None, resources=None) for line in request.lines))
        )
    for wish in wishes:
        wish = replace(wish, lines=tuple(replace(line, session=None) for line in wish.lines))
        for days in (1, _LOOK_AHEAD):
            low = max(start - DAY // 2, work.minute)
            near = [
                slot
                for slot in free_slots(work, wish, low, low + days * DAY, hold=hold)
                if slot.start != start or slot.staff is None
            ]
            near.sort(key=lambda slot: (abs(slot.start - start), slot.start))
            found += [slot for slot in near if all(slot.start != other.start for other in found)][: limit - len(found)]
            if len(found) >= limit:
                break
        if len(found) >= limit:
            break
    return [slot_value(work.rules, slot) for slot in sorted(found, key=lambda slot: slot.start)]


def slot_value(rules: Rules, slot: Slot) -> values.Slot:
    """A slot with names."""
    taken = ([slot.staff] if slot.staff is not None else []) + [
        number for number in slot.resources if number != slot.staff
    ]
    return values.Slot(
        start=slot.start,
        end=slot.end,
        staff=rules.names.get(slot.staff) if slot.staff is not None else None,
        staff_id=slot.staff,
        resources=tuple(rules.names[number] for number in taken),
        location=rules.place_names[slot.place],
        location_id=slot.place,
        zone=rules.zone(slot.place),
        remaining=slot.remaining,
        session=slot.session,
    )


def why_not(work: Work, request: Request, start: int) -> list[Block]:
    """Every rule that blocks a request at a start; empty when it can be booked."""
    known = situation(work, request, start, start + 1)
    return explain(
        work.rules.house, request, start, known.claims, known.sessions, work.minute, covers=known.covers,
        served=served_around(work, request, start),
    )  # fmt: skip


def served_around(work: Work, request: Request, start: int) -> dict[int, list[Span]]:
    """When the resources a request might take serve somebody, without buffers: it tells "taken" from "buffer"."""
    margin = _longest(work.rules, request)
    return store_claims.served(work.connection, involved(work.rules, request), start - margin, start + margin)


def day_bounds(rules: Rules, day: int, location: int | None) -> tuple[int, int]:
    """The epoch minutes at which a business day begins and ends."""
    zone, ends = rules.zone(location), rules.business.day_ends
    return epoch_minute(day, ends, zone), epoch_minute(day + 1, ends, zone)
