"""The days of an inquiry as they are typed into its form, and the last day of a quote: to come, and certain."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.dialogs.quote import QuoteDialog
from frontdesk.screens.inquiry_words import data_lines, inquiry_row, wished_words
from tests.app.conftest import in_row, loaded, until
from tests.app.test_inquiries import ask, inquiries, quick  # noqa: F401

MANY = "“{}” is more than one day: say which one."
EITHER = "“{}” may be this week's or next week's: say the date."


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


async def opened(pilot: Pilot[None], app: FrontdeskApp, *keys: str) -> FormDialog:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, FormDialog))
    assert isinstance(app.screen, FormDialog)
    return app.screen


async def named(pilot: Pilot[None], app: FrontdeskApp, desk: Desk, form: str) -> FormDialog:
    """The form of a new inquiry, or of one that is there, with a name in it."""
    await loaded(pilot)
    if form == "edit":
        ask(desk)
        await inquiries(pilot, app, 1)
    asked = await opened(pilot, app, "e" if form == "edit" else "i")
    asked.field("name").input.value = "Rosa"
    return asked


@pytest.mark.parametrize(
    ("starts", "ends", "stored"),
    [
        ("12 de junio", "14 de junio", ("2027-06-12", "2027-06-14")),
        ("12 June", "2 nights", ("2027-06-12", "2027-06-14")),
        ("12/6", "2 noches", ("2027-06-12", "2027-06-14")),
        ("12/6", "dos noches", ("2027-06-12", "2027-06-14")),
        ("12/6", "2", ("2027-06-12", "2027-06-14")),
        ("20/12/2027", "2 enero", ("2027-12-20", "2028-01-02")),
        ("20/12/2027", "24 dic", ("2027-12-20", "2027-12-24")),
        ("hoy", "1 night", ("2026-11-23", "2026-11-24")),
    ],
)
@pytest.mark.parametrize("form", ["new", "edit"])
async def test_a_day_that_is_wished_for_is_the_next_of_its_name(
    app: FrontdeskApp, desk: Desk, form: str, starts: str, ends: str, stored: tuple[str, str | None]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        asked = await named(pilot, app, desk, form)
        asked.field("starts").input.value, asked.field("ends").input.value = starts, ends
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not asked)
    one = desk.inquiries.inquiry("Q1")
    assert (one.starts, one.ends) == (day(stored[0]), day(stored[1]) if stored[1] else None)


REFUSED = [
    ("starts", "junio", MANY), ("starts", "june", MANY), ("starts", "la semana que viene", MANY),
    ("starts", "12-14 junio", MANY),
    ("starts", "próximo viernes", EITHER), ("starts", "ayer", "That day is past."),
    ("starts", "12 jun 2026", "That day is past."),
    ("starts", "20/11", "“{}” was on Fri 20 Nov 2026: say the year if Sat 20 Nov 2027 is meant."),
    ("ends", "11/12", "That is before the first day."),
    ("ends", "junio", MANY), ("ends", "next week", MANY), ("ends", "next friday", EITHER),
    ("ends", "366 nights", "Nights are from 1 to 365."), ("ends", "hoy", "That is before the first day."),
    ("ends", "1/6/2026", "That day is past."),
]  # fmt: skip


@pytest.mark.parametrize("form", ["new", "edit"])
async def test_what_is_no_certain_day_to_come_is_refused_beside_its_field(
    app: FrontdeskApp, desk: Desk, form: str
) -> None:
    """One after the other, each in a form where nothing is wrong and nothing but the first day stands."""
    async with app.run_test(size=(80, 24)) as pilot:
        asked = await named(pilot, app, desk, form)
        starts, ends = asked.field("starts"), asked.field("ends")
        for name, text, words in REFUSED:
            with in_row(name, text):
                starts.input.value, ends.input.value = "12/12", ""
                await until(pilot, lambda: not starts.problem and not ends.problem)
                asked.field(name).input.value = text
                await pilot.press("ctrl+s")
                assert asked.field(name).problem == words.format(text)
                assert asked.field(name).value == text
                assert app.screen is asked
                if name == "starts":  # of the last day nothing is known yet
                    ends.input.value = "2 nights"
                    await pilot.press("ctrl+s")
                    assert ends.problem == ""
                    assert starts.problem == words.format(text)
                assert [one.starts for one in desk.inquiries.inquiries()] == ([None] if form == "edit" else [])


async def test_what_was_not_changed_may_be_past(app: FrontdeskApp, desk: Desk, clock: object) -> None:
    ask(desk, starts=day("2026-11-24"), ends=day("2026-11-26"))
    clock.move(5 * 86_400)  # type: ignore[attr-defined]
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        asked = await opened(pilot, app, "e")
        asked.field("notes").input.value = "llamar"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not asked)
        assert desk.inquiries.inquiry("Q1").notes == "llamar"
        asked = await opened(pilot, app, "e")
        asked.field("starts").input.value = "1/12"
        await pilot.press("ctrl+s")  # the last day stays as it was: that is before it
        assert asked.field("ends").problem == "That is before the first day."
        asked.field("ends").input.value = "3 nights"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not asked)
    one = desk.inquiries.inquiry("Q1")
    assert (one.starts, one.ends) == (day("2026-12-01"), day("2026-12-04"))


def test_a_day_of_another_year_is_shown_with_its_year(desk: Desk) -> None:
    one = ask(desk, starts=day("2027-06-12"), ends=day("2027-06-14"))
    today = day("2026-11-23")
    assert wished_words(one, today) == "Sat 12 Jun 2027 – Mon 14 Jun 2027"
    assert "Sat 12 Jun 2027 – Mon 14 Jun 2027" in inquiry_row(one, today, staged=False)[2]
    assert any("Sat 12 Jun 2027" in line for line in data_lines(one, today, 60))


UNCERTAIN = [
    ("junio", MANY), ("la semana que viene", MANY), ("next friday", EITHER), ("ayer", "That day is past."),
    ("2026-06-12", "That day is past."),
]  # fmt: skip


async def test_a_quote_holds_until_a_certain_day(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, QuoteDialog))
        dialog = app.screen
        dialog.query_one("#text-0").value = "Noche"  # type: ignore[attr-defined]
        dialog.query_one("#price-0").value = "90"  # type: ignore[attr-defined]
        until_field = dialog.query_one("#field-until")
        for text, words in UNCERTAIN:
            with in_row(text):
                until_field.input.value = "12 de junio"  # type: ignore[attr-defined]
                await until(pilot, lambda: not until_field.problem)  # type: ignore[attr-defined]
                until_field.input.value = text  # type: ignore[attr-defined]
                await pilot.press("ctrl+k")
                await until(pilot, lambda: until_field.problem == words.format(text))  # type: ignore[attr-defined]
                assert app.screen is dialog
                assert desk.inquiries.quotes("Q1") == []
        until_field.input.value = "12 de junio"  # type: ignore[attr-defined]
        await pilot.press("ctrl+k")
        await until(pilot, lambda: app.screen is not dialog)
    (made,) = desk.inquiries.quotes("Q1")
    assert made.valid_until == day("2027-06-12")


async def test_the_nights_of_an_inquiry_without_a_service_go_into_its_booking(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk, starts=day("2026-12-12"), ends=day("2026-12-14"))
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        form = app.screen
        await until(pilot, lambda: form.field("day").value == "Sat 12 Dec")
        form.set_focus(form.field("service").input)
        await pilot.press(*"noche", "enter")
        await until(pilot, lambda: form.draft.by_night)
        assert form.field("nights").value == "2"
        form.set_focus(form.field("service").input)
        await pilot.press("home", "shift+end", *"corte", "enter")  # a slip
        await until(pilot, lambda: form.draft.service is not None and not form.draft.by_night)
        assert form.field("nights").value == ""
        form.set_focus(form.field("service").input)
        await pilot.press("home", "shift+end", *"noche", "enter")
        await until(pilot, lambda: form.draft.by_night)
        assert form.field("nights").value == "2"
        form.set_focus(form.field("party").input)
        await pilot.press("2", "tab")
        await until(pilot, lambda: form._answered is not None and not form._missing)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: desk.inquiries.inquiry("Q1").stage == "booked")
    (code,) = desk.inquiries.inquiry("Q1").reservations
    visit = desk.reservation(code)
    assert (visit.nights, visit.party) == (2, 2)
