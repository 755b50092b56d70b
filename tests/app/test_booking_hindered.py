"""What stands in the way of a booking is said in its form, and only what can be had is offered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, update
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, Filter, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.store import schema
from tests.app.conftest import ANA, ROOM, at, loaded, until
from tests.app.test_booking_form import opened

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio

FAR = "12/6/2027"


async def stay(pilot: Pilot[None], app: FrontdeskApp, day: str, nights: str, people: str) -> BookingDialog:
    """The form with a stay in it, the cursor still in the last of its fields."""
    await loaded(pilot)
    await pilot.press("b", "tab")
    await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
    dialog = app.screen
    assert isinstance(dialog, BookingDialog)
    dialog.field("service").input.focus()
    await pilot.press(*"noche", "tab")
    for name, typed in (("nights", nights), ("customer", "Zoe"), ("day", day), ("party", people)):
        dialog.field(name).input.focus()
        await pilot.pause()
        await pilot.press("end", *["backspace"] * 20, *typed)
    return dialog


def offered(dialog: BookingDialog) -> list[object]:
    return [value for _words, value in dialog._choices]


@pytest.fixture(autouse=True)
def for_two_at_most(desk: Desk) -> None:
    def limit(connection: Connection) -> None:
        connection.execute(update(schema.service).where(schema.service.c.id == ROOM).values(max_party=2))

    desk.store.writing(limit)


async def test_a_party_too_large_is_the_reason_that_is_said(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await stay(pilot, app, FAR, "2", "30")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: dialog.field("party").problem)
        assert dialog.field("party").problem == "At most 2 people."
        assert not dialog.field("day").problem
        assert app.focused is dialog.field("party").input
        dialog.field("day").input.focus()
        await until(pilot, lambda: dialog.draft.nights_free is not None)
        assert offered(dialog) == []
        assert not desk.reservations(Filter(statuses=("pending", "confirmed")))
        # fewer people can be had
        dialog.field("party").input.focus()
        await pilot.press("end", *["backspace"] * 3, "2")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert [visit.party for visit in desk.reservations(Filter())] == [2]


async def test_only_days_on_which_the_stay_can_begin_are_offered(app: FrontdeskApp, desk: Desk) -> None:
    wish = CustomerWish(name="Eva")
    desk.book(Booking((LineWish(ROOM),), at("15:00", "2026-11-25"), wish, nights=2, party=1))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await stay(pilot, app, "25/11", "2", "1")
        dialog.field("day").input.focus()
        await until(pilot, lambda: dialog.field("day").problem and dialog.draft.nights_free is not None)
        taken = at("12:00", "2026-11-25") // 1440 + 719163
        assert dialog.field("day").problem == "Nothing is free for these nights."
        assert offered(dialog)[:2] == [taken - 2, taken + 2]
        await pilot.press("down", "enter")
        await until(pilot, lambda: dialog.draft.start is not None)
        assert not dialog.field("day").problem


async def test_enter_books_is_not_said_where_it_does_not(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        book(when="12:00", staff=ANA)  # at another terminal, a moment ago
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe", "enter")
        dialog.field("time").input.focus()
        await pilot.press("enter")
        await until(pilot, lambda: dialog.field("time").problem)
        assert "Ana is taken" in dialog.field("time").problem
        assert not dialog.field("notes").has_class("told")
        # nor is it said on the way back to it
        dialog.field("customer").input.focus()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert not dialog.field("notes").has_class("told")


async def test_nor_beside_nights_that_cannot_be_had(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await stay(pilot, app, FAR, "2", "30")
        dialog.field("customer").input.focus()
        await until(pilot, lambda: dialog.field("party").problem)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert not dialog.field("notes").has_class("told")
