"""The same things in the words of other people: tables of so many, minutes with “con”, what has been, slips of the fingers.

It is Wednesday 25 November 2026, 9:10.
"""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

PARTIES = {
    "mesa de 4 a las 9 de la noche hoy": "2026-11-25 21:00",
    "una mesa de 8 para las 9 y media de la noche del viernes": "2026-11-27 21:30",
    "mesa de 10 para las 9 de la noche del sábado": "2026-11-28 21:00",
    "mesa de 2 para la 1 y media mañana": "2026-11-26 13:30",
    "mesa de seis para las nueve, noche del viernes": "2026-11-27 21:00",
    "una reserva de dos para las diez de la noche, hoy": "2026-11-25 22:00",
    "un grupo de 10 para las 2 y media del sábado": "2026-11-28 14:30",
    "seríamos cinco para las dos y media, el domingo": "2026-11-29 14:30",
    "vamos 3 para las 9 de la noche": "- 21:00",
    "vamos 2 de diciembre a las 5": "2026-12-02 17:00",
    "reserva de 5 a 7 el lunes": "2026-11-30 17:00-19:00",
}
HALVES_OF_THE_DAY = {
    "quiero reservar pal sábado a las ocho y media e la noche": "2026-11-28 20:30",
    "el viernes a las 8 y media dla tarde": "2026-11-27 20:30",
    "a las 9 en la nochecita del viernes": "2026-11-27 21:00",
}
MINUTES = {
    "el jueves 3 a las once con cuarenta": "2026-12-03 11:40",
    "a las 3 con 15 mañana": "2026-11-26 15:15",
    "las cinco con treinta minutos, viernes": "2026-11-27 17:30",
    "a las 9 con 4 personas el lunes": "2026-11-30 09:00",
    "a las 9 con 10 amigos el lunes": "2026-11-30 09:00",
    "a las 7ymedia": "- 19:30",
    "9ycuarto el lunes": "2026-11-30 09:15",
    "el jueves, 10 y algo": "2026-11-26 10:00",
    "a media mañana del martes, 11 y pico": "2026-12-01 11:00",
}
DATES = {
    "pasado mñn a las 5": "2026-11-27 17:00",
    "pasado mñna por la tarde": "2026-11-27 -",
    "8 del doce a las 11": "2026-12-08 11:00",
    "quince del uno": "2027-01-15 -",
    "a las 8 del 12": "2026-12-12 08:00",
    "el día 15 del 1": "2027-01-15 -",
    "1° de enero": "2027-01-01 -",
    "el 20 de este mes que viene": "2026-12-20 -",
    "de hoy en ocho días": "2026-12-02 -",
    "de hoy en quince días": "2026-12-09 -",
    "el mes que viene, el primer lunes": "2026-12-07 -",
    "vale, el 12 entonces, a las 11": "2026-12-12 11:00",
    "no este sábado sino el próximo": "2026-12-05 -",
    "este viernes no, el siguiente, a las 7": "2026-12-04 19:00",
    "el martes que viene no, el otro": "2026-12-08 -",
    "martes 7-8:30 de la tarde": "2026-12-01 19:00-20:30",
    "pista el lunes 9-10:30": "2026-11-30 09:00-10:30",
    "sábado 12-13h": "2026-11-28 12:00-13:00",
}
HAS_BEEN = {
    "perdí la cita de ayer a las 10, ¿tienen para mañana?": "2026-11-26 -",
    "la de ayer a las 10 la perdí, ¿mañana a las 10?": "2026-11-26 10:00",
    "desde ayer me duele, necesito cita mañana": "2026-11-26 -",
    "anula la del jueves y ponme el viernes a las 10": "2026-11-27 10:00",
    "el viernes me cortasteis el pelo y quiero un retoque": "2026-11-20 -",
    "comí ahí el domingo y pagué dos veces": "2026-11-22 -",
    "la cita del lunes fue muy bien": "2026-11-23 -",
    "quiero que Ana me corte el pelo el viernes": "2026-11-27 -",
    "mi cita era el jueves, ¿puede ser el lunes a las 11?": "2026-11-30 11:00",
    "mi cita era el jueves": "2026-11-26 -",
    "hace un mes que no voy": "- -",
    "paso la cita del martes 1 al miércoles 2, misma hora": "2026-12-02 -",
    "traslada la reserva del 10 al 11 de diciembre": "2026-12-11 -",
    "paso el martes a las 10": "2026-12-01 10:00",
    "dos días después de Navidad": "2026-12-27 -",
    "el primer lunes después de Navidad": "2026-12-28 -",
    "el segundo martes después de Reyes": "2027-01-19 -",
    "el sábado después de Navidad": "2026-12-26 -",
    "entre Navidad y Reyes": "- -",
    "entre Navidad y el 30": "- -",
    "ahora te llamo": "- -",
    "¿tenéis hueco ahora?": "2026-11-25 09:10",
    "lo antes posible, mejor por la tarde": "- -",
}
SLIPS = {
    "el vienres a las 5": "2026-11-27 17:00",
    "sabdo 10:00": "2026-11-28 10:00",
    "el miercles a las 6": "2026-12-02 18:00",
    "el 8 de diciembe": "2026-12-08 -",
    "¿a qué hora vienes?": "- -",
    "clase de mates el jueves": "2026-11-26 -",
    "bellas artes, el jueves": "2026-11-26 -",
}
NEXT_WEEK = {
    "la semana que viene para mi hija el jueves a las cinco": "2026-12-03 17:00",
    "teneis mesa el fin de semana que viene para seis personas el domingo a las tres": "2026-12-06 15:00",
    "esta semana no puedo, la que viene el jueves a las 5": "2026-12-03 17:00",
    "este finde no puedo pero el que viene si el sabado por ejemplo": "2026-12-05 -",
    "la semana que viene no puedo, ¿el jueves?": "2026-11-26 -",
    "la semana que viene este viernes a las 10": "2026-11-27 10:00",
}
ANOTHER_DAY = {
    "Cancelo lo de mañana y lo paso al 1 de diciembre a las 12": "2026-12-01 12:00",
    "lo del jueves pásalo al lunes 30 a las 9": "2026-11-30 09:00",
    "borra la clase de mañana y apúntame a la del sábado a las 10": "2026-11-28 10:00",
    "¿Podéis adelantarme la cita del viernes 4 al jueves 3?": "2026-12-03 -",
    "¿me la adelantáis del viernes 4 al jueves 3?": "2026-12-03 -",
    "aplaza la reserva del 5 al 12 de diciembre": "2026-12-12 -",
    "tenía cita mañana a las 10 y media y me ha surgido algo, ¿podría ser el lunes?": "2026-11-30 -",
    "el lunes y el martes no puedo el miercoles a partir de las seis de la tarde si": "2026-12-02 18:00",
    "el jueves no me viene bien el viernes a las once si": "2026-11-27 11:00",
    "el jueves por la mañana no puedo, por la tarde sí, a las seis": "2026-11-26 18:00",
    "en vez de ir el martes voy el jueves a las cuatro": "2026-11-26 16:00",
    "en vez de a las 4 a las 5, el jueves": "2026-11-26 17:00",
    "a las 6 no, a las 7": "- 19:00",
    "cancela jueves pon viernes o sábado": "2026-11-27 - ?",
}
DINNERS = {
    "somos dos para la cena de hoy a las nueve y cuarto": "2026-11-25 21:15",
    "al final somos cinco en la cena del viernes a las diez": "2026-11-27 22:00",
    "el viernes de mañana, a las 9": "2026-11-27 09:00",
    "el lunes de nueve a una": "2026-11-30 09:00-13:00",
    "el lunes de una a dos": "2026-11-30 13:00-14:00",
    "el jueves a media mañana": "2026-11-26 11:00 ?",
}
SPANISH = NEXT_WEEK | ANOTHER_DAY | DINNERS | PARTIES | HALVES_OF_THE_DAY | MINUTES | DATES | HAS_BEEN | SLIPS
ENGLISH = {
    "tomorow at haf past 5": "2026-11-26 17:30",
    "quater past 6 on friday": "2026-11-27 18:15",
    "quarter too nine on Friday morning": "2026-11-27 08:45",
    "from ten till noon on the 3rd": "2026-12-03 10:00-12:00",
    "we need the room from nine until noon on Monday": "2026-11-30 09:00-12:00",
    "I need the court Tuesday 7-8:30pm": "2026-12-01 19:00-20:30",
    "Friday 3-4:30": "2026-11-27 15:00-16:30",
    "not Monday, the Monday after": "2026-12-07 -",
    "can't do Friday, the Monday after": "2026-11-30 -",
    "not this Saturday, the one after": "2026-12-05 -",
    "I had my hair done on Monday and it's gone wrong": "2026-11-23 -",
    "we ate at yours on Sunday": "2026-11-22 -",
    "I saw the dentist on Thursday and it still hurts": "2026-11-19 -",
    "I was wondering if Friday is free": "2026-11-27 -",
    "I was looking at Friday": "2026-11-27 -",
    "I saw Friday at 5 is free": "2026-11-27 17:00",
    "I was in on Friday and paid a deposit": "2026-11-20 -",
    "my appointment was Thursday, can it be Monday": "2026-11-30 -",
    "the Thursday before Christmas": "2026-12-24 -",
    "the Monday after Easter": "2027-03-29 -",
    "third Tuesday after Christmas 2028": "2029-01-09 -",
    "the week between Christmas and New Year": "- -",
    "I can't talk now": "- -",
    "a table for two, now": "2026-11-25 09:10",
    "next week I need a haircut, Thursday at 11": "2026-12-03 11:00",
    "next weekend for four people on Saturday at eight pm": "2026-12-05 20:00",
    "I need to push tomorrow's 10am to 12": "2026-11-26 12:00",
    "delay tomorrow's 2pm to 3pm": "2026-11-26 15:00",
    "move our dinner from 8 to 9 on Saturday": "2026-11-28 21:00",
    "bring tomorrow's 4pm forward to 3": "2026-11-26 15:00",
    "I'd like to change a table for tomorrow at 7pm for Ann to 8": "2026-11-26 19:00",
    "change my table to 8": "- -",
    "the 3rd and 4th are no good but the 5th at noon is": "2026-12-05 12:00",
    "take me off Friday and add me to Monday at 6": "2026-11-30 18:00",
    "we're six for dinner on Saturday at nine": "2026-11-28 21:00",
    "wedensday 5pm": "2026-12-02 17:00",
    "wendsday at 5": "2026-12-02 17:00",
    "any chance of monday 9am instead of tuesday 10am": "2026-11-30 09:00",
    "saturday week 10am": "2026-12-05 10:00",
    "friday week 3pm": "2026-12-04 15:00",
    "this arvo at 3": "2026-11-25 15:00",
}


