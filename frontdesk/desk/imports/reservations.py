"""Reservations from rows: one chunk of them is decided and written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import planning
from frontdesk.desk.imports import tally
from frontdesk.desk.imports.newcomers import Known
from frontdesk.desk.imports.people import Directory
from frontdesk.desk.imports.placing import Claims, Placer, Taken
from frontdesk.desk.imports.wanted import Wanted
from frontdesk.desk.work import Work
from frontdesk.engine.terms import longest
from frontdesk.engine.values import House, Plan, Request
from frontdesk.store import claims as store_claims
from frontdesk.store import customers as store_customers
from frontdesk.store import imported
from frontdesk.store import reservations as store
from frontdesk.store.records import BLOCKING, LineRecord, ReservationRecord

KIND = "reservations"
_MARGIN = 1440


@dataclass(slots=True)
class Memory:
    """What an import of reservations keeps from chunk to chunk. ``planned``: what a dry run would have taken."""

    create_missing: bool
    overlap: bool
    nameless: dict[str, int] = field(default_factory=dict)
    planned: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome(tally.Outcome):
    """What became of a chunk of rows, and what it leaves for the next."""

    nameless: dict[str, int] = field(default_factory=dict)
    claims: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Case:
    """A row under way: what it asks for, and the reservation it changes."""

    wanted: Wanted
    request: Request
    before: ReservationRecord | None = None
    plan: Plan | None = None
    claims: Claims = ()
    status: str = ""


def write_chunk(work: Work, rows: Sequence[Wanted], memory: Memory) -> Outcome:
    """Decide these rows and write what is accepted. Rows are in order of their start."""
    outcome = Outcome(nameless=dict(memory.nameless))
    imported.alone(work.connection)
    known = imported.known(work.connection, KIND, [row.key for row in rows])
    rows, befores, again = _new_or_changed(work, rows, known, outcome)
    if not rows:
        return outcome
    house = Known(work, memory.create_missing)
    cases = []
    for row in rows:
        before = befores.get(row.key)
        try:
            request = house.request(row)
        except FrontdeskError as error:
            outcome.rejected.append((row.row, error))
            continue
        cases.append(_Case(row, request, before, status=_status(work, row, before)))
    placer = _placer(work, house, cases, memory)
    accepted = _decide(placer, cases, outcome)
    directory = Directory(work, nameless=outcome.nameless)
    directory.look_up(case.wanted.who for case in accepted)
    directory.reserve(len(accepted))
    _write(work, directory, accepted, again, outcome)
    house.settle(case.request for case in accepted)
    return outcome


def _new_or_changed(
    work: Work, rows: Sequence[Wanted], known: imported.Known, outcome: Outcome
) -> tuple[list[Wanted], dict[str, ReservationRecord], set[str]]:
    """The rows that are to be done; for changed ones the reservation; and the keys that are to be written anew."""
    new: list[Wanted] = []
    befores: dict[str, ReservationRecord] = {}
    again: set[str] = set()
    if known:
        versions = imported.versions(work.connection, "reservation", [entity for entity, _, _ in known.values()])
        changed = [
            entity for row in rows if (found := known.get(row.key)) and found[1] != row.digest for entity in (found[0],)
        ]
        records = {record.id: record for record in store.load(work.connection, changed)}
    ours = _our_own(work, [row for row in rows if row.code is not None and row.key not in known])
    for row in rows:
        found = known.get(row.key)
        if found is None:
            if row.row in ours:
                outcome.unchanged += 1
            else:
                new.append(row)
            continue
        entity, digest, version = found
        if entity in versions and (digest == row.digest or versions[entity] != version):
            outcome.unchanged += 1
            continue
        again.add(row.key)
        new.append(row)
        if entity in versions:
            befores[row.key] = records[entity]
    return new, befores, again


def _our_own(work: Work, rows: Sequence[Wanted]) -> set[int]:
    """Rows of this very database's export: the code is here, and so are its start and its customer."""
    records = store.load(
        work.connection, [row.code for row in rows if row.code is not None and row.code < 2**31], claims=False
    )
    if not records:
        return set()
    here = {record.id: record for record in records}
    names = store_customers.briefs(work.connection, [record.customer for record in records])
    return {
        row.row
        for row in rows
        if row.code in here and here[row.code].starts == row.start and names[here[row.code].customer][1] == row.who.name
    }


