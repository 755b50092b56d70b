"""What every request passes before anything reads it: how often, how large; and what every answer says of itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from frontdesk.web.callers import Turnstile, address
from frontdesk.web.settings import Front

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from frontdesk.base.clock import Clock

PAGE = 16 * 1024
FORM = 64 * 1024
HOOK = 256 * 1024
"""Bytes of a body."""
PATIENCE = 20
"""Seconds in which a body must have come."""

Refusal = Callable[[Request, int, dict[str, str]], Response]


class Gate:
    """ASGI middleware. ``refuse`` makes the answer for a status; ``policy`` is the Content-Security-Policy."""

    def __init__(self, app: ASGIApp, *, front: Front, clock: Clock, policy: str, refuse: Refusal) -> None:
        self._app = app
        self._front = front
        self._clock = clock
        self._refuse = refuse
        self._turnstile = Turnstile(front.rates)
        self._headers = {
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex, nofollow",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, said)
            return
        await self._app(scope, self._bounded(receive, self._longest(scope)), said)

    def _refusal(self, scope: Scope) -> Response | None:
        path, method = scope["path"], scope["method"]
        if path != "/health":
            kind = "pages" if method in ("GET", "HEAD") else "forms" if path == "/contact" else "acts"
            kind = "hooks" if path.startswith("/hooks/") else kind
            wait = self._turnstile.wait(kind, address(scope, self._front.proxies), self._clock.seconds())
            if wait:
                return self._refuse(Request(scope), 429, {"Retry-After": str(wait)})
        told = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not told.isdigit() or int(told[:20]) > self._longest(scope):
            return self._refuse(Request(scope), 413, {"Connection": "close"})
        return None

    @staticmethod
    def _longest(scope: Scope) -> int:
        path = scope["path"]
        return HOOK if path.startswith("/hooks/") else FORM if path == "/contact" else PAGE

    @staticmethod
    def _bounded(receive: Receive, longest: int) -> Any:
        """What does not say how long it is, is counted as it comes; what does not come is not waited for."""
        got, whole = 0, False
        late = asyncio.get_running_loop().time() + PATIENCE

        async def counted() -> Message:
            nonlocal got, whole
            try:
                async with asyncio.timeout_at(None if whole else late):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, headers={"Connection": "close"}) from None
            got += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if got > longest:
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        return counted
