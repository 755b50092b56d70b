"""Refusals that are made in more than one place."""

from __future__ import annotations

from typing import Any

from frontdesk.base.errors import N_, FrontdeskError

_BACK = N_("take the arrival back first, or complete it")
_REOPEN = N_("bring it back to arrived first")
_ARRIVE = N_("note the arrival first")
_CONFIRM = N_("confirm it first")
_AGAIN = N_("confirm it again first")

FIRST = {
    ("arrived", "cancelled"): _BACK,
    ("arrived", "no_show"): _BACK,
    ("confirmed", "completed"): _ARRIVE,
    ("pending", "completed"): _CONFIRM,
    ("pending", "arrived"): _CONFIRM,
    ("pending", "no_show"): _CONFIRM,
    ("completed", "cancelled"): _REOPEN,
    ("completed", "no_show"): _REOPEN,
    ("completed", "confirmed"): _REOPEN,
    ("no_show", "completed"): _ARRIVE,
    ("no_show", "confirmed"): _REOPEN,
    ("no_show", "cancelled"): _REOPEN,
    ("cancelled", "arrived"): _AGAIN,
    ("cancelled", "completed"): _AGAIN,
}
"""What goes before, where a reservation of a status cannot be brought into another at once and that much is clear."""


def wrong_status(code: str, customer: str, status: str, wanted: str, **told: Any) -> FrontdeskError:
    """What is wanted of a reservation is not possible as it stands. ``told``: ``begins``, or ``day`` and ``today`` (ISO),
    where that is the reason."""
    first = FIRST.get((status, wanted))
    if first is not None and not told:
        told["first"] = first
    who = f"{customer} ({code})" if customer else code
    return FrontdeskError("wrong_status", code=code, who=who, status=status, wanted=wanted, **told)
