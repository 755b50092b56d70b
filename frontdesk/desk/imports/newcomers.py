"""The services and people that rows name: those of the business, and those a file brings when that is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import folded
from frontdesk.desk import planning
from frontdesk.desk.imports.wanted import Wanted, folded_name
from frontdesk.desk.work import Work
from frontdesk.engine.values import House, LineRequest, Request, Resource, Service
from frontdesk.store import imported, rules

_MINUTES = 60
"""How long a service takes of which a file says nothing else."""


class Known:
    """Names → ids in one transaction. What it adds for a row that is rejected in the end is taken back by ``settle``."""

    def __init__(self, work: Work, create_missing: bool) -> None:
        self.work = work
        self.rules = work.rules
        self.house: House = work.rules.house
        self.create = create_missing
        self.names = dict(self.rules.names)
        self._services = _by_name({one.id: one.name for one in self.house.services.values()})
        self._staff = _by_name({one.id: one.name for one in self.house.resources.values() if one.kind == "staff"})
        self._others = _by_name({one.id: one.name for one in self.house.resources.values() if one.kind != "staff"})
        self._retired_services = _by_name(self.rules.service_names)
        self._retired_staff = _by_name(
            {n: name for n, name in self.rules.names.items() if self.rules.kinds[n] == "staff"}
        )
        self._new_services: dict[int, dict[str, Any]] = {}
        self._new_people: dict[int, dict[str, Any]] = {}
        self._involved: dict[Request, set[int]] = {}

    def request(self, row: Wanted) -> Request:
        """What a row asks the engine for. Raises FrontdeskError (not_found, ambiguous)."""
        if row.lines:
            lines = tuple(
                LineRequest(
                    self._service(line.service, row, line.minutes, line.staff), self._person(line.staff, row), line.after,
                    line.minutes, None, self._resources(line.resources) or None,
                )
                for line in row.lines
            )  # fmt: skip
        else:
            staff, others = row.staff, row.resources or ()
            if staff and folded_name(staff) in self._others and folded_name(staff) not in self._staff:
                staff, others = "", (staff, *others)  # a column of tables or rooms
            service = self._service(row.service, row, row.minutes, staff)
            resources = self._resources(others) if others else None
            lines = (LineRequest(service, self._person(staff, row), None, row.minutes, None, resources),)
        return Request(lines, row.party, row.place, "import", frozenset(), row.nights)

    def involved(self, request: Request) -> set[int]:
        """Every resource that may be taken for a request."""
        line = request.lines[0]
        alone = len(request.lines) == 1 and self.house.services[line.service].needs == ("staff",) and not line.resources
        if alone and line.staff is not None:
            return {line.staff}
        alike = replace(request, lines=tuple(replace(one, duration=None) for one in request.lines))
        found = self._involved.get(alike)
        if found is None:
            found = self._involved[alike] = planning.involved(replace(self.rules, house=self.house), alike)
        return found

    def _service(self, name: str, row: Wanted, minutes: int | None, staff: str) -> int:
        found = self._one("service", name, self._services)
        if found is not None:
            return found
        if not self.create or folded_name(name) in self._retired_services:
            raise FrontdeskError("not_found", kind="service", name=name)
        needed = ("staff",) if staff or self._staff else ()
        service = Service(0, name, minutes or _MINUTES, price=row.price or 0, needs=needed, channels=frozenset())
        values = {
            "name": name,
            "duration": service.duration,
            "price": service.price,
            "needs": '["staff"]' if needed else "[]",
        }
        number = imported.add_service(self.work.connection, **values)
        self.house = replace(self.house, services={**self.house.services, number: replace(service, id=number)})
        self._services[folded_name(name)] = [(number, name)]
        self._new_services[number] = values
        return number

    def _person(self, name: str, row: Wanted) -> int | None:
        if not name:
            return None
        found = self._one("person", name, self._staff)
        if found is not None:
            return found
        if not self.create or folded_name(name) in self._retired_staff:
            raise FrontdeskError("not_found", kind="person", name=name)
        place = row.place if row.place is not None else next(iter(self.house.places))
        number = imported.add_person(self.work.connection, place, name)
        person = Resource(number, "staff", name, place)
        self.house = replace(self.house, resources={**self.house.resources, number: person})
        self.names[number] = name
        self._staff[folded_name(name)] = [(number, name)]
        self._new_people[number] = {"name": name, "kind": "staff", "location": place}
        return number

    def _resources(self, names: tuple[str, ...]) -> tuple[int, ...]:
        found = []
        for name in names:
            number = self._one("resource", name, self._others)
            if number is None:
                raise FrontdeskError("not_found", kind="resource", name=name)
            found.append(number)
        return tuple(found)

    @staticmethod
    def _one(kind: str, name: str, known: dict[str, list[tuple[int, str]]]) -> int | None:
        same = known.get(folded_name(name), [])
        if len(same) > 1:
            same = [one for one in same if one[1] == name] or same
        if len(same) > 1:
            raise FrontdeskError("ambiguous", name=name, choices=", ".join(one[1] for one in same))
        return same[0][0] if same else None

    def settle(self, accepted: Iterable[Request]) -> None:
        """Journal what was added and is used, take back what is not."""
        if not self._new_services and not self._new_people:
            return
        lines = [line for request in accepted for line in request.lines]
        services, people = {line.service for line in lines}, {line.staff for line in lines}
        for number, values in self._new_services.items():
            if number in services:
                self.work.record("import", "service", number, 1, values)
        for number, values in self._new_people.items():
            if number in people:
                self.work.record("import", "resource", number, 1, values)
        imported.drop_unused(
            self.work.connection, self._new_services.keys() - services, self._new_people.keys() - people
        )
        if services & self._new_services.keys() or people & self._new_people.keys():
            rules.stir(self.work.connection)


def _by_name(names: dict[int, str]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for number, name in names.items():
        found.setdefault(folded(name), []).append((number, name))
    return found
