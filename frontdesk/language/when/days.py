"""Which day somebody means: rules over codes, the longest first, the same in every language."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import partial

from frontdesk.language.when.day_meanings import MEANINGS
from frontdesk.language.when.day_rules import RULES, VAGUE
from frontdesk.language.when.days_of_feasts import FeastDays
from frontdesk.language.when.days_of_week import WeekDays
from frontdesk.language.when.feasts import nth_weekday
from frontdesk.language.when.rules import Line
from frontdesk.language.when.said_day import no_such_day
from frontdesk.language.when.spans import months_on, number_after

FAR = 300
"""Days from which on one that was said without its year is more likely one that has passed."""
OVER_MONTH = 10
"""How much less a last day is at least that is of the next month: “from the 28th to the 2nd”, but not “from 13 to 11”."""
LATEST = 50
"""Years from which on one is of another calendar, or a slip: nobody makes an appointment for it."""
_WAS = re.compile(r"(?<![^ ])was (?:the )?(?:_ |back |at ){0,3}(?:on |the |at |in )*$")
_HAS_BEEN = re.compile(r"(?:, |no )?was ")
_OR_ANOTHER = re.compile(r"(?<![^ ])d(?P<day>\d+) or (?:the |on )*(?P<other>o\d\d?) (?!x |u|w\d|of )")
_HOUR_COMES = re.compile(r"(?<![^ ])(?:las|la|at|about|past|from|and|n\d+) $")
_PAST_TOO = frozenset({"bare", "number", "dated"})
_YEARLESS = frozenset({"dated", "figures", "nth day", "nth of month", "feast"})


class Days(WeekDays, FeastDays):
    """Reads the days of a line of codes. ``today`` is an ordinal.

    ``looking``: somebody looks up a day rather than makes an appointment, so that a date without a year is the nearest one.
    ``month_first``: None where nobody can say whether ``5/6`` is in May or in June.
    """

    def read(self, line: Line) -> None:
        """Put ``d…`` (an ordinal) where a day was said, ``bad`` where what was said is none."""
        self._learn(line)
        for rule, meaning in RULES:
            line.apply(rule, partial(self._code, meaning))
        while other := _OR_ANOTHER.search(line.text):  # “on the 3rd or 4th”
            line.put_match(other, f"d{number_after(int(other['day']), int(other['other'][1:]))}", "other")
        for rule, meaning in VAGUE if not re.search(r"(?<![^ ])(?:d\d|bad )", line.text) else ():
            line.apply(rule, partial(self._code, meaning))

    def _learn(self, line: Line) -> None:
        """Who writes ``8/10 - 8/15`` has said with the second which of two figures is the month."""
        pairs = re.findall(r"(?<![^ ])(?:dmy|dm)(\d+):(\d+)", line.text)
        said = {int(other) > 12 for first, other in pairs if (int(first) > 12) != (int(other) > 12)}
        if len(said) == 1:
            self.month_first, self._learned = said.pop(), True

    def _code(self, meaning: str, match: re.Match[str]) -> str | None:
        self._of, self._parts = match, match.groupdict()
        doubt = self.ambiguous
        try:
            day = MEANINGS[meaning](self)
            if day is None:
                return None
            if day == 0:
                return "bad"
            was = _WAS.search(match.string[: match.start()]) or _HAS_BEEN.match(match.string, match.end())
            if meaning in _PAST_TOO and was and not self._year_said():
                day = self._been(meaning, day)
            if self.agreed(day) is None:
                self.ambiguous = self.contradicted = True
                if self._parts.get("figures") and "dot" in match[0]:
                    return "bad"  # “vie 7.6” is no Friday: it may as well be six past seven
                self.odd.add(day)
            said = dt.date.fromordinal(day)
            if said.year > self.date.year + LATEST:
                self.ambiguous = doubt
                return "bad"
            if meaning in _YEARLESS and day > self.today + FAR and not self._year_said():
                before = self._in_year(said.year - 1, said.month, said.day)
                self.far[day] = before if meaning != "feast" and before and before < self.today else None
            return f"d{day}"
        except (ValueError, OverflowError):
            self.ambiguous = doubt
            self.contradicted = True
            return "bad"

    def _been(self, meaning: str, day: int) -> int:
        """The day before today that is called like one to come: ``I came on Tuesday``."""
        if meaning == "bare":
            return self.recent()
        said = dt.date.fromordinal(day)
        if meaning == "number":
            months = (divmod(self.date.year * 12 + self.date.month - 1 - back, 12) for back in range(13))
            been = [self._in_year(year, month + 1, said.day) for year, month in months]
        else:
            been = [self._in_year(self.date.year - back, said.month, said.day) for back in range(9)]
        return next(one for one in been if one is not None and one <= self.today and self.agreed(one) is not None)

    def dated(self) -> int:
        number, month, year, last = self.number("num") or 0, self.number("month") or 0, self.year(), self.number("num2")
        until = self.number("month2") or month
        if (
            last is not None
            and until == month
            and number - last >= OVER_MONTH
            and self._of.start("num") < self._of.start("month")
        ):
            month, year = (
                (12, year and year - 1) if month == 1 else (month - 1, year)
            )  # “from the 28th to the 2nd of January”
        if year is not None and until < month:  # “30 December to 2 January 2027”: the year is the end's
            year -= 1
        first = self.of_year(number, month, year)
        if last is not None:
            begun = dt.date.fromordinal(first).year
            end = self._in_year(begun + (until < month), until, last)
            self.lasts[first] = end if end is not None and end > first else None
        return first

    def dated_alone(self) -> int | None:
        """``el pedido es 8 del 12``; the 8 of ``a las 8 del 12`` is an hour."""
        return None if _HOUR_COMES.search(self._of.string[: self._of.start()]) else self.dated()

    def yearly(self, by: int) -> int:
        """A day and month of the year before, or of this one."""
        return dt.date(self.date.year + by, self.number("month") or 0, self.number("num") or 0).toordinal()

    def dated_past(self) -> int:
        """``el 3 de marzo pasado``, the latest that has been."""
        this = self.yearly(0)
        return this if this <= self.today else self.yearly(-1)

    def one_of_several(self) -> int:
        """``a Saturday in January``: none of them was said."""
        self.ambiguous = True
        return 0

    def number_of_month(self) -> int | None:
        """``the 25th``: of this month, or of the next that has it where it is over; a weekday may need a later one."""
        day = self.number("num") or self.number("ord") or 0
        if not 1 <= day <= 31:
            return None
        coming = []
        for more in range(13):
            year, month = divmod(self.date.year * 12 + self.date.month - 1 + more, 12)
            found = self._in_year(year, month + 1, day)
            if found is not None and found >= self.today:
                coming.append(found)
        fitting = [one for one in coming if self.agreed(one) is not None]
        if not fitting or (self.looking and fitting[0] != coming[0]):
            return no_such_day()
        if fitting[0] != coming[0]:
            self.ambiguous = True
        return fitting[0]

    def near_number(self) -> int | None:
        """``viernes 27 noche``; where the number comes only months later on that weekday it is an hour: ``lunes 9 mañana``."""
        follows = self._of.string[self._of.end() :]
        if follows.startswith(("of ", "at p")) and (self.number("num") or 0) <= 12:
            return None  # “friday 4 in the afternoon”
        doubt, day = self.ambiguous, self.number_of_month()
        if self.ambiguous and not doubt and (self.number("num") or 0) <= 12:
            self.ambiguous, day = False, None
        return day

    def numbers_of_month(self) -> int | None:
        """``del 11 al 13``: the second is of the same month, or of the next where it is less."""
        first = self.number_of_month()
        if first is not None:
            end = number_after(first, self.number("num2") or 0)
            self.lasts[first] = end if end > first else None
        return first

    def of_month(self, by: int) -> int:
        year, month = divmod(self.date.year * 12 + self.date.month - 1 + by, 12)
        return dt.date(year, month + 1, self.number("num") or 0).toordinal()

    def nth(self, month: int, year: int | None) -> int:
        if year is not None:
            return nth_weekday(year, month, self.weekday or 0, self.which)
        this = nth_weekday(self.date.year, month, self.weekday or 0, self.which)
        return this if this >= self.today else nth_weekday(self.date.year + 1, month, self.weekday or 0, self.which)

    def nth_day(self) -> int:
        month, year = self.number("month") or 0, self.year()
        chosen = year or self.date.year
        day = calendar.monthrange(chosen, month)[1] if self.which == 0 else self.which
        return self.of_year(day, month, year)

    def nth_by_month(self, by: int, *, always: bool = True) -> int:
        """A weekday of a month; where it has passed of the next, unless it is ``always`` that month's."""
        begins = dt.date.fromordinal(self.month_begins(by))
        day = nth_weekday(begins.year, begins.month, self.weekday or 0, self.which)
        return day if always or day >= self.today else self.nth_by_month(by + 1)

    def nth_this_month(self) -> int:
        return self.nth_by_month(0, always="this" in self._of[0] or "current" in self._of[0])

    def weekend_of(self) -> int | None:
        self.ambiguous = True
        return self.number_of_month()

    def figures(self) -> int | None:
        """Dates in figures alone."""
        said = self._parts["figures"] or ""
        if said.startswith(("iso", "big")):
            plain = said[3:] if said.startswith("iso") else f"{said[3:7]}-{said[7:9]}-{said[9:]}"
            year, second, third = map(int, plain.split("-"))
            if second > 12 and said.startswith("iso") and not self.looking:  # “2024-13-01”: what is no month is the day
                second, third = third, second
            return dt.date(year, second, third).toordinal()
        first, other, *rest = map(int, re.findall(r"\d+", said))
        if rest and self._parts.get("yearafter"):
            return None
        if said[0].isdigit() and other > 12:
            return no_such_day()  # ``on 10.30``: figures with a point have the day first, if they are a date at all
        if after := self._parts.get("yearafter"):
            rest = [int(after)]
        given: int | None = rest[0] if rest else None
        if given is not None and given < 100:
            given += 2000 if given <= self.date.year % 100 + 20 else 1900
        order = self._order(first, other, given)
        if order is None:
            return 0
        day = self.of_year(*order, given)
        if after and len(after) == 2 and day < self.today and " / " not in self._of[0]:
            if int(after) <= 24:
                return None  # “20/11 12” is twelve o'clock
            return 0  # “14/4 90”: a number that stands apart is no year that has passed
        either = first <= 12 and other <= 12 and first != other and self.weekday is None
        if either and not self._learned and not said.startswith(("iso", "big")):
            self.swapped[day] = self.of_year(order[1], order[0], given)
        return day

    def of_era(self) -> int:
        """A year counted from Christ; there is no calendar here for those before."""
        if self._parts["era"] != "after":
            return 0
        return self.of_year(self.number("num") or 0, self.number("month") or 0, self.number("anyyear"))

    def a_month(self, by: int = 0) -> int | None:
        """A month named as a whole, put as its first day: doubtful. The one that goes on now is no day to come."""
        month, year = self.number("month") or 0, self.year()
        if year is None:
            if month == self.date.month and not by:
                return None
            passed = month <= self.date.month if by >= 0 else month < self.date.month
            year = self.date.year + (passed if by >= 0 else passed - 1)
        self.ambiguous = True
        day = dt.date(year, month, 1).toordinal()
        self.months.add(day)
        return day

    def about(self, *, months: int = 0, days: int = 0) -> int:
        """Where in a week, a month or a year that was named as a whole to look first."""
        self.ambiguous, day = True, months_on(self.date, months).toordinal() + days
        self.rough.add(day)
        return day

    def _fits(self, day: int, month: int, year: int | None) -> bool:
        """Whether such a date comes, or is one where its year was said, and has the weekday that was said with it."""
        try:
            return self.agreed(self.of_year(day, month, year)) is not None
        except ValueError:
            return False

    def _order(self, first: int, other: int, year: int | None) -> tuple[int, int] | None:
        """Which of two figures is the day, which the month; None where nobody can say."""
        if first > 12 or first == other:
            return first, other
        if other > 12:
            return other, first
        if self.weekday is not None:
            fitting = [order for order in ((first, other), (other, first)) if self._fits(order[0], order[1], year)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting and self.month_first is None:
                self.ambiguous = True
                return min(fitting, key=lambda order: self.of_year(order[0], order[1], year))
        if self.month_first is None:
            self.ambiguous = True
            return None
        return (other, first) if self.month_first else (first, other)

    def nearly(self) -> int:
        """``tomorrow, the 2nd``: two words for one day, which must agree."""
        day = self.today + (self.number("near") or 0)
        said = self.number("day") or self.number("num") or self.number("ord")
        return day if said in (day, dt.date.fromordinal(day).day) else no_such_day()
