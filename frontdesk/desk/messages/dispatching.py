"""How a message goes: a worker claims what is due, says that it is sending, and writes down what the provider said.

Three short transactions, so that a worker may die at any moment: what was only claimed waits again when its lease ends;
what was being sent is doubtful, because nobody knows whether it went, and is not sent again by itself (Law 7).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import msgspec

from frontdesk.base.errors import N_
from frontdesk.desk import message_values, reading, values
from frontdesk.desk.inquiries import sending as of_inquiry
from frontdesk.desk.messages import choosing, links, texts
from frontdesk.desk.messages.planning import TOO_LATE
from frontdesk.desk.messages.set_up import ALIVE
from frontdesk.desk.work import Work
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import consents, customers, journal, messages, outbox, reservations, workers
from frontdesk.store import templates as store_templates
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.messages import MessageRecord
from frontdesk.store.outbox import OutboxRecord
from frontdesk.store.records import ReservationRecord

LEASE = 120
"""Seconds for which a claimed message is one worker's own."""
FIRST_PAUSE, LONGEST_PAUSE = 30, 900
"""Seconds before the second try; it doubles with every try."""
MOST_TRIES = 200
"""What never becomes stale is tried for about two days."""
MOST_BEFORE = 20
"""Mails before the one it answers that a mail names, so that programs show them together."""
BEHIND = 60
"""Seconds that a worker's clock may be behind the journal."""

GONE = N_("its reservation was changed or cancelled")
NO_RULE = N_("its rule is not there any more")
NO_TEMPLATE = N_("the text of its rule is not there")
WINDOW_CLOSED = N_("more than 24 hours since they wrote: only an approved template may go")
NOBODY_KNOWS = N_("the line broke while it was being sent: nobody knows whether it went")


def behind(work: Work) -> int:
    """Seconds by which this clock is behind the journal; up to a minute is nothing."""
    last = journal.last_at(work.connection) or 0
    late = last - work.seconds
    return late if late > BEHIND else 0


def claim(work: Work, there: Sequence[str], base_url: str, limit: int) -> list[message_values.Dispatch]:
    """Take due messages to send, ready to go. What cannot go, or is not worth sending any more, ends here.

    ``there``: the channels that are set up. ``base_url``: where the customers' links lead; empty: no links.
    """
    outbox.release(work.connection, work.seconds)
    lease = secrets.token_hex(8)
    rows = outbox.claim(work.connection, work.seconds, lease, work.seconds + LEASE, limit)
    if not rows:
        return []
    people = customers.load(work.connection, [row.customer for row in rows])
    visits = _visits(work, rows)
    reached = messages.contacts(work.connection, list(people))
    agreed = consents.consents(work.connection, list(people))
    own = {(row.name, row.language): row for row in store_templates.template_rows(work.connection)}
    asked = of_inquiry.asked(work, rows)
    found = []
    for row in rows:
        inquiry = asked.get(row.inquiry) if row.inquiry is not None else None
        person = of_inquiry.reader(_standing(work, people, row.customer), inquiry)
        problem, status = _obsolete(work, row, visits, inquiry)
        if problem:
            _end(work, row, status, problem)
            continue
        order = _order(work, row)
        text = _text_of(row, person, own, work.rules.business.locale)
        if text is None:
            _end(work, row, "failed", NO_TEMPLATE)
            continue
        purpose = row.purpose if row.kind == "reply" else text.purpose
        choice = choosing.choose(
            person, reached.get(person.id, {}), agreed.get(person.id, {}),
            purpose=purpose, order=order, there=there, tried=row.tried, forced=row.channel if row.kind == "reply" else None,
        )  # fmt: skip
        if choice.problem == choosing.NO_CHANNEL and _elsewhere(work, there):
            outbox.change(
                work.connection, row.id, status="waiting", due_at=work.seconds + FIRST_PAUSE, lease=None,
                lease_until=None,
            )  # fmt: skip
            continue
        if not choice.channel:
            quiet = choice.problem in (choosing.NO_ADDRESS, choosing.NO_CONSENT) and row.kind != "reply"
            refused = choice.problem == choosing.ALL_REFUSED and row.problem
            nowhere = choice.problem == choosing.NO_ADDRESS and row.kind != of_inquiry.KIND
            ended = ("dropped" if nowhere else "recalled") if quiet else "failed"  # nobody took it back
            _end(work, row, ended, refused or choice.problem)
            continue
        dispatch = _dispatch(
            work, row, lease, choice, person, text, visits, inquiry, reached.get(person.id, {}), base_url
        )
        if dispatch is None:
            _end(work, row, "failed", WINDOW_CLOSED)
            continue
        found.append(dispatch)
    return found


