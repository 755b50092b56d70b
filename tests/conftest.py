"""Databases, clocks and businesses for tests: real files, a real PostgreSQL where there is one, time that stands still."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.language.i18n import bind, language

POSTGRESQL = os.environ.get("FRONTDESK_TEST_POSTGRESQL")
"""The address of a PostgreSQL database in which tests may make and drop schemas."""

MONDAY = "2026-11-23T08:00:00+01:00"

_numbers = itertools.count()

SALON = """
[business]
name = "Peluquería Norte"
locale = "es"
currency = "EUR"
country = "ES"

[[locations]]
name = "Centro"
timezone = "Europe/Madrid"

[[staff]]
name = "Marta"
[staff.hours]
mon = ["09:00-14:00", "16:00-20:00"]
tue = ["09:00-14:00"]
wed = ["09:00-14:00"]
thu = ["09:00-14:00"]
fri = ["09:00-14:00"]

[[staff]]
name = "Ana"
absences = []
[staff.hours]
mon = ["09:00-14:00"]
tue = ["09:00-14:00"]
wed = ["09:00-14:00"]
thu = ["09:00-14:00"]
fri = ["09:00-14:00", "22:00-02:00"]

[[rooms]]
name = "Cabina 1"

[[equipment]]
name = "láser"

[[services]]
name = "Corte"
duration = 45
buffer_after = 10
step = 15
price = "25.00"
cancel_until = 1440
late_cancel = "fee"
no_show = "fee"
fee = "10.00"

[[services]]
name = "Masaje"
duration = 60
needs = ["staff", "room"]
price = "50.00"

[[services]]
name = "Depilación"
duration = 30
needs = ["staff", "room", "equipment:láser"]
price = "40.00"

[[services]]
name = "Color"
duration = 120
processing = [30, 45]
price = "60.00"

[[services]]
name = "Novia"
duration = 180
price = "180.00"

[[services]]
name = "Yoga"
duration = 60
price = "12.00"

[[sessions]]
service = "Yoga"
staff = "Ana"
start = 2026-11-24T18:00:00
duration = 60
capacity = 3
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty place for a database: a file, or a schema of its own."""
    if request.param == "sqlite":
        yield str(tmp_path / "frontdesk.db")
        return
    if not POSTGRESQL:
        pytest.skip("FRONTDESK_TEST_POSTGRESQL names no PostgreSQL database")
    import psycopg

    schema = f"t{os.getpid()}_{next(_numbers)}"
    yield f"{POSTGRESQL}?schema={schema}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, eight in the morning in Madrid, until it is moved."""
    return FixedClock.at(MONDAY)


Opener = Callable[..., Desk]


@pytest.fixture(autouse=True)
def reader_of_english() -> Iterator[None]:
    """What a test binds the process to is not what the next one reads."""
    yield
    if language() != "en":
        bind("en")


@pytest.fixture
def open_business(clock: FixedClock, tmp_path: Path) -> Iterator[Callable[[str, str], Desk]]:
    """Set up a business from the text of its file at an address; the desk that comes back is closed after the test."""
    from frontdesk.desk import opening, setup

    opened: list[Desk] = []

    def make(url: str, text: str = SALON) -> Desk:
        file = tmp_path / f"business-{len(opened)}.toml"
        file.write_text(text, encoding="utf-8")
        desk = opening.create(url, clock)
        opened.append(desk)
        setup.init(desk, file)
        return desk

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_business: Callable[..., Desk], store_url: str) -> Desk:
    """The salon, on SQLite and on PostgreSQL."""
    return open_business(store_url)


@pytest.fixture
def sqlite_desk(open_business: Callable[..., Desk], tmp_path: Path) -> Desk:
    """The salon on a SQLite file."""
    return open_business(str(tmp_path / "salon.db"))


def pytest_xdist_auto_num_workers() -> int:
    """Tests of screens wait more than they compute: twice as many at once as there are processors."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not walk through it time and again.

    A drawn screen makes so many small objects that, as the collector is set by itself, it took a third of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
