"""What can be done with a reservation from wherever it is listed: the same keys in the agenda, the list and the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import UNSET
from textual.binding import BindingType

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.refusals import wrong_status
from frontdesk.base.text import shown
from frontdesk.desk.day_values import Block
from frontdesk.desk.values import Cancellation, Reservation, ReservationEdit
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, minutes_words, time_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.frame import MainScreen
from frontdesk.widgets.day_cells import STEP
from frontdesk.widgets.keys import key
from frontdesk.widgets.marks import status_words
from frontdesk.widgets.sentences import caution_sentence, is_matter, length_words, visit_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.screens.dialogs.cancel import Terms
    from frontdesk.screens.dialogs.question import FormDialog, Stored

ENDS_FROM = {"cancelled": ("pending", "confirmed"), "no_show": ("confirmed",)}
"""From which statuses a reservation can be cancelled or missed: elsewhere nothing is asked. The desk decides."""

AGAIN = {
    "arrived": N_("arrived"),
    "confirmed": N_("confirmed"),
    "completed": N_("completed"),
    "longer(1)": N_("longer"),
    "longer(-1)": N_("shorter"),
}
"""What may be repeated by a key: nothing that costs somebody something or needs a form."""

EARLY = 60
"""Minutes before its start from which on a check-in is asked about first."""

VISIT = Reservation | Block


class ReservationActions(MainScreen):
    """The keys for the reservation under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "arrived", "visit.arrived", N_("arrived"), N_("The customer is here")),
        key("k", "confirmed", "visit.confirmed", N_("confirmed"), N_("Confirm it, or take a slip back"), show=False),
        key("c", "completed", "visit.completed", N_("completed"), N_("The visit is over")),
        key("x", "cancel", "visit.cancel", N_("cancel"), N_("Cancel it; the fee is shown first")),
        key("n", "no_show", "visit.no_show", N_("no-show"), N_("The customer did not come"), show=False),
        key(
            "delete",
            "delete",
            "visit.delete",
            N_("delete"),
            N_("Delete a wrong record; managers, with a reason"),
            show=False,
        ),
        key("plus", "longer(1)", "visit.longer", N_("longer"), N_("Make it a step longer"), show=False),
        key("minus", "longer(-1)", "visit.shorter", N_("shorter"), N_("Make it a step shorter"), show=False),
        key("e", "edit", "visit.edit", N_("edit"), N_("Change notes, people or price"), show=False),
        key("p", "pay", "visit.pay", N_("pay"), N_("Take a payment"), show=False),
        key(
            "full_stop",
            "again",
            "main.repeat",
            N_("again"),
            N_("Do here what was done last: arrived, confirmed, completed, longer, shorter"),
            show=False,
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._forms = Unfinished()
        """What was typed in forms that were closed before they were done, by what they do and the reservation."""
        self._again = ""
        """What is said before the sentence on what stands now, when it was a repetition."""
        self._changed = ""
        """What is said in place of that sentence, where it was something else than the status that was changed."""

    def chosen(self) -> VISIT | None:
        """The reservation under the cursor, as far as it is known."""
        raise NotImplementedError

    def together(self, action: str) -> bool:
        """Whether an action (a verb of the desk) is taken over for several that are marked."""
        return False

    def _with_visit(self) -> tuple[VISIT, str] | None:
        visit = self.chosen()
        if visit is None or not visit.code:
            self.front.say(_("There is no reservation under the cursor."))
            return None
        return visit, visit.code

    def written(self, visit: Reservation) -> None:
        """Say what stands now, and what the desk was warned of."""
        stands = f"{visit_words(visit, self.today)}: {status_words(visit.status)}."
        sentence = f"{self._again}{self._changed or stands}"
        self._again = self._changed = ""
        if visit.owed:
            sentence = _("Owed: {amount}.").format(amount=money_words(visit.owed, visit.currency)) + " " + sentence
        said = [sentence, *(caution_sentence(caution) for caution in visit.warnings if not is_matter(caution))]
        matters = [caution_sentence(caution) for caution in visit.warnings if is_matter(caution)]
        # what matters about who has come goes before all else, and stays until something else is said
        self.front.say(" ".join([*matters, *said]), stays=bool(matters))
        self.told_of(visit.code)
        self.reread()

    def _do(self, action: str, order: Callable[[Desk, str, int], Reservation]) -> None:
        found = self._with_visit()
        if found is None:
            return
        visit, code = found
        again, self._again = self._again, ""

        def done(now: Reservation) -> None:
            self.front.latest = action
            self._again = again
            if action.startswith("longer"):
                self._changed = length_words(now)
            self.written(now)

        self.tell(lambda desk: order(desk, code, visit.version), done, self.refused)

    def action_again(self) -> None:
        """Do to the reservation under the cursor what was done last, and say so."""
        latest = self.front.latest
        if not latest:
            self.front.say(_("Nothing was done yet that could be repeated."))
        elif latest not in AGAIN:
            self.front.say(_("What was done last is never repeated by this key; use its own."))
        else:
            self._again = _("Again {what}:").format(what=_(AGAIN[latest])) + " "
            name, _sep, by = latest.partition("(")
            if by:
                self.action_longer(int(by.rstrip(")")))
            else:
                getattr(self, f"action_{name}")()
            self._again = ""

    # one key, one write ----------------------------------------------------------------------------------------------

    def action_arrived(self) -> None:
        if self.together("arrive"):
            return
        visit = self.chosen()
        if visit is None or not self._is_early(visit):
            self._arrive()
            return
        again = self._again

        def arrived() -> None:
            now = self.chosen()
            if now is not None and now.code == visit.code:
                self._again = again
                self._arrive()

        zone = visit.zone if isinstance(visit, Reservation) else self.zone
        who = shown(visit.customer.name if isinstance(visit, Reservation) else visit.customer)
        sentences = [
            _("{who}'s visit begins at {time}.").format(who=who, time=time_words(visit.start, zone)),
            _("Enter: the customer is here already; Esc leaves it as it is."),
        ]
        self.ask_first(_("Arrived"), sentences, arrived)

    def _is_early(self, visit: VISIT) -> bool:
        """Whether nobody is expected yet: a wrong line is likelier than somebody who comes so long before."""
        now = int(self.front.clock.seconds() // 60)
        of_today = day_of(visit.start - self.day_ends, self.zone) == self.today  # of another day the desk refuses it
        return visit.status in ("pending", "confirmed") and of_today and visit.start - now > EARLY

    def _arrive(self) -> None:
        self._do("arrived", lambda desk, code, version: desk.arrive(code, version=version))

    def action_completed(self) -> None:
        if not self.together("complete"):
            self._do("completed", lambda desk, code, version: desk.complete(code, version=version))

    def action_confirmed(self) -> None:
        if not self.together("confirm"):
            self._do("confirmed", lambda desk, code, version: desk.confirm(code, version=version))

    def action_longer(self, by: int) -> None:
        visit = self.chosen()
        if visit is not None:
            minutes = visit.end - visit.start + by * STEP
            if minutes <= 0:
                self.front.say(
                    _("It cannot be shorter than {minutes}.").format(minutes=minutes_words(visit.end - visit.start)),
                    bad=True,
                )
                return
            self._do(f"longer({by})", lambda desk, code, version: desk.resize(code, minutes, version=version))

    # shown first, then Enter -----------------------------------------------------------------------------------------

    def action_cancel(self) -> None:
        if self.together("cancel"):
            return
        found = self._with_visit()
        if found is None:
            return
        code = found[1]
        from frontdesk.screens.dialogs.cancel import CancelDialog, Terms

        def question(terms: Terms) -> None:
            full = terms.visit
            if self._too_late(full, "cancelled"):
                return
            dialog = CancelDialog(terms, self.today)

            def answered(yes: bool | None) -> None:
                if yes and dialog.waiving:
                    self._waive(terms, dialog.reason)
                elif yes:
                    by, reason = dialog.by, dialog.reason or None
                    self.tell(
                        lambda desk: desk.cancel(code, by=by, reason=reason, version=full.version),
                        self._ended,
                        self.refused,
                    )

            self.app.push_screen(dialog, answered)

        self.ask("preview", lambda desk: Terms.of(desk, code), question, keys_wait=True)

    def _waive(self, terms: Terms, reason: str) -> None:
        """Ask for the reason, which may have been said already, then cancel without the fee."""
        from frontdesk.screens.dialogs.cancel import fee_words
        from frontdesk.screens.dialogs.question import Asked, FormDialog

        full = terms.visit
        kept = self._forms.of(f"waive {full.code}", full.version)
        if reason:
            kept.clear()  # it was said anew

        def done(form: FormDialog, values: dict[str, str]) -> None:
            def waived(visit: Reservation) -> None:
                kept.clear()
                form.dismiss(None)
                self._ended(visit)

            reason = values["reason"]
            form.tell(
                lambda desk: desk.cancel(full.code, waive=True, reason=reason, version=full.version),
                waived,
                form.refused,
            )

        sentences = [
            visit_words(full, self.today),
            fee_words(terms.by_customer),
            _("It is cancelled by the customer and nothing is owed."),
        ]
        fields = [Asked("reason", _("Reason"), reason, needed=True)]
        self.app.push_screen(FormDialog(_("Waive the fee"), fields, done, sentences, kept))

    def action_no_show(self) -> None:
        if self.together("no-show"):
            return
        found = self._with_visit()
        if found is None:
            return
        code = found[1]
        from frontdesk.screens.dialogs.cancel import fee_words, paid_words

        def question(answer: tuple[Reservation, Cancellation]) -> None:
            full, terms = answer
            if self._too_late(full, "no_show"):
                return
            sentences = [
                visit_words(full, self.today),
                *paid_words(full),
                fee_words(terms) if terms.fee else _("Not coming costs nothing here."),
                _("Enter records that nobody came; Esc leaves it as it is."),
            ]
            self._confirm(_("No-show"), sentences, lambda desk: desk.no_show(code, version=full.version))

        self.ask("preview", lambda desk: (desk.reservation(code), desk.no_show_preview(code)), question, keys_wait=True)

    def _too_late(self, visit: Reservation, wanted: str) -> bool:
        """Say so where nothing can come of it any more, before anything is asked."""
        told: dict[str, Any] = {}
        if visit.status in ENDS_FROM[wanted]:
            if wanted != "no_show" or visit.start * 60 <= self.front.clock.seconds():
                return False
            told["begins"] = visit.start
        self.front.refused_since = True
        self.front.refuse(wrong_status(visit.code, visit.customer.name, visit.status, wanted, **told))
        return True

    def _ended(self, now: Reservation) -> None:
        """A visit was ended: no key repeats that on another."""
        self.front.latest = "ended"
        self.written(now)

    def _confirm(self, title: str, sentences: list[str], order: Callable[[Desk], Reservation]) -> None:
        self.ask_first(title, sentences, lambda: self.tell(order, self._ended, self.refused))

    def action_delete(self) -> None:
        if self.together("delete"):
            return
        found = self._with_visit()
        if found is None:
            return
        visit, code = found
        from frontdesk.screens.dialogs.question import Asked, FormDialog

        def done(form: FormDialog, values: dict[str, str]) -> None:
            def gone(nothing: None) -> None:
                form.dismiss(None)
                self.front.latest = "delete"
                self.front.say(_("{code} was deleted.").format(code=code))
                self.told_of(code)
                self.reread()

            form.tell(lambda desk: desk.delete(code, values["reason"], version=visit.version), gone, form.refused)

        who = shown(visit.customer if isinstance(visit, Block) else visit.customer.name)
        sentences = [
            f"{code} · {who}",
            _("Only for a record that is wrong; a visit that will not take place is cancelled."),
        ]
        self.app.push_screen(FormDialog(_("Delete"), [Asked("reason", _("Reason"), needed=True)], done, sentences))

    # forms -----------------------------------------------------------------------------------------------------------

    def open_visit(self) -> None:
        """Show all that is known of the reservation under the cursor."""
        from frontdesk.screens.dialogs.reservation import ReservationDialog

        found = self._with_visit()
        if found is not None:
            self.app.push_screen(ReservationDialog(found[1], self.today, here=self.mode == "agenda"))

    def action_edit(self) -> None:
        found = self._with_visit()
        if found is None:
            return
        code = found[1]
        from frontdesk.screens.dialogs.question import FormDialog
        from frontdesk.screens.dialogs.reservation import edit_fields, read_edit

        def form_for(full: Reservation) -> None:
            kept = self._forms.of(f"edit {code}", full.version)
            stored = full

            def done(form: FormDialog, values: dict[str, str]) -> None:
                changes = read_edit(form, values, stored)
                if changes is None:
                    return
                if changes == ReservationEdit():
                    kept.clear()
                    form.dismiss(None)
                    self.front.say(_("Nothing was changed."))
                    return

                def saved(visit: Reservation) -> None:
                    kept.clear()
                    form.dismiss(None)
                    self.front.latest = "edit"
                    self._changed = _("{what}: saved.").format(what=visit_words(visit, self.today))
                    self.written(visit)

                def anew(now: Reservation) -> Stored:
                    nonlocal stored
                    stored = now
                    self._forms.moved_on(f"edit {code}", now.version)
                    return edit_fields(now), [visit_words(now, self.today)]

                def refused(error: FrontdeskError) -> bool:
                    if form.changed_meanwhile(error, lambda desk: desk.reservation(code), anew):
                        return True
                    if "field" in error.params or changes.party is UNSET:
                        return form.refused(error)
                    form.wrong("party", error.sentence(_))  # only people need room; a note and a price never do
                    return True

                version = stored.version
                form.tell(lambda desk: desk.edit(code, changes, version=version), saved, refused)

            self.app.push_screen(FormDialog(_("Edit"), edit_fields(full), done, [visit_words(full, self.today)], kept))

        self.ask("preview", lambda desk: desk.reservation(code), form_for, keys_wait=True)

    def action_pay(self) -> None:
        found = self._with_visit()
        if found is None:
            return
        code = found[1]
        from frontdesk.screens.dialogs.payment import paid_sentence, payment_form

        def paid(visit: Reservation, amount: int, method: str, besides: int) -> None:
            self.front.latest = "pay"
            self.written(visit)
            self.front.say(paid_sentence(visit, amount, method, besides))

        def form_for(full: Reservation) -> None:
            def stands(visit: Reservation) -> tuple[int, ...]:
                return visit.version, visit.price, visit.paid, visit.owed

            def anew(now: Reservation) -> None:
                self._forms.moved_on(f"pay {code}", stands(now))

            kept = self._forms.of(f"pay {code}", stands(full))
            self.app.push_screen(payment_form(full, self.today, kept, paid, anew))

        self.ask("preview", lambda desk: desk.reservation(code), form_for, keys_wait=True)
