"""A reservation as it is stored, whole: its row, lines and claims; also the after-image the journal keeps.

Personal values and free text (``notes``, ``reason``, ``external_id``) are blanked in the journal's image and kept in
``journal_private`` (Law 5).
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

BLOCKING = frozenset({"pending", "confirmed", "arrived", "completed"})
"""Statuses in which a reservation takes its time."""

PRIVATE = ("notes", "reason", "external_id")


class LineRecord(Struct, omit_defaults=True):
    """One line: ids; instants in epoch minutes; price in minor units."""

    service: int
    starts: int
    ends: int
    staff: int | None = None
    session: int | None = None
    resources: tuple[int, ...] = ()
    price: int = 0


class ReservationRecord(Struct, omit_defaults=True):
    """A reservation with everything that belongs to it. ``claims`` are (resource, from, to, overlap).

    ``scheduled_at``: epoch seconds since when it stands where it stands; None: since it was made.
    """

    id: int
    status: str
    customer: int
    location: int
    starts: int
    ends: int
    day: int
    channel: str
    created_at: int
    created_by: str
    party: int = 1
    nights: int = 0
    price: int = 0
    notes: str = ""
    cancelled_by: str | None = None
    reason: str | None = None
    late: int = 0
    fee: int = 0
    external_id: str | None = None
    settled_at: int | None = None
    version: int = 1
    schedule_version: int = 1
    scheduled_at: int | None = None
    lines: tuple[LineRecord, ...] = ()
    claims: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def seats(self) -> tuple[int, ...]:
        """The sessions in which it holds seats."""
        if self.status not in BLOCKING and self.status != "no_show":
            return ()
        return tuple(dict.fromkeys(line.session for line in self.lines if line.session is not None))

    @property
    def resources(self) -> set[int]:
        """Every resource of its lines and claims."""
        found = {claim[0] for claim in self.claims}
        for line in self.lines:
            found.update(line.resources)
            if line.staff is not None:
                found.add(line.staff)
        return found


_encoder = msgspec.json.Encoder()


def image_of(record: ReservationRecord) -> tuple[str, str | None]:
    """The journal's after-image and its private part, both JSON; None where nothing is private."""
    private = {name: value for name in PRIVATE if (value := getattr(record, name))}
    if private:
        record = msgspec.structs.replace(record, notes="", reason=None, external_id=None)
    return _encoder.encode(record).decode(), _encoder.encode(private).decode() if private else None


def record_of(image: str, private: str | None) -> ReservationRecord:
    """The record an after-image and its private part describe."""
    record = msgspec.json.decode(image, type=ReservationRecord)
    values: dict[str, Any] = msgspec.json.decode(private) if private else {}
    return msgspec.structs.replace(record, **values) if values else record
