"""The quick line: a whole booking in one line of plain words; what was understood stands below it while one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.duty.values import LostWish
from frontdesk.desk.line_values import Around, Understood
from frontdesk.desk.values import Customer, CustomerRef, CustomerWish, Known, Parked, Reservation, Slot
from frontdesk.language.dates import local, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.alike import ask_all_the_same, under_other_names
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.draft import Draft, clock_of, clock_words
from frontdesk.screens.dialogs.holding import TimeKept
from frontdesk.screens.dialogs.parking import Parking
from frontdesk.screens.dialogs.quick_words import caution_sentences, doubt_sentences, understood_lines
from frontdesk.screens.losing import lost_reason, note_here, refused_reason, wish_words
from frontdesk.screens.wish import Wish
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.resting import Resting
from frontdesk.widgets.sentences import known_words, obstacle_sentences, slot_words
from frontdesk.widgets.wrapping import wrapped

REST = 0.4
"""Seconds without typing after which the time that was understood is kept."""
ROOM = 74
"""Cells of a line of the box."""
UNDERSTOOD, PROBLEMS = 6, 4
"""Lines that there always are for what was understood and for what stands against it."""
REASONS = 2
"""How many reasons stand below a time that cannot be had."""

Choice = Known | Slot


class QuickLineDialog(Dialog[Reservation]):
    """One line. Enter books it, never while anything in it is in doubt; tab goes on with it in the form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "form", "quick.form", N_("form"), N_("Go on in the booking form, with what was understood")),
        key("down", "row(1)", "quick.down", N_("down"), N_("The next of the choices"), show=False),
        key(
            "up",
            "row(-1)",
            "quick.up",
            N_("up"),
            N_("The choice before; in an empty line what was typed last"),
            show=False,
        ),
        key("ctrl+s", "book", "quick.book", N_("book"), N_("Book what was understood"), show=False),
        key("ctrl+r", "lose", "quick.lose", N_("lost demand"), N_("Note what was asked for in vain; the line stays")),
        key("ctrl+n", "start_anew", "quick.anew", N_("empty line"), N_("Empty the line"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._first = ""
        """What stood in the line before anybody typed."""
        self._left = ""
        """What Esc left that was no draft: it stands there again, to be typed over or gone on with."""
        self._last = ""
        """What was typed last and not booked: up in an empty line brings it back."""
        self._known: Understood | None = None
        self._shown_for: str | None = None
        """The text for which that was understood."""
        self._waiting: Callable[[], None] | None = None
        """What was asked for before it was understood."""
        self._choices: list[Choice] = []
        self._pointed = False
        self._refusal: list[str] = []
        self._missed = ""
        """Why the time was refused, where that is demand that is lost: full or closed."""
        self._lost: LostWish | None = None
        """What the key for lost demand is shown for."""
        self._instead: tuple[Slot, ...] = ()
        """What was offered when the time was refused."""
        self._newcomer = CustomerWish()
        """Who is to be made new, though others with that phone may be known."""
        self._form: Callable[[Wish, Parked | None], None] = lambda wish, taken_up: None
        self._time = TimeKept(self, self._kept_changed, self._cannot_keep)
        self._rest = Resting(self, REST, self._keep_time)
        self.parking = Parking(self)
        self._ready = False
        """Whether its parts are there."""

    @property
    def unready(self) -> bool:
        """Whether the keys that come next should wait: what Enter or tab was pressed for is just being understood."""
        return self._waiting is not None

    def compose_body(self) -> Iterable[Widget]:
        yield Entry(id="line", placeholder=_("who, what, when, with whom: ana lópez corte thu 10:30 marta"))
        yield PlainText(id="understood")
        yield PlainText(id="problem")
        lines = LineList(id="choices")
        lines.can_focus = False
        yield lines

    def on_mount(self) -> None:
        if self.over:
            return
        self.line.typed = self._typing
        self._ready = True
        self._begin()

    # opening ---------------------------------------------------------------------------------------------------------

    def prepare(self, wish: Wish, form: Callable[[Wish, Parked | None], None]) -> None:
        """Before it is opened: what the cursor stands on; ``form`` opens the booking form instead of it."""
        self._wish, self._form = wish, form
        if self._ready:
            self._begin()

    def _begin(self) -> None:
        who = self._wish.customer
        self._first = f"{shown(who.name)} {who.phone or who.id} " if who is not None else ""
        self._waiting, self._newcomer = None, CustomerWish()
        self._put_kept()
        left = "" if self._first else self._left
        with self.line.prevent(Input.Changed):
            self.line.value = left or self._first
        self.line.cursor_position = len(self.text)
        self.set_focus(self.line)
        if left:
            self.line.select_all()
        self._understand()

    def action_start_anew(self) -> None:
        self._time.want(None)
        self._last, self._left = self.text.strip() or self._last, ""
        self._wish = replace(self._wish, customer=None)
        self._begin()

    # reading ---------------------------------------------------------------------------------------------------------

    @property
    def line(self) -> Entry:
        return self.query_one("#line", Entry)

    @property
    def lines(self) -> LineList:
        return self.query_one("#choices", LineList)

    @property
    def text(self) -> str:
        return self.line.value

    @property
    def around(self) -> Around:
        """Where the line was opened."""
        wish = self._wish
        minute = clock_of(wish.minute, wish.zone) if wish.minute is not None else None
        return Around(wish.day, minute, wish.staff, self.place_id, self._time.token)

    def _typing(self, event: Input.Changed) -> None:
        self._waiting = None
        self._understand()

    def _understand(self) -> None:
        text, around = self.text, self.around
        self._refusal, self._missed, self._instead = [], "", ()

        def show(known: Understood) -> None:
            if text == self.text:
                if known.obstacles and self._time.token != around.hold and not self._time.busy:
                    self._understand()  # what stood in its way may have been the time that is kept for this very line
                    return
                self._known, self._shown_for = known, text
                self._put()
                self._rest.stir()
                then, self._waiting = self._waiting, None
                if then is not None:
                    then()

        def failed(error: FrontdeskError) -> bool:
            self._waiting = None
            return False

        self.ask("understand", lambda desk: desk.understand(text, around), show, failed)

    def _put(self) -> None:
        """Draw what was understood, what stands against it, and what can be chosen."""
        known = self._known
        if known is None or self.over:
            return
        lines = understood_lines(known, self.today, ROOM)
        self._tell("understood", lines, UNDERSTOOD)
        problems = self._refusal or obstacle_sentences(known.obstacles)[:REASONS]
        notes = [] if self._refusal else caution_sentences(known)
        self._tell("problem", [*doubt_sentences(known), *problems, *notes], PROBLEMS)
        self._choices = list(known.candidates or self._instead or known.alternatives)
        self._put_kept()
        rows = [(self._words(one, known),) for one in self._choices]
        self._pointed = False
        self.lines.fill(rows, -1)
        if (lost := self._lost_wish()) != self._lost:
            self._lost = lost
            self.refresh_bindings()

    def _tell(self, part: str, sentences: list[str], least: int) -> None:
        """Draw them; the part grows where it must, and else keeps its place, so that nothing is laid out anew."""
        text, widget = "\n".join(sentences), self.query_one(f"#{part}", PlainText)
        height = 1 + max(least, len(wrapped(text, ROOM)))
        scalar = widget.styles.height
        if scalar is None or scalar.value != height:
            widget.styles.height = height
        widget.update(text, layout=False)

    def _words(self, choice: Choice, known: Understood) -> str:
        if isinstance(choice, Slot):
            return slot_words(choice, self.today)
        return f"{shown(choice.customer.name)}  {known_words(choice, known.zone, self.today)}"

    # the time is kept ------------------------------------------------------------------------------------------------

    def _keep_time(self) -> None:
        """Typing rests: keep the time once customer and time stand; none where they do not."""
        if self.is_current and not self.writing:
            known = self._known
            self._time.want(known.booking if known is not None and known.ready else None)

    def _kept_changed(self) -> None:
        """What is kept is known: nothing here was understood, and nothing is booked, without knowing it."""
        self._put_kept()
        if self._time.busy or self.over or not self._ready or self._shown_for != self.text:
            return
        if self._known is not None and self._known.obstacles and not self._refusal:
            self._understand()
        elif self._waiting is not None:
            then, self._waiting = self._waiting, None
            then()

    def _put_kept(self) -> None:
        if self.over or not self._ready:
            return
        kept = self._time.kept
        until = time_words(kept.expires // 60, self.zone) if kept is not None else ""
        otherwise = _("↓ Enter takes one") if self._choices else _("tab: the form")
        keys = _("Enter books") if self._enter_books else otherwise
        if self._left and self.text == self._left:
            keys = _("left unfinished: ctrl+n starts anew")
        held = _("kept until {time}").format(time=until) if until else ""
        self.title_is(_("Book"), " · ".join(part for part in (keys, held) if part))

    @property
    def _enter_books(self) -> bool:
        known = self._known
        return known is not None and self._shown_for == self.text and known.ready and not self._refusal

    def _cannot_keep(self, error: FrontdeskError) -> None:
        if self.is_current:
            self._refused(error)

    # choosing --------------------------------------------------------------------------------------------------------

    def action_row(self, by: int) -> None:
        if by < 0 and self._last and not self.text.strip():
            self.line.value = self._last
            self.line.cursor_position = len(self._last)
        elif self.lines.count:
            self._pointed = True
            self.lines.action_by(by)

    @on(LineList.Chosen, "#choices")
    def clicked(self) -> None:
        self._pointed = True
        self._take()

    def _take(self) -> None:
        """Write the choice under the cursor into the line: what is booked is what stands there."""
        known, cursor = self._known, self.lines.cursor
        if known is None or not 0 <= cursor < len(self._choices):
            return
        choice = self._choices[cursor]
        self.line.value = (
            with_slot(known, choice) if isinstance(choice, Slot) else with_customer(known, choice.customer)
        )
        self.line.cursor_position = len(self.text)

    # booking ---------------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#line")
    def enter(self) -> None:
        if self._pointed and self._shown_for == self.text:
            self._take()
        else:
            self.action_book()

    def action_book(self) -> None:
        if self._shown_for != self.text or self._time.busy:
            self._waiting = self.action_book  # it is booked as it will be understood, if nothing is in doubt
            return
        known = self._known
        if known is None or not self.text.strip():
            self._say(_("Type who comes, for what and when; tab opens the form."))
            return
        if known.booking is None:
            if not doubt_sentences(known):
                self._say(_("This cannot be booked so: tab goes on in the form."))
            return
        who = known.booking.customer
        if who.id is None and who.phone and who != self._newcomer:
            self.ask("alike", lambda desk: under_other_names(desk, who), partial(self._compared, who), keys_wait=True)
            return
        order = replace(known.booking, hold=self._time.token)
        self.tell(lambda desk: desk.book(order), self._booked, self._refused)

    def _compared(self, who: CustomerWish, others: list[Customer]) -> None:
        def all_the_same() -> None:
            self._newcomer = who
            self.action_book()

        ask_all_the_same(self, others, all_the_same)

    def _booked(self, visit: Reservation) -> None:
        self._time.spent()
        self._left = self._last = ""
        self._empty()
        self.dismiss(visit)

    def _refused(self, error: FrontdeskError) -> bool:
        """Say why not below the line, with what can be had instead; what was typed stays."""
        self._missed = refused_reason(error)
        self._refusal = obstacle_sentences(error.details.get("obstacles", ()))[:REASONS] or [error.sentence(_)]
        self._instead = tuple(error.details.get("alternatives", ()))
        self._put()
        return True

    def _say(self, sentence: str) -> None:
        self._tell("problem", [sentence], PROBLEMS)

    # leaving ---------------------------------------------------------------------------------------------------------

    def _empty(self) -> None:
        self._known, self._shown_for, self._first = None, None, ""
        with self.line.prevent(Input.Changed):
            self.line.value = ""

    def action_form(self) -> None:
        """The form takes over what was understood, and the time that is kept."""
        if self._shown_for != self.text:
            self._waiting = self.action_form
            return
        if self.writing:
            return
        touched, body = self.text.strip() != self._first.strip(), self._body()
        self._left, self._last = "", self.text.strip() if touched else self._last
        wish, form, place = self._wish, self._form, self.place_id

        def go(kept: Any) -> None:
            self._empty()
            self.dismiss(None)
            if not touched:
                form(wish, None)
                return
            token, expires = (kept.token, kept.expires) if kept is not None else (None, None)
            form(wish, Parked(0, "booking", "", int(self.front.clock.seconds()), body, place, token, expires))

        self._time.surrender(go)

    def action_close(self) -> None:
        """Put aside a booking that was begun; any other text stands there the next time. An empty line leaves nothing."""
        if self.writing:
            return
        self.parking.hint = hint = self._offer_lost()
        text, known = self.text.strip(), self._known
        if text == self._first.strip():
            self._left = self._left if self._first else ""  # what had stood there again was taken out
            self._time.want(None)
        elif known is not None and self._is_begun(known):
            self._left, self._last = "", text
            self.parking.park(self._time, known.booking, self._body(), self.place_id, lambda: None)
        else:
            self._time.want(None)
            self._left = self._last = text
            stays = _("b brings back what was typed.")
            hint = f"{stays} {hint}".strip()
        if hint:
            self.front.say(hint)
        self._empty()
        self.dismiss(None)

    def _is_begun(self, known: Understood) -> bool:
        """Whether that is more of a booking than is typed again in a moment: who comes, and what for or at what time."""
        who = known.customer is not None or known.candidates or known.new_name
        return (
            self._shown_for == self.text and bool(who) and any(part.kind in ("service", "time") for part in known.parts)
        )

    def _body(self) -> dict[str, Any]:
        """What stands there as the form puts it aside; what was not understood goes to the notes, so that it is not lost."""
        known, wish, premises = self._known, self._wish, self.front.premises
        if known is None or self._shown_for != self.text:
            known = Understood(self.text, self.zone, "", notes=self.text.strip())
        service = known.services[0].id if known.services else wish.service
        who: CustomerRef | Customer | None = known.customer.customer if known.customer is not None else None
        if who is None and known.new_name is None:
            who = wish.customer
        draft = Draft(
            service=premises.service(service) if premises is not None and service is not None else None,
            staff=known.staff.id if known.staff is not None else wish.staff,
            day=known.day if known.day is not None else wish.day,
            clock=known.minute,
            zone=known.zone,
            customer=who,
        )
        typed = {
            "service": known.services[0].name if known.services else "",
            "staff": known.staff.name if known.staff is not None else "",
            "time": clock_words(known.minute) if known.minute is not None else "",
            "customer": who.name if who is not None else known.new_name or "",
            "phone": known.phone or "",
            "party": str(known.party) if known.party > 1 or any(part.kind == "party" for part in known.parts) else "",
            "nights": str(known.nights) if known.nights else "",
            "notes": " ".join(one for one in (known.notes, *(part.text for part in known.unread)) if one),
        }
        return draft.body({field: text for field, text in typed.items() if text})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "lose":
            wish = self._lost_wish()
            return wish is not None and not self.front.lost.is_noted(wish, self.front.clock.seconds())
        return super().check_action(action, parameters)

    def action_lose(self) -> None:
        wish = self._lost_wish()
        if wish is not None:
            note_here(self, wish, self._say)

    def _lost_wish(self) -> LostWish | None:
        """What stands there and cannot be had, because it is full or closed."""
        known = self._known
        if known is None or self._shown_for != self.text or not known.services or known.start is None:
            return None
        reason = lost_reason(known.obstacles) or self._missed
        if not reason:
            return None
        service, who = known.services[0], known.customer.customer.id if known.customer is not None else None
        place = known.location or self.place_id
        return LostWish(service.id, known.start, known.day, known.party, place, "phone", who, reason)

    def _offer_lost(self) -> str:
        """Nothing was booked: whether what was asked for in vain may be noted, as a hint."""
        known, wish = self._known, self._lost_wish()
        if known is None or wish is None:
            return ""
        what = wish_words(known.services[0].name, known.start, known.day, known.zone, self.today)
        return self.front.lost.offer(wish, what, self.front.clock.seconds())


def _without(known: Understood, kinds: tuple[str, ...]) -> str:
    """The line without the stretches that were read as these."""
    text = known.text
    for part in sorted(known.parts, key=lambda part: part.start, reverse=True):
        if part.kind in kinds:
            text = text[: part.start] + text[part.end :]
    return " ".join(text.split())


def with_slot(known: Understood, slot: Slot) -> str:
    """The line with another time, and with its person where it is another one.

    They come first, with a comma behind: at the end they would be read with the phone or the notes that stand there.
    """
    wall = local(slot.start, slot.zone)
    if known.nights:
        nights = ngettext("{count} night", "{count} nights", known.nights).format(count=known.nights)
        return _begun(f"{wall:%Y-%m-%d} {nights}", _without(known, ("day", "time", "nights")))
    other = slot.staff is not None and (known.staff is None or known.staff.id != slot.staff_id)
    who = f" @ {shown(slot.staff or '')}" if other else ""
    rest = _without(known, ("day", "time", "staff") if other else ("day", "time"))
    return _begun(f"{wall:%Y-%m-%d} {wall:%H:%M}{who}", rest)


def with_customer(known: Understood, customer: Customer) -> str:
    """The line with one of several namesakes: named by phone, else by id."""
    return _begun(f"{shown(customer.name)} {customer.phone or customer.id}", _without(known, ("customer", "phone")))


def _begun(begin: str, rest: str) -> str:
    rest = rest.lstrip(" ,")
    return f"{begin}, {rest}" if rest else begin
