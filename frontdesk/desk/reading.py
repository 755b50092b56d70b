"""From stored records to the values that leave the desk."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.codes import code_of, number_of
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import values
from frontdesk.desk.work import Work
from frontdesk.store import customers as store_customers
from frontdesk.store import journal, payments, reservations, rows
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.records import ReservationRecord


def find(work: Work, code: str) -> ReservationRecord:
    """A reservation by its code. Raises FrontdeskError (not_found, not_allowed)."""
    work.settle_pending()
    number = number_of(code)
    if work.writes and number is not None and number < 2**31:
        rows.hold(work.connection, "reservation", number)
    found = reservations.load(work.connection, [number]) if number is not None and number < 2**31 else []
    if not found:
        raise FrontdeskError("not_found", kind="reservation", name=code)
    own = work.own_only
    if own is not None and not reservations.may_see(work.connection, found[0].id, *own):
        raise FrontdeskError("not_allowed", role=work.actor.role, verb="change")
    return found[0]


def refuse_stale(
    work: Work, kind: str, number: int, name: str, version: int, given: int | None, *, word: str | None = None
) -> None:
    """Raises FrontdeskError(stale_version) when a change is meant for another version. ``word``: what the kind is called."""
    if given is None or given == version:
        return
    row = journal.at_version(work.connection, kind, number, version)
    who = row.actor if row is not None else "?"
    raise FrontdeskError(
        "stale_version", {"changed_by": who, "verb": row.verb if row is not None else None},
        kind=word or kind, name=name, who=who, version=version, given=given,
    )  # fmt: skip


def customer_value(record: CustomerRecord) -> values.Customer:
    """A customer as it leaves the desk."""
    return values.Customer(
        id=f"C{record.id}",
        name=record.name,
        phone=record.phone,
        email=record.email,
        birthday=record.birthday,
        language=record.language,
        tags=record.tags,
        version=record.version,
        external_id=record.external_id,
    )


def customer_name(work: Work, record: ReservationRecord) -> str:
    """Whose reservation it is."""
    brief = store_customers.briefs(work.connection, [record.customer]).get(record.customer)
    return brief[1] if brief is not None else ""


def reservation_value(
    work: Work, record: ReservationRecord, cautions: Sequence[values.Caution] = ()
) -> values.Reservation:
    """One reservation as it leaves the desk."""
    return reservation_values(work, [record], cautions)[0]


def reservation_values(
    work: Work, records: Sequence[ReservationRecord], cautions: Sequence[values.Caution] = ()
) -> list[values.Reservation]:
    """Reservations as they leave the desk, with names; customers and payments are fetched together."""
    rules = work.rules
    people = store_customers.briefs(work.connection, [record.customer for record in records])
    paid = payments.paid(work.connection, [record.id for record in records])
    names = rules.names
    found = []
    for record in records:
        lines = []
        everything: dict[str, None] = {}
        for line in record.lines:
            taken = (line.staff, *line.resources) if line.staff is not None else line.resources
            called = tuple(names[number] for number in taken)
            everything.update(dict.fromkeys(called))
            lines.append(
                values.Line(
                    service=rules.service_names[line.service],
                    service_id=line.service,
                    staff=names[line.staff] if line.staff is not None else None,
                    staff_id=line.staff,
                    resources=called,
                    resource_ids=tuple(taken),
                    start=line.starts,
                    end=line.ends,
                    price=line.price,
                    session=line.session,
                )
            )
        person = people[record.customer]
        found.append(
            values.Reservation(
                code=code_of(record.id),
                status=record.status,
                service=" + ".join(line.service for line in lines),
                start=record.starts,
                end=record.ends,
                day=record.day,
                zone=rules.zone(record.location),
                staff=lines[0].staff if lines else None,
                resources=tuple(everything),
                lines=tuple(lines),
                location=rules.place_names[record.location],
                location_id=record.location,
                party=record.party,
                channel=record.channel,
                customer=values.CustomerRef(f"C{person[0]}", person[1], person[2], person[3]),
                price=record.price,
                currency=rules.business.currency,
                notes=record.notes,
                version=record.version,
                schedule_version=record.schedule_version,
                nights=record.nights,
                paid=paid.get(record.id, 0),
                owed=max(record.fee - paid.get(record.id, 0), 0),
                reason=record.reason,
                cancelled_by=record.cancelled_by,
                warnings=tuple(cautions),
                settled=record.settled_at,
            )
        )
    return found
