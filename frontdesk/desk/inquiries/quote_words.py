"""A quote in words, in the language of who reads it: for the mail's text, and for the file that goes with it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from frontdesk.desk.inquiry_values import Quote
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import MONTHS
from frontdesk.language.i18n import _, speaking
from frontdesk.language.i18n import language as spoken

WIDTH = 72


def known(quote: Quote, language: str) -> dict[str, str]:
    """What a template may say of a quote."""
    with speaking(language):
        until = date_words(quote.valid_until) if quote.valid_until is not None else ""
        return {"amount": money_words(quote.total, quote.currency), "until": until}


def as_text(quote: Quote, language: str) -> str:
    """The whole quote as plain text."""
    with speaking(language):
        found = [_("Quote {number}").format(number=quote.number), ""]
        for line, amount in zip(quote.lines, quote.amounts, strict=True):
            found.append(f"– {line.text}")
            each = money_words(line.price, quote.currency)
            worth = money_words(amount, quote.currency)
            found.append(
                f"  {quantity_words(line.quantity)} × {each} = {worth}" if line.quantity != 1 else f"  {worth}"
            )
        found += ["", *(f"{name}: {amount}" for name, amount in sums(quote))]
        if quote.valid_until is not None:
            found.append(_("Valid until {date}").format(date=date_words(quote.valid_until)))
        if quote.note:
            found += ["", quote.note]
        return "\n".join(found)


def sums(quote: Quote) -> list[tuple[str, str]]:
    """What stands below the lines: (name, amount), the total last. In the language that is spoken."""
    found = []
    if quote.rates:
        found.append((_("Net"), money_words(quote.net, quote.currency)))
        for one in quote.rates:
            words = _("Taxes {rate} %").format(rate=quantity_words(one.rate))
            found.append((words, money_words(one.tax, quote.currency)))
    return [*found, (_("Total"), money_words(quote.total, quote.currency))]


def quantity_words(quantity: Decimal) -> str:
    """``2``, ``1.5``; with a comma where the language writes one."""
    plain = f"{quantity:f}"
    return plain.replace(".", ",") if spoken() == "es" else plain


def date_words(day: int) -> str:
    """``26 Nov 2026``: a quote is kept, so the year stands with it always."""
    date = dt.date.fromordinal(day)
    return f"{date.day} {_(MONTHS[date.month - 1])} {date.year}"
