"""One inquiry in tabs: what was written down, messages, quotes, reminders, its history; each a list drawn by lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.desk.inquiry_values import Inquiry, InquiryEvent, Quote
from frontdesk.desk.message_values import AttachedFile
from frontdesk.language.i18n import _
from frontdesk.screens.inquiry_words import (
    data_lines,
    history_lines,
    message_lines,
    quote_lines,
    reminder_words,
    status_line,
    who_words,
)
from frontdesk.screens.tabbed_card import TabbedCard
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.sections import SectionLine, SectionList
from frontdesk.widgets.thread_view import At

DATA, MESSAGES, QUOTE, REMINDERS, HISTORY = "data", "messages", "quote", "reminders", "history"
TABS = (
    (DATA, N_("Data")),
    (MESSAGES, N_("Messages")),
    (QUOTE, N_("Quote")),
    (REMINDERS, N_("Reminders")),
    (HISTORY, N_("History")),
)


class Whole(NamedTuple):
    """An inquiry with all that belongs to it."""

    inquiry: Inquiry
    events: Sequence[InquiryEvent]
    quotes: Sequence[Quote]


class InquiryCard(TabbedCard):
    """What is known of one inquiry."""

    TABS = TABS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab,right", "tab(1)", "inquiry.tab_next", N_("next tab"), N_("The next tab of the inquiry"), show=False),
        key("shift+tab,left", "tab(-1)", "inquiry.tab_before", N_("tab before"), N_("The tab before"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.whole: Whole | None = None
        self._today = 0
        self._unfolded: frozenset[int] = frozenset()
        """Messages that are shown to their end."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="name")
        yield OneLine(id="card-tabs")
        yield LineList(id=DATA)
        yield SectionList((Heading(""),), id=MESSAGES)
        yield SectionList((Heading(""),), id=QUOTE)
        yield LineList(id=REMINDERS)
        yield LineList(id=HISTORY)

    def on_mount(self) -> None:
        self.put_tab()

    @property
    def quote(self) -> Quote | None:
        """The quote under the cursor of its tab, else the latest."""
        if self.whole is None or not self.whole.quotes:
            return None
        at = self.query_one(f"#{QUOTE}", SectionList).chosen if self.tab == QUOTE else None
        chosen = at[0] if isinstance(at, tuple) else None
        return next((one for one in self.whole.quotes if one.id == chosen), self.whole.quotes[-1])

    @property
    def at(self) -> At | None:
        """The file, or the rest of a mail, under the cursor of the messages."""
        at = self.query_one(f"#{MESSAGES}", SectionList).chosen
        return at if isinstance(at, At) else None

    @property
    def file(self) -> AttachedFile | None:
        """The file under the cursor of the messages."""
        at = self.at
        if at is None or at.kind != "file" or self.whole is None:
            return None
        return next((file for one in self.whole.events for file in one.files if file.id == at.id), None)

    def unfold(self) -> None:
        """Show the mail under the cursor with all it quotes."""
        at = self.at
        if at is not None and at.kind == "rest":
            self._unfolded |= {at.id}
            self._put(True)

    # what it shows ---------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """There is no inquiry under the cursor."""
        self.whole = None
        self.query_one("#name", OneLine).put([])
        self.put_tabs()
        for tab, _word in TABS:
            lines = self.lines(tab)
            lines.empty = ""
            lines.show([]) if isinstance(lines, SectionList) else lines.renew(0, 0, [], 0)
            lines.refresh()

    def show(self, whole: Whole, today: int) -> None:
        """Show an inquiry; the cursors stay where they were when it is the same one."""
        same = self.whole is not None and self.whole.inquiry.id == whole.inquiry.id
        self.whole, self._today = whole, today
        if not same:
            self._unfolded = frozenset()
        inquiry = whole.inquiry
        name = [Bit(f" {who_words(inquiry)}", "strong"), Bit(f"  {inquiry.id}", "faint")]
        look = "good" if inquiry.waits else "faint"
        self.query_one("#name", OneLine).put(name, [Bit(f"{status_line(inquiry, today)} ", look)])
        self.put_tabs()
        self._put(same)

    def _put(self, same: bool) -> None:
        """The tabs' texts, broken for the width there is."""
        if self.whole is None:
            return
        inquiry, happened, quotes = self.whole
        today, width = self._today, max(24, self.size.width - 3)
        self._rows(DATA, data_lines(inquiry, today, width), same)
        self._rows(HISTORY, history_lines(inquiry, happened, today, width), same)
        self.lines(REMINDERS).empty = (
            _("No reminders: r sets them.")
            if inquiry.answered_at is not None
            else _("Reminders follow our answer: s writes it.")
        )
        self._rows(REMINDERS, [reminder_words(one, inquiry.zone, today) for one in inquiry.reminders], same)
        self.lines(MESSAGES).empty = _("Nothing was written yet: s writes.")
        self.lines(QUOTE).empty = _("No quote yet: q makes one.")
        self._sections(MESSAGES, message_lines(inquiry, happened, today, width, self._unfolded), same, last=True)
        self._sections(QUOTE, quote_lines(inquiry, quotes, today, width), same)

    def _rows(self, tab: str, rows: Sequence[str], same: bool) -> None:
        lines = self.lines(tab)
        lines.renew(len(rows), 0, [(row,) for row in rows], lines.cursor if same else 0)

    def _sections(self, tab: str, rows: Sequence[SectionLine], same: bool, *, last: bool = False) -> None:
        lines = self.query_one(f"#{tab}", SectionList)
        if not same:
            lines.lines, lines.cursor = (), 0
        at_end = lines.cursor >= len(lines.lines) - 1
        lines.show(rows)
        if last and at_end and rows:
            lines.move_to(len(rows) - 1)

    def on_resize(self, event: events.Resize) -> None:
        self._put(True)

    # the tabs --------------------------------------------------------------------------------------------------------

    @property
    def counts(self) -> Mapping[str, int]:
        if self.whole is None:
            return {}
        said = sum(one.kind in ("came", "sent", "waiting") for one in self.whole.events)
        waiting = sum(one.state == "waiting" for one in self.whole.inquiry.reminders)
        return {MESSAGES: said, QUOTE: len(self.whole.quotes), REMINDERS: waiting}
