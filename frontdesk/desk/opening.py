"""From a database's address to a Desk."""

from __future__ import annotations

import getpass
from collections.abc import Sequence

from frontdesk.base.clock import Clock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import identity
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor
from frontdesk.desk.work import Work
from frontdesk.store.connection import Store


def open_desk(
    url: str,
    *,
    clock: Clock,
    user: str | None = None,
    token: str | None = None,
    dry_run: bool = False,
    lean: bool = False,
    sends_by: Sequence[str] = (),
) -> Desk:
    """Open a database that is set up. Raises FrontdeskError (database_…, not_set_up, not_found, not_allowed).

    ``lean``: with little memory for each connection, for a program that stays open. ``sends_by``: the channels for
    messages that the config here sets up.
    """
    store = Store(url, lean=lean)
    store.examine()
    desk = Desk(store, clock, identity.LOCAL, dry_run=dry_run, sends_by=sends_by)

    def present(work: Work) -> Actor:
        try:
            return identity.of_account(work, account(), store.is_owned(work.connection))
        except FrontdeskError:
            if user is None:
                raise
            return identity.NOBODY  # a token may still say who acts

    desk.actor = desk.read(present)
    return desk if user is None else desk.acting(user, token)


def account() -> str:
    """The OS account that runs this process."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def create(url: str, clock: Clock) -> Desk:
    """Make the tables in a new file or schema; the business comes by setup. Raises FrontdeskError (database_…)."""
    store = Store(url)
    store.create()
    store.examine()
    return Desk(store, clock, identity.LOCAL)
