"""``init``, ``apply``, ``demo``: making a business and changing its set-up."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontdesk.base import paths
from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import options, output, progress
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.desk.setup import Applied

verbs = Commands()
BUSINESSES = ("salon", "studio", "clinic", "restaurant", "hotel")


def _business(word: str) -> str:
    if word not in BUSINESSES:
        raise ValueError(_("expected one of {choices}").format(choices=", ".join(BUSINESSES)))
    return word


File = Annotated[Path, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("The business file (TOML)."))]


def _told(call: Call, done: Applied, did: str, would: str) -> None:
    document = {
        "database": call.url,
        "added": list(done.added),
        "changed": list(done.changed),
        "removed": list(done.removed),
    }

    def words() -> None:
        for mark, names in (("+", done.added), ("~", done.changed), ("-", done.removed)):
            for name in names:
                output.put_line(f"{mark} {name}")

    call.done(document, did.format(database=call.url), would.format(database=call.url), words)


def is_there(url: str) -> bool:
    """True when the database is not simply a file that is missing."""
    return "://" in url or Path(url).expanduser().exists()


@verbs.verb("init", _("Make the database and the business from a file."))
def init(
    ctx: typer.Context,
    source: Annotated[
        Path, typer.Option("--from", metavar=_("FILE"), parser=options.path, help=_("The business file (TOML)."))
    ],
) -> None:
    from frontdesk.desk import setup

    call: Call = ctx.obj
    did, would = _("Made {database}"), _("Would make {database}")
    if call.dry_run and not is_there(call.url):
        with tempfile.TemporaryDirectory() as folder:
            desk = call.doors.create(str(Path(folder) / "trial.db"), call.doors.clock)
            try:
                done = setup.init(desk, source)
            finally:
                desk.close()
        _told(call, done, did, would)
        return
    _told(call, setup.init(made(call), source), did, would)


def made(call: Call) -> Desk:
    """The desk of the database, made where it is missing."""
    return call.desk if is_there(call.url) else call.adopt(call.doors.create(call.url, call.doors.clock))


@verbs.verb("apply", _("Bring the business in line with a file: adds, changes, never deletes reservations."))
def apply(ctx: typer.Context, file: File) -> None:
    from frontdesk.desk import setup

    call: Call = ctx.obj
    done = setup.apply(call.desk, file)
    _told(call, done, _("Applied to {database}"), _("Would apply to {database}"))


@verbs.verb("demo", _("Fill a database of its own with a lively business and open it."))
def demo(
    ctx: typer.Context,
    business: Annotated[
        str, typer.Option("--business", metavar="|".join(BUSINESSES), parser=_business, help=_("Which business."))
    ] = "salon",
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=options.number, help=_("Another number, other people."))
    ] = 1,
    app: Annotated[bool, typer.Option("--app/--no-app", help=_("Open it, or only fill it."))] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help=_("Make it anew if it is there."))] = False,
) -> None:
    call: Call = ctx.obj
    if call.database is None:
        call.database = str(paths.demo_database())
        if fresh:
            _forget(call)
    elif fresh and is_there(call.url):
        raise FrontdeskError("file_exists", file=call.url)
    there = is_there(call.url)
    if call.dry_run:
        call.done({"database": call.url, "filled": not there}, "", _("Would fill {database}").format(database=call.url))
        return
    if not there:
        from frontdesk.desk.demo import fill

        desk = call.adopt(call.doors.create(call.url, call.doors.clock))
        with progress.shown(_("Filling")) as report:
            fill(desk, business, seed, progress=report)
    call.close()
    if app and not call.json and sys.stdout.isatty() and sys.stdin.isatty():
        call.code = call.doors.app(lambda: call.open(call.url))
        return
    output_words = _("Filled {database}") if not there else _("{database} is there already")
    call.done({"database": call.url, "filled": not there}, output_words.format(database=call.url), "")


def _forget(call: Call) -> None:
    """Remove the demonstration's own database, which is nobody's work."""
    if call.dry_run:
        return
    for suffix in ("", "-wal", "-shm"):
        Path(call.url + suffix).unlink(missing_ok=True)
