"""A file as numbered rows of fields, whatever its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import READING, Progress
from frontdesk.desk import exports
from frontdesk.desk.imports import fields, tables, vcards
from frontdesk.desk.imports.sniff import Content, wrong
from frontdesk.desk.imports.tally import Tally
from frontdesk.desk.imports.wanted import too_many_cells
from frontdesk.language.i18n import _

Said = tuple[int, dict[str, str] | FrontdeskError]
"""A row's number, and its fields or what is wrong with it."""

_EVERY = 2_000


class Identified(Protocol):
    """A row that was read, with what tells it from others."""

    row: int
    key: str
    digest: str
    external_id: str


Row = TypeVar("Row", bound=Identified)

_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class Source:
    """The rows of a table or of contacts. ``count`` of them; they can be read more than once.

    ``ours``: an export of our own, whose values are taken as they stand.
    """

    def __init__(self, path: Path, kind: str, content: Content, mapping: Mapping[str, str]) -> None:
        self.count: int
        self.ours = False
        self._guarded = content.kind == "table"
        if content.kind == "contacts":
            if kind != "customers":
                raise wrong(path, N_("it holds contacts: import it as customers"))
            self._cards = vcards.read(path, content)
            self._table = None
            self.count = len(self._cards)
            return
        weigh = tables.weigher(lambda cells: fields.recognised(kind, cells), list(mapping.values()))
        self._table = tables.read(path, content, weigh)
        self.count = self._table.count
        self.ours = self._table.columns == exports.COLUMNS[kind]
        self._columns = fields.assign(kind, self._table.columns, mapping)
        missing = fields.lacking(kind, self._columns)
        if missing:
            problem = _("no column says {field}; the columns are {columns}").format(
                field=_(missing[0]), columns=", ".join(column for column in self._table.columns[:20] if column)
            )
            raise wrong(path, problem)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a table."""
        return self._table.columns if self._table is not None else ()

    @property
    def understood(self) -> dict[str, str]:
        """Field → the column it is read from."""
        if self._table is None:
            return {}
        return {field: self._table.columns[index] for field, index in self._columns.items()}

    def __iter__(self) -> Iterator[Said]:
        if self._table is None:
            for number, card in vcards.rows(self._cards):
                unreadable = FrontdeskError("wrong_value", field="vCard", problem=N_("it cannot be read"))
                yield number, unreadable if card is None else card
            return
        chosen = [(field, index) for field, index in self._columns.items()]
        width = len(self._table.columns)
        for number, cells in self._table.rows():
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                yield number, too_many_cells()
                continue
            yield number, _said(cells, chosen, self._guarded)


def _said(cells: Sequence[str], chosen: Sequence[tuple[str, int]], guarded: bool) -> dict[str, str]:
    said = {}
    many = len(cells)
    for field, index in chosen:
        if index < many and (text := cells[index].strip()):
            # what a sheet must not take for a formula carries a quotation mark in front
            if guarded and text[0] == "'" and _GUARDED.match(text):
                text = text[1:]
            said[field] = text
    return said


def told(rows: Source, total: int, progress: Progress | None) -> Iterator[Said]:
    """The rows, telling now and then that it is still at work."""
    for index, row in enumerate(rows):
        if progress is not None and index % _EVERY == 0:
            progress(0, total, READING)
        yield row


def identified(rows: Sequence[Row], tally: Tally) -> list[Row]:
    """Rows with keys: the external id, else the digest and which of its like it is. One external id stands for one row."""
    alike: dict[str, int] = {}
    first: dict[str, Row] = {}
    kept = []
    for row in rows:
        if not row.key:
            number = alike[row.digest] = alike.get(row.digest, 0) + 1
            row.key = f"d:{row.digest}:{number}"
        elif row.key in first:
            if first[row.key].digest != row.digest:
                tally.refuse(row.row, twice(row.external_id))
            else:
                tally.unchanged += 1
            continue
        else:
            first[row.key] = row
        kept.append(row)
    return kept


def twice(external_id: str) -> FrontdeskError:
    """The error for a second, different row under one external id."""
    problem = _("“{id}” stands for another row of this file already").format(id=external_id)
    return FrontdeskError("wrong_value", field="external_id", problem=problem)
