"""The tables. Columns only: what a row may not do stands in guards.py.

Instants of visits, claims, sessions and events are epoch minutes (UTC); moments at which something was done are epoch
seconds (UTC); days are proleptic ordinals of the location's business day; local wall-clock times are ISO text without
offset and belong to the location's zone; money is minor units.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint, text

from frontdesk.store.columns import Seconds, flag, id_column, number, table, to, words

counter = table("counter", Column("name", Text, primary_key=True), Column("value", Seconds, nullable=False))
"""``journal``: the last seq given out; ``house``: rises with every change of the rules kept in memory."""

business = table(
    "business",
    id_column(),
    words("name"),
    words("locale"),
    words("currency"),
    words("country"),
    number("day_ends", 0),
    words("confirm", "auto"),
    number("version", 1),
)

location = table(
    "location",
    id_column(),
    words("name"),
    words("timezone"),
    flag("has_hours"),
    number("pacing", null=True),
    number("position", 0),
    flag("active", 1),
    number("version", 1),
    UniqueConstraint("name"),
)

resource = table(
    "resource",
    id_column(),
    to("location", index=True),
    words("kind"),
    words("name"),
    number("seats", 1),
    number("step", null=True),
    flag("has_hours"),
    flag("all_services", 1),
    number("position", 0),
    flag("active", 1),
    number("version", 1),
    UniqueConstraint("kind", "name"),
    CheckConstraint("kind IN ('staff','room','table','equipment')", name="kind"),
)

weekly_hours = table(
    "weekly_hours",
    id_column(),
    to("location", cascade=True, index=True),
    to("resource", null=True, cascade=True, index=True),
    number("weekday"),
    number("starts"),
    number("ends"),
    CheckConstraint("weekday BETWEEN 0 AND 6 AND starts >= 0 AND ends > starts AND ends <= 2880", name="range"),
)
"""A location's hours (no resource) or a shift of a resource at a location. Local minutes; past midnight above 1440."""

override = table(
    "override",
    id_column(),
    to("resource", cascade=True),
    number("day"),
    words("ranges"),  # JSON [[from, to], …], local minutes; [] does not work that day
    UniqueConstraint("resource_id", "day"),
)

absence = table(
    "absence",
    id_column(),
    to("resource", cascade=True, index=True),
    words("starts_local"),
    words("ends_local"),
    words("reason", ""),
)

closure = table(
    "closure",
    id_column(),
    to("location", cascade=True, index=True),
    words("starts_local"),
    words("ends_local"),
    words("reason", ""),
)

service = table(
    "service",
    id_column(),
    words("name"),
    number("duration"),
    number("buffer_before", 0),
    number("buffer_after", 0),
    number("step", 15),
    number("price", 0),
    words("needs", "[]"),  # JSON list: staff, room, table, equipment:NAME
    number("min_notice", 0),
    number("horizon", null=True),
    number("min_party", 1),
    number("max_party", null=True),
    words("duration_by_party", "[]"),  # JSON [[size, minutes], …]
    words("tags", "[]"),
    words("tags_match", "all"),
    words("pass_use", "none"),
    words("channels", "[]"),
    number("cancel_until", 0),
    words("late_cancel", "free"),
    words("no_show", "free"),
    number("fee", 0),
    number("deposit", 0),
    number("processing_at", null=True),
    number("processing_for", null=True),
    flag("nights"),
    number("check_in", 900),
    number("check_out", 660),
    flag("grouped"),
    number("pacing", null=True),
    number("position", 0),
    flag("active", 1),
    number("version", 1),
    UniqueConstraint("name"),
    CheckConstraint("duration > 0", name="duration"),
)

performs = table(
    "performs",
    Column("resource_id", Integer, ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True),
    Column("service_id", Integer, ForeignKey("service.id", ondelete="CASCADE"), primary_key=True),
    flag("listed", 1),  # 0: only the terms below differ, the resource does every service
    number("duration", null=True),
    number("price", null=True),
)
"""Which resource serves which service, and what differs for it."""

table_join = table("table_join", id_column(), number("seats"), number("min_party", 1))

joined_table = table(
    "joined_table",
    Column("join_id", Integer, ForeignKey("table_join.id", ondelete="CASCADE"), primary_key=True),
    Column("resource_id", Integer, ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True),
)

pass_kind = table(
    "pass_kind",
    id_column(),
    words("name"),
    number("units"),
    number("price", 0),
    number("valid_days", null=True),
    words("services", "[]"),  # JSON list of service ids; [] all
    flag("active", 1),
    UniqueConstraint("name"),
)

