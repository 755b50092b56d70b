"""The engine's House from the tables, kept in memory until the rules change, with what else the desk knows by heart."""

from __future__ import annotations

import datetime as dt
import json
import threading
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from frontdesk.base.text import folded
from frontdesk.desk.messages.timing import Due
from frontdesk.desk.messages.timing import read as read_due
from frontdesk.desk.values import Business
from frontdesk.engine.values import Away, House, Join, Kind, Place, Resource, Service, Span, Terms, Week
from frontdesk.engine.zones import epoch_minute
from frontdesk.store import rules


@dataclass(frozen=True, slots=True)
class Conditions:
    """What cancelling and paying a service obey; minutes and minor units."""

    cancel_until: int
    late_cancel: str
    no_show: str
    fee: int
    deposit: int
    pass_use: str


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """A message that goes by itself. ``channels`` in the order in which they are tried; ``changed_at`` in epoch seconds."""

    id: int
    due: Due
    channels: tuple[str, ...]
    template: str
    changed_at: int


@dataclass(frozen=True, slots=True)
class Rules:
    """A business at one moment. ``house`` holds the active records; the names answer for inactive ones too."""

    key: int
    business: Business
    confirm: str
    house: House
    names: dict[int, str]
    kinds: dict[int, str]
    service_names: dict[int, str]
    place_names: dict[int, str]
    zones: dict[int, str]
    conditions: dict[int, Conditions]
    users: tuple[Any, ...] = ()
    reminders: tuple[ReminderRule, ...] = ()
    staff_of: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def places_of(self, service: int) -> tuple[int, ...]:
        """The locations (ids) at which something or somebody serves every need of a service."""
        sold = self.house.services[service]
        found = []
        for place in self.house.places:
            here = [
                one
                for one in self.house.resources.values()
                if one.place == place and (one.kind == "table" or one.services is None or service in one.services)
            ]
            served = {one.kind for one in here} | {f"equipment:{one.name}" for one in here if one.kind == "equipment"}
            if set(sold.needs or ("staff",)) <= served:
                found.append(place)
        return tuple(found)

    def zone(self, location: int | None) -> str:
        """The time zone of a location; of the first one where none is given."""
        if location is not None and location in self.zones:
            return self.zones[location]
        return next(iter(self.zones.values()), "UTC")


def local_minute(text: str, zone: str) -> int:
    """The epoch minute of a local wall-clock time stored as ISO text."""
    moment = dt.datetime.fromisoformat(text)
    return epoch_minute(moment.toordinal(), moment.hour * 60 + moment.minute, zone)


def _week(rows: list[Any]) -> Week:
    days: list[list[Span]] = [[] for _ in range(7)]
    for row in rows:
        days[row.weekday].append((row.starts, row.ends))
    return tuple(tuple(sorted(day)) for day in days)


_TABLES = (
    "location", "resource", "weekly_hours", "override", "absence", "closure", "service", "performs", "table_join",
    "joined_table", "user_account", "reminder_rule",
)  # fmt: skip


