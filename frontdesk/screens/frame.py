"""The frame around every main screen: header, tabs, body, message, keys."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Collection, Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.values import Location, Parked, Reservation, Undone
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, day_words, moment_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.verbs import verb_words
from frontdesk.screens.front import Premises
from frontdesk.screens.going import go_to_found
from frontdesk.screens.outgoing import OUTGOING, outgoing_bits
from frontdesk.screens.reading_back import ReadsBack
from frontdesk.screens.registering import RegisterKeys
from frontdesk.screens.tabs import tab_bits, waits
from frontdesk.screens.wish import Wish
from frontdesk.widgets.key_line import KeyLine
from frontdesk.widgets.keys import key
from frontdesk.widgets.message_words import gone_words
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.said_line import SaidLine

TABS = (
    ("1", "today", N_("Today")),
    ("2", "agenda", N_("Agenda")),
    ("3", "list", N_("List")),
    ("4", "customers", N_("Customers")),
    ("5", "inquiries", N_("Inquiries")),
    ("6", "chats", N_("Chats")),
)
FIND_EXPLAINED = N_("Find anything: customer, digits of a phone, code, person, service")
SAID_FOR = 20
"""Seconds for which a sentence stays; what must be seen stays until something else is said or one goes elsewhere."""

LEAST = (40, 10)
"""Cells and lines below which too little is seen to work with; nothing breaks, and the header says so."""

WRITTEN = ("inquiry.answer", "inquiry.quote")
"""What is typed in a form for long: taken back, it is unfinished there again."""

ASK_AFTER = 300
"""Seconds after which an undo asks first."""

ROLES = {
    "employee": N_("employee"),
    "reception": N_("reception"),
    "manager": N_("manager"),
    "admin": N_("admin"),
}


class MainScreen(ReadsBack, RegisterKeys):
    """One of the screens on the digits; what it shows is read when it is visible and something it shows was touched."""

    mode: ClassVar[str]
    orders_queue = True
    word: ClassVar[str] = ""
    """The name of one that has no digit; it stands among the tabs while it is shown."""
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "b", "book", "main.book", N_("book"), N_("Book in one line: who, what, when, with whom; tab opens the form")
        ),
        key(
            "o", "drafts", "main.drafts", N_("on hold"), N_("Bookings that were put aside: go on with one"), show=False
        ),
        key("w", "walk_in", "main.walk_in", N_("walk-in"), N_("Who can be served now")),
        key("u", "undo", "main.undo", N_("undo"), N_("Take back my latest action"), show=False),
        key(
            "slash,ctrl+f",
            "find",
            "main.find",
            N_("find"),
            FIND_EXPLAINED,
        ),
        key("at", "place", "main.place", N_("location"), N_("Show the next location, or all of them"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        # what is mounted anew is styled then; without this the app parses every style again for it
        self._css_update_count = self.app._css_update_count
        self._stale = True
        self._said = Bit("")
        self._said_until = math.inf
        self._told_of: frozenset[str] = frozenset()
        """What the message line speaks of."""
        self._deaf_until = 0.0

    def compose(self) -> ComposeResult:
        yield OneLine(id="header")
        yield OneLine(id="tabs")
        with Vertical(id="body"):
            yield from self.compose_body()
        yield SaidLine(id="message")
        yield KeyLine(id="keys")

    def compose_body(self) -> Iterable[Widget]:
        """The part between tabs and message."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask for what the screen shows."""
        raise NotImplementedError

    def touched(self, news: News) -> bool:
        """Whether the news concern what is shown."""
        raise NotImplementedError

    def tick(self, seconds: float) -> None:
        """Time went on; only called while the screen is visible. What went well need not be said for ever."""
        super().tick(seconds)
        if seconds >= self._said_until:
            self.say("")

    # life ------------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        if not self.over:  # who leaves while a screen is being built gets one without its parts
            self.prepare()

    def prepare(self) -> None:
        """Once, when all parts of the screen are there."""
        self.put_frame()
        self.query_one("#message", SaidLine).say(self._said)
        self.front.opened.subscribe(self, self._elsewhere)
        self.front.stirred.subscribe(self, self._stirred)
        self.front.placed.subscribe(self, self._elsewhere)

    def on_screen_resume(self) -> None:
        if self.over:
            return
        self.put_frame()
        self._read_if_stale()

    def on_resize(self, event: events.Resize) -> None:
        self.put_frame()

    def _elsewhere(self, what: Premises | None) -> None:
        """The business, or the location that is shown, is another one."""
        self._stale = True
        self.put_frame()
        if self.is_current:
            self._read_if_stale()

    def _stirred(self, news: News) -> None:
        if self.touched(news):
            self.read_anew()

    def read_anew(self) -> None:
        """What is shown is old: read it now if it can be seen, else when it comes to be."""
        self._stale = True
        if self.is_current or self.app.screen.is_modal:
            self._read_if_stale()

    def counted(self, troubled: int) -> None:
        """Something else waits than a moment ago. ``troubled``: how many messages had not gone then."""

    def _read_if_stale(self) -> None:
        if self._stale and self.front.desk is not None:
            self._stale = False
            self.read()

    # the frame -------------------------------------------------------------------------------------------------------

    def put_frame(self) -> None:
        """Draw header and tabs; cells that stayed the same are not sent."""
        if self.over:
            return
        premises = self.front.premises
        header = self.query_one("#header", OneLine)
        width, height = self.size
        if width and (width < LEAST[0] or height < LEAST[1]):
            header.put([Bit(_("Too small: {width}×{height} at least").format(width=LEAST[0], height=LEAST[1]), "bad")])
        elif premises is None:
            header.put([Bit(" frontdesk", "strong")])
        else:
            place = self.front.place.name if self.front.place else _("all locations")
            who = f"{shown(premises.actor.name)} · {_(ROLES.get(premises.actor.role, premises.actor.role))} "
            left = [Bit(f" {shown(premises.business.name)}", "strong"), Bit(f" · {shown(place)}", "plain")]
            clock = Bit(self._clock_words(), "strong", "clock")
            header.put(left, [*self.marks(), clock, Bit("   "), Bit(who, "faint")])
        tabs = [(digit, mode, word, waits(mode, self.front.waits, self.place_id)) for digit, mode, word in TABS]
        if self.word:
            tabs.append(("", self.mode, self.word, 0))
        self.query_one("#tabs", OneLine).put(tab_bits(tabs, self.mode, self.size.width))
        seconds = self.front.clock.seconds() if premises is not None else 0
        self.query_one("#keys", KeyLine).put_beside(outgoing_bits(self.front.waits, seconds, width))

    def _clock_words(self) -> str:
        minute = int(self.front.clock.seconds() // 60)
        return f"{day_words(day_of(minute, self.zone), self.today)} {time_words(minute, self.zone)}"

    @property
    def day_name(self) -> str:
        return dt.date.fromordinal(self.today).isoformat()

    @on(OneLine.Clicked, "#header")
    def go_to_mark(self, event: OneLine.Clicked) -> None:
        if event.tag == "work":
            self.show_work()
        elif event.tag == "problems":
            self.action_problems()
        elif event.tag == "parked":
            self.action_drafts()

    @on(OneLine.Clicked, "#keys")
    def go_to_outgoing(self, event: OneLine.Clicked) -> None:
        """What keeps messages from going, in a sentence, and those that did not go."""
        if event.tag == OUTGOING:
            from frontdesk.screens.dialogs.troubled import TroubledDialog

            self.app.push_screen(TroubledDialog(self.today))

    @on(OneLine.Clicked, "#tabs")
    def go_to_tab(self, event: OneLine.Clicked) -> None:
        self.front.go_on(event.tag)

    def say(self, sentence: str, *, bad: bool = False, stays: bool = False) -> None:
        """Show a sentence in the message line; an empty one clears it. ``stays``: until something else is said."""
        self._told_of = frozenset()
        lasts = stays or not sentence
        self._said_until = math.inf if lasts else self.front.clock.seconds() + SAID_FOR
        look = "bad" if bad else "active" if stays else "good"
        self._said = Bit(f" {shown(sentence)}" if sentence else "", look)
        for line in self.query("#message").results(SaidLine):  # none while the screen is still being made
            line.say(self._said)

    def keys_now(self) -> list[Bit]:
        """What the line of keys says in place of the keys that do something; nothing where it is them that it says."""
        return []

    # what starts anywhere ----------------------------------------------------------------------------------------------

    def show(self, target: object) -> None:
        """Show what was found; a screen says itself what it can show."""

    def action_find(self) -> None:
        from frontdesk.screens.dialogs.find import FindDialog, Target

        def found(target: Target | None) -> None:
            if target is not None:
                go_to_found(self, target)

        if self.is_opened():
            self.app.push_screen(self.app.get_screen("find", FindDialog), found)

    def written(self, visit: Reservation) -> None:
        """A reservation was made or changed."""
        raise NotImplementedError

    def book(self, wish: Wish, taken_up: Parked | None = None) -> None:
        """Open the booking form: empty but for what is known, or with what was put aside."""
        if not self.is_opened():
            return
        from frontdesk.screens.dialogs.booking import BookingDialog

        self.say("")  # what was said before is not about the booking that begins
        dialog = self.app.get_screen("booking", BookingDialog)
        dialog.prepare(wish, taken_up)
        self.app.push_screen(dialog, self.booked)

    def action_book(self) -> None:
        if not self.is_opened():
            return
        from frontdesk.screens.dialogs.quick_line import QuickLineDialog

        self.say("")
        dialog = self.app.get_screen("quick_line", QuickLineDialog)
        dialog.prepare(self.wish(), self.book)
        self.app.push_screen(dialog, self.booked)

    def action_walk_in(self) -> None:
        from frontdesk.screens.dialogs.walk_in import WalkInDialog

        if self.front.premises is not None:
            self.say("")
            dialog = self.app.get_screen("walk_in", WalkInDialog)
            dialog.begin()
            self.app.push_screen(dialog, self.made)

    def action_drafts(self) -> None:
        if not self.is_opened():
            return

        def taken_up(draft: Parked | None) -> None:
            if draft is not None:
                self.book(Wish(), draft)

        from frontdesk.screens.dialogs.booking import BookingDialog
        from frontdesk.screens.dialogs.on_hold import OnHoldDialog

        form = self.app.get_screen("booking", BookingDialog)
        self.app.push_screen(OnHoldDialog(form.parking, self.today), taken_up)

    @property
    def deaf(self) -> bool:
        """Whether Enter is ignored: one that was pressed too often to book begins nothing else."""
        return time.monotonic() < self._deaf_until

    def made(self, visit: Reservation | None) -> None:
        if visit is not None:
            from frontdesk.screens.dialogs.question import DEAF_FOR

            self._deaf_until = time.monotonic() + DEAF_FOR
            self.written(visit)

    def reread(self) -> None:
        """Something was written: show it. Keys that come next are for how it stands then."""
        self.reads_back = True
        self.read()
        self.reads_back = False

    def refused(self, error: FrontdeskError) -> bool:
        """A refusal of a write: what is shown may be old, so it is read again; the message line says why."""
        self.reread()
        return False

    def ask_first(self, title: str, sentences: list[str], then: Callable[[], None]) -> None:
        """Show what would be; Enter does it."""
        from frontdesk.screens.dialogs.question import ask_first

        ask_first(self, title, sentences, then)

    def action_undo(self) -> None:
        def named(undone: Undone | None) -> None:
            if undone is None:
                self.front.say(_("There is nothing of yours to undo."))
                return
            lately = self.front.clock.seconds() - undone.at <= ASK_AFTER
            seen = self.shows(undone.about) or not self._told_of.isdisjoint(undone.about)
            if lately and seen and not self.front.refused_since:
                self._undo(undone)
                return
            when = moment_words(undone.at // 60, self.zone, self.today)
            sentences = [
                _undone_words(undone),
                _("Done {when}.").format(when=when),
                _("Enter takes it back; Esc leaves it."),
            ]

            self.ask_first(_("Undo"), sentences, lambda: self._undo(undone))

        self.ask("preview", lambda desk: desk.undoable(), named, keys_wait=True)

    def shows(self, about: Collection[str]) -> bool:
        """Whether one of these (codes, ids) is among what is shown now: what is not seen is not taken back unasked."""
        return False

    def told_of(self, *about: str) -> None:
        """The message line speaks of these, until something else is said."""
        self._told_of = frozenset(about)

    def _undo(self, wanted: Undone) -> None:
        self.tell(lambda desk: desk.undo(wanted.op), self.taken_back, self.refused)

    def taken_back(self, done: Undone) -> None:
        """Something was undone: say so, and show how it stands now."""
        self._say_undone(done)
        self.reread()

    def _say_undone(self, done: Undone) -> None:
        """Say what was taken back, and what nobody can take back any more: that must be seen."""
        typed = done.verb in WRITTEN and any(self.front.replies.taken_back((id, done.at)) for id in done.entities)
        words = _("Undone: {what}.").format(what=_undone_words(done))
        kept = _("Undone: {what}; what you typed is kept.").format(what=_undone_words(done))
        words = kept if typed and cell_len(kept) < self.size.width else words
        gone = ""
        if done.gone:
            gone = _("Gone already: {messages}.").format(messages=gone_words(done.gone, self.zone, self.today))
        whole = f"{words} {gone}".strip()
        fits = cell_len(whole) < self.size.width
        self.front.say(whole if fits else words, stays=bool(gone))
        if not fits:
            from frontdesk.screens.dialogs.question import Notice

            self.app.push_screen(Notice(_("Undo"), [words, gone]))

    def action_place(self) -> None:
        premises = self.front.premises
        if premises is None:
            return
        choices: list[Location | None] = (
            [*premises.locations, None] if len(premises.locations) > 1 else list(premises.locations)
        )
        if len(choices) < 2:
            self.front.say(_("There is only one location."))
            return
        self.front.place = choices[(choices.index(self.front.place) + 1) % len(choices)]
        self.front.placed.publish(None)


def _undone_words(undone: Undone) -> str:
    others = undone.reservations - 1
    more = ngettext("and {count} more", "and {count} more", others).format(count=others) if others > 0 else ""
    if undone.amount:
        amount = money_words(undone.amount, undone.currency)
        return _("payment of {amount} of {customer}").format(amount=amount, customer=shown(undone.customer))
    paid = money_words(undone.paid, undone.currency) if undone.paid else ""
    back = _("{amount} given back").format(amount=paid) if paid else ""
    return " · ".join(part for part in (verb_words(undone.verb), shown(undone.summary), more, back) if part)
