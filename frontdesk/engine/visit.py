"""A visit at one start: for each line who and what takes it, chosen so that all lines can be had together.

Offers, writes and explanations all ask here; they differ only in what they try and in which order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.engine import zones
from frontdesk.engine.board import Board, opening_at
from frontdesk.engine.candidates import Option, options, people
from frontdesk.engine.rules import customers, visible
from frontdesk.engine.terms import Shape, duration_of, longest, price_of, shape_of
from frontdesk.engine.values import Block, Claims, House, LinePlan, LineRequest, Plan, Request, Seats, Service, Span

DAY = zones.DAY


@dataclass(frozen=True, slots=True)
class Pick:
    """One line with everything chosen; ``taken`` says what it takes of whom."""

    service: int
    staff: int | None
    resources: Option
    start: int
    end: int
    price: int
    taken: tuple[tuple[int, Shape], ...] = ()
    session: int | None = None


def board_for(
    house: House, request: Request, claims: Claims, start: int, end: int, ignore: frozenset[str] = frozenset()
) -> Board:
    """A board wide enough for visits that start in ``[start, end)``, with a day to spare."""
    spare = DAY
    for line in request.lines:
        service = house.services[line.service]
        spare += longest(service, request.party, line.duration) + service.buffer_after + (line.after or 0)
        if service.nights:
            spare += (max(1, request.nights) + 1) * DAY
            # A later line's night begins at check-in time of its date, which may be before the visit.
            start -= DAY
    return Board(house, claims, start, end + spare, ignore)


def arrival(house: House, request: Request, place: int, start: int) -> int:
    """Where a visit really starts: for nights, check-in time on the local date of ``start``."""
    service = house.services[request.lines[0].service]
    if not service.nights:
        return start
    zone = house.places[place].zone
    return zones.epoch_minute(zones.local(start, zone)[0], service.check_in, zone)


class Search:
    """Finds who and what can take a visit at one location.

    ``grid``: the first line starts on the grid of whoever leads it: the person, or the first need's resource.
    ``order`` says who is tried first: the least number (else who comes first by position).
    """

    def __init__(
        self,
        house: House,
        request: Request,
        place: int,
        board: Board,
        sessions: Sequence[Seats],
        *,
        grid: bool,
        order: Mapping[int, int] | None = None,
    ) -> None:
        self.house, self.request, self.place, self.board = house, request, place, board
        self.zone = house.places[place].zone
        self.grid, self.order = grid, order
        self.services = [house.services[line.service] for line in request.lines]
        self.people = [people(house, s, place, line) for s, line in self._lines()]
        self.options = [options(house, s, place, line, request.party) for s, line in self._lines()]
        self._sessions: dict[int, list[Seats]] = {}
        for session in sessions:
            self._sessions.setdefault(session.start, []).append(session)
        self._seats = {session.id: session for session in sessions}
        self._picks: dict[tuple[int, int], list[Pick]] = {}

    def _lines(self) -> Iterator[tuple[Service, LineRequest]]:
        return zip(self.services, self.request.lines, strict=True)

    def find(self, start: int, staff: int | None = None, session: int | None = None) -> list[Pick] | None:
        """The first way in which the visit can start then, with that person or in that session where one is given."""
        for pick in self._line_picks(0, self.line_start(0, start, start), staff):
            if session in (None, pick.session):
                found = self._extend(start, [pick])
                if found is not None:
                    return found
        return None

    def _extend(self, start: int, chosen: list[Pick]) -> list[Pick] | None:
        index = len(chosen)
        if index == len(self.services):
            return chosen
        at = self.line_start(index, start, chosen[-1].end)
        picks = self._picks.get((index, at))
        if picks is None:
            picks = self._picks[index, at] = list(self._line_picks(index, at))
        for pick in picks:
            if not any(self._clash(pick, other, chosen) for other in chosen):
                found = self._extend(start, [*chosen, pick])
                if found is not None:
                    return found
        return None

    def line_start(self, index: int, start: int, reached: int) -> int:
        """When a line starts, in a visit that starts then and whose line before ends at ``reached``.

        The first line is where the visit starts, whatever its ``after``.
        """
        after = self.request.lines[index].after if index else 0
        at = reached if after is None else start + after
        if not self.services[index].nights:
            return at
        return zones.epoch_minute(zones.local(at, self.zone)[0], self.services[index].check_in, self.zone)

    def shape(self, index: int, at: int, staff: int | None, *, person: bool) -> Shape:
        """What a line takes of a person or of anything else, performed by ``staff``."""
        service = self.services[index]
        if service.nights:
            date = zones.local(at, self.zone)[0] + max(1, self.request.nights)
            minutes = zones.epoch_minute(date, service.check_out, self.zone) - at
        else:
            minutes = duration_of(service, self.request.party, staff, self.request.lines[index].duration)
        return shape_of(service, minutes, person=person)

    def _line_picks(self, index: int, at: int, only: int | None = None) -> Iterator[Pick]:
        service = self.services[index]
        if service.grouped:
            yield from self._seat_picks(index, at)
            return
        candidates = self.people[index] if only is None else [only]
        if self.order is not None and len(candidates) > 1:
            order = self.order
            candidates = sorted(candidates, key=lambda person: order.get(person, 0) if person is not None else 0)
        units = max(1, self.request.nights) if service.nights else 1
        for staff in candidates:
            took: list[tuple[int, Shape]] = []
            if staff is not None:
                mine = self.shape(index, at, staff, person=True)
                if not self.board.free(staff, mine, at) or not self._leads(index, staff, at):
                    continue
                took.append((staff, mine))
            rest = self.shape(index, at, staff, person=False)
            if not took and not self.options[index] and not self._house_free(index, rest, at):
                continue
            for chosen in self._combine(index, 0, rest, at, lead=staff is None):
                taken = (*took, *((resource, rest) for resource in chosen))
                price = price_of(service, staff, units)
                yield Pick(service.id, staff, chosen, at, at + rest.duration, price, taken)

    def off_grid(self) -> Search:
        """The same search where the grid does not bind."""
        return Search(
            self.house, self.request, self.place, self.board, list(self._seats.values()), grid=False, order=self.order
        )

    def _house_free(self, index: int, shape: Shape, at: int) -> bool:
        free = not self.board.place_blocks(self.place, shape, at)
        return free and (index > 0 or not self.grid or self.on_place_grid(at) is True)

    def on_place_grid(self, at: int) -> bool | None:
        """Whether a start lies on the location's own grid; None where it is closed."""
        opening = opening_at(self.board.hours.place_base(self.place), at)
        return None if opening is None else (at - opening.anchor) % self.services[0].step == 0

    def _leads(self, index: int, resource: int, at: int) -> bool:
        return index > 0 or not self.grid or self.services[0].nights or self.on_grid(resource, at) is True

    def on_grid(self, resource: int, at: int) -> bool | None:
        """Whether a start lies on a resource's grid; None where its hours have none then."""
        opening = opening_at(self.board.hours.base(resource), at)
        if opening is None:
            return None
        return (at - opening.anchor) % (self.house.resources[resource].step or self.services[0].step) == 0

    def _combine(self, index: int, need: int, shape: Shape, at: int, *, lead: bool) -> Iterator[Option]:
        if need == len(self.options[index]):
            yield ()
            return
        for option in self.options[index][need]:
            if not all(self.board.free(resource, shape, at) for resource in option):
                continue
            if lead and need == 0 and not self._leads(index, option[0], at):
                continue
            for others in self._combine(index, need + 1, shape, at, lead=lead):
                if not set(option) & set(others):
                    yield (*option, *others)

    def sessions(self, index: int, at: int) -> list[Seats]:
        """Sessions in which a line could have its seats, as far as time, place, person and service go."""
        line = self.request.lines[index]
        return [
            session
            for session in self._sessions.get(at, ())
            if session.service == line.service
            and session.place == self.place
            and line.session in (None, session.id)
            and line.staff in (None, session.staff)
        ]

    def shown(self, session: Seats) -> bool:
        """Whether a session's own tags let the customer see it (staff see every one)."""
        return not customers(self.request) or visible(session.tags, session.tags_match, self.request.tags)

    def session_away(self, session: Seats) -> list[Block]:
        """Closures and absences that meet a session."""
        shape = Shape(session.end - session.start, (), (), bound=False)
        blocks = self.board.place_blocks(session.place, shape, session.start)
        who = session.resources if session.staff is None else (session.staff, *session.resources)
        for resource in who:
            blocks += self.board.away_blocks(resource, session.start, session.end)
        return blocks

    def _seat_picks(self, index: int, at: int) -> Iterator[Pick]:
        party = self.request.party
        for s in self.sessions(index, at):
            if s.capacity - s.taken >= party and self.shown(s) and not self.session_away(s):
                price = price_of(self.services[index], s.staff, party)
                yield Pick(s.service, s.staff, s.resources, s.start, s.end, price, session=s.id)

    def _clash(self, pick: Pick, other: Pick, chosen: Sequence[Pick]) -> bool:
        if pick.session is not None and pick.session == other.session:
            seats = self._seats[pick.session]
            same = 1 + sum(p.session == pick.session for p in chosen)
            return seats.capacity - seats.taken < same * self.request.party
        return any(
            resource == another and _cross(shape.core, pick.start, core.core, other.start)
            for resource, shape in pick.taken
            for another, core in other.taken
        )


