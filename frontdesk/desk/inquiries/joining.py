"""A message that comes joins its inquiry, in its own transaction: then it waits for us, and nobody is reminded any more."""

from __future__ import annotations

import msgspec

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.inquiries import keeping, reminders
from frontdesk.desk.work import Work
from frontdesk.store import customers as store_customers
from frontdesk.store import inquiries as store
from frontdesk.store import messages, rows
from frontdesk.store.inquiries import OPEN, InquiryRecord
from frontdesk.store.messages import AUTOMATIC, MessageRecord


def join(work: Work, came: MessageRecord) -> InquiryRecord | None:
    """The inquiry a message is an answer to: by the message of ours it names, else whoever wrote has one open.

    None where it belongs to none.
    """
    number = number_of(work, came)
    return into(work, number, came) if number is not None else None


def into(work: Work, number: int, came: MessageRecord) -> InquiryRecord | None:
    """A message belongs to this inquiry; None where there is none. What a machine sent changes nothing of it."""
    rows.hold(work.connection, "inquiry", number)
    record = store.load(work.connection, number)
    if record is None:
        return None
    messages.change(work.connection, came.id, inquiry=record.id)
    if came.purpose == AUTOMATIC:
        return record
    after = msgspec.structs.replace(
        record, customer=record.customer or came.customer, unanswered=1, asked_at=max(record.asked_at, came.at)
    )
    after = keeping.alter(work, "inquiry.came", after)
    reminders.stop(work, after)
    return after


def received(work: Work, number: int) -> InquiryRecord | None:
    """As ``join``, for a message by its id; where it has joined one already, that one. Raises FrontdeskError(not_found)."""
    work.require("inquiry")
    came = messages.load(work.connection, number)
    if came is None or came.direction != "in":
        raise FrontdeskError("not_found", kind="message", name=str(number))
    return store.load(work.connection, came.inquiry) if came.inquiry is not None else join(work, came)


def number_of(work: Work, came: MessageRecord) -> int | None:
    """The inquiry it is an answer to."""
    named = messages.named(work.connection, came.channel, came.answers) if came.answers else None
    if named is not None:
        return named.inquiry  # an answer to something else is no answer to an inquiry
    own = store.of_customer(work.connection, came.customer, OPEN)
    if own:
        return own[0].id
    person = store_customers.load(work.connection, [came.customer])[came.customer]
    return next(
        (one.id for one in store.from_address(work.connection, person.email, person.phone) if one.stage in OPEN), None
    )
