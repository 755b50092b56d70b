"""What stays of the inquiries of somebody who is erased: when, by which way, for what; never who or what they wrote."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.inquiries import keeping
from frontdesk.desk.work import Work
from frontdesk.store import inquiries as store
from frontdesk.store import quotes
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.inquiries import OPEN, InquiryRecord


def erase(work: Work, person: CustomerRecord) -> None:
    """Empty the inquiries of a customer, and those of nobody's card that came from their address or phone."""
    found = store.of_customer(work.connection, person.id)
    _empty(work, found + store.from_address(work.connection, person.email, person.phone))


def erase_one(work: Work, public: str) -> None:
    """Empty the inquiry of somebody who has no card. Raises FrontdeskError (not_found, wrong_value)."""
    work.require("erase")
    record = keeping.find(work, public)
    if record.customer is not None:
        problem = N_("it belongs to C{number}: erase the customer")
        raise FrontdeskError("wrong_value", field="customer", problem=problem, number=record.customer)
    _empty(work, [record])


def _empty(work: Work, found: Sequence[InquiryRecord]) -> None:
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
