"""Booking, moving, resizing, editing and deleting: each one use case, one transaction."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.refusals import wrong_status
from frontdesk.base.text import clean, clean_note
from frontdesk.desk import arrival, customers, holds, planning, reading, twice, values
from frontdesk.desk.work import Work
from frontdesk.engine.plan import assign
from frontdesk.engine.values import CUSTOMER_CHANNELS, LineRequest, Plan, Request
from frontdesk.store import payments
from frontdesk.store import reservations as store
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.records import LineRecord, ReservationRecord

MOVABLE = frozenset({"pending", "confirmed", "arrived"})


def book(work: Work, booking: values.Booking, verb: str = "book", status: str | None = None) -> values.Reservation:
    """Book a visit. Raises FrontdeskError (slot_taken, not_open, session_full, already_booked, ambiguous, …)."""
    work.require("book")
    booking = planning.own(work, booking, "book")
    channel = clean(booking.channel).strip() or "desk"
    booking = msgspec.structs.replace(booking, channel=channel)
    person = customers.resolve(work, booking.customer)
    request = planning.request_of(work.rules, booking, person.tags)
    start = planning.start_of(work.rules, booking)
    plan = plan_for(work, request, start, hold=booking.hold, overlap=booking.overlap, reason=booking.reason)
    if booking.hold is not None:
        holds.drop(work, booking.hold)
    if status is None:
        waits = channel in CUSTOMER_CHANNELS and work.rules.confirm == "manual"
        status = "pending" if waits else "confirmed"
    record = record_of(work, plan, request, person, status, notes=clean_note(booking.notes), overlap=booking.overlap)
    if booking.reason:
        record.reason = clean_note(booking.reason)
    if booking.price is not None:
        record.price = booking.price
    _refuse_second_seat(work, record, person)
    work.add_reservations([record], verb)
    here = arrival.cautions(work, record) if status == "arrived" else []
    other = twice.cautions(work, person.id, record.starts, record.ends, nights=record.nights, without=record.id)
    return reading.reservation_value(work, record, [*_cautions(work, request, start), *other, *here])


def plan_for(
    work: Work,
    request: Request,
    start: int,
    *,
    without: Sequence[int] = (),
    hold: str | None = None,
    overlap: bool = False,
    reason: str | None = None,
) -> Plan:
    """The plan for a request, its resources locked; on purpose over others when a manager says so with a reason."""
    if overlap:
        work.require("overlap")
        if not (reason or "").strip():
            raise FrontdeskError("reason_needed")
    ignore = planning.OVERLAP if overlap else frozenset()
    return planning.settle(work, request, start, without=without, hold=hold, ignore=ignore)


def _refuse_second_seat(work: Work, record: ReservationRecord, person: CustomerRecord) -> None:
    for held in record.seats:
        if store.has_seat(work.connection, held, person.id):
            raise FrontdeskError("already_booked", customer=person.name)


def _cautions(work: Work, request: Request, start: int) -> list[values.Caution]:
    """What would have bound a customer at this start."""
    if request.channel in (*CUSTOMER_CHANNELS, "walk-in"):
        return []
    house, found = work.rules.house, []
    for line in request.lines:
        service = house.services[line.service]
        if service.min_notice and start < work.minute + service.min_notice:
            found.append(values.Caution("notice", service.min_notice))
        if service.horizon is not None and start > work.minute + service.horizon * planning.DAY:
            found.append(values.Caution("horizon", service.horizon))
        if service.tags:
            match = service.tags <= request.tags if service.tags_match == "all" else bool(service.tags & request.tags)
            if not match:
                found.append(values.Caution("tags", text=", ".join(sorted(service.tags))))
    return list(dict.fromkeys(found))


def record_of(
    work: Work,
    plan: Plan,
    request: Request,
    person: CustomerRecord,
    status: str,
    *,
    notes: str = "",
    overlap: bool = False,
) -> ReservationRecord:
    """A new reservation for a plan."""
    return ReservationRecord(
        id=store.next_ids(work.connection, 1)[0],
        status=status,
        customer=person.id,
        location=plan.place,
        starts=plan.start,
        ends=plan.end,
        day=work.day_of(plan.start, plan.place),
        channel=request.channel,
        created_at=work.seconds,
        created_by=work.actor.name,
        settled_at=work.seconds,
        party=request.party,
        nights=request.nights,
        price=price_of(plan),
        notes=notes,
        lines=lines_of(plan),
        claims=claims_of(plan, overlap),
    )


def lines_of(plan: Plan) -> tuple[LineRecord, ...]:
    """The lines of a plan as they are stored."""
    return tuple(
        LineRecord(
            line.service, line.start, line.end, line.staff, line.session,
            tuple(number for number in line.resources if number != line.staff), line.price,
        )
        for line in plan.lines
    )  # fmt: skip


def claims_of(plan: Plan, overlap: bool = False) -> tuple[tuple[int, int, int, int], ...]:
    """The claims of a plan as they are stored: (resource, from, to, overlap)."""
    return tuple((which, low, high, int(overlap)) for line in plan.lines for which, low, high in line.claims)


def price_of(plan: Plan) -> int:
    """What a plan costs, minor units; its lines count seats and nights already."""
    return sum(line.price for line in plan.lines)


def request_for(
    work: Work, record: ReservationRecord, *, staff: int | None, resources: tuple[int, ...] | None
) -> Request:
    """The request that a reservation answers, at any other time; lengths that were changed by hand are kept."""
    rules = work.rules
    lines = []
    for line in record.lines:
        if line.service not in rules.house.services:
            raise FrontdeskError("not_found", kind="service", name=rules.service_names.get(line.service, "?"))
        lines.append(
            LineRequest(
                service=line.service,
                staff=staff if staff is not None and line.staff is not None else line.staff,
                after=line.starts - record.starts,
                duration=None if record.nights else line.ends - line.starts,
                resources=resources if resources is not None else line.resources or None,
            )
        )
    channel = "desk" if record.channel in CUSTOMER_CHANNELS else record.channel
    return Request(
        tuple(lines), record.party, None, "desk" if channel == "walk-in" else channel, frozenset(), record.nights
    )


def free_choice(work: Work, request: Request, before: ReservationRecord, start: int, *, kept: bool) -> Request:
    """The same rooms and tables where they are free at the new time, else whichever are."""
    if kept or not any(line.resources for line in request.lines):
        return request
    known = planning.situation(work, request, start, start + 1, without=[before.id])
    found = assign(work.rules.house, request, start, known.claims, known.sessions, work.minute, covers=known.covers)
    if isinstance(found, Plan):
        return request
    return _with_lines(request, tuple(_unpinned(line) for line in request.lines))


def _unpinned(line: LineRequest) -> LineRequest:
    return LineRequest(line.service, line.staff, line.after, line.duration, line.session, None)


def _with_lines(request: Request, lines: tuple[LineRequest, ...]) -> Request:
    return Request(lines, request.party, request.place, request.channel, request.tags, request.nights)


def replan(
    work: Work, verb: str, before: ReservationRecord, plan: Plan, request: Request, overlap: bool, reason: str | None
) -> values.Reservation:
    """Write a reservation under a new plan; agreed prices of its lines stay."""
    store.lock(work.connection, before.resources, before.seats, work.seconds)
    lines = lines_of(plan)
    same = len(lines) == len(before.lines)
    if same:
        lines = tuple(
            msgspec.structs.replace(line, price=old.price) if line.service == old.service else line
            for line, old in zip(lines, before.lines, strict=True)
        )
    after = msgspec.structs.replace(
        before,
        location=plan.place,
        starts=plan.start,
        ends=plan.end,
        day=work.day_of(plan.start, plan.place),
        lines=lines,
        claims=claims_of(plan, overlap),
        party=request.party,
        nights=request.nights,
        price=before.price if same and request.party == before.party else price_of(plan),
        reason=clean_note(reason) if reason else before.reason,
    )
    if after != before:
        after = work.change_reservation(verb, before, after)
    return reading.reservation_value(work, after)


def changeable(work: Work, code: str, version: int | None) -> ReservationRecord:
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    if before.status not in MOVABLE:
        raise wrong_status(code.upper(), reading.customer_name(work, before), before.status, "move")
    return before


def resize(
    work: Work, code: str, minutes: int, *, version: int | None, overlap: bool, reason: str | None
) -> values.Reservation:
    """Longer or shorter: the last line gets the difference. ``minutes`` is the whole visit's length."""
    work.require("change")
    before = changeable(work, code, version)
    if before.nights:
        raise FrontdeskError("wrong_value", field="minutes", problem=N_("a stay is changed by its nights"))
    if any(line.session is not None for line in before.lines):
        raise FrontdeskError("wrong_value", field="minutes", problem=N_("a session has its own length"))
    last = max(range(len(before.lines)), key=lambda i: before.lines[i].ends)
    length = before.starts + minutes - before.lines[last].starts
    if length < 1 or minutes > 24 * 60:
        raise FrontdeskError("wrong_value", field="minutes", problem=N_("from the last line's first minute to a day"))
    request = request_for(work, before, staff=None, resources=None)
    lines = list(request.lines)
    lines[last] = LineRequest(
        lines[last].service, lines[last].staff, lines[last].after, length, lines[last].session, lines[last].resources
    )
    request = _with_lines(request, tuple(lines))
    started = before.starts < work.minute
    ignore = (planning.OVERLAP if overlap else frozenset()) | ({"past"} if started else frozenset())
    if overlap:
        work.require("overlap")
        if not (reason or "").strip():
            raise FrontdeskError("reason_needed")
    plan = planning.settle(work, request, before.starts, without=[before.id], ignore=frozenset(ignore))
    return replan(work, "resize", before, plan, request, overlap, reason)


