"""What WhatsApp and Instagram share: signed webhooks, the handshake that registers them, errors, files."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from frontdesk.base.errors import N_
from frontdesk.channels import http
from frontdesk.channels.limits import LARGEST_FILE
from frontdesk.channels.protocol import ChannelError, Forged

_LATER = frozenset({4, 17, 32, 613, 80007, 130429, 131016, 131048, 131056, 131057, 133004})
"""Codes of too much, or of maintenance; some come with status 400."""

_FILES = (".fbsbx.com", ".fbcdn.net", ".cdninstagram.com")
"""Where files lie; nothing is fetched from elsewhere."""


def verify(body: bytes, headers: Mapping[str, str], secret: str) -> None:
    """Raises Forged where X-Hub-Signature-256 is not the HMAC-SHA256 of the raw bytes with the app's secret."""
    expected = f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
    given = headers.get("x-hub-signature-256", "")
    if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
        raise Forged


def challenge(query: Mapping[str, str], word: str) -> str:
    """What the handshake's GET is answered with. Raises Forged where ``word`` is not the one agreed."""
    given = query.get("hub.verify_token", "")
    right = hmac.compare_digest(word.encode(), given.encode("utf-8", "replace"))
    if query.get("hub.mode") != "subscribe" or not right:
        raise Forged
    return query.get("hub.challenge", "")


def refuse(answer: http.Answer, *, sends: bool = False) -> None:
    """Raises ChannelError where the Graph API says no."""
    error = _error(answer)
    again = error.get("code") in _LATER or error.get("is_transient") is True
    http.refuse(answer, _words, sends=sends, again=again)


def entries(told: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """The entries of a webhook about ``kind``. Raises ValueError where it is about something else."""
    if told.get("object") != kind or not isinstance(told.get("entry"), list):
        raise ValueError(f"not about {kind}")
    return [entry for entry in told["entry"] if isinstance(entry, dict)]


def file(client: http.Http, place: str, api: str, headers: Mapping[str, str]) -> bytes:
    """The file at ``place``, which must be Meta's or the API's own (``api``). Raises ChannelError."""
    parts, own = urlsplit(place), urlsplit(api)
    meta = parts.scheme == "https" and (parts.hostname or "").endswith(_FILES)
    if not meta and (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        raise ChannelError(N_("the file is not at the provider's address"))
    answer = client.ask("GET", place, headers=headers, limit=LARGEST_FILE)
    refuse(answer)
    return answer.body


def _error(answer: http.Answer) -> dict[str, Any]:
    error = answer.json().get("error")
    return error if isinstance(error, dict) else {}


def _words(answer: http.Answer) -> str:
    error = _error(answer)
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    said = [str(one) for one in (error.get("message"), details) if one]
    return ": ".join(said)
