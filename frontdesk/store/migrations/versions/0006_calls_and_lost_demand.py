"""Calls about reservations, and demand that was lost"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    seconds = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "phone_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reservation", sa.Integer(), nullable=False),
        sa.Column("schedule_version", sa.Integer(), nullable=False),
        sa.Column("at", seconds, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('confirmed','call_back','no_answer','voicemail')", name=op.f("ck_phone_call_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_call")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("phone_call", schema=None) as batch_op:
        batch_op.create_index("ix_phone_call_reservation", ["reservation"], unique=False)

    op.create_table(
        "lost_demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", seconds, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("party > 0", name=op.f("ck_lost_demand_party")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_lost_demand_customer_id")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_lost_demand_location_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_lost_demand_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_demand")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("lost_demand", schema=None) as batch_op:
        batch_op.create_index("ix_lost_demand_customer_id", ["customer_id"], unique=False)
        batch_op.create_index("ix_lost_demand_day", ["location_id", "day"], unique=False)
