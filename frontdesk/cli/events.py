"""``events list``: meetings, private time, reminders, birthdays."""

import typer

from frontdesk.base.errors import UsageError
from frontdesk.cli import options, shapes, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

noun = Commands(help=_("Meetings, private time, reminders, birthdays."))


@noun.callback()
def _events() -> None:
    """Keeps ``list`` a subcommand while it is alone."""


@noun.verb("list", _("List events; today's where no day is named."))
def list_events(
    ctx: typer.Context,
    date: options.Date = None,
    first: options.AnyFrom = None,
    last: options.To = None,
    location: options.Location = None,
) -> None:
    call: Call = ctx.obj
    if date is not None and (first is not None or last is not None):
        raise UsageError(_("--date stands alone, without --from and --to"))
    if last is not None and first is None:
        raise UsageError(_("--to needs --from"))
    desk = call.desk
    where = wishes.location_id(desk, location)
    begin = date if date is not None else first if first is not None else desk.today(where)
    found = desk.events(*wishes.days(begin, last), where)
    call.answer([shapes.event(one) for one in found], lambda: views.events(found))
