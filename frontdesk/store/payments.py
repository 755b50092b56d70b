"""Payments in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from frontdesk.store.schema import payment, reservation


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


def load(connection: Connection, numbers: Sequence[int]) -> dict[int, Any]:
    """Payments by their ids; those that were taken back are missing."""
    found: dict[int, Any] = {}
    for at in range(0, len(numbers), 500):
        query = select(payment).where(payment.c.id.in_(list(numbers[at : at + 500])))
        found |= {row.id: row for row in connection.execute(query)}
    return found


def owing(
    connection: Connection, first: int, last: int, today: int, limit: int, customer: int | None = None
) -> list[int]:
    """Reservations (ids) of these business days that took place and are not paid in full, the latest first.

    Who arrived on an earlier day and was forgotten took place too.
    """
    took_place = or_(
        reservation.c.status == "completed", and_(reservation.c.status == "arrived", reservation.c.day < today)
    )
    paid_for = (
        select(func.coalesce(func.sum(payment.c.amount), 0))
        .where(payment.c.reservation_id == reservation.c.id)
        .scalar_subquery()
    )
    query = select(reservation.c.id).where(
        reservation.c.day >= first, reservation.c.day <= last, took_place, reservation.c.price > paid_for
    )
    if customer is not None:
        query = query.where(reservation.c.customer_id == customer)
    return list(connection.execute(query.order_by(reservation.c.starts.desc()).limit(limit)).scalars())


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
