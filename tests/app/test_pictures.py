"""What every screen and dialog looks like: at both sizes that count, in both languages, dark and light.

Each picture of the table is made in each language. ``every``: of each screen and dialog there is one at both sizes, each
dark and light. Its other states are made dark at 80×24; then light at 120×36, of dialogs in Spanish only. Made anew with
``pytest tests/app/test_pictures.py --snapshot-update``.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy import SnapshotAssertion
from textual import events
from textual._context import visible_screen_stack
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerState

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import READING, Course
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.language.i18n import bind
from frontdesk.screens import chats, correspondence, customers, visits
from frontdesk.screens.dialogs.troubled import TroubledDialog
from tests.app.conftest import ANA, LUIS, MARTA, at, until
from tests.app.full_house import LONG, fill

LOOK = 0.003
"""Seconds between two looks at the picture."""

MOMENT = 0.03
"""Seconds: what a timer does after so long is waited for."""

NEWS = 0.06
"""Seconds within which the app hears what was changed."""

SIZES = (("80x24 dark", (80, 24), "textual-dark"), ("120x36 light", (120, 36), "textual-light"))
OTHERS = (("120x36 dark", (120, 36), "textual-dark"), ("80x24 light", (80, 24), "textual-light"))

Step = str | Callable[[FrontdeskApp], object]
"""Keys with blanks between them (``'text`` types it), something done at once, or something waited for."""


def cursor(when: str, who: int) -> Step:
    """Put the agenda's cursor on a time of somebody."""
    return lambda app: app.screen.grid.go_to(at(when), who)


class Once(NamedTuple):
    """Wait until this is so."""

    true: Callable[[FrontdeskApp], object]


class Picture(NamedTuple):
    """What is done before the picture is taken."""

    name: str
    steps: tuple[Step | Once, ...]
    every: bool = False
    """Whether it is the one picture of its screen or dialog that is made at both sizes in both themes."""


def picture(name: str, *steps: Step | Once) -> Picture:
    return Picture(name, steps)


def every(name: str, *steps: Step | Once) -> Picture:
    return Picture(name, steps, every=True)


BOARD = Once(lambda app: app.screen._board is not None)
CARD = Once(lambda app: app.screen.card.card is not None)
CUT_BY_MARTA = cursor("11:00", MARTA)
FREE = cursor("12:45", MARTA)
SLOTS = Once(lambda app: app.screen.draft.slots)
UNDERSTOOD = Once(lambda app: app.screen._shown_for == app.screen.text)
KEPT = Once(lambda app: app.screen._time.token is not None)
FAILED: Step = lambda app: app.refuse(FrontdeskError("database_full"), "Agenda")  # noqa: E731


def line(text: str) -> Step:
    """What is typed into the quick line, at once."""
    return lambda app: setattr(app.screen.line, "value", text)


def half_done(desk: Desk, course: Course) -> str:
    """Work that stands still until it is stopped."""
    while True:
        course(400, 1000, READING)
        time.sleep(0.01)


def rows(count: int) -> Once:
    """Wait until a list of the dialog has at least so many rows."""
    return Once(lambda app: max((lines.count for lines in app.screen.query("LineList")), default=0) >= count)


PEOPLE: tuple[Step | Once, ...] = ("4", Once(lambda app: app.screen.found.count > 8), CARD)
ANAS_CARD: tuple[Step | Once, ...] = (
    "4 '600111222",
    Once(lambda app: app.screen.found.count == 1),
    CARD,
    "enter enter",
)

THREAD = Once(lambda app: app.screen.thread.talk is not None and len(app.screen.thread.lines) > 8)
TALKS: tuple[Step | Once, ...] = ("6", Once(lambda app: app.screen.found.count == 5))
ANA_WROTE = Once(lambda app: app.screen.thread.talk is not None)
REPLY = Once(lambda app: app.screen.query("#way"))

ASKED: tuple[Step | Once, ...] = (
    "5", Once(lambda app: len(app.screen._found) == 2 and app.screen.card.whole is not None),
)  # fmt: skip
QUOTED: tuple[Step | Once, ...] = (
    *ASKED, "] ]", Once(lambda app: app.screen._stage == "quoted" and app.screen.card.whole is not None
                        and app.screen.card.whole.inquiry.stage == "quoted"),
)  # fmt: skip

PICTURES = (
    every("inquiries", *ASKED),
    picture("inquiry-data", *ASKED, "enter"),
    picture("inquiry-messages", *QUOTED, "enter right"),
    picture("inquiry-quote", *QUOTED, "enter right right"),
    picture("inquiry-history", *QUOTED, "enter left"),
    every("inquiry-form", *ASKED, "i", Once(lambda app: app.screen.query("#field-name"))),
    every("inquiry-answer", *ASKED, "s", Once(lambda app: app.screen.query("#way"))),
    every("inquiry-quoting", *ASKED, "q", Once(lambda app: app.screen.query("#sums"))),
    every("inquiry-reminders", *QUOTED, "r", Once(lambda app: app.screen.query("#rows"))),
    every("today", "1", BOARD),
    picture("today-waiting-list", "1", BOARD, "left end"),
    picture("today-waiting-list-enter", "1", BOARD, "left end enter", rows(3)),
    picture("today-checked-in", "1", BOARD, "a", Once(lambda app: len(app.screen._board.here) == 2)),
    every("agenda", CUT_BY_MARTA),
    picture("agenda-free-time", FREE),
    picture("agenda-event", cursor("16:15", LUIS)),
    picture("agenda-hold", cursor("13:00", LUIS)),
    picture("agenda-long-name", cursor("12:00", ANA)),
    picture("agenda-marked", CUT_BY_MARTA, "space space"),
    picture("agenda-tables", "v"),
    picture("agenda-rooms", "v v"),
    picture("agenda-empty-day", "] ] ] ] ] ]"),
    picture("agenda-panel", CUT_BY_MARTA, "z", Once(lambda app: "600" in app.screen.panel.text)),
    picture("agenda-filtered", "f down down down 'marta ctrl+s", Once(lambda app: app.filter.staff)),
    every("move", CUT_BY_MARTA, "m", Once(lambda app: app.screen.grid.carried), "down down down down down down down"),
    picture(
        "move-taken", CUT_BY_MARTA, "m", Once(lambda app: app.screen.grid.carried), "right",
        Once(lambda app: app.screen._cost),
    ),
    every("why-not-services", CUT_BY_MARTA, "y"),
    every("why-not", CUT_BY_MARTA, "y enter", Once(lambda app: app.screen.query("#sentences"))),
    every("list", "3", rows(5)),
    picture("list-search", "3", rows(5), "/ 'lopez", Once(lambda app: app.screen.lines.count == 2)),
    picture("list-nothing", "3", rows(5), "/ 'xyz", Once(lambda app: app.screen.lines.count == 0)),
    picture("list-marked", "3", rows(5), "space space space", Once(lambda app: len(app.screen._marked) == 3)),
    every("customers", *PEOPLE),
    picture("customers-nobody", "4 'xyz", Once(lambda app: app.screen.found.count == 0)),
    every("card-profile", *ANAS_CARD),
    every("card-visits", *ANAS_CARD, "right"),
    every("card-payments", "4 '600777888", Once(lambda app: app.screen.found.count == 1), CARD, "enter enter right right"),
    every("card-messages", *ANAS_CARD, "right right right", THREAD),
    every("card-notes", *ANAS_CARD, "right right right right"),
    every("card-history", *ANAS_CARD, "right right right right right"),
    picture("card-long-name", "4 '600123456", Once(lambda app: app.screen.found.count == 1), CARD, "enter enter right"),
    every("customer-new", *PEOPLE, "down *"),
    every("customer-edit", *ANAS_CARD, "e"),
    every("customer-tags", *ANAS_CARD, "l"),
    every("customer-note", *ANAS_CARD, "j"),
    every("customer-erase", *ANAS_CARD, "ctrl+delete"),
    every("customer-merge", *ANAS_CARD, "=", Once(lambda app: app.screen.query_one("#sides").count)),
    every("chats", *TALKS),
    every("chats-thread", *TALKS, ANA_WROTE, "enter", THREAD),
    picture("chats-thread-top", *TALKS, ANA_WROTE, "enter", THREAD, "home"),
    picture("chats-unread", *TALKS, "f", Once(lambda app: app.screen.found.count == 3)),
    every("reply", *TALKS, ANA_WROTE, "enter", THREAD, "s", REPLY, "'Hasta enter 'luego"),
    picture("reply-templates-only", *TALKS, "down down s", REPLY, "'Hola ctrl+t ctrl+s"),
    every("troubled", "1", BOARD, lambda app: app.push_screen(TroubledDialog(app.screen.today)), rows(2)),
    every("calls", "C", Once(lambda app: app.screen.query("#rows") and not app.screen.unready)),
    every("handover", "H", Once(lambda app: app.screen.query("#told") and not app.screen.unready)),
    every("lost-demand", "N", Once(lambda app: app.screen.query("#counts") and not app.screen.unready)),
    picture("day-sheet-form", "f6"),
    every("settings", ",", Once(lambda app: app.screen.entry)),
    every("settings-people", ",", Once(lambda app: app.screen.entry), "down down"),
    every("settings-services", ",", Once(lambda app: app.screen.entry), "down down down right end"),
    every("settings-equipment", ",", Once(lambda app: app.screen.entry), "end"),
    every("settings-business-form", ",", Once(lambda app: app.screen.entry), "right enter"),
    every("settings-service-form", ",", Once(lambda app: app.screen.entry), "down down down right enter"),
    every("settings-person-form", ",", Once(lambda app: app.screen.entry), "down down right enter"),
    picture(
        "settings-form-wrong", ",", Once(lambda app: app.screen.entry), "down down down right *", "ctrl+s",
    ),
    every("settings-take-out", ",", Once(lambda app: app.screen.entry), "down down right delete"),
    picture("quick-line", FREE, "b"),
    every("quick-line-understood", FREE, "b", line("corte jueves 12:45 Eva Ruiz 611222333"), KEPT),
    picture("quick-line-in-doubt", FREE, "b", line("ana corte jueves 11:00 zzz"), UNDERSTOOD),
    picture("booking", FREE, "b tab"),
    picture("booking-times", FREE, "b tab 'corte enter", SLOTS, "shift+tab"),
    every("booking-filled", FREE, "b tab 'corte enter", SLOTS, "'Eva enter '611222333", KEPT),
    picture("booking-nothing-typed", FREE, "b tab ctrl+s"),
    picture(
        "booking-taken", cursor("11:15", MARTA), "b tab 'corte enter '11:15 enter 'Eva",
        Once(lambda app: app.screen.field("time").problem),
    ),
    picture("booking-nights", FREE, "b tab 'noche enter"),
    picture("booking-parked", FREE, "b tab 'corte enter 'Eva escape", Once(lambda app: not app.screen.is_modal)),
    every("on-hold", "o", rows(1)),
    every("walk-in", "w", rows(4)),
    picture("walk-in-known-phone", "w", rows(4), "tab tab '600111222", Once(lambda app: app.screen._tokens.get("callers"))),
    picture("walk-in-too-many", "w", rows(4), "9", Once(lambda app: app.screen._options == [] or app.screen._party == 9)),
    every("reservation", cursor("10:30", ANA), "enter"),
    picture("reservation-messages", *ANAS_CARD, "right home enter", Once(lambda app: app.screen.query("#messages"))),
    every("edit", CUT_BY_MARTA, "e"),
    every("pay", CUT_BY_MARTA, "p"),
    picture("pay-wrong", CUT_BY_MARTA, "p 'x ctrl+s"),
    every("delete", CUT_BY_MARTA, "delete"),
    every("cancel", CUT_BY_MARTA, "x"),
    every("no-show", cursor("10:30", LUIS), "n"),
    every("undo-asked", "u"),
    every(
        "read-back", FREE, "b tab 'corte enter", SLOTS, f"'{'A' * 70} enter '611222444", KEPT, "ctrl+s",
        Once(lambda app: app.screen.query("#sentences")),
    ),
    every("help", "?"),
    picture("help-end", "?", "end"),
    picture("help-list", "3 ?"),
    picture("help-customers", *PEOPLE, "down ?"),
    every("palette", "ctrl+p"),
    picture("palette-typed", "ctrl+p", "'ana", Once(lambda app: any("600111222" in line.text for line in drawn(app)))),
    picture("find", "/"),
    every("find-typed", "/", "'ana", rows(2)),
    picture("find-nothing", "/", "'qqqq", Once(lambda app: app.screen._shown_for == "qqqq")),
    every("go-to", "g"),
    picture("go-to-wrong", "g 'mumble enter"),
    every("filters", "f"),
    picture("filters-wrong", "f down down down 'nadie ctrl+s"),
    every("maintenance", "ctrl+o"),
    every("import", "f7"),
    picture("import-no-file", "f7 'nothing.csv enter"),
    every("export-which", "f8"),
    every("export", "f8 enter"),
    every("backup", "f9"),
    every("problems", FAILED, "!", rows(1)),
    picture("problem-said", FAILED),
    every("work", lambda app: app.long_work.begin("Import", half_done, str), lambda app: app.screen.show_work()),
)  # fmt: skip


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full house, made once."""
    bind("en")
    path = tmp_path_factory.mktemp("full") / "desk.db"
    fill(path)
    return path


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nobody runs down a list here: what is read once the cursor rests is read at once."""
    monkeypatch.setattr(customers, "REST", 0.01)
    monkeypatch.setattr(visits, "REST", 0.01)
    monkeypatch.setattr(chats, "REST", 0.01)
    monkeypatch.setattr(correspondence, "SEEN_AFTER", 3600)
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 0.04)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield
    bind("en")


