"""Replies as mail programs write them: what the guest wrote now is told from what is quoted."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontdesk.language.quoted import written

ORIGINAL = "Hola, Lucía:\n\n¿Le viene bien el sábado a las 10?\n\nUn saludo\nPeluquería Norte"
MARKED = "\n".join(f"> {line}".rstrip() for line in ORIGINAL.split("\n"))
OUTLOOK_ES = (
    "De: Peluquería Norte <hola@norte.example>\nEnviado: lunes, 23 de noviembre de 2026 10:42\n"
    "Para: Lucía Vera <lucia@example.com>\nAsunto: Re: Boda el 12 de junio\n\n" + ORIGINAL
)
OUTLOOK_EN = (
    "From: Peluquería Norte <hola@norte.example>\nSent: Monday, November 23, 2026 10:42 AM\n"
    "To: Lucía Vera <lucia@example.com>\nSubject: Re: Boda el 12 de junio\n\n" + ORIGINAL
)
NORTE = "Peluquería Norte <hola@norte.example>"
SAID = "Sí, el sábado me va bien.\n\n¿Puedo llevar a mi hermana?"

REPLIES = {
    "gmail es": f"{SAID}\n\n"
    f"El lun, 23 nov 2026 a las 10:42, Peluquería Norte (<hola@norte.example>) escribió:\n\n{MARKED}\n",
    "gmail es wrapped": f"{SAID}\n\n"
    f"El lun, 23 nov 2026 a las 10:42, Peluquería Norte (<\nhola@norte.example>) escribió:\n\n{MARKED}",
    "gmail es, three lines": f"{SAID}\n\n"
    f"El lun, 23 nov 2026 a las 10:42,\nPeluquería y Estética Norte de Madrid (<\nhola@norte.example>) escribió:"
    f"\n{MARKED}",
    "gmail en": f"{SAID}\n\nOn Mon, Nov 23, 2026 at 10:42\u202fAM {NORTE} wrote:\n\n{MARKED}",
    "gmail en wrapped": f"{SAID}\n\nOn Mon, 23 Nov 2026 at 10:42, {NORTE}\nwrote:\n\n{MARKED}",
    "gmail of old": f"{SAID}\n\n2026-11-23 10:42 GMT+01:00 {NORTE}:\n\n{MARKED}",
    "gmail ca": f"{SAID}\n\nEl dl., 23 de nov. 2026, 10:42, {NORTE} va escriure:\n\n{MARKED}",
    "outlook es": f"{SAID}\n\n{OUTLOOK_ES}",
    "outlook es, enviado el": f"{SAID}\n\n" + OUTLOOK_ES.replace("Enviado:", "Enviado el:"),
    "outlook es, bold": f"{SAID}\n\n"
    + OUTLOOK_ES.replace("De:", "*De:*").replace("Enviado:", "*Enviado:*").replace("Para:", "*Para:*"),
    "outlook en": f"{SAID}\n\n{OUTLOOK_EN}",
    "outlook web": f"{SAID}\n________________________________\n{OUTLOOK_ES}",
    "outlook of old": f"{SAID}\n\n-----Mensaje original-----\n{OUTLOOK_ES}",
    "outlook of old, en": f"{SAID}\n\n-----Original Message-----\n{OUTLOOK_EN}",
    "outlook android": f"{SAID}\n\n"
    f"Obtener Outlook para Android<https://aka.ms/AAb9ysg>\n________________________________\n{OUTLOOK_EN}",
    "outlook ios": f"{SAID}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n{OUTLOOK_ES}",
    "samsung": f"{SAID}\n\n\nEnviado desde mi Galaxy\n\n-------- Mensaje original --------\nDe: {NORTE}\n"
    f"Fecha: 23/11/26 10:42 (GMT+01:00)\nPara: lucia@example.com\nAsunto: Boda\n\n{ORIGINAL}",
    "apple es": f"{SAID}\n\n> El 23 nov 2026, a las 10:42, {NORTE} escribió:\n> \n{MARKED}",
    "iphone": f"{SAID}\n\n"
    f"Enviado desde mi iPhone\n\n> El 23 nov 2026, a las 10:42, {NORTE} escribió:\n> "
    f"\n> \ufeff{ORIGINAL.splitlines()[0]}\n{MARKED}",
    "iphone en": f"{SAID}\n\nSent from my iPhone\n\nOn 23 Nov 2026, at 10:42, {NORTE} wrote:\n\n{MARKED}",
    "apple, its quote unmarked": f"{SAID}\n\nEl 23 nov 2026, a las 10:42, {NORTE} escribió:\n\n{ORIGINAL}",
    "thunderbird es": f"{SAID}\n\nEl 23/11/26 a las 10:42, Peluquería Norte escribió:\n{MARKED}",
    "thunderbird en": f"{SAID}\n\nOn 11/23/26 10:42, Peluquería Norte wrote:\n{MARKED}",
    "thunderbird, below": f"El 23/11/26 a las 10:42, Peluquería Norte escribió:\n{MARKED}\n\n{SAID}",
    "yahoo": f"{SAID}\n\nEl lunes, 23 de noviembre de 2026, 10:42:07 CET, {NORTE} escribió:\n\n {ORIGINAL}",
    "proton": f"{SAID}\n\n"
    f"Enviado con Proton Mail, correo electrónico seguro.\n\nEl lunes, 23 de noviembre de 2026 a las 10:42, "
    f"{NORTE} escribió:\n\n{MARKED}",
    "windows mail": f"{SAID}\n\nEnviado desde Correo para Windows\n\n{OUTLOOK_ES}",
    "signature": f"{SAID}\n\n-- \nLucía Vera\nTel. 600 111 222\n",
    "signature above the quote": f"{SAID}\n\n"
    f"-- \nLucía Vera\n\nEl 23/11/26 a las 10:42, Peluquería Norte escribió:\n{MARKED}",
    "quoted twice": f"{SAID}\n\n"
    f"El 23/11/26 a las 10:42, Norte escribió:\n{MARKED}\n>> El 22/11/26 a las 9:00, Lucía escribió:\n>> Hola\n",
    "ipad, of one line": f"{SAID}\n\nSent from my iPad\n\n> On Nov 23, 2026, at 10:42 AM, {NORTE} wrote:\n> \n> ¿El sábado?",
    "outlook mac": f"{SAID}\n\nDe: {NORTE}\nFecha: lunes, 23 de noviembre de 2026, 10:42\nPara: lucia@example.com\n"
    f"CC: ana@example.com\nAsunto: Re: Boda\n\n{ORIGINAL}",
    "two programs": f"{SAID}\n\nEnviado desde mi Samsung Mobile de Telefónica\nObtener Outlook para Android<https://aka.ms/x>\n",
    "marked, nobody says so": f"{SAID}\n\n{MARKED}",
}  # fmt: skip


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_without_what_it_answers(name: str) -> None:
    assert written(REPLIES[name]) == SAID


BETWEEN = """Hola:

