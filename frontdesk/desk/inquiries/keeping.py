"""An inquiry found and written down with its journal row; who asked and what they wrote goes to the private part (Law 5)."""

from __future__ import annotations

from typing import Any

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import reading
from frontdesk.desk.work import Work
from frontdesk.store import inquiries as store
from frontdesk.store import rows
from frontdesk.store.inquiries import InquiryRecord

PRIVATE = ("name", "email", "phone", "asked", "notes", "reason")


def public(number: int) -> str:
    """The id as it is shown and typed: ``Q12``."""
    return f"Q{number}"


def number_of(public: str) -> int | None:
    """The id behind a public one (``Q12``, ``inquiry:12``), or None where it is none."""
    plain = public.strip().lower()
    text = plain.removeprefix("inquiry:").removeprefix("q")
    return int(text) if text != plain and text.isascii() and text.isdigit() and len(text) <= 9 else None


def whole(text: str, field: str, most: int) -> str:
    """A text that is kept as it is: what is longer is refused, never cut. Raises FrontdeskError(wrong_value)."""
    if len(text) > most:
        raise FrontdeskError("wrong_value", field=field, problem=N_("at most {most} characters"), most=most)
    return text


def find(work: Work, public: str, version: int | None = None) -> InquiryRecord:
    """An inquiry by its public id, held against other writers. Raises FrontdeskError (not_found, stale_version)."""
    work.require("inquiry")
    number = number_of(public)
    if number is not None and work.writes:
        rows.hold(work.connection, "inquiry", number)
    record = store.load(work.connection, number) if number is not None else None
    if record is None:
        raise FrontdeskError("not_found", kind="inquiry", name=public)
    reading.refuse_stale(work, "inquiry", record.id, f"Q{record.id}", record.version, version)
    return record


def add(work: Work, record: InquiryRecord) -> InquiryRecord:
    """Write a new inquiry; it comes back with its id."""
    record = msgspec.structs.replace(record, id=store.next_id(work.connection))
    store.replace(work.connection, record)
    log(work, "inquiry.add", record)
    return record


def alter(work: Work, verb: str, after: InquiryRecord) -> InquiryRecord:
    """Write a changed inquiry under its next version; returns it as it now stands."""
    after = msgspec.structs.replace(after, version=after.version + 1, changed_at=work.seconds)
    store.replace(work.connection, after)
    log(work, verb, after)
    return after


def log(work: Work, verb: str, record: InquiryRecord) -> None:
    """Journal an inquiry as it now stands."""
    plain, private = image_of(record)
    work.record(
        verb, "inquiry", record.id, record.version, plain,
        private=private or None, customer=record.customer, location=record.location,
    )  # fmt: skip


def image_of(record: InquiryRecord) -> tuple[dict[str, Any], dict[str, Any]]:
    """The journal's after-image and its private part."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    private = {name: value for name in PRIVATE if (value := plain.pop(name, None))}
    return plain, private


def record_of(image: str, body: str | None, version: int) -> InquiryRecord:
    """The inquiry that a journal row describes, under another version."""
    private = msgspec.json.decode(body) if body else {}
    return msgspec.convert({**msgspec.json.decode(image), **private, "version": version}, InquiryRecord)
