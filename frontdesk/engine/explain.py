"""Why a time cannot be had: every rule in the way, from the search that offers times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frontdesk.engine.candidates import Option, capacity, places
from frontdesk.engine.rules import Covers, binds_grid, standing, timely
from frontdesk.engine.values import Block, Claims, House, Request, Seats
from frontdesk.engine.visit import Search, arrival, board_for


def blocks_at(
    house: House,
    request: Request,
    place: int,
    start: int,
    now: int,
    covers: Covers | None,
    ignore: frozenset[str],
) -> list[Block]:
    """What blocks a start whoever is free."""
    found = standing(house, request, place) + timely(house, request, place, start, now, covers)
    return [block for block in found if block.rule not in ignore]


def explain(
    house: House,
    request: Request,
    start: int,
    claims: Claims,
    sessions: Sequence[Seats],
    now: int,
    covers: Covers | None = None,
    ignore: frozenset[str] = frozenset(),
    served: Claims | None = None,
) -> list[Block]:
    """Every rule that blocks a start (epoch minute); empty when it can be booked.

    ``served`` are the claims' services without their buffers, sorted as claims are: with them a service that meets only
    another's buffer is named ``buffer`` and not ``taken``.
    """
    found: list[Block] = []
    for place in places(house, request):
        blocks = _place_blocks(house, request, place, start, claims, sessions, now, covers, ignore, served)
        if not blocks:
            return []
        found += blocks
    return list(dict.fromkeys(found))


def _place_blocks(
    house: House,
    request: Request,
    place: int,
    start: int,
    claims: Claims,
    sessions: Sequence[Seats],
    now: int,
    covers: Covers | None,
    ignore: frozenset[str],
    served: Claims | None,
) -> list[Block]:
    at = arrival(house, request, place, start)
    blocks = blocks_at(house, request, place, at, now, covers, ignore)
    board = board_for(house, request, claims, at, at + 1, ignore)
    grid = binds_grid(request, ignore)
    search = Search(house, request, place, board, sessions, grid=grid)
    if search.find(at) is not None:
        return blocks
    reached = at
    lines: list[Block] = []
    for index in range(len(request.lines)):
        begin = search.line_start(index, at, reached)
        if search.services[index].grouped:
            lines += _seat_blocks(search, index, begin)
            reached = max((session.end for session in search.sessions(index, begin)), default=begin)
        else:
            lines += _line_blocks(search, index, begin, served)
            reached = begin + search.shape(index, begin, request.lines[index].staff, person=False).duration
    if grid:
        lines += _grid_blocks(search, at)
    return blocks + (lines or _itself(search, at, reached))


def _line_blocks(search: Search, index: int, at: int, served: Claims | None) -> list[Block]:
    """What blocks each need of a line that nobody and nothing can serve then."""
    line = search.request.lines[index]
    blocks: list[Block] = []
    if not search.people[index]:
        blocks.append(Block("unsuited", line.staff))
    if not all(search.options[index]):
        seated = capacity(search.house, search.services[index], search.place, line)
        if seated and line.resources is None:
            blocks.append(Block("party", number=seated))
        else:
            blocks += [Block("unsuited", resource) for resource in line.resources or (None,)]
    persons = [person for person in search.people[index] if person is not None]
    blocks += _need_blocks(search, index, at, [(person,) for person in persons], served)
    for need in search.options[index]:
        blocks += _need_blocks(search, index, at, need, served)
    if not persons and not search.options[index]:
        blocks += search.board.place_blocks(search.place, search.shape(index, at, None, person=False), at)
    return blocks


def _need_blocks(search: Search, index: int, at: int, options: Iterable[Option], served: Claims | None) -> list[Block]:
    blocks: list[Block] = []
    line = search.request.lines[index]
    for option in options:
        before = len(blocks)
        for resource in option:
            person = search.house.resources[resource].kind == "staff"
            shape = search.shape(index, at, resource if person else line.staff, person=person)
            theirs = None if served is None else served.get(resource, ())
            if not search.board.free(resource, shape, at):
                blocks += search.board.blocks(resource, shape, at, theirs)
        if len(blocks) == before:
            return []
    return blocks


def _seat_blocks(search: Search, index: int, at: int) -> list[Block]:
    blocks: list[Block] = []
    for session in search.sessions(index, at):
        mine = search.session_away(session)
        if not search.shown(session):
            mine.append(Block("tags"))
        left = session.capacity - session.taken
        if left < search.request.party:
            mine.append(Block("full", session.staff, session.start, session.end, left))
        if not mine:
            return []
        blocks += mine
    return blocks or [Block("no_session")]


def _grid_blocks(search: Search, at: int) -> list[Block]:
    """Whether a start that is open for somebody lies on nobody's grid."""
    service = search.services[0]
    if service.grouped or service.nights:
        return []
    leads: list[int] = [person for person in search.people[0] if person is not None]
    if not leads and search.options[0]:
        leads = [option[0] for option in search.options[0][0]]
    lying = {search.on_grid(lead, at) for lead in leads} if leads else {search.on_place_grid(at)}
    return [Block("grid", number=service.step)] if False in lying and True not in lying else []


def _itself(search: Search, at: int, end: int) -> list[Block]:
    """Everything is free by itself: it is the visit's own lines, or its person's grid, that stand in each other's way."""
    if search.grid and search.off_grid().find(at) is not None:
        return [Block("grid", number=search.services[0].step)]
    last = len(search.services) - 1
    if search.services[last].grouped:
        return [Block("full", number=0)]
    staff = [person for person in search.people[last] if person is not None]
    own = staff or [resource for need in search.options[last] for option in need for resource in option]
    return [Block("taken", resource, at, end) for resource in own] or [Block("taken", None, at, end)]
