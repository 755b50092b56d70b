"""The parts of what was said of a day, and what every rule may ask of them."""

from __future__ import annotations

import datetime as dt
import re


class SaidDay:
    """What a rule found of a day, the day it is today (``today``: an ordinal), and what of all that was read is doubtful."""

    def __init__(self, today: int, *, looking: bool = False, month_first: bool | None = False) -> None:
        self.today: int = today
        self.date: dt.date = dt.date.fromordinal(today)
        self.looking = looking
        self.month_first = month_first
        self.ambiguous = False
        self.contradicted = False
        self.rough: set[int] = set()
        """Days in a week or a month that was named as a whole: none of it was said."""
        self.months: set[int] = set()
        """First days of months that were named as a whole."""
        self.odd: set[int] = set()
        """Days that were said with a weekday they are not."""
        self.lasts: dict[int, int | None] = {}
        """For the first of the days of a range that one rule read the last; None where it does not come after it."""
        self.far: dict[int, int | None] = {}
        """Days said without a year that come only in most of one, and the same one that has just been, if there was one."""
        self.swapped: dict[int, int] = {}
        """Days in two figures that either may be the month of, and what they are the other way round."""
        self._of: re.Match[str]
        self._parts: dict[str, str | None] = {}
        self._learned = False

    def _year_said(self) -> bool:
        parts, figures = self._parts, self._parts.get("figures") or ""
        given = any(parts.get(name) for name in ("year", "year2", "anyyear", "yearafter"))
        return given or figures.startswith(("iso", "big", "dmy")) or figures.count(":") > 1

    def number(self, name: str) -> int | None:
        said = self._parts.get(name)
        return None if said is None else int(said)

    @property
    def weekday(self) -> int | None:
        return self.number("w")

    @property
    def which(self) -> int:
        return 0 if self._parts.get("final") else self.number("nth") or 4

    def agreed(self, day: int) -> int | None:
        """The day, unless a weekday that was said with it contradicts."""
        weekday = self.weekday
        return day if weekday is None or (day - 1) % 7 == weekday else None

    def year(self) -> int | None:
        short = self.number("year2")
        if short is not None:
            return short + (2000 if short <= self.date.year % 100 + 20 else 1900)
        return self.number("year")

    def of_year(self, day: int, month: int, year: int | None) -> int:
        """A day and month; without a year the next one."""
        if year is not None:
            return dt.date(year, month, day).toordinal()
        found = [self._in_year(self.date.year + more, month, day) for more in range(9)]
        if self.looking and found[0] and found[0] >= self.today - 182:
            return found[0]
        coming = [day for day in found if day is not None and day >= self.today]
        return coming[0] if coming else no_such_day()

    @staticmethod
    def _in_year(year: int, month: int, day: int) -> int | None:
        try:
            return dt.date(year, month, day).toordinal()
        except ValueError:
            return None

    def month_begins(self, by: int) -> int:
        year, month = divmod(self.date.year * 12 + self.date.month - 1 + by, 12)
        return dt.date(year, month + 1, 1).toordinal()


def no_such_day() -> int:
    """There is no such day. Raises ValueError."""
    raise ValueError
