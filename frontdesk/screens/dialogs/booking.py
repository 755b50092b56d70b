"""Booking: a few fields, and beside them what can be chosen for the one being filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import digits, folded, shown
from frontdesk.desk.values import Customer, CustomerRef, CustomerWish, Reservation, Service, Slot, SlotQuery
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, day_words, minutes_words, read_day, read_time, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.dialog import Dialog, Sentences
from frontdesk.screens.dialogs.draft import Choice, Draft, Wish, clock_of
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.sentences import customer_words, obstacle_sentences

FIELDS = (
    ("service", N_("Service")),
    ("staff", N_("With")),
    ("day", N_("Date")),
    ("nights", N_("Nights")),
    ("party", N_("People")),
    ("time", N_("Time")),
    ("customer", N_("Customer")),
    ("phone", N_("Phone")),
    ("notes", N_("Notes")),
)
ORDER = tuple(name for name, _label in FIELDS)
NEEDED = {
    "service": N_("Which service?"),
    "day": N_("Which day?"),
    "nights": N_("How many nights?"),
    "party": N_("For how many people?"),
    "time": N_("At what time?"),
    "customer": N_("For whom?"),
}
UNREAD = {
    "service": N_("There is no service of this name."),
    "staff": N_("Nobody of this name does this."),
    "day": N_("No date can be read from this: try thu, 12/12, 2026-12-24 or +7."),
    "time": N_("No time can be read from this: try 10:30."),
    "party": N_("A number is needed."),
    "nights": N_("A number is needed."),
}
"""What is said beside a field whose text stands for nothing."""
DECIDES_TIMES = frozenset({"service", "staff", "day", "party", "nights"})


class BookingDialog(Dialog[Reservation]):
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
        self.draft = Draft()
        self._wish = Wish()
        self._choices: list[Choice] = []
        self._here = "service"
        self._pointed = False
        """Whether the arrows were used to choose, so that the choice counts and not the text."""
        self._ready = False
        self._answered: SlotQuery | None = None
        """For which question the free times at hand are the answer."""
        self._waiting = False
        """Whether to book as soon as what it depends on is answered."""

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal(id="columns"):
            with VerticalScroll(id="fields", can_focus=False):
                for name, label in FIELDS:
                    yield Field(name, _(label))
            choices = LineList(id="choices")
            choices.can_focus = False
            yield choices
        yield Sentences(id="summary")
        yield Sentences(id="problem")

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

    # what is known ---------------------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    def _typed(self, name: str) -> str:
        return self.field(name).value if self._ready else ""

    @property
    def _zone(self) -> str:
        premises = self.front.premises
        place = self.front.place or (premises.locations[0] if premises and premises.locations else None)
        return place.zone if place else "UTC"

    @property
    def _today(self) -> int:
        return day_of(int(self.front.clock.seconds() // 60) - self._day_ends, self._zone)

    @property
    def _day_ends(self) -> int:
        """Minutes after midnight that still belong to the day before."""
        return self.front.premises.business.day_ends if self.front.premises else 0

    @property
    def _place(self) -> int | None:
        return self.front.place.id if self.front.place else None

    def _number(self, name: str) -> int:
        value = self.field(name).value
        return int(value) if value.isdecimal() and int(value) else 1

    @property
    def _nights(self) -> int:
        return self._number("nights") if self.draft.by_night else 0

    @property
    def _missing(self) -> list[str]:
        typed = {name for name in ("nights", "party", "customer") if self._typed(name)}
        return self.draft.missing(typed)

    def _set_service(self, service: Service | None) -> None:
        draft = self.draft
        draft.service = service
        if service is not None:
            self.field("service").fill(shown(service.name))
            if draft.staff is not None and draft.staff not in service.staff:
                self._set_staff(None)
        self._show_fields()

    def _set_staff(self, staff: int | None) -> None:
        self.draft.staff = staff
        person = self.front.premises.resource(staff) if self.front.premises and staff is not None else None
        self.field("staff").fill(shown(person.name) if person else "")

    def _set_day(self, day: int) -> None:
        self.draft.day = day
        self.field("day").fill(day_words(day, self._today))

    def _set_customer(self, customer: Customer | CustomerRef) -> None:
        self.draft.customer = customer
        self.field("customer").fill(shown(customer.name))
        self.field("customer").wrong("")
        self.field("phone").fill(shown(customer.phone or ""))

    def _set_slot(self, slot: Slot) -> None:
        """Take a free time, with its day."""
        self._set_day(day_of(slot.start - self._day_ends, slot.zone))
        self._set_clock(clock_of(slot.start, slot.zone), slot)

    def _set_clock(self, clock: int, slot: Slot | None = None) -> None:
        self.draft.clock, self.draft.slot = clock, slot
        self.field("time").fill(f"{clock // 60:02}:{clock % 60:02}")
        self.field("time").wrong("")

    def _show_fields(self) -> None:
        """Only what the service asks for; what is hidden takes no focus and holds nothing."""
        service, by_night = self.draft.service, self.draft.by_night
        if service is None and self._typed("service"):
            return  # another one is being typed
        alone = service is not None and "staff" not in service.needs and not service.grouped
        for name, hidden in (("nights", not by_night), ("time", by_night), ("staff", alone)):
            field = self.field(name)
            field.set_class(hidden, "hidden")
            field.input.disabled = hidden
            if hidden:
                field.fill("")
                field.wrong("")
        if by_night:
            self.draft.clock = None
        if alone:
            self.draft.staff = None
        self.field("day").rename(_("Arrival") if by_night else _("Date"))

    def _put_summary(self) -> None:
        draft, premises = self.draft, self.front.premises
        service = draft.service
        parts = [shown(service.name)] if service else []
        if draft.start is not None and draft.day is not None:
            parts.append(f"{day_words(draft.day, self._today)} {time_words(draft.start, self._zone)}")
        if service is not None and premises is not None:
            parts += [] if service.nights else [minutes_words(service.duration)]
            parts.append(self._price_words(service, premises.business.currency))
        if self._typed("nights"):
            parts.append(ngettext("{count} night", "{count} nights", self._nights).format(count=self._nights))
        if self._typed("party"):
            people = self._number("party")
            parts.append(ngettext("{count} person", "{count} people", people).format(count=people))
        if draft.customer is not None:
            parts.append(customer_words(draft.customer))
        elif self._typed("customer"):
            parts.append(_("new: {name}").format(name=shown(self._typed("customer"))))
        self.query_one("#summary", Sentences).update(" · ".join(part for part in parts if part))

    def _price_words(self, service: Service, currency: str) -> str:
        """What will be charged, as far as it is known here: people may have prices of their own."""
        if self.draft.staff is not None or service.grouped:
            return ""
        price = money_words(service.price * max(1, self._nights), currency)
        return _("from {price}").format(price=price) if "staff" in service.needs else price

    # choices ---------------------------------------------------------------------------------------------------------

    def _put_choices(self) -> None:
        premises, draft, here = self.front.premises, self.draft, self._here
        if premises is None:
            return
        self._choices = draft.choices(here, self.field(here).value, premises, self._place, self._today)
        self._pointed = False
        lines = self.query_one("#choices", LineList)
        lines.empty = _("No free time.") if here == "time" and draft.service is not None else ""
        values = [value for _words, value in self._choices]
        taken = draft.slot if here == "time" else draft.taken(here)
        at = values.index(taken) if taken is not None and taken in values else 0
        if here == "time" and taken is None and draft.start is not None:
            start = draft.start
            at = next((n for n, value in enumerate(values) if isinstance(value, Slot) and value.start >= start), 0)
        lines.fill([(words,) for words, _value in self._choices], at)

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

    def _settle(self, name: str) -> bool:
        """Let the field stand for the choice that was pointed at, or for what its text says; False when it says nothing.

        What cannot be read stays as it was typed, with the reason beside it.
        """
        draft, said = self.draft, self.field(name).value
        if self._pointed and name == self._here:
            cursor = self.query_one("#choices", LineList).cursor
            if cursor < len(self._choices):
                self._pointed = False
                self._take(name, self._choices[cursor][1])
                return True
        if not said or draft.taken(name) is not None:
            return True
        problem = ""
        if name in ("service", "staff", "day"):
            values = self._named(name)
            if values:
                self._take(name, values[0])
            else:
                problem = _(UNREAD[name])
        elif name == "time":
            problem = "" if self._read_time(said) else _(UNREAD[name])
        elif name == "customer":
            problem = self._known_customer(said)
            self.field(name).wrong(problem)
        elif name in ("party", "nights"):
            problem = "" if said.isdecimal() and int(said) else _(UNREAD[name])
        if problem or name in UNREAD:
            self.field(name).wrong(problem)
        return not problem

    def _known_customer(self, said: str) -> str:
        """Take the one customer of that very name, if there is just one; what is said when there are several."""
        draft = self.draft
        if draft.anew or draft.found_for != said:
            return ""
        namesakes = draft.namesakes(said)
        if number := digits(self._typed("phone")):
            namesakes = [one for one in namesakes if one.phone and digits(one.phone).endswith(number)]
        elif len(namesakes) > 1:
            return _("Several are called so: point at one with ↓, or type a phone.")
        if len(namesakes) == 1:
            self._set_customer(namesakes[0])
        return ""

    def _named(self, name: str) -> list[object]:
        """What the text of a field names, what it names exactly first."""
        premises, said = self.front.premises, self.field(name).value
        if premises is None:
            return []
        if name == "day":
            day = read_day(said, self._today)
            return [] if day is None else [day]
        choices = self.draft.choices(name, said, premises, self._place, self._today)
        if name == "staff" and folded(_("anyone")).startswith(folded(said)) and len(said) > 1:
            choices.append((_("anyone"), None))
        exact = [value for words, value in choices if folded(words) == folded(said)]
        return exact or [value for _words, value in choices]

    def _take(self, name: str, value: object) -> None:
        """Let a field stand for a value."""
        self.field(name).wrong("")
        if name == "service" and isinstance(value, Service):
            self._set_service(value)
        elif name == "staff":
            self._set_staff(value if isinstance(value, int) else None)
        elif name == "day" and isinstance(value, int):
            self._set_day(value)
        elif name == "time" and isinstance(value, Slot):
            self._set_slot(value)
        elif name == "customer" and isinstance(value, Customer):
            self._set_customer(value)
        elif name == "customer":
            self.draft.customer, self.draft.anew = None, True

    def _read_time(self, said: str) -> bool:
        """A time that is offered, else the one that is typed: the desk may book off the grid."""
        typed = read_time(said)
        offered = self._choices[0][1] if self._here == "time" and self._choices else None
        if isinstance(offered, Slot) and (
            offered in self.draft.instead or typed in (None, clock_of(offered.start, offered.zone))
        ):
            self._set_slot(offered)
        elif typed is not None:
            self._set_clock(typed)
        return self.draft.clock is not None

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
