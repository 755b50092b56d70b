"""When a message is due, and until when it is worth sending. Pure: minutes and zones in, epoch seconds out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from frontdesk.engine.zones import DAY, epoch_minute, local

Trigger = Literal["booked", "changed", "cancelled", "before", "after", "birthday", "inactive", "inquiry"]

NOTICES = ("booked", "changed", "cancelled")
"""What answers something that was just agreed on; the other triggers are times."""

UNDO_SECONDS = 60
"""A notice waits so long, so that undo can take it back (Law 7)."""

QUIET = (21 * 60, 9 * 60)
"""From when to when nothing goes out by itself, minutes of the day where the customer is (RULES.md)."""

EVENING = 60
"""Minutes before the quiet hours at which a reminder goes that would come too late in the morning."""

NOTICE_LATE = 24 * 3600
AFTER_LATE = 2 * 24 * 3600
LATEST_BEFORE = 60
"""A notice is stale after so many seconds, what follows a visit after so many; a reminder goes until so many minutes
before the visit, or until a quarter of its lead is left where that is less."""

_SPAN = re.compile(r"(?:(inactive|inquiry) ?)?([+-]?)(\d{1,4})([mhd])")
_UNITS = {"m": 1, "h": 60, "d": DAY}


@dataclass(frozen=True, slots=True)
class Due:
    """When a rule's message goes. ``minutes``: before the start, after the end, or since the last visit."""

    trigger: Trigger
    minutes: int = 0

    @property
    def days(self) -> int:
        """Whole days, where it is a number of days: then the clock on the wall counts, not the hours that pass."""
        return self.minutes // DAY if self.minutes % DAY == 0 else 0


def read(text: str) -> Due:
    """The form a rule is written in: ``booked``, ``-24h``, ``+1d``, ``birthday``, ``inactive 90d``. Raises ValueError."""
    if text in ("booked", "changed", "cancelled", "birthday"):
        return Due(text)  # type: ignore[arg-type]
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    word, sign, number, unit = found.groups()
    minutes = int(number) * _UNITS[unit]
    if word == "inactive":
        return Due("inactive", minutes)
    if word == "inquiry":
        return Due("inquiry", minutes)
    return Due("before" if sign == "-" else "after", minutes)


def of_visit(due: Due, start: int, end: int, zone: str, customer_zone: str, quiet: tuple[int, int] = QUIET) -> int:
    """When the reminder of a visit, or what follows it, goes (epoch seconds). ``start`` and ``end`` are epoch minutes.

    A lead of whole days keeps the clock on the location's wall over a change of clock; another one is hours that pass.
    Nothing goes in the customer's quiet hours: it goes when they end, or, where the visit is earlier, the evening before.
    """
    before = due.trigger == "before"
    anchor = start if before else end
    if due.days:
        day, minute = local(anchor, zone)
        at = epoch_minute(day - due.days if before else day + due.days, minute, zone)
    else:
        at = anchor - due.minutes if before else anchor + due.minutes
    return outside_quiet(at, customer_zone, start if before else None, quiet) * 60


def of_answer(minutes: int, answered: int, zone: str) -> int:
    """When somebody is reminded who has not replied to our answer (both epoch seconds), so many minutes after it.

    Whole days keep the clock on the location's wall over a change of clock; nothing goes in the quiet hours.
    """
    at = answered // 60
    if minutes % DAY == 0:
        day, minute = local(at, zone)
        return outside_quiet(epoch_minute(day + minutes // DAY, minute, zone), zone) * 60
    return outside_quiet(at + minutes, zone) * 60


def outside_quiet(at: int, zone: str, visit: int | None = None, quiet: tuple[int, int] = QUIET) -> int:
    """An epoch minute outside the quiet hours; before ``visit`` where there is one."""
    low, high = quiet
    day, minute = local(at, zone)
    in_evening = minute >= low if low > high else low <= minute < high
    in_morning = minute < high and low > high
    if low == high or not (in_evening or in_morning):
        return at
    ends = epoch_minute(day + 1 if in_evening and low > high else day, high, zone)
    if visit is None or ends < visit:
        return ends
    return epoch_minute(day if in_evening else day - 1, low - EVENING, zone)


def stale_after(due: Due, due_at: int, start: int) -> int:
    """Epoch seconds after which a message does more harm than good. ``start`` of the visit in epoch minutes."""
    if due.trigger == "before":
        return (start - min(LATEST_BEFORE, due.minutes // 4)) * 60
    if due.trigger in NOTICES:
        # that it is cancelled is worth knowing until it would have begun; so is the rest
        return max(due_at, min(due_at + NOTICE_LATE, start * 60))
    return due_at + AFTER_LATE
