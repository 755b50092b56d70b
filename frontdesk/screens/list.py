"""The list: reservations as a table, filtered, of any length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.base.text import folded, shown
from frontdesk.desk.values import Filter, Named, News, Reservation
from frontdesk.language.dates import day_words, moment_words, read_day
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.screens.days import GoesToDays
from frontdesk.screens.dialogs.draft import Wish
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.frame import FIND_EXPLAINED
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.marks import WORDS, mark, status_words
from frontdesk.widgets.one_line import Bit, OneLine

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

PAGE = 100
"""Rows fetched at a time."""


def read_statuses(text: str) -> tuple[str, ...] | None:
    """The statuses named in a text, by their words' beginnings; None when one cannot be read."""
    found = []
    for word in text.replace(",", " ").split():
        said = folded(word)
        named = [status for status in WORDS if folded(status_words(status)).startswith(said) or status.startswith(said)]
        if not named:
            return None
        found += named
    return tuple(found)


class ListScreen(GoesToDays, ReservationActions):
    """Reservations as rows."""

    mode = "list"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "filters", "list.filters", N_("filters"), N_("Dates, status, person, service")),
        key("slash", "search", "list.search", N_("search"), N_("Names, phones, codes, while you type")),
        key("ctrl+f", "find", "main.find", N_("find"), FIND_EXPLAINED, show=False),
        key("t", "today", "list.today", N_("today"), N_("From today on, every filter off"), show=False),
        key("escape", "rows", "list.rows", N_("rows"), N_("Back to the rows"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self._begun = False
        self._visits: dict[int, Reservation] = {}
        self._acted = ""
        """The code of the reservation that something was done with last."""

    def compose_body(self) -> Iterable[Widget]:
        yield OneLine(id="title")
        search = Input(id="search", placeholder=_("name, phone, code"), compact=True)
        search.cursor_blink = False
        yield search
        titles = ((_("When"), 20), ("", 1), (_("Customer"), 0), (_("Service"), 0), (_("With"), 0), (_("Code"), 6))
        yield LineList([Heading(*title) for title in titles], id="rows")

    def on_mount(self) -> None:
        super().on_mount()
        self.lines.empty = _("Nothing here: b books, f changes the filters.")
        self.lines.focus()

    @property
    def lines(self) -> LineList:
        return self.query_one(LineList)

    # reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        if not self._begun:
            self._begun = True
            self._filter = Filter(first=self.today)
        wanted = self._place_filter()
        first, last = self.lines.window

        def look(desk: Desk) -> tuple[int, int, list[Reservation]]:
            count = desk.count(wanted)
            at = max(0, min(first, count - 1))
            return count, at, desk.reservations(wanted, offset=at, limit=max(last - first, PAGE))

        self.ask("list", look, self._show)

    def _place_filter(self) -> Filter:
        return msgspec.structs.replace(self._filter, location=self.front.place.id if self.front.place else None)

    def _show(self, answer: tuple[int, int, list[Reservation]]) -> None:
        count, first, visits = answer
        before = self.chosen()
        code = before.code if before is not None else ""
        if any(visit.code == self._acted for visit in visits) and all(
            visit.code != self._acted for visit in self._visits.values()
        ):
            code = self._acted  # what was done with it is undone: it is here again
        self._visits = dict(enumerate(visits, first))
        cursor = self.lines.cursor
        cursor = next((index for index, visit in self._visits.items() if visit.code == code), cursor)
        self.lines.renew(count, first, [self._row(visit) for visit in visits], cursor)
        self._put_title(count)

    @on(LineList.Wanted)
    def fetch(self, event: LineList.Wanted) -> None:
        """Rows came into view that are not there yet: fetch the pages they are on."""
        first = event.first // PAGE * PAGE
        limit = -((first - event.last) // PAGE) * PAGE
        wanted = self._place_filter()

        def put(visits: list[Reservation]) -> None:
            self._visits.update(enumerate(visits, first))
            self.lines.put(first, [self._row(visit) for visit in visits])

        self.ask("rows", lambda desk: desk.reservations(wanted, offset=first, limit=limit), put)

    def _row(self, visit: Reservation) -> tuple[str, ...]:
        party = f" ×{visit.party}" if visit.party > 1 else ""
        who = visit.staff or ", ".join(visit.resources)
        when = moment_words(visit.start, visit.zone, self.today)
        return (
            when,
            mark(visit.status),
            shown(visit.customer.name) + party,
            shown(visit.service),
            shown(who),
            visit.code,
        )

    def _put_title(self, count: int) -> None:
        wanted, premises = self._filter, self.front.premises
        parts = []
        if wanted.first is not None and wanted.first == wanted.last:
            parts.append(day_words(wanted.first, self.today))
        else:
            parts += (
                [_("from {day}").format(day=day_words(wanted.first, self.today))] if wanted.first is not None else []
            )
            parts += (
                [_("until {day}").format(day=day_words(wanted.last, self.today))] if wanted.last is not None else []
            )
        parts += [", ".join(status_words(status) for status in wanted.statuses)] if wanted.statuses else []
        if premises is not None:
            staff = premises.resource(wanted.staff) if wanted.staff is not None else None
            service = premises.service(wanted.service) if wanted.service is not None else None
            parts += [shown(one.name) for one in (staff, service) if one is not None]
        parts += [f"“{shown(wanted.text)}”"] if wanted.text else []
        words = ngettext("{count} reservation", "{count} reservations", count).format(count=count)
        self.query_one("#title", OneLine).put(
            [Bit(f" {words}", "strong"), Bit(" · " + " · ".join(parts) if parts else "")]
        )

    def touched(self, news: News) -> bool:
        first, last = self._filter.first, self._filter.last
        return news.customers or any(
            (first is None or day >= first) and (last is None or day <= last) for _place, day in news.days
        )

    # the cursor ------------------------------------------------------------------------------------------------------

    def chosen(self) -> Reservation | None:
        return self._visits.get(self.lines.cursor)

    def written(self, visit: Reservation) -> None:
        self._acted = visit.code
        super().written(visit)

    @on(LineList.Chosen)
    def open_row(self) -> None:
        self.open_visit()

    def wish(self) -> Wish:
        return Wish(day=self._filter.first)

    # filters ---------------------------------------------------------------------------------------------------------

    def apply(self, wanted: Filter) -> None:
        """Show what another filter chooses."""
        self._filter = wanted
        self.lines.move_to(0)
        self._visits = {}
        self.read()

    def show(self, target: object) -> None:
        """A service's reservations from today on."""
        if isinstance(target, Named) and target.kind == "service":
            self._begun = True
            self.query_one("#search", Input).remove_class("open")
            self.apply(Filter(first=self.today, service=target.id))
            self.lines.focus()

    def show_day(self, day: int) -> None:
        """From that day on; the other filters stay."""
        last = self._filter.last
        self._begun = True
        self.apply(msgspec.structs.replace(self._filter, first=day, last=None if last is None else max(day, last)))

    def action_today(self) -> None:
        self.query_one("#search", Input).remove_class("open")
        self.apply(Filter(first=self.today))
        self.lines.focus()

    def action_search(self) -> None:
        search = self.query_one("#search", Input)
        search.add_class("open")
        search.focus()

    def action_rows(self) -> None:
        self.lines.focus()

    @on(Input.Changed, "#search")
    def search_typed(self, event: Input.Changed) -> None:
        self.apply(msgspec.structs.replace(self._filter, text=event.value.strip()))

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        self.lines.focus()

    def action_filters(self) -> None:
        premises, wanted = self.front.premises, self._filter
        if premises is None:
            return
        staff = premises.resource(wanted.staff) if wanted.staff is not None else None
        service = premises.service(wanted.service) if wanted.service is not None else None
        fields = [
            Asked(
                "first", _("From"), day_words(wanted.first, self.today) if wanted.first else "", _("a date, or empty")
            ),
            Asked("last", _("Until"), day_words(wanted.last, self.today) if wanted.last else "", _("a date, or empty")),
            Asked(
                "status",
                _("Status"),
                ", ".join(status_words(s) for s in wanted.statuses or ()),
                _("confirmed, arrived… or empty"),
            ),
            Asked("staff", _("With"), shown(staff.name) if staff else "", _("anyone")),
            Asked("service", _("Service"), shown(service.name) if service else "", _("any")),
            Asked("text", _("Text"), wanted.text, _("name, phone, code")),
        ]
        self.app.push_screen(FormDialog(_("Filters"), fields, self._filter_from))

    def _filter_from(self, form: FormDialog, values: dict[str, str]) -> None:
        premises = self.front.premises
        days: list[int | None] = []
        for name in ("first", "last"):
            day = read_day(values[name], self.today)
            if values[name] and day is None:
                form.wrong(name, _("No date can be read from this: try thu, 12/12, 2026-12-24 or +7."))
                return
            days.append(day)
        statuses = read_statuses(values["status"])
        if statuses is None:
            form.wrong(
                "status", _("One of: {choices}.").format(choices=", ".join(status_words(status) for status in WORDS))
            )
            return
        ids: list[int | None] = []
        for name, all_of in (
            ("staff", premises.resources if premises else ()),
            ("service", premises.services if premises else ()),
        ):
            said = folded(values[name])
            found = [one.id for one in all_of if said and folded(one.name).startswith(said)]
            if said and not found:
                form.wrong(name, _("There is nobody and nothing called so."))
                return
            ids.append(found[0] if found else None)
        form.dismiss(None)
        self.apply(Filter(days[0], days[1], statuses or None, staff=ids[0], service=ids[1], text=values["text"]))
