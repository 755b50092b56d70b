"""Dates and times in figures: what a point, a weekday or a second date says of them. It is Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

SPANISH = {
    "jue 10.30": "2026-11-26 10:30", "el jueves 10.30": "2026-11-26 10:30", "viernes 16.45": "2026-11-27 16:45",
    "jueves a las 10.30": "2026-11-26 10:30", "lun 7.6": "2027-06-07 -", "vie 7.6": "- - ?", "el jueves 10.05": "- - ?",
    "8/10/2026 - 8/15/2026": "2026-08-10 -", "8/10 - 15/10": "2027-10-08 -",
    "2027-13-01": "2027-01-13 -", "2027/13/1": "2027-01-13 -", "2027-13-13": "- -", "2027/1/13": "2027-01-13 -",
    "14/4 90": "- -", "14/4 27": "2027-04-14 -", "14/4/90": "1990-04-14 -", "14/4 1990": "1990-04-14 -",
    "el 10.12.": "2026-12-10 -", "jue 31.12": "2026-12-31 -", "mañana 10.30": "2026-11-26 10:30",
}  # fmt: skip
ENGLISH = {
    "thu 10.30": "2026-11-26 10:30", "on Friday 4.45": "2026-11-27 16:45", "fri 9.30am": "2026-11-27 09:30",
    "Sunday 12/7/2025": "2025-12-07 -", "Saturday 12/7/2025": "2025-07-12 -", "Monday 12/7/2025": "- - ?",
    "Sun 6/12": "2026-12-06 -", "Fri 5/6": "- - ?", "5/6": "- - ?",
    "12/10/2026 - 12/15/2026": "2026-12-10 -", "from 10/12 to 15/12": "2026-12-10 -", "5/6, or 6/15": "2027-05-06 - ?",
    "2027-13-01": "2027-01-13 -", "2027/13/1": "2027-01-13 -", "14/4 90": "- -", "14/4, 90": "- -", "14/4 27": "2027-04-14 -",
    "5/6 fifteen": "- - ?", "13/1 or 1/14 or 5/6": "2027-01-13 - ?",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), SPANISH.items())
def test_spanish_figures(text: str, meant: str) -> None:
    assert said(read(text, "es", NOW)) == meant


@pytest.mark.parametrize(("text", "meant"), ENGLISH.items())
def test_english_figures(text: str, meant: str) -> None:
    assert said(read(text, "en", NOW, month_first=None)) == meant


def test_a_weekday_that_fits_both_orders_is_doubtful_and_the_nearer_is_meant() -> None:
    assert said(read("Friday 7/6", "en", NOW.replace(year=2018, month=7, day=2), month_first=None)) == "2018-07-06 - ?"


@pytest.mark.parametrize("text", ["\U000135cc", "\U00012000 friday", "\u4e00\u4e8c"])
def test_a_sign_of_another_script_says_no_number(text: str) -> None:
    for lang in ("en", "es"):
        found = read(text, lang, NOW)
        assert found.time is None
        assert found.day_span is None or text[slice(*found.day_span)] == "friday"


def test_a_letter_that_stands_for_several_keeps_its_place() -> None:
    text = "ﬁve, straße, fri at 5pm"
    found = read(text, "en", NOW)
    assert found.day_span is not None and text[slice(*found.day_span)] == "fri"
    assert found.time_span is not None and text[slice(*found.time_span)] == "at 5pm"
