"""A house that lives by nights sees first which rooms are free tonight, and nights where it sets their price."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, insert, update

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.settings import PARTS, SettingsScreen
from frontdesk.store import schema
from tests.app.conftest import COLOUR, CUT, DINNER, ROOM, SUITE, at, loaded, until
from tests.app.test_today import detail, drawn, section, today

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio
SECOND = 60


@pytest.fixture
def hotel(desk: Desk) -> Desk:
    """Nothing but nights and a class, and a second room."""

    def fill(connection: Connection) -> None:
        ended = schema.service.c.id.in_([CUT, COLOUR, DINNER])
        connection.execute(update(schema.service).where(ended).values(active=0))
        room = {
            "id": SECOND, "location_id": 1, "kind": "room", "name": "102", "seats": 2, "has_hours": 0, "all_services": 0
        }  # fmt: skip
        connection.execute(insert(schema.resource), [room])
        connection.execute(insert(schema.performs), [{"resource_id": SECOND, "service_id": ROOM}])

    desk.store.writing(fill)
    return desk


def stay(desk: Desk, day: str, room: int) -> Reservation:
    line = LineWish(ROOM, resources=(room,))
    return desk.book(Booking((line,), at("15:00", day), CustomerWish(name="Eva"), nights=1))


async def test_the_rooms_of_tonight_stand_first(app: FrontdeskApp, hotel: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert section(screen, "Rooms free tonight") == ["Suite Noche", "102 Noche"]
        stay(app.desk, "2026-11-23", SUITE)
        stay(app.desk, "2026-11-24", SECOND)
        await until(pilot, lambda: section(screen, "Rooms free tonight") == ["102 Noche 1 night"])
        assert any("Rooms free tonight · 1" in line for line in drawn(app))
        screen.now.focus()
        screen.now.go_to(("free", SECOND))
        await until(pilot, lambda: "102 · Noche · free tonight, for 1 night" in detail(screen))
        wish = screen.wish()
        assert (wish.service, wish.day, wish.nights) == (ROOM, screen.today, 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: app.screen.grid.column is not None and app.screen.grid.column.resource.id == SECOND)


async def test_other_houses_see_who_is_free(app: FrontdeskApp, desk: Desk) -> None:
    assert desk.board(1).rooms is None
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert section(screen, "Free")
        assert not any("Rooms free" in line for line in drawn(app))


async def test_a_room_is_priced_by_the_night(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen) and app.screen.parts.count)
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        screen.parts.move_to(list(PARTS).index("service"))
        await until(pilot, lambda: screen.entries.count == 5)
        rows = [" ".join(screen.entries._rows[n]) for n in range(5)]
        assert any("by the night · 90.00 EUR per night" in row for row in rows)
