"""Eves and stays, answers to what we offered, hours in other spellings, what is refused. Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

DAYS = {
    "es": {
        "la víspera de Reyes": "2027-01-05 -", "la víspera de Navidad": "2026-12-24 -",
        "víspera de Reyes a las 6": "2027-01-05 18:00",
        "llegamos el 11 y nos vamos el 13": "2026-12-11 -", "llego el 11 y me voy el 13 de diciembre": "2026-12-11 -",
        "llegamos el 5 y nos quedamos hasta el 8": "2026-12-05 -", "entramos el 11 y salimos el 13": "2026-12-11 -",
        "el fin de semana que viene, el sábado a las 12": "2026-12-05 12:00",
        "el próximo finde, el domingo a las 2": "2026-12-06 14:00",
        "una semana a partir del 2 de enero": "2027-01-02 -", "tres días desde el viernes": "2026-11-27 -",
        "el lunes día 14 de diciembre": "2026-12-14 -", "el 4 del 1": "2027-01-04 -",
        "el 15 del 12 a las 5": "2026-12-15 17:00",
        "hoy miércoles, a las 20:15": "2026-11-25 20:15", "26-11 17h": "2026-11-26 17:00", "1-mar 10:00": "2027-03-01 10:00",
        "el martes santo": "2027-03-23 -", "Martes de Carnaval": "2027-02-09 -", "en hora y cuarto": "2026-11-25 10:25",
        "que no sea lunes": "- -", "ni el lunes ni el martes, el miércoles": "2026-12-02 -", "nunca los viernes": "- -",
        "no estoy hasta el miércoles": "- -", "feliz año nuevo": "- -", "gracias, hasta mañana": "- -",
        "aplazar una semana la cita del jueves": "- -", "el martes de la primera semana de enero": "- -",
        "el primer lunes después de Reyes": "2027-01-11 -",
    },
    "en": {
        "the Monday after next at 9": "2026-12-07 09:00", "tomorrow week at half past nine": "2026-12-03 09:30",
        "next weekend, Saturday at noon": "2026-12-05 12:00", "a week starting Saturday": "2026-11-28 -",
        "Friday gone": "2026-11-20 -", "Friday, 4 or maybe 5": "2026-11-27 -", "Friday 4 till 6": "2026-11-27 16:00",
        "push my 3 o'clock back to 4": "- 16:00", "move my 3pm an hour later": "- -", "Merry Christmas": "- -",
        "Monday's no good": "- -", "I'm busy Monday": "- -", "Frida at 5": "- 17:00",
        "quarter of four tomorrow": "2026-11-26 15:45",
        "10-12 Saturday": "2026-11-28 10:00", "nine to five on Monday": "2026-11-30 09:00",
        "how about Tuesday? no wait, Wednesday at 11": "2026-12-02 11:00",
    },
}  # fmt: skip

HOURS = {
    "es": {
        "mañana temprano a las 7": "2026-11-26 07:00", "a primera hora, a las 7": "- 07:00", "en ayunas a las 7": "- 07:00",
        "habitación 305, despertador a las 7:15": "- 07:15", "despiértenme a las 6 y media": "- 06:30",
        "llegará tarde hoy, a las 10 y media": "2026-11-25 10:30", "mañana llegaré tarde, a las 11": "2026-11-26 11:00",
        "cualquiera de las dos": "- -", "media hora antes de las 8": "- -", "las 4-4:30 el lunes": "2026-11-30 16:00",
        "el sábado de 10 de la noche a 2 de la mañana": "2026-11-28 22:00", "el jueves a las 4,30": "2026-11-26 16:30",
        "a las 17,30 h": "- 17:30", "a las 18 hrs con 30 minutos": "- 18:30", "18 horas 30 minutos": "- 18:30",
        "el viernes al mediodía, tipo 1": "2026-11-27 13:00", "al mediodía mejor, sobre las 2": "- 14:00",
        "a las 5, no, a las 5 y media": "- 17:30", "a las 5 no puedo": "- -",
    },
    "en": {
        "wake me at 6:15 tomorrow": "2026-11-26 06:15", "first thing tomorrow at 7": "2026-11-26 07:00",
        "early on Monday at 7": "2026-11-30 07:00", "around 5-5:30 on Thursday": "2026-11-26 17:00",
        "half an hour before 8": "- -", "eightish on friday evening": "2026-11-27 20:00", "sat nite 9": "2026-11-28 21:00",
        "the last week of the month, late, at 10": "- 10:00",
    },
}  # fmt: skip

CASES = [(lang, text, meant) for table in (DAYS, HOURS) for lang, said in table.items() for text, meant in said.items()]


@pytest.mark.parametrize(("lang", "text", "meant"), CASES)
def test_among_words(lang: str, text: str, meant: str) -> None:
    found = read(text, lang, NOW, month_first=None if lang == "en" else False)
    assert said(replace(found, end_time=None, ambiguous=False)) == meant


@pytest.mark.parametrize(
    ("text", "prev", "lang", "meant"),
    [
        ("Friday", "Friday 4th or Saturday 5th?", "en", "2026-12-04 -"),
        ("the Monday works", "We have Monday 7th or Tuesday 8th.", "en", "2026-12-07 -"),
        ("exacto, el viernes", "¿El viernes 4?", "es", "2026-12-04 -"),
        ("sí, el viernes a las 5", "¿El viernes 4 por la tarde?", "es", "2026-12-04 17:00"),
        ("el lunes", "¿El viernes 4?", "es", "2026-11-30 -"),
        ("el siete", "¿Qué día de enero?", "es", "2027-01-07 -"),
        ("the 7th", "Which day in January?", "en", "2027-01-07 -"),
        ("el 2", "Llegada el 30 de diciembre. ¿Y la salida?", "es", "2027-01-02 -"),
        ("el día siguiente", "El lunes 30 está completo.", "es", "2026-12-01 -"),
        ("el 4", "¿Qué mesa prefiere, la 3 o la 4?", "es", "- -"),
        ("seven thirty", "When shall we wake you?", "en", "- 07:30"),
    ],
)
def test_what_we_offered_is_meant(text: str, prev: str, lang: str, meant: str) -> None:
    assert said(read(text, lang, NOW, prev, month_first=None if lang == "en" else False)) == meant


def test_an_eve_over_the_year() -> None:
    assert said(read("la víspera de Año Nuevo", "es", dt.datetime(2026, 12, 30, 9, 0))) == "2026-12-31 -"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5 pm for 1", "- 17:00"),
        ("friday at 8pm for 2", "2026-11-27 20:00"),
        ("I'd like one for tomorrow at 5 pm", "2026-11-26 17:00"),
        ("reserve a table for three in the morning 11:30", "- 11:30"),
        ("table of 5 at 6:00pm", "- 18:00"),
        ("a table for four on march 4th at afternoon 12", "2027-03-04 12:00"),
        ("Oops, did I say March 9th? Make it March 8th", "2027-03-08 -"),
        ("on 4th aug 2018 which is a sat at 6:15pm", "2018-08-04 18:15"),
        ("change my booking from 18:00 for 3 people to 17:45 for 4 people", "- 17:45"),
        ("I said 5pm not 6pm", "- 17:00"),
        ("one of the inside tables", "- -"),
        ("the event is at 1500 South Capitol Street, evening 7:30", "- 19:30"),
        ("Wait a minute, I'd like to change that to the 28th of August", "2027-08-28 -"),
        ("lunch for tomorrow, 1:30PM, 7", "2026-11-26 13:30"),
        ("I'm not free on tomorrow, book it on friday", "2026-11-27 -"),
    ],
)
def test_a_party_or_a_house_is_no_second_time(text: str, meant: str) -> None:
    assert said(replace(read(text, "en", NOW, month_first=None), end_time=None, ambiguous=False)) == meant


def test_the_day_of_this_week_is_not_the_one_that_was_offered() -> None:
    assert said(read("No. On Saturday this week", "en", NOW, "On 12 December, right?")) == "2026-11-28 -"
    assert said(read("the 1st please", "en", NOW, "What date may I assist with?")) == "2026-12-01 -"
