"""Two records that may be one person: side by side, with what the one that stays will say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.values import Customer, Merging
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs import question
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.wrapping import wrapped

COLUMN = 19
"""Cells of each record's column: three of them and the labels fit into eighty."""


class MergeDialog(Dialog[Customer]):
    """Enter merges; which record stays is chosen by one key before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "merge", "merge.merge", N_("merge"), N_("Make one record of the two")),
        key("s", "swap", "merge.swap", N_("the other stays"), N_("Let the other record stay")),
        key("n", "another", "merge.another", N_("next"), N_("The next record that is alike")),
    ]

    def __init__(self, keep: Customer, alike: Sequence[Customer], first: Customer) -> None:
        super().__init__()
        self._keep, self._alike = keep, list(alike)
        self._other = first
        self._swapped = False
        self._merging: Merging | None = None
        self._deaf = True

    def compose_body(self) -> Iterable[Widget]:
        headings = (
            Heading("", 12),
            Heading(_("Stays"), COLUMN),
            Heading(_("Goes"), COLUMN),
            Heading(_("Merged"), COLUMN),
        )
        yield LineList(headings, id="sides")
        yield PlainText("", id="sentences")

    def on_mount(self) -> None:
        self.title_is(_("One person?"))
        self.query_one(LineList).focus()
        self.set_timer(question.DEAF_FOR, self._listen)
        self._read()

    def _listen(self) -> None:
        self._deaf = False

    def _pair(self) -> tuple[str, str]:
        return (self._other.id, self._keep.id) if self._swapped else (self._keep.id, self._other.id)

    def _read(self) -> None:
        self._merging = None
        keep, other = self._pair()
        self.ask("merging", lambda desk: desk.merge_preview(keep, other), self._show, self._refused)

    def _refused(self, error: FrontdeskError) -> bool:
        self.query_one("#sentences", PlainText).update(error.sentence(_))
        return True

    def _show(self, merging: Merging) -> None:
        self._merging = merging
        one, two, merged = merging.kept, merging.gone, merging.merged

        def preferences(some: dict[str, str]) -> str:
            return "\n".join(f"{name}: {value}" for name, value in some.items())

        def visits(*cards: int) -> str:
            return str(sum(cards))

        table = [
            (_("Number"), one.customer.id, two.customer.id, merged.id),
            (_("Name"), one.customer.name, two.customer.name, merged.name),
            *(
                (label, *(getattr(side, name) or "" for side in (one.customer, two.customer, merged)))
                for name, label in (
                    ("phone", _("Phone")),
                    ("email", _("E-mail")),
                    ("birthday", _("Birthday")),
                    ("language", _("Language")),
                )
            ),
            (_("Tags"), *(", ".join(side.tags) for side in (one.customer, two.customer, merged))),
            (
                _("Preferences"),
                preferences(one.preferences),
                preferences(two.preferences),
                preferences(merging.preferences),
            ),
            *(
                (label, visits(first), visits(second), visits(first, second))
                for label, first, second in (
                    (_("Reservations"), len(one.reservations), len(two.reservations)),
                    (_("Payments"), len(one.payments), len(two.payments)),
                    (_("Notes"), len(one.notes), len(two.notes)),
                )
                if first or second
            ),
        ]
        lines = self.query_one(LineList)
        rows = [row for label, *sides in table if any(sides) for row in self._row(label, sides)]
        lines.fill(rows, 0)
        count = len(self._alike)
        words = [_("Enter merges, u takes it back. Where they differ, the one that stays is right.")]
        if count > 1:
            words.append(ngettext("{count} record is alike.", "{count} records are alike.", count).format(count=count))
        self.query_one("#sentences", PlainText).update("\n".join(words))
        self.refresh_bindings()

    @staticmethod
    def _row(label: str, sides: Sequence[str]) -> list[tuple[str, ...]]:
        """A row of the table, as high as its longest text."""
        columns = [wrapped(shown(label), 12), *(wrapped(side, COLUMN) for side in sides)]
        height = max(map(len, columns))
        assert all(cell_len(line) <= COLUMN for column in columns for line in column)
        return [tuple(column[n] if n < len(column) else "" for column in columns) for n in range(height)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "another":
            return len(self._alike) > 1
        return super().check_action(action, parameters)

    def action_swap(self) -> None:
        self._swapped = not self._swapped
        self._read()

    def action_another(self) -> None:
        self._other = self._alike[(self._alike.index(self._other) + 1) % len(self._alike)]
        self._read()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        self.action_merge()

    def action_merge(self) -> None:
        if self._deaf or self._merging is None:
            return
        keep, other = self._pair()

        def merged(customer: Customer) -> None:
            self.dismiss(customer)

        self.tell(lambda desk: desk.merge_customers(keep, other), merged, self._refused)
