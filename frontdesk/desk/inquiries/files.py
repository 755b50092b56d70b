"""A quote as a file: read in a transaction, laid out outside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import message_values, written_files
from frontdesk.desk.inquiries import answering, keeping, quote_words, quotes
from frontdesk.desk.inquiry_values import Quote
from frontdesk.desk.work import Work
from frontdesk.engine.zones import local
from frontdesk.store import journal
from frontdesk.store.inquiries import InquiryRecord

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class _Shown(NamedTuple):
    """A quote with all that stands on it."""

    business: str
    place: str
    name: str
    reference: str
    quote: Quote
    day: int
    language: str
    wished: quote_words.Wished


def _shown(desk: Desk, number: int) -> _Shown:
    """A quote by its id. Raises FrontdeskError (not_found, not_allowed)."""

    def look(work: Work) -> _Shown:
        work.require("inquiry")
        made, record = quotes.inquiry_of(work, number)
        rules = work.rules
        place = rules.place_names.get(record.location, "") if record.location is not None else ""
        day = local(made.made_at // 60, rules.zone(record.location))[0]
        language = answering.language(work, record)
        wished = _wished(work, record, made.made_at)
        name, quote = f"Q{record.id}", quotes.value(made)
        return _Shown(rules.business.name, place, record.name, name, quote, day, language, wished)

    return desk.read(look)


def _wished(work: Work, record: InquiryRecord, made_at: int) -> quote_words.Wished:
    """What it was quoted for, as it stood then: the file of a quote says the same whenever it is made."""
    rows = journal.of_entity(work.connection, "inquiry", record.id)
    then = next((row for row in reversed(rows) if row.at <= made_at and row.image is not None), None)
    one = keeping.record_of(then.image, None, record.version) if then is not None else record
    return quote_words.Wished(one.starts, one.ends, one.minute, one.party)


def quote_file(desk: Desk, number: int) -> message_values.FileContent:
    """A quote (its id) as a PDF. Raises FrontdeskError (not_found, not_allowed)."""
    shown = _shown(desk, number)
    from frontdesk.desk.inquiries import quote_pdf  # what lays it out is large

    return message_values.FileContent(f"{shown.reference}-{shown.quote.number}.pdf", quote_pdf.render(*shown))


def save_quote(desk: Desk, number: int, path: Path, *, overwrite: bool) -> int:
    """Write a quote (its id) where somebody wants it, as a PDF or as text, by the ending of the name; its bytes.

    A dry run writes nothing. Raises FrontdeskError (not_found, not_allowed, file_exists, wrong_file).
    """
    ending = path.suffix.lower()
    if ending not in (".pdf", ".txt"):
        raise FrontdeskError("wrong_file", file=path.name, problem=N_("a quote is saved as .pdf or as .txt"))
    if ending == ".pdf":
        content = quote_file(desk, number).content
    else:
        content = quote_words.whole(*_shown(desk, number)).encode()
    if desk.dry_run:
        written_files.refuse_unless_free(path, overwrite=overwrite)
        return len(content)
    return written_files.write(content, path, overwrite=overwrite)
