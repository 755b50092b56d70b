"""Customers: found, made, changed, merged, erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import UNSET

from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean, clean_note, folded
from frontdesk.desk import contacts, drafts, holds, permission, reading, values
from frontdesk.desk.inquiries import erasing
from frontdesk.desk.messages import choosing
from frontdesk.desk.work import Work
from frontdesk.store import consents, journal, messages, outbox, payments, reservations, rows, waiting
from frontdesk.store import customers as store
from frontdesk.store.customers import CustomerRecord

EARLIEST_BIRTH = 1900


def number_of(public: str) -> int | None:
    """The id behind a public one (``C42``, ``customer:42``), or None where it is none."""
    text = public.strip().lower().removeprefix("customer:").removeprefix("c")
    plain = public.strip().lower()
    if text.isascii() and text.isdigit() and plain != text and len(text) <= 9:
        return int(text)
    return None


def get(work: Work, public: str) -> CustomerRecord:
    """A customer by public id; a merged one answers as the one it was merged into. Raises FrontdeskError(not_found)."""
    number = number_of(public)
    seen = set[int]()
    while number is not None and number not in seen:
        seen.add(number)
        if work.writes:
            rows.hold(work.connection, "customer", number)
        record = store.load(work.connection, [number]).get(number)
        if record is None:
            break
        if record.merged_into is None:
            own = work.own_only
            if own is not None and not reservations.may_see_customer(work.connection, number, *own):
                raise FrontdeskError("not_allowed", role=work.actor.role, verb="customer")
            return record
        number = record.merged_into
    raise FrontdeskError("not_found", kind="customer", name=public)


def standing(work: Work, number: int) -> CustomerRecord:
    """As whom a customer is kept now: a merged one is who they were merged into."""
    person = store.load(work.connection, [number])[number]
    while person.merged_into is not None:
        person = store.load(work.connection, [person.merged_into])[person.merged_into]
    return person


def resolve(work: Work, wish: values.CustomerWish) -> CustomerRecord:
    """The customer a wish means; a new one where nobody of that name is known.

    A name is one person only together with phone or e-mail: the same e-mail under another name is somebody else (S43).
    Raises FrontdeskError (not_found, ambiguous, wrong_value).
    """
    if wish.id is not None:
        return _reachable(work, get(work, wish.id), wish)
    name = clean(wish.name or "").strip()
    if not name:
        if not (wish.phone or wish.email):
            raise FrontdeskError("wrong_value", field="customer", problem=N_("a name is needed"))
        name = clean(wish.phone or wish.email or "").strip()
    country = work.rules.business.country
    phone = contacts.given_phone(wish.phone, country) if wish.phone else None
    email = contacts.given_email(wish.email) if wish.email else None
    known = store.named(work.connection, name)
    # typed in passing, without capitals and accents, a full name is whoever bears it; else a name is as it is spelt
    in_passing = name == folded(name) and " " in name
    sure = [one for one in known if (phone and one.phone == phone) or (email and one.email == email)]
    spelt = [one for one in known if one.name == name]
    exact = [
        one
        for one in spelt or (known if in_passing else [])
        if (phone is None or one.phone in (None, phone)) and (email is None or one.email in (None, email))
    ]
    if sure:
        exact = sure
    elif (phone or email) and len(exact) > 1:
        exact = []
    if len(exact) == 1:
        found = store.load(work.connection, [exact[0].id])[exact[0].id]
        if (phone and not found.phone) or (email and not found.email):
            found = work.change_customer(
                "customer.edit",
                found,
                msgspec.structs.replace(found, phone=found.phone or phone, email=found.email or email),
            )
        return found
    if len(exact) > 1:
        choices = ", ".join(f"C{record.id} ({record.phone or record.email or '–'})" for record in exact[:5])
        details = {
            "choices": [{"id": f"C{record.id}", "phone": record.phone, "email": record.email} for record in exact]
        }
        raise FrontdeskError("ambiguous", details, name=name, choices=choices)
    return create(work, name, phone, email)


def create(work: Work, name: str, phone: str | None, email: str | None, **more: Any) -> CustomerRecord:
    """A new customer; values are already clean."""
    number = reservations.next_customer_ids(work.connection, 1)[0]
    record = CustomerRecord(number, name, work.seconds, phone or None, email or None, **more)
    work.add_customers([record], "customer.add")
    return record


def add(work: Work, wish: values.CustomerWish, more: values.CustomerEdit | None) -> values.Customer:
    """A new customer, even where somebody like that exists (a match is only suggested)."""
    work.require("customer")
    name = clean(wish.name or "").strip()
    if not name:
        raise FrontdeskError("wrong_value", field="name", problem=N_("a name is needed"))
    country = work.rules.business.country
    record = create(
        work,
        name,
        contacts.given_phone(wish.phone, country) if wish.phone else None,
        contacts.given_email(wish.email) if wish.email else None,
    )
    changed = _changed(work, record, more) if more is not None else record
    if changed != record:
        record = work.change_customer("customer.edit", record, changed)
    return reading.customer_value(record)


def edit(work: Work, public: str, changes: values.CustomerEdit, version: int | None) -> values.Customer:
    """Change what is said of a customer. Raises FrontdeskError (stale_version, wrong_value, …)."""
    work.require("customer")
    record = get(work, public)
    reading.refuse_stale(work, "customer", record.id, f"C{record.id}", record.version, version)
    changed = _changed(work, record, changes)
    if changed != record:
        record = work.change_customer("customer.edit", record, changed)
    return reading.customer_value(record)


def _reachable(work: Work, record: CustomerRecord, wish: values.CustomerWish) -> CustomerRecord:
    """A known customer with the phone and e-mail that were given with a visit; what was not given stays."""
    given: dict[str, Any] = {}
    if wish.phone and (phone := contacts.given_phone(wish.phone, work.rules.business.country)):
        given["phone"] = phone
    if wish.email and (email := contacts.given_email(wish.email)):
        given["email"] = email
    new = msgspec.structs.replace(record, **given)
    if new == record:
        return record
    work.require("customer")
    return work.change_customer("customer.edit", record, new)


def _check_preferences(wanted: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Two of them are read by the program. Raises FrontdeskError(wrong_value) where it could not do what they say."""
    for name, value in wanted.items():
        if before.get(name) == value:
            continue
        if name == "channel" and value.strip().lower() not in choosing.CHANNELS:
            raise FrontdeskError("wrong_value", field="channel", problem=", ".join(choosing.CHANNELS))
        if name == "timezone" and not choosing.valid_zone(value):
            raise FrontdeskError("wrong_value", field="timezone", problem=N_("a time zone such as Europe/Madrid"))


