"""Conversations: every message with a customer in one thread, whatever the channel, and what is written from here."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean_note
from frontdesk.desk import customers, message_values, permission, written_files
from frontdesk.desk.inquiries import answering
from frontdesk.desk.messages import choosing, set_up, texts, timing
from frontdesk.desk.work import Work
from frontdesk.store import consents, journal, messages, outbox, reservations
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.messages import AUTOMATIC, MessageRecord
from frontdesk.store.outbox import OutboxRecord

PAGE = 200
UNSENT = 20
"""So many of our answers that never went are shown, with what waits to go."""


def listed(work: Work, *, unseen: bool = False, limit: int = PAGE, offset: int = 0) -> list[message_values.Thread]:
    """The conversations, the one with the latest message first."""
    work.require("read")
    return _threads(messages.threads(work.connection, unseen=unseen, of=_mine(work), limit=limit, offset=offset))


def unanswered(work: Work, since: int, limit: int) -> list[message_values.Thread]:
    """Conversations that nobody has read, and those in which they wrote last since a moment; the latest first."""
    work.require("read")
    found = {
        one.customer: one
        for one in (
            *_threads(messages.unanswered(work.connection, since, _mine(work), limit)),
            *listed(work, unseen=True, limit=limit),
        )
    }
    return sorted(found.values(), key=lambda one: -one.at)[:limit]


def _threads(found: Iterable[tuple[int, str, int, int, MessageRecord]]) -> list[message_values.Thread]:
    return [
        message_values.Thread(
            customer=f"C{number}",
            name=name,
            unseen=many,
            at=at,
            channel=last.channel,
            direction=last.direction,
            state=last.state,
            text=_first_line(last),
        )
        for number, name, many, at, last in found
    ]


def unseen(work: Work) -> int:
    """In how many conversations somebody waits for an answer to be read."""
    return messages.unseen(work.connection, _mine(work))


def _mine(work: Work) -> Any:
    """A query of the customers an employee may see; None: all."""
    own = work.own_only
    return None if own is None else reservations.served(*own)


def _first_line(record: MessageRecord) -> str:
    return next((line for line in record.written.splitlines() if line.strip()), record.subject)[:200]


def thread(work: Work, public: str, *, limit: int = PAGE, before: int | None = None) -> message_values.Conversation:
    """A customer's messages, oldest first, with what waits to go and how they can be answered now."""
    work.require("read")
    person = customers.get(work, public)
    records = messages.of_customer(work.connection, person.id, limit, before)
    files = messages.attachments(work.connection, [record.id for record in records])
    agreed = consents.consents(work.connection, [person.id]).get(person.id, {})
    waiting = outbox.of_customer(work.connection, person.id, UNSENT) if before is None else []
    ways, not_set_up = _ways(work, person)
    known = set_up.channels(work)
    return message_values.Conversation(
        customer=f"C{person.id}",
        name=person.name,
        messages=tuple(_value(record, files.get(record.id, [])) for record in records),
        waiting=tuple(_queued(one, known) for one in waiting),
        ways=ways,
        channel=_answer_by(work, records, ways),
        marketing=agreed.get(("marketing", "")),
        not_set_up=not_set_up,
    )


def _answer_by(work: Work, records: list[MessageRecord], ways: Sequence[message_values.Way]) -> str:
    """The channel of an answer: that of their last message, else the first that takes free text now."""
    last = next((record.channel for record in reversed(records) if _theirs(record)), "")
    possible = [way.channel for way in ways if way.window != 0]
    if last in possible:
        return last
    return next(iter(possible or [way.channel for way in ways if way.channel == last]), "")


def _theirs(record: MessageRecord) -> bool:
    """Whether they wrote it themselves, so that it can be answered."""
    return record.direction == "in" and record.purpose != AUTOMATIC


def _ways(work: Work, person: CustomerRecord) -> tuple[tuple[message_values.Way, ...], tuple[message_values.Way, ...]]:
    """By which channels somebody can be reached; and by which they could be, were they set up."""
    reached = messages.contacts(work.connection, [person.id]).get(person.id, {})
    found = [
        message_values.Way(channel, address, choosing.window_left(reached, channel, work.seconds))
        for channel in choosing.CHANNELS
        if (address := choosing.address_of(person, reached, channel)) is not None
    ]
    there = set_up.possible([way.channel for way in found], set_up.channels(work))
    ways = tuple(way for way in found if way.channel in there)
    return ways, tuple(way for way in found if way.channel not in there)


def has_address(work: Work, number: int, channel: str) -> bool:
    """Whether a customer (by number) can be reached by a channel."""
    person = customers.get(work, f"C{number}")
    reached = messages.contacts(work.connection, [person.id]).get(person.id, {})
    return choosing.address_of(person, reached, channel) is not None


def _queued(row: OutboxRecord, known: Sequence[str] | None) -> message_values.Queued:
    state = "waiting" if row.status in outbox.OPEN else row.status
    channel = set_up.of_row(row, known).partition(",")[0]
    return message_values.Queued(
        row.id, row.kind, channel, row.due_at, row.body, state, row.made_at, row.made_by, row.problem or ""
    )


