"""The web front put together: gate, pages, webhooks, health; one desk for all of it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from frontdesk.base import failure_log
from frontdesk.channels.protocol import Channel
from frontdesk.desk.desk import Desk
from frontdesk.web import health
from frontdesk.web.contact import Contact
from frontdesk.web.gate import Gate
from frontdesk.web.pages import Pages
from frontdesk.web.rendering import Renderer
from frontdesk.web.settings import Front
from frontdesk.web.threads import Threads
from frontdesk.web.webhooks import Webhooks


def make(desk: Desk, channels: Mapping[str, Channel], front: Front) -> Gate:
    """The ASGI app. The desk is the caller's to close."""
    threads, renderer = Threads(), Renderer(front)

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return renderer.problem(request, error.status_code, error.headers)

    async def failed(request: Request, error: Exception) -> Response:
        failure_log.write(error, desk.clock.seconds())
        return renderer.problem(request, 500)

    inside = Starlette(
        routes=[
            *Pages(desk, renderer, front.url, threads).routes(),
            *Contact(desk, renderer, front, threads).routes(),
            *Webhooks(desk, channels, front.url, threads).routes(),
            *health.routes(desk, threads),
        ],
        exception_handlers={HTTPException: refused, 500: failed},
    )
    inside.router.redirect_slashes = False
    return Gate(inside, front=front, clock=desk.clock, policy=renderer.policy, refuse=renderer.problem)
