"""``lost-demand``: what was asked for and could not be had."""

from typing import Annotated, Any

import typer

from frontdesk.base.errors import UsageError
from frontdesk.base.text import shown
from frontdesk.cli import options, output, times, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.cli.times import When
from frontdesk.desk.duty.values import LOST_BY, REASONS, LostDemand, LostWish
from frontdesk.engine import zones
from frontdesk.language.i18n import _
from frontdesk.language.lost import reason_words

noun = Commands(help=_("What was asked for and could not be had."))
WEEKS = 12


def _one_of(some: tuple[str, ...], word: str) -> str:
    found = word.strip().lower()
    if found not in some:
        raise ValueError(_("expected one of {choices}").format(choices=", ".join(some)))
    return found


def _channel(word: str) -> str:
    return _one_of(LOST_BY, word)


def _reason(word: str) -> str:
    return _one_of(REASONS, word)


def shape(one: LostDemand) -> dict[str, Any]:
    """A wish as JSON."""
    return {
        "id": one.id,
        "service": one.service,
        "start": zones.iso(one.start, one.zone) if one.start is not None else None,
        "day": times.date(one.day),
        "party": one.party,
        "channel": one.channel,
        "reason": one.reason,
        "location": one.location,
        "customer": one.customer,
        "at": times.iso_second(one.at, one.zone),
        "by": one.by,
    }


def _when(one: LostDemand) -> str:
    return times.said(one.start, one.zone) if one.start is not None else times.date(one.day)


@noun.verb(
    "list", _("What could not be had, by the day it was asked for; the last and next twelve weeks if none is named.")
)
def list_lost(
    ctx: typer.Context,
    first: options.AnyFrom = None,
    last: options.To = None,
    service: options.AnyService = None,
    location: options.Location = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    if last is not None and first is None:
        raise UsageError(_("--to needs --from"))
    place = wishes.location_id(desk, location)
    if first is None:
        today = desk.today(place)
        first, last = today - 7 * WEEKS, today + 7 * WEEKS
    else:
        first, last = wishes.days(first, last)
    which = None if service is None else desk.find_service(service).id
    found = desk.duty.lost(first, last, place, which)

    def told() -> None:
        if not found:
            output.put_line(_("No lost demand was noted."))
            return
        heads = (_("Asked for"), _("Service"), _("People"), _("Came by"), _("Why"), _("Noted"))
        rows = [
            (
                _when(one), one.service, str(one.party), one.channel, reason_words(one.reason),
                f"{times.iso_second(one.at, one.zone)[:16].replace('T', ' ')} {one.by}",
            )
            for one in found
        ]  # fmt: skip
        output.put_table(heads, rows)

    call.answer([shape(one) for one in found], told)


@noun.verb("add", _("Note what somebody asked for in vain; why it could not be had is looked for."))
def add(
    ctx: typer.Context,
    service: options.Service,
    at: Annotated[
        When, typer.Option("--at", metavar=_("TIME|DATE"), parser=times.when, help=_("For when they asked."))
    ],
    party: options.Party = 1,
    channel: Annotated[
        str, typer.Option("--channel", metavar="|".join(LOST_BY), parser=_channel, help=_("How they asked."))
    ] = "phone",
    reason: Annotated[
        str | None,
        typer.Option("--reason", metavar="|".join(REASONS), parser=_reason, help=_("Why it could not be had.")),
    ] = None,
    customer: options.AnyCustomer = None,
    location: options.Location = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    place = wishes.location_id(desk, location)
    wanted = desk.find_service(service)
    start = None if at.minute is None else times.instant(at, desk.zone(place))
    wish = LostWish(
        wanted.id,
        start,
        times.within_reach(at.day) if at.minute is None else None,
        party,
        place,
        channel,
        None if customer is None else wishes.customer_id(desk, customer),
        reason or "",
    )
    done = desk.duty.lose(wish)
    words = {"service": shown(done.service), "when": _when(done), "reason": reason_words(done.reason)}
    call.done(
        shape(done),
        _("Noted as lost demand: {service}, {when} ({reason})").format(**words),
        _("Would note as lost demand: {service}, {when} ({reason})").format(**words),
    )
