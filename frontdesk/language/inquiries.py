"""The stages of an inquiry, and where it came from, as people say them."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.i18n import _

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


def stage_words(stage: str) -> str:
    """In which stage an inquiry is."""
    return _(STAGES[stage]) if stage in STAGES else shown(stage)


def source_words(source: str) -> str:
    """Where an inquiry came from."""
    return _(SOURCES[source]) if source in SOURCES else shown(source)
