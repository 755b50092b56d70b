"""Customers: search as you type, and the card of the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.values import Card, Change, Customer, Reservation
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.card_thread import CardThread
from frontdesk.screens.customer_actions import CustomerActions
from frontdesk.screens.customer_card import PROFILE, VISITS, CustomerCard
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.frame import FIND_EXPLAINED
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.resting import Resting

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

PAGE = 100
"""Customers fetched at a time."""

REST = 0.12
"""Seconds for which the cursor rests before the card is read: typing and running down the list do not wait for it."""

WIDE = 100
"""Columns from which list and card have room side by side."""

VISIT_ACTIONS = frozenset(
    {"arrived", "confirmed", "completed", "cancel", "no_show", "delete", "longer", "pay", "again"}
)


class CustomersScreen(CustomerActions, CardThread):
    """Who comes here."""

    mode = "customers"
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "slash",
            "search",
            "customers.search",
            N_("search"),
            N_("Names, digits of phones, e-mail, tags, while you type"),
        ),
        key("ctrl+f", "find", "main.find", N_("find"), FIND_EXPLAINED, show=False),
        key("left", "tab(-1)", "customers.tab_before", N_("tab before"), N_("The tab of the card before"), show=False),
        key("right", "tab(1)", "customers.tab_next", N_("next tab"), N_("The next tab of the card"), show=False),
        key("escape", "list", "customers.list", N_("list"), N_("Back to the customers")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._found: dict[int, Customer] = {}
        self._rest = Resting(self, REST, self.read_card)
        self._said_beside = ""
        """Who was under the cursor when it last was somebody else."""
        self._only: str | None = None
        """The customer who is shown alone, because somebody went there; until something is searched for."""

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal(id="top"):
            yield Entry(id="search", placeholder=_("name, phone, e-mail, tag"))
            yield OneLine(id="count")
        with Horizontal():
            yield LineList((Heading(_("Customer")), Heading(_("Phone"), 13)), id="found")
            yield CustomerCard(id="card")

    def prepare(self) -> None:
        super().prepare()
        self.found.empty = _("Nobody found. Enter, then * makes a new customer.")
        self.query_one("#search", Input).focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < WIDE, "narrow")

    @property
    def found(self) -> LineList:
        return self.query_one("#found", LineList)

    @property
    def card(self) -> CustomerCard:
        return self.query_one(CustomerCard)

    @property
    def visits(self) -> LineList:
        return self.card.lines(VISITS)

    @property
    def customer(self) -> Customer | None:
        """The customer under the cursor."""
        return self._found.get(self.found.cursor)

    # reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        text, only = self._text, self._only
        if only is None:
            self._search(self.found.window[0])
            return

        def alone(customer: Customer) -> None:
            if customer.name == customer.id:  # nothing else is left of somebody who was erased
                self._to_search(only)
            else:
                self._show(text, 0, [customer], whole=True)

        def gone(error: FrontdeskError) -> bool:
            if error.code == "not_found":
                self._to_search(only)
            return error.code == "not_found"

        self.ask("customers", lambda desk: desk.customer(only).customer, alone, gone)

    def _to_search(self, gone: str) -> None:
        """Who was shown alone is no more, undone or erased: there are all the others."""
        if self._only == gone:
            self._text, self._only = "", None
            search = self.query_one("#search", Input)
            with search.prevent(Input.Changed):
                search.value = ""  # it was not typed: it is the name of who was shown
            self._search(0)

    def show(self, target: object) -> None:
        """A customer alone, with the card open."""
        if not isinstance(target, Customer):
            return
        search = self.query_one("#search", Input)
        with search.prevent(Input.Changed):
            search.value = shown(target.name)
        self._text, self._only = target.name, target.id
        self.found.focus()
        self.read()

    def _search(self, first: int) -> None:
        """Ask for what is in view from this row on."""
        text, (top, bottom) = self._text, self.found.window
        limit = max(bottom - top, PAGE)

        def show(customers: list[Customer]) -> None:
            if not customers and first:
                self._search(0)  # fewer than there were
                return
            self._show(text, first, customers, whole=not first and len(customers) < limit)

        self.ask("customers", lambda desk: desk.customers(text, limit=limit, offset=first), show)

    def _show(self, text: str, first: int, customers: list[Customer], *, whole: bool) -> None:
        before = self.customer
        self._found = dict(enumerate(customers, first))
        known = first + len(customers)
        cursor = self.found.cursor if first else 0
        cursor = next((n for n, one in self._found.items() if before and one.id == before.id), cursor)
        count = known if whole else max(known, self.found.count if first else 0)
        self.found.renew(count, first, [self._row(one) for one in customers], cursor)
        self._rest.stir()
        if whole:
            self._put_count(known)
            return
        # how many there are takes longer than the first of them, so it is asked on its own
        self.ask("count", lambda desk: desk.count_customers(text), lambda count: self._counted(text, count))

    def _counted(self, text: str, count: int) -> None:
        if text != self._text:
            return
        self._put_count(count)
        if count != self.found.count:
            rows = [self._row(one) for _n, one in sorted(self._found.items())]
            self.found.renew(count, min(self._found, default=0), rows, self.found.cursor)

    def _put_count(self, count: int) -> None:
        words = ngettext("{count} customer", "{count} customers", count).format(count=count)
        self.query_one("#count", OneLine).put([], [Bit(f"{words} ", "faint")])

    @on(LineList.Wanted, "#found")
    def fetch(self, event: LineList.Wanted) -> None:
        """Rows came into view that are not there yet: fetch the pages they are on."""
        first = event.first // PAGE * PAGE
        limit = -((first - event.last) // PAGE) * PAGE
        text = self._text

        def put(customers: list[Customer]) -> None:
            if text != self._text:
                return
            if first > max(self._found, default=-1) + 1 or first + limit < min(self._found, default=0):
                self._found = {}  # only one piece without gaps is kept
            self._found.update(enumerate(customers, first))
            self.found.put(first, [self._row(one) for one in customers])

        self.ask("rows", lambda desk: desk.customers(text, limit=limit, offset=first), put)

    @staticmethod
    def _row(customer: Customer) -> tuple[str, ...]:
        return shown(customer.name), shown(customer.phone or customer.email or "")

    def read_card(self, then: Callable[[Card], None] | None = None) -> None:
        self._rest.stop()
        customer = self.customer
        if customer is None:
            if not self.found.count:
                self.card.clear()
            return

        def look(desk: Desk) -> tuple[Card, list[Change]]:
            return desk.customer(customer.id), desk.history(customer.id)

        def show(answer: tuple[Card, list[Change]]) -> None:
            now = self.customer
            if not self.found.count or (now is not None and now.id != customer.id):
                return  # somebody else is under the cursor by now, or nobody
            self.card.show(*answer, self.zone, self.today)
            if then is not None:
                then(answer[0])

        def gone(error: FrontdeskError) -> bool:
            """There was somebody just now: who there is is being read."""
            return error.code == "not_found"

        self.ask("card", look, show, gone, keys_wait=then is not None)

    def touched(self, news: News) -> bool:
        return news.customers or bool(news.days) or self.thread_touched(news)

    # moving about ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in VISIT_ACTIONS:
            return self.is_mounted and self.card.visit is not None
        if action == "tab":
            return self.is_mounted and self.card.display and not self.query_one("#search").has_focus
        if action == "list":
            return self.is_mounted and not self.found.has_focus
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def shows(self, about: Collection[str]) -> bool:
        card, customer = self.card.card, self.customer
        if customer is None:
            return False
        visits = card.reservations if card is not None and card.customer.id == customer.id else ()
        return customer.id in about or any(visit.code in about for visit in visits)

    def chosen(self) -> Reservation | None:
        return self.card.visit

    @on(Input.Changed, "#search")
    def search_typed(self, event: Input.Changed) -> None:
        text = event.value.strip()
        if text != self._text or self._only is not None:
            self._text, self._only = text, None
            self._search(0)

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        self.found.focus()

    @on(LineList.Moved, "#found")
    def moved(self) -> None:
        customer, card = self.customer, self.card.card
        if not self.over and customer is not None and customer.id != self._said_beside:
            before, self._said_beside = self._said_beside, customer.id
            if self.found.has_focus and any(one.id == before for one in self._found.values()):
                self.say("")  # it was about somebody else, who is still there to be gone back to
        if not self.over and customer is not None and (card is None or card.customer.id != customer.id):
            self._rest.stir()

    @on(LineList.Chosen, "#found")
    def enter_card(self) -> None:
        if self.customer is not None:
            self.add_class("entered")
            self.card.enter()
            self.read_card()

    @on(LineList.Chosen, f"#{PROFILE}")
    def open_alike(self) -> None:
        if self.card.alike is not None:
            self.action_merge()

    @on(LineList.Chosen, f"#{VISITS}")
    @on(LineList.Chosen, "#paid")
    def open_row(self) -> None:
        visit = self.card.visit
        if visit is not None:
            self.app.push_screen(ReservationDialog(visit.code, self.today))

    @on(LineList.Moved, f"#{VISITS}")
    def visit_moved(self) -> None:
        self.refresh_bindings()

    def key_down(self) -> None:
        """From the search straight into what was found."""
        if self.query_one("#search", Input).has_focus:
            self.found.focus()

    def action_search(self) -> None:
        self.remove_class("entered")
        self.set_focus(self.query_one("#search", Input))
        self._select_search()

    def _select_search(self) -> None:
        """What was searched for before is replaced by what is typed next."""
        self.query_one("#search", Input).select_all()

    def on_screen_suspend(self) -> None:
        if not self.app.screen.is_modal:  # for another screen, not for a dialog that is over soon
            self._select_search()

    def action_list(self) -> None:
        self.remove_class("entered")
        self.set_focus(self.found)

    def action_tab(self, by: int) -> None:
        self.card.action_tab(by)
