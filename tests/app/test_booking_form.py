"""The booking form as somebody new to it fills it in; what the database says is asserted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, update
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish, Filter, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.store import schema
from tests.app.conftest import ANA, CUT, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio

ALL = Filter(statuses=("pending", "confirmed", "arrived", "completed", "no_show", "cancelled"))


async def opened(
    pilot: Pilot[None], app: FrontdeskApp, when: str = "12:00", who: int = ANA, key: str = "enter"
) -> BookingDialog:
    """The booking form, begun at a cell of the agenda."""
    await loaded(pilot)
    app.screen.grid.go_to(at(when), who)
    await pilot.press(*key.split())
    await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
    await pilot.pause()
    assert isinstance(app.screen, BookingDialog)
    return app.screen


async def clear(pilot: Pilot[None]) -> None:
    await pilot.press("end", *["backspace"] * 20)


def summary(dialog: BookingDialog) -> str:
    return str(dialog.query_one("#summary").content)


@pytest.mark.parametrize("typed", ["+3", "thu"])
async def test_the_day_that_stands_there_is_booked(app: FrontdeskApp, desk: Desk, typed: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"Corte", "tab", "tab")
        assert app.focused is dialog.field("day").input
        await clear(pilot)
        await pilot.press(*typed, "enter")
        dialog.field("customer").input.focus()
        await pilot.pause()
        await pilot.press(*"Zoe")
        assert "Thu 26 Nov 12:00" in summary(dialog)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == at("12:00", "2026-11-26")


@pytest.mark.parametrize(
    ("name", "typed"), [("day", "32/13"), ("staff", "Nadie"), ("service", "Zzz"), ("time", "25:99")]
)
async def test_what_cannot_be_read_stays_and_nothing_is_booked(
    app: FrontdeskApp, desk: Desk, name: str, typed: str
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        field = dialog.field(name)
        field.input.focus()
        await pilot.pause()
        await clear(pilot)
        await pilot.press(*typed, "tab")
        assert (field.value, bool(field.problem)) == (typed, True)
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert (field.value, bool(field.problem), app.screen) == (typed, True, dialog)
        assert app.focused is field.input
        await pilot.press("enter")
        assert app.focused is field.input
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert desk.reservations(ALL) == []
        await clear(pilot)
        await pilot.press(*{"day": "thu", "staff": "Ana", "service": "corte", "time": "12:00"}[name], "ctrl+s")
        if name == "day":
            await pilot.press("ctrl+s")  # the time is looked at once more
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert len(desk.reservations(ALL)) == 1


@pytest.mark.parametrize(
    ("typed", "name", "count"),
    [("Marta Garcia", "Marta Garcia", 2), ("marta garcia montero", "Marta García Montero", 1)],
)
async def test_a_typed_name_is_nobody_else(
    app: FrontdeskApp, desk: Desk, book: Book, typed: str, name: str, count: int
) -> None:
    book("Marta García Montero", "16:00")
    async with app.run_test(size=(100, 30)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *typed)
        await until(pilot, lambda: dialog.draft.found_for == typed)
        await pilot.press("enter")
        if count == 2:
            await pilot.press("enter")  # the first says that somebody known is called so
            assert "new: Marta Garcia" in summary(dialog)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert {visit.customer.name for visit in desk.reservations(ALL) if visit.start == at("12:00")} == {name}
        assert len(desk.customers("marta")) == count


async def test_several_of_one_name_are_asked_for(app: FrontdeskApp, desk: Desk) -> None:
    for phone in ("600111222", "600333444"):
        desk.add_customer(CustomerWish(name="Ana López", phone=phone))
    async with app.run_test(size=(100, 30)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Ana Lopez", "ctrl+s")
        await until(pilot, lambda: dialog.field("customer").problem)
        assert desk.reservations(ALL) == []
        await until(pilot, lambda: dialog.query_one("#choices").count == 3)
        await pilot.press("down", "down", "enter", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].customer.id == "C2"


@pytest.mark.parametrize(("service", "after"), [("cena", "day"), ("noche", "day")])
async def test_hidden_fields_take_no_focus_and_hold_nothing(app: FrontdeskApp, service: str, after: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        assert dialog.field("staff").value == "Ana"
        await pilot.press(*service, "tab")
        assert app.focused is dialog.field(after).input
        assert (dialog.field("staff").value, dialog.draft.staff) == ("", None)
        hidden = "time" if service == "noche" else "nights"
        assert dialog.field(hidden).value == ""
        for _ in range(9):
            await pilot.press("tab")
            assert app.focused is not None
            assert app.focused.region.height
            assert app.focused.id not in ("staff", hidden)


async def test_enter_asks_for_nights_and_people(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"cena", "enter")
        assert app.focused is dialog.field("party").input
        await clear(pilot)
        dialog.field("customer").input.focus()
        await pilot.pause()
        await pilot.press(*"Zoe", "ctrl+s")
        await pilot.pause(0.2)
        assert dialog.field("party").problem
        assert desk.reservations(ALL) == []
        dialog.field("service").input.focus()
        await pilot.pause()
        await clear(pilot)
        await pilot.press(*"noche", "enter")
        assert app.focused is dialog.field("nights").input
        await pilot.press("2", "enter")
        assert app.focused is dialog.field("party").input
        await pilot.press("2", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.nights, visit.party) == (2, 2)


async def test_the_price_is_that_of_whoever_is_chosen(app: FrontdeskApp, desk: Desk) -> None:
    def dearer(connection: Connection) -> None:
        own = (schema.performs.c.resource_id == MARTA) & (schema.performs.c.service_id == CUT)
        connection.execute(update(schema.performs).where(own).values(duration=60, price=3200))

    desk.store.writing(dearer)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter")
        assert "45 min · 25.00 EUR" in summary(dialog)
        dialog.field("staff").input.focus()
        await pilot.pause()
        await clear(pilot)
        await pilot.press(*"marta", "tab")
        assert "1 h · 32.00 EUR" in summary(dialog)
        dialog.field("staff").input.focus()
        await pilot.pause()
        await clear(pilot)
        await pilot.press("tab")
        assert "from 25.00 EUR" in summary(dialog)
