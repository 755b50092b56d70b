"""The agenda of a day and the lists: what the screens draw and the commands print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from frontdesk.base.codes import number_of
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean, folded
from frontdesk.desk import customers, day_values, permission, planning, reading, values
from frontdesk.desk.house import Rules
from frontdesk.desk.work import Work
from frontdesk.engine.hours import open_spans
from frontdesk.engine.values import Resource, Seats
from frontdesk.store import events as store_events
from frontdesk.store import holds as store_holds
from frontdesk.store import journal
from frontdesk.store import reservations as store
from frontdesk.store.records import ReservationRecord


def chosen(work: Work, filter: values.Filter) -> dict[str, Any]:
    """The store's words for a filter."""
    customer_id = None
    if filter.customer is not None:
        customer_id = customers.get(work, filter.customer).id
    return {
        "first": filter.first,
        "last": filter.last,
        "statuses": filter.statuses,
        "location": filter.location,
        "staff": None if filter.staff is None else [filter.staff],
        "service_id": filter.service,
        "channel": filter.channel,
        "customer_id": customer_id,
        "text": folded(clean(filter.text)),
        "seen_by": work.own_only,
        "seated": None
        if not filter.kinds or {"reservation", "session"} <= set(filter.kinds)
        else "session" in filter.kinds,
        "recurring": filter.recurring,
        "only": None if filter.codes is None else [number_of(code) or 0 for code in filter.codes],
    }


def listed(
    work: Work, filter: values.Filter, offset: int, limit: int | None, order: str, descending: bool
) -> list[values.Reservation]:
    """The reservations a filter chooses, in order."""
    work.settle_pending()
    if order not in store.ORDERS:
        raise FrontdeskError("wrong_value", field="order", problem=", ".join(store.ORDERS))
    if _only_events(filter):
        return []
    exact = _exact(work, filter)
    if exact:
        return reading.reservation_values(work, exact) if not offset else []
    ids = store.list_ids(
        work.connection,
        order=order,
        descending=descending,
        offset=offset,
        limit=limit,
        ranks=_ranks(work, order),
        **chosen(work, filter),
    )
    return reading.reservation_values(work, store.load(work.connection, ids, claims=False))


def _exact(work: Work, filter: values.Filter) -> list[ReservationRecord]:
    """The one reservation whose code was typed, whatever else is asked for; nobody looks for a code by chance."""
    number = number_of(filter.text) if filter.text else None
    if number is None or number >= 2**31:
        return []
    found = store.load(work.connection, [number], claims=False)
    own = work.own_only
    return found if found and (own is None or store.may_see(work.connection, number, *own)) else []


def _only_events(filter: values.Filter) -> bool:
    return bool(filter.kinds) and not {"reservation", "session"} & set(filter.kinds)


def _ranks(work: Work, order: str) -> dict[int, int] | None:
    """Services or people by their names, accents and case aside."""
    if order not in ("service", "staff"):
        return None
    names = work.rules.service_names if order == "service" else work.rules.names
    return {number: rank for rank, number in enumerate(sorted(names, key=lambda number: folded(names[number])))}


def count(work: Work, filter: values.Filter) -> int:
    """How many reservations a filter chooses."""
    work.settle_pending()
    if _only_events(filter):
        return 0
    return len(_exact(work, filter)) or store.count(work.connection, **chosen(work, filter))


def day(
    work: Work, day: int, location: int | None, kinds: tuple[str, ...], filter: values.Filter | None = None
) -> day_values.Day:
    """One business day: a column for each active person (table, room), with what is in it.

    What a filter does not choose (its days and location aside) is there all the same, but not ``chosen``: it takes its time.
    """
    sieve = _Sieve(work, filter)
    work.settle_pending()
    rules = work.rules
    start, end = planning.day_bounds(rules, day, location)
    shown = [
        resource
        for resource in rules.house.resources.values()
        if resource.kind in kinds and (location is None or resource.place == location)
    ]
    if permission.own_only(work.actor):
        shown = [resource for resource in shown if resource.id == work.actor.resource]
    ids = {resource.id for resource in shown}
    blocks: dict[int, list[day_values.Block]] = {number: [] for number in ids}
    # a visit that began before midnight still shows where it reaches into the day
    numbers = store.list_ids(
        work.connection,
        order="start",
        descending=False,
        offset=0,
        limit=None,
        **chosen(work, values.Filter(first=day - 1, last=day, location=location)),
    )
    stays = store.staying(work.connection, start, end)
    records = store.load(work.connection, list(dict.fromkeys([*stays, *numbers])), claims=False)
    records = [record for record in records if record.ends > start and record.starts < end]
    sieve.look_at(records)
    count = passed = 0
    for record, value in zip(records, reading.reservation_values(work, records), strict=True):
        count += record.day == day
        passed += record.day == day and record.id in sieve
        for stored, line in zip(record.lines, value.lines, strict=True):
            if stored.session is not None:
                continue
            for number in line.resource_ids:
                if number in ids:
                    blocks[number].append(_block(value, line, number, record.id in sieve))
    _add_sessions(work, start, end, location, blocks, sieve)
    for row in store_holds.live(work.connection, sorted(ids), start, end, work.seconds):
        blocks[row.resource_id].append(
            day_values.Block(
                "hold", row.starts, row.ends, row.label or row.owner, expires=row.expires_at, resource=row.resource_id
            )
        )
    events = []
    for row in store_events.between(work.connection, start, end, location):
        if (
            row.resource_id in ids and not row.all_day
        ):  # what lasts all day takes nobody's time, and no room from visits
            blocks[row.resource_id].append(
                day_values.Block(
                    "event", row.starts, row.ends, row.title, resource=row.resource_id, chosen=sieve.event(row)
                )
            )
        elif (row.resource_id is None or row.resource_id in ids) and sieve.event(row):
            events.append(event_value(rules, row))
    columns = tuple(_column(work, resource, blocks[resource.id], start, end) for resource in shown)
    return day_values.Day(
        day, start, end, rules.zone(location), columns, tuple(events), journal.last_seq(work.connection), count, passed
    )


