"""An answer is read with what we said before it. It is Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

SPANISH = {
    "¿Mañana o pasado?": {
        "pasado": "2026-11-27 -", "mejor pasado": "2026-11-27 -", "sí, pasado": "2026-11-27 -",
        "pasado mejor, a las 5": "2026-11-27 17:00",
        "mañana": "2026-11-26 -", "mañana por la mañana": "2026-11-26 -", "el lunes pasado ya fui": "2026-11-23 -",
    },
    "¿Por la mañana o por la tarde?": {
        "mañana": "- -", "mejor mañana": "- -", "por la mañana": "- -", "tarde": "- -", "por la tarde, a las 5": "- 17:00",
        "mañana por la mañana": "2026-11-26 -", "mañana a las 10": "- 10:00",
    },
    "¿Mañana por la mañana o por la tarde?": {"mañana": "2026-11-26 -"},
    "¿A las 5 o a las 6?": {
        "6": "- 18:00", "las 6": "- 18:00", "mejor 6": "- 18:00", "a las 6": "- 18:00", "4": "- -", "somos 6": "- -",
        "sí, 6": "- 18:00",
        "la segunda": "- -", "la primera": "- -",
    },
    "Tengo a las 9 o a las 20:30": {"9": "- 09:00", "8": "- -"},
    "¿El viernes o el sábado?": {"el primero": "- -", "el segundo": "- -", "el sábado": "2026-11-28 -"},
    "¿Qué día?": {"el primero": "2026-12-01 -", "5": "2026-12-05 -", "el 5 o el 6": "2026-12-05 - ?", "cualquiera": "- -"},
    "¿A qué hora?": {
        "6": "- 18:00", "sobre las 6": "- 18:00", "6 y pico": "- 18:00", "tipo 6": "- 18:00", "8 de la tarde": "- 20:00",
        "6 y media": "- 18:30", "17": "- 17:00", "por la tarde": "- -", "cuando quieras": "- -", "a esa hora": "- -",
    },
    "¿Te va bien el jueves a las 5?": {
        "sí": "- -", "sí, a esa hora": "- -", "mejor a las 6": "- 18:00", "el mismo día": "- -", "ese día no": "- -",
        "el mismo día a las 7": "- 19:00", "a la misma hora": "- -", "no, el viernes": "2026-11-27 -", "un poco antes": "- -",
        "a la misma hora el viernes": "2026-11-27 -", "media hora antes": "- -", "una hora más tarde": "- -", "6": "- -",
        "la misma semana": "- -", "el jueves no puedo": "- -", "esa misma tarde a las 7": "- 19:00",
    },
    "¿Le apunto para las 9 de la noche?": {"mejor a las 8": "- 20:00", "a las 10": "- 22:00", "a las 2": "- 14:00"},
    "¿Le apunto a las 11?": {"mejor a las 9": "- 09:00"},
    "¿Cuántas personas?": {"4": "- -", "somos 4": "- -", "para 4": "- -", "4, a las 9 de la noche": "- 21:00"},
    "¿Cuántas noches?": {"2": "- -", "dos noches": "- -"},
    "¿Me da un teléfono?": {"600 123 123": "- -", "612 34 56 78": "- -"},
}  # fmt: skip
ENGLISH = {
    "What time?": {
        "6": "- 18:00", "six thirty": "- 18:30", "6ish": "- 18:00", "any time": "- -", "same time": "- -",
        "after 6": "- 18:00", "11": "- 11:00",
    },
    "At 5 or at 6?": {"6": "- 18:00", "6 please": "- 18:00", "the second one": "- -", "the second": "- -", "7": "- -"},
    "Does Thursday at 5 work?": {
        "yes": "- -", "yes, that time": "- -", "the same day": "- -", "the same day at 6": "- 18:00", "rather at 6": "- 18:00",
        "an hour later": "- -", "half an hour earlier": "- -", "Friday instead": "2026-11-27 -", "that day is fine": "- -",
    },
    "Shall we say 9 pm?": {"at 8 please": "- 20:00", "at 10": "- 22:00", "at 8 in the morning": "- 08:00"},
    "How many people?": {"4": "- -", "for 4": "- -", "we are 4": "- -"},
}  # fmt: skip


def _cases(said_before: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(prev, text, meant) for prev, answers in said_before.items() for text, meant in answers.items()]


@pytest.mark.parametrize(("prev", "text", "meant"), _cases(SPANISH))
def test_answered_in_spanish(prev: str, text: str, meant: str) -> None:
    assert said(read(text, "es", NOW, prev)) == meant


@pytest.mark.parametrize(("prev", "text", "meant"), _cases(ENGLISH))
def test_answered_in_english(prev: str, text: str, meant: str) -> None:
    assert said(read(text, "en", NOW, prev, month_first=None)) == meant
