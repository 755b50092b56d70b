"""A reservation made from an inquiry, in one operation: one undo takes both back."""

from __future__ import annotations

import msgspec

from frontdesk.base.codes import number_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import customers, reading, reservations, values
from frontdesk.desk.inquiries import keeping, quotes, reminders, stages
from frontdesk.desk.inquiry_values import Agreed
from frontdesk.desk.work import Work
from frontdesk.engine.zones import epoch_minute
from frontdesk.store import journal
from frontdesk.store.inquiries import InquiryRecord

CHANNELS = {"phone": "phone", "email": "email", "form": "email", "chat": "chat", "walk-in": "desk"}
"""By which channel a reservation came, after where it was asked for."""


COMES = ("pending", "confirmed", "arrived", "completed")
"""Statuses of a reservation that can be what came of an inquiry."""


def proposed(work: Work, public: str) -> values.Booking:
    """The booking an inquiry asks for, as far as it says: who, services, day and time, nights, party, notes.

    ``start`` is 0 where no day was wished.
    """
    return _proposed(work, keeping.find(work, public))


def _proposed(work: Work, record: InquiryRecord) -> values.Booking:
    house = work.rules.house
    services = [number for number in record.services if number in house.services]
    start = 0
    if record.starts is not None:
        nightly = next((house.services[one] for one in services if house.services[one].nights), None)
        minute = record.minute if record.minute is not None else nightly.check_in if nightly is not None else 0
        start = epoch_minute(record.starts, minute, work.rules.zone(record.location))
    return values.Booking(
        lines=tuple(values.LineWish(number) for number in services),
        start=start,
        customer=_who(record),
        location=record.location,
        party=record.party,
        channel=CHANNELS.get(record.source, "desk"),
        nights=record.ends - record.starts if record.ends is not None and record.starts is not None else 0,
        notes=record.notes,
    )


def agreed(work: Work, public: str) -> Agreed | None:
    """What was quoted for an inquiry, and whether that may still be the price of a booking; None: nothing was."""
    return _agreed(work, keeping.find(work, public))


def _agreed(work: Work, record: InquiryRecord) -> Agreed | None:
    made = quotes.latest(work, [record.id]).get(record.id)
    if made is None:
        return None
    own = _proposed(work, record)
    place = record.location or next(iter(work.rules.house.places), 0)
    said_yes = _said_yes(work, record, made.made_at)
    last = work.day_of((said_yes if said_yes is not None else work.seconds) // 60, place)
    return Agreed(
        total=made.total,
        currency=made.currency,
        services=frozenset(line.service for line in own.lines),
        party=record.party,
        nights=own.nights,
        day=record.starts,
        used=any(work.load(number).status in COMES for number in record.reservations),
        over=made.valid_until is not None and made.valid_until < last,
    )


def _said_yes(work: Work, record: InquiryRecord, after: int) -> int | None:
    """When they confirmed what was quoted then; None where they did not, or it is taken back."""
    if record.stage not in ("confirmed", "booked"):
        return None
    rows = journal.of_entity(work.connection, "inquiry", record.id)
    return next((row.at for row in reversed(rows) if row.verb == "inquiry.confirm" and row.at >= after), None)


def _priced(work: Work, record: InquiryRecord, wanted: values.Booking) -> tuple[values.Booking, Agreed | None, str]:
    """The booking at the price that was quoted, where it is what was quoted; else why it is not."""
    one = _agreed(work, record)
    if one is None or wanted.price is not None:
        return wanted, None, ""
    if one.currency != work.rules.business.currency:
        return wanted, one, "quote_other"
    place = wanted.location or record.location or next(iter(work.rules.house.places), 0)
    services = [line.service for line in wanted.lines]
    differs = one.differs(services, wanted.party, wanted.nights, work.day_of(wanted.start, place))
    return (wanted if differs else msgspec.structs.replace(wanted, price=one.total)), one, differs


def _who(record: InquiryRecord) -> values.CustomerWish:
    if record.customer is not None:
        return values.CustomerWish(id=f"C{record.customer}")
    return values.CustomerWish(name=record.name or None, phone=record.phone, email=record.email)


def book(
    work: Work, public: str, booking: values.Booking | None, version: int | None
) -> tuple[values.Reservation, InquiryRecord]:
    """Book what somebody asked for; the inquiry is booked with it. ``booking`` None: just what was wished.

    Where the booking says nothing of the customer or by which channel it came, the inquiry does. It costs what was quoted,
    where it is that; among its warnings stands the list's price then, else why the quote was not taken. Raises FrontdeskError
    (wrong_status, wrong_value, slot_taken, not_open, ambiguous, …); nothing is changed then.
    """
    record = keeping.find(work, public, version)
    if record.stage == "lost":
        raise stages.refused(record, "booked")
    own = _proposed(work, record)
    wanted = booking or own
    if booking is None and (record.starts is None or (record.minute is None and not own.nights)):
        raise FrontdeskError("wrong_value", field="time", problem=N_("the inquiry names no day and time"))
    if wanted.customer == values.CustomerWish():
        wanted = msgspec.structs.replace(wanted, customer=own.customer)
    if wanted.channel == "desk":
        wanted = msgspec.structs.replace(wanted, channel=own.channel)
    wanted, quoted, differs = _priced(work, record, wanted)
    visit = reservations.book(work, wanted)
    visit = msgspec.structs.replace(visit, warnings=(*visit.warnings, *_told(visit, quoted, differs)))
    number = number_of(visit.code)
    assert number is not None
    return visit, _booked(work, record, number, customers.number_of(visit.customer.id))


def _told(visit: values.Reservation, quoted: Agreed | None, differs: str) -> list[values.Caution]:
    """That it costs what was quoted, where the list says something else; or why it does not."""
    if quoted is None:
        return []
    if differs:
        return [values.Caution(differs, quoted.total, quoted.currency)]
    listed = sum(line.price for line in visit.lines)
    return [values.Caution("quoted", listed, visit.currency)] if listed != visit.price else []


def link(work: Work, public: str, code: str, version: int | None) -> InquiryRecord:
    """A reservation that was made otherwise is what came of it. Raises FrontdeskError (wrong_status, not_found, …)."""
    record = keeping.find(work, public, version)
    visit = reading.find(work, code)
    if record.stage == "lost" or visit.status not in COMES or visit.id in record.reservations:
        raise stages.refused(record, "booked")
    return _booked(work, record, visit.id, visit.customer)


def _booked(work: Work, record: InquiryRecord, number: int, customer: int | None) -> InquiryRecord:
    after = msgspec.structs.replace(
        record,
        stage="booked",
        customer=record.customer if record.customer is not None else customer,
        reservations=(*record.reservations, number),
        unanswered=0,
    )
    after = keeping.alter(work, "inquiry.book", after)
    reminders.stop(work, after)
    return after
