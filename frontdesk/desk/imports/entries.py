"""What a calendar's events are here: reservations where they name a service of the business, else events of the agenda."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import READING, Progress
from frontdesk.base.text import clean, clean_note, folded
from frontdesk.desk.house import Rules
from frontdesk.desk.imports import calendars
from frontdesk.desk.imports.calendars import Occurrence
from frontdesk.desk.imports.chunks import Chunks
from frontdesk.desk.imports.importing import write_reservations
from frontdesk.desk.imports.sniff import Content
from frontdesk.desk.imports.sources import identified
from frontdesk.desk.imports.tally import Outcome, Tally
from frontdesk.desk.imports.wanted import Reader, Wanted, digest_of
from frontdesk.desk.values import Imported
from frontdesk.desk.work import Work
from frontdesk.store import imported

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

KIND = "events"
OURS = "X-FRONTDESK-"
"""Properties of our own export: each a field of a row."""

_LONGEST_TITLE = 500
_WORDS = {
    "birthday": "birthday cumpleanos cumple bday aniversario geburtstag anniversaire",
    "reminder": "reminder recordatorio recordar remember todo deadline vence vencimiento plazo recuerda",
    "private": "private privado privada personal medico medica doctor dentist dentista familia family vacaciones holiday holidays"
    " vacation gym gimnasio colegio school",
    "meeting": "meeting reunion meet call llamada zoom entrevista interview webinar conference conferencia sync standup",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_CUT = " \t-–—:,;|/·@()[]"
_WORD = re.compile(r"\w+")
_LINKING = re.compile(r"^(?:con|with|para|for|de|a|-)\s+", re.IGNORECASE)


class Entry(Struct, gc=False):
    """An event of the agenda that a file brings."""

    row: int
    at: int
    ends: int
    kind: str
    title: str
    notes: str
    all_day: bool
    recurring: bool
    key: str
    digest: str = ""
    external_id: str = ""


def run(
    desk: Desk,
    path: Path,
    content: Content,
    tally: Tally,
    order: str,
    create_missing: bool,
    allow_overlap: bool,
    progress: Progress | None,
) -> Imported:
    """Bring in a calendar: its reservations, and everything else as events that take nobody's time."""
    rules = desk.rules()
    if progress is not None:
        progress(0, 0, READING)
    today = dt.datetime.fromtimestamp(desk.now() * 60, dt.UTC).date()
    found = calendars.read(path, content, rules.zone(None), today)
    for row, error in found.broken:
        tally.refuse(row, error)
    readers = Reader(rules, order, desk.now()), Reader(rules, order, desk.now(), ours=True)
    sorting = _Sorting(rules, *readers, found.name)
    wanted: list[Wanted] = []
    entries: list[Entry] = []
    for index, occurrence in enumerate(found.occurrences):
        if progress is not None and index % 500 == 0:
            progress(0, found.rows, READING)
        try:
            wish = sorting.reservation(occurrence)
            if wish is not None:
                wanted.append(wish)
                continue
            entry = sorting.entry(occurrence)
        except FrontdeskError as error:
            tally.refuse(occurrence.row, error)
            continue
        if entry is None:
            tally.unchanged += 1
        else:
            entries.append(entry)
    wanted, entries = identified(wanted, tally), identified(entries, tally)
    done = found.rows - len(wanted) - len(entries)
    chunks: Chunks[Wanted, Any] = Chunks(desk, found.rows, progress, done=done)
    write_reservations(chunks, wanted, tally, create_missing, allow_overlap)
    more: Chunks[Entry, Outcome] = Chunks(desk, found.rows, progress, op=chunks.op, done=chunks.done)
    entries.sort(key=lambda entry: (entry.at, entry.row))
    more.go(
        entries,
        _write_entries,
        lambda outcome: outcome.count(tally),
        lambda row, error: tally.refuse(row.row, error),
        span=1 << 40,
    )
    return tally.result(found.rows, more.op)


