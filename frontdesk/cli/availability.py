"""``slots`` and ``why``: what is free, and what stands in the way."""

import typer

from frontdesk.cli import options, shapes, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.values import Booking, CustomerWish, SlotQuery
from frontdesk.language.i18n import _

verbs = Commands()


@verbs.verb("slots", _("Free times of a service, one row per start and person."))
def slots(
    ctx: typer.Context,
    service: options.Service,
    first: options.From,
    last: options.To = None,
    staff: options.Staff = None,
    location: options.Location = None,
    party: options.Party = 1,
    nights: options.Nights = 0,
    customer: options.AnyCustomer = None,
    channel: options.Channel = "desk",
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    first, until = wishes.days(first, last)
    wanted, person = wishes.service_and_staff(desk, service)
    if staff is not None:
        person = wishes.staff_id(desk, staff)
    found = desk.slots(
        SlotQuery(
            service=wanted.id,
            first=first,
            last=until,
            staff=person,
            location=wishes.location_id(desk, location),
            party=party,
            channel=channel,
            customer=None if customer is None else wishes.customer_id(desk, customer),
            nights=wishes.nights(nights, by_night=wanted.nights),
        )
    )
    call.answer([shapes.slot(one) for one in found], lambda: views.slots(found))


@verbs.verb("why", _("Every rule that stands in the way of a time; nothing when it can be booked."))
def why(
    ctx: typer.Context,
    service: options.Services,
    at: options.At,
    staff: options.Staff = None,
    location: options.Location = None,
    party: options.Party = 1,
    nights: options.Nights = 0,
    customer: options.AnyCustomer = None,
    channel: options.Channel = "desk",
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    where = wishes.location_id(desk, location)
    lines, by_night = wishes.lines(desk, service, staff)
    stay = wishes.nights(nights, by_night=by_night)
    found = desk.why(
        Booking(
            lines=lines,
            start=wishes.start(desk, at, where, lines, nights=by_night),
            customer=CustomerWish(id=None if customer is None else wishes.customer_id(desk, customer)),
            location=where,
            party=party,
            channel=channel,
            nights=stay,
        )
    )
    call.answer([shapes.obstacle(one) for one in found], lambda: views.obstacles(found))
