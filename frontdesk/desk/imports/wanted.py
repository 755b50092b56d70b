"""A row of reservations as it is read: checked as far as that goes without looking at what is booked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from hashlib import blake2b

import msgspec
from msgspec import Struct

from frontdesk.base.codes import number_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.money import minor
from frontdesk.base.text import clean, clean_note, folded
from frontdesk.desk import contacts
from frontdesk.desk.house import Rules
from frontdesk.desk.imports import cells
from frontdesk.desk.imports.cells import Moment
from frontdesk.desk.imports.people import Who
from frontdesk.engine import zones
from frontdesk.language.i18n import _

LONGEST = 14 * zones.DAY
_EARLIEST = dt.date(1990, 1, 1).toordinal()
_LATEST_YEARS = 30


class WantedLine(Struct, frozen=True, gc=False):
    """One of several lines: minutes after the visit's start; ``price`` in minor units."""

    service: str
    staff: str
    after: int
    minutes: int
    price: int
    resources: tuple[str, ...] = ()


class Wanted(Struct, gc=False):
    """A reservation that a row asks for. Instants in epoch minutes; names as the row gives them."""

    row: int
    start: int
    service: str
    who: Who
    minutes: int | None = None
    staff: str = ""
    place: int | None = None
    resources: tuple[str, ...] | None = None
    party: int = 1
    status: str = ""
    notes: str = ""
    price: int | None = None
    external_id: str = ""
    code: int | None = None
    channel: str = ""
    nights: int = 0
    cancelled_by: str | None = None
    reason: str = ""
    lines: tuple[WantedLine, ...] = ()
    key: str = ""
    digest: str = ""

    @property
    def at(self) -> int:
        """Where in time it lies."""
        return self.start

    def seal(self, key: str = "") -> None:
        """Fix the digest of what the row says, and its identity where it has one of its own."""
        said = (
            self.start, self.minutes, folded_name(self.service), folded_name(self.staff), self.place, self.resources,
            folded_name(self.who.name), self.who.phone, self.who.email, self.who.own_id, self.party, self.status, self.notes,
            self.price, self.external_id, self.channel, self.nights, self.lines, self.cancelled_by, self.reason,
        )  # fmt: skip
        self.digest = digest_of(said)
        self.key = key or (f"x:{self.external_id}" if self.external_id else "")


_BY = {
    word: by
    for by, words in {
        "customer": "customer client cliente clienta",
        "business": "business negocio salon nosotros us",
    }.items()
    for word in words.split()
}
_encode = msgspec.json.Encoder().encode
_folded: dict[str, str] = {}


def digest_of(said: object) -> str:
    """What tells one row from another."""
    return blake2b(_encode(said), digest_size=12).hexdigest()


def folded_name(name: str) -> str:
    """The folded name of a service or person; there are few, and they come again and again."""
    found = _folded.get(name)
    if found is None:
        if len(_folded) > 100_000:
            _folded.clear()
        found = _folded[name] = folded(name)
    return found


def wrong_value(field: str, problem: str) -> FrontdeskError:
    """The error for a cell that cannot be read."""
    return FrontdeskError("wrong_value", field=field, problem=problem)


