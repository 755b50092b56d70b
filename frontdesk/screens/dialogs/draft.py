"""A booking while it is being filled in: what was chosen, what is missing, what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from frontdesk.base.text import folded, shown
from frontdesk.desk.values import (
    Booking,
    Customer,
    CustomerRef,
    CustomerWish,
    LineWish,
    Resource,
    Service,
    Slot,
    SlotQuery,
)
from frontdesk.language.coming import coming_day
from frontdesk.language.dates import day_of, instant, local, near_day_words, read_time
from frontdesk.language.i18n import _
from frontdesk.screens.front import Premises
from frontdesk.widgets.sentences import customer_words, slot_choice, slot_words

DAYS_OFFERED = 21
DAYS_BEFORE = 7
"""So many of the days that are offered are before a day that is far off."""

Choice = tuple[str, object]
"""The words of a choice and what it stands for."""


def clock_of(minute: int, zone: str) -> int:
    """The time of day of an instant, in minutes after midnight."""
    wall = local(minute, zone)
    return wall.hour * 60 + wall.minute


def clock_words(clock: int) -> str:
    """``10:30``, of minutes after midnight."""
    return f"{clock // 60:02}:{clock % 60:02}"


@dataclass
class Draft:
    """What the fields stand for; None: not chosen yet."""

    service: Service | None = None
    staff: int | None = None
    day: int | None = None
    clock: int | None = None
    """The time of day, in minutes after midnight: the instant follows from it and the day, whenever it is asked for."""
    zone: str = "UTC"
    day_ends: int = 0
    """Minutes after midnight that still belong to the day before."""
    slot: Slot | None = None
    customer: Customer | CustomerRef | None = None
    slots: list[Slot] = field(default_factory=list)
    """The free times of the day."""
    nights_free: frozenset[int] | None = None
    """The days of ``days_about`` on which the stay can begin, for so many people and nights; None: not known."""
    full: bool = False
    """Whether a stay cannot begin on the day that stands there."""
    instead: list[Slot] = field(default_factory=list)
    """What was offered when a time was refused."""
    found: list[Customer] = field(default_factory=list)
    """Who was found for what is typed."""
    found_for: str | None = None
    """The text for which they were found."""
    anew: bool = False
    """Whether “new” was pointed at, though somebody of that name may be known."""
    looked: tuple[int | None, int | None, int | None] | None = None
    """Service, person and day for which the time of day was chosen or looked at."""

    nights_said: str = ""
    """The nights that were wished or typed, while the service that is chosen, or none yet, has none."""

    @property
    def by_night(self) -> bool:
        return self.service is not None and self.service.nights

    gone: bool = False
    """Whether the time that stood there went because it cannot be had any more."""

    @property
    def _asked(self) -> tuple[int | None, int | None, int | None]:
        return (self.service.id if self.service else None, self.staff, self.day)

    def look(self) -> None:
        """The time of day was looked at, for what stands there now."""
        self.looked = self._asked

    @property
    def unlooked(self) -> bool:
        """Whether a time stands there that nobody has looked at since service, person or day became others."""
        if self.clock is None or self.looked is None or self.by_night:
            return False
        service, staff, day = self.looked
        return (staff, day) != (self.staff, self.day) or service not in (None, self._asked[0])

    @property
    def start(self) -> int | None:
        """When it begins: the time of day on the day, as both stand now."""
        slot = self.slot
        if self.by_night:
            return slot.start if slot is not None else None
        if self.day is None or self.clock is None:
            return None
        chosen = slot is not None and day_of(slot.start - self.day_ends, slot.zone) == self.day
        if slot is not None and chosen and clock_of(slot.start, slot.zone) == self.clock:
            return slot.start
        return instant(self.day, self.clock + (1440 if self.clock < self.day_ends else 0), self.zone)

    def untake(self, name: str) -> None:
        """A field's text no longer stands for what was taken before."""
        match name:
            case "service":
                self.service, self.slot = None, None
            case "staff":
                self.staff = None
            case "day":
                self.day = None
            case "time":
                self.clock, self.slot = None, None
            case "customer":
                self.customer, self.anew = None, False

    def taken(self, name: str) -> object:
        """What a field stands for."""
        return {
            "service": self.service, "staff": self.staff, "day": self.day, "time": self.clock, "customer": self.customer,
        }.get(name)  # fmt: skip

    def missing(self, typed: set[str]) -> list[str]:
        """The fields that must still be filled in, of which some have been typed in."""
        service = self.service
        wanted = [("service", service is None), ("day", self.day is None)]
        if service is not None and service.nights:
            wanted.append(("nights", "nights" not in typed))
        if service is not None and (service.nights or "table" in {need.split(":")[0] for need in service.needs}):
            wanted.append(("party", "party" not in typed))
        if not self.by_night:
            wanted.append(("time", self.clock is None))
        wanted.append(("customer", self.customer is None and "customer" not in typed))
        return [name for name, missing in wanted if missing]

    def free(self, slots: list[Slot]) -> None:
        """Take in the free times: where anybody may serve, who it will be is chosen when it is written."""
        if self.staff is None:
            first: dict[tuple[int, int | None], Slot] = {}
            for slot in slots:
                first.setdefault((slot.start, slot.session), slot)
            slots = list(first.values())
        self.slots = slots
        if self.by_night:
            self.slot = slots[0] if slots else None

    def days_about(self, today: int) -> range:
        """The days that are offered: the next ones, or those around a day that is far off."""
        far = self.day is not None and self.day >= today + DAYS_OFFERED
        first = self.day - DAYS_BEFORE if far and self.day is not None else today
        return range(first, first + DAYS_OFFERED)

    def _days(self, read: int | None, today: int) -> list[int]:
        """The days that are offered, the one that is typed first; for a stay those on which it can begin."""
        if not self.by_night or self.nights_free is None:
            days = [day for day in range(today, today + DAYS_OFFERED) if day != read]
        else:
            days = sorted(self.nights_free - {read})
        had = read is not None and not (self.full and read == self.day)
        return [read, *days] if had and read is not None else days

    def query(self, place: int | None, party: int, nights: int) -> SlotQuery | None:
        """The question for the free times; None while too little is known."""
        if self.service is None or self.day is None:
            return None
        who = self.customer.id if self.customer else None
        return SlotQuery(
            self.service.id,
            self.day,
            self.day,
            staff=self.staff,
            location=place,
            party=party,
            customer=who,
            nights=nights,
        )

    def booking(
        self, service: Service, start: int, who: CustomerWish, place: int | None, party: int, nights: int, notes: str
    ) -> Booking:
        """What is to be booked."""
        slot = self.slot if self.slot is not None and self.slot.start == start else None
        if slot is None and service.grouped:
            slot = next((free for free in self.slots if free.start == start), None)
        line = LineWish(service.id, self.staff, session=slot.session if slot is not None else None)
        return Booking((line,), start, who, location=place, party=party, nights=nights, notes=notes)

    # put aside -------------------------------------------------------------------------------------------------------

    def body(self, typed: dict[str, str]) -> dict[str, Any]:
        """What is put aside, as plain values; the desk reads ``customer``, ``name`` and ``phone`` of it."""
        who = self.customer
        return {
            "service": self.service.id if self.service else None,
            "staff": self.staff,
            "day": self.day,
            "clock": self.clock,
            "start": self.start,
            "zone": self.zone,
            "customer": who.id if who else None,
            "name": who.name if who else typed.get("customer", ""),
            "phone": typed.get("phone", ""),
            "known": {"phone": who.phone, "email": who.email} if who else {},
            "anew": self.anew,
            "typed": typed | ({"nights": self.nights_said} if self.nights_said and not self.by_night else {}),
        }

    @classmethod
    def of(cls, body: dict[str, Any], premises: Premises) -> Draft:
        """What was put aside; what is not there any more is left open."""
        service = premises.service(body["service"]) if body["service"] is not None else None
        staff = body["staff"] if body["staff"] is not None and premises.resource(body["staff"]) else None
        known = body["known"]
        who = CustomerRef(body["customer"], body["name"], known.get("phone"), known.get("email"))
        return cls(
            service=service,
            staff=staff,
            day=body["day"],
            clock=body["clock"],
            customer=who if body["customer"] else None,
            anew=body["anew"],
        )

    # choices ---------------------------------------------------------------------------------------------------------

    def choices(self, name: str, typed: str, premises: Premises, place: int | None, today: int) -> list[Choice]:
        """What can be chosen for a field: all there is once it stands for something, else what the text begins."""
        said = "" if self.taken(name) is not None else folded(typed)
        match name:
            case "service":
                return [(shown(service.name), service) for service in premises.services if said in folded(service.name)]
            case "staff":
                anyone: list[Choice] = [] if said else [(_("anyone"), None)]
                people = self._people(premises, place)
                return anyone + [(shown(person.name), person.id) for person in people if said in folded(person.name)]
            case "day":
                read, _problem = coming_day(typed, today)
                return [(near_day_words(day, today), day) for day in self._days(read, today)]
            case "time":
                offered: list[Choice] = [
                    (_("instead: {slot}").format(slot=self.near_words(slot, today)), slot) for slot in self.instead
                ]
                free = [(slot_choice(slot), slot) for slot in self.slots]
                begun = [(words, slot) for words, slot in free if words.startswith(said)]
                meant = read_time(said)
                if not begun and meant is not None:  # 9pm, 2130: the same time in other words
                    begun = [(words, slot) for words, slot in free if words.startswith(clock_words(meant))]
                return offered + begun
            case "customer" if said:
                found: list[Choice] = [(customer_words(customer), customer) for customer in self.found]
                new: Choice = (_("＋ new: {name}").format(name=shown(typed)), None)
                # first what Enter takes when nothing was pointed at
                same = self.namesakes(typed)
                if len(same) == 1:
                    return [(customer_words(same[0]), same[0]), *(one for one in found if one[1] != same[0]), new]
                return [new, *found]
        return []

    def near_words(self, slot: Slot, today: int) -> str:
        """A free time as it is offered in place of another: its day only where that is another one."""
        same = self.day is not None and day_of(slot.start - self.day_ends, slot.zone) == self.day
        return slot_choice(slot) if same and not self.by_night else slot_words(slot, today)

    def namesakes(self, name: str) -> list[Customer]:
        """Who was found and bears that very name, accents and case aside."""
        return [customer for customer in self.found if folded(customer.name) == folded(name)]

    def begun(self, name: str) -> list[Customer]:
        """Who was found and is called by a name of which that is the beginning."""
        return [customer for customer in self.found if f" {folded(name)}" in f" {folded(customer.name)}"]

    def _people(self, premises: Premises, place: int | None) -> list[Resource]:
        """Who may be asked for."""
        performers = self.service.staff if self.service is not None else ()
        return [
            person
            for person in premises.resources
            if person.kind == "staff"
            and (place is None or person.location == place)
            and (not performers or person.id in performers)
        ]
