"""``handover``: what changed since somebody was here last, and what waits."""

from typing import Annotated, Any

import typer

from frontdesk.base import money
from frontdesk.cli import options, output, shapes, times, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.cli.times import When
from frontdesk.desk.duty.values import Handover, HandoverLine
from frontdesk.engine import zones
from frontdesk.language.i18n import _
from frontdesk.widgets.handover_words import moment_short, rows, title

verbs = Commands()


def _line(one: HandoverLine, zone: str) -> dict[str, Any]:
    visit = one.visit
    shape: dict[str, Any] = {
        "group": one.group,
        "at": times.iso_second(one.at, zone),
        "actor": one.actor,
        "code": visit.code,
        "status": visit.status,
        "customer": shapes.customer_ref(visit.customer),
        "service": visit.service,
        "staff": visit.staff,
        "start": zones.iso(visit.start, visit.zone),
    }
    if one.was is not None:
        shape["was"] = {"start": zones.iso(one.was[0], visit.zone), "staff": one.was[1]}
    if one.group == "paid":
        shape |= {
            "amount": money.decimal(one.amount, visit.currency), "currency": visit.currency, "method": one.method,
        }  # fmt: skip
    return shape


def _document(told: Handover) -> dict[str, Any]:
    zone = told.zone
    return {
        "since": times.iso_second(told.since, zone),
        "until": times.iso_second(told.until, zone),
        "user": told.actor,
        "changes": [_line(one, zone) for one in told.lines],
        "more": told.cut,
        "unread": [
            {
                "customer": {"id": one.customer, "name": one.name}, "unread": one.unseen,
                "at": times.iso_second(one.at, zone), "channel": one.channel, "text": one.text,
            }
            for one in told.unread
        ],
        "troubled": [
            {
                "id": one.id, "kind": one.kind, "status": one.status, "reservation": one.code,
                "customer": {"id": one.customer, "name": one.name}, "problem": _(one.problem) if one.problem else None,
            }
            for one in told.troubled
        ],
        "unpaid": [shapes.reservation(one) for one in told.unpaid],
        "unconfirmed": {
            "day": times.date(told.calls.day),
            "reservations": [shapes.reservation(one.visit) for one in told.calls.entries if not one.done],
        },
    }  # fmt: skip


@verbs.verb("handover", _("What changed since your last session at the screens, and what waits for somebody."))
def handover(
    ctx: typer.Context,
    since: Annotated[
        When | None, typer.Option("--since", metavar=_("TIME"), parser=times.when, help=_("Since this moment instead."))
    ] = None,
    location: options.Location = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    place = wishes.location_id(desk, location)
    begins = None if since is None else times.instant(since, desk.zone(place)) * 60
    told = desk.duty.handover(begins, place)

    def words() -> None:
        when = moment_short(told.since // 60, told.zone, told.day)
        output.put_line(_("Since {when}:").format(when=when))
        found, group = list(rows(told)), ""
        for row in found:
            if row.group != group:
                group = row.group
                many = told.calls.left if group == "calls" else sum(1 for one in found if one.group == group)
                output.put_line("")
                output.put_line(title(group, many))
            output.put_line("  " + "  ".join(part for part in (row.when, row.who, row.what) if part))
        if not found:
            output.put_line(_("Nothing changed and nothing waits."))

    call.answer(_document(told), words)
