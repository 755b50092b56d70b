"""Finding anything by a few letters, and counting what waits for somebody."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean, folded
from frontdesk.desk import customers, day_values, drafts, reading, values
from frontdesk.desk.inquiries import looking
from frontdesk.desk.messages import queue, threads, timing
from frontdesk.desk.work import Work
from frontdesk.store import customers as store_customers
from frontdesk.store import finding as store
from frontdesk.store import outbox

LONGEST = 200
"""Letters of the text that are looked at: nobody's name is longer, and a paste is no search."""


def find(work: Work, text: str, limit: int) -> values.Found:
    """What a text fits, a few of each kind; an employee finds own customers and reservations only."""
    said = clean(text).strip()[:LONGEST]
    if not said:
        return values.Found()
    rules = work.rules
    return values.Found(
        customers=_customers(work, said, limit),
        reservations=_reservation(work, said),
        resources=_named(((one.kind, one.id, one.name) for one in rules.house.resources.values()), said, limit),
        services=_named((("service", one.id, one.name) for one in rules.house.services.values()), said, limit),
        zone=rules.zone(None),
    )


def _customers(work: Work, said: str, limit: int) -> tuple[values.Known, ...]:
    ids = store.customers(work.connection, said, limit, work.own_only)
    by_id = customers.number_of(said)
    if by_id is not None:
        with contextlib.suppress(FrontdeskError):  # nobody, or nobody of the actor's own
            ids = list(dict.fromkeys([customers.get(work, said).id, *ids]))[:limit]
    records = store_customers.load(work.connection, ids)
    visits = store.visits_around(work.connection, ids, work.minute)
    return tuple(
        values.Known(reading.customer_value(records[number]), *visits.get(number, (None, None))) for number in ids
    )


def _reservation(work: Work, said: str) -> tuple[values.Reservation, ...]:
    try:
        return (reading.reservation_value(work, reading.find(work, said)),)
    except FrontdeskError as error:
        if error.code in ("not_found", "not_allowed"):
            return ()
        raise


def _named(some: Iterable[tuple[str, int, str]], said: str, limit: int) -> tuple[values.Named, ...]:
    """Those in whose name every word begins a word; names that begin with the text come first."""
    whole = folded(said)
    words = whole.split()
    if not words:
        return ()
    found = []
    for kind, number, name in some:
        parts = folded(name)
        if all(f" {parts}".find(f" {word}") >= 0 for word in words):
            found.append((not parts.startswith(whole), parts, values.Named(kind, number, name)))
    return tuple(named for _begins, _parts, named in sorted(found, key=lambda one: one[:2])[:limit])


def waits(work: Work) -> day_values.Waits:
    """How much waits for somebody; an employee counts own reservations only."""
    pending = store.pending(work.connection, work.minute, work.own_only)
    outgoing, troubled = queue.counts(work)
    return day_values.Waits(
        pending=pending,
        parked=drafts.count(work),
        unread=threads.unseen(work),
        outgoing=outgoing,
        troubled=troubled,
        recallable=outbox.recallable(work.connection, work.actor.name, work.seconds, timing.UNDO_SECONDS),
        workers=tuple(queue.states(work)),
        inquiries=looking.waiting(work),
    )
