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
NO_NAMES = frozenset({
    "terraza", "interior", "exterior", "dentro", "fuera", "afuera", "adentro", "ventana", "ventanal", "barra", "salon",
    "rincon", "esquina", "comedor", "reservado", "jardin", "chimenea", "escaparate", "trona", "tronas", "carrito", "cochecito",
    "carricoche", "minusvalido", "fumador", "fumadores", "cumpleanos", "cumple", "aniversario", "celebracion", "despedida",
    "terrace", "outside", "inside", "indoor", "indoors", "outdoor", "outdoors", "window", "bar", "booth", "corner", "upstairs",
    "downstairs", "highchair", "highchairs", "chair", "pram", "pushchair", "stroller", "buggy", "wheelchair", "birthday", "bday",
    "anniversary", "celebration",
    "vegano", "vegana", "vegetariano", "vegetariana", "celiaco", "celiaca", "gluten", "lactosa", "vegan", "vegetarian",
    "coeliac", "celiac", "dairy", "nuts", "marisco", "silla",
})  # fmt: skip
"""Words about the place or the visit: no part of a new name unless it is said to be one."""
ALLERGIES = frozenset({
    "alergia", "alergias", "alergico", "alergica", "alergicos", "alergicas", "intolerancia", "intolerante", "allergy",
    "allergies", "allergic", "intolerant", "intolerance",
})  # fmt: skip
"""Behind them it is said to what."""
SURNAMES_TOO = frozenset({
    "ventana", "barra", "salon", "rincon", "reservado", "despedida", "jardin", "esquina", "bar", "booth", "corner",
})  # fmt: skip
"""Such words that people are called by too: behind another word of a name they are one."""
IN_PLACE = frozenset({"en", "al", "on", "in", "at", "by", "the"})
"""After these they are none: “en la barra”, “the booth”; “de la Barra” is somebody."""
AROUND = frozenset({
    "cerca", "junto", "lado", "zona", "silla", "secos", "frutos", "sin", "ruedas", "bebe", "tranquila", "tranquilo", "feliz",
    "near", "next", "seat", "seats", "side", "area", "high", "baby", "wheel", "quiet", "happy", "without", "free",
})  # fmt: skip
"""What stands beside such a word is no name either: “zona terraza”, “window seat”."""
