"""Messages whose making was undone: they are no part of an inquiry any more, as if they had never been planned."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from frontdesk.desk.work import Work
from frontdesk.store import journal
from frontdesk.store.outbox import OPEN, OutboxRecord

VERB = "undo"


def standing(work: Work, rows: Sequence[OutboxRecord]) -> list[OutboxRecord]:
    """The rows without those that are gone because what made them was taken back."""
    ended = [row.id for row in rows if row.status == "recalled"]
    undone = {
        row.entity
        for row in journal.latest(work.connection, "outbox", ended)
        if row.verb == VERB and msgspec.json.decode(row.image).get("was") in OPEN
    }
    return [row for row in rows if row.id not in undone]
