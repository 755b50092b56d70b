"""One request to a provider, and what its failures mean for a message: again, never, or nobody knows."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from frontdesk.base.errors import N_
from frontdesk.channels import payload, texts
from frontdesk.channels.limits import LARGEST_ANSWER, Timeouts
from frontdesk.channels.protocol import ChannelError

if TYPE_CHECKING:
    import httpx2

AGAIN = frozenset({408, 425, 429})
"""Answers below 500 that are no refusal: the provider did not want it now."""

NO_ANSWER = 504
"""A gateway that waited for its own server in vain: the message may have gone."""

LONGEST = 120.0
"""Seconds for the whole of an answer, however slowly it drips."""


class Answer(Struct, frozen=True):
    """What came back. ``headers``: names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def after(self) -> int | None:
        """Seconds the provider wants to be left in peace, where it names them."""
        named = self.headers.get("retry-after", "")
        return int(named) if named.isascii() and named.isdigit() and len(named) < 7 else None

    def json(self) -> dict[str, Any]:
        """The object it holds; empty where it holds none."""
        try:
            return payload.parsed(self.body)
        except ValueError:
            return {}


class _Left:
    """Whether the whole request has left this machine; httpcore tells, step by step."""

    def __init__(self) -> None:
        self.whole = False
        self._proxy = False

    def __call__(self, step: str, about: dict[str, Any]) -> None:
        if step.endswith(".send_request_body.started"):
            self._proxy = about["request"].method == b"CONNECT"
        elif step.endswith(".send_request_body.complete") and not self._proxy:
            self.whole = True


class Http:
    """Asks one provider. A connection serves one request: one that was kept may be closed at the other end just as a
    message leaves, and then nobody knows whether it has gone."""

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        self._client: httpx2.Client | None = None

    def ask(
        self,
        method: str,
        url: str,
        *,
        sends: bool = False,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        limit: int = LARGEST_ANSWER,
        follow: bool = False,
    ) -> Answer:
        """The answer, whatever its status. Raises ChannelError where none came or it is longer than ``limit`` bytes.

        ``sends``: a message goes with it, so that after it has left nobody knows; otherwise it may be asked again.
        ``follow``: redirections are followed, without the headers that say who we are.
        """
        import httpx2

        left = _Left()
        try:
            with self._opened().stream(
                method, url, headers=headers, params=query, json=json, data=form, follow_redirects=follow,
                extensions={"trace": left},
            ) as response:  # fmt: skip
                body = _body(response, limit)
                return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, ValueError):
            # not their words, which may hold the address, which may hold a token
            raise ChannelError(N_("the provider's address or the credentials cannot be used")) from None
        except _TooLong:
            raise ChannelError(texts.FILE_TOO_LARGE, doubtful=sends) from None
        except (httpx2.HTTPError, OSError) as error:
            slow = isinstance(error, (httpx2.TimeoutException, TimeoutError))
            words = N_("the provider did not answer in time") if slow else N_("the provider cannot be reached")
            gone = sends and left.whole
            raise ChannelError(texts.said("" if slow else str(error), words), again=not gone, doubtful=gone) from None

    def close(self) -> None:
        """Give back what the client holds."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _opened(self) -> httpx2.Client:
        if self._client is None:
            import httpx2

            for name in ("httpx2", "httpcore2"):  # they log addresses and headers, and with them tokens
                logging.getLogger(name).setLevel(logging.WARNING)
            wait = self._timeouts
            self._client = httpx2.Client(
                timeout=httpx2.Timeout(wait.read, connect=wait.connect),
                limits=httpx2.Limits(max_keepalive_connections=0),
                verify=_certificates(),
            )
        return self._client


@cache
def _certificates() -> ssl.SSLContext:
    """Whom the system trusts; read once a process (15 ms)."""
    import httpx2

    return httpx2.create_ssl_context()


class _TooLong(Exception):
    """There is more of it than is taken."""


def _body(response: httpx2.Response, limit: int) -> bytes:
    parts, length, until = [], 0, time.monotonic() + LONGEST
    for part in response.iter_bytes():
        length += len(part)
        if length > limit:
            raise _TooLong
        if time.monotonic() > until:
            raise TimeoutError
        parts.append(part)
    return b"".join(parts)


def refuse(answer: Answer, words: Callable[[Answer], str], *, sends: bool = False, again: bool = False) -> None:
    """Raises ChannelError where the answer is none of success, in the provider's ``words``.

    ``again``: the provider's own codes say that it was only too much, or too early.
    """
    if 200 <= answer.status < 300:
        return
    problem = texts.said(words(answer), f"HTTP {answer.status}")
    if answer.status == NO_ANSWER and sends:
        raise ChannelError(problem, doubtful=True)
    later = again or answer.status in AGAIN or answer.status >= 500
    raise ChannelError(problem, again=later, after=answer.after if later else None)


def unreadable(sends: bool = True) -> ChannelError:
    """The provider said yes, and not what it calls it."""
    return ChannelError(N_("the provider's answer cannot be read"), again=not sends, doubtful=sends)
