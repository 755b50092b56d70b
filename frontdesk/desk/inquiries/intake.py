"""Mail that comes to the desk's address: it joins its inquiry, or is one. In the transaction that keeps the message."""

from __future__ import annotations

import msgspec

from frontdesk.desk import values
from frontdesk.desk.inquiries import keeping, registering
from frontdesk.desk.inquiry_values import InquiryWish
from frontdesk.desk.work import Work
from frontdesk.language import quoted
from frontdesk.store import inquiries as store
from frontdesk.store import messages, rows
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.messages import MessageRecord


def take(work: Work, came: values.Incoming, message: MessageRecord, follows: MessageRecord | None) -> None:
    """What a mail means for inquiries. ``follows``: the message of a conversation it follows.

    Who answers a mail of an inquiry writes to that inquiry; who answers another mail of ours is in a conversation. A mail
    out of the blue is for the open inquiry of its sender, else it is a new one; a machine's makes none.
    """
    joined = follows.inquiry if follows is not None else _open(work, came, message)
    if joined is not None:
        _join(work, joined, message, automatic=came.automatic)
    elif follows is None and not came.automatic:
        registering.register(
            work,
            InquiryWish(
                asked=_asked(message),
                source="email",
                name=came.name.strip() or came.sender,
                email=came.email or came.sender,
                customer=f"C{message.customer}",
                message=message.id,
            ),
        )


def _asked(message: MessageRecord) -> str:
    """What they ask, as they wrote it, under what they say it is about."""
    said = quoted.written(message.body, message.subject)
    return said if message.subject in said else f"{message.subject}\n\n{said}".strip()


def _open(work: Work, came: values.Incoming, message: MessageRecord) -> int | None:
    """The latest inquiry of the sender from which something may still come."""
    found = store.of_customer(work.connection, message.customer, store.OPEN)
    found = found or [
        one for one in store.from_address(work.connection, came.email or came.sender, None) if one.stage in store.OPEN
    ]
    return found[0].id if found else None


def _join(work: Work, number: int, message: MessageRecord, *, automatic: bool) -> None:
    """The message belongs to the inquiry; a person's makes it wait for us, and stops its reminders."""
    rows.hold(work.connection, "inquiry", number)
    record = store.load(work.connection, number)
    if record is None:
        return
    messages.change(work.connection, message.id, inquiry=number)
    if not automatic:
        received(work, record, message)


def received(work: Work, record: InquiryRecord, message: MessageRecord) -> None:
    after = msgspec.structs.replace(record, unanswered=1, asked_at=max(record.asked_at, message.at))
    keeping.change(work, "inquiry.received", after)
