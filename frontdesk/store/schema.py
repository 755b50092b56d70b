"""The tables. Columns only: what a row may not do stands in guards.py.

Instants of visits, claims, sessions and events are epoch minutes (UTC); moments at which something was done are epoch
seconds (UTC); days are proleptic ordinals of the location's business day; local wall-clock times are ISO text without
offset and belong to the location's zone; money is minor units.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Seconds = BigInteger().with_variant(Integer(), "sqlite")


def _table(
    name: str, *items: Column[object] | CheckConstraint | UniqueConstraint | Index, ids_for_ever: bool = False
) -> Table:
    """``ids_for_ever``: the id of a deleted row is never given to another; what the journal names must be such."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_autoincrement=ids_for_ever)


def _id() -> Column[object]:
    return Column("id", Integer, primary_key=True)


def _to(
    target: str, *, null: bool = False, cascade: bool = False, name: str | None = None, index: bool = False
) -> Column[object]:
    return Column(
        name or f"{target}_id",
        Integer,
        ForeignKey(f"{target}.id", ondelete="CASCADE" if cascade else None),
        nullable=null,
        index=index,
    )


def _number(name: str, default: int | None = None, *, null: bool = False) -> Column[object]:
    return Column(name, Integer, nullable=null, server_default=None if default is None else text(str(default)))


def _words(name: str, default: str | None = None, *, null: bool = False) -> Column[object]:
    return Column(name, Text, nullable=null, server_default=None if default is None else text(f"'{default}'"))


def _flag(name: str, default: int = 0) -> Column[object]:
    return _number(name, default)


counter = _table("counter", Column("name", Text, primary_key=True), Column("value", Seconds, nullable=False))
"""``journal``: the last seq given out; ``house``: rises with every change of the rules kept in memory."""

business = _table(
    "business",
    _id(),
    _words("name"),
    _words("locale"),
    _words("currency"),
    _words("country"),
    _number("day_ends", 0),
    _words("confirm", "auto"),
    _number("version", 1),
)

location = _table(
    "location",
    _id(),
    _words("name"),
    _words("timezone"),
    _flag("has_hours"),
    _number("pacing", null=True),
    _number("position", 0),
    _flag("active", 1),
    _number("version", 1),
    UniqueConstraint("name"),
)

resource = _table(
    "resource",
    _id(),
    _to("location", index=True),
    _words("kind"),
    _words("name"),
    _number("seats", 1),
    _number("step", null=True),
    _flag("has_hours"),
    _flag("all_services", 1),
    _number("position", 0),
    _flag("active", 1),
    _number("version", 1),
    UniqueConstraint("kind", "name"),
    CheckConstraint("kind IN ('staff','room','table','equipment')", name="kind"),
)

weekly_hours = _table(
    "weekly_hours",
    _id(),
    _to("location", cascade=True, index=True),
    _to("resource", null=True, cascade=True, index=True),
    _number("weekday"),
    _number("starts"),
    _number("ends"),
    CheckConstraint("weekday BETWEEN 0 AND 6 AND starts >= 0 AND ends > starts AND ends <= 2880", name="range"),
)
"""A location's hours (no resource) or a shift of a resource at a location. Local minutes; past midnight above 1440."""

override = _table(
    "override",
    _id(),
    _to("resource", cascade=True),
    _number("day"),
    _words("ranges"),  # JSON [[from, to], …], local minutes; [] does not work that day
    UniqueConstraint("resource_id", "day"),
)

absence = _table(
    "absence",
    _id(),
    _to("resource", cascade=True, index=True),
    _words("starts_local"),
    _words("ends_local"),
    _words("reason", ""),
)

closure = _table(
    "closure",
    _id(),
    _to("location", cascade=True, index=True),
    _words("starts_local"),
    _words("ends_local"),
    _words("reason", ""),
)

service = _table(
    "service",
    _id(),
    _words("name"),
    _number("duration"),
    _number("buffer_before", 0),
    _number("buffer_after", 0),
    _number("step", 15),
    _number("price", 0),
    _words("needs", "[]"),  # JSON list: staff, room, table, equipment:NAME
    _number("min_notice", 0),
    _number("horizon", null=True),
    _number("min_party", 1),
    _number("max_party", null=True),
    _words("duration_by_party", "[]"),  # JSON [[size, minutes], …]
    _words("tags", "[]"),
    _words("tags_match", "all"),
    _words("pass_use", "none"),
    _words("channels", "[]"),
    _number("cancel_until", 0),
    _words("late_cancel", "free"),
    _words("no_show", "free"),
    _number("fee", 0),
    _number("deposit", 0),
    _number("processing_at", null=True),
    _number("processing_for", null=True),
    _flag("nights"),
    _number("check_in", 900),
    _number("check_out", 660),
    _flag("grouped"),
    _number("pacing", null=True),
    _number("position", 0),
    _flag("active", 1),
    _number("version", 1),
    UniqueConstraint("name"),
    CheckConstraint("duration > 0", name="duration"),
)

