"""A time kept while a form is open, or parked for a moment."""

from __future__ import annotations

import secrets

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean
from frontdesk.desk import planning, values
from frontdesk.desk.work import Work
from frontdesk.store import holds as store
from frontdesk.store import journal
from frontdesk.store import reservations as store_reservations

LONGEST = 60
"""Minutes a hold may last at most."""
FORGOTTEN = 24 * 3600
"""Seconds after which a hold that ran out, and the name on it, are taken out of the tables."""


def hold(work: Work, booking: values.Booking, minutes: int) -> values.Hold:
    """Keep a booking's time for so many minutes; a hold it already has (``booking.hold``) is replaced.

    Raises FrontdeskError (slot_taken, not_open, …).
    """
    work.require("book")
    if not 0 < minutes <= LONGEST:
        raise FrontdeskError("wrong_value", field="minutes", problem=N_("from 1 to {most}"), most=LONGEST)
    booking = planning.own(work, booking, "book")
    request = planning.request_of(work.rules, booking)
    plan = planning.settle(work, request, planning.start_of(work.rules, booking), hold=booking.hold)
    if booking.hold is not None:
        drop(work, booking.hold)
    token = secrets.token_urlsafe(12)
    row = {
        "token": token, "owner": work.actor.name, "label": clean(booking.customer.name or ""), "location_id": plan.place,
        "expires_at": work.seconds + minutes * 60,
    }  # fmt: skip
    claims = [claim for line in plan.lines for claim in line.claims]
    seats = [(line.session, request.party) for line in plan.lines if line.session is not None]
    store.add(work.connection, row, claims, seats)
    store.sweep(work.connection, work.seconds - FORGOTTEN)
    journal.notify(work.connection)
    rules, first = work.rules, plan.lines[0]
    return values.Hold(
        token=token,
        expires=work.seconds + minutes * 60,
        start=plan.start,
        end=plan.end,
        staff=rules.names[first.staff] if first.staff is not None else None,
        resources=tuple(dict.fromkeys(rules.names[claim[0]] for claim in claims)),
        location=rules.place_names[plan.place],
        zone=rules.zone(plan.place),
    )


def lengthen(work: Work, token: str, minutes: int) -> int | None:
    """Keep on what a hold keeps, until so many minutes from now (epoch seconds, returned); None where it is gone."""
    found = store.find(work.connection, token)
    if found is None:
        return None
    _row, resources, sessions = found
    store_reservations.lock(work.connection, resources, sessions, work.seconds)  # what had run out goes here
    if store.find(work.connection, token) is None:
        return None
    expires = work.seconds + minutes * 60
    store.lengthen(work.connection, token, expires)
    journal.notify(work.connection)
    return expires


def drop(work: Work, token: str) -> None:
    """Let go what a hold keeps; it may have expired and be gone already (S3)."""
    found = store.find(work.connection, token)
    if found is None:
        return
    row, resources, sessions = found
    store_reservations.lock(work.connection, resources, sessions, work.seconds)
    store.remove(work.connection, row.token)
    journal.notify(work.connection)


def forget(work: Work, name: str) -> None:
    """Let go what is kept under the name of somebody who is erased."""
    for token in store.named(work.connection, clean(name)):
        drop(work, token)