def _status(work: Work, row: Wanted, before: ReservationRecord | None) -> str:
    """What the row says; else what the reservation is; else whether its time has gone by."""
    if row.status:
        return row.status
    if before is not None:
        return before.status
    return "completed" if row.start + (row.minutes or 60) + row.nights * 1440 <= work.minute else "confirmed"


def _placer(work: Work, house: Known, cases: Sequence[_Case], memory: Memory) -> Placer:
    """Lock whoever may be taken and load what is taken of them."""
    resources: set[int] = set()
    low, high = 1 << 60, -(1 << 60)
    grouped = False
    for case in cases:
        request, start = case.request, case.wanted.start
        low = min(low, start)
        high = max(high, start + _reach(house.house, request))
        grouped = grouped or any(house.house.services[line.service].grouped for line in request.lines)
        resources |= house.involved(request)
        if case.before is not None:
            resources |= case.before.resources
    sessions = planning.seats_between(work, low, high) if grouped else ()
    held = {one.id for one in sessions}
    for case in cases:
        if case.before is not None:
            held |= set(case.before.seats)
    store.lock(work.connection, resources, held, work.seconds)
    if grouped:
        sessions = planning.seats_between(work, low, high)
    spans = store_claims.taken(work.connection, resources, low - _MARGIN, high + _MARGIN, work.seconds)
    for number, more in memory.planned.items():
        spans[number] = sorted([*spans.get(number, ()), *more])

    def stored(some: set[int], start: int, end: int) -> dict[int, list[tuple[int, int]]]:
        return store_claims.served(work.connection, some, start, end)

    within = (low, high + _MARGIN)
    return Placer(
        house.rules, house.house, house.names, Taken(spans), work.minute, within, stored, memory.overlap, sessions
    )


def _reach(house: House, request: Request) -> int:
    """Minutes from a visit's start within which all of it lies."""
    total = (request.nights + 1) * 1440 if request.nights else 0
    for line in request.lines:
        service = house.services[line.service]
        total += longest(service, request.party, line.duration) + service.buffer_after + (line.after or 0)
    return total


def _decide(placer: Placer, cases: Sequence[_Case], outcome: Outcome) -> list[_Case]:
    """Find time for every row; those for which there is none are rejected."""
    moved = [case for case in cases if case.before is not None]
    if moved and not _swapped(placer, moved):
        for case in moved:
            assert case.before is not None
            placer.taken.remove(case.before.claims)
            try:
                _place(placer, case)
            except FrontdeskError as error:
                placer.taken.add(case.before.claims)
                outcome.rejected.append((case.wanted.row, error))
    accepted = [case for case in moved if case.plan is not None]
    for case in cases:
        if case.before is not None:
            continue
        try:
            _place(placer, case)
            accepted.append(case)
        except FrontdeskError as error:
            outcome.rejected.append((case.wanted.row, error))
    return accepted


def _swapped(placer: Placer, moved: Sequence[_Case]) -> bool:
    """Move them all at once, so that two may take each other's time; False, and nothing done, where one finds none."""
    for case in moved:
        placer.taken.remove(case.before.claims if case.before is not None else ())
    try:
        for case in moved:
            _place(placer, case)
    except FrontdeskError:
        for case in moved:
            placer.taken.remove(case.claims)
            case.plan, case.claims = None, ()
        for case in moved:
            placer.taken.add(case.before.claims if case.before is not None else ())
        return False
    return True


def _place(placer: Placer, case: _Case) -> None:
    seated = (
        any(placer.house.services[line.service].grouped for line in case.request.lines) and case.status == "no_show"
    )
    if case.status not in BLOCKING and not seated:
        case.plan = placer.unplaced(case.request, case.wanted.start)
        return
    case.plan, case.claims = placer.place(case.request, case.wanted.start)
    placer.keep(case.plan, case.claims)
    for line in case.plan.lines:
        if line.session is not None:
            placer.seat(line.session, case.request.party)


