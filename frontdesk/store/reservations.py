"""Reservations in the tables: loaded and written whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from frontdesk.engine.zones import EPOCH_DAY
from frontdesk.store.bulk import insert_rows
from frontdesk.store.records import LineRecord, ReservationRecord
from frontdesk.store.schema import (
    claim,
    customer,
    hold,
    imported,
    line,
    reservation,
    resource,
    seat,
    series,
    service,
    session,
)

_COLUMNS = (
    "id", "status", "customer_id", "location_id", "starts", "ends", "day", "channel", "created_at", "created_by", "party",
    "nights", "price", "notes", "cancelled_by", "reason", "late", "fee", "external_id", "settled_at", "version",
    "schedule_version", "scheduled_at",
)  # fmt: skip
_ROW = select(*(reservation.c[name] for name in _COLUMNS))
_LINES = select(
    line.c.reservation_id, line.c.service_id, line.c.starts, line.c.ends, line.c.staff_id, line.c.session_id,
    line.c.resources, line.c.price,
).order_by(line.c.reservation_id, line.c.position)  # fmt: skip
_CLAIMS = select(claim.c.reservation_id, claim.c.resource_id, claim.c.starts, claim.c.ends, claim.c.overlap).order_by(
    claim.c.id
)
_MANY = 500
_UNNOTICED = 60 * 1440
"""Minutes for which it may go unnoticed that a request has expired."""


def load(connection: Connection, ids: Sequence[int], *, claims: bool = True) -> list[ReservationRecord]:
    """The reservations with these ids, in the order given; those that do not exist are left out."""
    found: dict[int, ReservationRecord] = {}
    for at in range(0, len(ids), _MANY):
        some = ids[at : at + _MANY]
        lines: dict[int, list[LineRecord]] = {}
        for owner, serves, starts, ends, staff, held, resources, price in connection.execute(
            _LINES.where(line.c.reservation_id.in_(some))
        ):
            others = tuple(json.loads(resources)) if resources != "[]" else ()
            lines.setdefault(owner, []).append(LineRecord(serves, starts, ends, staff, held, others, price))
        taken: dict[int, list[tuple[int, int, int, int]]] = {}
        if claims:
            for owner, which, starts, ends, overlap in connection.execute(
                _CLAIMS.where(claim.c.reservation_id.in_(some))
            ):
                taken.setdefault(owner, []).append((which, starts, ends, overlap))
        for row in connection.execute(_ROW.where(reservation.c.id.in_(some))):
            fields: Any = (*row, tuple(lines.get(row[0], ())), tuple(taken.get(row[0], ())))
            found[row[0]] = ReservationRecord(*fields)
    return [found[number] for number in ids if number in found]


def _row(record: ReservationRecord) -> tuple[Any, ...]:
    """The record's values in the order of _COLUMNS."""
    return (
        record.id, record.status, record.customer, record.location, record.starts, record.ends, record.day, record.channel,
        record.created_at, record.created_by, record.party, record.nights, record.price, record.notes, record.cancelled_by,
        record.reason, record.late, record.fee, record.external_id, record.settled_at, record.version,
        record.schedule_version, record.scheduled_at,
    )  # fmt: skip


def next_ids(connection: Connection, number: int) -> list[int]:
    """Ids for so many new reservations; never given out twice, not even after a rollback on PostgreSQL."""
    return _next_ids(connection, "reservation", number)


def next_customer_ids(connection: Connection, number: int) -> list[int]:
    """Ids for so many new customers."""
    return _next_ids(connection, "customer", number)


def _next_ids(connection: Connection, table: str, number: int) -> list[int]:
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(
            f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, {int(number)})"
        )
        return [row[0] for row in rows]
    # AUTOINCREMENT remembers the highest id ever used, so that a deleted record's code never comes back.
    row = connection.exec_driver_sql(
        f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0),"
        f" coalesce((SELECT max(id) FROM {table}), 0))"
    ).one()
    return list(range(row[0] + 1, row[0] + 1 + number))


