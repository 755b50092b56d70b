"""Whose visit a line is about: the customers its words may mean, out of any number of them, and whether one is clear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.desk import contacts, reading, values
from frontdesk.desk.line_names import parts
from frontdesk.desk.work import Work
from frontdesk.language.slips import alike
from frontdesk.store import customers as store_customers
from frontdesk.store import finding as store

MOST = 12
"""Candidates that are shown."""
LOOKED = 60
"""Candidates that are counted; where there are more, it is at least so many."""
_ENDS = 400
"""Phones with the same end of which the names are compared."""


@dataclass(frozen=True)
class Meant:
    """Customers that are meant (ids), by how much of the name was said: ``full``, ``some`` of its words, their beginnings
    (``begun``), with a ``slip``. ``more``: there may be others, who were not looked at."""

    ids: tuple[int, ...] = ()
    how: str = ""
    more: bool = False

    @property
    def clear(self) -> bool:
        """Whether it is one."""
        return len(self.ids) == 1


def meant(work: Work, words: Sequence[str], *, slips: bool = True) -> Meant:
    """The customers that words may mean, in any order; the surest way that finds any decides."""
    name = " ".join(words)
    said = parts(name)
    if not said:
        return Meant()
    seen_by = work.own_only
    full = [record.id for record in store_customers.named(work.connection, name, LOOKED) if _standing(record)]
    if full and seen_by is None:
        return Meant(tuple(full), "full", len(full) == LOOKED)
    found = _named(work, store.customers(work.connection, name, LOOKED, seen_by))
    for how, fits in (("full", _all), ("some", _whole), ("begun", _begun)):
        if ids := [number for number, bears in found if fits(said, bears)]:
            return Meant(tuple(ids), how, len(found) == LOOKED)
    if not slips or max(map(len, said)) < 4:
        return Meant()
    near = _near(work, said, seen_by)
    return Meant(tuple(near[:LOOKED]), "slip", len(near) > LOOKED)


def is_name(work: Work, word: str) -> bool:
    """Whether somebody is called so, by any part of the name."""
    return store.bears_word(work.connection, word, work.own_only)


def _standing(record: store_customers.CustomerRecord) -> bool:
    return record.merged_into is None and not record.erased


def _named(work: Work, ids: Sequence[int]) -> list[tuple[int, tuple[str, ...]]]:
    briefs = store_customers.briefs(work.connection, ids)
    return [(number, parts(briefs[number][1])) for number in ids if number in briefs]


def _all(said: tuple[str, ...], bears: tuple[str, ...]) -> bool:
    return sorted(said) == sorted(bears)


def _whole(said: tuple[str, ...], bears: tuple[str, ...]) -> bool:
    return all(word in bears for word in said)


def _begun(said: tuple[str, ...], bears: tuple[str, ...]) -> bool:
    return all(any(one.startswith(word) for one in bears) for word in said)


def _near(work: Work, said: tuple[str, ...], seen_by: tuple[int, int] | None) -> list[int]:
    """Those whose names are the words but for a slip; of them only those with the fewest words wrong.

    Thousands of names are looked at, one after the other: what is kept of them are their words.
    """
    wanted = set(said)
    seen: dict[str, frozenset[str]] = {}  # of the words in names, which of those said they may be

    def may_be(word: str) -> frozenset[str]:
        return frozenset(one for one in said if one == word or alike(one, word))

    def nearest(rows: Iterable[tuple[int, str]]) -> list[int]:
        least, found = 0, list[int]()
        for number, key in rows:
            bears = key.replace("'", " ").split()
            fitting = set[str]()
            for word in bears:
                if word not in seen:
                    seen[word] = may_be(word)
                fitting |= seen[word]
            if len(fitting) < len(wanted):
                continue
            wrong = sum(word not in bears for word in said) * 8 + abs(len(bears) - len(said))
            if not found or wrong < least:
                least, found = wrong, []
            if wrong == least:
                found.append(number)
        return found

    for rows in store.near_names(work.connection, said, seen_by):
        if found := nearest(rows):
            return found
    return []


def with_phone(work: Work, phone: str) -> tuple[str, list[int]]:
    """A phone as it is stored, and who has it."""
    stored = contacts.phone(phone, work.rules.business.country)
    return stored, [record.id for record in store_customers.with_phone(work.connection, stored) if _standing(record)]


def by_end(work: Work, words: Sequence[str], end: str) -> tuple[int, ...]:
    """Who has these words in the name, a slip in them allowed, and a phone that ends so."""
    found = _named(work, store.customers(work.connection, end, _ENDS, work.own_only))
    records = store_customers.load(work.connection, [number for number, _bears in found])
    ending = [(number, bears) for number, bears in found if (records[number].phone or "").endswith(end)]
    for fits in (_whole, _begun, _slipped):
        if ids := [number for number, bears in ending if fits(tuple(words), bears)]:
            return tuple(ids[:LOOKED])
    return ()


def _slipped(said: tuple[str, ...], bears: tuple[str, ...]) -> bool:
    return all(any(alike(word, one) for one in bears) for word in said)


def known(work: Work, ids: Sequence[int]) -> tuple[values.Known, ...]:
    """Customers with what tells namesakes apart; those that came last first, ``MOST`` of them."""
    visits = store.visits_around(work.connection, ids, work.minute)
    shown = sorted(dict.fromkeys(ids), key=lambda number: -(visits.get(number, (None,))[0] or 0))[:MOST]
    records = store_customers.load(work.connection, shown)
    return tuple(
        values.Known(reading.customer_value(records[number]), *visits.get(number, (None, None)))
        for number in shown
        if number in records
    )
