"""Who may do what (RULES.md, Roles; Law 9)."""

from __future__ import annotations

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.values import Actor

ROLES = ("employee", "reception", "manager", "admin")

_ALL = frozenset(ROLES)
_DESK = frozenset({"reception", "manager", "admin"})
_MANAGERS = frozenset({"manager", "admin"})
_ADMINS = frozenset({"admin"})

ALLOWED: dict[str, frozenset[str]] = {
    # own records only for an employee: see own_only()
    "read": _ALL,
    "book": _ALL,
    "change": _ALL,
    "customer": _ALL,
    "pay": _ALL,
    "undo": _ALL,
    "merge": _DESK,
    "inquiry": _DESK,
    "waive": _MANAGERS,
    "overlap": _MANAGERS,
    "delete": _MANAGERS,
    "internal": _MANAGERS,
    "export": _MANAGERS,
    "import": _MANAGERS,
    "settings": _MANAGERS,
    "erase": _MANAGERS,
    "users": _ADMINS,
    "database": _ADMINS,
}

SERVED_MONTHS = 24
"""An employee's own customers are those served within so many months."""


def require(actor: Actor, verb: str) -> None:
    """Raises FrontdeskError(not_allowed) when the role does not allow the verb."""
    if actor.role not in ALLOWED[verb]:
        raise FrontdeskError("not_allowed", role=actor.role, verb=verb)


def may(actor: Actor, verb: str) -> bool:
    """Whether the role allows the verb."""
    return actor.role in ALLOWED[verb]


def own_only(actor: Actor) -> bool:
    """Whether the actor sees and touches own customers and reservations only."""
    return actor.role == "employee"
