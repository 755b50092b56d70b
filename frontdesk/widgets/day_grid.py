"""The agenda of a day: one widget that draws columns of people and rows of time by lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.day_values import Block, Column, Day
from frontdesk.language.dates import time_words
from frontdesk.widgets.day_cells import STEP, Piece, bounds
from frontdesk.widgets.day_picture import DayPicture
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import fitted
from frontdesk.widgets.selecting import Selectable

GUTTER = 6
NARROWEST = 12
KINDS = (
    "open", "closed", "away", "pending", "confirmed", "arrived", "completed", "no_show",
    "session", "event", "hold", "other", "cursor", "carried", "now", "time", "head", "here",
)  # fmt: skip


Marked = tuple[Region, object]
"""A place on the screen and what it looks like there."""


class DayGrid(Selectable, ScrollView, can_focus=True, inherit_bindings=False):
    """A day by columns and steps; the cursor is a time and a column."""

    DEFAULT_CSS = """
    DayGrid {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .day-grid--open { color: $text-muted; }
        & > .day-grid--closed { color: $surface-lighten-2; background: $surface; }
        & > .day-grid--away { color: $text-warning; background: $surface; }
        & > .day-grid--pending { color: $text-warning; background: $warning-muted; }
        & > .day-grid--confirmed { color: $text-primary; background: $primary-muted; }
        & > .day-grid--arrived { color: $text-success; background: $success-muted; text-style: bold; }
        & > .day-grid--completed { color: $text-muted; background: $panel; }
        & > .day-grid--no_show { color: $text-error; background: $error-muted; }
        & > .day-grid--session { color: $text-accent; background: $accent-muted; }
        & > .day-grid--event { color: $text; background: $secondary-muted; }
        & > .day-grid--hold { color: $text-warning; background: $panel; text-style: italic; }
        & > .day-grid--other { color: $text-disabled; background: $panel; }
        & > .day-grid--cursor { text-style: reverse; }
        & > .day-grid--carried { color: $text; background: $accent; text-style: bold; }
        & > .day-grid--now { color: $text-error; }
        & > .day-grid--time { color: $text-muted; }
        & > .day-grid--head { text-style: bold underline; }
        & > .day-grid--here { text-style: bold reverse; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"day-grid--{kind}" for kind in KINDS}

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "row(-1)", "grid.up", N_("earlier"), N_("Move the cursor to the time before"), show=False),
        key("down", "row(1)", "grid.down", N_("later"), N_("Move the cursor to the next time"), show=False),
        key("left", "column(-1)", "grid.left", N_("left"), N_("Move to the column on the left"), show=False),
        key("right", "column(1)", "grid.right", N_("right"), N_("Move to the column on the right"), show=False),
        key("home", "edge(-1)", "grid.home", N_("first time"), N_("Move to the first time of the day"), show=False),
        key("end", "edge(1)", "grid.end", N_("last time"), N_("Move to the last time of the day"), show=False),
        key(
            "enter",
            "open",
            "grid.open",
            N_("open or book"),
            N_("Open the reservation, or book this free time"),
            show=False,
        ),
    ]

    class Opened(Message):
        """Enter, or a second click, on what is under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.day: Day | None = None
        self.empty = ""
        """What is said while there is no day to show."""
        self.carried: Block | None = None
        """The block that the arrows carry."""
        self._marked: frozenset[str] = frozenset()
        self.moved: Callable[[], None] = lambda: None
        """Called when the cursor stands somewhere else, or something else under it. Not a message: what it draws is to be
        drawn with the cursor, and a message comes a frame later."""
        self._picture: DayPicture | None = None
        self._row = self._column = self._lane = 0
        self._left_column = 0
        self._now = self._seconds = 0
        self._styles_kept: dict[str, Style] = {}

    # what is shown ---------------------------------------------------------------------------------------------------

    def show(self, day: Day, seconds: float) -> None:
        """Show a day as it is at a moment; the cursor keeps its time and column, only changed cells are drawn."""
        before, minute = self.day, self.minute
        resource = self.column.resource.id if self.column else None
        self.day = day
        self._seconds, self._now = int(seconds), int(seconds // 60)
        ids = [column.resource.id for column in day.columns]
        self._column = ids.index(resource) if resource in ids else min(self._column, max(0, len(ids) - 1))
        if before is None:
            minute = self._now if day.start <= self._now < day.end else bounds(day)[0] + 60
        elif before.day != day.day:
            minute += day.start - before.start
        self._lay_out(minute)
        if before is None:
            self._scroll_to_third()
        self.moved()

    def mark(self, codes: frozenset[str]) -> None:
        """Mark the blocks of these reservations; only those that change are drawn."""
        self._marked = codes
        if self._picture is not None:
            self._draw(self._picture.mark(codes, self._seconds))

    def tick(self, seconds: float) -> None:
        """Time went on: the seconds of holds, and once a minute the now-line."""
        self._seconds = int(seconds)
        picture = self._picture
        if picture is None:
            return
        if columns := picture.holding:
            self._draw(picture.count_down(columns, self._seconds))
        minute = int(seconds // 60)
        if minute != self._now:
            rows = {picture.row_of(self._now), picture.row_of(minute)}
            self._now = minute
            regions = {self._row_region(row, GUTTER if len(rows) == 1 else None) for row in rows} - {Region()}
            if regions:
                self.refresh(*regions)

    @property
    def beside(self) -> str:
        """``‹3–8/11›`` when columns do not all fit: first, last, how many there are."""
        if self.day is None or self.visible_columns >= len(self.day.columns):
            return ""
        return f"‹{self._left_column + 1}–{self._left_column + self.visible_columns}/{len(self.day.columns)}›"

    # the cursor ------------------------------------------------------------------------------------------------------

    @property
    def minute(self) -> int:
        """The time of the cursor (epoch minutes)."""
        return self._picture.first + self._row * STEP if self._picture else 0

    @property
    def column(self) -> Column | None:
        """The column of the cursor."""
        return self.day.columns[self._column] if self.day and self._column < len(self.day.columns) else None

    @property
    def block(self) -> Block | None:
        """The block under the cursor."""
        index = self._picture.block_at(self._row, self._column, self._lane) if self._picture else -1
        return self.column.blocks[index] if self.column and index >= 0 else None

    def go_to(self, minute: int, resource: int | None = None) -> None:
        """Put the cursor on a time, and on a column."""
        picture = self._picture
        if picture is None:
            return
        before = self._cursor_regions()
        self._row, self._lane = picture.within(picture.row_of(minute)), 0
        ids = [column.resource.id for column in picture.day.columns]
        if resource in ids:
            self._column = ids.index(resource)
        self._moved(before)

    def go_to_block(self, index: int) -> None:
        """Put the cursor on a block of its column."""
        picture = self._picture
        place = picture.place_of(self._column, index) if picture else None
        if place is not None:
            before = self._cursor_regions()
            self._row, self._lane = place
            self._moved(before)

    def action_row(self, by: int) -> None:
        picture = self._picture
        if picture is None:
            return
        before = self._cursor_regions()
        top, bottom = self._extent()
        row = bottom if by > 0 else top - 1
        if 0 <= row < picture.rows:
            self._row = row
            self._lane = min(self._lane, picture.lanes(row, self._column) - 1)
            if by < 0:
                self._row = self._extent()[0]
        self._moved(before)

    def action_column(self, by: int) -> None:
        picture = self._picture
        if picture is None:
            return
        before = self._cursor_regions()
        lanes = picture.lanes(self._row, self._column)
        if not self.carried and 0 <= self._lane + by < lanes:
            self._lane += by
        elif 0 <= self._column + by < len(picture.day.columns):
            self._column += by
            self._lane = 0 if by > 0 or self.carried else picture.lanes(self._row, self._column) - 1
        self._moved(before)

    def action_edge(self, side: int) -> None:
        if self._picture is not None:
            before = self._cursor_regions()
            self._row, self._lane = (0 if side < 0 else self._picture.rows - 1), 0
            self._moved(before)

    def action_open(self) -> None:
        if self.day:
            self.post_message(self.Opened())

    def carry(self, block: Block | None) -> None:
        """Lift a block, which then moves with the cursor; None puts it down."""
        before = self._cursor_regions()
        self.carried = block
        if block and self._picture:
            self._row = self._picture.within(self._picture.row_of(block.start))
        self._moved(before)

    def carry_on(self, block: Block) -> None:
        """What is carried was changed meanwhile: it goes on as it is now, from where the cursor is."""
        before = self._cursor_regions()
        self.carried = block
        # its name or its length may be another
        self._draw_regions({(region, None) for region, _look in before | self._cursor_regions()})
        self.moved()

    def on_click(self, event: events.Click) -> None:
        picture = self._picture
        if picture is None or event.y < 1 or event.x < GUTTER:
            return
        number, inside = divmod(event.x - GUTTER, self._width + 1)
        column, row = self._left_column + number, event.y - 1 + self.scroll_offset.y
        if column >= len(picture.day.columns) or row >= picture.rows:
            return
        before, was = self._cursor_regions(), (self._row, self._column, self._lane)
        lanes = picture.lanes(row, column)
        self._row, self._column, self._lane = row, column, min(lanes - 1, inside * lanes // self._width)
        self._moved(before)
        if was == (self._row, self._column, self._lane) or event.chain > 1:
            self.post_message(self.Opened())

    def _moved(self, before: set[Marked]) -> None:
        if not self._reveal():
            self._draw_regions(before ^ self._cursor_regions())
        self.moved()

    def _reveal(self) -> bool:
        """Scroll so that the cursor is seen; whether everything is drawn anew because of it."""
        count, fitting = len(self.day.columns) if self.day else 0, self.visible_columns
        left = max(min(self._left_column, self._column), self._column - fitting + 1)
        left = max(0, min(left, count - fitting))
        sideways = left != self._left_column
        if sideways:
            self._left_column = left
            self.refresh()
        height = self.scrollable_content_region.height - 1
        top, _bottom = self._extent()
        scroll = self.scroll_offset.y
        highest = top if self._row - top < height else self._row
        target = max(min(scroll, highest), self._row - height + 1, 0)
        if height > 0 and target != scroll:
            self.scroll_to(y=target, animate=False, immediate=True)
            return True
        return sideways

    def _scroll_to_third(self) -> None:
        """Leave more to be seen of what comes than of what was."""
        height = self.scrollable_content_region.height - 1
        self.scroll_to(y=max(0, self._row - height // 3), animate=False, immediate=True)

    # geometry --------------------------------------------------------------------------------------------------------

    @property
    def visible_columns(self) -> int:
        """How many columns fit."""
        count = len(self.day.columns) if self.day else 0
        room = self.scrollable_content_region.width - GUTTER
        return max(1, min(count, room // (NARROWEST + 1)))

    @property
    def _width(self) -> int:
        return max(1, (self.scrollable_content_region.width - GUTTER) // self.visible_columns - 1)

    def _extent(self) -> tuple[int, int]:
        """The rows the cursor covers: those of the block it is on, or its own."""
        if self.carried or self._picture is None:
            return self._row, self._row + 1
        return self._picture.extent(self._row, self._column, self._lane)

    def _cursor_regions(self) -> set[Marked]:
        """Where the cursor is seen, each place with what it looks like there: who moved it draws what then differs."""
        rows = self._ghost_rows() or range(*self._extent())
        cells = {
            (self._cell_region(row, self._column), (self._lane, row - rows.start, bool(self.carried))) for row in rows
        }
        times = {(self._row_region(row, GUTTER), (row == rows.start, bool(self.carried))) for row in rows}
        return cells | times | {(self._cell_region(-1, self._column), None)}

    def _cell_region(self, row: int, column: int) -> Region:
        y = row - self.scroll_offset.y + 1 if row >= 0 else 0  # above the first row is the head
        x = GUTTER + (column - self._left_column) * (self._width + 1)
        if (y < 1 and row >= 0) or y >= self.size.height or x < GUTTER or x >= self.size.width:
            return Region()
        return Region(x, y, self._width, 1)

    def _row_region(self, row: int, width: int | None = None) -> Region:
        y = row - self.scroll_offset.y + 1
        return Region(0, y, width or self.size.width, 1) if 1 <= y < self.size.height else Region()

    # drawing ---------------------------------------------------------------------------------------------------------

    def _lay_out(self, minute: int) -> None:
        """Lay the day out anew with the cursor on a time, and draw what came out different."""
        if self.day is None or not self.size.width:
            return
        old = self._picture
        picture = self._picture = DayPicture(self.day, self._width, self._seconds, old, self._marked)
        changed = picture.differs_from(old) if old is not None else None
        before = self._cursor_regions() if changed is not None else set()
        self._row = picture.within(picture.row_of(minute))
        self._lane = min(self._lane, picture.lanes(self._row, self._column) - 1)
        if changed is None:
            self.virtual_size = Size(self.scrollable_content_region.width, picture.rows + 1)
            if self.show_vertical_scrollbar != (picture.rows + 1 > self.container_size.height):
                self._refresh_scrollbars()  # now: without its bar it cannot be scrolled to where the day is shown first
            self._reveal()
            self.refresh()
        elif not self._reveal():
            self._draw(changed)
            if old is not None and old.day.day != picture.day.day:
                nows = {self._row_region(row) for row in (old.row_of(self._now), picture.row_of(self._now))}
                self._draw_regions({(region, None) for region in nows})
            if changed:
                self._draw_regions(before | self._cursor_regions())

    def _draw_regions(self, marked: set[Marked]) -> None:
        regions = {region for region, _look in marked} - {Region()}
        if regions:
            self.refresh(*regions)

    def _draw(self, cells: set[tuple[int, int]]) -> None:
        regions = {self._cell_region(row, column) for column, row in cells} - {Region()}
        if regions:
            self.refresh(*regions)

    def on_resize(self, event: events.Resize) -> None:
        if self.day:
            first = self._picture is None
            minute = self._now if first and self.day.start <= self._now < self.day.end else self.minute
            self._lay_out(minute)
            if first:
                self._scroll_to_third()
            self.moved()

    def notify_style_update(self) -> None:
        self._styles_kept.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        style = self._styles_kept.get(kind)
        if style is None:
            style = self.get_component_rich_style(f"day-grid--{kind}") if kind in KINDS else self.rich_style
            self._styles_kept[kind] = style
        return style

    def draw_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        picture = self._picture
        if picture is None or not picture.day.columns:
            return Strip([Segment(fitted(f" {self.empty}" if y == 1 else "", width), self._style("time"))])
        columns = range(self._left_column, min(len(picture.day.columns), self._left_column + self.visible_columns))
        if y == 0:
            segments = self._head(picture, columns)
        else:
            segments = self._line(picture, columns, y - 1 + self.scroll_offset.y)
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _head(self, picture: DayPicture, columns: range) -> list[Segment]:
        segments = [Segment(" " * GUTTER, self.rich_style)]
        for number in columns:
            name = fitted(shown(picture.day.columns[number].resource.name), self._width)
            segments.append(Segment(name, self._style("here" if number == self._column else "head")))
            segments.append(Segment(" ", self.rich_style))
        return segments

    def _line(self, picture: DayPicture, columns: range, row: int) -> list[Segment]:
        if row >= picture.rows:
            return []
        day, zone = picture.day, picture.day.zone
        minute = picture.first + row * STEP
        top, bottom = self._extent()
        is_now = row == picture.row_of(self._now) and day.start <= self._now < day.end
        here = top <= row < bottom
        words = time_words(minute, zone) if here or minute % 30 == 0 else ""
        if is_now:
            words = f"{time_words(self._now, zone)}►"
        look = "here" if here and row == top else "now" if is_now else "time"
        segments = [Segment(fitted(words, GUTTER), self._style(look))]
        ghost = self._ghost_rows()
        under = picture.block_at(self._row, self._column, self._lane)
        for number in columns:
            if self.carried and number == self._column and row in ghost:
                text = f"{time_words(self.minute, zone)} {shown(self.carried.customer or self.carried.title)}"
                segments.append(
                    Segment(fitted(text if row == ghost.start else "", self._width), self._style("carried"))
                )
            else:
                for lane, piece in enumerate(picture.pieces(row, number)):
                    on = here and number == self._column and not self.carried
                    on = on and (piece.block == under if under >= 0 else lane == self._lane)
                    segments.append(self._segment(piece, time_words(minute, zone) if on else "", is_now))
            segments.append(Segment(" ", self.rich_style))
        return segments

    def _ghost_rows(self) -> range:
        if self.carried is None:
            return range(0)
        return range(self._row, self._row + max(1, -((self.carried.start - self.carried.end) // STEP)))

    def _segment(self, piece: Piece, cursor: str, is_now: bool) -> Segment:
        """A piece as it is drawn; ``cursor`` is the time to be said where the cursor is on it."""
        text, style = piece.text, self._style(piece.kind)
        if piece.block < 0 and cursor:
            text = fitted(cursor, cell_len(text))
        elif piece.kind == "open" and is_now:
            text, style = "─" * cell_len(text), self._style("now")
        return Segment(text, style + self._style("cursor") if cursor else style)
