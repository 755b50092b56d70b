"""The waiting list: who stands here and cannot be served yet. It lasts as long as its business day."""

from __future__ import annotations

import msgspec

from frontdesk.base import codes
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean
from frontdesk.desk import contacts, customers, permission, planning, reading, values, walk_ins
from frontdesk.desk.duty import lost_demand
from frontdesk.desk.work import Work
from frontdesk.store import rows
from frontdesk.store import waiting as store
from frontdesk.store.lost_demand import LostRecord
from frontdesk.store.waiting import WaitingRecord

LONGEST = 1440
"""Minutes of wait that may be quoted."""

ENTRY = N_("entry of the waiting list")


def add(
    work: Work,
    service: int,
    customer: values.CustomerWish,
    *,
    party: int,
    location: int | None,
    quoted: int | None,
) -> values.Waiting:
    """Put somebody on the list of today. ``quoted``: the wait they were told, minutes.

    Raises FrontdeskError (wrong_value, not_found, not_allowed).
    """
    work.require("book")
    rules = work.rules
    sold = rules.house.services.get(service)
    if sold is None:
        raise FrontdeskError("not_found", kind="service", name=rules.service_names.get(service, str(service)))
    least, most = sold.min_party, sold.max_party or planning.LARGEST_PARTY
    if not least <= party <= most:
        raise planning.wrong_party(least, most, sold.name)
    if quoted is not None and not 0 <= quoted <= LONGEST:
        raise FrontdeskError(
            "wrong_value", field="minutes", problem=N_("from {least} to {most}"), least=0, most=LONGEST
        )
    places = rules.places_of(service)
    place = location if location is not None else next(iter(places or tuple(rules.house.places)))
    if place not in rules.house.places:
        raise FrontdeskError("not_found", kind="location", name=rules.place_names.get(place, str(place)))
    customer = walk_ins.caller(work, customer)
    name, phone, known = clean(customer.name or "").strip(), None, None
    if customer.phone:
        phone = contacts.given_phone(customer.phone, rules.business.country) or None
    if customer.id is not None:
        record = customers.get(work, customer.id)
        known, name, phone = record.id, record.name, phone or record.phone
    if not name and not phone:
        raise FrontdeskError("wrong_value", field="name", problem=N_("a name or a phone is needed, to call them"))
    entry = WaitingRecord(
        0,
        place,
        service,
        work.day_of(work.minute, place),
        work.seconds,
        work.actor.name,
        known,
        name,
        phone,
        party,
        quoted,
    )
    entry = store.add(work.connection, entry)
    work.record_waiting("waiting.add", entry)
    return value_of(work, entry)


def listed(work: Work, location: int | None) -> list[values.Waiting]:
    """Who waits now, longest first: at one location or at all. An employee sees whom he put there himself."""
    places = [location] if location is not None else list(work.rules.house.places)
    days = [(place, work.day_of(work.minute, place)) for place in places]
    by = work.actor.name if permission.own_only(work.actor) else None
    return [value_of(work, entry) for entry in store.of_day(work.connection, days, by)]


def call(work: Work, number: int, version: int | None) -> values.Waiting:
    """Tell them that it is their turn; who does not answer may be called again."""
    work.require("change")
    before = _find(work, number, version)
    return _change(work, "waiting.call", msgspec.structs.replace(before, called_at=work.seconds))


def gone(work: Work, number: int, version: int | None) -> values.Waiting:
    """They did not wait; that is lost demand, and noted as such."""
    work.require("change")
    before = _find(work, number, version)
    gone = _change(work, "waiting.gone", msgspec.structs.replace(before, status="gone"))
    # who waited in vain wanted to be served when they came: that demand is lost for certain
    lost_demand.note(
        work,
        LostRecord(
            0, before.location, before.service, before.day, walk_ins.CHANNEL, "full", work.seconds, work.actor.name,
            before.since // 60, before.customer, before.party,
        ),
    )  # fmt: skip
    return gone


def seat(work: Work, number: int, version: int | None) -> values.Reservation:
    """Serve them this minute: the walk-in they waited for. Raises FrontdeskError (slot_taken, …); they wait on then."""
    before = _find(work, number, version)
    name = before.name or None
    wish = values.CustomerWish(name=name, phone=before.phone)
    if before.customer is not None:
        wish = values.CustomerWish(id=f"C{before.customer}")
    lines = (values.LineWish(before.service),)
    visit = walk_ins.seat(work, lines, wish, party=before.party, location=before.location, notes="")
    _change(
        work,
        "waiting.seat",
        msgspec.structs.replace(
            before,
            status="seated",
            reservation=codes.number_of(visit.code),
            customer=customers.number_of(visit.customer.id),
        ),
    )
    return visit


def _find(work: Work, number: int, version: int | None) -> WaitingRecord:
    """An entry that still waits. Raises FrontdeskError (not_found, not_allowed, stale_version)."""
    if work.writes:
        rows.hold(work.connection, "waiting", number)
    entry = store.load(work.connection, number)
    if entry is None or entry.day != work.day_of(work.minute, entry.location):
        raise FrontdeskError("not_found", kind=ENTRY, name=str(number))
    if permission.own_only(work.actor) and entry.created_by != work.actor.name:
        raise FrontdeskError("not_allowed", role=work.actor.role, verb="change")
    name = entry.name or entry.phone or str(number)
    reading.refuse_stale(work, "waiting", entry.id, name, entry.version, version, word=ENTRY)
    if entry.status != "waiting":
        raise FrontdeskError("not_found", kind=ENTRY, name=name)
    return entry


def _change(work: Work, verb: str, after: WaitingRecord) -> values.Waiting:
    after = msgspec.structs.replace(after, version=after.version + 1)
    store.replace(work.connection, after)
    work.record_waiting(verb, after)
    return value_of(work, after)


def value_of(work: Work, entry: WaitingRecord) -> values.Waiting:
    """An entry as it leaves the desk."""
    rules = work.rules
    return values.Waiting(
        id=entry.id,
        name=entry.name,
        phone=entry.phone,
        party=entry.party,
        service=rules.service_names[entry.service],
        service_id=entry.service,
        since=entry.since,
        quoted=entry.quoted,
        called=entry.called_at,
        status=entry.status,
        location=rules.place_names[entry.location],
        location_id=entry.location,
        zone=rules.zone(entry.location),
        version=entry.version,
        customer=f"C{entry.customer}" if entry.customer is not None else None,
        code=codes.code_of(entry.reservation) if entry.reservation is not None else None,
    )
