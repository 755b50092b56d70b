"""A quote as a file: read in a transaction, laid out outside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.desk import values, written_files
from frontdesk.desk.inquiries import answering, quotes
from frontdesk.desk.inquiry_values import Quote
from frontdesk.desk.work import Work
from frontdesk.engine.zones import local

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


def quote_file(desk: Desk, number: int) -> values.FileContent:
    """A quote (its id) as a PDF. Raises FrontdeskError (not_found, not_allowed)."""

    def look(work: Work) -> tuple[str, str, str, str, Quote, int, str]:
        work.require("inquiry")
        made, record = quotes.inquiry_of(work, number)
        rules = work.rules
        place = rules.place_names.get(record.location, "") if record.location is not None else ""
        day = local(made.made_at // 60, rules.zone(record.location))[0]
        language = answering.language(work, record)
        return rules.business.name, place, record.name, f"Q{record.id}", quotes.value(made), day, language

    business, place, name, reference, quote, day, language = desk.read(look)
    from frontdesk.desk.inquiries import quote_pdf  # what lays it out is large

    content = quote_pdf.render(business, place, name, reference, quote, day, language)
    return values.FileContent(f"{reference}-{quote.number}.pdf", content)


def save_quote(desk: Desk, number: int, path: Path, *, overwrite: bool) -> int:
    """Write a quote (its id) as a PDF where somebody wants it; its bytes.

    Raises FrontdeskError (not_found, not_allowed, file_exists, wrong_file).
    """
    return written_files.write(quote_file(desk, number).content, path, overwrite=overwrite)
