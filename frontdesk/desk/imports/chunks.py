"""Much writing in short transactions, so that other terminals get through (Law 1): one operation, many commits."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import WRITING, Progress
from frontdesk.desk.work import Work

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

PAUSE = 0.025
"""Seconds between two chunks."""

_AIM = 0.032
"""Seconds that a chunk shall take, so that hardly one takes more than 50 ms."""

_FIRST, _LEAST, _MOST = 20, 4, 2_000
_OF_DATA = frozenset({"slot_taken", "session_full", "already_booked"})


class Placed(Protocol):
    """Anything with the epoch minute it lies at: a chunk stays within a stretch of time."""

    @property
    def at(self) -> int: ...


Row = TypeVar("Row", bound=Placed)
Result = TypeVar("Result")


class Chunks(Generic[Row, Result]):
    """Writes rows in chunks. ``op`` is the operation they all belong to, once there is one."""

    def __init__(
        self, desk: Desk, total: int, progress: Progress | None, *, op: int | None = None, done: int = 0
    ) -> None:
        self.desk = desk
        self.op = op
        self.total = total
        self.done = done
        self.longest = 0.0
        self._progress = progress
        self._size = _FIRST

    def tell(self) -> None:
        """Say how far it has come; whoever listens may stop it by raising."""
        if self._progress is not None:
            self._progress(self.done, self.total, WRITING)

    def go(
        self,
        rows: Sequence[Row],
        write: Callable[[Work, Sequence[Row]], Result],
        keep: Callable[[Result], None],
        refuse: Callable[[Row, FrontdeskError], None],
        *,
        span: int = 14 * 1440,
    ) -> None:
        """Write all rows, in the order given. ``keep`` is told what became of each chunk once it is committed."""
        # the collector would walk through all the rows again and again, a tenth of a second each time, in mid-transaction
        gc.freeze()
        try:
            self._go(rows, write, keep, refuse, span)
        finally:
            gc.unfreeze()

    def _go(
        self,
        rows: Sequence[Row],
        write: Callable[[Work, Sequence[Row]], Result],
        keep: Callable[[Result], None],
        refuse: Callable[[Row, FrontdeskError], None],
        span: int,
    ) -> None:
        index = 0
        while index < len(rows):
            end, limit = index + 1, rows[index].at + span
            most = min(len(rows), index + self._size)
            while end < most and rows[end].at <= limit:
                end += 1
            began = time.perf_counter()
            self._write(rows[index:end], write, keep, refuse)
            took = time.perf_counter() - began
            self.longest = max(self.longest, took)
            self._adapt(end - index, took)
            self.done += end - index
            index = end
            finished = time.perf_counter()
            self.tell()
            if index < len(rows):
                time.sleep(max(0.0, PAUSE - (time.perf_counter() - finished)))

    def _adapt(self, size: int, took: float) -> None:
        if size < self._size and took < _AIM:
            return  # a short stretch of time says nothing of larger chunks
        wanted = int(size * min(1.6, max(0.3, _AIM / max(took, 1e-4))))
        self._size = max(_LEAST, min(_MOST, wanted))

    def _write(
        self,
        rows: Sequence[Row],
        write: Callable[[Work, Sequence[Row]], Result],
        keep: Callable[[Result], None],
        refuse: Callable[[Row, FrontdeskError], None],
    ) -> None:
        works: list[Work] = []

        def use_case(work: Work) -> Result:
            works.append(work)
            return write(work, rows)

        try:
            result = self.desk.write(use_case, op=self.op)
        except FrontdeskError as error:
            # The database itself refused one of them: find out which, and let the others in.
            if error.code not in _OF_DATA:
                raise
            if len(rows) == 1:
                refuse(rows[0], error)
                return
            half = len(rows) // 2
            self._write(rows[:half], write, keep, refuse)
            time.sleep(PAUSE)
            self._write(rows[half:], write, keep, refuse)
            return
        if not self.desk.dry_run:
            self.op = works[-1].op
        keep(result)
