"""Finding from anywhere, the palette, going to a date in words, and the numbers of the tabs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from sqlalchemy import update
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean
from frontdesk.desk.day_values import Waits
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Booking, CustomerWish, Filter, Found, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.find import FindDialog
from frontdesk.screens.dialogs.go_to import GoToDialog
from frontdesk.screens.dialogs.palette import PaletteDialog
from frontdesk.screens.dialogs.question import DEAF_FOR
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.list import ListScreen
from frontdesk.screens.tabs import tab_bits, waits
from frontdesk.store import schema
from tests.app.conftest import ANA, CUT, LUIS, MARTA, ROOM, SUITE, at, in_row, loaded, until
from tests.app.test_manners import HOSTILE, drawn, message
from tests.hostile import excerpt

Book = Callable[..., Reservation]


def rows(app: FrontdeskApp) -> list[str]:
    """What is found, as it is shown."""
    lines = app.screen.lines
    return [" ".join(lines._rows[index]) for index in range(lines.count) if index in lines._rows]


async def sought(pilot: Pilot[None], app: FrontdeskApp, text: str, key: str = "slash") -> None:
    """Open the dialog, type, and wait for the answer."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, FindDialog) and app.screen.query("#sought"))
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await until(pilot, lambda: app.screen._shown_for == text)


