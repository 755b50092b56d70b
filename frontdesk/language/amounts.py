"""Money as people read and type it, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from frontdesk.base import money
from frontdesk.language.i18n import language


def money_words(amount: int, currency: str) -> str:
    """``25.00 EUR``; with a comma where the language writes one."""
    plain = money.decimal(amount, currency)
    return f"{plain.replace('.', ',') if language() == 'es' else plain} {currency}"


def read_money(text: str, currency: str) -> int | None:
    """Minor units of a typed amount, with comma or point, thousands and the currency's mark; None when it is no amount."""
    try:
        return money.minor(money.typed(text, currency), currency)
    except ValueError:
        return None


def is_too_large(text: str, currency: str, most: int) -> bool:
    """Whether a typed text is an amount of more than so many minor units."""
    try:
        value = Decimal(money.typed(text, currency))
    except ValueError:
        return False
    return value.scaleb(money.exponent(currency)) > most
