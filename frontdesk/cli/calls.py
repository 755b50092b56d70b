"""``calls``: whom to call about the next open day, and what came of it."""

from typing import Annotated, Any

import typer

from frontdesk.base.text import shown
from frontdesk.cli import options, output, shapes, times, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.duty.values import OUTCOMES, PhoneCall, ToCall
from frontdesk.language.calls import outcome_words
from frontdesk.language.i18n import _

noun = Commands(help=_("Whom to call about the next open day, and what came of it."))


def _outcome(word: str) -> str:
    found = word.strip().lower().replace("-", "_")
    if found not in OUTCOMES:
        raise ValueError(_("expected one of {choices}").format(choices=", ".join(OUTCOMES)))
    return found


def _call(one: PhoneCall, zone: str) -> dict[str, Any]:
    return {"at": times.iso_second(one.at, zone), "by": one.by, "outcome": one.outcome}


def _entry(one: ToCall) -> dict[str, Any]:
    zone = one.visit.zone
    return {**shapes.reservation(one.visit), "calls": [_call(call, zone) for call in one.calls], "done": one.done}


@noun.verb("list", _("Who has not said yet that they come on the next open day; whoever was called least comes first."))
def list_calls(ctx: typer.Context, date: options.Date = None, location: options.Location = None) -> None:
    call: Call = ctx.obj
    desk = call.desk
    day = None if date is None else times.within_reach(date)
    found = desk.duty.calls(wishes.location_id(desk, location), day)

    def told() -> None:
        day = times.date(found.day)
        if not found.entries:
            output.put_line(_("Nobody is left to call about {day}.").format(day=day))
            return
        output.put_line(_("Calls for {day}").format(day=day))
        heads = (_("Code"), _("Time"), _("Customer"), _("Phone"), _("Service"), _("With"), _("Calls"))
        rows = [
            (
                one.visit.code, times.said(one.visit.start, one.visit.zone)[-5:], one.visit.customer.name,
                one.visit.customer.phone or "", one.visit.service, one.visit.staff or ", ".join(one.visit.resources),
                ", ".join(outcome_words(made.outcome) for made in one.calls),
            )
            for one in found.entries
        ]  # fmt: skip
        output.put_table(heads, rows)

    call.answer([_entry(one) for one in found.entries], told)


@noun.verb("log", _("Write down what came of a call; “confirmed” confirms the reservation."))
def log(
    ctx: typer.Context,
    code: options.Code,
    outcome: Annotated[str, typer.Argument(metavar="|".join(OUTCOMES), parser=_outcome, help=_("What came of it."))],
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    done = call.desk.duty.log_call(code, outcome, version=version)
    words = {"outcome": outcome_words(outcome), "brief": shown(views.brief(done.visit))}
    call.done(
        _entry(done),
        _("Called, {outcome}: {brief}").format(**words),
        _("Would note the call, {outcome}: {brief}").format(**words),
    )
