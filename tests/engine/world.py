"""A small business for tests written by hand: one location in Madrid, times given as local date and clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from frontdesk.engine import zones
from frontdesk.engine.values import House, Join, LineRequest, Place, Request, Resource, Service, Span, Week

ZONE = "Europe/Madrid"
MONDAY = dt.date(2026, 11, 23)


def at(clock: str, day: dt.date = MONDAY, zone: str = ZONE) -> int:
    """Epoch minute of a local "HH:MM", hours from 24 on lie on the following date."""
    hours, minutes = clock.split(":")
    return zones.epoch_minute(day.toordinal(), int(hours) * 60 + int(minutes), zone)


def clock(minute: int, zone: str = ZONE) -> str:
    return "{:02}:{:02}".format(*divmod(zones.local(minute, zone)[1], 60))


def span(low: str, high: str, day: dt.date = MONDAY) -> Span:
    return at(low, day), at(high, day)


def daily(*ranges: str) -> Week:
    """The same "HH:MM-HH:MM" every day."""
    day = []
    for text in ranges:
        low, high = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
        day.append((low, high if high > low else high + 1440))
    return (tuple(day),) * 7


def house(
    resources: Iterable[Resource], services: Iterable[Service], joins: tuple[Join, ...] = (), **place: Any
) -> House:
    return House(
        {1: Place(1, "Centre", place.pop("zone", ZONE), **place)},
        {r.id: r for r in resources},
        {s.id: s for s in services},
        joins,
    )


def person(identity: int, name: str, hours: Week | None = None, **more: Any) -> Resource:
    return Resource(identity, "staff", name, 1, week=hours or daily("09:00-14:00"), position=identity, **more)


def visit(*services: int, **more: Any) -> Request:
    lines = tuple(LineRequest(service) for service in services)
    return Request(lines, **more)