reminder_rule = table(
    "reminder_rule",
    id_column(),
    words("due"),
    words("channels", "[]"),
    words("template"),
    Column("changed_at", Seconds, nullable=False, server_default=text("0")),  # nothing due before is made up for
    UniqueConstraint("due", "template"),
)

user = table(
    "user_account",
    id_column(),
    words("name"),
    words("role"),
    to("resource", null=True),
    words("account", null=True),
    words("token_hash", null=True),
    words("pin_hash", null=True),
    flag("active", 1),
    number("version", 1),
    UniqueConstraint("name"),
    CheckConstraint("role IN ('employee','reception','manager','admin')", name="role"),
    ids_for_ever=True,
)

series = table(
    "series",
    id_column(),
    to("service"),
    to("location"),
    to("resource", null=True),
    words("first_local"),
    number("duration"),
    number("capacity"),
    words("rule", null=True),  # RFC 5545
    words("tags", "[]"),
    words("tags_match", "any"),
    number("made_until", 0),  # day up to which its sessions exist
    UniqueConstraint("service_id", "location_id", "resource_id", "first_local"),
)

session = table(
    "session",
    id_column(),
    to("series", null=True, index=True),
    to("service"),
    to("location"),
    to("resource", null=True),
    number("starts"),
    number("ends"),
    number("day"),
    number("capacity"),
    number("taken", 0),
    words("tags", "[]"),
    words("tags_match", "any"),
    words("status", "scheduled"),
    number("version", 1),
    CheckConstraint("taken BETWEEN 0 AND capacity", name="seats"),
    CheckConstraint("ends > starts", name="span"),
    Index("ix_session_starts", "starts"),
    Index("ix_session_service", "service_id", "starts"),
    ids_for_ever=True,
)

customer = table(
    "customer",
    id_column(),
    words("name"),
    words("phone", null=True),  # E.164 where it is a number, else as it was given
    words("email", null=True),
    words("birthday", null=True),
    words("language", null=True),
    words("external_id", null=True),
    words("search", ""),
    words("name_key", ""),  # the folded name
    Column("created_at", Seconds, nullable=False),
    to("customer", null=True, name="merged_into"),
    flag("erased"),
    number("version", 1),
    Index("ix_customer_name_key", "name_key", "id"),
    Index("ix_customer_phone", "phone"),
    Index("ix_customer_email", "email"),
    ids_for_ever=True,
)

customer_tag = table(
    "customer_tag",
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True),
    Index("ix_customer_tag_tag", "tag"),
)

customer_note = table(
    "customer_note",
    id_column(),
    to("customer", cascade=True, index=True),
    Column("at", Seconds, nullable=False),
    words("author"),
    flag("internal"),
    words("body"),
    ids_for_ever=True,
)

customer_preference = table(
    "customer_preference",
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    words("value"),
)

reservation = table(
    "reservation",
    id_column(),
    words("status"),
    to("customer"),
    to("location"),
    number("party", 1),
    words("channel"),
    number("starts"),
    number("ends"),
    number("day"),
    number("nights", 0),
    number("price", 0),
    words("notes", ""),
    words("cancelled_by", null=True),
    words("reason", null=True),
    flag("late"),
    number("fee", 0),  # owed for cancelling late or not coming
    words("external_id", null=True),
    Column("created_at", Seconds, nullable=False),
    words("created_by"),
    Column("settled_at", Seconds, nullable=True),  # when it reached its present status
    number("version", 1),
    number("schedule_version", 1),
    Column("scheduled_at", Seconds, nullable=True),  # when it came to stand where it stands; NULL: when it was made
    CheckConstraint("ends > starts AND party > 0", name="span"),
    CheckConstraint(
        "status IN ('pending','confirmed','arrived','completed','no_show','cancelled','expired')", name="status"
    ),
    Index("ix_reservation_day", "location_id", "day", "starts"),
    Index("ix_reservation_starts", "starts", "id"),
    Index("ix_reservation_customer", "customer_id", "starts"),
    ids_for_ever=True,
)

line = table(
    "line",
    id_column(),
    to("reservation", cascade=True),
    number("position"),
    to("service"),
    to("resource", null=True, name="staff_id"),
    to("session", null=True, index=True),
    words("resources", "[]"),  # JSON list of resource ids besides the person
    number("starts"),
    number("ends"),
    number("price", 0),
    UniqueConstraint("reservation_id", "position"),
    CheckConstraint("ends > starts", name="span"),
)

