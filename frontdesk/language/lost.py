"""Lost demand in words."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.i18n import _

REASONS = {"full": N_("full"), "closed": N_("closed"), "other": N_("another rule")}
"""Why something could not be had."""


def reason_words(reason: str) -> str:
    """``full``."""
    return _(REASONS[reason]) if reason in REASONS else shown(reason)
