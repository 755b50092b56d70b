"""``inquiries list|show|history|counts|add|edit|answer|remind|unremind|next|confirm|book|lose|reopen|settle|erase``."""

from typing import Annotated

import typer
from msgspec import UNSET

from frontdesk.base.errors import UsageError
from frontdesk.base.text import shown
from frontdesk.cli import inquiry_options, inquiry_shapes, options, output, shapes, times, views, wishes
from frontdesk.cli import inquiry_quotes as inquiry_quotes  # its verb belongs to the group
from frontdesk.cli.call import Call
from frontdesk.cli.inquiry_options import (
    Asked,
    Days,
    Id,
    Language,
    Name,
    Notes,
    Services,
    Source,
    Subject,
    WishedAt,
    WishedParty,
    WishedTo,
)
from frontdesk.cli.inquiry_told import noun
from frontdesk.cli.inquiry_told import told as told_of
from frontdesk.desk.inquiry_values import STAGES, InquiryEdit, InquiryReminder, InquiryWish
from frontdesk.desk.values import Booking
from frontdesk.engine import zones
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.inquiries import event_name, reminded_words, source_words, stage_words
from frontdesk.language.quotes import quote_name


@noun.verb("list", _("Inquiries: those that wait for us on top, then the latest."))
def list_inquiries(
    ctx: typer.Context,
    stage: Annotated[
        str | None,
        typer.Option("--stage", metavar="|".join(STAGES), parser=inquiry_options.one_of(STAGES), help=_("Only these.")),
    ] = None,
    search: options.Search = "",
    customer: options.AnyCustomer = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    if customer is not None:
        found = desk.inquiries.of_customer(wishes.customer_id(desk, customer))
        found = [one for one in found if stage in (None, one.stage)]
    else:
        found = desk.inquiries.inquiries(stage, search, limit=1_000)

    def told() -> None:
        heads = ("", _("Id"), _("Stage"), _("Who"), _("What"), _("When"), _("Asked"))
        rows = [
            (
                "!" if one.waits else "", one.id, stage_words(one.stage), one.name or one.email or one.phone or "",
                " + ".join(one.services), times.date(one.starts) if one.starts is not None else "",
                " ".join(one.asked.split())[:60],
            )
            for one in found
        ]  # fmt: skip
        output.put_table(heads, rows)

    call.answer([inquiry_shapes.inquiry(one) for one in found], told)


def _reminder(one: InquiryReminder) -> str:
    after = ngettext("after {count} day", "after {count} days", one.days).format(count=one.days)
    return f"{after} ({reminded_words(one.state)})"


@noun.verb("show", _("All that was registered of an inquiry."))
def show(ctx: typer.Context, id: Id) -> None:
    call: Call = ctx.obj
    one = call.desk.inquiries.inquiry(id)

    def told() -> None:
        document = inquiry_shapes.inquiry(one)
        waits = (_("waits for us"),) if one.waits else ()
        output.put_fields(
            [
                (_("Inquiry"), " · ".join((one.id, stage_words(one.stage), *waits))),
                (_("Name"), one.name),
                (_("Phone"), one.phone or ""),
                (_("E-mail"), one.email or ""),
                (_("Customer"), one.customer.id if one.customer is not None else ""),
                (_("Came"), f"{source_words(one.source)}, {str(document['created_at'])[:16].replace('T', ' ')}"),
                (_("Service"), " + ".join(one.services)),
                (_("When"), " – ".join(str(document[name]) for name in ("from", "to") if document[name])),
                (_("Time"), document["time"] or ""),
                (_("People"), str(one.party)),
                (_("Asked"), one.asked),
                (_("Notes"), one.notes),
                (_("Reminders"), ", ".join(_reminder(r) for r in one.reminders)),
                (_("Reservations"), ", ".join(one.reservations)),
                (_("Reason"), one.reason or ""),
                (
                    _("Quote"),
                    f"{one.quote.number}: {money_words(one.quote.total, one.quote.currency)}" if one.quote else "",
                ),
            ]
        )

    call.answer(inquiry_shapes.inquiry(one), told)


@noun.verb("history", _("What came in, what was sent, reminders, quotes, stages, in order."))
def history(ctx: typer.Context, id: Id) -> None:
    call: Call = ctx.obj
    asked = call.desk.inquiries.inquiry(id)
    zone, who = asked.zone, asked.name or asked.email or asked.phone or ""
    found = call.desk.inquiries.history(id)

    def told() -> None:
        for one in found:
            reminder, came = one.kind == "reminder", one.kind == "came"
            quote = quote_name(one.quote) if one.quote is not None else ""
            what = event_name(one.kind, one.what, one.who or who, one.channel, one.text, quote)
            about = _(one.subject) if reminder and one.subject else one.subject
            said = " · ".join(part for part in (what, "" if came else one.who, about) if part)
            output.put_line(f"{zones.iso(one.at // 60, zone)[:16].replace('T', ' ')}  {said}")
            for line in () if reminder else one.text.splitlines():
                output.put_line(f"    {line}")

    call.answer([inquiry_shapes.event(one, zone) for one in found], told)


@noun.verb("counts", _("How many inquiries are in each stage, and how many wait for us."))
def counts(ctx: typer.Context) -> None:
    call: Call = ctx.obj
    found = call.desk.inquiries.counts()

    def told() -> None:
        rows = [(stage_words(one.stage), str(one.count), str(one.waiting)) for one in found]
        output.put_table((_("Stage"), _("All"), _("Waiting")), rows, right=frozenset({1, 2}))

    call.answer([{"stage": one.stage, "count": one.count, "waiting": one.waiting} for one in found], told)


@noun.verb("add", _("Register an inquiry."))
def add(
    ctx: typer.Context,
    name: Name = None,
    asked: Asked = None,
    phone: options.Phone = None,
    email: options.Email = None,
    source: Source = None,
    customer: options.AnyCustomer = None,
    service: Services = None,
    at: WishedAt = None,
    to: WishedTo = None,
    party: WishedParty = None,
    location: options.Location = None,
    notes: Notes = None,
    language: Language = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    done = desk.inquiries.register(
        InquiryWish(
            asked=asked or "",
            source=source or "phone",
            name=name or "",
            email=email or None,
            phone=phone or None,
            customer=wishes.customer_id(desk, customer) if customer else None,
            location=wishes.location_id(desk, location),
            services=tuple(desk.find_service(one).id for one in service or ()),
            starts=at.day if at is not None else None,
            ends=to,
            minute=at.minute if at is not None else None,
            party=1 if party is None else party,
            notes=notes or "",
            language=language or None,
        )
    )
    told_of(call, done, _("Registered: {brief}"), _("Would register: {brief}"))


@noun.verb("edit", _("Put an inquiry right; an empty value clears."))
def edit(
    ctx: typer.Context,
    id: Id,
    name: Name = None,
    asked: Asked = None,
    phone: options.Phone = None,
    email: options.Email = None,
    source: Source = None,
    customer: options.AnyCustomer = None,
    service: Services = None,
    at: WishedAt = None,
    to: WishedTo = None,
    party: WishedParty = None,
    location: options.Location = None,
    notes: Notes = None,
    language: Language = None,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    given = (name, asked, phone, email, source, customer, service, at, to, party, location, notes, language)
    if all(one is None for one in given):
        raise UsageError(_("nothing to change: give at least one option"))
    desk = call.desk
    changes = InquiryEdit(
        asked=UNSET if asked is None else asked,
        source=UNSET if source is None else source,
        name=UNSET if name is None else name,
        email=UNSET if email is None else email or None,
        phone=UNSET if phone is None else phone or None,
        customer=UNSET if customer is None else wishes.customer_id(desk, customer),
        location=UNSET if location is None else wishes.location_id(desk, location),
        services=UNSET if service is None else tuple(desk.find_service(one).id for one in service),
        starts=UNSET if at is None else at.day,
        ends=UNSET if to is None else to,
        minute=UNSET if at is None else at.minute,
        party=UNSET if party is None else party,
        notes=UNSET if notes is None else notes,
        language=UNSET if language is None else language or None,
    )
    told_of(call, desk.inquiries.edit(id, changes, version=version), _("Changed: {brief}"), _("Would change: {brief}"))


@noun.verb("answer", _("Answer an inquiry by e-mail."))
def answer(
    ctx: typer.Context,
    id: Id,
    text: Annotated[str, typer.Argument(metavar=_("TEXT"), parser=options.body, help=_("What we write."))],
    subject: Subject = None,
    quote: Annotated[
        int | None,
        typer.Option("--quote", metavar="N", parser=options.number, help=_("The quote that goes along, by number.")),
    ] = None,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    done = call.desk.inquiries.answer(id, text, subject=subject, quote=quote, version=version)
    goes = call.desk.inquiries.mail_goes()
    did = _("Answer to go in a minute: {brief}") if goes else _("Answer waits until e-mail is set up (README): {brief}")
    told_of(call, done, did, _("Would answer: {brief}"))


@noun.verb("remind", _("Set a reminder, or the usual ones."))
def remind(ctx: typer.Context, id: Id, days: Days = None, version: options.Version = None) -> None:
    call: Call = ctx.obj
    done = call.desk.inquiries.schedule(id, days, version=version)
    told_of(call, done, _("Reminders set: {brief}"), _("Would set reminders: {brief}"))


@noun.verb("unremind", _("Take back a reminder, or all that wait."))
def unremind(ctx: typer.Context, id: Id, days: Days = None, version: options.Version = None) -> None:
    call: Call = ctx.obj
    done = call.desk.inquiries.unschedule(id, days, version=version)
    told_of(call, done, _("Reminders taken back: {brief}"), _("Would take reminders back: {brief}"))


@noun.verb("next", _("Move an inquiry to the next stage."))
def next_stage(ctx: typer.Context, id: Id, version: options.Version = None) -> None:
    call: Call = ctx.obj
    told_of(call, call.desk.inquiries.next(id, version=version), _("Now: {brief}"), _("Would be: {brief}"))


@noun.verb("confirm", _("They said yes; now it waits to be booked."))
def confirm(ctx: typer.Context, id: Id, version: options.Version = None) -> None:
    call: Call = ctx.obj
    told_of(call, call.desk.inquiries.confirm(id, version=version), _("Now: {brief}"), _("Would be: {brief}"))


@noun.verb("book", _("Book an inquiry: what was wished, or what is said here instead."))
def book(
    ctx: typer.Context,
    id: Id,
    service: Services = None,
    at: WishedAt = None,
    staff: options.Staff = None,
    nights: Annotated[
        int | None, typer.Option("--nights", metavar="N", parser=options.number, help=_("How many nights."))
    ] = None,
    party: WishedParty = None,
    notes: options.Notes = None,
    reservation: Annotated[
        str | None,
        typer.Option("--reservation", metavar=_("CODE"), parser=options.name, help=_("One that is there already.")),
    ] = None,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    if reservation is not None:
        if any(one is not None for one in (service, at, staff, nights, party, notes)):
            raise UsageError(_("--reservation: it is booked already, nothing else is to be said"))
        done = desk.inquiries.link(id, reservation, version=version)
        told_of(call, done, _("Now: {brief}"), _("Would be: {brief}"))
        return
    wanted: Booking | None = None
    if any(one is not None for one in (service, at, staff, nights, party, notes)):
        own = desk.inquiries.proposed(id)
        names = {one.id: one.name for one in desk.services()}
        lines, by_night = wishes.lines(desk, service or [names[line.service] for line in own.lines], staff)
        if at is None and not own.start:
            raise UsageError(_("--at: the inquiry names no day and time"))
        wanted = Booking(
            lines=lines,
            start=wishes.start(desk, at, own.location, lines, nights=by_night) if at is not None else own.start,
            customer=own.customer,
            location=own.location,
            party=own.party if party is None else party,
            channel=own.channel,
            nights=wishes.nights(own.nights if nights is None else nights, by_night=by_night) if by_night else 0,
            notes=own.notes if notes is None else notes,
        )
    visit, _done = desk.inquiries.book(id, wanted, version=version)
    words = {"brief": views.brief(visit)}
    call.done(
        shapes.reservation(visit) | {"inquiry": shown(id.upper())},
        _("Booked: {brief}").format(**words),
        _("Would book: {brief}").format(**words),
        lambda: views.warnings(visit),
    )


@noun.verb("lose", _("Nothing comes of an inquiry."))
def lose(
    ctx: typer.Context,
    id: Id,
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), parser=options.body, help=_("Why."))],
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    told_of(call, call.desk.inquiries.lose(id, reason, version=version), _("Now: {brief}"), _("Would be: {brief}"))


@noun.verb("reopen", _("A lost inquiry goes on where it was."))
def reopen(ctx: typer.Context, id: Id, version: options.Version = None) -> None:
    call: Call = ctx.obj
    done = call.desk.inquiries.reopen(id, version=version)
    if any(one.state == "stopped" for one in done.reminders):
        now = _("Now: {brief}; its reminders stay taken back (inquiries remind)")
    else:
        now = _("Now: {brief}")
    told_of(call, done, now, _("Would be: {brief}"))


@noun.verb("settle", _("What they wrote last needs no answer."))
def settle(ctx: typer.Context, id: Id, version: options.Version = None) -> None:
    call: Call = ctx.obj
    told_of(call, call.desk.inquiries.settle(id, version=version), _("Settled: {brief}"), _("Would settle: {brief}"))


@noun.verb("erase", _("Make an inquiry of somebody who is no customer anonymous, for ever."))
def erase(ctx: typer.Context, id: Id, yes: options.Yes = False) -> None:
    call: Call = ctx.obj
    desk = call.desk
    one = desk.inquiries.inquiry(id)
    words = {"name": one.name or one.email or one.phone or "", "id": one.id}
    if not yes and not call.confirmed(_("Erase {name} {id} for ever?").format(**words)):
        raise typer.Exit(1)
    desk.inquiries.erase(one.id)
    call.done(
        {"erased": one.id},
        _("Erased: {id}").format(id=one.id),
        _("Would erase: {name}, {id}").format(**words),
    )
