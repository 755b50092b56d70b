"""Money is an integer of minor units beside its currency; a decimal string at the edges."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_NO_MINOR = frozenset(
    {"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF", "RWF", "KMF", "GNF", "DJF", "BIF", "VUV"}
)
_THREE = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
LARGEST = 10**12
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "MXN": "$", "ARS": "$", "COP": "$", "CLP": "$", "JPY": "¥", "PEN": "S/"}
"""How amounts of a currency are marked besides its code; no other mark is read."""
_PLAIN = re.compile(r"\d+(?:[.,]\d*)?|[.,]\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<groups>(?P<by>[.,' ])\d{3}(?:(?P=by)\d{3})*)(?:(?P<point>[.,])(?P<rest>\d+))?")
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")


MOST = 1_000_000
"""So many units of any currency are a slip of the fingers."""


def largest_price(currency: str) -> int:
    """What one visit may cost, or be paid, at most; minor units."""
    return MOST * int(10 ** exponent(currency))


def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217)."""
    return 0 if currency in _NO_MINOR else 3 if currency in _THREE else 2


def minor(amount: str | int | float | Decimal, currency: str) -> int:
    """A decimal amount in minor units. Raises ValueError for what is no amount, negative, too fine or too large."""
    if isinstance(amount, str) and not _DECIMAL.fullmatch(amount.strip()):  # 1e3 is a number, but nobody's amount
        raise ValueError("an amount such as 25.00")
    try:
        value = Decimal(str(amount).strip())
    except InvalidOperation:
        raise ValueError("an amount such as 25.00") from None
    scaled = value.scaleb(exponent(currency)) if value.is_finite() else None
    if scaled is None or scaled != scaled.to_integral_value() or scaled < 0 or scaled > LARGEST:
        raise ValueError("an amount such as 25.00")
    return int(scaled)


def typed(text: str, currency: str) -> str:
    """A typed amount as a decimal string: ``12,5 €``, ``1.234,56``, ``1,234.56``. Raises ValueError for what is no amount, or
    might be two: ``1.234`` may be meant as a thousand or as one."""
    plain = " ".join(text.split())
    for sign in (currency, SIGNS.get(currency, currency)):
        low, mark = plain.casefold(), sign.casefold()
        if low.endswith(mark):
            plain = plain[: -len(mark)].strip()
        elif low.startswith(mark):
            plain = plain[len(mark) :].strip()
    if _PLAIN.fullmatch(plain):
        return plain.replace(",", ".")
    found = _GROUPED.fullmatch(plain)
    if found is not None:
        by, point = found["by"], found["point"]
        sure = point is not None or by in "' " or found["groups"].count(by) > 1
        if sure and point != by:
            whole, rest = plain[: found.start("point")] if point else plain, found["rest"]
            return whole.replace(by, "") + (f".{rest}" if rest else "")
    raise ValueError("an amount such as 25.00")


def decimal(amount: int, currency: str) -> str:
    """Minor units as a decimal string: ``2500`` EUR → ``25.00``."""
    places = exponent(currency)
    return f"{Decimal(amount).scaleb(-places):.{places}f}"
