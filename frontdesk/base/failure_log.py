"""The file in which the program's own failures are written down: where it failed, never with what values."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import traceback
from pathlib import Path

from frontdesk.base import paths

LARGEST = 200_000
"""Bytes after which a new file is begun."""

KEPT = 3
"""Older files that stay."""

_PACKAGE = Path(__file__).resolve().parent.parent.parent
_lines_of_one = 60


def write(error: BaseException, at: float) -> Path | None:
    """Write down the kind of a failure and where it was, not its message, which may hold what customers said.

    Returns the file, or None where it cannot be written.
    """
    file = paths.failure_log()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _turn(file)
        with open(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as opened:
            opened.write(described(error, at))
    except OSError:
        return None
    return file


def described(error: BaseException, at: float) -> str:
    """The moment, the kinds of the failures that led to one another, and the places in the code."""
    lines = [dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")]
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        kind = type(one)
        lines.append(f"  {kind.__module__}.{kind.__qualname__}")
        frames = traceback.extract_tb(one.__traceback__, limit=-_lines_of_one)
        lines += [f"    {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n".join(lines) + "\n"


def _short(name: str) -> str:
    path = Path(name)
    with contextlib.suppress(ValueError):
        return str(path.relative_to(_PACKAGE))
    return "/".join(path.parts[-3:])


def _turn(file: Path) -> None:
    """Begin a new file when this one is large."""
    if not file.exists() or file.stat().st_size < LARGEST:
        return
    for number in range(KEPT, 0, -1):
        older = file if number == 1 else file.with_name(f"{file.name}.{number - 1}")
        if older.exists():
            older.replace(file.with_name(f"{file.name}.{number}"))
