"""What providers send, read piece by piece: what cannot be read is left out, and the rest is not."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def parsed(body: bytes) -> dict[str, Any]:
    """The object in ``body``. Raises ValueError where there is none.

    By the standard library's reader: it takes lone surrogates, which are removed later, where others refuse it all.
    """
    try:
        found = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def read(value: Any, kind: type[T]) -> T | None:
    """The piece as ``kind``; None where it is not one. Numbers may be written as strings."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except (msgspec.ValidationError, RecursionError):
        return None


def each(value: Any, kind: type[T]) -> list[T]:
    """Those of a list that can be read as ``kind``."""
    if not isinstance(value, list):
        return []
    return [one for one in (read(piece, kind) for piece in value) if one is not None]
