"""Which rules and refusals are lost demand, and why it is lost."""

from __future__ import annotations

from collections.abc import Collection

FULL = frozenset({"taken", "buffer", "full", "pacing"})
CLOSED = frozenset({"closed", "closure", "absence", "no_session"})
"""The rules by which a time was full, or nobody was there."""

REFUSED = {"slot_taken": "full", "session_full": "full", "not_open": "closed"}
"""The refusals of a booking that are lost demand, and their reasons."""


def reason_of(rules: Collection[str]) -> str:
    """Full where it is taken for one who could do it, closed where nobody is there, else other."""
    return "full" if FULL.intersection(rules) else "closed" if CLOSED.intersection(rules) else "other"
