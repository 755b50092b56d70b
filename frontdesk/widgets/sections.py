"""A list in sections: titles between the rows, which the cursor passes over; only cells that changed are drawn again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.one_line import fitted

TITLE = "title"
WORDS = "words"
"""Looks of lines that are no records: a title, and a sentence where there is nothing to list."""

LOOKS = ("good", "bad")


class SectionLine(NamedTuple):
    """A row: its texts, how it looks (title, words, plain, good, bad), what it stands for."""

    texts: tuple[str, ...]
    look: str = "plain"
    key: Hashable = None


class SectionList(LineList):
    """Rows under titles. What the cursor is on stays under it while the rows change."""

    DEFAULT_CSS = """
    SectionList {
        & > .section-list--good { color: $text-success; text-style: bold; }
        & > .section-list--bad { color: $text-error; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"section-list--{look}" for look in LOOKS}

    def __init__(self, headings: Sequence[Heading], *, id: str | None = None) -> None:
        super().__init__(headings, id=id)
        self.lines: tuple[SectionLine, ...] = ()

    @property
    def chosen(self) -> Hashable:
        """What the line under the cursor stands for."""
        return self.lines[self.cursor].key if self.cursor < len(self.lines) else None

    def show(self, lines: Sequence[SectionLine]) -> None:
        """The list as it is now; of the cells only those that differ are drawn."""
        before, key = self.lines, self.chosen
        self.lines = tuple(lines)
        cursor = next((n for n, line in enumerate(lines) if key is not None and line.key == key), None)
        cursor = self._near(self.cursor) if cursor is None else cursor
        regions = {self._region(self.cursor), self._region(cursor)} if cursor != self.cursor else set()
        for index in range(max(len(before), len(lines))):
            regions |= self._differing(index, before)
        self.cursor = cursor
        self._rows = dict(enumerate(line.texts for line in lines))
        regions.discard(Region())
        if self.count != len(lines):
            self.count = len(lines)
            self._take_room(self.count)
            self.refresh()  # the bar beside it may come or go
        elif regions:
            self.refresh(*regions)
        self._reveal()
        self.post_message(self.Moved(self))

    def _differing(self, index: int, before: tuple[SectionLine, ...]) -> set[Region]:
        """The cells of a row in which it is not what it was."""
        row = self._region(index)
        if not row:
            return set()
        if index >= len(before) or index >= len(self.lines):
            return {row}
        old, new = before[index], self.lines[index]
        if old.texts == new.texts and old.look == new.look:
            return set()
        if old.look != new.look or not self._is_record(index) or len(old.texts) != len(new.texts):
            return {row}
        found, x = set(), 1
        for was, now, width in zip(old.texts, new.texts, self._widths(), strict=False):
            if was != now:
                found.add(Region(x, row.y, width, 1))
            x += width + 1
        return found

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on what a line stands for."""
        for index, line in enumerate(self.lines):
            if line.key == key:
                self.move_to(index)

    # cursor ----------------------------------------------------------------------------------------------------------

    def _is_record(self, index: int) -> bool:
        return 0 <= index < len(self.lines) and self.lines[index].look not in (TITLE, WORDS)

    def _near(self, index: int) -> int:
        """The record nearest to a row; the row itself where there is none."""
        records = [n for n in range(len(self.lines)) if self._is_record(n)]
        return min(records, key=lambda n: (abs(n - index), n), default=0)

    def move_to(self, index: int) -> None:
        forward = index >= self.cursor
        index = max(0, min(len(self.lines) - 1, index))
        step = 1 if forward else -1
        wanted = index
        while 0 <= wanted < len(self.lines) and not self._is_record(wanted):
            wanted += step
        if not self._is_record(wanted):
            wanted = self._near(index)
        super().move_to(wanted)
        if not any(self._is_record(n) for n in range(self.cursor)):
            self.scroll_to(y=0, animate=False, immediate=True)  # the title above the first record is seen again

    def action_choose(self) -> None:
        if self._is_record(self.cursor):
            super().action_choose()

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        index = event.y + self.scroll_offset.y
        if not self._is_record(index):
            return
        again = index == self.cursor
        self.move_to(index)
        if again or event.chain > 1:
            self.action_choose()

    # drawing ---------------------------------------------------------------------------------------------------------

    def draw_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        if not 0 <= index < len(self.lines):
            return super().draw_line(y)
        line, width = self.lines[index], self.scrollable_content_region.width
        if line.look == TITLE:
            return Strip(
                [Segment(fitted(f" {line.texts[0]}", width), self.get_component_rich_style("line-list--head"))]
            )
        if line.look == WORDS:
            return Strip(
                [Segment(fitted(f" {line.texts[0]}", width), self.get_component_rich_style("line-list--faint"))]
            )
        style = self.rich_style
        if line.look in LOOKS:
            style += self.get_component_rich_style(f"section-list--{line.look}", partial=True)
        if index == self.cursor:
            style += self.get_component_rich_style("line-list--cursor")
        return Strip(self._line(line.texts, style)).adjust_cell_length(width, style)
