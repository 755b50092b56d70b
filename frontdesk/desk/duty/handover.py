"""A handover: what became of reservations since somebody was here last, and what waits for an answer, money or a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frontdesk.desk import reading, values
from frontdesk.desk.arrival import UNPAID_FOR
from frontdesk.desk.duty import calls, seen
from frontdesk.desk.duty.values import GROUPS, Handover, HandoverLine
from frontdesk.desk.inquiries import looking
from frontdesk.desk.messages import queue, threads
from frontdesk.desk.work import Work
from frontdesk.store import journal, payments
from frontdesk.store import reservations as store
from frontdesk.store.records import ReservationRecord, record_of

MOST = 300
"""So many reservations are told of, the latest."""

ROWS = 20_000
WAITING = 50
UNANSWERED_FOR = 7
"""Days for which a conversation that was read is told of, where they wrote last."""

BY = {
    "cancelled": frozenset({"cancel"}),
    "expired": frozenset({"expire"}),
    "no_show": frozenset({"no-show"}),
    "deleted": frozenset({"delete"}),
    "moved": frozenset({"move", "resize", "edit"}),
}
"""The verbs whose doing is told, where a reservation was touched by several."""


def of(work: Work, since: int | None, location: int | None) -> Handover:
    """What changed since a moment, epoch seconds; left out: since the user's last session, else since yesterday began."""
    work.require("read")
    work.settle_pending()
    moments = seen.moments(work, location)
    place = location if location is not None else next(iter(work.rules.house.places), 0)
    today = work.day_of(work.minute, place)
    if since is None:
        since = seen.since(work, location)
    lines, cut = _lines(work, since, location)
    asked = looking.those_waiting(work, location, WAITING)
    asking = {one.customer.id for one in asked if one.customer is not None}
    chats = threads.unanswered(work, work.seconds - UNANSWERED_FOR * 86_400, WAITING)
    return Handover(
        since=since,
        until=work.seconds,
        day=today,
        zone=work.rules.zone(location),
        actor=work.actor.name,
        lines=tuple(sorted(lines, key=lambda line: (GROUPS.index(line.group), -line.at))),
        unanswered=tuple(chat for chat in chats if chat.customer not in asking),
        inquiries=tuple(asked),
        troubled=tuple(queue.troubled(work)),
        unpaid=tuple(_unpaid(work, today, location)),
        calls=calls.listed(work, location),
        earlier=next((moment for moment in reversed(moments) if moment < since), None),
        later=next((moment for moment in moments if moment > since), None),
        cut=cut,
    )


def _lines(work: Work, since: int, location: int | None) -> tuple[list[HandoverLine], int]:
    rows = journal.later(work.connection, journal.seq_before(work.connection, since), ("reservation", "payment"), ROWS)
    touched: dict[int, list[Any]] = {}
    paid: dict[int, Any] = {}
    for row in rows:  # newest first
        if row.kind == "reservation":
            touched.setdefault(row.entity, []).append(row)
        elif row.verb == "pay":
            paid[row.entity] = row
    told = list(touched)[:MOST]
    money = payments.load(work.connection, list(paid)[:MOST])
    wanted = {*told, *(row.reservation_id for row in money.values() if row.reservation_id is not None)}
    there = {one.id: one for one in store.load(work.connection, sorted(wanted), claims=False)}
    found: list[tuple[ReservationRecord, str, Any, tuple[int, str | None] | None, Any]] = []
    for number in told:
        line = _line(work, touched[number], there.get(number))
        if line is not None and _is_seen(work, line[0], location):
            found.append((*line, None))
    for number, payment in money.items():
        record = there.get(payment.reservation_id)
        if record is not None and _is_seen(work, record, location):
            found.append((record, "paid", paid[number], None, payment))
    visits = reading.reservation_values(work, [one[0] for one in found])
    lines = [
        HandoverLine(
            group, row.at, row.actor, visit, was,
            amount=payment.amount if payment is not None else 0,
            method=payment.method if payment is not None else "",
            there=record.id in there,
        )
        for visit, (record, group, row, was, payment) in zip(visits, found, strict=True)
    ]  # fmt: skip
    return lines, max(0, len(touched) - MOST)


def _is_seen(work: Work, record: ReservationRecord, location: int | None) -> bool:
    own = work.own_only
    if own is not None and not store.may_see(work.connection, record.id, *own):
        return False
    return location in (None, record.location)


_Line = tuple[ReservationRecord, str, Any, tuple[int, str | None] | None]


def _line(work: Work, rows: list[Any], now: ReservationRecord | None) -> _Line | None:
    """What became of a reservation on the whole: (how it is, group, the row that did it, what it was); None: nothing.

    ``rows``: the newest first.
    """
    first = rows[-1]
    before = _before(work, first)
    if before is None and now is None:
        return None  # made and taken back
    if now is None:
        assert before is not None
        return before, "deleted", _did(rows, "deleted"), None
    ended = now.status if before is None or before.status != now.status else ""
    if ended in ("cancelled", "expired", "no_show"):
        return now, ended, _did(rows, ended), None
    if before is None:
        return now, "booked", first, None
    if before.status in ("cancelled", "expired") and now.status not in ("cancelled", "expired"):
        return now, "booked", rows[0], None  # it stands again
    people = [line.staff for line in before.lines], [line.staff for line in now.lines]
    if (before.starts, before.ends) != (now.starts, now.ends) or people[0] != people[1]:
        who = before.lines[0].staff if before.lines else None
        was = (before.starts, work.rules.names.get(who) if who is not None else None)
        return now, "moved", _did(rows, "moved"), was
    return None


def _before(work: Work, first: Any) -> ReservationRecord | None:
    if first.version <= 1:
        return None
    row = journal.at_version(work.connection, "reservation", first.entity, first.version - 1)
    return record_of(row.image, row.body) if row is not None and row.image is not None else None


def _did(rows: list[Any], group: str) -> Any:
    """The latest row that did this; the latest of all where none did it by name (an undo)."""
    return next((row for row in rows if row.verb in BY[group]), rows[0])


def _unpaid(work: Work, today: int, location: int | None) -> Iterator[values.Reservation]:
    numbers = payments.owing(work.connection, today - UNPAID_FOR, today, today, WAITING * 4)
    records = {one.id: one for one in store.load(work.connection, numbers, claims=False)}
    seen_here = [records[number] for number in numbers if _is_seen(work, records[number], location)]
    yield from reading.reservation_values(work, seen_here[:WAITING])
