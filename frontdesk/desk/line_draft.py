"""A line while it is being understood: the names found in it, and what was made of its letters."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.desk import line_people
from frontdesk.desk.line_names import Match
from frontdesk.desk.line_values import Doubt, Part
from frontdesk.language.line import Word


@dataclass
class Line:
    """A line while it is being understood."""

    text: str
    services: list[Match] = field(default_factory=list)
    staff: Match | None = None
    place: Match | None = None
    anyone: tuple[int, int] | None = None
    """Where it is said that whoever is free may do it."""
    notes: list[tuple[int, int]] = field(default_factory=list)
    """Letters that are notes: no name stands there."""
    talk: list[tuple[int, int]] = field(default_factory=list)
    """Letters that are said around what is wanted, and mean nothing by themselves."""
    kept: tuple[Word, ...] = ()
    """Words that are a customer's name, whatever services are called."""
    customer: line_people.Meant = field(default_factory=line_people.Meant)
    named: list[Word] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def part(self, kind: str, span: tuple[int, int], *, slip: bool = False) -> None:
        self.parts.append(Part(kind, *span, self.text[slice(*span)], slip))

    def doubt(self, kind: str, span: tuple[int, int], choices: tuple[str, ...] = ()) -> None:
        self.doubts.append(Doubt(kind, self.text[slice(*span)], choices))

    def taken(self) -> list[tuple[int, int]]:
        found = [match.span for match in (*self.services, self.staff, self.place) if match is not None]
        return found if self.anyone is None else [*found, self.anyone]