performs = _table(
    "performs",
    Column("resource_id", Integer, ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True),
    Column("service_id", Integer, ForeignKey("service.id", ondelete="CASCADE"), primary_key=True),
    _flag("listed", 1),  # 0: only the terms below differ, the resource does every service
    _number("duration", null=True),
    _number("price", null=True),
)
"""Which resource serves which service, and what differs for it."""

table_join = _table("table_join", _id(), _number("seats"), _number("min_party", 1))

joined_table = _table(
    "joined_table",
    Column("join_id", Integer, ForeignKey("table_join.id", ondelete="CASCADE"), primary_key=True),
    Column("resource_id", Integer, ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True),
)

pass_kind = _table(
    "pass_kind",
    _id(),
    _words("name"),
    _number("units"),
    _number("price", 0),
    _number("valid_days", null=True),
    _words("services", "[]"),  # JSON list of service ids; [] all
    _flag("active", 1),
    UniqueConstraint("name"),
)

reminder_rule = _table(
    "reminder_rule",
    _id(),
    _words("due"),
    _words("channels", "[]"),
    _words("template"),
    UniqueConstraint("due", "template"),
)

user = _table(
    "user_account",
    _id(),
    _words("name"),
    _words("role"),
    _to("resource", null=True),
    _words("account", null=True),
    _words("token_hash", null=True),
    _words("pin_hash", null=True),
    _flag("active", 1),
    _number("version", 1),
    UniqueConstraint("name"),
    CheckConstraint("role IN ('employee','reception','manager','admin')", name="role"),
    ids_for_ever=True,
)

series = _table(
    "series",
    _id(),
    _to("service"),
    _to("location"),
    _to("resource", null=True),
    _words("first_local"),
    _number("duration"),
    _number("capacity"),
    _words("rule", null=True),  # RFC 5545
    _words("tags", "[]"),
    _words("tags_match", "any"),
    _number("made_until", 0),  # day up to which its sessions exist
    UniqueConstraint("service_id", "location_id", "resource_id", "first_local"),
)

session = _table(
    "session",
    _id(),
    _to("series", null=True, index=True),
    _to("service"),
    _to("location"),
    _to("resource", null=True),
    _number("starts"),
    _number("ends"),
    _number("day"),
    _number("capacity"),
    _number("taken", 0),
    _words("tags", "[]"),
    _words("tags_match", "any"),
    _words("status", "scheduled"),
    _number("version", 1),
    CheckConstraint("taken BETWEEN 0 AND capacity", name="seats"),
    CheckConstraint("ends > starts", name="span"),
    Index("ix_session_starts", "starts"),
    Index("ix_session_service", "service_id", "starts"),
    ids_for_ever=True,
)

customer = _table(
    "customer",
    _id(),
    _words("name"),
    _words("phone", null=True),  # E.164 where it is a number, else as it was given
    _words("email", null=True),
    _words("birthday", null=True),
    _words("language", null=True),
    _words("external_id", null=True),
    _words("search", ""),
    _words("name_key", ""),  # the folded name
    Column("created_at", Seconds, nullable=False),
    _to("customer", null=True, name="merged_into"),
    _flag("erased"),
    _number("version", 1),
    Index("ix_customer_name_key", "name_key", "id"),
    Index("ix_customer_phone", "phone"),
    Index("ix_customer_email", "email"),
    ids_for_ever=True,
)

customer_tag = _table(
    "customer_tag",
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True),
    Index("ix_customer_tag_tag", "tag"),
)

customer_note = _table(
    "customer_note",
    _id(),
    _to("customer", cascade=True, index=True),
    Column("at", Seconds, nullable=False),
    _words("author"),
    _flag("internal"),
    _words("body"),
    ids_for_ever=True,
)

customer_preference = _table(
    "customer_preference",
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    _words("value"),
)

reservation = _table(
    "reservation",
    _id(),
    _words("status"),
    _to("customer"),
    _to("location"),
    _number("party", 1),
    _words("channel"),
    _number("starts"),
    _number("ends"),
    _number("day"),
    _number("nights", 0),
    _number("price", 0),
    _words("notes", ""),
    _words("cancelled_by", null=True),
    _words("reason", null=True),
    _flag("late"),
    _number("fee", 0),  # owed for cancelling late or not coming
    _words("external_id", null=True),
    Column("created_at", Seconds, nullable=False),
    _words("created_by"),
    Column("settled_at", Seconds, nullable=True),  # when it reached its present status
    _number("version", 1),
    _number("schedule_version", 1),
    CheckConstraint("ends > starts AND party > 0", name="span"),
    CheckConstraint(
        "status IN ('pending','confirmed','arrived','completed','no_show','cancelled','expired')", name="status"
    ),
    Index("ix_reservation_day", "location_id", "day", "starts"),
    Index("ix_reservation_starts", "starts", "id"),
    Index("ix_reservation_customer", "customer_id", "starts"),
    ids_for_ever=True,
)

