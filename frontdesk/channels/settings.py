"""The channels' part of the config: one table a channel; secrets come from the environment or a file of mode 0600.

[channels.email]
sender = "Peluquería Norte <hola@example.com>"
smtp = "smtp://mail.example.com:587"
user = "hola"
password = { file = "/etc/frontdesk/mail-password" }
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from frontdesk.base.errors import N_, FrontdeskError


class Secret(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a secret is: ``env`` names a variable, ``file`` a file that nobody else may read."""

    env: str | None = None
    file: str | None = None

    def read(self, key: str) -> str:
        """The secret itself. Raises FrontdeskError(wrong_value) naming ``key`` when it is not there or open to others."""
        if self.env:
            if value := os.environ.get(self.env, ""):
                return value
            raise FrontdeskError("wrong_value", field=key, problem=N_("the variable {env} is not set"), env=self.env)
        if self.file:
            path = Path(self.file).expanduser()
            try:
                mode, text = path.stat().st_mode, path.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                raise FrontdeskError(
                    "wrong_value", field=key, problem=N_("{path} cannot be read"), path=str(path)
                ) from None
            if stat.S_IMODE(mode) & 0o077:
                raise FrontdeskError(
                    "wrong_value", field=key, problem=N_("{path} can be read by others: chmod 600"), path=str(path)
                )
            if text:
                return text
        raise FrontdeskError("wrong_value", field=key, problem=N_("a secret with env or file is expected"))


class Email(Struct, frozen=True, forbid_unknown_fields=True):
    """E-mail. ``smtp``: smtp://host:port (STARTTLS where offered), smtps://host:port; ``imap`` likewise, with imap(s)://."""

    sender: str
    smtp: str
    user: str = ""
    password: Secret | None = None
    imap: str = ""
    imap_user: str = ""
    imap_password: Secret | None = None
    folder: str = "INBOX"
    plain: bool = False
    """Nothing is encrypted, not even where it is offered; for a server on this machine. Without it a password never goes
    over a connection that is not encrypted."""


class Sms(Struct, frozen=True, forbid_unknown_fields=True):
    """SMS over Twilio's API. ``account``: AC…; ``sender``: a number, a name, or a messaging service (MG…).

    ``callback``: our public address that is told what became of a message; left out: the one set up at Twilio, if any.
    """

    account: str
    sender: str
    token: Secret
    callback: str = ""
    url: str = "https://api.twilio.com"


class Telegram(Struct, frozen=True, forbid_unknown_fields=True):
    """A Telegram bot. ``secret``: what Telegram repeats to the webhook; left out: it is polled."""

    token: Secret
    secret: Secret | None = None
    url: str = "https://api.telegram.org"


class Whatsapp(Struct, frozen=True, forbid_unknown_fields=True):
    """WhatsApp Cloud API. ``phone``: the id of the sender's number; ``secret``: the app's, which signs the webhooks;
    ``verify``: the word with which the webhook is registered."""

    phone: str
    token: Secret
    secret: Secret
    verify: Secret
    version: str = "v23.0"
    url: str = "https://graph.facebook.com"


class Instagram(Struct, frozen=True, forbid_unknown_fields=True):
    """Instagram messaging. ``account``: the id of the professional account."""

    account: str
    token: Secret
    secret: Secret
    verify: Secret
    version: str = "v23.0"
    url: str = "https://graph.instagram.com"


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """Which channels there are; what is left out is not used."""

    email: Email | None = None
    sms: Sms | None = None
    telegram: Telegram | None = None
    whatsapp: Whatsapp | None = None
    instagram: Instagram | None = None

    @property
    def there(self) -> tuple[str, ...]:
        """The names of those that are configured."""
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is not None)


_AT = re.compile(r"\$\.([A-Za-z_.]+)|unknown field `([^`]*)`")


_SECRETS = frozenset({"password", "imap_password", "token", "secret", "verify"})
_SAID = {"str": "a text", "int": "a number", "bool": "true or false", "object": "a table"}


def _expected(key: str, said: str) -> str:
    """What a key wants, for a person who writes a config; ``said`` is the decoder's."""
    if missing := re.search(r"missing required field `([^`]*)`", said):
        return f"{missing[1]} is missing"
    if unknown := re.search(r"unknown field `([^`]*)`", said):
        return f"there is no setting {unknown[1]}"
    if key.rpartition(".")[2] in _SECRETS:
        return 'expected where the secret is: { env = "NAME" } or { file = "/path/of/a/file" }'
    if kind := re.search(r"Expected `(\w+)", said):
        return f"expected {_SAID.get(kind[1], kind[1])}"
    return said


def read(raw: Mapping[str, Any], file: str) -> Channels:
    """The channels of a config's tables. Raises FrontdeskError(wrong_file) naming file and key."""
    try:
        return msgspec.convert(dict(raw), Channels)
    except msgspec.ValidationError as error:
        said = str(error)
        key = ".".join(part for part in _AT.findall(said)[-1:] for part in part if part) if _AT.search(said) else ""
        problem = f"channels{'.' + key if key else ''}: {_expected(key, said.partition(' - at')[0])}"
        raise FrontdeskError("wrong_file", file=file, problem=problem) from None
