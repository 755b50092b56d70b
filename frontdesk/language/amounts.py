"""Money as people read and type it, in the reader's language."""

from __future__ import annotations

from frontdesk.base import money
from frontdesk.language.i18n import language


def money_words(amount: int, currency: str) -> str:
    """``25.00 EUR``; with a comma where the language writes one."""
    plain = money.decimal(amount, currency)
    return f"{plain.replace('.', ',') if language() == 'es' else plain} {currency}"


def read_money(text: str, currency: str) -> int | None:
    """Minor units of a typed amount, with comma or point; None when it is no amount."""
    try:
        return money.minor(text.replace(currency, "").replace(",", ".").strip(), currency)
    except ValueError:
        return None
