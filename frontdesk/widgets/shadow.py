"""What the terminal shows already, cell by cell, so that only what differs is sent to it, as curses programs do.

Textual sends whole regions, and of a region's lines everything from their beginning; a popup that opens or closes sends the
whole screen, often twice. Over SSH every byte is waited for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, Style | None]
"""What stands in a cell and how it looks; the second half of a wide character is empty."""

WORTH = 7
"""So many cells that stay are rather sent again than skipped: going to another place takes as many bytes."""


def cells_of(strip: Strip) -> list[Cell]:
    """A piece of a line, cell by cell."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control:
            continue
        if text.isascii():
            cells += [(character, style) for character in text]
            continue
        for character in text:
            width = cell_len(character)
            if width:
                cells.append((character, style))
                cells += [("", style)] * (width - 1)
            elif cells:  # it belongs to the one before
                cells[-1] = (cells[-1][0] + character, style)
    return cells


def pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, list[Cell]]]:
    """What an update would draw: line, first cell, cells."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield y, x, cells_of(strip)
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x < last and end > first:
                cells = cells_of(chop)
                left, right = whole(cells, max(0, first - x), min(end, last) - x)
                yield y, x + left, cells[left:right]


def whole(cells: list[Cell], first: int, last: int) -> tuple[int, int]:
    """The stretch with all of the wide characters it begins or ends in."""
    while 0 < first < len(cells) and cells[first][0] == "":
        first -= 1
    while last < len(cells) and cells[last][0] == "":
        last += 1
    return first, last


class Shadow:
    """The cells that were sent."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}
        self._size = (0, 0)

    def forget(self) -> None:
        """The terminal may show something else: all is sent again."""
        self._lines.clear()

    def difference(self, update: LayoutUpdate | ChopsUpdate, size: tuple[int, int], console: Console) -> str:
        """What brings a terminal of this size from what it shows to what the update shows."""
        if size != self._size:
            self._size = size
            self.forget()
        out: list[str] = []
        width = size[0]
        for y, x, cells in pieces(update):
            line = self._lines.setdefault(y, [("?", None)] * width)
            old = line[x : x + len(cells)]
            if old != cells:
                line[x : x + len(cells)] = cells
                for first, last in _runs(old, cells):
                    out.append(Control.move_to(x + first, y).segment.text)
                    groups = groupby(cells[first:last], key=lambda cell: cell[1])
                    segments = [Segment("".join(cell[0] for cell in group), style) for style, group in groups]
                    out.append(Strip(segments).render(console))
        return "".join(out)


def _runs(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """The stretches (half-open) that differ; those that nearly touch are one. No wide character is cut in two."""
    changed = [index for index, cell in enumerate(new) if index >= len(old) or old[index] != cell]
    if not changed:
        return
    first = last = changed[0]
    for index in [*changed[1:], None]:
        if index is not None and index - last <= WORTH:
            last = index
            continue
        yield whole(new, first, last + 1)
        if index is not None:
            first = last = index


class Drawn(CompositorUpdate):
    """An update whose bytes are known."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: Any) -> Any:
        yield Segment(self._text)

    def render_segments(self, console: Console) -> str:
        return self._text