event = table(
    "event",
    id_column(),
    words("kind"),
    words("title"),
    words("notes", ""),
    to("location", null=True),
    to("resource", null=True),
    number("starts"),
    number("ends"),
    number("day"),
    flag("all_day"),
    flag("recurring"),
    number("version", 1),
    CheckConstraint("kind IN ('meeting','private','reminder','birthday')", name="kind"),
    CheckConstraint("ends >= starts", name="span"),
    Index("ix_event_day", "day"),
    Index("ix_event_starts", "starts"),
    ids_for_ever=True,
)

hold = table(
    "hold",
    id_column(),
    words("token"),
    words("owner"),
    words("label", ""),
    to("location"),
    Column("expires_at", Seconds, nullable=False),
    UniqueConstraint("token"),
    Index("ix_hold_expires", "expires_at"),
)

draft = table(
    "draft",
    id_column(),
    words("kind"),
    words("owner"),
    to("location", null=True),
    Column("made_at", Seconds, nullable=False),
    words("hold_token", null=True),
    words("body"),
    Index("ix_draft_made", "made_at"),
)
"""What was begun and put aside for a moment; ``body`` is JSON. ``hold_token`` may name a hold that is gone."""

claim = table(
    "claim",
    id_column(),
    to("resource"),
    to("location"),
    number("starts"),
    number("ends"),
    flag("overlap"),
    to("reservation", null=True, cascade=True, index=True),
    to("session", null=True, cascade=True, index=True),
    to("event", null=True, cascade=True, index=True),
    to("hold", null=True, cascade=True, index=True),
    CheckConstraint("ends > starts", name="span"),
    CheckConstraint("overlap IN (0, 1)", name="overlap"),
    CheckConstraint(
        " + ".join(
            f"(CASE WHEN {owner}_id IS NULL THEN 0 ELSE 1 END)" for owner in ("reservation", "session", "event", "hold")
        )
        + " = 1",
        name="owner",
    ),
    Index("ix_claim_resource", "resource_id", "starts", "ends"),
    Index("ix_claim_location", "location_id", "starts", "resource_id", "ends"),
)

seat = table(
    "seat",
    id_column(),
    to("session"),
    to("customer", null=True),
    to("reservation", null=True, cascade=True, index=True),
    to("hold", null=True, cascade=True, index=True),
    number("party", 1),
    UniqueConstraint("session_id", "customer_id"),
    CheckConstraint("party > 0", name="party"),
)

waiting = table(
    "waiting",
    id_column(),
    to("location"),
    to("service"),
    to("customer", null=True, index=True),
    words("name", ""),
    words("phone", null=True),
    number("party", 1),
    number("quoted", null=True),  # minutes; NULL: nobody could say
    number("day"),
    Column("since", Seconds, nullable=False),
    Column("called_at", Seconds, nullable=True),
    words("status", "waiting"),
    number("reservation", null=True),  # what it became; its id, which may be deleted since
    words("created_by"),
    number("version", 1),
    CheckConstraint("party > 0 AND (quoted IS NULL OR quoted >= 0)", name="party"),
    CheckConstraint("status IN ('waiting','seated','gone')", name="status"),
    Index("ix_waiting_day", "location_id", "day"),
    ids_for_ever=True,
)
"""Who waits at the desk until somebody is free, on one business day of a location."""

payment = table(
    "payment",
    id_column(),
    to("reservation", null=True, index=True),
    to("customer", null=True, index=True),
    number("amount"),
    words("currency"),
    words("method"),
    Column("at", Seconds, nullable=False),
    words("by"),
    number("version", 1),
    ids_for_ever=True,
)

journal = table(
    "journal",
    Column("seq", Seconds, primary_key=True, autoincrement=False),
    Column("op", Seconds, nullable=False),
    Column("at", Seconds, nullable=False),
    words("actor"),
    words("verb"),
    words("kind"),
    number("entity"),
    number("version"),
    number("location_id", null=True),
    number("day_before", null=True),
    number("day_after", null=True),
    words("image", null=True),  # JSON after-image without personal values; NULL: the record is gone
    UniqueConstraint("kind", "entity", "version"),
    Index("ix_journal_day_after", "location_id", "day_after", "seq"),
    Index("ix_journal_day_before", "location_id", "day_before", "seq"),
    Index("ix_journal_op", "op"),
    Index("ix_journal_actor", "actor", "seq"),
)

journal_private = table(
    "journal_private",
    Column("seq", Seconds, ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    number("customer_id", null=True),
    words("body", null=True),  # JSON; NULL once erased
    Index("ix_journal_private_customer", "customer_id"),
)

imported = table(
    "imported",
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    number("entity"),
    words("digest"),
    number("version"),
)
"""Which row of an imported file became which record, at which version: the same file again imports nothing new."""
