"""The desk's values as JSON: ISO 8601 with the location's offset, decimal money beside its currency, names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frontdesk.base import money
from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import sentences, times
from frontdesk.desk import values
from frontdesk.engine import zones
from frontdesk.language.i18n import _

Shape = dict[str, Any]


def reservation(value: values.Reservation) -> Shape:
    """The contract's reservation, and what else is known of it."""
    zone, currency = value.zone, value.currency
    return {
        "code": value.code,
        "status": value.status,
        "service": value.service,
        "start": zones.iso(value.start, zone),
        "end": zones.iso(value.end, zone),
        "staff": value.staff,
        "resources": list(value.resources),
        "lines": [
            {
                "service": line.service,
                "staff": line.staff,
                "resources": list(line.resources),
                "start": zones.iso(line.start, zone),
                "end": zones.iso(line.end, zone),
                "price": money.decimal(line.price, currency),
            }
            for line in value.lines
        ],
        "location": value.location,
        "party": value.party,
        "channel": value.channel,
        "customer": customer_ref(value.customer),
        "price": money.decimal(value.price, currency),
        "currency": currency,
        "notes": value.notes,
        "version": value.version,
        "day": times.date(value.day),
        "nights": value.nights,
        "paid": money.decimal(value.paid, currency),
        "owed": money.decimal(value.owed, currency),
        "reason": value.reason,
        "cancelled_by": value.cancelled_by,
        "warnings": [caution(one) for one in value.warnings],
    }


def customer_ref(value: values.CustomerRef) -> Shape:
    return {"id": value.id, "name": value.name, "phone": value.phone, "email": value.email}


def caution(value: values.Caution) -> Shape:
    return {"rule": value.rule, "message": sentences.caution(value)}


def slot(value: values.Slot) -> Shape:
    """A start that can be had."""
    shape: Shape = {
        "start": zones.iso(value.start, value.zone),
        "end": zones.iso(value.end, value.zone),
        "staff": value.staff,
        "resources": list(value.resources),
        "location": value.location,
        "remaining": value.remaining,
    }
    if value.session is not None:
        shape["session"] = value.session
    return shape


def obstacle(value: values.Obstacle) -> Shape:
    """A rule that stands in the way; only what it has to say."""
    shape: Shape = {"rule": value.rule, "message": sentences.obstacle(value)}
    if value.resource is not None:
        shape["resource"] = value.resource
    if value.start is not None:
        shape["start"] = zones.iso(value.start, value.zone)
    if value.end is not None:
        shape["end"] = zones.iso(value.end, value.zone)
    if value.number is not None:
        shape["number"] = value.number
    if value.reason:
        shape["reason"] = value.reason
    if value.code is not None:
        shape["code"] = value.code
    return shape


def customer(value: values.Customer) -> Shape:
    return {
        "id": value.id,
        "name": value.name,
        "phone": value.phone,
        "email": value.email,
        "birthday": value.birthday,
        "language": value.language,
        "tags": list(value.tags),
        "version": value.version,
        "external_id": value.external_id,
    }


def note(value: values.Note, zone: str) -> Shape:
    return {
        "at": times.iso_second(value.at, zone),
        "author": value.author,
        "body": value.body,
        "internal": value.internal,
    }


def payment(value: values.Payment, zone: str) -> Shape:
    return {
        "at": times.iso_second(value.at, zone),
        "code": value.code,
        "amount": money.decimal(value.amount, value.currency),
        "currency": value.currency,
        "method": value.method,
        "by": value.by,
    }


def card(value: values.Card, zone: str) -> Shape:
    """All that is known of a customer."""
    return {
        **customer(value.customer),
        "preferences": dict(value.preferences),
        "notes": [note(one, zone) for one in value.notes],
        "visits": value.visits,
        "cancelled": value.cancelled,
        "no_shows": value.no_shows,
        "owed": money.decimal(value.owed, value.currency),
        "currency": value.currency,
        "payments": [payment(one, zone) for one in value.payments],
        "similar": [customer(one) for one in value.similar],
        "reservations": [reservation(one) for one in value.reservations],
    }


def change(value: values.Change, zone: str) -> Shape:
    """One row of history."""
    return {
        "seq": value.seq,
        "op": value.op,
        "at": times.iso_second(value.at, zone),
        "actor": value.actor,
        "verb": value.verb,
        "kind": value.kind,
        "entity": value.entity,
        "version": value.version,
        "changes": {name: {"before": before, "after": after} for name, (before, after) in value.fields.items()},
    }


def undone(value: values.Undone, zone: str) -> Shape:
    return {
        "op": value.op,
        "verb": value.verb,
        "at": times.iso_second(value.at, zone),
        "entities": list(value.entities),
        "summary": value.summary,
        "paid_back": money.decimal(value.paid, value.currency) if value.paid else None,
        "gone": [
            {"kind": one.kind, "channel": one.channel, "at": times.iso_second(one.at, zone)} for one in value.gone
        ],
    }


def event(value: values.Event) -> Shape:
    return {
        "id": value.id,
        "kind": value.kind,
        "title": value.title,
        "start": zones.iso(value.start, value.zone),
        "end": zones.iso(value.end, value.zone),
        "resource": value.resource,
        "all_day": value.all_day,
    }


def imported(value: values.Imported) -> Shape:
    """What an import did."""
    return {
        "rows": value.rows,
        "imported": value.imported,
        "updated": value.updated,
        "unchanged": value.unchanged,
        "rejected": [{"row": one.row, "reason": one.reason, "message": one.message} for one in value.rejected],
        "op": value.op,
    }


_SHAPED: dict[type, Callable[[Any], Shape]] = {
    values.Obstacle: obstacle,
    values.Slot: slot,
    values.Reservation: reservation,
    values.Customer: customer,
    values.CustomerRef: customer_ref,
    values.Caution: caution,
}


def plain(value: Any) -> Any:
    """Any value as JSON has it: the desk's in their shapes, what is unknown as text."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    shaped = _SHAPED.get(type(value))
    return shaped(value) if shaped else str(value)


def error(value: FrontdeskError) -> Shape:
    """An error: its code, its sentence, its parameters and what else a program may want to know."""
    return {
        **plain(value.params),
        **plain(value.details),
        "code": value.code,
        "message": value.sentence(_),
    }