def _elsewhere(work: Work, there: Sequence[str]) -> bool:
    """Whether a worker that is alive has channels that this one has not."""
    return any(
        not other.problem
        and work.seconds - other.beat_at < ALIVE
        and {name for name, _p in other.channels} - set(there)
        for other in workers.beats(work.connection)
    )


def _standing(work: Work, people: dict[int, CustomerRecord], number: int) -> CustomerRecord:
    """The customer as whom they are kept now: a merged one is who they were merged into."""
    person = people[number]
    seen = {number}
    while person.merged_into is not None and person.merged_into not in seen:
        seen.add(person.merged_into)
        person = customers.load(work.connection, [person.merged_into])[person.merged_into]
    return person


def _visits(work: Work, rows: Sequence[OutboxRecord]) -> dict[int, tuple[ReservationRecord, values.Reservation]]:
    numbers = sorted({row.reservation for row in rows if row.reservation is not None})
    records = reservations.load(work.connection, numbers, claims=False)
    shown = reading.reservation_values(work, records)
    return {record.id: (record, visit) for record, visit in zip(records, shown, strict=True)}


def _obsolete(
    work: Work,
    row: OutboxRecord,
    visits: dict[int, tuple[ReservationRecord, values.Reservation]],
    inquiry: InquiryRecord | None,
) -> tuple[str, str]:
    """Why a message is not worth sending any more, and how it ends; empty where it is."""
    if row.stale_at is not None and work.seconds > row.stale_at:
        return TOO_LATE, "dropped"
    if row.rule is not None and not any(rule.id == row.rule for rule in work.rules.reminders):
        return NO_RULE, "recalled"
    if row.kind == of_inquiry.KIND and (why := of_inquiry.unwanted(work, row, inquiry)):
        return why, "recalled"
    if row.reservation is None or row.kind == "reply":
        return "", ""
    found = visits.get(row.reservation)
    if found is None or found[0].schedule_version != row.schedule_version:
        return GONE, "recalled"
    wanted = {
        "cancelled": ("cancelled", "expired"),
        "after": ("arrived", "completed"),
        "before": ("confirmed",),
    }.get(row.kind, ("confirmed", "pending", "arrived"))
    return ("", "") if found[0].status in wanted else (GONE, "recalled")


def _order(work: Work, row: OutboxRecord) -> Sequence[str]:
    rule = next((rule for rule in work.rules.reminders if rule.id == row.rule), None)
    chosen = rule.channels if rule is not None else row.channels
    return (row.channel, *chosen) if row.channel else chosen


def _text_of(
    row: OutboxRecord, person: CustomerRecord, own: dict[tuple[str, str], object], locale: str
) -> texts.Text | None:
    if row.kind == "reply":
        return texts.Text("chat", row.subject, row.body)
    return text_of(row.template, person.language or locale, own, locale)


def text_of(name: str, language: str, own: dict[tuple[str, str], object], locale: str) -> texts.Text | None:
    """The text of a template in a language, the business's own before the one that comes with the program."""
    for wanted in dict.fromkeys((language, locale, "en")):
        mine = own.get((name, wanted))
        if mine is not None:
            return texts.Text(mine.purpose, mine.subject, mine.body)  # type: ignore[attr-defined]
        if wanted in LANGUAGES and name in texts.shipped(wanted):
            return texts.shipped(wanted)[name]
    return None


