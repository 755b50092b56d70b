"""A day laid out at one width: which piece stands in which row of which column."""

from __future__ import annotations

from collections.abc import Iterable

from frontdesk.desk.day_values import Day
from frontdesk.language.dates import time_words
from frontdesk.widgets.day_cells import STEP, Row, bounds, lay_out


def _looks(row: Row) -> list[tuple[str, str]]:
    return [(piece.text, piece.kind) for piece in row]


class DayPicture:
    """Rows are steps from ``first`` on (epoch minutes); columns are the day's."""

    def __init__(
        self,
        day: Day,
        width: int,
        seconds: int,
        before: DayPicture | None = None,
        marked: frozenset[str] = frozenset(),
    ) -> None:
        self.day = day
        self.width = width
        self._marked = marked
        first, last = bounds(day)
        if before is not None and before.day.day == day.day and before.day.zone == day.zone:
            # the picture of the same day never shrinks, or it would jump under the cursor
            first, last = min(first, before.first), max(last, before.first + before.rows * STEP)
        self.first: int = first
        self.rows: int = -((first - last) // STEP)
        self._cells = [self._column(number, seconds) for number in range(len(day.columns))]

    def _column(self, number: int, seconds: int) -> list[Row]:
        return lay_out(
            self.day.columns[number], self.first, self.rows, self.width, self.day.zone, seconds, marked=self._marked
        )

    @property
    def holding(self) -> list[int]:
        """The columns in which the seconds of a hold are counted."""
        columns = enumerate(self.day.columns)
        return [number for number, column in columns if any(block.kind == "hold" for block in column.blocks)]

    def count_down(self, columns: Iterable[int], seconds: int) -> set[tuple[int, int]]:
        """Lay columns out anew at a later moment; which cells (column, row) came out different."""
        return self._lay_anew(columns, seconds)

    def mark(self, codes: frozenset[str], seconds: int) -> set[tuple[int, int]]:
        """Mark other reservations; which cells (column, row) came out different."""
        differ = codes ^ self._marked
        self._marked = codes
        columns = enumerate(self.day.columns)
        return self._lay_anew(
            [number for number, column in columns if any(block.code in differ for block in column.blocks)], seconds
        )

    def _lay_anew(self, columns: Iterable[int], seconds: int) -> set[tuple[int, int]]:
        changed: set[tuple[int, int]] = set()
        for number in columns:
            rows = self._column(number, seconds)
            old = self._cells[number]
            changed |= {(number, row) for row in range(self.rows) if old[row] != rows[row]}
            self._cells[number] = rows
        return changed

    def differs_from(self, other: DayPicture) -> set[tuple[int, int]] | None:
        """The cells (column, row) that differ; None when the two cannot be compared cell by cell."""
        if self._frame != other._frame:
            return None
        if [column.resource for column in self.day.columns] != [column.resource for column in other.day.columns]:
            return None
        return {
            (number, row)
            for number, rows in enumerate(self._cells)
            for row in range(self.rows)
            if _looks(rows[row]) != _looks(other._cells[number][row])
        }

    @property
    def _frame(self) -> tuple[object, ...]:
        """What two pictures share that can be compared cell by cell, though they may be of two days."""
        zone, last = self.day.zone, self.first + self.rows * STEP
        return self.first - self.day.start, self.rows, self.width, time_words(self.first, zone), time_words(last, zone)

    def row_of(self, minute: int) -> int:
        """The row a time falls into, which may be outside."""
        return (minute - self.first) // STEP

    def within(self, row: int) -> int:
        """The nearest row there is."""
        return max(0, min(self.rows - 1, row))

    def pieces(self, row: int, column: int) -> Row:
        """What stands in a row of a column, lane by lane."""
        return self._cells[column][row] if column < len(self._cells) and 0 <= row < self.rows else ()

    def lanes(self, row: int, column: int) -> int:
        """How many stand side by side there."""
        return max(1, len(self.pieces(row, column)))

    def block_at(self, row: int, column: int, lane: int) -> int:
        """The index of the block there; -1: none."""
        pieces = self.pieces(row, column)
        return pieces[lane].block if lane < len(pieces) else -1

    def place_of(self, column: int, block: int) -> tuple[int, int] | None:
        """The first row and the lane of a block of a column."""
        for row in range(self.rows):
            for lane, piece in enumerate(self.pieces(row, column)):
                if piece.block == block:
                    return row, lane
        return None

    def extent(self, row: int, column: int, lane: int) -> tuple[int, int]:
        """The rows from–to of the block there, or of the row alone."""
        index = self.block_at(row, column, lane)
        if index < 0:
            return row, row + 1
        top = bottom = row
        while any(piece.block == index for piece in self.pieces(top - 1, column)):
            top -= 1
        while any(piece.block == index for piece in self.pieces(bottom + 1, column)):
            bottom += 1
        return top, bottom + 1
