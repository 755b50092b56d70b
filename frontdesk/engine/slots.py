"""What can be offered: every free start on the grid, with who and what would take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from frontdesk.engine import zones
from frontdesk.engine.candidates import places
from frontdesk.engine.hours import Hours
from frontdesk.engine.rules import Covers, bounds, paced, pacing_limit, standing
from frontdesk.engine.starts import Frame
from frontdesk.engine.terms import duration_of, longest, shape_of
from frontdesk.engine.values import Claims, House, Request, Seats, Service, Slot, Span
from frontdesk.engine.visit import Pick, Search, board_for


def slots(
    house: House,
    request: Request,
    claims: Claims,
    sessions: Sequence[Seats],
    now: int,
    start: int,
    end: int,
    covers: Covers | None = None,
) -> list[Slot]:
    """Free starts in ``[start, end)``, epoch minutes: a row for each start and person, by start, then the person's place.

    ``claims`` must hold all that meet ``[start - buffer, end + the visit's length + buffer)``.
    """
    rows: list[Slot] = []
    for place in places(house, request):
        if standing(house, request, place):
            continue
        allowed = bounds(house, request, place, now).values()
        within = max(start, *(first for first, _ in allowed)), min(end, *(last for _, last in allowed))
        if within[0] < within[1]:
            limit = pacing_limit(house, request, place)
            found = _place_slots(house, request, place, claims, sessions, within)
            rows += [slot for slot in found if paced(limit, covers, request.party, place, slot.start)]
    rows.sort(key=lambda slot: (slot.start, *_rank(house, slot)))
    return rows


def _rank(house: House, slot: Slot) -> tuple[bool, int, str, int, int]:
    if slot.staff is None:
        return True, 0, "", slot.place, slot.session or 0
    person = house.resources[slot.staff]
    return False, person.position, person.name, slot.staff, slot.session or 0


def _place_slots(
    house: House, request: Request, place: int, claims: Claims, sessions: Sequence[Seats], within: Span
) -> Iterator[Slot]:
    board = board_for(house, request, claims, *within)
    search = Search(house, request, place, board, sessions, grid=True)
    service = search.services[0]
    alone = len(request.lines) == 1
    if service.grouped:
        return _seats(search, sorted(sessions, key=lambda s: (s.start, s.id)), within)
    if service.nights:
        return _slots(search, ((start, None) for start in _arrivals(search, within)))
    if "staff" not in service.needs:
        return _slots(search, ((start, None) for start in sorted(_led(search, within))))
    people = [person for person in search.people[0] if person is not None]
    own = {person: _person_starts(search, person, within) for person in people}
    if alone and not search.options[0]:
        return (
            Slot(start, start + search.shape(0, start, person, person=True).duration, person, (), place)
            for person in people
            for steps in own[person]
            for start in steps
        )
    return _slots(search, ((start, person) for person in people for steps in own[person] for start in steps))


def _person_starts(search: Search, person: int, within: Span) -> list[range]:
    step = search.house.resources[person].step or search.services[0].step
    shape = search.shape(0, within[0], person, person=True)
    return search.board.starts(person, shape, step, within)


def _led(search: Search, within: Span) -> set[int]:
    """Starts on the grid of the location or of what serves the first need."""
    service = search.services[0]
    shape = search.shape(0, within[0], None, person=False)
    if not search.people[0]:
        return set()
    if not search.options[0]:
        return set().union(*search.board.place_starts(search.place, shape, service.step, within))
    starts: set[int] = set()
    for resource in {option[0] for option in search.options[0][0]}:
        step = search.house.resources[resource].step or service.step
        starts.update(*search.board.starts(resource, shape, step, within))
    return starts


def _arrivals(search: Search, within: Span) -> Iterator[int]:
    first, last = zones.local(within[0], search.zone)[0], zones.local(within[1], search.zone)[0]
    for date in range(first, last + 1):
        start = zones.epoch_minute(date, search.services[0].check_in, search.zone)
        if within[0] <= start < within[1]:
            yield start


def _slots(search: Search, candidates: Iterable[tuple[int, int | None]]) -> Iterator[Slot]:
    for start, person in candidates:
        picks = search.find(start, person)
        if picks is not None:
            yield _slot(search, picks)


def _seats(search: Search, sessions: Sequence[Seats], within: Span) -> Iterator[Slot]:
    for session in sessions:
        if within[0] <= session.start < within[1] and session in search.sessions(0, session.start):
            picks = search.find(session.start, session=session.id)
            if picks is not None:
                yield _slot(search, picks, session)


def _slot(search: Search, picks: Sequence[Pick], session: Seats | None = None) -> Slot:
    staff = picks[0].staff
    others = [resource for pick in picks for resource in (pick.staff, *pick.resources)]
    taken = tuple(dict.fromkeys(resource for resource in others if resource is not None and resource != staff))
    remaining, identity = (session.capacity - session.taken, session.id) if session is not None else (1, None)
    return Slot(picks[0].start, max(p.end for p in picks), staff, taken, search.place, remaining, identity)


def free_starts(
    house: House, service: Service, resource_ids: Iterable[int], claims: Claims, start: int, end: int, party: int = 1
) -> dict[int, list[range]]:
    """Free starts in ``[start, end)`` of each resource by itself, on its grid: the fast path, for services that need one.

    Of all rules only hours, absences, closures, claims and buffers are asked; notice, horizon and the present are the
    caller's, by way of ``start`` and ``end``.
    """
    hours = Hours(house, start, end + longest(service, party))
    usual = duration_of(service, party, None)
    frames: dict[tuple[int, int, int, bool], Frame] = {}
    result: dict[int, list[range]] = {}
    for identity in resource_ids:
        resource = house.resources[identity]
        base = hours.base(identity)
        duration = usual if identity not in service.by_staff else duration_of(service, party, identity)
        key = (id(base), duration, resource.step or service.step, resource.kind == "staff")
        frame = frames.get(key)
        if frame is None:
            windows = shape_of(service, duration, person=key[3]).windows
            frame = frames[key] = Frame(base, duration, windows, key[2], (start, end))
        result[identity] = frame.starts(claims.get(identity, ()), hours.away(identity))
    return result
