"""The fields of a settings form: an entry of the settings as lines of text, and the lines read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from frontdesk.base.errors import N_
from frontdesk.base.money import decimal
from frontdesk.base.text import folded, shown
from frontdesk.desk.settings_values import Settings
from frontdesk.language.amounts import money_words, read_money
from frontdesk.language.dates import WEEKDAYS
from frontdesk.language.hours import (
    Away,
    away_words,
    dated_words,
    ranges_words,
    read_away,
    read_dated,
    read_ranges,
)
from frontdesk.language.i18n import _

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LANGUAGES = {"es": "Español", "en": "English"}
CONFIRM = {"auto": N_("at once"), "manual": N_("by hand")}
PENALTIES = {"free": N_("free of charge"), "unit": N_("a unit of the pass"), "fee": N_("the fee")}
CHANNELS = {"desk": N_("desk"), "web": N_("web"), "agent": N_("chat")}
NEEDS = {"staff": N_("person"), "room": N_("room"), "table": N_("table")}
YES = {"yes": N_("yes"), "no": N_("no")}
BLANKS = 2
"""Empty lines for new ones where there may be several."""


class UnreadError(Exception):
    """What was typed cannot be read; the sentence says what belongs there."""


class SettingField(NamedTuple):
    """A line of the form. ``path``: where its value goes in the entry, such as ``("hours", "mon")``."""

    path: tuple[str, ...]
    label: str
    value: str
    take: Callable[[str], Any]
    hint: str = ""

    @property
    def name(self) -> str:
        return "-".join(self.path)


@dataclass(frozen=True)
class Form:
    """What the fields are made from: the settings as they stand, the entry, the day it is."""

    settings: Settings
    kind: str
    written: Mapping[str, Any]
    today: int

    def fields(self) -> list[SettingField]:
        """The lines, in the order they are asked for."""
        return {"business": self._business, "location": self._location, "service": self._service}.get(
            self.kind, self._resource
        )()

    # kinds of entries -------------------------------------------------------------------------------------------------

    def _business(self) -> list[SettingField]:
        return [
            self._text("name", _("Name")),
            self._choice("locale", _("Language"), LANGUAGES),
            self._text("country", _("Country"), "ES"),
            self._text("day_ends", _("The day ends at"), "00:00"),
            self._choice("confirm", _("Web bookings"), CONFIRM),
        ]

    def _location(self) -> list[SettingField]:
        return [
            self._text("name", _("Name")),
            self._text("timezone", _("Time zone"), "Europe/Madrid"),
            *self._hours(_("Fixed hours")),
            *self._away("closures", _("Closed")),
            self._number("pacing", _("Arrive at a time"), optional=True),
        ]

    def _resource(self) -> list[SettingField]:
        fields = [self._text("name", _("Name"))]
        if self.kind in ("room", "table"):
            fields.append(self._number("seats", _("Seats")))
        places = self.settings.names("location")
        if len(places) > 1:
            fields.append(self._choice("location", _("Location"), {name: name for name in places}, translated=False))
        fields += [
            self._names("services", _("Services"), self.settings.names("service"), every=True),
            *self._hours(_("Own hours")),
            *self._rows(
                "overrides", _("On one date"), self._dated_words, self._read_dated, _("such as 2026-12-24 09:00-14:00")
            ),
            *self._away("absences", _("Away")),
        ]
        if self.kind == "staff":
            fields += self._terms("terms", _("Own terms"), self.settings.names("service"))
        fields.append(self._number("step", _("Starts every (min)"), optional=True))
        return fields

    def _service(self) -> list[SettingField]:
        people = self.settings.names("staff")
        fields = [
            self._text("name", _("Name")),
            self._number("duration", _("Minutes")),
            self._amount("price", _("Price")),
            self._number("buffer_before", _("Minutes before")),
            self._number("buffer_after", _("Minutes after")),
            self._names("staff", _("Who does it"), people),
            *self._terms("by_staff", _("Own terms"), people),
            self._needs(),
            self._several("channels", _("Sold by"), CHANNELS),
            self._number("step", _("Starts every (min)")),
            self._number("cancel_until", _("Cancel until (min)")),
            self._choice("late_cancel", _("Cancelled late"), PENALTIES),
            self._choice("no_show", _("Did not come"), PENALTIES),
            self._amount("fee", _("Fee")),
            self._amount("deposit", _("Deposit")),
            self._number("min_party", _("People at least")),
            self._number("max_party", _("People at most"), optional=True),
            self._number("min_notice", _("Notice (min)")),
            self._number("horizon", _("Days ahead"), optional=True),
        ]
        if self.written.get("nights"):
            fields += [
                self._text("check_in", _("Check-in"), "15:00"),
                self._text("check_out", _("Check-out"), "11:00"),
            ]
        return fields

    # kinds of lines ---------------------------------------------------------------------------------------------------

    def _text(self, key: str, label: str, hint: str = "") -> SettingField:
        def take(text: str) -> str:
            if not text:
                raise UnreadError(_("This is needed."))
            return text

        return SettingField((key,), label, shown(str(self.written.get(key, ""))), take, hint)

    def _number(self, key: str, label: str, *, optional: bool = False) -> SettingField:
        def take(text: str) -> int | None:
            if optional and not text:
                return None
            if not (text.isascii() and text.isdigit() and len(text) < 9):
                raise UnreadError(_("A whole number is needed, such as 45."))
            return int(text)

        value = self.written.get(key)
        return SettingField((key,), label, "" if value is None else str(value), take)

    def _amount(self, key: str, label: str) -> SettingField:
        return SettingField((key,), label, self._money(self.written.get(key)), self._read_amount)

    def _money(self, value: object) -> str:
        currency = self.settings.currency
        minor = read_money(str(value), currency) if value is not None else None
        return "" if minor is None else money_words(minor, currency).split()[0]

    def _read_amount(self, text: str) -> str:
        minor = read_money(text or "0", self.settings.currency)
        if minor is None:
            raise UnreadError(_("An amount is needed, such as 25.00."))
        return decimal(minor, self.settings.currency)

    def _choice(self, key: str, label: str, choices: Mapping[str, str], *, translated: bool = True) -> SettingField:
        words = {one: _(word) if translated else shown(word) for one, word in choices.items()}

        def take(text: str) -> str:
            return _one(text, words)

        present = self.written.get(key) or next(iter(words))
        return SettingField((key,), label, shown(words.get(present, str(present))), take, " | ".join(words.values()))

    def _several(self, key: str, label: str, choices: Mapping[str, str]) -> SettingField:
        words = {one: _(word) for one, word in choices.items()}
        value = ", ".join(words.get(one, one) for one in self.written.get(key, ()))

        def take(text: str) -> list[str]:
            return _parts(text, words)

        return SettingField((key,), label, shown(value), take, ", ".join(words.values()))

    def _names(self, key: str, label: str, known: Sequence[str], *, every: bool = False) -> SettingField:
        """Names with commas between them; with ``every`` a word for all of them, which later ones belong to too."""
        present = self.written.get(key)
        words = {name: shown(name) for name in known}

        def take(text: str) -> list[str] | None:
            if every and folded(text) == folded(_("all")):
                return None
            return _parts(text, words)

        value = _("all") if present is None and every else ", ".join(present or ())
        return SettingField((key,), label, shown(value), take, ", ".join(words.values()))

    def _needs(self) -> SettingField:
        words = {one: _(word) for one, word in NEEDS.items()}
        words |= {f"equipment:{name}": shown(name) for name in self.settings.names("equipment")}
        value = ", ".join(words.get(one, one) for one in self.written.get("needs") or ())

        def take(text: str) -> list[str]:
            return _parts(text, words)

        return SettingField(("needs",), _("Needs"), shown(value), take, ", ".join(words.values()))

    def _hours(self, label: str) -> list[SettingField]:
        """A yes or no, and a line for each day of the week."""
        hours = self.written.get("hours")
        words = {one: _(word) for one, word in YES.items()}
        own = SettingField(
            ("own",), label, words["no" if hours is None else "yes"], lambda text: _one(text, words) == "yes",
            " | ".join(words.values()),
        )  # fmt: skip
        days = [
            SettingField(
                ("hours", day),
                _(word),
                ranges_words((hours or {}).get(day, [])),
                _read_ranges,
                _("closed"),
            )
            for day, word in zip(DAYS, WEEKDAYS, strict=True)
        ]
        return [own, *days]

    def _rows(
        self, key: str, label: str, words: Callable[[Any], str], take: Callable[[str], Any], hint: str
    ) -> list[SettingField]:
        """A line for each that is there, and empty ones for more; one that is emptied is gone."""
        values = [words(one) for one in self.written.get(key) or ()] + [""] * BLANKS
        return [
            SettingField((key, str(n)), label if n == 0 else "", shown(value), take, hint)
            for n, value in enumerate(values)
        ]

    def _away(self, key: str, label: str) -> list[SettingField]:
        def words(one: Mapping[str, Any]) -> str:
            return away_words(Away(one["from"], one.get("to") or one["from"], one.get("reason", "")))

        def take(text: str) -> dict[str, str] | None:
            if not text:
                return None
            away = read_away(text, self.today)
            if away is None:
                raise UnreadError(_("Dates are needed, such as 2026-12-24..2026-12-31 holiday."))
            return {"from": away.first, "to": away.last, "reason": away.reason}

        return self._rows(key, label, words, take, _("such as 2026-12-24..2026-12-31 holiday"))

    @staticmethod
    def _dated_words(one: Mapping[str, Any]) -> str:
        return dated_words(one["date"], one["hours"])

    def _read_dated(self, text: str) -> dict[str, Any] | None:
        if not text:
            return None
        found = read_dated(text, self.today)
        if found is None:
            raise UnreadError(_("A date and hours are needed, such as 2026-12-24 09:00-14:00, or 2026-12-24 closed."))
        return {"date": found[0], "hours": found[1]}

    def _terms(self, key: str, label: str, known: Sequence[str]) -> list[SettingField]:
        """A line for each name with minutes and an amount of its own."""
        present = self.written.get(key) or {}
        called = {shown(name): name for name in known}

        def words(name: str) -> str:
            duration, price = present[name].get("duration"), present[name].get("price")
            return " ".join(
                part for part in (name, f"{duration} min" if duration is not None else "", self._money(price)) if part
            )

        def take(text: str) -> tuple[str, dict[str, Any]] | None:
            if not text:
                return None
            name = next((one for one in sorted(called, key=len, reverse=True) if _begins(text, one)), None)
            if name is None:
                raise UnreadError(
                    _("“{name}” is not among these: {choices}.").format(name=text, choices=", ".join(called))
                )
            match = re.fullmatch(r"\s*(?:(\d{1,5})\s*min\b\.?)?\s*(\S*)\s*", text[len(name) :])
            if match is None or not (match[1] or match[2]):
                raise UnreadError(_("Minutes, an amount or both are needed, such as 60 min 30.00."))
            price = self._read_amount(match[2]) if match[2] else None
            return called[name], {"duration": int(match[1]) if match[1] else None, "price": price}

        hint = _("such as {name} 60 min 30.00").format(name=next(iter(called), ""))
        values = [words(name) for name in present] + [""] * (1 if known else 0)
        return [
            SettingField((key, str(n)), label if n == 0 else "", shown(value), take, hint)
            for n, value in enumerate(values)
        ]


def taken(fields: Sequence[SettingField], texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The entry that the lines say, and what is wrong with which line.

    Beside each list stands where its parts came from, under ``("absences", n)`` as the desk will count them.
    """
    written: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    own = True
    for field in fields:
        try:
            value = field.take(texts[field.name])
        except UnreadError as error:
            wrong[field.name] = str(error)
            continue
        match field.path:
            case ("own",):
                own = value
            case ("hours", day):
                written.setdefault("hours", {})[day] = value
            case (("terms" | "by_staff") as key, _n):
                written.setdefault(key, {}).update([value] if value is not None else [])
            case (key, _n):
                written.setdefault(key, []).extend([value] if value is not None else [])
            case (key,):
                written[key] = value
    if not own and not any(written.get("hours", {}).values()):
        written["hours"] = None
    return written, wrong


