"""Today: what waits for us on the left, on the right who is due, late, here, has not paid, and who is free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import Count, Free, News, Today
from frontdesk.desk.values import Filter, Reservation, Undone, Waiting
from frontdesk.language.i18n import _
from frontdesk.screens.actions import VISIT, ReservationActions
from frontdesk.screens.days import GoesToDays
from frontdesk.screens.dialogs.question import PickDialog
from frontdesk.screens.jumping import jump
from frontdesk.screens.today_words import (
    NONE,
    THESE,
    count_detail,
    count_line,
    count_look,
    free_detail,
    free_line,
    room_detail,
    room_line,
    visit_detail,
    visit_line,
    waited,
    waiting_detail,
    waiting_line,
)
from frontdesk.screens.wish import Wish
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.sections import TITLE, WORDS, SectionLine, SectionList

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

VISITS = (("late", N_("Late")), ("due", N_("Next")), ("here", N_("Here")), ("unpaid", N_("Not paid today")))
"""The lists of visits in their order, and what they are called."""

ON_WAITING = frozenset({"seat", "call", "gone"})
"""Actions for somebody on the waiting list."""
ON_VISIT = frozenset({"arrived", "confirmed", "completed", "cancel", "no_show", "delete", "longer", "edit", "pay"})
"""Actions for a reservation: the left half has none."""


class Waits(SectionList):
    """What waits for us. On somebody of the waiting list the keys of a reservation do what comes nearest for them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "screen.seat", "today.seat", N_("seat"), N_("They are served this minute")),
        key("k", "screen.call", "today.call", N_("call"), N_("It is their turn: call them")),
        key("x", "screen.gone", "today.gone", N_("gone"), N_("They did not wait")),
    ]


class Now(SectionList):
    """Who is late, due, here."""

    def __init__(self, headings: Sequence[Heading], *, id: str | None = None) -> None:
        super().__init__(headings, id=id)
        self.fallen = False
        """Whether the cursor is where it is because whom a key was for has left: no key acts till it is put somewhere."""

    def move_to(self, index: int) -> None:
        self.fallen = False
        super().move_to(index)


