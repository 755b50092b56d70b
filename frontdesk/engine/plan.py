"""Whether one exact start can be had, and with whom: asked inside the write."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.engine import zones
from frontdesk.engine.candidates import places
from frontdesk.engine.explain import blocks_at, explain
from frontdesk.engine.rules import Covers, binds_grid
from frontdesk.engine.values import Block, Claims, House, Plan, Request, Seats
from frontdesk.engine.visit import Search, arrival, board_for, claimed_minutes, plan_of


def assign(
    house: House,
    request: Request,
    start: int,
    claims: Claims,
    sessions: Sequence[Seats],
    now: int,
    covers: Covers | None = None,
    ignore: frozenset[str] = frozenset(),
    served: Claims | None = None,
) -> Plan | list[Block]:
    """A visit at an exact start (epoch minute) with everything chosen, or every rule that blocks it.

    Where nobody is asked for, the free person with the fewest claimed minutes that local day is chosen, then by position:
    ``claims`` must hold that whole day. ``ignore`` names rules that do not bind. ``served`` are the claims' services without
    their buffers; they only help to name what is in the way.
    """
    for place in places(house, request):
        at = arrival(house, request, place, start)
        if blocks_at(house, request, place, at, now, covers, ignore):
            continue
        zone = house.places[place].zone
        date = zones.local(at, zone)[0]
        day = zones.epoch_minute(date, 0, zone), zones.epoch_minute(date + 1, 0, zone)
        busy = {person.id: 0 for person in house.resources.values() if person.kind == "staff" and person.place == place}
        for person in busy:
            busy[person] = claimed_minutes(claims, person, *day)
        board = board_for(house, request, claims, at, at + 1, ignore)
        search = Search(house, request, place, board, sessions, grid=binds_grid(request, ignore), order=busy)
        picks = search.find(at)
        if picks is not None:
            return plan_of(picks, place)
    return explain(house, request, start, claims, sessions, now, covers, ignore, served)
