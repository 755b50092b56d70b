"""Inquiries as they leave the desk, and how many there are in each stage."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.codes import code_of
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import customers, permission, reading, values
from frontdesk.desk.inquiries import keeping, quotes, reminders
from frontdesk.desk.inquiry_values import STAGES, Inquiry, StageCount
from frontdesk.desk.work import Work
from frontdesk.store import customers as store_customers
from frontdesk.store import inquiries as store
from frontdesk.store.inquiries import InquiryRecord

MOST = 1_000
"""Inquiries in a page, at most."""


def listed(work: Work, stage: str | None, text: str, limit: int, offset: int) -> list[Inquiry]:
    """Inquiries of a stage, or all; those that wait for us on top, then the latest. Raises FrontdeskError(wrong_value)."""
    work.require("inquiry")
    if stage is not None and stage not in STAGES:
        raise FrontdeskError("wrong_value", field="stage", problem=", ".join(STAGES))
    return shown(work, store.listed(work.connection, stage, text, max(0, min(limit, MOST)), max(0, offset)))


def one(work: Work, public: str) -> Inquiry:
    """An inquiry by its public id. Raises FrontdeskError(not_found)."""
    return value(work, keeping.find(work, public))


def counts(work: Work) -> tuple[StageCount, ...]:
    """Every stage, in order, with how many are in it."""
    work.require("inquiry")
    found = store.counts(work.connection)
    return tuple(StageCount(stage, *found.get(stage, (0, 0))) for stage in STAGES)


def waiting(work: Work) -> int:
    """How many wait for us; none for whoever may not see them."""
    return store.waiting(work.connection) if permission.may(work.actor, "inquiry") else 0


def those_waiting(work: Work, location: int | None, limit: int) -> list[Inquiry]:
    """Those that wait for us at a location, or are of none, the latest changed first; none for whoever may not see them."""
    if not permission.may(work.actor, "inquiry"):
        return []
    found = store.those_waiting(work.connection, limit)
    return shown(work, [one for one in found if location is None or one.location in (None, location)])


def of_customer(work: Work, public: str) -> list[Inquiry]:
    """The inquiries of a customer, the latest first. Raises FrontdeskError (not_found, not_allowed)."""
    work.require("inquiry")
    return shown(work, store.of_customer(work.connection, customers.get(work, public).id))


def of_reservation(work: Work, code: str) -> list[Inquiry]:
    """The inquiries a reservation came of; none for whoever may not see them. Raises FrontdeskError(not_found)."""
    visit = reading.find(work, code)
    if not permission.may(work.actor, "inquiry"):
        return []
    found = (store.load(work.connection, number) for number in store.of_reservation(work.connection, visit.id))
    return shown(work, [record for record in found if record is not None])


def value(work: Work, record: InquiryRecord) -> Inquiry:
    """One inquiry as it leaves the desk."""
    return shown(work, [record])[0]


def shown(work: Work, records: Sequence[InquiryRecord]) -> list[Inquiry]:
    """Inquiries as they leave the desk, with names."""
    rules = work.rules
    numbers = [one.id for one in records]
    reminded = reminders.of(work, records)
    quoted = quotes.latest(work, numbers)
    people = store_customers.briefs(work.connection, [one.customer for one in records if one.customer is not None])
    found = []
    for record in records:
        person = people.get(record.customer) if record.customer is not None else None
        due = reminded.get(record.id, ())
        found.append(
            Inquiry(
                id=keeping.public(record.id),
                version=record.version,
                stage=record.stage,
                waits=record.waits,
                name=record.name,
                email=record.email,
                phone=record.phone,
                customer=values.CustomerRef(f"C{person[0]}", *person[1:]) if person is not None else None,
                location=rules.place_names.get(record.location) if record.location is not None else None,
                location_id=record.location,
                zone=rules.zone(record.location),
                source=record.source,
                asked=record.asked,
                services=tuple(rules.service_names.get(number, "") for number in record.services),
                service_ids=record.services,
                starts=record.starts,
                ends=record.ends,
                minute=record.minute,
                party=record.party,
                notes=record.notes,
                created_at=record.created_at,
                created_by=record.created_by,
                changed_at=record.changed_at,
                asked_at=record.asked_at,
                answered_at=record.answered_at,
                language=record.language,
                reason=record.reason,
                next_reminder=next((one.due for one in due if one.state == "waiting"), None),
                reminders=due,
                quote=quoted.get(record.id),
                reservations=tuple(code_of(number) for number in record.reservations),
            )
        )
    return found
