"""Booking: a few fields to fill in, blind if need be; meanwhile the time is kept, and Esc loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Booking, Customer, CustomerWish, Parked, Reservation, Slot, SlotQuery
from frontdesk.language.dates import time_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.booking_fields import NEEDED, ORDER, BookingFields
from frontdesk.screens.dialogs.dialog import Sentences
from frontdesk.screens.dialogs.draft import Draft, Wish, clock_of
from frontdesk.screens.dialogs.holding import Kept, TimeKept, same_time
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.sentences import obstacle_sentences

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

DECIDES_TIMES = frozenset({"service", "staff", "day", "party", "nights"})
REST = 0.4
"""Seconds without typing after which the time that stands there is kept."""
REASONS = 2
"""How many of the reasons stand beside the time."""


class BookingDialog(BookingFields):
    """The booking form. There is one, filled anew whenever it is opened; what is left in it by Esc is put aside."""

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
        self._taken_up: Parked | None = None
        self._begun: dict[str, str] = {}
        """What stood in the fields before anybody typed."""
        self._answered: SlotQuery | None = None
        """For which question the free times at hand are the answer."""
        self._waiting = False
        """Whether to book as soon as what it depends on is answered."""
        self._entered: str | None = None
        """The field in which Enter waits for the answer that it takes."""
        self._time = TimeKept(self, self._put_kept, self._cannot_keep)
        self._rest: Timer | None = None
        self._lost = ""
        """What was said beside the time because it cannot be kept."""
        self.parking = 0
        """How many are being put aside just now."""
        self._parked = 0
        self.unsaved: list[Parked] = []
        """What could not be stored when it was put aside."""

    @property
    def unready(self) -> bool:
        """Whether the keys that come next should wait: where they belong is just being found out."""
        return self._entered is not None

    def on_mount(self) -> None:
        self._ready = True
        self._begin()

    def on_screen_resume(self) -> None:
        if self._ready:
            self._put_all()

    # opening ---------------------------------------------------------------------------------------------------------

    def prepare(self, wish: Wish, taken_up: Parked | None = None) -> None:
        """An empty form with what is known already; or what was put aside before."""
        self._wish, self._taken_up = wish, taken_up
        if self._ready:
            self._begin()

    def _begin(self) -> None:
        self._empty()
        if self.front.premises is None:
            return
        if self._taken_up is None:
            self._fill_in(self._wish)
        else:
            self._put_back(self._taken_up)
        self.draft.zone, self.draft.day_ends = self._zone, self._day_ends
        self._put_all()
        self._fetch_slots()
        self._focus_next(None)

    def _empty(self) -> None:
        self.draft = Draft()
        self._waiting, self._entered, self._lost = False, None, ""
        self._put_kept()
        for name in ORDER:
            self.field(name).fill("")
            self.field(name).wrong("")
        self._say_problem("")

    def _fill_in(self, wish: Wish) -> None:
        """What is known: from the cursor, from a customer."""
        premises, draft = self.front.premises, self.draft
        assert premises is not None
        if wish.service is not None:
            self._set_service(premises.service(wish.service))
        elif len(premises.services) == 1:
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
        if wish.minute is not None and not draft.by_night:
            self._set_clock(clock_of(wish.minute, wish.zone))
        self._begun = self._all_typed()

    def _put_back(self, parked: Parked) -> None:
        """What was put aside, with the time that is still kept for it."""
        premises = self.front.premises
        assert premises is not None
        draft = self.draft = Draft.of(parked.body, premises)
        for name, text in parked.body["typed"].items():
            if name in ORDER:
                self.field(name).fill(shown(text))
        if draft.day is not None:
            self._set_day(draft.day)
        self._begun = {}
        draft.zone, draft.day_ends = self._zone, self._day_ends
        booking = self._booking()
        if parked.hold is not None and parked.expires is not None:
            if booking is not None:
                self._time.adopt(Kept(parked.hold, parked.expires, booking))
            else:
                token = parked.hold
                self.ask("release", lambda desk: desk.release(token), lambda nothing: None)

    def action_start_anew(self) -> None:
        self._time.want(None)
        self._taken_up = None
        self._begin()

    def _all_typed(self) -> dict[str, str]:
        return {name: text for name in ORDER if (text := self._typed(name))}

    @property
    def touched(self) -> bool:
        """Whether there is something in it that could be lost."""
        return self._ready and self._all_typed() != self._begun

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
        self._waiting, self._entered = False, None
        self.field(name).wrong("")
        before = self.draft.customer
        self.draft.untake(name)
        if name == "customer" and before is not None and self._typed("phone") == shown(before.phone or ""):
            self.field("phone").fill("")  # it is not the phone of whoever is typed now
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
            self._enter_if_waiting("customer")
            self._book_if_waiting()

        if text:
            self.ask("customers", lambda desk: desk.customers(text), found, self._not_found)
        else:
            self.draft.found, self.draft.found_for = [], ""

    @on(Input.Submitted)
    def enter(self, event: Input.Submitted) -> None:
        """Enter takes the choice and goes on to what is missing; when nothing is, it books."""
        self._enter(str(event.input.id))

    def _enter(self, name: str) -> None:
        if self._depends(name):
            self._entered = name
            return
        self._entered = None
        if not self.field(name).value and self.draft.taken(name) is None and name in ("service", "time"):
            self._pointed = self._pointed or bool(self._choices)  # the first that is offered
        settled = self._settle(name)
        self._decided(name)
        if settled:
            self._focus_next(name)

    def _depends(self, name: str) -> bool:
        """Whether what Enter takes here is still being asked for."""
        draft, said = self.draft, self.field(name).value
        if name == "customer":
            return bool(said) and not (self._pointed or draft.customer or draft.anew) and draft.found_for != said
        if name == "time":
            return not (said or self._pointed or draft.clock is not None) and self._answered != self._query()
        return False

    def _enter_if_waiting(self, name: str) -> None:
        if self._entered == name == self._here:
            self._enter(name)

    def _not_found(self, error: FrontdeskError) -> bool:
        self._waiting, self._entered = False, None
        return False

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
            self._enter_if_waiting("time")
            self._book_if_waiting()

        mine = replace(query, hold=self._time.token)
        self.ask("slots", lambda desk: desk.slots(mine), free, self._not_found)

    # the time is kept ------------------------------------------------------------------------------------------------

    def _put_summary(self) -> None:
        super()._put_summary()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._keep_time)

    def _keep_time(self) -> None:
        """Typing rests: keep the time that stands there, or none where too little stands there."""
        if self.is_current and not self.writing:
            self._time.want(self._booking())

    def _put_kept(self) -> None:
        """Say until when the time is kept."""
        kept = self._time.kept
        if self.over or not self._ready:
            return
        if kept is not None and self._lost:
            self._time_field.wrong("")
            self._lost = ""
        until = time_words(kept.expires // 60, self._zone) if kept is not None else ""
        self.title_is(_("Book"), _("kept until {time}").format(time=until) if until else "")
        self._book_if_waiting()

    def _cannot_keep(self, error: FrontdeskError) -> None:
        """Say beside the time that it cannot be had; what stands there stays until somebody changes it."""
        if "obstacles" in error.details and self.is_current:
            self.draft.instead = list(error.details.get("alternatives", ()))
            free = ", ".join(self.draft.near_words(slot, self._today) for slot in self.draft.instead)
            reasons = self._reasons(error)[:REASONS]
            self._lost = "\n".join([*reasons, _("Free: {times}.").format(times=free)] if free else reasons)
            self._time_field.wrong(self._lost)
            if self._here == "time" and not self._pointed:
                self._put_choices()

    def _reasons(self, error: FrontdeskError) -> list[str]:
        return obstacle_sentences(error.details.get("obstacles", ())) or [error.sentence(_)]

    @property
    def _time_field(self) -> Field:
        return self.field("day" if self.draft.by_night else "time")

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
        service, asking = draft.service, self._time.busy
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

    def _booking(self) -> Booking | None:
        """What stands there; None while something is missing."""
        draft = self.draft
        if self._missing or draft.service is None or draft.start is None:
            return None
        if draft.customer is not None:
            who = CustomerWish(draft.customer.id, draft.customer.name, self.new_phone)
        else:
            who = CustomerWish(name=self._typed("customer"), phone=self._typed("phone") or None)
        party, notes = self._number("party"), self._typed("notes")
        return draft.booking(draft.service, draft.start, who, self._place, party, self._nights, notes)

    def action_book(self) -> None:
        self._waiting = self._complete() and self._asking()
        if self._waiting or not self._complete():
            return
        booking = self._booking()
        if booking is not None:
            self._say_problem("")
            order = replace(booking, hold=self._time.token)
            self.tell(lambda desk: desk.book(order), self._booked, self._refused)

    def _booked(self, visit: Reservation) -> None:
        self._time.spent()
        self._empty()
        self._begun = {}
        self.dismiss(visit)

    def _refused(self, error: FrontdeskError) -> bool:
        sentence = error.sentence(_)
        if "alternatives" in error.details or "obstacles" in error.details:
            self.draft.instead = list(error.details.get("alternatives", ()))
            self.draft.untake("time")
            target = "day" if self.draft.by_night else "time"
            self.field(target).wrong("\n".join(self._reasons(error)))
            self._here = target
            self.field(target).input.focus()
            self._fetch_slots()
            self._put_choices()
            self._put_summary()
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

    # leaving ---------------------------------------------------------------------------------------------------------

    def action_close(self) -> None:
        if not self.writing:  # what is being booked is booked
            self.leave()
            self.dismiss(None)

    def leave(self, then: Callable[[], None] = lambda: None) -> None:
        """Put aside what was typed, with its time, and empty the form; ``then``: once nothing can be lost any more."""
        booking, body, place, touched = self._booking(), self.draft.body(self._all_typed()), self._place, self.touched
        self._empty()
        self._begun = {}
        if touched:
            self.parking += 1
            self._time.surrender(partial(self._park, booking, body, place, then))
        else:
            self._time.want(None)
            then()

    def _park(
        self,
        booking: Booking | None,
        body: dict[str, Any],
        place: int | None,
        then: Callable[[], None],
        kept: Kept | None,
    ) -> None:
        token = kept.token if kept is not None else None
        same = kept is not None and booking is not None and same_time(kept.booking, booking)

        def order(desk: Desk) -> Parked | FrontdeskError:
            try:
                if token is not None and not same:
                    desk.release(token)
                return desk.park("booking", body, booking=booking, hold=token if same else None, location=place)
            except FrontdeskError as error:
                return error

        def parked(answer: Parked | FrontdeskError) -> None:
            self.parking -= 1
            if isinstance(answer, FrontdeskError):
                self.unsaved.insert(0, Parked(0, "booking", "", int(self.front.clock.seconds()), body, place))
                said = _("{problem} What was typed is kept until you leave: o brings it back.")
                self.front.say(said.format(problem=answer.sentence(_)), bad=True)
            else:
                self.front.say(_("Parked: o brings it back."))
                then()

        self._parked += 1
        self.ask(f"park {self._parked}", order, parked)  # a group of its own: no other makes its answer unwanted
