"""What was done, as the journal names it and as people say it."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.i18n import _

VERBS = {
    "book": N_("booked"),
    "walk-in": N_("walked in"),
    "move": N_("moved"),
    "resize": N_("made longer or shorter"),
    "edit": N_("edited"),
    "cancel": N_("cancelled"),
    "expire": N_("expired"),
    "confirm": N_("confirmed"),
    "arrive": N_("arrived"),
    "complete": N_("completed"),
    "no-show": N_("no-show"),
    "delete": N_("deleted"),
    "pay": N_("paid"),
    "undo": N_("undone"),
    "import": N_("imported"),
    "customer.add": N_("new customer"),
    "customer.edit": N_("edited"),
    "customer.note": N_("note written"),
    "customer.merge": N_("merged"),
    "waiting.add": N_("put on the waiting list"),
    "waiting.call": N_("called"),
    "waiting.seat": N_("seated"),
    "waiting.gone": N_("did not wait"),
    "reply": N_("reply"),
    "inquiry.add": N_("inquiry registered"),
    "inquiry.edit": N_("edited"),
    "inquiry.answer": N_("inquiry answered"),
    "inquiry.quote": N_("quote made"),
    "inquiry.remind": N_("reminder set"),
    "inquiry.unremind": N_("reminder taken back"),
    "inquiry.next": N_("moved to the next stage"),
    "inquiry.confirm": N_("inquiry confirmed"),
    "inquiry.book": N_("booked"),
    "inquiry.lose": N_("inquiry lost"),
    "inquiry.reopen": N_("inquiry reopened"),
    "inquiry.settle": N_("needs no answer"),
    "inquiry.came": N_("answer came"),
    "inquiry.erase": N_("erased for good"),
    "quote": N_("quote made"),
    "consent": N_("consent noted"),
    "message.received": N_("message came"),
    "message.seen": N_("read"),
    "message.sent": N_("message sent"),
    "message.delivered": N_("message delivered"),
    "message.read": N_("message read"),
    "message.failed": N_("message did not go"),
    "message.doubtful": N_("message perhaps gone"),
    "message.dropped": N_("message dropped"),
    "message.retry": N_("sent again"),
    "message.drop": N_("message set aside"),
    "message.now": N_("sent at once"),
    "settings.template": N_("text written"),
    "customer.erase": N_("erased for good"),
    "init": N_("set up"),
    "apply": N_("brought in line with the file"),
    "make": N_("sessions made"),
    "absence": N_("absence noted"),
    "event.add": N_("event noted"),
    "user.token": N_("token given"),
    "message.comes": N_("says they come"),
    "demand.lost": N_("lost demand noted"),
    "call.confirmed": N_("called: confirmed"),
    "call.call_back": N_("called: will call back"),
    "call.no_answer": N_("called: no answer"),
    "call.voicemail": N_("called: voicemail"),
}
"""Every verb that the desk writes into the journal."""

EVENTS = {
    "meeting": N_("meeting"),
    "private": N_("private"),
    "reminder": N_("reminder"),
    "birthday": N_("birthday"),
}
"""The kinds of events."""


def verb_words(verb: str) -> str:
    """What was done, as people say it."""
    return _(VERBS[verb]) if verb in VERBS else shown(verb)


def event_words(kind: str) -> str:
    """What kind of event it is."""
    return _(EVENTS[kind]) if kind in EVENTS else shown(kind)
