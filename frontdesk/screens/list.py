"""The list: reservations as a table, filtered, of any length."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.values import Filter, Named, Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import moment_words, span_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.days import GoesToDays
from frontdesk.screens.filters import HIDDEN, dates_words, is_filtered, on_days, plain
from frontdesk.screens.frame import FIND_EXPLAINED
from frontdesk.screens.marking import unmark_key
from frontdesk.screens.visits import VisitsScreen, filters_key
from frontdesk.screens.wish import Wish
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.marks import MARKED, mark, status_words
from frontdesk.widgets.one_line import Bit, OneLine, shortened
from frontdesk.widgets.sentences import with_words
from frontdesk.widgets.visit_panel import VisitPanel

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

PAGE = 100
"""Rows fetched at a time."""


ORDERS = ("start", "stage", "customer", "service", "staff", "created")
"""What each heading sorts by."""


Found = tuple[int, int, int | None, int, list[Reservation]]
"""How many there are, from which row on some of them are given; how many without the filter, how many cancelled ones."""


class ListScreen(VisitsScreen, GoesToDays):
    """Reservations as rows."""

    mode = "list"
    BINDINGS: ClassVar[list[BindingType]] = [
        filters_key(show=True),
        unmark_key(),
        key("slash", "search", "list.search", N_("search"), N_("Names, phones, codes, while you type")),
        key("ctrl+f", "find", "main.find", N_("find"), FIND_EXPLAINED, show=False),
        key("s", "sort", "list.sort", N_("sort"), N_("Sort by the next column")),
        key("S", "reverse", "list.reverse", N_("reverse"), N_("The other way round"), show=False),
        key("D", "day", "list.day", N_("day"), N_("The day of this reservation in the agenda"), show=False),
        key("t", "today", "list.today", N_("today"), N_("From today on; the other filters stay"), show=False),
        key(
            "X",
            "cancelled",
            "list.cancelled",
            N_("cancelled"),
            N_("What was cancelled, or what takes place"),
            show=False,
        ),
        key("escape", "rows", "list.rows", N_("rows"), N_("Back to the rows"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._begun = False
        self._order = 0
        self._descending = False
        self._visits: dict[int, Reservation] = {}
        self._acted = ""
        """The code of the reservation that something was done with last."""
        self._point_at: str | None = None
        self._every: int | None = None
        """How many there would be without the filter; None where nothing is filtered."""

    def compose_body(self) -> Iterable[Widget]:
        yield OneLine(id="title")
        yield Entry(id="search", placeholder=_("name, phone, code"))
        with Horizontal(id="views"):
            yield LineList(self._headings(), id="rows")
            yield VisitPanel(id="panel")
        yield OneLine(id="detail")

    def _headings(self) -> list[Heading]:
        titles = ((_("When"), 21), ("", 2), (_("Customer"), 0), (_("Service"), 0), (_("With"), 0), (_("Code"), 6))
        arrow = "↓" if self._descending else "↑"
        return [
            Heading(f"{title} {arrow}".lstrip() if at == self._order else title, width)
            for at, (title, width) in enumerate(titles)
        ]

    def prepare(self) -> None:
        super().prepare()
        self._say_empty(0)
        self.lines.focus()

    @property
    def lines(self) -> LineList:
        return self.query_one(LineList)

    # reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        if not self._begun and self.front.jumped is None:
            self._begun = True
            if plain(self.front.filter) == Filter():
                self.front.filter = on_days(self.front.filter, self.today, None)
        wanted, page = self._place_filter(), self._page()
        every = self._place_filter(plain(wanted)) if is_filtered(self.front.filter) else None
        if wanted.text or wanted.codes is not None or set(wanted.statuses or ()) & set(HIDDEN):
            every = None  # it would not be “so many of” those that take place
        first, last = self.lines.window

        hides = wanted.text and not set(wanted.statuses or ()) & set(HIDDEN)
        hidden = msgspec.structs.replace(wanted, statuses=HIDDEN) if hides else None

        def look(desk: Desk) -> Found:
            count = desk.count(wanted)
            also = desk.count(hidden) if hidden is not None and not count else 0
            at = max(0, min(first, count - 1))
            visits = page(desk, wanted, at, max(last - first, PAGE))
            return count, at, None if every is None else desk.count(every), also, visits

        self.ask("list", look, self._show, keys_wait="list" not in self._tokens)

    def _page(self) -> Callable[[Desk, Filter, int, int], list[Reservation]]:
        """How a page is fetched in the order that is wanted now."""
        order, descending = ORDERS[self._order], self._descending
        return lambda desk, wanted, offset, limit: desk.reservations(
            wanted, offset=offset, limit=limit, order=order, descending=descending
        )

    def _place_filter(self, wanted: Filter | None = None) -> Filter:
        place = self.place_id
        return msgspec.structs.replace(wanted or self.front.filter, location=place)

    def _show(self, answer: Found) -> None:
        count, first, every, hidden, visits = answer
        before = self.chosen()
        code = before.code if before is not None else ""
        if any(visit.code == self._acted for visit in visits) and all(
            visit.code != self._acted for visit in self._visits.values()
        ):
            code = self._acted  # what was done with it is undone: it is here again
        self._visits = dict(enumerate(visits, first))
        cursor = self.lines.cursor
        if self._point_at is not None:
            code, self._point_at = self._point_at, None
        cursor = next((index for index, visit in self._visits.items() if visit.code == code), cursor)
        self._say_empty(hidden)
        self.lines.renew(count, first, [self._row(visit) for visit in visits], cursor)
        self._every = every
        self._put_title(count)

    def _say_empty(self, hidden: int) -> None:
        """What is said where nothing is listed; ``hidden``: how many cancelled ones would be found."""
        words = _("Nothing here: b books, f changes the filters.")
        if hidden:
            words = ngettext(
                "{count} cancelled is hidden: Enter, then X shows it.",
                "{count} cancelled are hidden: Enter, then X shows them.",
                hidden,
            ).format(count=hidden)
        if words != self.lines.empty:
            self.lines.empty = words
            self.lines.refresh()

    def point_at(self, code: str | None) -> None:
        """Put the cursor on a reservation, now or when its row is there."""
        at = next((index for index, visit in self._visits.items() if visit.code == code), None)
        if at is not None:
            self.lines.move_to(at)
        else:
            self._point_at = code

    @on(LineList.Wanted)
    def fetch(self, event: LineList.Wanted) -> None:
        """Rows came into view that are not there yet: fetch the pages they are on."""
        first = event.first // PAGE * PAGE
        limit = -((first - event.last) // PAGE) * PAGE
        wanted, page = self._place_filter(), self._page()

        def put(visits: list[Reservation]) -> None:
            self._visits.update(enumerate(visits, first))
            self.lines.put(first, [self._row(visit) for visit in visits])

        self.ask("rows", lambda desk: page(desk, wanted, first, limit), put)

    def _row(self, visit: Reservation) -> tuple[str, ...]:
        party = f"{visit.party}× " if visit.party > 1 else ""
        who = with_words(visit.staff, visit.resources)
        when = moment_words(visit.start, visit.zone, self.today)
        return (
            when,
            f"{MARKED if visit.code in self._marked else ' '}{mark(visit.status)}",
            party + shown(visit.customer.name),
            shown(visit.service),
            who,
            visit.code,
        )

    def _put_title(self, count: int) -> None:
        words = ngettext("{count} reservation", "{count} reservations", count).format(count=count)
        if self._every is not None:
            words = ngettext("{chosen} of {count} reservation", "{chosen} of {count} reservations", self._every).format(
                chosen=count, count=self._every
            )
        dates = dates_words(self.front.filter, self.today)
        left = [Bit(f" {words}", "strong"), Bit(f" · {dates}" if dates else ""), *self.only_bits()]
        self.query_one("#title", OneLine).put(left, self.marked_bits())

    def touched(self, news: News) -> bool:
        first, last = self.front.filter.first, self.front.filter.last
        return news.customers or any(
            (first is None or day >= first) and (last is None or day <= last) for _place, day in news.days
        )

    # the cursor ------------------------------------------------------------------------------------------------------

    def chosen(self) -> Reservation | None:
        return self._visits.get(self.lines.cursor)

    def shows(self, about: Collection[str]) -> bool:
        first, last = self.lines.window
        there = [visit for index, visit in self._visits.items() if first <= index < last]
        return any(visit.code in about or visit.customer.id in about for visit in there)

    def written(self, visit: Reservation) -> None:
        self._acted = visit.code
        super().written(visit)

    @on(LineList.Chosen)
    def open_row(self) -> None:
        self.open_visit()

    def wish(self) -> Wish:
        return Wish(day=self.front.filter.first)

    @on(LineList.Moved)
    def put_detail(self) -> None:
        """The line below: what the row has no room for."""
        if self.over:
            return
        self.rest()
        detail, visit = self.query_one("#detail", OneLine), self.chosen()
        if visit is None:
            detail.put([])
            return
        parts = [
            span_words(visit.start, visit.end, visit.zone),
            status_words(visit.status),
            shortened(shown(visit.customer.name), 40),
            shown(visit.customer.phone or visit.customer.email or ""),
            money_words(visit.price, visit.currency) if visit.price else "",
            _("owed {amount}").format(amount=money_words(visit.owed, visit.currency)) if visit.owed else "",
            shown(visit.notes or visit.reason or ""),
        ]
        detail.put([Bit(" " + " · ".join(part for part in parts if part))])

    # marks -----------------------------------------------------------------------------------------------------------

    def put_marks(self) -> None:
        for index, visit in self._visits.items():
            if self.lines.has(index):
                self.lines.put(index, [self._row(visit)])
        self._put_title(self.lines.count)

    def move_on(self) -> None:
        self.lines.action_by(1)

    # order -----------------------------------------------------------------------------------------------------------

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column (see ORDERS)."""
        self._order, self._descending = column, descending
        self.lines.headings = tuple(self._headings())
        self.lines.refresh()
        self._from_the_top()

    def action_sort(self) -> None:
        self.sort_by((self._order + 1) % len(ORDERS))

    def action_reverse(self) -> None:
        self.sort_by(self._order, descending=not self._descending)

    @on(LineList.Headed)
    def sort_by_heading(self, event: LineList.Headed) -> None:
        self.sort_by(event.column, descending=event.column == self._order and not self._descending)

    def _from_the_top(self) -> None:
        self.lines.move_to(0)
        self._visits = {}
        self.read()

    def show(self, target: object) -> None:
        """A service's reservations from today on."""
        if isinstance(target, Named) and target.kind == "service":
            self._begun = True
            self.front.jumped = None
            self.filter_by(Filter(first=self.today, service=target.id))
            self.lines.focus()

    def show_day(self, day: int) -> None:
        """From that day on; the other filters stay."""
        self._begun = True
        last = self.front.filter.last
        self.filter_by(on_days(self.front.filter, day, None if last is None else max(day, last)))

    # filters ---------------------------------------------------------------------------------------------------------

    def _filtered(self, nothing: None) -> None:
        search = self.query_one("#search", Input)
        text = self.front.filter.text
        if search.value.strip() != text:
            with search.prevent(Input.Changed):
                search.value = text
            search.set_class(bool(text), "open")
        self.lines.move_to(0)
        self._visits = {}
        super()._filtered(nothing)

    def action_cancelled(self) -> None:
        """What was cancelled and fits the other filters; the second time what takes place."""
        now = self.front.filter
        statuses = None if now.statuses == HIDDEN else HIDDEN
        self.filter_by(msgspec.structs.replace(now, statuses=statuses))
        self.lines.focus()

    def action_today(self) -> None:
        self.filter_by(on_days(self.front.filter, self.today, None))
        self.lines.focus()

    def action_day(self) -> None:
        """To the agenda of the row's day, with the cursor on the visit."""
        visit = self.chosen()
        if visit is None:
            self.front.say(_("There is no reservation under the cursor."))
            return

        def there() -> None:
            agenda = self.app.screen
            if isinstance(agenda, AgendaScreen):
                agenda.show_visit(visit)

        self.front.go_on("agenda", there)

    def action_search(self) -> None:
        search = self.query_one("#search", Input)
        search.add_class("open")
        search.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "rows":
            return self.is_mounted and self.query_one("#search", Input).has_focus
        if action == "unmark" and self.is_mounted and self.query_one("#search", Input).has_focus:
            return False
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_rows(self) -> None:
        self.lines.focus()

    @on(Input.Changed, "#search")
    def search_typed(self, event: Input.Changed) -> None:
        self.filter_by(msgspec.structs.replace(self.front.filter, text=event.value.strip()))

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        self.lines.focus()
