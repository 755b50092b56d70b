"""What waits, what went wrong, who dispatches: looked at, sent again, sent another way, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import customers, message_values, reading
from frontdesk.desk.messages import choosing, dispatching, planning, set_up, texts, threads, timing
from frontdesk.desk.work import Work
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import customers as store_customers
from frontdesk.store import journal, outbox, templates, workers
from frontdesk.store.outbox import OPEN, TROUBLED, OutboxRecord
from frontdesk.store.workers import Beat

FORGOTTEN = 7 * 24 * 3600


def listed(
    work: Work, *, statuses: Sequence[str] = (), customer: str | None = None, code: str | None = None, limit: int = 200
) -> list[message_values.OutboxEntry]:
    """Messages on their way and what became of them, the latest first; of a reservation also those still to come."""
    work.require("read")
    person = customers.get(work, customer).id if customer else None
    visit = reading.find(work, code) if code else None
    rows = outbox.listed(
        work.connection, statuses=statuses, customer=person, reservation=visit.id if visit else None, limit=limit
    )
    if visit is not None and (not statuses or "planned" in statuses):
        there = {row.dedupe_key for row in rows}
        rows += [row for row in planning.upcoming(work, visit.id) if row.dedupe_key not in there]
    return _values(work, rows)


def troubled(work: Work) -> list[message_values.OutboxEntry]:
    """Messages that did not go, or of which nobody knows, and at which nobody has looked yet."""
    work.require("read")
    return _values(work, outbox.listed(work.connection, statuses=TROUBLED, unseen=True))


def _values(work: Work, rows: Sequence[OutboxRecord]) -> list[message_values.OutboxEntry]:
    own, known = work.own_only, set_up.channels(work)
    names = store_customers.briefs(work.connection, [row.customer for row in rows])
    return [
        message_values.OutboxEntry(
            id=row.id,
            kind=row.kind,
            status=row.status if row.id else "planned",
            customer=f"C{row.customer}",
            name=names[row.customer][1],
            code=code_of(row.reservation) if row.reservation is not None else None,
            channel=set_up.of_row(row, known),
            template=row.template,
            due=row.due_at,
            problem=row.problem or "",
            attempts=row.attempts,
            made_by=row.made_by,
            ended=row.ended_at,
        )
        for row in rows
        if own is None or row.made_by == work.actor.name
    ]


def counts(work: Work) -> tuple[int, int]:
    """How many messages wait to go, and how many did not go and have not been looked at."""
    found = outbox.counts(work.connection, work.seconds)
    waiting = sum(found.get(status, 0) for status in (*OPEN, "sending"))
    return waiting, sum(found.get(status, 0) for status in TROUBLED)


def _find(work: Work, number: int) -> OutboxRecord:
    found = outbox.load(work.connection, [number])
    if not found:
        raise FrontdeskError("not_found", kind="message", name=str(number))
    customers.get(work, f"C{found[0].customer}")
    return found[0]


def retry(work: Work, number: int, channel: str | None) -> message_values.OutboxEntry:
    """Send again what did not go, by another channel where one is named.

    What is doubtful goes again too, because somebody decided so. Raises FrontdeskError (not_found, wrong_value).
    """
    work.require("customer")
    row = _find(work, number)
    if row.status not in (*TROUBLED, "waiting"):
        raise FrontdeskError("wrong_value", field="message", problem=N_("it is not one that did not go"))
    if channel is not None and channel not in choosing.CHANNELS:
        raise FrontdeskError("wrong_value", field="channel", problem=", ".join(choosing.CHANNELS))
    by = channel or (row.channel if row.kind == "reply" else None)  # a notice finds another way by itself
    if by is not None:
        set_up.require(work, by)
    if channel is not None and not threads.has_address(work, row.customer, channel):
        raise FrontdeskError("wrong_value", field="channel", problem=N_("there is no address for it"))
    stale_at = row.stale_at if row.stale_at is not None and row.stale_at > work.seconds else None
    outbox.change(
        work.connection, row.id, statuses=(row.status,), status="waiting", channel=channel or row.channel, tried="[]",
        due_at=work.seconds, stale_at=stale_at, attempts=0, lease=None, lease_until=None, ended_at=None, seen=1,
    )  # fmt: skip
    _record(work, "message.retry", row)
    return _values(work, outbox.load(work.connection, [number]))[0]


def drop(work: Work, number: int) -> None:
    """A message that has not gone yet shall not go. Raises FrontdeskError (not_found, wrong_value)."""
    work.require("customer")
    row = _find(work, number)
    if row.status not in (*OPEN, *TROUBLED):
        raise FrontdeskError("wrong_value", field="message", problem=N_("it has gone already"))
    if row.status in TROUBLED:
        outbox.change(work.connection, row.id, seen=1)
    else:
        outbox.recall(work.connection, [row.id], work.seconds)
    _record(work, "message.drop", row)


def now(work: Work, number: int) -> None:
    """Do not wait for the undo window: it may go at once. Raises FrontdeskError (not_found, wrong_value)."""
    work.require("customer")
    row = _find(work, number)
    if not outbox.change(work.connection, row.id, statuses=("waiting",), due_at=min(row.due_at, work.seconds)):
        raise FrontdeskError("wrong_value", field="message", problem=N_("it has gone already"))
    _record(work, "message.now", row)


def notices(work: Work, code: str) -> tuple[list[message_values.OutboxEntry], bool]:
    """What waits to be told of a reservation because of what was just agreed on; whether each has an address to go to."""
    work.require("read")
    waiting = _notices(work, code)
    reaches = all(
        any(threads.has_address(work, row.customer, channel) for channel in row.channels or choosing.CHANNELS)
        for row in waiting
    )
    return _values(work, waiting), reaches


def _notices(work: Work, code: str) -> list[OutboxRecord]:
    visit = reading.find(work, code)
    waiting = outbox.of_reservations(work.connection, [visit.id], ("waiting",))
    return [row for row in waiting if row.kind in timing.NOTICES]


def at_once(work: Work, code: str) -> list[message_values.OutboxEntry]:
    """Notices of a reservation do not wait until undo can no longer take them back; returns those that go now."""
    work.require("customer")
    sent = []
    for row in _notices(work, code):
        if outbox.change(work.connection, row.id, statuses=("waiting",), due_at=min(row.due_at, work.seconds)):
            _record(work, "message.now", row)
            sent.append(row.id)
    return _values(work, outbox.load(work.connection, sent))


def looked_at(work: Work, numbers: Sequence[int]) -> None:
    """Somebody has seen why these did not go."""
    work.require("read")
    for number in numbers:
        outbox.change(work.connection, number, statuses=TROUBLED, seen=1)


def _record(work: Work, verb: str, row: OutboxRecord) -> None:
    version = journal.latest_version(work.connection, "outbox", row.id) + 1
    image = {"kind": row.kind, "channel": row.channel, "was": row.status, "tried": row.tried}
    work.record(verb, "outbox", row.id, version, image, customer=row.customer)


# texts ----------------------------------------------------------------------------------------------------------------


def written(work: Work) -> list[message_values.TemplateText]:
    """Every text, the business's own in place of the one that comes with the program."""
    work.require("read")
    own = {(row.name, row.language): row for row in templates.template_rows(work.connection)}
    found = []
    for language in LANGUAGES:
        for name in sorted({*texts.shipped(language), *(key[0] for key in own if key[1] == language)}):
            text = dispatching.text_of(name, language, own, language)
            assert text is not None
            found.append(message_values.TemplateText(name, language, *text, own=(name, language) in own))
    return found


