"""Inquiries on their screen: stages, what waits on top, the tabs of one; all of it on a real database file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.keys import _character_to_key
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiries.door import Inquiries
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit, InquiryWish, QuoteLine
from frontdesk.desk.message_values import FromOutside, Incoming
from frontdesk.language.i18n import _, bind, speaking
from frontdesk.screens.dialogs.answer import AnswerDialog
from frontdesk.screens.dialogs.question import FormDialog, Question
from frontdesk.screens.dialogs.quote import QuoteDialog
from frontdesk.screens.dialogs.reminding import RemindersDialog
from frontdesk.screens.inquiries import InquiriesScreen
from frontdesk.widgets.keys import DECLARED
from frontdesk.widgets.plain_text import PlainText
from tests.app.conftest import in_row, loaded, until

SIZES = [(80, 24), (120, 36)]
MINUTE = 60
KEPT = "Quote for Rosa Gil kept, no reminders set (r sets them); u takes it back."


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.inquiries.REST", 0.01)
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 0.04)
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


def ask(desk: Desk, name: str = "Rosa Gil", **more: Any) -> Inquiry:
    """Somebody asks."""
    given: dict[str, Any] = {"asked": "¿Qué cuesta una noche?", "email": "rosa@example.com"}
    return desk.inquiries.register(InquiryWish(name=name, **given | more))


def write_back(desk: Desk, clock: FixedClock, text: str, sender: str = "rosa@example.com") -> None:
    """Whoever asked writes, as the intake of mail hands it in."""
    desk.messages.receive(
        Incoming("email", f"<{clock.seconds()}@x>", sender, text, int(clock.seconds()), subject="Re: Norte")
    )


async def type_in(pilot: Pilot[None], *texts: str) -> None:
    """Fill in one field after the other."""
    for text in texts:
        for sign in text:
            await pilot.press("space" if sign == " " else _character_to_key(sign))
        await pilot.press("down")


async def type_cells(pilot: Pilot[None], *texts: str) -> None:
    """Fill in one cell after the other."""
    for text in texts:
        for sign in text:
            await pilot.press("space" if sign == " " else _character_to_key(sign))
        await pilot.press("enter")


def drawn(app: FrontdeskApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def said(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text.strip() if app.main else ""


def tabs(app: FrontdeskApp) -> str:
    return app.main.query_one("#tabs").text if app.main else ""


def row(screen: InquiriesScreen, n: int) -> tuple[str, ...]:
    return screen.found._rows[n]


async def inquiries(pilot: Pilot[None], app: FrontdeskApp, count: int) -> InquiriesScreen:
    await loaded(pilot)
    await pilot.press("5")
    await until(pilot, lambda: isinstance(app.screen, InquiriesScreen) and len(app.screen._found) == count)
    screen = app.screen
    assert isinstance(screen, InquiriesScreen)
    if count:
        await until(pilot, lambda: screen.card.whole is not None)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_those_that_wait_stand_on_top_in_green_with_a_mark(
    app: FrontdeskApp, desk: Desk, clock: FixedClock, size: tuple[int, int]
) -> None:
    rosa = ask(desk)
    desk.inquiries.answer(rosa.id, "90 €")
    clock.move(MINUTE)
    luis = ask(desk, "Luis", email="luis@example.com")
    desk.inquiries.answer(luis.id, "90 €")
    clock.move(MINUTE)
    write_back(desk, clock, "¿Con desayuno?")
    async with app.run_test(size=size) as pilot:
        screen = await inquiries(pilot, app, 2)
        await until(pilot, lambda: "5 Inquiries 1" in tabs(app) or "5 Inqui 1" in tabs(app) or " 1 " in tabs(app))
        assert [row(screen, n)[0].strip() for n in (0, 1)] == ["▸ Rosa Gil", "Luis"]
        assert [row(screen, n)[3] for n in (0, 1)] == ["waits", ""]
        assert screen._stage == "answered"  # the first in which somebody waits
        lines = [line.texts for line in screen.stages.lines]
        assert [(one[0], one[1], one[2].strip()) for one in lines] == [
            ("", "New", "0"), ("▸", "Answered", "1/2"), ("", "Quoted", "0"), ("", "Confirmed, to book", "0"),
        ]  # fmt: skip
        await pilot.press("enter")
        assert screen.card.holds_focus
        for _tab in range(4):
            await pilot.press("right")
        await pilot.pause()
        assert "Rosa Gil wrote by e-mail" in drawn(app)
        assert "¿Con desayuno?" in drawn(app)


async def test_without_an_address_there_is_no_answer_by_mail(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk, email=None, phone="600111222")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 1)
        await pilot.press("s")
        await until(pilot, lambda: said(app).startswith("No e-mail of Rosa Gil is known"))
        assert app.screen is screen
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: said(app) == "Rosa Gil: answered; u takes it back.")
        assert desk.inquiries.inquiry("Q1").stage == "answered"
        await pilot.press("u")
        await until(pilot, lambda: desk.inquiries.inquiry("Q1").stage == "new")


async def test_an_answer_left_unfinished_is_there_again(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 1)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "There is nothing to send yet." in drawn(app))
        await pilot.press(*"hola", "escape")
        assert said(app) == "Nothing was sent; s goes on with it."
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
        assert app.screen.text.text == "hola"
        write_back_now = desk.inquiries.edit("Q1", InquiryEdit(notes="en otra terminal"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ctrl+s sends it all the same" in str(app.screen.query_one("#problem").content))
        assert desk.inquiries.inquiry("Q1").version == write_back_now.version  # nothing went
        await pilot.press("ctrl+s")
        await until(
            pilot,
            lambda: said(app) == "To Rosa Gil: waits until e-mail is set up: tell your administrator; u takes it back.",
        )
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.stage == "answered")
        await pilot.press("u")
        await until(pilot, lambda: desk.inquiries.inquiry("Q1").stage == "new")
        assert desk.waits().outgoing == 0


async def test_a_quote_says_what_is_wrong_and_sums_while_one_types(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk, email=None, phone="600111222")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 1)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, QuoteDialog))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "A quote needs a line" in drawn(app))
        await type_cells(pilot, "Doble", "2", "noventa", "10")
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "That is no price" in drawn(app))
        assert app.focused is not None
        assert app.focused.id == "price-0"
        await type_cells(pilot, "90,50")
        await until(pilot, lambda: "Net 164.55 EUR · Taxes 10 % 16.45 EUR · Total 181.00 EUR" in drawn(app))
        app.screen.query_one("#until").focus()
        await type_cells(pilot, "mumble")
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "No date can be read" in drawn(app))
        await type_cells(pilot, "+15")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ctrl+k only keeps the quote" in drawn(app))
        await pilot.press("escape")
        assert said(app) == "Nothing was sent; q goes on with it."
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, QuoteDialog) and "Total 181.00 EUR" in drawn(app))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: said(app) == KEPT)
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.stage == "quoted")
    made = desk.inquiries.quotes("Q1")[0]
    assert (made.total, made.lines[0].quantity, made.lines[0].price) == (18100, 2, 9050)


async def quoting(pilot: Pilot[None], app: FrontdeskApp) -> QuoteDialog:
    await inquiries(pilot, app, 1)
    await pilot.press("q")
    await until(pilot, lambda: isinstance(app.screen, QuoteDialog))
    form = app.screen
    assert isinstance(form, QuoteDialog)
    return form


def below(form: QuoteDialog) -> tuple[str, str]:
    """The sums, and what is wrong with a line."""
    return str(form.query_one("#sums", PlainText).content), str(form.query_one("#unread", PlainText).content)


async def test_a_half_filled_line_of_a_quote_is_not_left_out(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await quoting(pilot, app)
        await type_cells(pilot, "Doble", "2", "90", "", "", "")
        form.query_one("#quantity-1").focus()
        await type_cells(pilot, "3")
        needed = "Line 2: Each line needs a text; empty all its cells to leave it out."
        await until(pilot, lambda: below(form) == ("Total 180.00 EUR", needed))
        for sent in ("ctrl+k", "ctrl+s"):
            await pilot.press(sent)
            await until(pilot, lambda: app.focused is not None and app.focused.id == "text-1")
            assert form.query_one("#unread").has_class("wrong")
        assert desk.inquiries.quotes("Q1") == []
        form.query_one("#quantity-1").focus()
        await pilot.press("delete")
        await until(pilot, lambda: below(form) == ("Total 180.00 EUR", ""))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: said(app) == KEPT)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (("Doble", "-2", "90", ""), "How many is a number above zero, at most 10000, such as 2 or 1.5."),
        (("Doble", "20000", "90", ""), "How many is a number above zero, at most 10000, such as 2 or 1.5."),
        (("Doble", "1", "1000000000000", ""), "A price is at most 10000000.00 EUR."),
        (("Doble", "1", "10000001", ""), "A price is at most 10000000.00 EUR."),
        (("Doble", "1", "90,005", ""), "That is no price: try 25 or 25.50; a discount begins with a minus."),
        (("Doble", "1", "90", "150"), "A tax is per cent from 0 to 100, such as 10 or 21."),
        (("Doble", "1", "", ""), "There is no price yet."),
    ],
)
async def test_what_is_wrong_with_a_line_is_said_while_one_types(
    app: FrontdeskApp, desk: Desk, cells: tuple[str, ...], wrong: str
) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await quoting(pilot, app)
        await type_cells(pilot, *cells)
        await until(pilot, lambda: below(form) == ("", f"Line 1: {wrong}"))


async def test_a_quote_that_is_below_zero_is_told_while_one_types(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await quoting(pilot, app)
        await type_cells(pilot, "Descuento", "1", "-5")
        await until(pilot, lambda: "below zero" in below(form)[1])


async def test_at_most_one_empty_line_stands_at_the_end_of_a_quote(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await quoting(pilot, app)
        await pilot.pause()
        assert form._count == 1
        await pilot.press(*["tab"] * 9, *["shift+tab"] * 9)
        assert form._count == len(form.query(".line")) == 1
        await type_cells(pilot, "Doble", "2", "90", "")
        await until(pilot, lambda: form._count == 2)
        form.query_one("#text-1").focus()
        await pilot.press(*"Cuna")
        await until(pilot, lambda: len(form.query(".line")) == 3)
        await pilot.press(*["backspace"] * 4)
        await until(pilot, lambda: len(form.query(".line")) == 2)
        await pilot.press("tab", *"3", "ctrl+n")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "text-0")
        await until(pilot, lambda: len(form.query(".line")) == form._count == 1)
        assert [form._cell(cell, 0) for cell in ("text", "quantity", "price")] == ["", "1", ""]
        assert below(form) == ("Nothing yet.", "")


async def test_a_quote_is_saved_where_somebody_wants_it(app: FrontdeskApp, desk: Desk, tmp_path: Path) -> None:
    ask(desk)
    desk.inquiries.quote("Q1", [QuoteLine("Doble", 9050)], send=False)
    file = tmp_path / "quote.pdf"
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 0)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await until(pilot, lambda: app.screen.inquiry is not None and app.screen.card.quote is not None)
        for wanted in (b"", b"an older one"):
            await pilot.press("p")
            await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-file"))
            form = app.screen
            assert form.field("file").value == "~/Q1-1.pdf"
            if wanted:
                file.write_bytes(wanted)
            form.field("file").fill(str(file))
            await pilot.press("ctrl+s")
            if wanted:
                await until(pilot, lambda: "is there already" in drawn(app))
                assert file.read_bytes() == wanted
                await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
                await pilot.press("enter")
            await until(pilot, lambda: said(app) == f"Saved: {file}")
            assert file.read_bytes().startswith(b"%PDF")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-file"))
        app.screen.field("file").fill(str(tmp_path / "quote.doc"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "a quote is saved as .pdf or as .txt" in app.screen.field("file").problem)
        app.screen.field("file").fill(str(tmp_path / "quote.txt"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said(app) == f"Saved: {tmp_path / 'quote.txt'}")
        assert "90,50 EUR" in (tmp_path / "quote.txt").read_text(encoding="utf-8")


async def test_a_lost_one_leaves_and_comes_back(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 1)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("ctrl+s")
        assert "This is needed." in drawn(app)
        await pilot.press(*"caro", "ctrl+s")
        await until(pilot, lambda: said(app).startswith("Rosa Gil is lost; u takes it back"))
        await until(pilot, lambda: not screen._found)
        assert desk.inquiries.inquiry("Q1").reason == "caro"
        await pilot.press("f", "left_square_bracket")
        await until(pilot, lambda: screen._stage == "lost" and len(screen._found) == 1)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: desk.inquiries.inquiry("Q1").stage == "new")


async def test_when_one_is_lost_nobody_is_in_the_next_ones_card(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    ask(desk, "Leo Sanz")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 2)
        await pilot.press("enter")
        await until(pilot, lambda: screen.card.holds_focus)
        lost = screen.inquiry
        assert lost is not None
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"caro", "ctrl+s")
        await until(pilot, lambda: len(screen._found) == 1)
        assert desk.inquiries.inquiry(lost.id).stage == "lost"
        assert app.focused is screen.found
        assert not screen.has_class("entered")


async def test_who_is_reopened_is_not_reminded_again_and_that_is_said(app: FrontdeskApp, desk: Desk) -> None:
    desk.inquiries.answer(ask(desk).id, "90 €")
    desk.inquiries.schedule("Q1", 4)
    desk.inquiries.lose("Q1", "caro")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 0)
        await pilot.press("f", "left_square_bracket")
        await until(pilot, lambda: screen._stage == "lost" and len(screen._found) == 1)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: said(app) == "Rosa Gil: answered; its reminders stay taken back: r sets them.")
    assert [one.state for one in desk.inquiries.inquiry("Q1").reminders] == ["stopped"]


async def test_what_is_too_long_too_many_or_past_is_refused_with_its_limit(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        form = app.screen
        told = {
            "name": ("x" * 121, "A name has at most 120 characters; this has 121."),
            "starts": ("yesterday", "That day is past."),
            "party": ("-2", "A number from 1 to 1000 is needed."),
        }
        for name, (text, _wrong) in told.items():
            form.field(name).input.value = text
        await pilot.press("ctrl+s")
        assert {name: form.field(name).problem for name in told} == {name: wrong for name, (_t, wrong) in told.items()}
        assert form.field("name").value == "x" * 121
        for name, text in (("party", "999999999999"), ("starts", "12/12"), ("ends", "999")):
            form.field(name).input.value = text
        await pilot.press("ctrl+s")
        assert form.field("party").problem == "A number from 1 to 1000 is needed."
        assert form.field("ends").problem == "Nights are from 1 to 365."
    assert desk.inquiries.inquiries() == []


async def test_every_reminder_is_set_however_fast_the_keys_come(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Inquiries.schedule

    def slow(*some: Any, **named: Any) -> Inquiry:
        time.sleep(0.1)
        return plain(*some, **named)

    monkeypatch.setattr(Inquiries, "schedule", slow)
    monkeypatch.setattr("frontdesk.widgets.in_turn.PATIENCE", 30)
    desk.inquiries.answer(ask(desk).id, "90 €")
    assert not desk.inquiries.inquiry("Q1").reminders
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 0)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.card.whole is not None)
        for key in ("r", "space", "down", "space", "down", "space"):
            app.simulate_key(key)
        await until(pilot, lambda: {one.days for one in desk.inquiries.inquiry("Q1").reminders} == {2, 5, 10})


async def test_the_days_of_a_reminder_have_limits(app: FrontdeskApp, desk: Desk) -> None:
    desk.inquiries.answer(ask(desk).id, "90 €")
    async with app.run_test(size=(80, 24)) as pilot:
        await inquiries(pilot, app, 0)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.card.whole is not None)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RemindersDialog))
        assert app.screen.query_one(".box").size.height < 12  # three lines need no more
        await pilot.press("asterisk")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        form, field = app.screen, app.screen.field("days")
        for days in ("-3", "99999", "0", "91", "x"):
            with in_row(days):
                field.input.value = "7"
                await until(pilot, lambda: not field.problem)
                field.input.value = days
                await pilot.press("ctrl+s")
                assert field.problem == "A number from 1 to 90 is needed."
                assert app.screen is form


def test_keys_that_do_something_else_are_called_something_else() -> None:
    """What moves the inquiry, what only shows another list, and what says that nothing is to be written."""
    with speaking("es"):
        names = {name: _(DECLARED[f"inquiries.{name}"].description) for name in ("next", "after", "before", "settle")}
    assert names == {
        "next": "pasar de etapa", "after": "lista siguiente", "before": "lista anterior", "settle": "no hace falta",
    }  # fmt: skip


async def test_what_cannot_be_read_is_said_and_nothing_is_lost(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await type_in(pilot, "", "12", "rosa", "", "Nada", "nunca", "3", "27h", "x")
        await pilot.press("ctrl+s")
        form = app.screen
        problems = {
            name: form.field(name).problem for name in ("name", "phone", "email", "services", "starts", "minute")
        }
        assert problems["phone"].startswith("A phone has")
        assert problems["email"].startswith("This is no e-mail")
        assert problems["services"] == "There is no service of this name."
        assert problems["starts"].startswith("No date can be read")
        assert problems["minute"] == "That is no time: try 10:30."
        await pilot.press("escape")
        await until(pilot, lambda: "Kept as it is: i goes on with it." in drawn(app))
        await pilot.press("3", "i")  # another screen goes on with it
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert app.screen.field("starts").value == "nunca"
        assert "left unfinished: ctrl+n starts anew" in drawn(app)
        assert "stored: nothing" not in drawn(app)  # it is new: nothing of it was ever stored
    assert desk.inquiries.inquiries() == []


@pytest.mark.parametrize("mode", ["customers", "chats"])
async def test_who_is_under_the_cursor_is_who_asks(app: FrontdeskApp, desk: Desk, clock: FixedClock, mode: str) -> None:
    """From a card or a chat: name and phone stand there, and the inquiry is that customer's."""
    desk.messages.receive(Incoming("sms", "1", "+34600111222", "¿Precio?", int(clock.seconds()), name="Ana López"))
    [ana] = desk.customers("", limit=5)
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.press({"customers": "4", "chats": "6"}[mode])
        await until(
            pilot, lambda: app.main is not None and app.main.mode == mode and app.main.wish().customer is not None
        )
        await pilot.press(*{"customers": ["escape"], "chats": []}[mode], "i")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert app.screen.field("name").input.value == ana.name
        await pilot.press("ctrl+s")
        await until(pilot, lambda: desk.inquiries.inquiries())
    [one] = desk.inquiries.inquiries()
    assert one.customer is not None
    assert one.customer.id == ana.id


