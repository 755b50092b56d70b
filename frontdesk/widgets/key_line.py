"""The line of keys at the bottom, made from the screen's live bindings, translated here."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual import events
from textual.screen import Screen

from frontdesk.language.i18n import _
from frontdesk.widgets.keys import key_words, live_bindings
from frontdesk.widgets.one_line import Bit, OneLine


class KeyLine(OneLine):
    """The few keys that matter here; a click presses one. A screen may say others for a while with ``keys_now``."""

    DEFAULT_CSS = """
    KeyLine { background: $panel; }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self.put_keys)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen:
            self.put_keys()

    def on_resize(self, event: events.Resize) -> None:
        self.put_keys()

    def put_keys(self) -> None:
        """Show as many as fit; help and the way out come last and are never cut."""
        if not self.size.width:
            return
        wanted = [active.binding for active in live_bindings(self.screen) if active.binding.show]
        last = [binding for binding in wanted if binding.id in ("app.help", "dialog.close")]
        hints = [(key_words(b.key), _(b.description)) for b in wanted if b not in last]
        ends = [(key_words(b.key), _(b.description)) for b in last]
        now: list[Bit] = getattr(self.screen, "keys_now", list)()
        if now:
            hints = []
        room = self.size.width - 1 - sum(cell_len(f"{key} {word}  ") for key, word in ends)
        bits = [Bit(" "), *now]
        names = {key_words(b.key): b.key for b in wanted}
        for key, word in hints:
            if (room := room - cell_len(f"{key} {word}  ")) < 0:
                break
            bits += [Bit(key, "strong", names[key]), Bit(f" {word}  ", "faint", names[key])]
        for key, word in ends:
            bits += [Bit(key, "strong", names[key]), Bit(f" {word}  ", "faint", names[key])]
        self.put(bits)

    def on_one_line_clicked(self, event: OneLine.Clicked) -> None:
        event.stop()
        self.app.simulate_key(event.tag)
