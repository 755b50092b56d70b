"""A handover in lines: what became of whom, in columns and in one sentence; for the screens and for the commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from frontdesk.base.text import shown
from frontdesk.desk.duty.values import GROUPS, Handover, HandoverLine
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.desk.message_values import OutboxEntry, Thread
from frontdesk.desk.values import Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, near_day_words, time_words
from frontdesk.language.handover import TITLES
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.inquiries import stage_words
from frontdesk.language.methods import method_words
from frontdesk.widgets.marks import mark
from frontdesk.widgets.message_words import channel_name, kind_words, state_words
from frontdesk.widgets.sentences import with_words

Target = Reservation | Inquiry | Thread | OutboxEntry | str | None


class HandoverRow(NamedTuple):
    """A line: when and by whom it was done, whose it is, what it is; ``target``: where it leads (None: the call list; a code:
    that record is gone)."""

    group: str
    when: str
    who: str
    what: str
    target: Target


def moment_short(minute: int, zone: str, today: int) -> str:
    """``10:42`` today, ``yesterday 10:42``, ``Mon 23 Nov 10:42``."""
    day = day_of(minute, zone)
    return time_words(minute, zone) if day == today else f"{near_day_words(day, today)} {time_words(minute, zone)}"


def title(group: str, many: int) -> str:
    """``Booked · 3``."""
    return f"{_(TITLES[group])} · {many}"


def rows(told: Handover) -> Iterator[HandoverRow]:
    """Every line in order: what waits for us, then what was done."""
    for chat in told.unanswered:
        when = moment_short(chat.at // 60, told.zone, told.day)
        yield HandoverRow(
            "unanswered", when, shown(chat.name), f"{channel_name(chat.channel)}: {shown(chat.text)}", chat
        )
    for asked in told.inquiries:
        when = moment_short(asked.asked_at // 60, told.zone, told.day)
        who = shown(asked.name or asked.phone or asked.email or asked.id)
        what = f"{_('Inquiry')} ({stage_words(asked.stage)}): {shown(' '.join(asked.asked.split())[:200])}"
        yield HandoverRow("unanswered", when, who, what, asked)
    for one in told.troubled:
        when = moment_short((one.ended or one.due) // 60, told.zone, told.day)
        yield HandoverRow("troubled", when, shown(one.name), f"{kind_words(one.kind)} · {state_words(one.status)}", one)
    for visit in told.unpaid:
        left = money_words(visit.price - visit.paid, visit.currency)
        when = moment_short(visit.start, visit.zone, told.day)
        yield HandoverRow("unpaid", when, shown(visit.customer.name), f"{left} · {shown(visit.service)}", visit)
    if told.calls.left:
        day = near_day_words(told.calls.day, told.day)
        many = ngettext("{count} to call", "{count} to call", told.calls.left).format(count=told.calls.left)
        yield HandoverRow("calls", day, many, "", None)
    for group in GROUPS:
        for line in told.lines:
            if line.group == group:
                target = line.visit if line.there else line.visit.code
                done = f"{moment_short(line.at // 60, told.zone, told.day)} {shown(line.actor)}"
                yield HandoverRow(group, done, shown(line.visit.customer.name), _did(line, told.day), target)


def _did(line: HandoverLine, today: int) -> str:
    visit = line.visit
    when = moment_short(visit.start, visit.zone, today)
    who = with_words(visit.staff, visit.resources)
    if line.group == "paid":
        return f"{money_words(line.amount, visit.currency)} {method_words(line.method)} · {shown(visit.service)}"
    if line.group == "moved" and line.was is not None:
        start, person = line.was
        was = moment_short(start, visit.zone, today)
        if person and person != visit.staff:
            was, when = f"{was} {shown(person)}", f"{when} {who}"
        return f"{was} → {when} · {shown(visit.service)}"
    sign = mark(visit.status) if line.group == "booked" else ""
    return " · ".join(part for part in (f"{sign} {when}".strip(), shown(visit.service), who) if part)
