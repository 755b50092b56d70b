"""A provider on this machine: takes real requests, holds them against the descriptions, answers as a test wants."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from tests.channels.described import wrong_call

CLOSE = "close"
"""The request is read, and the connection closed without an answer."""

HANG = "hang"
"""The request is read, and nothing comes."""

HALF = "half"
"""Half an answer, then the connection is closed."""

RESET = "reset"
"""The connection is torn down before the request is read."""


class Call(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body[:1] == b"{" else None

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


class Reply(NamedTuple):
    status: int = 200
    body: Any = b""
    headers: dict[str, str] = {}


class Provider:
    """``replies`` are given one after the other, then ``usual`` for what is asked.

    ``wrong``: what was not as described; the fixture fails the test over it.
    """

    def begin(self) -> None:
        """As new, for the next test; whoever still hangs is let go."""
        self.over.set()
        self.calls: list[Call] = []
        self.replies: deque[Reply | str] = deque()
        self.usual: Callable[[Call], Reply] = lambda call: Reply(404)
        self.wrong: list[str] = []
        self.over = threading.Event()

    def __init__(self) -> None:
        self.over = threading.Event()
        self.begin()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.command, self.path, headers, body)
                provider.calls.append(call)
                provider.wrong += wrong_call(call.method, call.path, headers, body, call.json)
                reply = provider.replies.popleft() if provider.replies else provider.usual(call)
                self.close_connection = True
                if reply == HANG:
                    provider.over.wait(10)
                elif reply == HALF:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{")
                elif isinstance(reply, Reply):
                    content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                    self.send_response(reply.status)
                    for name, value in {"content-length": str(len(content)), **reply.headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(content)

            do_GET = do_POST = answer

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def process_request(self, request: Any, client_address: Any) -> None:
                if provider.replies and provider.replies[0] == RESET:
                    provider.replies.popleft()
                    request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    request.close()
                else:
                    super().process_request(request, client_address)

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
