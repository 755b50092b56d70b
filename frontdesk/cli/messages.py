"""``messages``: what waits, what went wrong, the conversations, and the texts."""

from typing import Annotated, Any

import typer

from frontdesk.base.errors import UsageError
from frontdesk.base.text import shown
from frontdesk.cli import options, output, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk import message_values
from frontdesk.engine import zones
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.messages import channel_name, kind_words, state_name

noun = Commands(help=_("What goes to customers and comes from them."))

STATUSES = ("planned", "waiting", "claimed", "sending", "sent", "failed", "doubtful", "recalled", "dropped")
Number = Annotated[int, typer.Argument(metavar=_("NUMBER"), parser=options.number, help=_("The message's number."))]
Channel = Annotated[
    str | None, typer.Option("--channel", metavar=_("NAME"), parser=options.text, help=_("By which channel."))
]
Customer = Annotated[str, typer.Argument(metavar=_("CUSTOMER"), parser=options.text, help=_("Name or id."))]


def _entry(one: message_values.OutboxEntry, zone: str) -> dict[str, Any]:
    return {
        "id": one.id or None,
        "kind": one.kind,
        "status": one.status,
        "customer": {"id": one.customer, "name": one.name},
        "reservation": one.code,
        "channel": one.channel or None,
        "template": one.template or None,
        "due": zones.iso(one.due // 60, zone),
        "problem": _(one.problem) if one.problem else None,
        "attempts": one.attempts,
    }


@noun.verb("list", _("Messages on their way and what became of them, the latest first."))
def list_messages(
    ctx: typer.Context,
    status: Annotated[
        str | None, typer.Option("--status", metavar="|".join(STATUSES), parser=options.text, help=_("Only these."))
    ] = None,
    customer: options.AnyCustomer = None,
    reservation: Annotated[
        str | None,
        typer.Option(
            "--reservation", metavar=_("CODE"), parser=options.text, help=_("Those of one, also those to come.")
        ),
    ] = None,
) -> None:
    call: Call = ctx.obj
    if status is not None and status not in STATUSES:
        raise UsageError(_("--status: expected one of {choices}").format(choices=", ".join(STATUSES)))
    desk = call.desk
    found = desk.messages.listed(
        statuses=(status,) if status else (),
        customer=wishes.customer_id(desk, customer) if customer else None,
        code=reservation,
    )
    zone = desk.zone()

    def told() -> None:
        heads = (_("No."), _("Due"), _("Status"), _("What"), _("Customer"), _("Channel"), _("Why"))
        rows = [
            (
                str(one.id or ""), zones.iso(one.due // 60, zone)[:16].replace("T", " "), state_name(one.status),
                kind_words(one.kind), shown(one.name), ", ".join(map(channel_name, one.channel.split(","))),
                shown(_(one.problem)) if one.problem else "",
            )
            for one in found
        ]  # fmt: skip
        output.put_table(heads, rows)

    call.answer([_entry(one, zone) for one in found], told)


@noun.verb("retry", _("Send again what did not go, by another channel where one is named."))
def retry(ctx: typer.Context, number: Number, channel: Channel = None) -> None:
    call: Call = ctx.obj
    entry = call.desk.messages.retry(number, channel)
    words = {"number": number, "name": shown(entry.name)}
    call.done(
        _entry(entry, call.desk.zone()),
        _("Message {number} to {name} goes again.").format(**words),
        _("Message {number} to {name} would go again.").format(**words),
    )


@noun.verb("now", _("Let the messages of what was just agreed on go now, without waiting for the undo window."))
def now(ctx: typer.Context, code: options.Code) -> None:
    call: Call = ctx.obj
    sent = call.desk.messages.send_at_once(code)
    zone, many = call.desk.zone(), len(sent)
    words = {"count": many, "code": shown(code.upper())}
    call.done(
        {"code": code.upper(), "messages": [_entry(one, zone) for one in sent]},
        ngettext("{count} message goes now: {code}", "{count} messages go now: {code}", many).format(**words),
        ngettext("{count} message would go now: {code}", "{count} messages would go now: {code}", many).format(**words),
    )


@noun.verb("drop", _("What has not gone yet shall not go; what failed needs no more attention."))
def drop(ctx: typer.Context, number: Number) -> None:
    call: Call = ctx.obj
    call.desk.messages.drop(number)
    call.done(
        {"id": number},
        _("Message {number} was taken back.").format(number=number),
        _("Message {number} would be taken back.").format(number=number),
    )


@noun.verb("threads", _("The conversations, the latest first."))
def threads(
    ctx: typer.Context,
    unread: Annotated[bool, typer.Option("--unread", help=_("Only those nobody has read."))] = False,
) -> None:
    call: Call = ctx.obj
    found = call.desk.messages.threads(unseen=unread)
    zone = call.desk.zone()
    documents: list[dict[str, Any]] = [
        {
            "customer": {"id": one.customer, "name": one.name},
            "unread": one.unseen,
            "at": zones.iso(one.at // 60, zone),
            "channel": one.channel,
            "direction": one.direction,
            "text": one.text,
        }
        for one in found
    ]

    def told() -> None:
        heads = (_("When"), _("Customer"), _("Channel"), _("Unread"), _("Text"))
        rows = [
            (d["at"][:16].replace("T", " "), shown(o.name), o.channel, str(o.unseen or ""), shown(o.text)[:60])
            for d, o in zip(documents, found, strict=True)
        ]
        output.put_table(heads, rows)

    call.answer(documents, told)


@noun.verb("thread", _("All messages of a customer, oldest first."))
def thread(ctx: typer.Context, customer: Customer) -> None:
    call: Call = ctx.obj
    desk = call.desk
    found = desk.messages.thread(wishes.customer_id(desk, customer))
    zone = desk.zone()
    document = {
        "customer": {"id": found.customer, "name": found.name},
        "messages": [
            {
                "id": one.id,
                "at": zones.iso(one.at // 60, zone),
                "channel": one.channel,
                "direction": one.direction,
                "state": one.state,
                "author": one.author,
                "subject": one.subject,
                "text": one.text,
                "written": one.written,
                "automatic": one.automatic,
                "attachments": [file.name for file in one.attachments],
            }
            for one in found.messages
        ],
        "ways": [{"channel": way.channel, "address": way.address, "window": way.window} for way in found.ways],
    }

    def told() -> None:
        for one in found.messages:
            arrow = "←" if one.direction == "in" else "→"
            when = zones.iso(one.at // 60, zone)[:16].replace("T", " ")
            output.put_line(f"{when} {arrow} {channel_name(one.channel)} {state_name(one.state)}")
            for line in (one.written or one.text).splitlines():
                output.put_line(f"    {shown(line)}")

    call.answer(document, told)


@noun.verb("reply", _("Write to a customer."))
def reply(
    ctx: typer.Context,
    customer: Customer,
    text: Annotated[str, typer.Option("--text", metavar=_("TEXT"), parser=options.text, help=_("What it says."))],
    channel: Channel = None,
    subject: Annotated[
        str, typer.Option("--subject", metavar=_("TEXT"), parser=options.text, help=_("Of an e-mail."))
    ] = "",
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    queued = desk.messages.reply(wishes.customer_id(desk, customer), text, channel=channel, subject=subject)
    document = {"id": queued.id, "channel": queued.channel, "due": zones.iso(queued.due // 60, desk.zone())}
    words = {"channel": queued.channel}
    call.done(
        document,
        _("It goes by {channel} in a minute; “frontdesk undo” takes it back.").format(**words),
        _("It would go by {channel}.").format(**words),
    )


@noun.verb("consent", _("Write down what a customer agrees to, or does not want."))
def consent(
    ctx: typer.Context,
    customer: Customer,
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="marketing|service", parser=options.text, help=_("To what."))
    ] = "marketing",
    no: Annotated[bool, typer.Option("--no", help=_("They do not want it."))] = False,
    channel: Channel = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    desk.messages.consent(wishes.customer_id(desk, customer), purpose, not no, channel=channel or "")
    call.done({"purpose": purpose, "given": not no}, _("Noted."), _("It would be noted."))


@noun.verb("texts", _("The texts of messages: those of the program, and the business's own."))
def texts(ctx: typer.Context) -> None:
    call: Call = ctx.obj
    found = call.desk.messages.texts()

    def told() -> None:
        heads = (_("Name"), _("Language"), _("Purpose"), _("Own"), _("Subject"))
        output.put_table(heads, [(o.name, o.language, o.purpose, "✓" if o.own else "", o.subject) for o in found])

    call.answer(
        [
            {
                "name": o.name,
                "language": o.language,
                "purpose": o.purpose,
                "subject": o.subject,
                "text": o.body,
                "own": o.own,
            }
            for o in found
        ],
        told,
    )


@noun.verb("text", _("Write a text of the business's own."))
def text(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), parser=options.name, help=_("The text's name."))],
    body: Annotated[str, typer.Option("--text", metavar=_("TEXT"), parser=options.text, help=_("What it says."))],
    subject: Annotated[
        str, typer.Option("--subject", metavar=_("TEXT"), parser=options.text, help=_("Of an e-mail."))
    ] = "",
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="es|en", parser=options.text, help=_("In which language; usually the business's.")
        ),
    ] = None,
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="service|marketing", parser=options.text, help=_("For what."))
    ] = "service",
) -> None:
    call: Call = ctx.obj
    language = language or call.desk.rules().business.locale
    call.desk.messages.write_text(name, language, subject, body, purpose=purpose)
    call.done(
        {"name": name, "language": language},
        _("The text {name} is written.").format(name=name),
        _("The text {name} would be written.").format(name=name),
    )


@noun.verb("preview", _("A text as it would go, for a real reservation."))
def preview(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), parser=options.name, help=_("The text's name."))],
    reservation: Annotated[
        str | None, typer.Option("--reservation", metavar=_("CODE"), parser=options.text, help=_("For which one."))
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="es|en", parser=options.text, help=_("In which language; usually the business's.")
        ),
    ] = None,
) -> None:
    call: Call = ctx.obj
    language = language or call.desk.rules().business.locale
    subject, body = call.desk.messages.preview(name, language, reservation)

    def told() -> None:
        output.put_line(shown(subject))
        for line in body.splitlines():
            output.put_line(shown(line))

    call.answer({"subject": subject, "text": body}, told)
