"""What a handover tells, in words."""

from __future__ import annotations

from frontdesk.base.errors import N_

TITLES = {
    "expired": N_("Expired, nobody answered"),
    "booked": N_("Booked"),
    "moved": N_("Moved"),
    "cancelled": N_("Cancelled"),
    "no_show": N_("No-show"),
    "deleted": N_("Deleted"),
    "paid": N_("Paid"),
    "unanswered": N_("Unanswered"),
    "troubled": N_("Messages not sent"),
    "unpaid": N_("Not paid, last 7 days"),
    "calls": N_("Not confirmed"),
}
"""The groups, as they are called."""
