"""Small dialogs: a question that Enter answers, a few fields to fill in, one thing to pick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import on
from textual.binding import BindingType
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

Now = TypeVar("Now")
DEAF_FOR = 0.3
"""Seconds for which Enter is ignored, so that a key pressed too long answers nothing."""


class Question(Dialog[bool]):
    """Some sentences and Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "yes", "question.yes", N_("do it"), N_("Do what is asked here")),
    ]

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._sentences = sentences
        self._deaf = True

    def compose_body(self) -> Iterable[Widget]:
        yield PlainText("\n".join(self._sentences), id="sentences")

    def on_mount(self) -> None:
        self.title_is(self._title)
        self.grow_deaf()

    def grow_deaf(self) -> None:
        """Enter is ignored for a moment."""
        self._deaf = True
        self.set_timer(DEAF_FOR, self._listen)

    def _listen(self) -> None:
        self._deaf = False

    def action_yes(self) -> None:
        if not self._deaf:
            self.dismiss(True)


def ask_first(screen: Widget, title: str, sentences: Sequence[str], then: Callable[[], object]) -> None:
    """Ask whether it shall be done; Esc is a no."""

    def answered(yes: bool | None) -> None:
        if yes:
            then()

    screen.app.push_screen(Question(title, sentences), answered)


class Asked(NamedTuple):
    """A field of a form: its name, its label, what stands in it, whether it must be filled, what is proposed in it, and what
    stands below it while there is nothing else to say."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    needed: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""


Stored = tuple[Sequence[Asked], Sequence[str]]
"""What a form shows of what is stored: its fields and the sentences above them."""


class FormDialog(Dialog[None]):
    """A few fields; Enter goes on to the next one, in the last one it is done. It closes when the desk has agreed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "ahead", "form.ahead", N_("next field"), N_("The next field"), show=False, priority=True),
        key("ctrl+s", "done", "form.done", N_("save"), N_("Save what stands here")),
        key("ctrl+n", "start_anew", "form.anew", N_("anew"), N_("Put back what is stored"), show=False),
        key("down", "app.focus_next", "form.next", N_("next field"), N_("The next field"), show=False),
        key("up", "app.focus_previous", "form.before", N_("field before"), N_("The field before"), show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Asked],
        done: Callable[[FormDialog, dict[str, str]], None],
        sentences: Sequence[str] = (),
        kept: dict[str, str] | None = None,
        new: bool = False,
        left: str = "",
    ) -> None:
        """``new``: nothing of it is stored yet, so that beside no field stands what is. ``left``: what is said when it is
        closed before it was done; empty: that nothing was saved."""
        super().__init__()
        self._new = new
        self._left_words = left
        self._title = title
        self._fields = fields
        self._done = done
        self._sentences = sentences
        self._kept = {} if kept is None else kept
        """What was typed when it was closed before it was done."""
        self._left = frozenset(asked.name for asked in fields if self._kept.get(asked.name, asked.value) != asked.value)
        """The fields in which something unfinished stands when it is opened."""

    def compose_body(self) -> Iterable[Widget]:
        if self._sentences:
            yield PlainText("\n".join(self._sentences), id="sentences")
        for asked in self._fields:
            field = Field(asked.name, asked.label, value=self._kept.get(asked.name, asked.value), hint=asked.hint)
            if asked.choices:  # the right arrow takes what is proposed
                field.input.suggester = SuggestFromList(asked.choices, case_sensitive=False)
            yield field

    def on_mount(self) -> None:
        self.title_is(self._title, _("left unfinished: ctrl+n starts anew") if self._left else "")
        self._mark_unfinished()

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields and is not stored."""
        now = {asked.name: self.field(asked.name).value for asked in self._fields}
        return {asked.name: now[asked.name] for asked in self._fields if now[asked.name] != asked.value.strip()}

    def _mark_unfinished(self) -> None:
        """Beside a field in which something was left stands what is stored, as long as it is something else."""
        for asked in self._fields:
            field = self.field(asked.name)
            if asked.name in self._left and not self._new and field.value != asked.value.strip():
                field.told(self._stored_words(asked))
            elif asked.name in self._left or asked.note:
                field.told(asked.note)

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """What was wrong with a field was said of what stood there before."""
        if any(asked.name == event.input.id for asked in self._fields):
            self.field(str(event.input.id)).changed()
        self._mark_unfinished()

    def changed_meanwhile(
        self, error: FrontdeskError, read: Callable[[Desk], Now], anew: Callable[[Now], Stored], words: str = ""
    ) -> bool:
        """Whether it was refused because somebody else changed it while this was open: then it is read again, and the next
        try is meant for how it stands now. ``anew`` takes that and tells what the form shows of it; ``words`` say it."""
        if error.code not in ("stale_version", "paid_meanwhile"):
            return False
        who = shown(str(error.params["who"]))
        said = words or _("{who} changed this meanwhile; what you typed is still here. ctrl+s saves it all the same.")
        self.ask("anew", read, lambda now: self._stored_anew(*anew(now), said.format(who=who)), self.refused)
        return True

    def _stored_anew(self, fields: Sequence[Asked], sentences: Sequence[str], said: str) -> None:
        """What was typed stays, every other field shows what is stored now, and it is said where something was typed."""
        typed, before = self.typed, {asked.name: asked.value for asked in self._fields}
        self._fields, self._sentences = fields, sentences
        for said_before in self.query("#sentences").results(PlainText):
            said_before.update("\n".join(sentences))
        for asked in fields:
            if asked.name not in typed:
                self.field(asked.name).fill(asked.value)
        self._left = frozenset(self.typed)
        for asked in fields:
            self.field(asked.name).wrong("")
        self._mark_unfinished()
        asked = next((asked for asked in fields if asked.name in self._left), fields[-1])
        if asked.name in self._left and asked.value != before[asked.name]:
            said = f"{said}\n{self._stored_words(asked)}"
        self.wrong(asked.name, said)

    @staticmethod
    def _stored_words(asked: Asked) -> str:
        return _("• not saved yet; stored: {value}").format(value=asked.value or _("nothing"))

    def action_start_anew(self) -> None:
        """Put back what is stored."""
        self._kept.clear()
        for asked in self._fields:
            field = self.field(asked.name)
            field.wrong("")
            field.fill(asked.value)
        self._left = frozenset()
        self._mark_unfinished()
        self.title_is(self._title)
        if self._fields:
            self.field(self._fields[0].name).input.focus()

    def action_close(self) -> None:
        typed = self.typed
        self._kept.clear()
        self._kept.update(typed)
        if typed:
            self.say_unsaved()
        super().action_close()

    def say_unsaved(self) -> None:
        """In the message line, that nothing came of what was typed."""
        self.front.say(self._left_words or _("Nothing was saved."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "ahead":
            return isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    def action_ahead(self) -> None:
        """To the next field at once, so that what is typed ahead goes there and not into the one before."""
        names = [asked.name for asked in self._fields]
        field = self.focused
        if not isinstance(field, Input) or field.id not in names:
            return
        here = names.index(field.id)
        if self._fields[here].needed and not field.value.strip():
            self.field(field.id).wrong(_("This is needed."))
        elif here + 1 < len(names):
            self.set_focus(self.field(names[here + 1]).input)
        else:
            field.call_later(field.action_submit)  # after the keys that are still on their way to it

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        names = [asked.name for asked in self._fields]
        here = names.index(str(event.input.id))
        if here + 1 < len(names):
            self.field(names[here + 1]).input.focus()
        else:
            self.action_done()

    def action_done(self) -> None:
        missing = None
        for asked in self._fields:
            field = self.field(asked.name)
            empty = asked.needed and not field.value
            field.wrong(_("This is needed.") if empty else "")
            missing = missing or (field if empty else None)
        self._mark_unfinished()
        if missing is not None:
            missing.input.focus()
            return
        self._done(self, {asked.name: self.field(asked.name).value for asked in self._fields})

    def wrong(self, name: str, sentence: str) -> None:
        """Say beside a field what is wrong with it."""
        self.field(name).wrong(sentence)
        self.field(name).input.focus()

    def refused(self, error: FrontdeskError) -> bool:
        """Show a refusal beside the field it speaks of, else beside the last one."""
        named = str(error.params.get("field", ""))
        names = [asked.name for asked in self._fields]
        self.wrong(named if named in names else names[-1], error.sentence(_))
        return True


class PickDialog(Dialog[int]):
    """One of some rows."""

    def __init__(self, title: str, rows: Sequence[str], cursor: int = 0) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._cursor = cursor

    def compose_body(self) -> Iterable[Widget]:
        yield LineList(id="rows")

    def on_mount(self) -> None:
        self.title_is(self._title)
        self.query_one(LineList).fill([(row,) for row in self._rows], self._cursor)

    @on(LineList.Chosen)
    def take(self, event: LineList.Chosen) -> None:
        self.dismiss(event.lines.cursor)


class Notice(Dialog[None]):
    """Some sentences to read; Enter or Esc closes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "close", "notice.close", N_("back"), N_("Close this"), show=False),
    ]

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._sentences = sentences

    def compose_body(self) -> Iterable[Widget]:
        yield PlainText("\n".join(self._sentences), id="sentences")

    def on_mount(self) -> None:
        self.title_is(self._title)
