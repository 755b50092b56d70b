"""A real server on 127.0.0.1 in a thread, and plain HTTP to it."""

from __future__ import annotations

import contextlib
import http.client
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from frontdesk.channels.protocol import Channel
from frontdesk.desk.desk import Desk
from frontdesk.web import app, serving
from frontdesk.web.settings import Front


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.text = body.decode("utf-8")

    def __repr__(self) -> str:
        return f"<{self.status} {self.text[:400]}>"


class Site:
    """The server as its visitors see it. Redirects are not followed."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.host, self.port = address
        self.url = f"http://{self.host}:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused before it was all sent
                connection.request(method, path, body, dict(headers or {}), encode_chunked=True) if not isinstance(
                    body, (bytes, type(None))
                ) else connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **headers: str) -> Answer:
        """A form sent from our own page, unless the headers say otherwise."""
        said = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, urlencode(fields or {}).encode(), {k: v for k, v in said.items() if v})


@contextlib.contextmanager
def served(desk: Desk, channels: Mapping[str, Channel] | None = None, front: Front | None = None) -> Iterator[Site]:
    """A site while the block runs."""
    ready = threading.Event()
    with serving.listen("127.0.0.1", 0) as listening:
        server = serving.Server(app.make(desk, channels or {}, front or Front()), ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert ready.wait(20)
        try:
            yield Site(listening.getsockname()[:2])
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()
