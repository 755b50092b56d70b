"""What is done once keys or cursor rest: a key that is held costs one look at the clock each time, and no timer."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

NEAR = 0.005
"""Seconds; closer to the end of the rest than this it is over."""


class Resting:
    """Does something when ``seconds`` have gone by since it was last stirred."""

    def __init__(self, where: MessagePump, seconds: float, then: Callable[[], None]) -> None:
        self._where = where
        self._seconds = seconds
        self._then = then
        self._timer: Timer | None = None
        self._stirred_at = 0.0

    def stir(self) -> None:
        """Something moved: the rest begins anew."""
        self._stirred_at = time.monotonic()
        if self._timer is None:
            self._timer = self._where.set_timer(self._seconds, self._look)

    def stop(self) -> None:
        """It is not wanted any more, until something moves again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        left = self._stirred_at + self._seconds - time.monotonic()
        if left > NEAR:
            self._timer = self._where.set_timer(left, self._look)
        else:
            self._then()
