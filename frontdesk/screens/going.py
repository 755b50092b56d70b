"""Going to what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontdesk.desk.values import Customer, Named, Reservation

if TYPE_CHECKING:
    from frontdesk.screens.asking import Asks
    from frontdesk.screens.dialogs.find import Target

NOT_THERE = ("cancelled", "expired")
"""Statuses whose reservations stand in no agenda."""


def go_to_found(screen: Asks[None], target: Target) -> None:
    """From wherever one is to what was found: the card, the place in the agenda, the list of a service."""
    from frontdesk.desk.inquiry_values import Inquiry

    front = screen.front
    match target:
        case Customer():
            front.go_to("customers", target)
        case Reservation(status=status) if status in NOT_THERE:
            from frontdesk.screens.dialogs.reservation import ReservationDialog

            screen.app.push_screen(ReservationDialog(target.code, screen.today))
        case Inquiry():
            front.go_to("inquiries", target.id)
        case Named(kind="service"):
            front.go_to("list", target)
        case _:
            front.go_to("agenda", target)
