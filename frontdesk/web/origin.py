"""Whether a form was sent from our own page: a link that somebody has must not be used by another site's form."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request


def is_own(request: Request, url: str) -> bool:
    """Whether a POST comes from our pages, or from no page at all. ``url``: our public address, empty: as asked for.

    Browsers say it in Sec-Fetch-Site; older ones name the page's origin, which must be ours. What is no browser (a mail
    provider's one-click POST) says neither and sends nobody's cookies; it has the link.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    if url:
        return _origin(origin) == _origin(url)
    return origin.partition("://")[2] == request.headers.get("host", "") != ""


def is_listed(request: Request, origins: Sequence[str]) -> bool:
    """Whether a POST comes from a page of one of these origins (``https://www.example.com``)."""
    origin = _origin(request.headers.get("origin", ""))
    return origin[1] is not None and origin in {_origin(one) for one in origins}


def _origin(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return "", None, None
