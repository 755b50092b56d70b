"""What becomes of messages when a reservation changes, in the same transaction: some die, a notice may go (Law 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from frontdesk.desk.messages import timing
from frontdesk.store import outbox
from frontdesk.store.outbox import OutboxRecord

if TYPE_CHECKING:
    from frontdesk.desk.work import Work
    from frontdesk.store.records import ReservationRecord

NO_NOTICE = frozenset({"import", "undo", "expire", "customer.merge"})
"""What is done for the records, not agreed on with the customer."""

STANDS = ("confirmed",)


class Change(NamedTuple):
    """What was done to a reservation; ``before`` None: it is new, ``after`` None: it is gone."""

    verb: str
    number: int
    before: ReservationRecord | None
    after: ReservationRecord | None


def follow(work: Work, changes: list[Change]) -> None:
    """Recall what no longer holds, then write the notices that the business's rules ask for."""
    last: dict[int, Change] = {}
    for change in changes:
        first = last.get(change.number)
        last[change.number] = change if first is None else change._replace(before=first.before)
    standing = {number: change for number, change in last.items() if change.before is not None and _rescheduled(change)}
    recalled: dict[int, set[str]] = {}
    if standing:
        rows = outbox.of_reservations(work.connection, list(standing), outbox.OPEN)
        dead = [row for row in rows if row.kind != "reply" and row.reservation is not None]
        for row in dead:
            recalled.setdefault(row.reservation or 0, set()).add(row.kind)
        outbox.recall(work.connection, [row.id for row in dead], work.seconds)
    notices: list[OutboxRecord] = []
    for number, change in last.items():
        trigger = _trigger(work, change, recalled.get(number, set()))
        if trigger and change.after is not None:
            notices += notices_of(work, trigger, change.after)
    outbox.add(work.connection, notices)


def _rescheduled(change: Change) -> bool:
    before, after = change.before, change.after
    if before is None:
        return False
    if after is None or after.status in ("cancelled", "expired", "no_show"):
        return True
    return before.schedule_version != after.schedule_version or before.customer != after.customer


def _trigger(work: Work, change: Change, recalled: set[str]) -> str:
    """Which notice a change asks for; empty: none. Who was not yet told of a booking is told of it as it now is."""
    before, after = change.before, change.after
    if after is None or after.starts <= work.minute:
        return ""
    if change.verb == "undo" and after.status in STANDS:
        return "booked" if _never_told(work, change.number) else ""
    if change.verb in NO_NOTICE:
        return ""
    if before is None or before.status == "pending":
        return "booked" if after.status in STANDS else "cancelled" if before and after.status == "cancelled" else ""
    if after.status == "cancelled" and before.status in STANDS:
        return "" if "booked" in recalled else "cancelled"
    if before.status == "cancelled" and after.status in STANDS:
        return "" if "cancelled" in recalled else "booked"
    if before.status in STANDS and after.status in STANDS:
        if before.customer != after.customer:
            return "booked"
        if before.schedule_version != after.schedule_version:
            return "booked" if "booked" in recalled else "changed"
    return ""


def _never_told(work: Work, number: int) -> bool:
    """Whether a confirmation was called off before it went, by what is now undone, and none has gone or is to go."""
    rows = outbox.of_reservations(work.connection, [number], (*outbox.OPEN, "recalled", "sending", "sent", "doubtful"))
    booked = [row.status for row in rows if row.kind == "booked"]
    return bool(booked) and all(status == "recalled" for status in booked)


def notices_of(work: Work, trigger: str, record: ReservationRecord) -> list[OutboxRecord]:
    """The notices that the rules ask for, due when undo can no longer take them back."""
    due_at = work.seconds + timing.UNDO_SECONDS
    return [
        OutboxRecord(
            id=0,
            dedupe_key=f"{rule.id}:{record.id}:{record.schedule_version}:{record.version}",
            kind=trigger,
            customer=record.customer,
            due_at=due_at,
            made_at=work.seconds,
            made_by=work.actor.name,
            reservation=record.id,
            schedule_version=record.schedule_version,
            rule=rule.id,
            channels=rule.channels,
            template=rule.template,
            stale_at=timing.stale_after(rule.due, due_at, record.starts),
        )
        for rule in work.rules.reminders
        if rule.due.trigger == trigger
    ]
