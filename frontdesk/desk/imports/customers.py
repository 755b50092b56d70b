"""Customers from rows: contacts and tables of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import Progress
from frontdesk.base.text import clean, clean_note
from frontdesk.desk.exports import NOTES_APART
from frontdesk.desk.imports import cells
from frontdesk.desk.imports.chunks import Chunks
from frontdesk.desk.imports.people import Directory, Who, name_key
from frontdesk.desk.imports.sources import Source, identified, told
from frontdesk.desk.imports.tally import Outcome, Tally
from frontdesk.desk.imports.wanted import Reader, digest_of, wrong_value
from frontdesk.desk.values import Imported
from frontdesk.desk.work import Work
from frontdesk.store import customers as store
from frontdesk.store import imported
from frontdesk.store.customers import CustomerRecord

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

KIND = "customers"


class Contact(Struct, gc=False):
    """A customer that a row describes."""

    row: int
    who: Who
    birthday: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    external_id: str = ""
    key: str = ""
    digest: str = ""
    at: int = 0


def run(desk: Desk, source: Source, order: str, tally: Tally, progress: Progress | None) -> Imported:
    """Write the rows of a file of customers."""
    reader = Reader(desk.rules(), order, desk.now(), ours=source.ours)
    year = dt.datetime.fromtimestamp(desk.now() * 60, dt.UTC).year
    rows = []
    for number, said in told(source, source.count, progress):
        try:
            if isinstance(said, FrontdeskError):
                raise said
            rows.append(_contact(number, said, reader, order, year))
        except FrontdeskError as error:
            tally.refuse(number, error)
    rows = identified(rows, tally)
    born: set[int] = set()
    chunks: Chunks[Contact, tuple[Outcome, set[int]]] = Chunks(
        desk, source.count, progress, done=source.count - len(rows)
    )

    def keep(result: tuple[Outcome, set[int]]) -> None:
        result[0].count(tally)
        if not desk.dry_run:
            born.update(result[1])

    chunks.tell()
    chunks.go(
        rows, lambda work, some: _write_chunk(work, some, born), keep, lambda row, error: tally.refuse(row.row, error)
    )
    return tally.result(source.count, chunks.op)


def _contact(number: int, said: Mapping[str, str], reader: Reader, order: str, year: int) -> Contact:
    who = reader.who({**said, "customer": said.get("name", "")})
    birthday = None
    if said.get("birthday"):
        try:
            birthday = cells.birthday(said["birthday"], order, year)
        except ValueError as error:
            raise wrong_value("birthday", str(error)) from None
    tags = tuple(dict.fromkeys(tag for part in _split(said.get("tags", "")) if (tag := clean(part).strip())))
    parts = said.get("notes", "").split(NOTES_APART) if reader.ours else [said.get("notes", "")]
    notes = tuple(note for part in parts if (note := clean_note(part).strip()))
    language = cells.language(said.get("language", "")) or None
    contact = Contact(number, who, birthday, language, tags, notes, clean(said.get("external_id", "")).strip())
    contact.digest = digest_of((who, birthday, language, tags, notes, contact.external_id))
    own = clean(said.get("id", "")).strip()
    contact.key = f"x:{contact.external_id}" if contact.external_id else f"i:{own}" if own else ""
    return contact


def _known(work: Work, rows: Sequence[Contact]) -> tuple[imported.Known, dict[int, int]]:
    """Which rows came before, and the versions of who they became.

    The numbers that another frontdesk gives count only together with the name: two of them give the same ones.
    """
    connection = work.connection
    numbered = [row for row in rows if row.key.startswith("i:")]
    known = imported.known(connection, KIND, {*(row.key for row in rows), *(_named(row) for row in numbered)})
    if numbered:
        names = imported.standing(connection, [known[row.key][0] for row in numbered if row.key in known])
        for row in numbered:
            found = known.get(row.key)
            if found is not None and found[0] in names and names[found[0]][1] != name_key(row.who.name):
                row.key = _named(row)
    return known, imported.versions(connection, "customer", [entity for entity, _, _ in known.values()])


def _named(row: Contact) -> str:
    return row.key if "\n" in row.key else f"{row.key}\n{name_key(row.who.name)}"


def _split(text: str) -> list[str]:
    if text.startswith("["):
        try:
            return msgspec.json.decode(text, type=list[str])
        except msgspec.DecodeError:
            pass
    return text.split(";") if ";" in text else text.split(",")


def _write_chunk(work: Work, rows: Sequence[Contact], born: set[int]) -> tuple[Outcome, set[int]]:
    """Decide these rows and write what is accepted; also who was added. ``born``: whom this import added before."""
    outcome = Outcome()
    connection = work.connection
    imported.alone(connection)
    known, versions = _known(work, rows)
    directory = Directory(work)
    directory.look_up(row.who for row in rows if row.key not in known)
    directory.reserve(len(rows))
    changes: list[tuple[Contact, int]] = []
    new: list[Contact] = []
    kept: list[tuple[Contact, int]] = []
    here = set(born)
    for row in rows:
        found = known.get(row.key)
        if found is not None and found[0] in versions:
            entity, digest, version = found
            if digest == row.digest or versions[entity] != version:
                outcome.unchanged += 1
            else:
                changes.append((row, entity))
            continue
        same = _same(directory, row, here)
        if same is not None:
            kept.append((row, same))
            continue
        record = directory.add(row.who)
        record.birthday, record.language, record.tags = row.birthday, row.language, row.tags
        record.external_id = row.external_id or None
        here.add(record.id)
        new.append(row)
    outcome.imported += len(new)
    directory.filled.clear()
    directory.write()
    remembered = [_row(row, record.id, 1) for row, record in zip(new, directory.added, strict=True)]
    _add_notes(
        work, [(record.id, note) for row, record in zip(new, directory.added, strict=True) for note in row.notes]
    )
    remembered += _change(work, changes, kept, outcome)
    imported.remember(connection, remembered, replaced=known.keys())
    return outcome, here - born


def _same(directory: Directory, row: Contact, here: set[int]) -> int | None:
    """The customer a row means, if there is one.

    Rows of one file are people of their own where each has an id, or gives nothing but a name.
    """
    who = row.who
    bare = not who.phone and not who.email
    found = directory.meant(who, here if bare or not row.key.startswith("d:") else frozenset())
    if found is None or not bare:
        return found
    return found if directory.called[name_key(who.name)][1] == who.name else None


def _change(
    work: Work, changes: Sequence[tuple[Contact, int]], kept: Sequence[tuple[Contact, int]], outcome: Outcome
) -> list[dict[str, Any]]:
    """Bring changed rows in; complete those who were here already, overwriting nothing."""
    everybody = [entity for _, entity in [*changes, *kept]]
    before = store.load(work.connection, everybody)
    noted = imported.notes_of(work.connection, everybody) if everybody else {}
    remembered, notes = [], []
    for (row, entity), whole in [*((one, True) for one in changes), *((one, False) for one in kept)]:
        old = before[entity]
        after = _replaced(old, row) if whole else _completed(old, row)
        fresh = [note for note in row.notes if note not in noted.get(entity, [])]
        notes += [(entity, note) for note in fresh]
        if after != old:
            before[entity] = work.change_customer("import", old, after)
        if after != old or fresh:
            outcome.updated += 1
        else:
            outcome.unchanged += 1
        remembered.append(_row(row, entity, before[entity].version))
    _add_notes(work, notes)
    return remembered


def _replaced(old: CustomerRecord, row: Contact) -> CustomerRecord:
    """What the row says, where it says anything."""
    return msgspec.structs.replace(
        old, name=row.who.name or old.name, phone=row.who.phone or old.phone, email=row.who.email or old.email,
        birthday=row.birthday or old.birthday, language=row.language or old.language,
        tags=tuple(sorted(row.tags)) or old.tags,
    )  # fmt: skip


def _completed(old: CustomerRecord, row: Contact) -> CustomerRecord:
    """What is not known yet."""
    return msgspec.structs.replace(
        old, phone=old.phone or row.who.phone, email=old.email or row.who.email, birthday=old.birthday or row.birthday,
        language=old.language or row.language, external_id=old.external_id or row.external_id or None,
        tags=tuple(sorted({*old.tags, *row.tags})),
    )  # fmt: skip


def _row(row: Contact, entity: int, version: int) -> dict[str, Any]:
    return {"kind": KIND, "key": row.key, "entity": entity, "digest": row.digest, "version": version}


def _add_notes(work: Work, notes: Sequence[tuple[int, str]]) -> None:
    rows: list[dict[str, Any]] = [
        {"customer_id": number, "at": work.seconds, "author": work.actor.name, "internal": 0, "body": body}
        for number, body in notes
    ]
    for row, number in zip(rows, imported.add_notes(work.connection, rows), strict=True):
        work.record(
            "customer.note",
            "note",
            number,
            1,
            {"internal": False},
            private={"body": row["body"]},
            customer=row["customer_id"],
        )