def edit(work: Work, code: str, changes: values.ReservationEdit, version: int | None) -> values.Reservation:
    """Party, notes, price, channel, customer or services of a reservation. A new party or service is planned anew."""
    work.require("change")
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    after = before
    if changes.notes is not UNSET:
        after = msgspec.structs.replace(after, notes=clean_note(changes.notes))
    if changes.channel is not UNSET:
        after = msgspec.structs.replace(after, channel=clean(changes.channel).strip() or before.channel)
    if changes.customer is not UNSET:
        person = customers.resolve(work, changes.customer)
        after = msgspec.structs.replace(after, customer=person.id)
        if person.id != before.customer:
            _refuse_second_seat(work, after, person)
    if changes.price is not UNSET:
        if changes.price < 0:
            raise FrontdeskError("wrong_value", field="price", problem=N_("it cannot be negative"))
        after = msgspec.structs.replace(after, price=changes.price)
    party = changes.party if changes.party is not UNSET else before.party
    if changes.services is not UNSET or party != before.party:
        return _rebooked(work, code, before, after, changes, party)
    if after == before:
        return reading.reservation_value(work, before)
    if after.seats:
        store.lock(work.connection, (), after.seats, work.seconds)
    return reading.reservation_value(work, work.change_reservation("edit", before, after))


