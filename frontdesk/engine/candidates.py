"""Who and what could serve: the people, rooms, equipment and tables that suit a service, in the order they are offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frontdesk.engine.values import House, LineRequest, Request, Resource, Service

Option = tuple[int, ...]
"""Resources taken together for one need: one, or the tables of a join."""


def suits(resource: Resource, service: Service, place: int) -> bool:
    """Whether a resource belongs to the location and may be used for the service."""
    return resource.place == place and (resource.services is None or service.id in resource.services)


def _suitable(house: House, service: Service, place: int, kind: str) -> list[Resource]:
    found = [r for r in house.resources.values() if r.kind == kind and suits(r, service, place)]
    return sorted(found, key=lambda r: (r.position, r.name, r.id))


def people(house: House, service: Service, place: int, line: LineRequest) -> list[int | None]:
    """Who could perform a line: the person asked for, or anybody; [None] where the service needs nobody."""
    if "staff" not in service.needs:
        return [None] if line.staff is None else []
    suitable = [person.id for person in _suitable(house, service, place, "staff")]
    return [person for person in suitable if line.staff in (None, person)]


def table_options(house: House, service: Service, place: int) -> list[tuple[int, int, Option]]:
    """(smallest party, seats, tables): single tables by seats, then joins by seats."""
    tables = sorted(_suitable(house, service, place, "table"), key=lambda table: table.seats)
    known = {table.id for table in tables}
    joins = sorted((j for j in house.joins if known.issuperset(j.tables)), key=lambda join: join.seats)
    single: list[tuple[int, int, Option]] = [(1, table.seats, (table.id,)) for table in tables]
    return single + [(join.min_party, join.seats, join.tables) for join in joins]


def options(house: House, service: Service, place: int, line: LineRequest, party: int) -> list[list[Option]]:
    """For each need besides the person what could serve it, in the order it is tried."""
    if line.resources is not None:
        known = [house.resources.get(identity) for identity in line.resources]
        fit = all(r is not None and suits(r, service, place) for r in known)
        if not line.resources:
            return []
        return [[line.resources]] if fit else [[]]
    result: list[list[Option]] = []
    for need in service.needs:
        kind, _, name = need.partition(":")
        if kind == "table":
            result.append([o for least, seats, o in table_options(house, service, place) if least <= party <= seats])
        elif kind != "staff":
            fitting = _suitable(house, service, place, kind)
            result.append([(r.id,) for r in fitting if not name or r.name == name])
    return result


def capacity(house: House, service: Service, place: int, line: LineRequest) -> int | None:
    """The largest party that the tables of a location seat; None where tables do not limit it."""
    if "table" not in service.needs:
        return None
    seated = table_options(house, service, place)
    if line.resources is None:
        return max((seats for _, seats, _ in seated), default=0)
    asked = set(line.resources)
    joined = [seats for _, seats, tables in seated if set(tables) == asked]
    tables = [house.resources[identity] for identity in asked if identity in house.resources]
    return max([*joined, sum(table.seats for table in tables if table.kind == "table")])


def places(house: House, request: Request) -> Sequence[int]:
    """Where a visit could take place: the location asked for, else those with everybody asked for, else all."""
    if request.place is not None:
        return (request.place,)
    asked = [identity for line in request.lines for identity in (line.staff, *(line.resources or ()))]
    named = {
        house.resources[identity].place for identity in asked if identity is not None and identity in house.resources
    }
    if named:
        return sorted(named)
    able = [place for place in sorted(house.places) if _able(house, request, place)]
    return able or sorted(house.places)


def _able(house: House, request: Request, place: int) -> bool:
    services: Iterable[tuple[Service, LineRequest]] = ((house.services[line.service], line) for line in request.lines)
    return all(
        service.grouped
        or (bool(people(house, service, place, line)) and all(options(house, service, place, line, request.party)))
        for service, line in services
    )
