"""``web``: the pages behind the customers' links and the channels' webhooks, until it is told to end."""

import sys
from typing import Annotated
from urllib.parse import urlsplit

import typer

from frontdesk.base.errors import N_, FrontdeskError, UsageError
from frontdesk.cli import options, output
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

verbs = Commands()


def _public(url: str) -> str:
    """The public address as it is used. Raises UsageError."""
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        right = False
    if url and not right:
        raise UsageError(_("--url: an address such as https://citas.example.com is expected"))
    return url.rstrip("/")


@verbs.verb(
    "web", _("Serve the pages behind the customers' links and the channels' webhooks, until it is told to end.")
)
def web(
    ctx: typer.Context,
    host: Annotated[
        str | None, typer.Option("--host", metavar=_("ADDRESS"), parser=options.name, help=_("Where it listens."))
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", parser=options.number, help=_("The port; 0: any free one."))
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", parser=options.name, help=_("The public address."))
    ] = None,
    proxies: Annotated[
        int | None,
        typer.Option(
            "--proxies", metavar="N", parser=options.number, help=_("How many proxies of yours stand before it.")
        ),
    ] = None,
) -> None:
    call: Call = ctx.obj
    call.stays = True
    told = call.doors.web
    where, number = told.host if host is None else host, told.port if port is None else port
    before = told.proxies if proxies is None else proxies
    if not 0 <= number <= 65535:
        raise UsageError(_("--port: a number from 0 to 65535 is expected"))
    if not 0 <= before <= 9:
        raise UsageError(_("--proxies: a number from 0 to 9 is expected"))
    public = _public(call.doors.url if url is None else url)
    desk = call.desk
    desk.require("database")
    if call.dry_run:
        would = _("Would listen on {host}:{port}").format(host=where, port=number)
        call.done({"host": where, "port": number, "url": public}, "", would)
        return
    from frontdesk.web import app, serving
    from frontdesk.web.settings import Front
    from frontdesk.web.webhooks import HOOKS

    channels = {
        name: channel
        for wanted in call.doors.channel_names
        if wanted in HOOKS.values()
        for name, channel in call.doors.channels(wanted).items()
    }
    try:
        listening = serving.listen(where, number)
    except OSError as error:
        problem = N_("{address} cannot be listened on ({why})")
        address, why = f"{where}:{number}", error.strerror or str(error)
        raise FrontdeskError("wrong_value", field="web", problem=problem, address=address, why=why) from None
    with listening:
        address = serving.address(listening)
        hooks = [hook for hook, name in HOOKS.items() if name in channels]
        document = {"address": address, "url": public, "webhooks": hooks}
        sentence = _("Listening on {address}; ctrl+c ends.").format(address=address)

        def answers() -> None:
            call.answer(document, lambda: output.put_line(sentence))
            sys.stdout.flush()

        front = Front(
            url=public,
            proxies=before,
            phone=told.phone,
            contact=told.contact,
            contact_origins=told.contact_origins,
        )
        serving.Server(app.make(desk, channels, front), answers).run(sockets=[listening])
    for channel in channels.values():
        channel.close()
