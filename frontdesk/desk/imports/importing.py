"""The use case: a file, by its content, into the business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import Progress, interrupted
from frontdesk.desk import permission
from frontdesk.desk.house import Rules
from frontdesk.desk.imports import customers, reservations, sniff
from frontdesk.desk.imports.cells import ORDERS
from frontdesk.desk.imports.chunks import Chunks
from frontdesk.desk.imports.sources import Source, identified, told
from frontdesk.desk.imports.tally import Tally
from frontdesk.desk.imports.wanted import Reader, Wanted
from frontdesk.desk.values import Imported
from frontdesk.desk.work import Work

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

KINDS = ("customers", "reservations")
_MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW"})
_YEAR_FIRST = frozenset({"CN", "JP", "KR", "KP", "TW", "HU", "MN", "LT"})


def run(
    desk: Desk,
    kind: str,
    path: str | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    date_order: str | None = None,
    create_missing: bool = False,
    allow_overlap: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Bring in customers or reservations from CSV, TSV, XLSX, VCF or ICS.

    A rejected row changes nothing, all others are in; the same file again brings nothing new. Whoever is told of progress
    may stop it by raising: what is in stays in, and the same import completes it.
    Raises FrontdeskError (wrong_file, wrong_value, not_allowed, interrupted, database_…).
    """
    permission.require(desk.actor, "import")
    if allow_overlap:
        permission.require(desk.actor, "overlap")
    if create_missing:
        permission.require(desk.actor, "settings")
    if kind not in KINDS:
        raise FrontdeskError("wrong_value", field="kind", problem=", ".join(KINDS))
    file = Path(path)
    content = sniff.examine(file)
    rules = desk.rules()
    order = _order(date_order, rules.business.country)
    tally = Tally()
    wishes = _Wishes(kind, mapping or {}, order, create_missing, allow_overlap)
    try:
        return _bring(desk, file, content, rules, wishes, tally, progress)
    except FrontdeskError as error:
        if error.code != "interrupted":
            raise
        raise _stopped(tally, dry_run=desk.dry_run) from None


class _Wishes(NamedTuple):
    kind: str
    mapping: Mapping[str, str]
    order: str
    create_missing: bool
    allow_overlap: bool


def _stopped(tally: Tally, *, dry_run: bool) -> FrontdeskError:
    """What stands now: whole chunks are in."""
    done = tally.imported + tally.updated
    if dry_run or not done:
        return interrupted(N_("nothing was changed"))
    found = interrupted(N_("{done} rows are in; the same import again completes it"), done=done)
    found.details.update(imported=tally.imported, updated=tally.updated, unchanged=tally.unchanged)
    return found


def _bring(
    desk: Desk,
    file: Path,
    content: sniff.Content,
    rules: Rules,
    wishes: _Wishes,
    tally: Tally,
    progress: Progress | None,
) -> Imported:
    kind, mapping, order, create_missing, allow_overlap = wishes
    if content.kind == "calendar":
        if kind != "reservations":
            raise sniff.wrong(file, N_("it is a calendar: import it as reservations"))
        from frontdesk.desk.imports import entries

        return entries.run(desk, file, content, tally, order, create_missing, allow_overlap, progress)
    source = Source(file, kind, content, mapping)
    if kind == "customers":
        return customers.run(desk, source, order, tally, progress)
    rows = read(source, Reader(rules, order, desk.now(), ours=source.ours), tally, progress)
    chunks: Chunks[Wanted, reservations.Outcome] = Chunks(desk, source.count, progress, done=source.count - len(rows))
    write_reservations(chunks, rows, tally, create_missing, allow_overlap)
    return tally.result(source.count, chunks.op)


def _order(asked: str | None, country: str) -> str:
    if asked is None:
        return "mdy" if country in _MONTH_FIRST else "ymd" if country in _YEAR_FIRST else "dmy"
    if asked not in ORDERS:
        raise FrontdeskError("wrong_value", field="date_order", problem=", ".join(ORDERS))
    return asked


def read(source: Source, reader: Reader, tally: Tally, progress: Progress | None) -> list[Wanted]:
    """Every row that can be read, each with its identity."""
    rows = []
    for number, said in told(source, source.count, progress):
        try:
            if isinstance(said, FrontdeskError):
                raise said
            rows.append(reader.read(number, said))
        except FrontdeskError as error:
            tally.refuse(number, error)
    return identified(rows, tally)


def write_reservations(
    chunks: Chunks[Wanted, reservations.Outcome],
    rows: list[Wanted],
    tally: Tally,
    create_missing: bool,
    allow_overlap: bool,
) -> None:
    """Write rows of reservations, in the order of their time."""
    memory = reservations.Memory(create_missing, allow_overlap)

    def write(work: Work, some: Sequence[Wanted]) -> reservations.Outcome:
        return reservations.write_chunk(work, some, memory)

    def keep(outcome: reservations.Outcome) -> None:
        outcome.count(tally)
        if chunks.desk.dry_run:
            for which, low, high, _overlap in outcome.claims:
                memory.planned.setdefault(which, []).append((low, high))
        else:
            memory.nameless = outcome.nameless

    rows.sort(key=lambda row: (row.start, row.row))
    chunks.tell()
    chunks.go(rows, write, keep, lambda row, error: tally.refuse(row.row, error))
