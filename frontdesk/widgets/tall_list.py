"""A list whose rows take two lines each: what matters above, the rest below; drawn by lines like any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.one_line import fitted

TALL = 2
"""Lines of a row."""


class TallList(LineList):
    """Rows of four texts: above on the left and on the right, below, and how it looks
    (plain; ``new``: bold; ``waits``: bold and green)."""

    DEFAULT_CSS = """
    TallList {
        & > .tall-list--new { text-style: bold; }
        & > .tall-list--waits { color: $text-success; text-style: bold; }
        & > .tall-list--below { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tall-list--new", "tall-list--waits", "tall-list--below"}

    @property
    def window(self) -> tuple[int, int]:
        first = self.scroll_offset.y // TALL
        return first, first + max(1, -(-self.size.height // TALL))

    def _fit(self) -> None:
        height = max(self.count * TALL, self.scrollable_content_region.height)
        self._take_room(height)

    def want(self) -> None:
        first, last = self.window
        last = min(self.count, last + 1)
        if any(index not in self._rows for index in range(first, last)):
            self.post_message(self.Wanted(self, first, last))

    def action_page(self, by: int) -> None:
        self.move_to(self.cursor + by * max(1, self.size.height // TALL - 1))

    def _reveal(self) -> bool:
        height, scroll = self.scrollable_content_region.height, self.scroll_offset.y
        top = self.cursor * TALL
        target = max(min(scroll, top), top + TALL - height, 0)
        if height > 0 and target != scroll:
            self.scroll_to(y=target, animate=False, immediate=True)
            return True
        return False

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        index = (event.y + self.scroll_offset.y) // TALL
        if index < self.count:
            again = index == self.cursor
            self.move_to(index)
            if again or event.chain > 1:
                self.action_choose()

    # drawing ---------------------------------------------------------------------------------------------------------

    def _region(self, index: int) -> Region:
        top = index * TALL - self.scroll_offset.y
        y = max(0, top)
        return Region(0, y, self.size.width, top + TALL - y) if top + TALL > y and y < self.size.height else Region()

    def draw_line(self, y: int) -> Strip:
        index, part = divmod(y + self.scroll_offset.y, TALL)
        row = self._rows.get(index)
        if not self.count or index >= self.count or row is None:
            return super().draw_line(y) if not self.count else self._blank(index, part)
        width = self.scrollable_content_region.width
        style = self.rich_style
        if index != self.cursor and part:
            style = self.get_component_rich_style("tall-list--below")
        if row[3] in ("new", "waits") and not part:
            style += self.get_component_rich_style(f"tall-list--{row[3]}", partial=True)
        if index == self.cursor:
            style += self.get_component_rich_style("line-list--cursor")
        return Strip([Segment(self._text(row, part, width), style)]).adjust_cell_length(width, style)

    def _blank(self, index: int, part: int) -> Strip:
        width = self.scrollable_content_region.width
        text = " …" if index < self.count and not part else ""
        return Strip([Segment(fitted(text, width), self.get_component_rich_style("line-list--waiting"))])

    @staticmethod
    def _text(row: Sequence[str], part: int, width: int) -> str:
        if part:
            return f" {fitted(row[2], width - 2)} "
        right = fitted(row[1], cell_len(row[1]))
        return f" {fitted(row[0], max(0, width - 3 - cell_len(right)))} {right} "
