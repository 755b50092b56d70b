"""The time that a booking form keeps while it is being filled in: one hold, moved and let go with what stands there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.values import Booking, CustomerWish
from frontdesk.screens.asking import Asks

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

MINUTES = 5
"""For so long a time is kept while its form is open."""


class Kept(NamedTuple):
    """A hold that is ours: its token, until when (epoch seconds), and for what."""

    token: str
    expires: int
    booking: Booking


class TimeKept:
    """One hold at most. Orders go to the desk one after another, so that none is ever left behind."""

    def __init__(
        self, screen: Asks[Any], changed: Callable[[], None], refused: Callable[[FrontdeskError], None]
    ) -> None:
        self._screen = screen
        self._changed = changed
        self._refused = refused
        self.kept: Kept | None = None
        self.busy = False
        """Whether an order is under way."""
        self._wanted: Booking | None = None
        self._denied: Booking | None = None
        """What could not be had: it is not asked for again and again."""
        self._then: Callable[[Kept | None], None] | None = None

    @property
    def token(self) -> str | None:
        return self.kept.token if self.kept else None

    def want(self, booking: Booking | None) -> None:
        """Keep the time of this booking and no other; None: keep none."""
        self._wanted = booking
        self._go()

    def adopt(self, kept: Kept) -> None:
        """Take over a hold that is there already."""
        self.kept, self._wanted, self._denied = kept, kept.booking, None
        self._changed()

    def spent(self) -> None:
        """The visit is booked, and the hold gone with that."""
        self.kept = self._wanted = self._denied = None
        self._changed()

    def surrender(self, then: Callable[[Kept | None], None]) -> None:
        """Give the hold there is, as soon as that is known, to somebody else."""
        self._wanted = self._denied = None
        if self.busy:
            self._then = then
        else:
            kept, self.kept = self.kept, None
            then(kept)

    def _go(self) -> None:
        wanted, kept = self._wanted, self.kept
        if self.busy:
            return
        if wanted is None:
            self._denied = None
            self._release()
            return
        alive = kept is not None and kept.expires > self._screen.front.clock.seconds()
        if kept is not None and alive and same_time(kept.booking, wanted):
            return
        if self._denied is not None and same_time(self._denied, wanted):
            return
        token = self.token
        self._order(lambda desk: desk.hold(replace(wanted, hold=token), MINUTES), partial(self._answered, wanted))

    def _release(self) -> None:
        kept, self.kept = self.kept, None
        if kept is not None:
            self._order(lambda desk: desk.release(kept.token), self._released)

    def _order(self, order: Callable[[Desk], Any], then: Callable[[Any], None]) -> None:
        """Whatever comes of it comes back as an answer: what is ours must be known."""

        def attempt(desk: Desk) -> Any:
            try:
                return order(desk)
            except FrontdeskError as error:
                return error
            except Exception as error:
                return FrontdeskError("internal", problem=repr(error))

        self.busy = True
        self._screen.ask("hold", attempt, then)

    def _answered(self, wanted: Booking, answer: Any) -> None:
        self.busy = False
        if isinstance(answer, FrontdeskError):
            self._denied = wanted
            if self._wanted is not None and same_time(self._wanted, wanted):
                self._refused(answer)
            self._release()  # what is kept is another time than the one that stands there
        else:
            self.kept, self._denied = Kept(answer.token, answer.expires, wanted), None
        self._changed()
        self._next()

    def _released(self, answer: Any) -> None:
        self.busy = False
        self._changed()
        self._next()

    def _next(self) -> None:
        if self.busy:
            return
        then, self._then = self._then, None
        if then is not None:
            kept, self.kept = self.kept, None
            then(kept)
            self._changed()
        self._go()


def same_time(one: Booking, other: Booking) -> bool:
    """Whether two bookings take the same time of the same people and things."""
    return _time(one) == _time(other)


def _time(booking: Booking) -> Booking:
    return replace(booking, customer=CustomerWish(), notes="", hold=None)
