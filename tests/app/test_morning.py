"""A whole morning at the desk, by keys alone on a real database file; another desk then says what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerWish, Filter, Reservation
from frontdesk.language.i18n import bind
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.cancel import CancelDialog
from frontdesk.screens.dialogs.walk_in import WalkInDialog
from frontdesk.screens.list import ListScreen
from frontdesk.screens.today import TodayScreen
from tests.app.conftest import ANA, COLOUR, CUT, LUIS, MARTA, at, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio

EVERY = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    bind("en")


def message(app: FrontdeskApp) -> str:
    return str(app.main.query_one("#message").text) if app.main else ""


class Morning:
    """A receptionist: she presses keys and looks at the screen, and is the clock's only master."""

    def __init__(self, pilot: Pilot[None], app: FrontdeskApp, clock: FixedClock) -> None:
        self.pilot, self.app, self.clock = pilot, app, clock

    async def until(self, true: Callable[[], object]) -> None:
        await until(self.pilot, true)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def clock_is(self, text: str) -> None:
        self.clock.move(at(text) * 60 - self.clock.seconds())
        self.app._second()
        await self.until(lambda: text in self.app.main.query_one("#header").text)

    async def today(self) -> TodayScreen:
        await self.press("1")
        await self.until(lambda: isinstance(self.app.screen, TodayScreen) and self.app.screen._board is not None)
        return self.app.screen

    async def point(self, code: str) -> None:
        """Go down from the top until the cursor is on a reservation."""
        for key in ("home", *["down"] * 40):
            visit = self.app.screen.chosen()
            if visit is not None and visit.code == code:
                return
            await self.press(key)
            await self.pilot.pause()
        raise AssertionError(f"{code} is not to be reached")

    async def arrives(self, desk: Desk, code: str) -> None:
        await self.press("a")
        await self.until(lambda: desk.reservation(code).status == "arrived")

    async def books(self, *keys: str) -> None:
        """Fill in the form blind: the keys come without waiting for what they open."""
        await self.press("b", "tab", *keys)
        await self.until(lambda: not isinstance(self.app.screen, BookingDialog))


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_morning(language: str, path: Path, clock: FixedClock, desk: Desk, book: Book) -> None:
    clock.move(at("08:50") * 60 - clock.seconds())
    six = [
        book("Carmen Ruiz", "09:00", MARTA, phone="600000001"),
        book("Luis Gil", "09:00", ANA, COLOUR, phone="600000002"),
        book("Zoë", "09:15", LUIS, phone="600000003"),
        book("Íñigo Ibáñez", "10:00", MARTA, phone="600000004"),
        book("田中さくら", "10:30", LUIS, phone="600000005"),
        book("Nuria", "11:00", ANA, phone="600000006"),
    ]
    cancelled = book("Óscar", "12:00", LUIS, phone="600000007")
    moved = book("Berta", "12:00", MARTA, phone="600000008")
    known = desk.add_customer(wish("Ana López", "600111222"))
    before = len(desk.customers(limit=100))

    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        she = Morning(pilot, app, clock)

        # two come early, from Today: the cursor is on who is next
        await she.clock_is("08:55")
        screen = await she.today()
        await she.point(six[0].code)
        await she.arrives(desk, six[0].code)
        await she.until(lambda: len(screen._board.here) == 1)
        await she.point(six[1].code)
        await she.arrives(desk, six[1].code)

        # the phone: somebody known, blind, for Luis at 11:30
        await she.clock_is("09:05")
        await she.press("2")
        await she.until(lambda: isinstance(app.screen, AgendaScreen))
        app.screen.grid.go_to(at("11:15"), LUIS)
        await she.books(*"corte", "enter", *"Ana Lopez", "enter", "enter")
        await she.until(lambda: "11:15" in message(app))

        # one comes late, from the agenda
        await she.clock_is("09:25")
        app.screen.grid.go_to(at("09:15"), LUIS)
        await she.until(lambda: app.screen.chosen() is not None)
        await she.arrives(desk, six[2].code)

        # the phone again: somebody new, with a phone, tomorrow at ten with Marta
        await she.press("right_square_bracket")
        await she.until(lambda: app.screen.grid.day.day == desk.today() + 1)
        app.screen.grid.go_to(at("10:00", "2026-11-24"), MARTA)
        await she.books(*"col", "enter", *"Julia Mas", "enter", *"611222333", "enter")
        await she.until(lambda: "10:00" in message(app))
        await she.press("t")
        await she.until(lambda: app.screen.grid.day.day == desk.today())

        # two more, from the list
        await she.clock_is("09:58")
        await she.press("3")
        await she.until(lambda: isinstance(app.screen, ListScreen) and app.screen.chosen() is not None)
        await she.point(six[3].code)
        await she.arrives(desk, six[3].code)
        await she.clock_is("10:29")
        await she.point(six[4].code)
        await she.arrives(desk, six[4].code)

        # one who does not come after all
        await she.point(cancelled.code)
        await she.press("x")
        await she.until(lambda: isinstance(app.screen, CancelDialog))
        await pilot.pause(0.35)
        await she.press("enter")
        await she.until(lambda: desk.reservation(cancelled.code).status == "cancelled")

        # somebody off the street
        await she.clock_is("10:46")
        await she.press("1", "w")
        await she.until(lambda: isinstance(app.screen, WalkInDialog) and app.screen.query_one("#options").count)
        await she.press("tab", *"Eva", "enter", "enter")
        await she.until(lambda: isinstance(app.screen, TodayScreen))
        await she.until(lambda: any(visit.customer.name == "Eva" for visit in desk.reservations(Filter())))

        # the sixth
        await she.clock_is("10:57")
        await she.point(six[5].code)
        await she.arrives(desk, six[5].code)

        # later, with somebody else, by arrows
        await she.press("2")
        await she.until(lambda: isinstance(app.screen, AgendaScreen))
        app.screen.grid.go_to(at("12:00"), MARTA)
        await she.until(lambda: app.screen.chosen() is not None and app.screen.chosen().code == moved.code)
        await she.press("m")
        await she.until(lambda: app.screen.grid.carried)
        await she.press("right", "down", "down", "down", "enter")
        await she.until(lambda: not app.screen.grid.carried)
        assert (desk.reservation(moved.code).start, desk.reservation(moved.code).staff) == (at("12:45"), "Ana")

        # and back again: it was the other Berta
        await she.press("u")
        await she.until(lambda: desk.reservation(moved.code).staff == "Marta")
        assert app.problems.listed == []

    other = open_desk(str(path), clock=clock)
    try:
        says(other, six, cancelled, moved, known.id, before)
    finally:
        other.close()