def _dispatch(
    work: Work,
    row: OutboxRecord,
    lease: str,
    choice: choosing.Choice,
    person: CustomerRecord,
    text: texts.Text,
    visits: dict[int, tuple[ReservationRecord, values.Reservation]],
    inquiry: InquiryRecord | None,
    reached: choosing.Contacts,
    base_url: str,
) -> message_values.Dispatch | None:
    """The message as it goes; None where the channel takes no free text now and there is no template."""
    left = choosing.window_left(reached, choice.channel, work.seconds)
    known: dict[str, str] = {}
    way_out = ""
    language = person.language or work.rules.business.locale
    if row.kind == "reply":
        if left == 0:
            return None
        written = texts.Written(row.subject, row.body)
    else:
        visit = visits[row.reservation][1] if row.reservation in visits else None
        link = ""
        if base_url and visit is not None and visit.status in ("confirmed", "pending") and row.reservation is not None:
            whose = links.token(work, row.reservation, visit.schedule_version, person.id)
            link = f"{base_url}/v/{whose}"
        known = texts.values_of(work.rules.business.name, person.name, language, work.minute, visit, link)
        known |= of_inquiry.known(work, inquiry, language) if inquiry is not None else {}
        written = texts.fill(text, known)
        if text.purpose == "marketing":
            way_out = f"{base_url}/u/{links.opt_out_token(work, person.id)}" if base_url else ""
            written = written._replace(body=f"{written.body}\n\n{texts.way_out_words(language, way_out)}")
    answers = row.answers
    if not answers and row.inquiry is not None and choice.channel == "email":  # a reminder follows what was said last
        answers = messages.last_name(work.connection, row.inquiry, "email")
    return message_values.Dispatch(
        id=row.id,
        lease=lease,
        key=row.dedupe_key,
        kind=row.kind,
        channel=choice.channel,
        to=choice.address,
        subject=written.subject,
        text=written.body,
        customer=f"C{person.id}",
        answers=answers,
        thread=messages.before(work.connection, "email", answers, MOST_BEFORE) if choice.channel == "email" else (),
        template=row.template if left == 0 else "",
        language=language,
        parameters=tuple(known.get(name, "") for name in texts.PARAMETERS) if left == 0 else (),
        attempts=row.attempts,
        unsubscribe=way_out,
        quote=row.quote,
    )


def _end(work: Work, row: OutboxRecord, status: str, problem: str) -> None:
    outbox.change(
        work.connection, row.id, status=status, problem=problem, lease=None, lease_until=None, ended_at=work.seconds
    )
    if status in outbox.TROUBLED:  # somebody is to see to it: other terminals hear of what is journalled
        _tell(work, row, f"message.{status}", row.channel or "")


def sending(work: Work, going: message_values.Dispatch) -> bool:
    """From now on it may have gone. False: it died or somebody else has it, so it must not be sent."""
    until = work.seconds + LEASE
    if not outbox.change(
        work.connection, going.id, lease=going.lease, statuses=("claimed",), status="sending", lease_until=until,
        channel=going.channel,
    ):  # fmt: skip
        return False
    row = outbox.load(work.connection, [going.id])[0]
    if row.message is None:
        number = messages.add(
            work.connection,
            MessageRecord(
                0, row.customer, going.channel, "out", work.seconds, "sending", work.seconds, row.purpose,
                subject=going.subject, body=going.text, author=row.made_by, answers=going.answers,
                reservation=row.reservation, inquiry=row.inquiry,
            ),
        )  # fmt: skip
        outbox.change(work.connection, going.id, message=number)
    else:
        messages.change(
            work.connection, row.message, channel=going.channel, subject=going.subject, body=going.text,
            state="sending", state_at=work.seconds, at=work.seconds, problem=None,
        )  # fmt: skip
    return True


def sent(work: Work, going: message_values.Dispatch, external_id: str) -> None:
    """The provider took it; even where others gave the worker up for dead meanwhile."""
    done = outbox.change(
        work.connection, going.id, statuses=("sending", "doubtful"), status="sent", lease=None, lease_until=None,
        problem=None, ended_at=work.seconds,
    )  # fmt: skip
    row = outbox.load(work.connection, [going.id])[0]
    if not done or row.message is None:
        return
    before = messages.load(work.connection, row.message)
    known = messages.named(work.connection, going.channel, external_id) if external_id else None
    external = None if known is not None and known.id != row.message else external_id or None
    if before is not None:
        messages.change(work.connection, row.message, state="sent", state_at=work.seconds, external_id=external)
        _tell(work, row, "message.sent", going.channel)


