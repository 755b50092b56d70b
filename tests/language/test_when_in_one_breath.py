"""What customers write in one breath: guests and names beside the hour, moved appointments, what is no time at all.

It is Wednesday 25 November 2026, 9:10.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

GUESTS = {
    "es": {
        "hoy a las 9 pm 4 personas": "2026-11-25 21:00", "a las 8 pm 2 personas hoy": "2026-11-25 20:00",
        "hoy 9:30 pm 4 personas": "2026-11-25 21:30", "viernes 8:30pm 6 personas": "2026-11-27 20:30",
        "el viernes a las 8 de la tarde, 6 personas, terraza": "2026-11-27 20:00",
        "el viernes a las 9 de la noche, dos personas": "2026-11-27 21:00",
        "mañana a las 9 y media pm 2 personas": "2026-11-26 21:30",
        "el lunes a las 7 de la mañana, 2 personas": "2026-11-30 07:00", "mañana a las 6 am 2 personas": "2026-11-26 06:00",
        "mañana 4 pm 2 personas": "2026-11-26 16:00", "viernes 9pm 4 pax": "2026-11-27 21:00",
        "viernes 9 de la noche, 4 adultos": "2026-11-27 21:00", "hoy 21hs 4 personas": "2026-11-25 21:00",
        "viernes 20h, 6 personas": "2026-11-27 20:00",
    },
    "en": {
        "today at 9 pm 4 people": "2026-11-25 21:00", "at 9pm 2 people friday": "2026-11-27 21:00",
        "friday at 9 pm, 4 adults": "2026-11-27 21:00", "friday at 8pm four people": "2026-11-27 20:00",
        "friday at 8 in the evening, 6 people": "2026-11-27 20:00", "friday at 7 am, 2 people": "2026-11-27 07:00",
        "friday at 7 am, 2 kids": "2026-11-27 07:00", "tomorrow 4 pm 2 people": "2026-11-26 16:00",
        "friday 8pm 6 guests": "2026-11-27 20:00",
        "tonight for 2 at 9": "2026-11-25 21:00", "tonight for two at 9": "2026-11-25 21:00",
        "tomorrow night for two at 9pm": "2026-11-26 21:00", "table for 2 tomorrow night for my wife at 9": "2026-11-26 21:00",
        "tonight for 4 at 8": "2026-11-25 20:00", "tonight for 3 at 8:30": "2026-11-25 20:30",
        "saturday night for 4 at 8:30": "2026-11-28 20:30", "tomorrow night, 3 of us, 8:30": "2026-11-26 20:30",
        "saturday evening for six, 8ish": "2026-11-28 20:00",
    },
}  # fmt: skip
"""How many come, beside the hour."""

PARTS = {
    "es": {
        "esta noche para 2, a las 9 y media": "2026-11-25 21:30", "esta noche, somos 4, a las 9 y media": "2026-11-25 21:30",
        "esta noche para dos personas a las 10": "2026-11-25 22:00", "esta noche mesa para dos, a las diez": "2026-11-25 22:00",
        "para esta noche una mesa de 6 personas, sobre las 9": "2026-11-25 21:00",
        "esta noche si puede ser a las 9 y media": "2026-11-25 21:30",
        "esta noche a nombre de Ana a las 10": "2026-11-25 22:00",
        "mañana por la noche, 3 personas, 9:30": "2026-11-26 21:30",
        "el sábado por la noche para 6, a las 10": "2026-11-28 22:00",
        "a las 10 somos 4, esta noche": "2026-11-25 22:00", "a las 9 para cuatro el sábado por la noche": "2026-11-28 21:00",
        "mañana por la tarde, si puede ser, a las 8": "2026-11-26 20:00",
        "el viernes por la tarde para corte y color a las 8": "2026-11-27 20:00",
        "mañana en la mañana, para mi hija, a las 7": "2026-11-26 07:00",
        "mañana por la mañana para un análisis a las 7 y media": "2026-11-26 07:30",
        "el viernes en la noche, tipo 9": "2026-11-27 21:00", "mañana a la noche, tipo 9": "2026-11-26 21:00",
        "buenas noches, una mesa mañana a las 2": "2026-11-26 14:00", "buenas tardes, hoy a las 10": "2026-11-25 10:00",
        "trabajo de noche, puedo el viernes a las 9": "2026-11-27 09:00",
    },
    "en": {
        "tonight, table of 4, around 9:30": "2026-11-25 21:30", "tonight, if possible, 9:30": "2026-11-25 21:30",
        "tomorrow morning, for my son, at 7": "2026-11-26 07:00", "good evening, tomorrow at 10 please": "2026-11-26 10:00",
    },
}  # fmt: skip
"""The part of the day is said of the day, and the hour some words later."""

HALVES = {
    "es": {
        "a las 9 y media mañana": "2026-11-26 09:30", "nos vemos a las 6 y media mañana": "2026-11-26 18:30",
        "cenar a las 9 y media mañana": "2026-11-26 21:30", "a las 8 y media mañana por la tarde": "2026-11-26 20:30",
        "jueves 3 y media": "2026-11-26 15:30", "viernes 4 y media porfa": "2026-11-27 16:30",
        "martes 1 y media": "2026-12-01 13:30", "viernes 11 y cuarto": "2026-11-27 11:15",
        "sábado 5 menos cuarto": "2026-11-28 16:45", "miércoles 4 y media": "2026-12-02 16:30",
        "el jueves 5 y media": "2026-11-26 17:30", "sábado 11 y media": "2026-11-28 11:30",
        "lunes 10 y cuarto": "2026-11-30 10:15",
        "lunes 9 y 20": "2026-11-30 09:20", "a las 5 1/2 del viernes": "2026-11-27 17:30",
        "cuarto pa las 3 el viernes": "2026-11-27 14:45", "a cuarto pa las 3 mañana": "2026-11-26 14:45",
        "faltando 10 pa las 3 el viernes": "2026-11-27 14:50", "20 pa las 9": "- 08:40",
        "el viernes a la 1": "2026-11-27 13:00", "el 12 a la 1": "2026-12-12 13:00",
        "almuerzo el viernes a la 1": "2026-11-27 13:00",
    },
    "en": {
        "friday 4 in the afternoon": "2026-11-27 16:00", "wednesday 2 in the afternoon": "2026-12-02 14:00",
        "tuesday 8 in the evening": "2026-12-01 20:00", "monday, 6 in the morning": "2026-11-30 06:00",
        "monday 10 in the morning": "2026-11-30 10:00", "friday 5 in the afternoon": "2026-11-27 17:00",
        "thursday, 9 at night": "2026-11-26 21:00", "monday 9 sharp": "2026-11-30 09:00",
    },
}  # fmt: skip
"""Halves and quarters, and the hour right after a weekday."""

MOVED = {
    "es": {
        "cambiar la cita del jueves al viernes": "2026-11-27 -", "la cita del jueves pasarla al viernes": "2026-11-27 -",
        "pasar la cita del jueves al viernes a las 6": "2026-11-27 18:00",
        "quería adelantar mi cita del viernes 4 al jueves 3 a las 12": "2026-12-03 12:00",
        "quiero mover la reserva del sábado 5 al domingo 6": "2026-12-06 -",
        "quiero cambiar mi reserva del 4 al 11": "2026-12-11 -",
        "cambio la reserva del 4 de diciembre al 11 de diciembre": "2026-12-11 -",
        "cambiar la cita del 3 al 10 de diciembre": "2026-12-10 -", "reprogramar del 10/12 al 12/12": "2026-12-12 -",
        "mover la reserva de mañana al viernes": "2026-11-27 -", "mover la reserva de mañana a pasado": "2026-11-27 -",
        "pasar del lunes al miércoles": "2026-12-02 -", "me cambia la cita de las 5 a las 7 porfa": "- 19:00",
        "cámbiame la cita de las 10 a las 12": "- 12:00", "pasar la reserva de las 9 a las 10 de la noche": "- 22:00",
        "atrasar la cita de las 4 a las 5": "- 17:00", "cambiar de las 17 a las 18:30": "- 18:30",
        "adelanta mi cita de las 6 a las 5 y media": "- 17:30", "reservar del jueves al viernes": "2026-11-26 -",
    },
    "en": {
        "reschedule from thursday to friday": "2026-11-27 -", "move my appointment from friday to monday": "2026-11-30 -",
        "change my booking from dec 5 to dec 6": "2026-12-06 -", "switch from dec 4 to dec 11": "2026-12-11 -",
        "move my appt on the 4th to the 11th": "2026-12-11 -", "move my 4 o'clock to 5": "- 17:00",
        "change it from 4 to 5": "- 17:00",
        "could we move thursday's appointment to friday": "2026-11-27 -",
    },
}  # fmt: skip
"""What is moved is wanted where it goes to."""

NO_TIME = {
    "es": {
        "un menú a 12 euros mañana": "2026-11-26 -", "el corte sale a 12?": "- -", "las uñas a 20 no?": "- -",
        "el 4to piso a las 5": "- 17:00", "seremos entre 8 y 10 el viernes a las 9 de la noche": "2026-11-27 21:00",
        "seremos de 10 a 12, el sábado a las 2": "2026-11-28 14:00", "en la colonia 10 de mayo": "- -",
        "hospital 12 de octubre": "- -",
    },
    "en": {
        "10-ish people on saturday": "2026-11-28 -", "the 2 of us will be there at 2": "- 14:00",
        "the 4 of us on friday at 8pm": "2026-11-27 20:00", "the two of us friday": "2026-11-27 -",
    },
}  # fmt: skip
"""Prices, guests, floors and streets."""

DATES = {
    "es": {
        "desde el 28 hasta el 2 de enero": "2026-12-28 -", "del 28 al 2 de enero": "2026-12-28 -",
        "14.12. a las 9": "2026-12-14 09:00", "14.12 a las 9": "2026-12-14 09:00",
        "el viernes en 15 dias a las 4": "2026-12-11 16:00",
        "el pasado 3 de noviembre me cobraron dos veces": "2026-11-03 -", "me operé el 3 de marzo pasado": "2026-03-03 -",
        "el 5 de mayo del año pasado": "2025-05-05 -", "el 3 de marzo de este año": "2026-03-03 -",
        "la semana pasada fui el martes": "2026-11-17 -", "el mes pasado, el 5": "2026-10-05 -",
        "fui el martes y me quedó mal el color": "2026-11-24 -", "vine el sábado y dejé las gafas": "2026-11-21 -",
        "estuve el 3 de noviembre": "2026-11-03 -", "me atendieron el lunes": "2026-11-23 -",
        "10 d diciembre": "2026-12-10 -", "el viernes x la tarde": "2026-11-27 -", "el 24 x la mañana": "2026-12-24 -",
        "mañna a las 5": "2026-11-26 17:00", "hoy ya no, mañana a las 4": "2026-11-26 16:00",
    },
    "en": {
        "from the 28th to the 2nd of january": "2026-12-28 -", "march 3rd last year": "2025-03-03 -",
        "I was there on november 3rd": "2026-11-03 -", "I came on tuesday": "2026-11-24 -",
        "last week i came on tuesday": "2026-11-17 -",
    },
}  # fmt: skip
"""Ranges over the end of a month, and past days that a word says are past."""

SAID_AGAIN = {
    "es": {
        "a las 4, digo, a las 5": "- 17:00", "el viernes, no, perdón, el sábado a las 11": "2026-11-28 11:00",
        "el 3, perdón, el 4 de diciembre": "2026-12-04 -", "no el jueves sino el viernes": "2026-11-27 -",
        "trabajo hasta las 6, puedo a las 7 el jueves": "2026-11-26 19:00", "de 9 a 14 trabajo, así que por la tarde": "- -",
        "trabajo de 8 a 3, puedo el jueves a las 4": "2026-11-26 16:00", "mañana no puedo, pasado sí": "2026-11-27 -",
        "mi última visita fue el 12 de mayo": "2026-05-12 -", "el martes de esta semana que entra a las 5": "2026-12-01 17:00",
        "calle Lunes 12": "- -", "el otro viernes": "2026-12-04 -",
    },
    "en": {
        "at 4, sorry, 5": "- 17:00", "I work till 6, at 7 on thursday": "2026-11-26 19:00",
        "tomorrow, like 8": "2026-11-26 08:00",
        "I live at 4 May Street": "- -", "at 5 Main street, monday at 6": "2026-11-30 18:00",
    },
}  # fmt: skip
"""What was said by mistake and said again, and hours of work."""

CASES = [
    (lang, text, meant)
    for table in (GUESTS, PARTS, HALVES, MOVED, NO_TIME, DATES, SAID_AGAIN)
    for lang, phrases in table.items()
    for text, meant in phrases.items()
]


@pytest.mark.parametrize(("lang", "text", "meant"), CASES)
def test_in_one_breath(lang: str, text: str, meant: str) -> None:
    found = read(text, lang, NOW, month_first=None if lang == "en" else False)
    assert said(replace(found, end_time=None, ambiguous=False)) == meant


DOUBTFUL = {
    "es": (
        "un sábado de enero", "algún viernes de diciembre", "la semana del 7 de diciembre", "a las 5 o 6",
    ),
    "en": ("some saturday in january", "the week of december 7"),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in DOUBTFUL.items() for text in texts])
def test_what_leaves_it_open_is_doubtful(lang: str, text: str) -> None:
    assert read(text, lang, NOW).ambiguous


SILENT = {
    "es": (
        "una hora más tarde se puede?", "media hora antes", "puede ser 15 minutos después?", "una semana después",
        "abren los domingos?", "los lunes cierran?",
    ),
}  # fmt: skip
"""Counted from an appointment nobody named, or habits."""


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in SILENT.items() for text in texts])
def test_what_says_no_day_and_no_time(lang: str, text: str) -> None:
    assert read(text, lang, NOW).nothing


@pytest.mark.parametrize(
    ("text", "prev", "meant"),
    [
        ("las 8", "¿A qué hora de la tarde?", "- 20:00"),
        ("a las 9", "¿A qué hora quieren cenar?", "- 21:00"),
        ("el 612 33 44 55", "¿A qué hora le llamamos y a qué número?", "- -"),
        ("16 horas", "¿A qué hora?", "- 16:00"),
        ("la 1", "¿A qué hora?", "- 13:00"),
    ],
)
def test_answers(text: str, prev: str, meant: str) -> None:
    assert said(read(text, "es", NOW, prev)) == meant


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("hoy a las 9", "es", "2026-11-25 21:00"),
        ("today at 9 for 2", "en", "2026-11-25 21:00"),
        ("hoy a las 11", "es", "2026-11-25 23:00"),
        ("mañana a las 9", "es", "2026-11-26 09:00"),
        ("hoy a las 9 de la mañana", "es", "2026-11-25 09:00"),
    ],
)
def test_an_hour_that_is_over_today_is_the_evenings(text: str, lang: str, meant: str) -> None:
    assert said(read(text, lang, dt.datetime(2026, 11, 25, 19, 0))) == meant


def test_an_hour_that_has_just_begun_is_not() -> None:
    assert said(read("hoy a las 9", "es", NOW)) == "2026-11-25 09:00"
