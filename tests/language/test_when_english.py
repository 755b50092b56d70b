"""When somebody means in English. It is Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

DAYS = {
    "today": "2026-11-25 -", "tomorrow": "2026-11-26 -", "tmrw": "2026-11-26 -", "yesterday": "2026-11-24 -",
    "the day after tomorrow": "2026-11-27 -", "the day before yesterday": "2026-11-23 -",
    "friday": "2026-11-27 -", "on Friday": "2026-11-27 -", "fri": "2026-11-27 -", "Wednesday": "2026-12-02 -",
    "this Wednesday": "2026-11-25 -", "this friday": "2026-11-27 -", "next Monday": "2026-11-30 -",
    "next Friday": "2026-12-04 - ?", "Friday next week": "2026-12-04 -", "next week on Friday": "2026-12-04 -",
    "Friday the week after next": "2026-12-11 -", "the week after next, on Friday": "2026-12-11 -",
    "the coming Monday": "2026-11-30 -", "last Friday": "2026-11-20 -", "last Monday": "2026-11-16 - ?",
    "the 3rd": "2026-12-03 -", "3rd": "2026-12-03 -", "the third of January": "2027-01-03 -", "3 January": "2027-01-03 -",
    "January 3": "2027-01-03 -", "Jan 3rd, 2028": "2028-01-03 -", "the 3rd of Jan": "2027-01-03 -",
    "March twenty-first": "2027-03-21 -", "the 28th of this month": "2026-11-28 -", "the 5th of next month": "2026-12-05 -",
    "31/12": "2026-12-31 -", "12/31": "2026-12-31 -", "5/6": "- - ?", "2026-12-05": "2026-12-05 -", "5/5": "2027-05-05 -",
    "Thursday the 26th": "2026-11-26 -", "Thu 26 Nov": "2026-11-26 -", "Thursday, November 26": "2026-11-26 -",
    "in two days": "2026-11-27 -", "in a week": "2026-12-02 -", "a week today": "2026-12-02 -", "in a fortnight": "2026-12-09 -",
    "two weeks from now": "2026-12-09 -", "in 3 months": "2027-02-25 -", "two Fridays from now": "2026-12-04 -",
    "three weeks from tomorrow": "2026-12-17 -", "3 days ago": "2026-11-22 -", "a couple of days ago": "2026-11-23 -",
    "the first Monday of December": "2026-12-07 -", "the last Friday in November": "2026-11-27 -",
    "the second Tuesday of next month": "2026-12-08 -", "Christmas": "2026-12-25 -", "Boxing Day": "2026-12-26 -",
    "New Year's Eve": "2026-12-31 -", "Good Friday": "2027-03-26 -", "Easter Sunday 2028": "2028-04-16 -",
    "two days after Christmas": "2026-12-27 -", "the day before Christmas": "2026-12-24 -",
    "this weekend": "2026-11-28 - ?", "next week": "2026-12-02 - ?", "in four working days": "2026-12-01 -",
    "29 February": "2028-02-29 -", "2 days after next Friday": "2026-12-06 - ?",
    "Friday after next": "2026-12-04 - ?", "10 August to 12 September 2027": "2027-08-10 -",
    "Aug 10 - Nov 12, 2028": "2028-08-10 -",
    "end of the month": "2026-11-30 -", "tomorrow morning": "2026-11-26 -",
}  # fmt: skip
TIMES = {
    "at 5": "- 17:00", "at five": "- 17:00", "at 10": "- 10:00", "5pm": "- 17:00", "5 p.m.": "- 17:00", "9am": "- 09:00",
    "half past five": "- 17:30", "half past 11 in the morning": "- 11:30", "quarter to 12 in the morning": "- 11:45",
    "a quarter past 7 in the evening": "- 19:15", "ten to six": "- 17:50", "twenty past eight": "- 08:20",
    "half three": "- 15:30", "10:30": "- 10:30", "10.30": "- 10:30", "17:15": "- 17:15", "noon": "- 12:00",
    "at midnight": "- 00:00", "12 noon": "- 12:00", "8 in the evening": "- 20:00", "evening 6:15": "- 18:15",
    "three thirty pm": "- 15:30", "at ten fifteen": "- 10:15", "at 1030": "- 10:30", "around 11": "- 11:00",
    "from 5 to 7": "- 17:00-19:00", "between 10 and 12": "- 10:00-12:00", "8 - 11pm": "- 20:00-23:00",
    "from 9:30 until 11": "- 09:30-11:00", "after 6": "- 18:00", "before 11": "- 11:00", "12 o'clock": "- 12:00",
    "7 o'clock in the morning": "- 07:00", "3ish in the afternoon": "- 15:00", "at 9 sharp": "- 09:00",
}  # fmt: skip
BOTH = {
    "Friday at 5": "2026-11-27 17:00", "tomorrow at half past ten": "2026-11-26 10:30", "3pm tomorrow": "2026-11-26 15:00",
    "tomorrow morning at 9": "2026-11-26 09:00", "tonight at 8": "2026-11-25 20:00", "8 tonight": "2026-11-25 20:00",
    "this afternoon at 3": "2026-11-25 15:00", "10:30 on Thursday": "2026-11-26 10:30", "thu 10:30": "2026-11-26 10:30",
    "3 December at 16:30": "2026-12-03 16:30", "in two hours": "2026-11-25 11:10", "in half an hour": "2026-11-25 09:40",
    "in an hour and a half": "2026-11-25 10:40", "an hour ago": "2026-11-25 08:10", "now": "2026-11-25 09:10",
    "Friday from 5 to 7": "2026-11-27 17:00-19:00", "2026-12-05T10:30": "2026-12-05 10:30",
    "twenty minutes to 2pm tomorrow": "2026-11-26 13:40", "9 tomorrow evening": "2026-11-26 21:00",
}  # fmt: skip
SENTENCES = {
    "I'd like to book for the 8th at quarter past 7 in the evening": "2026-12-08 19:15",
    "A table for 2 at half past 8 tonight, please": "2026-11-25 20:30", "a room for 3 nights from Friday": "2026-11-27 -",
    "Do you have anything tomorrow afternoon, around 4?": "2026-11-26 16:00", "can I come on Monday instead?": "2026-11-30 -",
    "Could we move it from Monday to Tuesday at 11?": "2026-12-01 11:00", "a table for 4": "- -", "we are 6 people": "- -",
    "room 204": "- -", "I may come": "- -", "the second one": "- -", "my number is 600 123 123": "- -", "whenever": "- -",
    "on second thought, make it for 6:30 in the evening": "- 18:30", "one adult and two children": "- -",
    "not Monday, Tuesday at 5": "2026-12-01 17:00",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), [*DAYS.items(), *TIMES.items(), *BOTH.items(), *SENTENCES.items()])
def test_english(text: str, meant: str) -> None:
    assert said(read(text, "en", NOW, month_first=None)) == meant


def test_who_knows_the_order_of_figures_reads_them() -> None:
    assert said(read("5/6", "en", NOW)) == "2027-06-05 -"
    assert said(read("5/6", "en", NOW, month_first=True)) == "2027-05-06 -"


@pytest.mark.parametrize(
    ("prev", "text", "lang", "meant"),
    [
        ("What time would you like?", "5", "en", "- 17:00"),
        ("Which day?", "5", "en", "2026-12-05 -"),
        ("What day and time?", "5", "en", "- -"),
        (None, "5", "en", "- -"),
        ("What time?", "for two at 6", "en", "- 18:00"),
        ("¿A qué hora?", "5", "es", "- 17:00"),
        ("¿A qué hora?", "10 y media", "es", "- 10:30"),
        ("¿Para qué día?", "el 5", "es", "2026-12-05 -"),
        ("¿Qué día te viene bien?", "5", "es", "2026-12-05 -"),
        (None, "5", "es", "- -"),
    ],
)
def test_an_answer_is_read_with_its_question(prev: str | None, text: str, lang: str, meant: str) -> None:
    assert said(read(text, lang, NOW, prev)) == meant


def test_a_time_alone_is_the_next_such_time_for_who_asks_for_it() -> None:
    later, sooner = read("at 5", "en", NOW), read("a las 8 de la mañana", "es", NOW)
    assert later.day is None and sooner.day is None
    assert said(later.next_after(NOW)) == "2026-11-25 17:00"
    assert said(sooner.next_after(NOW)) == "2026-11-26 08:00"
    sentence = read("I will be there at 5", "en", NOW)
    assert sentence.next_after(NOW) == sentence


def test_what_was_read_has_its_place_in_the_text() -> None:
    text = "Quería corte el próximo lunes, mañana no, a las cinco y media"
    found = read(text, "es", dt.datetime(2026, 11, 25, 9))
    assert found.day_span is not None and text[slice(*found.day_span)] == "el próximo lunes"
    assert found.time_span is not None and text[slice(*found.time_span)] == "a las cinco y media"
