"""Lost demand: what somebody asked for and could not have, kept so that hours can be planned by it."""

from __future__ import annotations

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import availability, customers, permission, planning, values
from frontdesk.desk.duty.lost_rules import reason_of
from frontdesk.desk.duty.values import LOST_BY, REASONS, LostDemand, LostWish
from frontdesk.desk.work import Work
from frontdesk.store import lost_demand as store
from frontdesk.store.lost_demand import LostRecord

VERB = "demand.lost"


def add(work: Work, wish: LostWish) -> LostDemand:
    """Write down what could not be had. Raises FrontdeskError (not_found, wrong_value, not_allowed)."""
    work.require("book")
    rules = work.rules
    service = rules.house.services.get(wish.service)
    if service is None:
        raise FrontdeskError("not_found", kind="service", name=rules.service_names.get(wish.service, str(wish.service)))
    if wish.channel not in LOST_BY:
        raise FrontdeskError("wrong_value", field="channel", problem=", ".join(LOST_BY))
    if wish.reason and wish.reason not in REASONS:
        raise FrontdeskError("wrong_value", field="reason", problem=", ".join(REASONS))
    if not 1 <= wish.party <= planning.LARGEST_PARTY:
        raise FrontdeskError("wrong_value", field="party", problem=N_("from 1 to {most}"), most=planning.LARGEST_PARTY)
    places = rules.places_of(service.id)
    place = wish.location if wish.location is not None else next(iter(places or tuple(rules.house.places)))
    if place not in rules.house.places:
        raise FrontdeskError("not_found", kind="location", name=rules.place_names.get(place, str(place)))
    day = work.day_of(wish.start, place) if wish.start is not None else wish.day
    if day is None:
        raise FrontdeskError("wrong_value", field="time", problem=N_("a day or a time is needed"))
    customer = customers.get(work, wish.customer).id if wish.customer else None
    record = LostRecord(
        0, place, service.id, day, wish.channel, wish.reason or _reason(work, wish, place), work.seconds,
        work.actor.name, wish.start, customer, wish.party,
    )  # fmt: skip
    return _value(work, note(work, record))


def note(work: Work, record: LostRecord) -> LostRecord:
    """Write it down and journal it; it belongs to the operation that is under way."""
    record = store.add(work.connection, record)
    plain = {name: value for name in record.__struct_fields__ if (value := getattr(record, name)) is not None}
    work.record(
        VERB, "lost", record.id, 1, plain, customer=record.customer, location=record.location, day_after=record.day
    )
    return record


def _reason(work: Work, wish: LostWish, place: int) -> str:
    """Whether it is full or closed then, by the rules that stand in the way."""
    if wish.start is None:
        return "full"
    lines = (values.LineWish(wish.service),)
    booking = values.Booking(lines, wish.start, values.CustomerWish(), place, wish.party)
    try:
        rules = {obstacle.rule for obstacle in availability.why(work, booking)}
    except FrontdeskError:
        return "other"
    return reason_of(rules)


def listed(
    work: Work, first: int, last: int, location: int | None = None, service: int | None = None
) -> list[LostDemand]:
    """What could not be had on these business days (ordinals, both included), the latest first.

    An employee sees what he noted himself.
    """
    work.require("read")
    by = work.actor.name if permission.own_only(work.actor) else None
    found = store.listed(work.connection, first, last, location=location, service=service, by=by)
    return [_value(work, record) for record in found]


def _value(work: Work, record: LostRecord) -> LostDemand:
    rules = work.rules
    return LostDemand(
        id=record.id,
        service=rules.service_names[record.service],
        service_id=record.service,
        start=record.starts,
        day=record.day,
        party=record.party,
        channel=record.channel,
        reason=record.reason,
        at=record.at,
        by=record.made_by,
        location=rules.place_names[record.location],
        location_id=record.location,
        zone=rules.zone(record.location),
        customer=f"C{record.customer}" if record.customer is not None else None,
    )
