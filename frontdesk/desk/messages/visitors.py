"""What the holder of a customer's link may do: see the visit, say that they come, cancel or move it; want no marketing.

A link is a key to one visit as it stands: whoever has it needs no other permission, and gets no more than the customer
could ask for by phone. Every act checks in its own transaction that the link still is for the visit as it stands; the
same act twice is done once. What a customer did is kept as a message of theirs (channel ``web``), named after the act,
the reservation and its ``schedule_version``: it stands in their conversation, unread until somebody at the desk has seen
it, and it goes with them when they are erased. That they come changes nothing of the reservation: nothing that waits for
somebody's answer grows stale by it, and a move makes it say nothing of the new time.
"""

from __future__ import annotations

from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import customers, message_values, moving, reading, statuses, values
from frontdesk.desk.messages import links, texts, threads
from frontdesk.desk.work import Work
from frontdesk.language.i18n import speaking
from frontdesk.store import consents, messages
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.messages import MessageRecord
from frontdesk.store.records import ReservationRecord

CHANNEL = "web"
LONGEST_LOOK = 14
"""Days for which free times are told at once."""
COMES, CAME = "message.comes", "message.received"
"""What the journal calls it when a customer says that they come, and when what they did stands in the conversation."""

FARTHEST = 5 * 366
"""Days; nobody moves a visit beyond."""

_OPEN = frozenset({"pending", "confirmed"})
_ENDS = frozenset({"cancelled", "expired", "no_show"})
_NOT_FREE = frozenset({"slot_taken", "not_open", "not_bookable", "session_full", "already_booked", "nonexistent_time"})
_WHY_NOT = {
    "begun": N_("the visit has begun or is over"),
    "late": N_("it is too late to move the visit by oneself"),
    "asked": N_("the business moves these visits itself"),
    "desk": N_("this service is not to be had on the web"),
}


def visit(work: Work, token: str) -> message_values.Visit:
    """What a link opens. Raises FrontdeskError(link_unknown)."""
    record, person, stands = _opened(work, token)
    if not stands:
        return message_values.Visit(work.rules.business.name, _language(work, person), valid=False)
    return _value(work, record, person)


def confirm(work: Work, token: str) -> message_values.Visit:
    """The customer says that they come. Raises FrontdeskError (link_unknown, link_outdated, not_by_link)."""
    record, person, _ = _standing(work, token)
    if messages.named(work.connection, CHANNEL, _name("comes", record)) is None:
        if record.status != "confirmed" or record.starts <= work.minute:
            raise _refused(N_("the visit is not to be confirmed now"))
        _say_so(work, record, person, "comes")
    return _value(work, record, person)


def _say_so(work: Work, record: ReservationRecord, person: CustomerRecord, act: str, before: str = "") -> None:
    """What the customer did, in their conversation. ``before``: the visit as it stood, where it was moved."""
    with speaking(work.rules.business.locale):  # it is the business that reads it
        body = texts.link_words(act, _visit_words(work, record, person), before)
    number = messages.add(
        work.connection,
        MessageRecord(
            0, record.customer, CHANNEL, "in", work.seconds, "received", work.seconds, "service",
            external_id=_name(act, record), body=body, author=person.name, reservation=record.id,
        ),
    )  # fmt: skip
    if number is None:
        return
    if act == "comes":
        work.record(
            COMES, "message", number, 1, {"channel": CHANNEL, "reservation": record.id},
            customer=record.customer, location=record.location, day_after=record.day,
        )  # fmt: skip
    else:  # the reservation's own history tells it already
        work.record(CAME, "message", number, 1, {"channel": CHANNEL}, customer=record.customer)


def _visit_words(work: Work, record: ReservationRecord, person: CustomerRecord) -> str:
    """``tomorrow, thu 26 nov, 10:00 · Corte · with Marta``, in the business's language."""
    rules, shown = work.rules.business, reading.reservation_value(work, record)
    return texts.values_of(rules.name, person.name, rules.locale, work.minute, shown)["visit"]


