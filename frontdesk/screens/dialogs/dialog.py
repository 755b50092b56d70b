"""What all dialogs share: a box over the screen that stays visible, Esc closes it, nothing typed is lost by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.screens.asking import Asks
from frontdesk.widgets.composing import forget_drawn
from frontdesk.widgets.key_line import KeyLine
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import Bit, OneLine

R = TypeVar("R")


class Dialog(Asks[R], ModalScreen[R]):
    """A box with a title, a body and its own line of keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "close", "dialog.close", N_("back"), N_("Close this; what was typed is kept")),
    ]

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self.front.read_styles()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield OneLine(classes="title")
            yield from self.compose_body()
            yield KeyLine(classes="keys")

    def compose_body(self) -> Iterable[Widget]:
        """The part between title and keys."""
        raise NotImplementedError

    def title_is(self, title: str, right: str = "") -> None:
        """Name the dialog."""
        self.query_one(".title", OneLine).put(
            [Bit(f" {title}", "strong")], [Bit(f"{right} ", "faint")] if right else ()
        )

    async def on_key(self, event: events.Key) -> None:
        """What was typed before the dialog was ready belongs into its field; later its field takes it itself."""
        field = self.focused
        if isinstance(field, Input) and event.is_printable and event.character:
            event.stop()
            field.insert_text_at_cursor(event.character)
        elif isinstance(field, Input) and event.key == "enter":
            event.stop()
            await field.action_submit()

    def _on_screen_suspend(self) -> None:
        super()._on_screen_suspend()
        if self not in self.app.screen_stack:
            for widget in self.walk_children(Widget, with_self=True):
                forget_drawn(widget)

    def action_close(self) -> None:
        self.dismiss(None)
