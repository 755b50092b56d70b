"""What is said on the phone after a booking, where the message line is too short for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.screens.dialogs.question import DEAF_FOR, Notice
from frontdesk.screens.reading_back import SEND_NOW
from frontdesk.widgets.keys import key
from frontdesk.widgets.plain_text import PlainText


class ReadBackDialog(Notice):
    """The sentence, where the message line is too short for it. An Enter too many does not close it unread."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("E", "send_now", "read_back.send", *SEND_NOW),
        key("u", "undo", "read_back.undo", N_("undo"), N_("Take the booking back")),
    ]

    def __init__(
        self, title: str, sentences: Sequence[str], send: Callable[[], bool], undo: Callable[[], None]
    ) -> None:
        super().__init__(title, sentences)
        self._send_now, self._undo = send, undo
        self._deaf_until = time.monotonic() + 2 * DEAF_FOR

    def add(self, sentence: str) -> None:
        """One more to read: what became known when the others were shown already."""
        self._sentences = [*self._sentences, sentence]
        for text in self.query("#sentences").results(PlainText):  # none while the window is still being made
            text.update("\n".join(self._sentences))

    async def on_key(self, event: events.Key) -> None:
        """Who goes on with something else has read it: ``b`` and the like are for the screen below, and what is typed then."""
        mine = event.key in self._bindings.key_to_bindings
        if event.is_printable and not mine and event.key in self.app.screen_stack[-2]._bindings.key_to_bindings:
            event.stop()
            event.prevent_default()
            self.dismiss(None)
            self.front.once_more(event)
            return
        await super().on_key(event)

    @property
    def deaf(self) -> bool:
        """Whether Enter is ignored: it may still be the one that booked."""
        return time.monotonic() < self._deaf_until

    def action_undo(self) -> None:
        """As on the screen below: what was misheard is taken back while the sentence still stands here."""
        self.dismiss(None)
        self._undo()

    def action_send_now(self) -> None:
        if self._send_now():
            self.dismiss(None)
