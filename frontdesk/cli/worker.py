"""``worker``: dispatches messages until it is told to end."""

import threading
from typing import Annotated

import typer

from frontdesk.base.errors import FrontdeskError, UsageError
from frontdesk.cli import options, output
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language.i18n import _

verbs = Commands()


@verbs.verb("worker", _("Send what is due and fetch what came, until it is told to end."))
def worker(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help=_("One tick, then end."))] = False,
    every: Annotated[
        int, typer.Option("--every", metavar="N", parser=options.number, help=_("Seconds between two ticks."))
    ] = 15,
) -> None:
    from frontdesk.worker import loop
    from frontdesk.worker.dispatcher import Dispatcher

    call: Call = ctx.obj
    call.stays = not once
    if every < 1:
        raise UsageError(_("--every: a number of seconds is expected"))
    if call.dry_run:
        waiting, _trouble = call.desk.messages.counts()
        call.done({"waiting": waiting}, "", _("Would send what is due of {count} messages.").format(count=waiting))
        return
    channels = call.doors.channels()
    if not channels:
        raise FrontdeskError("no_channels")
    ending = threading.Event()
    dispatcher = Dispatcher(call.desk, channels, base_url=call.doors.url, ending=ending.is_set, alive=loop.alive)
    names = ", ".join(channels)
    try:
        sheet = call.desk.duty.keeper()
        if once:
            sent = dispatcher.tick()
            sheet.tick()
            waiting, trouble = call.desk.messages.counts()
            document = {"sent": sent, "waiting": waiting, "failed": trouble, "problem": dispatcher.problem}
            words = _("{sent} sent, {waiting} waiting, {failed} did not go.")
            call.answer(document, lambda: output.put_line(words.format(sent=sent, waiting=waiting, failed=trouble)))
            return
        output.put_line(_("Dispatching by {channels}; ctrl+c ends.").format(channels=names))
        loop.run(dispatcher, ending, output.put_line, every=every, besides=sheet.tick)
    finally:
        dispatcher.leave()
