"""Events in the tables: meetings, private time, reminders, birthdays."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from frontdesk.store.schema import event


def between(connection: Connection, start: int, end: int, location: int | None = None) -> list[Any]:
    """Events that touch [start, end), epoch minutes, by start."""
    query = select(event).where(event.c.starts < end, (event.c.ends > start) | (event.c.starts >= start))
    if location is not None:
        query = query.where(event.c.location_id.is_(None) | (event.c.location_id == location))
    return list(connection.execute(query.order_by(event.c.starts, event.c.id)))
