"""The keys of the screen one is on, from its live bindings, and what the marks mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.keys import key_words, live_keys
from frontdesk.widgets.marks import WORDS, mark, status_words
from frontdesk.widgets.plain_text import PlainText

TWO_COLUMNS_FROM = 104
"""Cells of the box from which on two columns stand beside each other."""
WIDEST, SHARE = 130, 0.96
"""The box's width, as dialog.tcss has it: at most so many cells, of the screen's so large a part."""
AROUND = 4
"""Cells beside the text: its padding and a scroll bar."""
BETWEEN = 3
"""Cells between two columns."""
GROUPS = (
    (N_("This screen"), ()),
    (N_("The reservation under the cursor"), ("visit.",)),
    (N_("Everywhere"), ("app.", "main.", "dialog.", "days.")),
    (N_("Moving about"), ("grid.", "rows.", "ask.", "search.")),
    (N_("Maintenance"), ("work.",)),
)
"""Title and how the ids begin; what belongs nowhere else is the screen's own."""


class _Key(NamedTuple):
    keys: str
    word: str
    explanation: str


class HelpDialog(Dialog[None]):
    """What every key does here."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[str, list[_Key]] = {}
        self._width = 0
        self._typing = False

    def tell_of(self, screen: Screen[Any]) -> None:
        """Before it is opened: of the keys of this screen, as they are now."""
        self._groups = {title: [] for title, _beginnings in GROUPS}
        for active, keys in live_keys(screen):
            id = active.binding.id or ""
            title = next((title for title, begins in GROUPS if begins and id.startswith(begins)), GROUPS[0][0])
            words = " ".join(key_words(name) for name in keys)
            self._groups[title].append(_Key(words, _(active.binding.description), _(active.binding.tooltip)))
        self._typing = isinstance(screen.focused, Input)
        if self.is_mounted:
            self.query_one("#told", PlainText).update("\n".join(self._lines(self._width)))
            self.query_one(VerticalScroll).scroll_home(animate=False, immediate=True)

    def compose_body(self) -> Iterable[Widget]:
        self._width = min(WIDEST, int(self.app.size.width * SHARE)) - 2 - AROUND
        with VerticalScroll():
            yield PlainText("\n".join(self._lines(self._width)), id="told")

    def on_mount(self) -> None:
        self.title_is(_("Keys"), _("arrows scroll"))
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        box = self.query_one(VerticalScroll)
        width = box.size.width - AROUND
        if self.over or width < 20 or width == self._width:
            return
        self._width = width
        ended = box.max_scroll_y > 0 and box.is_vertical_scroll_end
        self.query_one("#told", PlainText).update("\n".join(self._lines(width)))
        if ended:  # who reads the end goes on reading it
            box.scroll_end(animate=False)

    def _lines(self, width: int) -> list[str]:
        two = width + 4 >= TWO_COLUMNS_FROM
        column = (width - BETWEEN) // 2 if two else width
        blocks = [_block(_(title), keys, column) for title, keys in self._groups.items() if keys]
        blocks.append([_("Marks"), *_marks(column)])
        if self._typing:
            sentence = _("While you are in a field letters are typed; leave it with esc or tab to see every key.")
            blocks.insert(0, textwrap.wrap(sentence, column))
        return _beside(blocks, column) if two else _below(blocks)


def _block(title: str, keys: list[_Key], width: int) -> list[str]:
    """A group: each key, its word, and its explanation in what is left."""
    head = min(14, max(cell_len(one.keys) for one in keys)) + 1
    word = min(18, max(cell_len(one.word) for one in keys)) + 1
    lines = [title]
    for one in keys:
        start = f" {set_cell_size(one.keys, max(head, cell_len(one.keys) + 1))}"
        start += set_cell_size(one.word, max(word, cell_len(one.word) + 1))
        if width - 1 - head - word < 16:  # no room beside it
            lines += [start.rstrip(), *(f"   {told}" for told in textwrap.wrap(one.explanation, max(8, width - 3)))]
            continue
        told = textwrap.wrap(one.explanation, max(16, width - 1 - head - word)) or [""]
        over = cell_len(start) - (1 + head + word)
        if over and cell_len(told[0]) + cell_len(start) > width:
            lines.append(start.rstrip())
            start = " " * (1 + head + word)
        lines.append((start + told[0]).rstrip())
        lines += [" " * (1 + head + word) + more for more in told[1:]]
    return lines


def _marks(width: int) -> list[str]:
    lines = [""]
    for status in WORDS:
        said = f" {mark(status)} {status_words(status)}"
        if cell_len(lines[-1]) + cell_len(said) > width:
            lines.append("")
        lines[-1] += f"{said}  "
    return [line.rstrip() for line in lines]


def _below(blocks: list[list[str]]) -> list[str]:
    return [line for block in blocks for line in (*block, "")][:-1]


def _beside(blocks: list[list[str]], width: int) -> list[str]:
    """Two columns of about the same length, groups kept whole."""
    total = sum(len(block) + 1 for block in blocks)
    cut, tall = 0, 0
    while cut < len(blocks) - 1 and (tall == 0 or tall + len(blocks[cut]) / 2 < total / 2):
        tall += len(blocks[cut]) + 1
        cut += 1
    left, right = _below(blocks[:cut]), _below(blocks[cut:])
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{set_cell_size(a, width + BETWEEN)}{b}".rstrip() for a, b in zip(left, right, strict=True)]