def _rebooked(
    work: Work,
    code: str,
    before: ReservationRecord,
    after: ReservationRecord,
    changes: values.ReservationEdit,
    party: int,
) -> values.Reservation:
    if before.status not in MOVABLE:
        raise wrong_status(code.upper(), reading.customer_name(work, before), before.status, "edit")
    if changes.services is not UNSET:
        booking = values.Booking(
            changes.services, before.starts, values.CustomerWish(), party=party, nights=before.nights
        )
        request = planning.request_of(work.rules, planning.own(work, booking, "book"))
    else:
        request = request_for(work, before, staff=None, resources=None)
        request = Request(request.lines, party, request.place, request.channel, request.tags, request.nights)
        if any(work.rules.house.services[line.service].duration_by_party for line in before.lines):
            lines = tuple(
                LineRequest(line.service, line.staff, None, None, line.session, None) for line in request.lines
            )
            request = _with_lines(request, lines)
        else:
            request = free_choice(work, request, before, before.starts, kept=False)
    ignore = frozenset({"past"}) if before.starts < work.minute else frozenset[str]()
    plan = planning.settle(work, request, before.starts, without=[before.id], ignore=ignore)
    changed = msgspec.structs.replace(after, version=before.version)
    result = replan(work, "edit", before, plan, request, False, None)
    if (changed.notes, changed.channel, changed.customer) == (
        before.notes,
        before.channel,
        before.customer,
    ) and changes.price is UNSET:
        return result
    now = work.load(before.id)
    more = msgspec.structs.replace(now, notes=changed.notes, channel=changed.channel, customer=changed.customer)
    if changes.price is not UNSET:
        more = msgspec.structs.replace(more, price=changes.price)
    return reading.reservation_value(work, work.change_reservation("edit", now, more))


def delete(work: Work, code: str, reason: str, version: int | None) -> None:
    """Take a wrong record out of every list: a manager's, with a reason, never with a payment."""
    work.require("delete")
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    if not reason.strip():
        raise FrontdeskError("reason_needed")
    if before.id in payments.paid(work.connection, [before.id]):
        raise FrontdeskError("has_payment", code=code.upper())
    store.lock(work.connection, before.resources, before.seats, work.seconds)
    work.remove_reservation("delete", msgspec.structs.replace(before, reason=clean_note(reason)))


def pay(
    work: Work, code: str, amount: int, method: str, version: int | None, paid: int | None = None
) -> values.Reservation:
    """Take a payment for a reservation, minor units of the business's currency.

    ``paid``: what had been paid when it was decided; where that is not so any more, somebody else took a payment meanwhile.
    """
    work.require("pay")
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    if paid is not None and payments.paid(work.connection, [before.id]).get(before.id, 0) != paid:
        taken = payments.of_reservation(work.connection, before.id)
        who = payments.load(work.connection, taken)[max(taken)].by if taken else "?"
        raise FrontdeskError("paid_meanwhile", {"changed_by": who}, code=code.upper(), who=who)
    if amount <= 0:
        raise FrontdeskError("wrong_value", field="amount", problem=N_("more than 0"))
    method = clean(method).strip()
    if not method:
        raise FrontdeskError("wrong_value", field="method", problem=N_("such as cash, card"))
    row = {
        "reservation_id": before.id, "customer_id": before.customer, "amount": amount,
        "currency": work.rules.business.currency, "method": method, "at": work.seconds, "by": work.actor.name,
    }  # fmt: skip
    number = payments.add(work.connection, row)
    image = {"reservation": before.id, "amount": amount, "currency": row["currency"]}
    work.record(
        "pay", "payment", number, 1, image,
        private={"method": method}, customer=before.customer, location=before.location, day_after=before.day,
    )  # fmt: skip
    return reading.reservation_value(work, before)
