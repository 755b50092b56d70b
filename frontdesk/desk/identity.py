"""Who acts (RULES.md): the local admin of a database without users, the user an OS account is bound to, or a token's."""

from __future__ import annotations

import hmac
import secrets

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import folded
from frontdesk.desk.values import Actor, User
from frontdesk.desk.work import Work
from frontdesk.store import rules

LOCAL = Actor("admin", "admin")
SYSTEM = Actor("frontdesk", "admin")
"""What the program does by itself (pending reservations that expire)."""

WEB = Actor("web", "reception")
"""Whoever holds a customer's link; what it opens, and how far, is checked where links are read."""

NOBODY = Actor("", "employee")


def token_digest(token: str) -> str:
    """What is stored of a token: tokens are long and random, so a plain digest is enough."""
    import hashlib

    return hashlib.sha256(token.encode()).hexdigest()


def users(work: Work) -> list[User]:
    """Every active user."""
    work.require("users")
    names = work.rules.names
    return [
        User(row.name, row.role, names.get(row.resource_id), row.account, row.token_hash is not None)
        for row in work.rules.users
    ]


def give_token(work: Work, name: str) -> str:
    """A new token for a user, who may act as themselves too. Raises FrontdeskError (not_found, not_allowed)."""
    found = next((user for user in work.rules.users if folded(user.name) == folded(name)), None)
    if found is None or found.name != work.actor.name:
        work.require("users")
    if found is None:
        raise FrontdeskError("not_found", kind="user", name=name)
    token = secrets.token_urlsafe(24)
    rules.set_token(work.connection, found.id, token_digest(token))
    rules.stir(work.connection)
    work.record("user.token", "user", found.id, found.version + 1, {"id": found.id, "token": True})
    return token


def of_account(work: Work, account: str, owner: bool) -> Actor:
    """Who acts when nobody is named: the user an OS account is bound to, else the owner of the database as its admin.

    ``owner``: the account owns the file (or schema), so that nothing here could keep it out anyway. Raises
    FrontdeskError(not_a_user) for any other account where users exist.
    """
    users = work.rules.users
    if not users:
        return LOCAL
    for user in users:
        if user.account and user.account == account:
            return Actor(user.name, user.role, user.resource_id)
    if owner:
        return LOCAL
    raise FrontdeskError("not_a_user", account=account)


def actor(work: Work, name: str, token: str | None, present: Actor) -> Actor:
    """A named user: with the user's token, or when an admin says so. Raises FrontdeskError (not_found, not_allowed)."""
    users = work.rules.users
    if not users and folded(name) == folded(LOCAL.name):
        return LOCAL
    found = next((user for user in users if folded(user.name) == folded(name)), None)
    if found is None:
        raise FrontdeskError("not_found", kind="user", name=name)
    proven = token is not None and found.token_hash and hmac.compare_digest(found.token_hash, token_digest(token))
    if token is not None and not proven:
        raise FrontdeskError("not_allowed", role=present.role, verb="as")
    if proven or present.role == "admin" or (present.name == found.name and present.name):
        return Actor(found.name, found.role, found.resource_id)
    raise FrontdeskError("not_allowed", role=present.role, verb="as")
