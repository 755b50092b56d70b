"""Days in the words of who fills in the contact form: one meaning, or none."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiries.contact_dates import read_days
from frontdesk.desk.inquiries.contact_form import ContactForm

NOW = dt.datetime(2026, 11, 23, 8, 0)
READ = [
    ("es", "del 11 al 13 de diciembre", "2026-12-11", "2026-12-13"),
    ("es", "Del 11 al 13 de diciembre.", "2026-12-11", "2026-12-13"),
    ("es", "11-13 de diciembre", "2026-12-11", "2026-12-13"),
    ("es", "del 30 de diciembre al 2 de enero", "2026-12-30", "2027-01-02"),
    ("es", "del viernes al domingo", "2026-11-27", "2026-11-29"),
    ("es", "11/12 - 13/12", "2026-12-11", "2026-12-13"),
    ("es", "el 11 de diciembre, 2 noches", "2026-12-11", "2026-12-13"),
    ("es", "2 noches desde el 11 de diciembre", "2026-12-11", "2026-12-13"),
    ("es", "entrada 11/12, salida 13/12", "2026-12-11", "2026-12-13"),
    ("es", "check-in el 11 de diciembre, check-out el 13", "2026-12-11", "2026-12-13"),
    ("es", "el 11 de diciembre", "2026-12-11", None),
    ("es", "desde el 11 de diciembre hasta el 13 de diciembre", "2026-12-11", "2026-12-13"),
    ("es", "para el viernes", "2026-11-27", None),
    ("es", "mañana", "2026-11-24", None),
    ("en", "from 11 to 13 December", "2026-12-11", "2026-12-13"),
    ("en", "December 11-13", "2026-12-11", "2026-12-13"),
    ("en", "friday to sunday", "2026-11-27", "2026-11-29"),
    ("en", "11 December", "2026-12-11", None),
    ("en", "tomorrow", "2026-11-24", None),
]
NOT_READ = [
    ("en", "next friday"),
    ("en", "11/12"),
    ("es", "el viernes o el sábado"),
    ("es", "fin de semana"),
    ("es", "en agosto"),
    ("es", "ayer"),
    ("es", "no el 11 de diciembre"),
    ("es", "cualquier día menos el 11 de diciembre"),
    ("es", "del 11 al 13 de diciembre o del 18 al 20"),
    ("es", "del 13 al 11 de diciembre"),
    ("es", "el 11 de diciembre, 2 noches o 3 noches"),
    ("es", "del 11 al 13 de diciembre, 5 noches"),
    ("es", "flexible"),
    ("es", "antes del 11 de diciembre"),
    ("es", "hasta el 11 de diciembre"),
    ("es", "el 11 y el 13 de diciembre"),
    ("es", "11 y 13 de diciembre"),
    ("es", "11 o 13 de diciembre"),
    ("es", "3 personas, hacia el 11 de diciembre"),
    ("en", "before 11 December"),
    ("en", "until 11 December"),
    ("en", "11 or 13 December"),
    ("en", "not 11 December"),
    ("es", ""),
    ("es", "x" * 200),
]


@pytest.mark.parametrize(("language", "text", "first", "last"), READ)
def test_days_that_mean_one_thing_are_read(language: str, text: str, first: str, last: str | None) -> None:
    found = [dt.date.fromordinal(day).isoformat() if day else None for day in read_days(text, language, NOW)]
    assert found == [first, last]


@pytest.mark.parametrize(("language", "text"), NOT_READ)
def test_what_may_be_meant_otherwise_stays_words(language: str, text: str) -> None:
    assert read_days(text, language, NOW) == (None, None)


def test_an_inquiry_of_the_form_has_the_days_and_the_words(desk: Desk) -> None:
    said = "del 11 al 13 de diciembre"
    given = {"name": "Rosa", "email": "rosa@example.com", "language": "es"}
    assert desk.inquiries.submit(ContactForm(dates=said, **given)).problems == {}
    assert desk.inquiries.submit(ContactForm(dates="next friday", **given | {"language": "en"})).problems == {}
    vague, one = sorted(desk.inquiries.inquiries(), key=lambda found: found.starts or 0)
    assert (one.starts, one.ends, one.nights, one.asked) == (739_961, 739_963, 2, said)
    assert (vague.starts, vague.ends, vague.asked) == (None, None, "next friday")
