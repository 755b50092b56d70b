"""One action for several reservations: for all or for none, in one operation, so that one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from frontdesk.base.codes import number_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import reading, reservations, statuses, values
from frontdesk.desk.work import Work
from frontdesk.store import reservations as store
from frontdesk.store import rows
from frontdesk.store.records import ReservationRecord

MOST = 500
"""More than an undo takes back is not done together either."""

BECOMES = {
    "arrive": "arrived",
    "confirm": "confirmed",
    "complete": "completed",
    "no-show": "no_show",
    "cancel": "cancelled",
}
ACTIONS = (*BECOMES, "delete")

Wanted = Sequence[tuple[str, int | None]]
"""Codes, each with the version that is meant (None: whichever)."""


def preview(work: Work, action: str, codes: Sequence[str]) -> values.Several:
    """What an action would mean for these reservations together.

    Raises FrontdeskError (wrong_status, not_found, not_allowed) for the first that cannot; its ``details`` name it (``at``).
    """
    codes = _checked(work, action, codes)
    found: list[ReservationRecord] = []
    fee = late = 0

    def look(code: str) -> None:
        nonlocal fee, late
        record = reading.find(work, code)
        found.append(record)
        wanted = BECOMES.get(action)
        if wanted is None or record.status == wanted:
            return
        statuses.refuse_wrong(work, record, code, wanted, together=True)
        if action == "cancel":
            cost = statuses.cost(work, record, "customer")
            fee, late = fee + cost.fee, late + cost.late
        elif action == "no-show":
            fee += statuses.fee(work, record, "no_show")

    _each(work, codes, look)
    visits = reading.reservation_values(work, found)
    return values.Several(tuple(visits), fee, late, work.rules.business.currency)


def do(work: Work, action: str, wanted: Wanted, reason: str | None) -> list[values.Reservation]:
    """Do it for all of them, or for none; they come back as they stand then (deleted ones as they stood).

    Raises the refusal of the first that cannot; its ``details`` name it (``at``).
    """
    versions = {code.upper(): version for code, version in wanted}
    _checked(work, action, list(versions))
    done: list[values.Reservation] = []
    _lock(work, list(versions))

    def one(code: str) -> None:
        version = versions[code]
        if action == "delete":
            before = reading.reservation_value(work, reading.find(work, code))
            reservations.delete(work, code, reason or "", version)
            done.append(before)
        elif action == "cancel":
            done.append(statuses.cancel(work, code, by="customer", reason=reason, waive=False, version=version))
        else:
            done.append(statuses.become(work, code, BECOMES[action], action, version, together=True))

    _each(work, list(versions), one)
    return done


def _checked(work: Work, action: str, codes: Sequence[str]) -> list[str]:
    """The codes, each once."""
    if action not in ACTIONS:
        raise FrontdeskError("wrong_value", field="change", problem=", ".join(ACTIONS))
    if len(codes) > MOST:
        raise FrontdeskError("wrong_value", field="reservation", problem=N_("at most {most} at once"), most=MOST)
    work.require("delete" if action == "delete" else "change")
    return list(dict.fromkeys(code.upper() for code in codes))


def _each(work: Work, codes: Sequence[str], do: Callable[[str], None]) -> None:
    """Do something for each; a refusal says for which."""
    for code in codes:
        try:
            do(code)
        except FrontdeskError as error:
            error.details.setdefault("at", code)
            raise


def _lock(work: Work, codes: Sequence[str]) -> None:
    """Hold all rows and then all that they take, each in ascending order, or two such orders could wait for each other."""
    numbers = sorted({number for code in codes if (number := number_of(code)) is not None and number < 2**31})
    for number in numbers:
        rows.hold(work.connection, "reservation", number)
    records = store.load(work.connection, numbers)
    resources = {which for record in records for which in record.resources}
    sessions = {held for record in records for held in record.seats}
    store.lock(work.connection, resources, sessions, work.seconds)
