"""What the screens look like at both sizes that count. Made anew with ``pytest tests/app/test_pictures.py --snapshot-update``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from tests.app.conftest import ANA, COLOUR, LUIS, MARTA, at, loaded, until

Book = Callable[..., Reservation]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


@pytest.fixture
def lively(desk: Desk, book: Book) -> None:
    """A day with something of everything."""
    book("Ana López", "11:00", MARTA, phone="600111222")
    desk.arrive(book("Luis Gil", "11:00", ANA, service=COLOUR).code)
    book("田中さくら", "12:00", LUIS)
    book("María José Fernández de la Fuente", "12:45", MARTA)
    done = book("Zoë", "13:00", ANA)
    desk.arrive(done.code)
    desk.complete(done.code)


@SIZES
def test_agenda(app: FrontdeskApp, lively: None, snap_compare: Any, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await loaded(pilot)
        pilot.app.screen.grid.go_to(at("12:00"), LUIS)
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=go)


@SIZES
def test_booking(app: FrontdeskApp, lively: None, snap_compare: Any, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await loaded(pilot)
        await pilot.press("b", *"corte", "enter")
        await until(pilot, lambda: pilot.app.screen.draft.slots)
        pilot.app.screen.field("time").input.focus()
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=go)


@SIZES
def test_list(app: FrontdeskApp, lively: None, snap_compare: Any, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await loaded(pilot)
        await pilot.press("3")
        await until(pilot, lambda: pilot.app.screen.query("#rows") and pilot.app.screen.lines.count == 5)
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=go)


@SIZES
def test_customers(app: FrontdeskApp, lively: None, snap_compare: Any, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await loaded(pilot)
        await pilot.press("4", *"ana")
        await until(pilot, lambda: pilot.app.screen.query("#visits") and pilot.app.screen.visits.count == 1)
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=go)
