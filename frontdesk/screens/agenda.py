"""The agenda: a day by people (or tables, or rooms) and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Block, Booking, CustomerWish, Day, Filter, LineWish, News, Obstacle, Reservation
from frontdesk.language.dates import (
    day_words,
    minutes_words,
    moment_words,
    near_day_words,
    read_day,
    span_words,
    time_words,
)
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.screens.dialogs.draft import Wish
from frontdesk.screens.dialogs.question import Asked, FormDialog, Notice, PickDialog
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.front import Premises
from frontdesk.widgets.day_cells import STEP
from frontdesk.widgets.day_grid import DayGrid
from frontdesk.widgets.keys import key
from frontdesk.widgets.marks import mark, status_words
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.sentences import customer_words, obstacle_sentences

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

KINDS = (("staff",), ("table",), ("room",), ("equipment",))
KIND_WORDS = {"staff": N_("people"), "table": N_("tables"), "room": N_("rooms"), "equipment": N_("equipment")}


class AgendaScreen(ReservationActions):
    """A day; the cursor is a time and a column."""

    mode = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "m",
            "move",
            "agenda.move",
            N_("move"),
            N_("Lift the visit; arrows carry it, Enter drops it, Esc puts it back"),
        ),
        key("escape", "put_back", "agenda.put_back", N_("put it back"), N_("Leave the visit where it was")),
        key("g", "go_to_day", "agenda.go_to", N_("go to"), N_("Go to a date: thu, 12/12, 2026-12-24, +7")),
        key("t", "today", "agenda.today", N_("today"), N_("Today, now"), show=False),
        key(
            "left_square_bracket,pageup", "day(-1)", "agenda.before", N_("day before"), N_("The day before"), show=False
        ),
        key("right_square_bracket,pagedown", "day(1)", "agenda.after", N_("next day"), N_("The next day"), show=False),
        key("f", "kinds", "agenda.kinds", N_("columns"), N_("People, tables or rooms as columns"), show=False),
        key("y", "why", "agenda.why", N_("why not?"), N_("Why can't this time be booked?"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._day = 0
        self._kinds: tuple[str, ...] = ()
        self._lifted: Reservation | None = None
        self._asked_why = 0
        self._cursor_to: tuple[int, int] | None = None
        """Where the cursor goes when the day has been read: a time and a column."""

    def compose_body(self) -> Iterable[Widget]:
        yield OneLine(id="title")
        yield DayGrid(id="grid")
        yield OneLine(id="detail")

    def on_mount(self) -> None:
        super().on_mount()
        self.grid.moved = self.put_detail
        self.grid.empty = _("Opening the database…")
        self.grid.focus()

    @property
    def grid(self) -> DayGrid:
        return self.query_one(DayGrid)

    # reading ---------------------------------------------------------------------------------------------------------

    def _opened(self, premises: Premises) -> None:
        if not self._day:
            self._day = self.today
        there = {resource.kind for resource in premises.resources}
        if not self._kinds or self._kinds[0] not in there:
            needs = Counter(need.split(":")[0] for service in premises.services for need in service.needs)
            self._kinds = max(
                (kinds for kinds in KINDS if kinds[0] in there), key=lambda k: needs[k[0]], default=KINDS[0]
            )
        super()._opened(premises)

    def read(self) -> None:
        if not self._day:
            self._day = self.today
        day, kinds = self._day, self._kinds
        place = self.front.place.id if self.front.place else None
        self.ask("agenda", lambda desk: desk.day(day, place, kinds), self._show)

    def _show(self, day: Day) -> None:
        self.grid.empty = _("Nobody to show here: press f for tables or rooms.")
        self.grid.show(day, self.front.clock.seconds())
        if self._cursor_to is not None and day.day == self._day:
            minute, resource = self._cursor_to
            self._cursor_to = None
            self.grid.go_to(minute, resource)
        self._put_title(day)

    def touched(self, news: News) -> bool:
        place = self.front.place.id if self.front.place else None
        return news.customers or any(
            day == self._day and (place is None or at is None or at == place) for at, day in news.days
        )

    def tick(self, seconds: float) -> None:
        super().tick(seconds)
        self.grid.tick(seconds)

    def _put_title(self, day: Day) -> None:
        visits = ngettext("{count} visit", "{count} visits", day.count).format(count=day.count)
        words = near_day_words(day.day, self.today)
        if day.day - self.today in (-1, 0, 1):
            words = f"{words}, {day_words(day.day, self.today)}"
        events = "".join(f" · {time_words(event.start, event.zone)} {shown(event.title)}" for event in day.events)
        left = [Bit(f" {words}", "strong"), Bit(f" · {visits}{events}", "plain")]
        self.query_one("#title", OneLine).put(left, [Bit(f"{self.grid.beside} ", "faint")])

    # the cursor ------------------------------------------------------------------------------------------------------

    def put_detail(self) -> None:
        """The line below the grid: the full text of what is under the cursor."""
        if self.over or self.grid.day is None:
            return
        grid, day = self.grid, self.grid.day
        self._put_title(day)
        detail = self.query_one("#detail", OneLine)
        column = shown(grid.column.resource.name) if grid.column else ""
        if self._lifted is not None:
            where = f"{moment_words(grid.minute, day.zone, self.today)} {column}"
            meets = self._meets(grid.minute)
            words = _("{who} goes to {where}").format(who=shown(self._lifted.customer.name), where=where)
            detail.put([Bit(f" ↕ {words}", "strong"), Bit(f" · {meets}" if meets else "", "bad")])
        elif grid.block is not None:
            detail.put([Bit(f" {self._block_words(grid.block)} · {column}")])
        else:
            detail.put([Bit(f" {time_words(grid.minute, day.zone)} {column} · {self._free_words()}", "faint")])

    def _block_words(self, block: Block) -> str:
        zone = self.grid.day.zone if self.grid.day else "UTC"
        parts = [span_words(block.start, block.end, zone)]
        if block.kind == "reservation":
            parts += [f"{mark(block.status)} {status_words(block.status)}", shown(block.customer), shown(block.service)]
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
        return Wish(staff=staff, day=grid.day.day, minute=minute, zone=grid.day.zone)

    @on(DayGrid.Opened)
    def open_or_book(self) -> None:
        """Enter: drop what is carried, open what is there, or book here."""
        block = self.grid.block
        if self._lifted is not None:
            self._drop(self._lifted)
        elif block is None:
            self.book(self.wish(), anew=True)
        elif block.kind == "session":
            self._open_session(block)
        elif block.code:
            self.open_visit()
        else:
            self.app.push_screen(Notice(time_words(block.start, self.zone), [self._block_words(block)]))

    def _open_session(self, block: Block) -> None:
        """Who is in a session, and a seat in it."""
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
                    self.book(wish, anew=True)
                elif index is not None:
                    self.app.push_screen(ReservationDialog(visits[index - 1].code, self.today))

            self.app.push_screen(PickDialog(self._block_words(block), rows), picked)

        self.ask("session", look, pick)

    # which day -------------------------------------------------------------------------------------------------------

    def show_day(self, day: int) -> None:
        """Go to a day; the cursor keeps its time."""
        self._day = day
        self.read()

    def action_day(self, by: int) -> None:
        if self._day:
            self.show_day(self._day + by)

    def action_today(self) -> None:
        if self.front.desk is None:
            return
        self.show_day(self.today)
        self.grid.go_to(int(self.front.clock.seconds() // 60))

    def action_go_to_day(self) -> None:
        def done(form: FormDialog, values: dict[str, str]) -> None:
            day = read_day(values["day"], self.today)
            if day is None:
                form.wrong("day", _("No date can be read from this: try thu, 12/12, 2026-12-24 or +7."))
                return
            form.dismiss(None)
            self.show_day(day)

        self.app.push_screen(
            FormDialog(_("Go to"), [Asked("day", _("Date"), hint=_("thu, 12/12, 2026-12-24, +7"), needed=True)], done)
        )

    def action_kinds(self) -> None:
        premises = self.front.premises
        if premises is None:
            return
        there = [kinds for kinds in KINDS if any(resource.kind in kinds for resource in premises.resources)]
        if len(there) < 2:
            self.front.say(_("There is nothing else to show as columns."))
            return
        self._kinds = there[(there.index(self._kinds) + 1) % len(there)] if self._kinds in there else there[0]
        self.front.say(_("Columns: {kind}.").format(kind=_(KIND_WORDS[self._kinds[0]])))
        self.read()

    # moving ----------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "put_back":
            return self._lifted is not None
        return super().check_action(action, parameters)

    def action_move(self) -> None:
        block = self.chosen()
        found = self._with_visit()
        if block is None or found is None or self._lifted is not None:
            return

        def lift(visit: Reservation) -> None:
            self._lifted = visit
            self.grid.carry(block)
            self.refresh_bindings()

        self.ask("preview", lambda desk: desk.reservation(found[1]), lift)

    def action_put_back(self) -> None:
        visit, block = self._lifted, self.grid.carried
        self._put_down()
        if visit is not None and block is not None:
            self._cursor_to = (block.start, block.resource)
            self.show_day(visit.day)

    def _put_down(self) -> None:
        self._lifted = None
        self.grid.carry(None)
        self.refresh_bindings()

    def _meets(self, start: int) -> str:
        """What the carried visit would meet, as far as the screen can see."""
        grid, visit = self.grid, self._lifted
        if visit is None or grid.column is None:
            return ""
        end = start + visit.end - visit.start
        for block in grid.column.blocks:
            if block.start < end and block.end > start and block.code != visit.code:
                return _("taken: {what}").format(what=self._block_words(block))
        if not any(opened <= start and end <= closed for opened, closed in grid.column.open):
            return _("closed")
        return ""

    def _drop(self, visit: Reservation) -> None:
        grid = self.grid
        if grid.column is None or grid.carried is None:
            return
        start, resource, carried = grid.minute, grid.column.resource, grid.carried
        offset = carried.start - visit.start
        staff = resource.id if resource.kind == "staff" and resource.id != carried.resource else None
        others: tuple[int, ...] | None = None
        if resource.kind != "staff" and resource.id != carried.resource:
            line = next((line for line in visit.lines if carried.resource in line.resource_ids), visit.lines[0])
            others = tuple(resource.id if id == carried.resource else id for id in line.resource_ids)

        def moved(now: Reservation) -> None:
            self._put_down()
            self.written(now)

        def refused(error: FrontdeskError) -> bool:
            self.reread()
            return False

        self.tell(
            lambda desk: desk.move(visit.code, start - offset, staff=staff, resources=others, version=visit.version),
            moved,
            refused,
        )

    # why -------------------------------------------------------------------------------------------------------------

    def action_why(self) -> None:
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
            self.ask("why", lambda desk: desk.why(booking), explain)

        def explain(obstacles: list[Obstacle]) -> None:
            sentences = obstacle_sentences(obstacles) or [_("Nothing stands in the way: it can be booked.")]
            self.app.push_screen(Notice(words, sentences))

        if len(services) == 1:
            picked(0)
        elif services:
            rows = [shown(service.name) for service in services]
            self.app.push_screen(PickDialog(_("Why not? Which service:"), rows, self._asked_why), picked)
