"""The user's choices: config.toml in the user's configuration directory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import msgspec

from frontdesk.base.errors import FrontdeskError


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What config.toml may hold; what is left out has its default."""

    database: str | None = None
    language: Literal["en", "es"] | None = None
    opens: str | None = None
    theme: Literal["dark", "light", "ansi"] | None = None
    keys_preset: Literal["vim"] | None = None
    keys: dict[str, str | list[str]] = {}
    channels: dict[str, Any] = {}
    """One table for each way in and out; channels/settings.py says what may stand in it."""
    url: str = ""
    """Where the customers' links lead: the public address of ``frontdesk web``."""
    worker: bool = True
    """Whether the app dispatches messages itself while no worker does."""

    @property
    def chosen_keys(self) -> dict[str, list[str]]:
        """Other keys for some actions, by the action's id."""
        return {id: [keys] if isinstance(keys, str) else keys for id, keys in self.keys.items()}


EXPECTED = {
    "database": "a text: a path or an address",
    "language": "“es” or “en”",
    "opens": "the name of a screen, such as “agenda”",
    "theme": "“dark”, “light” or “ansi”",
    "keys_preset": "“vim”",
    "channels": "a table for each channel, such as [channels.email]",
    "url": "a text: an address such as https://citas.example.com",
    "worker": "true or false",
    "keys": 'a key or a list of keys for each action, such as "visit.arrived" = "f5"',
}
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
        key = key.split("[")[0].split(".")[0]  # of a table: the table
        expected = EXPECTED.get(key, "one of the keys " + ", ".join(EXPECTED))
        raise FrontdeskError("wrong_file", file=str(path), problem=f"{key}: expected {expected}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FrontdeskError("wrong_file", file=str(path), problem=" ".join(str(error).split()).rstrip(".")) from None