def line_of(key: str, fields: Sequence[SettingField], texts: Mapping[str, str]) -> str | None:
    """The line that a key of the entry, as the desk names it (``absences[1].to``), was typed in."""
    steps = re.findall(r"[^.\[\]]+", key)
    names = [field.name for field in fields]
    if len(steps) > 1 and steps[0] == "hours":
        return f"hours-{steps[1]}" if f"hours-{steps[1]}" in names else None
    rows = [field.name for field in fields if field.path[0] == (steps or [""])[0] and len(field.path) == 2]
    if rows:
        filled = [name for name in rows if texts[name]]
        place = next((int(step) for step in steps if step.isdigit()), 0)
        return filled[place] if place < len(filled) else rows[0]
    return steps[0] if steps and steps[0] in names else None


def _parts(text: str, words: Mapping[str, str]) -> list[str]:
    """The choices named with commas between them; a name may have commas of its own."""
    found, rest = [], text.strip(" ,")
    while rest:
        whole = [word for word in words.values() if _begins(rest, word) and rest[len(word) :].lstrip()[:1] in ("", ",")]
        part = max(whole, key=len) if whole else rest.partition(",")[0]
        found.append(_one(part, words))
        rest = rest[len(part) :].strip(" ,")
    return list(dict.fromkeys(found))


def _begins(text: str, name: str) -> bool:
    return folded(text[: len(name)]) == folded(name) and not text[len(name) : len(name) + 1].isalnum()


def _read_ranges(text: str) -> list[str]:
    found = read_ranges(text)
    if found is None:
        raise UnreadError(_("Hours are needed, such as 09:00-14:00 16:00-20:30; nothing is closed."))
    return found


def _one(text: str, words: Mapping[str, str]) -> str:
    """The choice that a word or its beginning means."""
    said = folded(text)
    exact = [one for one, word in words.items() if folded(word) == said]
    found = exact or [one for one, word in words.items() if said and folded(word).startswith(said)]
    if len(found) != 1:
        choices = ", ".join(words.values())
        raise UnreadError(_("“{name}” is not among these: {choices}.").format(name=text, choices=choices))
    return found[0]
