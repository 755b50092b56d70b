"""What comes from outside joins its inquiry; mail out of the blue is a new one. In the transaction that keeps it."""

from __future__ import annotations

from frontdesk.desk import message_values
from frontdesk.desk.inquiries import joining, registering
from frontdesk.desk.inquiry_values import InquiryWish
from frontdesk.desk.work import Work
from frontdesk.store.messages import AUTOMATIC, MessageRecord


def take(work: Work, came: message_values.Incoming, message: MessageRecord, follows: MessageRecord | None) -> None:
    """What a message means for inquiries. ``follows``: the message of a conversation it follows.

    Who answers a mail of an inquiry writes to that inquiry; who answers another mail of ours is in a conversation. A mail
    out of the blue is for the open inquiry of its sender, else it is a new one; a machine's makes none.
    """
    number = follows.inquiry if follows is not None else joining.number_of(work, message)
    if number is not None:
        joining.into(work, number, message)
    elif follows is None and message.channel == "email" and message.purpose != AUTOMATIC:
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
    said = message.written
    return said if message.subject in said else f"{message.subject}\n\n{said}".strip()
