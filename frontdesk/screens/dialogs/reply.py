"""Writing to a customer: some lines of text, and by which channel they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.message_values import Conversation, Message, Queued, Way
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.widgets.keys import key
from frontdesk.widgets.message_words import channel_name, window_of, window_words
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.wrapping import wrapped

QUOTED = 3
"""So many lines of what they wrote last stand above."""
ROOM = 68
"""Cells of a line of it."""


class Lines(TextArea):
    """Where the answer is written: plain text, and a cursor that stands still."""

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="text")
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self.move_cursor(self.document.end)


class ReplyDialog(Dialog[Queued]):
    """Its answer is the message as it waits to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "send", "reply.send", N_("send"), N_("Send what stands here"), priority=True),
        key("ctrl+t", "channel", "reply.channel", N_("channel"), N_("Send it by another channel"), priority=True),
        key("ctrl+n", "anew", "reply.anew", N_("anew"), N_("Begin with an empty text"), show=False, priority=True),
    ]

    def __init__(self, talk: Conversation, left: Unfinished, words: str = "") -> None:
        super().__init__()
        self._talk = talk
        self._kept = left.of(f"reply {talk.customer}")
        self._began = words if words and not self._kept.get("text") else ""
        self._opened = self.front.clock.seconds()
        by = self._kept.get("channel", "")
        self._way = next((way for way in talk.ways if way.channel == by), None) or self._usual()

    def _usual(self) -> Way:
        """The way they wrote by, as long as it takes an answer; else the first that does."""
        ways = self._talk.ways
        usual = next((way for way in ways if way.channel == self._talk.channel), ways[0])
        return usual if usual.window != 0 else next((way for way in ways if way.window != 0), usual)

    def compose_body(self) -> Iterable[Widget]:
        yield PlainText(self._quoted(), id="quoted")
        yield OneLine(id="way")
        yield Lines(self._kept.get("text", "") or self._began)
        yield PlainText(id="problem")

    def _quoted(self) -> str:
        """What they wrote last, the beginning of it."""
        theirs: list[Message] = [one for one in self._talk.messages if one.direction == "in" and not one.automatic]
        if not theirs:
            return _("They have not written yet.")
        lines = [line for line in wrapped(theirs[-1].written or theirs[-1].subject, ROOM) if line]
        more = "…" if len(lines) > QUOTED else ""
        return "\n".join(f"│ {line}" for line in lines[:QUOTED]) + more

    def on_mount(self) -> None:
        self._put_title()
        self.set_focus(self.text)  # at once: the next key is already for it
        self._put_way()
        self.set_interval(1.0, self._put_way)

    @property
    def text(self) -> TextArea:
        return self.query_one("#text", TextArea)

    def _put_title(self) -> None:
        unfinished = _("left unfinished: ctrl+n starts anew") if self._kept.get("text") else ""
        self.title_is(_("To {name}").format(name=shown(self._talk.name)), unfinished)

    # by which channel ---------------------------------------------------------------------------------------------------

    def _left(self, way: Way) -> int | None:
        """Seconds for which a channel still takes free text."""
        return window_of(way, int(self.front.clock.seconds() - self._opened))

    def _put_way(self) -> None:
        """Say by which channel it goes and for how long it can; what reads the same is not drawn again."""
        left = self._left(self._way)
        by = _("by {channel}").format(channel=channel_name(self._way.channel))
        bits = [Bit(f" {by}", "strong"), Bit(f" · {shown(self._way.address)}", "faint")]
        words = window_words(left)
        self.query_one("#way", OneLine).put(bits, [Bit(f"{words} ", "bad" if left == 0 else "good")] if words else ())

    def action_channel(self) -> None:
        """The next channel there is."""
        ways = self._talk.ways
        self._way = ways[(ways.index(self._way) + 1) % len(ways)]
        self._wrong(_("There is no other channel to them.") if len(ways) == 1 else "")
        self._put_way()

    def _wrong(self, sentence: str) -> None:
        self.query_one("#problem", PlainText).update(sentence)

    # sending ------------------------------------------------------------------------------------------------------------

    def action_send(self) -> None:
        text = self.text.text.strip()
        if not text:
            self._wrong(_("There is nothing to send yet."))
            return
        if self._left(self._way) == 0:
            self._put_way()
            self._wrong(self._too_late())
            return
        who, by = self._talk.customer, self._way.channel
        self._wrong("")
        self.tell(lambda desk: desk.messages.reply(who, text, channel=by), self._sent, self._refused)

    def _too_late(self) -> str:
        """Why this channel takes no answer, and which do."""
        words = _("{channel} takes no free text now, only for 24 hours after they wrote there.")
        others = [channel_name(way.channel) for way in self._talk.ways if self._left(way) != 0]
        way_out = _("ctrl+t sends it by: {channels}.").format(channels=", ".join(others)) if others else ""
        no_other = _("There is no other channel.")
        return f"{words.format(channel=channel_name(self._way.channel))} {way_out or no_other}"

    def _sent(self, queued: Queued) -> None:
        self._kept.clear()
        self.dismiss(queued)

    def _refused(self, error: FrontdeskError) -> bool:
        self._wrong(self._too_late() if error.code == "window_closed" else error.sentence(_))
        return True

    def action_anew(self) -> None:
        self._kept.clear()
        self._began = ""
        self.text.load_text("")
        self._put_title()

    def action_close(self) -> None:
        """What was typed is kept for this customer."""
        text = self.text.text
        self._kept.clear()
        if text.strip() and text != self._began:
            self._kept.update(text=text, channel=self._way.channel)
            self.front.say(_("Nothing was sent; s goes on with it."))
        super().action_close()