class _Sorting:
    """Tells reservations from everything else."""

    def __init__(self, rules: Rules, theirs: Reader, ours: Reader, calendar: str) -> None:
        self.theirs, self.ours = theirs, ours
        self.day_ends = rules.business.day_ends
        self.zone = rules.zone(None)
        house = rules.house
        self.services = {folded(one.name): one.name for one in house.services.values()}
        self.staff = {folded(one.name): one.name for one in house.resources.values() if one.kind == "staff"}
        self.resources = {folded(one.name): one.name for one in house.resources.values() if one.kind != "staff"}
        self.owner = self.staff.get(folded(calendar), "")
        self._starting: dict[str, list[tuple[str, list[str]]]] = {}
        for one in house.services.values():
            parts = [folded(word) for word in _WORD.findall(one.name)]
            if parts:
                self._starting.setdefault(parts[0], []).append((one.name, parts))

    def reservation(self, occurrence: Occurrence) -> Wanted | None:
        """The reservation that an event is, or None. Raises FrontdeskError for one that cannot be read."""
        component = occurrence.component
        said = self._ours(component)
        reader = self.ours if said else self.theirs
        if not said:
            said = self._theirs(component)
            if not said:
                return None
            if _text(component, "STATUS").upper() == "CANCELLED":
                said["status"] = "cancelled"
            elif _text(component, "STATUS").upper() == "TENTATIVE":
                said["status"] = "pending"
            said.setdefault("notes", clean_note(_text(component, "DESCRIPTION")).strip())
        said["start"] = _iso(occurrence.start)
        if "nights" not in said:
            said["end"] = _iso(occurrence.end)
        if "duration" in said:
            del said["end"]
        wish = reader.read(occurrence.row, said)
        wish.seal(occurrence.key)
        return wish

    def _ours(self, component: Any) -> dict[str, str]:
        return {
            name[len(OURS) :].lower().replace("-", "_"): str(value).strip()
            for name, value in component.items()
            if name.upper().startswith(OURS) and str(value).strip()
        }

    def _theirs(self, component: Any) -> dict[str, str]:
        summary = clean(_text(component, "SUMMARY")).strip()
        service, rest = self._service(summary)
        if not service:
            for name in _categories(component):
                if folded(name) in self.services:
                    service, rest = self.services[folded(name)], summary
                    break
        if not service:
            return {}
        said = {"service": service}
        for text in [
            *_people(component, "ORGANIZER"),
            *_listed(component, "RESOURCES"),
            *_listed(component, "LOCATION"),
        ]:
            plain = folded(text)
            if plain in self.staff:
                said.setdefault("staff", self.staff[plain])
            elif plain in self.resources:
                said.setdefault("resources", self.resources[plain])
        if self.owner:
            said.setdefault("staff", self.owner)
        attendees = [one for one in _attendees(component) if folded(one[0]) not in self.staff]
        if attendees:
            said["customer"], said["email"] = attendees[0]
        elif rest:
            said["customer"] = rest
        return {field: value for field, value in said.items() if value}

    def _service(self, summary: str) -> tuple[str, str]:
        """The service a summary names, the longest where it could be several, and what is left of it."""
        words = [(folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(summary)]
        best: tuple[int, int, str] | None = None
        for index, (word, _start, _end) in enumerate(words):
            for name, parts in self._starting.get(word, ()):
                if [one[0] for one in words[index : index + len(parts)]] == parts and (
                    best is None or len(parts) > best[1]
                ):
                    best = (index, len(parts), name)
        if best is None:
            return "", ""
        index, many, name = best
        before, after = summary[: words[index][1]], summary[words[index + many - 1][2] :]
        rest = " ".join(part for part in (before.strip(_CUT), after.strip(_CUT)) if part)
        return name, _LINKING.sub("", rest).strip(_CUT)

    def entry(self, occurrence: Occurrence) -> Entry | None:
        """The event an occurrence is; None for one that was called off."""
        component = occurrence.component
        if _text(component, "STATUS").upper() == "CANCELLED":
            return None
        title = clean(_text(component, "SUMMARY")).strip()[:_LONGEST_TITLE]
        entry = Entry(
            occurrence.row, occurrence.start, occurrence.end, _kind(occurrence, title), title,
            clean_note(_text(component, "DESCRIPTION")).strip(), occurrence.all_day, occurrence.recurring, occurrence.key,
        )  # fmt: skip
        entry.digest = digest_of((entry.at, entry.ends, entry.kind, entry.title, entry.notes, entry.all_day))
        return entry


def _kind(occurrence: Occurrence, title: str) -> str:
    words = set(re.findall(r"\w+", folded(title)))
    for kind, word in ((kind, word) for word, kind in _KINDS.items()):
        if word in words:
            return kind
    if occurrence.all_day and occurrence.yearly:
        return "birthday"
    if _text(occurrence.component, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
        return "private"
    return "reminder" if occurrence.all_day else "meeting"


def _iso(minute: int) -> str:
    return dt.datetime.fromtimestamp(minute * 60, dt.UTC).strftime("%Y-%m-%dT%H:%MZ")


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value) if value else ""


def _listed(component: Any, name: str) -> list[str]:
    value = component.get(name)
    parts = value if isinstance(value, list) else [] if value is None else [value]
    return [part.strip() for one in parts for part in str(one).split(",") if part.strip()]


def _categories(component: Any) -> list[str]:
    value = component.get("CATEGORIES")
    found: list[str] = []
    for one in value if isinstance(value, list) else [] if value is None else [value]:
        found += [clean(str(name)).strip() for name in getattr(one, "cats", [one])]
    return found


def _people(component: Any, name: str) -> list[str]:
    value = component.get(name)
    people = value if isinstance(value, list) else [] if value is None else [value]
    return [clean(str(one.params.get("CN", ""))).strip() for one in people if hasattr(one, "params")]


def _attendees(component: Any) -> list[tuple[str, str]]:
    """(name, e-mail) of those who attend."""
    value = component.get("ATTENDEE")
    found = []
    for one in value if isinstance(value, list) else [] if value is None else [value]:
        params = getattr(one, "params", {})
        if str(params.get("CUTYPE", "INDIVIDUAL")).upper() in ("RESOURCE", "ROOM"):
            continue
        mail = clean(str(one)).strip()
        mail = mail[7:] if mail.lower().startswith("mailto:") else ""
        name = clean(str(params.get("CN", ""))).strip()
        if name or mail:
            found.append((name if name and name != mail else mail.split("@")[0], mail if "@" in mail else ""))
    return found


def _write_entries(work: Work, rows: Sequence[Entry]) -> Outcome:
    """Write these events; only those that were changed in the file and not here are written again."""
    outcome = Outcome()
    imported.alone(work.connection)
    known = imported.known(work.connection, KIND, [row.key for row in rows])
    versions = imported.versions(work.connection, "event", [entity for entity, _, _ in known.values()])
    new, remembered = [], []
    for row in rows:
        found = known.get(row.key)
        if found is None or found[0] not in versions:
            new.append(row)
            continue
        entity, digest, version = found
        if digest == row.digest or versions[entity] != version:
            outcome.unchanged += 1
            continue
        old = imported.event_row(work.connection, entity)
        values = {**_values(work, row), "version": version + 1}
        imported.change_event(work.connection, entity, values)
        _journal(work, entity, version + 1, values, old.day)
        remembered.append(_memory(row, entity, version + 1))
        outcome.updated += 1
    ids = imported.next_ids(work.connection, "event", len(new)) if new else []
    made = [{"id": number, **_values(work, row), "version": 1} for number, row in zip(ids, new, strict=True)]
    imported.add_events(work.connection, made)
    for number, row, values in zip(ids, new, made, strict=True):
        _journal(work, number, 1, values, None)
        remembered.append(_memory(row, number, 1))
    imported.remember(work.connection, remembered, replaced=known.keys())
    outcome.imported += len(new)
    return outcome


def _values(work: Work, row: Entry) -> dict[str, Any]:
    place = next(iter(work.rules.house.places))
    return {
        "kind": row.kind, "title": row.title, "notes": row.notes, "starts": row.at, "ends": row.ends,
        "day": work.day_of(row.at, place), "all_day": int(row.all_day), "recurring": int(row.recurring),
        "location_id": None, "resource_id": None,
    }  # fmt: skip


def _journal(work: Work, number: int, version: int, values: dict[str, Any], day_before: int | None) -> None:
    plain = {name: values[name] for name in ("kind", "starts", "ends", "day", "all_day", "recurring")}
    said = {name: values[name] for name in ("title", "notes") if values[name]}
    work.record(
        "import", "event", number, version, plain, private=said or None, day_before=day_before, day_after=values["day"]
    )


def _memory(row: Entry, entity: int, version: int) -> dict[str, Any]:
    return {"kind": KIND, "key": row.key, "entity": entity, "digest": row.digest, "version": version}
