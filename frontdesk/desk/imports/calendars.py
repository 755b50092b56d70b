"""Calendars: what a file of iCalendar says happens, one by one, with its recurrences."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.imports.sniff import Content, wrong

_LARGEST = 256 << 20
_PAST, _AHEAD = 3653, 400
"""Days before and after today in which what repeats without end is brought in."""

_MOST = 12_000
"""Occurrences of one event: more is a fault of the file."""

_STEPS = 60_000
"""Dates of a rule that are looked at before it is given up."""

_BLOCK = re.compile(
    r"^BEGIN:(VEVENT|VTIMEZONE)[ \t]*\r?\n.*?^END:\1[ \t]*\r?$", re.DOTALL | re.MULTILINE | re.IGNORECASE
)


@dataclass(slots=True)
class Occurrence:
    """One time that something happens; instants in epoch minutes. ``key`` tells it from every other, run after run."""

    row: int
    key: str
    component: Any
    start: int
    end: int
    all_day: bool
    recurring: bool
    yearly: bool = False


@dataclass(slots=True)
class Found:
    """What a calendar holds, and what of it cannot be read."""

    name: str = ""
    occurrences: list[Occurrence] = field(default_factory=list)
    broken: list[tuple[int, FrontdeskError]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Everything that was counted."""
        return len(self.occurrences) + len(self.broken)


def read(path: Path, content: Content, zone: str, today: dt.date) -> Found:
    """Everything in a calendar. ``zone``: of times that name none. Raises FrontdeskError(wrong_file)."""
    if path.stat().st_size > _LARGEST:
        raise wrong(path, N_("it is too large"))
    try:
        text = path.read_text(encoding=content.encoding, errors=content.errors)
    except (OSError, UnicodeError):
        raise wrong(path, N_("it cannot be read to its end")) from None
    found = Found()
    for calendar in _parsed(path, text, found):
        found.name = found.name or str(calendar.get("X-WR-CALNAME", ""))
        _Expansion(calendar, zone, today, found).run()
    if not found.rows:
        raise wrong(path, N_("it holds no events"))
    return found


def _parsed(path: Path, text: str, found: Found) -> list[Any]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except Exception:  # whatever a broken file makes icalendar raise
        calendars = []
    good = [one for one in calendars if one.name == "VCALENDAR"]
    return good or [_salvaged(path, text, found)]


def _salvaged(path: Path, text: str, found: Found) -> Any:
    """What can be read of a broken calendar, event by event."""
    from icalendar import Calendar

    blocks = [match.group() for match in _BLOCK.finditer(text)]
    if not blocks:
        raise wrong(path, N_("it is damaged or incomplete"))
    zones = "\r\n".join(block for block in blocks if block[6:15].upper() == "VTIMEZONE")
    whole = Calendar()
    for block in blocks:
        if block[6:15].upper() == "VTIMEZONE":
            continue
        try:
            one = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{zones}\r\n{block}\r\nEND:VCALENDAR\r\n")
            for event in one.walk("VEVENT"):
                whole.add_component(event)
        except Exception:  # as above
            found.broken.append((found.rows + 1, _unreadable()))
    return whole


def _unreadable() -> FrontdeskError:
    return FrontdeskError("wrong_value", field="VEVENT", problem=N_("it cannot be read"))


