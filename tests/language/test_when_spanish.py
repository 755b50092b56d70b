"""When a Spaniard means. It is Wednesday 25 November 2026, 9:10."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.language.when import Reading, read

NOW = dt.datetime(2026, 11, 25, 9, 10)


def said(found: Reading) -> str:
    """The reading as ``2026-11-27 17:00-19:00 ?``; ``-`` for what was not said."""
    day = "-" if found.day is None else dt.date.fromordinal(found.day).isoformat()
    times = [f"{one // 60:02}:{one % 60:02}" for one in (found.time, found.end_time) if one is not None]
    return " ".join([day, "-".join(times) or "-", *(["?"] if found.ambiguous else [])])


DAYS = {
    "hoy": "2026-11-25 -", "mañana": "2026-11-26 -", "MAÑANA": "2026-11-26 -", "manana": "2026-11-26 -",
    "pasado mañana": "2026-11-27 -", "ayer": "2026-11-24 -", "anteayer": "2026-11-23 -",
    "el jueves": "2026-11-26 -", "jueves": "2026-11-26 -", "jue": "2026-11-26 -", "el miércoles": "2026-12-02 -",
    "este viernes": "2026-11-27 -", "este miércoles": "2026-11-25 -", "el próximo lunes": "2026-11-30 -",
    "el próximo jueves": "2026-12-03 - ?", "el viernes que viene": "2026-12-04 - ?", "el lunes que viene": "2026-11-30 -",
    "el martes de la semana que viene": "2026-12-01 -", "el viernes de la próxima semana": "2026-12-04 -",
    "la semana que viene el viernes": "2026-12-04 -", "el viernes de esta semana": "2026-11-27 -",
    "el lunes pasado": "2026-11-23 -", "el viernes pasado": "2026-11-20 -", "la semana pasada el lunes": "2026-11-16 -",
    "el 3": "2026-12-03 -", "el día 3": "2026-12-03 -", "día 28": "2026-11-28 -", "el 28 de noviembre": "2026-11-28 -",
    "28 nov": "2026-11-28 -", "3 de enero": "2027-01-03 -", "el tres de enero": "2027-01-03 -",
    "el treinta y uno de diciembre": "2026-12-31 -", "el veintitrés de marzo": "2027-03-23 -",
    "el uno de mayo": "2027-05-01 -", "primero de mayo": "2027-05-01 -", "1 de mayo de 2028": "2028-05-01 -",
    "el 12/12": "2026-12-12 -", "12-12": "2026-12-12 -", "5/6": "2027-06-05 -", "5/6/2027": "2027-06-05 -",
    "05.06.2027": "2027-06-05 -", "2026-12-05": "2026-12-05 -", "el 6/1/27": "2027-01-06 -",
    "el jueves 26": "2026-11-26 -", "el jueves 26 de noviembre": "2026-11-26 -", "jueves, 26 de noviembre": "2026-11-26 -",
    "el 15 de este mes": "2026-11-15 -", "el 5 del mes que viene": "2026-12-05 -", "el 5 del próximo mes": "2026-12-05 -",
    "en dos días": "2026-11-27 -", "dentro de tres días": "2026-11-28 -", "de aquí a una semana": "2026-12-02 -",
    "en quince días": "2026-12-10 -", "dentro de quince días": "2026-12-10 -", "de aquí a un mes": "2026-12-25 -",
    "en un par de semanas": "2026-12-09 -", "dentro de dos meses": "2027-01-25 -", "hace dos días": "2026-11-23 -",
    "hace una semana": "2026-11-18 -", "dos semanas atrás": "2026-11-11 -", "en ocho días": "2026-12-03 -",
    "el lunes dentro de dos semanas": "2026-12-07 -", "en tres días laborables": "2026-11-30 -",
    "el primer lunes de diciembre": "2026-12-07 -", "el último viernes de noviembre": "2026-11-27 -",
    "el segundo martes de enero": "2027-01-12 -", "el primer lunes del mes que viene": "2026-12-07 -",
    "el último día de diciembre": "2026-12-31 -", "a final de mes": "2026-11-30 -", "a fin de mes": "2026-11-30 -",
    "Navidad": "2026-12-25 -", "en Nochebuena": "2026-12-24 -", "el día de Reyes": "2027-01-06 -", "Nochevieja": "2026-12-31 -",
    "San Valentín": "2027-02-14 -", "el día de la Constitución": "2026-12-06 -", "la Inmaculada": "2026-12-08 -",
    "Viernes Santo": "2027-03-26 -", "Jueves Santo": "2027-03-25 -", "San Juan": "2027-06-24 -", "el Pilar": "2027-10-12 -",
    "dos días después de Navidad": "2026-12-27 -", "el día antes de Nochevieja": "2026-12-30 -",
    "este finde": "2026-11-28 - ?", "el fin de semana": "2026-11-28 - ?", "el finde que viene": "2026-12-05 - ?",
    "la semana que viene": "2026-12-02 - ?", "esta tarde": "2026-11-25 -", "esta noche": "2026-11-25 -",
    "mañana por la mañana": "2026-11-26 -", "mañana por la tarde": "2026-11-26 -", "el lunes por la tarde": "2026-11-30 -",
    "mierc": "2026-12-02 -", "1ro de mayo": "2027-05-01 -",
    "el 2do lunes de marzo": "2027-03-08 -", "del lunes al viernes": "2026-11-30 -", "del 13 al 15 de julio": "2027-07-13 -",
    "el fin de semana del 12": "2026-12-12 - ?", "a partir del lunes": "2026-11-30 -", "viernes, 18 de julio": "2027-07-18 - ?",
    "el sabado": "2026-11-28 -", "SÁBADO": "2026-11-28 -",
}  # fmt: skip
TIMES = {
    "a las 5": "- 17:00", "a las cinco": "- 17:00", "a las 10": "- 10:00", "a las diez": "- 10:00", "a la una": "- 13:00",
    "a las doce": "- 12:00", "a las 8": "- 08:00", "a las ocho de la tarde": "- 20:00", "a las 8 de la mañana": "- 08:00",
    "a las 7 de la mañana": "- 07:00", "a las 5 y media": "- 17:30", "a las cinco y cuarto": "- 17:15",
    "a las cinco menos cuarto": "- 16:45", "a las once menos diez": "- 10:50", "a las seis y veinte": "- 18:20",
    "a las siete y veinticinco de la tarde": "- 19:25", "a las tres y diez": "- 15:10", "a las 10:30": "- 10:30",
    "10:30": "- 10:30", "10.30": "- 10:30", "10h30": "- 10:30", "21 h": "- 21:00", "a las 21 horas": "- 21:00",
    "17:00": "- 17:00", "17h": "- 17:00", "5 pm": "- 17:00", "5 p.m.": "- 17:00", "9am": "- 09:00", "a las 15": "- 15:00",
    "a mediodía": "- 12:00", "al mediodía": "- 12:00", "a medianoche": "- 00:00", "las doce y media": "- 12:30",
    "a las nueve y media de la noche": "- 21:30", "sobre las cinco": "- 17:00", "hacia las 11": "- 11:00",
    "a eso de las seis": "- 18:00", "a las cinco en punto": "- 17:00", "a las dos de la madrugada": "- 02:00",
    "a las doce de la mañana": "- 12:00", "a las doce de la noche": "- 00:00", "a las 1030": "- 10:30",
    "de 5 a 7": "- 17:00-19:00", "de cinco a siete": "- 17:00-19:00", "de 10 a 12": "- 10:00-12:00",
    "entre las 5 y las 7": "- 17:00-19:00", "entre las diez y las once": "- 10:00-11:00",
    "de 16:30 a 18:00": "- 16:30-18:00", "desde las 9 hasta las 11": "- 09:00-11:00", "de 9 a 2": "- 09:00-14:00",
    "después de las 6": "- 18:00", "antes de las 11": "- 11:00", "a partir de las 4": "- 16:00",
    "a las 4 y pico": "- 16:00", "a las 20:15": "- 20:15", "a las veinte treinta": "- 20:30", "a las 9 y 5": "- 09:05",
    "a las cinco y media pasadas": "- 17:30", "un cuarto para las tres": "- 14:45", "diez para las ocho": "- 07:50",
}  # fmt: skip
BOTH = {
    "el viernes a las 5 de la tarde": "2026-11-27 17:00", "mañana a las diez y media": "2026-11-26 10:30",
    "mañana a las 9 de la mañana": "2026-11-26 09:00", "el lunes por la tarde a las 6": "2026-11-30 18:00",
    "hoy a las 8 de la tarde": "2026-11-25 20:00", "esta tarde a las 7": "2026-11-25 19:00",
    "esta noche a las diez": "2026-11-25 22:00", "el 3 de diciembre a las 16:30": "2026-12-03 16:30",
    "a las 11 el jueves": "2026-11-26 11:00", "jue 10:30": "2026-11-26 10:30", "jue 26 17h": "2026-11-26 17:00",
    "el jueves de 5 a 7": "2026-11-26 17:00-19:00", "mañana entre las 10 y las 12": "2026-11-26 10:00-12:00",
    "dentro de dos horas": "2026-11-25 11:10", "en media hora": "2026-11-25 09:40", "en una hora y media": "2026-11-25 10:40",
    "dentro de tres cuartos de hora": "2026-11-25 09:55", "en veinte minutos": "2026-11-25 09:30",
    "hace una hora": "2026-11-25 08:10", "ahora": "2026-11-25 09:10",
    "dentro de dos semanas a las 12": "2026-12-09 12:00", "en quince días a las cinco": "2026-12-10 17:00",
    "el finde que viene sobre las nueve y media de la noche": "2026-12-05 21:30 ?",
    "el primer lunes de diciembre a las 9": "2026-12-07 09:00", "mañana 17:15": "2026-11-26 17:15",
    "el sábado a mediodía": "2026-11-28 12:00", "el día 30 a las once menos cuarto": "2026-11-30 10:45",
    "mañana a primera hora": "2026-11-26 -", "12/12 10:30": "2026-12-12 10:30", "el 12.12. a las 10": "2026-12-12 10:00",
}  # fmt: skip
SENTENCES = {
    "Hola, quería pedir hora para el viernes a las cinco y media si puede ser": "2026-11-27 17:30",
    "¿Tenéis algo mañana por la tarde, sobre las 6?": "2026-11-26 18:00",
    "Mesa para 4 el sábado a las 9 y media de la noche, por favor": "2026-11-28 21:30",
    "Me gustaría reservar una mesa para dos personas esta noche a las 21:30": "2026-11-25 21:30",
    "Necesito cambiar mi cita del lunes, ¿podría ser el martes?": "2026-11-30 - ?",
    "Somos 6 y llegaremos a las 14:30": "- 14:30", "Una habitación para dos noches desde el 5 de diciembre": "2026-12-05 -",
    "Quiero corte y tinte el jueves a las 10:30 con Marta": "2026-11-26 10:30",
    "para cenar el viernes a las 9": "2026-11-27 21:00", "para 2 personas": "- -", "tengo 3 hijos y 2 perros": "- -",
    "me da igual": "- -", "Mi teléfono es 600 123 123": "- -", "habitación 204": "- -", "dos cafés y una tostada": "- -",
    "Lo tomo a las 7 de la tarde del jueves 26": "2026-11-26 19:00",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), [*DAYS.items(), *TIMES.items(), *BOTH.items(), *SENTENCES.items()])
def test_spanish(text: str, meant: str) -> None:
    assert said(read(text, "es", NOW)) == meant
