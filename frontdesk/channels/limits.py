"""How long a provider is waited for, and how much of what it brings is taken."""

from __future__ import annotations

from msgspec import Struct

LARGEST_FILE = 10 * 2**20
"""Bytes of one attachment; what is larger is left out."""

LARGEST_ANSWER = 2**20
"""Bytes of an answer of an API."""


class Timeouts(Struct, frozen=True):
    """Seconds until a connection must stand, and of silence on it; then it is given up."""

    connect: float = 10.0
    read: float = 20.0


USUAL = Timeouts()