def _changed(work: Work, record: CustomerRecord, changes: values.CustomerEdit) -> CustomerRecord:
    new: dict[str, Any] = {}
    if changes.name is not UNSET:
        new["name"] = clean(changes.name).strip()
        if not new["name"]:
            raise FrontdeskError("wrong_value", field="name", problem=N_("a name is needed"))
    if changes.phone is not UNSET and changes.phone != record.phone:  # what a file brought may stay as it is
        new["phone"] = (
            contacts.given_phone(changes.phone, work.rules.business.country) or None if changes.phone else None
        )
    if changes.email is not UNSET and changes.email != record.email:
        new["email"] = contacts.given_email(changes.email) or None if changes.email else None
    if changes.birthday is not UNSET and changes.birthday != record.birthday:
        new["birthday"] = _birthday(changes.birthday)
    if changes.language is not UNSET:
        if changes.language not in (None, "", "es", "en"):
            raise FrontdeskError("wrong_value", field="language", problem=N_("es or en"))
        new["language"] = changes.language or None
    if changes.tags is not UNSET:
        new["tags"] = tuple(sorted({tag for raw in changes.tags if (tag := clean(raw).strip())}))
    if changes.preferences is not UNSET:
        new["preferences"] = {
            clean(name).strip(): clean(value)
            for name, value in changes.preferences.items()
            if clean(name).strip() and value
        }
        _check_preferences(new["preferences"], record.preferences)
    return msgspec.structs.replace(record, **new)


