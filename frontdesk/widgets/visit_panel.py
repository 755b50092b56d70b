"""A panel of labelled facts beside a screen, drawn by lines: what stays the same is not drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from frontdesk.widgets.one_line import fitted, steady
from frontdesk.widgets.selecting import Selectable

LABEL = 11
"""Cells for the label before a fact."""


class Fact(NamedTuple):
    """A label and what is known; without a label the words have the whole width. ``look``: plain, strong, bad or faint."""

    label: str
    words: str
    look: str = "plain"


def wrapped(words: str, width: int) -> list[str]:
    """The words in lines of at most so many cells, broken between words where that is possible."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, width) if cell_len(word) > width else [word]
        lines += whole
    return [*lines, line] if line or not lines else lines


class VisitPanel(Selectable):
    """Facts, one below the other."""

    DEFAULT_CSS = """
    VisitPanel {
        width: 40;
        height: 1fr;
        background: $surface;
        & > .visit-panel--label { color: $text-muted; }
        & > .visit-panel--strong { text-style: bold; }
        & > .visit-panel--bad { color: $text-error; text-style: bold; }
        & > .visit-panel--faint { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"visit-panel--{look}" for look in ("label", "strong", "bad", "faint")}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts: tuple[Fact, ...] = ()
        self._lines: list[tuple[str, str, str]] = []

    @property
    def text(self) -> str:
        """What the panel says, for tests and for reading aloud."""
        return "\n".join(" ".join(part for part in (fact.label, fact.words) if part) for fact in self._facts)

    def put(self, facts: Iterable[Fact]) -> None:
        """Show these facts; only the lines that differ are drawn."""
        self._facts = tuple(fact._replace(words=steady(fact.words)) for fact in facts)
        self._arrange()

    def _arrange(self) -> None:
        before, self._lines = self._lines, list(self._laid(self.size.width - 3))
        rows = range(min(self.size.height, max(len(before), len(self._lines))))
        changed = [row for row in rows if _at(before, row) != _at(self._lines, row)]
        if changed:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in changed))

    def _laid(self, width: int) -> Iterable[tuple[str, str, str]]:
        """Label, words and look of each line; what does not fit below is cut with an ellipsis by the last line."""
        for fact in self._facts:
            room = max(1, width - LABEL if fact.label else width)
            for number, words in enumerate(wrapped(fact.words, room)):
                yield (fact.label if number == 0 else "", words, fact.look) if fact.label else (words, "", fact.look)

    def on_resize(self, event: events.Resize) -> None:
        self._lines = list(self._laid(self.size.width - 3))
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        width, plain = self.size.width, self.rich_style
        edge = Segment("│ ", plain + self.get_component_rich_style("visit-panel--faint"))
        if y >= len(self._lines):
            return Strip([edge]).adjust_cell_length(width, plain)
        first, words, look = self._lines[y]
        if y == self.size.height - 1 and len(self._lines) > self.size.height:
            first, words, look = "…", "", "faint"
        style = plain if look == "plain" else plain + self.get_component_rich_style(f"visit-panel--{look}")
        if not words:
            return Strip([edge, Segment(fitted(first, width - 3), style)]).adjust_cell_length(width, plain)
        label = Segment(fitted(first, LABEL), plain + self.get_component_rich_style("visit-panel--label"))
        return Strip([edge, label, Segment(words, style)]).adjust_cell_length(width, plain)


def _at(lines: Sequence[tuple[str, str, str]], row: int) -> tuple[str, str, str] | None:
    return lines[row] if row < len(lines) else None
