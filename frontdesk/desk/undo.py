"""Undo takes back my own latest action on a record nobody touched since (RULES.md); the journal's images say how it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from frontdesk.base import money
from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import values
from frontdesk.desk.inquiries import keeping
from frontdesk.desk.messages import timing
from frontdesk.desk.work import Work
from frontdesk.store import calls as store_calls
from frontdesk.store import customers as store_customers
from frontdesk.store import inquiries as store_inquiries
from frontdesk.store import journal, payments, reservations
from frontdesk.store import lost_demand as store_lost
from frontdesk.store import messages as store_messages
from frontdesk.store import outbox as store_outbox
from frontdesk.store import quotes as store_quotes
from frontdesk.store import waiting as store_waiting
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.records import BLOCKING, ReservationRecord, record_of
from frontdesk.store.waiting import WaitingRecord

VERB = "undo"
AT_ONCE = "message.now"
"""Sending at once only takes the time away in which it could be recalled: undo is about what it tells of."""
_LOOK_BACK = 500
_LARGEST = 500
"""Records an operation may touch and still be undone by a key."""


def last(work: Work) -> values.Undone | None:
    """What undo would take back, or None."""
    op = _last_op(work)
    return None if op is None else _described(work, op, journal.of_op(work.connection, op))


def _last_op(work: Work) -> int | None:
    before: int | None = None
    looked, seen = 0, set[int]()
    while looked < _LOOK_BACK:
        rows = journal.recent(work.connection, work.actor.name, before, 50)
        for row in rows:
            if row.op in seen:
                continue
            seen.add(row.op)
            # settings are changed where they stand; what is taken back is work at the desk
            if (
                row.verb not in (VERB, AT_ONCE)
                and row.kind in _RESTORE
                and journal.at_version(work.connection, "operation", row.op, 1) is None
            ):
                return int(row.op)
        if len(rows) < 50:
            return None
        before, looked = rows[-1].seq, looked + len(rows)
    return None


def undo(work: Work, op: int | None) -> values.Undone:
    """Take an operation back. Raises FrontdeskError (nothing_to_undo, cannot_undo, slot_taken, …)."""
    work.require("undo")
    chosen = op if op is not None else _last_op(work)
    if chosen is None:
        raise FrontdeskError("nothing_to_undo")
    rows = journal.of_op(work.connection, chosen)
    if not rows:
        raise FrontdeskError("not_found", kind="operation", name=str(chosen))
    if rows[0].actor != work.actor.name:
        raise FrontdeskError("cannot_undo", problem=N_("it was done by {who}"), who=rows[0].actor)
    if rows[0].verb == VERB or journal.at_version(work.connection, "operation", chosen, 1) is not None:
        raise FrontdeskError("cannot_undo", problem=N_("it has been undone already"))
    touched: dict[tuple[str, int], tuple[int, int]] = {}
    for row in rows:
        key = (row.kind, row.entity)
        low, high = touched.get(key, (row.version, row.version))
        touched[key] = (min(low, row.version), max(high, row.version))
    if len(touched) > _LARGEST:
        raise FrontdeskError("cannot_undo", problem=N_("it touched too many records"))
    _leave_newcomers(work, touched)
    paid = _with_payments(work, touched)
    for (kind, entity), (_, high) in touched.items():
        if kind not in _RESTORE:
            raise FrontdeskError("cannot_undo", problem=N_("settings are changed where they stand"))
        if _standing(work, kind, entity) != high:
            raise FrontdeskError("cannot_undo", problem=N_("{record} was changed since"), record=_name(kind, entity))
    described = _described(work, chosen, rows)
    _lock(work, rows)
    # reservations and payments first, customers last: a customer made by the same operation must be free of them
    order = {
        "payment": 0,
        "note": 0,
        "call": 0,
        "lost": 0,
        "waiting": 0,
        "outbox": 0,
        "quote": 0,
        "inquiry": 0,
        "reservation": 1,
        "customer": 2,
    }
    pending = sorted(touched.items(), key=lambda item: (order[item[0][0]], -item[1][1]))
    # customers come back before the reservations that need them
    pending.sort(key=lambda item: 0 if item[0][0] == "customer" and item[1][0] > 1 else 1)
    numbers = [entity for (kind, entity) in touched if kind == "reservation"]
    reservations.free(work.connection, numbers)
    for (kind, entity), (low, _) in pending:
        earlier = journal.at_version(work.connection, kind, entity, low - 1) if low > 1 else None
        if low > 1 and (earlier is None or (earlier.private is not None and earlier.body is None)):
            raise FrontdeskError("cannot_undo", problem=N_("what it was has been erased"))
        _RESTORE[kind](work, entity, earlier, journal.latest_version(work.connection, kind, entity) + 1)
    work.record(VERB, "operation", chosen, 1, {"verb": rows[0].verb})
    currency = work.rules.business.currency
    return msgspec.structs.replace(described, gone=_gone(work, numbers, rows[0].at), paid=paid, currency=currency)


def _with_payments(work: Work, touched: dict[tuple[str, int], tuple[int, int]]) -> int:
    """What was paid for a booking that is taken back is taken back with it; returns the sum, minor units.

    Raises FrontdeskError(cannot_undo) where somebody else took the payment.
    """
    total = 0
    for number in [entity for (kind, entity), (low, _high) in touched.items() if kind == "reservation" and low == 1]:
        for taken in payments.of_reservation(work.connection, number):
            if ("payment", taken) in touched:
                continue
            row = journal.at_version(work.connection, "payment", taken, 1)
            if row.actor != work.actor.name:
                raise FrontdeskError("cannot_undo", problem=N_("{who} took a payment for it"), who=row.actor)
            touched["payment", taken] = (1, journal.latest_version(work.connection, "payment", taken))
            work.record(VERB, "operation", row.op, 1, {"verb": row.verb})
            total += int(msgspec.json.decode(row.image).get("amount", 0))
    return total


def _gone(work: Work, numbers: list[int], since: int) -> tuple[values.GoneFor, ...]:
    """What has been sent because of it and cannot be taken back."""
    rows = store_outbox.of_reservations(work.connection, numbers, ("sending", "sent", "doubtful"))
    return tuple(
        values.GoneFor(row.kind, row.channel or "", row.ended_at or work.seconds)
        for row in rows
        if row.made_at >= since and row.kind in timing.NOTICES
    )


def _leave_newcomers(work: Work, touched: dict[tuple[str, int], tuple[int, int]]) -> None:
    """A customer who came with a booking and has come again, or was written to or about, stays when that is undone."""
    if not any(kind == "reservation" for kind, _ in touched):
        return
    mine = {entity for kind, entity in touched if kind == "reservation"}
    for (kind, entity), (low, high) in list(touched.items()):
        if kind == "customer" and low == 1:
            others = set(reservations.numbers_of_customer(work.connection, entity)) - mine
            told = store_messages.of_customer(work.connection, entity, 1)
            if others or told or _standing(work, kind, entity) != high:
                del touched[kind, entity]


def _standing(work: Work, kind: str, entity: int) -> int:
    """The version whose state a record has: what undo put back counts as what it was, so that undo can follow undo."""
    version = journal.latest_version(work.connection, kind, entity)
    while version:
        row = journal.at_version(work.connection, kind, entity, version)
        if row.verb != VERB:
            break
        undone = [one.entity for one in journal.of_op(work.connection, row.op) if one.kind == "operation"]
        touched = [
            one.version
            for op in undone
            for one in journal.of_op(work.connection, op)
            if (one.kind, one.entity) == (kind, entity)
        ]
        version = min(touched) - 1
    return version


def _lock(work: Work, rows: list[Any]) -> None:
    resources: set[int] = set()
    sessions: set[int] = set()
    for row in rows:
        if row.kind != "reservation":
            continue
        for version in (row.version, row.version - 1):
            found = journal.at_version(work.connection, "reservation", row.entity, version) if version else None
            if found is not None and found.image is not None:
                record = record_of(found.image, None)
                resources |= record.resources
                sessions |= set(record.seats)
    reservations.lock(work.connection, resources, sessions, work.seconds)


def _name(kind: str, entity: int) -> str:
    letter = {"customer": "C", "inquiry": "Q"}.get(kind)
    return code_of(entity) if kind == "reservation" else f"{letter}{entity}" if letter else f"{kind} {entity}"


def _described(work: Work, op: int, rows: list[Any]) -> values.Undone:
    names = tuple(dict.fromkeys(_name(row.kind, row.entity) for row in rows))
    first = [row for kind in ("reservation", "inquiry") for row in rows if row.kind == kind]
    main = next(iter(first), rows[0])
    whose = ""
    record = _record(work, main) if main.kind == "reservation" else None
    number = record.customer if record is not None else main.entity if main.kind == "customer" else None
    amount, currency, paid_for = 0, "", tuple[str, ...]()
    if main.kind == "note":
        number = store_customers.note_of(work.connection, main.entity)
    elif main.kind == "payment":
        image = msgspec.json.decode(journal.at_version(work.connection, "payment", main.entity, 1).image)
        amount, currency = image.get("amount", 0), work.rules.business.currency
        paid_for = (code_of(image["reservation"]),)
        visits = reservations.load(work.connection, [image["reservation"]], claims=False)
        number = visits[0].customer if visits else None
    elif main.kind == "outbox":
        number = next((one.customer for one in store_outbox.load(work.connection, [main.entity])), None)
    if main.kind == "inquiry":
        asked = store_inquiries.load(work.connection, main.entity)
        whose = asked.name if asked is not None else ""
    elif main.kind == "call":
        called = store_calls.about(work.connection, main.entity)
        visits = reservations.load(work.connection, [called], claims=False) if called is not None else []
        number = visits[0].customer if visits else None
        paid_for = tuple(code_of(visit.id) for visit in visits)
    elif main.kind == "lost":
        wish = store_lost.load(work.connection, main.entity)
        whose = work.rules.service_names.get(wish.service, "") if wish is not None else ""
    if main.kind == "waiting":
        entry = store_waiting.load(work.connection, main.entity)
        whose = entry.name if entry is not None else ""
    if number is not None:
        brief = store_customers.briefs(work.connection, [number]).get(number)
        whose = brief[1] if brief is not None else ""
    shown = "" if main.kind in ("waiting", "note", "outbox", "call", "lost") else _name(main.kind, main.entity)
    if amount:
        shown = f"{money.decimal(amount, currency)} {currency}"
    summary = " ".join(part for part in (shown, whose) if part)
    count = len({row.entity for row in rows if row.kind == "reservation"})
    about = tuple(dict.fromkeys((*names, *((_name("customer", number),) if number is not None else ()), *paid_for)))
    return values.Undone(op, main.verb, main.at, names, summary, count, about, amount, currency, whose)


def _record(work: Work, row: Any) -> ReservationRecord | None:
    if row.image is not None:
        return record_of(row.image, row.body)
    before = journal.at_version(work.connection, "reservation", row.entity, row.version - 1)
    return record_of(before.image, before.body) if before is not None and before.image is not None else None


# how each kind of record is put back ----------------------------------------------------------------------------------


def _reservation(work: Work, entity: int, earlier: Any, version: int) -> None:
    there = reservations.load(work.connection, [entity], claims=False)
    now = there[0] if there else None
    if earlier is None or earlier.image is None:
        if now is not None:
            work.remove_reservation(VERB, msgspec.structs.replace(now, version=version - 1, reason=None))
        return
    record = record_of(earlier.image, earlier.body)
    timed = now is None or (now.starts, now.ends, now.resources) != (record.starts, record.ends, record.resources)
    timed = timed or (now is not None and (now.status in BLOCKING) != (record.status in BLOCKING))
    schedule = max(now.schedule_version if now is not None else 0, record.schedule_version) + (1 if timed else 0)
    record = msgspec.structs.replace(
        record, version=version, schedule_version=schedule, scheduled_at=work.seconds if timed else record.scheduled_at
    )
    if now is None:
        reservations.insert_all(work.connection, [record])
    else:
        reservations.replace(work.connection, record, parts=True)
    work.record_reservation(VERB, now, record)


def _customer(work: Work, entity: int, earlier: Any, version: int) -> None:
    if earlier is None or earlier.image is None:
        work.follow()  # what was to be sent because of it no longer is
        if store_customers.is_used(work.connection, entity):
            raise FrontdeskError("cannot_undo", problem=N_("{record} has reservations since"), record=f"C{entity}")
        store_customers.remove(work.connection, entity)
        work.record_customer(VERB, None, gone=(entity, version))
        return
    plain = msgspec.json.decode(earlier.image)
    body = msgspec.json.decode(earlier.body) if earlier.body else {}
    record = msgspec.convert({**plain, **body, "version": version}, CustomerRecord)
    store_customers.replace(work.connection, record)
    work.record_customer(VERB, record)
    # one that was merged gets its notes and payments back
    merged = journal.at_version(work.connection, "customer", entity, earlier.version + 1)
    image = msgspec.json.decode(merged.image) if merged is not None and merged.image is not None else {}
    if "handed" in image:
        store_customers.hand_back(work.connection, image["handed"], entity, image["merged_into"])


def _payment(work: Work, entity: int, earlier: Any, version: int) -> None:
    image = msgspec.json.decode(journal.at_version(work.connection, "payment", entity, 1).image)
    payments.remove(work.connection, entity)
    day = work.load(image["reservation"])
    work.record(VERB, "payment", entity, version, None, location=day.location, day_before=day.day, day_after=day.day)


def _note(work: Work, entity: int, earlier: Any, version: int) -> None:
    store_customers.remove_note(work.connection, entity)
    work.record(VERB, "note", entity, version, None)


def _call(work: Work, entity: int, earlier: Any, version: int) -> None:
    number = store_calls.about(work.connection, entity)
    store_calls.remove(work.connection, entity)
    visits = reservations.load(work.connection, [number], claims=False) if number is not None else []
    place, day = (visits[0].location, visits[0].day) if visits else (None, None)
    work.record(VERB, "call", entity, version, None, location=place, day_before=day)


def _lost(work: Work, entity: int, earlier: Any, version: int) -> None:
    wish = store_lost.load(work.connection, entity)
    store_lost.remove(work.connection, entity)
    place, day = (wish.location, wish.day) if wish is not None else (None, None)
    work.record(VERB, "lost", entity, version, None, location=place, day_before=day)


def _waiting(work: Work, entity: int, earlier: Any, version: int) -> None:
    now = store_waiting.load(work.connection, entity)
    if earlier is None or earlier.image is None:
        store_waiting.remove(work.connection, entity)
        if now is not None:
            work.record(VERB, "waiting", entity, version, None, location=now.location, day_before=now.day)
        return
    body = msgspec.json.decode(earlier.body) if earlier.body else {}
    record = msgspec.convert({**msgspec.json.decode(earlier.image), **body, "version": version}, WaitingRecord)
    store_waiting.replace(work.connection, record)
    work.record_waiting(VERB, record)


def _inquiry(work: Work, entity: int, earlier: Any, version: int) -> None:
    if earlier is None or earlier.image is None:
        store_inquiries.remove(work.connection, entity)
        work.record(VERB, "inquiry", entity, version, None)
        return
    record = keeping.record_of(earlier.image, earlier.body, version)
    store_inquiries.replace(work.connection, record)
    keeping.log(work, VERB, record)


def _quote(work: Work, entity: int, earlier: Any, version: int) -> None:
    store_quotes.remove(work.connection, entity)
    work.record(VERB, "quote", entity, version, None)


def _outbox(work: Work, entity: int, earlier: Any, version: int) -> None:
    """A message is where it was, as long as it has not gone meanwhile; what was written can still be read."""
    row = journal.at_version(work.connection, "outbox", entity, (earlier.version if earlier is not None else 0) + 1)
    image = msgspec.json.decode(row.image)
    was, channel = image.get("was", ""), image.get("channel")
    tried = msgspec.json.encode(image.get("tried", [])).decode()
    now = store_outbox.load(work.connection, [entity])[0]
    troubled = was in store_outbox.TROUBLED
    expected = ("recalled", was) if row.verb == "message.drop" else store_outbox.OPEN
    if now.status not in expected:
        gone = now.status in ("sending", "sent")
        raise FrontdeskError("cannot_undo", problem=N_("it has gone already") if gone else N_("it was tried already"))
    over = now.kind == "inquiry" and now.due_at <= work.seconds  # several whose time has passed would go in a burst
    if row.verb in ("reply", "inquiry.remind"):
        store_outbox.recall(work.connection, [entity], work.seconds)
    elif row.verb == "message.drop" and over and not troubled:
        pass  # it stays taken back: undo sends nothing by itself
    elif row.verb == "message.now":
        store_outbox.change(work.connection, entity, status="waiting", due_at=work.seconds + timing.UNDO_SECONDS)
    elif row.verb == "message.drop" and troubled:
        store_outbox.change(work.connection, entity, seen=0)
    else:  # it was sent on its way again, or taken off it
        store_outbox.change(
            work.connection, entity, status=was if troubled else "waiting", channel=channel, tried=tried, seen=0,
            lease=None, lease_until=None, ended_at=work.seconds if troubled else None,
        )  # fmt: skip
    work.record(VERB, "outbox", entity, version, {"kind": now.kind, "was": now.status}, customer=now.customer)


_RESTORE: dict[str, Callable[[Work, int, Any, int], None]] = {
    "reservation": _reservation,
    "customer": _customer,
    "payment": _payment,
    "note": _note,
    "waiting": _waiting,
    "call": _call,
    "lost": _lost,
    "outbox": _outbox,
    "inquiry": _inquiry,
    "quote": _quote,
}
