"""Marks: the next action is for all marked reservations together, asked once, undone by one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Reservation, Several
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import moment_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.widgets.keys import key
from frontdesk.widgets.marks import MARKED, mark, status_words
from frontdesk.widgets.one_line import Bit
from frontdesk.widgets.sentences import caution_sentence, is_matter

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


def unmark_key() -> Binding:
    """The key that takes marks off: beside the screen's own key of that name, which would hide one declared above."""
    return key("escape", "unmark", "visits.unmark", N_("no marks"), N_("Take all marks off"), show=False)


class MarkedActions(ReservationActions):
    """A screen on which several reservations can be marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "mark", "visits.mark", N_("mark"), N_("Mark it; the next action is for all marked"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marked: dict[str, None] = {}
        """The codes that are marked, in the order in which they were."""

    def marked_bits(self) -> list[Bit]:
        """How many are marked, for the title line."""
        count = len(self._marked)
        words = ngettext("{count} marked", "{count} marked", count).format(count=count)
        return [Bit(f"{MARKED} {words} ", "strong")] if count else []

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
            keys_wait=True,
        )
        return True

    def _ask_together(self, action: str, told: Several) -> None:
        count = len(told.visits)
        sentences = [ngettext("{count} reservation:", "{count} reservations:", count).format(count=count)]
        sentences += [f"  {self._in_short(visit)}" for visit in told.visits[:NAMED]]
        if count > NAMED:
            more = count - NAMED
            sentences.append("  " + ngettext("and {count} more", "and {count} more", more).format(count=more))
        if told.late:
            late = ngettext("{count} late cancellation.", "{count} late cancellations.", told.late).format(
                count=told.late
            )
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
            self.told_of(*(visit.code for visit in done))
            self.reread()

        if action == "delete":
            from frontdesk.screens.dialogs.question import Asked, FormDialog

            def reasoned(form: FormDialog, values: dict[str, str]) -> None:
                def gone(done: list[Reservation]) -> None:
                    form.dismiss(None)
                    finished(done)

                form.tell(lambda desk: desk.several("delete", wanted, reason=values["reason"]), gone, form.refused)

            self.app.push_screen(FormDialog(title, [Asked("reason", _("Reason"), needed=True)], reasoned, sentences))
            return

        def several() -> None:
            self.tell(lambda desk: desk.several(action, wanted), finished, self.refused_together)

        sentences.append(_("Enter does it for all of them; Esc leaves them as they are."))
        self.ask_first(title, sentences, several)

    def _in_short(self, visit: Reservation) -> str:
        when = moment_words(visit.start, visit.zone, self.today)
        return f"{when} {mark(visit.status)} {shown(visit.customer.name)} · {shown(visit.service)}"

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
        matters = [
            f"{shown(visit.customer.name)}: {caution_sentence(caution)}"
            for visit in done
            for caution in visit.warnings
            if is_matter(caution)
        ]
        # what matters about who has come goes before all else, as where one comes alone
        said = _("{sentence} u takes all of it back.").format(sentence=sentence)
        self.front.say(" ".join([*matters, said]), stays=bool(matters))

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
