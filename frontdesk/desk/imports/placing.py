"""Whether the time of a row is free and open, asked in memory for a whole chunk: claims are loaded once, then kept up."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import values
from frontdesk.desk.house import Rules
from frontdesk.desk.planning import CLOSED_RULES, TAKEN_RULES, obstacle_text
from frontdesk.engine import zones
from frontdesk.engine.board import Board
from frontdesk.engine.explain import explain
from frontdesk.engine.plan import assign
from frontdesk.engine.rules import standing
from frontdesk.engine.terms import duration_of, price_of, shape_of
from frontdesk.engine.values import Block, House, LinePlan, LineRequest, Plan, Request, Seats, Span

PAST = frozenset({"closed", "closure", "absence", "party", "pacing"})
"""Rules that do not bind what has been: only overlaps are looked for."""

AHEAD = frozenset({"pacing"})
OVERLAP = frozenset({"taken", "buffer"})
_DAY = 1440

Claims = tuple[tuple[int, int, int, int], ...]


class Taken:
    """Claims by resource, sorted, overlapping allowed."""

    def __init__(self, spans: dict[int, list[Span]]) -> None:
        self.spans = spans
        self._long = {number: [one for one in some if one[1] - one[0] > _DAY] for number, some in spans.items()}

    def meeting(self, resource: int, start: int, end: int) -> Span | None:
        """A claim of the resource that touches [start, end)."""
        some = self.spans.get(resource)
        if not some:
            return None
        index = bisect_left(some, (end,)) - 1
        while index >= 0:
            found = some[index]
            if found[1] > start:
                return found
            if found[0] < start - _DAY:
                break
            index -= 1
        return next((one for one in self._long.get(resource, ()) if one[0] < end and start < one[1]), None)

    def add(self, claims: Claims) -> None:
        """Take these from now on."""
        for resource, start, end, _ in claims:
            insort(self.spans.setdefault(resource, []), (start, end))
            if end - start > _DAY:
                self._long.setdefault(resource, []).append((start, end))

    def remove(self, claims: Claims) -> None:
        """Give these back, as far as they are known here."""
        for resource, start, end, _ in claims:
            for some in (self.spans.get(resource, []), self._long.get(resource, [])):
                if (start, end) in some:
                    some.remove((start, end))


@dataclass(slots=True)
class Placer:
    """Finds who and what serves a visit at its time. ``now``: epoch minute; ``overlap``: taken time may be taken again.

    ``stored`` tells when resources serve somebody, without buffers, as far as that is in the tables: with it a time that
    is only in the way of a buffer is named so.
    """

    rules: Rules
    house: House
    names: dict[int, str]
    taken: Taken
    now: int
    within: Span
    stored: Callable[[set[int], int, int], dict[int, list[Span]]]
    overlap: bool = False
    sessions: tuple[Seats, ...] = ()
    _serving: dict[int, list[Span]] = field(default_factory=dict)
    _open: Board | None = None

    def place(self, request: Request, start: int) -> tuple[Plan, Claims]:
        """The plan for a request at an exact start (epoch minute), with its claims. Raises FrontdeskError."""
        past = start < self.now
        first = request.lines[0]
        service = self.house.services[first.service]
        simple = len(request.lines) == 1 and first.staff is not None and service.needs == ("staff",)
        if simple and not service.nights and not service.grouped and not first.resources:
            return self._simple(request, first, start, past)
        ignore = PAST if past else AHEAD | self._hours_unknown(request)
        found = assign(self.house, request, start, self.taken.spans, self.sessions, self.now, ignore=ignore)
        if isinstance(found, Plan):
            return found, self._claims(found)
        rules = {block.rule for block in found}
        if self.overlap and rules and rules <= OVERLAP:
            forced = assign(
                self.house, request, start, self.taken.spans, self.sessions, self.now, ignore=ignore | OVERLAP
            )
            if isinstance(forced, Plan):
                return forced, self._claims(forced)
        if (
            past
            and rules <= {"unsuited", "party"}
            and not any(line.session for line in request.lines)
            and not service.grouped
        ):
            return self._as_it_was(request, start)
        raise self.refusal(self._explained(request, start, ignore) or found, start, request)

    def _explained(self, request: Request, start: int, ignore: frozenset[str]) -> list[Block]:
        served = self._served(set(self.taken.spans), start - 2 * _DAY, start + 2 * _DAY)
        return explain(
            self.house, request, start, self.taken.spans, self.sessions, self.now, ignore=ignore, served=served
        )

    def _served(self, resources: set[int], start: int, end: int) -> dict[int, list[Span]]:
        """When these serve somebody, without buffers: what is stored, and what this chunk has placed."""
        found = self.stored(resources, start, end)
        return {one: sorted([*found.get(one, ()), *self._serving.get(one, ())]) for one in resources}

    def keep(self, plan: Plan, claims: Claims) -> None:
        """Take a plan's time, and its seats, from now on."""
        self.taken.add(claims)
        for line in plan.lines:
            for resource in {line.staff, *line.resources} - {None}:
                self._serving.setdefault(resource or 0, []).append((line.start, line.end))

    def _simple(self, request: Request, line: LineRequest, start: int, past: bool) -> tuple[Plan, Claims]:
        service, staff = self.house.services[line.service], line.staff
        assert staff is not None
        person = self.house.resources[staff]
        minutes = duration_of(service, request.party, staff, line.duration)
        shape = shape_of(service, minutes, person=True)
        if not past:
            blocks = standing(self.house, request, person.place)
            if person.services is not None and service.id not in person.services:
                blocks.append(Block("unsuited", staff))
            if blocks:
                raise self.refusal(blocks, start, request)
            if not self._hours_unknown(request):
                if self._open is None:
                    self._open = Board(self.house, {}, *self.within)
                if not self._open.free(staff, shape, start):
                    raise self.refusal(self._open.blocks(staff, shape, start), start, request)
        claims = []
        for low, high in shape.windows:
            claim = (staff, start + low, start + high)
            met = self.taken.meeting(*claim)
            if met is not None and not self.overlap:
                served = [one for one in self._served({staff}, *met)[staff] if one[0] < met[1] and met[0] < one[1]] or [
                    met
                ]
                proper = any(start + a < to and since < start + b for a, b in shape.core for since, to in served)
                raise self.refusal([Block("taken" if proper else "buffer", staff, *met)], start, request)
            claims.append((*claim, int(met is not None)))
        spans = tuple(claim[:3] for claim in claims)
        plan = LinePlan(service.id, staff, (), start, start + minutes, price_of(service, staff), spans)
        return Plan(start, start + minutes, person.place, (plan,)), tuple(claims)

    def _claims(self, plan: Plan) -> Claims:
        return tuple(
            (which, low, high, int(self.taken.meeting(which, low, high) is not None))
            for line in plan.lines
            for which, low, high in line.claims
        )

    def _hours_unknown(self, request: Request) -> frozenset[str]:
        """Nobody has said yet when somebody works whom an import brought: being closed cannot bind them."""
        for line in request.lines:
            person = self.house.resources.get(line.staff) if line.staff is not None else None
            unsaid = person is not None and person.week is None and not person.overrides
            if person is not None and unsaid and self.house.places[person.place].week is None:
                return frozenset({"closed"})
        return frozenset()

    def _as_it_was(self, request: Request, start: int) -> tuple[Plan, Claims]:
        """What happened although the rules of today would not have it so: the person was taken, whatever else was."""
        plan = self.unplaced(request, start, claimed=True)
        claims = self._claims(plan)
        for which, low, high, overlaps in claims:
            met = self.taken.meeting(which, low, high) if overlaps and not self.overlap else None
            if met is not None:
                raise self.refusal([Block("taken", which, *met)], start, request)
        return plan, claims

    def unplaced(self, request: Request, start: int, *, claimed: bool = False) -> Plan:
        """A visit of which nothing is asked; without claims for one that was cancelled, expired or not kept."""
        asked = [self.house.resources.get(line.staff) for line in request.lines if line.staff is not None]
        place = request.place or next((person.place for person in asked if person), next(iter(self.house.places)))
        zone = self.house.places[place].zone
        lines, at = [], start
        for line in request.lines:
            service = self.house.services[line.service]
            begin = at if line.after is None else start + line.after
            if service.nights:
                last = zones.local(begin, zone)[0] + max(1, request.nights)
                minutes = zones.epoch_minute(last, service.check_out, zone) - begin
            else:
                minutes = duration_of(service, request.party, line.staff, line.duration)
            claims: tuple[tuple[int, int, int], ...] = ()
            if claimed and line.staff is not None:
                shape = shape_of(service, minutes, person=True)
                claims = tuple((line.staff, begin + low, begin + high) for low, high in shape.windows)
            price = price_of(service, line.staff, max(1, request.nights) if service.nights else 1)
            at = begin + minutes
            lines.append(LinePlan(service.id, line.staff, line.resources or (), begin, at, price, claims))
        return Plan(start, max(line.end for line in lines), place, tuple(lines))

    def seat(self, session: int, party: int) -> None:
        """Take seats in a session from now on."""
        self.sessions = tuple(
            replace(one, taken=one.taken + party) if one.id == session else one for one in self.sessions
        )

    def refusal(self, blocks: Sequence[Block], start: int, request: Request) -> FrontdeskError:
        """The error for a time that cannot be had, named after the rule that comes closest."""
        rules = {block.rule for block in blocks}
        if "full" in rules:
            left = next((block.number for block in blocks if block.rule == "full"), None) or 0
            return FrontdeskError("session_full", left=left, party=request.party)
        for code, some in (("slot_taken", TAKEN_RULES), ("not_open", CLOSED_RULES), ("not_bookable", rules)):
            block = next((block for block in blocks if block.rule in some), None)
            if block is not None:
                return FrontdeskError(code, what=self._clause(block))
        return FrontdeskError("slot_taken", what=self._clause(Block("taken")))

    def _clause(self, block: Block) -> str:
        concerned = self.house.resources.get(block.resource) if block.resource is not None else None
        name = self.names.get(block.resource) if block.resource is not None else None
        zone = self.rules.zone(concerned.place if concerned is not None else None)
        return obstacle_text(
            values.Obstacle(block.rule, name, block.start, block.end, block.number, block.reason, None, zone)
        )
