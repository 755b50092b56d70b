"""The booking form keeps its time while it is filled in, and what is left in it comes back; two terminals on one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Booking, CustomerEdit, CustomerWish, Filter, LineWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.on_hold import OnHoldDialog
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.wish import Wish
from frontdesk.store import schema
from tests.app.conftest import ANA, COLOUR, CUT, LUIS, MARTA, ROOM, TABLE, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio
ALL = Filter(statuses=("pending", "confirmed", "arrived", "completed", "no_show", "cancelled"))


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


def kept(desk: Desk) -> list[tuple[int, int]]:
    """Who is kept and from when, by live holds."""
    found = []
    for column in desk.day(desk.today(), None, ("staff", "table", "room")).columns:
        found += [(column.resource.id, block.start) for block in column.blocks if block.kind == "hold"]
    return found


def holds(desk: Desk) -> int:
    """How many holds there are in the tables."""
    with desk.store.reading() as connection:
        return len(connection.execute(schema.hold.select()).all())


async def opened(pilot: Pilot[None], app: FrontdeskApp, when: str = "12:00", who: int = ANA) -> BookingDialog:
    """The booking form, begun at a cell of the agenda."""
    await loaded(pilot)
    app.screen.grid.go_to(at(when), who)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.query("#field-notes"))
    await pilot.pause()
    assert isinstance(app.screen, BookingDialog)
    return app.screen


async def test_the_time_is_kept_moved_and_let_go(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter")
        await pilot.pause(0.6)
        assert kept(desk) == []  # nobody is named yet
        await pilot.press(*"Zoe")
        await until(pilot, lambda: kept(desk) == [(ANA, at("12:00"))])
        assert "kept until 10:47" in dialog.query_one(".title").text
        dialog.field("time").input.focus()
        await pilot.press(*"12:30", "tab")
        await until(pilot, lambda: kept(desk) == [(ANA, at("12:30"))])
        dialog.field("staff").input.focus()
        await pilot.press(*"marta", "tab")
        await until(pilot, lambda: kept(desk) == [(MARTA, at("12:30"))])
        await pilot.press("ctrl+n")
        await until(pilot, lambda: kept(desk) == [])
        assert "kept" not in dialog.query_one(".title").text
        await pilot.press("escape")
        await pilot.pause(0.6)
        assert (kept(desk), desk.drafts()) == ([], [])


async def test_booking_spends_the_hold(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        await until(pilot, lambda: kept(desk))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert "Booked: Zoe · Corte · Mon 23 Nov 12:00 · Ana, 25.00 EUR." in message(app)
        await pilot.pause(0.6)
        assert (holds(desk), desk.drafts(), len(desk.reservations(ALL))) == (0, [], 1)


async def test_nothing_is_kept_when_nothing_is_typed(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.pause(0.6)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, OnHoldDialog) and not app.screen.unready)
        assert (holds(desk), app.screen.lines.count) == (0, 0)


async def test_a_time_that_cannot_be_kept_is_said_at_once(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        book("Otra", "12:00", ANA)
        await pilot.press(*"corte", "enter", *"Zoe")
        await until(pilot, lambda: dialog.field("time").problem)
        said = dialog.field("time").problem
        assert "Ana" in said
        assert "Free: " in said
        assert app.focused is dialog.field("customer").input
        assert (dialog.field("customer").value, dialog.field("time").value) == ("Zoe", "12:00")
        assert "Free: 11:00, 11:15, 12:45." in said.replace("\n", " ")
        await pilot.press("shift+tab")
        await until(pilot, lambda: dialog.query_one("#choices").count >= 3)
        await pilot.press("down", "enter")  # what is offered instead
        await until(pilot, lambda: kept(desk))
        assert dialog.field("time").problem == ""
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert len(desk.reservations(ALL)) == 2


async def test_a_kept_time_is_still_offered_to_whoever_keeps_it(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app, "12:00", MARTA)
        await pilot.press(*"noche", "enter", "2", "enter", "2", "enter", *"Zoe")
        await until(pilot, lambda: holds(desk) == 1)
        dialog.field("party").input.focus()
        await pilot.press("1", "tab")
        await until(pilot, lambda: dialog._answered is not None)
        await pilot.pause(0.6)
        assert dialog.field("day").problem == ""
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        (visit,) = desk.reservations(ALL)
        assert (visit.nights, visit.party, visit.lines[0].service_id, holds(desk)) == (2, 1, ROOM, 0)


async def test_esc_parks_and_o_brings_everything_back(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe", "tab", *"600111222", "tab", *"window", "tab")
        await until(pilot, lambda: kept(desk))
        before = dialog._all_typed()
        await pilot.press("escape")
        await until(pilot, lambda: "On hold: o brings it back." in message(app))
        (parked,) = desk.drafts()
        assert parked.expires == int(clock.seconds()) + 900
        clock.move(60)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, OnHoldDialog) and app.screen.lines.count == 1)
        assert app.screen._rows == [("Zoe", "Corte", "Mon 23 Nov 12:00", "14 min more")]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert dialog._all_typed() == before
        assert desk.drafts() == []
        assert kept(desk) == [(ANA, at("12:00"))]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        (visit,) = desk.reservations(ALL)
        assert (visit.customer.phone, visit.notes, visit.start, holds(desk)) == (
            "+34600111222",
            "window",
            at("12:00"),
            0,
        )


async def test_esc_before_the_hold_is_there_leaves_none_behind(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        dialog._keep_time()  # the order is under way
        dialog.action_close()
        await until(pilot, lambda: desk.drafts())
        await pilot.pause(0.6)
        assert holds(desk) == 1
        assert desk.drafts()[0].hold is not None
        await until(pilot, lambda: app.waits.parked == 1)
        await pilot.press("o", "delete")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert len(desk.drafts()) == 1
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: desk.drafts() == [])
        assert holds(desk) == 0


async def test_what_is_begun_while_another_is_put_aside_gets_its_own_hold(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        dialog._keep_time()
        assert dialog._time.busy
        dialog.leave()
        dialog.prepare(Wish(CUT, MARTA, desk.today(), at("12:30"), "Europe/Madrid"))
        dialog.field("customer").fill("Leo")
        dialog._keep_time()
        await until(pilot, lambda: set(kept(desk)) == {(ANA, at("12:00")), (MARTA, at("12:30"))})
        assert [draft.body["name"] for draft in desk.drafts()] == ["Zoe"]
        await until(pilot, lambda: dialog._time.token is not None)
        assert dialog._time.token != desk.drafts()[0].hold


async def test_a_known_customer_comes_back_as_that_customer(app: FrontdeskApp, desk: Desk) -> None:
    ana = desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    desk.add_customer(CustomerWish(name="Ana López", phone="600333444"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"600111222")
        await until(pilot, lambda: dialog.draft.found and dialog.query_one("#choices").count == 2)
        await pilot.press("down", "tab")
        await pilot.press("escape", "o", "enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and dialog.field("customer").value)
        assert dialog.draft.customer is not None
        assert dialog.draft.customer.id == ana.id
        assert dialog.new_phone is None
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].customer.id == ana.id


async def test_what_was_parked_is_there_after_the_program_ended(path: Path, clock: FixedClock, desk: Desk) -> None:
    first = FrontdeskApp(lambda: open_desk(str(path), clock=clock))
    async with first.run_test(size=(80, 24)) as pilot:
        await opened(pilot, first)
        await pilot.press(*"corte", "enter", *"Zoe")
        await until(pilot, lambda: kept(desk))
        await pilot.press("ctrl+q")  # with the form open
        await until(pilot, lambda: first._exit)
    again = FrontdeskApp(lambda: open_desk(str(path), clock=clock))
    async with again.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("o", "enter")
        await until(pilot, lambda: isinstance(again.screen, BookingDialog) and again.screen.query("#field-notes"))
        await until(pilot, lambda: again.screen.field("customer").value == "Zoe")
        assert again.screen.field("time").value == "12:00"
        assert again.screen._time.token is not None
        await pilot.press("ctrl+s")
        await until(pilot, lambda: desk.reservations(ALL))


async def test_what_cannot_be_stored_is_still_there(app: FrontdeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_args: object, **_named: object) -> None:
        raise FrontdeskError("database_locked", path="desk.db")

    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe")
        monkeypatch.setattr(Desk, "park", locked)
        await pilot.press("escape")
        await until(pilot, lambda: "o brings it back" in message(app))
        assert "locked" in message(app)
        monkeypatch.undo()
        await pilot.press("o", "enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert dialog.field("customer").value == "Zoe"


async def test_two_terminals_see_each_others_hold_and_only_one_books(path: Path, clock: FixedClock, desk: Desk) -> None:
    one, two = (FrontdeskApp(lambda: open_desk(str(path), clock=clock)) for _ in range(2))
    async with one.run_test(size=(80, 24)) as first, two.run_test(size=(80, 24)) as second:
        await loaded(second)
        two.screen.grid.go_to(at("12:00"), ANA)
        await opened(first, one)
        await first.press(*"corte", "enter", *"Zoe")
        await until(second, lambda: two.screen.grid.block is not None and two.screen.grid.block.kind == "hold")
        assert two.screen.grid.block.title == "Zoe"
        assert two.screen.grid.block.expires == int(clock.seconds()) + 300
        await second.press("b", "tab", *"corte", "enter", *"Leo")
        form = two.screen
        assert isinstance(form, BookingDialog)
        await until(second, lambda: "Free: " in form.field("time").problem)
        await second.press("ctrl+s")
        await until(second, lambda: form.field("time").value == "12:00" and two.focused is form.field("time").input)
        await until(second, lambda: "Ana" in form.field("time").problem and not form.writing)
        assert desk.reservations(ALL) == []
        assert form.query_one("#choices").count >= 3
        await first.press("ctrl+s")
        await until(first, lambda: isinstance(one.screen, AgendaScreen))
        await second.press("down", "enter", "ctrl+s")  # the first that is offered instead
        await until(second, lambda: isinstance(two.screen, AgendaScreen))
        assert {visit.customer.name for visit in desk.reservations(ALL)} == {"Zoe", "Leo"}
        assert holds(desk) == 0


async def test_only_one_takes_up_a_draft(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Zoe", "escape", "o")
        await until(pilot, lambda: isinstance(app.screen, OnHoldDialog) and app.screen.lines.count == 1)
        desk.take_up(desk.drafts()[0].id)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.lines.count == 0)
        assert isinstance(app.screen, OnHoldDialog)
        assert "draft" in message(app)


async def test_a_phone_typed_for_a_known_customer_is_saved(app: FrontdeskApp, desk: Desk) -> None:
    ana = desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(100, 30)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Ana Lopez", "tab")
        await until(pilot, lambda: dialog.draft.customer is not None)
        assert "will be saved" not in str(dialog.query_one("#summary").content)
        dialog.field("phone").input.focus()
        await pilot.pause()
        await pilot.press(*"600 111 222")
        assert dialog.new_phone is None
        await pilot.press("end", *["backspace"] * 20)
        assert dialog.new_phone is None  # an empty one takes nothing away
        await pilot.press(*"600333444")
        assert "phone 600333444 will be saved" in str(dialog.query_one("#summary").content)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.customer(ana.id).customer.phone == "+34600333444"
        desk.edit_customer(ana.id, CustomerEdit(phone="600111222"))


async def test_another_name_does_not_get_the_phone_of_the_one_before(app: FrontdeskApp, desk: Desk) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"Ana Lopez", "tab")
        await until(pilot, lambda: dialog.field("phone").value)
        dialog.field("customer").input.focus()
        await pilot.pause()
        await pilot.press(*"Zoe")
        assert dialog.field("phone").value == ""


async def test_blind_with_keys_only_a_table_a_night_and_a_seat(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "tab", *"cena", "enter", "4", "tab", *"12:00", "enter", *"Familia", "enter", "enter")
        await until(pilot, lambda: len(desk.reservations(ALL)) == 1)
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("b", "tab", *"noche", "enter", "3", "enter", "2", "enter", *"Hotelera", "enter", "enter")
        await until(pilot, lambda: len(desk.reservations(ALL)) == 2)
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press(
            "b", "tab", *"yoga", "tab", "tab", "tab", "tab", *"18:00", "enter", *"Yogui", "enter", "enter"
        )
        await until(pilot, lambda: len(desk.reservations(ALL)) == 3)
        visits = {visit.customer.name: visit for visit in desk.reservations(ALL)}
        assert (visits["Familia"].party, visits["Familia"].start) == (4, at("12:00"))
        assert (visits["Hotelera"].nights, visits["Hotelera"].party) == (3, 2)
        assert visits["Yogui"].lines[0].session == 1
        assert {line.resource_ids for line in visits["Familia"].lines} == {(TABLE,)}


async def test_a_seat_is_kept_too(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("18:00"), LUIS)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query("#rows") and app.screen.query_one("#rows").count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen.draft.slots)
        assert app.screen.field("service").value == "Yoga"
        assert app.screen.field("time").value == "18:00"
        await pilot.press(*"Yogui")
        await until(pilot, lambda: holds(desk) == 1)
        assert "12.00 EUR" in str(app.screen.query_one("#summary").content)
        await pilot.press("escape", "o", "enter", "ctrl+s")
        await until(pilot, lambda: desk.reservations(ALL))
        assert (desk.reservations(ALL)[0].lines[0].session, holds(desk)) == (1, 0)


async def test_from_a_customer_and_repeated(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    known = book("Ana López", "16:00", phone="600111222", service=COLOUR)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.card.card is not None)
        await pilot.press("escape", "b", "tab", *"corte", "enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("customer").value == "Ana López"
        await pilot.press(*"13:00", "enter", "ctrl+s")
        await until(pilot, lambda: len(desk.reservations(ALL)) == 2)
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        assert {visit.customer.id for visit in desk.reservations(ALL)} == {known.customer.id}
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("service").value in ("Color", "Corte")
        assert app.screen.field("customer").value == "Ana López"


async def test_enter_on_an_empty_time_takes_the_first_that_is_free(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, slots = [True], Desk.slots

    def later(self: Desk, query: object) -> object:
        if slow:
            slow.pop()
            import time

            time.sleep(0.3)  # the answer comes after Enter
        return slots(self, query)  # type: ignore[arg-type]

    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await pilot.press("escape", "b", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        monkeypatch.setattr(Desk, "slots", later)
        await pilot.press(*"corte", "enter", "enter", *"Zoe", "enter", "enter")
        await until(pilot, lambda: desk.reservations(ALL))
        assert desk.reservations(ALL)[0].start == at("10:45")


async def test_the_same_keys_book_whether_or_not_the_customer_was_found_in_time(
    app: FrontdeskApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_customer(CustomerWish(name="Ana López", phone="600111222"))
    customers = Desk.customers

    def later(self: Desk, *args: object, **named: object) -> object:
        import time

        time.sleep(0.2)
        return customers(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "customers", later)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"corte", "enter", *"ana lopez", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].customer.id == "C1"
        monkeypatch.undo()


async def test_a_hold_elsewhere_that_runs_out_gives_the_time_back(
    app: FrontdeskApp, desk: Desk, clock: FixedClock
) -> None:
    desk.hold(Booking((LineWish(CUT, ANA),), at("12:00"), CustomerWish(name="Otra")))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, app, "12:45")
        await pilot.press(*"corte", "enter", *"Zoe")
        dialog.field("time").input.focus()
        await pilot.press(*"12:00", "tab")
        await until(pilot, lambda: dialog.field("time").problem)
        clock.move(301)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert desk.reservations(ALL)[0].start == at("12:00")
