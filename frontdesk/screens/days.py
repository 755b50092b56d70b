"""Going to a day that is said in words: the same key wherever there are days."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.screens.frame import MainScreen
from frontdesk.widgets.keys import key


class GoesToDays(MainScreen):
    """A screen that has days, or leads to them: a date in words goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "g",
            "go_to_day",
            "days.go_to",
            N_("go to"),
            N_("Go to a date: thu, 12/12, in 2 weeks, end of month"),
            show=False,
        ),
    ]

    def show_day(self, day: int) -> None:
        """Show a day; a screen that has none shows it in the agenda."""
        self.front.go_to("agenda", day)

    def action_go_to_day(self) -> None:
        from frontdesk.screens.dialogs.go_to import GoToDialog

        def gone(day: int | None) -> None:
            if day is not None:
                self.show_day(day)

        if self.is_opened():
            self.app.push_screen(GoToDialog(self.today), gone)
