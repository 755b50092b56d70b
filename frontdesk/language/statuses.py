"""The status of a reservation as one glyph and one word; a glyph is used for nothing else."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.language.i18n import _

MARKS = {
    "pending": "?",
    "confirmed": "✓",
    "arrived": "●",
    "completed": "■",
    "no_show": "✗",
    "cancelled": "⊘",
    "expired": "⌀",
}

WORDS = {
    "pending": N_("pending"),
    "confirmed": N_("confirmed"),
    "arrived": N_("arrived"),
    "completed": N_("completed"),
    "no_show": N_("no-show"),
    "cancelled": N_("cancelled"),
    "expired": N_("expired"),
}


def mark(status: str) -> str:
    """``✓`` for ``confirmed``."""
    return MARKS.get(status, " ")


def status_words(status: str) -> str:
    """The status as people say it."""
    return _(WORDS[status]) if status in WORDS else status
