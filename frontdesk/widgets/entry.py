"""A line one types in."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input


class Entry(Input):
    """An input whose cursor stands still, and for whose every letter the screen is not laid out anew."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    typed: Callable[[Input.Changed], None] | None = None
    """Told of every change at once; a message comes a frame after the letter, and what follows from it with it.
    Of the class, because a value that stands there from the start is told of while this is being made."""

    def __init__(
        self, value: str = "", placeholder: str = "", *, id: str | None = None, select_on_focus: bool = False
    ) -> None:
        super().__init__(value, placeholder, id=id, select_on_focus=select_on_focus, compact=True)
        self.cursor_blink = False

    def post_message(self, message: Message) -> bool:
        if self.typed is None or not isinstance(message, Input.Changed) or self._is_prevented(Input.Changed):
            return super().post_message(message)
        self.typed(message)
        return True