class _Expansion:
    """Turns one calendar's events into occurrences."""

    def __init__(self, calendar: Any, zone: str, today: dt.date, found: Found) -> None:
        self.calendar = calendar
        self.found = found
        said = str(calendar.get("X-WR-TIMEZONE", "")).strip()
        try:
            self.zone = ZoneInfo(said or zone)
            self.said = said
        except (KeyError, ValueError, OSError):
            self.zone, self.said = ZoneInfo(zone), ""
        self.low = today - dt.timedelta(days=_PAST)
        self.high = today + dt.timedelta(days=_AHEAD)
        self._seen: set[str] = set()

    def run(self) -> None:
        """Every event, those with one UID together."""
        groups: dict[str, list[Any]] = {}
        for number, event in enumerate(self.calendar.walk("VEVENT")):
            uid = str(event.get("UID", "")).strip()
            groups.setdefault(uid or f"\x00{number}", []).append(event)
        for uid, events in groups.items():
            repeats = any("RRULE" in event or "RDATE" in event for event in events)
            if repeats and all("DTSTART" in event for event in events):
                self._series(uid, events)
            else:
                for event in events:
                    self._single(uid, event)

    def _single(self, uid: str, event: Any) -> None:
        try:
            start, all_day = self._minute(event.decoded("DTSTART"))
            end = self._end(event, start)
        except Exception:  # no start, or none that can be read, in any of the ways icalendar has of saying so
            self._break(N_("it has no time that can be read"))
            return
        name = self._name(uid, event, start)
        said = event.get("RECURRENCE-ID")
        key = f"{name}/{self._mark(said.dt)}" if said is not None else name
        if key in self._seen:
            key = f"{name}/{start}"
        self._add(key, event, start, end, all_day, recurring=said is not None)

    def _name(self, uid: str, event: Any, start: int) -> str:
        """What tells an event from others: its UID, or what it says where it has none."""
        if uid.startswith("\x00"):
            return f"n:{start}:{str(event.get('SUMMARY', ''))[:80]}"
        return f"u:{uid[:200]}"

    def _series(self, uid: str, events: Sequence[Any]) -> None:
        import recurring_ical_events
        from icalendar import Calendar

        whole = Calendar()
        if self.said:
            whole.add("X-WR-TIMEZONE", self.said)
        for event in events:
            whole.add_component(event)
        made: list[tuple[str, Any, int, int, bool]] = []
        yearly = False
        try:
            rules = [rule for event in events for rule in _listed(event.get("RRULE"))]
            bounded = all(self._is_bounded(rule) for rule in rules)
            yearly = any(str(name).upper() == "YEARLY" for rule in rules for name in rule.get("FREQ", []))
            for event in events:
                self._refuse_endless(event, bounded)
            query = recurring_ical_events.of(whole)
            low, high = self.low, self.high + dt.timedelta(days=1)
            left_out = {stamp for event in events for stamp in self._left_out(event)}
            for occurrence in query.all() if bounded else query.between(low, high):
                begin = occurrence["DTSTART"].dt
                start, all_day = self._minute(begin)
                said = occurrence.get("RECURRENCE-ID")
                mark = self._mark(said.dt if said is not None else begin)
                if _naive(begin) in left_out and (said is None or self._mark(begin) == mark):
                    continue
                key = f"{self._name(uid, events[0], start)}/{mark}"
                made.append((key, occurrence, start, self._end(occurrence, start), all_day))
        except _TooOften:
            self._break(N_("it repeats too often"))
            return
        except Exception:  # rules that cannot be read, dates past the year 9999: the library raises many things
            self._break(N_("its recurrence cannot be read"))
            return
        for key, occurrence, start, end, all_day in made:
            self._add(key, occurrence, start, end, all_day, recurring=True, yearly=yearly)

    def _refuse_endless(self, event: Any, bounded: bool) -> None:
        """Raises _TooOften for rules that would keep a machine busy for hours."""
        last = dt.datetime.combine(self.high, dt.time.max)
        first = dt.datetime.combine(dt.date.min if bounded else self.low, dt.time.min)
        many = 0
        for rule in _listed(event.get("RRULE")):
            for step, moment in enumerate(_rule(event, rule, last)):
                many += moment >= first
                if step > _STEPS or many > _MOST:
                    raise _TooOften

    def _left_out(self, event: Any) -> set[dt.datetime]:
        """Starts that do not count: those of the old EXRULE, and a first one that the rules themselves do not give."""
        found: set[dt.datetime] = set()
        last = dt.datetime.combine(self.high, dt.time.max)
        for rule in _listed(event.get("EXRULE")):
            found.update(islice(_rule(event, rule, last), _MOST))
        rules = list(_listed(event.get("RRULE")))
        start = _naive(event["DTSTART"].dt)
        dates = [
            _naive(one.dt) for some in _listed(event.get("RDATE")) for one in some.dts if isinstance(one.dt, dt.date)
        ]
        if rules and start not in dates and all(next(iter(_rule(event, rule, last)), None) != start for rule in rules):
            found.add(start)
        return found

    def _is_bounded(self, rule: Any) -> bool:
        if rule.get("COUNT"):
            return True
        return bool(rule.get("UNTIL")) and all(_date(until) <= self.high for until in rule["UNTIL"])

    def _add(
        self, key: str, event: Any, start: int, end: int, all_day: bool, *, recurring: bool, yearly: bool = False
    ) -> None:
        if end < start:
            self._break(N_("it ends before it starts"))
            return
        self._seen.add(key)
        row = self.found.rows + 1
        self.found.occurrences.append(Occurrence(row, key, event, start, end, all_day, recurring, yearly))

    def _break(self, problem: str) -> None:
        error = FrontdeskError("wrong_value", field="VEVENT", problem=problem)
        self.found.broken.append((self.found.rows + 1, error))

    # time -----------------------------------------------------------------------------------------------------------------

    def _minute(self, value: Any) -> tuple[int, bool]:
        """An epoch minute, and whether it is a whole day. A time that does not exist is taken as RFC 5545 has it."""
        if isinstance(value, dt.datetime):
            moment = value if value.tzinfo is not None else value.replace(tzinfo=self.zone)
            return int(moment.timestamp() // 60), False
        midnight = dt.datetime(value.year, value.month, value.day, tzinfo=self.zone)
        return int(midnight.timestamp() // 60), True

    def _end(self, event: Any, start: int) -> int:
        if "DTEND" in event:
            return self._minute(event.decoded("DTEND"))[0]
        begin = event.decoded("DTSTART")
        if "DURATION" in event:
            length: dt.timedelta = event.decoded("DURATION")
            return start + int(length.total_seconds() // 60)
        if isinstance(begin, dt.datetime):
            return start
        return self._minute(begin + dt.timedelta(days=1))[0]

    def _mark(self, value: Any) -> str:
        """A start as part of a key: it stays the same whatever zone it is written in."""
        minute, all_day = self._minute(value)
        return value.strftime("%Y%m%d") if all_day else str(minute)


def _listed(value: Any) -> Iterator[Any]:
    if value is not None:
        yield from value if isinstance(value, list) else [value]


def _date(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _naive(value: dt.date | dt.datetime) -> dt.datetime:
    """A start on its own wall clock."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    return dt.datetime.combine(value, dt.time.min)


_FOREIGN = re.compile(r";?(UNTIL|X-[A-Z-]+)=[^;]*", re.IGNORECASE)


def _rule(event: Any, rule: Any, last: dt.datetime) -> Any:
    """A rule as dateutil has it, on the wall clock; one that is not counted ends with ``last``."""
    from dateutil.rrule import rrulestr

    found: Any = rrulestr(_FOREIGN.sub("", rule.to_ical().decode()).lstrip(";"), dtstart=_naive(event["DTSTART"].dt))
    return found if rule.get("COUNT") else found.replace(until=last)


class _TooOften(Exception):
    """A rule gives more dates than anybody keeps in a calendar."""
