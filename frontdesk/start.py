"""The one composition root: words and configuration → desk → a front (the app or the commands)."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.base import paths
from frontdesk.base.clock import Clock, clock_from_environment
from frontdesk.base.errors import N_, FrontdeskError, UsageError
from frontdesk.cli import faults
from frontdesk.cli.doors import Doors
from frontdesk.language import i18n
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.base.config import Config
    from frontdesk.channels.protocol import Channel
    from frontdesk.desk.desk import Desk
    from frontdesk.screens.front import Maker

APP_WORDS = ("--database", "--as", "--lang")
"""With these words only, the app starts and Typer is never imported."""
SQLITE = b"SQLite format 3\0"
OPENS = ("today", "agenda", "list", "customers")
"""The screens that can be the first one."""


def run(words: list[str]) -> int:
    """Start the front that the words ask for; returns the exit code."""
    _steady_output()
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # nobody reads any more: no fault of anybody's
        faults.silence()
        return 0
    except OSError as error:
        faults.silence()
        return faults.refused(faults.of_system(error), as_json=False)


def _run(words: list[str]) -> int:
    words = [faults.hidden_bytes(word) for word in words]
    simple = _app_words(words)
    given = simple.get("--lang") if simple is not None else _spoken(words)
    i18n.bind(given)
    if words == ["--version"]:
        print("frontdesk " + version())
        return 0
    as_json = "--json" in words
    try:
        from frontdesk.base import config

        settings = config.read(paths.config_file())
        i18n.bind(given or settings.language)
        _bind_options_parser()
        doors = Doors(
            clock=_clock(),
            database=os.environ.get("FRONTDESK_DATABASE") or settings.database or str(paths.default_database()),
            user=os.environ.get("FRONTDESK_USER") or None,
            token=os.environ.get("FRONTDESK_TOKEN") or None,
            version=version,
            open=partial(_open, tuple(settings.channels)),
            create=_create,
            app=partial(_app, settings),
            channels=partial(_channels, settings),
            channel_names=tuple(settings.channels),
            url=settings.url.rstrip("/"),
            web=settings.web,
        )
        if simple is not None:
            return _screens(doors, simple)
        from frontdesk.cli.run import run as run_command

        return run_command(words, doors)
    except FrontdeskError as error:
        return faults.refused(error, as_json=as_json)
    except UsageError as error:
        return faults.misused(str(error))
    except KeyboardInterrupt:
        return faults.INTERRUPTED


def version() -> str:
    """This program's version."""
    from importlib import metadata

    try:
        return metadata.version("frontdesk")
    except metadata.PackageNotFoundError:
        return "0"


# words ---------------------------------------------------------------------------------------------------------------


def _app_words(words: list[str]) -> dict[str, str] | None:
    """The app's options when there is nothing else among the words, else None."""
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in APP_WORDS:
            return None
        if not equals:
            following = next(rest, None)
            if following is None:
                return None
            value = following
        found[name] = value
    return found


def _spoken(words: list[str]) -> str | None:
    """The language asked for somewhere among a command's words."""
    for index, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
    return None


def _bind_options_parser() -> None:
    """Let the option parser's own words (Usage, Options, …) come from our catalogue."""
    import gettext

    os.environ["LANGUAGE"] = i18n.language()
    gettext.bindtextdomain("frontdesk", str(i18n.LOCALES))
    gettext.textdomain("frontdesk")


def _clock() -> Clock:
    try:
        return clock_from_environment()
    except (ValueError, OverflowError):
        raise UsageError(_("FRONTDESK_NOW: expected an instant such as 2026-11-23T08:00:00+01:00")) from None


