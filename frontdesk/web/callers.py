"""From which address a request comes, as far as that can be known, and how often it may come."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from frontdesk.web.settings import Rates

LONGEST_WAIT = 3600


def address(scope: Mapping[str, Any], proxies: int) -> str:
    """The caller's address; of IPv6 the network that one household or server has (/64).

    Behind ``proxies`` proxies of ours it is what the first of them added to X-Forwarded-For; whatever stands before was
    written by the caller. Where fewer addresses are there, the request did not come through them.
    """
    client = scope.get("client")
    peer = str(client[0]) if client else ""
    if proxies:
        told = [
            part.strip()
            for name, value in scope["headers"]
            if name == b"x-forwarded-for"
            for part in value.decode("latin-1").split(",")
        ]
        if len(told) >= proxies:
            return _network(told[-proxies]) or _network(peer) or peer
    return _network(peer) or peer


def _network(text: str) -> str:
    try:
        found = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


class Turnstile:
    """Counts what each address asks for; in the memory of this process."""

    def __init__(self, rates: Rates) -> None:
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._allowed = {name: parse(getattr(rates, name)) for name in Rates.__struct_fields__}

    def wait(self, kind: str, caller: str, now: float) -> int:
        """0 where the caller may come in; else after how many seconds to come again. ``now``: epoch seconds."""
        allowed = self._allowed[kind]
        if self._limiter.hit(allowed, kind, caller):
            return 0
        free_at = self._limiter.get_window_stats(allowed, kind, caller).reset_time
        return int(min(max(free_at - now + 1, 1), allowed.get_expiry(), LONGEST_WAIT))
