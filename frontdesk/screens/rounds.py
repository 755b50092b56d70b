"""The keys for what a shift of the desk goes through: calls, handover; on every main screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.desk.duty.values import CallList
from frontdesk.desk.values import OutboxEntry, Reservation, Thread
from frontdesk.language.i18n import _
from frontdesk.screens.going import go_to_found
from frontdesk.screens.maintenance import MaintenanceKeys
from frontdesk.widgets.keys import key


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
    ]

    def action_calls(self) -> None:
        from frontdesk.screens.dialogs.calling import CallDialog

        if self.is_opened():
            self.app.push_screen(CallDialog(self.today), self._to_chosen)

    def action_handover(self) -> None:
        from frontdesk.screens.dialogs.handover import HandoverDialog

        if self.is_opened():
            self.app.push_screen(HandoverDialog(), self._to_chosen)

    def _to_chosen(self, chosen: Reservation | Thread | OutboxEntry | CallList | str | None) -> None:
        """To the record that was chosen in one of the dialogs."""
        match chosen:
            case Reservation():
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