@pytest.mark.parametrize(("lang", "text"), [("es", text) for text in SPANISH] + [("en", text) for text in ENGLISH])
def test_said_otherwise(lang: str, text: str) -> None:
    found = read(text, lang, NOW, month_first=False if lang == "es" else None)
    assert said(found) == (SPANISH if lang == "es" else ENGLISH)[text]


def test_a_call_before_the_appointment_is_no_range_of_days() -> None:
    found = read("I'll call Monday to confirm, but it's Wednesday at 2", "en", NOW)
    assert (found.days, found.last_day, found.ambiguous) == (True, None, True)


def test_one_of_two_days_of_a_month_is_no_choice() -> None:
    found = read("on the 3rd or 4th, whichever, at 10", "en", NOW)
    assert (found.days, found.last_day, found.ambiguous, found.time) == (True, None, True, 600)


@pytest.mark.parametrize(("text", "lang"), [("lo dejamos para después de Navidad", "es"), ("before Christmas", "en")])
def test_beyond_a_feast_is_where_to_look_and_no_day(text: str, lang: str) -> None:
    found = read(text, lang, NOW)
    assert (found.rough, found.ambiguous) == (True, True)


@pytest.mark.parametrize(
    ("prev", "text", "meant"),
    [
        ("¿Qué día de la semana que viene le va bien?", "el jueves", "2026-12-03 -"),
        ("Esta semana está todo completo. ¿La semana que viene?", "el viernes", "2026-12-04 -"),
        ("¿De mañana o de tarde?", "de mañana, a las 9", "- 09:00"),
        ("¿El jueves de mañana o de tarde?", "mejor de mañana a las 10", "- 10:00"),
        ("¿A qué hora le despertamos?", "a las 7", "- 07:00"),
        ("¿Una hora o dos?", "dos horas", "- -"),
        ("¿Una hora o dos?", "a las 5", "- 17:00"),
        ("¿Una hora o dos?", "por favor", "- -"),
        ("What day next week suits you?", "Thursday", "2026-12-03 -"),
        ("What time would you like to be woken up?", "seven", "- 07:00"),
        ("One hour or two hours?", "one hour", "- -"),
        ("Friday at 10, is that ok?", "make it 11", "- 11:00"),
        ("A table for 2 on Friday at 10, is that ok?", "make it 4", "- -"),
    ],
)
def test_answers(prev: str, text: str, meant: str) -> None:
    lang = "es" if "¿" in prev else "en"
    assert said(read(text, lang, NOW, prev, month_first=False)) == meant


@pytest.mark.parametrize(
    ("prev", "text", "day"),
    [
        ("Thursday the 3rd is full.", "the next day", "2026-12-04"),
        ("Thursday the 3rd is full.", "the day after", "2026-12-04"),
        ("Thursday the 3rd is full.", "the day before", "2026-12-02"),
        ("Thursday the 3rd is full.", "the following Thursday", "2026-12-10"),
        ("El jueves 3 está completo.", "el jueves siguiente", "2026-12-10"),
        ("You would like to make an appointment on March 7th.", "I need it next Thursday", "2026-12-03"),
    ],
)
def test_what_follows_the_day_that_was_offered(prev: str, text: str, day: str) -> None:
    found = read(text, "es" if "jueves" in text else "en", NOW, prev, month_first=False)
    assert found.day is not None
    assert dt.date.fromordinal(found.day).isoformat() == day
