"""The user's choices: config.toml in the user's configuration directory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from frontdesk.base.errors import FrontdeskError


class Web(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where ``frontdesk web`` listens. ``proxies``: how many of ours stand before it; ``phone``: shown on its pages.
    ``contact``: whether there is a contact form; ``contact_origins``: websites of ours whose forms may be sent to it."""

    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 8080
    proxies: Annotated[int, msgspec.Meta(ge=0, le=9)] = 0
    phone: str = ""
    contact: bool = True
    contact_origins: tuple[Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s]+$")], ...] = ()


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
    web: Web = Web()
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
    "web": "a table: [web] with host, port, proxies, phone, contact, contact_origins",
    "web.host": "a text: a name or an address such as “127.0.0.1”",
    "web.port": "a number from 0 to 65535",
    "web.proxies": "a number from 0 to 9",
    "web.phone": "a text",
    "web.contact": "true or false",
    "web.contact_origins": "a list of addresses such as “https://www.example.com”, without a path",
    "worker": "true or false",
    "keys": 'a key or a list of keys for each action, such as "visit.arrived" = "f5"',
}
_TOP = tuple(key for key in EXPECTED if "." not in key)
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s?#]*")
_AT, _UNKNOWN = re.compile(r"`\$\.([^\s`]+)`"), re.compile(r"unknown field `([^`]*)`")


def read(path: Path) -> Config:
    """The choices in a file; the defaults where there is none. Raises FrontdeskError naming file and key."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise FrontdeskError("wrong_file", file=str(path), problem=error.strerror or str(error)) from None
    try:
        return _with_address(msgspec.toml.decode(raw, type=Config), path)
    except msgspec.ValidationError as error:
        within, unknown = (found[1] if (found := one.search(str(error))) else "" for one in (_AT, _UNKNOWN))
        key = ".".join(part for part in (within, unknown) if part).split("[")[0]
        if key not in EXPECTED and not unknown:
            key = key.split(".")[0]  # of a table: the table
        expected = EXPECTED.get(key, EXPECTED.get(within, "one of the keys " + ", ".join(_TOP)))
        raise FrontdeskError("wrong_file", file=str(path), problem=f"{key}: expected {expected}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FrontdeskError("wrong_file", file=str(path), problem=" ".join(str(error).split()).rstrip(".")) from None


def _with_address(settings: Config, path: Path) -> Config:
    """The config, whose links lead somewhere. Raises FrontdeskError where they could not."""
    if settings.url and not _ADDRESS.fullmatch(settings.url):
        raise FrontdeskError("wrong_file", file=str(path), problem=f"url: expected {EXPECTED['url']}")
    return settings
