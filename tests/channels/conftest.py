"""Stand-ins for the providers, a clock that stands still, secrets in the environment."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.channels.limits import Timeouts
from frontdesk.channels.protocol import Outgoing
from tests.channels import mailbox
from tests.channels.provider import Provider

NOW = 1_795_417_200
"""2026-11-23T08:00:00+01:00"""

SHORT = Timeouts(connect=2.0, read=0.08)
"""For those who never answer."""

SECRETS = {
    "SMS_TOKEN": "a" * 32,
    "TELEGRAM_TOKEN": "123456:AAexample-token_1",
    "TELEGRAM_SECRET": "hook-secret",
    "META_TOKEN": "EAAGtoken",
    "META_SECRET": "app-secret",
    "META_VERIFY": "agreed word",
    "MAIL_PASSWORD": mailbox.PASSWORD,
}

MESSAGE = Outgoing(key="outbox-1", to="+34600111222", text="Hola, Lucía:\nmañana a las 10.")


def now() -> float:
    return NOW + 0.75


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Provider]:
    one = Provider()
    yield one
    one.stop()


@pytest.fixture
def provider(running_provider: Provider) -> Iterator[Provider]:
    """Fails the test where a request was not as the provider describes it."""
    running_provider.begin()
    yield running_provider
    assert running_provider.wrong == []
    running_provider.begin()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key; nobody trusts it who is not told to (SSL_CERT_FILE)."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@pytest.fixture(scope="session")
def dovecot(certificate: tuple[Path, Path]) -> Iterator[mailbox.Dovecot]:
    if reason := mailbox.missing():
        pytest.skip(reason)
    yield from mailbox.running(certificate)
