"""Free starts of one resource: sorted boundaries merged as integers.

A start is forbidden strictly between two edges: a claim ``[from, to)`` forbids the starts that would touch it, closed time
those whose service would not lie inside an opening. With the lower and the upper edges sorted apart, the k-th upper edge
of a forbidden stretch and the k-th lower edge of the next enclose free starts exactly where the first is not the later.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from frontdesk.engine.values import Span

FAR = 1 << 60
"""An instant past every other (and, negated, before)."""


class Opening(NamedTuple):
    """Open time in epoch minutes. Starts lie in ``[start, end)`` on the grid that begins at ``anchor``.

    ``until`` is where the open time really ends: later than ``end`` where the next day's range follows without a break.
    """

    start: int
    end: int
    anchor: int
    until: int


class Frame:
    """Where a service fits into open time, before any claim: shared by all resources that keep the same hours.

    The service must lie inside the openings and start inside ``within``. ``windows`` are the stretches, in minutes from its
    start, that must be free of claims: they may reach past the openings. ``step`` is the grid's, in elapsed minutes.
    """

    __slots__ = ("_closes", "_opens", "duration", "openings", "phase", "step", "windows")

    def __init__(
        self,
        openings: Sequence[Opening],
        duration: int,
        windows: Sequence[Span],
        step: int = 1,
        within: Span = (-FAR, FAR),
    ) -> None:
        self.openings = openings
        self.duration = duration
        self.windows = windows
        self.step = step
        remainders = {anchor % step for _, _, anchor, _ in openings}
        self.phase = remainders.pop() if len(remainders) == 1 else None
        # With one window the few openings are shifted, so that the many claims' columns are merged as they are.
        begin, past = (windows[0][0], windows[0][1] - duration) if len(windows) == 1 else (0, -duration)
        self._opens: list[int] = []
        self._closes: list[int] = []
        since, last = within[0], within[1] - 1 + duration
        reached = -FAR
        for start, _, _, until in openings:
            if until > reached and until > since and start + duration <= last:
                self._opens.append(max(start, since) + begin)
                self._closes.append(min(until, last) + past)
                reached = until

    def _edges(self, busy: Sequence[Span], away: Sequence[Span]) -> tuple[list[int], list[int], int, int]:
        """Sorted first and last free starts, still to be shifted by the two numbers that follow."""
        begin, past, lead, tail = 0, -self.duration, 0, 0
        if len(self.windows) == 1:
            ((begin, finish),) = self.windows
            past, lead, tail = finish - self.duration, -begin, -finish
            lows = [to for _, to in busy]
            highs = [since for since, _ in busy]
        else:
            lows = [to - opening for opening, _ in self.windows for _, to in busy]
            highs = [since - closing for _, closing in self.windows for since, _ in busy]
        lows += self._opens
        highs += self._closes
        if away:
            lows += [end + begin for _, end in away]
            highs += [start + past for start, _ in away]
        lows.sort()
        highs.sort()
        return lows, highs, lead, tail

    def gaps(self, busy: Sequence[Span], away: Sequence[Span] = ()) -> list[Span]:
        """Every free start, off the grid too, as (first, last), both included, epoch minutes.

        ``busy`` are claims with their buffers; the service itself keeps out of ``away``.
        """
        lows, highs, lead, tail = self._edges(busy, away)
        need = lead - tail
        return [(low + lead, high + tail) for low, high in zip(lows, highs, strict=True) if high - low >= need]

    def starts(self, busy: Sequence[Span], away: Sequence[Span] = ()) -> list[range]:
        """Free starts on the grid, ascending, epoch minutes."""
        step, phase = self.step, self.phase
        if phase is None:
            return _on_grids(self.gaps(busy, away), self.openings, step)
        lows, highs, lead, tail = self._edges(busy, away)
        need, phase, tail = lead - tail, phase - lead, tail + 1
        return [
            range(first, high + tail, step)
            for low, high in zip(lows, highs, strict=True)
            if high - low >= need and (first := low + (phase - low) % step + lead) < high + tail
        ]


def starts(
    openings: Sequence[Opening],
    busy: Sequence[Span],
    duration: int,
    before: int,
    after: int,
    step: int,
    windows: Sequence[Span] | None = None,
) -> list[range]:
    """Free starts of one resource on the grid, ascending, epoch minutes. ``busy`` are claims with their buffers.

    The service must lie inside open time and ``[start - before, start + duration + after)`` be free of claims;
    with ``windows`` only those stretches (minutes from the start) must be.
    """
    if windows is None:
        windows = ((-before, duration + after),)
    return Frame(openings, duration, windows, step).starts(busy)


def _on_grids(free: Iterable[Span], openings: Sequence[Opening], step: int) -> list[range]:
    found = []
    index = 0
    for low, high in free:
        while index < len(openings) and openings[index].end <= low:
            index += 1
        for start, end, anchor, _ in openings[index:]:
            if start > high:
                break
            first = max(low, start)
            steps = range(first + (anchor - first) % step, min(high + 1, end), step)
            if steps:
                found.append(steps)
    return found


def trim(found: list[range], start: int, end: int) -> list[range]:
    """The starts in ``[start, end)``."""
    low = bisect_left(found, start, key=lambda steps: steps[-1])
    high = bisect_left(found, end, key=lambda steps: steps[0])
    kept = found[low:high]
    if kept and kept[0][0] < start:
        first = kept[0]
        kept[0] = first[bisect_left(first, start) :]
    if kept and kept[-1][-1] >= end:
        last = kept[-1]
        kept[-1] = last[: bisect_left(last, end)]
    return kept
