"""What a customer said to marketing: how it reads, and the field of the form that changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from frontdesk.desk.values import Customer, CustomerEdit
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.customer import read_yes
from frontdesk.screens.dialogs.question import Asked, FormDialog

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

FIELD = "marketing"

Saving = Callable[[Customer, CustomerEdit], Callable[["Desk"], Customer]]


def marketing_words(said: bool | None) -> str:
    """``yes``, ``no`` or ``not asked``."""
    return _("not asked") if said is None else _("yes") if said else _("no")


def with_marketing(fields: Sequence[Asked], said: bool | None) -> list[Asked]:
    """The fields of a customer with one more, after the tags."""
    place = next((n for n, asked in enumerate(fields) if asked.name == "tags"), len(fields) - 1) + 1
    value = "" if said is None else marketing_words(said)
    asked = Asked(FIELD, _("Marketing"), value, _("not asked: yes or no"), choices=(_("yes"), _("no")))
    return [*fields[:place], asked, *fields[place:]]


def read_marketing(form: FormDialog, values: dict[str, str], said: bool | None) -> Saving | None:
    """How the form is saved; None when it cannot be read, which is then said beside the field."""
    typed = values.get(FIELD, "")
    before = "" if said is None else marketing_words(said)
    if typed == before:
        return lambda customer, changes: partial(_save, customer, changes, None)
    now = read_yes(typed) if typed else None
    if now is None:
        form.wrong(FIELD, _("Yes or no."))
        return None
    agreed = now
    return lambda customer, changes: partial(_save, customer, changes, agreed if agreed != said else None)


def _save(customer: Customer, changes: CustomerEdit, agreed: bool | None, desk: Desk) -> Customer:
    saved = desk.edit_customer(customer.id, changes, version=customer.version)
    if agreed is not None:
        desk.messages.consent(customer.id, "marketing", agreed)
    return saved
