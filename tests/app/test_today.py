"""Today, the walk-in and the waiting list on the keyboard, on a real database file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.text import clean
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerEdit, CustomerWish, Filter, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.question import PickDialog
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from frontdesk.screens.list import ListScreen
from frontdesk.screens.today import TodayScreen
from frontdesk.widgets.keys import live_bindings
from tests.app.conftest import ANA, COLOUR, CUT, DINNER, LUIS, MARTA, YOGA, asked, at, in_row, loaded, until
from tests.hostile import every

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio

ALL = Filter(statuses=("pending", "confirmed", "arrived", "completed", "no_show", "cancelled"))


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


def drawn(app: FrontdeskApp) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def today(pilot: Pilot[None]) -> TodayScreen:
    """Key 1, until the board is there."""
    await loaded(pilot)
    await pilot.press("1")
    await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen) and pilot.app.screen._board is not None)
    await pilot.pause()
    assert isinstance(pilot.app.screen, TodayScreen)
    return pilot.app.screen


def section(screen: TodayScreen, title: str) -> list[str]:
    """The rows under a title, either half, each as one text."""
    found: list[str] = []
    for half in (screen.waits, screen.now):
        here = False
        for line in half.lines:
            if line.look == "title":
                here = line.texts[0].split(" · ")[0] == title
            elif here and line.look != "words":
                found.append(" ".join(text.strip() for text in line.texts if text.strip()))
    return found


def detail(screen: TodayScreen) -> str:
    return str(screen.query_one("#detail").text)


async def test_each_stands_where_it_belongs(app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock) -> None:
    late = book("Luis Gil", "10:45", ANA)
    here = book("Ana López", "11:00", MARTA)
    book("Zoe", "12:00", MARTA)
    done = book("María", "10:45", LUIS)
    clock.move(13 * 60)  # 10:55
    for visit in (here, done):
        desk.arrive(visit.code)
    desk.complete(done.code)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert section(screen, "Late") == ["10:45 10 min ✓ Luis Gil Ana · Corte"]
        assert section(screen, "Next") == ["12:00 1 h 05 ✓ Zoe Marta · Corte"]
        assert section(screen, "Here") == ["11:00–11:45 ● Ana López Marta · Corte"]
        assert section(screen, "Not paid today") == ["25.00 EUR ■ María Luis · Corte"]
        assert [row.split()[:2] for row in section(screen, "Free")] == [
            ["11:30", "Ana"],
            ["11:30", "Luis"],
            ["12:45", "Marta"],
        ]
        assert section(screen, "Waiting for us")[3] == "▸ Not paid today 1"
        assert screen.chosen() is not None
        assert screen.chosen().code == late.code
        assert all(cell_len(line) == 80 for line in drawn(app))


async def test_three_check_ins_are_two_keys_each(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book(name, "11:00", who) for name, who in (("Ana", MARTA), ("Berta", ANA), ("Zoe", LUIS))]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        for number in range(3):
            await pilot.press("home", "a")  # the cursor is with who came last
            await until(pilot, lambda: [desk.reservation(v.code).status for v in visits].count("arrived") == number + 1)
            await until(pilot, lambda: len(section(screen, "Here")) == number + 1)


async def test_check_in_by_one_key(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("a")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")
        await until(pilot, lambda: section(screen, "Here"))
        assert section(screen, "Next") == []
        assert "Ana López" in message(app)
        assert screen.chosen().code == visit.code
        await pilot.press("c")
        await until(pilot, lambda: desk.reservation(visit.code).status == "completed")
        await until(pilot, lambda: section(screen, "Not paid today"))
        await pilot.press("p")
        await until(pilot, lambda: app.screen.query("#field-amount"))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: desk.reservation(visit.code).paid == 2500)
        await until(pilot, lambda: not section(screen, "Not paid today"))


async def test_what_matters_of_who_came_is_said_first_and_stays(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    visit = book("María José Fernández de la Fuente", "11:00", MARTA)
    desk.edit_customer(visit.customer.id, CustomerEdit(tags=("alergia al tinte",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        await pilot.press("a")
        await until(pilot, lambda: message(app).startswith(" Allergy: alergia al tinte."))
        clock.move(30)
        app._second()
        assert message(app).startswith(" Allergy")
        assert any("Allergy: alergia al tinte." in line for line in drawn(app))


async def test_minutes_pass_and_only_what_differs_is_drawn(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    book("Luis Gil", "10:45", ANA)
    book("Zoe", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert section(screen, "Next")[0].startswith("10:45 3 min")
        clock.move(60)
        regions: list[object] = []
        refresh = screen.now.refresh
        screen.now.refresh = lambda *some, **named: (regions.extend(some), refresh(*some, **named))[1]  # type: ignore
        app._second()
        await until(pilot, lambda: section(screen, "Next")[0].startswith("10:45 2 min"))
        assert regions
        assert all(region.width <= 14 and region.height == 1 for region in regions)
        clock.move(3 * 60)
        app._second()
        await until(pilot, lambda: section(screen, "Late"))
        assert section(screen, "Late") == ["10:45 1 min ✓ Luis Gil Ana · Corte"]
        assert screen.chosen().customer.name == "Luis Gil"


async def test_another_desk_is_seen_and_the_cursor_stays(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Uno", "12:00", MARTA)
    two = book("Dos", "13:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("down")
        assert screen.chosen().code == two.code
        book("Antes", "11:00", ANA)
        await until(pilot, lambda: len(section(screen, "Next")) == 3)
        assert screen.chosen().code == two.code
        assert "Dos" in detail(screen)


async def test_nothing_is_sent_between_minutes(app: FrontdeskApp, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    book("Uno", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        await pilot.pause(1.0)
        written: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        monkeypatch.setattr(app, "_display", lambda *_args: written.append("display"))
        await pilot.pause(2.2)
        assert written == []


async def test_every_line_jumps(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Ana López", "11:00", MARTA)
    asked(desk, book("Web", "12:00", ANA, channel="desk"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReservationDialog))
        await pilot.press("escape")
        screen.now.go_to(("free", MARTA))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: app.screen.grid.column is not None and app.screen.grid.column.resource.id == MARTA)
        await until(pilot, lambda: app.screen.grid.minute == at("11:45"))
        await pilot.press("1", "left", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen))
        await until(pilot, lambda: app.filter.statuses == ("pending",))
        await pilot.press("1")
        assert app.screen is screen
        screen.waits.go_to(("count", "owed"))
        await pilot.press("enter")
        assert "Nobody owes a fee" in message(app)
        screen.waits.go_to(("count", "unpaid"))
        await pilot.press("enter")
        assert "has paid" in message(app)
        desk.arrive(visit.code)
        desk.complete(visit.code)
        await until(pilot, lambda: section(screen, "Not paid today"))
        await pilot.press("enter")
        assert screen.chosen().code == visit.code


async def test_a_jump_to_a_list_never_shown_before_keeps_its_filter(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    asked(desk, book("Web", "12:00", ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        await pilot.press("left", "enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.filter.statuses == ("pending",))
        await pilot.pause(0.3)
        assert app.filter.statuses == ("pending",)


async def test_an_empty_day_says_what_to_press(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert any("press b or w" in line for line in drawn(app))
        assert any("Press w, then l" in line for line in drawn(app))
        await pilot.press("a")
        await until(pilot, lambda: "no reservation under the cursor" in message(app))
        await pilot.press("b", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
        assert screen.wish().staff is not None


async def test_both_halves_by_keys_and_mouse(app: FrontdeskApp, book: Book) -> None:
    book("Uno", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert screen.now.has_focus
        await pilot.press("left")
        assert screen.waits.has_focus
        assert "Requests" in detail(screen)
        await pilot.press("right")
        assert screen.now.has_focus
        await pilot.press("tab")
        assert screen.waits.has_focus
        await pilot.press("up", "up", "home", "up")
        assert screen.waits.chosen == ("count", "requests")
        await pilot.press("end", "down")
        assert screen.waits.chosen == ("count", "troubled")
        assert await pilot.click("#now", offset=(5, 0))  # a title is nothing
        assert screen.now.has_focus
        assert app.screen is screen
        screen.now.go_to(("free", MARTA))
        assert await pilot.click("#now", offset=(5, 1))
        assert app.screen is screen
        assert screen.chosen() is not None
        assert await pilot.click("#now", offset=(5, 1))
        await until(pilot, lambda: isinstance(app.screen, ReservationDialog))


async def test_hostile_names_are_text_on_today(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    names = [name for name in every() if clean(name).strip()][:40]
    service = desk.find_service("Corte").id
    for name in names:
        desk.wait(service, CustomerWish(name=name), quoted=5)
    for name, when in zip(names, ("10:45", "11:30", "12:15", "13:00"), strict=False):
        for who in (MARTA, ANA, LUIS):
            book(name + str(who), when, who)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        for half in (screen.waits, screen.now):
            half.focus()
            await pilot.press("home")
            seen = -1
            while half.cursor != seen:
                seen = half.cursor
                await pilot.press("down")
                for line in drawn(app):
                    assert cell_len(line) == 80
                    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)
                    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)


# walk-in --------------------------------------------------------------------------------------------------------------


async def walk_in(pilot: Pilot[None]) -> WalkInDialog:
    await pilot.press("w")
    await until(
        pilot, lambda: isinstance(pilot.app.screen, WalkInDialog) and pilot.app.screen.query_one("#options").count
    )
    assert isinstance(pilot.app.screen, WalkInDialog)
    return pilot.app.screen


def options(dialog: WalkInDialog) -> list[tuple[int, int | None]]:
    return [(option.service_id, option.wait) for option in dialog._options]


async def test_a_party_is_seated_with_five_keys(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        dialog = await walk_in(pilot)
        assert {service for service, _ in options(dialog)} == {CUT, COLOUR, YOGA, DINNER}
        await pilot.press("4", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.party, visit.status, visit.channel, visit.resources) == (4, "arrived", "walk-in", ("Mesa 1",))


async def test_keys_pressed_before_the_walk_in_is_ready_are_not_lost(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        app.screen.action_walk_in()
        app.simulate_key("3")
        dialog = app.screen
        assert isinstance(dialog, WalkInDialog)
        await until(pilot, lambda: dialog.query("#field-party") and dialog.field("party").value == "3")


async def test_a_wrong_party_is_said_beside_the_field(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        dialog = await walk_in(pilot)
        for typed, said in (("0", "number"), ("x", "number"), ("", "number"), ("99", "At most 4 people.")):
            with in_row(typed):
                if typed == "99":
                    desk.store.writing(lambda c: c.exec_driver_sql("UPDATE service SET max_party = 4") and None)
                    desk.store.writing(
                        lambda c: (
                            c.exec_driver_sql("UPDATE counter SET value = value + 1 WHERE name = 'house'") and None
                        )
                    )
                dialog.field("party").input.focus()
                dialog.field("party").input.value = typed
                await until(pilot, lambda: said in dialog.field("party").problem)
                await pilot.press("enter")
                assert desk.reservations(ALL) == []
                assert app.screen is dialog
                dialog.field("party").input.value = "2"
                await until(pilot, lambda: dialog._options and not dialog.field("party").problem)


async def test_a_known_phone_says_whose_it_is(app: FrontdeskApp, desk: Desk) -> None:
    ana = desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press("tab", "tab", *"600 111 222")
        await until(pilot, lambda: any("This is Ana López." in line for line in drawn(app)))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert desk.reservations(ALL)[0].customer.id == ana.id
        assert dialog is not app.screen


async def test_a_phone_of_several_asks_for_the_name(app: FrontdeskApp, desk: Desk) -> None:
    for name in ("Ana López", "Leo López"):
        desk.add_customer(CustomerWish(name=name, phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press("tab", "tab", *"600111222", "enter", "enter")
        await until(pilot, lambda: "Leo López" in dialog.field("name").problem)
        await pilot.press(*"Leo López", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert desk.reservations(ALL)[0].customer.name == "Leo López"


async def test_classes_are_rows_with_their_free_seats(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await today(pilot)
        dialog = await walk_in(pilot)
        assert any("3 seats left" in line for line in drawn(app))
        dialog.query_one("#options").move_to([service for service, _ in options(dialog)].index(YOGA))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert desk.reservations(ALL)[0].lines[0].session == 1


# the waiting list -----------------------------------------------------------------------------------------------------


async def test_from_a_full_day_by_the_waiting_list_to_seated(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    for who in (MARTA, ANA, LUIS):
        book(f"Con {who}", "10:45", who)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        row = [service for service, _ in options(dialog)].index(CUT)
        assert options(dialog)[row] == (CUT, 48)
        dialog.query_one("#options").move_to(row)
        await pilot.press("l")
        assert dialog.field("name").problem
        await pilot.press(*"Eva lila", "enter", "l")
        await until(pilot, lambda: app.screen is screen)
        assert "about 48 min" in message(app)
        entry = desk.waiting()[0]
        assert (entry.name, entry.quoted, entry.service_id) == ("Eva lila", 48, CUT)
        await until(pilot, lambda: section(screen, "Waiting list") == ["Eva lila · Corte 0/48 min"])
        await pilot.press("left", "end")
        words = [active.binding.description for active in live_bindings(screen)]
        assert {"seat", "call", "gone"} <= set(words)
        assert not {"arrived", "confirmed", "cancel"} & set(words)
        await pilot.press("a")
        await until(pilot, lambda: "They wait on." in message(app))
        assert [one.status for one in desk.waiting()] == ["waiting"]
        clock.move(48 * 60)
        app._second()
        await until(pilot, lambda: section(screen, "Waiting list") == ["▸ Eva lila · Corte 48/48 min"])
        await pilot.press("k")
        await until(pilot, lambda: section(screen, "Waiting list") == ["» Eva lila · Corte 48/48 min"])
        assert "called 11:30" in detail(screen)
        await pilot.press("a")
        await until(pilot, lambda: desk.waiting() == [])
        await until(pilot, lambda: section(screen, "Waiting list") == [])
        visit = next(visit for visit in desk.reservations(ALL) if visit.customer.name == "Eva lila")
        assert (visit.status, visit.start) == ("arrived", at("11:30"))
        assert "Eva lila" in message(app)
        await pilot.press("u")
        await until(pilot, lambda: section(screen, "Waiting list") != [])
        assert "Undone" in message(app)


async def test_who_left_and_who_is_put_back(app: FrontdeskApp, desk: Desk) -> None:
    desk.wait(CUT, CustomerWish(name="Eva"), quoted=15)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("left", "end", "x")
        await until(pilot, lambda: desk.waiting() == [])
        await until(pilot, lambda: section(screen, "Waiting list") == [])
        assert "u puts them back" in message(app)
        await pilot.press("u")
        await until(pilot, lambda: len(section(screen, "Waiting list")) == 1)


async def test_enter_offers_what_the_keys_do(app: FrontdeskApp, desk: Desk) -> None:
    desk.wait(CUT, CustomerWish(name="Eva"), quoted=15)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        await pilot.press("left", "end", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        await pilot.press("enter")
        await until(pilot, lambda: desk.waiting()[0].called is not None)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickDialog))
        other = desk.wait(CUT, CustomerWish(name="Leo"), quoted=15)
        desk.left(desk.waiting()[0].id)
        await until(pilot, lambda: section(screen, "Waiting list")[0].startswith("▸ Leo"))
        await pilot.press("down", "enter")  # who was meant is gone: nobody else is seated instead
        await until(pilot, lambda: app.screen is screen)
        await pilot.pause(0.2)
        assert [one.id for one in desk.waiting()] == [other.id]


async def test_a_party_waits_too(app: FrontdeskApp, desk: Desk) -> None:
    line = LineWish(DINNER)
    desk.walk_in((line,), CustomerWish(name="Otra"), party=2)  # the table is taken: nobody waits for what is free
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press("3")
        dialog.query_one("#options").move_to([service for service, _ in options(dialog)].index(DINNER))
        quoted = dialog._chosen()[0].wait
        await pilot.press("tab", *"Eva", "enter", "l")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: section(screen, "Waiting list"))
        assert section(screen, "Waiting list") == [f"×3 Eva · Cena 0/{quoted} min"]


async def test_today_in_spanish(path: Path, clock: FixedClock) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), language="es")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        assert "1 " in app.screen.query_one("#tabs").text
        assert all(cell_len(line) == 80 for line in drawn(app))
        assert screen.waits.lines
