"""The search of customers: whatever way it takes through the indexes, it finds what a slow and simple one finds."""

from __future__ import annotations

import random

import pytest

from frontdesk.base.text import digits, folded
from frontdesk.desk.desk import Desk
from frontdesk.store import customers
from frontdesk.store.customers import CustomerRecord

FIRST = ("María", "Mariano", "Ana", "Íñigo", "Zoe", "Núria", "José María", "☃", "100% Ana", "O'Brien", "12 34")
LAST = ("López", "García", "Martínez", "Lopez-Ruiz", "Müller", "")
QUERIES = (
    "", "m", "ma", "mar", "maria", "MARÍA", "z", "zz", "zzz", "garcia", "lopez", "maria lopez", "lopez maria", "a b", "6",
    "61", "612", "6123", "6 12", "12 34", "+34 6", "vip", "mañana", "vip maria", "@", "ex", "example.com", "c1@", "☃", "%",
    "100%", "_", '"', "o'b", "'", "\\", "-", "*", "ana*", "NOT ana", "ana OR zoe", " ", "  ana  ", "ana\tlopez",
)  # fmt: skip


def some(number: int) -> list[CustomerRecord]:
    dice = random.Random(7)
    return [
        CustomerRecord(
            n,
            f"{dice.choice(FIRST)} {dice.choice(LAST)}".strip(),
            1_700_000_000,
            f"+34{dice.randint(610_000_000, 629_999_999)}" if dice.random() < 0.8 else None,
            f"c{n}@example.com" if dice.random() < 0.5 else None,
            tags=tuple(sorted({dice.choice(("vip", "mañana", "nuevo"))} if dice.random() < 0.3 else ())),
            erased=int(n % 50 == 0),
            merged_into=1 if n % 37 == 0 else None,
        )
        for n in range(1, number + 1)
    ]


def simple(records: list[CustomerRecord], query: str) -> list[str]:
    """The same, record by record."""
    query = " ".join(query.split())
    whole, number = folded(query), digits(query)
    words = whole.split()

    def holds(record: CustomerRecord) -> bool:
        if record.erased or record.merged_into:
            return False
        if query.strip() and not words:
            return query.strip().lower() in record.name.lower()
        found = all(word in record.search for word in words)
        return found or bool(number and not any(c.isalpha() for c in query) and number in record.search)

    def rank(record: CustomerRecord) -> tuple[bool, str, int]:
        key = folded(record.name)
        return (bool(whole.strip()) and not key.startswith(whole), key, record.id)

    return [f"C{record.id}" for record in sorted(filter(holds, records), key=rank)]


@pytest.fixture
def records(desk: Desk) -> list[CustomerRecord]:
    new = some(700)
    desk.write(lambda work: work.add_customers(new, "import"))
    return new


@pytest.mark.parametrize("few", [0, 5, 2_000])
def test_every_way_finds_the_same(
    desk: Desk, records: list[CustomerRecord], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customers, "_FEW", few)
    for query in QUERIES:
        wanted = simple(records, query)
        assert [one.id for one in desk.customers(query, limit=1000)] == wanted, query
        assert desk.count_customers(query) == len(wanted), query


@pytest.mark.parametrize("few", [0, 2_000])
def test_pages_join_without_gap(
    desk: Desk, records: list[CustomerRecord], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customers, "_FEW", few)
    for query in ("", "m", "mar", "6", "lopez"):
        wanted = simple(records, query)
        found: list[str] = []
        while page := desk.customers(query, limit=17, offset=len(found)):
            found += [one.id for one in page]
        assert found == wanted


def test_a_search_walks_through_its_index_alone(sqlite_desk: Desk) -> None:
    def plan(work: object) -> str:
        rows = work.connection.exec_driver_sql(  # type: ignore[attr-defined]
            "EXPLAIN QUERY PLAN SELECT id FROM customer WHERE customer.merged_into IS NULL AND customer.erased = 0"
            " AND instr(search, 'zz') > 0 ORDER BY name_key, id LIMIT 100"
        )
        return " ".join(row[3] for row in rows)

    assert "COVERING INDEX ix_customer_standing" in sqlite_desk.read(plan)
