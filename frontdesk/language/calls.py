"""What came of calls, in words and in a few cells."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.dates import moment_words
from frontdesk.language.i18n import _

OUTCOMES = {
    "confirmed": N_("they come"),
    "call_back": N_("will call back"),
    "no_answer": N_("no answer"),
    "voicemail": N_("voicemail"),
}
"""What a call may come to."""

SIGNS = {"confirmed": "☎", "call_back": "↩", "no_answer": "–", "voicemail": "✉"}
"""The same in a cell; none of them is the mark of a status."""


def outcome_words(outcome: str) -> str:
    """``no answer``."""
    return _(OUTCOMES[outcome]) if outcome in OUTCOMES else shown(outcome)


def outcomes_short(outcomes: Sequence[str]) -> str:
    """``2 –✉``: how often they were called, and what came of the latest calls."""
    return f"{len(outcomes)} {''.join(SIGNS.get(one, '?') for one in outcomes[-4:])}" if outcomes else ""


def call_words(at: int, by: str, outcome: str, zone: str, today: int) -> str:
    """``Mon 23 Nov 10:42 ana: no answer``; ``at`` in epoch seconds."""
    return f"{moment_words(at // 60, zone, today)} {shown(by)}: {outcome_words(outcome)}"
