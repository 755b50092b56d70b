"""Who a booking is for: nobody new by mistake, no time for a name, and a look before it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish, Reservation
from frontdesk.language.dates import read_time
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.question import Question
from tests.app.conftest import at, in_row, until
from tests.app.test_booking_form import ALL, clear, opened

Book = Callable[..., Reservation]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("9pm", 1260), ("9 pm", 1260), ("9:30 p.m.", 1290), ("12am", 0), ("12 pm", 720), ("21h", 1260), ("21 h", 1260),
        ("21.30", 1290), ("2130", 1290), ("21h30", 1290), ("10:30h", 630), ("13pm", None), ("0am", None), ("pm", None),
        ("9 ppm", None), ("25h", None), ("rosa", None), ("٩", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_type_it(typed: str, minutes: int | None) -> None:
    assert read_time(typed) == minutes


@pytest.mark.asyncio
async def test_a_time_or_a_number_is_no_name(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter")
        customer = dialog.field("customer")
        for name in ("10:00", "mañana", "600111222", "-.-", "jueves", "9pm"):
            with in_row(name):
                await until(pilot, lambda: app.focused is customer.input and not customer.problem)
                await pilot.press(*name, "enter")
                await until(pilot, lambda: customer.problem)
                assert app.focused is customer.input
                await pilot.press("ctrl+s")
                await pilot.pause(0.2)
                assert app.focused is customer.input
                assert (customer.value, bool(customer.problem), desk.reservations(ALL)) == (name, True, [])
                await clear(pilot)
        await pilot.press(*"Domingo", "enter", *"x-y", "enter")
        await until(pilot, lambda: dialog.field("phone").problem)
        await clear(pilot)
        await pilot.press(*"999", "enter")  # nobody has a phone that ends so
        await until(pilot, lambda: dialog.field("phone").problem.startswith("A phone has at least 5 digits"))
        assert desk.reservations(ALL) == []
        await clear(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


@pytest.mark.asyncio
@pytest.mark.parametrize("anew", [False, True])
async def test_the_beginning_of_a_known_name_makes_nobody_new_at_once(
    app: FrontdeskApp, desk: Desk, book: Book, anew: bool
) -> None:
    book("Carmen Ruiz", "16:00", phone="600111222")
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"carm", "enter")
        customer = dialog.field("customer")
        await until(pilot, lambda: "Enter again makes a new one" in str(customer._problem.content))
        assert app.focused is customer.input
        if anew:
            await pilot.press("enter")
            assert app.focused is dialog.field("phone").input
            await pilot.press("enter")
        else:
            await pilot.press("down", "enter")
            assert app.focused is dialog.field("notes").input
            assert desk.count(ALL) == 1
            assert "Carmen Ruiz" in str(dialog.query_one("#summary").content)
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = next(visit for visit in desk.reservations(ALL) if visit.start == at("12:00"))
        assert visit.customer.name == ("carm" if anew else "Carmen Ruiz")


@pytest.mark.asyncio
async def test_a_word_in_time_is_said_to_be_none(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter")
        await until(pilot, lambda: dialog.draft.slots)
        dialog.field("time").input.focus()
        await pilot.pause()
        await pilot.press(*"rosa")
        assert dialog.query_one("#choices").empty == "None begins so."
        await pilot.press("tab")
        assert dialog.field("time").problem == "That is no time: try 10:30."
        dialog.field("time").input.focus()
        await pilot.pause()
        await clear(pilot)
        await pilot.press(*"1pm", "tab")
        assert dialog.field("time").value == "13:00"


@pytest.mark.asyncio
async def test_a_new_name_with_a_known_phone_is_asked_about(app: FrontdeskApp, desk: Desk) -> None:
    known = desk.add_customer(CustomerWish(name="Carmen Ruiz", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Rita Paz", "enter", *"600 11 12 22", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "Known already: Carmen Ruiz" in str(app.screen.query_one("#sentences").content)
        await pilot.press("escape")
        assert app.screen is dialog
        assert (desk.count_customers(""), desk.reservations(ALL)) == (1, [])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.customer.name, visit.customer.id != known.id) == ("Rita Paz", True)


@pytest.mark.asyncio
async def test_a_known_name_with_its_phone_is_not_asked_about(app: FrontdeskApp, desk: Desk) -> None:
    known = desk.add_customer(CustomerWish(name="Carmen Ruiz", phone="600111222"))
    desk.add_customer(CustomerWish(name="Leo Ruiz", phone="600111222"))
    desk.add_customer(CustomerWish(name="Carmen Ruiz", phone="600999888"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Carmen Ruiz")
        dialog.field("phone").input.focus()
        await pilot.pause()
        await pilot.press(*"600111222", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].customer.id == known.id
