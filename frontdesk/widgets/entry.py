"""A line one types in."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Entry(Input):
    """An input whose cursor stands still, and for whose every letter the screen is not laid out anew."""

    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, value: str = "", placeholder: str = "", *, id: str | None = None, select_on_focus: bool = False
    ) -> None:
        super().__init__(value, placeholder, id=id, select_on_focus=select_on_focus, compact=True)
        self.cursor_blink = False
