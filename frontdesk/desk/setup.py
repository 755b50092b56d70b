"""Making a business from its file, and bringing an existing one in line with it (``init``, ``apply``)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import setup_rows as rows
from frontdesk.desk.business_file import read
from frontdesk.desk.business_parts import BusinessFile
from frontdesk.desk.desk import Desk
from frontdesk.desk.messages import texts
from frontdesk.desk.series import LeftOut
from frontdesk.desk.setup_dated import FROM_FILE, merged_dates, of_file
from frontdesk.desk.setup_present import Held, Present
from frontdesk.desk.setup_series import Aligned, align_series
from frontdesk.desk.work import Work
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import journal, setup, templates
from frontdesk.store import rules as store_rules


class Applied(msgspec.Struct, frozen=True):
    """What a file changed: ``staff Marta``, ``service Corte``, …; ``left_out``: dates of series that were not made.

    ``without_text``: texts that reminder rules name and nobody has written yet; until then those reminders fail.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    without_text: tuple[str, ...] = ()


def init(desk: Desk, path: str | Path) -> Applied:
    """Make the business of a file in an empty database.

    Raises FrontdeskError (wrong_file, wrong_business_file, already_set_up, not_allowed, database_…).
    """
    return init_with(desk, read(path))


def init_with(desk: Desk, file: BusinessFile) -> Applied:
    """As ``init``, from a file that has been read."""

    def use_case(work: Work) -> Applied:
        setup.hold(work.connection)
        owner = store_rules.business(work.connection)
        if owner is not None:
            raise FrontdeskError("already_set_up", name=owner.name)
        return Alignment(work, file, "init").run()

    return desk.write(use_case)


def apply(desk: Desk, path: str | Path) -> Applied:
    """Bring the business in line with a file, by name: adds, changes, takes out; reservations stay as they are.

    What is no longer in the file becomes inactive. Absences, overrides and closures that were entered at the desk stay.
    Raises FrontdeskError (wrong_file, wrong_business_file, not_set_up, not_allowed, database_…).
    """
    file = read(path)

    def use_case(work: Work) -> Applied:
        setup.hold(work.connection)
        if store_rules.business(work.connection) is None:
            raise FrontdeskError("not_set_up")
        return Alignment(work, file, "apply").run()

    return desk.write(use_case)


class Difference:
    """What is to be done about one kind of record: keys that are new (or back), different, gone."""

    def __init__(self, wanted: Mapping[Any, Any], present: Mapping[Any, Held]) -> None:
        self.wanted, self.present = wanted, present
        self.new = [key for key in wanted if key not in present or not present[key].active]
        self.different = [key for key, part in wanted.items() if key not in self.new and present[key].part != part]
        self.gone = [key for key, held in present.items() if held.active and key not in wanted]

    def touched(self) -> list[Any]:
        """Every key that is written."""
        return [*self.new, *self.different, *self.gone]


