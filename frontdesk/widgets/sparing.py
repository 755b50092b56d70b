"""An app that sends its terminal no more than it must, and hears its keys at once."""

from __future__ import annotations

from typing import Any, TypeVar

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from frontdesk.widgets.shadow import Drawn, Shadow
from frontdesk.widgets.terminal import prompt_driver

R = TypeVar("R")


class SparingApp(App[R], inherit_bindings=False):
    """What Textual draws goes through a shadow of the terminal: only cells that differ are sent."""

    def __init__(self) -> None:
        super().__init__()
        self._shadow = Shadow()

    def on_mount(self) -> None:
        self.app_suspend_signal.subscribe(self, lambda _app: self._shadow.forget())

    def get_driver_class(self) -> type[Driver]:
        return prompt_driver(super().get_driver_class())

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        drawing = self._running and not self._closed and not self.is_headless and not self._batch_count
        if drawing and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            size = screen.outer_size
            text = self._shadow.difference(renderable, (size.width, size.height), self.console)
            if not text and size.clamp_offset(self.cursor_position) == self._previous_cursor_position:
                return
            renderable = Drawn(text)
        super()._display(screen, renderable)

    def action_redraw(self) -> None:
        """Send everything anew: something else wrote on the terminal."""
        self._shadow.forget()
        self.refresh()
