"""All that was understood of a line is seen, however long its parts are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from tests.app.conftest import MARTA
from tests.app.test_manners import drawn
from tests.app.test_quick_line import opened, said, understood

pytestmark = pytest.mark.asyncio
Book = Callable[..., Reservation]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


@SIZES
async def test_notes_are_seen_below_a_customer_of_two_lines(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock, size: tuple[int, int]
) -> None:
    visit = book("Maximiliana Fernández Echevarría", "11:00", MARTA, phone="600111222")
    clock.move(3600)
    desk.arrive(visit.code)
    desk.complete(visit.code)
    book("Maximiliana Fernández Echevarría", "17:00", MARTA, phone="600111222")
    async with app.run_test(size=size) as pilot:
        dialog = await opened(pilot, app, "12:30")
        dialog.line.value = "maximiliana corte jueves 10:30 marta // alergia al amoniaco"
        await understood(pilot, dialog)
        rows = said(dialog).split("\n")
        assert len(rows) == 6 and "next today" in said(dialog)
        seen = "\n".join(drawn(app))
        assert "Notes       alergia al amoniaco" in seen
        assert "Thu 26 Nov 10:30" in seen


@SIZES
async def test_a_long_note_is_seen_whole_and_so_are_the_choices(
    app: FrontdeskApp, desk: Desk, book: Book, size: tuple[int, int]
) -> None:
    book("Eva Ruiz", "11:00", MARTA, phone="600111222")
    async with app.run_test(size=size) as pilot:
        dialog = await opened(pilot, app)
        note = "palabras " * 25 + "fin"
        dialog.line.value = f"eva corte hoy 11:15 marta // {note}"
        await understood(pilot, dialog)
        await pilot.pause()
        seen = "\n".join(drawn(app))
        assert "fin" in seen.split("Notes")[1]
        assert "Marta is taken from 11:00" in seen
        assert dialog.lines.size.height >= dialog.lines.count == 3
