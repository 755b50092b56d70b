"""The emergency sheet: today and tomorrow on disk, as text that any pager shows when the database or the program is broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.base import failure_log, paths
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.duty import day_sheet, sheet_text
from frontdesk.language.dates import moment_words
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.desk.work import Work

EVERY = 180
"""Seconds that pass at least between two writings."""
LONG_AGO = 1
"""A day (ordinal) seen from which every date is told with its year."""
LOOK_EVERY = 5
"""Seconds between two looks whether it is time."""


class Keeper:
    """Keeps the sheet of one database as new as it may be; one thread calls it. The times are the desk's clock's."""

    def __init__(self, desk: Desk, *, resting: Callable[[], bool] = lambda: True, path: Path | None = None) -> None:
        """``resting``: whether nobody would notice the work just now."""
        self._desk = desk.itself()
        self.path = path or paths.emergency_sheet(desk.store.where)
        self._resting = resting
        self._looked = 0.0
        self._known: tuple[int, int] | None = None
        self.problem = ""
        """Why it could not be written; empty: it could."""

    def tick(self) -> bool:
        """Write the sheet where something changed and it is time; whether it was written. Never raises."""
        now = self._desk.clock.seconds()
        if 0 <= now - self._looked < LOOK_EVERY or not self._resting():
            return False
        self._looked = now
        try:
            if self._is_young(now):
                return False
            state = (self._desk.seq(), self._desk.today())
            if state == self._known and self.path.exists():
                os.utime(self.path, (now, now))  # it still says what is so
                return False
            write(self._desk, self.path)
            self._known, self.problem = state, ""
        except FrontdeskError as error:
            self.problem = str(error)  # what is on disk is all there is: it stays
            return False
        except OSError as error:
            self.problem = str(error)
            return False
        except Exception as error:  # a fault of ours: whoever called has more to do than this
            if str(error) != self.problem:
                failure_log.write(error, now)
            self.problem = str(error)
            return False
        return True

    def _is_young(self, now: float) -> bool:
        """Whether it was written so lately, by whomever, that it is not written again yet."""
        age = age_of(self.path, now)
        return age is not None and 0 <= age < EVERY


def age_of(path: Path, now: float) -> float | None:
    """Seconds since the sheet was last known to be right; None: there is none."""
    try:
        return now - path.stat().st_mtime
    except OSError:
        return None


def write(desk: Desk, path: Path) -> None:
    """Write it whole or not at all, for nobody else's eyes. Raises FrontdeskError, OSError."""
    sheet = desk.read(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(sheet)
            file.flush()
            os.fsync(file.fileno())
        now = desk.clock.seconds()
        os.utime(part, (now, now))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def text(work: Work) -> str:
    """Today and tomorrow at every location."""
    found: list[str] = []
    places = list(work.rules.house.places)
    for place in places:
        zone, today = work.rules.zone(place), work.day_of(work.minute, place)
        if not found:
            when = moment_words(work.minute, zone, LONG_AGO)
            found.append(_("EMERGENCY SHEET: how things stood on {moment}.").format(moment=when))
            found.append(_("What was agreed on since is not here. Write down by hand what comes, and enter it later."))
            found.append("")
        location = place if len(places) > 1 else None
        for day in (today, today + 1):
            found.append(sheet_text.text(day_sheet.of(work, day, location)))
    return "\n".join(found)


def rewrite(desk: Desk) -> None:
    """Where there is a sheet, write it anew: somebody was erased."""
    path = paths.emergency_sheet(desk.store.where)
    if path.exists():
        try:
            write(desk.itself(), path)
        except (FrontdeskError, OSError):
            path.unlink(missing_ok=True)  # better none than one that still names them
