"""What the dispatch of messages has to know of inquiries: whether a reminder is still wanted, to whom it goes, what it says."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from frontdesk.base.errors import N_
from frontdesk.desk.inquiries import taken_back
from frontdesk.desk.inquiries.reminders import KIND, REMINDED
from frontdesk.desk.work import Work
from frontdesk.language.dates import day_of, day_words
from frontdesk.language.i18n import ngettext, speaking
from frontdesk.store import inquiries as store
from frontdesk.store import outbox
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.outbox import OutboxRecord

ANSWERED = N_("they have answered, or it is settled")
NOT_GONE = N_("our answer before it did not go")


def asked(work: Work, rows: Iterable[OutboxRecord]) -> dict[int, InquiryRecord]:
    """The inquiries to which messages belong."""
    numbers = {row.inquiry for row in rows if row.inquiry is not None}
    found = (store.load(work.connection, number) for number in sorted(numbers))
    return {record.id: record for record in found if record is not None}


def unwanted(work: Work, row: OutboxRecord, record: InquiryRecord | None) -> str:
    """Why a reminder is not worth sending any more; empty where it is."""
    if record is None or record.unanswered or record.stage not in REMINDED:
        return ANSWERED
    answers = taken_back.standing(work, outbox.of_inquiries(work.connection, [record.id], kind="reply"))
    if answers and answers[-1].status != "sent" and answers[-1].made_at >= (record.answered_at or 0):
        return NOT_GONE
    return ""


def reader(person: CustomerRecord, record: InquiryRecord | None) -> CustomerRecord:
    """The customer as the inquiry knows them: an answer goes where the question came from."""
    if record is None:
        return person
    return msgspec.structs.replace(
        person,
        name=record.name or person.name,
        email=record.email or person.email,
        phone=record.phone or person.phone,
        language=record.language or person.language,
    )


def known(work: Work, record: InquiryRecord, language: str) -> dict[str, str]:
    """What a template may say of an inquiry."""
    rules = work.rules
    with speaking(language):
        today = day_of(work.minute, rules.zone(record.location))
        day = day_words(record.starts, today) if record.starts is not None else ""
        service = " + ".join(rules.service_names.get(number, "") for number in record.services)
        people = ngettext("{count} person", "{count} people", record.party).format(count=record.party)
        parts = (day, service, people if record.party > 1 else "")
        return {
            "day": day,
            "service": service,
            "people": people,
            "location": rules.place_names.get(record.location, "") if record.location is not None else "",
            "code": f"Q{record.id}",
            "visit": " · ".join(part for part in parts if part),
        }


__all__ = ["KIND", "asked", "known", "reader", "unwanted"]
