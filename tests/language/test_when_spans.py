"""Stretches of time from now or from a day: written close, with parts, with a sign. It is Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

ENGLISH = {
    "in 1d 2hr 5min": "2026-11-26 11:15", "in 1d, 2hr, and 5min": "2026-11-26 11:15", "3w later": "2026-12-16 -",
    "in 2mo": "2027-01-25 -", "3m 49s ago": "2026-11-25 09:06", "45m from now": "2026-11-25 09:55", "2d ago": "2026-11-23 -",
    "in 1.5 hours": "2026-11-25 10:40", "in 2.5 h": "2026-11-25 11:40", "in 90 seconds": "2026-11-25 09:11",
    "20 secs ago": "2026-11-25 09:09", "in less than an hour": "2026-11-25 10:10", "about 30 min from now": "2026-11-25 09:40",
    "what about half an hour from now?": "2026-11-25 09:40", "-2h5min": "2026-11-25 07:05", "-3d": "2026-11-22 -",
    "-2 hours 5 minutes": "2026-11-25 07:05", "+1 day 2 hours": "2026-11-26 11:10", "now - 40 minutes": "2026-11-25 08:30",
    "now + 40min": "2026-11-25 09:50", "Friday +10 days": "2026-12-07 -", "2026-12-29 -10days": "2026-12-19 -",
    "tomorrow + 2 weeks": "2026-12-10 -", "Friday - 2 days": "2026-11-27 -", "- 2 hours of massage": "- -",
    "in 1 and a half hours": "2026-11-25 10:40", "two and a half hours ago": "2026-11-25 06:40",
    "in 2 1/2 hours": "2026-11-25 11:40", "in 1h30": "2026-11-25 10:40", "in about 1h30": "2026-11-25 10:40",
    "1h30 ago": "2026-11-25 07:40", "about 9h30": "- 09:30", "at 9h30": "- 09:30", "last weekend": "2026-11-21 - ?",
    "cut +30 min": "- -", "at 5 w/ Ana": "- 17:00", "2 d": "- -", "5m": "- -",
    "15 minutes before": "2026-11-25 08:55", "a min before": "2026-11-25 09:09", "the min after": "2026-11-25 09:11",
    "15 minutes earlier": "2026-11-25 08:55", "15 minutes later": "2026-11-25 09:25", "an hour after.": "2026-11-25 10:10",
    "can I come 15 minutes earlier?": "- -", "15 minutes before Ana": "- -", "10 minutes after Marta": "- -",
    "in several hours": "- -", "several days ago": "- -", "in several days": "- -",
    "for several nights from Friday": "2026-11-27 -",
    "in a couple of days": "2026-11-27 -", "in a few days": "2026-11-28 - ?",
}  # fmt: skip
SPANISH = {
    "dentro de 3d": "2026-11-28 -", "en 45m": "2026-11-25 09:55", "hace 30m": "2026-11-25 08:40",
    "en 1,5 horas": "2026-11-25 10:40",
    "en menos de una hora": "2026-11-25 10:10", "dentro de 2 sem": "- -", "en 2sem": "2026-12-09 -", "-3d": "2026-11-22 -",
    "hace 20 segundos": "2026-11-25 09:09", "el viernes +10 días": "2026-12-07 -", "corte +30 min": "- -",
    "vie - 2 días": "2026-11-27 -",
    "15 minutos antes": "- -", "15 minutos después": "- -", "una hora antes": "- -", "media hora después": "- -",
    "llego 15 minutos antes": "- -", "10 minutos antes de Marta": "- -",
    "dentro de varias horas": "- -", "en varios días": "- -", "en unas cuantas horas": "- -", "hace unos cuantos días": "- -",
    "en un par de horas": "2026-11-25 11:10", "en unas horas": "2026-11-25 12:10 ?",
    "a las 10,5": "- 10:00", "viernes a las 10.30 h": "2026-11-27 10:30",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), ENGLISH.items())
def test_english_spans(text: str, meant: str) -> None:
    assert said(read(text, "en", NOW)) == meant


@pytest.mark.parametrize(("text", "meant"), SPANISH.items())
def test_spanish_spans(text: str, meant: str) -> None:
    assert said(read(text, "es", NOW)) == meant


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "15 minutes later"), ("en", "a week before"), ("es", "media hora antes"), ("es", "2 días después")],
)
def test_before_and_after_count_from_what_we_said_where_we_said_something(lang: str, text: str) -> None:
    assert said(read(text, lang, NOW, "¿A las seis? / At six?")) == "- -"
