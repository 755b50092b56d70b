"""What is taken: claims as integers, through a raw cursor, because loading costs more than computing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.store.schema import claim, hold, line, reservation, seat, session

Spans = dict[int, list[tuple[int, int]]]
_LONGEST = 1440
_LONGEST_STAY = 367 * 1440
"""Minutes; the desk sells no longer stay."""


def cursor_rows(connection: Connection, sql: str, values: Sequence[Any]) -> list[Any]:
    """Rows through the driver's own cursor; ``?`` stands for a value on either database."""
    if connection.dialect.name == "postgresql":
        sql = sql.replace("?", "%s")
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, tuple(values))
        return list(cursor.fetchall())
    finally:
        cursor.close()


def taken(
    connection: Connection,
    resources: Collection[int],
    start: int,
    end: int,
    seconds: int,
    *,
    without: Iterable[int] = (),
    hold_token: str | None = None,
    ordinary_only: bool = False,
) -> Spans:
    """Claims of these resources that touch [start, end) in epoch minutes, sorted, buffers included.

    ``without``: reservations whose own claims do not count (one that is being moved). Holds that expired by ``seconds``
    (epoch) do not count, nor does the hold with ``hold_token``.
    """
    found: Spans = {number: [] for number in resources}
    if not found:
        return found
    ids = sorted(found)
    dead = _dead_holds(connection, seconds, hold_token)
    besides, more = "", list[int]()
    if dead:
        besides += f" AND (hold_id IS NULL OR hold_id NOT IN ({','.join('?' * len(dead))}))"
        more += dead
    skipped = list(without)
    if skipped:
        besides += f" AND (reservation_id IS NULL OR reservation_id NOT IN ({','.join('?' * len(skipped))}))"
        more += skipped
    if ordinary_only:
        besides += " AND overlap = 0"
    if connection.dialect.name == "sqlite":
        # one question a resource: the driver's list of pairs is the answer, no loop in Python touches a row
        cursor = connection.connection.cursor()
        near = (
            f"SELECT starts, ends FROM claim WHERE resource_id = ? AND starts >= ? AND starts < ? AND ends > ?{besides}"
            " ORDER BY starts, ends"
        )
        for number in ids:
            found[number] = cursor.execute(near, (number, start - _LONGEST, end, start, *more)).fetchall()
        cursor.close()
    else:
        marks = ",".join("?" * len(ids))
        for number, starts, ends in cursor_rows(
            connection,
            f"SELECT resource_id, starts, ends FROM claim WHERE resource_id IN ({marks})"
            f" AND starts >= ? AND starts < ? AND ends > ?{besides} ORDER BY resource_id, starts, ends",
            [*ids, start - _LONGEST, end, start, *more],
        ):
            found[number].append((starts, ends))
    # An unbounded overlap query would read all history, so the few claims longer than a day come by their own index.
    for at in range(0, len(ids), 500):
        some = ids[at : at + 500]
        long = cursor_rows(
            connection,
            f"SELECT resource_id, starts, ends FROM claim WHERE resource_id IN ({','.join('?' * len(some))})"
            f" AND ends - starts > 1440 AND ends > ? AND starts < ?{besides}",
            [*some, start, start - _LONGEST, *more],
        )
        for number, starts, ends in long:
            found[number].append((starts, ends))
        for number in {row[0] for row in long}:
            found[number].sort()
    return found


def _dead_holds(connection: Connection, seconds: int, token: str | None) -> list[int]:
    rows = cursor_rows(
        connection,
        "SELECT id FROM hold WHERE expires_at <= ? OR token = ?",
        [seconds, token if token is not None else ""],
    )
    return [row[0] for row in rows]


def versions(connection: Connection, resources: Collection[int]) -> dict[int, int]:
    """The versions of these resources: what is kept in memory holds while they stand."""
    ids = sorted(resources)
    rows = (
        cursor_rows(connection, f"SELECT id, version FROM resource WHERE id IN ({','.join('?' * len(ids))})", ids)
        if ids
        else []
    )
    return dict(rows)


