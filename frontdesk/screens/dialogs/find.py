"""Find anything: customers, a reservation by its code, people and things, services, while one types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.desk.values import Customer, Found, Named, Reservation
from frontdesk.language.dates import day_of, moment_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.searching import SearchDialog
from frontdesk.screens.inquiry_words import inquiry_words, status_line, who_words
from frontdesk.widgets.line_list import Heading
from frontdesk.widgets.marks import mark, status_words
from frontdesk.widgets.one_line import fitted
from frontdesk.widgets.sentences import customer_words, known_words, visit_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

Target = Customer | Reservation | Named | Inquiry
"""What can be found and gone to."""

KINDS = {
    "staff": N_("Person"), "table": N_("Table"), "room": N_("Room"), "equipment": N_("Equipment"), "service": N_("Service"),
}  # fmt: skip
FEW = 6
"""Rows of each kind."""
NAME = 32
"""At most so many cells for a customer's name, since more follows it."""


class FindDialog(SearchDialog[Target]):
    """A few letters of anything."""

    HEADINGS = (Heading("", 12), Heading(""))

    def hint(self) -> str:
        return _("name, last digits of a phone, e-mail, code, service")

    def on_mount(self) -> None:
        self.title_is(_("Find"), _("Enter goes there"))

    def whole(self, choice: Target) -> str:
        match choice:
            case Reservation():
                today = day_of(int(self.front.clock.seconds() // 60), choice.zone)
                return f"{status_words(choice.status)} · {visit_words(choice, today)}"
            case Customer():
                return customer_words(choice)
            case Inquiry():
                today = day_of(int(self.front.clock.seconds() // 60), choice.zone)
                return (
                    f"{who_words(choice)} · {status_line(choice, today)} · {shown(choice.email or choice.phone or '')}"
                )
            case _:
                return shown(choice.name)

    def seek(self, text: str) -> None:
        if not text:
            self.lines.empty = _("Type a few letters or digits.")
            self.put(text, [], [])
            return

        def look(desk: Desk) -> tuple[Found, list[Inquiry]]:
            try:
                asked = desk.inquiries.inquiries(None, text, limit=FEW)
            except FrontdeskError as error:
                if error.code != "not_allowed":
                    raise
                asked = []
            return desk.find(text, FEW), asked

        def found(answer: tuple[Found, list[Inquiry]]) -> None:
            self.lines.empty = _("Nothing is called so, and nobody has such a number.")
            rows = list(self._rows(*answer, text))
            self.put(text, [row for row, _target in rows], [target for _row, target in rows])

        self.ask("find", look, found)

    def _rows(self, found: Found, asked: list[Inquiry], text: str) -> Iterator[tuple[tuple[str, str], Target]]:
        """Grouped by kind; the kind stands at the first of its rows."""
        today = day_of(int(self.front.clock.seconds() // 60), found.zone)
        before = ""
        targets: list[tuple[str, str, Target]] = []
        for visit in found.reservations:
            when = moment_words(visit.start, visit.zone, today)
            words = f"{visit.code} {mark(visit.status)} {when} · {visit.customer.name} · {visit.service}"
            targets.append((_("Reservation"), shown(words), visit))
        width = min(NAME, max((cell_len(shown(known.customer.name)) for known in found.customers), default=0))
        for known in found.customers:
            words = f"{fitted(shown(known.customer.name), width)}  {known_words(known, found.zone, today, text)}"
            targets.append((_("Customer"), words, known.customer))
        for one in asked:
            words = f"{one.id} {inquiry_words(one, today)}"
            targets.append((_("Inquiry"), words, one))
        for named in (*found.resources, *found.services):
            targets.append((_(KINDS.get(named.kind, named.kind)), shown(named.name), named))
        for kind, words, target in targets:
            yield (("" if kind == before else kind, words), target)
            before = kind
