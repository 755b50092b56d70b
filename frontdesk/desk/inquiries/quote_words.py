"""A quote in words, in the language of who reads it: for the mail's text, and for the file that goes with it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from frontdesk.desk.inquiry_values import Quote
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import MONTHS, minute_words
from frontdesk.language.i18n import _, ngettext, speaking
from frontdesk.language.quotes import number_words, sum_lines, tax_words

WIDTH = 72


class Wished(NamedTuple):
    """For when and for how many a quote is: days (ordinal), minute of the day, people."""

    starts: int | None = None
    ends: int | None = None
    minute: int | None = None
    party: int = 1


NOTHING = Wished()


def known(quote: Quote, language: str) -> dict[str, str]:
    """What a template may say of a quote."""
    with speaking(language):
        until = date_words(quote.valid_until) if quote.valid_until is not None else ""
        return {"amount": money_words(quote.total, quote.currency), "until": until}


def as_text(quote: Quote, language: str, called: str = "", wished: Wished = NOTHING) -> str:
    """The whole quote as plain text. ``called``: by what else than its number."""
    with speaking(language):
        found = [_("Quote {number}").format(number=called or quote.number)]
        found += [*([words] if (words := wished_words(wished)) else []), ""]
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


def whole(
    business: str,
    place: str,
    name: str,
    reference: str,
    quote: Quote,
    made_on: int,
    language: str,
    wished: Wished = NOTHING,
) -> str:
    """The whole quote as a text of its own, which says from whom and for whom it is. ``made_on``: day, ordinal;
    ``reference``: ``Q12``."""
    with speaking(language):
        head = [business, *([place] if place and place != business else []), ""]
        head += [name, _("Date: {date}").format(date=date_words(made_on)), ""]
    return "\n".join([*head, as_text(quote, language, f"{reference}-{quote.number}", wished), ""])


def wished_words(wished: Wished) -> str:
    """``For: 11 Dec 2026 – 13 Dec 2026 · 2 nights · 2 people``, as far as it is known; empty where nothing is."""
    parts = []
    if wished.starts is not None:
        days, nights = date_words(wished.starts), (wished.ends or wished.starts) - wished.starts
        if wished.ends is not None and nights:
            days += f" – {date_words(wished.ends)}"
        if wished.minute is not None:
            days += f" {minute_words(wished.minute)}"
        parts.append(days)
        if nights:
            parts.append(ngettext("{count} night", "{count} nights", nights).format(count=nights))
    if wished.party > 1:
        parts.append(ngettext("{count} person", "{count} people", wished.party).format(count=wished.party))
    return _("For: {wished}").format(wished=" · ".join(parts)) if parts else ""


def date_words(day: int) -> str:
    """``26 Nov 2026``: a quote is kept, so the year stands with it always."""
    date = dt.date.fromordinal(day)
    return f"{date.day} {_(MONTHS[date.month - 1])} {date.year}"