def _steady_output() -> None:
    """A terminal that cannot show a character gets a mark for it, never a failure."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


# desks ---------------------------------------------------------------------------------------------------------------


def _open(
    sends_by: tuple[str, ...],
    url: str,
    /,
    *,
    clock: Clock,
    user: str | None,
    token: str | None,
    dry_run: bool = False,
    lean: bool = False,
) -> Desk:
    from frontdesk.desk.opening import open_desk

    return open_desk(url, clock=clock, user=user, token=token, dry_run=dry_run, lean=lean, sends_by=sends_by)


def _create(url: str, clock: Clock) -> Desk:
    from frontdesk.desk.opening import create

    return create(url, clock)


def _channels(settings: Config, name: str | None = None) -> dict[str, Channel]:
    """The channels of the config, ready to send. Raises FrontdeskError naming file and key, or the secret that is missing."""
    from frontdesk.channels import settings as tables
    from frontdesk.channels.opened import open_channel

    known = tables.read(settings.channels, str(paths.config_file()))
    wanted = known.there if name is None else (name,)
    return {one: open_channel(one, known, _clock().seconds) for one in wanted}


# the app -------------------------------------------------------------------------------------------------------------


@dataclass
class _Load:
    """Opens the desk for the app, in its thread, and remembers what stood in the way."""

    doors: Doors
    database: str
    user: str | None
    failure: FrontdeskError | None = None

    def __call__(self) -> Desk:
        try:
            return self.doors.open(
                self.database, clock=self.doors.clock, user=self.user, token=self.doors.token, lean=True
            )
        except FrontdeskError as error:
            self.failure = error
            raise


@dataclass
class _Make:
    """Makes the database of a fresh machine for the app, in its thread."""

    doors: Doors
    database: str

    def __call__(self, name: str, kind: str, language: str) -> None:
        """Raises FrontdeskError; then nothing is left behind. What somebody else made meanwhile will do."""
        from frontdesk.desk import fresh

        try:
            fresh.make(self.database, self.doors.clock, name=name, kind=kind, language=language)
        except OSError as error:
            raise faults.of_system(error) from None
        except FrontdeskError as error:
            if error.code != "already_set_up":
                raise
        _remember(language)


def _remember(language: str) -> None:
    """Keep the language for the next start, unless a configuration is there already."""
    file = paths.config_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(f'language = "{language}"\n')
    except OSError:
        return


def _app(settings: Config, load: Callable[[], Desk], make: Maker | None = None) -> int:
    import gc

    # Textual reads these when it is imported: how many milliseconds tell Esc from the beginning of another key (100), and
    # how often at most it draws (60 a second: a second change within a frame waits 17 ms; what is sent is little anyway)
    os.environ.setdefault("ESCDELAY", "40")
    os.environ.setdefault("TEXTUAL_FPS", "500")
    gc.disable()  # what is made until the first paint stays; the app turns it on again then
    _import_plain_asyncio()
    from frontdesk.app import FrontdeskApp

    file = str(paths.config_file())
    if settings.opens is not None and settings.opens not in OPENS:
        problem = N_("opens: expected one of {choices}")
        raise FrontdeskError("wrong_file", file=file, problem=problem, choices=", ".join(OPENS))
    keys = {}
    if settings.keys or settings.keys_preset:
        from frontdesk.screens.keyboard import keymap

        keys = keymap(FrontdeskApp, settings.keys_preset, settings.chosen_keys, file)
    app = FrontdeskApp(
        load,
        language=i18n.language(),
        keys=keys,
        opens=settings.opens,
        theme=settings.theme,
        make=make,
        dispatch=partial(_dispatch, settings, load) if settings.channels and settings.worker else None,
        emergency=True,
    )
    if settings.theme is None and app.console.color_system == "standard":
        app.colour("ansi")  # shades would come out as whichever of sixteen colours is nearest
    app.alone = True
    app.run()
    return app.return_code or 0


def _import_plain_asyncio() -> None:
    """As where Python was built without TLS: asyncio's own encrypted streams, which nothing here opens, cost the app 5 MB.

    Who needs the module after this (a channel) imports it as ever.
    """
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _dispatch(
    settings: Config, load: Callable[[], Desk], leaving: threading.Event, tell: Callable[[Exception], object]
) -> None:
    """Send messages beside the app, while no worker does; on connections of its own."""
    from frontdesk.worker.beside import dispatch

    dispatch(load, partial(_channels, settings), settings.url.rstrip("/"), leaving, tell)


def _screens(doors: Doors, words: dict[str, str]) -> int:
    """The app; on a fresh machine it asks the questions that make a database."""
    if words.get("--lang") is not None and not faults.known_language(words["--lang"]):
        raise UsageError(faults.unknown_language())
    database = faults.restored_bytes(words.get("--database", "")) or doors.database
    talks = sys.stdin.isatty()
    make = _Make(doors, database) if missing(database) else None
    if not talks:
        if make is not None:
            raise FrontdeskError("database_missing", path=database)
        raise UsageError(_("the screens need a terminal; “frontdesk --help” lists the commands"))
    if make is None:
        refuse_what_is_none(database)
    load = _Load(doors, database, words.get("--as") or doors.user)
    code = doors.app(load, make)
    if load.failure is not None:
        return faults.refused(load.failure, as_json=False)
    return code


def missing(database: str) -> bool:
    """True when the database is a file that is not there yet, or empty."""
    try:
        return not paths.is_there(database)
    except (OSError, ValueError):
        return False


def refuse_what_is_none(database: str) -> None:
    """Before the screen is taken: a file that cannot be a database. Raises FrontdeskError(database_…)."""
    if "://" in database:
        return
    try:
        with Path(database).expanduser().open("rb") as file:
            begins = file.read(len(SQLITE))
    except PermissionError:
        raise FrontdeskError("database_read_only", path=database) from None
    except (OSError, ValueError):
        raise FrontdeskError("database_not_one", path=database) from None
    if begins != SQLITE:
        raise FrontdeskError("database_not_one", path=database)
