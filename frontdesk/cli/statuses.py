"""What becomes of a reservation: confirmed, arrived, completed, no-show, cancelled, deleted, paid; and undo."""

from collections.abc import Callable
from typing import Annotated

import typer

from frontdesk.base import money
from frontdesk.base.errors import UsageError
from frontdesk.cli import options, shapes, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.values import Reservation
from frontdesk.language.i18n import _
from frontdesk.language.verbs import verb_words

verbs = Commands()
_ASK_AFTER = 300
"""Seconds after which an undo is asked about."""


def _step(call: Call, verb: str, code: str, version: int | None, did: str, would: str) -> None:
    change: Callable[..., Reservation] = getattr(call.desk, verb)
    views.told(call, change(code, version=version), did, would)


@verbs.verb("confirm", _("Confirm a pending reservation, take back an arrival or a cancellation."))
def confirm(ctx: typer.Context, code: options.Code, version: options.Version = None) -> None:
    _step(ctx.obj, "confirm", code, version, _("Confirmed: {brief}"), _("Would confirm: {brief}"))


@verbs.verb("arrive", _("The customer is here; also takes back a completion or no-show of the same day."))
def arrive(ctx: typer.Context, code: options.Code, version: options.Version = None) -> None:
    _step(ctx.obj, "arrive", code, version, _("Arrived: {brief}"), _("Would mark as arrived: {brief}"))


@verbs.verb("complete", _("The visit is over."))
def complete(ctx: typer.Context, code: options.Code, version: options.Version = None) -> None:
    _step(ctx.obj, "complete", code, version, _("Completed: {brief}"), _("Would complete: {brief}"))


@verbs.verb("no-show", _("The customer did not come."))
def no_show(ctx: typer.Context, code: options.Code, version: options.Version = None) -> None:
    _step(ctx.obj, "no_show", code, version, _("No-show: {brief}"), _("Would mark as no-show: {brief}"))


@verbs.verb("cancel", _("Cancel a reservation; what it costs follows the service's rule."))
def cancel(
    ctx: typer.Context,
    code: options.Code,
    by: Annotated[
        str, typer.Option("--by", metavar="customer|business", parser=options.party_who, help=_("Who cancels."))
    ] = "customer",
    reason: options.Reason = None,
    waive: Annotated[bool, typer.Option("--waive", help=_("Without its fee (managers, with --reason)."))] = False,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    done = call.desk.cancel(code, by=by, reason=reason, waive=waive, version=version)
    views.told(call, done, _("Cancelled: {brief}"), _("Would cancel: {brief}"))
    if done.owed and not call.json:
        print(_("Owed: {amount}").format(amount=f"{money.decimal(done.owed, done.currency)} {done.currency}"))


@verbs.verb("delete", _("Delete a wrong record (managers); the history keeps it."))
def delete(
    ctx: typer.Context,
    code: options.Code,
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), parser=options.name, help=_("Why."))],
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    gone = call.desk.reservation(code)
    call.desk.delete(code, reason, version=version)
    call.done(
        {"deleted": gone.code, "code": gone.code, "reason": reason},
        _("Deleted: {brief}").format(brief=views.brief(gone)),
        _("Would delete: {brief}").format(brief=views.brief(gone)),
    )


@verbs.verb("pay", _("Record a payment on a reservation."))
def pay(
    ctx: typer.Context,
    code: options.Code,
    amount: Annotated[
        str, typer.Option("--amount", metavar=_("AMOUNT"), parser=options.amount, help=_("How much, as 25.00."))
    ],
    method: Annotated[
        str, typer.Option("--method", metavar=_("METHOD"), parser=options.name, help=_("How: cash, card, transfer …"))
    ],
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    sum_paid = wishes.minor(amount, desk.reservation(code).currency, "amount")
    done = desk.pay(code, sum_paid, method, version=version)
    views.told(
        call,
        done,
        _("Paid {amount}: {brief}"),
        _("Would record {amount}: {brief}"),
        amount=f"{money.decimal(sum_paid, done.currency)} {done.currency} ({method})",
    )


@verbs.verb("undo", _("Take back your last operation, or the one that is named."))
def undo(
    ctx: typer.Context,
    op: Annotated[
        int | None, typer.Option("--op", metavar="N", parser=options.number, help=_("The operation, from “history”."))
    ] = None,
    yes: options.Yes = False,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    if op is not None and op < 1:
        raise UsageError(_("--op: a number from 1 on is expected"))
    last = None if op is not None or yes else desk.undoable()
    if last is not None and desk.clock.seconds() - last.at > _ASK_AFTER:
        question = _("Take back “{summary}”, of {minutes} minutes ago?").format(
            summary=last.summary, minutes=int(desk.clock.seconds() - last.at) // 60
        )
        if not call.confirmed(question):
            raise typer.Exit(1)
    done = desk.undo(op if op is not None or last is None else last.op)
    did = verb_words(done.verb)
    call.done(
        shapes.undone(done, desk.zone()),
        _("Taken back: {verb}, {summary}").format(verb=did, summary=done.summary),
        _("Would take back: {verb}, {summary}").format(verb=did, summary=done.summary),
    )
