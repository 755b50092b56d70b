"""The user's choices: config.toml in the user's configuration directory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import msgspec

from frontdesk.base.errors import FrontdeskError


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What config.toml may hold; what is left out has its default."""

    database: str | None = None
    language: Literal["en", "es"] | None = None


EXPECTED = {"database": "a text: a path or an address", "language": "“es” or “en”"}
_KEY = re.compile(r"\$\.([^\s`]+)|unknown field `([^`]*)`")


def read(path: Path) -> Config:
    """The choices in a file; the defaults where there is none. Raises FrontdeskError naming file and key."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise FrontdeskError("wrong_file", file=str(path), problem=error.strerror or str(error)) from None
    try:
        return msgspec.toml.decode(raw, type=Config)
    except msgspec.ValidationError as error:
        found = _KEY.search(str(error))
        key = next((part for part in found.groups() if part), "") if found else ""
        expected = EXPECTED.get(key, "one of the keys " + ", ".join(EXPECTED))
        raise FrontdeskError("wrong_file", file=str(path), problem=f"{key}: expected {expected}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FrontdeskError("wrong_file", file=str(path), problem=" ".join(str(error).split()).rstrip(".")) from None
