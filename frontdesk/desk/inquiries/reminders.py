"""Reminders to who has not replied: at most three, so many days after our last answer, stopped when they write.

A reminder is a message of the outbox from the start, due in some days. So what stops it and what sends it meet in one row,
and the database lets one of them have it: no reminder goes once an answer was written down (Law 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.inquiries import keeping, people, taken_back
from frontdesk.desk.inquiry_values import FARTHEST_REMINDER, InquiryReminder
from frontdesk.desk.messages import timing
from frontdesk.desk.work import Work
from frontdesk.engine.zones import DAY, local
from frontdesk.store import journal, outbox, quotes
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.outbox import OPEN, OutboxRecord

KIND = "inquiry"
MOST = 3
USUAL = (2, 5, 10)
"""Days (RULES.md) for whoever schedules them by hand and has no rule."""
TEMPLATE = "inquiry_reminder"
REMINDED = ("answered", "quoted")
"""Stages in which somebody is reminded."""

_SENT = ("sending", "sent", "doubtful")
_STATES = {"failed": "failed", "dropped": "failed", "recalled": "stopped"}


def renew(work: Work, record: InquiryRecord) -> None:
    """After an answer of ours: those of the one before stop, those that the business's rules ask for are set."""
    stop(work, record)
    if record.stage not in REMINDED:
        return
    rules = sorted(
        (rule for rule in work.rules.reminders if rule.due.trigger == KIND), key=lambda rule: rule.due.minutes
    )
    wanted = {rule.due.minutes: rule for rule in rules}
    last = _last_day(work, record)
    rows = []
    for minutes, rule in list(wanted.items())[:MOST]:
        row = _row(work, record, minutes, channels=rule.channels, template=rule.template, rule=rule.id)
        if last is None or local(row.due_at // 60, work.rules.zone(record.location))[0] <= last:
            rows.append(row)
    _add(work, rows)


def _last_day(work: Work, record: InquiryRecord) -> int | None:
    """Until when the latest quote holds: nobody is reminded of one that does not any more."""
    made = quotes.latest(work.connection, [record.id]).get(record.id)
    return made.valid_until if made is not None else None


def schedule(work: Work, public: str, days: int | None, version: int | None) -> InquiryRecord:
    """Set a reminder so many days after our last answer; None: the usual ones that are still to come.

    Raises FrontdeskError (wrong_value, wrong_status).
    """
    record = keeping.find(work, public, version)
    if record.stage not in REMINDED or record.unanswered or record.answered_at is None:
        raise FrontdeskError(
            "wrong_value", field="inquiry", problem=N_("only who has our answer and owes theirs is reminded")
        )
    if days is not None and not 1 <= days <= FARTHEST_REMINDER:
        raise FrontdeskError(
            "wrong_value", field="days", problem=N_("from {least} to {most}"), least=1, most=FARTHEST_REMINDER
        )
    answered = record.answered_at
    record = people.with_customer(work, record)
    there = [one for one in of(work, [record]).get(record.id, ()) if one.state in ("waiting", "sent")]
    zone = work.rules.zone(record.location)
    free = [one for one in ((days,) if days is not None else USUAL) if one not in {other.days for other in there}]
    if days is not None and not free:
        raise FrontdeskError("wrong_value", field="days", problem=N_("there is a reminder on that day already"))
    free = [one for one in free if timing.of_answer(one * DAY, answered, zone) > work.seconds]
    if not free:
        raise FrontdeskError("wrong_value", field="days", problem=N_("that day is over"))
    if len(there) + (len(free) if days is not None else 1) > MOST:
        raise FrontdeskError("wrong_value", field="days", problem=N_("at most {most} reminders"), most=MOST)
    record = keeping.alter(work, "inquiry.remind", record)
    rules = {rule.due.minutes: rule for rule in work.rules.reminders if rule.due.trigger == KIND}
    rows = []
    for one in free[: MOST - len(there)]:
        rule = rules.get(one * DAY)
        template, channels = (
            (rule.template, rule.channels) if rule is not None else (TEMPLATE, ("email", "whatsapp", "sms"))
        )
        rows.append(_row(work, record, one * DAY, channels=channels, template=template, rule=None))
    _add(work, rows)
    return record


def unschedule(work: Work, public: str, days: int | None, version: int | None) -> InquiryRecord:
    """Take back the reminder of that many days, or all that wait. Raises FrontdeskError(not_found) where there is none."""
    record = keeping.find(work, public, version)
    chosen = [row for row in _waiting(work, record.id) if days is None or days_of(row) == days]
    if not chosen:
        raise FrontdeskError("not_found", kind="reminder", name=str(days) if days is not None else f"Q{record.id}")
    record = keeping.alter(work, "inquiry.unremind", record)
    _drop(work, chosen)
    return record


def stop(work: Work, record: InquiryRecord) -> None:
    """None that has not gone yet will go."""
    _drop(work, _waiting(work, record.id))


def of(work: Work, records: Sequence[InquiryRecord]) -> dict[int, tuple[InquiryReminder, ...]]:
    """The reminders since our last answer, by inquiry, soonest first."""
    since = {record.id: record.answered_at or 0 for record in records}
    found: dict[int, dict[int, InquiryReminder]] = {}
    for row in taken_back.standing(work, outbox.of_inquiries(work.connection, list(since), kind=KIND)):
        if row.inquiry is not None and row.made_at >= since[row.inquiry]:
            state = "sent" if row.status in _SENT else _STATES.get(row.status, "waiting")
            one = InquiryReminder(row.id, days_of(row), row.due_at, state)
            found.setdefault(row.inquiry, {})[_minutes(row)] = one  # one that was set again stands for the one before
    return {number: tuple(sorted(some.values(), key=lambda one: one.due)) for number, some in found.items()}


def _waiting(work: Work, number: int) -> list[OutboxRecord]:
    return [row for row in outbox.of_inquiries(work.connection, [number], kind=KIND) if row.status in OPEN]


def _minutes(row: OutboxRecord) -> int:
    return int(row.dedupe_key.rpartition(":")[2])


def days_of(row: OutboxRecord) -> int:
    """How many days after our answer a reminder goes."""
    return _minutes(row) // DAY


def _row(
    work: Work, record: InquiryRecord, minutes: int, *, channels: tuple[str, ...], template: str, rule: int | None
) -> OutboxRecord:
    due_at = timing.of_answer(minutes, record.answered_at or work.seconds, work.rules.zone(record.location))
    return OutboxRecord(
        id=0,
        dedupe_key=f"inquiry:{record.id}:{record.version}:{minutes}",
        kind=KIND,
        customer=record.customer or 0,
        due_at=due_at,
        made_at=work.seconds,
        made_by=work.actor.name,
        rule=rule,
        channels=channels,
        template=template,
        stale_at=due_at + timing.NOTICE_LATE,
        inquiry=record.id,
    )


def _add(work: Work, rows: Iterable[OutboxRecord]) -> None:
    for row in rows:
        outbox.add(work.connection, [row])
        kept = outbox.find(work.connection, row.dedupe_key)
        assert kept is not None
        image = {"kind": KIND, "inquiry": row.inquiry}
        work.record("inquiry.remind", "outbox", kept.id, 1, image, customer=row.customer)


def _drop(work: Work, rows: Sequence[OutboxRecord]) -> None:
    outbox.recall(work.connection, [row.id for row in rows], work.seconds)
    for row in rows:
        version = journal.latest_version(work.connection, "outbox", row.id) + 1
        image = {"kind": KIND, "channel": row.channel, "was": "waiting", "inquiry": row.inquiry}
        work.record("message.drop", "outbox", row.id, version, image, customer=row.customer)
