"""How long an import of many reservations takes, pauses included, and how long its transactions hold others up.

    python benchmarks/import_rows.py [ROWS] [--database PATH|URL] [--profile] [--again]

The file: three years, twenty people, a third as many customers as rows, in the shape a salon's old program exports.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import tempfile
import time
from pathlib import Path

from frontdesk.base.clock import FixedClock, SystemClock
from frontdesk.desk import opening, setup
from frontdesk.desk.imports import run

PEOPLE = [f"Profesional {number:02d}" for number in range(1, 21)]
SERVICES = [
    ("Corte", 45, 10, "25.00"),
    ("Color", 90, 10, "60.00"),
    ("Barba", 20, 5, "12.00"),
    ("Peinado", 30, 10, "22.00"),
]
FIRST = ["Ana", "José", "Lucía", "Íñigo", "María", "Begoña", "Nuño", "Sofía", "Álvaro", "Pilar", "Hugo", "Carmen"]
LAST = [
    "García",
    "Núñez",
    "Ibáñez",
    "López",
    "Muñoz",
    "Peña",
    "Sánchez",
    "Vidal",
    "Zubiri",
    "Ortega",
    "Ávila",
    "Castro",
]


def business() -> str:
    """The business file."""
    text = '[business]\nname = "Prueba"\nlocale = "es"\ncurrency = "EUR"\ncountry = "ES"\n'
    text += '[[locations]]\nname = "Centro"\ntimezone = "Europe/Madrid"\n'
    days = ", ".join(f'{day} = ["09:00-20:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat"))
    text += "".join(f'[[staff]]\nname = "{name}"\nhours = {{ {days} }}\n' for name in PEOPLE)
    for name, minutes, after, price in SERVICES:
        text += f'[[services]]\nname = "{name}"\nduration = {minutes}\nbuffer_after = {after}\nprice = "{price}"\n'
    return text


def write_rows(path: Path, rows: int, seed: int = 7, first: dt.date = dt.date(2024, 6, 3)) -> None:
    """A CSV of so many reservations without overlaps, from a day on, in no order of time."""
    chance = random.Random(seed)
    customers = []
    for number in range(rows // 3):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)} {number % 97}"
        mail = f"c{number}@example.com" if number % 2 else ""
        customers.append((name, f"6{number + 10_000_000:08d}"[:9], mail))
    made = []
    day = first
    while len(made) < rows:
        if day.weekday() < 6:
            for person in PEOPLE:
                minute = 540 + chance.choice((0, 5, 15))
                while minute < 1140 and len(made) < rows:
                    name, minutes, after, _price = chance.choice(SERVICES)
                    if minute + minutes > 1200:
                        break
                    who = chance.choice(customers)
                    status = "" if chance.random() < 0.9 else "cancelada"
                    note = "trae a su hija" if chance.random() < 0.1 else ""
                    time_text = f"{minute // 60}:{minute % 60:02d}"
                    made.append([len(made) + 1, day.strftime("%d/%m/%Y"), time_text, name, person, *who, status, note])
                    minute += minutes + after + chance.choice((0, 5, 10, 20))
        day += dt.timedelta(days=1)
    chance.shuffle(made)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ["id", "fecha", "hora", "servicio", "profesional", "cliente", "teléfono", "correo", "estado", "notas"]
        )
        writer.writerows(made)


def fill(database: Path, rows: int) -> None:
    """Make a database of so many reservations, of which as many lie before today as after."""
    clock = SystemClock()
    today = dt.date.fromtimestamp(clock.seconds())
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "business.toml").write_text(business(), encoding="utf-8")
        write_rows(home / "rows.csv", rows, first=today - dt.timedelta(days=rows // 340))
        desk = opening.create(str(database), clock)
        setup.init(desk, home / "business.toml")
        run(desk, "reservations", home / "rows.csv")
        desk.close()


def main() -> None:
    """Make the file, import it, say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--database")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--again", action="store_true", help="import the same file a second time")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "business.toml").write_text(business(), encoding="utf-8")
        write_rows(home / "rows.csv", asked.rows)
        desk = opening.create(asked.database or str(home / "bench.db"), FixedClock.at("2026-11-23T08:00:00+01:00"))
        setup.init(desk, home / "business.toml")
        waits: list[float] = []
        write = desk.write

        def timed(use_case, **more):  # type: ignore[no-untyped-def]
            began = time.perf_counter()
            result = write(use_case, **more)
            waits.append(time.perf_counter() - began)
            return result

        desk.write = timed  # type: ignore[method-assign]
        for _ in range(2 if asked.again else 1):
            waits.clear()
            began = time.perf_counter()
            if asked.profile:
                import cProfile
                import pstats

                profile = cProfile.Profile()
                result = profile.runcall(run, desk, "reservations", home / "rows.csv")
                pstats.Stats(profile).sort_stats("tottime").print_stats(35)
            else:
                result = run(desk, "reservations", home / "rows.csv")
            took = time.perf_counter() - began
            waits.sort()
            reasons: dict[str, int] = {}
            for one in result.rejected:
                reasons[one.reason] = reasons.get(one.reason, 0) + 1
            print(
                f"{result.rows} rows: {result.imported} imported, {result.updated} updated, {result.unchanged} unchanged,"
                f" {reasons or 'none'} rejected in {took:.1f} s; {len(waits)} transactions,"
                f" median {waits[len(waits) // 2] * 1000:.0f} ms, 99 % {waits[len(waits) * 99 // 100] * 1000:.0f} ms,"
                f" longest {waits[-1] * 1000:.0f} ms"
            )
        desk.close()


if __name__ == "__main__":
    main()
