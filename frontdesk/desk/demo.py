"""A lively business to try things on: three months of plausible days around today."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import WRITING, Progress, interrupted
from frontdesk.base.ready import ready_path
from frontdesk.desk import planning, series, setup
from frontdesk.desk.demo_diary import WEEKS, Diary, Visit
from frontdesk.desk.demo_english import ENGLISH
from frontdesk.desk.demo_extras import Events, add_absences
from frontdesk.desk.demo_inquiries import Inquiries
from frontdesk.desk.demo_life import Life, Lives, steps_of
from frontdesk.desk.demo_people import Crowd, Person, record_of
from frontdesk.desk.demo_spanish import SPANISH
from frontdesk.desk.demo_words import Words
from frontdesk.desk.desk import Desk
from frontdesk.desk.house import load
from frontdesk.desk.values import Actor
from frontdesk.desk.work import Work
from frontdesk.engine.zones import EPOCH_DAY
from frontdesk.store import claims as store_claims
from frontdesk.store import copying, customers, past, reservations
from frontdesk.store import rules as store_rules
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.journal import Entry
from frontdesk.store.past import Step
from frontdesk.store.setup import hold

WORDS = {words.language: words for words in (ENGLISH, SPANISH)}

LIVES_FOR = 7 * WEEKS + 3
"""Days since the business was set up."""


def fill(desk: Desk, business: str, language: str, seed: int = 1, progress: Progress | None = None) -> None:
    """Set up a ready business of a language in an empty database and fill six weeks on either side of the desk's today.

    The same seed at the same moment makes the same. Whoever is told of progress may stop it by raising; then the database
    is empty again. Raises FrontdeskError (already_set_up, interrupted, database_…), KeyError for a business that is none
    of the ready ones, or another language.
    """
    words = WORDS[language]
    house = Actor(words.desk)  # not whoever tries it out, so that there is nothing of theirs to undo yet
    now = int(desk.clock.seconds())
    since = now - LIVES_FOR * 86_400
    # Set up when its life began, so that the journal tells it in order.
    begun = Desk(desk.store, FixedClock(since), house, dry_run=desk.dry_run)
    setup.init(begun, ready_path(business, language))
    if desk.dry_run:
        return
    report = progress or (lambda done, total, what: None)
    try:
        desk.write(
            lambda work: _Filling(work, words, business, random.Random(f"{business} {seed}"), since, report).run()
        )
        series.extend_sessions(Desk(desk.store, desk.clock, house))
    except BaseException as error:
        copying.clear(desk.store)  # a business without its life is none
        if isinstance(error, FrontdeskError) and error.code == "interrupted":
            raise interrupted(N_("the database is as empty as it was")) from None
        raise


DAYS = 2 * 7 * WEEKS + 1
"""Days that are filled."""


class _Filling:
    def __init__(
        self, work: Work, words: Words, business: str, chance: random.Random, since: int, report: Progress
    ) -> None:
        self.work, self.words, self.chance = work, words, chance
        self.profile = words.profiles[business]
        self.since, self.report = since, report
        self.steps: list[Step] = []

    def run(self) -> None:
        work, chance = self.work, self.chance
        hold(work.connection)
        rules = work.rules
        today = work.day_of(work.minute, sorted(rules.house.places)[0])
        self.steps += add_absences(work, chance, self.words, rules, today, self.since + 3_600)
        store_rules.stir(work.connection)
        fresh = load(work.connection)
        assert fresh is not None
        self.rules = fresh
        reservations.lock(work.connection, self.rules.house.resources, (), work.seconds)
        reach = 7 * WEEKS
        low, high = (today - reach - 800 - EPOCH_DAY) * 1440, (today + reach + 800 - EPOCH_DAY) * 1440
        taken = store_claims.taken(work.connection, self.rules.house.resources, low, high, work.seconds)
        events = Events(chance, self.words, self.profile, self.rules, today)
        events.place(taken, reach)
        self.steps += events.write(work, self.since + 7_200)
        crowd = Crowd(chance, self.words, self.profile, self.rules.house)
        sessions = planning.seats_between(work, low, high)
        diary = Diary(chance, self.profile, self.rules, crowd, taken, sessions, today)
        diary.fill(self.report)
        self.report(DAYS, DAYS, WRITING)
        self._write(diary.visits)

    def _write(self, visits: Sequence[Visit]) -> None:
        work = self.work
        lives = Lives(self.chance, self.words, self.profile, self.rules, self.since, work.seconds)
        booked = sorted(
            ((*lives.booked(visit), index, visit) for index, visit in enumerate(visits)),
            key=lambda one: (one[0], one[2]),
        )
        people = self._people([(at, visit.person) for at, _, _, visit in booked])
        numbers = reservations.next_ids(work.connection, len(booked))
        courses: list[Life] = []
        for number, (at, channel, _, visit) in zip(numbers, booked, strict=True):
            day = self._day(visit)
            courses.append(lives.live(visit, number, people[visit.person.name].id, at, channel, day))
        reservations.insert_all(work.connection, [life.record for life in courses])
        for life in courses:
            self.steps += steps_of(life)
        self._payments(courses)
        self._notes(list(people.values()))
        asked = random.Random(f"{self.words.language} {self.since}")  # of its own: what else is drawn stays as it was
        self.steps += Inquiries(work, asked, self.words, self.rules, self.since).run(courses)
        self.report(DAYS, DAYS, WRITING)
        past.append(work.connection, self.steps)

    def _day(self, visit: Visit) -> int:
        return self.work.day_of(visit.plan.start, visit.plan.place)

    def _people(self, booked: Sequence[tuple[int, Person]]) -> dict[str, CustomerRecord]:
        """Everybody who has booked, in the order in which they first did."""
        first: dict[str, tuple[int, Person]] = {}
        for at, person in booked:
            first.setdefault(person.name, (at, person))
        numbers = reservations.next_customer_ids(self.work.connection, len(first))
        found: dict[str, CustomerRecord] = {}
        for number, (name, (at, person)) in zip(numbers, first.items(), strict=True):
            known = at - self.chance.randint(30, 900) * 86_400 if person.service is not None else at - 30
            record = record_of(self.chance, self.words, self.profile, person, number, known)
            found[name] = record
            self.steps.append(Step(max(self.since, at - 30), self.words.desk, (_customer_entry(record),)))
        customers.insert_all(self.work.connection, list(found.values()))
        return found

    def _payments(self, courses: Sequence[Life]) -> None:
        currency = self.rules.business.currency
        paid = [(life.record, *one) for life in courses for one in life.paid]
        numbers = past.draw_ids(self.work.connection, "payment", len(paid))
        rows = []
        for number, (record, at, amount, method) in zip(numbers, paid, strict=True):
            rows.append({
                "id": number, "reservation_id": record.id, "customer_id": record.customer, "amount": amount,
                "currency": currency, "method": method, "at": at, "by": self.words.desk,
            })  # fmt: skip
            image = msgspec.json.encode({"reservation": record.id, "amount": amount, "currency": currency}).decode()
            body = msgspec.json.encode({"method": method}).decode()
            row = Entry(
                "pay", "payment", number, 1, image, body, record.customer, record.location, None, record.day
            )  # fmt: skip
            self.steps.append(Step(at, self.words.desk, (row,)))
        past.add_rows(self.work.connection, "payment", rows)

    def _notes(self, people: Sequence[CustomerRecord]) -> None:
        chosen = []
        for record in people:
            if self.chance.random() < 0.14:
                chosen.append((record, 0, self.chance.choice(self.profile.notes)))
            if self.chance.random() < 0.02:
                chosen.append((record, 1, self.chance.choice(self.profile.internal)))
        numbers = past.draw_ids(self.work.connection, "customer_note", len(chosen))
        rows = []
        for number, (record, internal, text) in zip(numbers, chosen, strict=True):
            at = self.chance.randint(max(self.since, record.created_at), self.work.seconds)
            rows.append({
                "id": number, "customer_id": record.id, "at": at, "author": self.words.desk, "internal": internal, "body": text,
            })  # fmt: skip
            image = msgspec.json.encode({"internal": bool(internal)}).decode()
            body = msgspec.json.encode({"body": text}).decode()
            self.steps.append(
                Step(at, self.words.desk, (Entry("customer.note", "note", number, 1, image, body, record.id),))
            )
        past.add_rows(self.work.connection, "customer_note", rows)


def _customer_entry(record: CustomerRecord) -> Entry:
    plain = {"id": record.id, "created_at": record.created_at, "merged_into": None, "erased": 0}
    names = ("name", "phone", "email", "birthday", "language", "tags", "preferences")
    private = {name: value for name in names if (value := getattr(record, name))}
    body = msgspec.json.encode(private).decode()
    return Entry("customer.add", "customer", record.id, 1, msgspec.json.encode(plain).decode(), body, record.id)
