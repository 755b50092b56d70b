"""Is the SQLite file that was opened still the one at its path? A file that was deleted can still be written, in vain."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from frontdesk.base.errors import FrontdeskError

Identity = tuple[int, int]
"""Device and number of a file."""


class Presence:
    """Watches one file; cheap enough for every transaction. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wal_path = f"{path}-wal"
        self._opened: Identity | None = None
        self._wal: Identity | None = None
        self._filled = False
        self._lock = threading.Lock()

    def note(self) -> None:
        """A connection was opened: from now on this file is expected."""
        with self._lock:
            if self._opened is None:
                self._opened = _identity(self._path)

    def replaced(self) -> bool:
        """Whether another file stands there now, which is expected from now on.

        Raises FrontdeskError (database_gone, database_replaced, database_damaged).
        """
        if self._opened is None:
            return False
        try:
            found = os.stat(self._path)
        except OSError:
            raise FrontdeskError("database_gone", path=str(self._path)) from None
        if found.st_size == 0 and self._filled:
            raise FrontdeskError("database_damaged", path=str(self._path))
        now = (found.st_dev, found.st_ino)
        with self._lock:
            if now == self._opened:
                self._filled = self._filled or found.st_size > 0
                if self._wal is None:
                    self._wal = _identity(self._wal_path)
                return False
            # SQLite would read the old file's log into the new one, which would be neither then
            if self._wal is not None and _identity(self._wal_path) == self._wal and os.path.getsize(self._wal_path):
                raise FrontdeskError("database_replaced", path=str(self._path))
            self._opened, self._wal = now, None
            return True


def _identity(path: Path | str) -> Identity | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
