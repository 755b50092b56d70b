"""The quick line: a whole booking in one line, nothing booked while anything in it is in doubt, nothing lost by Esc or tab."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, Filter, Hold, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.dialogs.quick_line import QuickLineDialog
from tests.app.conftest import ANA, LUIS, MARTA, at, loaded, until
from tests.hostile import every

Book = Callable[..., Reservation]
ALL = Filter()
pytestmark = pytest.mark.asyncio


async def opened(pilot: Pilot[None], app: FrontdeskApp, when: str = "12:00", who: int = ANA) -> QuickLineDialog:
    await loaded(pilot)
    app.screen.grid.go_to(at(when), who)
    await pilot.press("b")
    await until(pilot, lambda: isinstance(app.screen, QuickLineDialog) and app.screen.query("#line"))
    return app.screen


async def understood(pilot: Pilot[None], dialog: QuickLineDialog) -> None:
    await until(pilot, lambda: dialog._shown_for == dialog.text)


def said(dialog: QuickLineDialog, part: str = "understood") -> str:
    return str(dialog.query_one(f"#{part}").content)


@pytest.mark.parametrize(
    "words",
    [
        "ana lopez corte jueves 10:30 con marta",
        "jueves 10:30 corte marta ana lopez",
        "corte con marta el jueves a las diez y media para ana lopez",
        "ana lópes corte jue 10h30 marta",
    ],
)
async def test_a_known_customer_in_any_order(app: FrontdeskApp, desk: Desk, words: str) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*words)
        await understood(pilot, dialog)
        assert "Ana López" in said(dialog)
        assert "Thu 26 Nov 10:30" in said(dialog)
        assert "€" in said(dialog) or "EUR" in said(dialog)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        (visit,) = desk.reservations(ALL)
        assert (visit.customer.name, visit.service, visit.staff) == ("Ana López", "Corte", "Marta")
        assert visit.start == at("10:30", "2026-11-26")
        assert "Booked:" in app.main.query_one("#message").text


async def test_what_is_not_said_comes_from_the_cursor(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app, "12:30", LUIS)
        await pilot.press(*"corte Zoe Pérez 600333444", "enter")
        await until(pilot, lambda: not isinstance(app.screen, QuickLineDialog))
        (visit,) = desk.reservations(ALL)
        assert (visit.customer.name, visit.customer.phone, visit.staff) == ("Zoe Pérez", "+34600333444", "Luis")
        assert visit.start == at("12:30")
        assert dialog.text == ""


async def test_two_of_one_name_are_told_apart_and_never_booked_unasked(app: FrontdeskApp, desk: Desk) -> None:
    first = desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    second = desk.add_customer(CustomerWish(name="Ana López", phone="600999888"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"ana lopez corte jueves 10:30", "enter")
        await until(pilot, lambda: "Who is meant?" in said(dialog, "problem"))
        assert dialog.lines.count == 2
        rows = [dialog.lines._rows[n][0] for n in range(2)]
        assert any("…1222" in row for row in rows)
        assert any("…9888" in row for row in rows)
        await pilot.press("enter")
        assert desk.count(ALL) == 0
        wanted = next(n for n, row in enumerate(rows) if "…9888" in row)
        await pilot.press(*["down"] * (wanted + 1), "enter")
        await understood(pilot, dialog)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        (visit,) = desk.reservations(ALL)
        assert visit.customer.id == second.id != first.id


async def test_a_taken_time_is_said_with_alternatives_that_can_be_taken(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    book("Eva Ruiz", "11:00", MARTA)
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"ana lopez corte hoy 11:15 marta")
        await understood(pilot, dialog)
        assert "Marta is taken" in said(dialog, "problem")
        assert 1 <= dialog.lines.count <= 3
        await pilot.press("enter")
        await until(pilot, lambda: not dialog.writing)
        assert desk.count(ALL) == 1
        await pilot.press("down", "enter")
        await understood(pilot, dialog)
        assert said(dialog, "problem") == ""
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.count(ALL) == 2
        assert "Ana López" in {visit.customer.name for visit in desk.reservations(ALL)}


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("ana", "Still to say"),
        ("corte jueves 10:30 zzzq 12", "the phone of"),
        ("corte Berta Gil jueves 10:30", "the phone of Berta Gil"),
    ],
)
async def test_nothing_is_booked_while_something_is_in_doubt(
    app: FrontdeskApp, desk: Desk, words: str, problem: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*words, "enter", "enter")
        await understood(pilot, dialog)
        await pilot.pause()
        assert (app.screen, desk.count(ALL)) == (dialog, 0)
        assert problem in said(dialog, "problem")


async def test_the_title_says_enter_only_where_enter_books(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    book("Eva Ruiz", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        books, form, takes = "Enter books", "tab: the form", "↓ Enter takes one"
        for line, wanted in (
            ("", form),
            ("ana lopez corte", books),  # the rest is where the cursor stands
            ("ana lopez", form),
            ("ana lopez corte jueves 10:30 zzzq", form),
            ("ana lopez corte jueves 10:30 o 11:30", form),
            ("ana lopez corte hoy 11:15 marta", takes),
            ("ana lopez corte jueves 10:30", books),
        ):
            dialog.line.value = line
            await understood(pilot, dialog)
            title = dialog.query_one(".title").text
            assert [keys for keys in (books, form, takes) if keys in title] == [wanted], line


async def test_an_empty_line_says_what_to_type(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "Type who comes" in said(dialog, "problem"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert (desk.drafts(), desk.seq()) == ([], 0)


async def test_tab_goes_on_in_the_form_with_all_that_was_understood(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"ana lopez corte jueves 10:30 marta", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
        form = app.screen
        await until(pilot, lambda: form.field("customer").value == "Ana López")
        values = [form.field(name).value for name in ("service", "staff", "time")]
        assert values == ["Corte", "Marta", "10:30"]
        assert form.draft.day == at("10:30", "2026-11-26") // 1440 + 719163
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == at("10:30", "2026-11-26")


async def test_esc_puts_the_line_aside(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte jueves 10:30 Zoe Pérez 600333444 zzq")
        await understood(pilot, dialog)
        await pilot.press("escape")
        await until(pilot, lambda: desk.drafts())
        (draft,) = desk.drafts()
        typed = draft.body["typed"]
        assert (typed["service"], typed["time"], typed["phone"]) == ("Corte", "10:30", "+34600333444")
        assert "Zoe Pérez" in typed["customer"]
        await pilot.press("o", "enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("time").value == "10:30"


async def test_the_time_is_kept_while_the_line_stands_and_let_go_after(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"ana lopez corte jueves 10:30 marta")
        await until(pilot, lambda: dialog._time.kept is not None)
        assert "Enter books · kept until 10:47" in dialog.query_one(".title").text
        await pilot.press(*["backspace"] * len("ana lopez corte jueves 10:30 marta"))
        await until(pilot, lambda: dialog._time.kept is None and not dialog._time.busy)


async def test_a_new_name_with_a_known_phone_is_asked_about(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"Berta Gil 600111222 corte jueves 10:30", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question) or "Who is meant" in said(dialog, "problem"))
        assert desk.count(ALL) == 0


async def test_from_a_card_the_line_begins_with_the_customer(app: FrontdeskApp, desk: Desk) -> None:
    known = desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("4", *"600111222")
        await until(pilot, lambda: app.screen.found.count == 1 and app.screen.card.card is not None)
        await pilot.press("enter", "enter", "b")
        await until(pilot, lambda: isinstance(app.screen, QuickLineDialog) and app.screen.text)
        await pilot.press(*"corte jueves 10:30", "enter")
        await until(pilot, lambda: desk.count(ALL))
        assert desk.reservations(ALL)[0].customer.id == known.id


async def test_hostile_lines_are_shown_as_text_and_book_nothing(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        for text in list(every())[::12]:
            dialog.line.value = text
            await understood(pilot, dialog)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.count(ALL) == 0


@pytest.mark.parametrize("keys", [(" ",), ("enter",)], ids=["a letter", "enter"])
async def test_the_time_on_its_way_to_be_kept_is_not_taken_from_the_line(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    held, answered, hold = threading.Event(), threading.Event(), Desk.hold

    def late_answer(self: Desk, booking: Booking, *more: int) -> Hold:
        kept = hold(self, booking, *more)
        held.set()
        answered.wait(10)
        return kept

    monkeypatch.setattr(Desk, "hold", late_answer)
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"ana lopez corte jueves 10:30 con marta")
        await until(pilot, held.is_set)
        app.simulate_key(keys[0])
        if keys != ("enter",):
            await until(pilot, lambda: dialog._shown_for == dialog.text and dialog.text.endswith(" "))
            assert "taken" in said(dialog, "problem")  # for all that is known yet
        else:
            await until(pilot, lambda: dialog._waiting is not None)
        answered.set()
        await until(pilot, lambda: dialog._waiting is None and (app.screen is not dialog or dialog._enter_books))
        if keys != ("enter",):
            assert said(dialog, "problem") == ""
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert [one.start for one in desk.reservations(ALL)] == [at("10:30", "2026-11-26")]
