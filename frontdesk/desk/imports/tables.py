"""Tables: CSV in its many shapes and sheets, as rows of text."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from frontdesk.base.errors import N_
from frontdesk.desk.imports.fields import plain
from frontdesk.desk.imports.sniff import Content, wrong

Row = tuple[int, Sequence[str]]
"""The row's number as a sheet shows it (the first is 1), and its cells."""

_LONGEST_LINE = 1 << 20
_DELIMITERS = ",;\t|"
_HEADER_AMONG = 10
_SEP = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """A table with its column names; ``rows`` reads it from the start whenever it is called."""

    columns: tuple[str, ...]
    count: int
    rows: Callable[[], Iterator[Row]]


def read(path: Path, content: Content, weigh: Callable[[Sequence[str]], int]) -> Table:
    """Open a table. ``weigh`` tells how many of a row's cells are known as column names. Raises FrontdeskError(wrong_file)."""
    if content.kind == "sheet":
        return _sheet(path, weigh)
    delimiter = _delimiter(path, content, weigh)

    def everything() -> Iterator[Row]:
        return _csv_rows(path, content, delimiter)

    return _table(path, everything, weigh)


def _table(path: Path, everything: Callable[[], Iterator[Row]], weigh: Callable[[Sequence[str]], int]) -> Table:
    best: tuple[int, int, Sequence[str]] | None = None
    for number, cells in islice(everything(), _HEADER_AMONG):
        weight = weigh(cells)
        if best is None or weight > best[0]:
            best = (weight, number, cells)
    if best is None:
        raise wrong(path, N_("it is empty"))
    _, header, columns = best

    def rows() -> Iterator[Row]:
        return (row for row in everything() if row[0] > header)

    return Table(tuple(column.strip() for column in columns), sum(1 for _ in rows()), rows)


# CSV ------------------------------------------------------------------------------------------------------------------


class _Lines:
    """The lines of a text file, none of them endless; ``quotes`` counts the quotation marks since it was last set."""

    def __init__(self, path: Path, content: Content) -> None:
        self.path = path
        self.file = path.open(encoding=content.encoding, errors=content.errors, newline="")
        self.quotes = 0

    def __iter__(self) -> Iterator[str]:
        with self.file as file:
            first = True
            while line := file.readline(_LONGEST_LINE):
                if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
                    raise wrong(self.path, N_("it has a line that is too long"))
                if first:
                    first = False
                    if _SEP.match(line):
                        continue
                self.quotes += line.count('"')
                yield line


def _csv_rows(path: Path, content: Content, delimiter: str) -> Iterator[Row]:
    lines = _Lines(path, content)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            # A quotation mark that is never closed swallows every row to the end of the file.
            open_quote, lines.quotes = lines.quotes % 2, 0
            if open_quote and any("\n" in cell or "\r" in cell for cell in cells):
                raise wrong(path, N_("a quotation mark is opened and never closed"))
            if any(cells):
                yield number, cells
    except csv.Error:
        raise wrong(path, N_("a quotation mark is opened and never closed, or a cell is too long")) from None
    except (OSError, UnicodeError):
        raise wrong(path, N_("it cannot be read to its end")) from None


def _delimiter(path: Path, content: Content, weigh: Callable[[Sequence[str]], int]) -> str:
    """The sign between cells: the one under which the column names are known, then the one that cuts all rows alike."""
    with path.open(encoding=content.encoding, errors="replace", newline="") as file:
        head = file.read(65_536)
    lines = head.splitlines(keepends=True)
    said = _SEP.match(lines[0]) if lines else None
    if said:
        return said.group(1)
    if len(head) == 65_536 and len(lines) > 1:
        lines.pop()
    best, choice = (-1, -1.0, -1), ","
    for sign in _DELIMITERS:
        try:
            rows = [cells for cells in csv.reader(lines, delimiter=sign) if any(cells)]
        except csv.Error:
            continue
        if not rows:
            continue
        weight = max(weigh(cells) for cells in rows[:_HEADER_AMONG])
        width = len(rows[0])
        alike = sum(len(cells) == width for cells in rows) / len(rows) if width > 1 else 0.0
        score = (weight, round(alike, 2), width)
        if score > best:
            best, choice = score, sign
    return choice


# sheets ---------------------------------------------------------------------------------------------------------------


def _sheet(path: Path, weigh: Callable[[Sequence[str]], int]) -> Table:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    chosen: list[Row] = []
    heaviest = -1
    try:
        book = CalamineWorkbook.from_path(str(path))
        for index, about in enumerate(book.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(index)
            rows = _texts(sheet.to_python(skip_empty_area=False))
            weight = max((weigh(cells) for _, cells in rows[:_HEADER_AMONG]), default=-1)
            if weight > heaviest:
                heaviest, chosen = weight, rows
    except Exception as error:  # calamine raises its own, zip's and XML's errors, and panics of its Rust core
        raise wrong(path, N_("it is damaged or is no sheet that can be read")) from error
    return _table(path, lambda: iter(chosen), weigh)


def _texts(rows: Sequence[Sequence[Any]]) -> list[Row]:
    found: list[Row] = []
    for number, row in enumerate(rows, start=1):
        cells = [cell if isinstance(cell, str) else as_text(cell) for cell in row]
        if any(cells):
            found.append((number, cells))
    return found


def as_text(cell: Any) -> str:
    """A sheet's cell as the text that a table would hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        moment = _to_second(cell)
        if moment.hour == moment.minute == moment.second == 0:
            return moment.date().isoformat()
        return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")
    if isinstance(cell, dt.time):
        moment = _to_second(dt.datetime.combine(dt.date(2000, 1, 1), cell))
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(cell)


def _to_second(moment: dt.datetime) -> dt.datetime:
    """Sheets keep fractions of a day: 10:00 may come as 09:59:59.999."""
    return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)


def weigher(known: Callable[[Sequence[str]], dict[str, int]], mapped: Sequence[str]) -> Callable[[Sequence[str]], int]:
    """How many cells of a row are column names: those that are known, and those a mapping names."""
    wanted = {plain(name) for name in mapped}

    def weigh(cells: Sequence[str]) -> int:
        return len(known(cells)) + 2 * sum(plain(cell) in wanted for cell in cells if cell)

    return weigh
