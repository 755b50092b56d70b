"""Whose visits, birthdays and absences come up in a stretch of time: columns only, by index (Engine, DESIGN)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select

from frontdesk.store.schema import customer, reservation

_VISIT = select(
    reservation.c.id,
    reservation.c.customer_id,
    reservation.c.location_id,
    reservation.c.starts,
    reservation.c.ends,
    reservation.c.status,
    reservation.c.schedule_version,
    reservation.c.scheduled_at,
    reservation.c.created_at,
)
LONGEST = 62 * 1440
"""Minutes that a stay lasts at most, where visits are looked for by their end."""


def starting(connection: Connection, low: int, high: int) -> list[Any]:
    """Confirmed visits that start between two epoch minutes."""
    wanted = and_(reservation.c.starts >= low, reservation.c.starts <= high, reservation.c.status == "confirmed")
    return list(connection.execute(_VISIT.where(wanted)))


def ended(connection: Connection, low: int, high: int) -> list[Any]:
    """Visits that took place and ended between two epoch minutes; those that last over a day among them."""
    took_place = reservation.c.status.in_(("arrived", "completed"))
    within = and_(reservation.c.ends >= low, reservation.c.ends <= high)
    short = and_(reservation.c.starts >= low - 1440, reservation.c.starts <= high)
    stays = and_(reservation.c.nights > 1, reservation.c.starts >= low - LONGEST, reservation.c.starts < low - 1440)
    return [row for wanted in (short, stays) for row in connection.execute(_VISIT.where(wanted, within, took_place))]


def of_reservation(connection: Connection, number: int) -> list[Any]:
    """One visit, where it is still to come or took place."""
    stands = reservation.c.status.in_(("confirmed", "arrived", "completed"))
    return list(connection.execute(_VISIT.where(reservation.c.id == number, stands)))


def birthdays(connection: Connection, days: Sequence[str]) -> list[int]:
    """Customers (ids) whose birthday is on one of these days (``11-23``)."""
    standing = and_(customer.c.merged_into.is_(None), customer.c.erased == 0, customer.c.birthday.is_not(None))
    last_five = func.substr(customer.c.birthday, func.length(customer.c.birthday) - 4, 5)  # the year may be left out
    on = last_five.in_(list(days))
    return list(connection.execute(select(customer.c.id).where(standing, on)).scalars())


def last_visit_on(connection: Connection, day: int) -> list[int]:
    """Customers (ids) who came on a business day (ordinal), and neither came since nor are coming."""
    later = reservation.alias()
    again = exists().where(
        later.c.customer_id == reservation.c.customer_id,
        later.c.day > day,
        later.c.status.not_in(("cancelled", "expired", "no_show")),
    )
    came = and_(reservation.c.day == day, reservation.c.status.in_(("arrived", "completed")), ~again)
    return sorted(set(connection.execute(select(reservation.c.customer_id).where(came)).scalars()))
