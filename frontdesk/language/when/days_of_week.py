"""Days by their weekday: the coming one, that of next week, the last, weekends."""

from __future__ import annotations

from frontdesk.language.when.said_day import SaidDay


class WeekDays(SaidDay):
    """Weekdays (Monday is 0) as ordinals."""

    def coming(self, *, today_too: bool = False) -> int:
        by = ((self.weekday or 0) - self.date.weekday()) % 7
        return self.today + (by if by or today_too else 7)

    def weeks_on(self, by: int) -> int:
        """So many weeks after the day that was said: ``Friday week``, ``de hoy en ocho``."""
        near = self.number("near")
        return (self.coming() if near is None else self.today + near) + 7 * by

    def other_week(self) -> int:
        """``la otra semana`` is the next one here and the one after it there."""
        self.ambiguous = True
        return self.of_week(1)

    def of_week(self, by: int) -> int:
        """The weekday of the week, from Monday, after so many."""
        return self.today - self.date.weekday() + 7 * by + (self.weekday or 0)

    def following(self) -> int:
        """``next Friday``: of the next calendar week; doubtful while this one still has such a day."""
        if (self.weekday or 0) > self.date.weekday():
            self.ambiguous = True
        return self.of_week(1)

    def after_next(self) -> int:
        """``the Monday after next``: a week after the one to come; doubtful where that is still of this week."""
        if (self.weekday or 0) > self.date.weekday():
            self.ambiguous = True
        return self.coming() + 7

    def one_after(self) -> int | None:
        """``not Monday, the Monday after``: a week after the one of that name that was said before."""
        return self.coming() + 7 if f"w{self.weekday} " in self._of.string[: self._of.start()] else None

    def near_weekday(self) -> int | None:
        """``hoy miércoles``: two words for one day; where they are not, they are two days."""
        day = self.today + (self.number("near") or 0)
        return day if self.agreed(day) is not None else None

    def before(self) -> int:
        """``last Friday``: of the last calendar week; doubtful where this one has had such a day since."""
        if (self.weekday or 0) < self.date.weekday():
            self.ambiguous = True
        return self.of_week(-1)

    def recent(self) -> int:
        by = (self.date.weekday() - (self.weekday or 0)) % 7
        return self.today - (by or 7)

    def weekend(self, by: int) -> int:
        """The Saturday of a weekend, which is two days: doubtful."""
        self.ambiguous = True
        saturday = self.today - self.date.weekday() + 5 + 7 * by
        return saturday if by < 0 else max(saturday, self.today)