def not_sent(
    work: Work, going: message_values.Dispatch, problem: str, *, again: bool, doubtful: bool, after: int | None
) -> None:
    """The provider did not take it, or nobody knows. ``again``: it is tried later, ``after`` seconds at the least."""
    found = outbox.load(work.connection, [going.id])
    row = found[0] if found else None
    if row is None or row.lease != going.lease:
        return
    attempts = row.attempts + 1
    said = msgspec.structs.replace(row, attempts=attempts)
    if doubtful:
        _close(work, said, "doubtful", problem or NOBODY_KNOWS)
        return
    if again and attempts < MOST_TRIES:
        due_at = work.seconds + max(after or 0, pause(attempts))
        if row.stale_at is not None and not after and work.seconds < row.stale_at:
            due_at = min(due_at, row.stale_at)  # a last try; sooner, where the channel answers again before
        if row.stale_at is None or due_at <= row.stale_at:
            outbox.change(
                work.connection, row.id, status="waiting", due_at=due_at, attempts=attempts, problem=problem,
                lease=None, lease_until=None,
            )  # fmt: skip
            _message_state(work, row, "failed", problem)
            return
        _close(work, said, "dropped", TOO_LATE)
        return
    tried = (*row.tried, going.channel)
    if not again and row.kind != "reply" and _another(work, row, tried):
        outbox.change(
            work.connection, row.id, status="waiting", channel=None, tried=msgspec.json.encode(tried).decode(),
            attempts=attempts, problem=problem, lease=None, lease_until=None,
        )  # fmt: skip
        _message_state(work, row, "failed", problem)
        return
    _close(work, said, "failed", problem)


def went_after_all(work: Work, channel: str, external_id: str, key: str) -> MessageRecord | None:
    """The provider speaks of a message of which nobody knew whether it went: it went."""
    row = outbox.find(work.connection, key)
    if row is None or row.status not in ("doubtful", "sending") or row.message is None or row.channel != channel:
        return None
    outbox.change(
        work.connection, row.id, status="sent", problem=None, lease=None, lease_until=None, ended_at=work.seconds
    )
    messages.change(work.connection, row.message, state="sent", state_at=work.seconds, external_id=external_id)
    return messages.load(work.connection, row.message)


def came_back(work: Work, message: int, problem: str) -> None:
    """A provider that took a message says later that it did not arrive: another channel may, else somebody is told."""
    row = outbox.of_message(work.connection, message)
    if row is None or row.status != "sent":
        return
    outbox.change(
        work.connection, row.id, status="failed", problem=problem, ended_at=work.seconds, seen=0,
        tried=msgspec.json.encode((*row.tried, row.channel or "")).decode(),
    )  # fmt: skip


def _another(work: Work, row: OutboxRecord, tried: Sequence[str]) -> bool:
    """Whether the rule names a channel that has not refused it yet."""
    return any(channel not in tried for channel in _order(work, msgspec.structs.replace(row, channel=None)))


def _close(work: Work, row: OutboxRecord, status: str, problem: str) -> None:
    outbox.change(
        work.connection, row.id, status=status, problem=problem, attempts=row.attempts, lease=None, lease_until=None,
        ended_at=work.seconds,
    )  # fmt: skip
    _message_state(work, row, "doubtful" if status == "doubtful" else "failed", problem)
    _tell(work, row, f"message.{status}", row.channel or "")


def _message_state(work: Work, row: OutboxRecord, state: str, problem: str) -> None:
    if row.message is not None:
        messages.change(work.connection, row.message, state=state, state_at=work.seconds, problem=problem)


def _tell(work: Work, row: OutboxRecord, verb: str, channel: str) -> None:
    """Leave a trace in the journal, without a word of what was said: history shows it, other terminals hear of it."""
    number = row.message or row.id
    version = journal.latest_version(work.connection, "message", number) + 1
    place = day = None
    if row.reservation is not None:
        found = reservations.load(work.connection, [row.reservation], claims=False)
        place, day = (found[0].location, found[0].day) if found else (None, None)
    work.record(
        verb, "message", number, version, {"kind": row.kind, "channel": channel, "reservation": row.reservation},
        customer=row.customer, location=place, day_after=day,
    )  # fmt: skip


def answers_again(work: Work, channel: str) -> None:
    """A channel that failed has taken a message: what waits for another try by it need not wait longer."""
    outbox.hurry(work.connection, channel, work.seconds)


def pause(attempts: int) -> int:
    """Seconds until the next try: twice as long each time, give or take a half, so that not all come back at once."""
    wanted = int(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1)))
    return wanted // 2 + secrets.randbelow(wanted)
