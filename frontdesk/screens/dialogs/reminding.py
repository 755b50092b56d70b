"""The reminders of an inquiry: those that are set and those that could be; Enter sets one or takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.desk.inquiry_values import FARTHEST_REMINDER, Inquiry
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.about_inquiry import InquiryDialog
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.inquiry_words import reminder_words, who_words
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText

USUAL = (2, 5, 10)
"""Days after our answer that are offered (RULES.md)."""
SET, FREE = "■", "□"


class RemindersDialog(InquiryDialog[Inquiry]):
    """Each key writes at once; its answer is the inquiry as it is then, None where nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "change", "reminders.change", N_("set or take back"), N_("Set this reminder, or take it back")),
        key("asterisk", "other", "reminders.other", N_("another day"), N_("A reminder after another number of days")),
        key("delete", "none", "reminders.none", N_("none"), N_("Take back all that wait")),
    ]

    orders_queue = True

    def __init__(self, inquiry: Inquiry, today: int) -> None:
        super().__init__(inquiry)
        self._today = today
        self._changed = False

    def compose_body(self) -> Iterable[Widget]:
        yield LineList((Heading("", 1), Heading("")), id="rows")
        yield PlainText(id="problem")

    def on_mount(self) -> None:
        self.title_is(_("Reminders of {name}").format(name=who_words(self._inquiry)))
        self._put()
        self.set_focus(self.query_one(LineList))

    @property
    def _days(self) -> list[int]:
        return sorted({*USUAL, *(one.days for one in self._inquiry.reminders)})

    def _put(self) -> None:
        there = {one.days: one for one in self._inquiry.reminders if one.state in ("waiting", "sent")}
        rows = []
        for days in self._days:
            if days in there:
                rows.append((SET, reminder_words(there[days], self._inquiry.zone, self._today)))
            else:
                words = ngettext("{count} day after our answer", "{count} days after our answer", days)
                free = _("not set")
                rows.append((FREE, f"{words.format(count=days)} · {free}"))
        lines = self.query_one(LineList)
        lines.renew(len(rows), 0, rows, lines.cursor)

    def _changed_to(self, inquiry: Inquiry) -> None:
        self._inquiry, self._changed = inquiry, True
        self._wrong("")
        self._put()

    def _as_it_is(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._put()

    @on(LineList.Chosen)
    def action_change(self) -> None:
        days, one = self._days[self.query_one(LineList).cursor], self._inquiry
        waits = any(two.days == days and two.state == "waiting" for two in one.reminders)
        if waits:
            order = lambda desk: desk.inquiries.unschedule(one.id, days, version=one.version)  # noqa: E731
        else:
            order = lambda desk: desk.inquiries.schedule(one.id, days, version=one.version)  # noqa: E731
        self.tell(order, self._changed_to, self._refused)

    def action_none(self) -> None:
        one = self._inquiry
        self.tell(lambda desk: desk.inquiries.unschedule(one.id, version=one.version), self._changed_to, self._refused)

    def action_other(self) -> None:
        one = self._inquiry

        def done(form: FormDialog, values: dict[str, str]) -> None:
            said = values["days"]
            if not said.isdecimal() or len(said) > 4 or not 1 <= int(said) <= FARTHEST_REMINDER:
                needed = _("A number from {least} to {most} is needed.")
                form.wrong("days", needed.format(least=1, most=FARTHEST_REMINDER))
                return

            def made(inquiry: Inquiry) -> None:
                form.dismiss(None)
                self._changed_to(inquiry)

            form.tell(lambda desk: desk.inquiries.schedule(one.id, int(said), version=one.version), made, form.refused)

        self.app.push_screen(
            FormDialog(_("Reminder, days after our answer"), [Asked("days", _("Days"), "", "7", needed=True)], done)
        )

    def action_close(self) -> None:
        self.dismiss(self._inquiry if self._changed else None)
