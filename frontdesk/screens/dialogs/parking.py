"""Parking: what Esc leaves in the booking form is put aside, and what cannot be stored stays at hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.values import Booking, Parked
from frontdesk.language.i18n import _
from frontdesk.screens.asking import Asks
from frontdesk.screens.dialogs.holding import Kept, TimeKept, same_time

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class Parking:
    """What is being put aside. The form closes at once; a sentence says when it is stored."""

    def __init__(self, screen: Asks[Any]) -> None:
        self._screen = screen
        self._begun = 0
        self.under_way = 0
        """How many are being stored just now."""
        self.hint = ""
        """What is said besides, once it is stored."""
        self.unsaved: list[Parked] = []
        """What could not be stored: it lives as long as the program."""

    def park(
        self, time: TimeKept, booking: Booking | None, body: dict[str, Any], place: int | None, then: Callable[[], None]
    ) -> None:
        """Put aside with the time that is kept; ``then``: once it is stored."""
        self.under_way += 1
        time.surrender(partial(self._store, booking, body, place, then))

    def _store(
        self,
        booking: Booking | None,
        body: dict[str, Any],
        place: int | None,
        then: Callable[[], None],
        kept: Kept | None,
    ) -> None:
        token = kept.token if kept is not None else None
        same = kept is not None and booking is not None and same_time(kept.booking, booking)

        def order(desk: Desk) -> Parked | FrontdeskError:
            try:
                if token is not None and not same:
                    desk.release(token)
                return desk.park("booking", body, booking=booking, hold=token if same else None, location=place)
            except FrontdeskError as error:
                return error
            except Exception as error:
                return FrontdeskError("internal", problem=repr(error))

        def stored(answer: Parked | FrontdeskError) -> None:
            self.under_way -= 1
            front = self._screen.front
            if isinstance(answer, FrontdeskError):
                self.unsaved.insert(0, Parked(0, "booking", "", int(front.clock.seconds()), body, place))
                said = _("{problem} What was typed is kept until you leave: o brings it back.")
                front.say(said.format(problem=answer.sentence(_)), bad=True)
            else:
                said = _("On hold: o brings it back.")
                front.say(f"{said} {self.hint}".strip())
                then()

        self._begun += 1
        self._screen.ask(f"park {self._begun}", order, stored)  # a group of its own: its answer is always wanted
