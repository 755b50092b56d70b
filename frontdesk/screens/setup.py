"""The first start on a machine: three questions on one form, and a ready business to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.ready import KINDS
from frontdesk.base.text import folded, shown
from frontdesk.language.i18n import _, language
from frontdesk.screens.asking import Asks
from frontdesk.widgets.field import Field
from frontdesk.widgets.key_line import KeyLine
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.plain_text import PlainText

LANGUAGES = {"en": "English", "es": "Español"}
"""Each in itself: whoever reads this may not read the other."""
FIELDS = ("name", "kind", "language")


def chosen(answer: str, choices: Mapping[str, str]) -> str | None:
    """The choice that a number, a word or its beginning means; None where it is none, or could be several."""
    keys, given = list(choices), folded(answer)
    if given.isdecimal():
        return keys[int(given) - 1] if given.isascii() and 1 <= int(given[:3]) <= len(keys) else None
    found = [one for one in keys if given and (one.startswith(given) or folded(choices[one]).startswith(given))]
    return found[0] if len(found) == 1 else None


class SetupScreen(Asks[None]):
    """What is the business called, what kind is it, which language is spoken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "done", "setup.done", N_("make it"), N_("Make the business with what stands here")),
        key(
            "enter",
            "go_on",
            "setup.go_on",
            N_("next"),
            N_("The next field; in the last one it is made"),
            priority=True,
        ),
        key("down", "choice(1)", "setup.down", N_("next choice"), N_("The next of the choices"), show=False),
        key("up", "choice(-1)", "setup.up", N_("choice before"), N_("The choice before"), show=False),
        key("tab", "beside(1)", "ask.next", N_("next field"), N_("The next field or part"), show=False),
        key("shift+tab", "beside(-1)", "ask.before", N_("field before"), N_("The field or part before"), show=False),
        key("escape", "leave", "setup.leave", N_("leave"), N_("Leave the program; nothing is made")),
    ]

    class Made(Message, bubble=False):
        """The database is there."""

        def __init__(self, language: str) -> None:
            super().__init__()
            self.language = language

    class Refused(Message, bubble=False):
        """It could not be made; nothing is left of it."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self._making = False

    def compose(self) -> ComposeResult:
        yield OneLine(id="header")
        with Vertical(id="middle"), Vertical(classes="box"):
            yield OneLine(classes="title")
            yield PlainText(self._intro(), id="intro")
            yield Field("name", _("Name"), hint=_("what the business is called"))
            yield Field("kind", _("Kind"), value="1")
            yield PlainText(id="kinds", classes="choices")
            yield Field("language", _("Language"), value=str(1 + list(LANGUAGES).index(language())))
            yield PlainText(id="languages", classes="choices")
            yield PlainText(id="problem")
        yield KeyLine(id="keys")

    def _intro(self) -> str:
        make = self.front.make
        where = shown(make.database) if make is not None else ""
        return "\n".join(
            (
                _("There is no database at {path} yet.").format(path=where),
                _(
                    "Three answers make one, with people, services and hours as examples: change them under “,” afterwards."
                ),
            )
        )

    def on_mount(self) -> None:
        self.query_one("#header", OneLine).put([Bit(" frontdesk", "strong")])
        self.query_one(".title", OneLine).put([Bit(" " + _("A new business"), "strong")])
        self._put_choices()
        self.field("name").input.focus()

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    @property
    def problem(self) -> str:
        """What is said to have gone wrong with all of it."""
        return str(self.query_one("#problem", PlainText).content)

    @property
    def _kinds(self) -> dict[str, str]:
        return {kind: _(name) for kind, name in KINDS.items()}

    def _choices(self, name: str) -> dict[str, str]:
        return self._kinds if name == "kind" else LANGUAGES

    def _put_choices(self) -> None:
        """The choices with their numbers; a mark stands before the one that is taken."""
        for name, choices, between in (("kind", self._kinds, "\n"), ("language", LANGUAGES, "   ")):
            taken = chosen(self.field(name).value, choices)
            lines = [f"{'▸' if one == taken else ' '} {n} {choices[one]}" for n, one in enumerate(choices, 1)]
            self.query_one(f"#{name}s", PlainText).update(between.join(lines))

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        self._put_choices()
        self.field(str(event.input.id)).changed()

    def action_go_on(self) -> None:
        """To the next field at once, so that what is typed ahead goes there; in the last one it is done."""
        here = self._here
        field = self.field(FIELDS[here]).input
        if self._say_wrong(FIELDS[here]):
            field.select_all()  # what is typed next replaces it
        elif here + 1 < len(FIELDS):
            self.action_beside(1)
        else:
            field.call_later(self.action_done)  # after the keys that are still on their way to it

    @property
    def _here(self) -> int:
        """Which of the fields is being filled in."""
        field = self.focused
        return FIELDS.index(str(field.id)) if field is not None and field.id in FIELDS else 0

    def action_beside(self, by: int) -> None:
        """To the field beside; before the first and after the last there is none."""
        self.set_focus(self.field(FIELDS[max(0, min(len(FIELDS) - 1, self._here + by))]).input)

    def action_choice(self, by: int) -> None:
        """To the choice beside, where there are choices; else to the field beside."""
        name = FIELDS[self._here]
        if name == "name":
            self.action_beside(by)
            return
        choices = self._choices(name)
        taken = chosen(self.field(name).value, choices)
        at = list(choices).index(taken) + by if taken is not None else 0
        field = self.field(name).input
        field.value = str(1 + max(0, min(len(choices) - 1, at)))
        field.select_all()  # what is typed next replaces it

    @on(Input.Blurred)
    def left(self, event: Input.Blurred) -> None:
        """A field that was left says what is wrong with it."""
        if self.focused is not None and self.focused is not event.input and not self._making:
            self._say_wrong(str(event.input.id))

    def _say_wrong(self, name: str) -> bool:
        """Whether a field cannot be read, which is then said beside it."""
        value, sentence = self.field(name).value, ""
        if name == "name":
            sentence = "" if value else _("The business needs a name.")
        else:
            choices = self._choices(name)
            if chosen(value, choices) is None:
                sentence = _("Answer with a number from 1 to {last}.").format(last=len(choices))
        self.field(name).wrong(sentence)
        return bool(sentence)

    def action_leave(self) -> None:
        if not self._making:
            self.app.exit()

    def action_done(self) -> None:
        if self._making:
            return
        wrong = [name for name in FIELDS if self._say_wrong(name)]
        if wrong:
            self.field(wrong[0]).input.focus()
            return
        kind = chosen(self.field("kind").value, self._kinds)
        spoken = chosen(self.field("language").value, LANGUAGES)
        if kind and spoken:
            self._make(self.field("name").value, kind, spoken)

    def _make(self, name: str, kind: str, spoken: str) -> None:
        make = self.front.make
        assert make is not None
        self._making = True
        self.query_one("#problem", PlainText).update("")
        self.query_one(".title", OneLine).put([Bit(" " + _("A new business"), "strong")], [Bit(_("Making it…") + " ")])

        def work() -> None:
            try:
                make(name, kind, spoken)
            except Exception as error:
                self.post_message(self.Refused(error))
            else:
                self.post_message(self.Made(spoken))

        self.run_worker(work, name="make", group="make", thread=True, exit_on_error=False)

    @on(Made)
    def go_on_with_it(self, message: Made) -> None:
        self.front.made(message.language)

    @on(Refused)
    def say_why_not(self, message: Refused) -> None:
        """What was typed stays; the sentence stands beside its field, or below them all."""
        self._making = False
        self.query_one(".title", OneLine).put([Bit(" " + _("A new business"), "strong")])
        error = message.error
        if isinstance(error, FrontdeskError):
            sentence, field = error.sentence(_), str(error.params.get("field", ""))
        else:
            sentence = _("That failed unexpectedly ({problem}). Nothing you typed is lost; try again.")
            sentence, field = sentence.format(problem=repr(error)), ""
        if field in FIELDS:
            self.field(field).wrong(shown(sentence))
            self.field(field).input.focus()
        else:
            self.query_one("#problem", PlainText).update(shown(sentence))
