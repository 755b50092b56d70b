"""Weekly and other series as sessions: made some months ahead, on the location's wall clock, never over another claim."""

from __future__ import annotations

import datetime as dt
import json
from bisect import insort
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from frontdesk.base.errors import N_
from frontdesk.desk.business_parts import SeriesPart
from frontdesk.desk.desk import Desk
from frontdesk.desk.house import Rules, load
from frontdesk.desk.work import Work
from frontdesk.engine.values import Span
from frontdesk.engine.zones import epoch_minute, local
from frontdesk.store import claims, journal, reservations, setup

AHEAD = 180
"""Days for which sessions are made."""
ENOUGH = 150
"""Days for which they must be there before more are made."""
FOREVER = dt.date.max.toordinal()
"""``made_until`` of a series that makes no more: a single date, or one taken out of the business file."""


class Series(Struct, frozen=True, kw_only=True):
    """A series with the ids of what it takes. ``rooms`` come besides the person."""

    id: int
    service: int
    location: int
    staff: int | None
    rooms: tuple[int, ...]
    part: SeriesPart
    made_until: int


class LeftOut(Struct, frozen=True):
    """A date on which no session could be made: the series' service, the local start, and what stands in the way."""

    service: str
    start: str
    reason: str
    resource: str = ""


def dates(part: SeriesPart, first: int, last: int) -> list[dt.datetime]:
    """The local starts of a series from one day to another (ordinals, both included)."""
    from dateutil.rrule import rrulestr

    start = dt.datetime.fromisoformat(part.first)
    if part.rule is None:
        return [start] if first <= start.toordinal() <= last else []
    low = max(dt.datetime.combine(dt.date.fromordinal(first), dt.time()), start)
    high = dt.datetime.combine(dt.date.fromordinal(last), dt.time.max)
    return list(rrulestr(part.rule, dtstart=start).between(low, high, inc=True))


def make(work: Work, rules: Rules, wanted: Sequence[Series], first: int, last: int | None = None) -> list[LeftOut]:
    """Make the sessions of these series from a day on, up to AHEAD days from today or ``last``; what exists stays.

    ``rules``: the set-up as it stands in this transaction. Returns the dates that were left out: the location is closed,
    or what the session takes is taken.
    """
    today = local(work.minute, rules.zone(None))[0]
    due: list[tuple[int, int, Series, str]] = []
    for one in wanted:
        until = last if last is not None else FOREVER if one.part.rule is None else today + AHEAD
        since = max(first, one.made_until + 1) if last is None else first
        there = {row.starts for row in setup.sessions_of(work.connection, one.id, 0)}
        for moment in dates(one.part, since, until):
            zone = rules.zones[one.location]
            start = epoch_minute(moment.toordinal(), moment.hour * 60 + moment.minute, zone)
            if start not in there:
                due.append((start, start + one.part.duration, one, moment.isoformat(timespec="minutes")))
    due.sort(key=lambda row: (row[0], row[2].id))
    left_out = _write(work, rules, due)
    if last is None:
        for one in wanted:
            until = FOREVER if one.part.rule is None else max(today + AHEAD, one.made_until)
            setup.change(work.connection, "series", one.id, {"made_until": until})
    return left_out


def _write(work: Work, rules: Rules, due: Sequence[tuple[int, int, Series, str]]) -> list[LeftOut]:
    if not due:
        return []
    involved = {number for _, _, one, _ in due for number in _taken_by(one)}
    reservations.lock(work.connection, involved, (), work.seconds)
    margin = 2 * max(end - start for start, end, _, _ in due) + 1440
    busy = claims.taken(work.connection, involved, due[0][0] - margin, due[-1][1] + margin, work.seconds)
    rows, taken, left_out = [], [], []
    for start, end, one, moment in due:
        service = rules.house.services[one.service]
        span = (start - service.buffer_before, end + service.buffer_after)
        obstacle = _obstacle(rules, one, (start, end), span, busy)
        if obstacle is not None:
            left_out.append(LeftOut(one.part.service, moment, *obstacle))
            continue
        for number in _taken_by(one):
            insort(busy[number], span)
        rows.append(_row(rules, one, start, end, span))
        taken.append(_taken_by(one))
    numbers = setup.add_sessions(work.connection, rows, taken)
    for number, row, resources in zip(numbers, rows, taken, strict=True):
        image = {
            "id": number, "series": row["series_id"], "service": row["service_id"], "location": row["location_id"],
            "staff": row["resource_id"], "resources": resources, "starts": row["starts"], "ends": row["ends"],
            "day": row["day"], "capacity": row["capacity"], "status": "scheduled",
        }  # fmt: skip
        where = {"location": row["location_id"], "day_after": row["day"]}
        work.record("make", "session", number, 1, image, **where)
    return left_out


