"""Drafts on hold: what was put aside, and for how long its time is still kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Parked
from frontdesk.language.dates import minutes_words, moment_words, near_day_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.question import ask_first
from frontdesk.screens.front import Premises
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList

if TYPE_CHECKING:
    from frontdesk.screens.dialogs.parking import Parking

LOOK_AGAIN = 0.02


class OnHoldDialog(Dialog[Parked]):
    """What was put aside; the one that is chosen is the dialog's answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("delete", "drop", "on_hold.drop", N_("delete"), N_("Throw it away and let its time go")),
    ]

    def __init__(self, parking: Parking, today: int) -> None:
        super().__init__()
        self._parking = parking
        self._today = today
        self._drafts: list[Parked] = []
        self._rows: list[tuple[str, ...]] = []
        self.unready = True
        """Until it is known what there is, keys wait."""

    def compose_body(self) -> Iterable[Widget]:
        yield LineList(
            (Heading(_("Customer")), Heading(_("Service"), 16), Heading(_("When"), 17), Heading(_("Time kept"), 13)),
            id="rows",
        )

    def on_mount(self) -> None:
        self.title_is(_("On hold"), _("Enter goes on with it"))
        self.read()
        self.set_interval(1.0, self._put)

    @property
    def lines(self) -> LineList:
        return self.query_one("#rows", LineList)

    def read(self) -> None:
        """Ask what there is, once what is being put aside just now is there."""
        if self._parking.under_way:
            self.set_timer(LOOK_AGAIN, self.read)
        else:
            self.ask("drafts", lambda desk: desk.drafts(), self._show, self._failed)

    def _show(self, drafts: list[Parked]) -> None:
        self._drafts = [*self._parking.unsaved, *drafts]
        self.unready = False
        self.lines.empty = _("Nothing is on hold: Esc in the booking form puts it here.")
        self._put(anew=True)

    def _failed(self, error: FrontdeskError) -> bool:
        self.unready = False
        return False

    def _put(self, anew: bool = False) -> None:
        """Show them; while time goes on, only when something reads differently."""
        premises = self.front.premises
        rows = [self._words(draft, premises) for draft in self._drafts if premises is not None]
        if anew or rows != self._rows:
            self._rows = rows
            self.lines.fill(rows, min(self.lines.cursor, max(0, len(rows) - 1)))

    def _words(self, draft: Parked, premises: Premises) -> tuple[str, ...]:
        body = draft.body
        service = premises.service(body["service"]) if body.get("service") is not None else None
        what = service.name if service else str(body.get("typed", {}).get("service", ""))
        when = ""
        if body.get("start") is not None:
            when = moment_words(body["start"], body["zone"], self._today)
        elif body.get("day") is not None:
            when = near_day_words(body["day"], self._today)
        left = (draft.expires or 0) - int(self.front.clock.seconds())
        kept = _("{minutes} more").format(minutes=minutes_words(-(-left // 60))) if left > 0 else "–"
        return shown(str(body.get("name") or "–")), shown(what), when, kept

    def _here(self) -> Parked | None:
        cursor = self.lines.cursor
        return self._drafts[cursor] if cursor < len(self._drafts) else None

    @on(LineList.Chosen)
    def take_up(self) -> None:
        """Go on with the one under the cursor."""
        draft = self._here()
        if draft is None:
            return
        if not draft.id:
            self._parking.unsaved.remove(draft)
            self.dismiss(draft)
            return
        self.tell(lambda desk: desk.take_up(draft.id), self._take, self._gone)

    def _take(self, draft: Parked) -> None:
        self.dismiss(draft)

    def action_drop(self) -> None:
        draft, premises = self._here(), self.front.premises
        if draft is None or premises is None:
            return
        what = " · ".join(word for word in self._words(draft, premises)[:3] if word)

        def dropped(nothing: None) -> None:
            self.front.say(_("Thrown away: {what}.").format(what=what))
            self.read()

        def drop() -> None:
            if draft.id:
                self.tell(lambda desk: desk.drop(draft.id), dropped, self._gone)
            elif draft in self._parking.unsaved:
                self._parking.unsaved.remove(draft)
                dropped(None)

        ask_first(self, _("Throw it away?"), [what, _("Its time is let go.")], drop)

    def _gone(self, error: FrontdeskError) -> bool:
        """Somebody else was faster."""
        self.read()
        return False
