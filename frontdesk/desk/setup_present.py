"""The set-up that a database holds, as the parts of a business file, so that the two can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from frontdesk.desk import business_parts as parts
from frontdesk.desk.business_words import merged
from frontdesk.store import rules

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLES = (
    "location", "resource", "weekly_hours", "override", "absence", "closure", "service", "performs", "table_join",
    "joined_table", "series", "pass_kind", "user_account", "reminder_rule",
)  # fmt: skip


class Held(NamedTuple):
    """A row with its part. ``active`` False: it was taken out of the file before."""

    id: int
    part: Any
    active: bool = True
    position: int = 0
    row: Any = None


class Present:
    """Everything that is set up, by what the file calls it.

    ``renamed``: names (table → id → name) that records are about to get. They are found by these, and the others name
    them so; only the part of the renamed record itself still has the old one, which is what differs.
    """

    def __init__(self, connection: Connection, renamed: Mapping[str, Mapping[int, str]] | None = None) -> None:
        self.rows = rules.rows(connection, *TABLES)
        self.owner = rules.business(connection)
        self.location_names = self._names("location", renamed)
        self.resource_names = self._names("resource", renamed)
        self.service_names = self._names("service", renamed)
        self._there = {row.id for row in self.rows["resource"] if row.active}
        self.locations = {
            self.location_names[row.id]: self._held(row, self._location(row)) for row in self.rows["location"]
        }
        self.resources = {
            (row.kind, self.resource_names[row.id]): self._held(row, self._resource(row))
            for row in self.rows["resource"]
        }
        self.services = {
            self.service_names[row.id]: self._held(row, self._service(row)) for row in self.rows["service"]
        }
        self.joins = {frozenset(part.tables): held for held in self._joins() for part in [held.part]}
        self.passes = {row.name: self._held(row, self._pass(row)) for row in self.rows["pass_kind"]}
        self.users = {row.name: self._held(row, self._user(row)) for row in self.rows["user_account"]}
        self.reminders = {
            (row.due, row.template): self._held(row, _reminder(row)) for row in self.rows["reminder_rule"]
        }

    def _names(self, table: str, renamed: Mapping[str, Mapping[int, str]] | None) -> dict[int, str]:
        return {row.id: row.name for row in self.rows[table]} | dict((renamed or {}).get(table, {}))

    @staticmethod
    def _held(row: Any, part: Any) -> Held:
        return Held(row.id, part, bool(getattr(row, "active", 1)), getattr(row, "position", 0), row)

    def business(self) -> parts.BusinessPart | None:
        """The business itself."""
        row = self.owner
        if row is None:
            return None
        return parts.BusinessPart(
            name=row.name,
            locale=row.locale,
            currency=row.currency,
            country=row.country,
            day_ends=row.day_ends,
            confirm=row.confirm,
        )

    def _hours(self, location: int, resource: int | None) -> parts.Week:
        mine = [row for row in self.rows["weekly_hours"] if (row.location_id, row.resource_id) == (location, resource)]
        return tuple(merged((row.starts, row.ends) for row in mine if row.weekday == day) for day in range(7))

    def _away(self, table: str, column: str, number: int) -> tuple[parts.AwayPart, ...]:
        found = [
            parts.AwayPart(starts=row.starts_local, ends=row.ends_local, reason=row.reason)
            for row in self.rows[table]
            if getattr(row, column) == number
        ]
        return tuple(sorted(found, key=lambda away: (away.starts, away.ends, away.reason)))

    def _location(self, row: Any) -> parts.LocationPart:
        return parts.LocationPart(
            name=row.name,
            timezone=row.timezone,
            hours=self._hours(row.id, None) if row.has_hours else None,
            closures=self._away("closure", "location_id", row.id),
            pacing=row.pacing,
        )

    def _resource(self, row: Any) -> parts.ResourcePart:
        listed = [one.service_id for one in self.rows["performs"] if one.resource_id == row.id and one.listed]
        overrides = [one for one in self.rows["override"] if one.resource_id == row.id]
        return parts.ResourcePart(
            kind=row.kind,
            name=row.name,
            location=self.location_names[row.location_id],
            seats=row.seats,
            services=None if row.all_services else tuple(sorted(self.service_names[number] for number in listed)),
            hours=self._hours(row.location_id, row.id) if row.has_hours else None,
            step=row.step,
            overrides=tuple(
                (one.day, tuple((low, high) for low, high in json.loads(one.ranges)))
                for one in sorted(overrides, key=lambda one: int(one.day))
            ),
            absences=self._away("absence", "resource_id", row.id),
        )

    def _service(self, row: Any) -> parts.ServicePart:
        terms = [
            parts.TermsPart(staff=self.resource_names[one.resource_id], duration=one.duration, price=one.price)
            for one in self.rows["performs"]
            if one.service_id == row.id
            and one.resource_id in self._there  # what was agreed with somebody who left is nobody's difference
            and (one.duration is not None or one.price is not None)
        ]
        return parts.ServicePart(
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
            tags=tuple(json.loads(row.tags)),
            tags_match=row.tags_match,
            pass_use=row.pass_use,
            channels=tuple(json.loads(row.channels)),
            cancel_until=row.cancel_until,
            late_cancel=row.late_cancel,
            no_show=row.no_show,
            fee=row.fee,
            deposit=row.deposit,
            processing=None if row.processing_at is None else (row.processing_at, row.processing_for),
            by_staff=tuple(sorted(terms, key=lambda one: one.staff)),
            nights=bool(row.nights),
            check_in=row.check_in,
            check_out=row.check_out,
            grouped=bool(row.grouped),
            pacing=row.pacing,
        )

    def _joins(self) -> list[Held]:
        found = []
        for row in self.rows["table_join"]:
            mine = [one.resource_id for one in self.rows["joined_table"] if one.join_id == row.id]
            tables = tuple(sorted(self.resource_names[number] for number in mine))
            part = parts.JoinPart(tables=tables, seats=row.seats, min_party=row.min_party)
            found.append(Held(row.id, part, row=row))
        return found

    def _pass(self, row: Any) -> parts.PassPart:
        return parts.PassPart(
            name=row.name,
            units=row.units,
            price=row.price,
            valid_days=row.valid_days,
            services=tuple(sorted(self.service_names[number] for number in json.loads(row.services))),
        )

    def _user(self, row: Any) -> parts.UserPart:
        staff = None if row.resource_id is None else self.resource_names[row.resource_id]
        return parts.UserPart(name=row.name, role=row.role, staff=staff, account=row.account)


def _reminder(row: Any) -> parts.ReminderPart:
    return parts.ReminderPart(when=row.due, channels=tuple(json.loads(row.channels)), template=row.template)
