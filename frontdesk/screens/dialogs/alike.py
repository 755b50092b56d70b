"""Before somebody new is made: who may be the same person, and whether it shall be done all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from frontdesk.base.text import folded
from frontdesk.desk.values import Customer, CustomerWish
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import ask_first
from frontdesk.widgets.sentences import customer_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

NAMED = 4
"""So many of those who may be the same person are named."""


def alike(desk: Desk, wish: CustomerWish) -> list[Customer]:
    """Who has this phone, or is called so."""
    known, name = desk.callers(wish.phone) if wish.phone else [], wish.name or ""
    called = [one for one in desk.customers(name) if folded(one.name) == folded(name)] if name else []
    return list({one.id: one for one in [*known, *called]}.values())


def under_other_names(desk: Desk, wish: CustomerWish) -> list[Customer]:
    """Who has this phone and is called otherwise; nobody where one of them is called so, and is therefore meant."""
    known = desk.callers(wish.phone) if wish.phone else []
    return [] if any(folded(one.name) == folded(wish.name or "") for one in known) else known


def ask_all_the_same(screen: Widget, known: Sequence[Customer], then: Callable[[], object]) -> None:
    """Ask whether somebody new shall be made though these are known; where nobody is, do it."""
    if not known:
        then()
        return
    sentences = [_("Known already: {customer}.").format(customer=customer_words(one)) for one in known[:NAMED]]
    sentences.append(_("Enter makes a new customer all the same; Esc goes back."))
    ask_first(screen, _("New customer"), sentences, then)
