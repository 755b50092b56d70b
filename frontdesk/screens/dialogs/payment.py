"""Taking a payment: what is still to pay is proposed; more than that is asked about once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from frontdesk.base import money
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Reservation
from frontdesk.language.amounts import is_too_large, money_words, read_money
from frontdesk.language.i18n import _
from frontdesk.language.methods import METHODS, method_words, read_methods
from frontdesk.screens.dialogs.question import Asked, FormDialog, Stored, ask_first
from frontdesk.widgets.sentences import visit_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

MOST_TIMES = 100
"""So many times the price is a slip of the fingers."""


def left_to_pay(visit: Reservation) -> int:
    """What is still to pay of a visit, or of the fee for one that did not take place."""
    if visit.status in ("cancelled", "no_show", "expired"):
        return visit.owed
    return max(0, visit.price - visit.paid)


def paid_sentence(visit: Reservation, amount: int, method: str, besides: int) -> str:
    """Who paid what, how, and what is left; ``besides``: what they owe for other visits."""
    left = left_to_pay(visit)
    if left and besides:
        words = _("{name}: {amount} {method} received; left to pay: {left}, for other visits {besides}.")
    elif left:
        words = _("{name}: {amount} {method} received; {left} left to pay.")
    elif besides:
        words = _("{name}: {amount} {method} received; they owe {besides} for other visits.")
    else:
        words = _("{name}: {amount} {method} received; nothing left to pay.")
    return words.format(
        name=shown(visit.customer.name),
        amount=money_words(amount, visit.currency),
        method=shown(method_words(method)),
        left=money_words(left, visit.currency),
        besides=money_words(besides, visit.currency),
    )


def payment_form(
    visit: Reservation,
    today: int,
    kept: dict[str, str],
    paid: Callable[[Reservation, int, str, int], None],
    anew: Callable[[Reservation], None],
) -> FormDialog:
    """The form; ``paid`` is told of the visit, the amount, the way of paying and what is owed for others once it is written,
    ``anew`` of the visit as somebody else changed it while the form was open."""
    left, currency = left_to_pay(visit), visit.currency

    def done(form: FormDialog, values: dict[str, str]) -> None:
        amount, method = _read_amount(values["amount"]), _read_method(values["method"])
        if method[1]:
            form.wrong("method", method[1])
        if isinstance(amount, str):
            form.wrong("amount", amount)
        if method[1] or isinstance(amount, str):
            return
        if amount <= left:
            write(form, amount, method[0])
            return
        more = money_words(amount - left, currency)
        doubts = [
            _("That is {amount} more than is left to pay.").format(amount=more),
            _("Enter takes the payment all the same; Esc goes back."),
        ]
        ask_first(form, _("Payment"), doubts, lambda: write(form, amount, method[0]))

    def _read_amount(text: str) -> int | str:
        amount = read_money(text, currency)
        most = money.largest_price(currency)
        if price := max(visit.price, left):
            most = min(most, MOST_TIMES * price)
        if not amount and not is_too_large(text, currency, most):
            return _("An amount is needed, such as 25.00.")
        if amount is None or amount > most:
            return _("That is too much for this visit: {amount} at most.").format(amount=money_words(most, currency))
        return amount

    def _read_method(text: str) -> tuple[str, str]:
        """The way of paying, or what is wrong with it."""
        found = read_methods(text)
        if len(found) == 1:
            return found[0], ""
        if found:
            return "", _("Which: {choices}?").format(choices=", ".join(map(method_words, found)))
        return "", _("“{method}” is none of {known}.").format(method=shown(text), known=", ".join(words))

    def write(form: FormDialog, amount: int, method: str) -> None:
        def written(answer: tuple[Reservation, int]) -> None:
            kept.clear()
            form.dismiss(None)
            paid(answer[0], amount, method, answer[1])

        def refused(error: FrontdeskError) -> bool:
            words = _("{who} changed this meanwhile; see what is left to pay. ctrl+s takes the payment all the same.")
            again = form.changed_meanwhile(error, lambda desk: desk.reservation(visit.code), changed, words)
            return again or form.refused(error)

        version, before = visit.version, visit.paid

        def pay(desk: Desk) -> tuple[Reservation, int]:
            besides = desk.owed_besides(visit.code)  # first: whatever fails here, nothing has been taken yet
            return desk.pay(visit.code, amount, method, version=version, paid=before), besides

        form.tell(pay, written, refused)

    def changed(now: Reservation) -> Stored:
        nonlocal visit, left
        visit, left = now, left_to_pay(now)
        anew(now)
        return fields(), sentences()

    words = tuple(method_words(one) for one in METHODS)

    def fields() -> list[Asked]:
        return [
            Asked("amount", _("Amount"), money_words(left, currency).split()[0], needed=True),
            Asked(
                "method",
                _("Method"),
                method_words("cash"),
                ", ".join(words),
                needed=True,
                choices=words,
                note=", ".join(words),
            ),
        ]

    def sentences() -> list[str]:
        so_far = _("Paid so far: {amount}.").format(amount=money_words(visit.paid, currency))
        return [visit_words(visit, today), so_far]

    return FormDialog(_("Payment"), fields(), done, sentences(), kept)
