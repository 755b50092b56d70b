"""Strings that break programs: an excerpt that is always there, and the whole list where it lies beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
WHOLE = HERE.parent.parent / "shared" / "data" / "hostile" / "naughty_strings.json"


def excerpt() -> list[str]:
    """From the big list of naughty strings (MIT)."""
    found: list[str] = json.loads((HERE / "material" / "naughty_excerpt.json").read_text())["strings"]
    return found


def every() -> list[str]:
    """The whole list; the excerpt where it is not there."""
    return json.loads(WHOLE.read_text(encoding="utf-8")) if WHOLE.exists() else excerpt()
