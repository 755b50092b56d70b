"""Booking: a few fields, and beside them what can be chosen for the one being filled in."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.values import Customer, CustomerWish, Reservation, Slot, SlotQuery
from frontdesk.language.dates import time_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.booking_fields import NEEDED, ORDER, BookingFields
from frontdesk.screens.dialogs.dialog import Sentences
from frontdesk.screens.dialogs.draft import Draft, Wish, clock_of
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.sentences import obstacle_sentences

DECIDES_TIMES = frozenset({"service", "staff", "day", "party", "nights"})


class BookingDialog(BookingFields):
    """The booking form. It is kept: what was typed is there again when it is opened anew."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "book", "booking.book", N_("book"), N_("Book what stands here")),
        key("down", "choice(1)", "booking.down", N_("next choice"), N_("The next of the choices"), show=False),
        key("up", "choice(-1)", "booking.up", N_("choice before"), N_("The choice before"), show=False),
        key("tab", "beside(1)", "ask.next", N_("next field"), N_("The next field or part"), show=False),
        key("shift+tab", "beside(-1)", "ask.before", N_("field before"), N_("The field or part before"), show=False),
        key("ctrl+n", "start_anew", "booking.anew", N_("empty form"), N_("Empty every field")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._answered: SlotQuery | None = None
        """For which question the free times at hand are the answer."""
        self._waiting = False
        """Whether to book as soon as what it depends on is answered."""

    def on_mount(self) -> None:
        self.title_is(_("Book"))
        self._ready = True
        self._begin()

    def on_screen_resume(self) -> None:
        if self._ready:
            self._put_all()

    # opening and keeping ---------------------------------------------------------------------------------------------

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed that could be lost."""
        typed = any(self._typed(name) for name in ("service", "customer", "phone", "notes"))
        return self.draft.service is None and self.draft.customer is None and not typed

    def prepare(self, wish: Wish, *, anew: bool) -> None:
        """Take over what is known. With ``anew`` time and person are those given, though other things were typed."""
        if not self.untouched and not anew and wish.customer is None:
            return
        self._wish = wish
        if self._ready:
            self._begin()

    def _begin(self) -> None:
        """Fill in what the wish says; what else was typed stays."""
        wish, premises, draft = self._wish, self.front.premises, self.draft
        if premises is None:
            return
        if wish.service is not None:
            self._set_service(premises.service(wish.service))
        elif draft.service is None and len(premises.services) == 1:
            self._set_service(premises.services[0])
        performers = draft.service.staff if draft.service is not None else None
        self._set_staff(wish.staff if performers is None or wish.staff in performers else None)
        self._set_day(wish.day if wish.day is not None else self._today)
        if wish.customer is not None:
            self._set_customer(wish.customer)
        if wish.party is not None:
            self.field("party").fill(str(wish.party))
        if wish.nights:
            self.field("nights").fill(str(wish.nights))
        draft.zone, draft.day_ends = self._zone, self._day_ends
        draft.clock = clock_of(wish.minute, wish.zone) if wish.minute is not None and not draft.by_night else None
        draft.slot, draft.instead = None, []
        self.field("time").fill(time_words(wish.minute, wish.zone) if wish.minute is not None else "")
        self.field("time").wrong("")
        self._say_problem("")
        self._put_all()
        self._fetch_slots()
        self._focus_next(None)

    def action_start_anew(self) -> None:
        for name in ORDER:
            self.field(name).fill("")
            self.field(name).wrong("")
        self.draft = Draft()
        self._begin()

    def _put_all(self) -> None:
        self._show_fields()
        self._put_choices()
        self._put_summary()

    # filling in ------------------------------------------------------------------------------------------------------

    def action_beside(self, by: int) -> None:
        """Go to the field beside; which ones there are follows from what stands in this one."""
        self._settle(self._here)
        there = [name for name in ORDER if name == self._here or not self.field(name).has_class("hidden")]
        self.field(there[(there.index(self._here) + by) % len(there)]).input.focus()

    def action_choice(self, by: int) -> None:
        lines = self.query_one("#choices", LineList)
        if lines.count:
            lines.action_by(by)
            self._pointed = True
        else:
            self.action_beside(by)

    @on(events.DescendantFocus)
    def go_in(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Input) and event.widget.id:
            self._here = event.widget.id
            self._put_choices()

    @on(events.DescendantBlur)
    def go_out(self, event: events.DescendantBlur) -> None:
        name = event.widget.id
        if isinstance(event.widget, Input) and name == self._here:
            if name == "day" and not self.field(name).value and not self._pointed:
                self._set_day(self._today)
            self._settle(name)
            self._decided(name)

    @on(Input.Changed)
    def typing(self, event: Input.Changed) -> None:
        name = str(event.input.id)
        self._waiting = False
        self.field(name).wrong("")
        self.draft.untake(name)
        if name == "time":
            self.draft.instead = []
        if name == "customer":
            self._search(self.field("customer").value)
        self._put_choices()
        self._put_summary()

    def _search(self, text: str) -> None:
        def found(customers: list[Customer]) -> None:
            self.draft.found, self.draft.found_for = customers, text
            if self._here != "customer":
                self._settle("customer")
                self._put_summary()
            elif not self._pointed:
                self._put_choices()
            self._book_if_waiting()

        if text:
            self.ask("customers", lambda desk: desk.customers(text), found)
        else:
            self.draft.found, self.draft.found_for = [], ""

    @on(Input.Submitted)
    def enter(self, event: Input.Submitted) -> None:
        """Enter takes the choice and goes on to what is missing; when nothing is, it books."""
        name = str(event.input.id)
        if not self.field(name).value and self.draft.taken(name) is None and name in ("service", "time"):
            self._pointed = self._pointed or bool(self._choices)  # the first that is offered
        settled = self._settle(name)
        self._decided(name)
        if settled:
            self._focus_next(name)

    @on(LineList.Chosen)
    def take_clicked(self) -> None:
        self._pointed = True
        self._settle(self._here)
        self._decided(self._here)

    def _decided(self, name: str) -> None:
        if name in DECIDES_TIMES:
            self._fetch_slots()
        self._put_summary()

    def _focus_next(self, after: str | None) -> None:
        """Go to the next field that must be filled; a new customer's phone is asked for; then book."""
        missing = self._missing
        if after is None:
            target = missing[0] if missing else "notes"
        elif after == "customer" and self.draft.customer is None and self._typed("customer"):
            target = "phone"
        elif missing:
            target = next((name for name in missing if ORDER.index(name) > ORDER.index(after)), missing[0])
        elif after in ("customer", "phone", "notes"):
            self.action_book()
            return
        else:
            target = "customer"
        self.field(target).input.focus()

    def _query(self) -> SlotQuery | None:
        return self.draft.query(self._place, self._number("party"), self._nights)

    def _fetch_slots(self) -> None:
        query = self._query()
        self.draft.slots, self._answered = [], None
        if self.draft.by_night:
            self.draft.slot = None
        if query is None:
            return

        def free(slots: list[Slot]) -> None:
            self.draft.free(slots)
            self._answered = query
            if self._here == "time" and not self._pointed:
                self._put_choices()
            self._put_summary()
            self._book_if_waiting()

        self.ask("slots", lambda desk: desk.slots(query), free)

    # booking ---------------------------------------------------------------------------------------------------------

    def _complete(self) -> bool:
        unread = {name for name in (self._here, *ORDER) if not self._settle(name)}
        missing = [name for name in self._missing if name not in unread]
        for name in missing:
            self.field(name).wrong(_(NEEDED[name]))
        wrong = [name for name in ORDER if name in unread or name in missing]
        answered = self._answered is not None and self._answered == self._query()
        if self.draft.by_night and self.draft.start is None and answered and not wrong:
            self.field("day").wrong(_("Nothing is free for these nights."))
            wrong = ["day"]
        if self.draft.anew and not self._typed("phone") and self.draft.namesakes(self._typed("customer")):
            self.field("phone").wrong(_("Somebody of this name is known: a phone tells them apart."))
            wrong.append("phone")
        if wrong:
            self.field(wrong[0]).input.focus()
        return not wrong

    def _asking(self) -> bool:
        """Ask for what the booking depends on and is not known yet; whether there is such."""
        draft, name = self.draft, self._typed("customer")
        service, asking = draft.service, False
        if service is not None and (service.nights or service.grouped) and self._answered != self._query():
            self._fetch_slots()
            asking = True
        if draft.customer is None and not draft.anew and draft.found_for != name:
            self._search(name)
            asking = True
        return asking

    def _book_if_waiting(self) -> None:
        if self._waiting:
            self.action_book()

    def action_close(self) -> None:
        self._waiting = False
        super().action_close()

    def action_book(self) -> None:
        draft = self.draft
        self._waiting = self._complete() and self._asking()
        if self._waiting or not self._complete() or draft.service is None or draft.start is None:
            return
        if draft.customer is not None:
            who = CustomerWish(id=draft.customer.id)
        else:
            who = CustomerWish(name=self._typed("customer"), phone=self._typed("phone") or None)
        party, notes = self._number("party"), self._typed("notes")
        booking = draft.booking(draft.service, draft.start, who, self._place, party, self._nights, notes)
        self._say_problem("")
        self.tell(lambda desk: desk.book(booking), self._booked, self._refused)

    def _booked(self, visit: Reservation) -> None:
        self.draft = Draft()
        for name in ORDER:
            self.field(name).fill("")
        self.dismiss(visit)

    def _refused(self, error: FrontdeskError) -> bool:
        sentence = error.sentence(_)
        if "alternatives" in error.details or "obstacles" in error.details:
            self.draft.instead = list(error.details.get("alternatives", ()))
            self.draft.untake("time")
            target = "day" if self.draft.by_night else "time"
            self.field(target).wrong("\n".join(obstacle_sentences(error.details.get("obstacles", ()))) or sentence)
            self._here = target
            self.field(target).input.focus()
            self._fetch_slots()
            self._put_choices()
            return True
        named = str(error.params.get("field", ""))
        if named in ORDER:
            self.field(named).wrong(sentence)
            self.field(named).input.focus()
        else:
            self._say_problem(sentence)
        return True

    def _say_problem(self, sentence: str) -> None:
        self.query_one("#problem", Sentences).update(sentence)
