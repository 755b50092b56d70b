"""``check``, ``backup``, ``restore``, ``migrate``, ``doctor``: keeping the database well."""

from pathlib import Path
from typing import Annotated

import typer

from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import faults, options, output, progress
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

verbs = Commands()


@verbs.verb("check", _("Check that the database is whole: integrity, guards, and every invariant."))
def check(ctx: typer.Context) -> None:
    from frontdesk.desk.upkeep import check as look

    call: Call = ctx.obj
    problems = look(call.desk)
    listed = [{"kind": one.kind, "what": one.what, "message": one.text} for one in problems]
    if call.json:
        output.put_json({"ok": not listed, "problems": listed})
    elif not listed:
        output.put_line(_("All is well."))
    for one in problems:
        if not call.json:
            output.put_line(f"{one.kind} {one.what}: {one.text}")
    if problems:
        call.code = faults.refused(FrontdeskError("problems_found", count=len(problems)), as_json=False)


@verbs.verb("backup", _("Copy the database to a file, while others go on working."))
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("The file to make."))],
) -> None:
    from frontdesk.desk.upkeep import backup as copy

    call: Call = ctx.obj
    desk = call.desk
    if file.exists():
        raise FrontdeskError("file_exists", file=str(file))
    if not call.dry_run:
        with progress.shown(_("Backing up")) as report:
            copy(desk, file, progress=report)
    call.done(
        {"file": str(file.absolute()), "bytes": file.stat().st_size if file.exists() else None},
        _("Backed up to {file}").format(file=file),
        _("Would back up to {file}").format(file=file),
    )


@verbs.verb("restore", _("Put a backup in the database's place; what is there now is kept beside it."))
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("The backup."))],
    yes: options.Yes = False,
) -> None:
    from frontdesk.desk.upkeep import restore as put_back

    call: Call = ctx.obj
    question = _("Put {file} in the place of {database}?").format(file=file, database=call.url)
    if not yes and not call.confirmed(question):
        raise typer.Exit(1)
    if call.dry_run:
        call.open(str(file)).close()
    else:
        put_back(call.url, file)
    call.done(
        {"database": call.url, "file": str(file.absolute())},
        _("Restored {database} from {file}").format(database=call.url, file=file),
        _("Would restore {database} from {file}").format(database=call.url, file=file),
    )


@verbs.verb("migrate", _("Bring the database to this program's version."))
def migrate(ctx: typer.Context) -> None:
    from frontdesk.desk.upkeep import migrate as bring

    call: Call = ctx.obj
    if call.dry_run:
        needed = False
        try:
            call.open(call.url).close()
        except FrontdeskError as error:
            if error.code not in ("database_older", "database_guards"):
                raise
            needed = True
        would = _("Would migrate {database}") if needed else _("{database} is up to date")
        call.done({"database": call.url, "needed": needed}, "", would.format(database=call.url))
        return
    bring(call.url)
    call.done({"database": call.url}, _("{database} is up to date").format(database=call.url), "")


@verbs.verb("doctor", _("Look for what may go wrong on this machine."))
def doctor(ctx: typer.Context) -> None:
    from frontdesk.desk.upkeep import doctor as examine

    call: Call = ctx.obj
    findings = examine(call.url)
    listed = [{"name": one.name, "ok": one.ok, "message": one.text} for one in findings]
    if call.json:
        output.put_json({"ok": all(one.ok for one in findings), "findings": listed})
        return
    for one in findings:
        output.put_line(f"{'✓' if one.ok else '✗'} {one.name}: {one.text}")
