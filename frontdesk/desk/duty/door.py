"""The use cases of the desk's shifts, as ``desk.duty``: for screens, commands and workers (Law 1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.desk.duty import calls, day_sheet, handover, lost_demand, seen
from frontdesk.desk.duty.values import CallList, DaySheet, Handover, LostDemand, LostWish, ToCall

if TYPE_CHECKING:
    from frontdesk.base.progress import Progress
    from frontdesk.desk.desk import Desk
    from frontdesk.desk.duty.emergency import Keeper


class Duty:
    """Every method may raise FrontdeskError."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # calls ------------------------------------------------------------------------------------------------------------

    def calls(self, location: int | None = None, day: int | None = None) -> CallList:
        """Who is to be called about a business day (ordinal); left out: about the next open one."""
        return self._desk.read(lambda work: calls.listed(work, location, day))

    def log_call(self, code: str, outcome: str, *, version: int | None = None) -> ToCall:
        """What came of a call (values.OUTCOMES); ``confirmed`` confirms the reservation. One operation, one undo."""
        return self._desk.write(lambda work: calls.log(work, code, outcome, version))

    # handover ---------------------------------------------------------------------------------------------------------

    def come(self) -> int:
        """The user is at the screens from now on; returns what ``go`` needs."""
        return self._desk.write(seen.come)

    def go(self, came: int) -> None:
        """The user leaves the screens."""
        self._desk.write(lambda work: seen.go(work, came))

    def handover(self, since: int | None = None, location: int | None = None) -> Handover:
        """What changed since a moment (epoch seconds; left out: since the user's last session), and what waits."""
        return self._desk.read(lambda work: handover.of(work, since, location))

    # lost demand ------------------------------------------------------------------------------------------------------

    def lose(self, wish: LostWish) -> LostDemand:
        """Write down what somebody asked for and could not have. Raises FrontdeskError (not_found, wrong_value, …)."""
        return self._desk.write(lambda work: lost_demand.add(work, wish))

    def lost(self, first: int, last: int, location: int | None = None, service: int | None = None) -> list[LostDemand]:
        """What could not be had on these business days (ordinals, both included), the latest first."""
        return self._desk.read(lambda work: lost_demand.listed(work, first, last, location, service))

    # paper ------------------------------------------------------------------------------------------------------------

    def day_sheet(self, day: int, location: int | None = None) -> DaySheet:
        """A business day (ordinal) for paper."""
        return self._desk.read(lambda work: day_sheet.of(work, day, location))

    def print_day_sheet(
        self,
        path: Path,
        day: int,
        location: int | None = None,
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
        dry_run: bool = False,
    ) -> int:
        """Write a day's sheet as text or PDF, by the file's ending; returns how many visits are on it.

        Raises FrontdeskError (wrong_value, wrong_file, file_exists, interrupted).
        """
        from frontdesk.desk.duty import printing

        desk = self._desk.trying() if dry_run else self._desk
        return printing.write(desk, path, day, location, overwrite=overwrite, progress=progress)

    def keeper(self, resting: Callable[[], bool] = lambda: True) -> Keeper:
        """Who keeps the emergency sheet of this database."""
        from frontdesk.desk.duty.emergency import Keeper

        return Keeper(self._desk, resting=resting)
