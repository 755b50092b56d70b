"""What stays of the inquiries of somebody who is erased: when, by which way, for what; never who or what they wrote."""

from __future__ import annotations

import msgspec

from frontdesk.desk.work import Work
from frontdesk.store import inquiries as store
from frontdesk.store import quotes
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.inquiries import OPEN


def erase(work: Work, person: CustomerRecord) -> None:
    """Empty the inquiries of a customer, and those of nobody's card that came from their address or phone."""
    found = store.of_customer(work.connection, person.id)
    found += store.from_address(work.connection, person.email, person.phone)
    if not found:
        return
    numbers = [record.id for record in found]
    store.forget_journal(work.connection, numbers)
    quotes.erase(work.connection, numbers)
    for record in found:
        ended = record.stage not in OPEN
        empty = msgspec.structs.replace(
            record, name="", email=None, phone=None, asked="", notes="", reason=None, unanswered=0,
            stage=record.stage if ended else "lost", lost_from=record.lost_from if ended else record.stage,
            version=record.version + 1, changed_at=work.seconds,
        )  # fmt: skip
        store.replace(work.connection, empty)
        image = msgspec.to_builtins(empty)
        work.record("inquiry.erase", "inquiry", empty.id, empty.version, image, customer=empty.customer)