def _write(work: Work, directory: Directory, accepted: Sequence[_Case], again: set[str], outcome: Outcome) -> None:
    ids = store.next_ids(work.connection, sum(case.before is None for case in accepted))
    ids.reverse()
    new: list[ReservationRecord] = []
    changed: list[tuple[ReservationRecord, ReservationRecord]] = []
    rows: list[dict[str, Any]] = []
    seats: set[tuple[int, int]] = set()
    for case in accepted:
        customer = directory.resolve(case.wanted.who)
        record = _record(work, case, customer, case.before.id if case.before is not None else ids.pop())
        if record.seats and not _seatable(work, record, case.before, seats):
            error = FrontdeskError("already_booked", customer=case.wanted.who.name)
            outcome.rejected.append((case.wanted.row, error))
            continue
        if case.before is None:
            new.append(record)
        else:
            changed.append((case.before, record))
        outcome.claims += record.claims
        version = 1 if case.before is None else case.before.version + 1
        rows.append(
            {
                "kind": KIND,
                "key": case.wanted.key,
                "entity": record.id,
                "digest": case.wanted.digest,
                "version": version,
            }
        )
    directory.write()
    outcome.nameless = directory.nameless
    if changed:
        store.free(work.connection, [before.id for before, _ in changed])
        for before, after in changed:
            work.change_reservation("import", before, after, freed=True)
    work.add_reservations(new, "import")
    imported.remember(work.connection, rows, replaced=again)
    outcome.imported += len(new)
    outcome.updated += len(changed)


def _seatable(
    work: Work, record: ReservationRecord, before: ReservationRecord | None, seats: set[tuple[int, int]]
) -> bool:
    """Whether the customer has no other seat in these sessions."""
    mine = {(session, record.customer) for session in record.seats}
    own = {(session, before.customer) for session in before.seats} if before is not None else set()
    if mine & seats or any(store.has_seat(work.connection, *one) for one in mine - own):
        return False
    seats |= mine
    return True


def _record(work: Work, case: _Case, customer: int, number: int) -> ReservationRecord:
    wanted, plan, before = case.wanted, case.plan, case.before
    assert plan is not None
    prices = [line.price for line in plan.lines]
    if wanted.lines:
        prices = [line.price for line in wanted.lines]
    elif wanted.price is not None and len(prices) == 1:
        prices = [wanted.price]
    blocking = case.status in BLOCKING
    record = ReservationRecord(
        id=number,
        status=case.status,
        customer=customer,
        location=plan.place,
        starts=plan.start,
        ends=plan.end,
        day=work.day_of(plan.start, plan.place),
        channel=wanted.channel or "import",
        created_at=work.seconds,
        created_by=work.actor.name,
        party=wanted.party,
        nights=wanted.nights,
        price=wanted.price if wanted.price is not None else sum(prices),
        notes=wanted.notes,
        external_id=wanted.external_id or None,
        cancelled_by=wanted.cancelled_by if case.status == "cancelled" else None,
        reason=wanted.reason or None,
        settled_at=work.seconds,
        lines=tuple(
            LineRecord(
                line.service,
                line.start,
                line.end,
                line.staff,
                line.session,
                tuple(one for one in line.resources if one != line.staff),
                price,
            )
            for line, price in zip(plan.lines, prices, strict=True)
        ),
        claims=case.claims if blocking else (),
    )
    if before is None:
        return record
    return msgspec.structs.replace(
        record, created_at=before.created_at, created_by=before.created_by, version=before.version,
        schedule_version=before.schedule_version, late=before.late,
        cancelled_by=record.cancelled_by or before.cancelled_by, reason=record.reason or before.reason,
        fee=before.fee, settled_at=before.settled_at if before.status == record.status else work.seconds,
        channel=wanted.channel or before.channel,
    )  # fmt: skip