El lun, 23 nov 2026 a las 10:42, Peluquería Norte (<hola@norte.example>)
escribió:

> Hola, Lucía:
>
> gracias por escribirnos.
> Nos alegra.
> ¿Cuántas personas serán?

Seremos cuatro.

> ¿A qué hora quieren empezar?

A las nueve.

> Un saludo
> Peluquería Norte

--\x20
Lucía
"""


def test_answers_between_the_lines_keep_what_they_answer() -> None:
    assert written(BETWEEN) == (
        "Hola:\n\n> …\n> gracias por escribirnos.\n> Nos alegra.\n> ¿Cuántas personas serán?\n\nSeremos cuatro.\n\n"
        "> ¿A qué hora quieren empezar?\n\nA las nueve."
    )


OWN = {
    "no reply": "Hola, quería pedir presupuesto para una boda el 12 de junio.\nGracias\nLucía",
    "who wrote what": "El lunes mi marido os escribió:\nno contestasteis, y el martes tampoco.",
    "who wrote what, dated": "El 3/11/2026 Ana, de recepción, me escribió:\nel precio es de 100 euros.\n¿Sigue siendo así?",
    "a list": "Somos:\n> 10 adultos\n> 5 niños",
    "from and to": "De: Madrid\nA: Sevilla\nLlegamos el sábado.",
    "an address of theirs": "Podéis escribir a: lucia@example.com\nGracias",
    "sent from": "Enviado desde mi empresa el justificante.\nUn saludo",
    "dashes": "Fechas:\n--\n12 de junio\n13 de junio\n" + "\n".join(f"opción {n}" for n in range(12)),
    "below a header": f"{OUTLOOK_ES}\n\nSí",
    "forwarded": "Mirad esto\n\n---------- Forwarded message ---------\nDe: X <x@y.es>\nDate: lun, 23 nov 2026\nSubject: Oferta\n"
    "To: <z@y.es>\n\n300 €",
    "forwarded by apple": f"Mirad esto\n\nInicio del mensaje reenviado:\n\n{MARKED}",
    "quoted only": MARKED,
    "nothing but a device": "Enviado desde mi iPhone",
    "below the original": "-----Mensaje original-----\nHola\n\nSí",
}


@pytest.mark.parametrize("name", OWN)
def test_in_doubt_all_of_it_stays(name: str) -> None:
    assert written(OWN[name]) == OWN[name].strip()


def test_what_is_forwarded_stays() -> None:
    text = f"¿Qué os parece?\n\n{OUTLOOK_ES}"
    assert written(text, "RV: oferta") == written(text, "Fwd: oferta") == text
    assert written(text, "RE: oferta") == "¿Qué os parece?"


LINES = st.sampled_from(
    [*SAID.split("\n"), *MARKED.split("\n"), *OUTLOOK_ES.split("\n")[:4], "", "-- ", "--", ">", "> >", "Enviado desde mi iPhone",
     "El 23/11/26 a las 10:42, Norte escribió:", "El lun, 23 nov 2026, Norte (<", "hola@norte.example>) escribió:",
     "____________",
     "-----Mensaje original-----", "\u200e", "\ufeff", "El el el el 2026 @ :", "de:", "a@b.c escribió 1:"]
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=25).map("\n".join), st.sampled_from(["", "RE: x", "RV: x"]))
@example("-- \n> a", "")
def test_it_never_leaves_nothing_and_never_makes_anything_up(text: str, subject: str) -> None:
    found = written(text, subject)
    assert bool(found) == bool(text.strip())
    given_lines = {line.strip().lstrip("> ") for line in text.split("\n")} | {"…", ""}
    assert {line.strip().lstrip("> ") for line in found.split("\n")} <= given_lines


@pytest.mark.parametrize(
    "text",
    ["El " * 7000, "El 1\n" * 5000, "> " * 10_000, "a@" * 10_000, "De: x\n" * 3000, "_" * 20_000, "El 23/11/26, a " * 1500 + ":",
     "a@b.c escribió " * 1300 + ":", "Enviado desde " + " " * 20_000 + "x", "\n" * 19_000 + "x", "*" * 20_000,
     ("El 1 " + "x" * 90 + "\n") * 200, "https://" * 2500, "get " * 90],
    ids=range(14),
)  # fmt: skip
def test_nothing_takes_long(text: str) -> None:
    began = time.process_time()
    assert written(text[:20_000])
    assert time.process_time() - began < 0.5
