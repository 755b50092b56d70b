"""A list or table of any length: one widget drawn by lines from rows that are fetched as they come into view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from frontdesk.base.errors import N_
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import fitted
from frontdesk.widgets.selecting import Selectable

LOOKS = ("head", "cursor", "faint", "waiting")


class Heading(NamedTuple):
    """A column: its title and its width in cells; 0 shares what is left."""

    title: str
    width: int = 0


class LineList(Selectable, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of text with a cursor; rows not fetched yet are asked for with ``Wanted``."""

    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .line-list--head { text-style: bold; background: $panel; }
        & > .line-list--cursor { background: $primary-muted; text-style: bold; }
        & > .line-list--faint { color: $text-muted; }
        & > .line-list--waiting { color: $text-disabled; }
        &:focus > .line-list--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line-list--{look}" for look in LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "by(-1)", "rows.up", N_("up"), N_("The row above"), show=False),
        key("down", "by(1)", "rows.down", N_("down"), N_("The row below"), show=False),
        key("pageup", "page(-1)", "rows.page_up", N_("page up"), N_("A page up"), show=False),
        key("pagedown", "page(1)", "rows.page_down", N_("page down"), N_("A page down"), show=False),
        key("home", "to(0)", "rows.first", N_("first"), N_("The first row"), show=False),
        key("end", "to(-1)", "rows.last", N_("last"), N_("The last row"), show=False),
        key("enter", "choose", "rows.choose", N_("open"), N_("Open or take this row"), show=False),
    ]

    class Moved(Message):
        """The cursor is on another row, or on another content."""

        def __init__(self, lines: LineList) -> None:
            super().__init__()
            self.lines = lines

        @property
        def control(self) -> LineList:
            return self.lines

    class Chosen(Moved):
        """Enter, or a second click, on a row."""

    class Wanted(Moved, bubble=True):
        """Rows from ``first`` to ``last`` came into view and are not there yet."""

        def __init__(self, lines: LineList, first: int, last: int) -> None:
            super().__init__(lines)
            self.first, self.last = first, last

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, LineList.Wanted) and message.lines is self.lines

    class Headed(Moved):
        """A click on the heading of a column."""

        def __init__(self, lines: LineList, column: int) -> None:
            super().__init__(lines)
            self.column = column

    def __init__(
        self, headings: Sequence[Heading] = (Heading(""),), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.headings = tuple(headings)
        self.empty = ""
        """What is said when there are no rows."""
        self.cursor = 0
        self.count = 0
        self._rows: dict[int, tuple[str, ...]] = {}

    @property
    def _top(self) -> int:
        """Lines taken by the head."""
        return 1 if any(heading.title for heading in self.headings) else 0

    # rows ------------------------------------------------------------------------------------------------------------

    def fill(self, rows: Sequence[Sequence[str]], cursor: int = 0) -> None:
        """Show these rows, all of them at hand. ``cursor``: -1 is on none of them, until it is moved."""
        self._renew(len(rows), 0, rows, max(min(cursor, 0), min(len(rows) - 1, cursor)))

    def expect(self, count: int, cursor: int | None = None) -> None:
        """Show so many rows, whose texts come later; what was there is forgotten when it is asked for anew."""
        self.count = count
        self._rows.clear()
        self.cursor = max(min(cursor or 0, 0), min(count - 1, self.cursor if cursor is None else cursor))
        self._fit()
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self))
        self.call_after_refresh(self.want)

    def _fit(self) -> None:
        """So much can be scrolled; never less than is seen: a list that has room does not have the screen laid out anew."""
        height = max(self.count + self._top, self.scrollable_content_region.height)
        self._take_room(height)

    def _take_room(self, height: int) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, height)
        seen = self.container_size.height
        if seen and self.show_vertical_scrollbar != (height > seen):
            self._refresh_scrollbars()  # now: without its bar a list cannot be scrolled, and nobody else takes it away

    @property
    def window(self) -> tuple[int, int]:
        """The rows in view, from–to (half-open)."""
        first = self.scroll_offset.y
        return first, first + max(1, self.size.height - self._top)

    def renew(self, count: int, first: int, rows: Sequence[Sequence[str]], cursor: int) -> None:
        """The same list as it is now: these rows are known, others are asked for when they come into view."""
        self._renew(count, first, rows, max(0, min(count - 1, cursor)))

    def _renew(self, count: int, first: int, rows: Sequence[Sequence[str]], cursor: int) -> None:
        old, self._rows = self._rows, {index: tuple(row) for index, row in enumerate(rows, first)}
        changed = {index for index in old.keys() | self._rows.keys() if old.get(index) != self._rows.get(index)}
        changed |= {self.cursor, cursor, *range(min(count, self.count), min(max(count, self.count), self.window[1]))}
        if not count:
            changed.add(0)  # what is said of an empty list
        grown = count != self.count
        self.count, self.cursor = count, cursor
        if grown:
            self._fit()
        self._reveal()
        if regions := {self._region(index) for index in changed} - {Region()}:
            self.refresh(*regions)
        self.post_message(self.Moved(self))
        self.call_after_refresh(self.want)

    def put(self, first: int, rows: Sequence[Sequence[str]]) -> None:
        """The texts of some rows; only those that are in view and differ are drawn."""
        changed = []
        for index, row in enumerate(rows, first):
            texts = tuple(row)
            if self._rows.get(index) != texts:
                self._rows[index] = texts
                changed.append(index)
        regions = {self._region(index) for index in changed} - {Region()}
        if regions:
            self.refresh(*regions)
        if self.cursor in range(first, first + len(rows)):
            self.post_message(self.Moved(self))

    def want(self) -> None:
        """Ask for what is in view and not there."""
        first = self.scroll_offset.y
        last = min(self.count, first + max(0, self.size.height - self._top))
        if any(index not in self._rows for index in range(first, last)):
            self.post_message(self.Wanted(self, first, last))

    def has(self, index: int) -> bool:
        """Whether a row's text is there."""
        return index in self._rows

    # cursor ----------------------------------------------------------------------------------------------------------

    def action_by(self, by: int) -> None:
        self.move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        self.move_to(self.cursor + by * max(1, self.size.height - self._top - 1))

    def action_to(self, index: int) -> None:
        self.move_to(index if index >= 0 else self.count + index)

    def action_choose(self) -> None:
        if self.count:
            self.post_message(self.Chosen(self))

    def move_to(self, index: int) -> None:
        """Put the cursor on a row."""
        index = max(0, min(self.count - 1, index))
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        if not self._reveal():
            regions = {self._region(before), self._region(index)} - {Region()}
            if regions:
                self.refresh(*regions)
        self.post_message(self.Moved(self))

    def _reveal(self) -> bool:
        height = self.scrollable_content_region.height - self._top
        scroll = self.scroll_offset.y
        target = max(min(scroll, self.cursor), self.cursor - height + 1, 0)
        if height > 0 and target != scroll:
            self.scroll_to(y=target, animate=False, immediate=True)
            return True
        return False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.want()

    def on_click(self, event: events.Click) -> None:
        index = event.y - self._top + self.scroll_offset.y
        if event.y < self._top:
            self._click_heading(event.x)
        if event.y < self._top or index >= self.count:
            return
        again = index == self.cursor
        self.move_to(index)
        if again or event.chain > 1:
            self.action_choose()

    def _click_heading(self, x: int) -> None:
        right = 0
        for column, width in enumerate(self._widths()):
            right += width + 1
            if x < right:
                self.post_message(self.Headed(self, column))
                return

    def on_resize(self, event: events.Resize) -> None:
        self._fit()
        self._reveal()
        self.refresh()
        self.want()

    # drawing ---------------------------------------------------------------------------------------------------------

    def _region(self, index: int) -> Region:
        y = index - self.scroll_offset.y + self._top
        return Region(0, y, self.size.width, 1) if self._top <= y < self.size.height else Region()

    def _widths(self) -> list[int]:
        room = self.scrollable_content_region.width - len(self.headings)
        fixed = sum(heading.width for heading in self.headings)
        flexible = sum(1 for heading in self.headings if not heading.width)
        share, rest = divmod(max(0, room - fixed), flexible) if flexible else (0, 0)
        widths = []
        for heading in self.headings:
            extra = 1 if not heading.width and rest > 0 else 0
            rest -= extra
            widths.append(heading.width or share + extra)
        return widths

    def _line(self, texts: Sequence[str], style: Style) -> list[Segment]:
        line = "".join(f" {fitted(text, width)}" for text, width in zip(texts, self._widths(), strict=False))
        return [Segment(line, style)]

    def draw_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        plain = self.visual_style.rich_style
        if y < self._top:
            head = self.get_component_rich_style("line-list--head")
            return Strip(self._line([heading.title for heading in self.headings], head)).adjust_cell_length(width, head)
        index = y - self._top + self.scroll_offset.y
        if not self.count and y == self._top:
            return Strip([Segment(fitted(f" {self.empty}", width), self.get_component_rich_style("line-list--faint"))])
        if index >= self.count:
            return Strip.blank(width, plain)
        style = plain + self.get_component_rich_style("line-list--cursor") if index == self.cursor else plain
        row = self._rows.get(index)
        if row is None:
            return Strip([Segment(fitted(" …", width), style + self.get_component_rich_style("line-list--waiting"))])
        return Strip(self._line(row, style)).adjust_cell_length(width, style)
