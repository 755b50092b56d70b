"""The agenda: a day by people (or tables, or rooms) and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.day_values import Block, Day, News
from frontdesk.desk.duty.values import LostWish
from frontdesk.desk.values import Booking, CustomerWish, Event, Filter, LineWish, Named, Obstacle, Reservation, Resource
from frontdesk.language.dates import (
    day_words,
    minutes_words,
    moment_words,
    near_day_words,
    span_words,
    time_words,
)
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.carrying import CarriesVisits
from frontdesk.screens.days import GoesToDays
from frontdesk.screens.filters import COLUMNS, HIDDEN, columns_words, is_filtered, on_days
from frontdesk.screens.front import Premises
from frontdesk.screens.losing import lost_reason
from frontdesk.screens.marking import unmark_key
from frontdesk.screens.visits import filters_key
from frontdesk.screens.wish import Wish
from frontdesk.widgets.day_cells import STEP
from frontdesk.widgets.day_grid import DayGrid
from frontdesk.widgets.keys import key
from frontdesk.widgets.marks import mark, status_words
from frontdesk.widgets.one_line import Bit, OneLine, shortened
from frontdesk.widgets.sentences import customer_words, obstacle_sentences, visit_words
from frontdesk.widgets.visit_panel import Fact, VisitPanel

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


NAME = 32
"""Cells of a name in the line below: what comes after it is to be seen too; Enter shows all of it."""


class AgendaScreen(CarriesVisits, GoesToDays):
    """A day; the cursor is a time and a column."""

    mode = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("t", "today", "agenda.today", N_("today"), N_("Today, now"), show=False),
        key(
            "left_square_bracket,pageup", "day(-1)", "agenda.before", N_("day before"), N_("The day before"), show=False
        ),
        key("right_square_bracket,pagedown", "day(1)", "agenda.after", N_("next day"), N_("The next day"), show=False),
        filters_key(show=False),
        key("escape", "put_back", "agenda.put_back", N_("put it back"), N_("Leave the visit where it was")),
        unmark_key(),
        key("v", "kinds", "agenda.kinds", N_("columns"), N_("People, tables or rooms as columns"), show=False),
        key("L", "list", "agenda.list", N_("list"), N_("This day as a list, with the same filters"), show=False),
        key("y", "why", "agenda.why", N_("why not?"), N_("Why can't this time be booked?"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._day = 0
        self._asked_why = 0
        self._cursor_to: tuple[int, int] | None = None
        """Where the cursor goes when the day has been read: a time and a column."""

    def compose_body(self) -> Iterable[Widget]:
        yield OneLine(id="title")
        with Horizontal(id="views"):
            yield DayGrid(id="grid")
            yield VisitPanel(id="panel")
        yield OneLine(id="detail")

    def prepare(self) -> None:
        super().prepare()
        self.grid.moved = self._cursor_moved
        self.grid.empty = _("Opening the database…")
        self.grid.focus()

    @property
    def grid(self) -> DayGrid:
        return self.query_one(DayGrid)

    # reading ---------------------------------------------------------------------------------------------------------

    def _choose_kinds(self, premises: Premises) -> None:
        """What the columns are, where nobody has said so: what most services need."""
        there = {resource.kind for resource in premises.resources}
        if self.front.columns not in there:
            needs = Counter(need.split(":")[0] for service in premises.services for need in service.needs)
            self.front.columns = max(
                (kind for kind in COLUMNS if kind in there), key=lambda k: needs[k], default="staff"
            )

    def read(self) -> None:
        if not self._day:
            self._day = self.today
        if self.front.premises is not None:
            self._choose_kinds(self.front.premises)
        day, columns, wanted = self._day, self.front.columns or "staff", self.front.filter
        place = self.place_id
        self.ask("agenda", lambda desk: desk.day(day, place, (columns,), wanted), self._show)

    def _show(self, day: Day) -> None:
        self.grid.empty = _("Nobody to show here: press v for tables or rooms.")
        wanted = self.front.filter.staff
        if any(column.resource.id == wanted for column in day.columns):
            mine = tuple(column for column in day.columns if column.resource.id == wanted)
            day = msgspec.structs.replace(day, columns=mine)
        self.grid.show(day, self.front.clock.seconds())
        if self._cursor_to is not None and day.day == self._day:
            minute, resource = self._cursor_to
            self._cursor_to = None
            self.grid.go_to(minute, resource)
        self._put_title(day)

    def touched(self, news: News) -> bool:
        place = self.place_id
        return (
            news.customers
            or news.holds
            or any(day == self._day and (place is None or at is None or at == place) for at, day in news.days)
        )

    def tick(self, seconds: float) -> None:
        super().tick(seconds)
        self.grid.tick(seconds)

    def _put_title(self, day: Day) -> None:
        visits = ngettext("{count} visit", "{count} visits", day.count).format(count=day.count)
        if is_filtered(self.front.filter):
            visits = _("{count} of {visits}").format(count=day.chosen, visits=visits)
        words = near_day_words(day.day, self.today)
        if day.day - self.today in (-1, 0, 1):
            words = f"{words}, {day_words(day.day, self.today)}"
        events = "".join(f" · {self._event_words(event)}" for event in day.events)
        left = [Bit(f" {words}", "strong"), Bit(f" · {visits}"), *self.only_bits(), Bit(events)]
        self.query_one("#title", OneLine).put(left, [*self.marked_bits(), Bit(f"{self.grid.beside} ", "faint")])

    # the cursor ------------------------------------------------------------------------------------------------------

    def _cursor_moved(self) -> None:
        self.carried_to()
        self.put_detail()

    def put_detail(self) -> None:
        """The line below the grid: the full text of what is under the cursor."""
        if self.over or self.grid.day is None:
            return
        grid, day = self.grid, self.grid.day
        self._put_title(day)
        self.rest()
        detail = self.query_one("#detail", OneLine)
        column = shown(grid.column.resource.name) if grid.column else ""
        if self.carrying:
            detail.put(self.carried_bits())
        elif grid.block is not None:
            out = [] if grid.block.chosen else [Bit(_(" (filtered out)"), "faint")]
            detail.put([Bit(f" {self._block_words(grid.block)} · {column}"), *out])
        else:
            detail.put([Bit(f" {time_words(grid.minute, day.zone)} {column} · {self._free_words()}", "faint")])

    @staticmethod
    def _event_words(event: Event) -> str:
        """``14:15 Team meeting``; ``Birthday of Ana (Marta)`` where it lasts all day and is somebody's."""
        parts = ["" if event.all_day else time_words(event.start, event.zone), shown(event.title)]
        parts.append(f"({shown(event.resource)})" if event.resource else "")
        return " ".join(part for part in parts if part)

    def _block_words(self, block: Block) -> str:
        zone = self.grid.day.zone if self.grid.day else "UTC"
        parts = [span_words(block.start, block.end, zone)]
        if block.kind == "reservation":
            who = shortened(shown(block.customer), NAME)
            parts += [f"{mark(block.status)} {status_words(block.status)}", who, shown(block.service)]
            parts += (
                [ngettext("{count} person", "{count} people", block.party).format(count=block.party)]
                if block.party > 1
                else []
            )
            parts += [block.code or ""]
        elif block.kind == "session":
            free = block.capacity - block.taken
            parts += [shown(block.title), ngettext("{count} seat left", "{count} seats left", free).format(count=free)]
        elif block.kind == "hold":
            parts += [_("kept for a moment"), shown(block.title)]
        else:
            parts += [shown(block.title)]
        return " · ".join(part for part in parts if part)

    def _free_words(self) -> str:
        grid = self.grid
        if grid.column is None:
            return ""
        for start, end, reason in grid.column.away:
            if start <= grid.minute < end:
                return shown(reason) or _("away")
        for start, end in grid.column.open:
            if start <= grid.minute < end:
                until = min([end, *(block.start for block in grid.column.blocks if block.start > grid.minute)])
                return _("free for {minutes}; Enter books").format(minutes=minutes_words(until - grid.minute))
        return _("closed")

    def shows(self, about: Collection[str]) -> bool:
        day = self.grid.day
        return day is not None and any(block.code in about for column in day.columns for block in column.blocks)

    def chosen(self) -> Block | None:
        block = self.grid.block
        return block if block is not None and block.kind == "reservation" else None

    def wish(self) -> Wish:
        grid = self.grid
        if grid.day is None or grid.column is None:
            return Wish(day=self._day or None)
        staff = grid.column.resource.id if grid.column.resource.kind == "staff" else None
        now = int(self.front.clock.seconds() // 60)
        minute = grid.minute + STEP if grid.minute < now < grid.minute + STEP else grid.minute
        if grid.block is not None and grid.block.kind != "hold":
            return Wish(staff=staff, day=grid.day.day, zone=grid.day.zone)  # a time that is taken is not offered
        return Wish(staff=staff, day=grid.day.day, minute=minute, zone=grid.day.zone)

    @on(DayGrid.Opened)
    def open_or_book(self) -> None:
        """Enter: drop what is carried, open what is there, or book here."""
        block = self.grid.block
        if self.carrying:
            self.drop()
        elif block is None:
            self.book(self.wish())
        elif block.kind == "session":
            self._open_session(block)
        elif block.code:
            self.open_visit()
        else:
            from frontdesk.screens.dialogs.question import Notice

            self.app.push_screen(Notice(time_words(block.start, self.zone), [self._block_words(block)]))

    def _open_session(self, block: Block) -> None:
        """Who is in a session, and a seat in it."""
        from frontdesk.screens.dialogs.question import PickDialog
        from frontdesk.screens.dialogs.reservation import ReservationDialog

        service = (
            next((s.id for s in self.front.premises.services if s.name == block.service), None)
            if self.front.premises
            else None
        )
        day = self._day
        wish = Wish(service=service, day=day, minute=block.start, zone=self.zone)

        def look(desk: Desk) -> list[Reservation]:
            visits = desk.reservations(Filter(first=day, last=day, service=service))
            return [visit for visit in visits if any(line.session == block.session for line in visit.lines)]

        def pick(visits: list[Reservation]) -> None:
            rows = [
                _("＋ book a seat"),
                *(f"{mark(visit.status)} {customer_words(visit.customer)}" for visit in visits),
            ]

            def picked(index: int | None) -> None:
                if index == 0:
                    self.book(wish)
                elif index is not None:
                    self.app.push_screen(ReservationDialog(visits[index - 1].code, self.today))

            self.app.push_screen(PickDialog(self._block_words(block), rows), picked)

        self.ask("session", look, pick, keys_wait=True)

    # which day -------------------------------------------------------------------------------------------------------

    def show_at(self, day: int, minute: int, resource: int) -> None:
        """Show a day with the cursor on a time of a column."""
        self.show_day(day)
        self._cursor_to = (minute, resource)

    def show_day(self, day: int) -> None:
        """Go to a day; the cursor keeps its time."""
        self._cursor_to = None  # it was meant for the day that was on its way
        self._day = day
        self.read()

    def point_at(self, day: int, minute: int, resource: Resource) -> None:
        """Go to a time in somebody's column."""
        self.front.columns = resource.kind
        self.show_at(day, minute, resource.id)

    def show(self, target: object) -> None:
        """A reservation under the cursor, a person's (room's, table's) column, or a day; nothing is filtered away then."""
        if isinstance(target, int):
            self.show_day(target)
            return
        if not isinstance(target, Reservation | Named):
            return
        wanted = self.front.filter
        bare = on_days(Filter(), wanted.first, wanted.last)
        if wanted != bare:
            self.filter_by(bare)
        if isinstance(target, Reservation):
            self._show_place(target.location_id)
            self.show_visit(target)
        else:
            resource = self.front.premises.resource(target.id) if self.front.premises else None
            if resource is not None:
                self._show_place(resource.location)
                self.front.columns = resource.kind
                self._cursor_to = (self.grid.minute or int(self.front.clock.seconds() // 60), target.id)
                self.read()
        self.grid.focus()

    def _show_place(self, location: int) -> None:
        """See to it that a location is shown."""
        premises = self.front.premises
        if premises is not None and self.front.place is not None and self.front.place.id != location:
            self.front.place = next((one for one in premises.locations if one.id == location), None)
            self.front.placed.publish(None)

    def action_day(self, by: int) -> None:
        if self._day:
            self.show_day(self._day + by)

    def action_today(self) -> None:
        if self.front.desk is None:
            return
        grid, now = self.grid, int(self.front.clock.seconds() // 60)
        if grid.day is not None and grid.day.day == self.today:
            self.show_day(self.today)
            grid.go_to(now)
        else:  # now is nowhere on the day that is still shown
            self.show_at(self.today, now, grid.column.resource.id if grid.column is not None else 0)

    def action_kinds(self) -> None:
        premises = self.front.premises
        if premises is None:
            return
        there = [kind for kind in COLUMNS if any(resource.kind == kind for resource in premises.resources)]
        if len(there) < 2:
            self.front.say(_("There is nothing else to show as columns."))
            return
        now = self.front.columns
        self.front.columns = there[(there.index(now) + 1) % len(there)] if now in there else there[0]
        self.front.say(_("Columns: {kind}.").format(kind=columns_words(self.front.columns, premises)))
        self.read()

    def action_list(self) -> None:
        """The day as rows; what is filtered here is filtered there."""
        if self.front.desk is None or not self._day:
            return
        block = self.chosen()
        self.filter_by(on_days(self.front.filter, self._day, self._day))
        self.front.go_on("list", lambda: self._point(block.code if block else None))

    def _point(self, code: str | None) -> None:
        from frontdesk.screens.list import ListScreen

        screen = self.app.screen
        if isinstance(screen, ListScreen):
            screen.point_at(code)

    def filter_by(self, wanted: Filter) -> None:
        super().filter_by(wanted)
        if wanted.statuses and set(wanted.statuses) <= set(HIDDEN):
            self.front.say(_("What is cancelled takes no time and is not drawn here: L shows it in the list."))

    def show_visit(self, visit: Reservation) -> None:
        """Go to a reservation's day, with the cursor on it."""
        premises = self.front.premises
        ids = [number for line in visit.lines for number in line.resource_ids]
        kinds = {number: one.kind for number in ids if premises and (one := premises.resource(number)) is not None}
        number = next((n for n in ids if kinds.get(n) == self.front.columns), next(iter(kinds), None))
        if number is not None:
            self.front.columns = kinds[number]
            self.show_at(visit.day, visit.start, number)
        else:
            self.show_day(visit.day)
        if visit.status in HIDDEN:
            words = f"{visit_words(visit, self.today)}: {status_words(visit.status)}"
            self.front.say(_("{what}. It takes no time and is not drawn here.").format(what=words))

    # marks -----------------------------------------------------------------------------------------------------------

    def put_marks(self) -> None:
        self.grid.mark(frozenset(self._marked))
        if self.grid.day is not None:
            self._put_title(self.grid.day)

    def move_on(self) -> None:
        """To the next visit of the column, if there is one."""
        block, column = self.grid.block, self.grid.column
        if block is None or column is None:
            return
        at = column.blocks.index(block)
        following = next((n for n in range(at + 1, len(column.blocks)) if self._can_mark(column.blocks[n])), None)
        if following is not None:
            self.grid.go_to_block(following)

    @staticmethod
    def _can_mark(block: Block) -> bool:
        return block.kind == "reservation" and block.chosen

    def other_facts(self) -> list[Fact]:
        block, column = self.grid.block, self.grid.column
        if column is None or self.grid.day is None:
            return []
        name = Fact("", shown(column.resource.name), "strong")
        if block is not None:
            return [name, *(Fact("", part) for part in self._block_words(block).split(" · "))]
        when = time_words(self.grid.minute, self.grid.day.zone)
        return [name, Fact("", f"{when} · {self._free_words()}", "faint")]

    # why -------------------------------------------------------------------------------------------------------------

    def action_why(self) -> None:
        from frontdesk.screens.dialogs.question import PickDialog

        premises, grid = self.front.premises, self.grid
        if premises is None or grid.column is None or grid.day is None:
            return
        services = premises.services
        resource, minute = grid.column.resource, grid.minute
        words = f"{moment_words(minute, grid.day.zone, self.today)} · {shown(resource.name)}"
        staff = resource.id if resource.kind == "staff" else None
        resources = None if resource.kind == "staff" else (resource.id,)

        def picked(index: int | None) -> None:
            if index is None:
                return
            self._asked_why = index
            wish = LineWish(service=services[index].id, staff=staff, resources=resources)
            nights = 1 if services[index].nights else 0
            booking = Booking((wish,), minute, CustomerWish(), location=resource.location, nights=nights)
            self.ask("why", lambda desk: desk.why(booking), explain, keys_wait=True)

        def explain(obstacles: list[Obstacle]) -> None:
            from frontdesk.screens.dialogs.why import WhyDialog

            sentences = obstacle_sentences(obstacles) or [_("Nothing stands in the way: it can be booked.")]
            service, reason = services[self._asked_why], lost_reason(obstacles)
            wish = LostWish(service.id, minute, None, 1, resource.location, "phone", reason=reason) if reason else None
            self.app.push_screen(WhyDialog(words, sentences, wish, self.today))

        if len(services) == 1:
            picked(0)
        elif services:
            rows = [shown(service.name) for service in services]
            self.app.push_screen(PickDialog(_("Why not? Which service:"), rows, self._asked_why), picked)
