"""From the keys of a business file as they are written to its checked parts (Raises FrontdeskError(wrong_business_file))."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk import business_keys as keys
from frontdesk.desk import business_parts as parts
from frontdesk.desk import business_words as read
from frontdesk.desk.business_schema import converted
from frontdesk.desk.business_words import Unreadable

Value = TypeVar("Value")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNUSED = N_("a name that is not used twice")


def listed(names: Iterable[str]) -> str:
    """Words of the file to choose from."""
    return " | ".join(names)


class Names:
    """The names of one kind, found whatever their case."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def add(self, name: str) -> None:
        self._names[name.casefold()] = name

    def all(self) -> list[str]:
        return list(self._names.values())

    def find(self, name: str) -> str:
        """The name as it was introduced."""
        found = self._names.get(read.words(name).casefold())
        if found is None:
            raise Unreadable(listed(self._names.values()) or N_("a name that stands in this file"))
        return found


class Checker:
    """Checks one file, table by table in the order of ``checked``; ``file`` is its name in errors."""

    def __init__(self, file: str, written: keys.FileKeys) -> None:
        self.file = file
        self.written = written
        self.currency = "EUR"
        self.zones: dict[str, str] = {}
        self.locations = Names()
        self.services = Names()
        self.resources = {kind: Names() for kind in ("staff", "room", "table", "equipment")}
        self.places: dict[tuple[str, str], str] = {}
        self.durations: dict[str, int] = {}

    def checked(self) -> parts.BusinessFile:
        """The whole file."""
        written = self.written
        business = self._business(written.business)
        if not written.locations:
            raise self.wrong("locations", "[[locations]]")
        locations = tuple(self._location(f"locations[{n}]", one) for n, one in enumerate(written.locations))
        for number, service in enumerate(written.services):
            self._new(f"services[{number}].name", service.name, self.services)
        resources = self._resources()
        grouped = {
            self.at(f"sessions[{n}].service", self.services.find, one.service) for n, one in enumerate(written.sessions)
        }
        services = tuple(self._service(f"services[{n}]", one, grouped) for n, one in enumerate(written.services))
        return parts.BusinessFile(
            business=business,
            locations=locations,
            resources=resources,
            services=services,
            joins=self._joins(),
            series=self._series(),
            passes=self._passes(),
            users=self._users(),
            reminders=self._reminders(),
        )

    def entry(self, kind: str, key: str, written: Any, *, grouped: bool = False) -> Any:
        """One table of a file whose other names are known already; ``grouped``: a service that has sessions."""
        if kind == "business":
            return self._business(written)
        if kind == "location":
            return self._location(key, written)
        if kind == "service":
            name = self._new(f"{key}.name", written.name, self.services)
            return self._service(key, written, {name} if grouped else set())
        return self._resource(key, kind, written)

    # errors -----------------------------------------------------------------------------------------------------------

    def wrong(self, key: str, expected: str) -> FrontdeskError:
        """The error that names the file, the key and what was expected."""
        return FrontdeskError("wrong_business_file", file=self.file, key=key, expected=expected)

    def at(self, key: str, function: Callable[..., Value], *given: Any, **options: Any) -> Value:
        """The value of a key."""
        try:
            return function(*given, **options)
        except Unreadable as error:
            raise self.wrong(key, error.expected) from None

    def _new(self, key: str, name: str, among: Names) -> str:
        text = self.at(key, read.words, name)
        if text in among:
            raise self.wrong(key, UNUSED)
        among.add(text)
        return text

    def _texts(self, key: str, given: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.at(f"{key}[{n}]", read.words, text) for n, text in enumerate(given)))

    def _found(self, key: str, given: Sequence[str], among: Names) -> tuple[str, ...]:
        return tuple(sorted({self.at(f"{key}[{n}]", among.find, name) for n, name in enumerate(given)}))

    def _one_of(self, key: str, given: str | None, among: Names) -> str | None:
        return None if given is None else self.at(key, among.find, given)

    # the business and its locations -----------------------------------------------------------------------------------

    def _business(self, one: keys.BusinessKeys) -> parts.BusinessPart:
        self.currency = self.at("business.currency", read.currency, one.currency)
        return parts.BusinessPart(
            name=self.at("business.name", read.words, one.name),
            locale=one.locale,
            currency=self.currency,
            country=self.at("business.country", read.country, one.country),
            day_ends=self.at("business.day_ends", read.time_of_day, one.day_ends),
            confirm=one.confirm,
        )

    def _location(self, key: str, one: keys.LocationKeys) -> parts.LocationPart:
        name = self._new(f"{key}.name", one.name, self.locations)
        self.zones[name] = one.timezone.strip()
        self.at(f"{key}.timezone", read.zone, one.timezone.strip())
        return parts.LocationPart(
            name=name,
            timezone=self.zones[name],
            hours=self._week(f"{key}.hours", one.hours),
            closures=self._away(f"{key}.closures", one.closures, self.zones[name]),
            pacing=one.pacing,
        )

    def _place(self, key: str, given: str | None) -> str:
        if given is not None:
            return self.at(f"{key}.location", self.locations.find, given)
        if len(self.locations.all()) > 1:
            raise self.wrong(f"{key}.location", listed(self.locations.all()))
        return self.locations.all()[0]

    def _ranges(self, key: str, given: Sequence[str]) -> parts.Ranges:
        return read.merged(self.at(f"{key}[{n}]", read.span, text) for n, text in enumerate(given))

    def _week(self, key: str, hours: keys.HoursKeys | None) -> parts.Week | None:
        if hours is None:
            return None
        return tuple(self._ranges(f"{key}.{day}", getattr(hours, day)) for day in DAYS)

    def _away(self, key: str, given: Sequence[keys.AwayKeys], zone: str) -> tuple[parts.AwayPart, ...]:
        result = []
        for number, one in enumerate(given):
            here = f"{key}[{number}]"
            starts = self.at(f"{here}.from", read.away_bound, one.from_, zone, end=False)
            until = one.from_ if one.to is None else one.to
            ends = self.at(f"{here}.to", read.away_bound, until, zone, end=True)
            if ends <= starts:
                raise self.wrong(f"{here}.to", N_("an end after the beginning"))
            reason = self.at(f"{here}.reason", read.words, one.reason) if one.reason else ""
            result.append(parts.AwayPart(starts=read.local_text(starts), ends=read.local_text(ends), reason=reason))
        return tuple(dict.fromkeys(sorted(result, key=lambda away: (away.starts, away.ends, away.reason))))

    # resources --------------------------------------------------------------------------------------------------------

    def _resources(self) -> tuple[parts.ResourcePart, ...]:
        written = self.written
        result: list[parts.ResourcePart] = []
        sections: tuple[tuple[str, str, Sequence[keys.EquipmentKeys]], ...] = (
            ("staff", "staff", written.staff),
            ("rooms", "room", written.rooms),
            ("tables", "table", written.tables),
            ("equipment", "equipment", written.equipment),
        )
        for section, kind, given in sections:
            result += [self._resource(f"{section}[{n}]", kind, one) for n, one in enumerate(given)]
        return tuple(result)

    def _resource(self, key: str, kind: str, one: keys.EquipmentKeys) -> parts.ResourcePart:
        name = self._new(f"{key}.name", one.name, self.resources[kind])
        location = self.places[kind, name] = self._place(key, one.location)
        overrides: dict[int, parts.Ranges] = {}
        for number, override in enumerate(one.overrides):
            here = f"{key}.overrides[{number}]"
            day = self.at(f"{here}.date", read.day, override.date)
            if day in overrides:
                raise self.wrong(f"{here}.date", N_("a date that is not used twice"))
            overrides[day] = self._ranges(f"{here}.hours", override.hours)
        seats = one.seats if isinstance(one, keys.SeatedKeys) else None
        return parts.ResourcePart(
            kind=kind,
            name=name,
            location=location,
            seats=1 if seats is None else seats,
            services=None if one.services is None else self._found(f"{key}.services", one.services, self.services),
            hours=self._week(f"{key}.hours", one.hours),
            step=one.step,
            overrides=tuple(sorted(overrides.items())),
            absences=self._away(f"{key}.absences", one.absences, self.zones[location]),
        )

    def _joins(self) -> tuple[parts.JoinPart, ...]:
        result: dict[frozenset[str], parts.JoinPart] = {}
        for number, one in enumerate(self.written.joins):
            key = f"joins[{number}]"
            tables = self._found(f"{key}.tables", one.tables, self.resources["table"])
            if len(tables) < 2:
                raise self.wrong(f"{key}.tables", N_("two tables or more"))
            if len({self.places["table", table] for table in tables}) > 1:
                raise self.wrong(f"{key}.tables", N_("tables of one location"))
            if frozenset(tables) in result:
                raise self.wrong(f"{key}.tables", N_("tables that are not joined twice"))
            if one.min_party > one.seats:
                raise self.wrong(f"{key}.min_party", f"1 … {one.seats}")
            result[frozenset(tables)] = parts.JoinPart(tables=tables, seats=one.seats, min_party=one.min_party)
        return tuple(result.values())

    # services ---------------------------------------------------------------------------------------------------------

    def _service(self, key: str, one: keys.ServiceKeys, grouped_names: set[str]) -> parts.ServicePart:
        name = self.services.find(one.name)
        grouped = name in grouped_names
        check_in = self.at(f"{key}.check_in", read.time_of_day, one.check_in)
        check_out = self.at(f"{key}.check_out", read.time_of_day, one.check_out)
        duration = self.durations[name] = self._duration(key, one, name, grouped, read.DAY - check_in + check_out)
        if one.max_party is not None and one.max_party < one.min_party:
            raise self.wrong(f"{key}.max_party", f"{one.min_party} …")
        if one.nights and grouped:
            raise self.wrong(f"{key}.nights", "false")
        if one.nights and check_out > check_in:
            raise self.wrong(f"{key}.check_out", N_("a time that is not after check_in"))
        return parts.ServicePart(
            name=name,
            duration=duration,
            buffer_before=one.buffer_before,
            buffer_after=one.buffer_after,
            step=one.step,
            price=self.at(f"{key}.price", read.amount, one.price, self.currency),
            needs=self._needs(key, one, grouped),
            min_notice=one.min_notice,
            horizon=one.horizon,
            min_party=one.min_party,
            max_party=one.max_party,
            duration_by_party=self._by_party(key, one),
            tags=self._texts(f"{key}.tags", one.tags),
            tags_match=one.tags_match,
            pass_use=one.pass_,
            channels=tuple(sorted(set(one.channels))),
            cancel_until=one.cancel_until,
            late_cancel=one.late_cancel,
            no_show=one.no_show,
            fee=self.at(f"{key}.fee", read.amount, one.fee, self.currency),
            deposit=self.at(f"{key}.deposit", read.amount, one.deposit, self.currency),
            processing=self._processing(key, one, duration),
            by_staff=self._by_staff(key, one),
            nights=one.nights,
            check_in=check_in,
            check_out=check_out,
            grouped=grouped,
            pacing=one.pacing,
        )

    def _duration(self, key: str, one: keys.ServiceKeys, name: str, grouped: bool, night: int) -> int:
        if one.duration is not None:
            return one.duration
        if one.nights:
            return night
        for session in self.written.sessions if grouped else ():
            if self.services.find(session.service) == name and session.duration is not None:
                return session.duration
        raise self.wrong(f"{key}.duration", N_("a number of minutes"))

    def _needs(self, key: str, one: keys.ServiceKeys, grouped: bool) -> tuple[str, ...]:
        if one.needs is None:
            return () if grouped else ("room",) if one.nights else ("staff",)
        result = []
        for number, text in enumerate(one.needs):
            need = text.strip()
            if need.startswith("equipment:"):
                name = self.at(f"{key}.needs[{number}]", self.resources["equipment"].find, need.partition(":")[2])
                need = f"equipment:{name}"
            elif need not in ("staff", "room", "table"):
                raise self.wrong(f"{key}.needs[{number}]", "staff | room | table | equipment:NAME")
            result.append(need)
        return tuple(dict.fromkeys(result))

    def _by_party(self, key: str, one: keys.ServiceKeys) -> tuple[tuple[int, int], ...]:
        result: dict[int, int] = {}
        for size, minutes in one.duration_by_party.items():
            here = f"{key}.duration_by_party.{size}"
            if not (size.isascii() and size.isdigit() and 1 <= int(size[:7]) <= 100_000):
                raise self.wrong(here, N_("a size of party, such as 2 = 90"))
            if type(minutes) is not int or not 1 <= minutes <= 43_200:
                raise self.wrong(here, "1 … 43200")
            result[int(size)] = minutes
        return tuple(sorted(result.items()))

    def _processing(self, key: str, one: keys.ServiceKeys, duration: int) -> tuple[int, int] | None:
        if one.processing is None:
            return None
        if len(one.processing) != 2:
            raise self.wrong(f"{key}.processing", N_("two numbers of minutes, such as [20, 30]"))
        since, length = one.processing
        if since < 1 or length < 1 or since >= duration:  # one that reaches past the end frees until the end
            raise self.wrong(f"{key}.processing", N_("minutes inside the duration, such as [20, 30]"))
        return since, length

    def _by_staff(self, key: str, one: keys.ServiceKeys) -> tuple[parts.TermsPart, ...]:
        result: dict[str, parts.TermsPart] = {}
        for given, value in one.by_staff.items():
            here = f"{key}.by_staff.{given}"
            name = self.at(here, self.resources["staff"].find, given)
            terms = converted(value, keys.TermsKeys, self.file, here)
            price = None if terms.price is None else self.at(f"{here}.price", read.amount, terms.price, self.currency)
            if terms.duration is not None or price is not None:
                result[name] = parts.TermsPart(staff=name, duration=terms.duration, price=price)
        return tuple(result[name] for name in sorted(result))

    # what is sold and who works with it -------------------------------------------------------------------------------

    def _series(self) -> tuple[parts.SeriesPart, ...]:
        result: dict[tuple[str, str, str | None, str], parts.SeriesPart] = {}
        for number, one in enumerate(self.written.sessions):
            key = f"sessions[{number}]"
            staff = self._one_of(f"{key}.staff", one.staff, self.resources["staff"])
            given = [] if one.room is None else [self.at(f"{key}.room", self.resources["room"].find, one.room)]
            rooms = tuple(sorted({*given, *self._found(f"{key}.rooms", one.rooms, self.resources["room"])}))
            location = self._session_place(key, one, staff, rooms)
            first = self.at(f"{key}.start", read.local_moment, one.start, self.zones[location])
            rule = None
            if one.repeat is not None:
                rule = self.at(f"{key}.repeat", read.rule, one.repeat, first, self.zones[location])
            service = self.services.find(one.service)
            part = parts.SeriesPart(
                service=service,
                location=location,
                staff=staff,
                rooms=rooms,
                first=read.local_text(first),
                duration=self.durations[service] if one.duration is None else one.duration,
                capacity=one.capacity,
                rule=rule,
                tags=self._texts(f"{key}.tags", one.tags),
                tags_match=one.tags_match,
            )
            identity = (part.service, part.location, part.staff, part.first)
            if identity in result:
                raise self.wrong(f"{key}.start", N_("a session that does not stand twice in the file"))
            result[identity] = part
        return tuple(result.values())

    def _session_place(self, key: str, one: keys.SessionKeys, staff: str | None, rooms: Sequence[str]) -> str:
        taken = [self.places["room", room] for room in rooms]
        if staff is not None:
            taken.insert(0, self.places["staff", staff])
        place = taken[0] if taken and one.location is None else self._place(key, one.location)
        if any(other != place for other in taken):
            raise self.wrong(f"{key}.location", listed(dict.fromkeys(taken)))
        return place

    def _passes(self) -> tuple[parts.PassPart, ...]:
        names = Names()
        return tuple(
            parts.PassPart(
                name=self._new(f"passes[{n}].name", one.name, names),
                units=one.units,
                price=self.at(f"passes[{n}].price", read.amount, one.price, self.currency),
                valid_days=one.valid_days,
                services=self._found(f"passes[{n}].services", one.services, self.services),
            )
            for n, one in enumerate(self.written.passes)
        )

    def _users(self) -> tuple[parts.UserPart, ...]:
        names, accounts = Names(), Names()
        return tuple(
            parts.UserPart(
                name=self._new(f"users[{n}].name", one.name, names),
                role=one.role,
                staff=self._one_of(f"users[{n}].staff", one.staff, self.resources["staff"]),
                account=None if one.account is None else self._new(f"users[{n}].account", one.account, accounts),
            )
            for n, one in enumerate(self.written.users)
        )

    def _reminders(self) -> tuple[parts.ReminderPart, ...]:
        result: dict[tuple[str, str], parts.ReminderPart] = {}
        for number, one in enumerate(self.written.reminders):
            key = f"reminders[{number}]"
            when = self.at(f"{key}.when", read.due, one.when)
            template = self.at(f"{key}.template", read.words, one.template)
            if (when, template) in result:
                raise self.wrong(f"{key}.when", N_("a reminder that does not stand twice in the file"))
            if not one.channels:
                raise self.wrong(f"{key}.channels", N_('at least one channel, such as ["email"]'))
            result[when, template] = parts.ReminderPart(
                when=when, channels=tuple(dict.fromkeys(one.channels)), template=template
            )
        return tuple(result.values())