def write(work: Work, name: str, language: str, subject: str, body: str, purpose: str) -> None:
    """Write a text of the business's own; it must be possible to fill it in. Raises FrontdeskError(wrong_value)."""
    work.require("settings")
    if language not in LANGUAGES:
        raise FrontdeskError("wrong_value", field="language", problem=", ".join(LANGUAGES))
    if purpose not in texts.PURPOSES:
        raise FrontdeskError("wrong_value", field="purpose", problem=N_("service or marketing"))
    if not body.strip():
        raise FrontdeskError("wrong_value", field="text", problem=N_("something to say is needed"))
    text = texts.Text(purpose, subject, body)
    texts.fill(text, texts.values_of(work.rules.business.name, "Ana", language, work.minute))
    version = templates.set_template(work.connection, name, language, purpose, subject, body)
    number = templates.number_of(work.connection, name, language)
    work.record("settings.template", "template", number, version, {"name": name, "language": language})


def preview(work: Work, name: str, language: str, code: str | None) -> tuple[str, str]:
    """(subject, body) of a text as it would go, for a real reservation. Raises FrontdeskError (not_found, wrong_value)."""
    work.require("read")
    own = {(row.name, row.language): row for row in templates.template_rows(work.connection)}
    text = dispatching.text_of(name, language, own, work.rules.business.locale)
    if text is None:
        raise FrontdeskError("not_found", kind="template", name=name)
    visit = reading.reservation_value(work, reading.find(work, code)) if code else None
    who = visit.customer.name if visit is not None else "Ana"
    link = "https://example.com/v/…" if visit is not None else ""
    filled = texts.fill(text, texts.values_of(work.rules.business.name, who, language, work.minute, visit, link))
    return filled.subject, filled.body


# workers --------------------------------------------------------------------------------------------------------------


def beat(work: Work, name: str, host: str, started: int, channels: Sequence[tuple[str, str]], problem: str) -> None:
    """A worker's sign of life."""
    workers.beat(work.connection, Beat(name, host, started, work.seconds, tuple(channels), problem))
    workers.forget_workers(work.connection, work.seconds - FORGOTTEN)


def states(work: Work) -> list[message_values.WorkerState]:
    """Every worker that gave a sign of life lately, whoever is silent now among them."""
    return [
        message_values.WorkerState(one.name, one.host, one.started_at, one.beat_at, one.channels, one.problem)
        for one in workers.beats(work.connection)
    ]
