"""The customers of the demonstration: who they are, what they like, how often they come."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from itertools import accumulate

from frontdesk.base.text import folded
from frontdesk.desk.demo_words import MAIL_DOMAINS, Profile, Words
from frontdesk.engine.values import House
from frontdesk.store.customers import CustomerRecord

REGULARS = 0.3
"""Share of the customers who come by habit."""


class Person:
    """A customer to be. ``weight``: how often they come beside the others; ``service``, ``staff``, ``minute``: their habit.

    ``never``: services they do not ask for.
    """

    __slots__ = ("minute", "name", "never", "service", "staff", "tags", "weight")

    def __init__(self, name: str, weight: float, never: frozenset[str]) -> None:
        self.name = name
        self.weight = weight
        self.never = never
        self.service: int | None = None
        self.staff: int | None = None
        self.minute: int | None = None
        self.tags: tuple[str, ...] = ()


class Crowd:
    """Everybody who might come, drawn by weight."""

    def __init__(self, chance: random.Random, words: Words, profile: Profile, house: House) -> None:
        self.chance = chance
        self.people: list[Person] = []
        used: set[str] = set()
        never = {True: frozenset(profile.for_men), False: frozenset(profile.for_women)}
        services = [one for one in house.services.values() if not one.nights]
        staff = [one for one in house.resources.values() if one.kind == "staff"]
        while len(self.people) < profile.people:
            woman = chance.random() < profile.women
            first = chance.choice(words.women if woman else words.men)
            name = " ".join((first, *(chance.choice(words.surnames) for _ in range(words.surnames_each))))
            if name in used:
                continue
            used.add(name)
            regular = chance.random() < REGULARS
            person = Person(name, chance.uniform(3.0, 9.0) if regular else chance.uniform(0.4, 1.6), never[woman])
            person.tags = tuple(sorted(tag for tag, share in profile.tags if chance.random() < share))
            asked = [one for one in services if one.name not in person.never]
            if regular and asked:
                person.service = chance.choice(asked).id
                able = [one for one in staff if one.services is None or person.service in one.services]
                person.staff = chance.choice(able).id if able and chance.random() < 0.7 else None
                person.minute = chance.randrange(9 * 60, 20 * 60, 30)
            self.people.append(person)
        self._sums = list(accumulate(person.weight for person in self.people))

    def draw(self) -> Person:
        """Somebody, regulars more often."""
        return self.people[bisect(self._sums, self.chance.random() * self._sums[-1])]


def record_of(
    chance: random.Random, words: Words, profile: Profile, person: Person, number: int, created_at: int
) -> CustomerRecord:
    """The record of a person who has come or booked."""
    first, last = person.name.split(" ")[:2]
    mail = f"{folded(first)}.{folded(last)}{number}@{chance.choice(MAIL_DOMAINS)}"
    birthday = dt.date(chance.randint(1948, 2006), chance.randint(1, 12), chance.randint(1, 28))
    preferences = {name: chance.choice(values) for name, values in profile.preferences if chance.random() < 0.12}
    return CustomerRecord(
        id=number,
        name=person.name,
        created_at=created_at,
        phone=f"+{words.first_phone + number}" if chance.random() < 0.94 else None,
        email=mail if chance.random() < 0.7 else None,
        birthday=birthday.isoformat() if chance.random() < 0.45 else None,
        language=words.foreign if chance.random() < 0.05 else words.language,
        tags=person.tags,
        preferences=preferences,
    )
