"""What is typed at a desk is understood where it can mean one thing only, and what is said there is a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base import money
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, Reservation
from frontdesk.language.amounts import read_money
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.exporting import SheetForm
from frontdesk.screens.dialogs.question import FormDialog
from tests.app.conftest import MARTA, loaded, until
from tests.app.test_booking_form import opened
from tests.app.test_payments import methods
from tests.app.test_unfinished_forms import form_of

Book = Callable[..., Reservation]


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("12,5€", 1250), ("12.50", 1250), ("12,50 €", 1250), ("€ 12", 1200), ("12 EUR", 1200), ("12eur", 1200),
        ("1.234,56", 123456), ("1,234.56", 123456), ("1 234,56", 123456), ("1.234.567", 123456700), (",5", 50), ("7,", 700),
        ("1e3", None), ("1.234", None), ("1,234", None), ("1.23.4", None), ("12,5$", None), ("", None), ("€", None),
        ("-5", None), ("12,345,6", None), ("1,234,56", None), ("0.123,45", None), ("1_000", None), ("Infinity", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_where_it_can_be_one_only(typed: str, minor: int | None) -> None:
    assert read_money(typed, "EUR") == minor


def test_what_commands_and_files_say_stays_plain() -> None:
    assert money.minor("25.00", "EUR") == money.minor(25, "EUR") == 2500
    for text in ("1e3", "12,5", "1_000"):
        with pytest.raises(ValueError):
            money.minor(text, "EUR")


@pytest.mark.asyncio
async def test_a_payment_is_typed_as_people_write_it(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await form_of(pilot, "p", "amount")
        await pilot.press(*"12,5€", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
    assert methods(desk, visit) == [(1250, "cash")]


@pytest.mark.asyncio
async def test_a_price_that_is_too_much_is_said_to_be(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        form = await form_of(pilot, "e", "price")
        for typed, said in (("99999999999", "That is too much"), ("muy caro", "An amount is needed")):
            form.field("price").input.focus()
            form.field("price").fill(typed)
            await pilot.press("ctrl+s")
            await until(pilot, lambda said=said: said in form.field("price").problem)
    assert desk.reservation(visit.code).price == 2500


def test_nobody_was_born_before_1900(desk: Desk, book: Book) -> None:
    who = book(when="12:00").customer.id
    with pytest.raises(FrontdeskError) as refused:
        desk.edit_customer(who, CustomerEdit(birthday="1899-12-31"))
    assert (refused.value.code, str(refused.value)) == ("wrong_value", "birthday: not before 1900.")
    assert desk.edit_customer(who, CustomerEdit(birthday="1900-01-01")).birthday == "1900-01-01"


@pytest.mark.asyncio
async def test_what_is_pasted_into_the_name_is_no_name(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    who = book(when="12:00", staff=MARTA).customer.id
    long = "Ana " * 31
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        dialog = await opened(pilot, app, "16:00", MARTA)
        await pilot.press(*"corte", "enter")
        dialog.field("customer").input.value = long
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "120 characters at most" in dialog.field("customer").problem)
        await pilot.press("escape", "4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.card.card is not None)
        await pilot.press("down", "e")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-birthday"))
        form = app.screen
        assert isinstance(form, FormDialog)
        form.field("name").input.value = long
        form.field("birthday").input.value = "24/12/1850"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "120 characters at most" in form.field("name").problem)
        form.field("name").input.value = "Ana"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "1900" in form.field("birthday").problem)
        assert app.screen is form
    assert desk.customer(who).customer.name == "Ana López"


@pytest.mark.asyncio
async def test_the_name_of_the_sheet_follows_the_day(app: FrontdeskApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-file"))
        form = app.screen
        assert isinstance(form, SheetForm)
        await pilot.press(*"tomorrow")
        await until(pilot, lambda: form.field("file").value.endswith("2026-11-24.pdf"))
        form.field("day").input.value = "thu"
        await until(pilot, lambda: form.field("file").value.endswith("2026-11-26.pdf"))
        form.field("file").input.focus()
        mine = str(tmp_path / "mine.doc")
        form.field("file").input.value = mine
        form.field("day").input.value = "tomorrow"
        await pilot.pause()
        assert form.field("file").value == mine
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.field("file").problem)
        assert form.field("file").problem == "file: its name is to end in .pdf or .txt."
