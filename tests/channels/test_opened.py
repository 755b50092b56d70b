"""A channel by its name, from the config as it is written, with nothing imported that it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.opened import open_channel
from frontdesk.channels.settings import Channels
from tests.channels.conftest import now

CONFIG = """
[email]
sender = "Peluquería Norte <hola@norte.example>"
smtp = "smtp://mail.norte.example:587"
user = "hola"
password = { env = "MAIL_PASSWORD" }

[sms]
account = "AC00000000000000000000000000000000"
sender = "+34910000000"
token = { env = "SMS_TOKEN" }

[telegram]
token = { env = "TELEGRAM_TOKEN" }

[whatsapp]
phone = "1"
token = { env = "META_TOKEN" }
secret = { env = "META_SECRET" }
verify = { env = "META_VERIFY" }

[instagram]
account = "1"
token = { env = "META_TOKEN" }
secret = { env = "META_SECRET" }
verify = { env = "META_VERIFY" }
"""
SETTINGS = msgspec.toml.decode(CONFIG, type=Channels)
NAMES = ("email", "sms", "telegram", "whatsapp", "instagram")


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_by_its_name(name: str) -> None:
    channel = open_channel(name, SETTINGS, now)
    assert channel.name == name
    channel.close()


@pytest.mark.parametrize("name", [*NAMES, "fax", ""])
def test_one_that_is_not_in_the_config(name: str) -> None:
    with pytest.raises(FrontdeskError) as caught:
        open_channel(name, Channels(), now)
    assert caught.value.params["field"] == f"channels.{name}"


@pytest.mark.parametrize(
    ("name", "variable", "key"),
    [("email", "MAIL_PASSWORD", "password"), ("sms", "SMS_TOKEN", "token"), ("telegram", "TELEGRAM_TOKEN", "token"),
     ("whatsapp", "META_SECRET", "secret"), ("instagram", "META_VERIFY", "verify")],
)  # fmt: skip
def test_a_secret_that_is_missing(name: str, variable: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(variable)
    with pytest.raises(FrontdeskError) as caught:
        open_channel(name, SETTINGS, now)
    assert caught.value.params["field"] == f"channels.{name}.{key}"


def test_a_secret_in_a_file_others_may_read(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("a" * 32)
    secret.chmod(0o644)
    config = CONFIG.replace('token = { env = "SMS_TOKEN" }', f'token = {{ file = "{secret}" }}')
    settings = msgspec.toml.decode(config, type=Channels)
    with pytest.raises(FrontdeskError):
        open_channel("sms", settings, now)
    secret.chmod(0o600)
    assert open_channel("sms", settings, now).name == "sms"


@pytest.mark.parametrize(
    ("name", "unwanted"),
    [
        ("email", ("httpx2", "imap_tools")),
        ("sms", ("httpx2", "smtplib", "imap_tools")),
        ("telegram", ("httpx2", "imap_tools")),
    ],
)
def test_only_what_is_needed_is_imported(name: str, unwanted: tuple[str, ...]) -> None:
    code = (
        "import sys; from frontdesk.channels.opened import open_channel; "
        "from tests.channels.test_opened import SETTINGS; "
        f"before = {{*sys.modules}}; open_channel({name!r}, SETTINGS, float); "
        f"print(sorted({set(unwanted)!r} & ({{*sys.modules}} - before)))"
    )
    root = Path(__file__).parents[2]
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert found.stdout.strip() == "[]"
