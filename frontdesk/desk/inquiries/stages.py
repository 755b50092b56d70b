"""From one stage to the next: forward, or lost; a lost one goes on where it was."""

from __future__ import annotations

from typing import Any

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean_note
from frontdesk.desk.inquiries import keeping, people, reminders
from frontdesk.desk.work import Work
from frontdesk.language.inquiries import STAGES
from frontdesk.store.inquiries import OPEN, InquiryRecord

LONGEST_REASON = 500

_NEXT = {"new": "answered", "answered": "quoted", "quoted": "confirmed"}


def forward(work: Work, public: str, version: int | None) -> InquiryRecord:
    """To the next stage: it was answered or quoted on the phone, or they said yes. Raises FrontdeskError(wrong_status)."""
    record = keeping.find(work, public, version)
    if record.stage == "confirmed":
        raise refused(record, "booked", first=N_("book it, and it is"))
    if record.stage not in _NEXT:
        raise refused(record, N_("next stage"))
    if _NEXT[record.stage] == "confirmed":
        return _confirmed(work, record)
    after = msgspec.structs.replace(record, stage=_NEXT[record.stage], unanswered=0, answered_at=work.seconds)
    if after.email:
        after = people.with_customer(work, after)
    after = keeping.alter(work, "inquiry.next", after)
    if after.customer is not None:
        reminders.renew(work, after)
    return after


def confirm(work: Work, public: str, version: int | None) -> InquiryRecord:
    """They said yes; now it waits to be booked. Raises FrontdeskError(wrong_status)."""
    record = keeping.find(work, public, version)
    if record.stage not in ("new", "answered", "quoted"):
        raise refused(record, "confirmed")
    return _confirmed(work, record)


def _confirmed(work: Work, record: InquiryRecord) -> InquiryRecord:
    after = keeping.alter(work, "inquiry.confirm", msgspec.structs.replace(record, stage="confirmed", unanswered=0))
    reminders.stop(work, after)
    return after


def lose(work: Work, public: str, reason: str, version: int | None) -> InquiryRecord:
    """Nothing comes of it. Raises FrontdeskError (wrong_status, reason_needed)."""
    record = keeping.find(work, public, version)
    if record.stage not in OPEN:
        raise refused(record, "lost")
    why = keeping.whole(clean_note(reason).strip(), "reason", LONGEST_REASON)
    if not why:
        raise FrontdeskError("reason_needed")
    after = msgspec.structs.replace(record, stage="lost", lost_from=record.stage, reason=why, unanswered=0)
    after = keeping.alter(work, "inquiry.lose", after)
    reminders.stop(work, after)
    return after


def reopen(work: Work, public: str, version: int | None) -> InquiryRecord:
    """It was not lost after all. Raises FrontdeskError(wrong_status)."""
    record = keeping.find(work, public, version)
    if record.lost_from is None:
        raise refused(record, N_("reopen"))
    after = msgspec.structs.replace(record, stage=record.lost_from, lost_from=None, reason=None)
    return keeping.alter(work, "inquiry.reopen", after)


def settle(work: Work, public: str, version: int | None) -> InquiryRecord:
    """What they wrote last needs no answer. Raises FrontdeskError(wrong_status) where it is not that for which it waits."""
    record = keeping.find(work, public, version)
    if not record.unanswered or record.stage in ("new", "confirmed"):
        raise refused(record, N_("needs no answer"))
    return keeping.alter(work, "inquiry.settle", msgspec.structs.replace(record, unanswered=0))


def refused(record: InquiryRecord, wanted: str, **told: Any) -> FrontdeskError:
    """What is wanted of an inquiry is not possible in its stage."""
    who = f"{record.name or record.email or record.phone} ({keeping.public(record.id)})"
    return FrontdeskError(
        "wrong_status", who=who, status=STAGES[record.stage], wanted=STAGES.get(wanted, wanted), **told
    )
