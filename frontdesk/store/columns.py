"""How columns and tables are written down, so that the schema reads like one."""

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


def table(
    name: str, *items: Column[object] | CheckConstraint | UniqueConstraint | Index, ids_for_ever: bool = False
) -> Table:
    """``ids_for_ever``: the id of a deleted row is never given to another; what the journal names must be such."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_autoincrement=ids_for_ever)


def id_column() -> Column[object]:
    return Column("id", Integer, primary_key=True)


def to(
    target: str, *, null: bool = False, cascade: bool = False, name: str | None = None, index: bool = False
) -> Column[object]:
    return Column(
        name or f"{target}_id",
        Integer,
        ForeignKey(f"{target}.id", ondelete="CASCADE" if cascade else None),
        nullable=null,
        index=index,
    )


def number(name: str, default: int | None = None, *, null: bool = False) -> Column[object]:
    return Column(name, Integer, nullable=null, server_default=None if default is None else text(str(default)))


def words(name: str, default: str | None = None, *, null: bool = False) -> Column[object]:
    return Column(name, Text, nullable=null, server_default=None if default is None else text(f"'{default}'"))


def flag(name: str, default: int = 0) -> Column[object]:
    return number(name, default)
