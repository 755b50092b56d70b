"""The customers' links: signed, bound to a reservation as it stands; a change of its time makes them void (Law 6).

They are bound to the customer too: one that was sent to somebody whose reservation is another's now opens nothing.
"""

from __future__ import annotations

import secrets

from frontdesk.desk.work import Work
from frontdesk.store import kept

SECRET = "links"
_VISIT, _OPT_OUT = "visit", "opt-out"


def _key(work: Work) -> str:
    found = kept.kept_text(work.connection, SECRET)
    return found or kept.keep_text(work.connection, SECRET, secrets.token_urlsafe(32))


def token(work: Work, reservation: int, schedule_version: int, customer: int) -> str:
    """What stands in the link of a visit."""
    from itsdangerous import URLSafeSerializer

    return str(URLSafeSerializer(_key(work), _VISIT).dumps([reservation, schedule_version, customer]))


def opt_out_token(work: Work, customer: int) -> str:
    """What stands in the link with which a customer wants no more marketing."""
    from itsdangerous import URLSafeSerializer

    return str(URLSafeSerializer(_key(work), _OPT_OUT).dumps(customer))


def read_visit(work: Work, given: str) -> tuple[int, int, int] | None:
    """The reservation (id), schedule version and customer (id) behind a link; None where it is none of ours."""
    found = _read(work, given, _VISIT)
    if isinstance(found, list) and len(found) == 3 and all(isinstance(one, int) for one in found):
        return found[0], found[1], found[2]
    return None


def read_opt_out(work: Work, given: str) -> int | None:
    """The customer (id) behind a link; None where it is none of ours."""
    found = _read(work, given, _OPT_OUT)
    return found if isinstance(found, int) else None


def _read(work: Work, given: str, salt: str) -> object:
    from itsdangerous import BadData, URLSafeSerializer

    secret = kept.kept_text(work.connection, SECRET)
    if secret is None or len(given) > 400:
        return None
    try:
        return URLSafeSerializer(secret, salt).loads(given)
    except BadData:
        return None
