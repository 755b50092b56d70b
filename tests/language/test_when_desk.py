"""What customers write and receptionists say, in their own spelling, and what only looks like a date.

It is Wednesday 25 November 2026, 9:10.
"""

from __future__ import annotations

import pytest

from frontdesk.language.when import read
from tests.language.test_when_spanish import NOW, said

SPANISH = {
    "mañana o pasado a las 11": "2026-11-26 11:00 ?", "jueves de 9h a 10h": "2026-11-26 09:00-10:00",
    "somos entre 8 y 10 el sábado a las 2": "2026-11-28 14:00", "en unos 15 minutos": "2026-11-25 09:25",
    "masaje 1h30 el lunes a las 11": "2026-11-30 11:00", "lunes a las 11 masaje 1h": "2026-11-30 11:00",
    "a las 1h30": "- 13:30", "mañana 9h": "2026-11-26 09:00", "17'30": "- 17:30", "jueves 10’30h": "2026-11-26 10:30",
    "con el doctor Domingo el jueves": "2026-11-26 -", "llego en 15'": "- -",
    "el finde que viene": "2026-12-05 - ?", "de hoy en ocho": "2026-12-02 -", "del lunes en ocho": "2026-12-07 -",
    "mañana por la mañana a primera hora": "2026-11-26 -", "el viernes a las 17h": "2026-11-27 17:00", "tipo 6": "- 18:00",
    "mañana tipo 6": "2026-11-26 18:00", "a las 8 y pico": "- 08:00",
    "el viernes a las 8 y pico de la tarde": "2026-11-27 20:00", "el mie a las 4": "2026-12-02 16:00",
    "xa mañana": "2026-11-26 -", "mesa para 4 el viernes a las nueve y media de la noche": "2026-11-27 21:30",
    "quería cenar mañana a las 10": "2026-11-26 22:00", "el viernes a última hora": "2026-11-27 -",
    "mañana entre las 5 y las 7": "2026-11-26 17:00-19:00", "el lunes próximo a las 9": "2026-11-30 09:00",
    "el miércoles de la otra semana": "2026-12-02 - ?", "de mañana en ocho": "2026-12-03 -",
    "mañana como a las 4 de la tarde": "2026-11-26 16:00", "esta noche a las 10": "2026-11-25 22:00",
    "a eso de las 5 y media": "- 17:30", "a la una y cuarto": "- 13:15", "faltan diez para las 6": "- 17:50",
    "mañana 17hs": "2026-11-26 17:00", "el viernes 27 a las 16.30": "2026-11-27 16:30", "27-11 18:00": "2026-11-27 18:00",
    "27/11/26 18h": "2026-11-27 18:00", "18:00 del 27/11": "2026-11-27 18:00",
    "A LAS 6 DE LA TARDE DEL VIERNES": "2026-11-27 18:00", "mañana x la mñn": "2026-11-26 -", "mñn a las 5": "2026-11-26 17:00",
    "mñana a las 5": "2026-11-26 17:00", "pasao mañana": "2026-11-27 -", "pasadomañana a las 4": "2026-11-27 16:00",
    "pasado a las 4": "2026-11-27 16:00", "el miercoles dia 2 a las 12": "2026-12-02 12:00", "el 4 a las 4": "2026-12-04 16:00",
    "después de Navidad": "2026-12-25 - ?", "antes de Navidad": "2026-12-25 - ?", "el día de Reyes por la tarde": "2027-01-06 -",
    "dos de febrero del 27": "2027-02-02 -", "en una semana": "2026-12-02 -", "en tres meses": "2027-02-25 -",
    "tengo cita mañana a las 11 y quiero cambiarla": "2026-11-26 11:00", "hace dos semanas me hice mechas": "2026-11-11 -",
    "¿tenéis hueco mañana por la tarde?": "2026-11-26 -", "¿hay sitio para dos el sábado noche?": "2026-11-28 -",
    "¿Tenéis mesa hoy a las 14:15 para tres?": "2026-11-25 14:15", "entrada 4/12 salida 6/12": "2026-12-04 -",
    "llegamos el viernes y nos vamos el domingo": "2026-11-27 -", "salida a las 12": "- 12:00",
    "del 30 de diciembre al 2 de enero": "2026-12-30 -", "de hoy a mañana": "2026-11-25 -",
    "la noche del sábado": "2026-11-28 -", "domingo medio dia 5 personas": "2026-11-29 12:00",
    "4 pax viernes 21h": "2026-11-27 21:00", "tres personas a las tres": "- 15:00", "las 20:45": "- 20:45",
    "a las 8.30 pm": "- 20:30", "las doce de la noche": "- 00:00", "a las 2 de la madrugada del sábado": "2026-11-28 02:00",
    "a las siete y media de la mañana del lunes": "2026-11-30 07:30", "vie. 27 nov. 17:30 h": "2026-11-27 17:30",
    "dom 29 a las 13:00": "2026-11-29 13:00", "juebes a las 5": "2026-11-26 17:00", "el savado a las 11": "2026-11-28 11:00",
    "el biernes": "2026-11-27 -", "el jueves a las sinco": "2026-11-26 17:00", "el martes alas 5": "2026-12-01 17:00",
    "mañana a las diez treinta": "2026-11-26 10:30", "a las veinte horas": "- 20:00", "a las 5 menos cinco": "- 16:55",
    "hola q tal, tendrias hueco mañana x la tarde?": "2026-11-26 -", "el juev a las 10 y 1/2": "2026-11-26 10:30",
    "de 16 a 17 el martes": "2026-12-01 16:00-17:00", "el sábado que viene": "2026-12-05 - ?", "mañana mismo": "2026-11-26 -",
    "a las 7 y cuarto de la mañana": "- 07:15", "siete y media tarde": "- 19:30", "el lunes 9 mañana": "2026-11-30 09:00",
    "lunes a las 9 mañana": "2026-11-30 09:00", "domingo 29/11 14.30h 6 personas": "2026-11-29 14:30",
    "29.11. a las 14:30": "2026-11-29 14:30", "el 2/12 a las 10": "2026-12-02 10:00",
    "el día 2 de diciembre a las diez": "2026-12-02 10:00", "a las 10 am del 2 de diciembre": "2026-12-02 10:00",
    "de aquí a 15 días": "2026-12-10 -", "dentro de dos jueves": "2026-12-03 -",
    "el jueves de dentro de dos semanas": "2026-12-10 -", "el lunes de aquí a dos semanas": "2026-12-07 -",
    "el primer lunes del mes": "2026-12-07 -", "el 8 de diciembre que es fiesta": "2026-12-08 -",
    "la mesa 5 a las 3": "- 15:00", "la 12 para el domingo": "2026-11-29 -",
    "dos habitaciones el 5 de diciembre": "2026-12-05 -", "fin de semana del 5 de diciembre": "2026-12-05 -",
    "fin de semana del 5": "2026-12-05 - ?", "para el día 25 a mediodía": "2026-11-25 12:00",
    "el lunes a la misma hora": "2026-11-30 -", "a las 5, o a las 6 si no puede ser": "- 17:00 ?",
    "trabajo hasta las 6, después puedo": "- 18:00", "masaje 60' lunes 10:00": "2026-11-30 10:00",
    "segundo turno del sábado": "2026-11-28 -", "la última cita del viernes": "2026-11-27 -", "a las 0:30": "- 00:30",
    "sábado 1 de la mañana": "2026-11-28 01:00", "hace tres días": "2026-11-22 -", "12/5/85": "1985-05-12 -",
    "el viernes imposible, el sábado sí": "2026-11-28 -", "con Domingo el lunes a las 5": "2026-11-30 17:00",
    "Julio 2 personas viernes 21h": "2026-11-27 21:00", "Julio, 2 personas, viernes a las 21h": "2026-11-27 21:00",
    "mesa a nombre de Julio para 4 mañana a las 14:00": "2026-11-26 14:00", "el lunes no, mejor el martes": "2026-12-01 -",
    "el martes no me va bien, ¿el miércoles a las 6?": "2026-12-02 18:00", "mejor el martes en vez del lunes": "2026-12-01 -",
    "hoy no, mañana a las 5": "2026-11-26 17:00", "¿el lunes no tenéis nada?": "2026-11-30 -",
    "con Marta el 5 a las 5": "2026-12-05 17:00", "el jueves tipo 5 y media": "2026-11-26 17:30",
    "diez para las seis": "- 17:50", "sábado noche para dos": "2026-11-28 -", "viernes 27 noche": "2026-11-27 -",
    "vie 4-6": "2026-11-27 16:00-18:00", "lunes 7-6": "2027-06-07 -", "nuebe de la mañana del biernes": "2026-11-27 09:00",
    "a las 5 y algo": "- 17:00", "el 12-12 10:30": "2026-12-12 10:30", "un cuarto para las 5": "- 16:45",
    "del 4 al 6 de diciembre": "2026-12-04 -", "27/11 18 h": "2026-11-27 18:00", "14 de febrero del 27": "2027-02-14 -",
}  # fmt: skip
SPANISH_SILENT = (
    "somos entre 8 y 10", "somos 5 o 6", "1h y media", "masaje 1h", "1h30 de masaje", "sesión de 3h",
    "mesa 4", "son 25 euros", "te paso mi numero 655-12-34-56", "masaje de 60 minutos",
    "masaje de 90 min para dos", "el puente de diciembre", "el puente de la Constitución", "llego 10 minutos tarde",
    "mejor por las mañanas", "pedir hora", "buenas tardes", "habitación doble dos noches", "menú de 12 euros", "bono de 5",
    "talla 38", "calle 2 de mayo número 15", "avenida 9 de octubre", "código postal 28013", "nos falta uno",
    "soy Domingo Pérez", "Mayo García", "segundo apellido Jueves", "primera visita", "pensión completa",
    "pedicura y media pierna", "el lunes no puedo", "no puede ser el viernes", "luego te digo", "el otro día", "por semana",
    "cada tres semanas", "mi hijo de 5 años", "la última semana de diciembre", "tarda 2 horas", "en primavera", "quiero 2",
    "la 2", "número 3", "llamar al 91 555 12 34", "no", "cualquier tarde menos el jueves", "todos los días menos el domingo",
    "plaza de la Constitución 3", "diabetes tipo 2", "20 min para dos", "de parte de Santiago", "semana santa",
    "el último fin de semana de diciembre", "calle Mayor 12, 2º B", "la 305",
)  # fmt: skip
ENGLISH = {
    "5 to 6 people on Friday at 8pm": "2026-11-27 20:00", "I'm 5'10 tall, Friday": "2026-11-27 -",
    "tomorrow first thing": "2026-11-26 -", "first thing tomorrow morning": "2026-11-26 -",
    "twenty past ten tomorrow": "2026-11-26 10:20", "Friday the 27th at half past five": "2026-11-27 17:30",
    "Friday week at 5": "2026-12-04 17:00", "a week on Friday": "2026-12-04 -", "a week today": "2026-12-02 -",
    "Tuesday week": "2026-12-08 -", "a fortnight on Saturday": "2026-12-12 -", "in a couple of days": "2026-11-27 -",
    "a one hour massage on Saturday at 2": "2026-11-28 14:00", "party of 6 Friday 7:30": "2026-11-27 19:30",
    "lunch on Sunday at 1": "2026-11-29 13:00", "this Friday at noon": "2026-11-27 12:00",
    "on the third at four": "2026-12-03 16:00", "3 Dec 4pm": "2026-12-03 16:00", "12/13 at 2pm": "2026-12-13 14:00",
    "1630 on Friday": "2026-11-27 16:30", "tomorrow 1800": "2026-11-26 18:00",
    "between 2 and 4pm on Monday": "2026-11-30 14:00-16:00", "Monday 10-12": "2026-11-30 10:00-12:00",
    "after 6 on weekdays": "- 18:00", "Sat afternoon around 4": "2026-11-28 16:00", "2moro at 9": "2026-11-26 09:00",
    "2morrow 9am": "2026-11-26 09:00", "12 noon": "- 12:00", "first Monday in December": "2026-12-07 -",
    "I had an appointment yesterday": "2026-11-24 -", "arriving on the 4th and leaving on the 6th": "2026-12-04 -",
    "good afternoon, anything on Friday?": "2026-11-27 -", "wed 2nd 10:15": "2026-12-02 10:15",
    "five thirty Thursday": "2026-11-26 17:30", "at five o five": "- 17:05", "one-thirty": "- 13:30",
    "can you squeeze me in at quarter to four on Thursday": "2026-11-26 15:45", "26/11 15:45": "2026-11-26 15:45",
    "26th @ 3": "2026-11-26 15:00", "the 26th at 3 o'clock in the afternoon": "2026-11-26 15:00",
    "five to nine in the morning": "- 08:55", "1pm-2pm Friday": "2026-11-27 13:00-14:00",
    "Friday 4-6": "2026-11-27 16:00-18:00", "after lunch on Friday": "2026-11-27 -", "three weeks on Monday": "2026-12-21 -",
    "Saturday the 12th of December for 3 nights": "2026-12-12 -", "December 12 through 15": "2026-12-12 -",
    "late check out on Sunday please": "2026-11-29 -", "dinner for four at eight on Friday": "2026-11-27 20:00",
    "Monday or Tuesday, after 5": "2026-11-30 17:00 ?", "Friday is no good, how about Saturday at 10?": "2026-11-28 10:00",
    "same day at 6": "- 18:00", "May 12 1985": "1985-05-12 -", "Mr Sunday, Friday at 2": "2026-11-27 14:00",
    "Friday doesn't work, Saturday at 10?": "2026-11-28 10:00", "not Monday but Tuesday": "2026-12-01 -",
    "Tuesday instead of Monday": "2026-12-01 -", "why not Friday": "2026-11-27 -", "10 to 6": "- 17:50",
    "sun 11:00": "2026-11-29 11:00", "room 1205 Friday": "2026-11-27 -", "tomorrow 2015": "2026-11-26 -",
    "Saturday fortnight": "2026-12-12 -", "tomorrow the first available": "2026-11-26 -", "tomorrow, the 26th": "2026-11-26 -",
    "in 2 Fridays": "2026-12-04 -", "it's on until Friday": "2026-11-27 -",
}  # fmt: skip
ENGLISH_SILENT = (
    "5 to 6 people", "we are between 8 and 10", "we're 10 or 12",
    "it was £45 last time", "not Monday", "anything but Friday", "I can't do Friday", "Friday doesn't work for me",
    "twice a week", "a double room for two nights", "I may be late", "I sat down", "my 2nd visit", "colour 7.1",
    "whenever you can", "at table 10", "May 10 people come?", "it takes 2 hours", "any day except Friday", "the sun is out",
    "Friday at 5 doesn't work", "the last week of December",
)  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), SPANISH.items())
def test_said_in_spanish(text: str, meant: str) -> None:
    assert said(read(text, "es", NOW)) == meant


@pytest.mark.parametrize(("text", "meant"), ENGLISH.items())
def test_said_in_english(text: str, meant: str) -> None:
    assert said(read(text, "en", NOW, month_first=None)) == meant


@pytest.mark.parametrize(
    ("text", "lang"), [*((text, "es") for text in SPANISH_SILENT), *((text, "en") for text in ENGLISH_SILENT)]
)
def test_what_only_looks_like_a_date_is_none(text: str, lang: str) -> None:
    assert said(read(text, lang, NOW, month_first=None if lang == "en" else False)) == "- -"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("double 104 tonight", None),
        ("room 1204 tonight", None),
        ("930 tonight", 1290),
        ("1140 a.m.", 700),
        ("104 p.m.", 784),
    ],
)
def test_a_room_beside_an_evening_is_no_time(text: str, time: int | None) -> None:
    assert read(text, "en", NOW).time == time
