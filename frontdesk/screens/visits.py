"""What agenda and list share: one filter, marks for several reservations at once, the panel of details."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.timer import Timer

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Beside, Filter, Reservation, Several
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, day_words, moment_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.screens.dialogs.question import Asked, FormDialog, Question
from frontdesk.screens.filters import filter_words
from frontdesk.widgets.keys import key
from frontdesk.widgets.marks import MARKED, mark, status_words
from frontdesk.widgets.one_line import Bit
from frontdesk.widgets.sentences import visit_facts, visit_words
from frontdesk.widgets.visit_panel import Fact, VisitPanel

ROOM = 150
"""From so many cells on there is room for the panel."""

REST = 0.15
"""Seconds the cursor rests before the panel is read."""

NAMED = 6
"""So many of several are named in a question."""

TITLES = {
    "arrive": N_("Arrived"),
    "confirm": N_("Confirmed"),
    "complete": N_("Completed"),
    "cancel": N_("Cancel"),
    "no-show": N_("No-show"),
    "delete": N_("Delete"),
}
"""The actions that can be for all marked ones."""

LATEST = {"arrive": "arrived", "confirm": "confirmed", "complete": "completed"}


def filters_key(*, show: bool) -> Binding:
    """The key of the filters; whether the line of keys has room for it is the screen's to say."""
    return key(
        "f", "filters", "visits.filters", N_("filters"), N_("Dates, person, service, status, kind; agenda and list"),
        show=show,
    )  # fmt: skip


def unmark_key() -> Binding:
    """The key that takes marks off: beside the screen's own key of that name, which would hide one declared above."""
    return key("escape", "unmark", "visits.unmark", N_("no marks"), N_("Take all marks off"), show=False)


