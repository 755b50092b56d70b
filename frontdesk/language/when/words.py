"""How a language says when: its words as codes that the grammar reads the same way in every language."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Words:
    """One language's tables. Words are folded (no accents, no capitals); what is in none of them says nothing of time.

    Codes: ``w0`` Monday · ``m1`` January · ``n5`` a number · ``o5`` an ordinal · ``u…`` a unit · ``p…`` a part of the day ·
    ``part1.5`` one and a half · ``near1`` tomorrow · ``f…`` a feast · others are words of the grammar (``at``, ``of``,
    ``next``, ``ago``).
    """

    codes: dict[str, str]
    """A word, or several with spaces, and its code, or several."""
    weekdays: tuple[str, ...]
    """From Monday; they may be cut to three letters."""
    months: tuple[str, ...]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    tens_and: str = ""
    """The word between tens and ones (``treinta y cinco``)."""
    soft: dict[str, str] = field(default_factory=dict)
    """Words that mean something else in a sentence (``mi``, ``sat``): they count alone or before a number."""
    glued: dict[str, str] = field(default_factory=dict)
    """Letters that are units where they stand close to a figure: ``3w``, ``25m``."""
    alike: tuple[tuple[str, str], ...] = ()
    """Letters that sound as others do, so that people confuse them (``juebes``, ``biernes``, ``sinco``)."""
    zones: frozenset[str] = frozenset()
    """Time zones, which are not reckoned with: a time is the house's."""
    month_first: bool = False
    """People of this language disagree whether ``5/6`` is in May or in June."""

    fortnight: int = 14
    """Days of it: a Spaniard's ``quincena`` has fifteen."""

    def table(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Every word and phrase, split, with its codes."""
        made: dict[str, str] = {}
        for number, name in enumerate(self.weekdays):
            made |= {name: f"w{number}", name[:3]: f"w{number}"}
        for number, name in enumerate(self.months, 1):
            made |= {name: f"m{number}"} | ({name[:3]: f"m{number}"} if name[:3] not in made else {})
        made |= {name: f"n{number}" for name, number in self.numbers.items()}
        made |= {name: f"o{number:02}" for name, number in self.ordinals.items()}
        made |= dict.fromkeys(self.zones, "zone") | self.codes
        for word in self.soft:
            made.pop(word, None)
        return {tuple(said.split()): tuple(codes.split()) for said, codes in made.items()}
