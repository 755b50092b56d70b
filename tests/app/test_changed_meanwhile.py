"""Two terminals at the same visit: whoever is second is told who was first, loses nothing of what was typed, and can save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Actor, CustomerEdit, CustomerWish, Reservation, ReservationEdit
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.question import FormDialog
from tests.app.conftest import loaded, until
from tests.app.test_customer_cards import carded, shown
from tests.app.test_desk_work import message
from tests.app.test_unfinished_forms import form_of, said

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


@pytest.fixture
def rosa(path: Path, clock: FixedClock) -> Desk:
    """Who sits at the other terminal."""
    return Desk(open_desk(str(path), clock=clock).store, clock, Actor("rosa", "reception"))


async def at_noon(pilot: Pilot[None], key: str, field: str) -> FormDialog:
    """The form that a key opens for the visit at noon, on an agenda that shows it."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
    return await form_of(pilot, key, field)


async def test_an_edit_is_saved_onto_what_somebody_else_saved(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        form = await at_noon(pilot, "e", "notes")
        await pilot.press(*"window")
        rosa.edit(visit.code, ReservationEdit(notes="by the door", price=3000))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("notes").problem)
        told = form.field("notes").problem
        assert "ctrl+s saves" in told
        assert "stored: by the door" in told
        assert "version" not in told
        assert (form.field("notes").value, form.field("price").value) == ("window", "30.00")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        now = desk.reservation(visit.code)
        assert (now.notes, now.price) == ("window", 3000)


async def test_what_was_typed_outlasts_the_form_that_was_refused(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        form = await at_noon(pilot, "e", "notes")
        await pilot.press(*"window")
        rosa.edit(visit.code, ReservationEdit(notes="by the door"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.field("notes").problem)
        await pilot.press("escape")
        form = await at_noon(pilot, "e", "notes")
        assert form.field("notes").value == "window"
        assert said(form, "notes") == "• not saved yet; stored: by the door"
        await pilot.press("ctrl+n")
        assert form.field("notes").value == "by the door"


async def test_a_payment_is_taken_after_somebody_elses_note(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        form = await at_noon(pilot, "p", "amount")
        await pilot.press(*"7.00")
        rosa.edit(visit.code, ReservationEdit(notes="by the door"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("amount").problem)
        assert form.field("amount").value == "7.00"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservation(visit.code).paid == 700
        assert "received" in message(app)


async def test_an_amount_that_was_only_proposed_follows_the_new_price(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        form = await at_noon(pilot, "p", "amount")
        rosa.pay(visit.code, 500, "cash")
        rosa.edit(visit.code, ReservationEdit(price=3000))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("method").problem)
        assert form.field("amount").value == "25.00"
        assert "Paid so far: 5.00 EUR." in str(form.query_one("#sentences").content)
        assert desk.reservation(visit.code).paid == 500
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservation(visit.code).paid == 3000


async def test_two_do_not_take_the_same_money(app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book) -> None:
    visit = book(when="12:00")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        form = await at_noon(pilot, "p", "amount")
        rosa.pay(visit.code, 2500, "card")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("method").problem)
        assert desk.reservation(visit.code).paid == 2500
        assert "Paid so far: 25.00 EUR." in str(form.query_one("#sentences").content)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "amount is needed" in form.field("amount").problem  # nothing is left to pay
        assert desk.reservation(visit.code).paid == 2500


async def test_a_payment_for_what_had_been_paid_by_then_is_refused_by_name(desk: Desk, rosa: Desk, book: Book) -> None:
    visit = book(when="12:00")
    rosa.pay(visit.code, 1000, "cash")
    with pytest.raises(FrontdeskError) as refused:
        desk.pay(visit.code, 2500, "cash", paid=0)
    assert (refused.value.code, str(refused.value)) == (
        "paid_meanwhile",
        f"rosa took a payment for {visit.code} meanwhile.",
    )
    assert desk.pay(visit.code, 1500, "cash", paid=1000).paid == 2500


@pytest.mark.parametrize("key", ["e", "l"], ids=["edit", "tags"])
async def test_a_customer_is_saved_onto_what_somebody_else_saved(
    app: FrontdeskApp, desk: Desk, rosa: Desk, key: str
) -> None:
    who = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222")).id
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await carded(pilot, await shown(pilot, app, 1), "Eva Ruiz")
        await pilot.press("enter", key)
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-tags"))
        form = app.screen
        assert isinstance(form, FormDialog)
        form.field("tags").input.focus()
        await pilot.press(*"vip")
        rosa.edit_customer(who, CustomerEdit(email="eva@example.com"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("tags").problem)
        assert form.field("tags").value == "vip"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        now = desk.customer(who).customer
        assert (now.tags, now.email) == (("vip",), "eva@example.com")
