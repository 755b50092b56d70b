"""Text broken into lines of so many cells: nothing is cut off, long words are broken."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size

from frontdesk.base.text import shown
from frontdesk.widgets.one_line import steady


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text; its own line ends are kept, words stay whole where they fit. At least one line."""
    width = max(2, width)
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in steady(shown(part)).split():
            if line and cell_len(line) + 1 + cell_len(word) <= width:
                line += f" {word}"
                continue
            if line:
                lines.append(line)
            *full, line = _chopped(word, width)
            lines += full
        lines.append(line)
    return lines


def _chopped(word: str, width: int) -> list[str]:
    pieces = chop_cells(word, width) or [""]
    pieces[-1] += word[sum(len(piece) for piece in pieces) :]  # what has no width at the end is left out by it
    return pieces


def labelled(label: str, text: str, width: int, indent: int = 12) -> list[str]:
    """A label and its text beside it, wrapped in a column of its own."""
    head = set_cell_size(steady(label), indent - 1) + " "
    lines = wrapped(text, width - indent)
    return [f"{head if n == 0 else ' ' * indent}{line}" for n, line in enumerate(lines)]
