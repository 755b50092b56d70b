"""What is left of an erased customer outside the rows: free pages, the log, and backups that still know the name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from frontdesk.store.connection import Store


def forget(store: Store, public: Sequence[str]) -> None:
    """Remember, outside every backup, that customers (``C42``) or inquiries (``Q12``) were erased, and overwrite what the
    file still holds."""
    path = erased_list(store)
    if path is None:
        return
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a") as file:
        file.writelines(f"{one}\n" for one in public)
    store.scrub()


def erased_list(store: Store) -> Path | None:
    """The file beside a SQLite database that lists who was erased."""
    return store.path.with_name(store.path.name + ".erased") if store.path is not None else None


def erased_beside(store: Store) -> list[str]:
    """Who was erased, public ids."""
    path = erased_list(store)
    return path.read_text().split() if path is not None and path.exists() else []