async def test_another_terminal_is_seen_and_refused_when_stale(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await inquiries(pilot, app, 1)
        ask(desk, "Luis", email="luis@example.com")
        await until(pilot, lambda: len(screen._found) == 2)
        assert screen.inquiry is not None
        assert screen.inquiry.name == "Rosa Gil"  # the cursor stays where it was
        desk.inquiries.confirm("Q1")
        await until(pilot, lambda: len(screen._found) == 1)
        assert [line.texts[2].strip() for line in screen.stages.lines] == ["1/1", "0", "0", "1/1"]


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_texts_are_only_text(app: FrontdeskApp, desk: Desk, size: tuple[int, int]) -> None:
    ask(desk, "[bold]Rosa[/] \u202eliG", asked="[red]hola[/]\n\x1b[31m=1+1 " + "x" * 300)
    async with app.run_test(size=size) as pilot:
        screen = await inquiries(pilot, app, 1)
        await pilot.press("enter")
        assert "[bold]Rosa[/]" in drawn(app)
        assert "[red]hola[/]" in drawn(app)
        assert "\u202e" not in drawn(app)
        assert "\x1b" not in drawn(app)
        assert screen.card.holds_focus


async def test_it_is_found_by_its_number(app: FrontdeskApp, desk: Desk) -> None:
    ask(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("slash")
        await pilot.press(*"q1")
        await until(pilot, lambda: "Q1 ▸ Rosa Gil · to be answered" in drawn(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen) and app.screen.inquiry is not None)


async def test_a_mail_is_read_to_its_end_and_its_file_is_saved(
    app: FrontdeskApp, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    """Enter on the messages: the quoted rest of a mail, and what came with it, to where somebody wants it."""
    one = ask(desk)
    desk.inquiries.answer(one.id, "Cuesta 90 €.")
    body = "Sí, adjunto el pasaporte.\n\nEl lun, 23 nov 2026 a las 10:42, Norte escribió:\n> Cuesta 90 €.\n"
    file = FromOutside("pasaporte.pdf", "application/pdf", b"%PDF-1.4 x")
    desk.messages.receive(
        Incoming(
            "email", "<r1@x>", "rosa@example.com", body, int(clock.seconds()), subject="Re: Norte", attachments=(file,)
        )
    )
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await inquiries(pilot, app, 1)
        await pilot.press("enter", "tab")
        await until(pilot, lambda: screen.card.tab == "messages" and "adjunto el pasaporte" in drawn(app))
        assert "> Cuesta 90" not in drawn(app)
        lines = screen.card.lines("messages")
        lines.go_to(next(line.key for line in lines.lines if "the rest of the mail" in line.texts[0]))
        await pilot.press("enter")
        await until(pilot, lambda: "> Cuesta 90" in drawn(app))
        lines.go_to(next(line.key for line in lines.lines if "pasaporte.pdf" in line.texts[0]))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        app.screen.field("file").input.value = str(tmp_path / "p.pdf")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (tmp_path / "p.pdf").exists())
    assert (tmp_path / "p.pdf").read_bytes() == b"%PDF-1.4 x"


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_searched_for_and_what_waits_have_room_beside_each_other(
    app: FrontdeskApp, desk: Desk, size: tuple[int, int]
) -> None:
    ask(desk, "Ana Santana de la Vega Mayor")
    with speaking("es"):
        async with app.run_test(size=size) as pilot:
            await inquiries(pilot, app, 1)
            await pilot.press("slash", *"santana")
            await until(pilot, lambda: "Hay: «santana», esc termina" in drawn(app))
            assert "1 nos espera " in drawn(app)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_no_label_of_the_form_is_cut(app: FrontdeskApp, size: tuple[int, int], language: str) -> None:
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        bind(language)
        try:
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-source"))
            labels = list(app.screen.query(".label").results(PlainText))
            assert len(labels) == 11
            assert [str(one.content) for one in labels if cell_len(str(one.content)) > one.content_size.width] == []
        finally:
            bind("en")
