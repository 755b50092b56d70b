"""What stands in the cells of a quote's line, read; and what is wrong with it, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from frontdesk.desk.inquiry_values import LARGEST_PRICE, LARGEST_QUANTITY, LONGEST_LINE, QuoteLine
from frontdesk.language.amounts import money_words, read_money
from frontdesk.language.i18n import _
from frontdesk.language.quotes import number_words

CELLS = ("text", "quantity", "price", "tax")
FINEST = Decimal("0.001")


def read_number(text: str) -> Decimal | None:
    """``2``, ``1.5``, ``1,5``; None where it is no number."""
    try:
        number = Decimal(text.replace(",", ".").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_price(text: str, currency: str) -> int | None:
    """Minor units; below zero for a discount."""
    plain = text.strip()
    below = plain.startswith(("-", "−"))
    amount = read_money(plain[1:] if below else plain, currency)
    return None if amount is None else -amount if below else amount


def read_line(said: Mapping[str, str], currency: str) -> tuple[QuoteLine | None, str, str]:
    """The line that stands in the cells; or the first of them that is wrong, and why."""
    quantity = read_number(said["quantity"] or "1")
    price = read_price(said["price"], currency)
    tax = read_number(said["tax"].rstrip("% ")) if said["tax"] else None
    wrong = {
        "text": _text_problem(said["text"]),
        "quantity": _quantity_problem(quantity),
        "price": _price_problem(said["price"], price, currency),
        "tax": _tax_problem(tax) if said["tax"] else "",
    }
    cell = next((cell for cell in CELLS if wrong[cell]), "")
    if cell or quantity is None or price is None:
        return None, cell, wrong.get(cell, "")
    return QuoteLine(said["text"], price, quantity, tax), "", ""


def _text_problem(text: str) -> str:
    if not text:
        return _("Each line needs a text; empty all its cells to leave it out.")
    most = LONGEST_LINE
    return _("A text has at most {most} characters.").format(most=most) if len(text) > most else ""


def _quantity_problem(quantity: Decimal | None) -> str:
    if quantity is not None and 0 < quantity <= LARGEST_QUANTITY and not quantity % FINEST:
        return ""
    most = number_words(LARGEST_QUANTITY)
    return _("How many is a number above zero, at most {most}, such as 2 or 1.5.").format(most=most)


def _price_problem(text: str, price: int | None, currency: str) -> str:
    if not text:
        return _("There is no price yet.")
    if price is not None and abs(price) <= LARGEST_PRICE:
        return ""
    number = read_number(text.replace(currency, "").replace("−", "-"))  # what is larger is no amount anywhere
    if price is not None or (number is not None and abs(number) > LARGEST_PRICE):
        return _("A price is at most {most}.").format(most=money_words(LARGEST_PRICE, currency))
    return _("That is no price: try 25 or 25.50; a discount begins with a minus.")


def _tax_problem(tax: Decimal | None) -> str:
    good = tax is not None and 0 <= tax <= 100 and not tax % FINEST
    return "" if good else _("A tax is per cent from 0 to 100, such as 10 or 21.")
