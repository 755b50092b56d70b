"""Words for tests: times as people say them, bookings in one line."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish, SlotQuery


def at(text: str, zone: str = "Europe/Madrid", fold: int = 0) -> int:
    """The epoch minute of a local ``YYYY-MM-DD HH:MM``."""
    moment = dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return int(moment.timestamp()) // 60


def clock_face(minute: int, zone: str = "Europe/Madrid") -> str:
    """An epoch minute as local ``YYYY-MM-DD HH:MM``."""
    return dt.datetime.fromtimestamp(minute * 60, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def wish(
    desk: Desk,
    service: str,
    start: int | str,
    staff: str | None = None,
    name: str = "Eva Ruiz",
    **more: object,
) -> Booking:
    """A booking of one or more services (joined by +) by names."""
    who = desk.find_resource(staff, "staff").id if staff else None
    lines = tuple(LineWish(desk.find_service(one.strip()).id, who) for one in service.split("+"))
    minute = at(start) if isinstance(start, str) else start
    return Booking(lines, minute, CustomerWish(name=name), **more)  # type: ignore[arg-type]


def free(desk: Desk, service: str, day: str, staff: str | None = None, **more: object) -> list[str]:
    """The free starts of a day as ``HH:MM``, each once, in the location's time."""
    ordinal = dt.date.fromisoformat(day).toordinal()
    who = desk.find_resource(staff, "staff").id if staff else None
    found = desk.slots(SlotQuery(desk.find_service(service).id, ordinal, ordinal, who, **more))  # type: ignore[arg-type]
    return list(dict.fromkeys(clock_face(slot.start, slot.zone)[11:] for slot in found))