def insert_all(connection: Connection, records: Sequence[ReservationRecord]) -> None:
    """Write new reservations with lines, claims and seats. The guards may refuse (slot_taken, session_full, already_booked)."""
    insert_rows(connection, "reservation", _COLUMNS, [_row(record) for record in records])
    _insert_parts(connection, records)


_LINE = ("reservation_id", "position", "service_id", "staff_id", "session_id", "resources", "starts", "ends", "price")
_CLAIM = ("resource_id", "location_id", "starts", "ends", "overlap", "reservation_id")
_SEAT = ("session_id", "customer_id", "reservation_id", "party")


def _insert_parts(connection: Connection, records: Sequence[ReservationRecord]) -> None:
    lines, claims, seats = [], [], []
    for record in records:
        number = record.id
        for position, one in enumerate(record.lines):
            others = json.dumps(one.resources) if one.resources else "[]"
            lines.append(
                (number, position, one.service, one.staff, one.session, others, one.starts, one.ends, one.price)
            )
        for which, starts, ends, overlap in record.claims:
            claims.append((which, record.location, starts, ends, overlap, number))
        for held in record.seats:
            seats.append((held, record.customer, number, record.party))
    insert_rows(connection, "line", _LINE, lines)
    insert_rows(connection, "claim", _CLAIM, claims)
    insert_rows(connection, "seat", _SEAT, seats)


def replace(connection: Connection, record: ReservationRecord, *, parts: bool) -> None:
    """Write a changed reservation; ``parts``: delete its lines, claims and seats, then insert them anew (Law 2)."""
    values = dict(zip(_COLUMNS, _row(record), strict=True))
    number = values.pop("id")
    connection.execute(update(reservation).where(reservation.c.id == number).values(values))
    if parts:
        _delete_parts(connection, number)
        _insert_parts(connection, [record])


def _delete_parts(connection: Connection, number: int) -> None:
    for table in (seat, claim, line):
        connection.execute(delete(table).where(table.c.reservation_id == number))


def remove(connection: Connection, number: int) -> None:
    """Delete a reservation and all that belongs to it."""
    _delete_parts(connection, number)
    connection.execute(delete(imported).where(imported.c.kind == "reservations", imported.c.entity == number))
    connection.execute(delete(reservation).where(reservation.c.id == number))


