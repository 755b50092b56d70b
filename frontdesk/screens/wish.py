"""What is known of a booking before its form is opened."""

from __future__ import annotations

from msgspec import Struct

from frontdesk.desk.values import CustomerRef, CustomerWish


class Wish(Struct, frozen=True):
    """What is known before the form is opened: from the cursor, or from a customer."""

    service: int | None = None
    staff: int | None = None
    day: int | None = None
    minute: int | None = None
    zone: str = "UTC"
    customer: CustomerRef | None = None
    party: int | None = None
    nights: int | None = None
    inquiry: tuple[str, int] | None = None
    """The inquiry it is booked from, as of which version: that becomes booked with it."""
    newcomer: CustomerWish | None = None
    """Who it is for, where they are not known yet."""
    notes: str = ""
