"""The tables of inquiries: what somebody asked before there is a reservation, what they were quoted, what came of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint

from frontdesk.store.columns import Seconds, flag, id_column, number, table, to, words

STAGES = ("new", "answered", "quoted", "confirmed", "booked", "lost")

inquiry = table(
    "inquiry",
    id_column(),
    words("stage", "new"),
    to("customer", null=True, index=True),
    to("location", null=True),
    words("source"),
    words("name", ""),
    words("email", null=True),
    words("phone", null=True),
    words("language", null=True),
    words("asked", ""),  # as it was written
    words("notes", ""),  # what the desk adds
    words("services", "[]"),  # JSON list of service ids
    number("starts", null=True),  # day wished, ordinal
    number("ends", null=True),  # last day wished; of nights the day of departure
    number("minute", null=True),  # local minute of the day wished
    number("party", 1),
    Column("created_at", Seconds, nullable=False),
    words("created_by"),
    Column("changed_at", Seconds, nullable=False),
    Column("asked_at", Seconds, nullable=False),  # their last message
    Column("answered_at", Seconds, nullable=True),  # our last one
    flag("unanswered", 1),
    flag("waits", 1),  # for us: by stage and unanswered, so that an index puts these on top
    words("reason", null=True),
    words("lost_from", null=True),  # the stage in which it was lost
    words("search", ""),
    number("version", 1),
    CheckConstraint("stage IN (" + ",".join(f"'{one}'" for one in STAGES) + ")", name="stage"),
    CheckConstraint("party > 0 AND (starts IS NULL OR ends IS NULL OR ends >= starts)", name="wish"),
    CheckConstraint("(stage = 'lost') = (lost_from IS NOT NULL)", name="lost"),
    Index("ix_inquiry_waits", "waits", "changed_at", "id"),
    Index("ix_inquiry_stage", "stage", "waits", "changed_at", "id"),
    ids_for_ever=True,
)

inquiry_visit = table(
    "inquiry_visit",
    Column("inquiry_id", Integer, ForeignKey("inquiry.id", ondelete="CASCADE"), primary_key=True),
    Column("reservation", Integer, primary_key=True),  # its id, which may be deleted since
    Index("ix_inquiry_visit_reservation", "reservation"),
)
"""The reservations that came of an inquiry."""

quote = table(
    "quote",
    id_column(),
    to("inquiry", cascade=True),
    number("number"),  # 1, 2 …: a new one replaces the one before
    words("lines"),  # JSON; see desk/inquiries/quotes.py
    words("taxes", "included"),
    number("valid_until", null=True),  # day, ordinal
    words("note", ""),
    words("currency"),
    Column("made_at", Seconds, nullable=False),
    words("made_by"),
    UniqueConstraint("inquiry_id", "number"),
    CheckConstraint("taxes IN ('included','added')", name="taxes"),
    ids_for_ever=True,
)
