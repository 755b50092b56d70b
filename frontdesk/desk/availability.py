"""What is free, and why something is not: the same engine for every front (Law 3)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import customers, permission, planning, values
from frontdesk.desk.work import Work
from frontdesk.engine.values import Request


class KeptSlots:
    """What one process keeps of free starts."""


def _request(work: Work, booking: values.Booking) -> Request:
    tags: tuple[str, ...] = ()
    if booking.customer.id is not None:
        tags = customers.get(work, booking.customer.id).tags
    request = planning.request_of(work.rules, booking, tags)
    if permission.own_only(work.actor):
        lines = tuple(replace(line, staff=work.actor.resource) for line in request.lines)
        request = replace(request, lines=lines)
    return request


def slots(work: Work, query: values.SlotQuery, kept: KeptSlots) -> list[values.Slot]:
    """Free starts from the first to the last day of a query, both included."""
    if query.last < query.first:
        raise FrontdeskError("wrong_value", field="to", problem="it is before from")
    booking = values.Booking(
        (values.LineWish(query.service, query.staff),), 0, values.CustomerWish(id=query.customer), query.location, query.party,
        query.channel, query.nights,
    )  # fmt: skip
    request = _request(work, booking)
    start = planning.day_bounds(work.rules, query.first, query.location)[0]
    end = planning.day_bounds(work.rules, query.last, query.location)[1]
    found = planning.free_slots(work, request, start, end)
    return [planning.slot_value(work.rules, slot) for slot in found]


def why(work: Work, booking: values.Booking) -> list[values.Obstacle]:
    """Every rule that blocks a wish."""
    request = _request(work, booking)
    return planning.obstacles(work, planning.why_not(work, request, planning.start_of(work.rules, booking)))


def alternatives(work: Work, booking: values.Booking, limit: int) -> list[values.Slot]:
    """The free starts nearest to a wish."""
    return planning.alternatives(work, _request(work, booking), planning.start_of(work.rules, booking), limit)
