"""What is said of a reservation beside an agenda or a list, read in a moment."""

from __future__ import annotations

from frontdesk.base.codes import number_of
from frontdesk.desk import customers, permission, reading, values
from frontdesk.desk.work import Work
from frontdesk.store import customers as store_customers
from frontdesk.store import reservations as store

PAST = 3
COMING = 2
NOTES = 5


def of(work: Work, code: str) -> values.Beside:
    """A reservation with what matters of its customer. Raises FrontdeskError (not_found, not_allowed)."""
    record = reading.find(work, code)
    customer = customers.get(work, f"C{record.customer}")
    past, coming = store.around(work.connection, customer.id, work.minute, PAST + 1, COMING + 1)
    owing = store.fees(work.connection, customer.id)
    own = work.own_only
    seen = {
        number for number in {*past, *coming, *owing} if own is None or store.may_see(work.connection, number, *own)
    }
    loaded = reading.reservation_values(work, store.load(work.connection, sorted(seen), claims=False))
    found = {number_of(one.code): one for one in loaded}
    totals = store_customers.totals(work.connection, customer.id)
    inner = permission.may(work.actor, "internal")
    notes = [
        values.Note(row.at, row.author, row.body, bool(row.internal))
        for row in store_customers.notes(work.connection, customer.id)
        if inner or not row.internal
    ]
    return values.Beside(
        visit=reading.reservation_value(work, record),
        customer=reading.customer_value(customer),
        notes=tuple(notes[:NOTES]),
        preferences=customer.preferences,
        past=tuple(found[n] for n in past if n in found and n != record.id)[:PAST],
        coming=tuple(found[n] for n in coming if n in found and n != record.id)[:COMING],
        visits=totals.get("completed", 0) + totals.get("arrived", 0),
        cancelled=totals.get("cancelled", 0),
        no_shows=totals.get("no_show", 0),
        owed=sum(found[n].owed for n in owing if n in found),
    )
