"""The keys of the screen one is on, from its live bindings."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import set_cell_size
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.widget import Widget

from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog, Sentences
from frontdesk.widgets.keys import key_words


class HelpDialog(Dialog[None]):
    """What every key does here."""

    def __init__(self, bindings: list[ActiveBinding]) -> None:
        super().__init__()
        self._keys = bindings

    def compose_body(self) -> Iterable[Widget]:
        rows = []
        for active in self._keys:
            binding = active.binding
            tooltip = _(binding.tooltip or binding.description)
            rows.append(
                f"{set_cell_size(key_words(binding.key), 8)} {set_cell_size(_(binding.description), 18)} {tooltip}"
            )
        with VerticalScroll():
            yield Sentences("\n".join(rows))

    def on_mount(self) -> None:
        self.title_is(_("Keys"))