def files_of(files: Iterable[messages.AttachmentRecord]) -> tuple[message_values.AttachedFile, ...]:
    """What came with a message, without its content."""
    return tuple(message_values.AttachedFile(one.id, one.name, one.type, one.size) for one in files)


def _value(record: MessageRecord, files: list[messages.AttachmentRecord]) -> message_values.Message:
    return message_values.Message(
        id=record.id,
        channel=record.channel,
        direction=record.direction,
        at=record.at,
        state=record.state,
        state_at=record.state_at,
        subject=record.subject,
        text=record.body,
        author=record.author,
        problem=record.problem,
        seen=record.direction == "out" or record.seen_at is not None,
        attachments=files_of(files),
        written=record.written,
        automatic=record.purpose == AUTOMATIC,
    )


def see(work: Work, public: str, until: int) -> int:
    """What they wrote, up to a message, was read here; returns how many there were."""
    work.require("read")
    person = customers.get(work, public)
    many = messages.see(work.connection, person.id, until, work.seconds)
    if many:
        work.record("message.seen", "thread", person.id, _next(work, person.id), {"until": until}, customer=person.id)
    return many


def _next(work: Work, number: int) -> int:
    return journal.latest_version(work.connection, "thread", number) + 1


def reply(work: Work, public: str, text: str, *, channel: str | None, subject: str) -> message_values.Queued:
    """Write to a customer: it goes when undo can no longer take it back.

    Raises FrontdeskError (wrong_value, not_found, window_closed).
    """
    work.require("customer")
    person = customers.get(work, public)
    body = clean_note(text).strip()
    if not body:
        raise FrontdeskError("wrong_value", field="text", problem=N_("something to say is needed"))
    if len(body) > texts.LONGEST:
        raise FrontdeskError("wrong_value", field="text", problem=N_("at most {most} characters"), most=texts.LONGEST)
    records = messages.of_customer(work.connection, person.id, 50)
    ways, not_set_up = _ways(work, person)
    by = channel or _answer_by(work, records, ways) or next((way.channel for way in not_set_up), "")
    if by:
        set_up.require(work, by)
    way = next((one for one in ways if one.channel == by), None)
    if way is None:
        raise FrontdeskError("wrong_value", field="channel", problem=N_("there is no address for it"))
    if way.window == 0:
        raise FrontdeskError("window_closed", channel=by)
    answers = next((r for r in reversed(records) if _theirs(r) and r.channel == by), None)
    title = subject or (_answer_subject(answers.subject) if answers is not None else work.rules.business.name)
    record = OutboxRecord(
        id=0,
        dedupe_key=f"reply:{secrets.token_hex(12)}",
        kind="reply",
        purpose="chat",
        customer=person.id,
        due_at=work.seconds + timing.UNDO_SECONDS,
        made_at=work.seconds,
        made_by=work.actor.name,
        channels=(by,),
        channel=by,
        body=body,
        subject=title,
        answers=(answers.external_id or "") if answers is not None else "",
        inquiry=answers.inquiry if answers is not None else None,
    )
    outbox.add(work.connection, [record])
    kept = outbox.find(work.connection, record.dedupe_key)
    assert kept is not None
    work.record("reply", "outbox", kept.id, 1, {"channel": by, "customer": person.id}, customer=person.id)
    if kept.inquiry is not None:
        answering.answered(work, kept.inquiry)
    if records:
        messages.see(work.connection, person.id, records[-1].id, work.seconds)
    return message_values.Queued(kept.id, kept.kind, by, kept.due_at, kept.body)


def _answer_subject(subject: str) -> str:
    return subject if subject.lower().startswith("re:") or not subject else f"Re: {subject}"


def consent(work: Work, public: str, purpose: str, given: bool, *, channel: str = "") -> None:
    """Write down what a customer agrees to, or does not want. Raises FrontdeskError (wrong_value, not_found)."""
    work.require("customer")
    if purpose not in texts.PURPOSES:
        raise FrontdeskError("wrong_value", field="purpose", problem=N_("service or marketing"))
    if channel and channel not in choosing.CHANNELS:
        raise FrontdeskError("wrong_value", field="channel", problem=", ".join(choosing.CHANNELS))
    person = customers.get(work, public)
    consents.consented(work.connection, person.id, purpose, channel, given, work.seconds, work.actor.name)
    version = journal.latest_version(work.connection, "consent", person.id) + 1
    image = {"purpose": purpose, "channel": channel, "given": given}
    work.record("consent", "consent", person.id, version, image, customer=person.id)


def save(work: Work, number: int, path: str | Path, *, overwrite: bool) -> int:
    """Write a file that came with a message where somebody wants it; its bytes.

    Raises FrontdeskError (not_found, file_exists, wrong_file).
    """
    return written_files.write(attachment(work, number).content, Path(path), overwrite=overwrite)


def attachment(work: Work, number: int) -> message_values.FileContent:
    """A file that came with a message. Raises FrontdeskError(not_found)."""
    work.require("read")
    found = messages.content(work.connection, number)
    if found is None or found[2] is None:
        raise FrontdeskError("not_found", kind="file", name=str(number))
    owner = messages.load(work.connection, found[0])
    assert owner is not None
    if permission.own_only(work.actor):
        customers.get(work, f"C{owner.customer}")
    return message_values.FileContent(found[1], found[2])
