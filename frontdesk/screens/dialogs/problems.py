"""What failed lately: when, at what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.dates import moment_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText


class ProblemsDialog(Dialog[None]):
    """Newest first; the whole sentence of the one under the cursor stands below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("delete,backspace", "clear", "problems.clear", N_("clear the list"), N_("Forget all of them")),
    ]

    def compose_body(self) -> Iterable[Widget]:
        yield LineList((Heading(_("When"), 20), Heading(_("What"), 16), Heading(_("Problem"))), id="problems")
        yield PlainText(id="whole")

    def on_mount(self) -> None:
        self.title_is(_("Problems"))
        self.query_one(LineList).empty = _("Nothing failed.")
        self._fill()
        self.query_one(LineList).focus()
        self.front.problems.seen()
        self.front.put_header()

    def _fill(self) -> None:
        rows = []
        for problem in self.front.problems.listed:
            when = moment_words(int(problem.at // 60), self.zone, self.today)
            again = f"{problem.times}× " if problem.times > 1 else ""
            rows.append((when, shown(problem.what), f"{again}{shown(problem.sentence)}"))
        self.query_one(LineList).fill(rows)

    @on(LineList.Moved)
    def show_whole(self) -> None:
        listed, cursor = self.front.problems.listed, self.query_one(LineList).cursor
        self.query_one("#whole", PlainText).update(shown(listed[cursor].sentence) if cursor < len(listed) else "")

    def action_clear(self) -> None:
        self.front.problems.clear()
        self._fill()