def free(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete the claims and seats of reservations that are to be written anew in this transaction (swaps)."""
    for table in (seat, claim):
        connection.execute(delete(table).where(table.c.reservation_id.in_(numbers)))


# locks ----------------------------------------------------------------------------------------------------------------

_BUMP = update(resource).where(resource.c.id == bindparam("which")).values(version=resource.c.version + 1)
_EXPIRED = select(hold.c.id).where(hold.c.expires_at <= bindparam("seconds"))


def lock(connection: Connection, resources: Iterable[int], sessions: Iterable[int], seconds: int) -> None:
    """Hold these resources against every other writer until the end of the transaction; expired holds on them go.

    One statement per id, ascending: together or in another order PostgreSQL deadlocks (Law 2). ``seconds``: now.
    """
    numbers = sorted(set(resources))
    for number in numbers:
        connection.execute(_BUMP, {"which": number})
    for number in sorted(set(sessions)):
        connection.execute(update(session).where(session.c.id == number).values(version=session.c.version))
    expired = list(connection.execute(_EXPIRED, {"seconds": seconds}).scalars())
    if expired:
        gone = or_(
            exists().where(claim.c.hold_id == hold.c.id, claim.c.resource_id.in_(numbers)),
            exists().where(seat.c.hold_id == hold.c.id, seat.c.session_id.in_(sorted(set(sessions)))),
        )
        connection.execute(delete(hold).where(hold.c.id.in_(expired), gone))


# lists ----------------------------------------------------------------------------------------------------------------

STAGES = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")
"""Statuses in the order of a visit's life."""

ORDERS: dict[str, tuple[Any, ...]] = {
    "start": (reservation.c.starts, reservation.c.id),
    "end": (reservation.c.ends, reservation.c.id),
    "status": (reservation.c.status, reservation.c.starts, reservation.c.id),
    "party": (reservation.c.party, reservation.c.starts, reservation.c.id),
    "channel": (reservation.c.channel, reservation.c.starts, reservation.c.id),
    "price": (reservation.c.price, reservation.c.starts, reservation.c.id),
    "customer": (customer.c.name_key, reservation.c.starts, reservation.c.id),
    "created": (reservation.c.created_at, reservation.c.id),
    "stage": (
        case({name: at for at, name in enumerate(STAGES)}, value=reservation.c.status),
        reservation.c.starts,
        reservation.c.id,
    ),
    "service": (reservation.c.starts, reservation.c.id),
    "staff": (reservation.c.starts, reservation.c.id),
}
"""Only by start is there an index; the others sort what is chosen. Service and staff come in the order of ``ranks``."""

_first = line.alias("first_line")
_RANKED = {"service": _first.c.service_id, "staff": _first.c.staff_id}


def _chosen(
    columns: Sequence[Any],
    *,
    first: int | None,
    last: int | None,
    statuses: Sequence[str] | None,
    location: int | None,
    staff: Sequence[int] | None,
    service_id: int | None,
    channel: str | None,
    customer_id: int | None,
    text: str,
    seen_by: tuple[int, int] | None,
    seated: bool | None,
    recurring: bool | None,
    with_customer: bool,
    only: Sequence[int] | None = None,
) -> Select[Any]:
    query = select(*columns)
    if with_customer or text:
        query = query.join_from(reservation, customer, customer.c.id == reservation.c.customer_id)
    else:
        query = query.select_from(reservation)
    if first is not None:
        query = query.where(reservation.c.day >= first)
        # days are local and up to 26 h apart from UTC ones; this bound lets the index on starts serve.
        query = query.where(reservation.c.starts >= (first - EPOCH_DAY) * 1440 - 1440)
    if last is not None:
        query = query.where(reservation.c.day <= last, reservation.c.starts < (last - EPOCH_DAY) * 1440 + 3 * 1440)
    if statuses is not None:
        query = query.where(reservation.c.status.in_(list(statuses)))
    elif only is None:
        query = query.where(reservation.c.status.not_in(["cancelled", "expired"]))
    if only is not None:
        query = query.where(reservation.c.id.in_(list(only)))
    if location is not None:
        query = query.where(reservation.c.location_id == location)
    if channel is not None:
        query = query.where(reservation.c.channel == channel)
    if customer_id is not None:
        query = query.where(reservation.c.customer_id == customer_id)
    if staff is not None or service_id is not None:
        mine = exists().where(line.c.reservation_id == reservation.c.id)
        if staff is not None:
            # rooms, tables and equipment stand in the line's list
            others = [line.c.resources.like(pattern) for number in staff for pattern in _listed(number)]
            mine = mine.where(or_(line.c.staff_id.in_(list(staff)), *others))
        if service_id is not None:
            mine = mine.where(line.c.service_id == service_id)
        query = query.where(mine)
    if seated is not None:
        has_seat = exists().where(line.c.reservation_id == reservation.c.id, line.c.session_id.is_not(None))
        query = query.where(has_seat if seated else ~has_seat)
    if recurring is not None:
        repeated = exists().where(
            line.c.reservation_id == reservation.c.id, line.c.session_id == session.c.id, _is_repeated()
        )
        query = query.where(repeated if recurring else ~repeated)
    if text:
        query = query.where(
            or_(
                customer.c.search.like(f"%{_escaped(text)}%", escape="\\"),
                exists().where(
                    line.c.reservation_id == reservation.c.id,
                    line.c.service_id == service.c.id,
                    func.lower(service.c.name).like(f"%{_escaped(text)}%", escape="\\"),
                ),
            )
        )
    if seen_by is not None:
        query = query.where(own_reservation(*seen_by))
    return query


def _is_repeated() -> Any:
    return and_(session.c.series_id == series.c.id, series.c.rule.is_not(None))


def repeated_sessions(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Which of these sessions are repeated."""
    query = select(session.c.id).where(session.c.id.in_(list(ids)), _is_repeated())
    return set(connection.execute(query).scalars()) if ids else set()


def _listed(number: int) -> tuple[str, ...]:
    return (f"[{number}]", f"[{number},%", f"%, {number}]", f"%, {number},%")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def served(who: int, since: int) -> Select[Any]:
    """The customers a staff member has served since (epoch minutes), or has before them."""
    other = reservation.alias("other")
    return (
        select(other.c.customer_id)
        .join(line, line.c.reservation_id == other.c.id)
        .where(line.c.staff_id == who, other.c.starts >= since, other.c.status != "cancelled")
    )


def list_ids(
    connection: Connection,
    *,
    order: str,
    descending: bool,
    offset: int,
    limit: int | None,
    ranks: Mapping[int, int] | None = None,
    **chosen: Any,
) -> list[int]:
    """The ids of the chosen reservations in order (see ORDERS)."""
    columns = ORDERS[order]
    query = _chosen([reservation.c.id], with_customer=order == "customer", **chosen)
    if order in _RANKED:
        query = query.outerjoin(_first, and_(_first.c.reservation_id == reservation.c.id, _first.c.position == 0))
        columns = (case(dict(ranks), value=_RANKED[order], else_=-1) if ranks else _RANKED[order], *columns)
    query = query.order_by(*(column.desc() if descending else column for column in columns)).offset(offset)
    if limit is not None:
        query = query.limit(limit)
    return list(connection.execute(query).scalars())


def chosen_among(connection: Connection, ids: Sequence[int], **chosen: Any) -> set[int]:
    """Which of these reservations are chosen."""
    found: set[int] = set()
    for at in range(0, len(ids), _MANY):
        some = list(ids[at : at + _MANY])
        query = _chosen([reservation.c.id], with_customer=False, **chosen).where(reservation.c.id.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def count(connection: Connection, **chosen: Any) -> int:
    """How many reservations are chosen."""
    return int(connection.execute(_chosen([func.count()], with_customer=False, **chosen)).scalar_one())


def may_see(connection: Connection, number: int, who: int, since: int) -> bool:
    """Whether a reservation is the staff member's own: assigned, or of a customer served since (epoch minutes)."""
    query = select(reservation.c.id).where(and_(reservation.c.id == number, own_reservation(who, since)))
    return connection.execute(query).first() is not None


def own_reservation(who: int, since: int) -> ColumnElement[bool]:
    """The condition that a reservation is the staff member's own (see may_see)."""
    return or_(
        exists().where(line.c.reservation_id == reservation.c.id, line.c.staff_id == who),
        reservation.c.customer_id.in_(served(who, since)),
    )


def may_see_customer(connection: Connection, number: int, who: int, since: int) -> bool:
    """Whether a customer is the staff member's own."""
    return (
        connection.execute(
            select(customer.c.id).where(customer.c.id == number, customer.c.id.in_(served(who, since)))
        ).first()
        is not None
    )


def numbers_of_customer(connection: Connection, number: int, limit: int | None = None) -> list[int]:
    """A customer's reservations, latest first."""
    query = (
        select(reservation.c.id)
        .where(reservation.c.customer_id == number)
        .order_by(reservation.c.starts.desc(), reservation.c.id.desc())
    )
    return list(connection.execute(query.limit(limit) if limit else query).scalars())


def around(connection: Connection, number: int, minute: int, past: int, coming: int) -> tuple[list[int], list[int]]:
    """A customer's reservations before a moment (epoch minute), latest first, and from it on, soonest first."""
    mine = select(reservation.c.id).where(
        reservation.c.customer_id == number, reservation.c.status.not_in(["cancelled", "expired"])
    )
    before = mine.where(reservation.c.starts < minute).order_by(reservation.c.starts.desc()).limit(past)
    after = mine.where(reservation.c.starts >= minute).order_by(reservation.c.starts).limit(coming)
    return list(connection.execute(before).scalars()), list(connection.execute(after).scalars())


def pending(
    connection: Connection, minute: int, location: int | None, seen_by: tuple[int, int] | None
) -> list[tuple[int, int, int, int]]:
    """Requests that wait for a yes: (id, start, business day, made at), epoch minute, ordinal, epoch seconds; by start."""
    query = _chosen(
        [reservation.c.id, reservation.c.starts, reservation.c.day, reservation.c.created_at],
        first=None, last=None, statuses=("pending",), location=location, staff=None, service_id=None, channel=None,
        customer_id=None, text="", seen_by=seen_by, seated=None, recurring=None, with_customer=False,
    )  # fmt: skip
    # spelt out, because a bound 'pending' would not match the partial index ix_reservation_waiting
    query = query.where(literal_column("reservation.status = 'pending'"), reservation.c.starts > minute)
    return [tuple(row) for row in connection.execute(query.order_by(reservation.c.starts))]


def expired(connection: Connection, since: int, location: int | None, seen_by: tuple[int, int] | None) -> list[int]:
    """Requests (ids) that nobody answered and that expired since then, epoch seconds; by start."""
    query = _chosen(
        [reservation.c.id],
        first=None, last=None, statuses=("expired",), location=location, staff=None, service_id=None, channel=None,
        customer_id=None, text="", seen_by=seen_by, seated=None, recurring=None, with_customer=False,
    )  # fmt: skip
    # that of the start lets its index serve: where nobody looked for weeks one may have expired long before it was noticed
    query = query.where(reservation.c.settled_at >= since, reservation.c.starts >= since // 60 - _UNNOTICED)
    return list(connection.execute(query.order_by(reservation.c.starts)).scalars())


def fees(connection: Connection, number: int) -> dict[int, int]:
    """A customer's reservations for which a fee was due (cancelled late, not come), and how much, minor units."""
    query = select(reservation.c.id, reservation.c.fee).where(
        reservation.c.customer_id == number, reservation.c.fee > 0
    )
    return {which: int(fee) for which, fee in connection.execute(query)}


def has_seat(connection: Connection, held: int, customer_id: int) -> bool:
    """Whether a customer has a seat in a session."""
    query = select(seat.c.id).where(seat.c.session_id == held, seat.c.customer_id == customer_id)
    return connection.execute(query).first() is not None


def beside(connection: Connection, customer: int, start: int, end: int, without: int | None = None) -> int | None:
    """A visit of a customer in [start, end), epoch minutes (its id), stays by the night and one visit aside."""
    row = reservation.c
    query = select(row.id).where(
        row.customer_id == customer,
        row.starts < end,
        row.starts > start - 1440,
        row.ends > start,
        row.status.in_(("pending", "confirmed", "arrived")),
        row.nights == 0,
        row.id != (without or 0),
    )
    found = connection.execute(query.order_by(row.starts).limit(1)).scalar_one_or_none()
    return None if found is None else int(found)


def staying(connection: Connection, start: int, end: int) -> list[int]:
    """Reservations with claims longer than a day that touch [start, end), epoch minutes: stays by the night."""
    # spelt out, because a bound 1440 would not match the partial index ix_claim_long
    rows = connection.exec_driver_sql(
        f"SELECT reservation_id FROM claim WHERE ends - starts > 1440 AND ends > {int(start)} AND starts < {int(end)}"
    )
    return list(dict.fromkeys(row[0] for row in rows if row[0] is not None))


def coming_lines(connection: Connection, minute: int) -> list[Any]:
    """Lines of pending and confirmed reservations that end after an epoch minute, by their start:
    (reservation, service, staff, session, resources, starts, ends).
    """
    query = (
        select(
            line.c.reservation_id, line.c.service_id, line.c.staff_id, line.c.session_id, line.c.resources, line.c.starts,
            line.c.ends,
        )
        .join(reservation, reservation.c.id == line.c.reservation_id)
        .where(
            reservation.c.starts > minute - 1440 * 400,  # the index; nobody stays longer
            line.c.ends > minute,
            reservation.c.status.in_(("pending", "confirmed")),
        )
        .order_by(line.c.starts, line.c.reservation_id)
    )  # fmt: skip
    return list(connection.execute(query))


def overdue(connection: Connection, minute: int, created_before: int) -> list[int]:
    """Pending reservations whose start has come (epoch minute) or that were made before (epoch seconds)."""
    query = select(reservation.c.id).where(
        reservation.c.status == "pending",
        or_(reservation.c.starts <= minute, reservation.c.created_at <= created_before),
    )
    return list(connection.execute(query).scalars())
