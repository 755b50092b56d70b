"""How far a long piece of work is, and how it is asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from frontdesk.base.errors import N_, FrontdeskError

Progress = Callable[[int, int, str], None]
"""Told (done, total, what is being done); total 0 where it is not known. Whoever is told may stop the work by raising
FrontdeskError(interrupted)."""

READING = N_("reading the file")
WRITING = N_("writing")
COPYING = N_("copying")
KEEPING = N_("keeping what is there")
FILLING = N_("filling the days")


def interrupted(problem: str, /, **params: str | int) -> FrontdeskError:
    """The error for work that was stopped; ``problem`` says what stands now."""
    return FrontdeskError("interrupted", None, problem=problem, **params)


class Course:
    """A piece of work as it goes: told by the thread that does it, read and stopped from any other."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.what = ""
        self._stop = threading.Event()

    def __call__(self, done: int, total: int, what: str) -> None:
        """Take note of how far it is. Raises FrontdeskError(interrupted) once it was asked to stop."""
        self.done, self.total, self.what = done, total, what
        if self._stop.is_set():
            raise interrupted(N_("what was done so far is kept"))

    def stop(self) -> None:
        """Ask it to stop at the next place where it can."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None where that is not known."""
        return min(1.0, self.done / self.total) if self.total > 0 else None
