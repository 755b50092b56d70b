"""Messages in words: by which channel, what kind, what became of them."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.i18n import _

CHANNELS = {
    "email": N_("e-mail"),
    "sms": "SMS",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "instagram": "Instagram",
}

KINDS = {
    "booked": N_("confirmation"),
    "changed": N_("notice of the change"),
    "cancelled": N_("notice of the cancellation"),
    "before": N_("reminder"),
    "after": N_("thanks after the visit"),
    "birthday": N_("birthday wishes"),
    "inactive": N_("“we miss you”"),
    "inquiry": N_("reminder of an inquiry"),
    "reply": N_("reply"),
}
"""What a message is for; any other stands as it was written."""

STATES = {
    "planned": ("·", N_("planned")),
    "waiting": ("◷", N_("waiting")),
    "claimed": ("◷", N_("waiting")),
    "sending": ("◌", N_("being sent")),
    "sent": ("○", N_("sent")),
    "delivered": ("◎", N_("delivered")),
    "read": ("◉", N_("read by them")),
    "failed": ("☒", N_("failed")),
    "doubtful": ("¿", N_("doubtful")),
    "dropped": ("⊖", N_("not sent")),
    "recalled": ("⟲", N_("recalled")),
    "received": ("·", N_("received")),
}
"""What became of a message of ours, as a glyph and a word; ◷ is time that runs, as with a hold in the agenda."""


def channel_name(channel: str) -> str:
    """``WhatsApp``; of several the first, and that there are others."""
    first, _comma, others = channel.partition(",")
    word = _(CHANNELS[first]) if first in CHANNELS else shown(first)
    return f"{word}…" if others else word


def kind_words(kind: str) -> str:
    """What a message is for."""
    return _(KINDS[kind]) if kind in KINDS else shown(kind)


def state_name(state: str) -> str:
    """``sent``."""
    word = STATES[state][1] if state in STATES else ""
    return _(word) if word else shown(state)


def state_words(state: str) -> str:
    """``○ sent``."""
    return f"{STATES[state][0] if state in STATES else '·'} {state_name(state)}"
