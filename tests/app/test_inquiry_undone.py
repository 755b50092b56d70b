"""What was typed of an answer or a quote is there again when it is taken back: a slip costs no second typing."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.screens.dialogs.answer import AnswerDialog
from frontdesk.screens.dialogs.quote import QuoteDialog
from tests.app.conftest import until
from tests.app.test_inquiries import MINUTE, ask, drawn, inquiries, quick, said  # noqa: F401

LEFT = "left unfinished: ctrl+n starts anew"


async def answering(pilot: Pilot[None], app: FrontdeskApp) -> AnswerDialog:
    await pilot.press("s")
    await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
    assert isinstance(app.screen, AnswerDialog)
    return app.screen


async def quoting(pilot: Pilot[None], app: FrontdeskApp) -> QuoteDialog:
    await pilot.press("q")
    await until(pilot, lambda: isinstance(app.screen, QuoteDialog))
    assert isinstance(app.screen, QuoteDialog)
    return app.screen


async def sent(pilot: Pilot[None], app: FrontdeskApp, *keys: str) -> None:
    await pilot.press(*keys)
    await until(pilot, lambda: "u takes it back" in said(app))


async def undone(pilot: Pilot[None], app: FrontdeskApp) -> None:
    await pilot.press("u")
    await until(pilot, lambda: said(app).startswith("Undone: "))


async def test_an_answer_taken_back_is_in_its_form_again(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await answering(pilot, app)
        form.query_one("#field-subject").input.value = "Sus noches"  # type: ignore[attr-defined]
        form.text.load_text("Son 90 € por noxhe.\n\nUn saludo")
        await sent(pilot, app, "ctrl+s")
        await undone(pilot, app)
        assert said(app) == "Undone: inquiry answered · Q1 Rosa Gil; what you typed is kept."
        assert desk.inquiries.inquiry("Q1").stage == "new"
        form = await answering(pilot, app)
        assert (form.subject, form.text.text) == ("Sus noches", "Son 90 € por noxhe.\n\nUn saludo")
        assert LEFT in drawn(app)
        form.text.load_text("Son 90 € por noche.")
        await sent(pilot, app, "ctrl+s")
        clock.move(1)
        form = await answering(pilot, app)  # what went is not begun again
        assert (form.subject, form.text.text) == ("", "")
        await pilot.press("escape")
    assert desk.inquiries.inquiry("Q1").stage == "answered"


async def test_what_was_begun_meanwhile_is_not_overwritten(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await answering(pilot, app)
        form.text.load_text("Son 90 €.")
        await sent(pilot, app, "ctrl+s")
        form = await answering(pilot, app)
        form.text.load_text("Y con desayuno 100.")
        await pilot.press("escape")
        await pilot.press("u")
        await until(pilot, lambda: said(app).startswith("Undone: ") or app.screen is not app.main)
        if app.screen is not app.main:
            await pilot.press("enter")
            await until(pilot, lambda: said(app).startswith("Undone: "))
        form = await answering(pilot, app)
        assert form.text.text == "Y con desayuno 100."


@pytest.mark.parametrize("how", ["ctrl+s", "ctrl+k"])
async def test_a_quote_taken_back_is_in_its_form_again(app: FrontdeskApp, desk: Desk, how: str) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await quoting(pilot, app)
        await pilot.press(
            *"Noche", "enter", *"2", "enter", *"90", "enter", *"10", "enter", *"Cuna", "enter", "enter", *"15"
        )
        for name, text in (("until", "12/12"), ("taxes", "added"), ("note", "IVA aparte")):
            form.query_one(f"#field-{name}").input.value = text  # type: ignore[attr-defined]
        before = form._typed()
        await sent(pilot, app, how)
        await undone(pilot, app)
        assert desk.inquiries.quotes("Q1") == []
        form = await quoting(pilot, app)
        assert form._typed() == before
        assert (form._cell("text", 1), form._cell("price", 1)) == ("Cuna", "15")
        assert form.query_one("#field-taxes").value == "added"  # type: ignore[attr-defined]
        assert LEFT in drawn(app)


async def test_a_quote_with_a_text_of_ones_own_comes_back_with_it(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        await quoting(pilot, app)
        await pilot.press(*"Noche", "enter", "enter", *"90", "ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
        app.screen.text.load_text("Le mando el presupuesto.")  # type: ignore[attr-defined]
        await sent(pilot, app, "ctrl+s")
        await undone(pilot, app)
        form = await quoting(pilot, app)
        assert (form._cell("text", 0), form._cell("price", 0)) == ("Noche", "90")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
        assert app.screen.text.text == "Le mando el presupuesto."  # type: ignore[attr-defined]


async def test_other_things_taken_back_bring_nothing(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 1)
        form = await answering(pilot, app)
        form.text.load_text("Son 90 €.")
        await sent(pilot, app, "ctrl+s")
        await pilot.press("c")
        await until(pilot, lambda: said(app).startswith("Rosa Gil: confirmed"))
        await undone(pilot, app)
        assert said(app) == "Undone: inquiry confirmed · Q1 Rosa Gil."
        form = await answering(pilot, app)
        assert form.text.text == ""
