"""The fields of a booking: what stands in them, what they stand for, what can be chosen for the one being filled in."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.base.text import digits, folded, shown
from frontdesk.desk.inquiry_values import Agreed
from frontdesk.desk.values import Customer, CustomerRef, Reservation, Service, Slot
from frontdesk.language.amounts import money_words
from frontdesk.language.coming import coming_day
from frontdesk.language.contacts import name_problem, phone_problem
from frontdesk.language.dates import day_of, day_words, minutes_words, read_day, read_time, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.draft import Choice, Draft, clock_of, clock_words
from frontdesk.widgets.field import Field
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.sentences import customer_choice, customer_words

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
    "time": N_("That is no time: try 10:30."),
    "party": N_("A number is needed."),
    "nights": N_("A number is needed."),
}
"""What is said beside a field whose text stands for nothing."""
NOT_QUOTED = {
    "quote_part": N_("for more than this"),
    "quote_other": N_("for something else"),
    "quote_over": N_("which holds no more"),
    "quote_used": N_("another reservation has it"),
}
"""Why a booking does not cost what was quoted."""

PEOPLE_TOO = frozenset(
    ["domingo", "mar", "sun", "mon", "lu", "mi", "ju", "vi", "ma", "reyes", "pascua", "navidad", "easter", "uno"]
)
"""Days, as they may be typed, of whose name people are called too."""


class BookingFields(Dialog[Reservation]):
    """A box with the fields of a booking, and beside them the choices; what is done with them is the form's business."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = Draft()
        self._choices: list[Choice] = []
        self._here = "service"
        """The field being filled in."""
        self._pointed = False
        """Whether the arrows were used to choose, so that the choice counts and not the text."""
        self._ready = False
        self._agreed: Agreed | None = None
        """What was quoted for the inquiry it is booked from."""

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal(id="columns"):
            with VerticalScroll(id="fields", can_focus=False):
                for name, label in FIELDS:
                    yield Field(name, _(label))
            choices = LineList(id="choices")
            choices.can_focus = False
            yield choices
        yield PlainText(id="summary")
        yield PlainText(id="problem")

    # what is known ---------------------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    def _typed(self, name: str) -> str:
        return self.field(name).value if self._ready else ""

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
            if draft.looked is not None and draft.looked[0] is None:
                draft.looked = (service.id, *draft.looked[1:])  # the first that is chosen; the time stood there before
            if draft.staff is not None and draft.staff not in service.staff:
                self._let_staff_go(draft.staff)
        self._show_fields()

    def _let_staff_go(self, staff: int) -> None:
        """Whoever was chosen does not do this: say so beside the field that is empty now."""
        person = self.front.premises.resource(staff) if self.front.premises else None
        self._set_staff(None)
        if person is not None:
            self.field("staff").wrong(_("{name} does not do this: anyone else.").format(name=shown(person.name)))

    def _set_staff(self, staff: int | None) -> None:
        self.draft.staff = staff
        person = self.front.premises.resource(staff) if self.front.premises and staff is not None else None
        self.field("staff").fill(shown(person.name) if person else "")

    def _set_day(self, day: int) -> None:
        self.draft.day = day
        self.field("day").fill(day_words(day, self.today))

    def _set_customer(self, customer: Customer | CustomerRef) -> None:
        self.draft.customer = customer
        self.field("customer").fill(shown(customer.name))
        self.field("customer").wrong("")
        self.field("phone").fill(shown(customer.phone or ""))

    def _set_slot(self, slot: Slot) -> None:
        """Take a free time, with its day."""
        self._set_day(day_of(slot.start - self.day_ends, slot.zone))
        self._set_clock(clock_of(slot.start, slot.zone), slot)

    def _set_clock(self, clock: int, slot: Slot | None = None) -> None:
        self.draft.clock, self.draft.slot = clock, slot
        self.draft.gone = False
        self.draft.look()
        self.field("time").fill(clock_words(clock))
        self.field("time").wrong("")

    def _show_fields(self) -> None:
        """Only what the service asks for; what is hidden takes no focus and holds nothing."""
        service, by_night = self.draft.service, self.draft.by_night
        if service is None and self._typed("service"):
            return  # another one is being typed
        alone = service is not None and "staff" not in service.needs and not service.grouped
        self._keep_nights()
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
            if self.draft.looked is not None:
                self.draft.looked = (self.draft.looked[0], None, self.draft.looked[2])
        self.field("day").rename(_("Arrival") if by_night else _("Date"))

    def _keep_nights(self) -> None:
        """How many nights were said stays known until there is a service that has them."""
        draft, field = self.draft, self.field("nights")
        if not draft.by_night:
            draft.nights_said = field.value or draft.nights_said
        elif draft.nights_said:
            field.fill(field.value or draft.nights_said)
            draft.nights_said = ""

    def _put_summary(self) -> None:
        draft, premises = self.draft, self.front.premises
        service = draft.service
        parts = [shown(service.name)] if service else []
        if draft.start is not None and draft.day is not None:
            parts.append(f"{day_words(draft.day, self.today)} {time_words(draft.start, self.zone)}")
        if service is not None and premises is not None:
            parts += [] if service.nights else [minutes_words(service.minutes(draft.staff, self._number("party")))]
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
        if self.new_phone is not None:
            parts.append(_("phone {phone} will be saved").format(phone=shown(self.new_phone)))
        self.query_one("#summary", PlainText).update(" · ".join(part for part in parts if part))

    def _price_words(self, service: Service, currency: str) -> str:
        """What will be charged: what was quoted, beside what the list says; or that, and why the quote is not taken."""
        listed, quoted = self._listed_words(service, currency), self._agreed
        if quoted is None:
            return listed
        said = money_words(quoted.total, quoted.currency)
        differs = quoted.differs({service.id}, self._number("party"), self._nights, self.draft.day)
        if differs or quoted.currency != currency:
            why = _(NOT_QUOTED.get(differs, NOT_QUOTED["quote_other"]))
            return _("{listed} (quoted {quoted}, {why})").format(listed=listed, quoted=said, why=why)
        if said == listed:
            return _("{quoted} as quoted").format(quoted=said)
        return _("{quoted} as quoted (list price {listed})").format(quoted=said, listed=listed)

    def _listed_words(self, service: Service, currency: str) -> str:
        """What the house asks; a lower bound where people have prices of their own and nobody was chosen."""
        units = self._number("party") if service.grouped else max(1, self._nights)
        if self.draft.staff is None and not service.one_price:
            lowest = min(service.price_with(staff) for staff in service.staff)
            return _("from {price}").format(price=money_words(lowest * units, currency))
        return money_words(service.price_with(self.draft.staff) * units, currency)

    @property
    def new_phone(self) -> str | None:
        """The phone that was typed for a customer of whom another one, or none, is known."""
        typed, customer = self._typed("phone"), self.draft.customer
        known = digits(customer.phone or "") if customer is not None else ""
        same = len(digits(typed)) > 6 and known.endswith(digits(typed).lstrip("0"))
        return typed if customer is not None and digits(typed) and digits(typed) != known and not same else None

    # choices ---------------------------------------------------------------------------------------------------------

    def _put_choices(self) -> None:
        premises, draft, here = self.front.premises, self.draft, self._here
        if premises is None:
            return
        self._choices = draft.choices(here, self.field(here).value, premises, self.place_id, self.today)
        self._pointed = False
        lines = self.query_one("#choices", LineList)
        lines.empty = ""
        if here == "time" and draft.service is not None:
            lines.empty = _("None begins so.") if draft.slots else _("No free time.")
        if here == "day" and draft.by_night:
            lines.empty = _("Nothing is free for these nights.")
        values = [value for _words, value in self._choices]
        taken = draft.slot if here == "time" else draft.taken(here)
        at = values.index(taken) if taken is not None and taken in values else 0
        if here == "time" and taken is None and draft.start is not None:
            start = draft.start
            at = next((n for n, value in enumerate(values) if isinstance(value, Slot) and value.start >= start), 0)
        if here == "time" and draft.instead:
            at = -1  # none is taken that was not pointed at
        room = lines.scrollable_content_region.width - 1 if lines.size.width else self.app.size.width
        rows = [
            customer_choice(value, room) if isinstance(value, Customer) else words for words, value in self._choices
        ]
        lines.fill([(words,) for words in rows], at)

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
        if name == "time" and name == self._here:
            draft.look()
        if not said or draft.taken(name) is not None:
            return True
        problem = ""
        if name in ("service", "staff", "day"):
            values = self._named(name)
            if values:
                self._take(name, values[0])
            else:
                problem = coming_day(said, self.today)[1] if name == "day" else _(UNREAD[name])
        elif name == "time":
            problem = "" if self._read_time(said) else _(UNREAD[name])
        elif name == "customer":
            problem = self._known_customer(said) or ("" if draft.customer else self._no_name(said))
            self.field(name).wrong(problem)
        elif name == "phone":
            problem = self._phone_problem(said)
            self.field(name).wrong(problem)
        elif name in ("party", "nights"):
            problem = "" if said.isdecimal() and int(said) else _(UNREAD[name])
        if name == "time" and not problem and draft.instead:
            return True  # what was refused stays, with the reason beside it
        if problem or name in UNREAD:
            self.field(name).wrong(problem)
        return not problem

    def _phone_problem(self, said: str) -> str:
        """What is wrong with a phone; the last digits of a known one tell people apart and are none too few."""
        draft = self.draft
        known = [draft.customer] if draft.customer is not None else draft.namesakes(self._typed("customer"))
        if any(said == shown(one.phone or "") for one in known):
            return ""
        number = digits(said)
        return "" if number and any(digits(one.phone or "").endswith(number) for one in known) else phone_problem(said)

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

    def _no_name(self, said: str) -> str:
        """Why a text is no name for somebody new."""
        if too_long := name_problem(said):
            return too_long
        if not any(sign.isalpha() for sign in said):
            return _("A name has letters; a number goes into Phone.")
        if read_time(said) is not None or (read_day(said, self.today) is not None and folded(said) not in PEOPLE_TOO):
            return _("That is a time or a date: type a name.")
        return ""

    def _named(self, name: str) -> list[object]:
        """What the text of a field names, what it names exactly first."""
        premises, said = self.front.premises, self.field(name).value
        if premises is None:
            return []
        if name == "day":
            day, _problem = coming_day(said, self.today)
            return [] if day is None else [day]
        choices = self.draft.choices(name, said, premises, self.place_id, self.today)
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
        """A time that is offered, else the one that is typed: the desk may book off the grid.

        What is offered in place of a refused one is only taken when it is pointed at.
        """
        typed = read_time(said)
        if self.draft.instead:
            self.draft.clock = typed
            return typed is not None
        offered = self._choices[0][1] if self._here == "time" and self._choices else None
        if isinstance(offered, Slot) and typed in (None, clock_of(offered.start, offered.zone)):
            self._set_slot(offered)
        elif typed is not None:
            self._set_clock(typed)
        return self.draft.clock is not None
