"""Walk-in: who can be served now, and seating somebody with one key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Booking, CustomerWish, LineWish, Reservation
from frontdesk.language.dates import minutes_words, span_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog, Sentences
from frontdesk.screens.dialogs.question import Question
from frontdesk.widgets.field import Field
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.sentences import obstacle_sentences

if TYPE_CHECKING:
    from frontdesk.desk.values import WalkIn


class WalkInDialog(Dialog[Reservation]):
    """For each service the first free person and the wait; Enter seats."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._options: list[WalkIn] = []

    def compose_body(self) -> Iterable[Widget]:
        yield LineList(
            (Heading(_("Service")), Heading(_("Wait"), 10), Heading(_("With")), Heading(_("When"), 13)), id="options"
        )
        yield Field("name", _("Name"), hint=_("not needed"))
        yield Field("phone", _("Phone"), hint=_("helps"))
        yield Field("party", _("People"), value="1")
        yield Sentences(id="problem")

    def on_mount(self) -> None:
        self.title_is(_("Walk-in"), _("Enter seats; tab: name, phone, people"))
        self.query_one(LineList).focus()
        self._look()

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    @property
    def _party(self) -> int:
        value = self.field("party").value
        return int(value) if value.isdecimal() and int(value) else 1

    def _look(self) -> None:
        place = self.front.place.id if self.front.place else None
        party = self._party
        self.ask("walk_in", lambda desk: desk.walk_in_options(place, party), self._show)

    def _show(self, options: list[WalkIn]) -> None:
        self._options = options
        rows = []
        for option in options:
            wait = _("now") if option.wait <= 0 else _("in {minutes}").format(minutes=minutes_words(option.wait))
            who = option.staff or ", ".join(option.resources)
            rows.append((shown(option.service), wait, shown(who), span_words(option.start, option.end, option.zone)))
        lines = self.query_one(LineList)
        lines.empty = _("Nobody can be served today any more.")
        lines.fill(rows, lines.cursor)

    @on(Input.Changed, "#party")
    def party_changed(self) -> None:
        self._look()

    @on(Input.Submitted)
    def field_done(self, event: Input.Submitted) -> None:
        self.query_one(LineList).focus()

    @on(LineList.Chosen)
    def seat_chosen(self) -> None:
        self.action_seat()

    def action_seat(self) -> None:
        cursor = self.query_one(LineList).cursor
        if cursor >= len(self._options):
            return
        option, party = self._options[cursor], self._party
        who = CustomerWish(name=self.field("name").value or None, phone=self.field("phone").value or None)
        place = self.front.place.id if self.front.place else None
        line = LineWish(service=option.service_id, staff=option.staff_id)
        if option.wait > 0 and option.session is None:
            self._offer(option, Booking((line,), option.start, who, location=place, party=party))
            return
        self.tell(lambda desk: desk.walk_in((line,), who, party=party, location=place), self._seated, self._refused)

    def _offer(self, option: WalkIn, booking: Booking) -> None:
        """Nobody is free this minute: offer the very time that was shown, as a booking."""
        if not (booking.customer.name or booking.customer.phone):
            self.field("name").wrong(_("For whom?"))
            self.field("name").input.focus()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.tell(lambda desk: desk.book(booking), self._seated, self._refused)

        wait = _("in {minutes}").format(minutes=minutes_words(option.wait))
        who = option.staff or ", ".join(option.resources)
        span = span_words(option.start, option.end, option.zone)
        sentences = [" · ".join((shown(option.service), shown(who), wait, span)), shown(booking.customer.name or "")]
        self.app.push_screen(Question(_("Book"), sentences), answered)

    def _seated(self, visit: Reservation) -> None:
        self.dismiss(visit)

    def _refused(self, error: FrontdeskError) -> bool:
        named = str(error.params.get("field", ""))
        obstacles = obstacle_sentences(error.details.get("obstacles", ()))
        if named in ("name", "phone", "party"):
            self.field(named).wrong(error.sentence(_))
            self.field(named).input.focus()
        else:
            self.query_one("#problem", Sentences).update("\n".join(obstacles) or error.sentence(_))
        self._look()
        return True