class Alignment:
    """One run of init or apply inside its transaction: differences first, then locks, then rows and journal.

    ``present``: what is there, where the caller has looked already.
    """

    def __init__(self, work: Work, file: BusinessFile, verb: str, present: Present | None = None) -> None:
        work.require("settings")
        self.work, self.file, self.verb = work, file, verb
        self.present = present = present or Present(work.connection)
        self.added: list[str] = []
        self.changed: list[str] = []
        self.removed: list[str] = []
        self.said: dict[tuple[str, Any], rows.Values] = {}
        self.versions: dict[int, int] = {}
        locations = {part.name: part for part in file.locations}
        resources = {(part.kind, part.name): part for part in file.resources}
        self.locations = Difference(self._dated("location", locations, present.locations), present.locations)
        self.resources = Difference(self._dated("resource", resources, present.resources), present.resources)
        self.services = Difference({part.name: part for part in file.services}, present.services)
        self.joins = Difference({frozenset(part.tables): part for part in file.joins}, present.joins)
        self.passes = Difference({part.name: part for part in file.passes}, present.passes)
        self.users = Difference({part.name: part for part in file.users}, present.users)
        self.reminders = Difference({(part.when, part.template): part for part in file.reminders}, present.reminders)
        self.location_ids = {name: held.id for name, held in present.locations.items()}
        self.resource_ids = {key: held.id for key, held in present.resources.items()}
        self.service_ids = {name: held.id for name, held in present.services.items()}

    def _dated(self, table: str, wanted: Mapping[Any, Any], present: Mapping[Any, Held]) -> dict[Any, Any]:
        """Parts with the dates that were entered at the desk; what the file itself says is remembered for the journal."""
        if self.verb not in FROM_FILE:
            return dict(wanted)
        found = {}
        for key, part in wanted.items():
            self.said[table, key] = {"from_file": of_file(part)}
            held = present.get(key)
            found[key] = part if held is None else merged_dates(self.work.connection, table, part, held)
        return found

    def run(self) -> Applied:
        """Write what differs."""
        if self.users.touched():
            self.work.require("users")
        self.versions = setup.raise_versions(self.work.connection, self._concerned())
        self._business()
        self._locations()
        self._services()
        self._resources()
        self._joins()
        self._plain("pass", "pass_kind", self.passes, lambda part: rows.pass_kind(part, self.service_ids))
        self._plain("user", "user_account", self.users, lambda part: rows.user(part, self.resource_ids))
        now = self.work.seconds
        self._plain("reminder", "reminder_rule", self.reminders, lambda part: rows.reminder(part, now))
        moved = self._positions()
        done = self._series()
        self.added += done.added
        self.changed += done.changed
        self.removed += done.removed
        if moved or self.added or self.changed or self.removed:
            store_rules.stir(self.work.connection)
        return Applied(
            tuple(self.added), tuple(self.changed), tuple(self.removed), tuple(done.left_out), self._without_text()
        )

    def _concerned(self) -> set[int]:
        """Present resources whose rules change, their location's and their services' included."""
        places = set(self.locations.touched())
        sold = set(self.services.touched())
        tables = {name for key in self.joins.touched() for name in key}
        found = {held.id for key, held in self.present.resources.items() if key in self.resources.touched()}
        for (kind, name), held in self.present.resources.items():
            serves = held.part.services
            if held.active and (
                held.part.location in places
                or (sold and (serves is None or not sold.isdisjoint(serves)))
                or (kind == "table" and name in tables)
            ):
                found.add(held.id)
        return found

    # each kind of record ----------------------------------------------------------------------------------------------

    def _without_text(self) -> tuple[str, ...]:
        own = {row.name for row in templates.template_rows(self.work.connection)}
        known = own.union(*(texts.shipped(language) for language in LANGUAGES))
        return tuple(dict.fromkeys(name for _due, name in self.reminders.new if name not in known))

    def _business(self) -> None:
        part, owner = self.file.business, self.present.owner
        if owner is None:
            number = setup.add(self.work.connection, "business", rows.business(part))
            self._record("business", number, 1, part)
            self.added.append(f"business {part.name}")
        elif self.present.business() != part:
            setup.change(
                self.work.connection, "business", owner.id, {**rows.business(part), "version": owner.version + 1}
            )
            self._record("business", owner.id, owner.version + 1, part)
            self.changed.append(f"business {part.name}")

    def _locations(self) -> None:
        def write(part: Any, number: int) -> None:
            setup.put(
                self.work.connection,
                "weekly_hours",
                {"location_id": number, "resource_id": None},
                rows.hours(part.hours),
            )
            setup.put(self.work.connection, "closure", {"location_id": number}, rows.away(part.closures))

        order = [part.name for part in self.file.locations]
        self._each("location", "location", self.locations, rows.location, order, write, self.location_ids)

    def _services(self) -> None:
        order = [part.name for part in self.file.services]
        self._each("service", "service", self.services, rows.service, order, None, self.service_ids)

    def _resources(self) -> None:
        def write(part: Any, number: int) -> None:
            connection = self.work.connection
            shifts = [{"location_id": self.location_ids[part.location], **row} for row in rows.hours(part.hours)]
            setup.put(connection, "weekly_hours", {"resource_id": number}, shifts)
            setup.put(connection, "override", {"resource_id": number}, rows.overrides(part))
            setup.put(connection, "absence", {"resource_id": number}, rows.away(part.absences))

        order = [(part.kind, part.name) for part in self.file.resources]
        self._each(
            "", "resource", self.resources, lambda part: rows.resource(part, self.location_ids), order, write,
            self.resource_ids,
        )  # fmt: skip
        if self.resources.touched() or self.services.touched():
            for number, mine in rows.performs(self.file, self.resource_ids, self.service_ids).items():
                setup.put(self.work.connection, "performs", {"resource_id": number}, mine)

    def _joins(self) -> None:
        def write(part: Any, number: int) -> None:
            tables = [{"resource_id": self.resource_ids["table", name]} for name in part.tables]
            setup.put(self.work.connection, "joined_table", {"join_id": number}, tables)

        self._each(
            "join", "table_join", self.joins, lambda part: {"seats": part.seats, "min_party": part.min_party}, None, write
        )  # fmt: skip

    def _plain(self, label: str, table: str, difference: Difference, columns: Callable[[Any], rows.Values]) -> None:
        self._each(label, table, difference, columns, None, None)

    def _each(
        self,
        label: str,
        table: str,
        difference: Difference,
        columns: Callable[[Any], rows.Values],
        order: list[Any] | None,
        write: Callable[[Any, int], None] | None,
        ids: dict[Any, int] | None = None,
    ) -> None:
        """Write one kind: its rows, what hangs on them (``write``), the journal and the names told."""
        connection = self.work.connection
        for key in [*difference.new, *difference.different]:
            part, held = difference.wanted[key], difference.present.get(key)
            values = columns(part)
            if order is not None:
                values["position"] = order.index(key)
            if held is None:
                number, version = setup.add(connection, table, values), 0
                version = 1 + journal.latest_version(connection, self._kind(table), number)
            else:
                number, version = held.id, self._next_version(table, held)
                setup.change(connection, table, number, {**values, **_marks(held, version, active=1)})
            if ids is not None:
                ids[key] = number
            if write is not None:
                write(part, number)
            self._record(self._kind(table), number, version, part, self.said.get((table, key)))
            (self.added if key in difference.new else self.changed).append(f"{label or key[0]} {_name(key)}")
        for key in difference.gone:
            held = difference.present[key]
            version = self._next_version(table, held)
            if hasattr(held.row, "active"):
                setup.change(connection, table, held.id, _marks(held, version, active=0))
                self._record(self._kind(table), held.id, version, held.part, {"active": 0})
            else:
                setup.remove(connection, table, held.id)
                self.work.record(self.verb, self._kind(table), held.id, version, None)
            self.removed.append(f"{label or key[0]} {_name(key)}")

    @staticmethod
    def _kind(table: str) -> str:
        return {"table_join": "join", "user_account": "user"}.get(table, table)

    def _next_version(self, table: str, held: Held) -> int:
        """For a resource the version it was raised to when it was locked."""
        if table == "resource":
            return self.versions[held.id]
        if hasattr(held.row, "version"):
            return int(held.row.version) + 1
        return 1 + journal.latest_version(self.work.connection, self._kind(table), held.id)

    def _record(self, kind: str, number: int, version: int, part: Any, more: rows.Values | None = None) -> None:
        plain, private = rows.image(part)
        location = self.location_ids.get(getattr(part, "location", ""))
        self.work.record(
            self.verb,
            kind,
            number,
            version,
            {"id": number, **plain, **(more or {})},
            private=private,
            location=location,
        )

    def _series(self) -> Aligned:
        return align_series(self.work, self.file, self.verb, self.reopened())

    def _positions(self) -> bool:
        """Put the order of the file into rows that are otherwise unchanged."""
        moved = False
        for table, difference, order in (
            ("location", self.locations, [part.name for part in self.file.locations]),
            ("resource", self.resources, [(part.kind, part.name) for part in self.file.resources]),
            ("service", self.services, [part.name for part in self.file.services]),
        ):
            written: set[Hashable] = {*difference.new, *difference.different}
            for position, key in enumerate(order):
                held = difference.present.get(key)
                if key not in written and held is not None and held.position != position:
                    setup.change(self.work.connection, table, held.id, {"position": position})
                    moved = True
        return moved

    def reopened(self) -> list[tuple[int, str, str]]:
        """Closures that were taken out: (location, from, to), local; sessions may take place then again."""
        found = []
        for name in self.locations.different:
            held, part = self.present.locations[name], self.locations.wanted[name]
            found += [(held.id, away.starts, away.ends) for away in held.part.closures if away not in part.closures]
        return found


def _marks(held: Held, version: int, *, active: int) -> rows.Values:
    """The columns that some tables have and others have not."""
    return {name: value for name, value in (("active", active), ("version", version)) if hasattr(held.row, name)}


def _name(key: Any) -> str:
    if isinstance(key, frozenset):
        return " + ".join(sorted(key))
    return str(key[1]) if isinstance(key, tuple) else str(key)