async def test_a_customer_is_found_and_the_card_opened(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Ana López", "12:00", MARTA, phone="600111222")
    other = desk.add_customer(CustomerWish(name="Ana López", phone="600333444"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await sought(pilot, app, "ana lop")
        assert len(rows(app)) == 2
        assert "…1222  next today 12:00" in rows(app)[0]
        assert "…3444  no visits yet" in rows(app)[1]
        assert all(cell_len(line) == 80 for line in drawn(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.card.card is not None)
        assert app.screen.card.card.customer.id == other.id
        assert app.screen.found.has_focus
        await pilot.press("slash", *"x")  # the search in place goes on from there
        await until(pilot, lambda: app.screen.found.count == 0)


async def test_the_end_of_a_phone_the_email_and_the_public_id_find(app: FrontdeskApp, desk: Desk) -> None:
    one = desk.add_customer(CustomerWish(name="Eva", phone="600111222", email="eva@example.com"))
    desk.add_customer(CustomerWish(name="Ada", phone="600111333"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for text in ("222", "1 222", "eva@ex", one.id.lower()):
            await sought(pilot, app, text, "ctrl+f")
            assert [row.split()[1] for row in rows(app)] == ["Eva"], text
            await pilot.press("escape")


async def test_a_reservation_is_found_by_its_code_and_shown_in_the_agenda(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    far = desk.move(book("Eva", "12:00", LUIS).code, at("10:00", "2026-12-03"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 1)
        await sought(pilot, app, far.code.lower(), "ctrl+f")
        assert far.code in rows(app)[0]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.block is not None)
        assert app.screen.grid.block.code == far.code
        assert app.screen.grid.day.day == far.day


async def test_a_night_is_found_among_the_rooms(app: FrontdeskApp, desk: Desk) -> None:
    stay = desk.book(Booking((LineWish(ROOM),), at("15:00"), CustomerWish(name="Ruiz"), nights=1))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await sought(pilot, app, stay.code)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.block is not None)
        assert app.screen.grid.column.resource.id == SUITE


async def test_a_cancelled_reservation_shows_its_detail(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Eva", "12:00", MARTA)
    desk.cancel(visit.code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await sought(pilot, app, visit.code)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReservationDialog))


async def test_a_person_a_room_and_a_service_are_gone_to(app: FrontdeskApp, book: Book) -> None:
    book("Eva", "12:00", MARTA, CUT)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await sought(pilot, app, "luis")
        assert rows(app)[0].split() == ["Person", "Luis"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.column.resource.id == LUIS)
        await sought(pilot, app, "suite")
        await pilot.press("enter")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, AgendaScreen)
                and app.screen.grid.column is not None
                and app.screen.grid.column.resource.id == SUITE
            ),
        )
        await sought(pilot, app, "corte")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 1)
        assert app.filter.service == CUT


async def test_enter_before_the_answer_waits_for_it(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    desk.add_customer(CustomerWish(name="Eva Ruiz"))
    go_on, find = threading.Event(), Desk.find

    def slow(self: Desk, text: str, limit: int = 6) -> Found:
        go_on.wait(10)
        return find(self, text, limit)

    monkeypatch.setattr(Desk, "find", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("slash")
        await until(pilot, lambda: app.screen.query("#sought"))
        await pilot.press(*"eva", "enter")
        assert isinstance(app.screen, FindDialog)
        go_on.set()
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))


async def test_the_last_text_is_kept_and_selected(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Eva Ruiz"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await sought(pilot, app, "eva")
        await pilot.press("escape", "slash")
        await until(pilot, lambda: isinstance(app.screen, FindDialog) and app.screen.field.has_focus)
        await until(pilot, lambda: app.screen.field.selected_text == "eva" and app.screen.lines.count == 1)
        await pilot.press("x")
        assert app.screen.field.value == "x"
        await until(pilot, lambda: app.screen.lines.count == 0)
        assert any("Nothing is called so" in line for line in drawn(app))


async def test_what_is_found_is_text(app: FrontdeskApp, book: Book, desk: Desk) -> None:
    for name in [*HOSTILE, *(name for name in excerpt() if clean(name).strip())]:
        desk.add_customer(CustomerWish(name=f"Zoe {name}"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for key in ("slash", "ctrl+p"):
            for text in ("zoe [", "zoe e", "zoe ", "zoe a", "[@click"):
                await pilot.press(key)
                await until(pilot, lambda: app.screen.query("#sought"))
                app.screen.field.value = text
                await until(pilot, lambda text=text: app.screen._shown_for == text.strip())
                await pilot.press("end", "down")
                await pilot.pause()
                for line in drawn(app):
                    assert cell_len(line) == 80
                    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)
                    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)
                await pilot.press("escape")
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, FindDialog))
        app.screen.field.value = "bold red"
        await until(pilot, lambda: any("[bold red]Bob[/]" in line for line in drawn(app)))


async def test_a_failing_search_is_said_and_typing_goes_on(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_customer(CustomerWish(name="Eva Ruiz"))

    def broken(*_args: object) -> Found:
        raise FrontdeskError("database_locked", path="desk.db")

    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("slash")
        await until(pilot, lambda: app.screen.query("#sought"))
        monkeypatch.setattr(Desk, "find", broken)
        await pilot.press("e")
        await until(pilot, lambda: "locked" in message(app))
        monkeypatch.undo()
        await pilot.press("v")
        await until(pilot, lambda: app.screen.lines.count == 1)


async def test_find_is_not_active_while_typing(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
        app.screen.field("notes").input.focus()
        await pilot.pause()
        await pilot.press("slash", "g")
        assert isinstance(app.screen, BookingDialog)
        assert app.screen.field("notes").value == "/g"


# the palette ---------------------------------------------------------------------------------------------------------


async def commanded(pilot: Pilot[None], app: FrontdeskApp, text: str) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, PaletteDialog) and app.screen.query("#sought"))
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await until(pilot, lambda: app.screen._shown_for == text)


MEANT = {
    "en": {"book": "Book", "reservar": "Book", "wlk": "Walk-in", "list": "List"},
    "es": {"reservar": "Reservar", "book": "Reservar", "go to": "Ir a", "lista": "Lista"},
}


@pytest.mark.parametrize("language", MEANT)
async def test_the_palette_knows_what_is_meant_in_both_languages(path: Path, clock: FixedClock, language: str) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for text, first in MEANT[language].items():
            with in_row(text):
                await commanded(pilot, app, text)
                assert rows(app)[0].startswith(first)
                await pilot.press("escape")
                await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_the_palette_does_what_is_chosen(app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock) -> None:
    visit = book(when="12:00", staff=MARTA)
    clock.move(2 * 3600)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await commanded(pilot, app, "arrived")
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")
        assert isinstance(app.screen, AgendaScreen)
        await commanded(pilot, app, "customers")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await pilot.press("escape")
        await commanded(pilot, app, "light")
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "frontdesk-light")


