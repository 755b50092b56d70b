"""The parts of a business file as columns of the tables, and as the images the journal keeps of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from frontdesk.desk import business_parts as parts

Values = dict[str, Any]


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def business(part: parts.BusinessPart) -> Values:
    """Columns of the business."""
    return msgspec.structs.asdict(part)


def location(part: parts.LocationPart) -> Values:
    """Columns of a location, without what hangs on it."""
    return {
        "name": part.name,
        "timezone": part.timezone,
        "has_hours": int(part.hours is not None),
        "pacing": part.pacing,
    }


def hours(week: parts.Week | None) -> list[Values]:
    """Rows of weekly hours."""
    return [
        {"weekday": day, "starts": starts, "ends": ends}
        for day, ranges in enumerate(week or ())
        for starts, ends in ranges
    ]


def away(given: tuple[parts.AwayPart, ...]) -> list[Values]:
    """Rows of absences or closures."""
    return [{"starts_local": one.starts, "ends_local": one.ends, "reason": one.reason} for one in given]


def overrides(part: parts.ResourcePart) -> list[Values]:
    """Rows of overrides."""
    return [{"day": day, "ranges": _json(ranges)} for day, ranges in part.overrides]


def resource(part: parts.ResourcePart, locations: Mapping[str, int]) -> Values:
    """Columns of a resource, without what hangs on it."""
    return {
        "location_id": locations[part.location],
        "kind": part.kind,
        "name": part.name,
        "seats": part.seats,
        "step": part.step,
        "has_hours": int(part.hours is not None),
        "all_services": int(part.services is None),
    }


def service(part: parts.ServicePart) -> Values:
    """Columns of a service, without its terms by person."""
    columns = msgspec.structs.asdict(part)
    del columns["by_staff"]
    since, length = columns.pop("processing") or (None, None)
    return {
        **columns,
        "processing_at": since,
        "processing_for": length,
        "nights": int(part.nights),
        "grouped": int(part.grouped),
        **{name: _json(columns[name]) for name in ("needs", "duration_by_party", "tags", "channels")},
    }


def performs(file: parts.BusinessFile, resources: Mapping[tuple[str, str], int], services: Mapping[str, int]) -> Any:
    """Who serves what, and on which terms: {resource: [row, …]} for every resource of the file."""
    found: dict[int, dict[int, Values]] = {}
    for one in file.resources:
        mine = found[resources[one.kind, one.name]] = {}
        for name in one.services or ():
            mine[services[name]] = {"listed": 1, "duration": None, "price": None}
    for sold in file.services:
        for terms in sold.by_staff:
            theirs = found[resources["staff", terms.staff]].setdefault(services[sold.name], {"listed": 0})
            theirs |= {"duration": terms.duration, "price": terms.price}
    return {
        number: [{"service_id": which, **row} for which, row in sorted(rows.items())] for number, rows in found.items()
    }


def series(part: parts.SeriesPart, service_id: int, location_id: int, staff_id: int | None) -> Values:
    """Columns of a series."""
    return {
        "service_id": service_id,
        "location_id": location_id,
        "resource_id": staff_id,
        "first_local": part.first,
        "duration": part.duration,
        "capacity": part.capacity,
        "rule": part.rule,
        "tags": _json(part.tags),
        "tags_match": part.tags_match,
    }


def pass_kind(part: parts.PassPart, services: Mapping[str, int]) -> Values:
    """Columns of a kind of pass."""
    columns = msgspec.structs.asdict(part)
    return {**columns, "services": _json([services[name] for name in part.services])}


def user(part: parts.UserPart, resources: Mapping[tuple[str, str], int]) -> Values:
    """Columns of a user; the token and the PIN stay as they are."""
    staff = None if part.staff is None else resources["staff", part.staff]
    return {"name": part.name, "role": part.role, "account": part.account, "resource_id": staff}


def reminder(part: parts.ReminderPart, changed_at: int) -> Values:
    """Columns of a reminder rule. ``changed_at``: epoch seconds; what was due before is not made up for."""
    return {
        "due": part.when, "channels": _json(part.channels), "template": part.template, "changed_at": changed_at,
    }  # fmt: skip


def image(part: Any) -> tuple[Values, Values | None]:
    """The journal's image of a part, and what of it is private: the reasons of absences and closures (Law 5)."""
    plain: Values = msgspec.to_builtins(part)
    reasons = []
    for one in (*plain.get("absences", ()), *plain.get("closures", ())):
        reasons.append(one.pop("reason", ""))
    return plain, {"reasons": reasons} if any(reasons) else None
