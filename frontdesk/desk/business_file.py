"""Reading a business file: TOML in, checked parts out; every error names the file, the key and what was expected."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.business_checks import Checker
from frontdesk.desk.business_keys import FileKeys
from frontdesk.desk.business_parts import BusinessFile
from frontdesk.desk.business_schema import converted

LARGEST_FILE = 5_000_000
"""Bytes; a business file of a chain has some ten thousand."""

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

# What tomllib says, for people.
_SYNTAX = {
    "Invalid statement": N_('a key, such as name = "Norte", or a table, such as [business]'),
    "Expected '=' after a key in a key/value pair": N_("= after the key"),
    "Expected newline or end of document after a statement": N_("one key per line"),
    "Invalid initial character for a key part": N_("a key; a table in { } stands on one line"),
    "Unclosed array": N_("] at the end of the list"),
    "Unclosed inline table": N_("} at the end of the table"),
    "Invalid value": N_("a value: text in quotes, a number, a date, true or false"),
    "Unterminated string": N_("the closing quotes"),
    "Cannot overwrite a value": N_("a key that does not stand twice"),
    "Duplicate inline table key": N_("a key that does not stand twice"),
    "Invalid date or datetime": N_("a date such as 2026-12-24"),
}


def read(path: str | Path) -> BusinessFile:
    """The business in a file. Raises FrontdeskError: wrong_file where it cannot be opened, else wrong_business_file."""
    file = str(path)
    return Checker(file, converted(_document(_text(Path(path), file), file), FileKeys, file)).checked()


def _text(path: Path, file: str) -> str:
    try:
        if path.is_dir():
            raise FrontdeskError("wrong_file", file=file, problem=N_("it is a folder"))
        with path.open("rb") as opened:
            raw = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise FrontdeskError("wrong_file", file=file, problem=N_("there is no such file")) from None
    except (OSError, ValueError):
        raise FrontdeskError("wrong_file", file=file, problem=N_("it cannot be read")) from None
    if len(raw) > LARGEST_FILE:
        raise FrontdeskError("wrong_file", file=file, problem=N_("it is too large for a business file"))
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _syntax(file, line, None, N_("text encoded in UTF-8")) from None
    # A lone carriage return (old Mac files) ends a line too.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _document(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        column = int(place[2]) if place and place[2] else None
        said = message[: place.start()] if place else message
        expected = next((ours for theirs, ours in _SYNTAX.items() if said.startswith(theirs)), N_("valid TOML"))
        raise _syntax(file, line, column, expected, said) from None
    except (ValueError, RecursionError):
        raise FrontdeskError("wrong_business_file", file=file, key="TOML", expected=N_("valid TOML")) from None


def _syntax(file: str, line: int, column: int | None, expected: str, said: str = "") -> FrontdeskError:
    """``file:line:column`` as compilers and editors write it."""
    place = f"{file}:{line}" if column is None else f"{file}:{line}:{column}"
    details = {"line": line, "column": column, "problem": said}
    return FrontdeskError("wrong_business_file", details, file=place, key="TOML", expected=expected)
