"""The terminal app: paints its frame at once, opens the database in a thread, and hears of every change."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from inspect import isawaitable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.filter import Monochrome, NoColor
from textual.screen import Screen
from textual.signal import Signal

from frontdesk.base.clock import Clock, clock_from_environment
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.memory import share_one_arena
from frontdesk.desk.day_values import News, Waits
from frontdesk.desk.values import Customer, Filter, Location
from frontdesk.language.i18n import _, bind
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.colours import ANSI, LIGHT, THEMES
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.frame import TABS, MainScreen
from frontdesk.screens.front import Maker, Premises
from frontdesk.screens.jumping import Jump, leave_list
from frontdesk.screens.listening import Back, Counted, Failed, Heard, Opened, listen, open_desk
from frontdesk.screens.long_work import Employer, LongWork
from frontdesk.screens.losing import LostOffers
from frontdesk.screens.problems import Problems, is_failure, sentence_of
from frontdesk.widgets.in_turn import KeysInTurn
from frontdesk.widgets.keys import key, key_words, live_bindings, live_keys

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.screens.dialogs.palette import Chosen, Command

THREADS = 4
"""One listens, one may dispatch messages, the others answer; each has a connection of its own."""

Dispatch = Callable[[threading.Event, Callable[[Exception], object]], None]
"""Sends messages until the event is set; the other is told of what goes wrong."""

SCREENS_AT = Path(__file__).parent / "screens"
STYLES = ("frame", "setup", "visits", "agenda", "today", "list", "customers")
"""The styles of what may be shown first."""

MORE_STYLES = (
    "settings", "chats", "inquiries", "dialogs/dialog", "dialogs/reply", "dialogs/booking", "dialogs/walk_in", "dialogs/setting",
    "dialogs/working",
)  # fmt: skip
"""The others are read together, later: a popup that brings its own would have every style parsed again."""

STYLED_AFTER = 0.3
"""Seconds after the opening at which the other styles are read, unless somebody wants them before."""

NOT_IN_PALETTE = ("grid.", "rows.", "ask.", "app.palette", "app.ctrl_c")
"""How the ids of keys begin that are of no use there: they move the cursor, or lead there."""


def _later(module: str, name: str) -> Callable[[], Screen[Any]]:
    """A screen whose module is read when it is first shown: the first paint does not wait for it."""

    def make() -> Screen[Any]:
        screen: Screen[Any] = getattr(import_module(f"frontdesk.screens.{module}"), name)()
        return screen

    return make


class FrontdeskApp(KeysInTurn[None], inherit_bindings=False):
    """The front desk."""

    TITLE = "frontdesk"
    CSS_PATH: ClassVar[list[str | PurePath]] = [SCREENS_AT / f"{name}.tcss" for name in STYLES]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": _later("today", "TodayScreen"),
        "agenda": AgendaScreen,
        "list": _later("list", "ListScreen"),
        "customers": _later("customers", "CustomersScreen"),
        "inquiries": _later("inquiries", "InquiriesScreen"),
        "chats": _later("chats", "ChatsScreen"),
        "settings": _later("settings", "SettingsScreen"),
        "setup": _later("setup", "SetupScreen"),
    }
    SCREENS: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {
        "booking": _later("dialogs.booking", "BookingDialog"),
        "quick_line": _later("dialogs.quick_line", "QuickLineDialog"),
        "help": _later("dialogs.help", "HelpDialog"),
        "walk_in": _later("dialogs.walk_in", "WalkInDialog"),
        "find": _later("dialogs.find", "FindDialog"),
        "palette": _later("dialogs.palette", "PaletteDialog"),
    }
    DEFAULT_MODE = "agenda"
    ENABLE_COMMAND_PALETTE = False  # the palette has a binding of ours
    BINDINGS: ClassVar[list[BindingType]] = [
        key("question_mark,f1", "help", "app.help", N_("help"), N_("The keys of this screen")),
        key("1", "go('today')", "app.today", N_("today"), N_("Who is due, late and here; what waits"), show=False),
        key("2", "go('agenda')", "app.agenda", N_("agenda"), N_("The day by people and times"), show=False),
        key("3", "go('list')", "app.list", N_("list"), N_("The reservations as a table"), show=False),
        key("4", "go('customers')", "app.customers", N_("customers"), N_("Find and open customers"), show=False),
        key(
            "5",
            "go('inquiries')",
            "app.inquiries",
            N_("inquiries"),
            N_("What was asked for and is not booked yet, by stages"),
            show=False,
        ),
        key("6", "go('chats')", "app.chats", N_("chats"), N_("Who wrote, and what was answered"), show=False),
        key(
            "comma",
            "go('settings')",
            "app.settings",
            N_("settings"),
            N_("Hours, people, services, prices, the business"),
            show=False,
        ),
        key("ctrl+q", "quit", "app.quit", N_("quit"), N_("Leave the program"), show=False, priority=True),
        key(
            "ctrl+p", "command_palette", "app.palette", N_("palette"), N_("Every action and screen by name"), show=False
        ),
        key("ctrl+l", "redraw", "app.redraw", N_("redraw"), N_("Draw the screen anew"), show=False),
        key(
            "ctrl+c",
            "help_quit",
            "app.ctrl_c",
            N_("copy"),
            N_("Copy what is selected with the mouse; without it, say how to leave"),
            show=False,
            priority=True,
        ),
        key("q", "quit_failed", "app.leave", N_("quit"), N_("Leave the program")),
    ]

    def __init__(
        self,
        load: Callable[[], Desk],
        *,
        language: str | None = None,
        keys: Mapping[str, str] | None = None,
        opens: str | None = None,
        theme: str | None = None,
        make: Maker | None = None,
        dispatch: Dispatch | None = None,
        emergency: bool = False,
    ) -> None:
        """``keys``: what ``screens.keyboard.keymap`` made of the configuration; ``opens``: one of MODES. ``make``: there is no
        database yet; it is made from a name, a kind and a language that are asked for first. ``dispatch`` sends messages
        in a thread until the app ends. ``emergency``: an emergency sheet is kept in the data folder.
        """
        bind(language)
        self.DEFAULT_MODE = "setup" if make is not None else opens or self.DEFAULT_MODE  # type: ignore[misc]
        super().__init__()
        self.animation_level = "none"
        self.set_keymap(dict(keys or {}))
        self._ansi_read = False
        self.register_theme(ANSI)
        self.register_theme(LIGHT)
        self.plain = bool(os.environ.get("NO_COLOR"))
        """No colour is sent at all."""
        self.no_color = self.plain
        shades = (Monochrome, NoColor)  # Textual answers with shades of grey, which are colours too
        self._filters = [one for one in self._filters if not isinstance(one, shades)]
        if self.plain:
            self._filters.append(NoColor())
        self.colour("ansi" if self.plain else theme or "")
        self._load = load
        self.make: Maker | None = make
        self._dispatch = dispatch
        self._emergency = emergency
        self.alone = False
        """Whether this process does nothing else but run this app."""
        self.desk: Desk | None = None
        self.premises: Premises | None = None
        self.place: Location | None = None
        self.waits = Waits()
        self.replies = Unfinished()
        self.filter = Filter()
        self.jumped: Jump | None = None
        self.columns = ""
        self.panel: bool | None = None
        self.latest = ""
        self.lost = LostOffers()
        self.clock: Clock = clock_from_environment()
        self.failed = False
        self.stirred: Signal[News] = Signal(self, "stirred")
        self.opened: Signal[Premises] = Signal(self, "opened")
        self.placed: Signal[None] = Signal(self, "placed")
        self.filtered: Signal[None] = Signal(self, "filtered")
        self._leaving = threading.Event()
        self._styled = False
        self._listening_failed = ""
        self.long_work = LongWork(cast(Employer, self))
        self.problems = Problems()
        self.refused_since = False

    def read_styles(self) -> None:
        """See to it that the styles of dialogs and rarer screens are there."""
        if not self._styled:
            self._styled = True
            self.stylesheet.read_all([SCREENS_AT / f"{name}.tcss" for name in MORE_STYLES])
            self.stylesheet.parse()

    def colour(self, theme: str) -> None:
        """Choose a theme, as the configuration calls it."""
        name = next((ours for name, ours, _word in THEMES if name == theme), THEMES[0][1])
        if name == ANSI.name and not self._ansi_read:
            self._ansi_read = True
            self.stylesheet.read(SCREENS_AT / "ansi.tcss")
        self.theme = name

    # selecting -------------------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "escape" and self.screen.selections:
            self.clear_selection()  # and nothing else: no dialog is closed by it
            return
        await super().on_event(event)

    # opening ---------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        if self.make is None:
            self.call_after_refresh(self._open)

    def made(self, language: str) -> None:
        """The database is there. Everything is drawn for the first time only now, in the language that was chosen."""
        self.make = None
        bind(language)
        self.switch_mode("agenda")
        self._open()

    def _open(self) -> None:
        share_one_arena()
        opening = partial(open_desk, self._load, self.post_message)
        self.run_worker(opening, name="open", group="open", thread=True, exit_on_error=False)

    @on(Opened)
    def take_desk(self, message: Opened) -> None:
        if (
            self.alone
        ):  # what was made until now stays: the collector, off until now, need not walk through it in its pauses
            gc.freeze()
            gc.enable()
        self.desk, self.premises = message.desk, message.premises
        self.clock = message.desk.clock
        locations = message.premises.locations
        self.place = locations[0] if locations else None
        self.say("")
        self.opened.publish(message.premises)
        self._busy_since = time.monotonic()  # the first screen is read now
        besides = message.desk.duty.keeper(self.rests).tick if self._emergency else lambda: None
        self.run_worker(
            partial(listen, message.desk, message.seq, self._leaving, self.post_message, besides),
            name="listen",
            group="listen",
            thread=True,
            exit_on_error=False,
        )
        if self._dispatch is not None:
            carry = partial(self._dispatch, self._leaving, partial(self.call_later, self._cannot_dispatch))
            self.run_worker(carry, name="dispatch", group="listen", thread=True, exit_on_error=False)
        self._second()
        self.set_interval(1.0, self._second)
        self.set_timer(STYLED_AFTER, self.read_styles)

    def _cannot_dispatch(self, error: Exception) -> None:
        """Messages do not go from here; nobody did anything wrong just now, so it is only listed."""
        self.problems.add(self.clock.seconds(), _("Messages"), sentence_of(error, self.clock.seconds()))
        self.put_header()

    @on(Back)
    def take_back(self, message: Back) -> None:
        """What is shown may be old; what was typed stays."""
        self._listening_failed = ""
        self.premises = message.premises
        if self.place is not None and self.place not in message.premises.locations:
            self.place = next(iter(message.premises.locations), None)
        self.opened.publish(message.premises)
        self.say(_("The database is back."))

    @on(Failed)
    def take_failure(self, message: Failed) -> None:
        if message.opening:
            self.failed = True
            self.refuse(message.error, _("Opening"))
            self.refresh_bindings()
            return
        problem = repr(message.error)
        if problem != self._listening_failed:
            self._listening_failed = problem
            self.refuse(message.error, _("Database"))

    # changes ---------------------------------------------------------------------------------------------------------

    @on(Heard)
    def take_news(self, message: Heard) -> None:
        if message.premises is not None:
            self.premises = message.premises
            self.opened.publish(message.premises)
        self.stirred.publish(message.news)

    @on(Counted)
    def take_counts(self, message: Counted) -> None:
        if message.waits != self.waits:
            troubled, self.waits = self.waits.troubled, message.waits
            if self.main is not None:
                self.main.put_frame()
                self.main.counted(troubled)

    def _second(self) -> None:
        """Once a second the visible screen may count; what looks the same is not drawn."""
        main = self.main
        if self.is_running and main is not None and main.is_mounted:
            main.put_frame()
            main.tick(self.clock.seconds())

    async def on_unmount(self) -> None:
        self._leaving.set()
        self.long_work.stop()

    # what screens ask of the app -------------------------------------------------------------------------------------

    @property
    def main(self) -> MainScreen | None:
        """The main screen below whatever dialogs are open."""
        below = self.screen_stack[0] if self.screen_stack else None
        return below if isinstance(below, MainScreen) else None

    def say(self, sentence: str, *, bad: bool = False, stays: bool = False) -> None:
        """Show a sentence in the message line; ``stays``: it must be seen, so it stays until something else is said."""
        if self.main is not None:
            self.main.say(sentence, bad=bad, stays=stays)

    def put_header(self) -> None:
        """Draw the header now: work began or ended, or something failed."""
        if self.main is not None and self.main.is_mounted:
            self.main.put_frame()

    def refuse(self, error: Exception, what: str = "") -> None:
        """The one place where an error becomes a sentence for the person. ``what``: what was tried."""
        if not isinstance(error, FrontdeskError):
            self.log.error(error)
        sentence = sentence_of(error, self.clock.seconds())
        if is_failure(error):
            self.problems.add(self.clock.seconds(), what, sentence)
        if self.failed:
            sentence = _("{sentence} Press q to leave.").format(sentence=sentence)
        self.say(sentence, bad=True, stays=self.failed or is_failure(error))
        self.put_header()

    def go_on(self, mode: str, then: Callable[[], None] | None = None) -> None:
        """Show another screen, then do something there."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if self.main is not None and self.main.mode != mode and not self.failed:
            self.main.say("")  # what was said there is old when one comes back
        if mode != "list":
            leave_list(self)
        self.switch_mode(mode)
        if then is not None:
            self.call_after_refresh(then)

    def go_to(self, mode: str, target: object) -> None:
        """Show another screen and there what was found."""

        def show() -> None:
            if self.main is not None and self.main.mode == mode:
                self.main.call_after_refresh(self.main.show, target)

        self.go_on(mode, show)

    # actions ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "quit_failed":
            return self.failed
        if action == "go":
            return self.make is None and len(self.screen_stack) < 2
        return True

    def action_go(self, mode: str) -> None:
        self.go_on(mode)

    async def action_quit(self) -> None:
        """Leave; a booking that was being filled in is put aside first, and what is under way is stopped cleanly."""
        leave = getattr(self.screen, "leave", None)
        if leave is not None:
            leave(self._stop_work)
        else:
            self._stop_work()

    def _stop_work(self) -> None:
        """Stop what is under way and leave; at once when that was asked already."""
        course = self.long_work.course
        if course is None or course.stopping:
            self.exit()
            return
        self.say(_("{title} is being stopped…").format(title=self.long_work.title))
        self.long_work.stop(self.exit)

    def action_quit_failed(self) -> None:
        self.exit()

    def action_help(self) -> None:
        from frontdesk.screens.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            dialog = self.get_screen("help", HelpDialog)
            dialog.tell_of(self.screen)
            self.push_screen(dialog)

    def action_help_quit(self) -> None:
        """ctrl+c, which copies what is selected and in many programs ends them."""
        selected = self.screen.get_selected_text() or getattr(self.focused, "selected_text", "")
        if selected:
            self.copy_to_clipboard(selected)
            self.say(_("Copied."))
            return
        leaves = [
            key_words(active.binding.key) for active in live_bindings(self.screen) if active.binding.id == "app.quit"
        ]
        self.say(_("Press {key} to leave.").format(key=next(iter(leaves), "ctrl+q")))

    def action_command_palette(self) -> None:
        from frontdesk.screens.dialogs.palette import PaletteDialog

        palette = self.get_screen("palette", PaletteDialog)
        palette.offer(self._commands())
        self.push_screen(palette, self._chosen)

    async def _chosen(self, chosen: Chosen | None) -> None:
        if isinstance(chosen, Customer):
            self.go_to("customers", chosen)
        elif chosen is not None:
            result = chosen.run()
            if isawaitable(result):
                await result

    def _commands(self) -> list[Command]:
        """Every action that is possible now, every screen, the colours."""
        from frontdesk.screens.dialogs.palette import Command

        found = []
        gone: set[str] = set()
        for active, keys in live_keys(self.screen):
            binding = active.binding
            if binding.id is not None and not binding.id.startswith(NOT_IN_PALETTE):
                gone.add(binding.action)
                words = " ".join(key_words(name) for name in keys)
                run = partial(self.run_action, binding.action, active.node)
                found.append(Command(binding.description, binding.tooltip, words, run))
        for mode in self.MODES:
            if f"go('{mode}')" not in gone:
                word = next((word for _digit, name, word in TABS if name == mode), mode)
                found.append(Command(word, N_("Show this screen"), "", partial(self.go_on, mode)))
        for theme, _ours, title in () if self.plain else THEMES:
            found.append(Command(title, N_("Change the colours"), "", partial(self.colour, theme)))
        return found
