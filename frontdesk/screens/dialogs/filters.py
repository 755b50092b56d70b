"""The dialog of every filter of agenda and list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from frontdesk.base.text import folded, shown
from frontdesk.desk.values import Filter, Location
from frontdesk.language.dates import day_words, read_day
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.filters import CHANNELS, COLUMNS, KINDS, columns_words, read_kinds, read_statuses
from frontdesk.screens.front import Front, Premises
from frontdesk.widgets.marks import WORDS, status_words
from frontdesk.widgets.sentences import channel_words


class Wanted(NamedTuple):
    """What was asked for in the dialog."""

    filter: Filter
    place: Location | None
    columns: str


class FiltersDialog(FormDialog):
    """Every filter at once; an empty field asks for nothing."""

    def __init__(self, front: Front, premises: Premises, today: int, kept: dict[str, str]) -> None:
        self._premises = premises
        self._today = today
        self._now = front.filter
        self.wanted: Wanted | None = None
        super().__init__(_("Filters"), list(self._asked(front)), self._read, kept=kept)

    def say_unsaved(self) -> None:
        """Nothing here is ever saved."""

    def _asked(self, front: Front) -> Iterable[Asked]:
        wanted, premises, today = self._now, self._premises, self._today
        staff = premises.resource(wanted.staff) if wanted.staff is not None else None
        service = premises.service(wanted.service) if wanted.service is not None else None
        date = _("for the list: yesterday, 12/12, in 2 weeks")
        yield Asked("first", _("From"), day_words(wanted.first, today) if wanted.first else "", date)
        yield Asked("last", _("Until"), day_words(wanted.last, today) if wanted.last else "", date)
        statuses = ", ".join(status_words(status) for status in wanted.statuses or ())
        yield Asked("status", _("Status"), statuses, _("confirmed, cancelled…; empty: all that take place"),
                    choices=tuple(status_words(status) for status in WORDS))  # fmt: skip
        people = tuple(shown(resource.name) for resource in premises.resources)
        mine = (_("mine"),) if premises.actor.resource is not None else ()
        hint = _("mine, or a name; empty: all") if mine else _("anyone")
        yield Asked("staff", _("With"), shown(staff.name) if staff else "", hint, choices=(*mine, *people))
        services = tuple(shown(one.name) for one in premises.services)
        yield Asked("service", _("Service"), shown(service.name) if service else "", _("any"), choices=services)
        kinds = ", ".join(_(KINDS[kind]) for kind in wanted.kinds)
        yield Asked("kind", _("Kind"), kinds, _("reservations, sessions, meetings…"),
                    choices=tuple(_(word) for word in KINDS.values()))  # fmt: skip
        ways = tuple(channel_words(one) for one in CHANNELS)
        yield Asked("channel", _("Came by"), channel_words(wanted.channel or ""), ", ".join(ways), choices=ways)
        repeated = "" if wanted.recurring is None else _("yes") if wanted.recurring else _("no")
        yield Asked("recurring", _("Repeated"), repeated, _("yes, no, or empty"), choices=(_("yes"), _("no")))
        yield Asked("text", _("Text"), wanted.text, _("name, phone, code"))
        if len(premises.locations) > 1:
            place = shown(front.place.name) if front.place else ""
            names = tuple(shown(one.name) for one in premises.locations)
            yield Asked("place", _("Location"), place, _("all of them"), choices=names)
        there = [kind for kind in COLUMNS if any(resource.kind == kind for resource in premises.resources)]
        if len(there) > 1:
            columns = columns_words(front.columns, premises) if front.columns else ""
            words = tuple(columns_words(kind, premises) for kind in there)
            yield Asked("columns", _("Columns"), columns, _("the agenda's: {choices}").format(choices=", ".join(words)),
                        choices=words)  # fmt: skip

    def _read(self, form: FormDialog, values: dict[str, str]) -> None:
        wanted = self._filter(values)
        if wanted is None:
            return
        said = values.get("columns", "")
        names = {kind: columns_words(kind, self._premises) for kind in COLUMNS}
        columns = next((kind for kind, word in names.items() if self._begins(said, word, kind)), "")
        if values.get("columns") and not columns:
            self._unknown("columns", names.values())
            return
        place = None
        if values.get("place"):
            places = [one for one in self._premises.locations if self._begins(values["place"], one.name)]
            if not places:
                self._unknown("place", [shown(one.name) for one in self._premises.locations])
                return
            place = places[0]
        elif len(self._premises.locations) == 1:
            place = self._premises.locations[0]
        self.wanted = Wanted(wanted, place, columns)
        self.dismiss(None)

    @staticmethod
    def _begins(said: str, *names: str) -> bool:
        return bool(said) and any(folded(name).startswith(folded(said)) for name in names)

    def _unknown(self, name: str, choices: Iterable[str]) -> None:
        self.wrong(name, _("One of: {choices}.").format(choices=", ".join(choices)))

    def _filter(self, values: dict[str, str]) -> Filter | None:
        days: list[int | None] = []
        for name in ("first", "last"):
            day = read_day(values[name], self._today)
            if values[name] and day is None:
                self.wrong(name, _("No date can be read from this: try thu, 12/12, 2026-12-24 or +7."))
                return None
            days.append(day)
        first, last = days
        if first is not None and last is not None and last < first:
            self.wrong("last", _("This is before the first day."))
            return None
        statuses = read_statuses(values["status"])
        if statuses is None:
            self._unknown("status", (status_words(status) for status in WORDS))
            return None
        kinds = read_kinds(values["kind"])
        if kinds is None:
            self._unknown("kind", (_(word) for word in KINDS.values()))
            return None
        staff, service = self._staff(values["staff"]), None
        if values["staff"] and staff is None:
            return None
        if values["service"]:
            found = self._by_name(values["service"], {one.id: one.name for one in self._premises.services})
            if found is None:
                self.wrong("service", _("There is nobody and nothing called so."))
                return None
            service = found
        said = folded(values["recurring"])
        recurring = None if not said else said[0] in ("y", "s") if said[0] in "ysn" else None
        if said and recurring is None:
            self._unknown("recurring", (_("yes"), _("no")))
            return None
        channel = values["channel"]
        known = next((one for one in CHANNELS if self._begins(channel, channel_words(one), one)), channel)
        return Filter(
            first, last, statuses or None, staff=staff, service=service, channel=known or None, text=values["text"],
            kinds=kinds, recurring=recurring,
        )  # fmt: skip

    def _staff(self, said: str) -> int | None:
        if not said:
            return None
        found = self._by_name(said, {one.id: one.name for one in self._premises.resources})
        if found is not None:
            return found
        if folded(said) in ("mine", "me", "mios", "mias", "mi", "yo", folded(_("mine"))):
            if self._premises.actor.resource is None:
                self.wrong("staff", _("You are none of the people here: type a name."))
            return self._premises.actor.resource
        self.wrong("staff", _("There is nobody and nothing called so."))
        return None

    @staticmethod
    def _by_name(said: str, names: Mapping[int, str]) -> int | None:
        """Who is called exactly so, else the first whose name begins so."""
        wanted = folded(said)
        exact = [number for number, name in names.items() if folded(name) == wanted or folded(shown(name)) == wanted]
        begun = [number for number, name in names.items() if wanted and folded(name).startswith(wanted)]
        return next(iter([*exact, *begun]), None)
