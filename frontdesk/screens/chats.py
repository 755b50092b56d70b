"""Chats: every conversation, the latest first, and the one under the cursor over all its channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.message_values import Thread
from frontdesk.desk.values import Card, CustomerRef, Reservation
from frontdesk.language.dates import day_of, near_day_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.correspondence import Correspondence
from frontdesk.screens.wish import Wish
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.message_words import NEW, channel_name, state_words, ways_words
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.resting import Resting
from frontdesk.widgets.tall_list import TallList
from frontdesk.widgets.thread_view import ThreadView

PAGE = 100
"""Conversations read at a time."""
REST = 0.12
"""Seconds for which the cursor rests before the conversation is read."""
WIDE = 100
"""Columns from which list and conversation have room side by side."""


class ChatsScreen(Correspondence):
    """Who wrote."""

    mode = "chats"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "unread", "chats.unread", N_("unread"), N_("Only those nobody has read, or all again")),
        key("c", "card", "chats.card", N_("card"), N_("The card of this customer")),
        key("right", "into", "chats.into", N_("conversation"), N_("Into the conversation"), show=False),
        key("left,escape", "list", "chats.list", N_("chats"), N_("Back to the conversations"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.front.read_styles()
        self._found: dict[int, Thread] = {}
        self._only_unread = False
        self._goes_to: str | None = None
        """The customer to whom the cursor goes as soon as the conversation is there."""
        self._rest = Resting(self, REST, self.read_thread)
        self._untouched = True
        """Whether the screen was opened and nothing done there yet: what it happens to show nobody wanted to read."""
        self._opened_on: str | None = None
        """The customer on whom the cursor was then."""

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal():
            with Vertical(id="talks"):
                yield OneLine(id="count")
                yield TallList(id="found")
            with Vertical(id="talk"):
                yield OneLine(id="thread-head")
                yield ThreadView(id="thread")

    def prepare(self) -> None:
        super().prepare()
        self.found.focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < WIDE, "narrow")

    def on_screen_resume(self) -> None:
        self._eyes.stir()

    def on_screen_suspend(self) -> None:
        if self.app.screen_stack[0] is not self:  # else only a window is open above it
            self._untouched, self._opened_on = True, self.correspondent

    def on_key(self, event: events.Key) -> None:
        self._untouched = False

    def on_click(self, event: events.Click) -> None:
        self._untouched = False

    @property
    def found(self) -> TallList:
        return self.query_one("#found", TallList)

    @property
    def thread(self) -> ThreadView:
        return self.query_one("#thread", ThreadView)

    @property
    def chat(self) -> Thread | None:
        """The conversation under the cursor."""
        return self._found.get(self.found.cursor)

    @property
    def correspondent(self) -> str | None:
        return self.chat.customer if self.chat is not None else None

    @property
    def thread_is_seen(self) -> bool:
        return not self._untouched and (not self.has_class("narrow") or self.has_class("entered"))

    # reading ----------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        self._search(max(PAGE, len(self._found)))

    def touched(self, news: News) -> bool:
        return news.messages or news.customers

    def _search(self, limit: int) -> None:
        unseen = self._only_unread

        def show(chats: list[Thread]) -> None:
            self._show(chats, more=len(chats) >= limit)

        self.ask("chats", lambda desk: desk.messages.threads(unseen=unseen, limit=limit), show)

    def _show(self, chats: list[Thread], *, more: bool) -> None:
        here = self.chat
        kept = here is not None and self._only_unread and all(one.customer != here.customer for one in chats)
        if kept and here is not None:  # what was just read stays until the cursor leaves it
            here = Thread(here.customer, here.name, 0, here.at, here.channel, here.direction, here.state, here.text)
            chats.insert(min(self.found.cursor, len(chats)), here)
        wanted = self._goes_to or (here.customer if here is not None else None)
        place = next((n for n, one in enumerate(chats) if one.customer == wanted), None)
        if place is not None:
            self._goes_to = None
        cursor = place if place is not None else min(self.found.cursor, max(0, len(chats) - 1))
        self._found = dict(enumerate(chats))
        self.found.empty = (
            _("Nothing unread: f shows all.")
            if self._only_unread
            else _("Nobody has written yet, and nothing was sent.")
        )
        self.found.renew(len(chats) + (1 if more else 0), 0, [self._row(one) for one in chats], cursor)
        if here is None and self._untouched:
            self._opened_on = self.correspondent
        self._put_count()
        self._rest.stir()

    def _row(self, chat: Thread) -> tuple[str, ...]:
        """Two lines: who and when, by which channel and what."""
        name = shown(chat.name)
        if chat.unseen:
            new = ngettext("{count} new", "{count} new", chat.unseen).format(count=chat.unseen)
            name = f"{NEW} {name} · {new}"
        else:
            name = f"  {name}"
        day = day_of(chat.at // 60, self.zone)
        when = time_words(chat.at // 60, self.zone) if day == self.today else near_day_words(day, self.today)
        us = _("we")
        who = f"{state_words(chat.state).split()[0]} {us}: " if chat.direction == "out" else ""
        return name, when, f"  {channel_name(chat.channel)} · {who}{shown(chat.text)}", "new" if chat.unseen else ""

    def _put_count(self) -> None:
        if self.over:
            return
        unread = self.front.waits.unread
        words = (
            ngettext("{count} unread", "{count} unread", unread).format(count=unread) if unread else _("All is read")
        )
        which = _("Only unread: f shows all") if self._only_unread else _("All conversations")
        self.query_one("#count", OneLine).put(
            [Bit(f" {which}", "faint")], [Bit(f"{words} ", "good" if unread else "faint")]
        )

    def put_frame(self) -> None:
        super().put_frame()
        self._put_count()

    @on(LineList.Wanted, "#found")
    def read_on(self) -> None:
        """The end of what is known came into view."""
        self._search(len(self._found) + PAGE)

    @on(LineList.Moved, "#found")
    def moved(self) -> None:
        if self.over:
            return
        if self.correspondent not in (None, self._opened_on):
            self._untouched = False
        talk = self.thread.talk
        if self.correspondent is None or talk is None or talk.customer != self.correspondent:
            self._put_head()
            self._rest.stir()

    def put_ways(self) -> None:
        self._put_head()

    def _put_head(self) -> None:
        chat, talk = self.chat, self.thread.talk
        if chat is None:
            self.query_one("#thread-head", OneLine).put([])
            return
        name = [Bit(f" {shown(chat.name)}", "strong"), Bit(f"  {chat.customer}", "faint")]
        ways = ways_words(talk, self.passed) if talk is not None and talk.customer == chat.customer else ""
        self.query_one("#thread-head", OneLine).put(name, [Bit(f"{ways} ", "good" if ways else "faint")])

    # moving about -----------------------------------------------------------------------------------------------------

    def show(self, target: object) -> None:
        """The conversation of a customer."""
        if isinstance(target, str):
            self._goes_to, self._untouched = target, False
            if self._only_unread:
                self._only_unread = False
            self.read()

    def shows(self, about: Collection[str]) -> bool:
        return self.correspondent in about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "into":
            return self.is_mounted and self.found.has_focus
        if action == "list":
            return self.is_mounted and self.thread.has_focus
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    @on(LineList.Chosen, "#found")
    def action_into(self) -> None:
        """Into the conversation; where there is no room for both it takes the place of the list."""
        if self.chat is None:
            return
        self.add_class("entered")
        self.set_focus(self.thread)
        self._untouched = False
        self._eyes.stir()
        talk = self.thread.talk
        if talk is None or talk.customer != self.chat.customer:
            self._rest.stop()
            self.read_thread()

    def action_reply(self) -> None:
        self._untouched = False
        super().action_reply()

    def action_list(self) -> None:
        self.remove_class("entered")
        self.set_focus(self.found)

    def action_unread(self) -> None:
        self._only_unread = not self._only_unread
        self._put_count()
        self._search(PAGE)

    # what is done with a customer -------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        chat = self.chat
        if chat is None:
            return Wish()
        talk = self.thread.talk
        phone = email = None
        if talk is not None and talk.customer == chat.customer:
            ways = {way.channel: way.address for way in (*talk.ways, *talk.not_set_up)}
            phone, email = ways.get("sms"), ways.get("email")
        return Wish(customer=CustomerRef(chat.customer, chat.name, phone, email))

    def written(self, visit: Reservation) -> None:
        self.told_of(visit.code, visit.customer.id)
        self.reread()

    def action_card(self) -> None:
        who = self.correspondent
        if who is None:
            self.front.say(_("There is no customer under the cursor."))
            return

        def go(card: Card) -> None:
            self.front.go_to("customers", card.customer)

        self.ask("card", lambda desk: desk.customer(who), go, keys_wait=True)
