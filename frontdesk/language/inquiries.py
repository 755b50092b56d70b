"""The stages of an inquiry, and where it came from, as people say them."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.messages import channel_name, state_words
from frontdesk.language.verbs import verb_words

STAGES = {
    "new": N_("to be answered"),
    "answered": N_("answered"),
    "quoted": N_("quoted"),
    "confirmed": N_("confirmed"),
    "booked": N_("already booked"),
    "lost": N_("lost"),
}
SOURCES = {
    "phone": N_("by phone"),
    "email": N_("by e-mail"),
    "form": N_("by the form"),
    "chat": N_("by chat"),
    "walk-in": N_("at the desk"),
}

REMINDED = {
    "waiting": N_("waiting"),
    "sent": N_("sent"),
    "stopped": N_("taken back"),
    "failed": N_("not sent"),
    "recalled": N_("taken back"),
    "dropped": N_("not sent"),
}
"""What became of a reminder, or of a message that should have gone."""


def stage_words(stage: str) -> str:
    """In which stage an inquiry is."""
    return _(STAGES[stage]) if stage in STAGES else shown(stage)


def source_words(source: str) -> str:
    """Where an inquiry came from."""
    return _(SOURCES[source]) if source in SOURCES else shown(source)


def reminded_words(state: str) -> str:
    """What became of a reminder."""
    return _(REMINDED[state]) if state in REMINDED else shown(state)


def event_name(kind: str, what: str, who: str, channel: str, text: str, quote: str) -> str:
    """A piece of an inquiry's history: what was done. ``who``: whoever wrote; ``quote``: what it is called and comes to;
    of a reminder ``text`` has the days after our answer."""
    with_quote = f" + {quote}" if quote else ""
    match kind:
        case "registered":
            return _("registered ({source})").format(source=source_words(what))
        case "came":
            return _("{who} wrote by {channel}").format(who=who, channel=channel_name(channel))
        case "sent":
            by = channel_name(channel or "email")
            return _("we wrote by {channel}").format(channel=by) + f" · {state_words(what)}{with_quote}"
        case "waiting":
            return _("our message goes") + with_quote
        case "recalled":
            return _("our message did not go") + f" · {state_words(what)}{with_quote}"
        case "reminder":
            days = text.replace("+", "")
            one = ngettext("reminder after {days} day", "reminder after {days} days", 1 if days == "1" else 2)
            return f"{one.format(days=days)} · {reminded_words(what)}"
        case "quote":
            return quote or _("quote")
        case "stage":
            return f"→ {stage_words(what)}"
        case "booked":
            return _("booked: {code}").format(code=what)
        case _name:
            return verb_words(what)
