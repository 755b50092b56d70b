"""Payments in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from frontdesk.store.schema import payment


def add(connection: Connection, row: dict[str, Any]) -> int:
    """Write a payment; returns its id."""
    return int(connection.execute(insert(payment).values(row).returning(payment.c.id)).scalar_one())


def of_reservation(connection: Connection, number: int) -> list[int]:
    """The ids of a reservation's payments."""
    return list(connection.execute(select(payment.c.id).where(payment.c.reservation_id == number)).scalars())


def of_customer(connection: Connection, number: int) -> list[Any]:
    """A customer's payments, latest first."""
    query = select(payment).where(payment.c.customer_id == number, payment.c.reservation_id.is_not(None))
    return list(connection.execute(query.order_by(payment.c.at.desc(), payment.c.id.desc())))


def remove(connection: Connection, number: int) -> None:
    """Delete a payment (the undo of one just taken)."""
    connection.execute(delete(payment).where(payment.c.id == number))


def paid(connection: Connection, reservations: Sequence[int]) -> dict[int, int]:
    """What has been paid for these reservations, minor units."""
    found: dict[int, int] = {}
    for at in range(0, len(reservations), 500):
        query = (
            select(payment.c.reservation_id, func.sum(payment.c.amount))
            .where(payment.c.reservation_id.in_(list(reservations[at : at + 500])))
            .group_by(payment.c.reservation_id)
        )
        found |= {number: int(amount) for number, amount in connection.execute(query)}
    return found
