"""Calls about reservations, in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from frontdesk.store.duty_tables import phone_call


def add(connection: Connection, reservation: int, schedule_version: int, at: int, by: str, outcome: str) -> int:
    """Write a call down (``at`` in epoch seconds); returns its id."""
    row = {
        "reservation": reservation, "schedule_version": schedule_version, "at": at, "made_by": by, "outcome": outcome,
    }  # fmt: skip
    return int(connection.execute(insert(phone_call).values(row).returning(phone_call.c.id)).scalar_one())


def of_reservations(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Any]]:
    """The calls about these reservations, each one's oldest first."""
    found: dict[int, list[Any]] = {}
    for at in range(0, len(numbers), 500):
        query = select(phone_call).where(phone_call.c.reservation.in_(list(numbers[at : at + 500])))
        for row in connection.execute(query.order_by(phone_call.c.id)):
            found.setdefault(row.reservation, []).append(row)
    return found


def about(connection: Connection, number: int) -> int | None:
    """Which reservation a call was about; None: there is no such call."""
    found = connection.execute(select(phone_call.c.reservation).where(phone_call.c.id == number)).scalar()
    return None if found is None else int(found)


def remove(connection: Connection, number: int) -> None:
    """Delete a call (the undo of one just made)."""
    connection.execute(delete(phone_call).where(phone_call.c.id == number))