class VisitsScreen(ReservationActions):
    """A screen of reservations that can be filtered and marked, with a panel for the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("F", "no_filters", "visits.no_filters", N_("all"), N_("Take every filter off"), show=False),
        key("space", "mark", "visits.mark", N_("mark"), N_("Mark it; the next action is for all marked"), show=False),
        key("z", "panel", "visits.panel", N_("details"), N_("The panel of details: show it or not"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marked: dict[str, None] = {}
        """The codes that are marked, in the order in which they were."""
        self._resting: Timer | None = None
        self._moved_at = 0.0

    def on_mount(self) -> None:
        super().on_mount()
        self.front.filtered.subscribe(self, self._filtered)
        self._fit_panel(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._fit_panel(event.size.width)

    def on_screen_resume(self) -> None:
        self._fit_panel(self.app.size.width)
        super().on_screen_resume()

    # filters ---------------------------------------------------------------------------------------------------------

    def _filtered(self, nothing: None) -> None:
        """Another filter is wanted, on whichever screen it was said."""
        self._stale = True
        if self.is_current or self.app.screen.is_modal:
            self._read_if_stale()

    def filter_by(self, wanted: Filter) -> None:
        """Show what another filter chooses, here and on the other screen."""
        self.front.filter = wanted
        self.front.filtered.publish(None)

    def action_filters(self) -> None:
        premises = self.front.premises
        if premises is None:
            return
        from frontdesk.screens.dialogs.filters import FiltersDialog

        kept = self._forms.setdefault("filters", {})
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
            self.filter_by(wanted.filter)

        self.app.push_screen(dialog, answered)

    def action_no_filters(self) -> None:
        self._forms.pop("filters", None)
        self.filter_by(self.all_of_it())
        self.front.say(_("Every filter is off."))

    def all_of_it(self) -> Filter:
        """What is shown when nothing is filtered."""
        return Filter()

    def only_bits(self) -> list[Bit]:
        """The filter in words, for the title line."""
        words = filter_words(self.front.filter, self.front.premises)
        if not words:
            return []
        return [Bit(" · "), Bit(_("only {what}").format(what=words), "strong"), Bit(_(" (F: all)"), "faint")]

    def marked_bits(self) -> list[Bit]:
        """How many are marked, for the title line."""
        count = len(self._marked)
        words = ngettext("{count} marked", "{count} marked", count).format(count=count)
        return [Bit(f"{MARKED} {words} ", "strong")] if count else []

    # marks -----------------------------------------------------------------------------------------------------------

    def put_marks(self) -> None:
        """Draw marks and their count."""
        raise NotImplementedError

    def move_on(self) -> None:
        """Go to what comes after the one that was marked."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "unmark":
            return bool(self._marked)
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        found = self._with_visit()
        if found is None:
            return
        if found[1] in self._marked:
            del self._marked[found[1]]
        else:
            self._marked[found[1]] = None
        self._marks_changed()
        self.move_on()

    def action_unmark(self) -> None:
        self._marked.clear()
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.put_marks()
        self.refresh_bindings()

    def together(self, action: str) -> bool:
        if not self._marked:
            return False
        codes = tuple(self._marked)
        self.ask(
            "preview",
            lambda desk: desk.several_preview(action, codes),
            lambda told: self._ask_together(action, told),
            self.refused_together,
        )
        return True

    def _ask_together(self, action: str, told: Several) -> None:
        count = len(told.visits)
        sentences = [ngettext("{count} reservation:", "{count} reservations:", count).format(count=count)]
        sentences += [f"  {visit_words(visit, self.today)}" for visit in told.visits[:NAMED]]
        if count > NAMED:
            more = count - NAMED
            sentences.append("  " + ngettext("and {count} more", "and {count} more", more).format(count=more))
        if told.late:
            late = ngettext("{count} counts as late.", "{count} count as late.", told.late).format(count=told.late)
            sentences.append(late)
        if told.fee:
            sentences.append(_("Fees in all: {amount}.").format(amount=money_words(told.fee, told.currency)))
        elif action in ("cancel", "no-show"):
            sentences.append(_("Nothing is owed for it."))
        wanted = [(visit.code, visit.version) for visit in told.visits]
        title = _("{what}: all marked").format(what=_(TITLES[action]))

        def finished(done: list[Reservation]) -> None:
            self._marked.clear()
            self._marks_changed()
            self.front.latest = LATEST.get(action, action)
            self._say_together(action, done)
            self.reread()

        if action == "delete":

            def reasoned(form: FormDialog, values: dict[str, str]) -> None:
                def gone(done: list[Reservation]) -> None:
                    form.dismiss(None)
                    finished(done)

                form.tell(lambda desk: desk.several("delete", wanted, reason=values["reason"]), gone, form.refused)

            self.app.push_screen(FormDialog(title, [Asked("reason", _("Reason"), needed=True)], reasoned, sentences))
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.tell(lambda desk: desk.several(action, wanted), finished, self.refused_together)

        sentences.append(_("Enter does it for all of them; Esc leaves them as they are."))
        self.app.push_screen(Question(title, sentences), answered)

    def _say_together(self, action: str, done: Sequence[Reservation]) -> None:
        count, owed = len(done), sum(visit.owed for visit in done)
        if action == "delete":
            words = ngettext("{count} reservation was deleted.", "{count} reservations were deleted.", count)
            self.front.say(words.format(count=count))
            return
        parts = [ngettext("{count} reservation", "{count} reservations", count).format(count=count)]
        sentence = f"{parts[0]}: {status_words(done[0].status)}." if done else ""
        if owed:
            amount = money_words(owed, done[0].currency)
            sentence = _("Owed: {amount}.").format(amount=amount) + " " + sentence
        self.front.say(_("{sentence} u takes all of it back.").format(sentence=sentence))

    def refused_together(self, error: FrontdeskError) -> bool:
        """Say which one cannot, and that nothing was done to the others."""
        self.reread()
        code, sentence = str(error.details.get("at", "")), error.sentence(_)
        if not code:
            return False
        named = sentence if code in sentence else f"{code}: {sentence}"
        self.front.say(_("{sentence} Nothing was changed.").format(sentence=named),
                       bad=True)  # fmt: skip
        return True

    # the panel -------------------------------------------------------------------------------------------------------

    @property
    def panel(self) -> VisitPanel:
        return self.query_one("#panel", VisitPanel)

    @property
    def with_panel(self) -> bool:
        """Whether the panel is to be seen."""
        wanted = self.front.panel
        return self.app.size.width >= ROOM if wanted is None else wanted

    def _fit_panel(self, width: int) -> None:
        wanted = self.front.panel
        there = width >= ROOM if wanted is None else wanted
        if there != self.has_class("with-panel"):
            self.set_class(there, "with-panel")
            self.rest()

    def action_panel(self) -> None:
        self.front.panel = not self.with_panel
        self._fit_panel(self.app.size.width)

    def rest(self) -> None:
        """The cursor moved, or what is under it changed: read the panel when it has rested. Costs the key nothing."""
        self._moved_at = time.monotonic()
        if self._resting is None and self.has_class("with-panel"):
            self._resting = self.set_timer(REST, self._rested)

    def _rested(self) -> None:
        self._resting = None
        left = self._moved_at + REST - time.monotonic()
        if left > 0.005:
            self._resting = self.set_timer(left, self._rested)
            return
        if self.over or not self.has_class("with-panel"):
            return
        visit = self.chosen()
        code = visit.code if visit is not None else None
        if visit is None or code is None:
            self.panel.put(self.other_facts())
            return

        def put(told: Beside) -> None:
            now = self.chosen()
            if now is not None and now.code == code:
                self.panel.put(self._facts(told))

        def nothing(error: FrontdeskError) -> bool:
            self.panel.put([Fact("", error.sentence(_), "faint")])
            return True

        self.ask("panel", lambda desk: desk.beside(code), put, nothing)

    def other_facts(self) -> list[Fact]:
        """What the panel says where no reservation is under the cursor."""
        return [Fact("", _("No reservation under the cursor."), "faint")]

    def _facts(self, told: Beside) -> list[Fact]:
        """Everything about a reservation: what must not be overlooked comes first."""
        visit, customer, today = told.visit, told.customer, self.today
        facts = [Fact("", f"{shown(customer.name)}  {visit.code}", "strong")]
        if told.owed:
            facts.append(Fact(_("Owed"), money_words(told.owed, visit.currency), "bad"))
        facts += [Fact(shown(name), shown(value), "strong") for name, value in told.preferences.items()]
        facts.append(Fact("", ""))
        skipped = {_("Customer"), _("Owed")}
        facts += [Fact(label, words) for label, words in visit_facts(visit, today) if label not in skipped]
        facts.append(Fact("", ""))
        facts += [
            Fact(label, words)
            for label, words in (
                (_("Phone"), shown(customer.phone or "")),
                (_("E-mail"), shown(customer.email or "")),
                (_("Birthday"), shown(customer.birthday or "")),
                (_("Tags"), ", ".join(shown(tag) for tag in customer.tags)),
                (_("Visits"), self._counts(told)),
            )
            if words
        ]
        facts += [Fact(_("Before"), self._short(one)) for one in told.past]
        facts += [Fact(_("To come"), self._short(one)) for one in told.coming]
        facts += [
            Fact(
                _("Note"),
                f"{day_words(day_of(note.at // 60, self.zone), today)} {shown(note.author)}: {shown(note.body)}",
            )
            for note in told.notes
        ]
        return facts

    @staticmethod
    def _counts(told: Beside) -> str:
        words = [str(told.visits)]
        if told.no_shows:
            count = told.no_shows
            words.append(ngettext("{count} no-show", "{count} no-shows", count).format(count=count))
        if told.cancelled:
            words.append(
                ngettext("{count} cancelled", "{count} cancelled", told.cancelled).format(count=told.cancelled)
            )
        return " · ".join(words)

    def _short(self, visit: Reservation) -> str:
        when = moment_words(visit.start, visit.zone, self.today)
        return f"{when} {mark(visit.status)} {shown(visit.service)}"
