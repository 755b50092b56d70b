"""Two terminals at the same visit: whoever is second is told who was first, loses nothing of what was typed, and can save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import InquiryEdit
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Actor, CustomerEdit, CustomerWish, Reservation, ReservationEdit
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.inquiries import InquiriesScreen
from tests.app.conftest import ANA, MARTA, at, loaded, until
from tests.app.test_customer_cards import carded, shown
from tests.app.test_desk_work import message, on_block
from tests.app.test_inquiries import ask, inquiries
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


async def asking(pilot: Pilot[None], key: str = "e", last: str = "notes") -> FormDialog:
    """The form in which the inquiry under the cursor is put right, or is lost."""
    app = pilot.app
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query(f"#field-{last}"))
    assert isinstance(app.screen, FormDialog)
    return app.screen


async def test_an_inquiry_is_saved_onto_what_somebody_else_saved(app: FrontdeskApp, desk: Desk, rosa: Desk) -> None:
    one = ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await asking(pilot)
        form.field("asked").input.value = "¿Y con desayuno?"
        rosa.inquiries.edit(one.id, InquiryEdit(name="Rosa Gil Mora", asked="¿Dos noches?"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("asked").problem)
        told = form.field("asked").problem
        assert "ctrl+s saves" in told
        assert "stored: ¿Dos noches?" in told
        assert "version" not in told
        assert (form.field("name").value, form.field("asked").value) == ("Rosa Gil Mora", "¿Y con desayuno?")
        assert desk.inquiries.inquiry(one.id).asked == "¿Dos noches?"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen))
        now = desk.inquiries.inquiry(one.id)
        assert (now.name, now.asked) == ("Rosa Gil Mora", "¿Y con desayuno?")


async def test_an_inquiry_is_lost_though_somebody_else_changed_it(app: FrontdeskApp, desk: Desk, rosa: Desk) -> None:
    one = ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await asking(pilot, "x", "reason")
        form.field("reason").input.value = "caro"
        rosa.inquiries.edit(one.id, InquiryEdit(name="Rosa Gil Mora"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("reason").problem)
        assert (desk.inquiries.inquiry(one.id).stage, form.field("reason").value) == ("new", "caro")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen))
        assert (desk.inquiries.inquiry(one.id).stage, desk.inquiries.inquiry(one.id).reason) == ("lost", "caro")


async def test_what_was_typed_of_an_inquiry_outlasts_the_form_that_was_refused(
    app: FrontdeskApp, desk: Desk, rosa: Desk
) -> None:
    one = ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await asking(pilot)
        form.field("asked").input.value = "¿Y con desayuno?"
        rosa.inquiries.edit(one.id, InquiryEdit(name="Rosa Gil Mora"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("asked").problem)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen))
        form = await asking(pilot)
        assert (form.field("name").value, form.field("asked").value) == ("Rosa Gil Mora", "¿Y con desayuno?")
        assert said(form, "asked") == "• not saved yet; stored: ¿Qué cuesta una noche?"


async def test_nights_are_counted_from_the_day_that_somebody_else_saved(
    app: FrontdeskApp, desk: Desk, rosa: Desk
) -> None:
    monday = dt.date(2026, 11, 23).toordinal()
    one = ask(desk, starts=monday + 7)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await asking(pilot)
        form.field("ends").input.value = "2 nights"
        rosa.inquiries.edit(one.id, InquiryEdit(starts=monday + 9))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("ends").problem)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen))
        now = desk.inquiries.inquiry(one.id)
        assert (now.starts, now.ends) == (monday + 9, monday + 11)


@pytest.mark.parametrize(
    ("before", "since"),
    [("¿Una noche?", "Hola:\n¿una noche?"), ("Hola:\n¿una noche?", "¿Una noche?")],
    ids=["now-a-letter", "a-letter-before"],
)
async def test_a_question_that_became_a_letter_keeps_its_field_and_its_lines(
    app: FrontdeskApp, desk: Desk, rosa: Desk, before: str, since: str
) -> None:
    """What came in several lines has no field; the form that is open keeps the fields that it has."""
    one = ask(desk, asked=before)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await asking(pilot)
        form.field("notes").input.value = "window"
        rosa.inquiries.edit(one.id, InquiryEdit(asked=since))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "rosa" in form.field("notes").problem)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen))
        now = desk.inquiries.inquiry(one.id)
        assert (now.asked, now.notes) == (since, "window")


async def lifted(pilot: Pilot[None], minute: str, resource: int) -> AgendaScreen:
    """The agenda on which Marta's visit at noon was lifted and carried elsewhere."""
    app = pilot.app
    await loaded(pilot)
    await on_block(app, "12:00", MARTA)
    await pilot.press("m")
    screen = app.screen
    assert isinstance(screen, AgendaScreen)
    await until(pilot, lambda: screen.grid.carried)
    screen.grid.go_to(at(minute), resource)
    return screen


