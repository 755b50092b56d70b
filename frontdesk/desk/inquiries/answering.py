"""Answers to inquiries by e-mail, with a quote or without: in the outbox in the same transaction (Law 7)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean, clean_note
from frontdesk.desk.inquiries import keeping, people, quote_words, quotes, reminders, stages
from frontdesk.desk.inquiry_values import Quote, QuoteLine
from frontdesk.desk.messages import set_up, texts, timing
from frontdesk.desk.work import Work
from frontdesk.language.i18n import _, speaking
from frontdesk.store import inquiries as store
from frontdesk.store import messages, outbox, rows
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.outbox import OutboxRecord

CHANNEL = "email"


def answer(
    work: Work, public: str, text: str, *, subject: str | None, quote: int | None, version: int | None
) -> InquiryRecord:
    """Write to who asked; it goes when undo can no longer take it back. ``quote``: the number of the one that goes along.

    Raises FrontdeskError (wrong_value, not_found, stale_version).
    """
    record = keeping.find(work, public, version)
    body = _checked(text)
    made = quotes.find(work, record, quote) if quote is not None else None
    return _send(work, record, body, subject, made.id if made is not None else None)


def quote(
    work: Work,
    public: str,
    lines: Sequence[QuoteLine],
    *,
    valid_until: int | None,
    note: str,
    taxes: str,
    text: str | None,
    subject: str | None,
    send: bool,
    version: int | None,
) -> InquiryRecord:
    """Make a quote, and send it with a text of one's own or the house's; or only keep what was said on the phone, of which
    nobody is reminded by itself.

    Raises FrontdeskError (wrong_value, wrong_status, not_found, stale_version).
    """
    record = keeping.find(work, public, version)
    if record.stage == "lost":
        raise stages.refused(record, "quoted")
    made = quotes.make(work, record, lines, valid_until, note, taxes)
    if not send:
        after = msgspec.structs.replace(_quoted(record), answered_at=work.seconds, unanswered=0)
        if after.email:
            after = people.with_customer(work, after)
        after = keeping.alter(work, "inquiry.quote", after)
        reminders.stop(work, after)  # whoever was told on the phone is reminded if somebody says so
        return after
    body = _checked(text if text is not None else _usual(work, record, made))
    return _send(work, record, body, subject, made.id)


def goes(work: Work) -> bool:
    """Whether e-mail is known to be set up, here or at a worker; else what is written waits until it is."""
    return CHANNEL in (set_up.channels(work) or ())


def _checked(text: str) -> str:
    body = clean_note(text).strip()
    if not body:
        raise FrontdeskError("wrong_value", field="text", problem=N_("something to say is needed"))
    if len(body) > texts.LONGEST:
        raise FrontdeskError("wrong_value", field="text", problem=N_("at most {most} characters"), most=texts.LONGEST)
    return body


def _send(work: Work, record: InquiryRecord, body: str, subject: str | None, quote: int | None) -> InquiryRecord:
    if not record.email:
        raise FrontdeskError("wrong_value", field="email", problem=N_("an address such as ana@example.com"))
    set_up.require(work, CHANNEL)
    record = people.with_customer(work, record)
    came = messages.last_of_inquiry(work.connection, record.id, CHANNEL)
    row = OutboxRecord(
        id=0,
        dedupe_key=f"reply:{secrets.token_hex(12)}",
        kind="reply",
        purpose="chat",
        customer=record.customer or 0,
        due_at=work.seconds + timing.UNDO_SECONDS,
        made_at=work.seconds,
        made_by=work.actor.name,
        channels=(CHANNEL,),
        channel=CHANNEL,
        body=body,
        subject=keeping.whole(clean(subject or "").strip(), "subject", texts.LONGEST_SUBJECT)
        or _subject(work, record, quote)[: texts.LONGEST_SUBJECT],
        answers=came.external_id or "" if came is not None else "",
        inquiry=record.id,
        quote=quote,
    )
    outbox.add(work.connection, [row])
    kept = outbox.find(work.connection, row.dedupe_key)
    assert kept is not None
    stage = "answered" if record.stage == "new" else record.stage
    after = msgspec.structs.replace(record, stage=stage, answered_at=work.seconds, unanswered=0)
    after = keeping.alter(work, "inquiry.quote" if quote else "inquiry.answer", _quoted(after) if quote else after)
    work.record("reply", "outbox", kept.id, 1, {"channel": CHANNEL, "inquiry": record.id}, customer=row.customer)
    messages.see_inquiry(work.connection, record.id, work.seconds)
    reminders.renew(work, after)
    return after


def answered(work: Work, number: int) -> None:
    """What came for an inquiry was answered from the conversation: by whatever channel, it is our answer."""
    rows.hold(work.connection, "inquiry", number)
    record = store.load(work.connection, number)
    if record is None:
        return
    stage = "answered" if record.stage == "new" else record.stage
    after = msgspec.structs.replace(record, stage=stage, answered_at=work.seconds, unanswered=0)
    after = keeping.alter(work, "inquiry.answer", after)
    if after.customer is not None:
        reminders.renew(work, after)


def _quoted(record: InquiryRecord) -> InquiryRecord:
    return msgspec.structs.replace(record, stage="quoted") if record.stage in ("new", "answered") else record


def _subject(work: Work, record: InquiryRecord, quote: int | None) -> str:
    came = messages.last_of_inquiry(work.connection, record.id, CHANNEL)
    if came is not None and came.subject:
        return came.subject if came.subject.lower().startswith("re:") else f"Re: {came.subject}"
    with speaking(language(work, record)):
        words = _("Your quote") if quote is not None else _("Your inquiry")
    return f"{work.rules.business.name}: {words}"


def _usual(work: Work, record: InquiryRecord, made: Quote) -> str:
    """What goes with a quote when nobody writes more: the house's text, and the quote itself for who opens no files."""
    from frontdesk.desk.messages import dispatching
    from frontdesk.store import templates

    spoken = language(work, record)
    own = {(row.name, row.language): row for row in templates.template_rows(work.connection)}
    found = dispatching.text_of("inquiry_quote", spoken, own, work.rules.business.locale)
    known = texts.values_of(work.rules.business.name, record.name, spoken, work.minute)
    known |= quote_words.known(made, spoken)
    intro = texts.fill(found, known).body if found is not None else ""
    wished = quote_words.Wished(record.starts, record.ends, record.minute, record.party)
    return f"{intro}\n\n{quote_words.as_text(made, spoken, wished=wished)}".strip()


def language(work: Work, record: InquiryRecord) -> str:
    """The language in which somebody is written to."""
    return record.language or work.rules.business.locale