def _taken_by(one: Series) -> list[int]:
    return [number for number in (one.staff, *one.rooms) if number is not None]


def _obstacle(
    rules: Rules, one: Series, session: Span, span: Span, busy: dict[int, list[Span]]
) -> tuple[str, str] | None:
    for closure in rules.house.places[one.location].closures:
        if closure.start < session[1] and closure.end > session[0]:
            return N_("the location is closed"), ""
    for number in _taken_by(one):
        if any(low < span[1] and high > span[0] for low, high in busy[number]):
            return N_("taken"), rules.names[number]
    return None


def _row(rules: Rules, one: Series, start: int, end: int, span: Span) -> dict[str, Any]:
    day, of_day = local(start, rules.zones[one.location])
    return {
        "series_id": one.id, "service_id": one.service, "location_id": one.location, "resource_id": one.staff,
        "starts": start, "ends": end, "day": day - 1 if of_day < rules.business.day_ends else day,
        "capacity": one.part.capacity, "tags": json.dumps(list(one.part.tags), ensure_ascii=False),
        "tags_match": one.part.tags_match, "claim_starts": span[0], "claim_ends": span[1],
    }  # fmt: skip


def loaded(work: Work, rules: Rules, rows: Iterable[object]) -> list[Series]:
    """Rows of the series table, with the rooms that the business file named for them."""
    return [_loaded(work, rules, row) for row in rows]


def _loaded(work: Work, rules: Rules, row: object) -> Series:
    columns = row._mapping  # type: ignore[attr-defined]
    rooms = _rooms(work, columns["id"])
    part = SeriesPart(
        service=rules.service_names[columns["service_id"]],
        location=rules.place_names[columns["location_id"]],
        staff=None if columns["resource_id"] is None else rules.names[columns["resource_id"]],
        rooms=tuple(rules.names[number] for number in rooms),
        first=columns["first_local"],
        duration=columns["duration"],
        capacity=columns["capacity"],
        rule=columns["rule"],
        tags=tuple(json.loads(columns["tags"])),
        tags_match=columns["tags_match"],
    )
    return Series(
        id=columns["id"],
        service=columns["service_id"],
        location=columns["location_id"],
        staff=columns["resource_id"],
        rooms=rooms,
        part=part,
        made_until=columns["made_until"],
    )


def _rooms(work: Work, number: int) -> tuple[int, ...]:
    """The rooms of a series; they stand in its journal, since the table has the person only."""
    version = journal.latest_version(work.connection, "series", number)
    row = journal.at_version(work.connection, "series", number, version) if version else None
    return tuple(json.loads(row.image)["room_ids"]) if row is not None and row.image is not None else ()


def extend_sessions(desk: Desk) -> list[LeftOut]:
    """Make more sessions where fewer than ENOUGH days are there; a cheap question on every other day. Idempotent."""
    today = desk.today()
    if not desk.read(lambda work: setup.series_made_before(work.connection, today + ENOUGH)):
        return []

    def extend(work: Work) -> list[LeftOut]:
        setup.hold(work.connection)
        short = setup.series_made_before(work.connection, today + ENOUGH)
        rules = load(work.connection)
        if rules is None or not short:
            return []
        running = [one for one in loaded(work, rules, short) if runs(rules, one)]
        return make(work, rules, running, today)

    return desk.write(extend)


def runs(rules: Rules, one: Series) -> bool:
    """Whether everything the series takes is still there."""
    there = one.service in rules.house.services and one.location in rules.house.places
    return there and all(number in rules.house.resources for number in _taken_by(one))
