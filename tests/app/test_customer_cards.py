"""The customers' screen: found while typing, the card in tabs, two records of one person, for good."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Actor, Card, CustomerEdit, CustomerWish, Reservation
from frontdesk.screens import customers as screen_of_customers
from frontdesk.screens.customer_card import HISTORY, NOTES, PAID, PROFILE, VISITS
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.merging import MergeDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.store.customers import CustomerRecord
from frontdesk.widgets.line_list import LineList
from tests.app.conftest import ANA, COLOUR, MARTA, at, loaded, until
from tests.hostile import excerpt

Book = Callable[..., Reservation]
SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def listening_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


def text(lines: LineList) -> str:
    """All that a list says."""
    return "\n".join(" ".join(lines._rows[n]) for n in range(lines.count))


def drawn(app: FrontdeskApp) -> list[str]:
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def message(app: FrontdeskApp) -> str:
    return str(app.main.query_one("#message").text)


async def shown(pilot: Pilot[None], app: FrontdeskApp, count: int) -> CustomersScreen:
    """Go to the customers and wait for so many."""
    await loaded(pilot)
    await pilot.press("4")
    await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.found.count == count)
    return app.screen


async def carded(pilot: Pilot[None], screen: CustomersScreen, name: str) -> None:
    await until(pilot, lambda: screen.card.card is not None and screen.card.card.customer.name == name)


@pytest.mark.parametrize("size", SIZES)
async def test_the_card_in_tabs(app: FrontdeskApp, desk: Desk, book: Book, size: tuple[int, int]) -> None:
    first = book("Ana López", "12:00", MARTA, service=COLOUR, phone="600111222")
    book("Ana López", "16:00", ANA)
    who = first.customer.id
    desk.edit_customer(who, CustomerEdit(tags=("vip",), language="es", preferences={"allergy": "nuts " * 30 + "end"}))
    desk.add_note(who, "llama antes\n" + "larga " * 40 + "fin")
    desk.add_note(who, "se queja", internal=True)
    desk.pay(first.code, 1000, "card")
    desk.cancel(desk.customer(who).reservations[0].code)
    async with app.run_test(size=size) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        card = screen.card
        assert card.display == (size[0] >= 100)
        await pilot.press("enter", "enter")
        assert card.display
        assert screen.found.display == (size[0] >= 100)
        assert card.lines(PROFILE).has_focus
        profile = text(card.lines(PROFILE))
        assert "vip" in profile
        assert "end" in profile
        await pilot.press("right")
        assert card.tab == VISITS
        assert card.lines(VISITS).has_focus
        assert card.lines(VISITS).count == 2
        await pilot.press("tab")
        assert card.tab == PAID
        assert "10.00 EUR" in text(card.lines(PAID))
        assert "owed" in text(card.lines(PAID))
        await pilot.press("right", "right")  # past the messages
        assert card.tab == NOTES
        notes = text(card.lines(NOTES))
        assert "internal" in notes
        assert "fin" in notes
        await pilot.press("right")
        assert card.tab == HISTORY
        assert "cancelled" in text(card.lines(HISTORY)) or "edited" in text(card.lines(HISTORY))
        for line in drawn(app):
            assert cell_len(line) == size[0]
        await pilot.press("right")
        assert card.tab == PROFILE
        await pilot.press("left", "shift+tab")
        assert card.tab == NOTES
        await pilot.press("escape")
        assert screen.found.has_focus
        assert screen.found.display


async def test_a_card_from_narrow_to_wide_loses_nothing(app: FrontdeskApp, desk: Desk) -> None:
    who = desk.add_customer(CustomerWish(name="Ana")).id
    desk.edit_customer(who, CustomerEdit(preferences={"drink": " ".join(f"w{n}" for n in range(60))}))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "enter")
        for size in ((80, 24), (60, 24), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            said = text(screen.card.lines(PROFILE)).split()
            assert all(f"w{n}" in said for n in range(60))
            width = screen.card.lines(PROFILE).size.width
            assert all(cell_len(row[0]) < width for row in screen.card.lines(PROFILE)._rows.values())


async def test_keys_of_the_reservations_tab(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    early = book("Ana López", "11:30", MARTA, service=COLOUR, phone="600111222")
    late = book("Ana López", "16:00", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        await pilot.press("enter", "r")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("service").value == "Corte"  # the last
        await pilot.press("escape", "enter", "right", "down")
        assert screen.chosen().code == early.code
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("service").value == "Color"  # the one under the cursor
        await pilot.press("escape", "a")
        await until(pilot, lambda: desk.reservation(early.code).status == "arrived")
        await until(pilot, lambda: screen.card.card.reservations[1].status == "arrived")
        await pilot.press("up", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReservationDialog))
        await pilot.press("escape")
        assert desk.reservation(late.code).status == "confirmed"
        await pilot.press("left", "a")
        await pilot.pause()
        assert desk.reservation(late.code).status == "confirmed"  # no reservation is under the cursor there


async def test_a_customer_is_edited_with_preferences(app: FrontdeskApp, desk: Desk) -> None:
    who = desk.add_customer(CustomerWish(name="Ana"), CustomerEdit(preferences={"allergy": "nuts", "drink": "tea"})).id
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "e")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        form = app.screen
        assert [form.field(f"preference{n}").value for n in range(3)] == ["allergy: nuts", "drink: tea", ""]
        form.field("preference1").input.value = ""
        form.field("preference2").input.value = "no colon"
        form.field("language").input.value = "fr"
        await pilot.press("ctrl+s")
        assert form.field("preference2").problem
        form.field("preference2").input.value = "Allergy: milk"
        await pilot.press("ctrl+s")
        assert form.field("preference2").problem
        form.field("preference2").input.value = "music: low: very"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.field("language").problem)
        form.field("language").input.value = "en"
        form.field("birthday").input.value = "1990-02-30"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.field("birthday").problem)
        form.field("birthday").input.value = "1990-02-03"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        card = desk.customer(who)
        assert card.preferences == {"allergy": "nuts", "music": "low: very"}
        assert (card.customer.language, card.customer.birthday) == ("en", "1990-02-03")
        assert "Preferences: " in message(app) or "Ana" in message(app)


async def test_a_stale_edit_keeps_what_was_typed(app: FrontdeskApp, desk: Desk) -> None:
    who = desk.add_customer(CustomerWish(name="Ana")).id
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "e")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        form = app.screen
        desk.edit_customer(who, CustomerEdit(tags=("vip",)))
        form.field("phone").input.value = "600111222"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any(form.field(asked.name).problem for asked in form._fields))
        assert form.field("phone").value == "600111222"
        assert desk.customer(who).customer.phone is None


async def test_an_internal_note_is_a_managers(app: FrontdeskApp, desk: Desk, path: Path, clock: FixedClock) -> None:
    who = desk.add_customer(CustomerWish(name="Ana")).id
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "j", *"difícil", "enter", *"maybe", "enter")
        assert app.screen.field("internal").problem
        app.screen.field("internal").input.value = "sí"
        await pilot.press("enter")
        await until(pilot, lambda: desk.customer(who).notes)
        assert desk.customer(who).notes[0].internal
    other = FrontdeskApp(lambda: Desk(open_desk(str(path), clock=clock).store, clock, Actor("eva", "reception")))
    async with other.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, other, 1)
        await carded(pilot, screen, "Ana")
        assert screen.card.lines(NOTES).count == 0
        await pilot.press("enter", "j")
        await until(pilot, lambda: isinstance(other.screen, FormDialog))
        assert not other.screen.query("#field-internal")
        await pilot.press(*"amable", "enter")
        await until(pilot, lambda: len(desk.customer(who).notes) == 2)


@pytest.mark.parametrize("size", SIZES)
async def test_two_records_are_merged_and_it_is_taken_back(
    app: FrontdeskApp, desk: Desk, book: Book, size: tuple[int, int]
) -> None:
    visit = book("Ana López Ruiz", "12:00", phone="600111222")
    desk.edit_customer(visit.customer.id, CustomerEdit(preferences={"allergy": "nuts " * 12}))
    kept = desk.add_customer(CustomerWish(name="Ana López", phone="600111222", email="ana@example.com"))
    async with app.run_test(size=size) as pilot:
        screen = await shown(pilot, app, 2)
        await carded(pilot, screen, "Ana López")
        await pilot.press("enter", "equals_sign")
        await until(pilot, lambda: isinstance(app.screen, MergeDialog) and app.screen.query_one("#sides").count)
        sides = text(app.screen.query_one("#sides"))
        assert "ana@example.com" in sides
        assert sides.count("nuts") == 24
        assert not any("…" in line for line in drawn(app)[4:-4] if "nuts" in line)
        await pilot.pause(0.05)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and screen.found.count == 1)
        assert desk.reservation(visit.code).customer.id == kept.id
        assert "u takes it back" in message(app)
        await pilot.press("u")
        await until(pilot, lambda: screen.found.count == 2)
        assert desk.reservation(visit.code).customer.id == visit.customer.id
        assert not desk.customer(kept.id).preferences


async def test_the_other_record_may_stay_and_the_next_be_shown(app: FrontdeskApp, desk: Desk) -> None:
    one, two, three = (desk.add_customer(CustomerWish(name="Ana", phone=f"60011122{n}")) for n in range(3))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 3)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "equals_sign")
        await until(pilot, lambda: isinstance(app.screen, MergeDialog) and app.screen.query_one("#sides").count)
        dialog = app.screen
        assert dialog._pair() == (one.id, two.id)
        await pilot.press("n", "s")
        assert dialog._pair() == (three.id, one.id)
        await until(pilot, lambda: dialog._merging is not None)
        await pilot.pause(0.05)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and screen.found.count == 2)
        assert desk.customer(one.id).customer.id == three.id


async def test_nobody_is_alike(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "equals_sign")
        await until(pilot, lambda: "Nobody here" in message(app))


async def test_erasing_asks_for_the_number(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    who = book("Ana López", "12:00").customer.id
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        await pilot.press("enter", "enter", "ctrl+delete")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert "1 visit is still to come" in str(app.screen.query_one("#sentences").content)
        await pilot.press("x", "enter")
        assert app.screen.field("number").problem
        app.screen.field("number").input.value = who.lower()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and screen.found.count == 0)
        assert screen.found.has_focus
        await until(pilot, lambda: screen.card.card is None)
        with pytest.raises(FrontdeskError):
            desk.undo()


async def test_reception_erases_nobody(desk: Desk, path: Path, clock: FixedClock) -> None:
    who = desk.add_customer(CustomerWish(name="Ana")).id
    app = FrontdeskApp(lambda: Desk(open_desk(str(path), clock=clock).store, clock, Actor("eva", "reception")))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana")
        await pilot.press("enter", "ctrl+delete")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*who, "enter")
        await until(pilot, lambda: app.screen.field("number").problem)
        assert desk.customer(who).customer.name == "Ana"


def many(desk: Desk, number: int) -> None:
    new = [CustomerRecord(n, f"Cliente {n:04}", 1, phone=f"+346{n:08}") for n in range(1, number + 1)]
    desk.write(lambda work: work.add_customers(new, "import"))


async def test_more_than_a_page_is_counted_and_scrolls_on(app: FrontdeskApp, desk: Desk) -> None:
    many(desk, 450)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 450)
        assert "450" in screen.query_one("#count").text
        await pilot.press("enter", "end")
        await until(pilot, lambda: screen.customer is not None and screen.customer.name == "Cliente 0450")
        await until(pilot, lambda: any("Cliente 0449" in line for line in drawn(app)))
        await carded(pilot, screen, "Cliente 0450")
        desk.edit_customer("C449", CustomerEdit(name="Cliente 0449 b"))  # news from elsewhere: the place is kept
        await until(pilot, lambda: any("Cliente 0449 b" in line for line in drawn(app)))
        assert screen.customer.name == "Cliente 0450"
        await pilot.press("home")
        await until(pilot, lambda: screen.customer is not None and screen.customer.name == "Cliente 0001")
        await pilot.press("slash", *"0123")
        await until(pilot, lambda: screen.found.count == 1)
        assert "1 customer" in screen.query_one("#count").text
        assert screen.customer.name == "Cliente 0123"


async def test_typing_does_not_wait_for_the_card(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(desk, 30)
    asked: list[str] = []
    plain = Desk.customer
    monkeypatch.setattr(Desk, "customer", lambda self, id: asked.append(id) or plain(self, id))
    monkeypatch.setattr(screen_of_customers, "REST", 0.4)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await shown(pilot, app, 30)
        await carded(pilot, screen, "Cliente 0001")
        asked.clear()
        await pilot.press("enter", *["down"] * 9)
        assert asked == []
        await carded(pilot, screen, "Cliente 0010")
        assert asked == ["C10"]


async def test_hostile_words_on_every_tab(app: FrontdeskApp, desk: Desk) -> None:
    wild = [word for word in excerpt() if clean(word).strip()]
    who = desk.add_customer(CustomerWish(name=wild[0], phone=f"12345{wild[1]}")).id
    desk.add_customer(CustomerWish(name=wild[0]), CustomerEdit(tags=tuple(wild[:6])))
    desk.edit_customer(who, CustomerEdit(tags=tuple(wild), preferences={word: word for word in wild}, language=None))
    for word in wild:
        desk.add_note(who, f"{word}\n{word}")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app, 2)
        await until(pilot, lambda: screen.card.card is not None)
        await pilot.press("enter", "enter")
        for _tab in range(5):
            for _page in range(4):
                for line in drawn(app):
                    assert cell_len(line) == 80
                    assert not any(ord(one) < 32 or 0x7F <= ord(one) < 0xA0 for one in line)
                    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)
                await pilot.press("pagedown")
            await pilot.press("right")
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(app.screen, MergeDialog) and app.screen.query_one("#sides").count)
        for line in drawn(app):
            assert cell_len(line) == 80
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        before = desk.customer(who)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert desk.customer(who) == before  # what was not touched stays as it is, hidden signs too


async def test_a_card_that_comes_late_is_nobodys(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was asked for, then a search found nobody: what comes then is not shown beside an empty list."""
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    wait, plain = threading.Event(), Desk.customer

    def slow(self: Desk, id: str) -> Card:
        wait.wait(10)
        return plain(self, id)

    monkeypatch.setattr(Desk, "customer", slow)
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.found.count == 1)
        screen = app.screen
        screen.read_card()
        await pilot.press(*"xyz")
        await until(pilot, lambda: screen.found.count == 0)
        wait.set()
        await pilot.pause(0.3)
        assert screen.card.card is None


async def test_the_cursor_is_on_the_next_visit(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    soonest = book("Ana López", "12:00", MARTA, phone="600111222")
    for when in ("16:00", "18:00"):
        other = book("Ana López", when, ANA, phone="600111222")
        desk.move(other.code, at(when, "2026-11-26"))
    desk.cancel(book("Ana López", "11:00", MARTA, phone="600111222").code)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await shown(pilot, app, 1)
        await carded(pilot, screen, "Ana López")
        lines = screen.card.lines(VISITS)
        assert screen.card.card is not None
        assert screen.card.card.reservations[lines.cursor].code == soonest.code
        # and it stays where it was put when the card is read anew
        lines.move_to(0)
        desk.edit_customer(soonest.customer.id, CustomerEdit(tags=("vip",)))
        await until(pilot, lambda: screen.card.card.customer.tags == ("vip",))
        assert lines.cursor == 0
