"""Filters that stay, the list's order, marks for several at once, repetition, the panel of details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import insert
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, Filter, Reservation, ReservationEdit
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.filters import FiltersDialog
from frontdesk.screens.dialogs.question import FormDialog, Question
from frontdesk.screens.filters import read_kinds, read_statuses
from frontdesk.screens.list import ListScreen
from frontdesk.store import schema
from frontdesk.widgets.line_list import LineList
from tests.app.conftest import ANA, COLOUR, LUIS, MARTA, TABLE, at, loaded, until
from tests.hostile import every

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio
TODAY = dt.date(2026, 11, 23).toordinal()


def title(app: FrontdeskApp) -> str:
    return app.main.query_one("#title").text if app.main else ""


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


def grid_text(app: FrontdeskApp) -> str:
    grid = app.screen.grid
    return "\n".join(grid.render_line(y).text for y in range(grid.size.height))


async def filled(pilot: Pilot[None], app: FrontdeskApp, **typed: str) -> None:
    """Type into the filters and save."""
    await pilot.press("f")
    await until(pilot, lambda: isinstance(app.screen, FiltersDialog) and app.screen.query("#field-text"))
    dialog = app.screen
    for name, words in typed.items():
        dialog.field(name).input.value = words
    await pilot.press("ctrl+s")


async def in_list(pilot: Pilot[None], app: FrontdeskApp, count: int) -> ListScreen:
    await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.lines.count == count)
    await pilot.pause()
    return app.screen


# filters ---------------------------------------------------------------------------------------------------------------


async def test_a_filter_stays_from_agenda_to_list_and_back(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    mine = book("Ana López", "11:00", MARTA)
    book("Berta", "12:00", ANA)
    book("Carla", "13:00", MARTA)
    desk.arrive(mine.code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await filled(pilot, app, staff="mar", status="arriv")
        await until(pilot, lambda: "1 of 3 visits" in title(app))
        assert "only Marta, arrived" in title(app)
        assert [column.resource.id for column in app.screen.grid.day.columns] == [MARTA]
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.grid.day.day == TODAY + 1)
        assert "only Marta, arrived" in title(app)
        await pilot.press("t", "L")
        rows = await in_list(pilot, app, 1)
        assert rows.chosen().code == mine.code
        assert "1 of 3 reservations" in title(app)
        assert "only Marta, arrived" in title(app)
        await pilot.press("t")  # other days, the same filter
        await until(pilot, lambda: "from today" in title(app))
        assert "only Marta, arrived" in title(app)
        await pilot.press("F")
        await in_list(pilot, app, 3)
        assert "only" not in title(app)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and len(app.screen.grid.day.columns) == 3)
        assert "only" not in title(app)


async def test_off_in_the_agenda_is_from_today_on_in_the_list(app: FrontdeskApp, book: Book, clock: FixedClock) -> None:
    book("Ana", "11:00", MARTA)
    clock.move(24 * 3600)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3", "2", "F", "3")
        rows = await in_list(pilot, app, 0)
        assert "from today" in title(app)
        await filled(pilot, app, first="", last="")
        await in_list(pilot, app, 1)
        assert rows.lines.count == 1


async def test_what_is_filtered_out_is_not_drawn_as_free(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00", MARTA)
    book("Zoe", "12:00", MARTA, service=COLOUR)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await filled(pilot, app, service="color")
        await until(pilot, lambda: "1 of 2 visits" in title(app))
        assert "Zoe" in grid_text(app)
        assert "Ana L" not in grid_text(app)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await until(pilot, lambda: "filtered out" in app.screen.query_one("#detail").text)
        assert "Ana López" in app.screen.query_one("#detail").text
        line = app.screen.grid.render_line(app.screen.grid._row - int(app.screen.grid.scroll_offset.y) + 1).text
        assert "╭" in line


async def test_kinds_channels_repetition_and_columns(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        await filled(pilot, app, kind="sessions", columns="people")
        await until(pilot, lambda: "0 of 1 visit" in title(app))
        app.screen.grid.go_to(at("18:00"), LUIS)
        assert "Yoga" in grid_text(app)
        app.screen.grid.go_to(at("11:00"), MARTA)
        assert "Ana L" not in grid_text(app)
        await filled(pilot, app, kind="reservations", channel="desk")
        await until(pilot, lambda: "1 of 1 visit" in title(app))
        app.screen.grid.go_to(at("18:00"), LUIS)
        assert "Yoga" not in grid_text(app)
        assert "reservations, desk" in title(app)
        await filled(pilot, app, kind="", channel="", recurring="yes", columns="tab")
        await until(
            pilot, lambda: "only repeated" in title(app) and app.screen.grid.day.columns[0].resource.id == TABLE
        )
        await pilot.press("v")
        await until(pilot, lambda: app.screen.grid.day.columns[0].resource.kind == "room")
        await pilot.press("F")
        await until(pilot, lambda: "only" not in title(app))


async def test_yesterdays_cancellation_is_found_by_words(
    app: FrontdeskApp, desk: Desk, book: Book, clock: FixedClock
) -> None:
    gone = book("Ana López", "11:00", MARTA)
    book("Berta", "12:00", ANA)
    desk.cancel(gone.code)
    clock.move(24 * 3600)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await in_list(pilot, app, 0)
        await filled(pilot, app, first="ayer", last="yesterday", status="canceled")
        await until(pilot, lambda: isinstance(app.screen, FiltersDialog) and app.screen.field("status").problem)
        app.screen.field("status").input.value = "cancelled"
        await pilot.press("ctrl+s")
        rows = await in_list(pilot, app, 1)
        assert rows.chosen().code == gone.code
        assert "yesterday" in title(app)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.day.day == TODAY)
        assert "not drawn" in message(app)


async def test_the_dialog_says_what_it_cannot_read(app: FrontdeskApp) -> None:
    wrong = {
        "first": "mumble", "last": "31/2", "status": "juggling", "kind": "x", "staff": "Nobody", "service": "None",
        "columns": "walls", "recurring": "perhaps",
    }  # fmt: skip
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for name, words in wrong.items():
            await filled(pilot, app, **{name: words})
            await until(pilot, lambda name=name: app.screen.field(name).problem)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
            await pilot.press("f")
            await until(pilot, lambda: isinstance(app.screen, FiltersDialog) and app.screen.query("#field-text"))
            assert app.screen.field(name).value == words  # what was typed is kept
            app.screen.field(name).input.value = ""
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await filled(pilot, app, first="tomorrow", last="today")
        await until(pilot, lambda: app.screen.field("last").problem)
        assert app.filter == Filter()


async def test_mine_is_for_those_who_are_on_the_staff(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await filled(pilot, app, staff="mine")
        await until(pilot, lambda: app.screen.field("staff").problem)


async def test_a_block_leads_to_its_row_and_a_row_to_its_block(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00", MARTA)
    book("Berta", "12:00", ANA)
    later = book("Carla", "13:00", LUIS)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("13:00"), LUIS)
        await pilot.press("L")
        rows = await in_list(pilot, app, 3)
        await until(pilot, lambda: rows.chosen().code == later.code)
        await pilot.press("up", "D")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, AgendaScreen)
                and app.screen.grid.block is not None
                and app.screen.grid.block.customer == "Berta"
            ),
        )


async def test_nonsense_in_the_filters_shows_nothing_and_breaks_nothing(app: FrontdeskApp, book: Book) -> None:
    book()
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await in_list(pilot, app, 1)
        for text in every()[::25]:
            app.screen.filter_by(Filter(channel=clean(text), text=clean(text)))
            await pilot.pause()
            assert title(app).isprintable()


async def test_the_location_is_one_of_the_filters(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    def second(connection: object) -> None:
        place = {"id": 2, "name": "Playa", "timezone": "Europe/Madrid", "has_hours": 0}
        person = {
            "id": 9, "location_id": 2, "kind": "staff", "name": "Nora", "has_hours": 0, "all_services": 1, "seats": 1
        }  # fmt: skip
        connection.execute(insert(schema.location), [place])  # type: ignore[attr-defined]
        connection.execute(insert(schema.resource), [person])  # type: ignore[attr-defined]

    desk.store.writing(second)
    book("Ana", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await filled(pilot, app, place="pla")
        await until(pilot, lambda: app.place is not None and app.place.id == 2)
        await until(pilot, lambda: [c.resource.name for c in app.screen.grid.day.columns] == ["Nora"])
        assert "Playa" in app.screen.query_one("#header").text
        await pilot.press("3")
        await in_list(pilot, app, 0)
        await filled(pilot, app, place="mumble")
        await until(pilot, lambda: app.screen.field("place").problem)
        app.screen.field("place").input.value = ""
        await pilot.press("ctrl+s")
        await in_list(pilot, app, 1)
        assert app.place is None


# order -----------------------------------------------------------------------------------------------------------------


async def test_sorted_by_any_column(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    first = book("Zoe", "11:00", MARTA, service=COLOUR)
    second = book("Ángela", "12:00", LUIS)
    third = book("Berta", "13:00", ANA)
    desk.arrive(second.code)

    def order() -> list[str]:
        return [app.screen._visits[n].customer.name for n in range(3) if n in app.screen._visits]

    async with app.run_test(size=(100, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        rows = await in_list(pilot, app, 3)
        assert order() == ["Zoe", "Ángela", "Berta"]
        assert "When ↑" in rows.lines.render_line(0).text
        await pilot.press("S")
        await until(pilot, lambda: order() == ["Berta", "Ángela", "Zoe"])
        assert "When ↓" in rows.lines.render_line(0).text
        for expected in (
            ["Zoe", "Berta", "Ángela"],  # confirmed before arrived
            ["Ángela", "Berta", "Zoe"],  # names, accents aside
            ["Zoe", "Ángela", "Berta"],  # Color before Corte
            ["Berta", "Ángela", "Zoe"],  # Ana, Luis, Marta
            ["Zoe", "Ángela", "Berta"],  # as they were made
        ):
            await pilot.press("s")
            await until(pilot, lambda expected=expected: order() == expected)
        await pilot.click(LineList, offset=(30, 0))
        await until(pilot, lambda: order() == ["Ángela", "Berta", "Zoe"])
        await pilot.click(LineList, offset=(30, 0))
        await until(pilot, lambda: order() == ["Zoe", "Berta", "Ángela"])
        await pilot.press("2", "3")
        await in_list(pilot, app, 3)
        assert order() == ["Zoe", "Berta", "Ángela"]
    assert {first.code, second.code, third.code} == {visit.code for visit in desk.reservations(Filter())}


# marks -----------------------------------------------------------------------------------------------------------------


async def test_marked_rows_arrive_together_and_one_undo_takes_all_back(
    app: FrontdeskApp, desk: Desk, book: Book
) -> None:
    visits = [book(name, when, MARTA) for name, when in (("Ana", "11:00"), ("Berta", "12:00"), ("Carla", "13:00"))]
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        rows = await in_list(pilot, app, 3)
        await pilot.press("space", "space")
        await until(pilot, lambda: "◆ 2 marked" in title(app))
        assert rows.lines.cursor == 2
        assert "◆" in rows.lines.render_line(1).text
        desk.edit(visits[2].code, ReservationEdit(notes="x"))
        await until(pilot, lambda: rows.chosen().notes == "x")
        assert "◆ 2 marked" in title(app)  # what changes elsewhere takes no mark away
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, Question))
        said = str(app.screen.query_one("#sentences").content)
        assert "2 reservations" in said
        assert "Ana" in said
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: [desk.reservation(v.code).status for v in visits] == ["arrived"] * 2 + ["confirmed"])
        await until(pilot, lambda: "u takes all of it back" in message(app))
        assert "marked" not in title(app)
        await pilot.press("u")
        await until(pilot, lambda: {desk.reservation(v.code).status for v in visits} == {"confirmed"})
        await until(pilot, lambda: "and 1 more" in message(app))


async def test_marked_blocks_are_cancelled_with_the_sum_of_the_fees(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book("Ana", "11:00", MARTA), book("Berta", "12:00", MARTA)]
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("space")
        await until(pilot, lambda: app.screen.grid.block.customer == "Berta")
        assert "◆✓ Ana" in grid_text(app) or "◆11:00 ✓ Ana" in grid_text(app)
        await pilot.press("space", "x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "20.00 EUR" in str(app.screen.query_one("#sentences").content)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert "2 marked" in title(app)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: {desk.reservation(v.code).status for v in visits} == {"cancelled"})
        await until(pilot, lambda: "Owed: 20.00 EUR" in message(app))


async def test_one_that_cannot_keeps_all_from_it(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book("Ana", "11:00", MARTA), book("Berta", "12:00", MARTA)]
    desk.arrive(visits[0].code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("space", "space", "x")
        await until(pilot, lambda: visits[0].code in message(app))
        assert "Nothing was changed" in message(app)
        assert "2 marked" in title(app)
        await pilot.press("escape")
        await until(pilot, lambda: "marked" not in title(app))
        assert "◆" not in grid_text(app)
        await pilot.press("k")
        await until(pilot, lambda: not app.screen.writing)
        assert [desk.reservation(v.code).status for v in visits] == ["arrived", "confirmed"]


async def test_marked_ones_are_deleted_with_one_reason(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book("Ana", "11:00", MARTA), book("Berta", "12:00", MARTA)]
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await in_list(pilot, app, 2)
        await pilot.press("space", "escape")
        await until(pilot, lambda: "marked" not in title(app))
        await pilot.press("home", "space", "space", "delete")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and app.screen.query("#field-reason"))
        await pilot.press("enter")
        assert app.screen.field("reason").problem
        await pilot.press(*"twice", "enter")
        await in_list(pilot, app, 0)
        for visit in visits:
            with pytest.raises(FrontdeskError):
                desk.reservation(visit.code)
        await pilot.press("u")
        await in_list(pilot, app, 2)


async def test_space_and_full_stop_in_the_search_are_typed(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        rows = await in_list(pilot, app, 1)
        await pilot.press("slash", *"na", "space", *"lop", "full_stop")
        assert rows.query_one("#search").value == "na lop."
        assert "marked" not in title(app)
        await until(pilot, lambda: rows.lines.count == 0)
        await pilot.press("escape", "F")
        await in_list(pilot, app, 1)
        assert rows.query_one("#search").value == ""


# repetition ------------------------------------------------------------------------------------------------------------


async def test_the_latest_action_is_repeated_here_and_said(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book("Ana", "10:45", MARTA), book("Berta", "11:30", MARTA), book("Carla", "13:00", MARTA)]
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("full_stop")
        assert "Nothing was done yet" in message(app)
        app.screen.grid.go_to(at("10:45"), MARTA)
        await pilot.press("a")
        await until(pilot, lambda: desk.reservation(visits[0].code).status == "arrived" and not app.screen.writing)
        app.screen.grid.go_to(at("11:30"), MARTA)
        await pilot.press("full_stop")
        await until(pilot, lambda: desk.reservation(visits[1].code).status == "arrived")
        await until(pilot, lambda: "Again arrived: Berta" in message(app))
        app.screen.grid.go_to(at("13:00"), MARTA)
        await pilot.press("plus")
        await until(pilot, lambda: desk.reservation(visits[2].code).end == at("14:00") and not app.screen.writing)
        await pilot.press("3")  # on the other screen it is the same latest action
        await in_list(pilot, app, 3)
        await pilot.press("up", "up", "down", "full_stop")
        await until(pilot, lambda: "Again longer" in message(app) or "taken" in message(app))


async def test_what_costs_somebody_something_is_never_repeated(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visits = [book("Ana", "11:00", MARTA), book("Berta", "12:00", MARTA)]
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause(0.35)
        await pilot.press("enter")
        await until(pilot, lambda: desk.reservation(visits[0].code).status == "cancelled")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and not app.screen.writing)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("full_stop")
        await until(pilot, lambda: "never repeated" in message(app))
        assert desk.reservation(visits[1].code).status == "confirmed"


# the panel -------------------------------------------------------------------------------------------------------------


async def test_the_panel_shows_and_follows_where_there_is_room(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    one = book("Ana López", "11:00", MARTA, phone="600111222", notes="con la niña")
    book("Berta", "12:00", MARTA)
    edit = CustomerEdit(preferences={"allergy": "ammonia"}, tags=("vip",))
    desk.edit_customer(one.customer.id, edit)
    desk.add_note(one.customer.id, "prefers mornings")
    async with app.run_test(size=(200, 60)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await until(pilot, lambda: "Ana López" in app.screen.panel.text)
        for words in ("ammonia", "600111222", "con la niña", "vip", "prefers mornings", one.code):
            assert words in app.screen.panel.text
        app.screen.grid.go_to(at("12:00"), MARTA)
        await until(pilot, lambda: "Berta" in app.screen.panel.text)
        assert "ammonia" not in app.screen.panel.text
        app.screen.grid.go_to(at("13:30"), MARTA)
        await until(pilot, lambda: "free for" in app.screen.panel.text)
        await pilot.press("3")
        rows = await in_list(pilot, app, 2)
        await until(pilot, lambda: "ammonia" in rows.panel.text)
        await pilot.press("down")
        await until(pilot, lambda: "Berta" in rows.panel.text)
        await pilot.press("z")
        await pilot.pause()
        assert not rows.panel.display
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert not app.screen.panel.display  # it is off on both


async def test_without_room_the_panel_comes_when_it_is_asked_for(app: FrontdeskApp, book: Book) -> None:
    book("Ana López", "11:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.pause(0.3)
        assert not app.screen.panel.display
        assert app.screen.panel.text == ""  # nothing is read that nobody sees
        await pilot.press("z")
        await until(pilot, lambda: "Ana López" in app.screen.panel.text)
        assert app.screen.panel.display
        await pilot.resize_terminal(160, 40)
        await pilot.press("z", "z")
        assert app.screen.panel.display


async def test_hostile_names_in_panel_and_marks(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    names = [name for name in (clean(text) for text in every()[::40]) if name.strip()][:8]
    visit = book("x", "11:00", MARTA)
    async with app.run_test(size=(160, 40)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        for name in names:
            desk.edit_customer(visit.customer.id, CustomerEdit(name=name, tags=(name,), preferences={"a": name}))
            app.screen.read()
            await pilot.pause(0.25)
            for y in range(app.screen.panel.size.height):
                strip = app.screen.panel.render_line(y)
                assert strip.cell_length == app.screen.panel.size.width
                assert strip.text.isprintable() or " " in strip.text
        await pilot.press("space", "a")
        await until(pilot, lambda: isinstance(app.screen, Question))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ()), ("canc", ("cancelled",)), ("arrived, no-show", ("arrived", "no_show")), ("x", None),
        ("all", ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")),
    ],
)  # fmt: skip
async def test_statuses_in_words(typed: str, meant: tuple[str, ...] | None) -> None:
    assert read_statuses(typed) == meant


async def test_kinds_in_words() -> None:
    assert read_kinds("meet, birth") == ("meeting", "birthday")
    assert read_kinds("reservation") == ("reservation",)
    assert read_kinds("?") is None


async def test_beside_a_code_that_is_none(desk: Desk) -> None:
    with pytest.raises(FrontdeskError):
        desk.beside("22222")


async def test_a_cancelled_visit_is_found_by_the_search_of_the_list(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book("Carmen Ruiz", "16:00", MARTA)
    book("Zoe", "17:00", MARTA)
    desk.cancel(visit.code)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        rows = await in_list(pilot, app, 1)
        await pilot.press("slash", *"carmen")
        await until(pilot, lambda: rows.lines.empty == "1 cancelled is hidden: Enter, then X shows it.")
        await pilot.press("enter", "X")
        await until(pilot, lambda: rows.chosen() is not None and rows.chosen().code == visit.code)
        await pilot.press("X")
        await until(pilot, lambda: rows.lines.count == 0)
        await pilot.press("slash", *["backspace"] * 6, *"xyz")
        await until(pilot, lambda: rows.lines.empty.startswith("Nothing here"))


async def test_what_is_said_of_no_filter_goes_when_there_is_one(app: FrontdeskApp, book: Book) -> None:
    book("Zoe", "17:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("3")
        await in_list(pilot, app, 1)
        await pilot.press("F")
        await until(pilot, lambda: "Every filter is off." in message(app))
        await pilot.press("slash", "z")
        await until(pilot, lambda: not message(app).strip())