class Watched(FrontdeskApp):
    """Counts how often something is painted: in between, the picture stays as it is."""

    painted = 0

    def _display(self, screen: Any, renderable: Any) -> None:
        self.painted += 1
        super()._display(screen, renderable)


def busy(app: FrontdeskApp) -> bool:
    """Whether somebody still waits for an answer, or something is not painted yet."""
    waiting = any(
        worker.group not in ("listen", "long_work") and worker.state in (WorkerState.PENDING, WorkerState.RUNNING)
        for worker in app.workers
    )
    screen = app.screen
    heard = all(one is None or one._message_queue.empty() for one in (app, screen, app.focused))
    unpainted = screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets
    return bool(waiting or not heard or app._hold_back or app._queue or unpainted)


def drawn(app: FrontdeskApp) -> list[Strip]:
    """The lines of the picture with their colours, what is below a dialog among them."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def put(app: FrontdeskApp, key: str) -> None:
    """Press a key without waiting for anything: the app itself lets none overtake another."""
    letter = key if len(key) == 1 else None
    app.post_message(events.Key(key if letter is None or letter.isalnum() else _character_to_key(letter), letter))


def soon() -> bool:
    """Whether the loop has something to go on with, now or in a moment."""
    loop: Any = asyncio.get_running_loop()
    until = loop.time() + MOMENT
    return bool(loop._ready) or any(not timer.cancelled() and timer.when() < until for timer in loop._scheduled)


async def still(pilot: Pilot[None], seconds: float = 0.0) -> None:
    """Wait until nobody waits for an answer, nothing is about to be done and the picture stays as it is, so long."""
    app: Any = pilot.app
    loop = asyncio.get_running_loop()
    painted, before, looks, since = -1, None, 0, 0.0
    end = loop.time() + 8
    while loop.time() < end:
        await asyncio.sleep(LOOK)
        if busy(app) or soon():
            looks = 0
            continue
        if app.painted != painted:
            painted, now = app.painted, drawn(app)
            if now != before:
                before, looks = now, 0
                continue
        looks += 1
        since = loop.time() if looks == 1 else since
        if looks >= 2 and loop.time() - since >= seconds:
            return
    raise AssertionError("it does not come to rest")


async def go(pilot: Pilot[None], steps: tuple[Step | Once, ...]) -> None:
    app: Any = pilot.app
    for step in steps:
        if isinstance(step, Once):
            await until(pilot, lambda step=step: step.true(app))
        elif callable(step):
            step(app)
        else:
            for key in step.split():
                for one in key[1:] if key.startswith("'") else (key,):
                    put(app, one)
        await still(pilot)


async def taken(pilot: Pilot[None], snapshot: SnapshotAssertion, sizes: Any = SIZES) -> None:
    """Compare with the pictures there are, one size after the other."""
    app: Any = pilot.app
    await still(pilot, NEWS)
    for name, size, theme in sorted(sizes, key=lambda one: one[2]):  # a theme of its own has everything styled anew
        app.theme = theme
        await pilot.resize_terminal(*size)
        await still(pilot)
        lines = drawn(app)
        assert [cell_len(line.text) for line in lines] == [size[0]] * size[1]
        assert app.export_screenshot() == snapshot(name=name, extension_class=SVGImageExtension)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("wanted", PICTURES, ids=[one.name for one in PICTURES])
async def test_picture(
    wanted: Picture, language: str, full: Path, path: Path, clock: FixedClock, snapshot: SnapshotAssertion
) -> None:
    app = Watched(lambda: open_desk(str(path), clock=clock), language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.query("DayGrid") and app.query_one("DayGrid").day is not None)
        await until(pilot, lambda: app.waits.at(None))  # the numbers of the tabs come by themselves
        await still(pilot)  # the day stands where it is shown first
        await go(pilot, wanted.steps)
        small = language == "en" and app.screen.is_modal and not wanted.every
        await taken(pilot, snapshot, SIZES[:1] if small else SIZES + OTHERS * wanted.every)
        app.long_work.stop()


@pytest.fixture
def path(full: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "desk.db"
    shutil.copyfile(full, copy)
    return copy


class Make:
    """What makes the database where there is none: not asked here."""

    database = "/srv/frontdesk/desk.db"

    def __call__(self, name: str, kind: str, language: str, /) -> None:
        raise FrontdeskError("database_read_only", path=self.database)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "keys", ["", "'Salón", "ctrl+s", "'Salón ctrl+s"], ids=["empty", "filled", "no-name", "refused"]
)
async def test_setup(keys: str, language: str, clock: FixedClock, snapshot: SnapshotAssertion) -> None:
    app = Watched(lambda: open_desk("", clock=clock), language=language, make=Make())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query("#field-name"))
        await go(pilot, (keys,) if keys else ())
        await taken(pilot, snapshot, SIZES if keys else SIZES + OTHERS)


def test_the_longest_name_is_longer_than_a_line_of_a_dialog() -> None:
    """What the pictures show of a long name is worth something."""
    assert cell_len(LONG) > 48
