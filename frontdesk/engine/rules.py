"""The rules that do not ask who is free: the party's size, the channel, tags, the past, notice, horizon, pacing."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.engine import zones
from frontdesk.engine.candidates import capacity
from frontdesk.engine.starts import FAR
from frontdesk.engine.values import CUSTOMER_CHANNELS, Block, House, Request, Service, Span

Covers = Mapping[tuple[int, int], int]
"""(location, first epoch minute of a quarter of an hour) → covers of the parties that start in it."""

QUARTER = 15


def customers(request: Request) -> bool:
    """Whether the customers' rules bind this request."""
    return request.channel in CUSTOMER_CHANNELS


def binds_grid(request: Request, ignore: frozenset[str]) -> bool:
    """Whether a start must lie on the grid: staff may book off it."""
    return customers(request) and "grid" not in ignore


def visible(tags: frozenset[str], match: str, of_customer: frozenset[str]) -> bool:
    """Whether a customer with these tags may see something tagged; without tags everybody may."""
    return not tags or (tags <= of_customer if match == "all" else not tags.isdisjoint(of_customer))


def standing(house: House, request: Request, place: int) -> list[Block]:
    """What blocks a request at every time: party, channel, tags."""
    blocks = []
    for line in request.lines:
        service = house.services[line.service]
        if request.party < service.min_party:
            blocks.append(Block("party", number=service.min_party, reason="fewest"))
        limits = (service.max_party, capacity(house, service, place, line))
        largest = min((limit for limit in limits if limit is not None), default=None)
        if largest is not None and request.party > largest:
            blocks.append(Block("party", number=largest))
        if customers(request):
            if request.channel not in service.channels:
                blocks.append(Block("channel"))
            if not visible(service.tags, service.tags_match, request.tags):
                blocks.append(Block("tags"))
    return blocks


def _notice(services: list[Service]) -> int:
    return max((service.min_notice for service in services), default=0)


def _horizon(services: list[Service]) -> int | None:
    return min((service.horizon for service in services if service.horizon is not None), default=None)


def bounds(house: House, request: Request, place: int, now: int) -> dict[str, Span]:
    """Rule → the starts it allows, as ``[from, to)`` in epoch minutes: past, and for customers notice and horizon."""
    services = [house.services[line.service] for line in request.lines]
    zone = house.places[place].zone
    today, minute = zones.local(now, zone)
    first = now
    if services and services[0].nights:
        # A night can be had until its business day ends, long after check-in time.
        ends = house.places[place].day_ends
        first = zones.epoch_minute(today - 1 if minute < ends else today, 0, zone)
    result = {"past": (first, FAR)}
    if customers(request):
        notice, horizon = _notice(services), _horizon(services)
        if notice:
            result["notice"] = (now + notice, FAR)
        if horizon is not None:
            result["horizon"] = (-FAR, zones.epoch_minute(today + horizon + 1, 0, zone))
    return result


def pacing_limit(house: House, request: Request, place: int) -> int | None:
    """Covers that may start within 15 minutes; None where nothing limits them."""
    service = house.services[request.lines[0].service]
    if service.nights or service.grouped:
        return None
    return service.pacing if service.pacing is not None else house.places[place].pacing


def paced(limit: int | None, covers: Covers | None, party: int, place: int, start: int) -> bool:
    """Whether a party may start then without too many covers starting at once."""
    return limit is None or (covers or {}).get((place, start - start % QUARTER), 0) + party <= limit


def timely(house: House, request: Request, place: int, start: int, now: int, covers: Covers | None) -> list[Block]:
    """What blocks one start: past, notice, horizon, pacing.

    A walk-in may have begun the minute before, and an import is of the past as often as not.
    """
    blocks = []
    for rule, (first, last) in bounds(house, request, place, now).items():
        if rule == "past" and request.channel in ("walk-in", "import"):
            first = first - 1 if request.channel == "walk-in" else -FAR
        if not first <= start < last:
            blocks.append(Block(rule, number=_figure(house, request, rule)))
    limit = pacing_limit(house, request, place)
    if not paced(limit, covers, request.party, place, start):
        blocks.append(Block("pacing", number=limit))
    return blocks


def _figure(house: House, request: Request, rule: str) -> int | None:
    services = [house.services[line.service] for line in request.lines]
    return {"notice": _notice(services), "horizon": _horizon(services)}.get(rule)