class Reader:
    """Reads the rows of one file for one business. ``order``: the order of day, month and year in it.

    ``ours``: it is an export of our own, so that phones and addresses are as they were stored, readable or not.
    """

    def __init__(self, rules: Rules, order: str, now: int, *, ours: bool = False) -> None:
        self.rules = rules
        self.ours = ours
        self.order = order
        self.country = rules.business.country
        self.currency = rules.business.currency
        this_year = dt.datetime.fromtimestamp(now * 60, dt.UTC).year
        self.pivot = this_year + 20
        self.latest = dt.date(this_year + _LATEST_YEARS, 1, 1).toordinal()
        house = rules.house
        self.places = {folded(place.name): place.id for place in house.places.values()}
        self.first_place = next(iter(house.places), None)
        self.people = {folded(one.name): one.place for one in house.resources.values() if one.kind == "staff"}
        self.only_place = {
            folded(one.name): places[0]
            for one in house.services.values()
            if len(places := self.rules.places_of(one.id)) == 1
        }
        self.nightly = {folded(one.name): one for one in house.services.values() if one.nights}
        self._starts: dict[tuple[Moment, str], int] = {}

    def read(self, row: int, said: Mapping[str, str]) -> Wanted:
        """A row's fields as a wish. Raises FrontdeskError for the first that cannot be read."""
        get = said.get
        lines = self._lines(get("lines", ""))
        service = clean(get("service", "")).strip() or (lines[0].service if lines else "")
        if not service:
            raise wrong_value("service", N_("it is missing"))
        staff = clean(get("staff", "")).strip()
        named = place = self._place(get("location", ""))
        if place is None and len(self.rules.zones) > 1:
            place = self.people.get(folded_name(staff), self.only_place.get(folded_name(service)))
        zone = self.rules.zone(place if place is not None else self.first_place)
        night = self.nightly.get(folded_name(service)) if self.nightly else None
        if night is not None:
            start, nights = self._stay(said, zone, night.check_in)
            minutes = None
        else:
            begin = self._begin(said)
            if begin.minute is None:
                raise wrong_value("time", N_("it is missing"))
            start, nights = self.instant(begin, zone), 0
            minutes = self._minutes(said, begin, start, zone)
        wanted = Wanted(row, start, service, self.who(said), minutes, staff, place)
        if get("resources"):
            wanted.resources = tuple(name for part in said["resources"].split(";") if (name := clean(part).strip()))
        if get("party"):
            wanted.party = self._cell("party", said["party"])
        if get("status"):
            wanted.status = self._status(said["status"])
        if get("notes"):
            wanted.notes = clean_note(said["notes"])
        if get("price"):
            wanted.price = self._price(said["price"])
        if get("external_id"):
            wanted.external_id = clean(said["external_id"]).strip()
        if get("code"):
            wanted.code = number_of(said["code"])
        if get("channel"):
            wanted.channel = clean(said["channel"]).strip()
        if get("cancelled_by"):
            wanted.cancelled_by = _BY.get(folded_name(said["cancelled_by"]))
        if get("reason"):
            wanted.reason = clean_note(said["reason"])
        wanted.nights = nights
        wanted.lines = lines
        # what a row is does not depend on where its people are found to work: they may only come with it
        wanted.place = named
        wanted.seal()
        wanted.place = place
        return wanted

    # who ------------------------------------------------------------------------------------------------------------------

    def who(self, said: Mapping[str, str]) -> Who:
        """The customer a row gives."""
        get = said.get
        name = clean(get("customer") or "").strip()
        if not name:
            name = " ".join(clean(f"{get('first_name') or ''} {get('last_name') or ''}").split())
        phone = self.phone(said["phone"]) if get("phone") else ""
        email = self.email(said["email"]) if get("email") else ""
        own = clean(get("customer_id") or "").strip()
        if not (name or phone or email or own):
            raise wrong_value("customer", N_("a name, a phone or an e-mail address is needed"))
        return Who(name, phone or None, email or None, own)

    def phone(self, text: str) -> str:
        """A phone as it is stored."""
        return contacts.phone(text, self.country) if self.ours else cells.phone(text, self.country)

    def email(self, text: str) -> str:
        """An address as it is stored. Raises FrontdeskError(wrong_value)."""
        if self.ours:
            return contacts.email(text)
        try:
            return cells.email(text) if clean(text).strip() else ""
        except ValueError as error:
            raise wrong_value("email", str(error)) from None

    # when -----------------------------------------------------------------------------------------------------------------

    def moment(self, field: str, text: str) -> Moment:
        """A cell of dates and times. Raises FrontdeskError(wrong_value)."""
        try:
            return cells.moment(text, self.order, self.pivot) if text else cells.NOTHING
        except ValueError as error:
            raise wrong_value(field, str(error)) from None

    def _begin(self, said: Mapping[str, str]) -> Moment:
        get = said.get
        date = self.moment("date", get("date", ""))
        start = self.moment("start", get("start", ""))
        if start.day is not None and start.minute is not None:
            date = time = start
        else:
            time = self.moment("time", get("time", ""))
        day = next((one.day for one in (date, start, time) if one.day is not None), None)
        if day is None:
            raise wrong_value("date", N_("it is missing"))
        if not _EARLIEST <= day <= self.latest:
            raise wrong_value("date", N_("it is too far away"))
        clock = next((one for one in (time, start, date) if one.minute is not None), cells.NOTHING)
        if clock.minute is not None and clock.minute >= zones.DAY:
            return Moment(day + 1, clock.minute - zones.DAY, clock.offset)
        return Moment(day, clock.minute, clock.offset)

    def instant(self, when: Moment, zone: str) -> int:
        """The epoch minute of a local time. Raises FrontdeskError (nonexistent_time, ambiguous_time)."""
        found = self._starts.get((when, zone))
        if found is not None:
            return found
        assert when.day is not None
        assert when.minute is not None
        wall = (when.day - zones.EPOCH_DAY) * zones.DAY + when.minute
        if when.offset is not None:
            return wall - when.offset
        possible = zones.resolve(when.day, when.minute, zone)
        text = f"{dt.date.fromordinal(when.day).isoformat()} {when.minute // 60:02d}:{when.minute % 60:02d}"
        if not possible:
            raise FrontdeskError("nonexistent_time", time=text)
        if len(possible) > 1:
            raise FrontdeskError(
                "ambiguous_time", time=text, choices=", ".join(offset_text(wall - one) for one in possible)
            )
        self._starts[when, zone] = possible[0]
        return possible[0]

    def _minutes(self, said: Mapping[str, str], begin: Moment, start: int, zone: str) -> int | None:
        get = said.get
        if get("duration"):
            return self._cell("duration", said["duration"])
        end = self.moment("end", get("end", ""))
        if end.day is None and end.minute is None:
            return None
        if end.minute is None:
            # the last day of a visit that has a time says nothing more
            return None
        assert begin.day is not None
        assert begin.minute is not None
        if end.day is not None:
            day = end.day
        else:
            # 24:00 is the end of the day; an end that is no later than the start lies on the next one
            day = begin.day + (1 if end.minute <= begin.minute else 0)
        offset = end.offset if end.offset is not None else begin.offset
        try:
            until = self.instant(Moment(day + end.minute // zones.DAY, end.minute % zones.DAY, offset), zone)
        except FrontdeskError as error:
            if error.code != "ambiguous_time":
                raise
            until = next(one for one in zones.resolve(day, end.minute, zone) if one > start)
        if not 0 < until - start <= LONGEST:
            raise wrong_value("end", N_("it is not after the start, or too long after it"))
        return until - start

    def _stay(self, said: Mapping[str, str], zone: str, check_in: int) -> tuple[int, int]:
        begin = self._begin(said)
        assert begin.day is not None
        nights = 1
        if said.get("nights"):
            nights = self._cell("party", said["nights"], "nights")
        else:
            end = self.moment("end", said.get("end", ""))
            if end.day is not None:
                nights = end.day - begin.day
        if not 0 < nights <= 366:
            raise wrong_value("nights", N_("from 1 to 366"))
        return zones.epoch_minute(begin.day, check_in, zone), nights

    # the rest -------------------------------------------------------------------------------------------------------------

    def _place(self, text: str) -> int | None:
        name = clean(text).strip()
        if not name:
            return None
        found = self.places.get(folded_name(name))
        if found is None:
            raise FrontdeskError("not_found", kind="location", name=name)
        return found

    def _cell(self, kind: str, text: str, field: str = "") -> int:
        try:
            return cells.duration(text) if kind == "duration" else cells.people(text)
        except ValueError as error:
            raise wrong_value(field or kind, str(error)) from None

    def _status(self, text: str) -> str:
        try:
            return cells.status(text)
        except ValueError as error:
            raise wrong_value("status", str(error)) from None

    def _price(self, text: str) -> int:
        try:
            return cells.price(text, self.currency)
        except ValueError as error:
            raise wrong_value("price", str(error)) from None

    def _lines(self, text: str) -> tuple[WantedLine, ...]:
        """Several lines, as our own export writes them: JSON lists of service, person, after, minutes, price, resources."""
        if not text.strip():
            return ()
        try:
            rows = msgspec.json.decode(text, type=list[tuple[str, str, int, int, str, tuple[str, ...]]])
            lines = tuple(
                WantedLine(clean(service), clean(staff), after, minutes, minor(price, self.currency), resources)
                for service, staff, after, minutes, price, resources in rows
            )
        except (msgspec.DecodeError, ValueError):
            raise wrong_value("lines", N_("they cannot be read")) from None
        if any(not line.service or line.after < 0 or not 0 < line.minutes <= LONGEST for line in lines):
            raise wrong_value("lines", N_("they cannot be read"))
        return lines


def offset_text(minutes: int) -> str:
    """An offset as ISO 8601 writes it."""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def too_many_cells() -> FrontdeskError:
    """The error for a row that is wider than the header: something in it is not where it seems."""
    return wrong_value(_("row"), N_("it has more cells than there are columns"))
