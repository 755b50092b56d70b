"""``handover`` and ``daysheet``: what changed since somebody was here last, and the day on paper."""

from pathlib import Path
from typing import Annotated, Any

import typer

from frontdesk.base import money
from frontdesk.base.errors import UsageError
from frontdesk.cli import inquiry_shapes, options, output, shapes, times, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.cli.times import When
from frontdesk.desk.duty.values import DaySheet, Handover, HandoverLine, SheetLine
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
        "unanswered": [
            {
                "customer": {"id": one.customer, "name": one.name}, "unread": one.unseen,
                "at": times.iso_second(one.at, zone), "channel": one.channel, "text": one.text,
            }
            for one in told.unanswered
        ],
        "inquiries": [inquiry_shapes.inquiry(one) for one in told.inquiries],
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


def _sheet_line(one: SheetLine, zone: str) -> dict[str, Any]:
    return {
        "start": zones.iso(one.start, zone),
        "end": zones.iso(one.end, zone),
        "code": one.code or None,
        "status": one.status or None,
        "customer": one.name,
        "phone": one.phone or None,
        "service": one.service,
        "party": one.party,
        "with": one.with_ or None,
        "notes": one.notes,
        "alerts": [shapes.caution(alert) for alert in one.alerts],
    }


def _sheet(sheet: DaySheet) -> dict[str, Any]:
    return {
        "day": times.date(sheet.day),
        "business": sheet.business,
        "location": sheet.location or None,
        "made": times.iso_second(sheet.made, sheet.zone),
        "visits": sheet.visits,
        "parts": [
            {
                "name": part.name,
                "kind": part.kind,
                "open": [[zones.iso(low, sheet.zone), zones.iso(high, sheet.zone)] for low, high in part.open],
                "away": list(part.away),
                "lines": [_sheet_line(line, sheet.zone) for line in part.lines],
            }
            for part in sheet.parts
        ],
    }


@verbs.verb("daysheet", _("A day on paper: per person times, customers, phones, services, notes, what to mind."))
def daysheet(
    ctx: typer.Context,
    date: Annotated[
        int | None, typer.Argument(metavar=_("DATE"), parser=times.day, help=_("Which day; left out: today."))
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar=_("FILE"), parser=options.path, help=_("Into a PDF instead."))
    ] = None,
    text: Annotated[bool, typer.Option("--text", help=_("As text of 80 columns, which it is anyway."))] = False,
    location: options.Location = None,
) -> None:
    from frontdesk.desk.duty import sheet_text

    call: Call = ctx.obj
    if text and pdf is not None:
        raise UsageError(_("--text and --pdf: one of them"))
    desk = call.desk
    place = wishes.location_id(desk, location)
    day = desk.today(place) if date is None else times.within_reach(date)
    if pdf is None:
        sheet = desk.duty.day_sheet(day, place)
        call.answer(_sheet(sheet), lambda: print(sheet_text.text(sheet), end=""))
        return
    if pdf.suffix.lower() != ".pdf":
        raise UsageError(_("--pdf: a file that ends in .pdf is expected"))
    many = desk.duty.print_day_sheet(pdf, day, place)
    words = {"day": times.date(day), "file": pdf}
    call.done(
        {"day": times.date(day), "file": str(pdf.absolute()), "visits": many},
        _("The sheet of {day} is in {file}").format(**words),
        _("Would write the sheet of {day} to {file}").format(**words),
    )
