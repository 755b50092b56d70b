"""A labelled entry field that says beside itself what is wrong with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from frontdesk.widgets.entry import Entry
from frontdesk.widgets.plain_text import PlainText


class Field(Vertical):
    """Label, entry, and below them a sentence where there is something to say."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        .label { width: 13; height: 1; color: $text-muted; padding: 0 1; }
        Horizontal { height: 1; }
        Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
        Input:focus { background: $primary-muted; }
        .problem { display: none; height: auto; color: $text-error; padding: 0 1 0 13; }
        &.wrong .problem { display: block; }
        &.told .problem { display: block; color: $text-muted; }
    }
    """

    def __init__(self, name: str, label: str, *, value: str = "", hint: str = "") -> None:
        super().__init__(id=f"field-{name}")
        self.key = name
        self._label = PlainText(label, classes="label")
        self._input = Entry(value, hint, id=name, select_on_focus=True)
        self._problem = PlainText(classes="problem")
        self._refused: str | None = None
        """What stood in the field when it was said to be wrong."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._label
            yield self._input
        yield self._problem

    @property
    def input(self) -> Entry:
        return self._input

    @property
    def value(self) -> str:
        """What stands in the field, without spaces around it."""
        return self._input.value.strip()

    def rename(self, label: str) -> None:
        """Call the field something else."""
        self._label.update(label)

    def fill(self, value: str) -> None:
        """Put a value there without anybody taking it for typing."""
        if self._input.value != value:
            with self._input.prevent(Input.Changed):
                self._input.value = value
                self._input.cursor_position = len(value)

    def wrong(self, sentence: str) -> None:
        """Say what is wrong; nothing when the sentence is empty."""
        self._refused = self.value if sentence else None
        self._problem.update(sentence)
        self.set_class(bool(sentence), "wrong")
        self.remove_class("told")

    def changed(self) -> None:
        """Something else was typed: what was wrong was said of what stood there before. A change that is told of late, when
        what it led to was refused already, takes nothing back."""
        if self._refused is None or self.value != self._refused:
            self.wrong("")

    def told(self, sentence: str) -> None:
        """Say something good to know; what is wrong goes before it."""
        if not self.has_class("wrong"):
            self._problem.update(sentence)
            self.set_class(bool(sentence), "told")

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return str(self._problem.content) if self.has_class("wrong") else ""
