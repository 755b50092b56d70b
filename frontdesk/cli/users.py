"""``users``: who may act here, and the token with which a user is proven."""

import typer

from frontdesk.cli import output
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

noun = Commands(help=_("Who may act here, and their tokens."))


@noun.verb("list", _("List the users; a database without any is everybody's."))
def list_users(ctx: typer.Context) -> None:
    call: Call = ctx.obj
    found = call.desk.users()
    listed = [
        {"name": one.name, "role": one.role, "staff": one.staff, "account": one.account, "token": one.has_token}
        for one in found
    ]

    def told() -> None:
        if not found:
            output.put_line(_("No users: whoever opens the database is its admin."))
            return
        heads = (_("Name"), _("Role"), _("Person"), _("OS account"), _("Token"))
        output.put_table(
            heads,
            [(one.name, one.role, one.staff or "", one.account or "", "✓" if one.has_token else "") for one in found],
        )

    call.answer(listed, told)


@noun.verb("token", _("Give a user a new token; it is shown once, the old one is void."))
def token(ctx: typer.Context, name: str = typer.Argument(metavar=_("USER"))) -> None:
    call: Call = ctx.obj
    given = call.desk.give_token(name)
    call.answer({"user": name, "token": given}, lambda: output.put_line(given))
