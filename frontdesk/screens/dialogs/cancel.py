"""Before a reservation ends: what it costs, by whom it is cancelled, whether the fee is waived."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.desk.values import Cancellation, Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import Question
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
    """Enter cancels; by whom and whether the fee is waived is chosen by one key before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("b", "by", "cancel.by", N_("by whom"), N_("By the customer, or by the business: then nothing is owed")),
        key("f", "waive", "cancel.waive", N_("waive fee"), N_("Cancel without the fee; managers, with a reason")),
    ]

    def __init__(self, terms: Terms, today: int) -> None:
        super().__init__(_("Cancel"), [])
        self._terms = terms
        self._today = today
        self.by = "customer"
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
            sentences.append(_("By the customer. Late: cancelling now counts as late."))
        else:
            sentences.append(_("By the customer. In time: nothing is owed."))
        if cost.fee:
            sentences.append(fee_words(cost))
        elif cost.late:
            sentences.append(_("A late cancellation costs nothing here."))
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

    def action_waive(self) -> None:
        self.waiving = True
        self.dismiss(True)