def expiries(connection: Connection, resources: Collection[int], seconds: int) -> dict[int, int]:
    """For each of these resources that live holds keep, the epoch minute at which the first of them runs out."""
    alive = cursor_rows(connection, "SELECT id FROM hold WHERE expires_at > ?", [seconds])
    if not alive:
        return {}
    query = (
        select(claim.c.resource_id, func.min(hold.c.expires_at))
        .join(hold, hold.c.id == claim.c.hold_id)
        .where(claim.c.hold_id.in_([row[0] for row in alive]))
        .group_by(claim.c.resource_id)
    )
    return {number: int(first) // 60 for number, first in connection.execute(query) if number in resources}


def holders(connection: Connection, resources: Collection[int], start: int, end: int, seconds: int) -> list[Any]:
    """Who takes these resources in [start, end): (resource, from, to, reservation, session, event, hold) rows."""
    query = (
        select(
            claim.c.resource_id, claim.c.starts, claim.c.ends, claim.c.reservation_id, claim.c.session_id,
            claim.c.event_id, claim.c.hold_id,
        )
        .outerjoin(hold, hold.c.id == claim.c.hold_id)
        .where(claim.c.resource_id.in_(sorted(resources)), claim.c.starts < end, claim.c.ends > start)
        .where(claim.c.starts >= start - _LONGEST_STAY)
        .where((hold.c.id.is_(None)) | (hold.c.expires_at > seconds))
        .order_by(claim.c.starts, claim.c.resource_id)
    )  # fmt: skip
    return list(connection.execute(query))


def unused_no_shows(connection: Connection, resources: Collection[int], start: int, end: int) -> Spans:
    """Time of no-shows, which customers' channels never see as free (RULES.md)."""
    return _visits(connection, resources, start, end, ("no_show",))


def served(connection: Connection, resources: Collection[int], start: int, end: int) -> Spans:
    """When these resources serve somebody between two epoch minutes: claims without the buffers of visits."""
    found = _visits(connection, resources, start, end, ("pending", "confirmed", "arrived", "completed"))
    query = select(claim.c.resource_id, claim.c.starts, claim.c.ends).where(
        claim.c.resource_id.in_(sorted(resources)),
        claim.c.reservation_id.is_(None),
        claim.c.starts >= start - 2 * _LONGEST,
        claim.c.starts < end,
    )
    for number, starts, ends in connection.execute(query):
        found.setdefault(number, []).append((starts, ends))
    return {number: sorted(spans) for number, spans in found.items()}


def _visits(connection: Connection, resources: Collection[int], start: int, end: int, statuses: Sequence[str]) -> Spans:
    found: Spans = {}
    query = (
        select(line.c.staff_id, line.c.resources, line.c.starts, line.c.ends)
        .join(reservation, reservation.c.id == line.c.reservation_id)
        .where(
            reservation.c.status.in_(statuses), reservation.c.starts >= start - 2 * _LONGEST, reservation.c.starts < end
        )
        .where(line.c.session_id.is_(None), line.c.ends > start)
        .order_by(line.c.starts)
    )
    for staff, others, starts, ends in connection.execute(query):
        for number in (staff, *json.loads(others)):
            if number in resources:
                found.setdefault(number, []).append((starts, ends))
    return found


def sessions(
    connection: Connection, start: int, end: int, service: int | None = None, location: int | None = None
) -> list[Any]:
    """Scheduled sessions that start in [start, end), epoch minutes: rows of the session table."""
    query = select(session).where(session.c.starts >= start, session.c.starts < end, session.c.status == "scheduled")
    if service is not None:
        query = query.where(session.c.service_id == service)
    if location is not None:
        query = query.where(session.c.location_id == location)
    return list(connection.execute(query.order_by(session.c.starts, session.c.id)))


def covers(connection: Connection, location: int, start: int, end: int, without: Iterable[int] = ()) -> dict[int, int]:
    """Covers of parties by the epoch minute they start at, in [start, end), for pacing."""
    query = select(reservation.c.id, reservation.c.starts, reservation.c.party).where(
        reservation.c.location_id == location,
        reservation.c.starts >= start,
        reservation.c.starts < end,
        reservation.c.status.in_(["pending", "confirmed", "arrived", "completed"]),
    )
    skipped = set(without)
    found: dict[int, int] = {}
    for number, starts, party in connection.execute(query):
        if number not in skipped:
            found[starts] = found.get(starts, 0) + party
    return found


def seats_not_counting(
    connection: Connection, ids: Sequence[int], seconds: int, without: Iterable[int] = (), token: str | None = None
) -> dict[int, int]:
    """Seats of these sessions kept by dead holds, by the hold with ``token`` or by the reservations in ``without``."""
    dead, skipped = _dead_holds(connection, seconds, token), list(without)
    if not ids or not (dead or skipped):
        return {}
    query = (
        select(seat.c.session_id, func.sum(seat.c.party))
        .where(seat.c.session_id.in_(list(ids)), seat.c.hold_id.in_(dead) | seat.c.reservation_id.in_(skipped))
        .group_by(seat.c.session_id)
    )
    return {number: int(party) for number, party in connection.execute(query)}


def resources_of_sessions(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    """The resources these sessions take."""
    found: dict[int, list[int]] = {}
    for at in range(0, len(ids), 500):
        query = select(claim.c.session_id, claim.c.resource_id).where(claim.c.session_id.in_(ids[at : at + 500]))
        for number, which in connection.execute(query.order_by(claim.c.id)):
            found.setdefault(number, []).append(which)
    return found
