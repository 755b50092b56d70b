"""Settings changed one entry at a time, through the checks and the alignment of a business file.

An entry is told from the others by its id, so that a new name is a new name of the same: its reservations, its hours and
whoever mentions it go with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import business_keys as keys
from frontdesk.desk import business_parts as parts
from frontdesk.desk import settings_written as written
from frontdesk.desk.business_checks import Checker
from frontdesk.desk.business_schema import converted
from frontdesk.desk.reading import refuse_stale
from frontdesk.desk.settings_fit import unfit
from frontdesk.desk.settings_values import KINDS, Setting, SettingChange, Settings
from frontdesk.desk.setup import Alignment
from frontdesk.desk.setup_present import Held, Present
from frontdesk.desk.setup_series import Aligned, keep_series
from frontdesk.desk.work import Work
from frontdesk.store import journal, setup

VERB = "settings"
RESOURCES = ("staff", "room", "table", "equipment")
_TABLES: dict[str, type[Any]] = {
    "business": keys.BusinessKeys,
    "location": keys.LocationKeys,
    "staff": keys.StaffKeys,
    "room": keys.SeatedKeys,
    "table": keys.SeatedKeys,
    "equipment": keys.EquipmentKeys,
    "service": keys.ServiceKeys,
}
_ENTRY = "entry"
"""What the table is called while it is checked; errors name the keys in it."""


def settings(work: Work) -> Settings:
    """Every entry. Raises FrontdeskError (not_allowed, not_set_up)."""
    work.require("settings")
    currency = work.rules.business.currency
    return Settings(_entries(work, Present(work.connection), currency), currency)


def change(work: Work, wish: SettingChange, *, confirmed: bool = False) -> Setting:
    """Add or change an entry, or take it out of use; returns it as it now stands.

    Raises FrontdeskError: not_allowed, not_found, stale_version, wrong_value (``field`` is a key of the entry), and
    no_longer_fits, with the codes in its details, where reservations to come would be left outside and ``confirmed`` is
    not said.
    """
    work.require("settings")
    setup.hold(work.connection)
    number = _Change(work, wish).run()
    if not confirmed:
        codes = unfit(work)
        if codes:
            raise FrontdeskError("no_longer_fits", {"codes": codes}, count=len(codes), code=codes[0])
    currency = work.rules.business.currency
    there = _entries(work, Present(work.connection), currency, told=work.entries)
    return next(one for one in there if (one.kind, one.id) == (wish.kind, number))


def _kind(kind: str) -> str:
    """The journal's name for it."""
    return "resource" if kind in RESOURCES else kind


def _entries(work: Work, present: Present, currency: str, told: Iterable[journal.Entry] = ()) -> tuple[Setting, ...]:
    """``told``: what this transaction will leave in the journal."""
    latest = journal.latest_versions(work.connection, ("business", "location", "resource", "service"))
    latest |= {(entry.kind, entry.entity): entry.version for entry in told}

    def setting(kind: str, held: Held, found: dict[str, Any]) -> Setting:
        return Setting(kind, held.id, held.part.name, latest.get((_kind(kind), held.id), 0), held.active, found)

    owner = present.business()
    assert owner is not None
    entries = [setting("business", Held(present.owner.id, owner), written.business(owner))]
    entries += [setting("location", held, written.location(held.part)) for held in present.locations.values()]
    sold = {name for name, held in present.services.items() if held.active}
    people = [held for (kind, _), held in present.resources.items() if kind == "staff" and held.active]
    for held in present.resources.values():
        found = written.resource(held.part, sold)
        if held.part.kind == "staff":
            found["terms"] = _terms_of(present, held.part.name, currency)
        entries.append(setting(held.part.kind, held, found))
    for held in present.services.values():
        performs = [one.part.name for one in people if _performs(one.part, held.part.name)]
        entries.append(setting("service", held, written.service(held.part, currency) | {"staff": performs}))
    return tuple(sorted(entries, key=lambda one: KINDS.index(one.kind)))


def _performs(part: parts.ResourcePart, service: str) -> bool:
    return part.services is None or service in part.services


def _terms_of(present: Present, person: str, currency: str) -> dict[str, Any]:
    return {
        name: written.terms(one, currency)
        for name, held in present.services.items()
        if held.active
        for one in held.part.by_staff
        if one.staff == person
    }


class _Kept(Alignment):
    """An alignment that leaves the series as they are."""

    def _series(self) -> Aligned:
        return keep_series(self.work, self.verb, self.reopened())