def _birthday(text: str | None) -> str | None:
    if not text:
        return None
    try:
        born = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise FrontdeskError("wrong_value", field="birthday", problem=N_("a date such as 1980-05-17")) from None
    if born.year < EARLIEST_BIRTH:
        raise FrontdeskError("wrong_value", field="birthday", problem=N_("not before {year}"), year=EARLIEST_BIRTH)
    return born.isoformat()


def add_note(work: Work, public: str, body: str, internal: bool) -> values.Note:
    """Write a note on the card; internal ones are a manager's."""
    work.require("internal" if internal else "customer")
    record = get(work, public)
    text = clean_note(body).strip()
    if not text:
        raise FrontdeskError("wrong_value", field="note", problem=N_("it is empty"))
    number = store.add_note(work.connection, record.id, work.seconds, work.actor.name, text, internal)
    work.record("customer.note", "note", number, 1, {"internal": internal}, private={"body": text}, customer=record.id)
    return values.Note(work.seconds, work.actor.name, text, internal)


def search(work: Work, query: str, limit: int, offset: int) -> list[values.Customer]:
    """Customers in whom every word of the query is found."""
    ids = store.search(
        work.connection, clean(" ".join(query.split())), limit=limit, offset=offset, seen_by=work.own_only
    )
    found = store.load(work.connection, ids)
    return [reading.customer_value(found[number]) for number in ids]


def count(work: Work, query: str) -> int:
    """How many customers a search finds."""
    return store.count_found(work.connection, clean(" ".join(query.split())), seen_by=work.own_only)


def callers(work: Work, phone: str) -> list[values.Customer]:
    """Customers who have exactly this phone, however it is written."""
    number = contacts.phone(phone, work.rules.business.country)
    spelt = dict.fromkeys((number, clean(phone).strip()))  # a file may have brought it as it was written
    found = [one for text in spelt if text for one in store.with_phone(work.connection, text)]
    own = work.own_only
    if own is not None:
        found = [one for one in found if reservations.may_see_customer(work.connection, one.id, *own)]
    return [reading.customer_value(one) for one in found]


def card(work: Work, public: str, reservations_shown: int = 200) -> values.Card:
    """All that is known of a customer."""
    record = get(work, public)
    numbers = reservations.numbers_of_customer(work.connection, record.id, reservations_shown)
    own = work.own_only
    if own is not None:
        numbers = [n for n in numbers if reservations.may_see(work.connection, n, *own)]
    shown = reading.reservation_values(work, reservations.load(work.connection, numbers))
    totals = store.totals(work.connection, record.id)
    inner = permission.may(work.actor, "internal")
    notes = [
        values.Note(row.at, row.author, row.body, bool(row.internal))
        for row in store.notes(work.connection, record.id)
        if inner or not row.internal
    ]
    paid = [
        values.Payment(row.at, row.amount, row.currency, row.method, row.by, code_of(row.reservation_id))
        for row in payments.of_customer(work.connection, record.id)
        if own is None or row.reservation_id in numbers
    ]
    return values.Card(
        customer=reading.customer_value(record),
        notes=tuple(notes),
        preferences=record.preferences,
        reservations=tuple(shown),
        visits=totals.get("completed", 0) + totals.get("arrived", 0),
        cancelled=totals.get("cancelled", 0),
        no_shows=totals.get("no_show", 0),
        owed=sum(one.owed for one in shown),
        similar=tuple(reading.customer_value(one) for one in similar(work, record)),
        currency=work.rules.business.currency,
        payments=tuple(paid),
        may_internal=inner,
        marketing=consents.consents(work.connection, [record.id]).get(record.id, {}).get(("marketing", "")),
    )


def similar(work: Work, record: CustomerRecord) -> list[CustomerRecord]:
    """Who might be the same person: the same phone, e-mail or name."""
    if work.own_only is not None:
        return []
    found: dict[int, CustomerRecord] = {}
    if record.phone:
        found |= {one.id: one for one in store.with_phone(work.connection, record.phone)}
    if record.email:
        found |= {one.id: one for one in store.with_email(work.connection, record.email)}
    if folded(record.name):
        found |= {one.id: one for one in store.named(work.connection, record.name)}
    found.pop(record.id, None)
    numbers = list(found)[:5]
    whole = store.load(work.connection, numbers)  # with their tags and preferences
    return [whole[number] for number in numbers]


