"""What the database says when something goes wrong, as errors of the closed table."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from frontdesk.base.errors import FrontdeskError

AGAIN = ("40P01", "40001", "55P03")
"""PostgreSQL: deadlock, serialization failure, lock not available; the transaction may simply run again."""


def is_busy(error: DBAPIError) -> bool:
    """True when the same transaction may succeed if it is run again."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in AGAIN
    text = str(error.orig)
    return "database is locked" in text or "database table is locked" in text or "database schema is locked" in text


def of_driver(error: Exception, where: str) -> Exception:
    """What a bare driver's connection said, as an error of the closed table; unchanged where it is none of them."""
    wrapped = error if isinstance(error, DBAPIError) else DBAPIError("", None, error)
    return translate(wrapped, where) or error


def translate(error: DBAPIError, where: str) -> FrontdeskError | None:
    """The error a person can act on, or None where it is a fault of ours."""
    text = str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if "slot_taken" in text or "guard_claim_overlap" in text:
        return FrontdeskError("slot_taken", what="")
    if "ck_session_seats" in text:
        return FrontdeskError("session_full", left=0, party=1)
    if "uq_seat_session_id_customer_id" in text or "seat.session_id, seat.customer_id" in text:
        return FrontdeskError("already_booked", customer="")
    if is_busy(error):
        return FrontdeskError("database_locked", path=where)
    if "readonly database" in text or "read-only" in text or state == "25006":
        return FrontdeskError("database_read_only", path=where)
    if "file is not a database" in text or "file is encrypted" in text:
        return FrontdeskError("database_not_one", path=where)
    if "malformed" in text or "disk I/O error" in text:
        return FrontdeskError("database_damaged", path=where)
    if "disk is full" in text or state == "53100":
        return FrontdeskError("database_full")
    if "unable to open database file" in text:
        return FrontdeskError("database_missing", path=where)
    if error.connection_invalidated or state in ("57P01", "57P02", "57P03", "08006", "08001", "08003"):
        return FrontdeskError("database_unreachable", problem=text.splitlines()[0] if text else "")
    if state is None and "connection" in text and "psycopg" in type(error.orig).__module__:
        return FrontdeskError("database_unreachable", problem=text.splitlines()[0])
    return None
