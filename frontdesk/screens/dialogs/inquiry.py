"""The form of an inquiry: who asks, what for, when, how many."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from frontdesk.base.text import folded, shown
from frontdesk.desk.inquiry_values import LONGEST_NAME, MOST_PEOPLE, SOURCES, Inquiry
from frontdesk.desk.values import CustomerRef
from frontdesk.language.coming import coming_day
from frontdesk.language.contacts import email_problem, phone_problem
from frontdesk.language.dates import read_time
from frontdesk.language.i18n import _
from frontdesk.language.inquiries import source_words
from frontdesk.screens.dialogs.draft import clock_words
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.front import Premises

MOST_NIGHTS = 365
"""A plain number in “Until” is so many nights at most; what is more is no number of nights."""


def inquiry_fields(
    inquiry: Inquiry | None, premises: Premises, who: CustomerRef | None = None, *, question: bool | None = None
) -> list[Asked]:
    """What is asked of a new inquiry, or may be changed of one. ``who``: the customer from whom a new one comes.
    ``question``: whether what they ask for is among it; None: unless that came as a letter, which stays as it came."""
    person = CustomerRef("", "") if who is None else who
    if inquiry is None:
        inquiry = Inquiry(
            id="", version=0, stage="new", waits=True, name=person.name, email=person.email, phone=person.phone,
            customer=who, location=None, location_id=None, zone="UTC", source="phone", asked="", services=(),
            service_ids=(), starts=None, ends=None, minute=None, party=1, notes="", created_at=0, created_by="",
            changed_at=0, asked_at=0, answered_at=None,
        )  # fmt: skip
    names = tuple(shown(service.name) for service in premises.services)
    sources = tuple(source_words(source) for source in SOURCES)
    fields = [
        Asked("name", _("Name"), shown(inquiry.name)),
        Asked("phone", _("Phone"), shown(inquiry.phone or "")),
        Asked("email", _("E-mail"), shown(inquiry.email or "")),
    ]
    if question is None:
        question = has_question(inquiry)
    if question:
        fields.append(Asked("asked", _("Asks for"), shown(" ".join(inquiry.asked.splitlines()))))
    return [
        *fields,
        Asked("services", _("Service"), shown(" + ".join(inquiry.services)), choices=names),
        Asked("starts", _("Date"), _day(inquiry.starts), _("thu, 12/12, 2026-12-24")),
        Asked("ends", _("Until"), _day(inquiry.ends), _("a date, or how many nights")),
        Asked("minute", _("Time"), clock_words(inquiry.minute) if inquiry.minute is not None else "", "10:30"),
        Asked("party", _("People"), str(inquiry.party) if inquiry.party > 1 else "", "1"),
        Asked("notes", _("Notes"), shown(" ".join(inquiry.notes.split()))),
        Asked("source", _("Came by"), source_words(inquiry.source), choices=sources),
    ]


def has_question(inquiry: Inquiry) -> bool:
    """Whether what they ask for is a line, which may be put right, and no letter."""
    return "\n" not in inquiry.asked


def _day(day: int | None) -> str:
    return dt.date.fromordinal(day).isoformat() if day is not None else ""


def read_inquiry(
    form: FormDialog,
    values: dict[str, str],
    fields: list[Asked],
    inquiry: Inquiry | None,
    premises: Premises,
    today: int,
) -> dict[str, Any] | None:
    """What was changed, by the names of InquiryWish and InquiryEdit; None when something cannot be read: it is said beside
    its field."""
    old = {asked.name: asked.value for asked in fields}
    changed = {name: value for name, value in values.items() if inquiry is None or value != old[name]}
    found: dict[str, Any] = {name: changed[name] for name in ("name", "asked", "notes") if name in changed}
    wrong: dict[str, str] = {}
    for name, problem in (("phone", phone_problem), ("email", email_problem)):
        if name in changed:
            found[name], wrong[name] = changed[name] or None, problem(changed[name])
    if len(found.get("name", "")) > LONGEST_NAME:
        wrong["name"] = _("A name has at most {most} characters; this has {count}.").format(
            most=LONGEST_NAME, count=len(found["name"])
        )
    if not (values["name"] or values["phone"] or values["email"]):
        wrong["name"] = _("A name, a phone or an e-mail is needed.")
    if "services" in changed:
        found["services"], wrong["services"] = _services(changed["services"], premises)
    starts = inquiry.starts if inquiry is not None else None
    if "starts" in changed:
        starts, wrong["starts"] = coming_day(changed["starts"], today) if changed["starts"] else (None, "")
        found["starts"] = starts
    if wrong.get("starts"):
        pass  # of the last day nothing can be said as long as nobody knows the first
    elif "ends" in changed:
        found["ends"], wrong["ends"] = _until(changed["ends"], starts, today)
    elif "starts" in changed and inquiry is not None and inquiry.ends is not None:
        found["ends"], wrong["ends"] = inquiry.ends, _last_problem(inquiry.ends, starts)
    if "minute" in changed:
        found["minute"] = read_time(changed["minute"]) if changed["minute"] else None
        if changed["minute"] and found["minute"] is None:
            wrong["minute"] = _("That is no time: try 10:30.")
    if "party" in changed:
        said = changed["party"] or "1"
        good = said.isdecimal() and len(said) < 5 and 1 <= int(said) <= MOST_PEOPLE
        needed = _("A number from {least} to {most} is needed.").format(least=1, most=MOST_PEOPLE)
        found["party"], wrong["party"] = (int(said), "") if good else (1, needed)
    if "source" in changed:
        said = folded(changed["source"])
        one = next((name for name in SOURCES if said in (name, folded(source_words(name)))), None)
        found["source"] = one or "phone"
        if said and one is None:
            wrong["source"] = _("One of these: {choices}.").format(choices=", ".join(map(source_words, SOURCES)))
    bad = [name for name in reversed([asked.name for asked in fields]) if wrong.get(name)]
    for name in bad:  # the first of them has the cursor in the end
        form.wrong(name, wrong[name])
    return None if bad else found


def _services(text: str, premises: Premises) -> tuple[tuple[int, ...], str]:
    """The services that are named, with + between them; each as far as it is told from all others."""
    found: list[int] = []
    whole = [one.id for one in premises.services if folded(one.name) == folded(text)]
    parts = [] if whole else [part.strip() for part in text.split("+") if part.strip()]
    for part in parts:
        named = [one for one in premises.services if folded(one.name) == folded(part)]
        named = named or [one for one in premises.services if folded(one.name).startswith(folded(part))]
        named = named or [one for one in premises.services if folded(part) in folded(one.name)]
        if len(named) != 1:
            several = _("Several services are called so: {names}.").format(
                names=", ".join(shown(one.name) for one in named)
            )
            return (), several if named else _("There is no service of this name.")
        found.append(named[0].id)
    return tuple(dict.fromkeys(whole[:1] or found)), ""


def _until(text: str, starts: int | None, today: int) -> tuple[int | None, str]:
    """The last day: a date, or so many nights after the first."""
    if not text:
        return None, ""
    if starts is None:
        return None, _last_problem(None, starts)
    nights = _nights(text)
    if nights is not None:
        most = _("Nights are from {least} to {most}.").format(least=1, most=MOST_NIGHTS)
        return (starts + nights, "") if 0 < nights <= MOST_NIGHTS else (None, most)
    day, problem = coming_day(text, today)
    if day is None:
        return None, problem
    if day < starts:  # without a year it is the next one after the first day
        later, _problem = coming_day(text, starts)
        same = later is not None and _in_year(later) == _in_year(day)
        day = later if later is not None and same else day
    return day, _last_problem(day, starts)


def _nights(text: str) -> int | None:
    """How many nights: ``2``, ``2 nights``, ``dos noches``; None where it says something else."""
    from frontdesk.language.when.reading import LANGUAGES  # they take their time, which a first paint has not

    match = re.fullmatch(r"(?a:(\d{1,5})|([a-z]+))\s*(n|nights?|noches?)?", folded(text))
    if match is None or not (match[1] or match[3]):
        return None
    numbers = {name: number for words in LANGUAGES.values() for name, number in words.numbers.items()}
    return int(match[1]) if match[1] else {**numbers, "a": 1, "una": 1}.get(match[2])


def _in_year(day: int) -> tuple[int, int]:
    date = dt.date.fromordinal(day)
    return date.month, date.day


def _last_problem(day: int | None, starts: int | None) -> str:
    """What is wrong with a last day."""
    if starts is None:
        return _("Without a first day there is no last one.")
    return _("That is before the first day.") if day is not None and day < starts else ""
