"""How long a service takes, what it costs, and what it takes of whom."""

from __future__ import annotations

from typing import NamedTuple

from frontdesk.engine.values import Service, Span


class Shape(NamedTuple):
    """A service as it lies on one resource; spans are minutes from its start.

    ``windows`` must be free of claims (buffers included), ``core`` is the same without buffers; the resource must be there
    for the whole ``duration``, and open when ``bound`` (nights are not).
    """

    duration: int
    windows: tuple[Span, ...]
    core: tuple[Span, ...]
    bound: bool = True


def duration_of(service: Service, party: int, staff: int | None, asked: int | None = None) -> int:
    """Minutes: what was asked for, else what the party's size calls for, else the person's own, else the service's."""
    if asked is not None:
        return asked
    fitting = [minutes for size, minutes in service.duration_by_party if party >= size]
    if fitting:
        return fitting[-1]
    terms = service.by_staff.get(staff) if staff is not None else None
    return terms.duration if terms is not None and terms.duration is not None else service.duration


def longest(service: Service, party: int, asked: int | None = None) -> int:
    """Minutes that the service takes at most, whoever performs it."""
    return max(duration_of(service, party, staff, asked) for staff in (None, *service.by_staff))


def price_of(service: Service, staff: int | None, units: int = 1) -> int:
    """Minor units, for so many nights or seats."""
    terms = service.by_staff.get(staff) if staff is not None else None
    return units * (terms.price if terms is not None and terms.price is not None else service.price)


def shape_of(service: Service, duration: int, *, person: bool) -> Shape:
    """What a service of that duration takes of a person, or of anything else."""
    whole = (-service.buffer_before, duration + service.buffer_after)
    if not person or service.processing is None or service.nights:
        return Shape(duration, (whole,), ((0, duration),), not service.nights)
    since, length = service.processing
    free = (min(since, duration), min(since + length, duration))
    return Shape(duration, _around(whole, free), _around((0, duration), free))


def _around(whole: Span, free: Span) -> tuple[Span, ...]:
    if free[0] >= free[1]:
        return (whole,)
    return tuple((start, end) for start, end in ((whole[0], free[0]), (free[1], whole[1])) if start < end)
