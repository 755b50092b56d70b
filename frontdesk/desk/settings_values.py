"""The set-up as screens see and change it: frozen values, each entry with what a business file would write for it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

KINDS = ("business", "location", "staff", "room", "table", "equipment", "service")


class Setting(Struct, frozen=True):
    """One entry. ``written`` holds the keys of its table in a business file: times as ``"09:30"``, ranges as
    ``"09:00-14:00"``, amounts as ``"25.00"``, dates as ``"2026-12-24"``.

    Two keys stand here only: ``staff`` of a service (the names of who performs it) and ``terms`` of a person (by service,
    what differs: the other side of the service's ``by_staff``).
    """

    kind: str
    id: int
    name: str
    version: int
    active: bool
    written: dict[str, Any]


class SettingChange(Struct, frozen=True):
    """What an entry is to be; keys left out stay as they are. ``id`` None: a new one. ``written`` None: it is taken out of
    use. ``version``: the one the change is meant for.
    """

    kind: str
    written: dict[str, Any] | None
    id: int | None = None
    version: int | None = None


class Settings(Struct, frozen=True):
    """Every entry, those out of use included, in the order of the house."""

    entries: tuple[Setting, ...]
    currency: str

    def of(self, kind: str) -> tuple[Setting, ...]:
        """The entries of a kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of a kind that are in use."""
        return tuple(entry.name for entry in self.of(kind) if entry.active)
