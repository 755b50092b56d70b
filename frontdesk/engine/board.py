"""What is free of whom: one resource's open time and claims, asked for every start or for one, or for what is in the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from frontdesk.engine.hours import ALWAYS, Hours
from frontdesk.engine.starts import FAR, Frame, Opening
from frontdesk.engine.terms import Shape
from frontdesk.engine.values import Block, Claims, House, Span


def opening_at(openings: Sequence[Opening], instant: int) -> Opening | None:
    """The opening in which an instant lies."""
    index = bisect_left(openings, instant + 1, key=lambda opening: opening.start) - 1
    return openings[index] if index >= 0 and instant < openings[index].end else None


def _covers(openings: Sequence[Opening], start: int, end: int) -> bool:
    opening = opening_at(openings, start)
    return opening is not None and end <= opening.until


def _meets(spans: Sequence[Span], start: int, since: int, to: int) -> bool:
    return any(start + low < to and since < start + high for low, high in spans)


class Board:
    """Free time of a house's resources between two instants (epoch minutes), worked out once for each shape.

    ``ignore`` names rules that do not bind: closed, closure, absence, taken (no claim blocks), buffer.
    """

    def __init__(
        self, house: House, claims: Claims, start: int, end: int, ignore: frozenset[str] = frozenset()
    ) -> None:
        self.house = house
        self.ignore = ignore
        self.hours = Hours(house, start, end, ignore)
        self._claims = claims if "taken" not in ignore else {}
        self._within = (start, end)
        self._frames: dict[tuple[int, Shape, int, Span], Frame] = {}
        self._gaps: dict[tuple[int, Shape], list[Span]] = {}

    def _base(self, resource_id: int, shape: Shape) -> Sequence[Opening]:
        return self.hours.base(resource_id) if shape.bound and "closed" not in self.ignore else ALWAYS

    def _frame(self, base: Sequence[Opening], shape: Shape, step: int, within: Span) -> Frame:
        key = (id(base), shape, step, within)
        found = self._frames.get(key)
        if found is None:
            windows = shape.core if "buffer" in self.ignore else shape.windows
            found = self._frames[key] = Frame(base, shape.duration, windows, step, within)
        return found

    def starts(self, resource_id: int, shape: Shape, step: int, within: Span) -> list[range]:
        """Free starts on the resource's grid."""
        frame = self._frame(self._base(resource_id, shape), shape, step, within)
        return frame.starts(self._claims.get(resource_id, ()), self.hours.away(resource_id))

    def place_starts(self, place_id: int, shape: Shape, step: int, within: Span) -> list[range]:
        """Starts on the location's grid, for what needs nobody and nothing."""
        frame = self._frame(self.hours.place_base(place_id), shape, step, within)
        return frame.starts((), self.hours.closures(place_id))

    def free(self, resource_id: int, shape: Shape, start: int) -> bool:
        """Whether a resource can be had at a start, on the grid or off it."""
        key = (resource_id, shape)
        found = self._gaps.get(key)
        if found is None:
            frame = self._frame(self._base(resource_id, shape), shape, 1, self._within)
            found = frame.gaps(self._claims.get(resource_id, ()), self.hours.away(resource_id))
            self._gaps[key] = found
        index = bisect_left(found, (start, FAR)) - 1
        return index >= 0 and start <= found[index][1]

    def place_blocks(self, place_id: int, shape: Shape, start: int) -> list[Block]:
        """What of a location is in the way of a service: closed, closure."""
        end = start + shape.duration
        blocks = []
        bound = shape.bound and "closed" not in self.ignore
        if bound and not _covers(self.hours.place_base(place_id), start, end):
            blocks.append(Block("closed"))
        return blocks + self._closures(place_id, start, end)

    def _closures(self, place_id: int, start: int, end: int) -> list[Block]:
        if "closure" in self.ignore:
            return []
        closures = self.house.places[place_id].closures
        return [
            Block("closure", None, a.start, a.end, reason=a.reason) for a in closures if a.start < end and start < a.end
        ]

    def away_blocks(self, resource_id: int, start: int, end: int) -> list[Block]:
        """Absences of a resource that meet a time."""
        if "absence" in self.ignore:
            return []
        absences = self.house.resources[resource_id].absences
        return [
            Block("absence", resource_id, a.start, a.end, reason=a.reason)
            for a in absences
            if a.start < end and start < a.end
        ]

    def blocks(self, resource_id: int, shape: Shape, start: int, served: Sequence[Span] | None = None) -> list[Block]:
        """Everything of a resource and its location that is in the way of a service.

        ``served`` are the claims' services without their buffers; where they are known, a service that meets nothing but
        the buffer of another is named a matter of buffers too.
        """
        end = start + shape.duration
        place = self.house.resources[resource_id].place
        blocks = []
        if not _covers(self._base(resource_id, shape), start, end):
            # Where the location itself is closed, that is the reason, whoever was asked for.
            itself = _covers(self.hours.place_base(place), start, end)
            blocks.append(Block("closed", resource_id if itself else None))
        blocks += self._closures(place, start, end) + self.away_blocks(resource_id, start, end)
        windows = shape.core if "buffer" in self.ignore else shape.windows
        for since, to in self._claims.get(resource_id, ()):
            if _meets(windows, start, since, to):
                meant = ((since, to),) if served is None else [s for s in served if s[0] < to and since < s[1]]
                proper = any(_meets(shape.core, start, low, high) for low, high in meant)
                blocks.append(Block("taken" if proper else "buffer", resource_id, since, to))
        return blocks
