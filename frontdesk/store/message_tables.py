"""The tables of messages: what waits to be sent, what went and came, who is reached how, and what they agreed to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text, UniqueConstraint

from frontdesk.store.columns import Seconds, flag, id_column, number, table, to, words

OUTBOX_STATUSES = ("waiting", "claimed", "sending", "sent", "failed", "doubtful", "recalled", "dropped")

outbox = table(
    "outbox",
    id_column(),
    words("dedupe_key"),
    words("kind"),
    words("purpose", "service"),
    to("customer", index=True),
    number("reservation", null=True),  # its id, which may be deleted since
    number("schedule_version", null=True),
    number("rule", null=True),
    words("channels", "[]"),  # JSON list: in which order they are tried
    words("channel", null=True),  # the one it was, or must be, sent by
    words("tried", "[]"),  # JSON list: those that refused it
    words("template", ""),
    words("body", ""),  # what somebody wrote; a template's text is made when it is sent
    words("subject", ""),
    words("answers", ""),
    Column("due_at", Seconds, nullable=False),
    Column("stale_at", Seconds, nullable=True),
    words("status", "waiting"),
    words("lease", null=True),
    Column("lease_until", Seconds, nullable=True),
    number("attempts", 0),
    words("problem", null=True),
    Column("made_at", Seconds, nullable=False),
    words("made_by"),
    Column("ended_at", Seconds, nullable=True),
    flag("seen"),  # somebody has looked at why it did not go
    number("message", null=True),
    number("inquiry", null=True),
    number("quote", null=True),  # the id of the one that goes with it as a file, made when it is sent
    UniqueConstraint("dedupe_key"),
    CheckConstraint("status IN (" + ",".join(f"'{one}'" for one in OUTBOX_STATUSES) + ")", name="status"),
    Index("ix_outbox_due", "status", "due_at"),
    Index("ix_outbox_reservation", "reservation"),
    Index("ix_outbox_message", "message"),
    Index("ix_outbox_inquiry", "inquiry"),
    ids_for_ever=True,
)

contact = table(
    "contact",
    id_column(),
    words("channel"),
    words("external_id"),
    to("customer", index=True),
    words("name", ""),
    Column("made_at", Seconds, nullable=False),
    Column("last_in_at", Seconds, nullable=True),
    UniqueConstraint("channel", "external_id"),
)
"""Who somebody is on a channel: the provider's name for them."""

message = table(
    "message",
    id_column(),
    to("customer"),
    words("channel"),
    words("direction"),
    Column("at", Seconds, nullable=False),
    words("purpose", "chat"),
    words("external_id", null=True),
    words("subject", ""),
    words("body", ""),
    words("state"),
    Column("state_at", Seconds, nullable=False),
    words("problem", null=True),
    words("author", ""),
    words("answers", ""),
    number("reservation", null=True),
    Column("seen_at", Seconds, nullable=True),
    number("inquiry", null=True),
    UniqueConstraint("channel", "external_id"),
    CheckConstraint("direction IN ('in','out')", name="direction"),
    Index("ix_message_customer", "customer_id", "at"),
    Index("ix_message_unseen", "direction", "seen_at", "customer_id"),
    Index("ix_message_inquiry", "inquiry"),
    ids_for_ever=True,
)

attachment = table(
    "attachment",
    id_column(),
    to("message", cascade=True, index=True),
    words("name"),
    words("type"),
    number("size"),
    words("reference", ""),  # where the provider still has it, until it was fetched
    Column("content", LargeBinary, nullable=True),
)

consent = table(
    "consent",
    id_column(),
    to("customer"),
    words("purpose"),
    words("channel", ""),  # empty: all of them
    flag("given"),
    Column("at", Seconds, nullable=False),
    words("by"),
    UniqueConstraint("customer_id", "purpose", "channel"),
    CheckConstraint("purpose IN ('service','marketing')", name="purpose"),
)
"""What a customer agreed to, or does not want: the last word of each."""

template = table(
    "template",
    id_column(),
    words("name"),
    words("language"),
    words("purpose"),
    words("subject", ""),
    words("body"),
    number("version", 1),
    UniqueConstraint("name", "language"),
)
"""Texts the business wrote itself; the others are those that come with the program."""

worker = table(
    "worker",
    Column("name", Text, primary_key=True),
    words("host"),
    Column("started_at", Seconds, nullable=False),
    Column("beat_at", Seconds, nullable=False),
    words("channels", "[]"),  # JSON [[name, problem], …]
    words("problem", ""),
)

kept = table("kept", Column("name", Text, primary_key=True), words("value"))
"""Texts that are kept under a name: what signs the links, and how far each channel has been read."""
