"""A quote in words, in the language of who reads it: for the mail's text, and for the file that goes with it."""

from __future__ import annotations

import datetime as dt

from frontdesk.desk.inquiry_values import Quote
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import MONTHS
from frontdesk.language.i18n import _, speaking
from frontdesk.language.quotes import number_words, sum_lines, tax_words

WIDTH = 72


def known(quote: Quote, language: str) -> dict[str, str]:
    """What a template may say of a quote."""
    with speaking(language):
        until = date_words(quote.valid_until) if quote.valid_until is not None else ""
        return {"amount": money_words(quote.total, quote.currency), "until": until}


def as_text(quote: Quote, language: str, called: str = "") -> str:
    """The whole quote as plain text. ``called``: by what else than its number."""
    with speaking(language):
        found = [_("Quote {number}").format(number=called or quote.number), ""]
        for line, amount in zip(quote.lines, quote.amounts, strict=True):
            found.append(f"– {line.text}")
            each = money_words(line.price, quote.currency)
            worth = money_words(amount, quote.currency)
            found.append(f"  {number_words(line.quantity)} × {each} = {worth}" if line.quantity != 1 else f"  {worth}")
        found += ["", *(f"{name}: {amount}" for name, amount in sum_lines(quote))]
        if taxed := tax_words(quote):
            found.append(taxed)
        if quote.valid_until is not None:
            found.append(_("Valid until {date}").format(date=date_words(quote.valid_until)))
        if quote.note:
            found += ["", quote.note]
        return "\n".join(found)


def whole(business: str, place: str, name: str, reference: str, quote: Quote, made_on: int, language: str) -> str:
    """The whole quote as a text of its own, which says from whom and for whom it is. ``made_on``: day, ordinal;
    ``reference``: ``Q12``."""
    with speaking(language):
        head = [business, *([place] if place and place != business else []), ""]
        head += [name, _("Date: {date}").format(date=date_words(made_on)), ""]
    return "\n".join([*head, as_text(quote, language, f"{reference}-{quote.number}"), ""])


def date_words(day: int) -> str:
    """``26 Nov 2026``: a quote is kept, so the year stands with it always."""
    date = dt.date.fromordinal(day)
    return f"{date.day} {_(MONTHS[date.month - 1])} {date.year}"
