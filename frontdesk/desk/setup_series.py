"""The [[sessions]] of a business file: series added, changed, ended, and their sessions made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from frontdesk.desk import setup_rows as rows
from frontdesk.desk.business_parts import BusinessFile, SeriesPart
from frontdesk.desk.house import Rules, load
from frontdesk.desk.series import FOREVER, LeftOut, Series, loaded, make, runs
from frontdesk.desk.work import Work
from frontdesk.engine.zones import local
from frontdesk.store import claims, journal, reservations, setup
from frontdesk.store import rules as store_rules


@dataclass
class Aligned:
    """What became of the series; names as in setup.Applied."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def align_series(work: Work, file: BusinessFile, verb: str, reopened: Sequence[tuple[int, str, str]]) -> Aligned:
    """Bring series in line with the file; sessions in which somebody has a seat stay.

    ``reopened``: closures that were taken out, as (location, from, to) in local ISO text.
    """
    rules = load(work.connection)
    assert rules is not None
    return _Series(work, rules, verb).run(file, reopened)


def keep_series(work: Work, verb: str, reopened: Sequence[tuple[int, str, str]]) -> Aligned:
    """Leave every series as it is, but end those whose service, person, room or location was taken out of use."""
    rules = load(work.connection)
    assert rules is not None
    return _Series(work, rules, verb).keep(reopened)


class _Series:
    def __init__(self, work: Work, rules: Rules, verb: str) -> None:
        self.work, self.rules, self.verb = work, rules, verb
        self.done = Aligned()
        there = loaded(work, rules, store_rules.rows(work.connection, "series")["series"])
        self.present = {(one.service, one.location, one.staff, one.part.first): one for one in there}

    def run(self, file: BusinessFile, reopened: Sequence[tuple[int, str, str]]) -> Aligned:
        """Every series of the file, then those it no longer names."""
        today = local(self.work.minute, self.rules.zone(None))[0]
        due, settled, wanted = [], [], set()
        for part in file.series:
            one = self._resolved(part)
            identity = (one.service, one.location, one.staff, part.first)
            wanted.add(identity)
            held = self.present.get(identity)
            if held is not None and held.part == part:
                settled.append(msgspec.structs.replace(one, id=held.id, made_until=held.made_until))
            elif held is None:
                due.append(self._add(one))
            else:
                due.append(self._change(msgspec.structs.replace(one, id=held.id)))
        for identity, one in self.present.items():
            if identity not in wanted:
                self._end(one)
        self.done.left_out += make(self.work, self.rules, due, today)
        self._reopen(settled, reopened, today)
        return self.done

    def keep(self, reopened: Sequence[tuple[int, str, str]]) -> Aligned:
        """Those that can go on do."""
        settled = []
        for one in self.present.values():
            if runs(self.rules, one):
                settled.append(one)
            else:
                self._end(one)
        self._reopen(settled, reopened, local(self.work.minute, self.rules.zone(None))[0])
        return self.done

    def _reopen(self, settled: Sequence[Series], reopened: Sequence[tuple[int, str, str]], today: int) -> None:
        for location, starts, ends in reopened:
            mine = [one for one in settled if one.location == location]
            first, last = (dt.datetime.fromisoformat(text).toordinal() for text in (starts, ends))
            last = min(last, max((one.made_until for one in mine), default=0), today + 3650)
            self.done.left_out += make(self.work, self.rules, mine, max(first, today), last)

    def _resolved(self, part: SeriesPart) -> Series:
        ids = {(self.rules.kinds[number], name): number for number, name in self.rules.names.items()}
        return Series(
            id=0,
            service=_number(self.rules.service_names, part.service),
            location=_number(self.rules.place_names, part.location),
            staff=None if part.staff is None else ids["staff", part.staff],
            rooms=tuple(ids["room", name] for name in part.rooms),
            part=part,
            made_until=0,
        )

    def _columns(self, one: Series) -> rows.Values:
        return rows.series(one.part, one.service, one.location, one.staff)

    def _record(self, one: Series, version: int) -> None:
        image = {"id": one.id, **rows.image(one.part)[0], "room_ids": list(one.rooms)}
        self.work.record(self.verb, "series", one.id, version, image, location=one.location)

    def _next(self, number: int) -> int:
        return journal.latest_version(self.work.connection, "series", number) + 1

    def _add(self, one: Series) -> Series:
        one = msgspec.structs.replace(one, id=setup.add(self.work.connection, "series", self._columns(one)))
        self._record(one, self._next(one.id))
        self.done.added.append(_label(one))
        return one

    def _change(self, one: Series) -> Series:
        kept = self._clear(one)
        for row in kept:
            self._adjust(row, one)
        setup.change(self.work.connection, "series", one.id, {**self._columns(one), "made_until": 0})
        self._record(one, self._next(one.id))
        self.done.changed.append(_label(one))
        return one

    def _end(self, one: Series) -> None:
        """No more are made; those to come in which nobody has a seat go."""
        free = [row for row in setup.sessions_of(self.work.connection, one.id, self.work.minute + 1) if not row.used]
        if one.part.rule is None and one.made_until == FOREVER and not free:
            return
        self._clear(one)
        version = self._next(one.id)
        if setup.has_sessions(self.work.connection, one.id):
            setup.change(self.work.connection, "series", one.id, {"rule": None, "made_until": FOREVER})
            part = msgspec.structs.replace(one.part, rule=None)
            self._record(msgspec.structs.replace(one, part=part), version)
        else:
            setup.remove(self.work.connection, "series", one.id)
            self.work.record(self.verb, "series", one.id, version, None, location=one.location)
        self.done.removed.append(_label(one))

    def _clear(self, one: Series) -> list[Any]:
        """Delete the series' sessions to come that nobody uses; returns those that stay."""
        connection = self.work.connection
        coming = setup.sessions_of(connection, one.id, self.work.minute + 1)
        free = [row for row in coming if not row.used]
        rooms = claims.resources_of_sessions(connection, [row.id for row in free])
        taken = {number for numbers in rooms.values() for number in numbers}
        reservations.lock(connection, taken, [row.id for row in coming], self.work.seconds)
        setup.remove_sessions(connection, [row.id for row in free])
        for row in free:
            where = {"location": row.location_id, "day_before": row.day}
            self.work.record(self.verb, "session", row.id, row.version + 1, None, **where)
        return [row for row in coming if row.used]

    def _adjust(self, row: Any, one: Series) -> None:
        """Seats and tags of a session that stays; never fewer seats than are taken."""
        part = one.part
        columns = self._columns(one)
        values = {
            "capacity": max(part.capacity, row.taken),
            "tags": columns["tags"],
            "tags_match": columns["tags_match"],
        }
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        setup.change(self.work.connection, "session", row.id, {**values, "version": row.version + 1})
        image = {
            "id": row.id, "series": row.series_id, "service": row.service_id, "location": row.location_id,
            "staff": row.resource_id, "starts": row.starts, "ends": row.ends, "day": row.day,
            "capacity": values["capacity"], "status": row.status,
        }  # fmt: skip
        where = {"location": row.location_id, "day_before": row.day, "day_after": row.day}
        self.work.record(self.verb, "session", row.id, row.version + 1, image, **where)


def _number(names: dict[int, str], wanted: str) -> int:
    return next(number for number, name in names.items() if name == wanted)


def _label(one: Series) -> str:
    return f"session {one.part.service} {one.part.first}"
