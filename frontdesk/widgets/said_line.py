"""What is said at the foot of a screen: a line, and a second one where the sentence needs it."""

from __future__ import annotations

from textual import events
from textual.strip import Strip

from frontdesk.widgets.one_line import Bit, OneLine, fitted
from frontdesk.widgets.wrapping import wrapped

MOST = 2
"""So many lines at most: what is still longer ends in an ellipsis."""


class SaidLine(OneLine):
    """One line as long as that is enough; most sentences are short, and then nothing is laid out anew."""

    _said = Bit("")

    def say(self, said: Bit) -> None:
        """Show a sentence."""
        self._said = said
        self._fit(self.size.width or self.app.size.width)

    def _fit(self, width: int) -> None:
        lines = wrapped(self._said.text, width - 2) if self._said.text else []
        self._second = ""
        if len(lines) > 1:
            rest = " ".join(lines[1:])
            self._second = fitted(f" {rest}", width) if len(lines) > MOST else f" {lines[1]}"
        first = Bit(f" {lines[0]}", self._said.look) if lines else Bit("")
        height = MOST if self._second else 1
        if self._height != height:
            self._height = height
            self.styles.height = height
        self.put([first])
        if (self._second, self._said.look) != self._shown:
            self._shown = (self._second, self._said.look)
            if self._second:
                self.refresh()

    _second = ""
    _shown = ("", "")
    _height = 1

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self._said.text

    def draw_line(self, y: int) -> Strip:
        if y == 0:
            return super().draw_line(y)
        return self.strip_of(self._second, self._said.look)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width)
