"""The life of an inquiry in order: what came in, what was sent, reminders, quotes, stages."""

from __future__ import annotations

from typing import Any

import msgspec

from frontdesk.base.codes import code_of
from frontdesk.desk.inquiries import keeping, quotes, reminders
from frontdesk.desk.inquiry_values import InquiryEvent
from frontdesk.desk.messages import threads
from frontdesk.desk.work import Work
from frontdesk.store import journal, messages, outbox
from frontdesk.store.inquiries import InquiryRecord

_SAID = frozenset({"inquiry.answer", "inquiry.quote", "inquiry.came", "inquiry.remind", "inquiry.unremind"})
"""Verbs that are told by the messages, quotes and reminders themselves."""


def of(work: Work, public: str) -> list[InquiryEvent]:
    """Everything that happened, oldest first; what is still to be sent stands at the end. Raises FrontdeskError(not_found)."""
    record = keeping.find(work, public)
    found = _stages(work, record) + _messages(work, record) + _reminders(work, record)
    found += [
        InquiryEvent(one.made_at, "quote", one.made_by, str(one.number), quote=one)
        for one in quotes.listed(work, public)
    ]
    order = {"registered": 0, "came": 1, "edited": 2, "quote": 3, "sent": 4, "stage": 5}
    return sorted(found, key=lambda one: (one.at, order.get(one.kind, 6)))


def _stages(work: Work, record: InquiryRecord) -> list[InquiryEvent]:
    found: list[InquiryEvent] = []
    before: dict[str, Any] = {}
    for row in journal.of_entity(work.connection, "inquiry", record.id):
        after = msgspec.json.decode(row.image) if row.image is not None else {}
        told = msgspec.json.decode(row.body) if row.body else {}
        if row.version == 1:
            found.append(InquiryEvent(row.at, "registered", row.actor, record.source, text=told.get("asked", "")))
        elif booked := [one for one in after.get("reservations", ()) if one not in before.get("reservations", ())]:
            found += [InquiryEvent(row.at, "booked", row.actor, code_of(one)) for one in booked]
        elif after.get("stage", "new") != before.get("stage", "new"):
            stage = after.get("stage", "new")
            found.append(InquiryEvent(row.at, "stage", row.actor, stage, text=told.get("reason") or ""))
        elif row.verb not in _SAID:
            found.append(InquiryEvent(row.at, "edited", row.actor, row.verb))
        before = after
    return found


def _messages(work: Work, record: InquiryRecord) -> list[InquiryEvent]:
    made = {
        row.message: row.quote for row in outbox.of_inquiries(work.connection, [record.id]) if row.message is not None
    }
    shown = {one.id: one for one in quotes.listed(work, keeping.public(record.id))}
    records = messages.of_inquiry(work.connection, record.id)
    files = messages.attachments(work.connection, [one.id for one in records])
    found = [
        InquiryEvent(
            one.at, "came" if one.direction == "in" else "sent", one.author, one.state, one.subject, one.written,
            one.channel, one.id, shown.get(made.get(one.id) or 0), one.body, threads.files_of(files.get(one.id, [])),
        )
        for one in records
    ]  # fmt: skip
    for row in outbox.of_inquiries(work.connection, [record.id], kind="reply"):
        if row.message is None:
            kind = "waiting" if row.status in outbox.OPEN else "recalled"
            at = row.due_at if kind == "waiting" else row.ended_at or row.made_at
            found.append(
                InquiryEvent(
                    at,
                    kind,
                    row.made_by,
                    row.status,
                    row.subject,
                    row.body,
                    row.channel or "",
                    None,
                    shown.get(row.quote or 0),
                )
            )
    return found


def _reminders(work: Work, record: InquiryRecord) -> list[InquiryEvent]:
    """Those that wait, and those that were stopped or did not go, told together; those that went are messages."""
    found, ended = [], dict[tuple[int, str, str], list[str]]()
    for row in outbox.of_inquiries(work.connection, [record.id], kind=reminders.KIND):
        if row.message is not None:
            continue
        days = f"+{reminders.days_of(row)}"
        if row.status in outbox.OPEN:
            found.append(InquiryEvent(row.due_at, "reminder", row.made_by, "waiting", text=days))
        else:
            ended.setdefault((row.ended_at or row.due_at, row.status, row.problem or ""), []).append(days)
    for (at, status, problem), several in ended.items():
        found.append(InquiryEvent(at, "reminder", "", status, problem, ", ".join(several)))
    return found
