"""A field and below it what it finds: the cursor stays in the field, the arrows move among the rows, Enter takes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText

T = TypeVar("T")


class SearchDialog(Dialog[T], Generic[T]):
    """What searches as one types. It is kept between openings, with its last text selected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down", "row(1)", "search.down", N_("down"), N_("The next row that was found"), show=False),
        key("up", "row(-1)", "search.up", N_("up"), N_("The row before"), show=False),
        key("pagedown", "rows(1)", "search.page_down", N_("page down"), N_("A page of rows further"), show=False),
        key("pageup", "rows(-1)", "search.page_up", N_("page up"), N_("A page of rows back"), show=False),
    ]
    HEADINGS: ClassVar[tuple[Heading, ...]] = (Heading(""),)

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[T] = []
        self._shown_for: str | None = None
        """The text whose finds are shown."""
        self._waiting = False
        """Whether Enter was pressed before they were."""

    def compose_body(self) -> Iterable[Widget]:
        yield Entry(id="sought", placeholder=self.hint(), select_on_focus=True)
        lines = LineList(self.HEADINGS, id="found")
        lines.can_focus = False
        yield lines
        yield PlainText(id="whole")

    def hint(self) -> str:
        """What is said in the empty field."""
        raise NotImplementedError

    def whole(self, choice: T) -> str:
        """The whole text of a choice, which may be cut in its row."""
        raise NotImplementedError

    def seek(self, text: str) -> None:
        """Look for a text, then ``put`` what was found."""
        raise NotImplementedError

    @property
    def field(self) -> Input:
        return self.query_one("#sought", Input)

    @property
    def lines(self) -> LineList:
        return self.query_one("#found", LineList)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.value.strip()

    def on_screen_resume(self) -> None:
        self._waiting = False
        if not self.query("#sought"):  # still being made
            self.call_after_refresh(self._begin)
        else:
            self._begin()

    def _begin(self) -> None:
        self.field.focus()
        self.field.select_all()
        self.seek(self.text)

    def put(self, text: str, rows: Sequence[Sequence[str]], choices: Sequence[T]) -> None:
        """Show what a text found."""
        fresh = text != self._shown_for
        self._shown_for, self._choices = text, list(choices)
        self.lines.renew(len(rows), 0, rows, 0 if fresh else self.lines.cursor)
        if self._waiting:
            self._waiting = False
            self.take()

    @on(Input.Changed, "#sought")
    def typing(self) -> None:
        self._waiting = False
        self.seek(self.text)

    @on(Input.Submitted, "#sought")
    def enter(self) -> None:
        if self._shown_for == self.text:
            self.take()
        else:
            self._waiting = True  # it is taken when it is there

    @on(LineList.Chosen, "#found")
    def clicked(self) -> None:
        self.take()

    def take(self) -> None:
        """Close with what is under the cursor."""
        if self.lines.cursor < len(self._choices):
            self.dismiss(self._choices[self.lines.cursor])

    @on(LineList.Moved, "#found")
    def tell_whole(self) -> None:
        """Below the rows: all of the one under the cursor."""
        if not self.over:
            cursor, choices = self.lines.cursor, self._choices
            words = self.whole(choices[cursor]) if cursor < len(choices) else ""
            self.query_one("#whole", PlainText).update(words)

    def action_row(self, by: int) -> None:
        self.lines.action_by(by)

    def action_rows(self, by: int) -> None:
        self.lines.action_page(by)
