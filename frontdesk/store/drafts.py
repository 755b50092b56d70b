"""Drafts in the tables: what was begun and put aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from frontdesk.store.schema import draft, hold

_ROWS = select(
    draft.c.id, draft.c.kind, draft.c.owner, draft.c.location_id, draft.c.made_at, draft.c.hold_token, draft.c.body,
    hold.c.expires_at,
).outerjoin(hold, hold.c.token == draft.c.hold_token)  # fmt: skip


def add(connection: Connection, row: dict[str, Any]) -> int:
    """Put one aside; returns its id."""
    return int(connection.execute(insert(draft).values(row).returning(draft.c.id)).scalar_one())


def since(connection: Connection, made_at: int, owner: str | None = None) -> list[Any]:
    """Those put aside after a moment (epoch seconds), the latest first, with ``expires_at`` of the hold that is there."""
    query = _ROWS.where(draft.c.made_at > made_at).order_by(draft.c.made_at.desc(), draft.c.id.desc())
    return list(connection.execute(query if owner is None else query.where(draft.c.owner == owner)))


def before(connection: Connection, made_at: int) -> list[Any]:
    """Those put aside at a moment (epoch seconds) or earlier."""
    return list(connection.execute(_ROWS.where(draft.c.made_at <= made_at)))


def find(connection: Connection, number: int) -> Any:
    """One of them, or None."""
    return connection.execute(_ROWS.where(draft.c.id == number)).first()


def remove(connection: Connection, numbers: Sequence[int]) -> int:
    """Take them out; returns how many were there."""
    return connection.execute(delete(draft).where(draft.c.id.in_(list(numbers)))).rowcount
