"""Forms about a customer: who it is, tags, what is preferred, a note."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from frontdesk.base.text import folded, shown
from frontdesk.desk.values import Customer, CustomerEdit
from frontdesk.language.contacts import email_problem, name_problem, phone_problem
from frontdesk.language.dates import read_day
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import Asked, FormDialog

PREFERENCES = 6
"""So many preferences find a line each in the form; those beyond stay as they are."""


def read_tags(text: str) -> tuple[str, ...]:
    """Tags typed with commas between them."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


def person_fields(customer: Customer | None, preferences: dict[str, str] | None = None) -> list[Asked]:
    """What is asked of a new customer, or may be changed of one."""

    def said(value: str | None) -> str:
        return shown(value or "")

    if customer is None:
        customer = Customer("", "")
    fields = [
        Asked("name", _("Name"), said(customer.name), needed=True),
        Asked("phone", _("Phone"), said(customer.phone)),
        Asked("email", _("E-mail"), said(customer.email)),
        Asked("birthday", _("Birthday"), said(customer.birthday), "1990-12-24"),
        Asked("language", _("Language"), said(customer.language), _("es or en")),
        Asked("tags", _("Tags"), said(", ".join(customer.tags)), _("separated by commas")),
    ]
    lines = [f"{shown(name)}: {shown(value)}" for name, value in (preferences or {}).items()]
    for number, line in enumerate([*lines[:PREFERENCES], ""]):
        fields.append(Asked(f"preference{number}", _("Preference"), line, _("allergy: nuts")))
    return fields


def read_birthday(text: str, today: int) -> str | None:
    """The day somebody was born, in ISO, from whatever says a day with its year; None where it says none, or one to come."""
    day = read_day(text, today) if re.search(r"\d{4}|\D\d{1,2}\D+\d{2}$|^\d{1,2}\D+\d{2}$", text) else None
    if day is not None and day > today and not re.search(r"\d{4}", text):
        born = dt.date.fromordinal(day)
        leap = (born.month, born.day) == (2, 29)
        day = None if leap else born.replace(year=born.year - 100).toordinal()  # of two figures, the century before
    return None if day is None or day > today else dt.date.fromordinal(day).isoformat()


def read_person(
    form: FormDialog,
    values: dict[str, str],
    customer: Customer | None,
    today: int,
    preferences: dict[str, str] | None = None,
) -> CustomerEdit | None:
    """What was changed in the form; None when something in it cannot be read, which is then said beside it."""
    old = {asked.name: asked.value for asked in person_fields(customer, preferences)}
    changed: dict[str, Any] = {}
    for name in ("name", "phone", "email", "birthday", "language"):
        if values[name] != old[name]:
            changed[name] = values[name] or None
    wrong: dict[str, str] = {}
    if changed.get("birthday"):
        changed["birthday"] = read_birthday(values["birthday"], today)
        if changed["birthday"] is None:
            wrong["birthday"] = _("A date with its year is needed, not one to come: 24/12/1990, 1990-12-24.")
    if "name" in changed:
        wrong["name"] = name_problem(values["name"])
    if "phone" in changed:
        wrong["phone"] = phone_problem(values["phone"])
    if "email" in changed:
        wrong["email"] = email_problem(values["email"])
    if changed.get("language") not in (None, "es", "en"):
        wrong["language"] = _("es or en")
    if values["tags"] != old["tags"]:
        changed["tags"] = read_tags(values["tags"])
    before = preferences or {}
    now: dict[str, str] = {}
    for number, (name, value) in enumerate([*list(before.items())[:PREFERENCES], ("", "")]):
        at = f"preference{number}"
        line = values[at]
        if line == old[at]:
            now |= {name: value} if name else {}
            continue
        if not line:
            continue
        what, colon, says = line.partition(":")
        if not (colon and what.strip() and says.strip()):
            wrong[at] = _("A name and what is preferred are needed, such as allergy: nuts.")
            continue
        if any(folded(what) == folded(known) for known in now):
            wrong[at] = _("This stands here twice.")
            continue
        now[what.strip()] = says.strip()
    if any(wrong.values()):
        for name in [name for name in reversed(wrong) if wrong[name]]:  # the first of them has the cursor in the end
            form.wrong(name, wrong[name])
        return None
    now |= dict(list(before.items())[PREFERENCES:])
    if now != before:
        changed["preferences"] = now
    return CustomerEdit(**changed)


def read_new(form: FormDialog, values: dict[str, str], today: int) -> CustomerEdit | None:
    """What a new customer has besides name, phone and e-mail; None when something cannot be read."""
    changes = read_person(form, values, None, today)
    if changes is None:
        return None
    return CustomerEdit(
        birthday=changes.birthday, language=changes.language, tags=changes.tags, preferences=changes.preferences
    )


def note_fields(*, internal: bool) -> list[Asked]:
    """A note; ``internal``: also whether only managers read it."""
    fields = [Asked("note", _("Note"), needed=True)]
    if internal:
        fields.append(Asked("internal", _("Internal"), _("no"), _("yes: only managers read it")))
    return fields


def read_yes(text: str) -> bool | None:
    """Yes or no, in either language; None when it is neither."""
    said = folded(text)
    if said in ("", "n", "no", folded(_("no"))):
        return False
    if said in ("y", "yes", "s", "si", folded(_("yes"))):
        return True
    return None
