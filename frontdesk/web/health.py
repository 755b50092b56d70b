"""For whoever watches over the process: is it alive, and can it work."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.web.threads import Threads


def routes(desk: Desk, threads: Threads) -> list[Route]:
    """``/health``: it answers; ``/ready``: the database does too and fits this program (else 503 and the error's code)."""

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    def examined() -> Response:
        try:
            desk.examine()
        except FrontdeskError as error:
            return PlainTextResponse(error.code, 503)
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        return await threads.run(examined)

    return [Route("/health", health), Route("/ready", ready)]
