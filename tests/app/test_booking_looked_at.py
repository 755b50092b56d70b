"""What stands in the booking form is what is booked: nothing that nobody looked at, typed or pointed at."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import delete

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, Hold, LineWish, Reservation, Slot, SlotQuery
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.store import schema
from tests.app.conftest import ANA, COLOUR, CUT, MARTA, at, until
from tests.app.test_booking_form import ALL, opened

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


async def test_another_day_asks_for_the_time_again(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter")
        assert app.focused is dialog.field("customer").input
        dialog.field("day").input.focus()
        await pilot.pause()
        await pilot.press(*"el jueves", "enter")
        time = dialog.field("time")
        assert app.focused is time.input
        assert (time.value, time.input.selected_text) == ("12:00", "12:00")
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is dialog.field("customer").input)
        await pilot.press(*"Zoe", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == at("12:00", "2026-11-26")


async def test_a_time_taken_on_the_other_day_goes(app: FrontdeskApp, desk: Desk) -> None:
    desk.book(Booking((LineWish(CUT, ANA),), at("12:00", "2026-11-26"), CustomerWish(name="Otra")))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        dialog.field("day").input.focus()
        await pilot.pause()
        await pilot.press(*"thu", "enter", "enter")
        await until(pilot, lambda: "12:00" in dialog.field("time").problem)
        assert (dialog.field("time").value, dialog.draft.clock) == ("", None)
        assert app.focused is dialog.field("time").input


async def test_ctrl_s_books_no_time_that_was_not_looked_at(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        dialog.field("day").input.focus()
        await pilot.pause()
        await pilot.press(*"thu", "ctrl+s")
        await until(pilot, lambda: dialog.field("time").problem)
        assert app.focused is dialog.field("time").input
        assert desk.reservations(ALL) == []
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_the_time_kept_for_the_form_is_not_taken_from_it(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, looked, thursday = threading.Event(), threading.Event(), dt.date(2026, 11, 26).toordinal()
    hold, slots = Desk.hold, Desk.slots

    def late_answer(self: Desk, booking: Booking, *more: int) -> Hold:
        kept = hold(self, booking, *more)
        if booking.start >= at("00:00", "2026-11-26"):
            held.set()
            looked.wait(10)
        return kept

    def late_question(self: Desk, query: SlotQuery) -> list[Slot]:
        if query.first == thursday:
            held.wait(10)
        try:
            return slots(self, query)
        finally:
            if query.first == thursday:
                looked.set()

    monkeypatch.setattr(Desk, "hold", late_answer)
    monkeypatch.setattr(Desk, "slots", late_question)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        dialog.field("day").input.focus()
        await pilot.pause()
        await pilot.press(*"thu", "enter")
        await until(pilot, lambda: dialog._answered is not None)
        assert (dialog.field("time").value, dialog.field("time").problem) == ("12:00", "")
        assert held.is_set()
        await pilot.press("enter", "enter", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert [one.start for one in desk.reservations(ALL)] == [at("12:00", "2026-11-26")]


@pytest.mark.parametrize("leave", ["tab", "shift+tab"])
async def test_leaving_the_time_takes_nothing_else(app: FrontdeskApp, desk: Desk, book: Book, leave: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe", "enter")
        book("Otra", "12:00", ANA)
        await pilot.press("enter")
        await until(pilot, lambda: dialog.field("time").problem and dialog.draft.instead)
        await pilot.press(leave)
        await pilot.pause()
        assert dialog.field("time").value == "12:00"
        assert "Ana" in dialog.field("time").problem
        assert dialog.draft.clock in (None, 720)


async def test_whoever_does_not_do_it_is_not_dropped_in_silence(app: FrontdeskApp, desk: Desk) -> None:
    def not_hers(connection: object) -> None:
        hers = (schema.performs.c.resource_id == MARTA) & (schema.performs.c.service_id == COLOUR)
        connection.execute(delete(schema.performs).where(hers))  # type: ignore[attr-defined]

    desk.store.writing(not_hers)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app, who=MARTA, key="b tab")
        await pilot.press(*"color", "enter")
        assert dialog.field("staff").value == ""
        assert dialog.field("staff").problem == "Marta does not do this: anyone else."
        assert app.focused is dialog.field("time").input
