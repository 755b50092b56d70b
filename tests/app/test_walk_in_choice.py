"""What was chosen in the walk-in stays chosen, by the service itself, whatever becomes of the number of people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from tests.app.conftest import ANA, COLOUR, DINNER, LUIS, MARTA, until
from tests.app.test_today import ALL, today, walk_in

pytestmark = pytest.mark.asyncio
Book = Callable[..., Reservation]


def under_cursor(dialog: WalkInDialog) -> int | None:
    lines = dialog.query_one("#options")
    return dialog._options[lines.cursor].service_id if 0 <= lines.cursor < len(dialog._options) else None  # type: ignore[attr-defined]


def row(dialog: WalkInDialog, service: int) -> int:
    return [option.service_id for option in dialog._options].index(service)


@pytest.mark.parametrize(
    "meanwhile",
    [
        ("backspace", "1"),
        ("backspace", "0", "backspace", "1"),
        ("end", "9", "9", "9", "9", "9", "backspace", "backspace", "backspace", "backspace", "backspace"),
    ],
)
async def test_the_choice_outlives_a_party_of_nobody(
    app: FrontdeskApp, desk: Desk, book: Book, meanwhile: tuple[str, ...]
) -> None:
    for who in (MARTA, ANA, LUIS):
        book(f"Una {who}", "10:45", who, phone=f"60011122{who}")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        assert row(dialog, COLOUR) > 0
        await pilot.press(*["down"] * row(dialog, COLOUR), "tab", *"Dani", "tab", "tab", *meanwhile)
        await until(pilot, lambda: dialog._options)
        assert (dialog.field("party").value, under_cursor(dialog)) == ("1", COLOUR)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: app.screen is screen)
        assert [(one.name, one.service) for one in desk.waiting()] == [("Dani", "Color")]


async def test_enter_never_seats_for_another_service_than_was_chosen(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press(*["down"] * row(dialog, DINNER), "9")
        await until(pilot, lambda: all(option.service_id != DINNER for option in dialog._options))
        assert under_cursor(dialog) is None
        assert "Cena" in dialog.field("party").problem
        await pilot.press("enter", "l")
        await pilot.pause()
        assert (app.screen, desk.reservations(ALL), desk.waiting()) == (dialog, [], [])
        dialog.field("party").input.value = "4"
        await until(pilot, lambda: under_cursor(dialog) == DINNER)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert [(one.service, one.party) for one in desk.reservations(ALL)] == [("Cena", 4)]


async def test_opened_anew_it_begins_with_the_first_row(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press("down", "down", "escape")
        await until(pilot, lambda: app.screen is screen)
        await walk_in(pilot)
        await pilot.pause()
        assert dialog.query_one("#options").cursor == 0  # type: ignore[attr-defined]
