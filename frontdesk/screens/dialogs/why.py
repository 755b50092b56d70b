"""Why not: every rule that stands in the way, and a key that notes that somebody asked for it in vain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.desk.duty.values import LostDemand, LostWish
from frontdesk.screens.dialogs.question import Notice
from frontdesk.screens.losing import noted_words
from frontdesk.widgets.keys import key


class WhyDialog(Notice):
    """The reasons. ``wish``: what may be noted as lost demand; None where it is neither full nor closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("N", "note", "why.note", N_("lost demand"), N_("Note that somebody asked for it in vain")),
    ]

    def __init__(self, title: str, sentences: Sequence[str], wish: LostWish | None, today: int) -> None:
        super().__init__(title, sentences)
        self._wish = wish
        self._today = today

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "note":
            return self._wish is not None
        return super().check_action(action, parameters)

    def action_note(self) -> None:
        wish = self._wish
        if wish is None:
            return

        def noted(lost: LostDemand) -> None:
            self.dismiss(None)
            self.front.say(noted_words(lost, self._today))

        self.tell(lambda desk: desk.duty.lose(wish), noted)
