"""Long work under way: how far it is; Esc stops it cleanly, Enter leaves it running behind the screens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.long_work import bar
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.plain_text import PlainText

EVERY = 0.25
"""Seconds between two drawings."""


class WorkDialog(Dialog[None]):
    """The bar. When the work has ended, what came of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "stop", "work.stop", N_("stop"), N_("Stop this cleanly and say what stands")),
        key(
            "enter", "leave", "work.leave", N_("leave it running"), N_("Go on working; the header shows how far it is")
        ),
        key("escape,enter", "close", "dialog.close", N_("back"), N_("Close this; what was typed is kept")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._ended = False

    def compose_body(self) -> Iterable[Widget]:
        yield OneLine(id="bar")
        yield PlainText(id="doing")
        lines = LineList(id="details")
        lines.display = lines.can_focus = False  # Enter is the dialog's until there is something to read
        yield lines
        yield PlainText(id="whole")

    def on_mount(self) -> None:
        self.title_is(self.front.long_work.title)
        self._look()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        work = self.front.long_work
        course = work.course
        if course is None:
            if not self._ended:
                self._ended = True
                self._put([Bit("")], work.outcome)
                lines = self.query_one(LineList)
                if work.details:
                    lines.display = lines.can_focus = True
                    lines.fill([(detail,) for detail in work.details])
                    lines.focus()
                self.refresh_bindings()
            return
        count = f"{course.done} / {course.total}" if course.total else ""
        if course.total > 10**6:  # bytes
            count = f"{course.done // 10**6} / {course.total // 10**6} MB"
        self._put([Bit(f" {bar(course.share)} {work.percent:>5}  {count}")], self._doing(course.what, course.stopping))

    def _put(self, bits: list[Bit], sentence: str) -> None:
        self.query_one("#bar", OneLine).put(bits)
        doing = self.query_one("#doing", PlainText)
        if str(doing.content) != sentence:
            doing.update(sentence)

    @staticmethod
    def _doing(what: str, stopping: bool) -> str:
        if stopping:
            return _("Stopping…")
        words = _(what) if what else _("beginning")
        return words[:1].upper() + words[1:] + "…"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("stop", "leave"):
            return not self._ended
        if action == "close":
            return self._ended
        return True

    @on(LineList.Moved)
    def show_whole(self) -> None:
        details, cursor = self.front.long_work.details, self.query_one(LineList).cursor
        self.query_one("#whole", PlainText).update(details[cursor] if self._ended and cursor < len(details) else "")

    @on(LineList.Chosen)
    def read_enough(self) -> None:
        self.action_close()

    def action_stop(self) -> None:
        self.front.long_work.stop()
        self._look()

    def action_leave(self) -> None:
        self.dismiss(None)
        self.front.say(_("{title} goes on; ctrl+o shows it again.").format(title=self.front.long_work.title))
