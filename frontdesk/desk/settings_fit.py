"""Reservations to come that a change of the settings leaves without their hours, or without who does them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from frontdesk.base.codes import code_of
from frontdesk.desk.house import load
from frontdesk.desk.work import Work
from frontdesk.engine.hours import Hours, merged
from frontdesk.engine.values import House, Span
from frontdesk.store import reservations


def unfit(work: Work) -> list[str]:
    """The codes of reservations to come that fitted the rules this transaction began with and no longer do, by time.

    What stood outside before (booked outside on purpose) is nobody's news.
    """
    coming = reservations.coming_lines(work.connection, work.minute)
    after = load(work.connection)
    if not coming or after is None:
        return []
    window = min(row.starts for row in coming), max(row.ends for row in coming)
    before, now = _Fit(work.rules.house, window), _Fit(after.house, window)
    changed = [row for row in coming if before.concerns(row, after.house)]
    found = [row.reservation_id for row in changed if before.holds(row) and not now.holds(row)]
    return [code_of(number) for number in dict.fromkeys(found)]


def _taken(row: Any) -> Iterable[int]:
    return [number for number in (row.staff_id, *json.loads(row.resources)) if number is not None]


class _Fit:
    """Whether lines fit a house."""

    def __init__(self, house: House, window: Span) -> None:
        self.house = house
        self._hours = Hours(house, *window)
        self._open: dict[int, list[Span]] = {}

    def concerns(self, row: Any, other: House) -> bool:
        """Whether anything a line takes differs in the other house; cheap, so that only those few are looked at closely."""
        if row.service_id not in other.services:
            return True
        for number in _taken(row):
            mine, theirs = self.house.resources.get(number), other.resources.get(number)
            if mine != theirs or (mine is not None and self.house.places[mine.place] != other.places.get(mine.place)):
                return True
        return False

    def holds(self, row: Any) -> bool:
        """The service is sold, and everybody and everything the line takes is there all the while."""
        if row.service_id not in self.house.services:
            return False
        for number in _taken(row):
            one = self.house.resources.get(number)
            if one is None or (one.services is not None and one.kind == "staff" and row.service_id not in one.services):
                return False
            if not any(start <= row.starts and row.ends <= end for start, end in self._spans(number)):
                return False
        return True

    def _spans(self, number: int) -> list[Span]:
        found = self._open.get(number)
        if found is None:
            found = self._open[number] = merged((one.start, one.end) for one in self._hours.openings(number))
        return found
