"""The keys of the screen one is on, from its live bindings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.cells import set_cell_size
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.widget import Widget

from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog, Sentences
from frontdesk.widgets.keys import key_words

WIDTH = 70
MOVING = ("grid.", "rows.", "ask.")
"""How the ids of keys begin that only move the cursor: they come last."""


class HelpDialog(Dialog[None]):
    """What every key does here."""

    def __init__(self, bindings: list[ActiveBinding]) -> None:
        super().__init__()
        self._keys = bindings

    def compose_body(self) -> Iterable[Widget]:
        rows = []
        for active in sorted(self._keys, key=lambda active: (active.binding.id or "").startswith(MOVING)):
            binding = active.binding
            head = f"{set_cell_size(key_words(binding.key), 10)}{set_cell_size(_(binding.description), 18)} "
            rows.append(textwrap.fill(_(binding.tooltip), WIDTH, initial_indent=head, subsequent_indent=" " * 29))
        with VerticalScroll():
            yield Sentences("\n".join(rows))

    def on_mount(self) -> None:
        self.title_is(_("Keys"))
