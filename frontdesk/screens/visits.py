"""What agenda and list share: one filter, marks, the panel of details."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.values import Beside, Filter
from frontdesk.language.i18n import _
from frontdesk.screens.beside import beside_facts
from frontdesk.screens.filters import filter_words, is_filtered
from frontdesk.screens.marking import MarkedActions
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import Bit
from frontdesk.widgets.resting import Resting
from frontdesk.widgets.visit_panel import Fact, VisitPanel

ROOM = 150
"""From so many cells on there is room for the panel."""

OFF = N_("Every filter is off.")

REST = 0.15
"""Seconds the cursor rests before the panel is read."""


def filters_key(*, show: bool) -> Binding:
    """The key of the filters; whether the line of keys has room for it is the screen's to say."""
    return key(
        "f", "filters", "visits.filters", N_("filters"), N_("Dates, person, service, status, kind; agenda and list"),
        show=show,
    )  # fmt: skip


class VisitsScreen(MarkedActions):
    """A screen of reservations that can be filtered and marked, with a panel for the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("F", "no_filters", "visits.no_filters", N_("all"), N_("Take every filter off"), show=False),
        key("z", "panel", "visits.panel", N_("details"), N_("The panel of details: show it or not"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._resting = Resting(self, REST, self._rested)

    def prepare(self) -> None:
        super().prepare()
        self.front.filtered.subscribe(self, self._filtered)
        self._fit_panel(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._fit_panel(event.size.width)

    def on_screen_resume(self) -> None:
        self._fit_panel(self.app.size.width)
        self.rest()

    # filters ---------------------------------------------------------------------------------------------------------

    def _filtered(self, nothing: None) -> None:
        """Another filter is wanted, on whichever screen it was said."""
        if is_filtered(self.front.filter) and self._said.text.strip() == _(OFF):
            self.say("")  # it is not so any more
        self.read_anew()

    def filter_by(self, wanted: Filter) -> None:
        """Show what another filter chooses, here and on the other screen."""
        self.front.filter = wanted
        self.front.filtered.publish(None)

    def action_filters(self) -> None:
        premises = self.front.premises
        if premises is None:
            return
        from frontdesk.screens.dialogs.filters import FiltersDialog

        kept = self._forms.of("filters")
        dialog = FiltersDialog(self.front, premises, self.today, kept)

        def answered(nothing: None) -> None:
            wanted = dialog.wanted
            if wanted is None:
                return
            kept.clear()
            if wanted.place != self.front.place:
                self.front.place = wanted.place
                self.front.placed.publish(None)
            self.front.columns = wanted.columns or self.front.columns
            self.front.jumped = None  # this one is set
            self.filter_by(wanted.filter)

        self.app.push_screen(dialog, answered)

    def action_no_filters(self) -> None:
        self._forms.drop("filters")
        self.front.jumped = None
        self.filter_by(self.all_of_it())
        self.front.say(_(OFF))

    def all_of_it(self) -> Filter:
        """What is shown when nothing is filtered: in the list, what is still to come."""
        return Filter(first=self.today)

    def only_bits(self) -> list[Bit]:
        """The filter in words, for the title line."""
        jumped = self.front.jumped
        words = filter_words(self.front.filter, self.front.premises, _(jumped.words) if jumped and jumped.words else "")
        if not words:
            return []
        return [Bit(" · "), Bit(_("only {what}").format(what=words), "strong"), Bit(_(" (F: all)"), "faint")]

    # the panel -------------------------------------------------------------------------------------------------------

    @property
    def panel(self) -> VisitPanel:
        return self.query_one("#panel", VisitPanel)

    def _with_panel(self, width: int) -> bool:
        """Whether the panel is to be seen on a terminal of so many cells."""
        wanted = self.front.panel
        return width >= ROOM if wanted is None else wanted

    def _fit_panel(self, width: int) -> None:
        there = self._with_panel(width)
        if there != self.has_class("with-panel"):
            self.set_class(there, "with-panel")
            self.rest()

    def action_panel(self) -> None:
        self.front.panel = not self._with_panel(self.app.size.width)
        self._fit_panel(self.app.size.width)

    def rest(self) -> None:
        """The cursor moved, or what is under it changed: read the panel when it has rested. Costs the key nothing."""
        if self.has_class("with-panel"):
            self._resting.stir()

    def _rested(self) -> None:
        if self.over or not self.is_current or not self.has_class("with-panel"):
            return
        visit = self.chosen()
        code = visit.code if visit is not None else None
        if visit is None or code is None:
            self.panel.put(self.other_facts())
            return

        def put(told: Beside) -> None:
            now = self.chosen()
            if now is not None and now.code == code:
                self.panel.put(beside_facts(told, self.today))

        def nothing(error: FrontdeskError) -> bool:
            self.panel.put([Fact("", error.sentence(_), "faint")])
            return True

        self.ask("panel", lambda desk: desk.beside(code), put, nothing)

    def other_facts(self) -> list[Fact]:
        """What the panel says where no reservation is under the cursor."""
        return [Fact("", _("No reservation under the cursor."), "faint")]
