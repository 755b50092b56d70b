"""Absences, overrides and closures come from two sides: the business file and the desk. Each side takes out its own only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from frontdesk.desk import business_parts as parts
from frontdesk.desk.setup_present import Held
from frontdesk.store import journal

if TYPE_CHECKING:
    from sqlalchemy import Connection

FROM_FILE = ("init", "apply")


def of_file(part: Any) -> dict[str, Any]:
    """What a part says about dates, as the journal remembers it: so much came from the file."""
    said: dict[str, Any] = {
        name: [[away.starts, away.ends] for away in getattr(part, name)]
        for name in ("absences", "closures")
        if hasattr(part, name)
    }
    return said | ({"overrides": [day for day, _ in part.overrides]} if hasattr(part, "overrides") else {})


def merged_dates(connection: Connection, kind: str, part: Any, held: Held) -> Any:
    """The file's part with what the desk entered since: dates that are there and that the file never named."""
    there = of_file(held.part)
    extra = {name: [one for one in there[name] if one not in said] for name, said in of_file(part).items()}
    if not any(extra.values()):
        return part
    before = _last_said(connection, kind, held.id)
    changes: dict[str, Any] = {}
    for name in extra:
        own = [one for one in extra[name] if one not in before.get(name, ())]
        if name == "overrides":
            kept: list[Any] = [one for one in held.part.overrides if one[0] in own]
            changes[name] = tuple(sorted([*part.overrides, *kept]))
        else:
            kept = [one for one in getattr(held.part, name) if [one.starts, one.ends] in own]
            changes[name] = tuple(sorted([*getattr(part, name), *kept], key=_order))
    return msgspec.structs.replace(part, **changes)


def _order(away: parts.AwayPart) -> tuple[str, str, str]:
    return away.starts, away.ends, away.reason


def _last_said(connection: Connection, kind: str, number: int) -> dict[str, Any]:
    for row in reversed(journal.of_entity(connection, kind, number)):
        if row.verb in FROM_FILE and row.image is not None:
            said: dict[str, Any] = json.loads(row.image).get("from_file", {})
            return said
    return {}
