"""Lines as receptionists type them, over the ready businesses: ``line | customer | services | person | when | party``.

It is Monday 23 November 2026, eight in the morning. ``-`` is what the line does not say; a customer with ``+`` is a new one.
"""

from __future__ import annotations

from pathlib import Path

PEOPLE = {
    "es": (
        ("Ana López", "600111222"), ("José Ñáñez", "611222333"), ("Carmen de la Torre", "622333444"), ("Mar Ruiz", None),
        ("Pedro Cortés", "633444555"), ("María Ángeles Gutiérrez", "644555666"), ("Javier Domínguez", "655666777"),
        ("Lucía Fernández", "666777888"), ("Begoña Etxeberria", "677888999"), ("Iñaki Goñi", None), ("Rosa Reyes", None),
        ("Francisco Javier Peña", "688999000"), ("Domingo Santana", None), ("Laia Puig", "699000111"),
    ),
    "en": (
        ("Anna Smith", "07700900123"), ("John O'Connor", "07700900456"), ("Mary-Jane Watson", None), ("Peter Cook", None),
        ("Emily Clarke", "07700900789"), ("May Turner", None), ("Sunday Okafor", None), ("Christopher Wright", None),
        ("Fiona MacDonald", "07700900321"), ("William Hughes", None), ("April Jones", None), ("Zoe Patel", "07700900654"),
    ),
}  # fmt: skip


def _sections() -> dict[str, str]:
    """The lines of ``quick_lines.txt`` by the ready business they are for."""
    text = (Path(__file__).parent / "quick_lines.txt").read_text("utf-8")
    parts = [part.partition("\n") for part in text.split("# ")[1:]]
    return {name.strip(): lines for name, _end, lines in parts}


LINES = _sections()