def _cross(one: Sequence[Span], start: int, two: Sequence[Span], other: int) -> bool:
    return any(start + a < other + d and other + c < start + b for a, b in one for c, d in two)


def plan_of(picks: Sequence[Pick], place: int) -> Plan:
    """A visit as it is written. What one resource is claimed for by several lines is one claim, of the first of them."""
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for index, pick in enumerate(picks):
        for resource, shape in pick.taken:
            spans.setdefault(resource, []).extend((pick.start + a, pick.start + b, index) for a, b in shape.windows)
    claims: dict[int, list[tuple[int, int, int]]] = {}
    for resource, mine in spans.items():
        for start, end, index in _united(sorted(mine)):
            claims.setdefault(index, []).append((resource, start, end))
    lines = tuple(
        LinePlan(p.service, p.staff, p.resources, p.start, p.end, p.price, tuple(sorted(claims.get(i, ()))), p.session)
        for i, p in enumerate(picks)
    )
    return Plan(picks[0].start, max(p.end for p in picks), place, lines)


def _united(spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    result: list[tuple[int, int, int]] = []
    for start, end, index in spans:
        if result and start <= result[-1][1]:
            since, to, first = result[-1]
            result[-1] = (since, max(to, end), min(first, index))
        else:
            result.append((start, end, index))
    return result


def claimed_minutes(claims: Mapping[int, Sequence[Span]], resource: int, start: int, end: int) -> int:
    """Minutes of ``[start, end)`` that a resource is claimed for."""
    return sum(min(to, end) - max(since, start) for since, to in claims.get(resource, ()) if since < end and start < to)
