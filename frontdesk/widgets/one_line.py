"""A line of text drawn by cells: what did not change is not drawn again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from frontdesk.widgets.selecting import Selectable


class Bit(NamedTuple):
    """A piece of a line: its text, how it looks (strong, faint, bad, good, active or plain), what a click on it means."""

    text: str
    look: str = "plain"
    tag: str = ""


class _Placed(NamedTuple):
    x: int
    text: str
    look: str
    tag: str


_UNSTEADY = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def steady(text: str) -> str:
    """The text without what joins or varies emoji: terminals do not agree how wide joined ones are."""
    return text if text.isascii() else _UNSTEADY.sub("", text)


def fitted(text: str, width: int) -> str:
    """The text in exactly so many cells, with an ellipsis where it was cut."""
    text = steady(text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def shortened(text: str, width: int) -> str:
    """The text in at most so many cells, with an ellipsis where it was cut."""
    return text if cell_len(steady(text)) <= width else fitted(text, width)


class OneLine(Selectable):
    """One line: bits from the left, bits against the right edge, which win where there is no room for both; but those of
    them that are faint or plain give way before less than half of the left ones would be seen."""

    DEFAULT_CSS = """
    OneLine {
        height: 1;
        width: 1fr;
        & > .one-line--strong { text-style: bold; }
        & > .one-line--faint { color: $text-muted; }
        & > .one-line--bad { color: $text-error; text-style: bold; }
        & > .one-line--good { color: $text-success; }
        & > .one-line--active { color: $text; background: $primary-muted; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "one-line--strong",
        "one-line--faint",
        "one-line--bad",
        "one-line--good",
        "one-line--active",
    }

    class Clicked(Message):
        """A bit with a tag was clicked."""

        def __init__(self, line: OneLine, tag: str) -> None:
            super().__init__()
            self.line = line
            self.tag = tag

        @property
        def control(self) -> OneLine:
            return self.line

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left: tuple[Bit, ...] = ()
        self._right: tuple[Bit, ...] = ()
        self._placed: tuple[_Placed, ...] = ()

    @property
    def text(self) -> str:
        """What the line says, for tests and for reading aloud."""
        return "".join(bit.text for bit in (*self._left, *self._right))

    def put(self, left: Sequence[Bit], right: Sequence[Bit] = ()) -> None:
        """Show these bits; only the cells that differ are drawn again."""
        self._left = tuple(bit._replace(text=steady(bit.text)) for bit in left)
        self._right = tuple(bit._replace(text=steady(bit.text)) for bit in right)
        self._arrange()

    def _arrange(self) -> None:
        width = self.size.width
        right = self._right
        room = width - sum(cell_len(bit.text) for bit in right)
        if right and room < sum(cell_len(bit.text) for bit in self._left) / 2:  # a narrow window: first what matters
            right = tuple(bit for bit in right if bit.tag or bit.look not in ("faint", "plain"))
            room = width - sum(cell_len(bit.text) for bit in right)
        room = max(0, room)
        placed: list[_Placed] = []
        x = 0
        for bit in self._left:
            size = cell_len(bit.text)
            text = bit.text if x + size <= room else fitted(bit.text, room - x)
            if text:
                placed.append(_Placed(x, text, bit.look, bit.tag))
                x += cell_len(text)
            if x >= room:
                break
        x = room
        for bit in right:
            placed.append(_Placed(x, bit.text, bit.look, bit.tag))
            x += cell_len(bit.text)
        before, self._placed = self._placed, tuple(placed)
        changed = set(before).symmetric_difference(placed)
        if changed:
            self.refresh(*{Region(bit.x, 0, cell_len(bit.text), 1) for bit in changed})

    def on_resize(self, event: events.Resize) -> None:
        self._arrange()

    def _style(self, look: str) -> Style:
        return self.rich_style if look == "plain" else self.get_component_rich_style(f"one-line--{look}")

    def draw_line(self, y: int) -> Strip:
        width = self.size.width
        segments: list[Segment] = []
        x = 0
        for bit in self._placed:
            if bit.x > x:
                segments.append(Segment(" " * (bit.x - x), self.rich_style))
            segments.append(Segment(bit.text, self._style(bit.look)))
            x = bit.x + cell_len(bit.text)
        if x < width:
            segments.append(Segment(" " * (width - x), self.rich_style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def strip_of(self, text: str, look: str) -> Strip:
        """A text as a line of its own."""
        width = self.size.width
        return Strip([Segment(fitted(text, width), self._style(look))]).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        for bit in self._placed:
            if bit.tag and bit.x <= event.x < bit.x + cell_len(bit.text):
                self.post_message(self.Clicked(self, bit.tag))
                return
