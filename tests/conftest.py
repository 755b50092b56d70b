"""Databases, clocks and businesses for tests: real files, a real PostgreSQL where there is one, time that stands still."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.language.i18n import bind, language
from tests.ready_made import Files, Schemas, new_schema

POSTGRESQL = os.environ.get("FRONTDESK_TEST_POSTGRESQL")
"""The address of a PostgreSQL database in which tests may make and drop schemas."""

MONDAY = "2026-11-23T08:00:00+01:00"

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


class _Compiled(dict[Any, Any]):
    """What SQLAlchemy made of each statement, for every database of the same kind."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, made: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), made)


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """A program has one database open all day and makes its statements once; a worker here opens thousands."""
    from frontdesk.store import connection

    create_engine = connection.create_engine
    shared = {"compiled_cache": _Compiled()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "create_engine", partial(create_engine, execution_options=shared))
        yield


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """SQLite files that many tests begin with."""
    return Files(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session")
def schemas() -> Iterator[Schemas]:
    """PostgreSQL schemas that many tests use, one after the other."""
    if not POSTGRESQL:
        pytest.skip("FRONTDESK_TEST_POSTGRESQL names no PostgreSQL database")
    one = Schemas(POSTGRESQL)
    yield one
    one.close()


STORES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a place for a database: a file that is not there yet, or a schema with nothing but our tables."""
    if request.param == "sqlite":
        yield str(tmp_path / "frontdesk.db")
        return
    schemas: Schemas = request.getfixturevalue("schemas")
    schema = schemas.take()
    yield f"{POSTGRESQL}?schema={schema}"
    schemas.give_back(schema)


@pytest.fixture(params=STORES)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a place where there is nothing: neither a file nor a schema."""
    if request.param == "sqlite":
        yield str(tmp_path / "frontdesk.db")
        return
    schemas: Schemas = request.getfixturevalue("schemas")
    schema = new_schema()
    yield f"{POSTGRESQL}?schema={schema}"
    schemas.connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, eight in the morning in Madrid, until it is moved."""
    return FixedClock.at(MONDAY)


Opener = Callable[..., Desk]


@pytest.fixture(autouse=True)
def surroundings() -> Iterator[None]:
    """What a test binds the process to is not what the next one reads; and a program that it started leaves the
    garbage collector off.
    """
    yield
    gc.enable()
    if language() != "en":
        bind("en")


@pytest.fixture
def open_business(
    request: pytest.FixtureRequest, clock: FixedClock, tmp_path: Path, files: Files
) -> Iterator[Callable[[str, str], Desk]]:
    """Set up a business from the text of its file at an address; the desk that comes back is closed after the test.

    The same business at the same moment is set up once; later tests have a copy of it.
    """
    from frontdesk.desk import opening, setup

    opened: list[Desk] = []

    def make(url: str, text: str = SALON) -> Desk:
        file = tmp_path / f"business-{len(opened)}.toml"
        file.write_text(text, encoding="utf-8")
        key = (text, clock.seconds(), language())

        def set_up(where: str | Path) -> Desk:
            desk = opening.create(str(where), clock)
            opened.append(desk)
            setup.init(desk, file)
            return desk

        if "://" not in url:
            if Path(url).exists():
                return set_up(url)
            files.put(Path(url), key, lambda path: set_up(path).close())
        else:
            schemas: Schemas = request.getfixturevalue("schemas")
            schema = url.rpartition("?schema=")[2]
            if not schemas.put(key, schema):
                empty = schema in schemas.empty
                desk = set_up(url)
                if empty:
                    schemas.keep(key, schema)
                return desk
        opened.append(opening.create(url, clock))
        return opened[-1]

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


def pytest_unconfigure() -> None:
    """Nothing is looked at any more: what is left goes with the process, without being walked through time and again."""
    gc.freeze()
