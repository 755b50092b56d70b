"""What customers agreed to, or do not want."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, update

from frontdesk.store.message_tables import consent


def consents(connection: Connection, numbers: Collection[int]) -> dict[int, dict[tuple[str, str], bool]]:
    """What customers said: {customer: {(purpose, channel or empty for all): given}}."""
    found: dict[int, dict[tuple[str, str], bool]] = {}
    query = select(consent.c.customer_id, consent.c.purpose, consent.c.channel, consent.c.given)
    for number, purpose, channel, given in connection.execute(query.where(consent.c.customer_id.in_(numbers))):
        found.setdefault(number, {})[purpose, channel] = bool(given)
    return found


def consented(connection: Connection, number: int, purpose: str, channel: str, given: bool, at: int, by: str) -> None:
    """Write down what a customer says now. ``at`` in epoch seconds."""
    row = {"customer_id": number, "purpose": purpose, "channel": channel, "given": int(given), "at": at, "by": by}
    mine = (consent.c.customer_id == number, consent.c.purpose == purpose, consent.c.channel == channel)
    if not connection.execute(update(consent).where(*mine).values(**row)).rowcount:
        connection.execute(insert(consent).values(**row))


def erase(connection: Connection, number: int) -> None:
    """Nobody is left to have agreed to anything."""
    connection.execute(delete(consent).where(consent.c.customer_id == number))