class _Sieve:
    """What a filter chooses of a day; without one, all."""

    def __init__(self, work: Work, filter: values.Filter | None) -> None:
        plain = values.Filter() if filter is None else filter
        plain = msgspec.structs.replace(plain, first=None, last=None, location=None)
        self.filter: values.Filter | None = None if plain == values.Filter() else plain
        self._work = work
        self._visits: set[int] = set()
        self._sessions: set[int] = set()
        """The sessions in which somebody is who is chosen."""

    def look_at(self, records: Sequence[ReservationRecord]) -> None:
        """Find out which of these are chosen."""
        if self.filter is None or _only_events(self.filter):
            return
        ids = [record.id for record in records]
        exact = {record.id for record in _exact(self._work, self.filter)}
        self._visits = exact or store.chosen_among(self._work.connection, ids, **chosen(self._work, self.filter))
        self._sessions = {held for record in records if record.id in self._visits for held in record.seats}

    def __contains__(self, number: int) -> bool:
        return self.filter is None or number in self._visits

    def sessions(self, some: Sequence[Seats]) -> set[int]:
        """Which of these sessions are chosen: those in which somebody is, or that fit where nothing is asked of visits."""
        wanted = self.filter
        if wanted is None:
            return {seats.id for seats in some}
        if wanted.kinds and "session" not in wanted.kinds:
            return set()
        if wanted.statuses or wanted.channel or wanted.text or wanted.customer:
            return self._sessions
        found = {
            seats.id
            for seats in some
            if (wanted.service is None or seats.service == wanted.service)
            and (wanted.staff is None or wanted.staff in (seats.staff, *seats.resources))
        }
        if wanted.recurring is not None:
            repeated = store.repeated_sessions(self._work.connection, sorted(found))
            found = repeated if wanted.recurring else found - repeated
        return found

    def event(self, row: Any) -> bool:
        """Whether an event is chosen."""
        wanted = self.filter
        if wanted is None:
            return True
        if wanted.kinds and row.kind not in wanted.kinds:
            return False
        if wanted.statuses or wanted.channel or wanted.text or wanted.customer or wanted.service is not None:
            return False
        if wanted.staff is not None and row.resource_id != wanted.staff:
            return False
        return wanted.recurring is None or bool(row.recurring) == wanted.recurring


def _block(value: values.Reservation, line: values.Line, resource: int, chosen: bool) -> day_values.Block:
    return day_values.Block(
        kind="reservation",
        start=line.start,
        end=line.end,
        title=value.customer.name,
        status=value.status,
        code=value.code,
        customer=value.customer.name,
        service=line.service,
        party=value.party,
        version=value.version,
        resource=resource,
        chosen=chosen,
    )


def _add_sessions(
    work: Work, start: int, end: int, location: int | None, blocks: dict[int, list[day_values.Block]], sieve: _Sieve
) -> None:
    some = planning.seats_between(work, start - planning.DAY, end)
    passed = sieve.sessions(some)
    for seats in some:
        if seats.end <= start or (location is not None and seats.place != location):
            continue
        name = work.rules.service_names[seats.service]
        for number in {seats.staff, *seats.resources}:
            if number is not None and number in blocks:
                blocks[number].append(
                    day_values.Block(
                        "session",
                        seats.start,
                        seats.end,
                        name,
                        service=name,
                        session=seats.id,
                        taken=seats.taken,
                        capacity=seats.capacity,
                        resource=number,
                        chosen=seats.id in passed,
                    )
                )


def _column(work: Work, resource: Resource, blocks: list[day_values.Block], start: int, end: int) -> day_values.Column:
    rules = work.rules
    place = rules.house.places[resource.place]
    away = [
        (a.start, a.end, a.reason) for a in (*resource.absences, *place.closures) if a.end > start and a.start < end
    ]
    return day_values.Column(
        resource_value(resource),
        tuple((max(low, start), min(high, end)) for low, high in merged_spans(work, resource, start, end)),
        tuple(sorted(blocks, key=lambda block: (block.start, block.end, block.code or ""))),
        tuple(sorted(away)),
    )


def merged_spans(work: Work, resource: Resource, start: int, end: int) -> list[tuple[int, int]]:
    """A resource's open time, epoch minutes, adjoining spans made one."""
    found: list[tuple[int, int]] = []
    for opening in open_spans(work.rules.house, resource.id, start, end):
        low, high = opening[0], opening[1]
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def resource_value(resource: Resource) -> values.Resource:
    """A resource as it leaves the desk."""
    return values.Resource(resource.id, resource.kind, resource.name, resource.place, resource.seats)


def event_value(rules: Rules, row: Any) -> values.Event:
    """An event as it leaves the desk."""
    return values.Event(
        row.id,
        row.kind,
        row.title,
        row.starts,
        row.ends,
        rules.zone(row.location_id),
        rules.names.get(row.resource_id) if row.resource_id is not None else None,
        bool(row.all_day),
    )


def events(work: Work, first: int, last: int, location: int | None) -> list[values.Event]:
    """Events from one business day to another, both included."""
    start, end = planning.day_bounds(work.rules, first, location)[0], planning.day_bounds(work.rules, last, location)[1]
    return [event_value(work.rules, row) for row in store_events.between(work.connection, start, end, location)]
