"""Customers: search as you type, and the card of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from msgspec import UNSET
from rich.cells import set_cell_size
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
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
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import moment_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.screens.dialogs.dialog import Sentences
from frontdesk.screens.dialogs.draft import Wish
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.frame import FIND_EXPLAINED
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.marks import mark
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.sentences import change_words, customer_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

PAGE = 100
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
        key("r", "repeat", "customers.repeat", N_("repeat"), N_("Book the last visit again")),
        key("l", "tag", "customers.tag", N_("tags"), N_("Change the tags")),
        key("j", "note", "customers.note", N_("note"), N_("Write a note on the card")),
        key("escape", "list", "customers.list", N_("list"), N_("Back to the customers"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._found: list[Customer] = []
        self._card: Card | None = None
        self._only: str | None = None
        """The customer who is shown alone, because somebody went there; until something is searched for."""

    def compose_body(self) -> Iterable[Widget]:
        search = Input(id="search", placeholder=_("name, phone, e-mail, tag"), compact=True)
        search.cursor_blink = False
        yield search
        with Horizontal():
            yield LineList((Heading(_("Customer")), Heading(_("Phone"), 13)), id="found")
            with Vertical(id="card"):
                yield OneLine(id="name")
                with VerticalScroll(id="profile", can_focus=False):
                    yield Sentences(id="facts")
                yield LineList(
                    (Heading(_("When"), 16), Heading("", 1), Heading(_("Service")), Heading(_("With"))), id="visits"
                )

    def on_mount(self) -> None:
        super().on_mount()
        self.found.empty = _("Nobody found: * makes a new customer.")
        self.visits.empty = _("No visits yet: b books one.")
        self.query_one("#search", Input).focus()

    @property
    def found(self) -> LineList:
        return self.query_one("#found", LineList)

    @property
    def visits(self) -> LineList:
        return self.query_one("#visits", LineList)

    @property
    def customer(self) -> Customer | None:
        """The customer under the cursor."""
        return self._found[self.found.cursor] if self.found.cursor < len(self._found) else None

    # reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        text, only = self._text, self._only
        if only is not None:
            self.ask("customers", lambda desk: [desk.customer(only).customer], self._show)
        else:
            self.ask("customers", lambda desk: desk.customers(text, limit=PAGE), self._show)

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

    def _show(self, customers: list[Customer]) -> None:
        before = self.customer
        self._found = customers
        cursor = next((n for n, customer in enumerate(customers) if before and customer.id == before.id), 0)
        rows = [(shown(customer.name), shown(customer.phone or customer.email or "")) for customer in customers]
        self.found.renew(len(rows), 0, rows, cursor)
        self._read_card()

    def _read_card(self) -> None:
        customer = self.customer
        if customer is None:
            self._card = None
            self.query_one("#name", OneLine).put([])
            self.query_one("#facts", Sentences).update("")
            self.visits.renew(0, 0, [], 0)
            return

        def look(desk: Desk) -> tuple[Card, list[Change]]:
            return desk.customer(customer.id), desk.history(customer.id)

        self.ask("card", look, self._show_card)

    def _show_card(self, answer: tuple[Card, list[Change]]) -> None:
        card, changes = answer
        same = self._card is not None and self._card.customer.id == card.customer.id
        self._card = card
        customer = card.customer
        name = [Bit(f" {shown(customer.name)}", "strong"), Bit(f"  {customer.id}", "faint")]
        self.query_one("#name", OneLine).put(name, [Bit(f"{self._counts(card)} ", "faint")])
        facts = [f"{set_cell_size(label, 11)} {value}" for label, value in self._facts(card)]
        history = [change_words(change, self.zone, self.today) for change in changes]
        self.query_one("#facts", Sentences).update("\n".join([*facts, "", _("History"), *history]))
        rows = [
            (
                moment_words(visit.start, visit.zone, self.today),
                mark(visit.status),
                shown(visit.service),
                shown(visit.staff or ""),
            )
            for visit in card.reservations
        ]
        self.visits.renew(len(rows), 0, rows, self.visits.cursor if same else 0)

    def _counts(self, card: Card) -> str:
        words = [ngettext("{count} visit", "{count} visits", card.visits).format(count=card.visits)]
        if card.no_shows:
            words.append(ngettext("{count} no-show", "{count} no-shows", card.no_shows).format(count=card.no_shows))
        return " · ".join(words)

    def _facts(self, card: Card) -> list[tuple[str, str]]:
        customer = card.customer
        facts = [
            (_("Phone"), shown(customer.phone or "")),
            (_("E-mail"), shown(customer.email or "")),
            (_("Birthday"), shown(customer.birthday or "")),
            (_("Tags"), ", ".join(shown(tag) for tag in customer.tags)),
            (_("Owed"), money_words(card.owed, card.currency) if card.owed else ""),
            *((shown(name), shown(value)) for name, value in card.preferences.items()),
            *((_("Note"), self._note_words(note)) for note in card.notes),
            *((_("Alike"), f"{customer_words(other)} ({other.id})") for other in card.similar),
        ]
        return [(label, value) for label, value in facts if value]

    def _note_words(self, note: Note) -> str:
        word = _("internal")
        internal = f" [{word}]" if note.internal else ""
        return (
            f"{moment_words(note.at // 60, self.zone, self.today)} {shown(note.author)}{internal}: {shown(note.body)}"
        )

    def touched(self, news: News) -> bool:
        return news.customers or bool(news.days)

    # moving about ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in VISIT_ACTIONS:
            return self.is_mounted and self.visits.has_focus
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def chosen(self) -> Reservation | None:
        if self._card is None or not self.visits.has_focus or self.visits.cursor >= len(self._card.reservations):
            return None
        return self._card.reservations[self.visits.cursor]

    @on(Input.Changed, "#search")
    def search_typed(self, event: Input.Changed) -> None:
        self._text, self._only = event.value.strip(), None
        self.read()

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        self.found.focus()

    @on(LineList.Moved, "#found")
    def moved(self) -> None:
        if (
            not self.over
            and self.customer is not None
            and (self._card is None or self._card.customer.id != self.customer.id)
        ):
            self._read_card()

    @on(LineList.Chosen, "#found")
    def go_to_visits(self) -> None:
        self.visits.focus()

    @on(LineList.Chosen, "#visits")
    def open_row(self) -> None:
        self.open_visit()

    def key_down(self) -> None:
        """From the search straight into what was found."""
        if self.query_one("#search", Input).has_focus:
            self.found.focus()

    def action_search(self) -> None:
        self.query_one("#search", Input).focus()

    def action_list(self) -> None:
        self.found.focus()

    # booking ---------------------------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        customer = self.customer
        if customer is None:
            return Wish()
        return Wish(customer=CustomerRef(customer.id, customer.name, customer.phone, customer.email))

    def action_repeat(self) -> None:
        card = self._card
        if card is None or not card.reservations:
            self.front.say(_("There is no visit to repeat."))
            return
        last = max(card.reservations, key=lambda visit: visit.start)
        line = last.lines[0]
        self.book(
            Wish(line.service_id, line.staff_id, customer=last.customer, party=last.party, nights=last.nights or None),
            anew=True,
        )

    # the card --------------------------------------------------------------------------------------------------------

    def _edited(self, form: FormDialog, customer: Customer) -> None:
        form.dismiss(None)
        self.front.say(_("{name} is saved.").format(name=shown(customer.name)))
        self.read()

    @staticmethod
    def _fields(customer: Customer | None) -> list[Asked]:
        return [
            Asked("name", _("Name"), shown(customer.name) if customer else "", needed=True),
            Asked("phone", _("Phone"), shown(customer.phone or "") if customer else ""),
            Asked("email", _("E-mail"), shown(customer.email or "") if customer else ""),
            Asked("birthday", _("Birthday"), shown(customer.birthday or "") if customer else "", "1990-12-24"),
            Asked("tags", _("Tags"), ", ".join(customer.tags) if customer else "", _("separated by commas")),
        ]

    @staticmethod
    def _changes(values: dict[str, str]) -> CustomerEdit:
        return CustomerEdit(
            name=values["name"],
            phone=values["phone"] or None,
            email=values["email"] or None,
            birthday=values["birthday"] or None,
            tags=read_tags(values["tags"]),
        )

    def action_add(self) -> None:
        def done(form: FormDialog, values: dict[str, str]) -> None:
            wish = CustomerWish(name=values["name"], phone=values["phone"] or None, email=values["email"] or None)
            more = CustomerEdit(birthday=values["birthday"] or UNSET, tags=read_tags(values["tags"]) or UNSET)
            form.tell(
                lambda desk: desk.add_customer(wish, more), lambda customer: self._edited(form, customer), form.refused
            )

        self.app.push_screen(FormDialog(_("New customer"), self._fields(None), done))

    def action_edit(self) -> None:
        if self.visits.has_focus:
            super().action_edit()
            return
        customer = self.customer
        if customer is None:
            return

        def done(form: FormDialog, values: dict[str, str]) -> None:
            changes = self._changes(values)
            form.tell(
                lambda desk: desk.edit_customer(customer.id, changes, version=customer.version),
                lambda saved: self._edited(form, saved),
                form.refused,
            )

        self.app.push_screen(FormDialog(_("Edit customer"), self._fields(customer), done))

    def action_tag(self) -> None:
        customer = self.customer
        if customer is None:
            return

        def done(form: FormDialog, values: dict[str, str]) -> None:
            changes = CustomerEdit(tags=read_tags(values["tags"]))
            form.tell(
                lambda desk: desk.edit_customer(customer.id, changes, version=customer.version),
                lambda saved: self._edited(form, saved),
                form.refused,
            )

        field = Asked("tags", _("Tags"), ", ".join(customer.tags), _("separated by commas"))
        self.app.push_screen(FormDialog(shown(customer.name), [field], done))

    def action_note(self) -> None:
        customer = self.customer
        if customer is None:
            return

        def done(form: FormDialog, values: dict[str, str]) -> None:
            def noted(note: Note) -> None:
                form.dismiss(None)
                self._read_card()

            form.tell(lambda desk: desk.add_note(customer.id, values["note"]), noted, form.refused)

        self.app.push_screen(FormDialog(shown(customer.name), [Asked("note", _("Note"), needed=True)], done))


def read_tags(text: str) -> tuple[str, ...]:
    """Tags typed with commas between them."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