def cancel(work: Work, token: str, agreed: str) -> message_values.Visit:
    """The customer cancels. ``agreed``: the terms they were shown (``Cancellation.terms``).

    Raises FrontdeskError (link_unknown, link_outdated, not_by_link).
    """
    record, person, stands = _opened(work, token)
    if stands and record.status == "cancelled":
        return _value(work, record, person)
    record, person, _ = _standing(work, token)
    if not _can_cancel(work, record):
        raise _refused(_WHY_NOT["begun"])
    terms = statuses.cost(work, record, "customer").terms
    if terms not in ("free", agreed):
        raise _refused(N_("the terms of cancelling have changed since you were shown them"))
    statuses.cancel(work, code_of(record.id), by="customer", reason=None, waive=False, version=None)
    after = work.load(record.id)
    _say_so(work, after, person, "cancels")
    return _value(work, after, person)


def move(work: Work, token: str, start: int, staff: int | None) -> message_values.Visit:
    """The customer takes another time (epoch minutes) or person. ``staff`` None: whoever it is with now.

    Raises FrontdeskError (link_unknown, link_outdated, not_by_link).
    """
    record, person, version = _found(work, token)
    single = len(record.lines) == 1
    with_whom = record.lines[0].staff
    moved = record.schedule_version == version + 1 and record.status in _OPEN
    if moved and record.starts == start and staff in (None, with_whom):
        return _value(work, record, person)  # the same twice
    record, person, _ = _standing(work, token)
    if why := _unmovable(work, record):
        raise _refused(_WHY_NOT[why])
    strange = staff is not None and not single and staff != with_whom
    if strange or not 0 <= start - work.minute < FARTHEST * 1440:
        raise _refused(N_("that time is not free any more"))
    before = _visit_words(work, record, person)
    try:
        moving.move(
            work, code_of(record.id), start, staff=staff if single else None, resources=None, version=None,
            overlap=False, reason=None, channel=CHANNEL,
        )  # fmt: skip
    except FrontdeskError as error:
        if error.code not in _NOT_FREE and error.code != "not_found":
            raise
        # why it is not free is nobody's business outside
        raise _refused(N_("that time is not free any more")) from None
    after = work.load(record.id)
    _say_so(work, after, person, "moves", before)
    return _value(work, after, person)


def free(work: Work, token: str, first: int, last: int) -> list[values.Slot]:
    """Where the visit could go from one day to another (ordinals, both included, two weeks at most), by the customers'
    rules; nothing where it cannot be moved. Raises FrontdeskError (link_unknown, link_outdated)."""
    record, _person, _ = _standing(work, token)
    if _unmovable(work, record):
        return []
    today = work.day_of(work.minute, record.location)
    first = max(first, today)
    last = min(last, first + LONGEST_LOOK - 1, today + FARTHEST)
    return moving.free(work, record, first, last, CHANNEL) if first <= last else []


def opted_out(work: Work, token: str) -> message_values.OptOut:
    """Whose link ends marketing. Raises FrontdeskError(link_unknown)."""
    person = _reader(work, token)
    agreed = consents.consents(work.connection, [person.id]).get(person.id, {})
    done = agreed.get(("marketing", "")) is False
    return message_values.OptOut(work.rules.business.name, _language(work, person), done)


def opt_out(work: Work, token: str) -> message_values.OptOut:
    """The holder of a link wants no more marketing, by whatever channel. Raises FrontdeskError(link_unknown)."""
    person = _reader(work, token)
    if not opted_out(work, token).done:
        threads.consent(work, f"C{person.id}", "marketing", False)
    return opted_out(work, token)


# what a link opens ----------------------------------------------------------------------------------------------------


def _reader(work: Work, token: str) -> CustomerRecord:
    number = links.read_opt_out(work, token)
    person = _person(work, number) if number is not None else None
    if person is None:
        raise FrontdeskError("link_unknown")
    return person


