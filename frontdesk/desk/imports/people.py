"""Which customer a row means: an existing one only when that is certain (S43), else a new one."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from frontdesk.base.text import folded
from frontdesk.desk.work import Work
from frontdesk.store import customers, imported, reservations
from frontdesk.store.customers import CustomerRecord

_keys: dict[str, str] = {}


def name_key(name: str) -> str:
    """The folded name, kept: files name the same people again and again."""
    found = _keys.get(name)
    if found is None:
        if len(_keys) > 200_000:
            _keys.clear()
        found = _keys[name] = folded(name)
    return found


def own_keys(own_id: str) -> tuple[str, str]:
    """Under which keys a customer of another program may be known."""
    return f"x:{own_id}", f"i:{own_id}"


class Who(NamedTuple):
    """A customer as a row gives it; ``own_id`` is the one the other program has."""

    name: str
    phone: str | None = None
    email: str | None = None
    own_id: str = ""


@dataclass(slots=True)
class Person:
    """A customer that may be meant."""

    id: int
    name: str
    phone: str | None
    email: str | None
    key: str

    def reached_by(self, who: Who) -> bool:
        """Whether phone or e-mail are the same."""
        if who.phone and self.phone == who.phone:
            return True
        return bool(who.email and self.email and self.email.lower() == who.email.lower())


@dataclass(slots=True)
class Directory:
    """The customers that a chunk of rows may mean, looked up together, and the ones it adds.

    ``nameless`` remembers, for a whole import, whom a name without phone and e-mail was taken for where several bear it.
    """

    work: Work
    by_key: dict[str, list[Person]] = field(default_factory=dict)
    called: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    by_phone: dict[str, list[Person]] = field(default_factory=dict)
    by_email: dict[str, list[Person]] = field(default_factory=dict)
    by_own_id: dict[str, tuple[int, str]] = field(default_factory=dict)
    new_own_ids: dict[str, int] = field(default_factory=dict)
    nameless: dict[str, int] = field(default_factory=dict)
    added: list[CustomerRecord] = field(default_factory=list)
    filled: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)
    _ids: list[int] = field(default_factory=list)

    def look_up(self, some: Iterable[Who]) -> None:
        """Fetch everybody whom these may mean."""
        connection = self.work.connection
        wanted = list(some)
        reached = [who for who in wanted if who.name and (who.phone or who.email)]
        keys = {name_key(who.name) for who in reached}
        phones = {who.phone for who in reached if who.phone}
        emails = {who.email.lower() for who in reached if who.email}
        for row in imported.customers_named(connection, keys, phones, emails):
            self._file(Person(*row))
        bare = {name_key(who.name) for who in wanted if who.name and not who.phone and not who.email}
        self.called = imported.customers_called(connection, bare)
        lost = [who for who in wanted if not who.name]
        if lost:
            phones, emails = {who.phone for who in lost if who.phone}, {who.email for who in lost if who.email}
            for row in imported.customers_reached(connection, phones, emails):
                person = Person(*row)
                if person.phone:
                    self.by_phone.setdefault(person.phone, []).append(person)
                if person.email:
                    self.by_email.setdefault(person.email, []).append(person)
        own = {key for who in wanted if who.own_id for key in own_keys(who.own_id)}
        if own:
            found = imported.known(connection, "customers", own)
            today = imported.standing(connection, [entity for entity, _, _ in found.values()])
            for key, (entity, _, _) in found.items():
                if entity in today:
                    self.by_own_id.setdefault(key[2:], today[entity])

    def _file(self, person: Person) -> None:
        self.by_key.setdefault(person.key, []).append(person)

    def meant(self, who: Who, apart: Set[int] = frozenset()) -> int | None:
        """The customer that is meant for certain, and is none of those ``apart``; None: somebody new."""
        known = self.by_own_id.get(who.own_id) if who.own_id else None
        # two programs may have given one number to two people: the name must be the same
        if known is not None and (not who.name or known[1] == name_key(who.name)):
            return known[0]
        if not who.name:
            some = self.by_phone.get(who.phone or "", []) + self.by_email.get(who.email or "", [])
            ids = {person.id for person in some}
            return ids.pop() if len(ids) == 1 else None
        key = name_key(who.name)
        if not who.phone and not who.email:
            number, _name, many = self.called.get(key, (0, "", 0))
            if many == 1:
                return None if number in apart else number
            met_before = self.nameless.get(key)
            return None if met_before in apart else met_before
        same = [person for person in self.by_key.get(key, ()) if person.id not in apart]
        for person in same:
            if person.reached_by(who):
                return person.id
        # Somebody of that name of whom no phone or e-mail is known: what the row tells is noted.
        unreached = [person for person in same if not person.phone and not person.email]
        if len(unreached) == 1:
            self.filled[unreached[0].id] = (who.phone, who.email)
            unreached[0].phone, unreached[0].email = who.phone, who.email
            return unreached[0].id
        return None

    def reserve(self, most: int) -> None:
        """Draw ids for the customers that may be added."""
        self._ids = reservations.next_customer_ids(self.work.connection, most) if most else []
        self._ids.reverse()

    def resolve(self, who: Who) -> int:
        """The customer that is meant, added where there is none."""
        found = self.meant(who)
        return found if found is not None else self.add(who).id

    def add(self, who: Who) -> CustomerRecord:
        """Somebody new."""
        name = who.name or who.phone or who.email or ""
        record = CustomerRecord(self._ids.pop(), name, self.work.seconds, who.phone or None, who.email or None)
        key = name_key(name)
        self.added.append(record)
        person = Person(record.id, name, record.phone, record.email, key)
        self._file(person)
        first, called, many = self.called.get(key, (record.id, name, 0))
        self.called[key] = (first, called, many + 1)
        if not who.name:
            if person.phone:
                self.by_phone.setdefault(person.phone, []).append(person)
            if person.email:
                self.by_email.setdefault(person.email, []).append(person)
        if who.own_id and who.own_id not in self.by_own_id:
            self.by_own_id[who.own_id] = (record.id, key)
            self.new_own_ids[who.own_id] = record.id
        if not who.phone and not who.email:
            self.nameless[key] = record.id
        return record

    def write(self) -> None:
        """Write who was added, and what was learnt of others."""
        new = {record.id: record for record in self.added}
        for number, (phone, email) in self.filled.items():
            if number in new:
                new[number].phone, new[number].email = new[number].phone or phone, new[number].email or email
        if self.added:
            self.work.add_customers(self.added, "import")
        rows = [
            {"kind": "customers", "key": f"i:{own_id}", "entity": number, "digest": "", "version": 1}
            for own_id, number in self.new_own_ids.items()
        ]
        imported.remember(self.work.connection, rows)
        for number, before in customers.load(self.work.connection, [n for n in self.filled if n not in new]).items():
            phone, email = self.filled[number]
            after = msgspec.structs.replace(before, phone=before.phone or phone, email=before.email or email)
            self.work.change_customer("import", before, after)
