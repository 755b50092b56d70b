"""The call list: who has not said yet that they come on the next open day, and what came of calling them."""

from __future__ import annotations

from typing import Any

from frontdesk.base.codes import number_of
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.refusals import wrong_status
from frontdesk.desk import agenda, planning, reading, statuses, values
from frontdesk.desk.duty.values import OUTCOMES, CallList, PhoneCall, ToCall
from frontdesk.desk.work import Work
from frontdesk.engine.values import Resource
from frontdesk.store import calls as store
from frontdesk.store import messages, reservations

LOOK_AHEAD = 31
"""Days within which an open one is looked for; where there is none, the list is tomorrow's."""

STANDING = ("pending", "confirmed")
LINK = "web"


def listed(work: Work, location: int | None, day: int | None = None) -> CallList:
    """Who is to be called about a business day (ordinal); left out: about the next open one.

    Those who were not called come first, then those who were called longest ago; who said that they come is last.
    """
    work.require("read")
    work.settle_pending()
    place = location if location is not None else next(iter(work.rules.house.places), 0)
    today = work.day_of(work.minute, place)
    wanted = next_open(work, today, location) if day is None else day
    visits = _visits(work, wanted, location)
    numbers = [number_of(visit.code) or 0 for visit in visits]
    made = store.of_reservations(work.connection, numbers)
    coming = _say_they_come(work, visits)
    entries = []
    for number, visit in zip(numbers, visits, strict=True):
        rows = made.get(number, [])
        said = any(row.outcome == "confirmed" and row.schedule_version == visit.schedule_version for row in rows)
        if visit.code in coming and not said:
            continue  # they said so themselves: nobody has to call
        entries.append(ToCall(visit, tuple(_value(row) for row in rows), said and visit.status == "confirmed"))
    entries.sort(key=lambda one: (one.done, one.calls[-1].at if one.calls else 0, one.visit.start, one.visit.code))
    return CallList(wanted, today, work.rules.zone(location), tuple(entries))


def waiting(work: Work, location: int | None) -> int:
    """How many have neither said nor been told on the phone that they come on the next open day."""
    return sum(not one.done for one in listed(work, location).entries)


def next_open(work: Work, today: int, location: int | None) -> int:
    """The next business day after today on which somebody works or is expected."""
    everything = work.rules.house.resources.values()
    here = [one for one in everything if location in (None, one.place)]
    # rooms are there at any hour: whether it is open, people say; where nobody works, tables
    tell = next((some for kind in ("staff", "table") if (some := [one for one in here if one.kind == kind])), here)
    for day in range(today + 1, today + 1 + LOOK_AHEAD):
        if any(_opens(work, one, day, location) for one in tell) or _visits(work, day, location, limit=1):
            return day
    return today + 1


def _opens(work: Work, resource: Resource, day: int, location: int | None) -> bool:
    """Whether somebody begins to work on a day, or never stops; the rest of a night is the day before's."""
    start, end = planning.day_bounds(work.rules, day, location)
    spans = agenda.merged_spans(work, resource, start, end)
    return any(start <= low < end or (low < start and high >= end) for low, high in spans)


def _visits(work: Work, day: int, location: int | None, limit: int | None = None) -> list[values.Reservation]:
    wanted = values.Filter(first=day, last=day, statuses=STANDING, location=location)
    return agenda.listed(work, wanted, 0, limit, "start", False)


def _say_they_come(work: Work, visits: list[values.Reservation]) -> set[str]:
    """The codes of those whose customer said so through the link, for the time at which the visit stands."""
    names = {f"comes:{number_of(visit.code)}:{visit.schedule_version}": visit.code for visit in visits}
    found = messages.external_ids(work.connection, LINK, list(names))
    return {names[name] for name in found}


def _value(row: Any) -> PhoneCall:
    return PhoneCall(row.at, row.made_by, row.outcome)


def log(work: Work, code: str, outcome: str, version: int | None) -> ToCall:
    """Write down what came of a call; who says that they come is confirmed by it.

    Raises FrontdeskError (wrong_value, wrong_status, not_found, not_allowed, stale_version).
    """
    work.require("change")
    if outcome not in OUTCOMES:
        raise FrontdeskError("wrong_value", field="outcome", problem=", ".join(OUTCOMES))
    before = reading.find(work, code)
    reading.refuse_stale(work, "reservation", before.id, code.upper(), before.version, version)
    if before.status not in STANDING:
        raise wrong_status(code.upper(), reading.customer_name(work, before), before.status, "confirmed")
    if outcome == "confirmed" and before.status == "pending":
        statuses.become(work, code, "confirmed", "confirm", None)
    after = reservations.load(work.connection, [before.id])[0]
    number = store.add(work.connection, before.id, after.schedule_version, work.seconds, work.actor.name, outcome)
    work.record(
        f"call.{outcome}", "call", number, 1, {"reservation": before.id, "outcome": outcome},
        customer=before.customer, location=before.location, day_after=before.day,
    )  # fmt: skip
    made = store.of_reservations(work.connection, [before.id])[before.id]
    return ToCall(reading.reservation_value(work, after), tuple(_value(row) for row in made), outcome == "confirmed")
