"""Other keys from the configuration: what is refused, what follows a key that was changed, the vim preset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.help import HelpDialog
from frontdesk.screens.dialogs.palette import PaletteDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.keyboard import PRESETS, keymap
from frontdesk.screens.list import ListScreen
from frontdesk.widgets.keys import DECLARED, key_words
from tests.app.conftest import ANA, MARTA, at, loaded, until
from tests.app.test_manners import drawn, message

Book = Callable[..., Reservation]


def made(preset: str | None = None, **keys: str | list[str]) -> dict[str, str]:
    chosen = {id.replace("__", "."): [some] if isinstance(some, str) else some for id, some in keys.items()}
    return keymap(FrontdeskApp, preset, chosen, "config.toml")


def refused(preset: str | None = None, **keys: str | list[str]) -> str:
    with pytest.raises(FrontdeskError) as caught:
        made(preset, **keys)
    assert caught.value.code == "wrong_file"
    return caught.value.sentence()


@pytest.fixture
def with_keys(path: Path, clock: FixedClock) -> Callable[..., FrontdeskApp]:
    def make(preset: str | None = None, *, language: str = "en", **keys: str | list[str]) -> FrontdeskApp:
        return FrontdeskApp(lambda: open_desk(str(path), clock=clock), language=language, keys=made(preset, **keys))

    return make


def test_keys_are_given_as_they_are_printed_or_as_they_are_called() -> None:
    assert made(visit__arrived="f5") == {"visit.arrived": "f5"}
    assert made(visit__arrived=["f5", "ctrl+t"]) == {"visit.arrived": "f5,ctrl+t"}
    assert made(visit__arrived="#", visit__pay="percent_sign") == {
        "visit.arrived": "number_sign", "visit.pay": "percent_sign",
    }  # fmt: skip
    assert made(visit__arrived="m", agenda__move="a") == {"visit.arrived": "m", "agenda.move": "a"}
    assert made() == {}


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"visit__arived": "f5"}, "“visit.arived” is no action; the nearest is “visit.arrived”"),
        ({"zzz": "f5"}, "“zzz” is no action"),
        ({"visit__arrived": []}, "“visit.arrived” needs a key"),
        ({"visit__arrived": "f99"}, "there is no key “f99”"),
        ({"visit__arrived": "hello"}, "there is no key “hello”"),
        ({"visit__arrived": "ctrl+"}, "there is no key “ctrl+”"),
        ({"visit__arrived": "ctrl+ctrl+a"}, "there is no key “ctrl+ctrl+a”"),
        ({"visit__arrived": ""}, "there is no key “”"),
        ({"visit__arrived": "f5,f6"}, "there is no key “f5,f6”"),
        ({"visit__arrived": "m"}, "“visit.arrived” and “agenda.move” would both be on m"),
        ({"visit__arrived": "?"}, "“visit.arrived” and “app.help” would both be on ?"),
        ({"visit__arrived": "3"}, "“visit.arrived” and “app.list” would both be on 3"),
        ({"visit__arrived": "up"}, "would both be on ↑"),
        ({"visit__arrived": "f5", "visit__pay": "f5"}, "would both be on f5"),
        ({"rows__down": "n"}, "“rows.down” and “visit.no_show” would both be on n"),
        ({"list__search": "ctrl+f"}, "“list.search” and “main.find” would both be on ctrl+f"),
        ({"visit__arrived": "ctrl+q"}, "ctrl+q belongs to “app.quit”"),
        ({"visit__arrived": "escape"}, "esc belongs to"),
        ({"visit__arrived": "ctrl+m"}, "enter belongs to"),  # what a terminal sends for it
        ({"visit__arrived": "tab"}, "tab belongs to"),
        ({"app__quit": "z"}, "z would be typed into a field"),
        ({"dialog__close": "z"}, "z would be typed into a field"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(keys: dict[str, str | list[str]], says: str) -> None:
    assert says in refused(**keys)


def test_a_reserved_key_may_go_when_there_is_another() -> None:
    assert made(app__quit="f10", visit__arrived="ctrl+q")["visit.arrived"] == "ctrl+q"
    assert made(dialog__close=["escape", "f10"])


def test_the_same_key_on_screens_that_never_meet_is_no_clash() -> None:
    assert made(list__sort="y")
    assert made(customers__note="m")


def test_the_presets_name_what_there_is_and_do_not_clash() -> None:
    for name, keys in PRESETS.items():
        assert keys.keys() <= DECLARED.keys(), name
        assert made(name).keys() == keys.keys()
    assert "would both be on k" in refused("vim", visit__arrived="k")
    assert made("vim", visit__confirmed="f11")["visit.confirmed"] == "f11"


def test_who_shares_a_key_with_one_that_goes_elsewhere_keeps_it() -> None:
    """Textual takes the whole key away with a binding: two on one would both go."""
    keys = made(agenda__put_back="f10")
    assert keys["agenda.put_back"] == "f10"
    others = [id for id in keys if id != "agenda.put_back"]
    assert all("escape" in keys[id] for id in others)
    assert others


def test_signs_are_printed_as_signs() -> None:
    assert [key_words(name) for name in ("exclamation_mark", "question_mark", "f5", "ctrl+t", "space", "K")] == [
        "!", "?", "f5", "ctrl+t", "space", "K",
    ]  # fmt: skip


async def test_another_key_does_it_and_is_printed_everywhere(
    with_keys: Callable[..., FrontdeskApp], desk: Desk, book: Book, clock: FixedClock
) -> None:
    visit = book(when="12:00", staff=MARTA)
    clock.move(2 * 3600)
    app = with_keys(visit__arrived="f5")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.pause()
        line = app.screen.query_one("#keys").text
        assert "f5 arrived" in line
        assert line.index("f5 arrived") < line.index("c completed")  # in its old place
        await pilot.press("a")
        await pilot.pause(0.1)
        assert desk.reservation(visit.code).status == "confirmed"
        await pilot.press("f5")
        await until(pilot, lambda: desk.reservation(visit.code).status == "arrived")
        await pilot.press("question_mark")
        await until(pilot, lambda: any("f5" in line and "arrived" in line for line in drawn(app)))
        await pilot.press("escape", "ctrl+p", *"arrived")
        await until(pilot, lambda: any("f5" in line and "Arrived" in line for line in drawn(app)))


async def test_vim_moves_and_what_was_there_has_another_key(
    with_keys: Callable[..., FrontdeskApp], desk: Desk, book: Book
) -> None:
    book(when="12:00", staff=MARTA)
    app = with_keys("vim")
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot)
        grid = app.screen.grid
        grid.go_to(at("11:00"), MARTA)
        await pilot.press("j", "l")
        assert (grid.minute, grid.column.resource.id) == (at("11:15"), ANA)
        await pilot.press("k", "h", "down")
        assert (grid.minute, grid.column.resource.id) == (at("11:15"), MARTA)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen) and app.screen.found.count == 1)
        await pilot.press(*"jkhlJKT")
        assert app.screen.query_one("#search").value == "jkhlJKT"  # typed, not done
        app.screen.query_one("#search").value = ""
        await until(pilot, lambda: app.screen.found.count == 1)
        await pilot.press("escape", "T")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"kjlh")
        assert app.screen.field("tags").value == "kjlh"


async def test_help_shows_every_key_of_an_action(with_keys: Callable[..., FrontdeskApp]) -> None:
    app = with_keys("vim")
    async with app.run_test(size=(130, 70)) as pilot:
        await loaded(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog) and any("↓ j" in line for line in drawn(app)))
        said = "\n".join(drawn(app))
        for words in (
            "This screen",
            "The reservation under the cursor",
            "Everywhere",
            "Moving about",
            "Marks",
            "K",
            "? f1",
        ):
            assert words in said
        for sign in ("✓ confirmed", "● arrived", "✗ no-show", "⊘ cancelled"):
            assert sign in said


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_help_scrolls_and_nothing_in_it_is_cut(app: FrontdeskApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog) and any("Keys" in line for line in drawn(app)))
        await pilot.pause()
        seen = set()
        for _step in range(20):
            seen |= {line.strip() for line in drawn(app)}
            await pilot.press("pagedown")
            await pilot.pause()
        seen |= {line.strip() for line in drawn(app)}
        said = "\n".join(seen)
        assert "✓ confirmed" in said
        assert "Leave the program" in said
        told = str(app.screen.query_one("#told").content).splitlines()
        assert max(len(line) for line in told) <= app.screen.query_one("#told").content_size.width


async def test_the_configuration_says_what_opens_first_and_in_which_colours(path: Path, clock: FixedClock) -> None:
    app = FrontdeskApp(lambda: open_desk(str(path), clock=clock), opens="list", theme="light")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ListScreen) and app.premises is not None)
        assert app.theme == "frontdesk-light"
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.day is not None)
        assert app.screen.grid.day.columns  # people are the columns though it was not opened first
        await pilot.press("ctrl+p", *"dark")
        await until(pilot, lambda: isinstance(app.screen, PaletteDialog) and app.screen.lines.count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "textual-dark")


async def test_how_to_leave_names_the_key_that_leaves(with_keys: Callable[..., FrontdeskApp]) -> None:
    app = with_keys(app__quit="f10")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "Press f10 to leave." in message(app))
