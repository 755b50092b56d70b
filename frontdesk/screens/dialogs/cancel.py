"""Before a reservation ends: what it costs, by whom it is cancelled, whether the fee is waived."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.values import Cancellation, Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import Asked, FormDialog, Question
from frontdesk.widgets.keys import key
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.sentences import visit_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class Terms(NamedTuple):
    """A reservation and what ending it would mean, by whom."""

    visit: Reservation
    by_customer: Cancellation
    by_business: Cancellation

    @classmethod
    def of(cls, desk: Desk, code: str) -> Terms:
        """Ask for them; for a worker thread."""
        return cls(desk.reservation(code), desk.cancel_preview(code), desk.cancel_preview(code, by="business"))


def fee_words(terms: Cancellation) -> str:
    """``Fee: 10.00 EUR.``"""
    return _("Fee: {amount}.").format(amount=money_words(terms.fee, terms.currency))


def paid_words(visit: Reservation) -> list[str]:
    """What was paid already, where something was."""
    return [_("Paid so far: {amount}.").format(amount=money_words(visit.paid, visit.currency))] if visit.paid else []


class CancelDialog(Question):
    """Enter cancels; by whom, why, and whether the fee is waived is said by one key before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("b", "by", "cancel.by", N_("by whom"), N_("By the customer, or by the business: then nothing is owed")),
        key("r", "reason", "cancel.reason", N_("reason"), N_("Say why it is cancelled; nobody has to")),
        key("f", "waive", "cancel.waive", N_("waive fee"), N_("Cancel without the fee; managers, with a reason")),
    ]

    def __init__(self, terms: Terms, today: int) -> None:
        super().__init__(_("Cancel"), [])
        self._terms = terms
        self._today = today
        self.by = "customer"
        self.reason = ""
        """Why, where that was said."""
        self._unfinished: dict[str, str] = {}
        """What stood in the reason's field when it was left."""
        self.waiving = False
        """The fee is to be waived; the reason is still to be asked."""
        self.waives = True
        """Whether that can be asked where this was opened."""

    def on_mount(self) -> None:
        self._say()

    @property
    def _cost(self) -> Cancellation:
        return self._terms.by_customer if self.by == "customer" else self._terms.by_business

    def _say(self) -> None:
        cost, visit = self._cost, self._terms.visit
        sentences = [visit_words(visit, self._today), *paid_words(visit), ""]
        if self.by == "business":
            sentences.append(_("By the business: nothing is owed, and what was paid is returned."))
        elif cost.late:
            sentences.append(_("By the customer. A late cancellation."))
        else:
            sentences.append(_("By the customer. In time: nothing is owed."))
        if cost.fee:
            sentences.append(fee_words(cost))
        elif cost.late:
            sentences.append(_("A late cancellation costs nothing here."))
        if self.reason:
            sentences.append(_("Reason: {reason}").format(reason=shown(self.reason)))
        sentences += ["", _("Enter cancels it; Esc leaves it as it is.")]
        self.query_one("#sentences", PlainText).update("\n".join(sentences))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "waive":
            return self.waives and self._cost.waivable
        return super().check_action(action, parameters)

    def action_by(self) -> None:
        self.by = "business" if self.by == "customer" else "customer"
        self._say()

    def action_reason(self) -> None:
        def done(form: FormDialog, values: dict[str, str]) -> None:
            self.reason = values["reason"]
            self._unfinished.clear()
            form.dismiss(None)
            self.grow_deaf()  # the Enter that ended the reason must not cancel
            self._say()

        sentences = [visit_words(self._terms.visit, self._today), _("Enter goes back; nothing is cancelled yet.")]
        field = Asked("reason", _("Reason"), self.reason)
        self.app.push_screen(FormDialog(_("Cancel"), [field], done, sentences, self._unfinished, new=True))

    def action_waive(self) -> None:
        self.waiving = True
        self.dismiss(True)
