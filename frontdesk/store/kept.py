"""Numbers and texts kept under a name: how far planning went, how far a channel was read, what signs the links."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, text, update

from frontdesk.store.message_tables import kept
from frontdesk.store.schema import counter


def marks(connection: Connection, prefix: str) -> dict[str, int]:
    """The moments and numbers kept under names that begin so."""
    query = select(counter.c.name, counter.c.value).where(counter.c.name.startswith(prefix, autoescape=True))
    return {name: int(value) for name, value in connection.execute(query)}


def set_mark(connection: Connection, name: str, value: int) -> None:
    """Keep a moment or number under a name."""
    changed = update(counter).where(counter.c.name == name).values(value=value)
    if not connection.execute(changed).rowcount:
        connection.execute(insert(counter).values(name=name, value=value))


def put_text(connection: Connection, name: str, value: str) -> None:
    """Keep a text under a name, in place of the one before."""
    if not connection.execute(update(kept).where(kept.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(kept).values(name=name, value=value))


def kept_text(connection: Connection, name: str) -> str | None:
    """A secret, or how far a channel has been read, under a name."""
    found = connection.execute(select(kept.c.value).where(kept.c.name == name)).scalar_one_or_none()
    return None if found is None else str(found)


def keep_text(connection: Connection, name: str, value: str) -> str:
    """Keep a text under a name if there is none yet; returns the one that is kept."""
    connection.execute(
        text("INSERT INTO kept (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"),
        {"name": name, "value": value},
    )
    return kept_text(connection, name) or value


def take_turn(connection: Connection, name: str, now: int, every: int) -> bool:
    """Whether it is this one's turn at something that is done once in so many seconds, by whomever."""
    connection.execute(
        text("INSERT INTO counter (name, value) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING"), {"name": name}
    )
    mine = update(counter).where(counter.c.name == name, counter.c.value <= now - every).values(value=now)
    return connection.execute(mine).rowcount == 1


def forget(connection: Connection, prefix: str, before: int) -> None:
    """Turns whose names begin so and that were taken before a moment are not remembered any more."""
    named = counter.c.name.startswith(prefix, autoescape=True)
    connection.execute(delete(counter).where(named, counter.c.value < before))
