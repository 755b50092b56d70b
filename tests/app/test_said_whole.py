"""What is said at the foot of a screen is said whole at 80 × 24, in Spanish too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.language.i18n import bind
from frontdesk.screens.dialogs.question import DEAF_FOR
from frontdesk.screens.list import ListScreen
from tests.app.conftest import ANA, MARTA, at, loaded, until
from tests.app.test_settings_screen import message
from tests.app.test_today import drawn

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


def last_lines(app: FrontdeskApp) -> str:
    """The message as it is seen, its lines as one."""
    line = app.main.query_one("#message")
    seen = drawn(app)[line.region.y : line.region.bottom]
    return " ".join(" ".join(row.split()) for row in seen)


async def first_row(pilot: Pilot[None]) -> None:
    app = pilot.app
    await pilot.press("3")
    await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.chosen() is not None)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_what_is_refused_on_another_day_is_said_whole(
    app: FrontdeskApp, desk: Desk, book: Book, language: str
) -> None:
    visit = book("María del Carmen Fernández-Valdés y Ortega", "11:00", MARTA)
    desk.move(visit.code, at("11:00", "2026-11-26"))
    bind(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await first_row(pilot)
        rows = app.screen.lines.size.height
        await pilot.press("a")
        await until(pilot, lambda: visit.code in message(app))
        await until(pilot, lambda: app.main.query_one("#message").size.height == 2)
        assert last_lines(app) == " ".join(message(app).split())
        await pilot.press("down")
        app.say("")
        await until(pilot, lambda: app.main.query_one("#message").size.height == 1)
        assert app.screen.lines.size.height == rows


async def test_what_is_undone_is_said_whole(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("María del Carmen Fernández-Valdés y Ortega", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await first_row(pilot)
        await pilot.press("x")
        await pilot.pause(DEAF_FOR + 0.1)
        await pilot.press("enter")
        await until(pilot, lambda: "cancelled" in message(app))
        assert last_lines(app) == " ".join(message(app).split())
        await pilot.press("u")
        await until(pilot, lambda: "Undone" in message(app))
        assert last_lines(app) == " ".join(message(app).split())


async def test_why_a_visit_cannot_be_put_there_is_said_first(app: FrontdeskApp, book: Book) -> None:
    book("Nuria Bustamante de la Vega", "11:00", ANA)
    book("María del Carmen Fernández-Valdés y Ortega", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("m")
        await until(pilot, lambda: app.screen.carrying)
        await pilot.press("right")
        detail = app.screen.query_one("#detail")
        await until(pilot, lambda: "Ana is taken" in detail.text)
        line = drawn(app)[detail.region.y]
        assert line.startswith(" ↕ Ana is taken from 11:00 to 11:45")
        assert "Nuria Bustamante" in line
