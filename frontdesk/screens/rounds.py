"""The keys for what a shift of the desk goes through: calls, handover, lost demand; on every main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.desk.message_values import OutboxEntry, Thread
from frontdesk.desk.values import Reservation
from frontdesk.language.i18n import _
from frontdesk.screens.going import go_to_found
from frontdesk.screens.losing import noted_words
from frontdesk.screens.maintenance import MaintenanceKeys
from frontdesk.widgets.keys import key

if TYPE_CHECKING:
    from frontdesk.desk.duty.values import CallList, LostDemand
    from frontdesk.desk.inquiry_values import Inquiry


class RoundKeys(MaintenanceKeys):
    """The dialogs are imported when they are opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("C", "calls", "rounds.calls", N_("calls"), N_("Whom to call about the next open day"), show=False),
        key(
            "H",
            "handover",
            "rounds.handover",
            N_("handover"),
            N_("What changed since I was here last, and what waits"),
            show=False,
        ),
        key("N", "note_lost", "rounds.note_lost", N_("lost demand"), N_("Note what was just asked for in vain")),
        key(
            "N",
            "lost",
            "rounds.lost",
            N_("lost demand"),
            N_("What was asked for in vain, by weekday and hour"),
            show=False,
        ),
    ]

    def action_calls(self) -> None:
        from frontdesk.screens.dialogs.calling import CallDialog

        if self.is_opened():
            self.app.push_screen(CallDialog(self.today), self._to_chosen)

    def action_handover(self) -> None:
        from frontdesk.screens.dialogs.handover import HandoverDialog

        if self.is_opened():
            self.app.push_screen(HandoverDialog(), self._to_chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("note_lost", "lost"):
            offered = self.front.lost.there(self.front.clock.seconds()) is not None
            return offered == (action == "note_lost")
        return super().check_action(action, parameters)

    def action_note_lost(self) -> None:
        wish = self.front.lost.there(self.front.clock.seconds())
        if wish is None:
            return

        def noted(lost: LostDemand) -> None:
            self.front.lost.noted(wish, self.front.clock.seconds())
            self.refresh_bindings()
            self.front.say(noted_words(lost, self.today))
            self.told_of(f"lost {lost.id}")

        self.tell(lambda desk: desk.duty.lose(wish), noted)

    def told_of(self, *about: str) -> None:
        """The message line speaks of these, until something else is said."""
        raise NotImplementedError

    def action_lost(self) -> None:
        from frontdesk.screens.dialogs.lost import LostDialog

        if self.is_opened():
            self.app.push_screen(LostDialog(self.today), self._to_day)

    def _to_day(self, day: int | None) -> None:
        if day is not None:
            self.front.go_to("agenda", day)

    def _to_chosen(self, chosen: Reservation | Inquiry | Thread | OutboxEntry | CallList | str | None) -> None:
        """To the record that was chosen in one of the dialogs."""
        from frontdesk.desk.duty.values import CallList
        from frontdesk.desk.inquiry_values import Inquiry

        match chosen:
            case Reservation() | Inquiry():
                go_to_found(self, chosen)
            case Thread():
                self.front.go_to("chats", chosen.customer)
            case OutboxEntry():
                from frontdesk.screens.dialogs.troubled import TroubledDialog

                self.app.push_screen(TroubledDialog(self.today))
            case CallList():
                self.action_calls()
            case str():
                self.front.say(_("{code} was deleted.").format(code=chosen))
