"""What comes from outside: messages find their customer, what became of ours is written down, nothing twice (Law 8)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from frontdesk.base.text import clean, clean_note
from frontdesk.desk import contacts, customers, message_values
from frontdesk.desk.inquiries import intake
from frontdesk.desk.messages import dispatching
from frontdesk.desk.work import Work
from frontdesk.language import quoted
from frontdesk.store import customers as store_customers
from frontdesk.store import journal, messages, rows
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.messages import AUTOMATIC, GOES_ON, MessageRecord

LONGEST = 20_000
"""Characters that are kept of a message."""
LONGEST_NAME = 120
STOP = frozenset({"baja", "stop", "unsubscribe", "darse de baja", "darme de baja"})
"""With one of these alone, somebody wants no more marketing."""


def receive(work: Work, came: message_values.Incoming) -> int | None:
    """Keep a message from outside; its id, or None where it is there already (a webhook that was repeated, S33).

    A mail that follows one of a conversation joins it, whoever it is from; what a machine sent is kept with those that
    are known, and no one else. Raises nothing for what it says.
    """
    rows.hold_name(work.connection, "contact", came.channel, came.sender)  # two webhooks at once make one new customer
    if came.external_id and messages.named(work.connection, came.channel, came.external_id) is not None:
        return None
    named = came.thread or ((came.answers,) if came.answers else ())
    follows = messages.followed(work.connection, came.channel, named)
    if follows is None and came.automatic and not _found(work, came):
        return None
    joins = follows is not None and came.channel == "email"
    person = customers.standing(work, follows.customer) if follows is not None and joins else _sender(work, came)
    record = MessageRecord(
        0, person.id, came.channel, "in", came.at, "received", work.seconds,
        external_id=came.external_id or None, subject=clean(came.subject)[:400], body=clean_note(came.text)[:LONGEST],
        author=_author(came, person), answers=came.answers, problem=came.left_out or None,
    )  # fmt: skip
    if came.automatic:  # it asks nobody to read it
        record = msgspec.structs.replace(record, purpose=AUTOMATIC, seen_at=work.seconds)
    number = messages.add(work.connection, record)
    if number is None:
        return None
    for one in came.attachments:
        messages.attach(
            work.connection, number, clean(one.name)[:200], clean(one.type)[:100], len(one.content), one.reference,
            one.content or None,
        )  # fmt: skip
    # whoever follows a mail has seen it, and is not by that who it was sent to
    if not joins or came.sender == person.email:
        messages.meet(
            work.connection, came.channel, came.sender, person.id, clean(came.name)[:LONGEST_NAME], came.at, came=True
        )
    said = " ".join(quoted.written(came.text).lower().split()).strip(".!")
    if said in STOP and not came.automatic:
        from frontdesk.store import consents

        consents.consented(work.connection, person.id, "marketing", "", False, work.seconds, "customer")
    else:
        intake.take(work, came, msgspec.structs.replace(record, id=number), follows)
    work.record("message.received", "message", number, 1, {"channel": came.channel}, customer=person.id)
    return number


def _author(came: message_values.Incoming, person: CustomerRecord) -> str:
    """Who wrote; with the address, where it is not the customer's own."""
    name = clean(came.name)[:LONGEST_NAME]
    if came.channel != "email" or not person.email or came.sender.lower() == person.email.lower():
        return name
    return f"{name} <{clean(came.sender)}>".strip()


def _found(work: Work, came: message_values.Incoming) -> list[int]:
    """The customers whose contact, phone or e-mail the sender's is; as they are kept now."""
    known = messages.contact_of(work.connection, came.channel, came.sender)
    if known is not None:
        return [known]
    phone, email = _reached(work, came)
    country = work.rules.business.country
    found = [
        one.id for form in contacts.forms(phone, country) for one in store_customers.with_phone(work.connection, form)
    ]
    return found or [one.id for one in store_customers.with_email(work.connection, email)] if email else found


def _reached(work: Work, came: message_values.Incoming) -> tuple[str, str]:
    """The sender's phone and e-mail, as customers have them; empty: none."""
    given_phone = came.phone or (came.sender if came.channel in ("sms", "whatsapp") else "")
    phone = contacts.phone(_international(given_phone), work.rules.business.country) if given_phone else ""
    return phone, contacts.email(came.email or (came.sender if came.channel == "email" else ""))


def _sender(work: Work, came: message_values.Incoming) -> CustomerRecord:
    """Who wrote: whoever is known there, else by phone or e-mail, else a new customer; nobody's record is overwritten."""
    # several share a phone or an address: whoever came first keeps the conversation, and a merge is suggested elsewhere
    if found := _found(work, came):
        return customers.standing(work, min(found))
    phone, email = _reached(work, came)
    name = clean(came.name).strip()[:LONGEST_NAME] or phone or email or clean(came.sender)
    return customers.create(work, name, phone or None, email if "@" in email else None)


def _international(phone: str) -> str:
    """WhatsApp names its users by the digits of an international number."""
    digits = phone.strip()
    return f"+{digits}" if digits.isdigit() and len(digits) > 9 else digits


def told(work: Work, channel: str, external_id: str, state: str, at: int, problem: str, key: str = "") -> bool:
    """What a provider says became of a message of ours; False where it is none of ours, or nothing new.

    ``key``: ours, where the provider repeats it: so it becomes known that a doubtful message went.
    """
    found = messages.named(work.connection, channel, external_id)
    if found is None and key:
        found = dispatching.went_after_all(work, channel, external_id, key)
    if found is None or found.direction != "out" or GOES_ON.get(state, -1) <= GOES_ON.get(found.state, -1):
        return False
    if state == "failed" and found.state in ("delivered", "read"):
        return False
    messages.change(work.connection, found.id, state=state, state_at=at, problem=problem or None)
    version = journal.latest_version(work.connection, "message", found.id) + 1
    work.record(f"message.{state}", "message", found.id, version, {"channel": channel}, customer=found.customer)
    if state == "failed":
        dispatching.came_back(work, found.id, problem)
    return True


def unfetched(work: Work, channels: Sequence[str], limit: int) -> list[tuple[int, str, message_values.FromOutside]]:
    """Files that still are at their providers: (number, channel, file)."""
    rows = messages.unfetched(work.connection, channels, limit)
    return [
        (number, channel, message_values.FromOutside(one.name, one.type, reference=one.reference))
        for number, channel, one in rows
    ]


def fetched(work: Work, number: int, content: bytes, problem: str) -> None:
    """A file is here, or cannot be had any more; then the message says so."""
    found = messages.content(work.connection, number)
    if found is None:
        return
    messages.fetched(work.connection, number, None if problem else content)
    if problem:
        messages.change(work.connection, found[0], problem=problem)


def incoming(came: object) -> message_values.Incoming:
    """What a channel received, as the desk takes it."""
    return msgspec.convert(came, message_values.Incoming, from_attributes=True)
