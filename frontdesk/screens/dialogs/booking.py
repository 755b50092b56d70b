"""Booking: a few fields, and beside them what can be chosen for the one being filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct
from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import folded, shown
from frontdesk.desk.values import (
    Booking,
    Customer,
    CustomerRef,
    CustomerWish,
    LineWish,
    Reservation,
    Service,
    Slot,
    SlotQuery,
)
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import (
    day_of,
    day_words,
    instant,
    minutes_words,
    near_day_words,
    read_day,
    read_time,
    time_words,
)
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog, Sentences
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.sentences import customer_words, obstacle_sentences, slot_choice, slot_words

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
DAYS_OFFERED = 21
REFUSED_TIMES = frozenset(
    {"slot_taken", "not_open", "not_bookable", "session_full", "nonexistent_time", "ambiguous_time", "hold_expired"}
)


class Wish(Struct, frozen=True):
    """What is known before the form is opened: from the cursor, or from a customer."""

    service: int | None = None
    staff: int | None = None
    day: int | None = None
    minute: int | None = None
    zone: str = "UTC"
    customer: CustomerRef | None = None
    party: int | None = None
    nights: int | None = None


class BookingDialog(Dialog[Reservation]):
    """The booking form. It is kept: what was typed is there again when it is opened anew."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "book", "booking.book", N_("book"), N_("Book what stands here")),
        key("down", "choice(1)", "booking.down", N_("next choice"), N_("The next of the choices"), show=False),
        key("up", "choice(-1)", "booking.up", N_("choice before"), N_("The choice before"), show=False),
        key("ctrl+n", "start_anew", "booking.anew", N_("empty form"), N_("Empty every field")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._service: Service | None = None
        self._staff: int | None = None
        self._day: int | None = None
        self._start: int | None = None
        self._slot: Slot | None = None
        self._customer: Customer | CustomerRef | None = None
        self._slots: list[Slot] = []
        self._instead: list[Slot] = []
        self._found: list[Customer] = []
        self._here = "service"
        self._ready = False

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
        return (
            self._service is None
            and self._customer is None
            and not any(self._typed(n) for n in ("service", "customer", "phone", "notes"))
        )

    def _typed(self, name: str) -> str:
        return self.field(name).value if self._ready else ""

    def prepare(self, wish: Wish, *, anew: bool) -> None:
        """Take over what is known. With ``anew`` time and person are those given, though other things were typed before."""
        if not self.untouched and not anew and wish.customer is None:
            return
        self._wish = wish
        if self._ready:
            self._begin()

    def _begin(self) -> None:
        """Fill in what the wish says; what else was typed stays."""
        wish, premises = self._wish, self.front.premises
        if premises is None:
            return
        if wish.service is not None:
            self._set_service(premises.service(wish.service))
        elif self._service is None and len(premises.services) == 1:
            self._set_service(premises.services[0])
        self._set_staff(wish.staff)
        self._set_day(wish.day if wish.day is not None else self._today)
        if wish.customer is not None:
            self._set_customer(wish.customer)
        if wish.party is not None:
            self.field("party").fill(str(wish.party))
        if wish.nights:
            self.field("nights").fill(str(wish.nights))
        self._start, self._slot = wish.minute, None
        self.field("time").fill(time_words(wish.minute, wish.zone) if wish.minute is not None else "")
        self._instead = []
        self._put_all()
        self._fetch_slots()
        self._focus_next(None)

    def action_start_anew(self) -> None:
        for name, _label in FIELDS:
            self.field(name).fill("")
            self.field(name).wrong("")
        self._service, self._customer, self._found, self._staff = None, None, [], None
        self._say_problem("")
        self._begin()

    def _put_all(self) -> None:
        self._show_fields()
        self._put_choices()
        self._put_summary()

    # what is known ---------------------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    @property
    def _zone(self) -> str:
        premises = self.front.premises
        place = self.front.place or (premises.locations[0] if premises and premises.locations else None)
        return place.zone if place else "UTC"

    @property
    def _today(self) -> int:
        return day_of(int(self.front.clock.seconds() // 60), self._zone)

    @property
    def _place(self) -> int | None:
        return self.front.place.id if self.front.place else None

    def _number(self, name: str) -> int:
        value = self.field(name).value
        return int(value) if value.isdecimal() and int(value) else 1

    @property
    def _nights(self) -> int:
        return self._number("nights") if self._service is not None and self._service.nights else 0

    def _set_service(self, service: Service | None) -> None:
        self._service = service
        if service is not None:
            self.field("service").fill(shown(service.name))
            if self._staff is not None and self._staff not in service.staff:
                self._set_staff(None)
            if service.nights:
                self._untake("time")
        self._show_fields()

    def _set_staff(self, staff: int | None) -> None:
        self._staff = staff
        person = self.front.premises.resource(staff) if self.front.premises and staff is not None else None
        self.field("staff").fill(shown(person.name) if person else "")

    def _set_day(self, day: int) -> None:
        self._day = day
        self.field("day").fill(day_words(day, self._today))

    def _set_customer(self, customer: Customer | CustomerRef) -> None:
        self._customer = customer
        self.field("customer").fill(shown(customer.name))
        self.field("phone").fill(shown(customer.phone or ""))

    def _set_slot(self, slot: Slot) -> None:
        self._slot, self._start = slot, slot.start
        self._set_day(day_of(slot.start, slot.zone))
        self.field("time").fill(time_words(slot.start, slot.zone))
        self.field("time").wrong("")

    def _show_fields(self) -> None:
        """Only what the service asks for."""
        service = self._service
        self.field("nights").set_class(service is None or not service.nights, "hidden")
        self.field("time").set_class(service is not None and service.nights, "hidden")
        self.field("staff").set_class(
            service is not None and "staff" not in service.needs and not service.grouped, "hidden"
        )
        self.field("day").rename(_("Arrival") if service is not None and service.nights else _("Date"))

    # choices ---------------------------------------------------------------------------------------------------------

    def _rows(self) -> list[tuple[str, object]]:
        """What can be chosen for the field one is in: its words and its value."""
        premises = self.front.premises
        if premises is None:
            return []
        typed = folded(self.field(self._here).value)
        match self._here:
            case "service":
                words = "" if self._service is not None else typed
                return [(shown(s.name), s) for s in premises.services if words in folded(s.name)]
            case "staff":
                words = "" if self._staff is not None else typed
                staff = [
                    r
                    for r in premises.resources
                    if r.kind == "staff" and (self._place is None or r.location == self._place)
                ]
                if self._service is not None and self._service.staff:
                    staff = [r for r in staff if r.id in self._service.staff]
                anyone: list[tuple[str, object]] = [(_("anyone"), None)] if not words else []
                return anyone + [(shown(r.name), r.id) for r in staff if words in folded(r.name)]
            case "day":
                read = read_day(self.field("day").value, self._today)
                days = list(range(self._today, self._today + DAYS_OFFERED))
                if read is not None:
                    days = [read, *(day for day in days if day != read)]
                return [(near_day_words(day, self._today), day) for day in days]
            case "time":
                words = "" if self._start is not None else self.field("time").value
                offered: list[tuple[str, object]] = [
                    (_("instead: {slot}").format(slot=slot_words(slot, self._today)), slot) for slot in self._instead
                ]
                return offered + [
                    (slot_choice(slot), slot) for slot in self._slots if slot_choice(slot).startswith(words)
                ]
            case "customer":
                if self._customer is not None or not typed:
                    return []
                found: list[tuple[str, object]] = [(customer_words(customer), customer) for customer in self._found]
                return [*found, (_("＋ new: {name}").format(name=shown(self.field("customer").value)), None)]
        return []

    def _put_choices(self) -> None:
        choices = self.query_one("#choices", LineList)
        rows = self._rows()
        choices.empty = _("No free time.") if self._here == "time" and self._service is not None else ""
        values = [value for _words, value in rows]
        chosen: object = {"service": self._service, "staff": self._staff, "day": self._day, "time": self._slot}.get(
            self._here
        )
        at = values.index(chosen) if chosen is not None and chosen in values else 0
        if self._here == "time" and chosen is None and self._start is not None:
            at = next(
                (n for n, value in enumerate(values) if isinstance(value, Slot) and value.start >= self._start), 0
            )
        choices.fill([(words,) for words, _value in rows], at)

    def action_choice(self, by: int) -> None:
        choices = self.query_one("#choices", LineList)
        if not choices.count:
            (self.app.screen.focus_next if by > 0 else self.app.screen.focus_previous)()
        else:
            choices.action_by(by)
            if self._here in ("time", "day", "staff"):
                self._untake(self._here)

    def _untake(self, name: str) -> None:
        """The field's text no longer stands for what was taken before."""
        match name:
            case "service":
                self._service, self._slot = None, None
            case "staff":
                self._staff = None
            case "day":
                self._day = None
            case "time":
                self._start, self._slot = None, None
            case "customer":
                self._customer = None

    def _take(self, name: str) -> None:
        """Let the field stand for what is typed in it, or for the choice the cursor is on."""
        rows = self._rows()
        cursor = self.query_one("#choices", LineList).cursor
        value = rows[cursor][1] if cursor < len(rows) else None
        typed = self.field(name).value
        if name == "service" and self._service is None and typed and isinstance(value, Service):
            self._set_service(value)
        elif name == "staff" and self._staff is None and rows:
            self._set_staff(value if isinstance(value, int) else None)
        elif name == "day" and self._day is None and isinstance(value, int):
            self._set_day(value)
        elif name == "time" and self._start is None:
            self._take_time(value)
        elif name == "customer" and self._customer is None and isinstance(value, Customer):
            self._set_customer(value)
            self.field("customer").wrong("")

    def _take_time(self, value: object) -> None:
        typed = read_time(self.field("time").value)
        if isinstance(value, Slot) and (
            typed is None
            or time_words(value.start, value.zone) == f"{typed // 60:02}:{typed % 60:02}"
            or value in self._instead
        ):
            self._set_slot(value)
        elif typed is not None and self._day is not None:
            self._start = instant(self._day, typed, self._zone)
            self.field("time").fill(time_words(self._start, self._zone))

    @on(events.DescendantFocus)
    def go_in(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Input) and event.widget.id:
            self._here = event.widget.id
            self._put_choices()

    @on(events.DescendantBlur)
    def go_out(self, event: events.DescendantBlur) -> None:
        name = event.widget.id
        if isinstance(event.widget, Input) and name == self._here:
            typed = bool(self.field(name).value)
            if typed and name != "customer":
                self._take(name)
            elif name in ("day",) and self._day is None:
                self._set_day(self._today)
            self._refetch(name)
            self._put_summary()

    @on(Input.Changed)
    def typing(self, event: Input.Changed) -> None:
        name = str(event.input.id)
        self.field(name).wrong("")
        self._untake(name)
        if name == "customer":
            self._search(self.field("customer").value)
        self._put_choices()
        self._put_summary()

    def _search(self, text: str) -> None:
        def found(customers: list[Customer]) -> None:
            self._found = customers
            if self._here == "customer":
                self._put_choices()

        if text:
            self.ask("customers", lambda desk: desk.customers(text, limit=8), found)
        else:
            self._found = []

    @on(Input.Submitted)
    def enter(self, event: Input.Submitted) -> None:
        """Enter takes the choice and goes on to what is missing; when nothing is, it books."""
        name = str(event.input.id)
        self._take(name)
        self._refetch(name)
        self._put_summary()
        self._focus_next(name)

    @on(LineList.Chosen)
    def take_clicked(self) -> None:
        self._untake(self._here)
        self._take(self._here)
        self._refetch(self._here)
        self._put_summary()

    def _refetch(self, name: str) -> None:
        if name in ("service", "staff", "day", "party", "nights"):
            self._fetch_slots()

    def _missing(self) -> list[str]:
        service = self._service
        wanted = [("service", service is None), ("day", self._day is None)]
        if service is None or not service.nights:
            wanted.append(("time", self._start is None))
        wanted.append(("customer", self._customer is None and not self._typed("customer")))
        return [name for name, missing in wanted if missing]

    def _focus_next(self, after: str | None) -> None:
        """Go to the next field that must be filled; a new customer's phone is asked for; then book."""
        order = [name for name, _label in FIELDS]
        missing = self._missing()
        if after is None:
            target = missing[0] if missing else "notes"
        elif after == "customer" and self._customer is None and self._typed("customer"):
            target = "phone"
        else:
            at = order.index(after)
            later = [name for name in missing if order.index(name) > at]
            if not missing:
                if after in ("customer", "phone", "notes"):
                    self.action_book()
                    return
                target = "customer" if after != "customer" else "notes"
            else:
                target = later[0] if later else missing[0]
        self.field(target).input.focus()

    # times -----------------------------------------------------------------------------------------------------------

    def _fetch_slots(self) -> None:
        service, day = self._service, self._day
        self._slots = []
        if service is None or day is None:
            return
        customer = self._customer.id if self._customer else None
        query = SlotQuery(
            service.id,
            day,
            day,
            staff=self._staff,
            location=self._place,
            party=self._number("party"),
            customer=customer,
            nights=self._nights,
        )

        def free(slots: list[Slot]) -> None:
            self._slots = slots if self._staff is not None else first_of_each(slots)
            if self._nights and slots:
                self._start, self._slot = slots[0].start, slots[0]
            if self._here == "time":
                self._put_choices()
            self._put_summary()

        self.ask("slots", lambda desk: desk.slots(query), free)

    def _put_summary(self) -> None:
        service = self._service
        parts = [shown(service.name)] if service else []
        if self._start is not None and self._day is not None:
            parts.append(f"{day_words(self._day, self._today)} {time_words(self._start, self._zone)}")
        if service is not None and self.front.premises is not None:
            if not service.nights:
                parts.append(minutes_words(service.duration))
            parts.append(money_words(service.price * max(1, self._nights), self.front.premises.business.currency))
        if self._customer is not None:
            parts.append(customer_words(self._customer))
        elif self._typed("customer"):
            parts.append(_("new: {name}").format(name=shown(self._typed("customer"))))
        self.query_one("#summary", Sentences).update(" · ".join(parts))

    # booking ---------------------------------------------------------------------------------------------------------

    def _complete(self) -> bool:
        sentences = {
            "service": _("Which service?"),
            "day": _("Which day?"),
            "time": _("At what time?"),
            "customer": _("For whom?"),
        }
        missing = self._missing()
        for name, sentence in sentences.items():
            self.field(name).wrong(sentence if name in missing else "")
        for name in ("party", "nights"):
            value = self.field(name).value
            bad = bool(value) and not (value.isdecimal() and int(value))
            self.field(name).wrong(_("A number is needed.") if bad else "")
            missing += [name] if bad else []
        if self._service is not None and self._service.nights and self._start is None and not missing:
            self.field("day").wrong(_("Nothing is free for these nights."))
            missing.append("day")
        if missing:
            self.field(missing[0]).input.focus()
        return not missing

    def action_book(self) -> None:
        self._take(self._here)
        if not self._complete() or self._service is None or self._start is None:
            return
        booking = self._booking(self._service, self._start)
        self._say_problem("")
        self.tell(lambda desk: desk.book(booking), self._booked, self._refused)

    def _booking(self, service: Service, start: int) -> Booking:
        slot = self._slot if self._slot is not None and self._slot.start == start else None
        if slot is None and service.grouped:
            slot = next((free for free in self._slots if free.start == start), None)
        session = slot.session if slot is not None else None
        if self._customer is not None:
            who = CustomerWish(id=self._customer.id)
        else:
            who = CustomerWish(name=self._typed("customer"), phone=self._typed("phone") or None)
        line = LineWish(service=service.id, staff=self._staff, session=session)
        return Booking(
            (line,),
            start,
            who,
            location=self._place,
            party=self._number("party"),
            nights=self._nights,
            notes=self._typed("notes"),
        )

    def _booked(self, visit: Reservation) -> None:
        self._service, self._customer, self._start, self._slot, self._instead = None, None, None, None, []
        for name, _label in FIELDS:
            self.field(name).fill("")
        self.dismiss(visit)

    def _refused(self, error: FrontdeskError) -> bool:
        sentence = error.sentence(_)
        named = str(error.params.get("field", ""))
        if error.code in REFUSED_TIMES:
            obstacles = obstacle_sentences(error.details.get("obstacles", ()))
            self._instead = list(error.details.get("alternatives", ()))
            target = "day" if self._nights else "time"
            self._untake("time")
            self.field(target).wrong("\n".join(obstacles) or sentence)
            self._here = target
            self.field(target).input.focus()
            self._fetch_slots()
            self._put_choices()
            return True
        if named in {name for name, _label in FIELDS}:
            self.field(named).wrong(sentence)
            self.field(named).input.focus()
            return True
        self._say_problem(sentence)
        return True

    def _say_problem(self, sentence: str) -> None:
        self.query_one("#problem", Sentences).update(sentence)


def first_of_each(slots: list[Slot]) -> list[Slot]:
    """One slot for each start: where anybody may serve, who it will be is chosen when it is written."""
    kept: dict[tuple[int, int | None], Slot] = {}
    for slot in slots:
        kept.setdefault((slot.start, slot.session), slot)
    return list(kept.values())
