"""How long the desk takes to understand a typed line with 100,000 customers in the database.

python -m benchmarks.quick_line [CUSTOMERS]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from frontdesk.base.clock import FixedClock
from frontdesk.desk import opening, setup
from frontdesk.desk.desk import Desk
from frontdesk.store import customers as store
from frontdesk.store.customers import CustomerRecord

_FIRST = (
    "Ana", "María", "Carmen", "Lucía", "Marta", "Laura", "Isabel", "Pilar", "Elena", "Rosa", "Sara", "Paula",
    "Raquel", "Silvia", "Teresa", "Nuria", "Irene", "Julia", "Andrea", "Eva", "José", "Juan", "Antonio", "Manuel",
    "Francisco", "David", "Javier", "Daniel", "Carlos", "Miguel", "Pedro", "Pablo", "Sergio", "Jorge", "Alberto",
    "Luis", "Álvaro", "Diego",
)  # fmt: skip
_LAST = (
    "García", "Rodríguez", "González", "Fernández", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Martín",
    "Jiménez", "Ruiz", "Hernández", "Díaz", "Moreno", "Muñoz", "Álvarez", "Romero", "Alonso", "Gutiérrez", "Navarro",
    "Torres", "Domínguez", "Vázquez", "Ramos", "Gil", "Ramírez", "Serrano", "Blanco", "Molina", "Morales", "Suárez",
    "Ortega", "Delgado", "Castro", "Ortiz", "Rubio", "Marín", "Sanz", "Núñez", "Iglesias", "Medina", "Garrido",
    "Cortés", "Castillo", "Santos", "Lozano", "Guerrero", "Cano",
)  # fmt: skip
_LINES = {
    "a full name": "{name} corte jue 10:30 con marta",
    "name and phone": "{name} {phone} corte jue 10:30 con marta",
    "a slip in the last name": "{slip} corte jue 10:30 con marta",
    "a first name that thousands bear": "ana corte jue 10:30 con marta",
    "a new name": "zoltan quispe 699 999 999 corte jue 10:30 con marta",
    "a time that is closed, with alternatives": "{name} corte dom 10:30 con marta",
}


def main(many: int = 100_000) -> None:
    """Fill a database, then print the median and the 95th of a hundred for each kind of line."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        desk = opening.create(str(Path(folder) / "many.db"), FixedClock.at("2026-11-23T08:00:00+01:00"))
        setup.init(desk, Path(__file__).parent.parent / "data" / "es" / "salon.toml")
        names = add_customers(desk, many, chance)
        desk.understand("ana lopez corte jue 10:30")
        print(f"{many} customers")
        for kind, line in _LINES.items():
            took = []
            for _one in range(100):
                name, phone = chance.choice(names)
                text = line.format(name=name.lower(), phone=phone, slip=_slip(name.lower(), chance))
                began = time.perf_counter()
                desk.understand(text)
                took.append((time.perf_counter() - began) * 1000)
            took.sort()
            print(f"  {kind:44} median {statistics.median(took):6.1f} ms, 95 % within {took[94]:6.1f} ms")
        desk.close()


def add_customers(desk: Desk, many: int, chance: random.Random, first: int = 1) -> list[tuple[str, str]]:
    """So many more customers with common names; returns their names and phones. ``first``: the number of the first."""
    people = []
    for number in range(many):
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.choice(_LAST)}"
        people.append(CustomerRecord(number + first, name, 0, f"+346{number:08}"))
    for at in range(0, many, 5000):
        desk.store.writing(lambda connection, at=at: store.insert_all(connection, people[at : at + 5000]))  # type: ignore[misc]
    return [(one.name, f"6{number:08}") for number, one in enumerate(people)]


def _slip(name: str, chance: random.Random) -> str:
    """Two letters of the longest word exchanged."""
    word = max(name.split(), key=len)
    at = chance.randrange(1, len(word) - 2)
    return name.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