async def test_the_palette_finds_customers_and_opens_their_card(app: FrontdeskApp, desk: Desk) -> None:
    eva = desk.add_customer(CustomerWish(name="Eva Xu", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await commanded(pilot, app, "eva xu")
        await until(pilot, lambda: any("Eva Xu" in row for row in rows(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.card.card is not None)
        assert app.screen.card.card.customer.id == eva.id


async def test_the_palette_holds_every_screen_once(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        titles = [(command.word, command.explanation) for command in app._commands()]
        assert {"agenda", "list", "customers", "go to", "find"} <= {word for word, _explanation in titles}
        assert len(titles) == len(set(titles))


# going to a date ------------------------------------------------------------------------------------------------------


async def test_the_day_that_is_understood_is_said_while_typing(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, GoToDialog) and app.screen.query("#understood"))
        await pilot.press(*"thu")
        said = app.screen.query_one("#understood")
        await until(pilot, lambda: str(said.content) == "= Thu 26 Nov · in 3 days")
        await pilot.press("x")
        await until(pilot, lambda: str(said.content) == "")
        await pilot.press("enter")
        await until(pilot, lambda: "No date can be read" in app.screen.field().problem)
        app.screen.field().input.value = "fin de mes"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: app.screen.grid.day.day == dt.date(2026, 11, 30).toordinal())


async def test_a_date_in_words_on_the_list_is_its_first_day(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Eva", "12:00", MARTA)
    desk.move(book("Ada", "12:00", ANA).code, at("10:00", "2026-12-03"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 2)
        await pilot.press("g", *"in", "space", *"2", "space", *"days", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 1)
        assert app.filter.first == dt.date(2026, 11, 25).toordinal()


# the numbers of the tabs ----------------------------------------------------------------------------------------------

TABS = (("1", "today", "Today", 3), ("2", "agenda", "Agenda", 0), ("3", "list", "List", 0))


def test_a_tab_says_how_many_wait() -> None:
    assert "".join(bit.text for bit in tab_bits(TABS, "agenda", 80)) == " 1 Today 3  2 Agenda  3 List "
    waiting = Waits({1: 2, 2: 1})
    assert (waits("today", waiting, None), waits("today", waiting, 1), waits("today", waiting, 9)) == (3, 2, 0)
    assert waits("agenda", waiting, None) == 0


def test_tabs_are_cut_alike_until_all_fit() -> None:
    words = ("Hoy", "Agenda", "Lista", "Clientes", "Consultas", "Chats", "Clases", "Horarios", "Informes")
    tabs = [(str(n), word.lower(), word, 12 if n in (1, 5) else 0) for n, word in enumerate(words, 1)]
    wide, narrow = (tab_bits(tabs, "hoy", width) for width in (120, 80))
    assert [bit.text.split()[-1] for bit in wide if bit.text.split()[0].isdigit() and len(bit.text) > 5] == list(words)
    assert sum(cell_len(bit.text) for bit in narrow) <= 80
    text = "".join(bit.text for bit in narrow)
    assert all(f" {n} {word[:3]}" in text for n, word in enumerate(words, 1))


async def test_what_waits_is_counted_again_when_somebody_writes(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Eva", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        assert app.waits.at(None) == 0
        number = desk.read(lambda work: work.connection.execute(schema.reservation.select()).one().id)
        desk.store.writing(
            lambda connection: connection.execute(
                update(schema.reservation).where(schema.reservation.c.id == number).values(status="pending")
            )
        )
        desk.add_customer(CustomerWish(name="Ada"))  # news
        await until(pilot, lambda: app.waits.at(None) == 1)
        desk.confirm(visit.code)
        await until(pilot, lambda: app.waits.at(None) == 0)


@pytest.mark.parametrize(("text", "theme"), [("light", "frontdesk-light"), ("own colours", "frontdesk-ansi")])
async def test_every_theme_can_be_chosen_and_drawn(app: FrontdeskApp, book: Book, text: str, theme: str) -> None:
    book("Eva", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await commanded(pilot, app, text)
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == theme)
        for key in ("3", "4", "2", "b", "escape", "slash", "escape", "question_mark", "escape"):
            await pilot.press(key)
            await pilot.pause()
            assert all(cell_len(line) == 80 for line in drawn(app))


@pytest.mark.parametrize("how", ["undo", "merged", "erased"])
async def test_a_customer_shown_alone_who_is_gone_leaves_the_search(
    app: FrontdeskApp, desk: Desk, book: Book, how: str
) -> None:
    known = desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("enter", *"corte", "enter", *"Rita Paz", "enter", *"600222333", "enter")
        await until(pilot, lambda: desk.reservations(Filter()) and isinstance(app.screen, AgendaScreen))
        rita = desk.reservations(Filter())[0].customer
        await pilot.pause(DEAF_FOR)
        await sought(pilot, app, "rita")
        await until(pilot, lambda: any("Rita" in row for row in rows(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen._only == rita.id)
        screen = app.screen
        await until(pilot, lambda: screen.card.card is not None and screen.card.card.customer.id == rita.id)
        if how == "undo":
            await pilot.press("u")
            await until(pilot, lambda: "Undone" in app.main.query_one("#message").text)
        elif how == "merged":
            desk.merge_customers(known.id, rita.id)
        else:
            desk.erase_customer(rita.id, confirmed=True)
        await until(pilot, lambda: [one.name for one in screen._found.values()] == ["Ana López"])
        await until(pilot, lambda: screen.card.card is not None and screen.card.card.customer.name == "Ana López")
        said = app.main.query_one("#message").text
        assert "no customer" not in said
        assert ("Undone" in said) == (how == "undo")
