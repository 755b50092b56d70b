"""Dates as machines, letters and calendars write them: years, eras, whole months. It is Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

ENGLISH = {
    "Thu Nov 26 11:00:09 2026": "2026-11-26 11:00", "Tue Nov 24 11:00:09 CET 2026": "2026-11-24 11:00",
    "Nov 26 - 28, 11:00 2026": "2026-11-26 11:00", "Thu Nov 26 - 28, 11:00:09 2026": "2026-11-26 11:00",
    "Thu Nov 26, 10:00 - 11:00:09 2026": "2026-11-26 10:00-11:00", "Thu Nov 26 at 11:00 room 2023": "2026-11-26 11:00",
    "12/31/2026:14:15": "2026-12-31 14:15", "2026-12-31:14:15": "2026-12-31 14:15",
    "January twenty five nineteen eighty six": "1986-01-25 -", "3 March nineteen oh one": "1901-03-03 -",
    "on the fourth of May nineteen hundred and ninety three": "1993-05-04 -", "May 3 at ten fifteen": "2027-05-03 10:15",
    "5 May 20 30": "2027-05-05 20:30", "June first, two thousand and thirty": "2030-06-01 -",
    "10 August 88 AD": "0088-08-10 -", "10 August 234 BC": "- -", "in 44 BCE": "- -", "10 August 2555 BE": "- -",
    "3 May 2555": "- -", "May 2555": "- -", "3 May 2076": "2076-05-03 -", "13/3/2555": "- -", "2555-05-03": "- -",
    "Christmas 2555": "- -", "10 August 1901": "1901-08-10 -", "we saw the ad on 3 May": "2027-05-03 -",
    "in January": "2027-01-01 - ?", "January": "2027-01-01 - ?", "in November": "- -", "next November": "2027-11-01 - ?",
    "next March": "2027-03-01 - ?", "last March": "2026-03-01 - ?", "last December": "2025-12-01 - ?",
    "sometime in August 2027": "2027-08-01 - ?", "August, 2027": "2027-08-01 - ?", "(04/2027)": "2027-04-01 - ?",
    "Sep-2027": "2027-09-01 - ?", "Sept. 2027": "2027-09-01 - ?", "September-2027-23": "2027-09-23 -",
    "23-2027-September": "2027-09-23 -", "Sat 2 Jan. 2027": "2027-01-02 -",
    "2027-04": "2027-04-01 - ?", "13/2027": "- -", "in March, on the 3rd": "2027-03-03 -", "I may come": "- -",
    "in May or on Friday": "2026-11-27 -",
    "last day of October": "2027-10-31 -", "the last day of the month": "2026-11-30 -", "last day of next month": "2026-12-31 -",
    "last day": "2026-11-24 -", "2027 10 16": "2027-10-16 -", "bought for $12 December 27": "2026-12-27 -",
    "£20 on Fri 9:15": "2026-11-27 09:15", "at 5 $20": "- 17:00", "12 lunchtime": "- 12:00", "1 o'clock lunchtime": "- 13:00",
    "in 4.22": "- -", "a booking for a two-bedroom flat": "- -", "at two-ish": "- 14:00",
    "for 5 days from 4 December": "2026-12-04 -",
    "stay 2 days from the 26th": "2026-11-26 -", "3 days from Friday": "2026-11-30 -", "in two days from today": "2026-11-27 -",
    "check in 2 days at 0:10": "2026-11-27 00:10", "leaving on the 12th, arriving on the 10th": "2026-12-10 -",
    "leaving Friday": "2026-11-27 -",
    "coming the 10th and leaving the 12th": "2026-12-10 -",
    "previous week - Monday": "2026-11-16 -",
}  # fmt: skip
SPANISH = {
    "en enero": "2027-01-01 - ?", "marzo": "2027-03-01 - ?", "marzo de 2027": "2027-03-01 - ?", "en noviembre": "- -",
    "el próximo marzo": "2027-03-01 - ?", "el marzo que viene": "2027-03-01 - ?", "el marzo pasado": "2026-03-01 - ?",
    "04/2027": "2027-04-01 - ?", "el 5 de mayo de dos mil veintisiete": "2027-05-05 -", "ochenta y seis": "- -",
    "el último día del mes": "2026-11-30 -", "el último día de mayo": "2027-05-31 -", "15 € el 5 de mayo": "2027-05-05 -",
    "el último día del mes que viene": "2026-12-31 -", "corte 15€ vie 10:30": "2026-11-27 10:30",
    "salida el 12, llegada el día 10": "2026-12-10 -", "nos vamos el viernes": "2026-11-27 -",
    "en enero, el 8": "2027-01-08 -", "el 3 de mayo de 2555": "- -", "3/5/2555": "- -", "el 3 de mayo de 2076": "2076-05-03 -",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), ENGLISH.items())
def test_english_dates(text: str, meant: str) -> None:
    assert said(read(text, "en", NOW, month_first=None)) == meant


@pytest.mark.parametrize(("text", "meant"), SPANISH.items())
def test_spanish_dates(text: str, meant: str) -> None:
    assert said(read(text, "es", NOW)) == meant


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("10am to 12pm", "en", "2026-11-25 10:00-12:00"),
        ("8 - 9am", "en", "2026-11-26 08:00-09:00"),
        ("de 5 a 7", "es", "2026-11-25 17:00-19:00"),
        ("come from 5 to 7", "en", "- 17:00-19:00"),
        ("at midnight.", "en", "2026-11-26 00:00"),
        ("a medianoche", "es", "2026-11-26 00:00"),
        ("we open at noon", "en", "- 12:00"),
        ("we are there until midnight", "en", "2026-11-26 00:00"),
    ],
)
def test_nothing_but_a_time_and_its_end_is_the_next_such_time(text: str, lang: str, meant: str) -> None:
    assert said(read(text, lang, NOW).next_after(NOW)) == meant
