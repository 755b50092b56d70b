"""Inquiries, their quotes and the reservations that came of them; which message belongs to which inquiry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Seconds = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _number(name: str, default: str | None = None, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=None if default is None else sa.text(default), nullable=null)


def _words(name: str, default: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=None if default is None else sa.text(default), nullable=null)


def upgrade() -> None:
    op.create_table(
        "inquiry",
        _number("id"),
        _words("stage", "'new'"),
        _number("customer_id", null=True),
        _number("location_id", null=True),
        _words("source"),
        _words("name", "''"),
        _words("email", null=True),
        _words("phone", null=True),
        _words("language", null=True),
        _words("asked", "''"),
        _words("notes", "''"),
        _words("services", "'[]'"),
        _number("starts", null=True),
        _number("ends", null=True),
        _number("minute", null=True),
        _number("party", "1"),
        sa.Column("created_at", Seconds, nullable=False),
        _words("created_by"),
        sa.Column("changed_at", Seconds, nullable=False),
        sa.Column("asked_at", Seconds, nullable=False),
        sa.Column("answered_at", Seconds, nullable=True),
        _number("unanswered", "1"),
        _number("waits", "1"),
        _words("reason", null=True),
        _words("lost_from", null=True),
        _words("search", "''"),
        _number("version", "1"),
        sa.CheckConstraint(
            "stage IN ('new','answered','quoted','confirmed','booked','lost')", name=op.f("ck_inquiry_stage")
        ),
        sa.CheckConstraint(
            "party > 0 AND (starts IS NULL OR ends IS NULL OR ends >= starts)", name=op.f("ck_inquiry_wish")
        ),
        sa.CheckConstraint("(stage = 'lost') = (lost_from IS NOT NULL)", name=op.f("ck_inquiry_lost")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_inquiry_customer_id")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_inquiry_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_inquiry_customer_id"), "inquiry", ["customer_id"])
    op.create_index("ix_inquiry_waits", "inquiry", ["waits", "changed_at", "id"])
    op.create_index("ix_inquiry_stage", "inquiry", ["stage", "waits", "changed_at", "id"])
    op.create_table(
        "inquiry_visit",
        _number("inquiry_id"),
        _number("reservation"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiry_visit_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", "reservation", name=op.f("pk_inquiry_visit")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_index("ix_inquiry_visit_reservation", "inquiry_visit", ["reservation"])
    op.create_table(
        "quote",
        _number("id"),
        _number("inquiry_id"),
        _number("number"),
        _words("lines"),
        _words("taxes", "'included'"),
        _number("valid_until", null=True),
        _words("note", "''"),
        _words("currency"),
        sa.Column("made_at", Seconds, nullable=False),
        _words("made_by"),
        sa.CheckConstraint("taxes IN ('included','added')", name=op.f("ck_quote_taxes")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_quote_inquiry_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("inquiry_id", "number", name=op.f("uq_quote_inquiry_id_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.add_column("outbox", _number("inquiry", null=True))
    op.add_column("outbox", _number("quote", null=True))
    op.create_index("ix_outbox_inquiry", "outbox", ["inquiry"])
    op.add_column("message", _number("inquiry", null=True))
    op.create_index("ix_message_inquiry", "message", ["inquiry"])