line = _table(
    "line",
    _id(),
    _to("reservation", cascade=True),
    _number("position"),
    _to("service"),
    _to("resource", null=True, name="staff_id"),
    _to("session", null=True, index=True),
    _words("resources", "[]"),  # JSON list of resource ids besides the person
    _number("starts"),
    _number("ends"),
    _number("price", 0),
    UniqueConstraint("reservation_id", "position"),
    CheckConstraint("ends > starts", name="span"),
)

event = _table(
    "event",
    _id(),
    _words("kind"),
    _words("title"),
    _words("notes", ""),
    _to("location", null=True),
    _to("resource", null=True),
    _number("starts"),
    _number("ends"),
    _number("day"),
    _flag("all_day"),
    _flag("recurring"),
    _number("version", 1),
    CheckConstraint("kind IN ('meeting','private','reminder','birthday')", name="kind"),
    CheckConstraint("ends >= starts", name="span"),
    Index("ix_event_day", "day"),
    Index("ix_event_starts", "starts"),
    ids_for_ever=True,
)

hold = _table(
    "hold",
    _id(),
    _words("token"),
    _words("owner"),
    _words("label", ""),
    _to("location"),
    Column("expires_at", Seconds, nullable=False),
    UniqueConstraint("token"),
    Index("ix_hold_expires", "expires_at"),
)

claim = _table(
    "claim",
    _id(),
    _to("resource"),
    _to("location"),
    _number("starts"),
    _number("ends"),
    _flag("overlap"),
    _to("reservation", null=True, cascade=True, index=True),
    _to("session", null=True, cascade=True, index=True),
    _to("event", null=True, cascade=True, index=True),
    _to("hold", null=True, cascade=True, index=True),
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

seat = _table(
    "seat",
    _id(),
    _to("session"),
    _to("customer", null=True),
    _to("reservation", null=True, cascade=True, index=True),
    _to("hold", null=True, cascade=True, index=True),
    _number("party", 1),
    UniqueConstraint("session_id", "customer_id"),
    CheckConstraint("party > 0", name="party"),
)

waiting = _table(
    "waiting",
    _id(),
    _to("location"),
    _to("service"),
    _to("customer", null=True, index=True),
    _words("name", ""),
    _words("phone", null=True),
    _number("party", 1),
    _number("quoted", null=True),  # minutes; NULL: nobody could say
    _number("day"),
    Column("since", Seconds, nullable=False),
    Column("called_at", Seconds, nullable=True),
    _words("status", "waiting"),
    _number("reservation", null=True),  # what it became; its id, which may be deleted since
    _words("created_by"),
    _number("version", 1),
    CheckConstraint("party > 0 AND (quoted IS NULL OR quoted >= 0)", name="party"),
    CheckConstraint("status IN ('waiting','seated','gone')", name="status"),
    Index("ix_waiting_day", "location_id", "day"),
    ids_for_ever=True,
)
"""Who waits at the desk until somebody is free, on one business day of a location."""

payment = _table(
    "payment",
    _id(),
    _to("reservation", null=True, index=True),
    _to("customer", null=True, index=True),
    _number("amount"),
    _words("currency"),
    _words("method"),
    Column("at", Seconds, nullable=False),
    _words("by"),
    _number("version", 1),
    ids_for_ever=True,
)

journal = _table(
    "journal",
    Column("seq", Seconds, primary_key=True, autoincrement=False),
    Column("op", Seconds, nullable=False),
    Column("at", Seconds, nullable=False),
    _words("actor"),
    _words("verb"),
    _words("kind"),
    _number("entity"),
    _number("version"),
    _number("location_id", null=True),
    _number("day_before", null=True),
    _number("day_after", null=True),
    _words("image", null=True),  # JSON after-image without personal values; NULL: the record is gone
    UniqueConstraint("kind", "entity", "version"),
    Index("ix_journal_day_after", "location_id", "day_after", "seq"),
    Index("ix_journal_day_before", "location_id", "day_before", "seq"),
    Index("ix_journal_op", "op"),
    Index("ix_journal_actor", "actor", "seq"),
)

journal_private = _table(
    "journal_private",
    Column("seq", Seconds, ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    _number("customer_id", null=True),
    _words("body", null=True),  # JSON; NULL once erased
    Index("ix_journal_private_customer", "customer_id"),
)

imported = _table(
    "imported",
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _number("entity"),
    _words("digest"),
    _number("version"),
)
"""Which row of an imported file became which record, at which version: the same file again imports nothing new."""

outbox = _table(
    "outbox",
    _id(),
    _words("dedupe_key"),
    _words("kind"),
    _to("customer", null=True),
    _to("reservation", null=True, cascade=True, index=True),
    _number("schedule_version", null=True),
    _words("channel", null=True),
    _words("template"),
    Column("due_at", Seconds, nullable=False),
    _words("status", "waiting"),
    Column("lease_until", Seconds, nullable=True),
    _number("attempts", 0),
    _words("problem", null=True),
    UniqueConstraint("dedupe_key"),
    Index("ix_outbox_due", "status", "due_at"),
)
