"""uvicorn, with what a process of ours does: it says where it listens, and ends when it is told to."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

MOST = 200
"""Requests at once; more are told to come again."""
LAST_WORDS = 10
"""Seconds that what has begun may take after the end was asked for."""


class Server(uvicorn.Server):
    """Runs in whatever thread calls ``run``; ``should_exit`` ends it. ``told`` is called once it answers."""

    def __init__(self, app: Any, told: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,  # addresses of pages are keys
                proxy_headers=False,  # X-Forwarded-For is read by ourselves
                server_header=False,
                limit_concurrency=MOST,
                timeout_graceful_shutdown=LAST_WORDS,
            )
        )
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._told()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End at SIGTERM and SIGINT, and be done with it: they are not raised again afterwards."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. ``port`` 0: any that is free. Raises OSError."""
    family, _kind, _protocol, _name, where = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    return socket.create_server(where[:2], family=family, backlog=512)


def address(listening: socket.socket) -> str:
    """Where it listens, as an address for a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
