"""The figures of a quote as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _, language


class Tax(Protocol):
    """What one rate (per cent) comes to, in minor units."""

    @property
    def rate(self) -> Decimal: ...
    @property
    def tax(self) -> int: ...


class Sums(Protocol):
    """What a quote comes to, in minor units of its currency."""

    @property
    def net(self) -> int: ...
    @property
    def rates(self) -> Sequence[Tax]: ...
    @property
    def total(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def taxes(self) -> str: ...


class Numbered(Sums, Protocol):
    """A quote of several."""

    @property
    def number(self) -> int: ...


def number_words(number: Decimal) -> str:
    """``2`` or ``1.5``; with a comma where the language writes one."""
    plain = f"{number:f}"
    return plain.replace(".", ",") if language() == "es" else plain


def quote_name(quote: Numbered) -> str:
    """Which one it is, and what it comes to."""
    total = money_words(quote.total, quote.currency)
    return _("Quote {number}: {amount}").format(number=quote.number, amount=total)


def tax_words(quote: Sums) -> str:
    """What holds for the prices of the lines, where taxes are told; empty where they stand on top, as the sums show."""
    return _("Prices include taxes.") if quote.rates and quote.taxes == "included" else ""


def sum_lines(quote: Sums) -> list[tuple[str, str]]:
    """What stands below the lines of a quote: (name, amount), the total last."""
    found = []
    if quote.rates:
        found.append((_("Net"), money_words(quote.net, quote.currency)))
        for one in quote.rates:
            name = _("Taxes {rate} %").format(rate=number_words(one.rate))
            found.append((name, money_words(one.tax, quote.currency)))
    return [*found, (_("Total"), money_words(quote.total, quote.currency))]
