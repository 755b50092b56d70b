"""What a visit's page says, from the value the desk gives: rows of words, times to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.base.errors import N_
from frontdesk.desk import message_values, values
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, day_words, near_day_words, span_words, time_words
from frontdesk.language.i18n import _, ngettext

STATES = {
    "pending": N_("Waiting for the business to confirm it"),
    "confirmed": N_("It is booked"),
    "arrived": N_("You are here"),
    "completed": N_("Over"),
    "no_show": N_("Nobody came"),
    "cancelled": N_("It is cancelled"),
    "expired": N_("It was not confirmed in time and does not take place"),
}
DONE = {
    "confirmed": N_("Thank you: we know that you are coming."),
    "cancelled": N_("Your visit is cancelled."),
    "moved": N_("Your visit was moved."),
}
WHY_NOT_MOVED = {
    "late": N_("It is too late to move the visit yourself."),
    "asked": N_("Please ask us if you would like another time."),
    "desk": N_("Please ask us if you would like another time."),
}


class Row(NamedTuple):
    """A line of a page: what it tells, and that."""

    label: str
    text: str


class Choice(NamedTuple):
    """A time that can be had: what is shown, who with, and what stands in its address."""

    time: str
    who: str
    start: int
    staff: int | None


class DayChoices(NamedTuple):
    day: str
    times: tuple[Choice, ...]


def said_day(day: int, today: int) -> str:
    """``tomorrow, Tue 24 Nov``."""
    near, date = near_day_words(day, today), day_words(day, today)
    return date if near == date else f"{near}, {date}"


def when(visit: message_values.Visit, now: int) -> str:
    """When a visit is, in the location's time. ``now`` in epoch minutes."""
    return span(visit, visit.start, visit.end, now)


def span(visit: message_values.Visit, start: int, end: int, now: int) -> str:
    """A visit's time, as it is or as it would be."""
    today, first = day_of(now, visit.zone), day_of(start, visit.zone)
    if visit.nights:
        nights = ngettext("{count} night", "{count} nights", visit.nights).format(count=visit.nights)
        return f"{said_day(first, today)}, {time_words(start, visit.zone)} · {nights}"
    return f"{said_day(first, today)}, {span_words(start, end, visit.zone)}"


def rows(visit: message_values.Visit, now: int) -> list[Row]:
    """All that is told of a visit."""
    people = ngettext("{count} person", "{count} people", visit.party).format(count=visit.party)
    return [
        Row(_("What"), visit.service),
        Row(_("When"), when(visit, now)),
        *([Row(_("With"), visit.staff)] if visit.staff else []),
        Row(_("Where"), visit.location),
        *([Row(_("For"), people)] if visit.party > 1 else []),
        Row(_("State"), _(STATES[visit.status])),
    ]


def cost(visit: message_values.Visit) -> str:
    """What cancelling now means."""
    if visit.cost is None or visit.terms == "free":
        return _("Cancelling costs nothing now.")
    if visit.cost.rule == "unit":
        return _("It is late: with a pass, this visit counts as used.")
    return _("It is late: cancelling now costs {amount}.").format(
        amount=money_words(visit.cost.fee, visit.cost.currency)
    )


def choices(visit: message_values.Visit, slots: Sequence[values.Slot], now: int, *, anybody: bool) -> list[DayChoices]:
    """Free times by day, each time and person once; only of the person it is with, unless ``anybody``."""
    today = day_of(now, visit.zone)
    found: dict[int, dict[tuple[int, int | None], Choice]] = {}
    for slot in slots:
        if visit.staff_id is not None and not anybody and slot.staff_id != visit.staff_id:
            continue
        choice = Choice(time_words(slot.start, slot.zone), slot.staff or "", slot.start, slot.staff_id)
        found.setdefault(day_of(slot.start, slot.zone), {}).setdefault((slot.start, slot.staff_id), choice)
    return [DayChoices(said_day(day, today), tuple(times.values())) for day, times in sorted(found.items())]


def read_date(text: str) -> int | None:
    """The ordinal of an ISO date; None where it is none."""
    try:
        return dt.date.fromisoformat(text).toordinal()
    except ValueError:
        return None
