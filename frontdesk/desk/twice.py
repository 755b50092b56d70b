"""A customer who has another visit at the same time: it may be wanted, or somebody was booked for another. It is said."""

from __future__ import annotations

from frontdesk.desk import availability, customers, values
from frontdesk.desk.work import Work
from frontdesk.store import reservations as store


def cautions(
    work: Work, customer: int, start: int, end: int, *, nights: int = 0, without: int | None = None
) -> tuple[values.Caution, ...]:
    """What is said of a visit from ``start`` to ``end`` (epoch minutes), the reservation ``without`` aside."""
    other = None if nights else store.beside(work.connection, customer, start, end, without)
    if other is None:
        return ()
    (visit,) = store.load(work.connection, [other], claims=False)
    names = ", ".join(dict.fromkeys(work.rules.service_names[line.service] for line in visit.lines))
    return (values.Caution("twice", text=names),)


def of_wish(work: Work, booking: values.Booking) -> tuple[values.Caution, ...]:
    """The same of a booking that is still a wish; nothing where it cannot be had, or whose it is is not known."""
    work.require("book")
    if booking.customer.id is None:
        return ()
    person = customers.get(work, booking.customer.id)
    plan, _obstacles = availability.attempt(work, booking)
    if plan is None:
        return ()
    return cautions(work, person.id, plan.start, plan.end, nights=booking.nights)
