"""The tables of what one shift of the desk leaves to the next: calls that were made, demand that was lost."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index

from frontdesk.store.columns import Seconds, id_column, number, table, to, words

phone_call = table(
    "phone_call",
    id_column(),
    number("reservation"),  # its id, which may be deleted since
    number("schedule_version"),
    Column("at", Seconds, nullable=False),
    words("made_by"),
    words("outcome"),
    CheckConstraint("outcome IN ('confirmed','call_back','no_answer','voicemail')", name="outcome"),
    Index("ix_phone_call_reservation", "reservation"),
    ids_for_ever=True,
)
"""A call about a reservation; what was agreed on holds for the time at which the reservation stood."""

lost_demand = table(
    "lost_demand",
    id_column(),
    to("location"),
    to("service"),
    to("customer", null=True, index=True),
    number("starts", null=True),  # NULL: any time of that day
    number("day"),
    number("party", 1),
    words("channel"),
    words("reason"),
    Column("at", Seconds, nullable=False),
    words("made_by"),
    number("version", 1),
    CheckConstraint("party > 0", name="party"),
    Index("ix_lost_demand_day", "location_id", "day"),
    ids_for_ever=True,
)
"""Somebody wished for a time that was full or closed. ``reason`` is the rule that stood in the way."""
