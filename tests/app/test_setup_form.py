"""The first start inside the app: three questions on one form, filled blind, refused in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import fresh
from frontdesk.desk.opening import open_desk
from frontdesk.language.i18n import bind
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.setup import SetupScreen
from tests.app.conftest import until

pytestmark = pytest.mark.asyncio


class Make:
    """What the start of the program hands in."""

    def __init__(self, database: Path, clock: FixedClock) -> None:
        self.database, self.clock = str(database), clock
        self.failures: list[Exception] = []

    def __call__(self, name: str, kind: str, language: str, /) -> None:
        if self.failures:
            raise self.failures.pop()
        fresh.make(self.database, self.clock, name=name, kind=kind, language=language)


@pytest.fixture
def make(tmp_path: Path, clock: FixedClock) -> Make:
    return Make(tmp_path / "new" / "desk.db", clock)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    bind("en")


@pytest.fixture
def fresh_app(make: Make, clock: FixedClock) -> FrontdeskApp:
    return FrontdeskApp(lambda: open_desk(make.database, clock=clock), language="en", make=make)


def form(app: FrontdeskApp) -> SetupScreen:
    assert isinstance(app.screen, SetupScreen)
    return app.screen


async def loaded(pilot: Pilot[None]) -> None:
    """Wait until the agenda shows a day."""

    def there() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, AgendaScreen) and bool(screen.query("DayGrid")) and screen.grid.day is not None

    await until(pilot, there)


def made(make: Make, clock: FixedClock, look: Callable[..., object]) -> object:
    desk = open_desk(make.database, clock=clock)
    try:
        return look(desk)
    finally:
        desk.close()


async def test_it_is_filled_blind(fresh_app: FrontdeskApp, make: Make, clock: FixedClock) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Salon q 2 b", "enter", *"rest", "enter", "enter")
        await loaded(pilot)
        assert isinstance(fresh_app.screen, AgendaScreen)
    found = made(make, clock, lambda desk: (desk.business(), desk.resources("table"), desk.services()))
    assert isinstance(found, tuple)
    assert (found[0].name, found[0].locale, found[0].currency) == ("Salon q 2 b", "en", "GBP")
    assert found[1]
    assert "Lunch" in {service.name for service in found[2]}


async def test_what_is_typed_ahead_goes_where_it_belongs(fresh_app: FrontdeskApp, make: Make) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        for name in [*"Norte", "enter", *"hot", "enter", *"es", "enter"]:
            fresh_app.post_message(events.Key(name, name if len(name) == 1 else None))
        await loaded(pilot)
        assert fresh_app.premises is not None
        assert fresh_app.premises.business.name == "Norte"
        assert any(service.nights for service in fresh_app.premises.services)


async def test_the_whole_app_speaks_the_language_that_was_chosen(fresh_app: FrontdeskApp) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Norte", "enter", "enter", *"es", "ctrl+s")
        await loaded(pilot)
        assert "Clientes" in fresh_app.screen.query_one("#tabs").text
        assert "ayuda" in fresh_app.screen.query_one("#keys").text
        assert fresh_app.premises is not None
        assert "Corte" in {service.name for service in fresh_app.premises.services}
        await pilot.press("3")
        await until(pilot, lambda: fresh_app.current_mode == "list")


async def test_everything_is_on_the_smallest_screen(fresh_app: FrontdeskApp) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        screen = form(fresh_app)
        await pilot.press("tab", "9", "tab", "9", "ctrl+s")
        await until(pilot, lambda: screen.field("name").problem and screen.field("language").problem)
        screen.query_one("#problem").update("x")  # type: ignore[attr-defined]
        await pilot.pause()
        box = screen.query_one(".box").region
        assert screen.region.contains_region(box)
        assert all(box.contains_region(one.region) for one in screen.query("Field, PlainText"))


async def test_what_cannot_be_read_is_said_beside_its_field(fresh_app: FrontdeskApp, make: Make) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "down", *"9", "tab", *"fr", "ctrl+s")
        screen = form(fresh_app)
        await until(pilot, lambda: screen.field("language").problem)
        assert screen.field("name").problem
        assert "5" in screen.field("kind").problem
        assert "2" in screen.field("language").problem
        assert fresh_app.focused is screen.field("name").input
        assert screen.field("kind").value == "9"
        await pilot.press("N")
        await until(pilot, lambda: not screen.field("name").problem)
    assert not Path(make.database).exists()


async def test_a_failure_is_a_sentence_and_nothing_is_lost(fresh_app: FrontdeskApp, make: Make) -> None:
    make.failures = [RuntimeError("odd"), FrontdeskError("database_read_only", path="/there")]
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Norte", "ctrl+s")
        screen = form(fresh_app)
        await until(pilot, lambda: "/there" in screen.problem)
        assert screen.field("name").value == "Norte"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "odd" in screen.problem)
        await pilot.press("ctrl+s")
        await loaded(pilot)


async def test_a_name_of_nothing_visible_is_said_beside_the_name(fresh_app: FrontdeskApp, make: Make) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = form(fresh_app)
        screen.field("name").fill("x" * 201)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "200" in screen.field("name").problem)
    assert not Path(make.database).exists()


@pytest.mark.parametrize("keys", [("escape",), ("N", "enter", "escape"), ("ctrl+q",)])
async def test_leaving_makes_nothing(fresh_app: FrontdeskApp, make: Make, keys: tuple[str, ...]) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert not fresh_app.is_running
    assert not Path(make.database).parent.exists()


async def test_enter_on_an_empty_name_stays_there(fresh_app: FrontdeskApp) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        screen = form(fresh_app)
        assert screen.field("name").problem == "The business needs a name."
        assert fresh_app.focused is screen.field("name").input


async def test_arrows_go_through_the_choices(fresh_app: FrontdeskApp) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        screen = form(fresh_app)
        await pilot.press(*"Norte", "down", "down", "down")
        assert fresh_app.focused is screen.field("kind").input
        assert "▸ 3 " in str(screen.query_one("#kinds").content)  # type: ignore[attr-defined]
        await pilot.press(*["down"] * 9)
        assert screen.field("kind").value == "5"
        await pilot.press("up")
        assert screen.field("kind").value == "4"
        await pilot.press("2")  # a digit takes its place
        assert screen.field("kind").value == "2"
        await pilot.press("tab", "down")
        assert "▸ 2 Español" in str(screen.query_one("#languages").content)  # type: ignore[attr-defined]
        await pilot.press("tab", "tab")
        assert fresh_app.focused is screen.field("language").input
        await pilot.press("up", "shift+tab", "shift+tab", "shift+tab")
        assert fresh_app.focused is screen.field("name").input
        assert screen.field("language").value == "1"


async def test_enter_on_what_is_no_choice_stays_there(fresh_app: FrontdeskApp, make: Make) -> None:
    async with fresh_app.run_test(size=(80, 24)) as pilot:
        screen = form(fresh_app)
        await pilot.press(*"Norte", "enter", "7", "enter")
        assert fresh_app.focused is screen.field("kind").input
        assert "from 1 to 5" in screen.field("kind").problem
        await pilot.press("3", "enter")
        assert fresh_app.focused is screen.field("language").input
        assert screen.field("kind").value == "3"
    assert not Path(make.database).exists()
