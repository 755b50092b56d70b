"""What a reservation may become (RULES.md, Status) and what cancelling costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.refusals import wrong_status
from frontdesk.base.text import clean_note
from frontdesk.desk import arrival, permission, planning, reading, reservations, values
from frontdesk.desk.work import PENDING_SECONDS, Work
from frontdesk.store import reservations as store
from frontdesk.store import rows
from frontdesk.store.records import ReservationRecord

BECOMES: dict[str, frozenset[str]] = {
    "pending": frozenset({"confirmed", "cancelled", "expired"}),
    "confirmed": frozenset({"arrived", "no_show", "cancelled"}),
    "arrived": frozenset({"completed", "confirmed"}),
    "completed": frozenset({"arrived"}),  # same business day
    "no_show": frozenset({"arrived"}),  # same business day
    "cancelled": frozenset({"confirmed"}),  # if its time is still free
    "expired": frozenset(),
}

ENDED = frozenset({"completed", "no_show"})


def become(
    work: Work, code: str, wanted: str, verb: str, version: int | None, *, together: bool = False
) -> values.Reservation:
    """Bring a reservation into another status, alone or with others (``together``).

    Raises FrontdeskError (wrong_status, slot_taken, stale_version, …).
    """
    work.require("change")
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    if before.status == wanted:
        # the same key twice, or two desks with the same wish: it is so already
        return reading.reservation_value(work, before)
    refuse_wrong(work, before, code, wanted, together=together)
    if before.status in ("cancelled", "no_show"):
        return _again(work, verb, before, wanted)
    after = msgspec.structs.replace(before, status=wanted, settled_at=work.seconds)
    if wanted == "no_show":
        store.lock(work.connection, before.resources, before.seats, work.seconds)
        after = msgspec.structs.replace(after, claims=_used(before, work.minute), fee=fee(work, before, "no_show"))
    here = arrival.cautions(work, before) if wanted == "arrived" else ()
    return reading.reservation_value(work, work.change_reservation(verb, before, after), here)


def refuse_wrong(work: Work, before: ReservationRecord, code: str, wanted: str, *, together: bool = False) -> None:
    """Raises FrontdeskError(wrong_status) when a reservation cannot be brought into a status now.

    ``together``: with others, among which nobody sees that one has ended already; only a single slip is taken back.
    """
    told: dict[str, Any] = {}
    possible = wanted in BECOMES[before.status] and not (together and before.status in ENDED)
    if possible and wanted == "no_show" and work.minute < before.starts:
        told["begins"] = dt.datetime.fromtimestamp(before.starts * 60, dt.UTC).isoformat()
    elif possible and wanted == "arrived":
        today = work.day_of(work.minute, before.location)
        # what was forgotten yesterday may be put right; what has ended is taken back the same day only
        if today < before.day or (today > before.day and before.status in ENDED):
            told["day"], told["today"] = (dt.date.fromordinal(day).isoformat() for day in (before.day, today))
    if not possible or told:
        raise wrong_status(code.upper(), reading.customer_name(work, before), before.status, wanted, **told)


def _used(before: ReservationRecord, minute: int) -> tuple[tuple[int, int, int, int], ...]:
    """The claims of a no-show up to now: the unused rest is free for the desk and walk-ins."""
    return tuple((which, low, min(high, minute), over) for which, low, high, over in before.claims if low < minute)


def _again(work: Work, verb: str, before: ReservationRecord, wanted: str) -> values.Reservation:
    """Take the time again for one that was cancelled or not there; only exactly as it was."""
    request = reservations.request_for(work, before, staff=None, resources=None)
    started = before.starts < work.minute
    ignore = frozenset({"past"}) if started and before.status == "no_show" else frozenset[str]()
    overlap = any(claim[3] for claim in before.claims)
    plan = planning.settle(work, request, before.starts, without=[before.id], ignore=ignore)
    store.lock(work.connection, before.resources, _sessions(before), work.seconds)
    after = msgspec.structs.replace(
        before,
        status=wanted,
        settled_at=work.seconds,
        cancelled_by=None,
        late=0,
        fee=0,
        lines=reservations.lines_of(plan),
        claims=reservations.claims_of(plan, overlap),
    )
    here = arrival.cautions(work, before) if wanted == "arrived" else ()
    return reading.reservation_value(work, work.change_reservation(verb, before, after), here)


def _sessions(record: ReservationRecord) -> list[int]:
    return [line.session for line in record.lines if line.session is not None]


def preview(work: Work, code: str, by: str) -> values.Cancellation:
    """What cancelling now would mean. ``fee`` in minor units."""
    return cost(work, reading.find(work, code), by)


def cost(work: Work, record: ReservationRecord, by: str) -> values.Cancellation:
    """What cancelling a reservation now would mean."""
    late, rule = False, "free"
    if by == "customer":
        for line in record.lines:
            terms = work.rules.conditions[line.service]
            if work.minute > record.starts - terms.cancel_until:
                late, rule = True, terms.late_cancel if rule == "free" else rule
    owed = fee(work, record, "late_cancel") if late else 0
    return values.Cancellation(late, owed, rule, work.rules.business.currency, _waivable(work, owed))


def no_show_preview(work: Work, code: str) -> values.Cancellation:
    """What it would mean to record that nobody came. ``fee`` in minor units."""
    record = reading.find(work, code)
    rules = [work.rules.conditions[line.service].no_show for line in record.lines]
    rule = next((one for one in rules if one != "free"), "free")
    return values.Cancellation(True, fee(work, record, "no_show"), rule, work.rules.business.currency)


def _waivable(work: Work, owed: int) -> bool:
    return owed > 0 and permission.may(work.actor, "waive")


def fee(work: Work, record: ReservationRecord, which: str) -> int:
    """The fee of the lines whose rule asks for one; minor units."""
    total = 0
    for line in record.lines:
        terms = work.rules.conditions[line.service]
        if getattr(terms, which) == "fee":
            total += terms.fee
    return total


def cancel(
    work: Work, code: str, *, by: str, reason: str | None, waive: bool, version: int | None
) -> values.Reservation:
    """Void a reservation and keep its history; its time is free at once. Cancelling twice is cancelling once."""
    work.require("change")
    if by not in ("customer", "business"):
        raise FrontdeskError("wrong_value", field="by", problem=N_("customer or business"))
    if waive:
        work.require("waive")
        if not (reason or "").strip():
            raise FrontdeskError("reason_needed")
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    if before.status == "cancelled":
        return reading.reservation_value(work, before)
    refuse_wrong(work, before, code, "cancelled")
    terms = cost(work, before, by)
    store.lock(work.connection, before.resources, before.seats, work.seconds)
    after = msgspec.structs.replace(
        before,
        status="cancelled",
        settled_at=work.seconds,
        cancelled_by=by,
        reason=clean_note(reason) if reason else before.reason,
        late=int(terms.late),
        fee=0 if waive else terms.fee,
        claims=(),
    )
    return reading.reservation_value(work, work.change_reservation("cancel", before, after))


def expire(work: Work) -> list[str]:
    """Pending reservations that nobody confirmed within 24 hours, or before their start, give their time back."""
    gone = []
    for number in store.overdue(work.connection, work.minute, work.seconds - PENDING_SECONDS):
        rows.hold(work.connection, "reservation", number)
        before = work.load(number)
        store.lock(work.connection, before.resources, before.seats, work.seconds)
        if before.status != "pending":
            continue
        after = msgspec.structs.replace(before, status="expired", settled_at=work.seconds, claims=())
        work.change_reservation("expire", before, after)
        gone.append(code_of(number))
    return gone
