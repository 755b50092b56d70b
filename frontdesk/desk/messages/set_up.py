"""Which channels there are: set up in the config here, or at a worker that is running (another machine's)."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.messages import choosing
from frontdesk.desk.work import Work
from frontdesk.store import workers
from frontdesk.store.outbox import OPEN, OutboxRecord

ALIVE = 90
"""Seconds after its last sign of life for which a worker counts as running."""


def channels(work: Work) -> tuple[str, ...] | None:
    """The channels that are set up, in their usual order; None: none is known, so that nobody can say which is not.

    Without a config here and with the worker at rest messages still queue for whenever it runs.
    """
    found = set(work.sends_by)
    for one in workers.beats(work.connection):
        if work.seconds - one.beat_at < ALIVE:
            found |= {name for name, _problem in one.channels}
    return tuple(name for name in choosing.CHANNELS if name in found) or None


def require(work: Work, channel: str) -> None:
    """Raises FrontdeskError(wrong_value) for a channel that is not set up, naming those that are."""
    known = channels(work)
    if known is not None and channel not in known:
        said = ", ".join(known)
        raise FrontdeskError(
            "wrong_value",
            field="channel",
            problem=N_("{name} is not set up; there is: {known}"),
            name=channel,
            known=said,
        )


def possible(wanted: Sequence[str], known: Sequence[str] | None) -> tuple[str, ...]:
    """Those of the wanted channels that are set up."""
    return tuple(name for name in wanted if known is None or name in known)


def of_row(row: OutboxRecord, known: Sequence[str] | None) -> str:
    """By which channel a message went, failed or is going to go; several with commas, empty where there is none."""
    if row.channel:
        return row.channel
    if row.status not in OPEN and row.tried:
        return row.tried[-1]  # the one that refused it last
    return "" if row.status in ("failed", "dropped") else ",".join(possible(row.channels, known))
