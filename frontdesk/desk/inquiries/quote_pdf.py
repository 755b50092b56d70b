"""A quote as a file to print. What stands in it is text, never markup (Law 8); the clock of the machine is not asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from anyascii import anyascii

from frontdesk.base.text import shown
from frontdesk.desk.inquiries.quote_words import NOTHING, Wished, date_words, wished_words
from frontdesk.desk.inquiry_values import Quote
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _, speaking
from frontdesk.language.quotes import number_words, sum_lines, tax_words

INK, GREY = "#222222", "#888888"


def render(
    business: str,
    place: str,
    name: str,
    reference: str,
    quote: Quote,
    made_on: int,
    language: str,
    wished: Wished = NOTHING,
) -> bytes:
    """The PDF's bytes, the same for the same quote. ``made_on``: day, ordinal; ``reference``: ``Q12``."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=14, textColor=INK)
    right = ParagraphStyle("right", parent=plain, alignment=2)
    head = ParagraphStyle("head", parent=plain, fontName="Helvetica-Bold", fontSize=16, leading=22)
    strong = ParagraphStyle("strong", parent=plain, fontName="Helvetica-Bold")
    strong_right = ParagraphStyle("strong_right", parent=strong, alignment=2)

    with speaking(language):
        title = _("Quote {number}").format(number=f"{reference}-{quote.number}")
        story = [Paragraph(_text(business), head)]
        if place and place != business:
            story.append(Paragraph(_text(place), plain))
        story += [Spacer(1, 8 * mm), Paragraph(_text(title), head), Paragraph(_text(name), plain)]
        story.append(Paragraph(_text(_("Date: {date}").format(date=date_words(made_on))), plain))
        if told := wished_words(wished):
            story.append(Paragraph(_text(told), plain))
        if quote.valid_until is not None:
            words = _("Valid until {date}").format(date=date_words(quote.valid_until))
            story.append(Paragraph(_text(words), plain))
        heads = (_("Description"), _("Quantity"), _("Price"), _("Amount"))
        rows = [[Paragraph(_text(one), strong if at == 0 else strong_right) for at, one in enumerate(heads)]]
        for line, amount in zip(quote.lines, quote.amounts, strict=True):
            cells = (
                number_words(line.quantity),
                money_words(line.price, quote.currency),
                money_words(amount, quote.currency),
            )
            rows.append([Paragraph(_text(line.text), plain), *(Paragraph(_text(cell), right) for cell in cells)])
        below = sum_lines(quote)
        for at, (words, amount_words) in enumerate(below):
            style = strong_right if at == len(below) - 1 else right
            rows.append(["", "", Paragraph(_text(words), style), Paragraph(_text(amount_words), style)])
        table = Table(rows, colWidths=[82 * mm, 22 * mm, 33 * mm, 33 * mm], repeatRows=1)
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LINEBELOW", (0, 0), (-1, 0), 0.7, INK),
                    ("LINEBELOW", (0, 1), (-1, len(quote.lines)), 0.3, GREY),
                ]
            )
        )
        story += [Spacer(1, 6 * mm), table]
        if taxed := tax_words(quote):
            story += [Spacer(1, 2 * mm), Paragraph(_text(taxed), right)]
        story += [Spacer(1, 6 * mm)] if quote.note else []
        story += [Paragraph(_text(line) or "&nbsp;", plain) for line in quote.note.splitlines()]
    file = io.BytesIO()
    margins = {f"{side}Margin": 20 * mm for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(
        file, pagesize=A4, title=_plain(title), author=_plain(business), invariant=1, **margins
    )
    document.build(story)
    return file.getvalue()


def _text(text: str) -> str:
    """Text that the layout takes as it is."""
    return escape(_plain(text))


def _plain(text: str) -> str:
    """What the fonts that every reader has can show; other letters as their nearest, little pictures not at all."""
    return "".join(one if _has(one) else _nearest(one) for one in shown(text)).rstrip()


def _nearest(letter: str) -> str:
    """``a`` for ``ā``; nothing for what would only be named: ``:minibus:``."""
    plain = anyascii(letter)
    return "" if len(plain) > 2 and plain.startswith(":") and plain.endswith(":") else plain


def _has(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def names(references: Sequence[str]) -> str:
    """How the file is called."""
    return "-".join(references) + ".pdf"