async def test_a_visit_is_moved_after_somebody_elses_note(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lifted(pilot, "16:30", ANA)
        rosa.edit(visit.code, ReservationEdit(notes="by the door"))
        await pilot.press("enter")
        await until(pilot, lambda: "rosa" in message(app))
        assert message(app).strip() == "rosa changed this visit meanwhile. Enter drops it here all the same."
        assert screen.carrying
        assert (screen.grid.minute, screen.grid.carried.start) == (at("16:30"), at("12:00"))
        assert desk.reservation(visit.code).start == at("12:00")
        await pilot.press("enter")
        await until(pilot, lambda: not screen.carrying)
        now = desk.reservation(visit.code)
        assert (now.start, now.staff, now.notes) == (at("16:30"), "Ana", "by the door")
        await until(pilot, lambda: "Carmen: Mon 23 Nov 16:30 with Ana." in message(app))


async def test_a_visit_that_was_moved_meanwhile_is_carried_from_where_it_is(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lifted(pilot, "16:30", MARTA)
        rosa.move(visit.code, at("17:00"), staff=ANA)
        await pilot.press("enter")
        await until(pilot, lambda: "rosa" in message(app))
        told = "rosa changed this visit meanwhile: now Mon 23 Nov 17:00 · Ana. Enter drops it here all the same."
        assert " ".join(message(app).split()) == told
        assert "here all the same." in "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        carried = screen.grid.carried
        assert carried is not None
        assert (carried.start, carried.end, carried.resource) == (at("17:00"), at("17:45"), ANA)
        assert (screen.grid.minute, screen.grid.column.resource.id) == (at("16:30"), MARTA)
        assert desk.reservation(visit.code).start == at("17:00")
        await pilot.press("enter")
        await until(pilot, lambda: not screen.carrying)
        now = desk.reservation(visit.code)
        assert (now.start, now.staff) == (at("16:30"), "Marta")


async def test_esc_goes_to_where_somebody_else_moved_the_visit(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lifted(pilot, "16:30", MARTA)
        rosa.move(visit.code, at("17:00"), staff=ANA)
        await pilot.press("enter")
        await until(pilot, lambda: "rosa" in message(app))
        await pilot.press("escape")
        await until(pilot, lambda: screen.grid.block is not None and screen.grid.block.code == visit.code)
        assert (desk.reservation(visit.code).start, screen.carrying) == (at("17:00"), False)


async def test_a_visit_that_was_made_longer_meanwhile_is_carried_at_its_new_length(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lifted(pilot, "16:30", ANA)
        rosa.resize(visit.code, 75)
        await pilot.press("enter")
        await until(pilot, lambda: "rosa" in message(app))
        assert (screen.grid.carried.start, screen.grid.carried.end) == (at("12:00"), at("13:15"))
        await pilot.press("enter")
        await until(pilot, lambda: not screen.carrying)
        now = desk.reservation(visit.code)
        assert (now.start, now.end, now.staff) == (at("16:30"), at("17:45"), "Ana")


async def test_a_visit_is_lifted_as_it_is_even_where_it_was_just_moved(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 60)
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        rosa.move(visit.code, at("17:00"), staff=ANA)
        screen = await lifted(pilot, "16:30", MARTA)
        await pilot.press("enter")
        await until(pilot, lambda: not screen.carrying)
        now = desk.reservation(visit.code)
        assert (now.start, now.staff) == (at("16:30"), "Marta")


async def test_a_visit_that_was_cancelled_meanwhile_is_put_down(
    app: FrontdeskApp, desk: Desk, rosa: Desk, book: Book
) -> None:
    visit = book("Carmen", "12:00")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lifted(pilot, "16:30", ANA)
        rosa.cancel(visit.code)
        await pilot.press("enter")
        await until(pilot, lambda: not screen.carrying)
        assert "cancelled" in message(app)
        assert desk.reservation(visit.code).start == at("12:00")
