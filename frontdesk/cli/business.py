"""``init``, ``apply``, ``demo``: making a business and changing its set-up."""

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.base import paths
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.ready import KINDS
from frontdesk.cli import applied, options, progress
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _, language

verbs = Commands()


def _business(word: str) -> str:
    if word not in KINDS:
        raise ValueError(_("expected one of {choices}").format(choices=", ".join(KINDS)))
    return word


File = Annotated[Path, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("The business file (TOML)."))]


@verbs.verb("init", _("Make the database and the business from a file."))
def init(
    ctx: typer.Context,
    source: Annotated[
        Path, typer.Option("--from", metavar=_("FILE"), parser=options.path, help=_("The business file (TOML)."))
    ],
) -> None:
    from frontdesk.desk import setup

    call: Call = ctx.obj
    with applied.making(call) as desk:
        done = setup.init(desk, source)
    applied.told(call, done, _("Made {database}"), _("Would make {database}"))


@verbs.verb("apply", _("Bring the business in line with a file: adds, changes, never deletes reservations."))
def apply(ctx: typer.Context, file: File, yes: options.Yes = False) -> None:
    from frontdesk.desk import setup

    call: Call = ctx.obj
    if call.asks and not yes:
        gone = setup.apply(call.desk.trying(), file).removed
        question = _("The file would take out: {names}. Apply it?").format(names=", ".join(gone))
        if gone and not call.confirmed(question):
            raise typer.Exit(1)
    done = setup.apply(call.desk, file)
    applied.told(call, done, _("Applied to {database}"), _("Would apply to {database}"))


@verbs.verb("demo", _("Fill a database of its own with a lively business and open it."))
def demo(
    ctx: typer.Context,
    business: Annotated[
        str, typer.Option("--business", metavar="|".join(KINDS), parser=_business, help=_("Which business."))
    ] = "salon",
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=options.number, help=_("Another number, other people."))
    ] = 1,
    app: Annotated[bool, typer.Option("--app/--no-app", help=_("Open it, or only fill it."))] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help=_("Make it anew if it is there."))] = False,
) -> None:
    call: Call = ctx.obj
    anew = fresh and call.database is None
    if call.database is None:
        call.database = str(paths.demo_database(business, language()))
    elif fresh and paths.is_there(call.url):
        raise FrontdeskError("file_exists", file=call.url)
    there = paths.is_there(call.url) and not anew
    if call.dry_run:
        call.done({"database": call.url, "filled": not there}, "", _("Would fill {database}").format(database=call.url))
        return
    if not there:
        from frontdesk.desk.demo import fill

        aside = applied.set_aside(call.url) if anew else contextlib.nullcontext()
        with aside, applied.making(call) as desk, progress.shown(_("Filling"), quiet=call.json) as report:
            fill(desk, business, language(), seed, progress=report)
    call.close()
    if app and not call.json and sys.stdout.isatty() and sys.stdin.isatty():
        call.code = call.doors.app(lambda: call.open(call.url))
        return
    told = _("Filled {database}") if not there else _("{database} is there already")
    call.done({"database": call.url, "filled": not there}, told.format(database=call.url), "")
