"""The card of a customer: who it is on top, below it one tab at a time, each of them a list drawn by lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.values import Card, Change, Customer, Note, Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, moment_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.methods import method_words
from frontdesk.screens.dialogs.consent import marketing_words
from frontdesk.screens.tabbed_card import TabbedCard
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.marks import mark
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.sentences import change_words, customer_words, with_words
from frontdesk.widgets.thread_view import ThreadView
from frontdesk.widgets.wrapping import labelled, wrapped

PROFILE, VISITS, PAID, MESSAGES, NOTES, HISTORY = "profile", "visits", "paid", "messages", "notes", "history"
TABS = (
    (PROFILE, N_("Profile")),
    (VISITS, N_("Reservations")),
    (PAID, N_("Payments")),
    (MESSAGES, N_("Messages")),
    (NOTES, N_("Notes")),
    (HISTORY, N_("History")),
)
LANGUAGES = {"es": N_("Spanish"), "en": N_("English")}


class CustomerCard(TabbedCard):
    """What is known of one customer."""

    TABS = TABS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "tab(1)", "card.next", N_("next tab"), N_("The next tab of the card"), show=False),
        key("shift+tab", "tab(-1)", "card.before", N_("tab before"), N_("The tab before"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.card: Card | None = None
        self._changes: Sequence[Change] = ()
        self._zone, self._today = "UTC", 0
        self._alike: dict[int, Customer] = {}
        """The lines of the profile that name somebody who may be the same person."""
        self._owing: list[str] = []
        """The codes behind the lines of the payments."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="name")
        yield OneLine(id="card-tabs")
        yield LineList(id=PROFILE)
        when, service = Heading(_("When"), 16), Heading(_("Service"))
        yield LineList((when, Heading("", 1), service, Heading(_("With")), Heading(_("Code"), 6)), id=VISITS)
        yield LineList((when, service, Heading(_("Method"), 10), Heading(_("Amount"), 13)), id=PAID)
        yield OneLine(id="ways")
        yield ThreadView(id=MESSAGES)
        yield LineList(id=NOTES)
        yield LineList(id=HISTORY)

    class Opened(Message):
        """A card, or a tab of it, is shown."""

    def on_mount(self) -> None:
        self.put_tab()
        self.lines(MESSAGES).empty = _("Nothing was written yet: s writes.")
        self.lines(VISITS).empty = _("No visits yet: b books one.")
        self.lines(PAID).empty = _("Nothing was paid and nothing is owed.")
        self.lines(NOTES).empty = _("No notes: j writes one.")

    # what it shows ---------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Nobody is under the cursor."""
        self.card, self._changes = None, ()
        self.query_one("#name", OneLine).put([])
        self.put_tabs()
        for tab, _word in TABS:
            self.lines(tab).renew(0, 0, [], 0)

    def show(self, card: Card, changes: Sequence[Change], zone: str, today: int) -> None:
        """Show a customer; the cursors stay where they were when it is the same one."""
        same = self.card is not None and self.card.customer.id == card.customer.id
        self.card, self._changes, self._zone, self._today = card, changes, zone, today
        customer = card.customer
        name = [Bit(f" {shown(customer.name)}", "strong"), Bit(f"  {customer.id}", "faint")]
        self.query_one("#name", OneLine).put(name, [Bit(f"{self._counts(card)} ", "faint")])
        self.put_tabs()
        rows = [self._visit_row(visit) for visit in card.reservations]
        self.lines(VISITS).renew(len(rows), 0, rows, self.lines(VISITS).cursor if same else self._next_visit(card))
        self._put(PAID, self._paid_rows(card), same)
        self._put_texts(same)
        self.post_message(self.Opened())

    def _next_visit(self, card: Card) -> int:
        """The row of the visit of now or the next one: the keys are for that one most of all."""
        coming = [
            (visit.start, row)
            for row, visit in enumerate(card.reservations)
            if visit.status in ("pending", "confirmed", "arrived") and day_of(visit.end, visit.zone) >= self._today
        ]
        return min(coming, default=(0, 0))[1]

    def _put(self, tab: str, rows: Sequence[tuple[str, ...]], same: bool) -> None:
        lines = self.lines(tab)
        lines.renew(len(rows), 0, rows, lines.cursor if same else 0)

    def _put_texts(self, same: bool) -> None:
        """The tabs of wrapped text; written again when the width is another."""
        if self.card is None:
            return
        width = max(20, self.size.width - 3)
        self._put(PROFILE, [(line,) for line in self._profile(self.card, width)], same)
        self._put(NOTES, [(line,) for note in self.card.notes for line in self._note(note, width)], same)
        history = [
            line
            for change in reversed(self._changes)
            for line in wrapped(change_words(change, self._zone, self._today), width)
        ]
        self._put(HISTORY, [(line,) for line in history], same)

    def on_resize(self, event: events.Resize) -> None:
        self._put_texts(True)

    def _counts(self, card: Card) -> str:
        words = [ngettext("{count} visit", "{count} visits", card.visits).format(count=card.visits)]
        if card.no_shows:
            words.append(ngettext("{count} no-show", "{count} no-shows", card.no_shows).format(count=card.no_shows))
        if card.owed:
            words.append(_("owes {amount}").format(amount=money_words(card.owed, card.currency)))
        return " · ".join(words)

    def _profile(self, card: Card, width: int) -> list[str]:
        customer = card.customer
        facts = [
            (_("Phone"), customer.phone or ""),
            (_("E-mail"), customer.email or ""),
            (_("Birthday"), customer.birthday or ""),
            (_("Language"), _(LANGUAGES[customer.language]) if customer.language in LANGUAGES else ""),
            (_("Tags"), ", ".join(customer.tags)),
            (_("Marketing"), marketing_words(card.marketing)),
            (_("Owed"), money_words(card.owed, card.currency) if card.owed else ""),
            (_("Cancelled"), str(card.cancelled) if card.cancelled else ""),
        ]
        rows = [line for label, value in facts if value for line in labelled(label, value, width)]
        if card.preferences:
            rows += ["", _("Preferences")]
            for name, value in card.preferences.items():
                rows += wrapped(f"{name}: {value}", width)
        self._alike = {}
        if card.similar:
            rows += ["", *wrapped(_("Perhaps the same person; = shows both side by side:"), width)]
            for other in card.similar:
                line = wrapped(f"{other.id} · {customer_words(other)}", width)
                self._alike |= dict.fromkeys(range(len(rows), len(rows) + len(line)), other)
                rows += line
        known = any(value for _label, value in facts if value != marketing_words(None)) or len(rows) > 1
        return rows if known else [*rows, _("Nothing more is known: e writes it down.")]

    def _note(self, note: Note, width: int) -> list[str]:
        head = [moment_words(note.at // 60, self._zone, self._today), shown(note.author)]
        head += [_("internal")] if note.internal else []
        body = wrapped(note.body, width - 2)
        return [*wrapped(" · ".join(head), width), *(f"  {line}" for line in body)]

    def _visit_row(self, visit: Reservation) -> tuple[str, ...]:
        party = f" ×{visit.party}" if visit.party > 1 else ""
        return (
            moment_words(visit.start, visit.zone, self._today),
            mark(visit.status),
            shown(visit.service) + party,
            with_words(visit.staff, visit.resources),
            visit.code,
        )

    def _paid_rows(self, card: Card) -> list[tuple[str, ...]]:
        """What is owed, then what was paid, latest first."""
        visits = {visit.code: visit for visit in card.reservations}
        self._owing = []
        rows = []
        for visit in card.reservations:
            if visit.owed:
                rows.append((visit.start, visit.zone, visit.service, _("owed"), visit.owed, visit.currency))
                self._owing.append(visit.code)
        for paid in card.payments:
            service = visits[paid.code].service if paid.code in visits else paid.code
            rows.append((paid.at // 60, self._zone, service, method_words(paid.method), paid.amount, paid.currency))
            self._owing.append(paid.code)
        return [
            (moment_words(minute, zone, self._today), shown(service), shown(how), f"{money_words(amount, money):>13}")
            for minute, zone, service, how, amount, money in rows
        ]

    # the tabs --------------------------------------------------------------------------------------------------------

    @property
    def counts(self) -> Mapping[str, int]:
        card = self.card
        if card is None:
            return {}
        return {VISITS: len(card.reservations), PAID: len(card.payments), NOTES: len(card.notes)}

    def put_tab(self) -> None:
        super().put_tab()
        self.query_one("#ways").display = self.tab == MESSAGES

    def open(self, tab: str) -> None:
        super().open(tab)
        self.post_message(self.Opened())

    # the cursor ------------------------------------------------------------------------------------------------------

    @property
    def visit(self) -> Reservation | None:
        """The reservation under the cursor of the tab that has the focus."""
        card = self.card
        if card is None:
            return None
        lines = self.lines(self.tab)
        if not lines.has_focus:
            return None
        if self.tab == VISITS:
            return card.reservations[lines.cursor] if lines.cursor < len(card.reservations) else None
        if self.tab == PAID and lines.cursor < len(self._owing):
            code = self._owing[lines.cursor]
            return next((visit for visit in card.reservations if visit.code == code), None)
        return None

    @property
    def alike(self) -> Customer | None:
        """Who may be the same person: the one under the cursor, else the first."""
        if self.card is None or not self.card.similar:
            return None
        return self._alike.get(self.lines(PROFILE).cursor, self.card.similar[0])
