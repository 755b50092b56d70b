"""The contact form: what a visitor sent becomes an inquiry, once, or is told field by field what is missing."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from msgspec import Struct

from frontdesk.base.addresses import kept_email
from frontdesk.base.errors import N_
from frontdesk.base.text import clean, clean_note, digits
from frontdesk.desk import contacts
from frontdesk.desk.inquiries import contact_dates, registering
from frontdesk.desk.inquiry_values import InquiryWish
from frontdesk.desk.work import Work
from frontdesk.engine.zones import local
from frontdesk.store import kept

LONGEST_NAME = 120
LONGEST_MESSAGE = 5000
MOST_PEOPLE = 500
FARTHEST = 5 * 366
"""Days from today that can be asked for."""
ONCE = 24 * 3600
"""Seconds in which the same form counts once."""

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/. -](?P<m>\d{1,2})[/. -](?P<y>\d{4})"),
)


class ContactForm(Struct, frozen=True):
    """What was typed, as it came. ``dates``: when, in words, from forms that do not ask for days; ``key``: of this form,
    the same each time it is sent; empty: what it says is its key."""

    name: str = ""
    email: str = ""
    phone: str = ""
    first: str = ""
    last: str = ""
    dates: str = ""
    party: str = ""
    message: str = ""
    language: str = ""
    key: str = ""


class FormAnswer(Struct, frozen=True):
    """``problems``: by field, sentences to be translated; none: it was taken, now or before."""

    problems: dict[str, str] = {}


class FormPage(Struct, frozen=True):
    """What the page of the form says: whose it is, and which day it is there (ordinal)."""

    business: str
    today: int


def page(work: Work) -> FormPage:
    """Whose form it is."""
    return FormPage(work.rules.business.name, _today(work))


def submit(work: Work, form: ContactForm) -> FormAnswer:
    """Register what was asked; nothing where something is missing, or where it is there already."""
    wish, problems = _read(work, form)
    if problems:
        return FormAnswer(problems)
    kept.forget(work.connection, "form:", work.seconds - ONCE)
    if kept.take_turn(work.connection, f"form:{_key(form)}", work.seconds, ONCE):
        registering.register(work, wish)
    return FormAnswer()


def _key(form: ContactForm) -> str:
    told = [form.key] if form.key else [getattr(form, name) for name in form.__struct_fields__]
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _today(work: Work) -> int:
    return local(work.minute, work.rules.zone(None))[0]


def _read(work: Work, form: ContactForm) -> tuple[InquiryWish, dict[str, str]]:
    """What is wished for, and by field what is wrong with it."""
    problems: dict[str, str] = {}
    name = " ".join(clean(form.name).split())
    if not name:
        problems["name"] = N_("Please write your name.")
    elif len(name) > LONGEST_NAME:
        problems["name"] = N_("That is too long.")
    email, phone = _reached(form, work.rules.business.country, problems)
    first, last = _days(form, _today(work), problems)
    if first is None and form.dates and not form.first and not form.last:
        first, last = _days_in_words(work, form)
    party = form.party.strip()
    if party and not (party.isascii() and party.isdigit() and 1 <= int(party[:9]) <= MOST_PEOPLE):
        problems["party"] = N_("Please write how many you are, as a number.")
    said = [clean_note(text).strip() for text in (form.dates, form.message)]
    if len(said[0]) + len(said[1]) > LONGEST_MESSAGE:
        problems["message"] = N_("That is too long: 5,000 characters at the most.")
    elif not any(said) and first is None:
        problems["message"] = N_("Please write what you would like.")
    wish = InquiryWish(
        asked="\n\n".join(text for text in said if text),
        source="form",
        name=name,
        email=email or None,
        phone=phone or None,
        starts=first,
        ends=last,
        party=int(party[:9]) if party and "party" not in problems else 1,
        language=form.language or None,
    )
    return wish, problems


def _reached(form: ContactForm, country: str, problems: dict[str, str]) -> tuple[str, str]:
    email, phone = clean(form.email).strip(), clean(form.phone).strip()
    if not email and not phone:
        problems["email"] = N_("Please write an e-mail address or a phone, so that we can answer.")
    if email:
        kept = kept_email(email[:300])
        email = kept or email
        if kept is None:
            problems["email"] = N_("Please write an address such as ana@example.com.")
    if phone:
        phone = contacts.phone(phone, country)
        if not 5 <= len(digits(phone)) <= 20 or len(phone) > 40:
            problems["phone"] = N_("Please write a number such as 600 111 222.")
    return email, phone


def _days(form: ContactForm, today: int, problems: dict[str, str]) -> tuple[int | None, int | None]:
    """The first and the last day wished, ordinals; the last one where it is another."""
    found: dict[str, int | None] = {}
    for field in ("first", "last"):
        text = getattr(form, field).strip()
        found[field] = day = _day(text)
        if text and day is None:
            problems[field] = N_("Please write a date such as 12/06/2027.")
        elif day is not None and day < today:
            problems[field] = N_("That day is over.")
        elif day is not None and day > today + FARTHEST:
            problems[field] = N_("That day is too far away.")
    first, last = found["first"], found["last"]
    if last is not None and first is None and not problems.keys() & {"first", "last"}:
        first, last = last, None
    if first is not None and last is not None and last < first and not problems.keys() & {"first", "last"}:
        problems["last"] = N_("The last day lies before the first one.")
    return first, None if last == first else last


def _days_in_words(work: Work, form: ContactForm) -> tuple[int | None, int | None]:
    """The days of who writes them in words, where they mean one thing only; the words are kept in any case."""
    day, minute = local(work.minute, work.rules.zone(None))
    now = dt.datetime.fromordinal(day) + dt.timedelta(minutes=minute)
    first, last = contact_dates.read_days(clean(form.dates), form.language or work.rules.business.locale, now)
    far = max(first or 0, last or 0) > day + FARTHEST
    return (None, None) if far else (first, last)


def _day(text: str) -> int | None:
    """The ordinal of a date as browsers and people write it; None where it is none."""
    for shape in _DATES:
        if found := shape.fullmatch(text):
            try:
                return dt.date(int(found["y"]), int(found["m"]), int(found["d"])).toordinal()
            except ValueError:
                return None
    return None
