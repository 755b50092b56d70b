"""What happened to a record, and what changed since a moment: read from the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from frontdesk.base.codes import code_of, number_of
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.money import decimal
from frontdesk.desk import customers, day_values, values
from frontdesk.desk.work import Work
from frontdesk.engine.zones import iso
from frontdesk.store import calls, holds, journal, messages, payments, reservations

_HIDDEN = frozenset(
    {"version", "schedule_version", "claims", "settled_at", "scheduled_at", "created_at", "id", "handed"}
)
_MANY = 5_000

_SAID = frozenset({"message", "thread", "outbox"})
"""Kinds of what goes to customers and comes from them."""
_ASKED = frozenset({"inquiry", "quote"})
_PLAIN = (
    _SAID | _ASKED | {"customer", "note", "consent", "reservation", "payment", "waiting", "operation", "call", "lost"}
)
"""Kinds whose change leaves the house as it is."""


def of(work: Work, what: str) -> list[values.Change]:
    """A reservation's or customer's history, oldest first; deleted records answer too. Raises FrontdeskError(not_found)."""
    number = customers.number_of(what)
    if number is not None:
        kind = "customer"
        if work.own_only is not None:
            customers.get(work, what)
    else:
        kind, number = "reservation", number_of(what)
        own = work.own_only
        if (
            number is not None
            and number < 2**31
            and own is not None
            and not reservations.may_see(work.connection, number, *own)
        ):
            raise FrontdeskError("not_allowed", role=work.actor.role, verb="read")
    rows = journal.of_entity(work.connection, kind, number) if number is not None and number < 2**31 else []
    if rows and kind == "reservation":
        paid = [
            row
            for payment in payments.of_reservation(work.connection, number or 0)
            for row in journal.of_entity(work.connection, "payment", payment)
        ]
        rows = sorted(
            [*rows, *paid, *_said(work, number or 0, len(rows)), *_called(work, [number or 0])], key=lambda row: row.seq
        )
    elif rows:
        visits = reservations.numbers_of_customer(work.connection, number or 0)
        rows = sorted([*rows, *_called(work, visits)], key=lambda row: row.seq)
    if not rows:
        raise FrontdeskError("not_found", kind=kind, name=what)
    found, before = [], dict[str, Any]()
    name = f"C{number}" if kind == "customer" else code_of(number or 0)
    for row in rows:
        if row.kind == "payment":
            found.append(_paid(work, row, name))
            continue
        if row.kind == "call":
            about = code_of(msgspec.json.decode(row.image)["reservation"])
            said = {} if kind == "reservation" else {"reservation": (None, about)}
            found.append(
                values.Change(row.seq, row.op, row.at, row.actor, row.verb, row.kind, about, row.version, said)
            )
            continue
        if row.kind == "message":
            found.append(values.Change(row.seq, row.op, row.at, row.actor, row.verb, row.kind, name, row.version))
            continue
        after = _plain(work, row)
        fields = {
            key: (before.get(key), after.get(key))
            for key in sorted({*before, *after} - _HIDDEN)
            if before.get(key) != after.get(key)
        }
        found.append(values.Change(row.seq, row.op, row.at, row.actor, row.verb, row.kind, name, row.version, fields))
        before = after
    return found


def _said(work: Work, number: int, versions: int) -> list[Any]:
    """That the customer said they come, at any of the times at which the reservation stood."""
    names = [f"comes:{number}:{version}" for version in range(1, versions + 1)]
    told = messages.named_any(work.connection, "web", names)
    return [row for message in told for row in journal.of_entity(work.connection, "message", message)]


def _called(work: Work, numbers: list[int]) -> list[Any]:
    """The calls about these reservations; one that was taken back is none."""
    made = calls.of_reservations(work.connection, numbers)
    return [journal.at_version(work.connection, "call", one.id, 1) for some in made.values() for one in some]


def _paid(work: Work, row: Any, name: str) -> values.Change:
    """A payment, or its being taken back, as a line of the reservation's history."""
    fields: dict[str, tuple[Any, Any]] = {}
    if row.image is not None:
        image = msgspec.json.decode(row.image)
        fields["amount"] = (None, f"{decimal(image['amount'], image['currency'])} {image['currency']}")
    if row.body:
        fields["method"] = (None, msgspec.json.decode(row.body)["method"])
    return values.Change(row.seq, row.op, row.at, row.actor, row.verb, row.kind, name, row.version, fields)


def _plain(work: Work, row: Any) -> dict[str, Any]:
    if row.image is None:
        return dict(msgspec.json.decode(row.body)) if row.body else {}
    values_: dict[str, Any] = msgspec.json.decode(row.image)
    if row.body:
        values_ |= msgspec.json.decode(row.body)
    rules = work.rules
    if row.kind == "reservation":
        zone = rules.zone(values_["location"])
        values_["day"] = dt.date.fromordinal(values_["day"]).isoformat()
        for holder in (values_, *values_.get("lines", ())):
            for name in ("starts", "ends"):
                holder[name] = iso(holder[name], zone)
        values_["price"] = decimal(values_.get("price", 0), rules.business.currency)
        values_["customer"] = f"C{values_['customer']}"
        values_["location"] = rules.place_names.get(values_["location"], "")
        values_["lines"] = [
            {
                **line,
                "service": rules.service_names.get(line["service"], ""),
                "staff": rules.names.get(line["staff"]) if line.get("staff") is not None else None,
                "price": decimal(line.get("price", 0), rules.business.currency),
                "resources": [rules.names.get(number, "") for number in line.get("resources", ())],
            }
            for line in values_.get("lines", ())
        ]
    return values_


def news(work: Work, since: int, held: tuple[int, int, int] | None = None) -> day_values.News:
    """Which days and customers were touched after a seq; more than could be listed counts as everything."""
    mark = holds.mark(work.connection)
    rows = journal.since(work.connection, since, _MANY)
    days: set[tuple[int | None, int]] = set()
    people = house = said = asked = False
    for _, kind, location, day_before, day_after in rows:
        for day in (day_before, day_after):
            if day is not None:
                days.add((location, day))
        people = people or kind in ("customer", "note", "consent")
        house = house or kind not in _PLAIN
        said = said or kind in _SAID
        asked = asked or kind in _ASKED or kind in _SAID
    last = journal.last_seq(work.connection)
    if since > last:  # a backup was put back: nothing that was known holds
        return day_values.News(last, frozenset(), True, True, True, mark, True, True)
    seq = last if len(rows) == _MANY else (rows[-1][0] if rows else since)
    others = held is not None and held != mark
    many = len(rows) == _MANY
    return day_values.News(int(seq), frozenset(days), people, house or many, others, mark, said or many, asked or many)
