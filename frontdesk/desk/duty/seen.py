"""When a user was at the screens: kept so that a handover can begin where they left. Presence, like a hold: no journal."""

from __future__ import annotations

import msgspec

from frontdesk.desk import planning
from frontdesk.desk.work import Work
from frontdesk.store import kept

MOST = 10
"""So many sessions of a user are remembered."""


def _name(work: Work) -> str:
    return f"sessions:{work.actor.name}"


def sessions(work: Work) -> list[list[int | None]]:
    """The acting user's sessions (from, until; epoch seconds), oldest first; until None: it goes on, or broke off."""
    text = kept.kept_text(work.connection, _name(work))
    return msgspec.json.decode(text, type=list[list[int | None]]) if text else []


def come(work: Work) -> int:
    """A session begins; returns its beginning, epoch seconds."""
    known = [*sessions(work), [work.seconds, None]][-MOST:]
    kept.put_text(work.connection, _name(work), msgspec.json.encode(known).decode())
    return work.seconds


def go(work: Work, came: int) -> None:
    """The session that began then ends."""
    known = sessions(work)
    for one in reversed(known):
        if one == [came, None]:
            one[1] = work.seconds
            kept.put_text(work.connection, _name(work), msgspec.json.encode(known).decode())
            return


def last(work: Work) -> int | None:
    """When the user was here last before now: the end of the latest session that is over; None: never.

    Of one that broke off only the beginning is known.
    """
    known = sessions(work)
    if known and known[-1][1] is None:
        known.pop()  # it is this one
    return (known[-1][1] or known[-1][0]) if known else None


def since(work: Work, location: int | None) -> int:
    """From when on what happened is news to the user: when they were here last, else when yesterday began."""
    before = last(work)
    if before is not None:
        return before
    place = location if location is not None else next(iter(work.rules.house.places), 0)
    return planning.day_bounds(work.rules, work.day_of(work.minute, place) - 1, location)[0] * 60


def moments(work: Work, location: int | None) -> list[int]:
    """From when on a handover may be told: the ends of sessions, the beginnings of today, yesterday and a week ago."""
    place = location if location is not None else next(iter(work.rules.house.places), 0)
    today = work.day_of(work.minute, place)
    days = [planning.day_bounds(work.rules, today - ago, location)[0] * 60 for ago in (0, 1, 7)]
    ends = [end or begin or 0 for begin, end in sessions(work)]
    return sorted({moment for moment in (*days, *ends) if moment < work.seconds})
