"""The one source of the present moment (Law 4): everything else is given a Clock."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import Protocol


class Clock(Protocol):
    """What time it is: ``seconds`` since the Unix epoch (UTC)."""

    def seconds(self) -> float: ...


class SystemClock:
    """The machine's clock."""

    def seconds(self) -> float:
        return time.time()


class FixedClock:
    """A clock that stands still until it is moved (tests, FRONTDESK_NOW)."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def seconds(self) -> float:
        return self._seconds

    def move(self, seconds: float) -> None:
        """Go forward (or back) by so many seconds."""
        self._seconds += seconds

    @classmethod
    def at(cls, text: str) -> FixedClock:
        """A clock that stands at an ISO 8601 instant with offset. Raises ValueError."""
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("an offset is needed, as in 2026-11-23T08:00:00+01:00")
        return cls(moment.timestamp())


def clock_from_environment() -> Clock:
    """FRONTDESK_NOW freezes the clock (a testing aid). Raises ValueError when it cannot be read."""
    frozen = os.environ.get("FRONTDESK_NOW")
    return FixedClock.at(frozen) if frozen else SystemClock()
