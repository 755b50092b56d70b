"""What has become due: reminders before visits, thanks after them, birthdays, people who have not come for long.

Nothing is planned ahead, so nothing has to be planned again when a rule, a visit, a person or a zone changes: a tick looks
at the stretch of time since the last one. The dedupe key makes twice impossible, whoever ticks.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from frontdesk.base.errors import N_
from frontdesk.desk.house import ReminderRule
from frontdesk.desk.messages import choosing, timing
from frontdesk.desk.work import Work
from frontdesk.engine.zones import DAY, epoch_minute, local
from frontdesk.store import customers, kept, outbox, visits_due
from frontdesk.store.outbox import OutboxRecord

PIECE = 6 * 3600
"""Seconds of due time that one transaction looks at."""
FARTHEST = 3 * 24 * 3600
"""Who ticks again after a longer pause does not look farther back: it would all be stale."""
MANY = 400
"""Messages after which a call makes an end: the rules that are left have their turn at the next one."""
MARK = "planned"
"""How far all rules are planned; with a colon and the number of a rule behind it: how far that one is ahead of them."""

TOO_LATE = N_("it would have come too late")

_SHIFT = 14 * 60
"""Minutes by which quiet hours may move a message, at most, either way."""
_CHANGE = 60
"""Minutes by which a change of clock may move one."""


def plan(work: Work) -> int | None:
    """Write what became due in the next piece of time into the outbox; how many messages that were, None: all is planned.

    A piece is left after the rule that made :data:`MANY` messages full, and gone on with by the next call.
    """
    now = work.seconds
    marks = kept.marks(work.connection, MARK)
    if MARK not in marks:
        kept.set_mark(work.connection, MARK, now)
        return None
    begin = max(marks[MARK], now - FARTHEST)
    if begin >= now:
        return None
    end = min(now, begin + PIECE)
    shift = _SHIFT if _moves_in(work, begin, end) else _CHANGE
    made = 0
    ahead = []
    for rule in work.rules.reminders:
        of_rule = f"{MARK}:{rule.id}"
        since = max(begin, marks.get(of_rule, 0))
        if since >= end:
            continue
        made += _of_rule(work, rule, since, end, shift)
        ahead.append(of_rule)
        if made >= MANY:
            break
    else:
        kept.forget(work.connection, f"{MARK}:", end + 1)
        kept.set_mark(work.connection, MARK, end)
        return made
    for of_rule in ahead:
        kept.set_mark(work.connection, of_rule, end)
    return made


def upcoming(work: Work, number: int) -> list[OutboxRecord]:
    """The messages a reservation will cause as things stand, without those that are in the outbox already."""
    found = []
    for rule in work.rules.reminders:
        if rule.due.trigger in ("before", "after"):
            rows = visits_due.of_reservation(work.connection, number)
            found += [one for one in _records(work, rule, rows, work.seconds, None) if one.status == "waiting"]
    return sorted(found, key=lambda one: one.due_at)


def _of_rule(work: Work, rule: ReminderRule, begin: int, end: int, shift: int) -> int:
    """``shift``: minutes by which a message may have been moved from where its rule has it."""
    trigger = rule.due.trigger
    if trigger == "before":
        low, high = begin // 60 + rule.due.minutes - shift, end // 60 + rule.due.minutes + shift
        rows = visits_due.starting(work.connection, low, high)
        return outbox.add(work.connection, _records(work, rule, rows, begin, end))
    if trigger == "after":
        low, high = begin // 60 - rule.due.minutes - shift, end // 60 - rule.due.minutes + shift
        rows = visits_due.ended(work.connection, low, high)
        return outbox.add(work.connection, _records(work, rule, rows, begin, end))
    if trigger in ("birthday", "inactive"):
        return outbox.add(work.connection, _by_day(work, rule, begin, end))
    return 0


def _moves_in(work: Work, begin: int, end: int) -> bool:
    """Whether something that the quiet hours moved may be due between two moments: it is at two times of day only."""
    zones = {*work.rules.zones.values(), *customers.preferences_given(work.connection, "timezone")}
    for zone in filter(choosing.valid_zone, zones):
        day = local(begin // 60, zone)[0]
        for minute in (timing.QUIET[1], timing.QUIET[0] - timing.EVENING):
            for date in range(day, local(end // 60, zone)[0] + 1):
                if begin < epoch_minute(date, minute, zone) * 60 <= end:
                    return True
    return False


def _records(work: Work, rule: ReminderRule, rows: list[Any], begin: int, end: int | None) -> list[OutboxRecord]:
    """The messages of a rule for visits: those that are due after ``begin`` and not after ``end``.

    None is made up for: not for a visit that was booked or moved after its reminder would have been due (S28), nor for
    what a rule would have said before it was written.
    """
    found = []
    zones = _own_zones(work, [row.customer_id for row in rows])
    for row in rows:
        zone = work.rules.zone(row.location_id)
        due_at = timing.of_visit(rule.due, row.starts, row.ends, zone, zones.get(row.customer_id, zone))
        since = row.scheduled_at if row.scheduled_at is not None else row.created_at
        if due_at <= begin or (end is not None and due_at > end) or due_at <= rule.changed_at:
            continue
        if rule.due.trigger == "before" and due_at <= since:
            continue
        stale_at = timing.stale_after(rule.due, due_at, row.starts)
        late = work.seconds > stale_at
        found.append(
            OutboxRecord(
                id=0,
                dedupe_key=f"{rule.id}:{row.id}:{row.schedule_version}",
                kind=rule.due.trigger,
                customer=row.customer_id,
                due_at=due_at,
                made_at=work.seconds,
                made_by=work.actor.name,
                reservation=row.id,
                schedule_version=row.schedule_version,
                rule=rule.id,
                channels=rule.channels,
                template=rule.template,
                stale_at=stale_at,
                status="dropped" if late else "waiting",
                problem=TOO_LATE if late else None,
                ended_at=work.seconds if late else None,
            )
        )
    return found


def _own_zones(work: Work, numbers: list[int]) -> dict[int, str]:
    """The zones of customers who have one of their own."""
    found = customers.preference(work.connection, "timezone", numbers)
    checked = ((number, choosing.valid_zone(zone)) for number, zone in found.items())
    return {number: zone for number, zone in checked if zone}


def _by_day(work: Work, rule: ReminderRule, begin: int, end: int) -> list[OutboxRecord]:
    """What is due once a day, when the quiet hours of the first location end."""
    zone = work.rules.zone(None)
    found = []
    for day in range(local(begin // 60, zone)[0], local(end // 60, zone)[0] + 1):
        due_at = epoch_minute(day, timing.QUIET[1], zone) * 60
        if not begin < due_at <= end or due_at <= rule.changed_at:
            continue
        if rule.due.trigger == "birthday":
            rows = visits_due.birthdays(work.connection, _month_days(day))
        else:
            rows = visits_due.last_visit_on(work.connection, day - rule.due.minutes // DAY)
        late = work.seconds > due_at + timing.AFTER_LATE // 4
        for number in rows:
            found.append(
                OutboxRecord(
                    id=0,
                    dedupe_key=f"{rule.id}:customer:{number}:{day}",
                    kind=rule.due.trigger,
                    purpose="marketing",
                    customer=number,
                    due_at=due_at,
                    made_at=work.seconds,
                    made_by=work.actor.name,
                    rule=rule.id,
                    channels=rule.channels,
                    template=rule.template,
                    stale_at=due_at + timing.AFTER_LATE // 4,
                    status="dropped" if late else "waiting",
                    problem=TOO_LATE if late else None,
                    ended_at=work.seconds if late else None,
                )
            )
    return found


def _month_days(day: int) -> list[str]:
    """Whose birthday it is, by month and day; those of 29 February keep theirs on the 28th where there is none."""
    date = dt.date.fromordinal(day)
    names = [f"{date.month:02}-{date.day:02}"]
    leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
    return [*names, "02-29"] if names == ["02-28"] and not leap else names
