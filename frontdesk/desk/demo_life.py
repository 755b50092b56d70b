"""What became of the visits of the demonstration: booked, confirmed, come, paid, cancelled, each at its moment."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import msgspec

from frontdesk.desk.demo_diary import Visit
from frontdesk.desk.demo_words import Profile, Words
from frontdesk.desk.house import Rules
from frontdesk.desk.reservations import claims_of, lines_of, price_of
from frontdesk.desk.walk_ins import CHANNEL as WALK_IN
from frontdesk.engine.values import CUSTOMER_CHANNELS
from frontdesk.store.journal import Entry
from frontdesk.store.past import Step
from frontdesk.store.records import ReservationRecord, image_of

HOUR = 3600
DAY = 24 * HOUR
CHANNELS = (("phone", 0.4), ("web", 0.28), ("desk", 0.2), ("agent", 0.12))


@dataclass
class Life:
    """A reservation as it now stands, how it came to be so, and what was paid."""

    record: ReservationRecord
    steps: list[tuple[int, str, str, ReservationRecord]] = field(default_factory=list)
    paid: list[tuple[int, int, str]] = field(default_factory=list)  # at, amount, method


class Lives:
    """Gives every visit its course. ``now`` and ``since`` in epoch seconds: nothing happened before or after."""

    def __init__(
        self, chance: random.Random, words: Words, profile: Profile, rules: Rules, since: int, now: int
    ) -> None:
        self.chance, self.words, self.profile, self.rules = chance, words, profile, rules
        self.since, self.now = since, now

    def booked(self, visit: Visit) -> tuple[int, str]:
        """When a visit was booked (epoch seconds), and by which channel."""
        start = visit.plan.start * 60
        channel = self._channel(visit)
        if channel == WALK_IN:
            return max(self.since, start), channel
        lead = int(min(self.chance.expovariate(1 / 7.0), 40) * DAY) + self.chance.randint(20, 300) * 60
        moment = start - lead
        if moment >= self.now:  # what lies far ahead was booked these last days
            moment = self.now - int(min(self.chance.expovariate(1 / 6.0), 30) * DAY) - self.chance.randint(2, 600) * 60
        return max(self.since + self.chance.randint(60, 12 * HOUR), min(moment, start - 60)), channel

    def _channel(self, visit: Visit) -> str:
        service = self.rules.house.services[visit.request.lines[0].service]
        gone = visit.plan.start * 60 <= self.now and not visit.cancelled
        quick = not service.nights and not service.grouped and len(visit.request.lines) == 1 and not service.tags
        if gone and quick and visit.plan.start * 60 > self.since and self.chance.random() < 0.08:
            return WALK_IN
        known = [(name, share) for name, share in CHANNELS if name == "phone" or name in service.channels]
        return self.chance.choices([name for name, _ in known], [share for _, share in known])[0]

    def live(self, visit: Visit, number: int, customer: int, at: int, channel: str, day: int) -> Life:
        """The reservation's course up to now."""
        plan = visit.plan
        status = "arrived" if channel == WALK_IN else "confirmed"
        actor = channel if channel in CUSTOMER_CHANNELS else self.words.desk
        fresh = channel in CUSTOMER_CHANNELS and plan.start * 60 > self.now and at > self.now - 20 * HOUR
        if fresh and not visit.cancelled and self.chance.random() < 0.5:
            status = "pending"
        record = ReservationRecord(
            id=number,
            status=status,
            customer=customer,
            location=plan.place,
            starts=plan.start,
            ends=plan.end,
            day=day,
            channel=channel,
            created_at=at,
            created_by=actor,
            party=visit.request.party,
            nights=visit.request.nights,
            price=price_of(plan),
            notes=self.chance.choice(self.profile.wishes) if self.chance.random() < 0.15 else "",
            settled_at=at,
            lines=lines_of(plan),
            claims=claims_of(plan),
        )
        life = Life(record)
        life.steps.append((at, actor, "walk-in" if channel == WALK_IN else "book", record))
        if visit.cancelled:
            self._cancel(life)
        elif plan.start * 60 <= self.now:
            self._come(life)
        return life

    def _next(self, life: Life, at: int, actor: str, verb: str, **changes: Any) -> None:
        before = life.record
        after = msgspec.structs.replace(before, version=before.version + 1, settled_at=at, **changes)
        if after.claims != before.claims or after.status == "cancelled":
            after.schedule_version += 1
        life.record = after
        life.steps.append((at, actor, verb, after))

    def _cancel(self, life: Life) -> None:
        record = life.record
        last = min(self.now, record.starts * 60 - 10 * 60)
        at = self.chance.randint(min(record.created_at + 1, last), last) if last > record.created_at else last
        at = max(at, record.created_at)
        by = "customer" if self.chance.random() < 0.82 else "business"
        late = by == "customer" and any(
            at // 60 > record.starts - self.rules.conditions[line.service].cancel_until for line in record.lines
        )
        actor = record.channel if by == "customer" and record.channel in CUSTOMER_CHANNELS else self.words.desk
        self._next(
            life, at, actor, "cancel", status="cancelled", cancelled_by=by, claims=(), late=int(late),
            fee=self._fee(record, "late_cancel") if late else 0,
            reason=self.chance.choice(self.words.customer_reasons if by == "customer" else self.words.business_reasons) or None,
        )  # fmt: skip

    def _fee(self, record: ReservationRecord, which: str) -> int:
        terms = [self.rules.conditions[line.service] for line in record.lines]
        return sum(one.fee for one in terms if getattr(one, which) == "fee")

    def _come(self, life: Life) -> None:
        record, desk = life.record, self.words.desk
        start, end = record.starts * 60, record.ends * 60
        self._deposit(life)
        if record.channel != WALK_IN and self.chance.random() < 0.045:
            at = start + (5 * HOUR if record.nights else 20 * 60)
            if at <= self.now:
                used = tuple(
                    (n, low, min(high, at // 60), over) for n, low, high, over in record.claims if low < at // 60
                )
                self._next(life, at, desk, "no-show", status="no_show", claims=used, fee=self._fee(record, "no_show"))
            return
        if record.channel != WALK_IN:
            at = max(record.created_at, start + self.chance.randint(-8, 7) * 60)
            if at > self.now:
                return
            self._next(life, at, desk, "arrive", status="arrived")
        at = max(life.record.settled_at or 0, end + self.chance.randint(-4, 9) * 60)
        if at > self.now:
            return
        self._next(life, at, desk, "complete", status="completed")
        open_amount = record.price - sum(amount for _, amount, _ in life.paid)
        if open_amount > 0 and self.chance.random() < 0.93:
            life.paid.append((at, open_amount, self.chance.choice(self.words.methods)))

    def _deposit(self, life: Life) -> None:
        due = sum(self.rules.conditions[line.service].deposit for line in life.record.lines)
        if 0 < due <= life.record.price:
            life.paid.append((life.record.created_at, due, self.words.deposit))


def entry(verb: str, before_day: int | None, record: ReservationRecord) -> Entry:
    """The journal's row of a reservation as it stood."""
    image, private = image_of(record)
    return Entry(
        verb, "reservation", record.id, record.version, image, private, record.customer, record.location, before_day,
        record.day,
    )  # fmt: skip


def steps_of(life: Life) -> list[Step]:
    """The operations that made a reservation what it is."""
    found = []
    for index, (at, actor, verb, record) in enumerate(life.steps):
        found.append(Step(at, actor, (entry(verb, record.day if index else None, record),)))
    return found
