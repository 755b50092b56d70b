"""``channels list|test``: the ways in and out, and whether they answer."""

from typing import Annotated

import typer

from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.protocol import ChannelError
from frontdesk.cli import options, output
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

noun = Commands(help=_("The ways by which messages go and come."))


@noun.verb("list", _("List the channels of the config, and the workers that use them."))
def list_channels(ctx: typer.Context) -> None:
    call: Call = ctx.obj
    names = call.doors.channel_names
    now = call.doors.clock.seconds()
    workers = [
        {
            "name": one.name,
            "beat": int(now - one.beat),
            "problem": one.problem,
            "channels": [{"name": name, "problem": problem} for name, problem in one.channels],
        }
        for one in call.desk.messages.workers()
    ]

    def told() -> None:
        if not names:
            output.put_line(_("No channel is set up: the README says how."))
        for name in names:
            output.put_line(name)
        for one in workers:
            output.put_line(
                _("Worker {name}: last sign of life {seconds} s ago.").format(name=one["name"], seconds=one["beat"])
            )

    call.answer({"channels": list(names), "workers": workers}, told)


@noun.verb("test", _("Ask a channel's provider who we are; nothing is sent."))
def test(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), parser=options.name, help=_("The channel."))],
) -> None:
    call: Call = ctx.obj
    channel = call.doors.channels(name)[name]
    try:
        said = channel.test()
    except ChannelError as error:
        raise FrontdeskError("channel_failed", channel=name, problem=error.problem) from None
    finally:
        channel.close()
    call.answer({"channel": name, "answer": said}, lambda: output.put_line(f"{name}: {said}"))
