"""What people ask in the demonstration: an inquiry or two in every stage, answered, quoted, replied to."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from frontdesk.base.text import folded
from frontdesk.desk.demo_life import Life
from frontdesk.desk.demo_words import MAIL_DOMAINS, AskedWords, Words
from frontdesk.desk.house import Rules
from frontdesk.desk.inquiries import keeping, reminders
from frontdesk.desk.inquiry_values import QuoteLine
from frontdesk.desk.messages import timing
from frontdesk.desk.work import Work
from frontdesk.engine.values import Service
from frontdesk.engine.zones import local
from frontdesk.language.dates import day_words
from frontdesk.language.i18n import speaking
from frontdesk.store import customers, inquiries, messages, outbox, quotes, reservations
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.journal import Entry
from frontdesk.store.messages import MessageRecord
from frontdesk.store.outbox import OutboxRecord
from frontdesk.store.past import Step
from frontdesk.store.quotes import QuoteRecord

HOUR, DAY = 3600, 24 * 3600
NOWHERE = ("sms",)
"""Who asks here has no phone: their reminders are seen, and nobody is written to, whatever is set up on this machine."""


@dataclass
class _Course:
    """An inquiry as it goes on, with what was done so far."""

    record: InquiryRecord
    words: AskedWords
    person: CustomerRecord | None
    known: dict[str, str]


class Inquiries:
    """Writes them; ``run`` returns what the journal is to say."""

    def __init__(self, work: Work, chance: random.Random, words: Words, rules: Rules, since: int) -> None:
        self.work, self.chance, self.words, self.rules, self.since = work, chance, words, rules, since
        self.steps: list[Step] = []
        self.place = sorted(rules.house.places)[0]

    def run(self, courses: Sequence[Life]) -> list[Step]:
        sold = sorted(self.rules.house.services.values(), key=lambda one: (one.price, one.id))
        for index, asked in enumerate(self.words.inquiries):
            if asked.stage == "booked":
                self._booked(asked, courses)
                continue
            # what is asked about is what costs more: nobody writes because of a trifle
            self._live(asked, sold[-1 - index % max(len(sold) // 2, 1)], index)
        return self.steps

    # how they go ------------------------------------------------------------------------------------------------------

    def _live(self, asked: AskedWords, service: Service, index: int) -> None:
        woman = index % 2 == 0
        first = self.chance.choice(self.words.women if woman else self.words.men)
        name = " ".join((first, *(self.chance.choice(self.words.surnames) for _ in range(self.words.surnames_each))))
        at = self.work.seconds - int(asked.hours * HOUR)
        day = self.work.day_of(self.work.minute, self.place) + 9 + 4 * index
        day += day % 7 == 0  # Sundays are closed almost everywhere
        with speaking(self.words.language):
            when = day_words(day, day - 9)
        known = {"service": service.name, "day": when, "first": first}
        mail = f"{folded(first)}.{folded(name.split(' ')[1])}@{MAIL_DOMAINS[index % len(MAIL_DOMAINS)]}"
        person = None
        if asked.answer or asked.source == "email":
            number = reservations.next_customer_ids(self.work.connection, 1)[0]
            person = CustomerRecord(number, name, at - 60, None, mail, language=self.words.language)
            customers.insert_all(self.work.connection, [person])
        record = InquiryRecord(
            id=inquiries.next_id(self.work.connection), source=asked.source, created_at=at, created_by=self.words.desk,
            changed_at=at, asked_at=at, customer=person.id if person is not None else None, location=self.place, name=name,
            email=mail, asked=asked.asked.format(**known), services=(service.id,), starts=day,
            ends=day + 2 if service.nights else None, party=asked.party,
        )  # fmt: skip
        course = _Course(record, asked, person, known)
        opening = [self._customer(person)] if person is not None else []
        self._step(course, at, "inquiry.add", record, opening)
        if asked.source == "email":
            self._message(course, "in", at, asked.asked, seen=asked.stage != "new")
        if asked.answer:
            self._answer(course, at + 50 * 60)
        if asked.reply:
            self._reply(course)
        if asked.stage == "confirmed":
            self._change(course, course.record.changed_at + 20 * 60, "inquiry.confirm", stage="confirmed", unanswered=0)
        if asked.stage == "lost":
            self._change(
                course, course.record.changed_at + DAY, "inquiry.lose", stage="lost", lost_from=course.record.stage,
                reason=asked.reason, unanswered=0,
            )  # fmt: skip
        inquiries.replace(self.work.connection, course.record)
        if course.record.stage in reminders.REMINDED and not course.record.unanswered:
            self._remind(course)

    def _answer(self, course: _Course, at: int) -> None:
        asked, record = course.words, course.record
        made: list[Entry] = []
        if asked.quoted:
            made.append(self._quote(course, at))
        stage = "quoted" if asked.quoted else "answered"
        verb = "inquiry.quote" if asked.quoted else "inquiry.answer"
        self._change(course, at, verb, made, stage=stage, unanswered=0, answered_at=at, customer=record.customer)
        self._message(course, "out", at + timing.UNDO_SECONDS, asked.answer)

    def _reply(self, course: _Course) -> None:
        at = course.record.changed_at + 3 * HOUR
        self._message(course, "in", at, course.words.reply, seen=course.words.stage == "confirmed")
        self._change(course, at, "inquiry.came", unanswered=1, asked_at=at)

    def _quote(self, course: _Course, at: int) -> Entry:
        service = self.rules.house.services[course.record.services[0]]
        record = course.record
        nights = record.ends - record.starts if record.ends is not None and record.starts is not None else 0
        lines = (QuoteLine(service.name, service.price, Decimal(nights or record.party), Decimal(course.words.tax)),)
        kept = quotes.add(
            self.work.connection,
            QuoteRecord(
                0, record.id, 0, msgspec.json.encode(lines).decode(), "included", record.starts, "",
                self.rules.business.currency, at, self.words.desk,
            ),
        )  # fmt: skip
        image = msgspec.json.encode({"inquiry": record.id, "number": kept.number}).decode()
        return Entry("quote", "quote", kept.id, 1, image, None, record.customer)

    def _booked(self, asked: AskedWords, courses: Sequence[Life]) -> None:
        """One of the reservations to come was asked for before."""
        coming = [
            life.record
            for life in courses
            if life.record.status == "confirmed" and life.record.channel == "phone"
            and life.record.starts > self.work.minute and life.record.created_at - 6 * HOUR > self.since
        ]  # fmt: skip
        if not coming:
            return
        visit = coming[len(coming) // 2]
        at = visit.created_at - 3 * HOUR
        person = customers.load(self.work.connection, [visit.customer])[visit.customer]
        zone = self.rules.zone(visit.location)
        with speaking(self.words.language):
            when = day_words(visit.day, visit.day)
        known = {"service": self.rules.service_names[visit.lines[0].service], "day": when, "first": ""}
        record = InquiryRecord(
            id=inquiries.next_id(self.work.connection), source=asked.source, created_at=at, created_by=self.words.desk,
            changed_at=at, asked_at=at, customer=person.id, location=visit.location, name=person.name, email=person.email,
            phone=person.phone, asked=asked.asked.format(**known), services=(visit.lines[0].service,), starts=visit.day,
            minute=local(visit.starts, zone)[1], party=visit.party,
        )  # fmt: skip
        course = _Course(record, asked, person, known)
        self._step(course, at, "inquiry.add", record)
        self._change(course, visit.created_at, "inquiry.book", stage="booked", unanswered=0, reservations=(visit.id,))
        inquiries.replace(self.work.connection, course.record)

    # what is written --------------------------------------------------------------------------------------------------

    def _change(self, course: _Course, at: int, verb: str, more: Sequence[Entry] = (), **changes: Any) -> None:
        record = msgspec.structs.replace(course.record, version=course.record.version + 1, changed_at=at, **changes)
        course.record = record
        self._step(course, at, verb, record, more)

    def _step(self, course: _Course, at: int, verb: str, record: InquiryRecord, more: Sequence[Entry] = ()) -> None:
        plain, private = keeping.image_of(record)
        image = msgspec.json.encode(plain).decode()
        body = msgspec.json.encode(private).decode() if private else None
        entry = Entry(verb, "inquiry", record.id, record.version, image, body, record.customer, record.location)
        self.steps.append(Step(at, self.words.desk, (*more, entry)))

    def _customer(self, person: CustomerRecord) -> Entry:
        plain = {"id": person.id, "created_at": person.created_at, "merged_into": None, "erased": 0}
        private = {"name": person.name, "email": person.email, "language": person.language}
        image, body = msgspec.json.encode(plain).decode(), msgspec.json.encode(private).decode()
        return Entry("customer.add", "customer", person.id, 1, image, body, person.id)

    def _message(self, course: _Course, direction: str, at: int, text: str, *, seen: bool = True) -> None:
        assert course.person is not None
        came = direction == "in"
        number = messages.add(
            self.work.connection,
            MessageRecord(
                0, course.person.id, "email", direction, at, "received" if came else "sent", at,
                external_id=f"<demo.{course.record.id}.{at}@example.com>", subject=self.words.inquiry_subject,
                body=text.format(**course.known), author=course.person.name if came else self.words.desk,
                seen_at=at if came and seen else None, inquiry=course.record.id,
            ),
        )  # fmt: skip
        assert number is not None
        verb = "message.received" if came else "message.sent"
        entry = Entry(verb, "message", number, 1, '{"channel":"email"}', None, course.person.id)
        self.steps.append(Step(at, "frontdesk", (entry,)))

    def _remind(self, course: _Course) -> None:
        """The reminders that are still to come, as the house's rules ask for them."""
        record, zone = course.record, self.rules.zone(self.place)
        for rule in self.rules.reminders:
            due_at = timing.of_answer(rule.due.minutes, record.answered_at or 0, zone)
            if rule.due.trigger != reminders.KIND or due_at <= self.work.seconds + HOUR:
                continue
            row = OutboxRecord(
                id=0, dedupe_key=f"inquiry:{record.id}:{record.version}:{rule.due.minutes}", kind=reminders.KIND,
                customer=record.customer or 0, due_at=due_at, made_at=record.answered_at or 0, made_by=self.words.desk,
                channels=NOWHERE, template=rule.template, stale_at=due_at + timing.NOTICE_LATE, inquiry=record.id,
            )  # fmt: skip
            outbox.add(self.work.connection, [row])
