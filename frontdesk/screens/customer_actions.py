"""What is done with a customer: a new one, the card's forms, booking again, one person of two records, nobody any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import UNSET
from textual.binding import BindingType

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Card, Customer, CustomerEdit, CustomerRef, CustomerWish, Note
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.actions import ReservationActions
from frontdesk.screens.customer_card import CustomerCard
from frontdesk.screens.dialogs.alike import alike, ask_all_the_same
from frontdesk.screens.dialogs.consent import read_marketing, with_marketing
from frontdesk.screens.dialogs.customer import (
    note_fields,
    person_fields,
    read_new,
    read_person,
    read_tags,
    read_yes,
)
from frontdesk.screens.dialogs.merging import MergeDialog
from frontdesk.screens.dialogs.question import Asked, FormDialog, Stored
from frontdesk.screens.wish import Wish
from frontdesk.widgets.keys import key


class CustomerActions(ReservationActions):
    """A screen with a customer under the cursor, and the card beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("asterisk", "add", "customers.add", N_("new"), N_("A new customer")),
        key("r", "repeat", "customers.repeat", N_("repeat"), N_("Book the visit under the cursor again, or the last")),
        key("l", "tag", "customers.tag", N_("tags"), N_("Change the tags")),
        key("j", "note", "customers.note", N_("note"), N_("Write a note on the card")),
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
    ]

    @property
    def customer(self) -> Customer | None:
        """The customer under the cursor."""
        raise NotImplementedError

    @property
    def card(self) -> CustomerCard:
        raise NotImplementedError

    def read_card(self, then: Callable[[Card], None] | None = None) -> None:
        """Read the card of the customer under the cursor, then do something with it."""
        raise NotImplementedError

    def action_list(self) -> None:
        """Back to the customers."""
        raise NotImplementedError

    def _with_card(self, then: Callable[[Card], None]) -> None:
        """Do something with the card of the customer under the cursor, which may still have to be read."""
        card, customer = self.card.card, self.customer
        if customer is None:
            self.front.say(_("There is no customer under the cursor."))
        elif card is not None and card.customer == customer:
            then(card)
        else:
            self.read_card(then)

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
        self.read_card()

    def action_add(self) -> None:
        kept = self._forms.of("new customer")

        def done(form: FormDialog, values: dict[str, str]) -> None:
            wish = CustomerWish(name=values["name"], phone=values["phone"] or None, email=values["email"] or None)
            more = read_new(form, values, self.today)
            if more is None:
                return

            def made(customer: Customer) -> None:
                kept.clear()
                form.dismiss(None)
                self.front.say(_("{name} is saved.").format(name=shown(customer.name)))
                self.show(customer)

            def write() -> None:
                form.tell(lambda desk: desk.add_customer(wish, more), made, form.refused)

            form.ask("alike", lambda desk: alike(desk, wish), lambda known: ask_all_the_same(form, known, write))

        self.app.push_screen(FormDialog(_("New customer"), person_fields(None), done, kept=kept, new=True))

    def action_edit(self) -> None:
        if self.card.visit is not None:
            super().action_edit()
            return

        def form_for(card: Card) -> None:
            stored, name = card, f"customer {card.customer.id}"
            kept = self._forms.of(name, card.customer.version)

            def fields() -> list[Asked]:
                return with_marketing(person_fields(stored.customer, stored.preferences), stored.marketing)

            def done(form: FormDialog, values: dict[str, str]) -> None:
                customer = stored.customer
                changes = read_person(form, values, customer, self.today, stored.preferences)
                agreed = read_marketing(form, values, stored.marketing)
                if changes is None or agreed is None:
                    return

                def saved(customer: Customer) -> None:
                    kept.clear()
                    self._edited(form, customer)

                def anew(now: Card) -> Stored:
                    nonlocal stored
                    stored = now
                    self._forms.moved_on(name, now.customer.version)
                    return fields(), []

                def refused(error: FrontdeskError) -> bool:
                    return form.changed_meanwhile(error, lambda desk: desk.customer(customer.id), anew) or form.refused(
                        error
                    )

                form.tell(agreed(customer, changes), saved, refused)

            self.app.push_screen(FormDialog(_("Edit customer"), fields(), done, kept=kept))

        self._with_card(form_for)

    def action_tag(self) -> None:
        stored = self.customer
        if stored is None:
            return

        def fields(customer: Customer) -> list[Asked]:
            return [Asked("tags", _("Tags"), shown(", ".join(customer.tags)), _("separated by commas"))]

        def done(form: FormDialog, values: dict[str, str]) -> None:
            assert stored is not None
            customer, before = stored, fields(stored)[0].value
            changes = CustomerEdit(tags=read_tags(values["tags"]) if values["tags"] != before else UNSET)

            def anew(now: Card) -> Stored:
                nonlocal stored
                stored = now.customer
                return fields(stored), []

            def refused(error: FrontdeskError) -> bool:
                return form.changed_meanwhile(error, lambda desk: desk.customer(customer.id), anew) or form.refused(
                    error
                )

            form.tell(
                lambda desk: desk.edit_customer(customer.id, changes, version=customer.version),
                lambda saved: self._edited(form, saved),
                refused,
            )

        self.app.push_screen(FormDialog(shown(stored.name), fields(stored), done))

    def action_note(self) -> None:
        customer, card = self.customer, self.card.card
        if customer is None:
            return
        kept = self._forms.of(f"note {customer.id}")

        def done(form: FormDialog, values: dict[str, str]) -> None:
            internal = read_yes(values.get("internal", ""))
            if internal is None:
                form.wrong("internal", _("Yes or no."))
                return

            def noted(note: Note) -> None:
                kept.clear()
                form.dismiss(None)
                self.read_card()

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
