"""The group ``inquiries``, and how its verbs answer."""

from frontdesk.cli import inquiry_shapes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.language.i18n import _
from frontdesk.language.inquiries import stage_words

noun = Commands(help=_("What is asked before there is a reservation."))


def brief(one: Inquiry) -> str:
    who = one.name or one.email or one.phone or ""
    return " · ".join(part for part in (one.id, who, " + ".join(one.services), stage_words(one.stage)) if part)


def told(call: Call, one: Inquiry, did: str, would: str) -> None:
    words = {"brief": brief(one)}
    call.done(inquiry_shapes.inquiry(one), did.format(**words), would.format(**words))
