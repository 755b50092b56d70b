"""Customers found as somebody types: each question stops at the few rows that are shown, so that it takes no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, column, func, or_, select, table, text

from frontdesk.base.text import digits, folded
from frontdesk.store.reservations import own_reservation, served
from frontdesk.store.schema import customer, reservation

SHORTEST = 3
"""The search index knows pieces of three characters; of shorter texts only beginnings of names are looked for."""

NEAR = 8000
"""Names that are compared letter by letter at most."""

_LAST = "\U0010ffff"


def _chosen(seen_by: tuple[int, int] | None) -> Select[Any]:
    chosen = select(customer.c.id).where(customer.c.merged_into.is_(None), customer.c.erased == 0)
    return chosen if seen_by is None else chosen.where(customer.c.id.in_(served(*seen_by)))


def customers(connection: Connection, query: str, limit: int, seen_by: tuple[int, int] | None = None) -> list[int]:
    """Ids of the customers a text fits best: by the beginning of the name, by the end of the phone, by any part.

    ``seen_by``: (staff member, since epoch minute), only the own ones.
    """
    whole, number = folded(query), digits(query)
    if not whole:
        return []
    found: dict[int, None] = {}

    def add(chosen: Select[Any]) -> bool:
        """Whether that is enough."""
        found.update(dict.fromkeys(connection.execute(chosen.limit(limit)).scalars()))
        return len(found) >= limit

    only_digits = bool(number) and not any(c.isalpha() for c in query)
    if only_digits and len(number) >= SHORTEST:
        of_phone = _with_part(connection, [number], seen_by)
        if add(of_phone.where(customer.c.phone.endswith(number))) or add(of_phone):
            return list(found)[:limit]
    if connection.dialect.name == "sqlite":  # by the index; PostgreSQL's order of texts is another one
        begins = _chosen(seen_by).where(customer.c.name_key >= whole, customer.c.name_key < whole + _LAST)
    else:
        begins = _chosen(seen_by).where(customer.c.name_key.startswith(whole, autoescape=True))
    if add(begins.order_by(customer.c.name_key, customer.c.id)) or only_digits:
        return list(found)[:limit]
    words = whole.split()
    if any(len(word) >= SHORTEST for word in words):
        add(_with_part(connection, words, seen_by))
    return list(found)[:limit]


def near_names(
    connection: Connection, words: Sequence[str], seen_by: tuple[int, int] | None = None
) -> Iterator[Iterable[tuple[int, str]]]:
    """Ids and folded names of those who may bear these words but for a slip, a kind after the other, the likeliest first.

    Who is called by the first word; who has all the others; whose name begins like the first, or is one of the others. Some
    thousands each at most, so that it takes no time.
    """

    def rows(chosen: Select[Any]) -> Iterable[tuple[int, str]]:
        return ((number, key) for number, key in connection.execute(chosen.limit(NEAR)))

    def begun(by: str) -> Iterable[tuple[int, str]]:
        chosen = _chosen(seen_by).add_columns(customer.c.name_key)
        if connection.dialect.name == "sqlite":
            chosen = chosen.where(customer.c.name_key >= by, customer.c.name_key < by + _LAST)
        else:
            chosen = chosen.where(customer.c.name_key.startswith(by, autoescape=True))
        return rows(chosen)

    yield begun(f"{words[0]} ")
    others = [word for word in words[1:] if len(word) >= SHORTEST]
    if others:
        chosen = _with_part(connection, others, seen_by).order_by(None).add_columns(customer.c.name_key)
        yield rows(chosen)
    for by in (words[0][:SHORTEST], *(f"{word} " for word in words[1:]), words[0][: SHORTEST - 1]):
        if len(by) >= SHORTEST - 1:
            yield begun(by)


def bears_word(
    connection: Connection, word: str, seen_by: tuple[int, int] | None = None, *, first: bool = False
) -> bool:
    """Whether somebody's name has this word (folded) in it, whole; ``first``: as its first one."""
    key = customer.c.name_key
    begins = or_(key == word, key.startswith(f"{word} ", autoescape=True))
    later = or_(key.endswith(f" {word}", autoescape=True), key.contains(f" {word} ", autoescape=True))
    chosen = _with_part(connection, [word], seen_by).where(begins if first else or_(begins, later))
    return connection.execute(chosen.limit(1)).first() is not None


def _with_part(connection: Connection, words: Sequence[str], seen_by: tuple[int, int] | None) -> Select[Any]:
    """The customers in whom every word stands somewhere; the latest first."""
    long = [word for word in words if len(word) >= SHORTEST]
    short = [word for word in words if len(word) < SHORTEST]
    chosen = _chosen(seen_by)
    if connection.dialect.name == "sqlite" and long:
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        # joined, not “id IN (…)”, which would gather every match before the first few are shown
        index = table("customer_fts", column("rowid"))
        chosen = chosen.join(index, index.c.rowid == customer.c.id).where(
            text("customer_fts MATCH :found").bindparams(found=match)
        )
        chosen = chosen.order_by(index.c.rowid.desc())
    else:
        short = list(words)
        chosen = chosen.order_by(customer.c.id.desc())
    return chosen.where(*(customer.c.search.contains(word, autoescape=True) for word in short))


def visits_around(connection: Connection, numbers: Sequence[int], minute: int) -> dict[int, tuple[Any, Any]]:
    """For each of these customers when the last visit before an epoch minute began, and when the next one does."""
    if not numbers:
        return {}
    gone = or_(reservation.c.status.in_(["arrived", "completed"]), reservation.c.starts > minute)
    query = (
        select(
            reservation.c.customer_id,
            func.max(reservation.c.starts).filter(reservation.c.starts <= minute),
            func.min(reservation.c.starts).filter(reservation.c.starts > minute),
        )
        .where(
            reservation.c.customer_id.in_(list(numbers)),
            reservation.c.status.not_in(["cancelled", "expired", "no_show"]),
            gone,
        )
        .group_by(reservation.c.customer_id)
    )
    return {number: (last, following) for number, last, following in connection.execute(query)}


def pending(connection: Connection, minute: int, seen_by: tuple[int, int] | None) -> dict[int, int]:
    """By location, how many reservations from an epoch minute on wait for a yes or a no."""
    query = select(reservation.c.location_id, func.count()).where(
        reservation.c.status == "pending", reservation.c.starts > minute
    )
    if seen_by is not None:
        query = query.where(own_reservation(*seen_by))
    return {place: many for place, many in connection.execute(query.group_by(reservation.c.location_id))}
