"""Holds in the tables: a time kept for a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from frontdesk.store.schema import claim, draft, hold, seat


class Kept(NamedTuple):
    """A resource that a live hold keeps; ``expires_at`` in epoch seconds."""

    resource_id: int
    starts: int
    ends: int
    label: str
    owner: str
    expires_at: int


def add(
    connection: Connection,
    row: dict[str, Any],
    claims: Sequence[tuple[int, int, int]],
    seats: Sequence[tuple[int, int]],
) -> int:
    """Keep these (resource, from, to) and (session, party); returns the hold's id."""
    number = int(connection.execute(insert(hold).values(row).returning(hold.c.id)).scalar_one())
    if claims:
        rows = [
            {
                "resource_id": which,
                "location_id": row["location_id"],
                "starts": low,
                "ends": high,
                "overlap": 0,
                "hold_id": number,
            }
            for which, low, high in claims
        ]
        connection.execute(insert(claim), rows)
    if seats:
        connection.execute(
            insert(seat), [{"session_id": held, "hold_id": number, "party": party} for held, party in seats]
        )
    return number


def find(connection: Connection, token: str) -> Any:
    """A hold's row with the resources and sessions it keeps, or None."""
    row = connection.execute(select(hold).where(hold.c.token == token)).first()
    if row is None:
        return None
    resources = list(connection.execute(select(claim.c.resource_id).where(claim.c.hold_id == row.id)).scalars())
    sessions = list(connection.execute(select(seat.c.session_id).where(seat.c.hold_id == row.id)).scalars())
    return row, resources, sessions


def of(connection: Connection, number: int) -> Any:
    """A hold (its id) as (owner, label, draft, body): the draft that it was put aside with, if it was; or None."""
    query = (
        select(hold.c.owner, hold.c.label, draft.c.id.label("draft"), draft.c.body)
        .outerjoin(draft, draft.c.hold_token == hold.c.token)
        .where(hold.c.id == number)
    )
    return connection.execute(query.limit(1)).first()


def remove(connection: Connection, token: str) -> None:
    """Let go what a hold keeps."""
    connection.execute(delete(hold).where(hold.c.token == token))


def lengthen(connection: Connection, token: str, expires_at: int) -> None:
    """Keep on what a hold keeps, until ``expires_at`` (epoch seconds)."""
    connection.execute(update(hold).where(hold.c.token == token).values(expires_at=expires_at))


def named(connection: Connection, label: str) -> list[str]:
    """The tokens of the holds, dead ones too, that bear a name."""
    return list(connection.execute(select(hold.c.token).where(hold.c.label == label)).scalars())


def sweep(connection: Connection, seconds: int) -> None:
    """Take out holds that ran out before a moment (epoch seconds) and that nobody came across since."""
    connection.execute(delete(hold).where(hold.c.expires_at < seconds))


def mark(connection: Connection) -> tuple[int, int, int]:
    """Changes whenever a hold is taken, lengthened or let go."""
    row = connection.execute(
        select(func.count(), func.coalesce(func.max(hold.c.id), 0), func.coalesce(func.sum(hold.c.expires_at), 0))
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def live(connection: Connection, resources: Sequence[int], start: int, end: int, seconds: int) -> list[Kept]:
    """Live holds that touch [start, end), epoch minutes."""
    alive = {row.id: row for row in connection.execute(select(hold).where(hold.c.expires_at > seconds))}
    if not alive:
        return []
    query = select(claim.c.resource_id, claim.c.starts, claim.c.ends, claim.c.hold_id).where(
        claim.c.hold_id.in_(list(alive)),
        claim.c.resource_id.in_(list(resources)),
        claim.c.starts < end,
        claim.c.ends > start,
    )
    return [
        Kept(which, starts, ends, alive[number].label, alive[number].owner, alive[number].expires_at)
        for which, starts, ends, number in connection.execute(query)
    ]
