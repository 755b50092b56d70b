"""``book``, ``walk-in``, ``move``, ``resize``, ``edit``: what takes time and what is in a visit."""

import sys
from typing import Annotated

import typer
from msgspec import UNSET

from frontdesk.base.errors import FrontdeskError, UsageError
from frontdesk.cli import line, options, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.duty.lost_rules import REFUSED
from frontdesk.desk.duty.values import LOST_BY, LostWish
from frontdesk.desk.values import Booking, ReservationEdit
from frontdesk.language.i18n import _

verbs = Commands()


@verbs.verb("book", _("Book a visit; several services follow each other."))
def book(
    ctx: typer.Context,
    service: options.AnyServices = None,
    at: options.AnyAt = None,
    customer: options.AnyCustomer = None,
    said: Annotated[
        str | None,
        typer.Option(
            "--line",
            metavar=_("LINE"),
            parser=options.name,
            help=_("All of it in one line: “ana lopez cut thu 10:30”."),
        ),
    ] = None,
    staff: options.Staff = None,
    location: options.Location = None,
    nights: options.Nights = 0,
    phone: options.Phone = None,
    email: options.Email = None,
    party: options.Party = 1,
    channel: options.Channel = "desk",
    notes: options.Notes = None,
    overlap: options.Overlap = False,
    reason: options.Reason = None,
    log_lost: Annotated[
        bool, typer.Option("--log-lost", help=_("Where it is full or closed then, note that as lost demand."))
    ] = False,
) -> None:
    call: Call = ctx.obj
    if said is not None:
        rest = (service, at, customer, staff, location, phone, email, notes, overlap or None, reason, nights or None)
        if any(one is not None for one in (*rest, party if party != 1 else None)):
            raise UsageError(_("--line says all of it; only --channel goes with it"))
        done = call.desk.book(line.booking(call.desk, said, channel))
        views.told(call, done, _("Booked: {brief}"), _("Would book: {brief}"))
        return
    if not service or at is None or customer is None:
        missing = "--service" if not service else "--at" if at is None else "--customer"
        raise UsageError(_("{name} is missing").format(name=missing))
    desk = call.desk
    where = wishes.location_id(desk, location)
    lines, by_night = wishes.lines(desk, service, staff)
    stay = wishes.nights(nights, by_night=by_night)
    wish = Booking(
        lines=lines,
        start=wishes.start(desk, at, where, lines, nights=by_night),
        customer=wishes.customer(customer, phone, email),
        location=where,
        party=party,
        channel=channel,
        nights=stay,
        notes=notes or "",
        overlap=overlap,
        reason=reason,
    )
    try:
        done = desk.book(wish)
    except FrontdeskError as error:
        if log_lost and error.code in REFUSED:
            _note_lost(call, wish, REFUSED[error.code])
        raise
    views.told(call, done, _("Booked: {brief}"), _("Would book: {brief}"))


def _note_lost(call: Call, wish: Booking, reason: str) -> None:
    """What could not be had is noted, whatever is said of the booking itself."""
    channel = wish.channel if wish.channel in LOST_BY else "desk"
    lost = LostWish(wish.lines[0].service, wish.start, None, wish.party, wish.location, channel, reason=reason)
    call.desk.duty.lose(lost)
    if not call.json and not call.dry_run:
        print(_("Noted as lost demand."), file=sys.stderr)


@verbs.verb("walk-in", _("Book the first time that fits now, for somebody who stands here."))
def walk_in(
    ctx: typer.Context,
    service: options.Services,
    staff: options.Staff = None,
    location: options.Location = None,
    customer: options.AnyCustomer = None,
    phone: options.Phone = None,
    email: options.Email = None,
    party: options.Party = 1,
    notes: options.Notes = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    lines, _by_night = wishes.lines(desk, service, staff)
    done = desk.walk_in(
        lines,
        wishes.customer(customer, phone, email),
        party=party,
        location=wishes.location_id(desk, location),
        notes=notes or "",
    )
    views.told(call, done, _("Seated: {brief}"), _("Would seat: {brief}"))


@verbs.verb("move", _("Move a reservation to another time or person."))
def move(
    ctx: typer.Context,
    code: options.Code,
    at: options.At,
    staff: options.Staff = None,
    version: options.Version = None,
    overlap: options.Overlap = False,
    reason: options.Reason = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    before = desk.reservation(code)
    done = desk.move(
        code,
        wishes.moved_start(at, before.zone, nights=before.nights > 0),
        staff=wishes.staff_id(desk, staff),
        version=version,
        overlap=overlap,
        reason=reason,
    )
    views.told(call, done, _("Moved: {brief}"), _("Would move: {brief}"))


@verbs.verb("resize", _("Make a reservation longer or shorter."))
def resize(
    ctx: typer.Context,
    code: options.Code,
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="N", parser=options.number, help=_("Its length from its start."))
    ],
    version: options.Version = None,
    overlap: options.Overlap = False,
    reason: options.Reason = None,
) -> None:
    call: Call = ctx.obj
    done = call.desk.resize(code, minutes, version=version, overlap=overlap, reason=reason)
    views.told(call, done, _("Resized: {brief}"), _("Would resize: {brief}"))


@verbs.verb("edit", _("Change party, notes, price, channel, customer or services of a reservation."))
def edit(
    ctx: typer.Context,
    code: options.Code,
    party: Annotated[
        int | None, typer.Option("--party", metavar="N", parser=options.number, help=_("How many people."))
    ] = None,
    notes: options.Notes = None,
    price: Annotated[
        str | None, typer.Option("--price", metavar=_("AMOUNT"), parser=options.amount, help=_("The price, as 25.00."))
    ] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar=_("CHANNEL"), parser=options.name, help=_("How it came."))
    ] = None,
    customer: options.AnyCustomer = None,
    phone: options.Phone = None,
    email: options.Email = None,
    service: Annotated[
        list[str] | None,
        typer.Option("--service", metavar=_("SERVICE[@PERSON]"), parser=options.name, help=_("The services instead.")),
    ] = None,
    staff: options.Staff = None,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    if customer is None and (phone is not None or email is not None):
        raise UsageError(_("--phone and --email go with --customer; “customer edit” changes the customer's own"))
    if staff is not None and not service:
        raise UsageError(_("--staff goes with --service; “move --staff” changes the person"))
    if all(value is None for value in (party, notes, price, channel, customer)) and not service:
        raise UsageError(_("nothing to change: give --party, --notes, --price, --channel, --customer or --service"))
    desk = call.desk
    changes = ReservationEdit(
        party=UNSET if party is None else party,
        notes=UNSET if notes is None else notes,
        price=UNSET if price is None else wishes.minor(price, desk.business().currency, "price"),
        channel=UNSET if channel is None else channel,
        customer=UNSET if customer is None else wishes.customer(customer, phone, email),
        services=UNSET if not service else wishes.lines(desk, service, staff)[0],
    )
    done = desk.edit(code, changes, version=version)
    views.told(call, done, _("Changed: {brief}"), _("Would change: {brief}"))
