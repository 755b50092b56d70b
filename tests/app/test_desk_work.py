"""A receptionist's day on the keyboard, on a real database file; what the database says is asserted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Booking, CustomerWish, Filter, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from frontdesk.screens.list import ListScreen
from tests.app.conftest import ANA, COLOUR, CUT, LUIS, MARTA, ROOM, SUITE, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio

ALL = Filter(statuses=("pending", "confirmed", "arrived", "completed", "no_show", "cancelled"))


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


async def on_block(app: FrontdeskApp, when: str, who: int) -> None:
    agenda = app.screen
    assert isinstance(agenda, AgendaScreen)
    agenda.grid.go_to(at(when), who)


async def form(pilot: Pilot[None], app: FrontdeskApp) -> BookingDialog:
    """The booking form, once it is there."""
    await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
    await pilot.pause()
    assert isinstance(app.screen, BookingDialog)
    return app.screen


async def test_book_from_a_free_cell(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", ANA)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        await pilot.press(*"corte", "enter", *"María", "enter", *"600111222", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.customer.name, visit.start, visit.staff, visit.service) == ("María", at("12:00"), "Ana", "Corte")
        assert "María" in message(app)
        await until(pilot, lambda: app.screen.grid.block is not None and app.screen.grid.block.code == visit.code)


async def test_a_known_customer_is_picked_while_typing(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    known = book("Ana López", "16:00", phone="600111222")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", ANA)
        await pilot.press("b", "tab", *"cor", "enter", *"lopez")
        await until(pilot, lambda: app.screen.query_one("#choices").count == 2)
        await pilot.press("down", "enter")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visits = desk.reservations(Filter(customer=known.customer.id))
        assert len(visits) == 2


async def test_what_was_typed_is_put_aside_and_comes_back(app: FrontdeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", ANA)
        await pilot.press("b", "tab", *"corte", "enter", *"Mar", "escape")
        await until(pilot, lambda: "On hold" in message(app))
        await pilot.press("b", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("customer").value == app.screen.field("service").value == ""
        await pilot.press("escape", "o", "enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        dialog = app.screen
        assert isinstance(dialog, BookingDialog)
        assert dialog.field("service").value == "Corte"
        assert dialog.field("customer").value == "Mar"
        assert dialog.field("time").value == "12:00"


async def test_a_time_taken_meanwhile_offers_others(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", ANA)
        await pilot.press("enter", *"corte", "enter", *"Zoe", "enter")
        book("Otra", "12:00", ANA)
        await pilot.press("enter")
        dialog = app.screen
        assert isinstance(dialog, BookingDialog)
        await until(pilot, lambda: "Ana" in dialog.field("time").problem)
        assert dialog.field("customer").value == "Zoe"
        assert dialog.query_one("#choices").count >= 3
        await pilot.press("down", "enter", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert {visit.customer.name for visit in desk.reservations(ALL)} == {"Otra", "Zoe"}


async def test_book_refuses_what_cannot_be_read(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab")
        dialog = await form(pilot, app)
        await pilot.press("ctrl+s")
        assert dialog.field("service").problem
        assert dialog.field("customer").problem
        assert desk.reservations(ALL) == []


async def test_nights(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab", *"noche", "enter")
        dialog = await form(pilot, app)
        dialog.field("nights").input.focus()
        await pilot.press("2", "enter", "1", "enter", *"Hotelera", "enter", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.nights, visit.resources) == (2, ("Suite",))
        assert visit.lines[0].service_id == ROOM
        assert SUITE in visit.lines[0].resource_ids


async def test_a_table_for_a_party(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab", *"cena", "enter")
        dialog = await form(pilot, app)
        dialog.field("party").input.focus()
        await pilot.press("5", "tab", *"12:00", "enter", *"Familia", "enter", "ctrl+s")
        await until(pilot, lambda: dialog.field("time").problem)
        dialog.field("party").input.focus()
        await pilot.pause()
        await pilot.press("backspace", "4", "tab", *"12:00", "enter", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.party, visit.resources, visit.start) == (4, ("Mesa 1",), at("12:00"))


async def test_a_time_off_the_grid_and_one_pointed_at(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", ANA)
        await pilot.press("b", "tab", *"corte", "enter", *"Uno")
        app.screen.field("time").input.focus()
        await pilot.press(*"12:05", "enter", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == at("12:05")
        await pilot.press("b", "tab", *"corte", "enter")
        await until(pilot, lambda: app.screen.draft.slots)
        app.screen.field("time").input.focus()
        await until(pilot, lambda: app.screen.query_one("#choices").count)
        await pilot.press("home", "down", "enter")
        chosen = app.screen.draft.start
        assert chosen in {slot.start for slot in app.screen.draft.slots}
        await pilot.press(*"Eva", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert {visit.start for visit in desk.reservations(ALL)} == {at("12:05"), chosen}


async def test_a_seat_in_a_session(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "18:00", LUIS)
        assert app.screen.grid.block.kind == "session"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query("#rows") and app.screen.query_one("#rows").count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        await until(pilot, lambda: app.screen.draft.slots)
        await pilot.press(*"Yogui", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].lines[0].session == 1
        await until(pilot, lambda: app.screen.grid.block is not None and app.screen.grid.block.taken == 1)


async def test_move_by_arrows(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("m")
        await until(pilot, lambda: app.screen.grid.carried)
        await pilot.press("down", "right", "enter")
        await until(pilot, lambda: not app.screen.grid.carried)
        moved = desk.reservation(visit.code)
        assert (moved.start, moved.staff) == (at("12:15"), "Ana")


async def test_esc_puts_the_visit_back(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("m")
        await until(pilot, lambda: app.screen.grid.carried)
        await pilot.press("down", "escape")
        await until(pilot, lambda: not app.screen.grid.carried)
        await until(pilot, lambda: app.screen.grid.block is not None)
        assert desk.reservation(visit.code).version == visit.version


async def test_a_move_onto_a_taken_time_is_refused_and_still_carried(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit, other = book(when="12:00", staff=MARTA), book("Eva", "12:00", ANA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("m")
        await until(pilot, lambda: app.screen.grid.carried)
        await pilot.press("right")
        assert "Eva" in app.screen.query_one("#detail").text
        await pilot.press("enter")
        await until(pilot, lambda: message(app))
        assert app.screen.grid.carried is not None
        assert {v.code: v.staff for v in desk.reservations(ALL)} == {visit.code: "Marta", other.code: "Ana"}
        await pilot.pause(0.3)
        assert message(app)
        await pilot.press("left")  # what was said of Ana's time is not so here
        assert not message(app).strip()


async def test_other_keys_do_nothing_while_a_visit_is_carried(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit, other = book(when="12:00", staff=MARTA), book("Eva", "12:00", ANA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        screen = app.screen
        await pilot.press("m")
        await until(pilot, lambda: screen.grid.carried)
        await until(pilot, lambda: "enter drop it  esc put it back" in screen.query_one("#keys").text)
        assert "cancel" not in screen.query_one("#keys").text
        await pilot.press("right", *"anckpebw+-.xu", "delete", "space", "slash", "F", "f")
        await pilot.pause(0.2)
        assert app.screen is screen
        assert [desk.reservation(one.code) for one in (visit, other)] == [visit, other]
        await pilot.press("escape")
        await until(pilot, lambda: "cancel" in screen.query_one("#keys").text)


async def test_longer_and_shorter(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("plus")
        await until(pilot, lambda: desk.reservation(visit.code).end == at("13:00"))
        await until(pilot, lambda: app.screen.grid.block is not None and app.screen.grid.block.end == at("13:00"))
        await pilot.press("minus")
        await until(pilot, lambda: desk.reservation(visit.code).end == at("12:45"))


async def test_cancel_shows_the_fee_and_ignores_an_early_enter(
    app: FrontdeskApp, desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 1.5)
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("enter")
        assert isinstance(app.screen, Question)
        assert "10.00 EUR" in str(app.screen.query_one("#sentences").content)
        await pilot.pause(1.6)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "cancelled")


async def test_arrive_complete_and_back(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="11:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "11:00", MARTA)
        for key, status in (
            ("a", "arrived"),
            ("k", "confirmed"),
            ("a", "arrived"),
            ("c", "completed"),
            ("a", "arrived"),
        ):
            await pilot.press(key)
            await until(pilot, lambda status=status: app.screen.grid.block and app.screen.grid.block.status == status)
            assert desk.reservation(visit.code).status == status


async def test_complete_before_arrival_is_refused_in_words(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("c")
        await until(pilot, lambda: visit.code in message(app))
        assert desk.reservation(visit.code).status == "confirmed"


async def test_no_show(app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock) -> None:
    visit = book(when="11:00", staff=MARTA)
    clock.move(30 * 60)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "11:00", MARTA)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "no_show")


async def test_delete_asks_for_the_reason(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("delete", "enter")
        assert app.screen.field("reason").problem
        await pilot.press(*"twice", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        with pytest.raises(FrontdeskError):
            desk.reservation(visit.code)


async def test_undo_names_it_and_asks_when_it_is_old(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    visit = book(when="11:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "11:00", MARTA)
        await pilot.press("a")
        await until(pilot, lambda: app.screen.grid.block and app.screen.grid.block.status == "arrived")
        await pilot.press("u")
        await until(pilot, lambda: desk.reservation(visit.code).status == "confirmed")
        await until(pilot, lambda: "Undone" in message(app))
        await pilot.press("a")
        await until(pilot, lambda: app.screen.grid.block and app.screen.grid.block.status == "arrived")
        clock.move(301)
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert desk.reservation(visit.code).status == "arrived"
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visit.code).status == "confirmed")


async def test_walk_in(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WalkInDialog) and app.screen.query_one("#options").count)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert visit.status == "arrived"
        assert visit.start == at("10:42")


async def test_edit_and_pay(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("e")
        await until(pilot, lambda: app.screen.query("#field-notes"))
        await pilot.press(*"por la puerta", "ctrl+s")
        await until(pilot, lambda: desk.reservation(visit.code).notes == "por la puerta")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.block.version > 1)
        await pilot.press("p")
        await until(pilot, lambda: app.screen.query("#field-amount"))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: desk.reservation(visit.code).paid == 2500)


async def test_one_key_leads_to_today_and_now(app: FrontdeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        today = app.screen.grid.day.day
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.grid.day.day == today + 1)
        app.screen.grid.go_to(at("17:00", "2026-11-24"), ANA)
        await pilot.press("t")
        await until(pilot, lambda: app.screen.grid.day.day == today)
        assert app.screen.grid.minute == at("10:30")
        assert app.screen.grid.column.resource.id == ANA
        await pilot.press("home", "t")
        assert app.screen.grid.minute == at("10:30")
        # what is typed ahead leads elsewhere: now is not looked for on another day
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.grid.day.day == today + 1)
        app.screen.action_today()
        app.screen.action_day(1)
        await pilot.pause()
        await until(pilot, lambda: app.screen.grid.day.day == today + 1)
        assert app.screen.grid.minute == at("10:30", "2026-11-24")


async def test_an_edit_is_said_to_be_saved(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("e")
        await until(pilot, lambda: app.screen.query("#field-notes"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert message(app).strip() == "Nothing was changed."
        assert desk.reservation(visit.code).version == visit.version
        await pilot.press("e")
        await until(pilot, lambda: app.screen.query("#field-notes"))
        await pilot.press(*"window", "ctrl+s")
        await until(pilot, lambda: "saved" in message(app))
        assert message(app).strip().endswith("Marta: saved.")
        assert "confirmed" not in message(app)
        assert desk.reservation(visit.code).notes == "window"


async def test_why(app: FrontdeskApp, book: Book) -> None:
    book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "11:30", MARTA)
        await pilot.press("y")
        await until(pilot, lambda: app.screen.query("#rows"))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query("#sentences"))
        assert "Marta is taken" in str(app.screen.query_one("#sentences").content)


async def test_go_to_a_date_in_words(app: FrontdeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        day = app.screen.grid.day.day
        await pilot.press("g", *"mumble", "enter")
        assert app.screen.field("day").problem
        for typed, later in (("jueves", 3), ("26/11", 3), ("2026-11-30", 7), ("+2", 2)):
            if isinstance(app.screen, AgendaScreen):
                await pilot.press("g")
            app.screen.field("day").input.value = typed
            await pilot.press("enter")
            await until(
                pilot,
                lambda later=later: isinstance(app.screen, AgendaScreen) and app.screen.grid.day.day == day + later,
            )
        await pilot.press("t", "right_square_bracket")
        await until(pilot, lambda: app.screen.grid.day.day == day + 1)
        await pilot.press("pageup", "pageup")
        await until(pilot, lambda: app.screen.grid.day.day == day - 1)


async def test_the_list(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Ana López", "11:00", MARTA)
    last = book("Berta", "11:30", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 2)
        await pilot.press("down")
        await until(pilot, lambda: app.screen.chosen() is not None)
        await pilot.press("a")
        await until(pilot, lambda: desk.reservation(last.code).status == "arrived")
        await pilot.press("f", "down", "down", *"arriv", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 1)
        await pilot.press("F")
        await until(pilot, lambda: app.screen.lines.count == 2)
        await pilot.press("slash", *"lopez")
        await until(pilot, lambda: app.screen.lines.count == 1)
        assert app.screen.chosen().customer.name == "Ana López"


async def test_customers(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Ana López", "12:00", MARTA, service=COLOUR, phone="600111222")
    desk.add_customer(CustomerWish(name="Berta Ruiz"))
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.found.count == 2)
        await pilot.press(*"lópe")
        await until(pilot, lambda: app.screen.found.count == 1 and app.screen.visits.count == 1)
        await pilot.press("enter", "l", *"vip, alergia", "enter")
        await until(pilot, lambda: set(desk.customer(visit.customer.id).customer.tags) == {"vip", "alergia"})
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await pilot.press("j", *"prefiere la tarde", "enter", "enter")
        await until(pilot, lambda: desk.customer(visit.customer.id).notes)
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("service").value == "Color"
        assert app.screen.field("staff").value == "Marta"
        await pilot.press("escape", "asterisk", *"Nuevo", "ctrl+s")
        await until(pilot, lambda: desk.customers("Nuevo"))


async def test_a_change_elsewhere_appears_within_a_second(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "13:00", ANA)
        visit = desk.book(Booking((LineWish(CUT, MARTA),), at("12:00"), CustomerWish(name="Desde fuera")))
        await until(
            pilot, lambda: any(b.code == visit.code for c in app.screen.grid.day.columns for b in c.blocks), 1.0
        )
        assert app.screen.grid.minute == at("13:00")
        assert app.screen.grid.column.resource.id == ANA
        desk.cancel(visit.code)
        await until(
            pilot, lambda: not any(b.code == visit.code for c in app.screen.grid.day.columns for b in c.blocks), 1.0
        )


async def test_a_stale_key_is_refused_and_the_screen_renewed(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        desk.arrive(visit.code)
        app.screen.action_cancel()
        await until(pilot, lambda: isinstance(app.screen, Question) or message(app))


@pytest.mark.parametrize("key", ["x", "n"])
async def test_what_is_over_is_not_asked_about(app: FrontdeskApp, desk: Desk, book: Book, key: str) -> None:
    visit = book(when="12:00", staff=MARTA)
    desk.complete(desk.arrive(visit.code).code)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press(key)
        await until(pilot, lambda: visit.code in message(app))
        assert isinstance(app.screen, AgendaScreen)


async def test_the_cursor_returns_with_the_visit(app: FrontdeskApp, book: Book) -> None:
    book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press("m")
        await until(pilot, lambda: app.screen.grid.carried)
        await pilot.press("right", "down", "right_square_bracket")
        await until(pilot, lambda: app.screen.grid.minute > at("23:00"))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.grid.block is not None)
        assert (app.screen.grid.minute, app.screen.grid.column.resource.id) == (at("12:00"), MARTA)


async def test_the_list_keeps_to_the_reservation(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Ana", "12:00", MARTA)
    visit = book("Berta", "12:00", ANA)
    book("Carla", "13:00", ANA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 3)
        while app.screen.chosen().code != visit.code:
            await pilot.press("down")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == 2)
        assert message(app).strip().startswith("Owed: 10.00 EUR.")
        await pilot.press("u")
        await until(pilot, lambda: app.screen.lines.count == 3)
        assert app.screen.chosen().code == visit.code


@pytest.mark.parametrize(("key", "name", "typed"), [("e", "notes", "window"), ("p", "amount", "7.00")])
async def test_a_form_keeps_what_was_typed(app: FrontdeskApp, book: Book, key: str, name: str, typed: str) -> None:
    book(when="12:00", staff=MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await on_block(app, "12:00", MARTA)
        await pilot.press(key)
        await until(pilot, lambda: app.screen.query(f"#field-{name}"))
        await pilot.pause()
        await pilot.press(*typed, "escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press(key)
        await until(pilot, lambda: app.screen.query(f"#field-{name}"))
        assert app.screen.field(name).value == typed
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press(key)
        await until(pilot, lambda: app.screen.query(f"#field-{name}"))
        assert app.screen._kept == {}


async def test_a_walk_in_who_must_wait_is_booked(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    clock.move(4 * 3600)  # 14:42: closed until 16:00
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WalkInDialog) and app.screen.query_one("#options").count)
        dialog = app.screen
        dialog.query_one("#options").move_to([o.service_id for o in dialog._options].index(CUT))
        await pilot.press("enter")
        assert dialog.field("name").problem
        await pilot.press(*"Zoe", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        visit = desk.reservations(ALL)[0]
        assert (visit.start, visit.channel, visit.status) == (at("16:00"), "desk", "confirmed")
