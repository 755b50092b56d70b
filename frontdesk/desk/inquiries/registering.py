"""An inquiry is written down, and put right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean, clean_note
from frontdesk.desk import contacts, customers
from frontdesk.desk.inquiries import keeping
from frontdesk.desk.inquiry_values import LONGEST_NAME, MOST_PEOPLE, SOURCES, InquiryEdit, InquiryWish
from frontdesk.desk.work import Work
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import customers as store_customers
from frontdesk.store import inquiries as store
from frontdesk.store import messages, rows
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.messages import MessageRecord

LONGEST = 20_000
"""Characters that are kept of what was asked."""
FIRST_DAY, LAST_DAY = 700_000, 800_000
"""Ordinals of days that can be wished at all: 1917 to 2191."""


def register(work: Work, wish: InquiryWish) -> InquiryRecord:
    """Write an inquiry down; a message makes one only, however often it is asked for.

    Raises FrontdeskError (wrong_value, not_found).
    """
    work.require("inquiry")
    record = InquiryRecord(
        id=0, source=wish.source, created_at=work.seconds, created_by=work.actor.name, changed_at=work.seconds,
        asked_at=work.seconds,
    )  # fmt: skip
    given = {name: getattr(wish, name) for name in wish.__struct_fields__ if name != "message"}
    came = _message(work, wish.message) if wish.message is not None else None
    if came is not None and came.inquiry is not None and (there := store.load(work.connection, came.inquiry)):
        return there  # who takes mail in may ask twice
    if came is not None:
        record.asked_at = came.at
        given["customer"] = wish.customer or f"C{came.customer}"
        given["asked"] = clean_note(wish.asked or came.body).strip()[:LONGEST]  # the message has all of it
        given["name"] = clean(wish.name).strip()[:LONGEST_NAME]
    record = _with(work, record, given)
    place = record.location or next(iter(work.rules.house.places), 0)
    if record.starts is not None and record.starts < work.day_of(work.minute, place):
        raise FrontdeskError("wrong_value", field="starts", problem=N_("that day is past"))
    if not (record.name or record.email or record.phone):
        raise FrontdeskError("wrong_value", field="name", problem=N_("a name, a phone or an e-mail is needed"))
    record = keeping.add(work, record)
    if came is not None:
        messages.change(work.connection, came.id, inquiry=record.id)
    return record


def _message(work: Work, number: int) -> MessageRecord:
    """The message with which an inquiry came, held against whoever else would make one of it."""
    rows.hold(work.connection, "message", number)
    found = messages.load(work.connection, number)
    if found is None or found.direction != "in":
        raise FrontdeskError("not_found", kind="message", name=str(number))
    return found


def edit(work: Work, public: str, changes: InquiryEdit, version: int | None) -> InquiryRecord:
    """Put an inquiry right. Raises FrontdeskError (wrong_value, not_found, stale_version)."""
    before = keeping.find(work, public, version)
    given = {name: value for name in changes.__struct_fields__ if (value := getattr(changes, name)) is not UNSET}
    after = _with(work, before, given)
    if not (after.name or after.email or after.phone):
        raise FrontdeskError("wrong_value", field="name", problem=N_("a name, a phone or an e-mail is needed"))
    return before if after == before else keeping.alter(work, "inquiry.edit", after)


def _with(work: Work, record: InquiryRecord, given: dict[str, Any]) -> InquiryRecord:
    """A record with what was given, cleaned and checked."""
    new: dict[str, Any] = {}
    for name, value in given.items():
        new[name] = _READ[name](work, value) if name in _READ else value
    if given.get("source", SOURCES[0]) not in SOURCES:
        raise FrontdeskError("wrong_value", field="source", problem=", ".join(SOURCES))
    if (language := new.get("language")) and language not in LANGUAGES:
        raise FrontdeskError("wrong_value", field="language", problem=", ".join(LANGUAGES))
    after = msgspec.structs.replace(record, **new)
    _check_wish(work, after)
    if after.customer is None and (after.email, after.phone) != (record.email, record.phone):
        after = msgspec.structs.replace(after, customer=_known(work, after))
    if after.customer is not None and after.customer != record.customer:
        after = _of_card(work, after)
    return after


def _check_wish(work: Work, record: InquiryRecord) -> None:
    if not 1 <= record.party <= MOST_PEOPLE:
        most = MOST_PEOPLE
        raise FrontdeskError("wrong_value", field="party", problem=N_("from {least} to {most}"), least=1, most=most)
    for day in (record.starts, record.ends):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise FrontdeskError("wrong_value", field="date", problem=N_("a date such as 2026-11-26"))
    if record.ends is not None and (record.starts is None or record.ends < record.starts):
        raise FrontdeskError("wrong_value", field="end", problem=N_("not before the first day"))
    if record.minute is not None and not 0 <= record.minute < 1440:
        raise FrontdeskError("wrong_value", field="time", problem=N_("a time such as 10:30"))
    for number in record.services:
        if number not in work.rules.service_names:
            raise FrontdeskError("not_found", kind="service", name=str(number))
    if record.location is not None and record.location not in work.rules.house.places:
        name = work.rules.place_names.get(record.location, str(record.location))
        raise FrontdeskError("not_found", kind="location", name=name)


def _known(work: Work, record: InquiryRecord) -> int | None:
    """The customer who has exactly this e-mail or phone, where it is one only: the desk decides between several."""
    found: set[int] = set()
    if record.email:
        found |= {one.id for one in store_customers.with_email(work.connection, record.email)}
    if not found and record.phone:
        found |= {one.id for one in store_customers.with_phone(work.connection, record.phone)}
    standing = {customers.standing(work, number).id for number in found}
    return standing.pop() if len(standing) == 1 else None


def _of_card(work: Work, record: InquiryRecord) -> InquiryRecord:
    """What was not given stands on the customer's card."""
    person = store_customers.load(work.connection, [record.customer or 0])[record.customer or 0]
    return msgspec.structs.replace(
        record,
        name=record.name or person.name,
        email=record.email or person.email,
        phone=record.phone or person.phone,
        language=record.language or person.language,
    )


def _customer(work: Work, given: str | None) -> int | None:
    return customers.get(work, given).id if given else None


def _services(work: Work, given: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(given))


_READ: dict[str, Any] = {
    "name": lambda work, value: keeping.whole(clean(value).strip(), "name", LONGEST_NAME),
    "email": lambda work, value: contacts.given_email(value) or None if value else None,
    "phone": lambda work, value: contacts.given_phone(value, work.rules.business.country) or None if value else None,
    "asked": lambda work, value: keeping.whole(clean_note(value).strip(), "asked", LONGEST),
    "notes": lambda work, value: keeping.whole(clean_note(value).strip(), "notes", LONGEST),
    "customer": _customer,
    "services": _services,
    "language": lambda work, value: value or None,
}
