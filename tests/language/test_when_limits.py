"""Whatever is said, reading neither fails nor guesses: no past day unasked, no day where only a time was said."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontdesk.language.when import read, read_day
from frontdesk.language.when.english import ENGLISH
from frontdesk.language.when.spanish import SPANISH

NOW = dt.datetime(2026, 11, 25, 9, 10)
EXCERPT = Path(__file__).parent / "when_excerpt.jsonl"
_PAST_CODES = {
    "was",
    "pasado",
    "last",
    "lastday",
    "justpast",
    "past",
    "ago",
    "back",
    "before",
    "earlier",
    "hace",
    "near-1",
    "near-2",
}
_PAST = {
    lang: {word for said, codes in words.table().items() if _PAST_CODES & set(codes) for word in said}
    for lang, words in (("en", ENGLISH), ("es", SPANISH))
}
"""Words that may say that a day is past."""
_WORDS = {lang: sorted({*words.table()}) for lang, words in (("en", ENGLISH), ("es", SPANISH))}


def _vocabulary(lang: str) -> st.SearchStrategy[str]:
    """Phrases made of the language's own words and figures, in any order."""
    word = st.sampled_from([" ".join(said) for said in _WORDS[lang]])
    figures = st.one_of(
        st.integers(0, 2100).map(str), st.sampled_from(["10:30", "5/6", "31/2", "29.2.", "1-2", "7h", "3rd", "1º"])
    )
    return st.lists(st.one_of(word, figures, st.sampled_from([",", "-", ".", "foo"])), max_size=12).map(" ".join)


@pytest.mark.parametrize("lang", ["en", "es"])
@given(data=st.data())
def test_no_text_fails(lang: str, data: st.DataObject) -> None:
    text = data.draw(st.one_of(st.text(max_size=60), _vocabulary(lang)))
    found = read(text, lang, NOW, data.draw(st.sampled_from([None, "what time?", "which day?", "¿qué día?"])))
    assert found.time is None or 0 <= found.time < 1440
    for span in (found.day_span, found.time_span):
        assert span is None or 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize("lang", ["en", "es"])
@given(data=st.data())
def test_no_past_day_is_read_unasked(lang: str, data: st.DataObject) -> None:
    text = data.draw(_vocabulary(lang))
    words = {word.removesuffix("'s") for word in text.split()}
    year = any(word.isdigit() and len(word) >= 2 for word in words)  # “3 May 2011”, “3 May 11” say so
    if (
        words & _PAST[lang]
        or year
        or {"this", "este", "esta", "actual", "current", "corriente", "curso", "presente"} & words
    ):
        return
    found = read(text, lang, NOW)
    assert found.day is None or found.day >= NOW.toordinal()


@pytest.mark.parametrize("lang", ["en", "es"])
@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
@example(hour=0, minute=0)
def test_a_time_alone_says_no_day(lang: str, hour: int, minute: int) -> None:
    at = {"en": "at", "es": "a las"}[lang]
    found = read(f"{at} {hour:02}:{minute:02}", lang, NOW)
    assert (found.day, found.time, found.end_time) == (None, hour * 60 + minute, None)


@given(day=st.dates(dt.date(2026, 11, 25), dt.date(2036, 12, 31)))
def test_a_date_written_out_is_that_date(day: dt.date) -> None:
    en = f"{day.day} {ENGLISH.months[day.month - 1]} {day.year}"
    es = f"el {day.day} de {SPANISH.months[day.month - 1]} de {day.year}"
    assert read(en, "en", NOW).day == read(es, "es", NOW).day == day.toordinal()
    assert read(day.strftime("%d/%m/%Y"), "es", NOW).day == day.toordinal()
    weekday = SPANISH.weekdays[(day.weekday() + 1) % 7]
    wrong = read(f"{weekday} {day.day} de {SPANISH.months[day.month - 1]} de {day.year}", "es", NOW)
    assert (wrong.day, wrong.odd, wrong.ambiguous) == (day.toordinal(), True, True)  # the weekday contradicts
    assert read_day(f"{weekday} {day.day} de {SPANISH.months[day.month - 1]} de {day.year}", NOW.toordinal()) is None


@pytest.mark.parametrize(
    "text",
    [
        "a ", "1 ", "lunes ", "in 5 ", "of the ", "9", "half an hour and ", "hour and a quarter of an ", "media hora y ",
        "horas y cuarto de ", "de min par ", "quarter of hour ",        "el lunes no ", "mejor 6 o ",
    ],
)  # fmt: skip
def test_a_paste_takes_no_time(text: str) -> None:
    began = time.process_time()
    for lang in ("en", "es"):
        read(text * 5000, lang, NOW, "¿A las 5 o a las 6?")
    assert time.process_time() - began < 2  # it takes a hundredth of that


def _excerpt() -> list[dict[str, object]]:
    """Phrases of others, with the answers they accept; each line names its source."""
    return [json.loads(line) for line in EXCERPT.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("one", _excerpt(), ids=lambda one: one["id"])
def test_phrases_of_others(one: dict[str, object]) -> None:
    now = dt.datetime.fromisoformat(str(one["ref"]))
    prev = one["prev"]
    found = read(str(one["text"]), str(one["lang"]), now, None if prev is None else str(prev))
    day = None if found.day is None else dt.date.fromordinal(found.day).isoformat()
    time = None if found.time is None else f"{found.time // 60:02}:{found.time % 60:02}"
    assert {"date": day, "time": time} in one["accept"]  # type: ignore[operator]