class TodayScreen(ReservationActions, GoesToDays):
    """The desk now."""

    mode = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "half(0)", "today.left", N_("what waits"), N_("To what waits for us"), show=False),
        key("right", "half(1)", "today.right", N_("now"), N_("To who is due, late and here"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._board: Today | None = None
        self._asked_for = 0
        """The minute for which the board was asked last."""
        self._shown: tuple[type, bool] | None = None
        """What kind of record the line below tells of, and in which half: they say which keys do something."""
        self.waits = Waits((Heading("", 1), Heading(""), Heading("", 11)), id="waits")
        self.now = Now((Heading("", 13), Heading("", 4), Heading(""), Heading("")), id="now")
        self._records: dict[object, Reservation | Free | Count | Waiting] = {}
        self._follow: tuple[str, ...] = ()
        """Codes: to the first of them that stands here the cursor goes when the board has been read."""

    def written(self, visit: Reservation) -> None:
        """The cursor goes along with her who was acted upon, so that the next key is for her too."""
        self._follow = (visit.code,)
        super().written(visit)

    def taken_back(self, done: Undone) -> None:
        self._follow = done.about
        super().taken_back(done)

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal():
            yield self.waits
            yield self.now
        yield OneLine(id="detail")

    def prepare(self) -> None:
        super().prepare()
        self.now.focus()

    # reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        place = self.place_id
        self._asked_for = int(self.front.clock.seconds() // 60)
        self.ask("today", lambda desk: desk.board(place), self._show, keys_wait=self._board is None)

    def counted(self, troubled: int) -> None:
        """Workers write without a word: what did not go is counted here all the same."""
        if self.front.waits.troubled != troubled:
            self.read_anew()

    def touched(self, news: News) -> bool:
        place = self.place_id
        return (
            news.customers
            or news.messages
            or news.inquiries
            or any(place is None or at is None or at == place for at, _day in news.days)
        )

    def tick(self, seconds: float) -> None:
        super().tick(seconds)
        if self._board is not None and int(seconds // 60) != self._asked_for:
            self.read()

    def _show(self, board: Today) -> None:
        self._board = board
        self._records = {}
        self.waits.show(self._waits(board))
        self.now.show(self._now(board))
        if self._follow:
            there = next((("visit", code) for code in self._follow if ("visit", code) in self._records), None)
            if there is not None:
                self.now.go_to(there)
            self.now.fallen = there is None
            self._follow = ()
        self.put_detail()

    def _line(
        self, kind: str, which: object, record: Reservation | Free | Count | Waiting, texts: tuple[str, ...], look: str
    ) -> SectionLine:
        self._records[kind, which] = record
        return SectionLine(texts, look, (kind, which))

    def _waits(self, board: Today) -> list[SectionLine]:
        lines = [SectionLine((_("Waiting for us"),), TITLE)]
        for one in board.counts:
            lines.append(self._line("count", one.kind, one, count_line(one), count_look(one)))
        title = _("Waiting list")
        lines.append(SectionLine((f"{title} · {len(board.waiting)}" if board.waiting else title,), TITLE))
        for entry in board.waiting:
            over = entry.quoted is not None and waited(entry, board) > entry.quoted
            lines.append(self._line("waiting", entry.id, entry, waiting_line(entry, board), "bad" if over else "plain"))
        if not board.waiting:
            lines.append(SectionLine((_("Nobody. Press w, then l."),), WORDS))
        return lines

    def _now(self, board: Today) -> list[SectionLine]:
        lines: list[SectionLine] = []
        for kind, title in VISITS:
            visits: tuple[Reservation, ...] = getattr(board, kind)
            if not visits:
                continue
            many = len(visits)
            if kind == "due" and board.coming > many:
                words = _("{title} · {count} of {all}").format(title=_(title), count=many, all=board.coming)
            else:
                words = f"{_(title)} · {many}"
            lines.append(SectionLine((words,), TITLE))
            look = "bad" if kind == "late" else "plain"
            for visit in visits:
                lines.append(self._line("visit", visit.code, visit, visit_line(kind, visit, board), look))
        if not lines:
            lines.append(SectionLine((_("Nobody is due or here: press b or w."),), WORDS))
        if board.rooms is not None:
            title = _("Rooms free tonight")
            lines.append(SectionLine((f"{title} · {len(board.rooms)}",), TITLE))
            lines += [self._line("free", one.resource.id, one, self._room(one, board), "plain") for one in board.rooms]
        if board.free:
            lines.append(SectionLine((_("Free"),), TITLE))
            lines += [self._line("free", one.resource.id, one, free_line(one, board), "plain") for one in board.free]
        return lines

    def _room(self, free: Free, board: Today) -> tuple[str, ...]:
        service = (
            self.front.premises.service(free.service) if self.front.premises and free.service is not None else None
        )
        return room_line(free, service.name if service is not None else "", board)

    # the cursor ------------------------------------------------------------------------------------------------------

    @property
    def _half(self) -> SectionList:
        """The half of the screen that is in use."""
        return self.waits if self.waits.has_focus else self.now

    def record(self) -> Reservation | Free | Count | Waiting | None:
        """What the line under the cursor stands for."""
        return self._records.get(self._half.chosen)

    def shows(self, about: Collection[str]) -> bool:
        for record in self._records.values():
            if isinstance(record, Reservation) and (record.code in about or record.customer.id in about):
                return True
            if isinstance(record, Waiting) and f"waiting {record.id}" in about:
                return True
        return False

    def chosen(self) -> Reservation | None:
        record = self.record()
        return record if isinstance(record, Reservation) and not self.now.fallen else None

    def _with_visit(self) -> tuple[VISIT, str] | None:
        record = self.record()
        if isinstance(record, Reservation) and self.now.fallen:
            who = shown(record.customer.name)
            self.front.say(_("Now {who} is under the cursor: ↑ or ↓ first, then the key.").format(who=who))
            return None
        return super()._with_visit()

    @on(SectionList.Moved)
    def moved(self) -> None:
        if not self.over:
            self.put_detail()

    def on_descendant_focus(self) -> None:
        self.put_detail()

    def put_detail(self) -> None:
        """The line below: all that matters of what is under the cursor, whatever was cut above."""
        board, record = self._board, self.record()
        words = ""
        if board is None:
            words = _("Opening the database…") if self.front.desk is None else ""
        elif isinstance(record, Reservation):
            words = visit_detail(record, board)
        elif isinstance(record, Waiting):
            words = waiting_detail(record, board)
        elif isinstance(record, Free):
            words = free_detail(record, board) if record.service is None else room_detail(self._room(record, board))
        elif isinstance(record, Count):
            words = count_detail(record, board)
        self.query_one("#detail", OneLine).put([Bit(f" {words}" if words else "")])
        shows = (type(record), self._half is self.now)
        if shows != self._shown:
            self._shown = shows
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ON_WAITING:
            return isinstance(self.record(), Waiting)
        if action in ON_VISIT:
            return self._half is self.now
        return super().check_action(action, parameters)

    def action_half(self, which: int) -> None:
        if not which:
            self._to_what_waits()
        self.set_focus(self.now if which else self.waits)

    def _to_what_waits(self) -> None:
        """From a count of nothing to the first that waits: a count, else somebody on the waiting list."""
        at = self._records.get(self.waits.chosen)
        if isinstance(at, Count) and not at.count:
            records = ((line.key, self._records.get(line.key)) for line in self.waits.lines)
            waiting = (
                key for key, one in records if isinstance(one, Waiting) or (isinstance(one, Count) and one.count)
            )
            self.waits.go_to(next(waiting, self.waits.chosen))

    def on_key(self, event: events.Key) -> None:
        """A key of a reservation, where there is none, is answered all the same."""
        if self.waits.has_focus:
            bindings = self._bindings.key_to_bindings.get(event.key, [])
            if any(one.action.partition("(")[0] in ON_VISIT for one in bindings):
                self.front.say(_("This key is for a reservation: → goes to them."))

    # jumping ---------------------------------------------------------------------------------------------------------

    @on(SectionList.Chosen)
    def jump(self) -> None:
        """Enter: to the record, or to the screen where it is."""
        record = self.record()
        if isinstance(record, Reservation):
            self.open_visit()
        elif isinstance(record, Waiting):
            self._ask_what(record)
        elif isinstance(record, Free):
            self._go_to_agenda(record)
        elif isinstance(record, Count):
            self._go_to(record)

    def _go_to(self, count: Count) -> None:
        """Where those are that wait: in the list, or here on the right."""
        kind = count.kind
        if not count.count and kind in NONE:
            self.front.say(_(NONE[kind]))
            return
        if kind == "unpaid":
            unpaid = self._board.unpaid if self._board else ()
            if unpaid:
                self.set_focus(self.now)
                self.now.go_to(("visit", unpaid[0].code))
            return
        if kind.startswith("inquiry "):
            self.front.go_to("inquiries", kind.removeprefix("inquiry "))
            return
        if kind in ("calls", "parked"):
            (self.action_calls if kind == "calls" else self.action_drafts)()
            return
        if kind == "unread":
            self.front.go_on("chats")
            return
        if kind == "troubled":
            from frontdesk.screens.dialogs.troubled import TroubledDialog

            self.app.push_screen(TroubledDialog(self.today))
            return
        if count.codes:
            jump(self.front, Filter(codes=count.codes), THESE.get(kind, ""))
        else:
            jump(self.front, Filter(first=self.today, statuses=("pending",)))

    def _go_to_agenda(self, free: Free) -> None:
        from frontdesk.screens.agenda import AgendaScreen

        if free.start is None or self._board is None:
            self.front.say(_("Not free today any more."))
            return
        day, minute = self._board.day, free.start

        def point() -> None:
            screen = self.app.screen
            if isinstance(screen, AgendaScreen):
                screen.call_after_refresh(screen.point_at, day, minute, free.resource)

        self.front.go_on("agenda", point)

    def wish(self) -> Wish:
        """A booking begun on somebody's free time is for that time."""
        record = self.record()
        if isinstance(record, Free) and record.service is not None and self._board is not None:
            return Wish(service=record.service, day=self._board.day, nights=1)
        if isinstance(record, Free) and record.start is not None and self._board is not None:
            staff = record.resource.id if record.resource.kind == "staff" else None
            return Wish(staff=staff, day=self._board.day, minute=record.start, zone=record.zone)
        return Wish(day=self.today if self.front.premises else None)

    # the waiting list ------------------------------------------------------------------------------------------------

    def _ask_what(self, entry: Waiting) -> None:
        """By mouse or Enter what the keys do."""
        board = self._board
        acts = (self.action_call, self.action_seat, self.action_gone)

        def picked(index: int | None) -> None:
            self.waits.go_to(("waiting", entry.id))
            still = self._waiting()
            if index is not None and still is not None and still.id == entry.id:
                acts[index]()

        title = waiting_detail(entry, board) if board is not None else shown(entry.name)
        self.app.push_screen(PickDialog(title, [_("Call them"), _("Seat them"), _("They are gone")]), picked)

    def _waiting(self) -> Waiting | None:
        record = self.record()
        return record if isinstance(record, Waiting) else None

    def action_call(self) -> None:
        entry = self._waiting()
        if entry is None:
            return

        def called(now: Waiting) -> None:
            words = [_("{who} is called.").format(who=shown(now.name or now.phone or ""))]
            if now.phone:
                words.append(_("Phone: {phone}.").format(phone=shown(now.phone)))
            self.front.say(" ".join(words))
            self.told_of(f"waiting {entry.id}")
            self.reread()

        self.tell(lambda desk: desk.call(entry.id, version=entry.version), called, self.refused)

    def action_seat(self) -> None:
        entry = self._waiting()
        if entry is not None:
            self.tell(lambda desk: desk.seat(entry.id, version=entry.version), self.written, self._not_seated)

    def _not_seated(self, error: FrontdeskError) -> bool:
        self.reread()
        if error.code not in ("slot_taken", "not_open", "session_full"):
            return False
        self.front.say(_("{reason} They wait on.").format(reason=error.sentence(_)), bad=True)
        return True

    def action_gone(self) -> None:
        entry = self._waiting()
        if entry is None:
            return

        def left(now: Waiting) -> None:
            who = shown(now.name or now.phone or "")
            self.front.say(_("{who} is off the waiting list; u puts them back.").format(who=who))
            self.told_of(f"waiting {entry.id}")
            self.reread()

        def order(desk: Desk) -> Waiting:
            return desk.left(entry.id, version=entry.version)

        self.tell(order, left, self.refused)
