"""A reservation with all that is known of it, and how it is edited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from msgspec import UNSET, UnsetType
from rich.cells import set_cell_size
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from frontdesk.base import money
from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.desk.message_values import OutboxEntry
from frontdesk.desk.values import Change, Reservation, ReservationEdit
from frontdesk.language.amounts import is_too_large, money_words, read_money
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.question import DEAF_FOR, Asked, FormDialog
from frontdesk.screens.inquiry_words import came_words
from frontdesk.widgets.keys import key
from frontdesk.widgets.message_words import entry_words
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.sentences import change_words, visit_facts

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


def edit_fields(visit: Reservation) -> list[Asked]:
    """What can be edited in a form."""
    return [
        Asked("notes", _("Notes"), shown(visit.notes)),
        Asked("party", _("People"), str(visit.party), needed=True),
        Asked("price", _("Price"), money_words(visit.price, visit.currency).split()[0], needed=True),
    ]


def read_edit(form: FormDialog, values: dict[str, str], visit: Reservation) -> ReservationEdit | None:
    """What was changed in the form; None when something in it cannot be read, which is then said beside it."""
    if not values["party"].isdecimal() or int(values["party"]) < 1:
        form.wrong("party", _("A number of people is needed."))
        return None
    price = read_money(values["price"], visit.currency)
    most = max(money.largest_price(visit.currency), visit.price)
    if is_too_large(values["price"], visit.currency, most):
        form.wrong("price", _("That is too much: {amount} at most.").format(amount=money_words(most, visit.currency)))
        return None
    if price is None:
        form.wrong("price", _("An amount is needed, such as 25.00."))
        return None
    party = int(values["party"])
    new_notes: str | UnsetType = values["notes"] if values["notes"] != shown(visit.notes) else UNSET
    new_party: int | UnsetType = party if party != visit.party else UNSET
    new_price: int | UnsetType = price if price != visit.price else UNSET
    return ReservationEdit(party=new_party, notes=new_notes, price=new_price)


Looked = tuple[Reservation, list[Inquiry], list[OutboxEntry], list[Change]]
"""The reservation, the inquiries that it came of, its messages, and what became of it."""


class ReservationDialog(Dialog[None]):
    """Everything about one reservation, its messages, and its history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "agenda", "reservation.agenda", N_("in the agenda"), N_("Close this and show it in the agenda")),
    ]

    def __init__(self, code: str, today: int, *, here: bool = False) -> None:
        """``here``: it was opened from its place in the agenda, where going there would only take the filters off."""
        super().__init__()
        self._here = here
        self._code = code
        self._today = today
        self._visit: Reservation | None = None
        self._deaf = True
        """The Enter that opened this may be pressed too long."""

    def compose_body(self) -> Iterable[Widget]:
        with VerticalScroll():
            yield PlainText("…", id="facts")
            yield PlainText("", id="messages")
            yield PlainText("", id="history")

    def on_mount(self) -> None:
        self.title_is(self._code)
        self.set_timer(DEAF_FOR, self._listen)

        def look(desk: Desk) -> Looked:
            code = self._code
            inquiries = desk.inquiries.of_reservation(code)
            return desk.reservation(code), inquiries, desk.messages.listed(code=code), desk.history(code)

        self.ask("reservation", look, self._show)

    def _listen(self) -> None:
        self._deaf = False

    def action_agenda(self) -> None:
        if self._visit is None or self._deaf:
            return
        if self._here:
            self.dismiss(None)
        else:
            self.front.go_to("agenda", self._visit)

    def _show(self, answer: Looked) -> None:
        visit, inquiries, entries, changes = answer
        self._visit = visit
        told = [(_("Inquiry"), came_words(one, self._today)) for one in inquiries]
        facts = [f"{set_cell_size(label, 11)} {value}" for label, value in [*visit_facts(visit, self._today), *told]]
        self.query_one("#facts", PlainText).update("\n".join(facts))
        if entries:  # those to come last, as they will go
            entries.sort(key=lambda one: one.ended if one.ended is not None else one.due)
            messages = [_("Messages"), *(entry_words(one, visit.zone, self._today) for one in entries)]
            self.query_one("#messages", PlainText).update("\n" + "\n".join(messages))
        history = [_("History"), *(change_words(change, visit.zone, self._today) for change in changes)]
        self.query_one("#history", PlainText).update("\n" + "\n".join(history))
