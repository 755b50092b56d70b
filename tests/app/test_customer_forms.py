"""The customer's form: everything wrong at once, days as people write them, somebody known already said before saving."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, CustomerWish
from frontdesk.language.contacts import email_problem
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.customer import read_birthday
from frontdesk.screens.dialogs.question import FormDialog, Question
from tests.app.conftest import until
from tests.app.test_customer_cards import message, shown

TODAY = dt.date(2026, 11, 23).toordinal()


@pytest.fixture(autouse=True)
def listening_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


def test_birthdays() -> None:
    for text in ("24/12/1990", "24 dic 1990", "1990-12-24", "24-12-90", "24 December 1990"):
        assert read_birthday(text, TODAY) == "1990-12-24", text
    for text in ("24 dic", "tomorrow", "2030-01-01", "31/02/1990", "x"):
        assert read_birthday(text, TODAY) is None, text


def test_what_can_be_no_phone_and_no_address_is_refused(desk: Desk) -> None:
    for wish, field in (
        (CustomerWish(name="Eva", phone="none"), "phone"),
        (CustomerWish(name="Eva", phone="12"), "phone"),
        (CustomerWish(name="Eva", email="nobody"), "email"),
        (CustomerWish(name="Eva", email="lucia@"), "email"),
        (CustomerWish(name="Eva", email="lucia@@example.com"), "email"),
        (CustomerWish(name="Eva", email="a@b"), "email"),
    ):
        with pytest.raises(FrontdeskError) as refused:
            desk.add_customer(wish)
        assert (refused.value.code, refused.value.params["field"]) == ("wrong_value", field)


def test_a_preference_that_the_program_reads_must_be_one_it_can_follow(desk: Desk) -> None:
    who = desk.add_customer(CustomerWish(name="Eva")).id
    for name, wrong, right in (("channel", "fax", "SMS"), ("timezone", "Mars", "Europe/Madrid")):
        with pytest.raises(FrontdeskError) as refused:
            desk.edit_customer(who, CustomerEdit(preferences={name: wrong}))
        assert (refused.value.code, refused.value.params["field"]) == ("wrong_value", name)
        desk.edit_customer(who, CustomerEdit(preferences={name: right}))
        assert desk.customer(who).preferences == {name: right}


def test_what_a_form_says_of_an_address() -> None:
    for text in ("lucia@", "lucia@@example.com", "a@b", "lucia"):
        assert email_problem(text), text
    assert email_problem("lucía.pérez+citas@example.com") == email_problem("") == ""


@pytest.mark.asyncio
async def test_all_that_is_wrong_is_said_at_once_and_the_card_opens(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        screen.found.focus()
        await pilot.press("asterisk")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-birthday"))
        form = app.screen
        await pilot.press(*"Ana Lopez", "enter", *"123", "enter", *"ana", "enter", *"soon", "enter", *"fr", "ctrl+s")
        wrong = ("phone", "email", "birthday", "language")
        await until(pilot, lambda: all(form.field(name).problem for name in wrong))
        for name, text in zip(wrong, ("600333444", "ana@example.com", "24 dic 1990", "es"), strict=True):
            form.field(name).fill(text)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
        assert "Known already: Ana López" in str(app.screen.query_one("#sentences").content)
        assert desk.count_customers("") == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await until(pilot, lambda: screen.customer is not None and screen.customer.name == "Ana Lopez")
        assert "Ana Lopez" in message(app)
    made = next(one for one in desk.customers("") if one.name == "Ana Lopez")
    assert made.birthday == "1990-12-24"


@pytest.mark.asyncio
async def test_enter_on_an_empty_name_stays_there(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        screen.found.focus()
        await pilot.press("asterisk")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-birthday"))
        form = app.screen
        await pilot.press("enter", "enter")
        assert form.field("name").problem == "This is needed."
        assert app.focused is form.field("name").input
        await pilot.press(*"Eva", "enter")
        assert not form.field("name").problem
        assert app.focused is form.field("phone").input


@pytest.mark.asyncio
async def test_an_old_search_is_replaced_by_what_is_typed(app: FrontdeskApp, desk: Desk) -> None:
    for name in ("Ana López", "Eva Ruiz"):
        desk.add_customer(CustomerWish(name=name))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 2)
        await pilot.press(*"ana")
        await until(pilot, lambda: screen.found.count == 1)
        await pilot.press("enter", "2")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("4", "slash", *"eva")
        await until(pilot, lambda: screen.customer is not None and screen.customer.name == "Eva Ruiz")
        assert screen.query_one("#search").value == "eva"  # type: ignore[attr-defined]
        app.go_on("agenda")  # with the cursor still in the search
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("4", *"ana")
        await until(pilot, lambda: screen.customer is not None and screen.customer.name == "Ana López")
