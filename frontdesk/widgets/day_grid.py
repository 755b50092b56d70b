"""The agenda of a day: one widget that draws columns of people and rows of time by lines."""

from __future__ import annotations

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
from frontdesk.desk.values import Block, Column, Day
from frontdesk.language.dates import time_words
from frontdesk.widgets.day_cells import STEP, Piece, Row, bounds, lay_out
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import fitted

GUTTER = 6
NARROWEST = 12
KINDS = (
    "open", "closed", "away", "pending", "confirmed", "arrived", "completed", "no_show",
    "session", "event", "hold", "cursor", "carried", "now", "time", "head", "here",
)  # fmt: skip


class DayGrid(ScrollView, can_focus=True, inherit_bindings=False):
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
        & > .day-grid--event { color: $text-secondary; background: $secondary-muted; }
        & > .day-grid--hold { color: $text-warning; background: $panel; text-style: italic; }
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

    class Moved(Message):
        """The cursor stands somewhere else, or something else stands under it."""

    class Opened(Message):
        """Enter, or a second click, on what is under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.day: Day | None = None
        self.empty = ""
        """What is said while there is no day to show."""
        self.carried: Block | None = None
        """The block that the arrows carry."""
        self._cells: list[list[Row]] = []
        self._first = 0
        self._rows = 0
        self._row = 0
        self._column = 0
        self._lane = 0
        self._left_column = 0
        self._now = 0
        self._seconds = 0
        self._styles_kept: dict[str, Style] = {}

    # what is shown ---------------------------------------------------------------------------------------------------

    def show(self, day: Day, seconds: float) -> None:
        """Show a day as it is at a moment; the cursor keeps its time and column, only changed cells are drawn."""
        before, minute, resource = (
            self.day,
            self.minute if self.day else None,
            self.column.resource.id if self.column else None,
        )
        before_bounds = (self._first, self._rows)
        self.day = day
        first, last = bounds(day)
        if before and before.day == day.day and before.zone == day.zone:
            old_last = self._first + self._rows * STEP
            first, last = min(first, self._first), max(last, old_last)  # the picture does not jump under the cursor
        self._first, self._rows = first, -((first - last) // STEP)
        self._seconds, self._now = int(seconds), int(seconds // 60)
        ids = [column.resource.id for column in day.columns]
        self._column = ids.index(resource) if resource in ids else min(self._column, max(0, len(ids) - 1))
        if minute is None:
            self.go_to(self._now if day.start <= self._now < day.end else first + 60, scroll=False)
        elif before and before.day != day.day:
            self.go_to(day.start + (minute - before.start), scroll=False)
        else:
            self.go_to(minute, scroll=False)
        same = before is not None and before_bounds == (self._first, self._rows)
        same = same and before is not None and [c.resource for c in before.columns] == [c.resource for c in day.columns]
        if same and self.size.width:
            self._lay_out_again(range(len(day.columns)))
        else:
            self._lay_out_all()
        self._reveal()
        self.post_message(self.Moved())

    def tick(self, seconds: float) -> None:
        """Time went on: the seconds of holds, and once a minute the now-line."""
        self._seconds = int(seconds)
        day = self.day
        if day is None:
            return
        holding = [n for n, column in enumerate(day.columns) if any(block.kind == "hold" for block in column.blocks)]
        if holding and self._cells:
            self._lay_out_again(holding)
        minute = int(seconds // 60)
        if minute != self._now:
            rows = {self._row_of(self._now), self._row_of(minute)}
            self._now = minute
            if len(rows) > 1:
                self.refresh(*(self._row_region(row) for row in rows if 0 <= row < self._rows))

    @property
    def holding(self) -> bool:
        """Whether a hold's seconds are to be counted down."""
        return self.day is not None and any(b.kind == "hold" for c in self.day.columns for b in c.blocks)

    @property
    def beside(self) -> str:
        """``‹3–8 of 11›`` when columns do not all fit, as (first, last, all)."""
        if self.day is None or self.visible_columns >= len(self.day.columns):
            return ""
        return f"‹{self._left_column + 1}–{self._left_column + self.visible_columns}/{len(self.day.columns)}›"

    # the cursor ------------------------------------------------------------------------------------------------------

    @property
    def minute(self) -> int:
        """The time of the cursor (epoch minutes)."""
        return self._first + self._row * STEP

    @property
    def column(self) -> Column | None:
        """The column of the cursor."""
        return self.day.columns[self._column] if self.day and self._column < len(self.day.columns) else None

    @property
    def block(self) -> Block | None:
        """The block under the cursor."""
        index = self._block_at(self._row, self._column, self._lane)
        return self.column.blocks[index] if self.column and index >= 0 else None

    def go_to(self, minute: int, resource: int | None = None, *, scroll: bool = True) -> None:
        """Put the cursor on a time, and on a column."""
        before = self._cursor_regions()
        self._row = max(0, min(self._rows - 1, (minute - self._first) // STEP))
        if resource is not None and self.day:
            ids = [column.resource.id for column in self.day.columns]
            self._column = ids.index(resource) if resource in ids else self._column
        self._lane = 0
        if scroll:
            self._moved(before)

    def action_row(self, by: int) -> None:
        before = self._cursor_regions()
        top, bottom = self._extent()
        row = bottom if by > 0 else top - 1
        if 0 <= row < self._rows:
            self._row = row
            if by < 0 and not self.carried:
                self._row = self._extent()[0]
            self._lane = min(self._lane, self._lanes(self._row, self._column) - 1)
        self._moved(before)

    def action_column(self, by: int) -> None:
        before = self._cursor_regions()
        lanes = self._lanes(self._row, self._column)
        if not self.carried and 0 <= self._lane + by < lanes:
            self._lane += by
        elif self.day and 0 <= self._column + by < len(self.day.columns):
            self._column += by
            self._lane = 0 if by > 0 or self.carried else self._lanes(self._row, self._column) - 1
        self._moved(before)

    def action_edge(self, side: int) -> None:
        before = self._cursor_regions()
        self._row = 0 if side < 0 else self._rows - 1
        self._lane = 0
        self._moved(before)

    def action_open(self) -> None:
        if self.day:
            self.post_message(self.Opened())

    def carry(self, block: Block | None) -> None:
        """Lift a block, which then moves with the cursor; None puts it down."""
        before = self._cursor_regions()
        self.carried = block
        if block:
            self._row = max(0, min(self._rows - 1, (block.start - self._first) // STEP))
        self._moved(before)

    def on_click(self, event: events.Click) -> None:
        if self.day is None or event.y < 1:
            return
        column = self._left_column + (event.x - GUTTER) // (self._width + 1)
        row = event.y - 1 + self.scroll_offset.y
        if event.x < GUTTER or column >= len(self.day.columns) or row >= self._rows:
            return
        inside = (event.x - GUTTER) % (self._width + 1)
        before, was = self._cursor_regions(), (self._row, self._column, self._lane)
        lanes = self._lanes(row, column)
        self._row, self._column, self._lane = row, column, min(lanes - 1, inside * lanes // max(1, self._width))
        self._moved(before)
        if was == (self._row, self._column, self._lane) or event.chain > 1:
            self.post_message(self.Opened())

    def _moved(self, before: set[Region]) -> None:
        if not self._reveal():
            self.refresh(*(before | self._cursor_regions()))
        self.post_message(self.Moved())

    def _reveal(self) -> bool:
        """Scroll so that the cursor is seen; whether everything is drawn anew because of it."""
        left = self._left_column
        shown_columns = self.visible_columns
        left = max(min(left, self._column), self._column - shown_columns + 1)
        if self.day:
            left = max(0, min(left, len(self.day.columns) - shown_columns))
        height = self.scrollable_content_region.height - 1
        top, _ = self._extent()
        bottom = self._row
        scroll = self.scroll_offset.y
        target = max(min(scroll, top if bottom - top < height else bottom), bottom - height + 1, 0)
        sideways = left != self._left_column
        if sideways:
            self._left_column = left
            self.refresh()
        if height > 0 and target != scroll:
            self.scroll_to(y=target, animate=False, immediate=True)
            return True
        return sideways

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

    def _row_of(self, minute: int) -> int:
        return (minute - self._first) // STEP

    def _pieces(self, row: int, column: int) -> Row:
        return self._cells[column][row] if column < len(self._cells) and row < len(self._cells[column]) else ()

    def _lanes(self, row: int, column: int) -> int:
        return max(1, len(self._pieces(row, column)))

    def _block_at(self, row: int, column: int, lane: int) -> int:
        pieces = self._pieces(row, column)
        return pieces[lane].block if lane < len(pieces) else -1

    def _extent(self) -> tuple[int, int]:
        """The rows the cursor covers: those of the block it is on, or its own."""
        if self.carried:
            return self._row, self._row + 1
        index = self._block_at(self._row, self._column, self._lane)
        if index < 0:
            return self._row, self._row + 1
        top = bottom = self._row
        while top > 0 and any(piece.block == index for piece in self._pieces(top - 1, self._column)):
            top -= 1
        while bottom + 1 < self._rows and any(p.block == index for p in self._pieces(bottom + 1, self._column)):
            bottom += 1
        return top, bottom + 1

    def _cursor_regions(self) -> set[Region]:
        top, bottom = self._extent()
        if self.carried:
            bottom = top + max(1, -((self.carried.start - self.carried.end) // STEP))
        regions = {self._cell_region(row, self._column) for row in range(top, bottom)}
        times = {
            Region(0, row - self.scroll_offset.y + 1, GUTTER, 1)
            for row in range(top, bottom)
            if row >= self.scroll_offset.y
        }
        head = Region(0, 0, self.size.width, 1)
        return {region for region in (*regions, *times, head) if region.area}

    def _cell_region(self, row: int, column: int) -> Region:
        y = row - self.scroll_offset.y + 1
        x = GUTTER + (column - self._left_column) * (self._width + 1)
        if y < 1 or y >= self.size.height or x < GUTTER or x >= self.size.width:
            return Region()
        return Region(x, y, self._width, 1)

    def _row_region(self, row: int) -> Region:
        y = row - self.scroll_offset.y + 1
        return Region(0, y, self.size.width, 1) if 1 <= y < self.size.height else Region()

    # drawing ---------------------------------------------------------------------------------------------------------

    def _lay_out_all(self) -> None:
        if self.day is None or not self.size.width:
            return
        self.virtual_size = Size(self.scrollable_content_region.width, self._rows + 1)
        self._cells = [
            lay_out(column, self._first, self._rows, self._width, self.day.zone, self._seconds)
            for column in self.day.columns
        ]
        self.refresh()

    def _lay_out_again(self, columns: range | list[int]) -> None:
        """Lay these columns out anew and draw the rows that came out different."""
        if self.day is None:
            return
        changed: set[Region] = set()
        for number in columns:
            column = self.day.columns[number]
            rows = lay_out(column, self._first, self._rows, self._width, self.day.zone, self._seconds)
            if number >= len(self._cells) or len(self._cells[number]) != len(rows):
                self._lay_out_all()
                return
            changed |= {
                self._cell_region(row, number)
                for row, (old, new) in enumerate(zip(self._cells[number], rows, strict=True))
                if old != new
            }
            self._cells[number] = rows
        changed.discard(Region())
        if changed:
            self.refresh(*(changed | self._cursor_regions()))

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out_all()
        self._reveal()
        if self.day:
            self.post_message(self.Moved())

    def notify_style_update(self) -> None:
        self._styles_kept.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        style = self._styles_kept.get(kind)
        if style is None:
            style = self.get_component_rich_style(f"day-grid--{kind}") if kind in KINDS else self.rich_style
            self._styles_kept[kind] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        plain = self.rich_style
        if self.day is None:
            return Strip([Segment(fitted(f" {self.empty}" if y == 1 else "", width), self._style("time"))])
        if not self.day.columns:
            return Strip([Segment(fitted(f" {self.empty}" if y == 1 else "", width), self._style("time"))])
        segments = self._head() if y == 0 else self._line(y - 1 + self.scroll_offset.y)
        return Strip(segments).adjust_cell_length(width, plain)

    def _visible(self) -> range:
        assert self.day is not None
        return range(self._left_column, min(len(self.day.columns), self._left_column + self.visible_columns))

    def _head(self) -> list[Segment]:
        assert self.day is not None
        segments = [Segment(" " * GUTTER, self.rich_style)]
        for number in self._visible():
            name = fitted(shown(self.day.columns[number].resource.name), self._width)
            segments.append(Segment(name, self._style("here" if number == self._column else "head")))
            segments.append(Segment(" ", self.rich_style))
        return segments

    def _line(self, row: int) -> list[Segment]:
        assert self.day is not None
        if row >= self._rows:
            return []
        minute = self._first + row * STEP
        top, bottom = self._extent()
        is_now = row == self._row_of(self._now) and self.day.start <= self._now < self.day.end
        here = top <= row < bottom
        words = time_words(minute, self.day.zone) if here or is_now or minute % 30 == 0 else ""
        if is_now:
            words = f"{time_words(self._now, self.day.zone)}►"
        segments = [
            Segment(fitted(words, GUTTER), self._style("here" if here and row == top else "now" if is_now else "time"))
        ]
        ghost = self._ghost_rows()
        for number in self._visible():
            pieces = self._pieces(row, number)
            if number == self._column and row in ghost:
                assert self.carried is not None
                text = f"{time_words(self.minute, self.day.zone)} {shown(self.carried.customer or self.carried.title)}"
                segments.append(
                    Segment(fitted(text if row == ghost.start else "", self._width), self._style("carried"))
                )
            else:
                under = self._block_at(self._row, self._column, self._lane) if number == self._column else -1
                for lane, piece in enumerate(pieces):
                    on = number == self._column and not self.carried and here
                    on = on and (piece.block == under if under >= 0 else row == self._row and lane == self._lane)
                    segments.append(self._segment(piece, minute, on, is_now))
            segments.append(Segment(" ", self.rich_style))
        return segments

    def _ghost_rows(self) -> range:
        if self.carried is None:
            return range(0)
        return range(self._row, self._row + max(1, -((self.carried.start - self.carried.end) // STEP)))

    def _segment(self, piece: Piece, minute: int, on: bool, is_now: bool) -> Segment:
        assert self.day is not None
        text, kind = piece.text, piece.kind
        style = self._style(kind)
        width = cell_len(text)
        if piece.block < 0 and on:
            text = fitted(time_words(minute, self.day.zone), width)
        elif kind == "open" and is_now:
            text, style = "─" * width, self._style("now")
        if on:
            style = style + self._style("cursor")
        return Segment(text, style)


def blocks_beside(grid: DayGrid, start: int, end: int, code: str | None) -> list[Block]:
    """The blocks in the cursor's column that a visit from start to end would meet, but its own."""
    column = grid.column
    return [b for b in column.blocks if b.start < end and b.end > start and b.code != code] if column else []
