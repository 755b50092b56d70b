"""Walk-in: who can be served now, seating somebody with one key, and the waiting list where nothing fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import digits, shown
from frontdesk.desk.duty.values import LostWish
from frontdesk.desk.values import Booking, Customer, CustomerWish, LineWish, Reservation
from frontdesk.language.contacts import SHORTEST_PHONE, phone_problem
from frontdesk.language.dates import minutes_words, span_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.alike import ask_all_the_same, under_other_names
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.question import ask_first
from frontdesk.screens.losing import wish_words
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.sentences import obstacle_sentences, with_words

if TYPE_CHECKING:
    from frontdesk.desk.values import Waiting, WalkIn

KEPT_FOR = 120
"""Seconds for which what was typed stands there again; after that somebody else is at the desk."""


def wait_words(wait: int | None) -> str:
    """How long somebody waits: now, in 20 min, not today."""
    if wait is None:
        return _("not today")
    return _("now") if wait <= 0 else _("in {minutes}").format(minutes=minutes_words(wait))


def party_too_large(options: list[WalkIn], party: int | None) -> bool:
    """Whether several people ask, and nothing serves them today."""
    return party is not None and party > 1 and all(option.wait is None for option in options)


class WalkInDialog(Dialog[Reservation]):
    """For each service the first free person and the wait; Enter seats."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("l,ctrl+t", "wait", "walk_in.wait", N_("waiting list"), N_("Put them on the waiting list, with this wait")),
        key("ctrl+n", "start_anew", "walk_in.anew", N_("empty form"), N_("Empty every field"), show=False),
        *(
            key(
                str(n % 10),
                f"people({n % 10})",
                "walk_in.people",
                N_("people"),
                N_("1 to 9: so many people; 0 only after another digit"),
                show=False,
            )
            for n in range(1, 11)
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._options: list[WalkIn] = []
        self._choice: WalkIn | None = None
        """What somebody put the cursor on: nothing else ever takes its place."""
        self._placed: WalkIn | None = None
        """What the cursor stands on without anybody having moved it since."""
        self._counting = ""
        """The digits typed over the rows, one after the other."""
        self._left: float | None = None
        """When it was closed with something in it that was not done (epoch seconds)."""
        self._left_over = CustomerWish()
        """Who stood there from before when it was opened: whoever is at the desk now may be somebody else."""
        self._newcomer = CustomerWish()
        """Who is somebody new for certain, though the phone may be known."""
        self.unready = True
        """Whether the rows are still being looked for: keys wait for them."""

    def compose_body(self) -> Iterable[Widget]:
        yield LineList(
            (Heading(_("Service")), Heading(_("Wait"), 11), Heading(_("With")), Heading(_("When"), 13)), id="options"
        )
        yield Field("name", _("Name"), hint=_("not needed"))
        yield Field("phone", _("Phone"), hint=_("to call them"))
        yield Field("party", _("People"), value="1")
        yield PlainText(id="problem")

    def on_mount(self) -> None:
        self.query_one(LineList).empty = "…"
        self._begin()

    def begin(self) -> None:
        """Before it is opened again: it is empty, unless it was left a moment ago with something in it."""
        if self.is_mounted:
            self._begin()

    def _begin(self) -> None:
        kept = self._left is not None and self.front.clock.seconds() - self._left < KEPT_FOR
        self._left, self._counting, self.unready = None, "", True
        for name in ("name", "phone", "party"):
            field = self.field(name)
            field.wrong("")
            if not kept:
                field.told("")
                field.fill("")
        if not kept:
            self._options, self._choice, self._placed = [], None, None
        if self._party is None:
            self.field("party").fill("1")
        self._left_over, self._newcomer = self._who, CustomerWish()
        kept = self._left_over != CustomerWish()
        left = _("left unfinished: ctrl+n starts anew")
        self.title_is(_("Walk-in"), left if kept else _("Enter seats; 1–9: people; tab: name, phone"))
        self.query_one("#problem", PlainText).update("")
        self.set_focus(self.field("name").input if kept else self.query_one(LineList))
        self._look()

    def action_start_anew(self) -> None:
        self._left = None
        self._begin()

    def action_close(self) -> None:
        if self._who != CustomerWish():
            self._left = self.front.clock.seconds()
        self._offer_lost()
        super().action_close()

    def _offer_lost(self) -> None:
        """They are left without being served: where nobody is free for what is under the cursor, it may be noted."""
        option, party, now = self._under_cursor, self._party, int(self.front.clock.seconds() // 60)
        if party is None or option is None:
            return
        if option.session is not None or (option.wait is not None and option.wait <= 0):
            return
        reason = "full" if option.wait is not None else ""  # else the desk finds out whether it is closed
        wish = LostWish(option.service_id, now, None, party, self.place_id, "walk-in", reason=reason)
        what = wish_words(option.service, now, None, self.zone, self.today)
        if hint := self.front.lost.offer(wish, what, self.front.clock.seconds()):
            self.front.say(hint)

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    @property
    def _party(self) -> int | None:
        """How many they are; None where that is no number."""
        value = self.field("party").value
        return int(value) if value.isdecimal() and len(value) < 6 and int(value) else None

    @property
    def _who(self) -> CustomerWish:
        return CustomerWish(name=self.field("name").value or None, phone=self.field("phone").value or None)

    # who can be served -----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        place, party = self.place_id, self._party
        if party is None:
            self._no_party(_("A number of people is needed."))
            return
        self.ask(
            "walk_in", lambda desk: desk.walk_in_options(place, party), self._show, self._no_options, keys_wait=True
        )

    def _no_options(self, error: FrontdeskError) -> bool:
        self.unready = False
        if error.params.get("field") != "party":
            return False
        self._no_party(error.sentence(_))
        return True

    def _no_party(self, sentence: str) -> None:
        self.unready = False
        self.field("party").wrong(sentence)
        self._options = []
        lines = self.query_one(LineList)
        lines.empty = _("Nothing for so many people.")
        lines.fill([])

    def _show(self, options: list[WalkIn]) -> None:
        self.unready = False
        self.field("party").wrong("")
        lines = self.query_one(LineList)
        wanted = self._choice or self._under_cursor
        self._options = options
        row = 0 if wanted is None else self._row_of(wanted)
        if row is None and self._choice is not None:
            self.field("party").wrong(self._gone(self._choice))
        elif options and party_too_large(options, self._party):
            self.field("party").told(_("Nothing here is free today for so many."))
        lines.empty = _("Nobody can be served today any more.")
        lines.fill([self._row(option) for option in options], row if row is not None else -1 if self._choice else 0)
        self._placed = self._under_cursor

    def _row_of(self, wanted: WalkIn) -> int | None:
        """Where that very service, or class, stands now; a service of which no class is left counts as the same."""
        for index, option in enumerate(self._options):
            if option.service_id == wanted.service_id and option.session in (wanted.session, None):
                return index
        return None

    def _gone(self, choice: WalkIn) -> str:
        name = shown(choice.service)
        if any(option.service_id == choice.service_id for option in self._options):
            return _("{service} at that time is not there any more: choose another.").format(service=name)
        return _("{service} is not for so many people: choose another, or how many.").format(service=name)

    @property
    def _under_cursor(self) -> WalkIn | None:
        cursor = self.query_one(LineList).cursor
        return self._options[cursor] if 0 <= cursor < len(self._options) else None

    @on(LineList.Moved, "#options")
    def pointed_at(self) -> None:
        """Whoever moves the cursor chooses; the rows themselves come and go with the number of people."""
        option = self._under_cursor
        if option is not None and option is not self._placed:
            self._choice = self._placed = option
            self.field("party").wrong("")

    @staticmethod
    def _row(option: WalkIn) -> tuple[str, ...]:
        who = with_words(option.staff, option.resources)
        if option.session is not None:
            left = ngettext("{count} seat left", "{count} seats left", option.remaining).format(count=option.remaining)
            who = f"{left} · {who}"
        when = span_words(option.start, option.end, option.zone) if option.wait is not None else ""
        return (shown(option.service), wait_words(option.wait), who, when)

    @on(Input.Changed, "#party")
    def party_changed(self) -> None:
        self._look()

    def action_people(self, digit: int) -> None:
        """A digit typed over the rows: how many they are; a second one makes it a larger number."""
        typed = (self._counting + str(digit)).lstrip("0")[:3]
        self._counting = typed
        if typed:
            self.field("party").input.value = typed

    def on_descendant_focus(self) -> None:
        self._counting = ""
        self.refresh_bindings()

    # who they are ----------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#phone")
    def phone_changed(self) -> None:
        """A known phone says whose it is."""
        phone = self.field("phone").value
        self.field("phone").changed()
        if len(digits(phone)) < SHORTEST_PHONE:
            self.field("phone").told("")
            return
        self.ask("callers", lambda desk: desk.callers(phone), self._known)

    def _known(self, customers: list[Customer]) -> None:
        names = ", ".join(shown(customer.name) for customer in customers[:4])
        if not customers:
            sentence = ""
        elif len(customers) == 1:
            sentence = _("This is {name}.").format(name=names)
        else:
            sentence = _("Several have this phone: {names}. Type the name.").format(names=names)
        self.field("phone").told(sentence)

    @on(Input.Changed, "#name")
    def name_changed(self) -> None:
        self.field("name").changed()

    @on(Input.Submitted)
    def field_done(self, event: Input.Submitted) -> None:
        self.set_focus(self.query_one(LineList))

    # seating ---------------------------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def seat_chosen(self) -> None:
        self.action_seat()

    def _chosen(self) -> tuple[WalkIn, int] | None:
        """The option under the cursor, and for how many; None where there is none, or who they are cannot be."""
        option, party = self._under_cursor, self._party
        if party is None:
            self.field("party").input.focus()
            return None
        problem = phone_problem(self.field("phone").value)
        if problem:
            self.field("phone").wrong(problem)
            self.set_focus(self.field("phone").input)
            return None
        return (option, party) if option is not None else None

    def action_seat(self) -> None:
        self.query_one("#problem", PlainText).update("")
        chosen = self._chosen()
        if chosen is None:
            return
        option, party = chosen
        if option.wait is None:
            self.action_wait()
            return
        if self._is_left_over(self.action_seat) or self._is_known(self.action_seat):
            return
        who, place = self._who, self.place_id
        line = LineWish(service=option.service_id, staff=option.staff_id, session=option.session)
        if option.wait > 0 and option.session is None:
            self._offer(option, Booking((line,), option.start, who, location=place, party=party))
            return
        self.tell(lambda desk: desk.walk_in((line,), who, party=party, location=place), self._seated, self._refused)

    def _is_left_over(self, then: Callable[[], None]) -> bool:
        """Whether who stands there was left from before: asked about once, then done."""
        who = self._who
        if who == CustomerWish() or who != self._left_over:
            return False

        def meant() -> None:
            self._left_over = CustomerWish()
            then()

        words = " · ".join(shown(part) for part in (who.name, who.phone) if part)
        sentences = [
            _("Left from before: {who}.").format(who=words),
            _("Enter: that is who is here now; Esc goes back, ctrl+n empties the form."),
        ]
        ask_first(self, _("Walk-in"), sentences, meant)
        return True

    def _is_known(self, then: Callable[[], None]) -> bool:
        """Whether it has to be looked for who else has the phone of somebody new: asked about once, then done."""
        who = self._who
        if not (who.name and who.phone) or who == self._newcomer:
            return False

        def compared(known: list[Customer]) -> None:
            def meant() -> None:
                if self._who == who:  # else something else stands there by now
                    self._newcomer = who
                    then()

            ask_all_the_same(self, known, meant)

        self.ask("alike", lambda desk: under_other_names(desk, who), compared, keys_wait=True)
        return True

    def _offer(self, option: WalkIn, booking: Booking) -> None:
        """Nobody is free this minute: offer the very time that was shown, as a booking."""
        if not (booking.customer.name or booking.customer.phone):
            self._name_needed(_("For whom? ctrl+t puts them on the waiting list instead."))
            return

        who = with_words(option.staff, option.resources)
        span = span_words(option.start, option.end, option.zone)
        sentences = [
            " · ".join((shown(option.service), who, wait_words(option.wait), span)),
            shown(booking.customer.name or booking.customer.phone or ""),
        ]
        ask_first(
            self,
            _("Book"),
            sentences,
            lambda: self.tell(lambda desk: desk.book(booking), self._seated, self._refused),
        )

    def _name_needed(self, sentence: str) -> None:
        self.field("name").wrong(sentence)
        self.set_focus(self.field("name").input)

    def _seated(self, visit: Reservation) -> None:
        self.dismiss(visit)

    # waiting ---------------------------------------------------------------------------------------------------------

    def action_wait(self) -> None:
        """They wait: the wait that is shown is the one they are told."""
        chosen = self._chosen()
        if chosen is None:
            return
        option, party = chosen
        who, place = self._who, self.place_id
        if option.wait is not None and option.wait <= 0:
            self.query_one("#problem", PlainText).update(_("This is free now: Enter seats them."))
            return
        if not (who.name or who.phone):
            self._name_needed(_("A name or a phone is needed, to call them."))
            return
        if self._is_left_over(self.action_wait) or self._is_known(self.action_wait):
            return
        self.tell(
            lambda desk: desk.wait(option.service_id, who, party=party, location=place, quoted=option.wait),
            self._put_on_list,
            self._refused,
        )

    def _put_on_list(self, entry: Waiting) -> None:
        self.dismiss(None)
        who = shown(entry.name or entry.phone or "")
        if entry.quoted:
            said = _("{who} waits for {service}: about {minutes}.")
            said = said.format(who=who, service=shown(entry.service), minutes=minutes_words(entry.quoted))
        else:
            said = _("{who} waits for {service}.").format(who=who, service=shown(entry.service))
        self.front.say(said)

    def _refused(self, error: FrontdeskError) -> bool:
        named = str(error.params.get("field", ""))
        obstacles = obstacle_sentences(error.details.get("obstacles", ()))
        if error.code == "ambiguous":
            self._several(error)
        elif named in ("name", "phone", "party"):
            self.field(named).wrong(error.sentence(_))
            self.field(named).input.focus()
        else:
            self.query_one("#problem", PlainText).update("\n".join(obstacles) or error.sentence(_))
            self._look()
        return True

    def _several(self, error: FrontdeskError) -> None:
        """Several are called so, or have this phone: the other of the two tells them apart."""
        choices = error.details.get("choices", ())
        if self.field("name").value:
            known = ", ".join(shown(str(one.get("phone") or one.get("email") or one["id"])) for one in choices[:4])
            self.field("phone").wrong(_("Several are called so: {choices}. Which phone?").format(choices=known))
            self.field("phone").input.focus()
        else:
            names = ", ".join(shown(str(one.get("name") or one["id"])) for one in choices[:4])
            self._name_needed(_("Several have this phone: {names}. Type the name.").format(names=names))
