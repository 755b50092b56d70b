"""The time of a booking: which ones are free, and that the one that stands there is kept while the form is filled in."""

from __future__ import annotations

from msgspec.structs import replace

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Booking, Caution, CustomerWish, Obstacle, Slot, SlotQuery
from frontdesk.language.dates import day_of, instant, time_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.booking_fields import ORDER, BookingFields
from frontdesk.screens.dialogs.draft import clock_words
from frontdesk.screens.dialogs.holding import TimeKept
from frontdesk.widgets.field import Field
from frontdesk.widgets.resting import Resting
from frontdesk.widgets.sentences import caution_sentence, obstacle_sentences

REST = 0.4
"""Seconds without typing after which the time that stands there is kept."""
NOON = 12 * 60
REASONS = 2
"""How many of the reasons stand beside the time."""
OF_ONE = frozenset({"unsuited"})
"""Rules that are about somebody even where nobody is named."""


class BookingTime(BookingFields):
    """The fields of a booking, with the free times beside them and the one that is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = False
        """Whether to book as soon as what it depends on is answered."""
        self._entered: str | None = None
        """The field in which Enter waits for the answer that it takes."""
        self._answered: SlotQuery | None = None
        """For which question the free times at hand are the answer."""
        self._time = TimeKept(self, self._put_kept, self._cannot_keep)
        self._rest = Resting(self, REST, self._keep_time)
        self._proving = False
        """Whether it is being asked if the time that stands there can be had for what became of the rest."""
        self._lost = ""
        """What was said beside the time because it cannot be kept."""
        self._noted = ""
        """What is said beside the customer of the time that stands there."""
        self._hindered: tuple[str, str] | None = None
        """The field beside which it stands why nothing can be had for what is asked, and that sentence."""
        self._looked_through: tuple[SlotQuery, range] | None = None
        """For which question, and which days, it is known on which of them a stay can begin."""
        self._blind = False
        """Whether what was answered last did not know of the time that is kept here: it is asked again."""

    def _go_on(self) -> None:
        """An answer came for which something may have waited."""
        raise NotImplementedError

    def _no_answer(self, error: FrontdeskError) -> bool:
        """There will be none."""
        raise NotImplementedError

    @property
    def _newcomer_wished(self) -> CustomerWish | None:
        """Who it was to be for from the beginning, where they are not known yet."""
        return None

    def _query(self) -> SlotQuery | None:
        return self.draft.query(self.place_id, self._number("party"), self._nights)

    def _fetch_slots(self) -> None:
        query = self._query()
        self.draft.slots, self._answered, self._blind = [], None, False
        self.draft.full = False
        if self.draft.by_night:
            self.draft.slot = None
        self._no_longer_hindered()
        if query is None:
            return
        self._look_through_days(query)

        def free(slots: list[Slot]) -> None:
            self.draft.free(slots)
            if not self._asked_blindly(mine.hold):
                self._answered = query
            if self._here == "time" and not self._pointed:
                self._put_choices()
            self._put_summary()
            if self._answered is not None:
                self._prove_time()
                if not slots:
                    self._ask_reason(query)
                self._go_on()

        mine = replace(query, hold=self._time.token)
        self.ask("slots", lambda desk: desk.slots(mine), free, self._no_answer)

    def _asked_blindly(self, token: str | None) -> bool:
        """Whether a time that is kept for this very form may have counted as taken: it was on its way to be kept."""
        if self._time.busy:
            self._blind = True  # asked again when that is answered
        elif self._time.token != token:
            self._fetch_slots()
        else:
            return False
        return True

    def _look_through_days(self, query: SlotQuery) -> None:
        """Find out on which of the days that are offered a stay of so many nights and people can begin."""
        days = self.draft.days_about(self.today)
        many = replace(query, first=days[0], last=days[-1], customer=None, hold=self._time.token)
        if not self.draft.by_night or self._looked_through == (many, days):
            return
        self._looked_through, self.draft.nights_free = (many, days), None

        def known(slots: list[Slot]) -> None:
            if self._looked_through == (many, days):
                self.draft.nights_free = frozenset(day_of(slot.start, slot.zone) for slot in slots)
                if self._here == "day" and not self._pointed:
                    self._put_choices()

        self.ask("days", lambda desk: desk.slots(many), known, self._no_answer)

    def _ask_reason(self, query: SlotQuery) -> None:
        """Nothing can be had that day: find out what is in the way, for that is said and not that it is full."""
        draft, clock = self.draft, self.draft.clock
        if draft.service is None or draft.day is None or draft.service.grouped:
            return
        if not draft.by_night and self._number("party") < 2:
            return  # each time has a reason of its own, said beside it
        start = instant(draft.day, NOON if draft.by_night or clock is None else clock, draft.zone)
        service, by_night = draft.service, draft.by_night
        order = draft.booking(service, start, CustomerWish(), self.place_id, query.party, query.nights, "")

        def known(obstacles: list[Obstacle]) -> None:
            self._proving = False
            if draft is self.draft and self._answered == query:
                self._say_what_hinders(obstacles, by_night)
            self._go_on()

        self._proving = True
        self.ask("reason", lambda desk: desk.why(order), known, self._no_answer)

    def _say_what_hinders(self, obstacles: list[Obstacle], by_night: bool) -> None:
        """Beside the number of people where that is the reason; what only one room or person is about is no reason."""
        asked = [one for one in obstacles if one.rule == "party"]
        whole = [one for one in obstacles if one.resource is None and one.rule not in OF_ONE]
        if not asked and not by_night:
            return
        sentences = obstacle_sentences(asked or whole)[:REASONS] or [_("Nothing is free for these nights.")]
        where, sentence = "party" if asked else "day", "\n".join(sentences)
        self.draft.full = by_night
        self._hindered = (where, sentence)
        if self._typed(where if asked else "nights"):  # else that is only asked for
            self.field(where).wrong(sentence)
        self._not_yet_bookable()
        if self._here in ("day", "time") and not self._pointed:
            self._put_choices()

    def _no_longer_hindered(self) -> None:
        """Something else is asked for: what stood in the way of the other is not said any more."""
        if self._hindered is not None:
            where, sentence = self._hindered
            if self.field(where).problem == sentence:
                self.field(where).wrong("")
        self._hindered = None

    @property
    def _hindrance(self) -> bool:
        """Whether it is known that what stands there cannot be booked."""
        return self._hindered is not None or bool(self._lost) or any(self.field(name).problem for name in ORDER)

    def _not_yet_bookable(self) -> None:
        """It is not said any more that Enter books."""
        self.field("notes").told("")

    def _prove_time(self) -> None:
        """A time that stands there from before stays as a proposal, where it can be had; else it goes, with the reason."""
        draft, clock = self.draft, self.draft.clock
        if not draft.unlooked or draft.service is None or draft.start is None or clock is None:
            return
        if any(slot.start == draft.start for slot in draft.slots):
            return
        booking = draft.booking(
            draft.service, draft.start, CustomerWish(), self.place_id, self._number("party"), self._nights, ""
        )
        order = replace(booking, hold=self._time.token)

        def known(obstacles: list[Obstacle]) -> None:
            self._proving = False
            if obstacles and self._asked_blindly(order.hold):
                return
            if obstacles and draft is self.draft and draft.unlooked and draft.start == booking.start:
                self._entered, self._waiting = None, False  # what comes next is to be looked at
                draft.untake("time")
                draft.gone = True
                self._time_field.fill("")
                reason = (obstacle_sentences(obstacles) or [""])[0]
                self._time_field.wrong(
                    _("{time} cannot be had then. {reason}").format(time=clock_words(clock), reason=reason).strip()
                )
                self._put_choices()
                self._put_summary()
            self._go_on()

        self._proving = True
        self.ask("prove", lambda desk: desk.why(order), known, self._no_answer)

    # the time is kept ------------------------------------------------------------------------------------------------

    def _put_summary(self) -> None:
        super()._put_summary()
        self._rest.stir()

    def _keep_time(self) -> None:
        """Typing rests: keep the time that stands there, or none where too little stands there."""
        if self.is_current and not self.writing:
            booking = self._booking()
            self._time.want(booking)
            if not self._time.busy:  # else once it is answered: what is kept for this very form is not in its way
                self._look_what_else(booking)

    def _look_what_else(self, booking: Booking | None) -> None:
        """Whether the customer has something else at that time: it is said before it is booked."""

        def known(cautions: list[Caution]) -> None:
            if self.is_current and booking == self._booking():
                self._note(" ".join(map(caution_sentence, cautions)))

        def failed(error: FrontdeskError) -> bool:
            return True  # what is wrong with it is said beside the fields

        if booking is None or booking.customer.id is None:
            self._note("")
            return
        order = replace(booking, hold=self._time.token)
        self.ask("cautions", lambda desk: desk.cautions(order), known, failed)

    def _note(self, sentence: str) -> None:
        if sentence or self._noted:
            self._noted = sentence
            self.field("customer").told(_("Note: {caution}").format(caution=sentence) if sentence else "")

    def _put_kept(self) -> None:
        """Say until when the time is kept."""
        kept = self._time.kept
        if self.over or not self._ready:
            return
        if kept is not None and self._lost:
            self._time_field.wrong("")
            self._lost = ""
        until = time_words(kept.expires // 60, self.zone) if kept is not None else ""
        self.title_is(_("Book"), _("kept until {time}").format(time=until) if until else "")
        if self._blind and not self._time.busy:
            self._fetch_slots()
        if kept is not None and not self._time.busy:
            self._look_what_else(self._booking())
        self._go_on()

    def _cannot_keep(self, error: FrontdeskError) -> None:
        """Say beside the time that it cannot be had; what stands there stays until somebody changes it."""
        if "obstacles" in error.details and self.is_current:
            self.draft.instead = list(error.details.get("alternatives", ()))
            free = ", ".join(self._free_words(slot) for slot in self.draft.instead)
            reasons = self._reasons(error)[:REASONS]
            self._lost = "\n".join([*reasons, _("Free: {times}.").format(times=free)] if free else reasons)
            self._time_field.wrong(self._lost)
            self._not_yet_bookable()
            if self._here == "time" and not self._pointed:
                self._put_choices()

    def _free_words(self, slot: Slot) -> str:
        """A free time in a sentence; nobody is named twice."""
        words = self.draft.near_words(slot, self.today)
        named = slot.staff is not None and slot.staff_id == self.draft.staff
        return words.removesuffix(f" · {shown(slot.staff or '')}") if named else words

    def _reasons(self, error: FrontdeskError) -> list[str]:
        return obstacle_sentences(error.details.get("obstacles", ())) or [error.sentence(_)]

    @property
    def _time_field(self) -> Field:
        return self.field("day" if self.draft.by_night else "time")

    def _booking(self) -> Booking | None:
        """What stands there; None while something is missing."""
        draft = self.draft
        if self._missing or draft.service is None or draft.start is None:
            return None
        if draft.customer is not None:
            who = CustomerWish(draft.customer.id, draft.customer.name, self.new_phone)
        else:
            name, phone = self._typed("customer"), self._typed("phone") or None
            known = self._newcomer_wished
            email = known.email if known is not None and shown(known.name or "") == name else None
            who = CustomerWish(name=name, phone=phone, email=email)
        party, notes = self._number("party"), self._typed("notes")
        return draft.booking(draft.service, draft.start, who, self.place_id, party, self._nights, notes)
