"""Text is selected by dragging the mouse, also where widgets draw it by lines."""

from __future__ import annotations

from typing import TypeVar

from rich.style import Style
from textual import events
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from frontdesk.widgets.composing import FrugalCompositor
from frontdesk.widgets.shadow import Cell, cells_of, whole

R = TypeVar("R")

DRAWN = str.maketrans("╭│╰╶░", "     ")
"""What is drawn around text and is not copied with it."""

REVERSED, UPRIGHT = Style(reverse=True), Style(reverse=False)


class Selectable(Widget):
    """Goes before the widget that draws: its ``draw_line`` is ``render_line``, but for what is selected."""

    _selected: Selection | None = None

    def draw_line(self, y: int) -> Strip:
        """A line as it looks with nothing selected."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        strip = self.draw_line(y)
        return strip if self._selected is None else self._turned(strip, y, self._selected)

    def _turned(self, strip: Strip, y: int, selection: Selection) -> Strip:
        """What is selected is reversed, and what is reversed already is put upright."""
        first, last = _span(cells_of(strip), selection, y)
        if first >= last:
            return strip
        left, middle, right = strip.crop(0, first), strip.crop(first, last), strip.crop(last)
        turned = [segment._replace(style=_turned(segment.style or Style.null())) for segment in middle]
        return Strip.join([left, Strip(turned), right])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text of the lines that are seen."""
        lines = []
        for y in range(self.size.height):
            cells = cells_of(self.draw_line(y))
            first, last = _span(cells, selection, y)
            if first < last:
                lines.append("".join(text for text, _style in cells[first:last]).translate(DRAWN).strip())
        return ("\n".join(lines).strip("\n"), "\n") if lines else None

    def selection_updated(self, selection: Selection | None) -> None:
        self._selected = selection
        self.refresh()

    def text_select_all(self) -> None:
        """A second click opens; it selects nothing."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._selected is not None:
            self.screen.clear_selection()  # other text stands there now


def _turned(style: Style) -> Style:
    return style + (UPRIGHT if style.reverse else REVERSED)


def _span(cells: list[Cell], selection: Selection, y: int) -> tuple[int, int]:
    """The selected cells of a line, from–to; a wide character is selected whole."""
    span = selection.get_span(y)
    if span is None:
        return 0, 0
    first, last = span[0], len(cells) if span[1] < 0 else span[1]
    return whole(cells, min(first, len(cells)), min(last, len(cells)))


class SelectingScreen(Screen[R], inherit_bindings=False):
    """A screen on which text of such widgets can be selected. A click that ends a selection does nothing else."""

    _selection_ends = False
    """Whether something was selected when the button went down."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = FrugalCompositor()

    def text_select_all(self) -> None:
        """A third click selects nothing."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        try:
            widget, _region = self.get_widget_at(x, y)
        except NoWidget:
            return None, None
        if not isinstance(widget, Selectable):
            return super().get_widget_and_offset_at(x, y)
        inside = widget.content_region
        return widget, Offset(max(0, x - inside.x), max(0, min(y - inside.y, inside.height - 1)))

    def _check_auto_scroll(self, select_widget: Widget, *where: object) -> None:
        if not isinstance(select_widget, Selectable):
            super()._check_auto_scroll(select_widget, *where)  # type: ignore[arg-type]

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.Click) and (self._selection_ends or self.selections):
            return  # a drag is no click
        if isinstance(event, events.MouseDown):
            self._selection_ends = bool(self.selections)
        elif isinstance(event, events.MouseUp) and (down := self._mouse_down_offset) is not None:
            moved = event.screen_offset - down
            if abs(moved.x) <= 1 and not moved.y:
                self.clear_selection()  # a hand need not be quite still to click
        super()._forward_event(event)
