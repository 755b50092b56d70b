"""``check``, ``backup``, ``restore``, ``migrate``, ``doctor``: keeping the database well."""

from pathlib import Path
from typing import Annotated

import typer

from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import faults, options, output, progress
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.values import Actor
from frontdesk.language.i18n import _

verbs = Commands()


@verbs.verb("check", _("Check that the database is whole: integrity, guards, and every invariant."))
def check(ctx: typer.Context) -> None:
    from frontdesk.desk.upkeep import check as look

    call: Call = ctx.obj
    problems = look(call.desk)
    listed = [
        {"kind": one.kind, "what": one.what, "message": _(one.text).replace("{row}", one.what)} for one in problems
    ]
    if call.json:
        output.put_json({"ok": not listed, "problems": listed})
    elif not listed:
        output.put_line(_("All is well."))
    else:
        output.put_table((_("Problem"), _("What")), [(one["kind"], one["message"]) for one in listed])
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
    with progress.shown(_("Backing up"), quiet=call.json) as report:
        size = copy(desk, file, progress=report)
    call.done(
        {"file": str(file.absolute()), "bytes": size},
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
    clock = call.doors.clock
    with progress.shown(_("Restoring"), quiet=call.json) as report:
        kept = put_back(call.url, file, clock=clock, actor=_present(call), dry_run=call.dry_run, progress=report)
    call.close()
    call.done(
        {"database": call.url, "file": str(file.absolute()), "kept": str(kept) if kept else None},
        _("Restored {database} from {file}").format(database=call.url, file=file),
        _("Would restore {database} from {file}").format(database=call.url, file=file),
        lambda: output.put_line(_("What was there is kept in {file}").format(file=kept)) if kept else None,
    )


def _present(call: Call) -> Actor:
    """Who acts in the database that is there; the local admin where it cannot be opened any more."""
    try:
        actor = call.desk.actor
        call.close()
        return actor
    except FrontdeskError as error:
        if error.code.startswith("database_") or error.code == "not_set_up":
            return Actor("admin")
        raise


@verbs.verb("migrate", _("Bring the database to this program's version."))
def migrate(ctx: typer.Context) -> None:
    from frontdesk.desk.upkeep import migrate as bring

    call: Call = ctx.obj
    found, now = bring(call.url, dry_run=call.dry_run)
    told = _("{database} is up to date").format(database=call.url)
    would = _("Would migrate {database}").format(database=call.url)
    call.done({"database": call.url, "from": found, "to": now}, told, told if found == now else would)


@verbs.verb("doctor", _("Look for what may go wrong on this machine."))
def doctor(ctx: typer.Context) -> None:
    from frontdesk.desk.upkeep import doctor as examine

    call: Call = ctx.obj
    findings = examine(call.url, call.doors.clock)
    listed = [
        {"name": one.name, "ok": one.ok, "message": one.text, "advice": _(one.advice) if one.advice else None}
        for one in findings
    ]
    if call.json:
        output.put_json({"ok": all(one.ok for one in findings), "findings": listed})
        return
    for one in findings:
        advice = f"; {_(one.advice)}" if one.advice else ""
        output.put_line(f"{'✓' if one.ok else '✗'} {one.name}: {_(one.text)}{advice}")
