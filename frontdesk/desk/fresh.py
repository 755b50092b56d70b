"""A database on a fresh machine: a ready business to begin with, under the owner's own name and in the owner's language."""

from __future__ import annotations

import msgspec

from frontdesk.base import paths
from frontdesk.base.clock import Clock
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.ready import ready_path
from frontdesk.desk import setup
from frontdesk.desk.business_file import read
from frontdesk.desk.business_parts import BusinessFile
from frontdesk.desk.business_words import Unreadable, words
from frontdesk.desk.opening import create


def _undated(file: BusinessFile) -> BusinessFile:
    """Without the days on which the made-up people are away and the made-up house is closed: nobody would look for them."""
    replace = msgspec.structs.replace
    return replace(
        file,
        locations=tuple(replace(one, closures=()) for one in file.locations),
        resources=tuple(replace(one, overrides=(), absences=()) for one in file.resources),
    )


def make(url: str, clock: Clock, *, name: str, kind: str, language: str) -> None:
    """Make a database with a ready business (``base.ready``) of that language in it.

    Raises FrontdeskError (wrong_value, database_…), OSError; then nothing is left behind. A database that somebody else made
    meanwhile stays (already_set_up).
    """
    file = read(ready_path(kind, language))
    try:
        called = words(name)
    except Unreadable as error:
        raise FrontdeskError(
            "wrong_value", field="name", problem=N_("expected {expected}"), expected=error.expected
        ) from None
    business = msgspec.structs.replace(file.business, name=called)
    try:
        desk = create(url, clock)
        try:
            setup.init_with(desk, _undated(msgspec.structs.replace(file, business=business)))
        finally:
            desk.close()
    except FrontdeskError as error:
        if error.code not in ("already_set_up", "database_locked"):
            paths.forget(url)
        raise
    except BaseException:
        paths.forget(url)
        raise
