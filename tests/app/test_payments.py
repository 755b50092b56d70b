"""Payments by keyboard: what is said of them, what is asked about, what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.language.i18n import bind
from frontdesk.language.methods import read_methods
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.question import FormDialog, Question
from frontdesk.screens.list import ListScreen
from tests.app.conftest import DINNER, MARTA, loaded, until
from tests.app.test_settings_screen import message
from tests.app.test_unfinished_forms import form_of, said

Book = Callable[..., Reservation]


@pytest.fixture(autouse=True)
def listening_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


def methods(desk: Desk, visit: Reservation) -> list[tuple[int, str]]:
    return [(one.amount, one.method) for one in desk.customer(visit.customer.id).payments]


async def agreed(pilot: Pilot[None], app: FrontdeskApp, words: str) -> None:
    """A question that says something is answered with Enter."""
    await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
    assert words in str(app.screen.query_one("#sentences").content)  # type: ignore[attr-defined]
    await pilot.press("enter")


async def listed(pilot: Pilot[None], key: str, field: str) -> FormDialog:
    """The form that a key opens for the first visit of the list."""
    app = pilot.app
    await loaded(pilot)
    await pilot.press("3")
    await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.chosen() is not None)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query(f"#field-{field}"))
    await pilot.pause()
    assert isinstance(app.screen, FormDialog)
    return app.screen


@pytest.mark.asyncio
async def test_what_was_paid_and_what_is_left_is_said(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await form_of(pilot, "p", "amount")
        await pilot.press(*"10", "enter", *"vou", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: "Ana López: 10.00 EUR voucher received; 15.00 EUR left to pay." in message(app))
        await form_of(pilot, "p", "amount")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "Ana López: 15.00 EUR cash received; nothing left to pay." in message(app))
    assert sorted(methods(desk, visit)) == [(1000, "voucher"), (1500, "cash")]


@pytest.mark.asyncio
async def test_more_than_is_left_is_asked_about_and_another_way_refused(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        form = await form_of(pilot, "p", "amount")
        assert "cash, card, Bizum, transfer, voucher" in said(form, "method")
        await pilot.press(*"95", "enter", *"Trueque", "enter")
        await until(pilot, lambda: form.field("method").problem)
        assert form.field("method").problem == "“Trueque” is none of cash, card, Bizum, transfer, voucher."
        assert app.focused is form.field("method").input
        await pilot.press("end", *["backspace"] * 7)
        assert not form.field("method").problem  # it was said of what stood there before
        await pilot.press(*"card", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        assert (form.field("amount").value, form.field("method").value) == ("95", "card")
        assert methods(desk, visit) == []
        await pilot.press("ctrl+s")
        await agreed(pilot, app, "That is 70.00 EUR more than is left to pay.\nEnter takes")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: "95.00 EUR card" in message(app))
    assert methods(desk, visit) == [(9500, "card")]


@pytest.mark.asyncio
async def test_absurd_amounts_and_unclear_ways_are_refused_beside_the_field(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        form = await form_of(pilot, "p", "amount")
        await pilot.press(*"2500.01", "enter", *"ca", "enter")
        await until(pilot, lambda: form.field("amount").problem)
        assert form.field("amount").problem == "That is too much for this visit: 2500.00 EUR at most."
        assert form.field("method").problem == "Which: cash, card?"
        assert isinstance(app.screen, FormDialog)
    assert methods(desk, visit) == []


@pytest.mark.asyncio
async def test_nothing_owed_still_has_a_limit(app: FrontdeskApp, book: Book) -> None:
    book(when="12:00", staff=None, service=DINNER)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await listed(pilot, "p", "amount")
        await pilot.press(*"1000000.01", "ctrl+s")
        await until(pilot, lambda: form.field("amount").problem)


def test_ways_of_paying_are_read_in_both_languages() -> None:
    try:
        bind("es")
        assert [read_methods(text) for text in ("efe", "tarj", "vale", "card", "Transf")] == [
            ["cash"], ["card"], ["voucher"], ["card"], ["transfer"],
        ]  # fmt: skip
        assert read_methods("trueque") == read_methods("") == []
    finally:
        bind("en")
    assert [read_methods(text) for text in ("efectivo", "tarj", "vale", "cash", "Transf")] == [
        ["cash"], ["card"], ["voucher"], ["cash"], ["transfer"],
    ]  # fmt: skip
    assert read_methods("trueque") == read_methods("") == []


@pytest.mark.asyncio
async def test_too_many_people_are_refused_beside_the_people(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=None, service=DINNER, party=2)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await listed(pilot, "e", "party")
        form.field("party").input.focus()
        await pilot.press(*"9", "ctrl+s")
        await until(pilot, lambda: form.field("party").problem)
        assert not form.field("price").problem
    assert desk.reservation(visit.code).party == 2
