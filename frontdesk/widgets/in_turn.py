"""Keys in their turn: one is handed on when what the one before it began has been done, however fast they come.

A key goes through the queues of widgets and may end by opening a form. Without this, what was typed right after it
would already be on its way to the screen below, where letters are commands.
"""

from __future__ import annotations

import time
from collections import deque
from functools import partial
from typing import TypeVar

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from frontdesk.base.text import shown
from frontdesk.widgets.sparing import SparingApp

R = TypeVar("R")

AT_ONCE = 0.3
"""Seconds after a key within which another one first makes sure that the first has been dealt with."""
ROUNDS = 3
"""How often the queues are passed through: a key's own way, what it told others, and where the focus went then."""
PATIENCE = 1.0
"""Seconds after which keys go on though nothing came back, or though a screen still wants to find something out."""
LOOK_AGAIN = 0.01
RESTS_AFTER = 1.5
"""Seconds without a key after which nobody is working just now."""


class KeysInTurn(SparingApp[R], inherit_bindings=False):
    """An app in which no key overtakes what the key before it does.

    A screen may have attributes ``unready`` and ``awaits``: while one of them is true, keys wait for it; while ``deaf`` is
    true, Enter is ignored.
    """

    class Passed(Message):
        """Goes the way that a key goes, behind it; where it comes out, everything before it has been dealt with."""

        def __init__(self, turn: int, left: int) -> None:
            super().__init__()
            self.turn, self.left = turn, left

    _turn = 0
    _handed_on = 0.0
    _patience: Timer | None = None
    _written_in: Input | None = None
    """The field that the last key was a letter for."""

    _busy_since = 0.0
    """When something began that is not to be disturbed."""

    def rests(self) -> bool:
        """Whether no key has come for a while: what takes a moment is done then; for any thread."""
        return time.monotonic() - max(self._handed_on, self._busy_since) > RESTS_AFTER

    @property
    def _queue(self) -> deque[events.Key | events.Paste]:
        queue: deque[events.Key | events.Paste] | None = self.__dict__.get("_typed_ahead")
        if queue is None:
            queue = self.__dict__["_typed_ahead"] = deque()
        return queue

    @property
    def _hold_back(self) -> bool:
        screen = self.screen
        return bool(getattr(screen, "unready", False) or getattr(screen, "awaits", False))

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif not self.is_running:
            return  # the app is ending: it came too late
        elif self._queue:
            self._queue.append(event)
        elif (time.monotonic() - self._handed_on < AT_ONCE or self._hold_back) and not self._follows(event):
            self._queue.append(event)
            self._look()
        else:
            await self._hand_on(event)

    def once_more(self, event: events.Key) -> None:
        """A key that is for the screen below one that closes: it goes there before those that wait."""
        self._queue.appendleft(events.Key(event.key, event.character))
        self._look()

    async def _hand_on(self, event: events.Key | events.Paste) -> None:
        self._handed_on = time.monotonic()
        if isinstance(event, events.Key) and event.key == "enter" and getattr(self.screen, "deaf", False):
            return
        if isinstance(event, events.Paste):  # a field draws what stands in it, so nothing unseen may get there
            event.text = "\n".join(shown(line) for line in event.text.splitlines())
        focused = self.focused
        letter = isinstance(event, events.Key) and event.is_printable
        self._written_in = focused if letter and isinstance(focused, Input) else None
        await super().on_event(event)

    def _follows(self, event: events.Key | events.Paste) -> bool:
        """Whether this is one more letter for a field: they keep their order by themselves and move nothing."""
        same = self._written_in is not None and self._written_in is self.focused
        return same and isinstance(event, events.Key) and event.is_printable and not self._hold_back

    def _look(self) -> None:
        """Begin to find out whether the first key that waits may go on."""
        self._turn += 1
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(PATIENCE, partial(self._give_up, self._turn))
        self._pass(self._turn, ROUNDS)

    def _pass(self, turn: int, left: int) -> None:
        if turn != self._turn or not self.is_running:  # at the end there are no screens any more
            return
        if not (self.focused or self.screen).post_message(self.Passed(turn, left)):
            self.set_timer(LOOK_AGAIN, partial(self._pass, turn, left))  # it is being taken away just now

    async def _give_up(self, turn: int) -> None:
        if turn == self._turn and self.is_running:
            await self._next()

    async def on_keys_in_turn_passed(self, message: Passed) -> None:
        """One more round is over."""
        message.stop()
        if message.turn != self._turn or not self.is_running:
            return
        if self._hold_back:
            self.set_timer(LOOK_AGAIN, partial(self._pass, message.turn, ROUNDS))
        elif message.left > 1:
            self._pass(message.turn, message.left - 1)
        else:
            await self._next()

    async def _next(self) -> None:
        self._turn += 1
        if self._queue:
            await self._hand_on(self._queue.popleft())
        while self._queue and self._follows(self._queue[0]):
            await self._hand_on(self._queue.popleft())
        if self._queue:
            self._look()
        elif self._patience is not None:
            self._patience.stop()
            self._patience = None
