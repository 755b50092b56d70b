"""Booking: a few fields to fill in, blind if need be; meanwhile the time is kept, and Esc loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.binding import BindingType
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.duty.values import LostWish
from frontdesk.desk.inquiry_values import Agreed, Inquiry
from frontdesk.desk.values import Customer, CustomerWish, Obstacle, Parked, Reservation
from frontdesk.language.i18n import _
from frontdesk.language.inquiries import stage_words
from frontdesk.screens.dialogs.alike import ask_all_the_same, under_other_names
from frontdesk.screens.dialogs.booking_fields import NEEDED, ORDER
from frontdesk.screens.dialogs.booking_time import BookingTime
from frontdesk.screens.dialogs.draft import Draft, clock_of
from frontdesk.screens.dialogs.holding import Kept
from frontdesk.screens.dialogs.parking import Parking
from frontdesk.screens.losing import lost_reason, note_here, refused_reason, wish_words
from frontdesk.screens.wish import Wish
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

DECIDES_TIMES = frozenset({"service", "staff", "day", "party", "nights"})


class BookingDialog(BookingTime):
    """The booking form. There is one, filled anew whenever it is opened; what is left in it by Esc is put aside."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "book", "booking.book", N_("book"), N_("Book what stands here")),
        key("down", "choice(1)", "booking.down", N_("next choice"), N_("The next of the choices"), show=False),
        key("up", "choice(-1)", "booking.up", N_("choice before"), N_("The choice before"), show=False),
        key("tab", "beside(1)", "ask.next", N_("next field"), N_("The next field or part"), show=False),
        key("shift+tab", "beside(-1)", "ask.before", N_("field before"), N_("The field or part before"), show=False),
        key("ctrl+r", "lose", "booking.lose", N_("lost demand"), N_("Note what was asked for in vain; the form stays")),
        key("ctrl+n", "start_anew", "booking.anew", N_("empty form"), N_("Empty every field")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._taken_up: Parked | None = None
        self._asked_for = ""
        """The beginning of a known name that was said to be one."""
        self._begun: dict[str, str] = {}
        """What stood in the fields before anybody typed."""
        self._newcomer = CustomerWish()
        """Who is to be made new, though others with that phone may be known."""
        self.parking = Parking(self)
        self._missed: LostWish | None = None
        """What could not be had while the form was open."""
        self._inquiry: tuple[str, int] | None = None
        """The inquiry it is booked from, as of which version."""

    @property
    def unready(self) -> bool:
        """Whether the keys that come next should wait: where they belong is just being found out."""
        return self._entered is not None

    def on_mount(self) -> None:
        self._ready = True
        for name in ORDER:
            self.field(name).input.typed = self.typing
        self._begin()

    def on_screen_resume(self) -> None:
        if self._ready:
            self._put_all()

    @property
    def _newcomer_wished(self) -> CustomerWish | None:
        return self._wish.newcomer if self._taken_up is None else None

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
        self.draft.zone, self.draft.day_ends = self.zone, self.day_ends
        self._put_all()
        self._fetch_slots()
        self._look_what_was_quoted()
        self._focus_next(None)

    def _look_what_was_quoted(self) -> None:
        """What was quoted is what it will cost: that stands in the summary before it is booked."""
        inquiry = self._inquiry
        if inquiry is None:
            return

        def known(agreed: Agreed | None) -> None:
            if self._inquiry == inquiry:
                self._agreed = agreed
                self._put_summary()

        self.ask("agreed", lambda desk: desk.inquiries.agreed(inquiry[0]), known)

    def _empty(self) -> None:
        self._inquiry = self._agreed = None
        self.draft, self._newcomer, self._missed = Draft(), CustomerWish(), None
        self._waiting, self._entered, self._lost, self._asked_for = False, None, "", ""
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
        if wish.staff is not None and performers is not None and wish.staff not in performers:
            self._let_staff_go(wish.staff)
        else:
            self._set_staff(wish.staff)
        self._set_day(wish.day if wish.day is not None else self.today)
        if wish.customer is not None:
            self._set_customer(wish.customer)
        if wish.party is not None:
            self.field("party").fill(str(wish.party))
        if wish.nights and draft.by_night:
            self.field("nights").fill(str(wish.nights))
        elif wish.nights:
            draft.nights_said = str(wish.nights)
        if wish.minute is not None and not draft.by_night:
            self._set_clock(clock_of(wish.minute, wish.zone))
        if wish.newcomer is not None and wish.customer is None:
            self.field("customer").fill(shown(wish.newcomer.name or ""))
            self.field("phone").fill(shown(wish.newcomer.phone or ""))
        if wish.notes:
            self.field("notes").fill(" ".join(shown(wish.notes).split()))
        self._inquiry = wish.inquiry
        self._begun = self._all_typed()

    def _put_back(self, parked: Parked) -> None:
        """What was put aside, with the time that is still kept for it."""
        premises = self.front.premises
        assert premises is not None
        draft = self.draft = Draft.of(parked.body, premises)
        if given := parked.body.get("inquiry"):
            self._inquiry = (str(given[0]), int(given[1]))
        for name, text in parked.body["typed"].items():
            if name in ORDER:
                self.field(name).fill(shown(text))
        if draft.day is not None:
            self._set_day(draft.day)
        draft.look()
        self._begun = {}
        draft.zone, draft.day_ends = self.zone, self.day_ends
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
                self._set_day(self.today)
            self._settle(name)
            self._decided(name)

    def typing(self, event: Input.Changed) -> None:
        name = str(event.input.id)
        self._waiting, self._entered = False, None
        self.field(name).wrong("")
        before = self.draft.customer
        self.draft.untake(name)
        self.draft.gone = self.draft.gone and name != "time"
        if name == "customer" and before is not None and self._typed("phone") == shown(before.phone or ""):
            self.field("phone").fill("")  # it is not the phone of whoever is typed now
        if name == "time" or name in DECIDES_TIMES:
            self.draft.instead = []
        if self._lost and name in DECIDES_TIMES:
            self._time_field.wrong("")  # it was said of another day, person or service
            self._lost = ""
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
            self._go_on()

        if text:
            self.ask("customers", lambda desk: desk.customers(text), found, self._no_answer)
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
        if name == "time" and self.draft.gone and not (self.field("time").value or self._pointed):
            return  # it was confirmed a moment too late: the first free one is not what was meant
        if not self.field(name).value and self.draft.taken(name) is None and name in ("service", "time"):
            self._pointed = self._pointed or bool(self._choices)  # the first that is offered
        if name == "time" and self.draft.instead and not self._pointed:
            return  # what stands there cannot be had: what is offered instead of it is to be pointed at
        settled = self._settle(name)
        self._decided(name)
        if settled and name == "customer" and self._maybe_known():
            return
        if settled:
            self._focus_next(name)

    def _maybe_known(self) -> bool:
        """What is typed begins a known name: the first Enter says so and stays, the second makes somebody new."""
        draft, said = self.draft, self._typed("customer")
        if not said or draft.customer is not None or draft.anew or self._asked_for == said or not draft.begun(said):
            return False
        self._asked_for = said
        self.field("customer").told(_("Known: ↓ Enter takes one; Enter again makes a new one."))
        return True

    def _depends(self, name: str) -> bool:
        """Whether what Enter takes here is still being asked for."""
        draft, said = self.draft, self.field(name).value
        if name == "customer":
            return bool(said) and not (self._pointed or draft.customer or draft.anew) and draft.found_for != said
        if name == "time":
            if draft.unlooked:
                return self._proving or self._answered != self._query()
            return not (said or self._pointed or draft.clock is not None) and self._answered != self._query()
        return False

    def _go_on(self) -> None:
        if self._entered is not None and self._entered == self._here and not self._depends(self._here):
            self._enter(self._here)
        elif self._waiting:
            self.action_book()

    def _no_answer(self, error: FrontdeskError) -> bool:
        self._waiting, self._entered, self._proving = False, None, False
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
        if self.draft.unlooked and missing:
            missing = [name for name in ORDER if name in (*missing, "time")]
        if after is None:
            target = missing[0] if missing else "notes"
        elif after == "customer" and self.draft.customer is None and self._typed("customer"):
            target = "phone"
        elif missing:
            target = next((name for name in missing if ORDER.index(name) > ORDER.index(after)), missing[0])
        elif self.draft.unlooked:
            target = "time"
        elif after in ("phone", "notes"):
            self.action_book()
            return
        else:
            target = "notes" if self.draft.customer is not None else "customer"
        if target == "notes" and not missing and not self._hindrance:
            self.field("notes").told(_("Enter books."))
        self.field(target).input.focus()

    # booking ---------------------------------------------------------------------------------------------------------

    def _complete(self) -> bool:
        unread = {name for name in (self._here, *ORDER) if not self._settle(name)}
        missing = [name for name in self._missing if name not in unread]
        for name in missing:
            self.field(name).wrong(_(NEEDED[name]))
        wrong = [name for name in ORDER if name in unread or name in missing]
        answered = self._answered is not None and self._answered == self._query()
        if self.draft.by_night and self.draft.start is None and answered and not wrong:
            where, sentence = self._hindered or ("day", _("Nothing is free for these nights."))
            if not self._proving:  # the reason is being asked for
                self.field(where).wrong(sentence)
                wrong = [where]
        if self.draft.anew and not self._typed("phone") and self.draft.namesakes(self._typed("customer")):
            self.field("phone").wrong(_("Somebody of this name is known: a phone tells them apart."))
            wrong.append("phone")
        if self.draft.unlooked and not wrong:
            self.field("time").wrong(_("Chosen for another day, person or service: Enter if it is right."))
            wrong = ["time"]
        if wrong:
            self.field(wrong[0]).input.focus()
        return not wrong

    def _asking(self) -> bool:
        """Ask for what the booking depends on and is not known yet; whether there is such."""
        draft, name = self.draft, self._typed("customer")
        service, asking = draft.service, self._time.busy or self._proving
        if service is not None and (service.nights or service.grouped) and self._answered != self._query():
            self._fetch_slots()
            asking = True
        if draft.customer is None and not draft.anew and draft.found_for != name:
            self._search(name)
            asking = True
        return asking

    def action_book(self) -> None:
        self._waiting = self._complete() and self._asking()
        if self._waiting or not self._complete():
            return
        booking = self._booking()
        if booking is None:
            return
        self._say_problem("")
        who = booking.customer
        if who.id is None and who.phone and who != self._newcomer:
            self.ask("alike", lambda desk: under_other_names(desk, who), partial(self._compared, who), keys_wait=True)
            return
        order = replace(booking, hold=self._time.token)
        if self._inquiry is None:
            self.tell(lambda desk: desk.book(order), self._booked, self._refused)
            return
        asked, version = self._inquiry

        def book(desk: Desk) -> Reservation:
            return desk.inquiries.book(asked, order, version=version)[0]

        self.tell(book, self._booked, self._refused)

    def _compared(self, who: CustomerWish, known: list[Customer]) -> None:
        """It is known who else has the phone of somebody new: book where nobody has, else ask first."""

        def all_the_same() -> None:
            booking = self._booking()
            if booking is not None and booking.customer == who:  # else something else stands there by now
                self._newcomer = who
                self.action_book()

        ask_all_the_same(self, known, all_the_same)

    def _booked(self, visit: Reservation) -> None:
        self._time.spent()
        self._empty()
        self._begun = {}
        self.dismiss(visit)

    def _cannot_keep(self, error: FrontdeskError) -> None:
        self._miss(error)
        super()._cannot_keep(error)

    def _miss(self, error: FrontdeskError) -> None:
        """What stands there is full or closed: where nothing else is booked, that demand is lost."""
        draft, reason = self.draft, refused_reason(error)
        if reason and draft.service is not None and draft.start is not None:
            self._is_missed(self._lost_wish(draft.start, reason))

    def _lost_wish(self, start: int | None, reason: str) -> LostWish | None:
        draft = self.draft
        if draft.service is None:
            return None
        customer = draft.customer.id if draft.customer is not None else None
        party = self._number("party") or 1
        return LostWish(draft.service.id, start, draft.day, party, self.place_id, "phone", customer, reason)

    def _keep_time(self) -> None:
        super()._keep_time()
        if not self.is_current or self.writing:  # it may have been closed just now, and its fields be gone
            return
        draft, named = self.draft, self._booking() is not None
        if named or draft.by_night or draft.service is None:
            return
        start, party = draft.start, self._number("party")
        if start is None or any(slot.start == start for slot in draft.slots):
            return
        order = draft.booking(draft.service, start, CustomerWish(), self.place_id, party, 0, "")

        def known(obstacles: list[Obstacle]) -> None:
            if draft is self.draft and draft.start == start and (reason := lost_reason(obstacles)):
                self._is_missed(self._lost_wish(start, reason))

        def failed(error: FrontdeskError) -> bool:
            return True  # what is wrong with it is said when it is kept or booked

        self.ask("missed", lambda desk: desk.why(order), known, failed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "lose":
            wish = self._missed
            return wish is not None and not self.front.lost.is_noted(wish, self.front.clock.seconds())
        return super().check_action(action, parameters)

    def action_lose(self) -> None:
        if self._missed is not None:
            note_here(self, self._missed, self._say_problem)

    def _is_missed(self, wish: LostWish | None) -> None:
        if wish != self._missed:
            self._missed = wish
            self.refresh_bindings()

    def _offer_lost(self) -> str:
        """Nothing was booked: whether what was asked for in vain may be noted, as a hint."""
        wish, query = self._missed, self._query()
        if wish is None and self.touched and query is not None and self._answered == query and not self.draft.slots:
            wish = self._lost_wish(None, "")  # the whole day is full
        service = self.front.premises.service(wish.service) if wish is not None and self.front.premises else None
        if wish is None or service is None:
            return ""
        what = wish_words(service.name, wish.start, wish.day, self.draft.zone or self.zone, self.today)
        return self.front.lost.offer(wish, what, self.front.clock.seconds())

    def _refused(self, error: FrontdeskError) -> bool:
        self._miss(error)
        sentence = error.sentence(_)
        if error.code == "stale_version" and self._inquiry is not None:
            asked = self._inquiry[0]
            self.ask("inquiry", lambda desk: desk.inquiries.inquiry(asked), self._changed_meanwhile)
        if "alternatives" in error.details or "obstacles" in error.details:
            self.draft.instead = list(error.details.get("alternatives", ()))
            self.draft.untake("time")
            target = "day" if self.draft.by_night else "time"
            self._lost = "\n".join(self._reasons(error))
            self.field(target).wrong(self._lost)
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

    def _changed_meanwhile(self, inquiry: Inquiry) -> None:
        """They wrote, or somebody else did something with it: that is said, and the next time it is booked all the same."""
        if self._inquiry is None or self._inquiry[0] != inquiry.id:
            return
        self._inquiry = (inquiry.id, inquiry.version)
        self._look_what_was_quoted()
        words = _("The inquiry was changed meanwhile; it is {stage} now. ctrl+s books all the same.")
        self._say_problem(words.format(stage=stage_words(inquiry.stage)))

    def _say_problem(self, sentence: str) -> None:
        self.query_one("#problem", PlainText).update(sentence)

    # leaving ---------------------------------------------------------------------------------------------------------

    def action_close(self) -> None:
        if not self.writing:  # what is being booked is booked
            self.parking.hint = self._offer_lost()
            if self.parking.hint:
                self.front.say(self.parking.hint)
            self.leave()
            self.dismiss(None)

    def leave(self, then: Callable[[], None] = lambda: None) -> None:
        """Put aside what was typed, with its time, and empty the form; ``then``: once nothing can be lost any more."""
        booking, body, touched = self._booking(), self.draft.body(self._all_typed()), self.touched
        if self._inquiry is not None:
            body["inquiry"] = list(self._inquiry)
        self._empty()
        self._begun = {}
        if touched:
            self.parking.park(self._time, booking, body, self.place_id, then)
        else:
            self._time.want(None)
            then()
