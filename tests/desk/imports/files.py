"""Files for the import tests, and what comes of them."""

from __future__ import annotations

from pathlib import Path

from frontdesk.desk import values
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import run

HEADER = "fecha,hora,servicio,profesional,cliente,teléfono,correo,estado,notas,id"
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
"""Real material that lies beside a checkout here; absent elsewhere."""


def find_shared(name: str) -> Path | None:
    """A file of the real material, wherever this checkout lies."""
    for parent in Path(__file__).resolve().parents:
        found = parent / "shared" / "data" / name
        if found.exists():
            return found
    return None


def bring(
    desk: Desk, path: Path, text: str | bytes | None = None, kind: str = "reservations", **more: object
) -> values.Imported:
    """Write a file and import it."""
    if isinstance(text, bytes):
        path.write_bytes(text)
    elif text is not None:
        path.write_text(text, encoding="utf-8")
    return run(desk, kind, path, **more)  # type: ignore[arg-type]


def counts(result: values.Imported) -> tuple[int, int, int, list[tuple[int, str]]]:
    """Imported, updated, unchanged, and the rejected rows with their reasons."""
    return result.imported, result.updated, result.unchanged, [(one.row, one.reason) for one in result.rejected]


def everything(desk: Desk) -> list[values.Reservation]:
    """Every reservation, whatever its status."""
    statuses = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")
    return desk.reservations(values.Filter(statuses=statuses))


def times(desk: Desk) -> list[str]:
    """Local starts of every reservation."""
    from frontdesk.language.obstacles import local_text

    return [local_text(one.start, one.zone) for one in everything(desk)]


def many(path: Path, rows: int) -> Path:
    """A file of past visits that never overlap."""
    import datetime as dt

    day, lines = dt.date(2024, 1, 1), ["fecha,hora,servicio,profesional,cliente,telefono"]
    for number in range(rows):
        at = day + dt.timedelta(days=number // 16)
        person = ("Marta", "Ana")[number % 2]
        lines.append(
            f"{at.isoformat()},{9 + number % 16 // 2:02d}:00,Corte,{person},Cliente {number % 301},6{number % 301:08d}"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
