"""Feasts, and days that are said by one: ``the Thursday before Christmas``."""

from __future__ import annotations

import re

from frontdesk.language.when.feasts import feast
from frontdesk.language.when.said_day import SaidDay


class FeastDays(SaidDay):
    """Feasts as ordinals: the next, unless a year is said. Raises ValueError for one that is not known."""

    def feast_this_year(self) -> int:
        return feast(self._parts["feast"] or "", self.date.year)

    def a_feast(self) -> int:
        name, year = self._parts["feast"] or "", self.year()
        if year is not None:
            return feast(name, year)
        this = feast(name, self.date.year)
        return this if this >= self.today else feast(name, self.date.year + 1)

    def beside_feast(self) -> int:
        """``the second Tuesday after Easter``, ``the Thursday before Christmas``."""
        day = self.a_feast()
        if " before " in self._of[0]:
            return day - ((day - 1 - (self.weekday or 0)) % 7 or 7)
        return day + (((self.weekday or 0) - day + 1) % 7 or 7) + 7 * ((self.number("nth") or 1) - 1)

    def beyond_feast(self) -> int | None:
        """``después de Navidad`` is no day; what counts from it is read elsewhere: ``two days after Christmas``."""
        if re.search(r"(?<![^ ])(?:u[a-z]+|w\d) $", self._of.string[: self._of.start()]):
            return None
        day = self.a_feast()
        self.rough.add(day)
        return day

    def last_feast(self) -> int:
        name = self._parts["feast"] or ""
        this = feast(name, self.date.year)
        return this if this < self.today else feast(name, self.date.year - 1)
