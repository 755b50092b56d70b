"""What the providers tell us. Believed only with a signature over the raw bytes; whatever comes twice counts once.

A provider sends again what was not answered with 200. So 200 is said of all that sending again would not mend, such as
what cannot be read or is none of ours; 503 where the database is away, 500 where we failed ourselves.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from frontdesk.base import failure_log
from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.protocol import Channel, Forged, News, Received
from frontdesk.desk.desk import Desk
from frontdesk.desk.messages import receiving
from frontdesk.web.threads import Threads

HOOKS = {"telegram": "telegram", "whatsapp": "whatsapp", "instagram": "instagram", "twilio": "sms"}
"""The last part of a webhook's address, and which channel it belongs to."""
_CHALLENGED = frozenset({"whatsapp", "instagram"})
_THANKS = {"twilio": ('<?xml version="1.0" encoding="UTF-8"?><Response/>', "application/xml")}


class Webhooks:
    """The webhooks of the channels that are set up. ``url``: the public address, over which Twilio signs."""

    def __init__(self, desk: Desk, channels: Mapping[str, Channel], url: str, threads: Threads) -> None:
        self._desk = desk.itself()
        self._channels = channels
        self._url = url
        self._threads = threads
        self._turns = {name: threading.Lock() for name in channels}  # a channel is not thread-safe

    def routes(self) -> list[Route]:
        """One route for each channel that is there, and one for the handshake of those that have one."""
        found = []
        for hook, channel in HOOKS.items():
            if channel in self._channels:
                found.append(Route(f"/hooks/{hook}", self._told(hook, channel), methods=["POST"]))
                if hook in _CHALLENGED:
                    found.append(Route(f"/hooks/{hook}", self._asked(channel), methods=["GET"]))
        return found

    def _asked(self, name: str) -> Any:
        async def challenge(request: Request) -> Response:
            channel: Any = self._channels[name]
            try:
                return PlainTextResponse(channel.challenge(dict(request.query_params)))
            except Forged:
                return PlainTextResponse("", 403)

        return challenge

    def _told(self, hook: str, name: str) -> Any:
        async def told(request: Request) -> Response:
            body = await request.body()
            query = f"?{request.url.query}" if request.url.query else ""
            url = f"{self._url}{request.url.path}{query}" if self._url else str(request.url)
            status = await self._threads.run(self._take, name, body, dict(request.headers), url)
            text, kind = _THANKS.get(hook, ("", "text/plain"))
            return Response(text if status == 200 else "", status, media_type=kind)

        return told

    def _take(self, name: str, body: bytes, headers: Mapping[str, str], url: str) -> int:
        """Take over what was told; the status to answer with."""
        try:
            with self._turns[name]:
                news = self._channels[name].decode(body, headers, url)
        except Forged:
            return 403
        except ValueError as error:  # it is from the provider, and will be no better the next time
            self._log(error)
            return 200
        except Exception as error:
            self._log(error)
            return 500
        status = 200
        for one in news:
            status = max(status, self._keep(one))
        return status

    def _keep(self, one: News) -> int:
        messages = self._desk.messages
        try:
            if isinstance(one, Received):
                messages.receive(receiving.incoming(one))
            else:
                messages.told(one.channel, one.external_id, one.state, one.at, one.problem, one.key)
        except FrontdeskError as error:
            self._log(error)
            return 503 if error.code.startswith("database_") else 200
        except Exception as error:
            self._log(error)
            return 500
        return 200

    def _log(self, error: Exception) -> None:
        failure_log.write(error, self._desk.clock.seconds())