def load(connection: Any) -> Rules | None:
    """Read every rule; None where no business has been set up."""
    owner = rules.business(connection)
    if owner is None:
        return None
    rows = rules.rows(connection, *_TABLES)
    zones = {row.id: row.timezone for row in rows["location"]}
    hours: dict[tuple[int | None, int | None], list[Any]] = {}
    for row in rows["weekly_hours"]:
        hours.setdefault((row.location_id, row.resource_id), []).append(row)
    places = {
        row.id: Place(
            id=row.id,
            name=row.name,
            zone=row.timezone,
            week=_week(hours.get((row.id, None), [])) if row.has_hours else None,
            closures=_away([c for c in rows["closure"] if c.location_id == row.id], row.timezone),
            pacing=row.pacing,
            day_ends=owner.day_ends,
        )
        for row in rows["location"]
        if row.active
    }
    performs: dict[int, list[Any]] = {}
    terms: dict[int, dict[int, Terms]] = {}
    for row in rows["performs"]:
        if row.listed:
            performs.setdefault(row.resource_id, []).append(row.service_id)
        if row.duration is not None or row.price is not None:
            terms.setdefault(row.service_id, {})[row.resource_id] = Terms(row.duration, row.price)
    overrides: dict[int, dict[int, tuple[Span, ...]]] = {}
    for row in rows["override"]:
        spans = tuple(sorted((low, high) for low, high in json.loads(row.ranges)))
        overrides.setdefault(row.resource_id, {})[row.day] = spans
    absences: dict[int, list[Any]] = {}
    for row in rows["absence"]:
        absences.setdefault(row.resource_id, []).append(row)
    resources = {
        row.id: Resource(
            id=row.id,
            kind=cast(Kind, row.kind),
            name=row.name,
            place=row.location_id,
            seats=row.seats,
            step=row.step,
            week=_week(hours.get((row.location_id, row.id), [])) if row.has_hours else None,
            overrides=overrides.get(row.id, {}),
            absences=_away(absences.get(row.id, []), zones[row.location_id]),
            services=None if row.all_services else frozenset(performs.get(row.id, ())),
            position=row.position,
        )
        for row in rows["resource"]
        if row.active
    }
    services = {row.id: _service(row, terms.get(row.id, {})) for row in rows["service"] if row.active}
    members: dict[int, list[int]] = {}
    for row in rows["joined_table"]:
        members.setdefault(row.join_id, []).append(row.resource_id)
    joins = tuple(
        Join(tuple(members[row.id]), row.seats, row.min_party)
        for row in rows["table_join"]
        if row.id in members and all(table in resources for table in members[row.id])
    )
    return Rules(
        key=rules.house_version(connection),
        business=Business(owner.name, owner.locale, owner.currency, owner.country, owner.day_ends),
        confirm=owner.confirm,
        house=House(places, resources, services, joins),
        names={row.id: row.name for row in rows["resource"]},
        kinds={row.id: row.kind for row in rows["resource"]},
        service_names={row.id: row.name for row in rows["service"]},
        place_names={row.id: row.name for row in rows["location"]},
        zones=zones,
        conditions={
            row.id: Conditions(row.cancel_until, row.late_cancel, row.no_show, row.fee, row.deposit, row.pass_use)
            for row in rows["service"]
        },
        users=tuple(row for row in rows["user_account"] if row.active),
        reminders=tuple(
            ReminderRule(row.id, read_due(row.due), tuple(json.loads(row.channels)), row.template, row.changed_at)
            for row in rows["reminder_rule"]
        ),
        staff_of={
            number: tuple(
                r.id for r in resources.values() if r.kind == "staff" and (r.services is None or number in r.services)
            )
            for number, service in services.items()
            if "staff" in service.needs or service.grouped
        },
    )


def _away(rows: list[Any], zone: str) -> tuple[Away, ...]:
    found = [Away(local_minute(row.starts_local, zone), local_minute(row.ends_local, zone), row.reason) for row in rows]
    return tuple(sorted(found, key=lambda away: (away.start, away.end)))


def _service(row: Any, by_staff: dict[int, Terms]) -> Service:
    return Service(
        id=row.id,
        name=row.name,
        duration=row.duration,
        buffer_before=row.buffer_before,
        buffer_after=row.buffer_after,
        step=row.step,
        price=row.price,
        needs=tuple(json.loads(row.needs)),
        min_notice=row.min_notice,
        horizon=row.horizon,
        min_party=row.min_party,
        max_party=row.max_party,
        duration_by_party=tuple((size, minutes) for size, minutes in json.loads(row.duration_by_party)),
        tags=frozenset(json.loads(row.tags)),
        tags_match=cast(Literal["all", "any"], row.tags_match),
        channels=frozenset(json.loads(row.channels)),
        processing=None if row.processing_at is None else (row.processing_at, row.processing_for),
        by_staff=by_staff,
        nights=bool(row.nights),
        check_in=row.check_in,
        check_out=row.check_out,
        grouped=bool(row.grouped),
        pacing=row.pacing,
    )


class KeptRules:
    """The Rules of one database, read again only when their key has changed. Thread-safe."""

    def __init__(self) -> None:
        self._rules: Rules | None = None
        self._generation = 0
        self._lock = threading.Lock()

    def get(self, connection: Any, generation: int = 0) -> Rules | None:
        """The rules as they stand in this transaction's snapshot. ``generation``: the store's."""
        key = rules.house_version(connection)
        kept = self._rules
        if kept is not None and kept.key == key and self._generation == generation:
            return kept
        fresh = load(connection)
        with self._lock:
            self._rules, self._generation = fresh, generation
        return fresh


def pick(names: dict[int, str], wanted: str) -> list[int]:
    """The ids whose name is the wanted one, accents and case aside; exact spelling wins."""
    exact = [number for number, name in names.items() if name == wanted]
    return exact or [number for number, name in names.items() if folded(name) == folded(wanted)]
