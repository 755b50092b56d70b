"""Customers: search as you type, and the card of the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from msgspec import UNSET
from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.values import (
    Card,
    Change,
    Customer,
    CustomerEdit,
    CustomerRef,
    CustomerWish,
    News,
    Note,
    Reservation,
)
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.screens.customer_card import PROFILE, VISITS, CustomerCard
from frontdesk.screens.dialogs.customer import (
    note_fields,
    person_fields,
    read_new,
    read_person,
    read_tags,
    read_yes,
)
from frontdesk.screens.dialogs.draft import Wish
from frontdesk.screens.dialogs.merging import MergeDialog
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.frame import FIND_EXPLAINED
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.one_line import Bit, OneLine

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


class CustomersScreen(ReservationActions):
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
        key("asterisk", "add", "customers.add", N_("new"), N_("A new customer")),
        key("r", "repeat", "customers.repeat", N_("repeat"), N_("Book the visit under the cursor again, or the last")),
        key("l", "tag", "customers.tag", N_("tags"), N_("Change the tags")),
        key("j", "note", "customers.note", N_("note"), N_("Write a note on the card")),
        key("left", "tab(-1)", "customers.tab_before", N_("tab before"), N_("The tab of the card before"), show=False),
        key("right", "tab(1)", "customers.tab_next", N_("next tab"), N_("The next tab of the card"), show=False),
        key(
            "equals_sign",
            "merge",
            "customers.merge",
            N_("same person"),
            N_("Two records of one person side by side, to be merged"),
            show=False,
        ),
        key(
            "ctrl+delete",
            "erase",
            "customers.erase",
            N_("erase for good"),
            N_("Make the customer anonymous for ever; managers, asked first"),
            show=False,
        ),
        key("escape", "list", "customers.list", N_("list"), N_("Back to the customers")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._found: dict[int, Customer] = {}
        self._rest: Timer | None = None
        self._only: str | None = None
        """The customer who is shown alone, because somebody went there; until something is searched for."""

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal(id="top"):
            yield Entry(id="search", placeholder=_("name, phone, e-mail, tag"))
            yield OneLine(id="count")
        with Horizontal():
            yield LineList((Heading(_("Customer")), Heading(_("Phone"), 13)), id="found")
            yield CustomerCard(id="card")

    def on_mount(self) -> None:
        super().on_mount()
        self.found.empty = _("Nobody found: * makes a new customer.")
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

        def alone(customers: list[Customer]) -> None:
            self._show(text, 0, customers, whole=True)

        self.ask("customers", lambda desk: [desk.customer(only).customer], alone)

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
        self._read_soon()
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

    def _read_soon(self) -> None:
        """Read the card once the cursor rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._read_card)

    def _read_card(self, then: Callable[[Card], None] | None = None) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        customer = self.customer
        if customer is None:
            if not self.found.count:
                self.card.clear()
            return

        def look(desk: Desk) -> tuple[Card, list[Change]]:
            return desk.customer(customer.id), desk.history(customer.id)

        def show(answer: tuple[Card, list[Change]]) -> None:
            self.card.show(*answer, self.zone, self.today)
            if then is not None:
                then(answer[0])

        self.ask("card", look, show, keys_wait=then is not None)

    def _with_card(self, then: Callable[[Card], None]) -> None:
        """Do something with the card of the customer under the cursor, which may still have to be read."""
        card, customer = self.card.card, self.customer
        if customer is None:
            self.front.say(_("There is no customer under the cursor."))
        elif card is not None and card.customer == customer:
            then(card)
        else:
            self._read_card(then)

    def touched(self, news: News) -> bool:
        return news.customers or bool(news.days)

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
        if not self.over and customer is not None and (card is None or card.customer.id != customer.id):
            self._read_soon()

    @on(LineList.Chosen, "#found")
    def enter_card(self) -> None:
        if self.customer is not None:
            self.add_class("entered")
            self.card.enter()
            self._read_card()

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

    def action_list(self) -> None:
        self.remove_class("entered")
        self.set_focus(self.found)

    def action_tab(self, by: int) -> None:
        self.card.action_tab(by)

    # booking ---------------------------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        customer = self.customer
        if customer is None:
            return Wish()
        return Wish(customer=CustomerRef(customer.id, customer.name, customer.phone, customer.email))

    def action_repeat(self) -> None:
        def repeat(card: Card) -> None:
            if not card.reservations:
                self.front.say(_("There is no visit to repeat."))
                return
            last = self.card.visit or max(card.reservations, key=lambda visit: visit.start)
            line = last.lines[0]
            wish = Wish(
                line.service_id, line.staff_id, customer=last.customer, party=last.party, nights=last.nights or None
            )
            self.book(wish)

        self._with_card(repeat)

    # the card --------------------------------------------------------------------------------------------------------

    def _edited(self, form: FormDialog, customer: Customer) -> None:
        form.dismiss(None)
        self.front.say(_("{name} is saved.").format(name=shown(customer.name)))
        self.read()
        self._read_card()

    def action_add(self) -> None:
        kept = self._forms.setdefault("new customer", {})

        def done(form: FormDialog, values: dict[str, str]) -> None:
            wish = CustomerWish(name=values["name"], phone=values["phone"] or None, email=values["email"] or None)
            more = read_new(form, values)
            if more is None:
                return

            def made(customer: Customer) -> None:
                kept.clear()
                self._edited(form, customer)

            form.tell(lambda desk: desk.add_customer(wish, more), made, form.refused)

        self.app.push_screen(FormDialog(_("New customer"), person_fields(None), done, kept=kept))

    def action_edit(self) -> None:
        if self.card.visit is not None:
            super().action_edit()
            return

        def form_for(card: Card) -> None:
            customer = card.customer
            kept = self._forms.setdefault(f"customer {customer.id} {customer.version}", {})

            def done(form: FormDialog, values: dict[str, str]) -> None:
                changes = read_person(form, values, customer, card.preferences)
                if changes is None:
                    return

                def saved(customer: Customer) -> None:
                    kept.clear()
                    self._edited(form, customer)

                form.tell(
                    lambda desk: desk.edit_customer(customer.id, changes, version=customer.version),
                    saved,
                    form.refused,
                )

            fields = person_fields(customer, card.preferences)
            self.app.push_screen(FormDialog(_("Edit customer"), fields, done, kept=kept))

        self._with_card(form_for)

    def action_tag(self) -> None:
        customer = self.customer
        if customer is None:
            return

        def done(form: FormDialog, values: dict[str, str]) -> None:
            changes = CustomerEdit(tags=read_tags(values["tags"]) if values["tags"] != before else UNSET)
            form.tell(
                lambda desk: desk.edit_customer(customer.id, changes, version=customer.version),
                lambda saved: self._edited(form, saved),
                form.refused,
            )

        before = shown(", ".join(customer.tags))
        field = Asked("tags", _("Tags"), before, _("separated by commas"))
        self.app.push_screen(FormDialog(shown(customer.name), [field], done))

    def action_note(self) -> None:
        customer, card = self.customer, self.card.card
        if customer is None:
            return
        kept = self._forms.setdefault(f"note {customer.id}", {})

        def done(form: FormDialog, values: dict[str, str]) -> None:
            internal = read_yes(values.get("internal", ""))
            if internal is None:
                form.wrong("internal", _("Yes or no."))
                return

            def noted(note: Note) -> None:
                kept.clear()
                form.dismiss(None)
                self._read_card()

            text = values["note"]
            form.tell(lambda desk: desk.add_note(customer.id, text, internal=internal), noted, form.refused)

        # whoever may write internal notes may do so on every card
        fields = note_fields(internal=card is not None and card.may_internal)
        self.app.push_screen(FormDialog(shown(customer.name), fields, done, kept=kept))

    # one person, or nobody any more ----------------------------------------------------------------------------------

    def action_merge(self) -> None:
        def suggest(card: Card) -> None:
            if not card.similar:
                self.front.say(_("Nobody here has the same name, phone or e-mail."))
                return

            def merged(customer: Customer | None) -> None:
                if customer is not None:
                    words = _("Merged into {name}, {id}; u takes it back.")
                    self.front.say(words.format(name=shown(customer.name), id=customer.id))
                    self.read()

            first = self.card.alike or card.similar[0]
            self.app.push_screen(MergeDialog(card.customer, card.similar, first), merged)

        self._with_card(suggest)

    def action_erase(self) -> None:
        def ask(card: Card) -> None:
            customer = card.customer

            def done(form: FormDialog, values: dict[str, str]) -> None:
                if values["number"].upper() != customer.id:
                    form.wrong("number", _("Nothing is erased until {id} stands here.").format(id=customer.id))
                    return

                def erased(nothing: None) -> None:
                    form.dismiss(None)
                    self.action_list()
                    self.front.say(_("{id} was erased for good.").format(id=customer.id))
                    self.read()

                form.tell(lambda desk: desk.erase_customer(customer.id, confirmed=True), erased, form.refused)

            now = int(self.front.clock.seconds() // 60)
            coming = sum(visit.start > now and visit.status in ("pending", "confirmed") for visit in card.reservations)
            sentences = [
                _("{name}: name, phone, e-mail, birthday, tags, preferences, notes and history go for good.").format(
                    name=shown(customer.name)
                ),
                _("Visits and payments stay as numbers. This cannot be undone."),
            ]
            if coming:
                words = ngettext("{count} visit is still to come.", "{count} visits are still to come.", coming)
                sentences.append(words.format(count=coming))
            field = Asked("number", _("Number"), "", _("type {id}").format(id=customer.id), needed=True)
            self.app.push_screen(FormDialog(_("Erase for good"), [field], done, sentences))

        self._with_card(ask)
