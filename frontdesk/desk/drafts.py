"""Drafts on hold: what was begun at the desk and put aside, with the time it was for kept a while longer.

They are nobody's history: they do not enter the journal, and they are gone after a day, or with the customer they name.
"""

from __future__ import annotations

from typing import Any

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean_note, digits, folded
from frontdesk.desk import contacts, holds, permission, values
from frontdesk.desk.work import Work
from frontdesk.store import drafts as store
from frontdesk.store.customers import CustomerRecord

KEPT = 24 * 3600
"""Seconds after which a draft is dropped."""
HELD = 15
"""Minutes for which the time of a parked booking is kept."""
LONGEST = 20_000
"""Characters that a draft may hold."""


def park(
    work: Work,
    kind: str,
    body: dict[str, Any],
    *,
    booking: values.Booking | None,
    hold: str | None,
    location: int | None,
) -> values.Parked:
    """Put aside what was typed. The time under the token ``hold`` is kept longer; where that is gone, ``booking``'s
    is taken anew if it is still free.

    Of a ``body`` (plain values) the desk reads ``customer`` (a public id), ``name`` and ``phone``: by these it finds what
    must go when a customer is erased.
    """
    work.require("book")
    _sweep(work)
    expires = holds.lengthen(work, hold, HELD) if hold is not None else None
    if expires is None:
        hold = None
        if booking is not None:
            try:
                kept = holds.hold(work, msgspec.structs.replace(booking, hold=None), HELD)
            except FrontdeskError:
                pass  # somebody else has that time: it is said when the draft is taken up
            else:
                hold, expires = kept.token, kept.expires
    text = msgspec.json.encode(_cleaned(body)).decode()
    if len(text) > LONGEST:
        raise FrontdeskError("wrong_value", field="draft", problem=N_("it is too long"))
    row = {
        "kind": kind, "owner": work.actor.name, "location_id": location, "made_at": work.seconds, "hold_token": hold,
        "body": text,
    }  # fmt: skip
    number = store.add(work.connection, row)
    return values.Parked(
        number, kind, work.actor.name, work.seconds, msgspec.json.decode(text), location, hold, expires
    )


def parked(work: Work) -> list[values.Parked]:
    """What is on hold, the latest first; for an employee only their own."""
    work.require("book")
    owner = work.actor.name if permission.own_only(work.actor) else None
    return [_value(work, row) for row in store.since(work.connection, work.seconds - KEPT, owner)]


def take_up(work: Work, number: int) -> values.Parked:
    """Go on with a draft: it is whoever's took it up first, and its hold with it. Raises FrontdeskError(not_found)."""
    row = _find(work, number)
    if not store.remove(work.connection, [number]):
        raise FrontdeskError("not_found", kind="draft", name=str(number))
    return _value(work, row)


def drop(work: Work, number: int) -> None:
    """Throw a draft away and let its time go. Raises FrontdeskError(not_found)."""
    row = take_up(work, number)
    if row.hold is not None:
        holds.drop(work, row.hold)


def forget(work: Work, record: CustomerRecord, ids: set[str]) -> None:
    """Throw away every draft that names a customer who is erased: by one of these ids, by name or by phone."""
    country = work.rules.business.country
    theirs = contacts.phone(record.phone or "", country)
    gone = []
    for row in store.since(work.connection, 0):
        body = msgspec.json.decode(row.body)
        phone, name = str(body.get("phone") or ""), str(body.get("name") or "")
        same_phone = bool(digits(phone)) and contacts.phone(phone, country) == theirs
        if body.get("customer") in ids or same_phone or (name and folded(name) == folded(record.name)):
            gone.append(row)
    _remove(work, gone)


def count(work: Work) -> int:
    """How many there are for whoever asks."""
    owner = work.actor.name if permission.own_only(work.actor) else None
    return len(store.since(work.connection, work.seconds - KEPT, owner))


def _find(work: Work, number: int) -> Any:
    work.require("book")
    row = store.find(work.connection, number)
    if row is None or row.made_at <= work.seconds - KEPT:
        raise FrontdeskError("not_found", kind="draft", name=str(number))
    if permission.own_only(work.actor) and row.owner != work.actor.name:
        raise FrontdeskError("not_allowed", role=work.actor.role, verb="book")
    return row


def _sweep(work: Work) -> None:
    _remove(work, store.before(work.connection, work.seconds - KEPT))


def _remove(work: Work, rows: list[Any]) -> None:
    for row in rows:
        if row.hold_token is not None:
            holds.drop(work, row.hold_token)
    if rows:
        store.remove(work.connection, [row.id for row in rows])


def _value(work: Work, row: Any) -> values.Parked:
    alive = row.expires_at is not None and row.expires_at > work.seconds
    return values.Parked(
        row.id,
        row.kind,
        row.owner,
        row.made_at,
        msgspec.json.decode(row.body),
        row.location_id,
        row.hold_token if alive else None,
        row.expires_at if alive else None,
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_note(value)
    if isinstance(value, dict):
        return {clean_note(str(name)): _cleaned(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(one) for one in value]
    return value