def _person(work: Work, number: int) -> CustomerRecord | None:
    """The customer as whom they are kept now; None where nobody is left."""
    try:
        person = customers.get(work, f"C{number}")
    except FrontdeskError:
        return None
    return None if person.erased else person


def _found(work: Work, token: str) -> tuple[ReservationRecord, CustomerRecord, int]:
    """The reservation, its customer, and the schedule version for which the link was made."""
    given = links.read_visit(work, token)
    if given is None:
        raise FrontdeskError("link_unknown")
    number, version, customer = given
    try:
        record = reading.find(work, code_of(number))
    except FrontdeskError as error:
        if error.code != "not_found":
            raise
        raise FrontdeskError("link_unknown") from None
    person = _person(work, customer)
    if person is None or person.id != customers.standing(work, record.customer).id:
        raise FrontdeskError("link_unknown")
    return record, person, version


def _opened(work: Work, token: str) -> tuple[ReservationRecord, CustomerRecord, bool]:
    """As ``_found``; whether the link still tells of the visit: as it stands, or how it ended."""
    record, person, version = _found(work, token)
    ended = record.status in _ENDS and record.schedule_version == version + 1
    return record, person, ended or record.schedule_version == version


def _standing(work: Work, token: str) -> tuple[ReservationRecord, CustomerRecord, int]:
    """As ``_found``, for the visit as it stands only. Raises FrontdeskError(link_outdated) for an earlier one."""
    record, person, version = _found(work, token)
    if record.schedule_version != version:
        raise FrontdeskError("link_outdated")
    return record, person, version


def _refused(problem: str) -> FrontdeskError:
    return FrontdeskError("not_by_link", problem=problem)


def _name(act: str, record: ReservationRecord) -> str:
    return f"{act}:{record.id}:{record.schedule_version}"


def _can_cancel(work: Work, record: ReservationRecord) -> bool:
    return record.status in _OPEN and work.minute < record.starts


def _unmovable(work: Work, record: ReservationRecord) -> str:
    """Why a visit cannot be moved through its link; empty where it can."""
    house = work.rules.house
    if not _can_cancel(work, record):
        return "begun"
    if statuses.cost(work, record, "customer").late:
        return "late"  # who may not leave for nothing any more may not go elsewhere either
    if work.rules.confirm == "manual" and record.status == "confirmed":
        return "asked"  # they said yes to this time, to no other
    services = [house.services.get(line.service) for line in record.lines]
    if any(service is None or CHANNEL not in service.channels for service in services):
        return "desk"
    known = all(line.staff is None or line.staff in house.resources for line in record.lines)
    return "" if known or len(record.lines) == 1 else "asked"


def _language(work: Work, person: CustomerRecord) -> str:
    return person.language or work.rules.business.locale


def _value(work: Work, record: ReservationRecord, person: CustomerRecord) -> message_values.Visit:
    shown = reading.reservation_value(work, record)
    first = shown.lines[0] if shown.lines else None
    confirmed = messages.named(work.connection, CHANNEL, _name("comes", record)) is not None
    unmovable = _unmovable(work, record)
    acts = []
    if _can_cancel(work, record):
        acts = [
            *(["confirm"] if record.status == "confirmed" and not confirmed else []),
            *([] if unmovable else ["move"]),
            "cancel",
        ]
    return message_values.Visit(
        business=work.rules.business.name,
        language=_language(work, person),
        link=links.token(work, record.id, record.schedule_version, person.id),
        status=record.status,
        service=shown.service,
        staff=shown.staff,
        staff_id=first.staff_id if first is not None else None,
        location=shown.location,
        start=shown.start,
        end=shown.end,
        zone=shown.zone,
        party=shown.party,
        nights=shown.nights,
        acts=tuple(acts),
        confirmed=confirmed,
        cost=statuses.cost(work, record, "customer") if "cancel" in acts else None,
        unmovable=unmovable,
    )
