"""What else fills a diary: absences, meetings, private time, birthdays, things to remember."""

from __future__ import annotations

import datetime as dt
import random
from bisect import insort
from typing import Any

import msgspec

from frontdesk.desk import setup_rows
from frontdesk.desk.business_words import local_text
from frontdesk.desk.demo_words import Profile, Words
from frontdesk.desk.house import Rules
from frontdesk.desk.setup_present import Present
from frontdesk.desk.work import Work
from frontdesk.engine.hours import open_spans
from frontdesk.engine.values import Resource, Span
from frontdesk.engine.zones import epoch_minute, local
from frontdesk.store import past, setup
from frontdesk.store.journal import Entry
from frontdesk.store.past import Step

ABSENCES = ((-19, 3), (16, 7), (-33, 1), (4, 1))
"""Day from today, days; the reasons are among the words."""


def add_absences(work: Work, chance: random.Random, words: Words, rules: Rules, today: int, at: int) -> list[Step]:
    """A few people are away for some days; never everybody. ``at``: when it was entered, epoch seconds."""
    people = [one.id for one in rules.house.resources.values() if one.kind == "staff"]
    chance.shuffle(people)
    touched = []
    for number, (ahead, days), reason in zip(people[: len(people) // 2], ABSENCES, words.absences, strict=False):
        first = dt.datetime.combine(dt.date.fromordinal(today + ahead), dt.time())
        last = first + dt.timedelta(days=days)
        row = {"starts_local": local_text(first), "ends_local": local_text(last), "reason": reason}
        past.add_rows(work.connection, "absence", [{"resource_id": number, **row}])
        touched.append(number)
    versions = setup.raise_versions(work.connection, touched)
    held = {one.id: one for one in Present(work.connection).resources.values()}
    steps = []
    for number in touched:
        plain, private = setup_rows.image(held[number].part)
        body = msgspec.json.encode(private).decode() if private else None
        image = msgspec.json.encode({"id": number, **plain}).decode()
        place = rules.house.resources[number].place
        steps.append(
            Step(at, words.desk, (Entry("absence", "resource", number, versions[number], image, body, location=place),))
        )
    return steps


class Events:
    """Events placed before the visits, so that private time is free of them."""

    def __init__(self, chance: random.Random, words: Words, profile: Profile, rules: Rules, today: int) -> None:
        self.chance, self.words, self.profile, self.rules, self.today = chance, words, profile, rules, today
        self.rows: list[dict[str, Any]] = []
        self.claims: list[tuple[int, Span, int]] = []  # index of the event, span, resource

    def place(self, claims: dict[int, list[Span]], reach: int) -> None:
        """Fill ``rows`` and ``claims`` for so many days on either side of today."""
        place = sorted(self.rules.house.places)[0]
        for day in range(self.today - reach, self.today + reach + 1):
            if day % 14 == self.today % 14:
                self._add("meeting", self.profile.meeting, place, day, self.profile.meeting_at, 45, recurring=1)
            if self.chance.random() < 0.05:
                self._add("reminder", self.chance.choice(self.words.reminders), place, day, 10 * 60, 15)
        staff = [one for one in self.rules.house.resources.values() if one.kind == "staff"]
        for one in staff[:4]:
            day = self.today + self.chance.randint(-reach, reach)
            self._add("birthday", self.words.birthday.format(name=one.name), one.place, day, 0, 1440, all_day=1)
        for _ in range(2 * len(staff)):
            one = self.chance.choice(staff)
            self._private(one, self.today + self.chance.randint(-reach, reach), claims)

    def _private(self, one: Resource, day: int, claims: dict[int, list[Span]]) -> None:
        zone = self.rules.zone(one.place)
        low, high = epoch_minute(day, 0, zone), epoch_minute(day + 1, 0, zone)
        spans = [
            opening for opening in open_spans(self.rules.house, one.id, low, high) if opening.end - opening.start >= 120
        ]
        if not spans:
            return
        opening = self.chance.choice(spans)
        start = opening.start + self.chance.randrange(0, opening.end - opening.start - 60, 30)
        span = (start, start + self.chance.choice((30, 60)))
        if any(since < span[1] and until > span[0] for since, until in claims.get(one.id, ())):
            return
        insort(claims.setdefault(one.id, []), span)
        minute = local(start, zone)[1]
        self.claims.append((len(self.rows), span, one.id))
        self._add(
            "private", self.chance.choice(self.words.private), one.place, day, minute, span[1] - start, resource=one.id
        )

    def _add(
        self,
        kind: str,
        title: str,
        place: int,
        day: int,
        minute: int,
        length: int,
        *,
        resource: int | None = None,
        **flags: int,
    ) -> None:
        start = epoch_minute(day, minute, self.rules.zone(place))
        row = {
            "kind": kind,
            "title": title,
            "notes": "",
            "location_id": place,
            "resource_id": resource,
            "starts": start,
        }
        row |= {"ends": start + length, "day": day, "all_day": 0, "recurring": 0, **flags}
        self.rows.append(row)

    def write(self, work: Work, at: int) -> list[Step]:
        """Write them. ``at``: when they were entered, epoch seconds."""
        numbers = past.draw_ids(work.connection, "event", len(self.rows))
        past.add_rows(work.connection, "event", [{"id": n, **row} for n, row in zip(numbers, self.rows, strict=True)])
        claims = [
            {
                "resource_id": resource, "location_id": self.rows[index]["location_id"], "starts": span[0], "ends": span[1],
                "overlap": 0, "event_id": numbers[index],
            }
            for index, span, resource in self.claims
        ]  # fmt: skip
        past.add_rows(work.connection, "claim", claims)
        steps = []
        for number, row in zip(numbers, self.rows, strict=True):
            plain = {"id": number, **{name: value for name, value in row.items() if name not in ("title", "notes")}}
            body = msgspec.json.encode({"title": row["title"]}).decode()
            image = msgspec.json.encode(plain).decode()
            where = {"location": row["location_id"], "day_after": row["day"]}
            steps.append(Step(at, self.words.desk, (Entry("event.add", "event", number, 1, image, body, **where),)))
        return steps
