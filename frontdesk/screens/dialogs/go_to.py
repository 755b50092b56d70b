"""Go to a date that is said in plain words; which day was understood stands below the field while one types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.language.dates import day_words, days_away_words, read_day
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.plain_text import PlainText


class GoToDialog(Dialog[int]):
    """One field; it answers with a day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "go", "go_to.go", N_("go there"), N_("Show that day"), show=False),
    ]

    def __init__(self, today: int) -> None:
        super().__init__()
        self._today = today

    def compose_body(self) -> Iterable[Widget]:
        yield Field("day", _("Date"), hint=_("thu, 12/12, in 2 weeks, end of month"))
        yield PlainText(id="understood")

    def on_mount(self) -> None:
        self.title_is(_("Go to"))

    def field(self, name: str = "day") -> Field:
        return self.query_one(f"#field-{name}", Field)

    @on(Input.Changed)
    def typing(self) -> None:
        self.field().changed()
        day = read_day(self.field().value, self._today)
        words = "" if day is None else f"= {day_words(day, self._today)} · {days_away_words(day - self._today)}"
        self.query_one("#understood", PlainText).update(words)

    @on(Input.Submitted)
    def enter(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        day = read_day(self.field().value, self._today)
        if day is not None:
            self.dismiss(day)
        elif self.field().value:
            self.field().wrong(_("No date can be read from this: try thu, 12/12, in 2 weeks or +7."))
        else:
            self.field().wrong(_("This is needed."))
