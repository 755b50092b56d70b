"""The visits of the demonstration, placed day by day by the same engine that serves the desk: never one over another."""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.base.progress import FILLING, Progress
from frontdesk.desk.demo_people import Crowd, Person
from frontdesk.desk.demo_words import Profile
from frontdesk.desk.house import Rules
from frontdesk.engine.hours import open_spans
from frontdesk.engine.plan import assign
from frontdesk.engine.slots import slots
from frontdesk.engine.terms import price_of
from frontdesk.engine.values import LineRequest, Plan, Request, Resource, Seats, Service, Slot, Span
from frontdesk.engine.visit import claimed_minutes
from frontdesk.engine.zones import EPOCH_DAY, epoch_minute

DAY = 1440
WEEKS = 6
"""Weeks that are filled on either side of today."""
FULL = 0.65
"""Share of the open time that was taken in the past."""
REST_DAYS = 4
"""Days between two visits of one customer, classes aside."""
_FAILURES = 4
NIGHTS = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it was planned. ``cancelled``: its time has been given back."""

    plan: Plan
    request: Request
    person: Person
    cancelled: bool


class Diary:
    """Claims, seats and covers in memory, and the visits that made them."""

    def __init__(
        self,
        chance: random.Random,
        profile: Profile,
        rules: Rules,
        crowd: Crowd,
        claims: dict[int, list[Span]],
        sessions: Sequence[Seats],
        today: int,
    ) -> None:
        self.chance, self.profile, self.rules, self.crowd = chance, profile, rules, crowd
        self.house = rules.house
        self.claims = claims
        self.sessions = list(sessions)
        self.today = today
        self.visits: list[Visit] = []
        # The present does not bind what is laid into the past.
        self._before = (today - 7 * WEEKS - 30 - EPOCH_DAY) * DAY
        self.covers: dict[tuple[int, int], int] = {}
        self._near: dict[int, list[Span]] = {}
        self._last_visit: dict[str, int] = {}

    def fill(self, report: Progress) -> None:
        """Every day, six weeks back and six weeks ahead."""
        first, last = self.today - 7 * WEEKS, self.today + 7 * WEEKS
        for day in range(first, last + 1):
            for place in sorted(self.house.places):
                low, high = self.bounds(day, place)
                self._near = {
                    number: [span for span in spans if span[1] > low - 2 * DAY and span[0] < high + 2 * DAY]
                    for number, spans in self.claims.items()
                }
                level = self._level(day)
                self._classes(place, low, high, day, level)
                self._stays(place, day, level)
                self._appointments(place, low, high, day, level)
                self._parties(place, low, high, day, level)
            report(day - first + 1, last - first + 1, FILLING)

    def bounds(self, day: int, place: int) -> Span:
        """A business day in epoch minutes."""
        zone, ends = self.rules.zone(place), self.rules.business.day_ends
        return epoch_minute(day, ends, zone), epoch_minute(day + 1, ends, zone)

    def _level(self, day: int) -> float:
        ahead = day - self.today
        level = FULL * self.chance.uniform(0.9, 1.12) * (1.08 if day % 7 in (5, 6) else 1.0)
        return min(0.95, level if ahead <= 0 else level * (1 - ahead / (7 * WEEKS + 4)) ** 1.2)

    def _cancels(self, day: int) -> bool:
        return self.chance.random() < (0.09 if day <= self.today else 0.05)

    def _customer(self, day: int, rest: int = REST_DAYS) -> Person:
        for _ in range(6):
            person = self.crowd.draw()
            if day - self._last_visit.get(person.name, 0) >= rest:
                break
        return person

    def _keep(self, plan: Plan, request: Request, person: Person, day: int) -> None:
        cancelled = self._cancels(day)
        self._last_visit[person.name] = day
        self.visits.append(Visit(plan, request, person, cancelled))
        if cancelled:
            return
        for line in plan.lines:
            for number, low, high in line.claims:
                insort(self.claims.setdefault(number, []), (low, high))
                insort(self._near.setdefault(number, []), (low, high))
        quarter = (plan.place, plan.start - plan.start % 15)
        self.covers[quarter] = self.covers.get(quarter, 0) + request.party

    # people's appointments --------------------------------------------------------------------------------------------

    def _appointments(self, place: int, low: int, high: int, day: int, level: float) -> None:
        lacking: dict[int, float] = {}
        for person in self._staff(place):
            open_minutes = sum(
                min(o.end, high) - max(o.start, low) for o in open_spans(self.house, person.id, low, high)
            )
            if open_minutes > 0 and self._sold_by(person):
                lacking[person.id] = level * open_minutes - claimed_minutes(self._near, person.id, low, high)
        failures = dict.fromkeys(lacking, 0)
        while waiting := [
            number for number, minutes in lacking.items() if minutes > 0 and failures[number] < _FAILURES
        ]:
            number = self.chance.choice(waiting)
            plan = self._appointment(place, self.house.resources[number], low, high, day)
            if plan is None:
                failures[number] += 1
                continue
            for line in plan.lines:
                for taken, start, end in line.claims:
                    if taken in lacking:
                        lacking[taken] -= end - start

    def _staff(self, place: int) -> list[Resource]:
        return [one for one in self.house.resources.values() if one.kind == "staff" and one.place == place]

    def _sold_by(self, person: Resource) -> list[Service]:
        return [
            one
            for one in self.house.services.values()
            if "staff" in one.needs and not one.grouped and (person.services is None or one.id in person.services)
        ]

    def _appointment(self, place: int, staff: Resource, low: int, high: int, day: int) -> Plan | None:
        customer = self._customer(day)
        tags = set(customer.tags)
        sold = [one for one in self._sold_by(staff) if one.tags <= tags and one.name not in customer.never]
        if not sold:
            return None
        usual = [one for one in sold if one.id == customer.service]
        service = usual[0] if usual and self.chance.random() < 0.6 else self._favourite(sold)
        lines = [LineRequest(service.id, staff.id)]
        more = [one for one in sold if one.id != service.id and one.duration <= 60]
        if more and service.max_party == 1 and self.chance.random() < 0.07:
            lines.append(LineRequest(self.chance.choice(more).id))
        party = self._party(service)
        request = Request(tuple(lines), party, place, "desk", frozenset(customer.tags))
        found = slots(self.house, request, self._near, (), self._before, low, high)
        if not found:
            return None
        start = self._choose(found, customer, low)
        plan = assign(self.house, request, start, self._near, (), self._before)
        if not isinstance(plan, Plan):
            return None
        self._keep(plan, request, customer, day)
        return plan

    def _favourite(self, sold: Sequence[Service]) -> Service:
        return self.chance.choices(sold, [self.profile.favourites.get(one.name, 1.0) for one in sold])[0]

    def _party(self, service: Service) -> int:
        least, most = service.min_party, min(service.max_party or 8, 20)
        sizes = range(least, max(least, most) + 1)
        shares = [self.profile.parties[n - 1] if n <= len(self.profile.parties) else 0.2 for n in sizes]
        return self.chance.choices(sizes, shares)[0]

    def _choose(self, found: Sequence[Slot], customer: Person, low: int) -> int:
        """Often next to what is taken, else near the hour the customer likes."""
        starts = sorted({slot.start for slot in found})
        if self.chance.random() < 0.6:
            known = set(starts)
            tight = [start for start in starts if start - 15 not in known and start - 30 not in known]
            return self.chance.choice(tight or starts)
        if customer.minute is not None and self.chance.random() < 0.7:
            liked = low + customer.minute
            return min(starts, key=lambda start: abs(start - liked))
        return self.chance.choice(starts)

    # tables, and rooms by the hour ------------------------------------------------------------------------------------

    def _parties(self, place: int, low: int, high: int, day: int, level: float) -> None:
        sold = [
            one
            for one in self.house.services.values()
            if one.needs and "staff" not in one.needs and not one.nights and not one.grouped
        ]
        if not sold:
            return
        wanted = round(self.profile.lively * level / FULL * self.chance.uniform(0.85, 1.15))
        for _ in range(wanted):
            service = self._favourite(sold)
            customer = self._customer(day)
            request = Request((LineRequest(service.id),), self._party(service), place, "desk")
            starts: list[int] = []
            for since, until in self.profile.hours.get(service.name, ((0, DAY - 1),)):
                first = epoch_minute(day, since, self.rules.zone(place))
                last = epoch_minute(day, until, self.rules.zone(place))
                if low <= first and last < high:
                    free = slots(self.house, request, self._near, (), self._before, first, last + 1, self.covers)
                    starts += [slot.start for slot in free]
            if starts:
                start = self.chance.choice(starts)
                plan = assign(self.house, request, start, self._near, (), self._before, self.covers)
                if isinstance(plan, Plan):
                    self._keep(plan, request, customer, day)

    # nights -----------------------------------------------------------------------------------------------------------

    def _stays(self, place: int, day: int, level: float) -> None:
        for service in self.house.services.values():
            if not service.nights:
                continue
            rooms = [
                one.id
                for one in self.house.resources.values()
                if one.kind == "room" and one.place == place and (one.services is None or service.id in one.services)
            ]
            arrival = epoch_minute(day, service.check_in, self.rules.zone(place))
            taken = sum(any(low <= arrival < high for low, high in self.claims.get(room, ())) for room in rooms)
            wanted = min(len(rooms), int(level * len(rooms) + self.chance.random()))
            for _ in range(wanted - taken):
                nights = self.chance.choice(NIGHTS)
                request = Request((LineRequest(service.id),), self._party(service), place, nights=nights)
                plan = assign(self.house, request, arrival, self.claims, (), self._before)
                if isinstance(plan, Plan):
                    self._keep(plan, request, self._customer(day, 20), day)

    # classes ----------------------------------------------------------------------------------------------------------

    def _classes(self, place: int, low: int, high: int, day: int, level: float) -> None:
        for session in self.sessions:
            if session.place != place or not low <= session.start < high:
                continue
            service = self.house.services[session.service]
            seats = min(session.capacity, round(session.capacity * level * self.chance.uniform(0.55, 1.65)))
            request = Request((LineRequest(service.id, session=session.id),), 1, place)
            plan = assign(self.house, request, session.start, self._near, (session,), self._before)
            if not isinstance(plan, Plan):
                continue
            names: set[str] = set()
            free = session.capacity - session.taken
            while len(names) < seats:
                person = self._customer(day, 2)
                if person.name in names or service.name in person.never:
                    continue
                names.add(person.name)
                party = 2 if free >= 2 and (service.max_party or 1) > 1 and self.chance.random() < 0.03 else 1
                if party > free:
                    break
                before = len(self.visits)
                line = replace(plan.lines[0], price=price_of(service, session.staff, party))
                self._keep(replace(plan, lines=(line,)), replace(request, party=party), person, day)
                free -= 0 if self.visits[before].cancelled else party
