"""What the web front is told when it starts."""

from __future__ import annotations

from msgspec import Struct


class Rates(Struct, frozen=True):
    """How often one address may ask, in the notation of ``limits``: shown pages, acts, webhooks, sent
    contact forms."""

    pages: str = "120/minute"
    acts: str = "20/minute"
    hooks: str = "1200/minute"
    forms: str = "30/hour"


class Front(Struct, frozen=True):
    """``url``: the public address, without a slash at its end; empty: as each request says. ``proxies``: how many of ours
    stand before us and add the address that called them to X-Forwarded-For. ``phone``: the business's, shown on pages.
    ``contact``: whether there is a contact form; ``contact_origins``: from whose pages it may be sent besides ours."""

    url: str = ""
    proxies: int = 0
    phone: str = ""
    contact: bool = True
    contact_origins: tuple[str, ...] = ()
    rates: Rates = Rates()
