"""The handover: what changed since somebody was here last, what waits; every line leads to its record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.day_values import News
from frontdesk.desk.duty.values import CallList, Handover
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.desk.message_values import OutboxEntry, Thread
from frontdesk.desk.values import Reservation
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.handover_words import HandoverRow, moment_short, rows, title
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.sections import TITLE, WORDS, SectionLine, SectionList

Chosen = Reservation | Inquiry | Thread | OutboxEntry | CallList | str
"""Where one goes from here; the call list stands for those who have not confirmed,
a code for a record that is gone."""

URGENT = frozenset({"unanswered", "troubled", "unpaid", "calls"})


class HandoverDialog(Dialog[Chosen]):
    """What the last shift leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("left_square_bracket,left", "earlier", "handover.earlier", N_("earlier"), N_("Since an earlier moment")),
        key("right_square_bracket,right", "later", "handover.later", N_("later"), N_("Since a later moment")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._told: Handover | None = None
        self._since: int | None = None
        self._rows: dict[object, HandoverRow] = {}
        self.unready = True
        """Until it is known what there is, keys wait."""

    def compose_body(self) -> Iterable[Widget]:
        yield SectionList((Heading("", 22), Heading("", 20), Heading("")), id="told")
        yield OneLine(id="whole")

    def on_mount(self) -> None:
        self.title_is(_("Handover"))
        self.front.stirred.subscribe(self, self._stirred)
        self.read()

    def _stirred(self, news: News) -> None:
        self.read()

    def read(self) -> None:
        since, place = self._since, self.place_id
        self.ask("handover", lambda desk: desk.duty.handover(since, place), self._show, self._failed)

    def _failed(self, error: FrontdeskError) -> bool:
        self.unready = False
        return False

    @property
    def lines(self) -> SectionList:
        return self.query_one("#told", SectionList)

    def _show(self, told: Handover) -> None:
        self._told, self._since, self.unready = told, told.since, False
        since = moment_short(told.since // 60, told.zone, told.day)
        self.title_is(_("Handover"), _("since {when}").format(when=since))
        self._rows, shown_lines = {}, list[SectionLine]()
        found = list(rows(told))
        for number, row in enumerate(found):
            if not number or found[number - 1].group != row.group:
                many = told.calls.left if row.group == "calls" else sum(1 for one in found if one.group == row.group)
                shown_lines.append(SectionLine((title(row.group, many),), TITLE))
            which = (row.group, number)
            self._rows[which] = row
            look = "good" if row.group in URGENT else "plain"
            shown_lines.append(SectionLine((row.when, row.who, row.what), look, which))
        if told.cut:
            more = ngettext("and {count} more, earlier", "and {count} more, earlier", told.cut).format(count=told.cut)
            shown_lines.append(SectionLine((more,), WORDS))
        if not found:
            shown_lines.append(SectionLine((_("Nothing changed and nothing waits. [ shows what was before."),), WORDS))
        self.lines.show(shown_lines)
        self._put_whole()

    @on(SectionList.Moved)
    def moved(self) -> None:
        if not self.over:
            self._put_whole()

    def _put_whole(self) -> None:
        """The line under the cursor in full."""
        row = self._rows.get(self.lines.chosen)
        words = " · ".join(part for part in (row.who, row.what, row.when) if part) if row is not None else ""
        self.query_one("#whole", OneLine).put([Bit(f" {words}" if words else "", "faint")])

    def action_earlier(self) -> None:
        if self._told is not None and self._told.earlier is not None:
            self._since = self._told.earlier
            self.read()

    def action_later(self) -> None:
        if self._told is not None and self._told.later is not None:
            self._since = self._told.later
            self.read()

    @on(SectionList.Chosen)
    def go_there(self) -> None:
        row = self._rows.get(self.lines.chosen)
        if row is not None and self._told is not None:
            self.dismiss(self._told.calls if row.target is None else row.target)
