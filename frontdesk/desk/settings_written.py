"""From the checked parts back to the keys of a business file, as plain values of text, numbers and lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from frontdesk.base.money import decimal
from frontdesk.desk import business_parts as parts
from frontdesk.desk.business_checks import DAYS

Keys = dict[str, Any]


def clock(minutes: int) -> str:
    """``570`` → ``09:30``; past midnight the time of the next day."""
    return "24:00" if minutes == 1440 else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def ranges(given: parts.Ranges) -> list[str]:
    """Ranges of a day."""
    return [f"{clock(start)}-{clock(end)}" for start, end in given]


def week(hours: parts.Week | None) -> dict[str, list[str]] | None:
    """Hours by day of the week."""
    return None if hours is None else {name: ranges(day) for name, day in zip(DAYS, hours, strict=True)}


def away(given: tuple[parts.AwayPart, ...]) -> list[Keys]:
    """Absences or closures; whole days as dates, the last one included."""
    found = []
    for one in given:
        starts, ends = dt.datetime.fromisoformat(one.starts), dt.datetime.fromisoformat(one.ends)
        first, last = one.starts, one.ends
        if starts.time() == ends.time() == dt.time():
            first, last = starts.date().isoformat(), (ends.date() - dt.timedelta(days=1)).isoformat()
        found.append({"from": first, "to": last, "reason": one.reason})
    return found


def business(part: parts.BusinessPart) -> Keys:
    """The business."""
    return {
        "name": part.name, "locale": part.locale, "currency": part.currency, "country": part.country,
        "day_ends": clock(part.day_ends), "confirm": part.confirm,
    }  # fmt: skip


def location(part: parts.LocationPart) -> Keys:
    """A location."""
    return {
        "name": part.name, "timezone": part.timezone, "hours": week(part.hours), "closures": away(part.closures),
        "pacing": part.pacing,
    }  # fmt: skip


def resource(part: parts.ResourcePart, sold: set[str]) -> Keys:
    """A person, room, table or piece of equipment; of its services those that are ``sold``."""
    found: Keys = {
        "name": part.name,
        "location": part.location,
        "services": None if part.services is None else [name for name in part.services if name in sold],
        "hours": week(part.hours),
        "step": part.step,
        "overrides": [
            {"date": dt.date.fromordinal(day).isoformat(), "hours": ranges(spans)} for day, spans in part.overrides
        ],
        "absences": away(part.absences),
    }
    return found | ({"seats": part.seats} if part.kind in ("room", "table") else {})


def service(part: parts.ServicePart, currency: str) -> Keys:
    """A service."""
    same = (
        "name", "duration", "buffer_before", "buffer_after", "step", "min_notice", "horizon", "min_party", "max_party",
        "tags_match", "cancel_until", "late_cancel", "no_show", "nights", "pacing",
    )  # fmt: skip
    found: Keys = {name: getattr(part, name) for name in same}
    return found | {
        "price": decimal(part.price, currency),
        "fee": decimal(part.fee, currency),
        "deposit": decimal(part.deposit, currency),
        "needs": list(part.needs),
        "tags": list(part.tags),
        "channels": list(part.channels),
        "pass": part.pass_use,
        "duration_by_party": {str(size): minutes for size, minutes in part.duration_by_party},
        "processing": None if part.processing is None else list(part.processing),
        "by_staff": {one.staff: terms(one, currency) for one in part.by_staff},
        "check_in": clock(part.check_in),
        "check_out": clock(part.check_out),
    }


def terms(one: parts.TermsPart, currency: str) -> Keys:
    """What differs for one person."""
    price = None if one.price is None else decimal(one.price, currency)
    return {"duration": one.duration, "price": price}
