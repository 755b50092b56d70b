"""A small house in a real database file, and the app on it with a clock that stands still."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, insert, update
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.worker import WorkerState

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.codes import number_of
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import create, open_desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish, Reservation
from frontdesk.store import schema
from tests.ready_made import Files

NOW = "2026-11-23T10:42:00+01:00"  # a Monday
ZONE = ZoneInfo("Europe/Madrid")
CUT, COLOUR, DINNER, ROOM, YOGA = 1, 2, 3, 4, 5
MARTA, ANA, LUIS, TABLE, SUITE = 1, 2, 3, 4, 5

LOOK, DUE, IDLE = 0.001, 0.003, 0.005
"""Seconds: between two looks whether the app rests, until a timer that is waited for, without computing."""


def at(text: str, day: str = "2026-11-23") -> int:
    """The epoch minute of a wall-clock time."""
    return int(dt.datetime.fromisoformat(f"{day}T{text}:00").replace(tzinfo=ZONE).timestamp() // 60)


def rows() -> Iterator[tuple[object, list[dict[str, object]]]]:
    yield schema.business, [{"id": 1, "name": "Norte", "locale": "es", "currency": "EUR", "country": "ES"}]
    yield schema.location, [{"id": 1, "name": "Centro", "timezone": "Europe/Madrid", "has_hours": 0}]
    people = [
        {"id": n, "location_id": 1, "kind": "staff", "name": name, "has_hours": 1, "all_services": 0}
        for n, name in ((1, "Marta"), (2, "Ana"), (3, "Luis"))
    ]
    yield schema.resource, people
    yield (
        schema.resource,
        [
            {
                "id": TABLE,
                "location_id": 1,
                "kind": "table",
                "name": "Mesa 1",
                "seats": 4,
                "has_hours": 1,
                "all_services": 0,
            },
            {
                "id": SUITE,
                "location_id": 1,
                "kind": "room",
                "name": "Suite",
                "seats": 2,
                "has_hours": 0,
                "all_services": 0,
            },
        ],
    )
    spans = ((540, 840), (960, 1230))
    yield (
        schema.weekly_hours,
        [
            {"location_id": 1, "resource_id": who, "weekday": weekday, "starts": start, "ends": end}
            for who in (MARTA, ANA, LUIS, TABLE)
            for weekday in range(6)
            for start, end in spans
        ],
    )
    channels = '["desk", "web"]'
    plain = {"channels": channels, "step": 15}
    yield (
        schema.service,
        [
            {
                "id": CUT,
                "name": "Corte",
                "duration": 45,
                "price": 2500,
                "needs": '["staff"]',
                "late_cancel": "fee",
                "fee": 1000,
                "cancel_until": 1440,
            }
            | plain,
            {
                "id": COLOUR,
                "name": "Color",
                "duration": 90,
                "price": 6000,
                "needs": '["staff"]',
                "late_cancel": "free",
                "fee": 0,
                "cancel_until": 0,
            }
            | plain,
        ],
    )
    yield (
        schema.service,
        [{"id": DINNER, "name": "Cena", "duration": 90, "price": 0, "needs": '["table"]', "max_party": 4} | plain],
    )
    yield (
        schema.service,
        [{"id": ROOM, "name": "Noche", "duration": 1440, "price": 9000, "needs": '["room"]', "nights": 1} | plain],
    )
    yield (
        schema.service,
        [{"id": YOGA, "name": "Yoga", "duration": 60, "price": 1200, "needs": '["staff"]', "grouped": 1} | plain],
    )
    yield (
        schema.performs,
        [{"resource_id": who, "service_id": what} for what in (CUT, COLOUR) for who in (MARTA, ANA, LUIS)],
    )
    yield (
        schema.performs,
        [
            {"resource_id": TABLE, "service_id": DINNER},
            {"resource_id": SUITE, "service_id": ROOM},
            {"resource_id": LUIS, "service_id": YOGA},
        ],
    )
    yield schema.session, [
        {
            "id": 1, "service_id": YOGA, "location_id": 1, "resource_id": LUIS, "starts": at("18:00"), "ends": at("19:00"),
            "day": dt.date(2026, 11, 23).toordinal(), "capacity": 3,
        }
    ]  # fmt: skip
    yield (
        schema.claim,
        [{"resource_id": LUIS, "location_id": 1, "starts": at("18:00"), "ends": at("19:00"), "session_id": 1}],
    )


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.at(NOW)


def small_house(path: Path) -> None:
    """Make the database of these rows."""
    desk = create(str(path), FixedClock.at(NOW))

    def fill(connection: object) -> None:
        for table, some in rows():
            connection.execute(insert(table), some)  # type: ignore[attr-defined, call-overload]

    desk.store.writing(fill)
    desk.close()


@pytest.fixture
def path(tmp_path: Path, files: Files) -> Path:
    file = tmp_path / "desk.db"
    files.put(file, "small house", small_house)
    return file


@pytest.fixture
def desk(path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A second desk on the same file: what other terminals do."""
    desk = open_desk(str(path), clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def book(desk: Desk) -> Callable[..., Reservation]:
    def make(
        name: str = "Ana López", when: str = "11:00", staff: int = MARTA, service: int = CUT, **more: object
    ) -> Reservation:
        wish = CustomerWish(name=name, phone=str(more.pop("phone", "")) or None)
        return desk.book(Booking((LineWish(service, staff),), at(when), wish, **more))  # type: ignore[arg-type]

    return make


@pytest.fixture
def app(path: Path, clock: FixedClock) -> FrontdeskApp:
    return FrontdeskApp(lambda: open_desk(str(path), clock=clock))


def asked(desk: Desk, visit: Reservation) -> Reservation:
    """Make of a reservation a request that waits for a yes."""

    def wait(connection: Connection) -> None:
        which = schema.reservation.c.id == number_of(visit.code)
        connection.execute(update(schema.reservation).where(which).values(status="pending"))

    desk.store.writing(wait)
    return desk.reservation(visit.code)


async def until(pilot: Pilot[None], true: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait until something is so, and then until what made it so has been done."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(IDLE)
        if true():
            await pilot.pause()
            return
    raise AssertionError("it did not become so")


@contextmanager
def in_row(*given: object) -> Iterator[None]:
    """One row of a table that a test goes through without starting anew: what fails there says which it was."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in the row {given!r}")
        raise


async def loaded(pilot: Pilot[None]) -> None:
    """Wait until the agenda shows a day."""
    await until(pilot, lambda: pilot.app.query("DayGrid") and pilot.app.query_one("DayGrid").day is not None)
    await asyncio.sleep(0)
    await pilot.pause()


def rests(app: FrontdeskApp) -> bool:
    """Whether nothing is left to be done: nobody asks the database, no key waits, all stands in its place.

    What only has to be painted is painted some time.
    """
    loop: Any = asyncio.get_running_loop()
    if loop._ready or any(not timer.cancelled() and timer.when() < loop.time() + DUE for timer in loop._scheduled):
        return False
    if any(
        worker.group not in ("listen", "long_work") and worker.state in (WorkerState.PENDING, WorkerState.RUNNING)
        for worker in app.workers
    ):
        return False
    if not app.screen_stack:
        return True
    screen = app.screen
    if screen._layout_required or screen._scroll_required or screen._recompose_required or screen._callbacks:
        screen._on_timer_update()
        return False
    return not app._queue and not app._hold_back


@pytest.fixture(autouse=True)
def keys_without_idling(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot goes on as soon as the app has nothing left to do; by itself it would sleep until the processor does.

    That is still what it does while the app waits for somebody else.
    """
    piloted: list[FrontdeskApp] = []
    begin = Pilot.__init__

    def remember(self: Pilot[None], app: FrontdeskApp) -> None:
        piloted[:] = [app]
        begin(self, app)

    async def wait_for_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
        began = looked = time.monotonic()
        computed = time.process_time()
        while True:
            await asyncio.sleep(LOOK)
            if rests(piloted[0]):
                return
            if time.monotonic() > looked + IDLE:
                before, computed, looked = computed, time.process_time(), time.monotonic()
                if computed - before < IDLE / 10 or looked > began + max_sleep:
                    return

    monkeypatch.setattr(Pilot, "__init__", remember)
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_rest)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_rest)


@pytest.fixture(scope="session", autouse=True)
def styles_parsed_once() -> Iterator[None]:
    """A stylesheet says the same in every app with the same theme: a worker here starts hundreds of them."""
    parse, kept = Stylesheet._parse_rules, dict[Any, list[RuleSet]]()

    def parse_once(self: Stylesheet, css: str, *how: Any, **more: Any) -> list[RuleSet]:
        key = (css, how, *sorted(more.items()), frozenset(self._variables.items()))
        if key not in kept:
            kept[key] = parse(self, css, *how, **more)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        # by identity, as theirs, which is asked for millions of times
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        yield
