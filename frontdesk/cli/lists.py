"""``reservations``, ``customers``, ``history``: looking."""

from typing import Annotated

import typer

from frontdesk.base.errors import UsageError
from frontdesk.cli import options, shapes, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

verbs = Commands()
ORDERS = ("start", "end", "customer", "status", "party", "channel", "price", "created")


def _order(word: str) -> str:
    if word not in ORDERS:
        raise ValueError(_("expected one of {choices}").format(choices=", ".join(ORDERS)))
    return word


Limit = Annotated[int | None, typer.Option("--limit", metavar="N", parser=options.number, help=_("At most so many."))]
Offset = Annotated[
    int, typer.Option("--offset", metavar="N", parser=options.number, help=_("Leave out the first so many."))
]


def _bounds(offset: int, limit: int | None) -> None:
    if offset < 0 or (limit is not None and limit < 0):
        raise UsageError(_("--limit and --offset: a number from 0 on is expected"))


@verbs.verb("reservations", _("List reservations; cancelled ones only with --status."))
def reservations(
    ctx: typer.Context,
    date: options.Date = None,
    first: options.AnyFrom = None,
    last: options.To = None,
    status: options.Statuses = [],  # noqa: B006 (the option parser copies it)
    location: options.Location = None,
    staff: options.Staff = None,
    service: options.AnyService = None,
    channel: options.AnyChannel = None,
    customer: options.AnyCustomer = None,
    search: options.Search = "",
    sort: Annotated[
        str, typer.Option("--sort", metavar="|".join(ORDERS), parser=_order, help=_("By what they are sorted."))
    ] = "start",
    descending: Annotated[bool, typer.Option("--descending", help=_("The last first."))] = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> None:
    call: Call = ctx.obj
    _bounds(offset, limit)
    desk = call.desk
    wanted = wishes.filtered(
        desk,
        date=date,
        first=first,
        last=last,
        statuses=status,
        location=location,
        staff=staff,
        service=service,
        channel=channel,
        customer=customer,
        text=search,
    )
    found = desk.reservations(wanted, offset=offset, limit=limit, order=sort, descending=descending)
    call.answer([shapes.reservation(one) for one in found], lambda: views.reservations(found))


@verbs.verb("customers", _("Find customers by name, phone, e-mail; all of them without a query."))
def customers(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(metavar=_("QUERY"), parser=options.text, help=_("What to look for."))] = "",
    limit: Limit = None,
    offset: Offset = 0,
) -> None:
    call: Call = ctx.obj
    _bounds(offset, limit)
    found = call.desk.customers(query, limit=_MANY if limit is None else limit, offset=offset)
    call.answer([shapes.customer(one) for one in found], lambda: views.customers(found))


_MANY = 10_000_000


@verbs.verb("history", _("All that was done to a reservation or customer."))
def history(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar=_("CODE|customer:ID"), parser=options.name, help=_("A reservation's code, or customer:C42.")
        ),
    ],
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    known = wishes.public_id(what)
    found = desk.history(f"customer:{known}" if known else what)
    zone = desk.zone()
    call.answer([shapes.change(one, zone) for one in found], lambda: views.changes(found, zone))