def merge(work: Work, keep: str, other: str) -> values.Customer:
    """Two records of one person become one: ``keep`` stays, gets what it lacks and all that belonged to ``other``."""
    work.require("merge")
    kept, gone = _two(work, keep, other)
    for record in reservations.load(work.connection, reservations.numbers_of_customer(work.connection, gone.id)):
        reservations.lock(work.connection, (), record.seats, work.seconds)
        work.change_reservation("customer.merge", record, msgspec.structs.replace(record, customer=kept.id))
    handed = store.hand_over(work.connection, gone.id, kept.id)
    work.change_customer(
        "customer.merge",
        gone,
        msgspec.structs.replace(gone, merged_into=kept.id, tags=(), preferences={}),
        handed=handed,
    )
    return reading.customer_value(work.change_customer("customer.merge", kept, _joined(kept, gone)))


def merge_preview(work: Work, keep: str, other: str) -> values.Merging:
    """Two records side by side, and what would come of them."""
    work.require("merge")
    kept, gone = _two(work, keep, other)
    merged = _joined(kept, gone)
    one, two = card(work, keep), card(work, other)
    return values.Merging(one, two, reading.customer_value(merged), merged.preferences)


def _two(work: Work, keep: str, other: str) -> tuple[CustomerRecord, CustomerRecord]:
    kept, gone = get(work, keep), get(work, other)
    if kept.id == gone.id:
        raise FrontdeskError("wrong_value", field="customer", problem=N_("these are the same record"))
    return kept, gone


def _joined(kept: CustomerRecord, gone: CustomerRecord) -> CustomerRecord:
    """What stays says what it says; what it does not say the other may."""
    return msgspec.structs.replace(
        kept,
        phone=kept.phone or gone.phone,
        email=kept.email or gone.email,
        birthday=kept.birthday or gone.birthday,
        language=kept.language or gone.language,
        tags=tuple(sorted({*kept.tags, *gone.tags})),
        preferences={**gone.preferences, **kept.preferences},
    )


def erase(work: Work, public: str, confirmed: bool) -> list[str]:
    """Take everything personal out of a customer, the journal included; visits stay as numbers.

    Records that were merged into this one are the same person and go with it. Returns the public ids. Raises
    FrontdeskError(cannot_erase) while there is a future reservation, until ``confirmed``.
    """
    work.require("erase")
    record = get(work, public)
    numbers = reservations.numbers_of_customer(work.connection, record.id)
    future = [
        one
        for one in reservations.load(work.connection, numbers)
        if one.starts > work.minute and one.status in ("pending", "confirmed")
    ]
    if future and not confirmed:
        raise FrontdeskError("cannot_erase", code=code_of(future[0].id), count=len(future))
    everyone = [record, *store.load(work.connection, store.merged_into(work.connection, record.id)).values()]
    drafts.forget(work, record, {f"C{one.id}" for one in everyone})
    for one in everyone:
        holds.forget(work, one.name)
        store.erase_parts(work.connection, one.id)
        waiting.erase(work.connection, one.id, one.phone)
        outbox.erase(work.connection, one.id, work.seconds)
        messages.erase(work.connection, one.id)
        consents.erase(work.connection, one.id)
        erasing.erase(work, one)
        version = one.version + 1
        empty = CustomerRecord(
            one.id, f"C{one.id}", one.created_at, merged_into=one.merged_into, erased=1, version=version
        )
        store.replace(work.connection, empty)
        journal.erase(work.connection, one.id)
        image = {"id": one.id, "erased": 1}
        work.record("customer.erase", "customer", one.id, version, image, customer=one.id)
    return [f"C{one.id}" for one in everyone]


def export(work: Work, public: str) -> values.Card:
    """Everything kept about a customer, for the customer (GDPR); a manager gives it out."""
    work.require("export")
    return card(work, public, reservations_shown=100_000)