def wish(name: str, phone: str) -> CustomerWish:
    return CustomerWish(name=name, phone=phone)


def says(
    desk: Desk, six: list[Reservation], cancelled: Reservation, moved: Reservation, known: str, before: int
) -> None:
    """Everything the database holds of the morning."""
    visits = {visit.code: visit for visit in desk.reservations(Filter(statuses=EVERY))}
    assert len(visits) == len(six) + 2 + 3
    for was in six:
        now = visits[was.code]
        assert (now.status, now.start, now.end, now.staff) == ("arrived", was.start, was.end, was.staff)
        assert verbs(desk, was.code) == ["book", "arrive"]
    assert (visits[cancelled.code].status, visits[cancelled.code].owed) == ("cancelled", 1000)
    assert verbs(desk, cancelled.code) == ["book", "cancel"]
    back = visits[moved.code]
    assert (back.status, back.start, back.staff) == ("confirmed", at("12:00"), "Marta")
    assert verbs(desk, moved.code) == ["book", "move", "undo"]

    new = {
        visit.customer.name: visit for code, visit in visits.items() if code not in {was.code for was in (*six, cancelled, moved)}
    }  # fmt: skip
    called = new["Ana López"]
    assert (called.status, called.start, called.staff, called.customer.id) == ("confirmed", at("11:15"), "Luis", known)
    julia = new["Julia Mas"]
    assert (julia.start, julia.staff, julia.lines[0].service_id) == (at("10:00", "2026-11-24"), "Marta", COLOUR)
    assert julia.customer.phone == "+34611222333"
    eva = new["Eva"]
    assert (eva.status, eva.start, eva.channel, eva.staff) == ("arrived", at("10:46"), "walk-in", "Marta")
    assert eva.lines[0].service_id == CUT
    assert len(desk.customers(limit=100)) == before + 2  # Julia and Eva
    assert desk.drafts() == []
    assert upkeep.check(desk) == []


def verbs(desk: Desk, code: str) -> list[str]:
    """What was done to a reservation, the first thing first."""
    return [change.verb for change in sorted(desk.history(code), key=lambda change: change.seq)]
