"""Answering an inquiry by e-mail: a subject and some lines of text, with a quote or without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.inquiry_values import Inquiry, InquiryEvent
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.about_inquiry import InquiryDialog
from frontdesk.screens.dialogs.reply import QUOTED, ROOM, Lines
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.inquiry_words import who_words
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

Order = Callable[["Desk", str, str | None, int], Inquiry]
"""What is asked of the desk: with the text, the subject (None: the usual one) and the version it is meant for."""


class AnswerDialog(InquiryDialog[Inquiry]):
    """Its answer is the inquiry as it is once the message waits to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "send", "answer.send", N_("send"), N_("Send what stands here by e-mail"), priority=True),
        key("ctrl+n", "anew", "answer.anew", N_("anew"), N_("Begin with an empty text"), show=False, priority=True),
    ]

    def __init__(
        self, inquiry: Inquiry, events: Sequence[InquiryEvent], order: Order, left: Unfinished, *, about: str = ""
    ) -> None:
        """``about``: what goes along with it, in words."""
        super().__init__(inquiry)
        self._order = order
        self._about = about
        self._left, self._form = left, f"answer {inquiry.id} {about}"
        self._kept = left.of(self._form)
        came = [one for one in events if one.kind == "came"]
        self._asked = came[-1].text or came[-1].subject if came else inquiry.asked
        self._began = next((f"Re: {one.subject.removeprefix('Re: ')}" for one in reversed(came) if one.subject), "")

    def compose_body(self) -> Iterable[Widget]:
        yield PlainText(self._quoted(), id="quoted")
        yield OneLine(id="way")
        yield Field("subject", _("Subject"), value=self._kept.get("subject", self._began), hint=_("the usual one"))
        yield Lines(self._kept.get("text", ""))
        yield PlainText(id="problem")

    def _quoted(self) -> str:
        """The beginning of what they asked or wrote last."""
        lines = [line for line in wrapped(self._asked, ROOM) if line]
        more = "…" if len(lines) > QUOTED else ""
        return "\n".join(f"│ {line}" for line in lines[:QUOTED]) + more

    def on_mount(self) -> None:
        self._put_title()
        way = [Bit(f" {_('by {channel}').format(channel=_('e-mail'))}", "strong")]
        way.append(Bit(f" · {shown(self._inquiry.email or '')}", "faint"))
        self.query_one("#way", OneLine).put(way, [Bit(f"{self._about} ", "good")] if self._about else ())
        self.set_focus(self.text)

    @property
    def text(self) -> Lines:
        return self.query_one("#text", Lines)

    @property
    def subject(self) -> str:
        return self.query_one("#field-subject", Field).value

    def _put_title(self) -> None:
        unfinished = _("left unfinished: ctrl+n starts anew") if self._kept.get("text") else ""
        self.title_is(_("To {name}").format(name=who_words(self._inquiry)), unfinished)

    @on(Input.Submitted)
    def to_text(self) -> None:
        self.set_focus(self.text)

    # sending ------------------------------------------------------------------------------------------------------------

    def action_send(self) -> None:
        text = self.text.text.strip()
        if not text:
            self._wrong(_("There is nothing to send yet."))
            return
        self._wrong("")
        subject, version = self.subject or None, self._inquiry.version
        self.tell(lambda desk: self._order(desk, text, subject, version), self._sent, self._refused)

    def _sent(self, inquiry: Inquiry) -> None:
        typed = {"text": self.text.text, "subject": self.subject}
        self._left.done((inquiry.id, inquiry.changed_at), self._form, typed)
        self.dismiss(inquiry)

    def action_anew(self) -> None:
        self._kept.clear()
        self.text.load_text("")
        self.query_one("#field-subject", Field).fill(self._began)
        self._put_title()

    def action_close(self) -> None:
        """What was typed is kept for this inquiry."""
        text = self.text.text
        self._kept.clear()
        if text.strip() or self.subject != self._began:
            self._kept.update(text=text, subject=self.subject)
        if text.strip():
            self.front.say(_("Nothing was sent; s goes on with it."))
        super().action_close()
