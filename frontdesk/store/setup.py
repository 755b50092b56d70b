"""The set-up in the tables: rows written one by one, what belongs to a row replaced whole, sessions made and taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, insert, select, true, update

from frontdesk.store.schema import claim, counter, journal, line, resource, seat, series, session
from frontdesk.store.tables import metadata

Values = Mapping[str, Any]


def hold(connection: Connection) -> None:
    """Keep every other change of the set-up out until the end of the transaction (SQLite has one writer anyway)."""
    connection.execute(select(counter.c.value).where(counter.c.name == "house").with_for_update())


def add(connection: Connection, table: str, values: Values) -> int:
    """Write a row; returns its id."""
    there = metadata.tables[table]
    return int(connection.execute(insert(there).values(dict(values)).returning(there.c.id)).scalar_one())


def change(connection: Connection, table: str, number: int, values: Values) -> None:
    """Change columns of a row."""
    there = metadata.tables[table]
    connection.execute(update(there).where(there.c.id == number).values(dict(values)))


def remove(connection: Connection, table: str, number: int) -> None:
    """Delete a row with what hangs on it (joins, reminder rules, series)."""
    there = metadata.tables[table]
    connection.execute(delete(there).where(there.c.id == number))


def put(connection: Connection, table: str, owner: Values, rows: Iterable[Values]) -> None:
    """Replace the rows that belong to an owner, given by its columns; None is NULL."""
    there = metadata.tables[table]
    mine = [there.c[name].is_(None) if value is None else there.c[name] == value for name, value in owner.items()]
    connection.execute(delete(there).where(and_(*mine)))
    new = [{**owner, **row} for row in rows]
    if new:
        connection.execute(insert(there), new)


def raise_versions(connection: Connection, resources: Iterable[int]) -> dict[int, int]:
    """Raise the version of these resources, ascending, one statement each (Law 2); returns the versions they now have."""
    found = {}
    for number in sorted(set(resources)):
        raised = update(resource).where(resource.c.id == number).values(version=resource.c.version + 1)
        found[number] = int(connection.execute(raised.returning(resource.c.version)).scalar_one())
    return found


# sessions -------------------------------------------------------------------------------------------------------------


def add_sessions(connection: Connection, rows: Sequence[Values], taken: Sequence[Sequence[int]]) -> list[int]:
    """Write sessions and what each takes, from ``claim_starts`` to ``claim_ends``; returns their ids in order."""
    if connection.dialect.name == "postgresql":
        drawn = connection.exec_driver_sql(
            "SELECT nextval(pg_get_serial_sequence('session', 'id')) FROM generate_series(1, %s)", (len(rows),)
        )
        numbers = [int(row[0]) for row in drawn]
    else:
        # An id that the journal knows is never given out again, though its session is gone.
        highest = max(
            int(connection.execute(select(func.coalesce(func.max(column), 0)).where(where)).scalar_one())
            for column, where in ((session.c.id, true()), (journal.c.entity, journal.c.kind == "session"))
        )
        numbers = list(range(highest + 1, highest + 1 + len(rows)))
    sessions, claims = [], []
    for number, row, resources in zip(numbers, rows, taken, strict=True):
        own = dict(row)
        span = {"starts": own.pop("claim_starts"), "ends": own.pop("claim_ends")}
        sessions.append({"id": number, **own})
        for which in resources:
            claims.append({"resource_id": which, "location_id": row["location_id"], "session_id": number, **span})
    if sessions:
        connection.execute(insert(session), sessions)
    if claims:
        connection.execute(insert(claim), claims)
    return numbers


def sessions_of(connection: Connection, number: int, since: int) -> list[Any]:
    """A series' sessions that start at or after an epoch minute; ``used``: somebody has, or had, a seat in it."""
    used = exists().where(seat.c.session_id == session.c.id) | exists().where(line.c.session_id == session.c.id)
    query = select(session, used.label("used")).where(session.c.series_id == number, session.c.starts >= since)
    return list(connection.execute(query.order_by(session.c.starts, session.c.id)))


def remove_sessions(connection: Connection, numbers: Collection[int]) -> None:
    """Delete sessions in which nobody has a seat, with what they take."""
    for table, column in ((claim, claim.c.session_id), (session, session.c.id)):
        connection.execute(delete(table).where(column.in_(sorted(numbers))))


def has_sessions(connection: Connection, number: int) -> bool:
    """Whether a series has any session, past ones too."""
    return connection.execute(select(session.c.id).where(session.c.series_id == number).limit(1)).first() is not None


def series_made_before(connection: Connection, day: int) -> list[Any]:
    """Series whose sessions exist only up to a day (ordinal) before this one."""
    return list(connection.execute(select(series).where(series.c.made_until < day).order_by(series.c.id)))
