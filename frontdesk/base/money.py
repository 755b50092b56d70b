"""Money is an integer of minor units beside its currency; a decimal string at the edges."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_NO_MINOR = frozenset(
    {"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF", "RWF", "KMF", "GNF", "DJF", "BIF", "VUV"}
)
_THREE = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
LARGEST = 10**12


def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217)."""
    return 0 if currency in _NO_MINOR else 3 if currency in _THREE else 2


def minor(amount: str | int | float | Decimal, currency: str) -> int:
    """A decimal amount in minor units. Raises ValueError for what is no amount, negative, too fine or too large."""
    try:
        value = Decimal(str(amount).strip())
    except InvalidOperation:
        raise ValueError("an amount such as 25.00") from None
    scaled = value.scaleb(exponent(currency)) if value.is_finite() else None
    if scaled is None or scaled != scaled.to_integral_value() or scaled < 0 or scaled > LARGEST:
        raise ValueError("an amount such as 25.00")
    return int(scaled)


def decimal(amount: int, currency: str) -> str:
    """Minor units as a decimal string: ``2500`` EUR → ``25.00``."""
    places = exponent(currency)
    return f"{Decimal(amount).scaleb(-places):.{places}f}"
