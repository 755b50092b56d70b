"""Other words for what is booked, as they are typed at the desk."""

from __future__ import annotations

MEANT = {
    "haircut": "cut", "trim": "cut", "cortar": "corte", "pelado": "corte", "tinte": "color", "color": "colour",
    "dbl": "double", "dble": "double", "dobles": "doble", "1st": "first", "1a": "primera", "1\u00aa": "primera",
    "supper": "dinner", "cenar": "cena", "almuerzo": "comida", "comer": "comida", "almorzar": "comida", "jab": "vaccination",
}  # fmt: skip
"""A word, and that by which the service is called where none is called by the word itself."""
EITHER = {"trim": "cut"}
"""A word of one service's name by which another one may be meant too."""
TABLE = frozenset({"mesa", "table"})
MEAL_HOURS = (
    (("comida", "lunch", "almuerzo"), 12 * 60, 17 * 60),
    (("cena", "dinner", "supper"), 17 * 60 + 30, 24 * 60),
)
"""What a table is for between these minutes after midnight, where nothing else is said."""
