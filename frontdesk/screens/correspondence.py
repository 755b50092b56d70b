"""What is done in a conversation wherever it is shown: read on, answer, save what came; whoever reads it has read it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import msgspec
from textual import events, on
from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.message_values import Conversation, Queued
from frontdesk.language.i18n import _
from frontdesk.screens.frame import MainScreen
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.message_words import channel_name, no_way_words
from frontdesk.widgets.resting import Resting
from frontdesk.widgets.thread_view import ThreadView

PAGE = 50
"""Messages read at a time."""
SEEN_AFTER = 1.0
"""Seconds for which a conversation is before somebody's eyes until it counts as read."""


class Correspondence(MainScreen):
    """A screen with a conversation on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("s", "reply", "thread.reply", N_("answer"), N_("Write to this customer")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._eyes = Resting(self, SEEN_AFTER, self._mark_seen)
        self._read_at = 0.0
        """When the conversation that is shown was read, by the clock of the desk."""
        self._told_seen: tuple[str, int] = ("", 0)

    # what a screen says itself ----------------------------------------------------------------------------------------

    @property
    def thread(self) -> ThreadView:
        raise NotImplementedError

    @property
    def correspondent(self) -> str | None:
        """The id of the customer the conversation is with."""
        raise NotImplementedError

    @property
    def thread_is_seen(self) -> bool:
        """Whether the conversation can be seen now."""
        raise NotImplementedError

    def put_ways(self) -> None:
        """Say for how long each channel takes free text; called again every second."""
        raise NotImplementedError

    # reading ----------------------------------------------------------------------------------------------------------

    def read_thread(self) -> None:
        """Read the conversation of the customer under the cursor, as far back as it is shown."""
        who = self.correspondent
        if who is None:
            self.thread.clear_talk()
            self.put_ways()
            return
        now = self.thread.talk
        limit = max(PAGE, len(now.messages) if now is not None and now.customer == who else 0)

        def show(talk: Conversation) -> None:
            if talk.customer == self.correspondent:
                self._show_talk(talk, more=len(talk.messages) >= limit)

        self.ask("thread", lambda desk: desk.messages.thread(who, limit=limit), show)

    def _show_talk(self, talk: Conversation, *, more: bool) -> None:
        before = self.thread.talk
        if before is None or before.customer != talk.customer:
            self._eyes.stir()  # somebody went there
        self._read_at = self.front.clock.seconds()
        self.thread.show_talk(talk, self.zone, self.today, more=more)
        self.put_ways()

    @property
    def passed(self) -> int:
        """Seconds since the conversation that is shown was read."""
        return max(0, int(self.front.clock.seconds() - self._read_at))

    def tick(self, seconds: float) -> None:
        super().tick(seconds)
        if self.thread.talk is not None:
            self.put_ways()

    @on(ThreadView.Older)
    def read_older(self) -> None:
        """The page before the oldest message that is shown."""
        talk = self.thread.talk
        if talk is None or not talk.messages:
            return
        first = talk.messages[0].id

        def show(older: Conversation) -> None:
            now = self.thread.talk
            if now is None or now.customer != older.customer or not now.messages or now.messages[0].id != first:
                return
            whole = msgspec.structs.replace(now, messages=(*older.messages, *now.messages))
            self.thread.show_talk(whole, self.zone, self.today, more=len(older.messages) >= PAGE)

        self.ask("older", lambda desk: desk.messages.thread(talk.customer, limit=PAGE, before=first), show)

    # having read it ---------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Somebody is here and looks; what only arrives is not read yet."""
        self._eyes.stir()

    def on_click(self, event: events.Click) -> None:
        self._eyes.stir()

    def _mark_seen(self) -> None:
        who, until = self.correspondent, self.thread.unseen
        talk = self.thread.talk
        if self.over or not self.is_current or who is None or talk is None or talk.customer != who:
            return
        if not until or not self.thread_is_seen or self._told_seen == (who, until):
            return
        self._told_seen = (who, until)

        def seen(many: int) -> None:
            self.reread()

        # no order of its own: a key pressed now is not to wait for it
        self.ask("seen", lambda desk: desk.messages.see(who, until), seen, lambda error: True)

    # answering --------------------------------------------------------------------------------------------------------

    def action_reply(self) -> None:
        who = self.correspondent
        if who is None:
            self.front.say(_("There is no customer under the cursor."))
            return
        never = self.thread.never_went if self.thread.has_focus else None
        words = never.text if never is not None else ""
        self.ask(
            "reply", lambda desk: desk.messages.thread(who, limit=PAGE), partial(self._write, words), keys_wait=True
        )

    def _write(self, words: str, talk: Conversation) -> None:
        """Open the form for an answer, unless there is no way to somebody."""
        if not talk.ways and talk.not_set_up:
            self.front.say(no_way_words(talk), bad=True)
            return
        if not talk.ways:
            words = _("{name} has no phone, e-mail or chat: e in the card writes one down.")
            self.front.say(words.format(name=shown(talk.name)), bad=True)
            return
        from frontdesk.screens.dialogs.reply import ReplyDialog

        def written(queued: Queued | None) -> None:
            if queued is not None:
                words = _("To {name} by {channel}, in a minute; u takes it back.")
                self.front.say(words.format(name=shown(talk.name), channel=channel_name(queued.channel)))
                self.told_of(talk.customer)
                self.reread()

        self.app.push_screen(ReplyDialog(talk, self.front.replies, words), written)

    # what is under the cursor -----------------------------------------------------------------------------------------

    @on(LineList.Chosen, "ThreadView")
    def open_line(self, event: LineList.Chosen) -> None:
        """Enter: save a file, or show the rest of a long message."""
        event.stop()
        file = self.thread.file
        if file is not None:
            from frontdesk.screens.dialogs.saving import save_attached

            self.app.push_screen(save_attached(file))
        else:
            self.thread.unfold()
