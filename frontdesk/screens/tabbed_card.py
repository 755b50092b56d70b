"""A card of one tab at a time, each of them a list drawn by lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.containers import Vertical

from frontdesk.language.i18n import _
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.one_line import Bit, OneLine


class TabbedCard(Vertical):
    """Its tabs stand in the line ``#card-tabs``; the list of each has the tab's name as its id."""

    TABS: ClassVar[Sequence[tuple[str, str]]] = ()
    """The tabs by name, and what they are called."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tab = self.TABS[0][0]

    def lines(self, tab: str) -> LineList:
        """The list of a tab."""
        return self.query_one(f"#{tab}", LineList)

    @property
    def counts(self) -> Mapping[str, int]:
        """How much there is behind the tabs of which that is told."""
        raise NotImplementedError

    @property
    def holds_focus(self) -> bool:
        """Whether the keys go here."""
        return self.has_focus_within

    def enter(self) -> None:
        """Put the focus on the tab that is shown, at once: the next key is already for it."""
        self.screen.set_focus(self.lines(self.tab))

    def put_tab(self) -> None:
        """Show the list of the tab alone."""
        for name, _word in self.TABS:
            self.lines(name).display = name == self.tab

    def put_tabs(self) -> None:
        """Write the line of tabs."""
        counts, bits = self.counts, []
        for tab, word in self.TABS:
            count = f" {counts[tab]}" if counts.get(tab) else ""
            bits.append(Bit(f" {_(word)}{count} ", "active" if tab == self.tab else "faint", tab))
        self.query_one("#card-tabs", OneLine).put(bits)

    @on(OneLine.Clicked, "#card-tabs")
    def clicked(self, event: OneLine.Clicked) -> None:
        event.stop()
        self.open(event.tag)

    def open(self, tab: str) -> None:
        """Show a tab."""
        if self.holds_focus:
            self.screen.set_focus(self.lines(tab))  # at once: the next key is already for it
        self.tab = tab
        self.put_tab()
        self.put_tabs()
        self.screen.refresh_bindings()

    def action_tab(self, by: int) -> None:
        names = [name for name, _word in self.TABS]
        self.open(names[(names.index(self.tab) + by) % len(names)])
