"""What is done with the inquiry under the cursor."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.desk.values import Reservation
from frontdesk.screens.frame import MainScreen
from frontdesk.screens.inquiry_card import InquiryCard, Whole


class InquiryActions(MainScreen):
    """A screen with an inquiry under the cursor, and its card beside it."""

    @property
    def inquiry(self) -> Inquiry | None:
        """The inquiry under the cursor."""
        raise NotImplementedError

    @property
    def card(self) -> InquiryCard:
        raise NotImplementedError

    def read_card(self, then: Callable[[Whole], None] | None = None) -> None:
        """Read the inquiry under the cursor, then do something with it."""
        raise NotImplementedError

    def follow(self, inquiry: Inquiry) -> None:
        """Something was done with an inquiry: show it."""
        raise NotImplementedError

    def written(self, visit: Reservation) -> None:
        self.told_of(visit.code, visit.customer.id)
        self.reread()