class _Change:
    """One change inside its transaction: the entry checked, the whole file it makes, the alignment with it."""

    def __init__(self, work: Work, wish: SettingChange) -> None:
        self.work, self.wish = work, wish
        if wish.kind not in KINDS:
            raise FrontdeskError("not_found", kind="record", name=wish.kind)
        self.currency = work.rules.business.currency
        self.present = Present(work.connection)
        self.held = self._held()
        if self.held is not None:
            kind, name = _kind(wish.kind), self.held.part.name
            latest = journal.latest_version(work.connection, kind, self.held.id)
            refuse_stale(work, kind, self.held.id, name, latest, wish.version)

    def run(self) -> int:
        """Do it; the id of the entry."""
        if self.wish.written is None:
            return self._leave()
        given = dict(self.wish.written)
        staff, terms = given.pop("staff", None), given.pop("terms", None)
        part = self._checked(given)
        if self.held is not None and part.name != self.held.part.name:
            self._rename(part.name)
        file = self._with(part)
        if staff is not None and self.wish.kind == "service":
            file = self._performed(file, part.name, staff)
        if terms is not None and self.wish.kind == "staff":
            file = self._agreed(file, part.name, terms)
        return self._align(file, part.name)

    def _held(self) -> Held | None:
        """The entry as it stands, found by its id."""
        wish = self.wish
        if wish.kind == "business":
            part = self.present.business()
            return Held(self.present.owner.id, part, row=self.present.owner)
        if wish.id is None:
            return None
        found = next((held for held in self._all().values() if held.id == wish.id), None)
        if found is None:
            raise FrontdeskError("not_found", kind=_kind(wish.kind), name=str(wish.id))
        return found

    def _all(self) -> Mapping[Any, Held]:
        """Every entry of the wish's kind."""
        present, kind = self.present, self.wish.kind
        if kind == "location":
            return present.locations
        if kind == "service":
            return present.services
        return {key: held for key, held in present.resources.items() if key[0] == kind}

    # the entry --------------------------------------------------------------------------------------------------------

    def _checked(self, given: dict[str, Any]) -> Any:
        """The part, through the checks of a business file."""
        kind, held = self.wish.kind, self.held
        before = self._written(held) if held is not None else {}
        full = before | given
        if kind == "business" and full["currency"] != before["currency"]:
            raise self._wrong("currency", N_("amounts are kept in {currency}"), currency=before["currency"])
        grouped = kind == "service" and held is not None and held.part.grouped
        try:
            table = converted(full, _TABLES[kind], "", _ENTRY)
            part = self._checker().entry(kind, _ENTRY, table, grouped=grouped)
        except FrontdeskError as error:
            key = str(error.params.get("key", "")).removeprefix(_ENTRY).removeprefix("business").removeprefix(".")
            field = key.partition("[")[0].partition(".")[0]
            raise self._wrong(
                field, N_("expected {expected}"), key=key, expected=error.params.get("expected", "")
            ) from None
        if held is not None and kind in RESOURCES and part.services is not None and held.part.services is not None:
            # what is out of use just now was never shown, so it was not taken away
            gone = [
                name for name, one in self.present.services.items() if not one.active and name in held.part.services
            ]
            part = msgspec.structs.replace(part, services=tuple(sorted({*part.services, *gone})))
        return part

    def _written(self, held: Held) -> dict[str, Any]:
        match self.wish.kind:
            case "business":
                return written.business(held.part)
            case "location":
                return written.location(held.part)
            case "service":
                return written.service(held.part, self.currency)
        sold = {name for name, one in self.present.services.items() if one.active}
        return written.resource(held.part, sold)

    def _checker(self) -> Checker:
        """A checker that knows every other name in use."""
        present, own = self.present, self.held
        checker = Checker("", keys.FileKeys(business=keys.BusinessKeys(name=""), locations=[]))
        checker.currency = self.currency

        def others(table: Mapping[Any, Held]) -> Iterable[Held]:
            return (held for held in table.values() if held.active and held is not own)

        for held in others(present.locations):
            checker.locations.add(held.part.name)
            checker.zones[held.part.name] = held.part.timezone
        for held in others(present.services):
            checker.services.add(held.part.name)
        for held in others(present.resources):
            checker.resources[held.part.kind].add(held.part.name)
            checker.places[held.part.kind, held.part.name] = held.part.location
        return checker

    def _wrong(self, field: str, problem: str, **more: Any) -> FrontdeskError:
        return FrontdeskError("wrong_value", {"key": more.get("key", field)}, field=field, problem=problem, **more)

    def _rename(self, name: str) -> None:
        """Look at what is there again, by the name this entry is about to get."""
        assert self.held is not None
        if self.wish.kind == "business":
            return
        if any(held.part.name == name and held is not self.held for held in self._all().values()):
            raise self._wrong(
                "name", N_("somebody or something out of use is called that: bring it back, or choose another name")
            )
        renamed = {_kind(self.wish.kind): {self.held.id: name}}
        self.present = Present(self.work.connection, renamed)
        number = self.held.id
        self.held = next(held for held in self._all().values() if held.id == number)

    # the file it makes ------------------------------------------------------------------------------------------------

    def _file(self) -> parts.BusinessFile:
        """What is in use, as a file."""
        present = self.present
        business = present.business()
        assert business is not None

        def used(table: Mapping[Any, Held]) -> tuple[Any, ...]:
            return tuple(held.part for held in table.values() if held.active)

        return parts.BusinessFile(
            business=business,
            locations=used(present.locations),
            resources=used(present.resources),
            services=used(present.services),
            joins=used(present.joins),
            series=(),
            passes=used(present.passes),
            users=used(present.users),
            reminders=used(present.reminders),
        )

    def _list(self) -> str:
        return {"location": "locations", "service": "services"}.get(self.wish.kind, "resources")

    def _with(self, part: Any) -> parts.BusinessFile:
        """The file with this entry in its place."""
        file, held = self._file(), self.held
        if self.wish.kind == "business":
            return msgspec.structs.replace(file, business=part)
        there = list(getattr(file, self._list()))
        if held is not None and held.active:
            there[next(n for n, one in enumerate(there) if one is held.part)] = part
        else:
            there.append(part)
        file = msgspec.structs.replace(file, **{self._list(): tuple(there)})
        if self.wish.kind == "equipment" and held is not None and held.part.name != part.name:
            old, new = f"equipment:{held.part.name}", f"equipment:{part.name}"
            services = tuple(
                msgspec.structs.replace(one, needs=tuple(new if need == old else need for need in one.needs))
                for one in file.services
            )
            file = msgspec.structs.replace(file, services=services)
        return file

    def _performed(self, file: parts.BusinessFile, service: str, staff: Iterable[str]) -> parts.BusinessFile:
        """The file in which exactly these people perform a service."""
        people = {one.name for one in file.resources if one.kind == "staff"}
        wanted = set()
        for name in staff:
            if name not in people:
                raise self._wrong("staff", N_("expected {expected}"), expected=" | ".join(sorted(people)))
            wanted.add(name)
        sold = {one.name for one in file.services}
        resources = []
        for one in file.resources:
            if one.kind == "staff" and _performs(one, service) != (one.name in wanted):
                mine = sold if one.services is None else set(one.services)
                mine = mine | {service} if one.name in wanted else mine - {service}
                one = msgspec.structs.replace(one, services=tuple(sorted(mine)))
            resources.append(one)
        return msgspec.structs.replace(file, resources=tuple(resources))

    def _agreed(self, file: parts.BusinessFile, person: str, terms: Mapping[str, Any]) -> parts.BusinessFile:
        """The file in which a person has these terms and no others."""
        sold = {one.name: one for one in file.services}
        for name in terms:
            if name not in sold:
                raise self._wrong("terms", N_("expected {expected}"), expected=" | ".join(sold))
        before = {one.name: one for one in file.services}
        for name, one in before.items():
            mine = [term for term in one.by_staff if term.staff != person]
            if name in terms:
                asked = converted(terms[name], keys.TermsKeys, "", _ENTRY)
                price = None if asked.price is None else self._amount(asked.price)
                if asked.duration is not None or price is not None:
                    mine.append(parts.TermsPart(staff=person, duration=asked.duration, price=price))
            sold[name] = msgspec.structs.replace(one, by_staff=tuple(sorted(mine, key=lambda term: term.staff)))
        return msgspec.structs.replace(file, services=tuple(sold.values()))

    def _amount(self, price: Any) -> int:
        from frontdesk.desk.business_words import Unreadable, amount

        try:
            return amount(price, self.currency)
        except Unreadable as error:
            raise self._wrong("terms", N_("expected {expected}"), expected=error.expected) from None

    def _leave(self) -> int:
        """Take the entry out of use."""
        held, kind = self.held, self.wish.kind
        if held is None or kind == "business":
            raise FrontdeskError("not_found", kind=_kind(kind), name="")
        file = self._file()
        name = held.part.name
        if kind == "location":
            there = next((one.name for one in file.resources if one.location == name), None)
            if there is not None or len(file.locations) < 2:
                problem = N_("{who} is still there") if there else N_("it is the only one")
                raise self._wrong("name", problem, who=there)
        if kind == "equipment":
            needing = next((one.name for one in file.services if f"equipment:{name}" in one.needs), None)
            if needing is not None:
                raise self._wrong("name", N_("{service} needs it"), service=needing)
        left = tuple(one for one in getattr(file, self._list()) if one is not held.part)
        file = msgspec.structs.replace(file, **{self._list(): left})
        if kind == "staff":
            file = self._agreed(file, name, {})
        return self._align(file, name)

    def _align(self, file: parts.BusinessFile, name: str) -> int:
        alignment = _Kept(self.work, file, VERB, self.present)
        alignment.run()
        if self.held is not None:
            return self.held.id
        if self.wish.kind == "location":
            return alignment.location_ids[name]
        if self.wish.kind == "service":
            return alignment.service_ids[name]
        return alignment.resource_ids[self.wish.kind, name]
