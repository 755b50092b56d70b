"""What matters when a customer is here: an allergy, what is owed, a note that is flagged.

There is no field for an allergy: it is a tag, preference or note that speaks of one. A note is flagged by an exclamation
mark at its beginning.
"""

from __future__ import annotations

from frontdesk.base.text import folded
from frontdesk.desk import permission, reading, values
from frontdesk.desk.work import Work
from frontdesk.store import customers, payments, reservations
from frontdesk.store.records import ReservationRecord

ALLERGY = ("alerg", "allerg", "intoleran", "anafila", "anaphyla")
"""Beginnings of words, without accents, by which an allergy is told in either language."""

FLAG = "!"
UNPAID_FOR = 7
"""Days for which a visit that is not paid is told of."""
MOST_UNPAID = 200
LONGEST = 100
"""Characters of a note that are said."""


def cautions(work: Work, record: ReservationRecord) -> list[values.Caution]:
    """What the desk should know of a reservation's customer who has come, allergies first."""
    person = customers.load(work.connection, [record.customer])[record.customer]
    inner = permission.may(work.actor, "internal")
    notes = [row.body for row in customers.notes(work.connection, record.customer) if inner or not row.internal]
    notes.append(record.notes)
    found = [values.Caution("allergy", text=tag) for tag in person.tags if _tells_allergy(tag)]
    for name, value in person.preferences.items():
        if _tells_allergy(name):
            found.append(values.Caution("allergy", text=value))
        elif _tells_allergy(value):
            found.append(values.Caution("allergy", text=f"{name}: {value}"))
    found += [values.Caution("allergy", text=_short(note)) for note in notes if _tells_allergy(note)]
    owed = _owed(work, record.customer)
    if owed:
        found.append(values.Caution("owed", owed, work.rules.business.currency))
    flagged = [note for note in notes if note.lstrip().startswith(FLAG) and not _tells_allergy(note)]
    found += [values.Caution("note", text=_short(note)) for note in flagged]
    return list(dict.fromkeys(found))


def _tells_allergy(text: str) -> bool:
    return bool(text) and any(word.startswith(ALLERGY) for word in folded(text).split())


def _short(note: str) -> str:
    """The lines of a note as one, without its flag, no longer than is said in passing."""
    line = " ".join(note.split()).lstrip(FLAG).strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def owed_besides(work: Work, code: str) -> int:
    """What a reservation's customer owes for others: fees, and visits of the last days that are not paid, minor units."""
    record = reading.find(work, code)
    today = work.day_of(work.minute, record.location)
    days = today - UNPAID_FOR, today
    unpaid = payments.owing(work.connection, *days, today, MOST_UNPAID, customer=record.customer)
    there = reservations.load(work.connection, _seen(work, unpaid), claims=False)
    paid = payments.paid(work.connection, [one.id for one in there])
    left = {one.id: max(one.price - paid.get(one.id, 0), 0) for one in there} | _fees(work, record.customer)
    return sum(amount for number, amount in left.items() if number != record.id)


def _owed(work: Work, customer: int) -> int:
    """Fees of earlier visits that have not been paid, minor units; an employee knows of own visits only."""
    return sum(_fees(work, customer).values())


def _fees(work: Work, customer: int) -> dict[int, int]:
    fees = reservations.fees(work.connection, customer)
    known = _seen(work, list(fees))
    paid = payments.paid(work.connection, known)
    return {number: max(fees[number] - paid.get(number, 0), 0) for number in known}


def _seen(work: Work, numbers: list[int]) -> list[int]:
    own = work.own_only
    return numbers if own is None else [one for one in numbers if reservations.may_see(work.connection, one, *own)]
