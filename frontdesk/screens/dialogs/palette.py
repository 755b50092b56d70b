"""The palette: every action and every screen by name, the colours, and customers; in the reader's words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.fuzzy import FuzzySearch

from frontdesk.base.text import folded
from frontdesk.desk.values import Customer, Found
from frontdesk.language.i18n import _, in_every_language
from frontdesk.screens.dialogs.searching import SearchDialog
from frontdesk.widgets.line_list import Heading
from frontdesk.widgets.sentences import customer_words

CUSTOMERS_FROM = 2
"""So many letters, and customers are looked for too."""
FEW = 5
WORD = 20
"""Cells for the word of a command."""


class Command(NamedTuple):
    """Something that can be done: its word and explanation (marked with ``N_``), its key as printed, how it is done."""

    word: str
    explanation: str
    key: str
    run: Callable[[], Awaitable[object] | object]


Chosen = Command | Customer


class PaletteDialog(SearchDialog[Chosen]):
    """What can be done here, and by which key."""

    HEADINGS = (Heading("", WORD), Heading(""), Heading("", 9))

    def __init__(self) -> None:
        super().__init__()
        self._commands: list[tuple[Command, tuple[str, ...]]] = []
        self._search = FuzzySearch()

    def whole(self, choice: Chosen) -> str:
        if isinstance(choice, Customer):
            return customer_words(choice)
        word, explanation = _(choice.word), _(choice.explanation)
        return explanation if cell_len(word) <= WORD else f"{_capital(word)}: {explanation}"

    def hint(self) -> str:
        return _("an action, a screen, a customer")

    def offer(self, commands: Sequence[Command]) -> None:
        """What is possible now; to be called before the palette is opened."""
        self._shown_for = None
        self._commands = [(command, _names(command)) for command in commands]

    def on_mount(self) -> None:
        self.title_is(_("What would you like to do?"), _("Enter does it"))

    def seek(self, text: str) -> None:
        self.lines.empty = _("There is nothing of that name.")
        commands = self._fitting(text)
        if len(text) < CUSTOMERS_FROM or self.front.desk is None:
            self._put(text, commands, ())
            return
        if commands:
            self._put(text, commands, ())  # what is known at once is shown at once

        def found(answer: Found) -> None:
            self._put(text, commands, tuple(known.customer for known in answer.customers))

        self.ask("find", lambda desk: desk.find(text, FEW), found)

    def _put(self, text: str, commands: Sequence[Command], customers: Sequence[Customer]) -> None:
        rows = [(_capital(_(one.word)), _(one.explanation), one.key) for one in commands]
        rows += [(_("Customer"), customer_words(customer), "") for customer in customers]
        self.put(text, rows, [*commands, *customers])

    def _fitting(self, text: str) -> list[Command]:
        """The commands whose names fit, the best first; all of them where nothing is typed."""
        said = folded(text)
        if not said:
            return [command for command, _names_of in self._commands]
        scored = []
        for command, names in self._commands:
            score = max(self._score(said, name, at) for at, name in enumerate(names))
            if score > 0:
                scored.append((score, command))
        return [command for _score, command in sorted(scored, key=lambda one: -one[0])]

    def _score(self, said: str, name: str, place: int) -> float:
        """How well a text fits a name: its beginning, a word in it, its letters in order; explanations only by words."""
        if name.startswith(said):
            return 1000.0 - len(name) / 100
        if f" {said}" in name:
            return 500.0 - place
        if place % 2:  # letters in order fit nearly every sentence
            return 0.0
        return self._search.match(said, name)[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _names(command: Command) -> tuple[str, ...]:
    """The folded word and explanation, in the reader's language and in the others, word and explanation in turn."""
    names: list[str] = []
    for word, explanation in zip(in_every_language(command.word), in_every_language(command.explanation), strict=True):
        names += [folded(word), folded(explanation)]
    return tuple(names)
