"""Stretches of time from now or from a day: ``in two weeks``, ``hace una hora``, ``three days after Easter``."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from frontdesk.language.when.rules import Line

_MANY = (
    r"(?:(?:half (?:a )?|(?:n\d |a )?quarter |(?:a )?couple |(?:a )?few "
    r"|n\d{1,4} and (?:a )?half |n\d{1,4} dm1:2 |(?:few )?n\d{1,4} |part\d+\.\d |a )(?:of )?)"
)
"""How many. What is left out stands in one place only, here and below: each that could be read in two ways doubles the work."""
_MORE = r"(?:and (?:a )?(?:half|quarter) (?!(?:of |a )*(?:u[a-z]|hrs )))"
"""Of the unit before it; the half of ``an hour and half an hour`` is the next one's."""
_ONE = rf"(?:(?:about )?{_MANY}(?:u[a-z]+|hrs) {_MORE}?)"
_SEQUENCE = rf"(?P<many>{_ONE}(?:(?:, )?(?:and )?{_ONE})*|(?P<hourhalf>uhour and (?:half|quarter) ))"
_PART = re.compile(rf"(?P<many>{_MANY})?(?<![^ ])(?P<unit>u[a-z]+|hrs) (?P<more>{_MORE})?")

_LESS = r"(?:about |than |the |less |minus |of )*"
_FORMS = (
    (
        re.compile(
            rf"(?<![^ ])(?:in |within |after |of near0 (?:in|at) ){_LESS}{_SEQUENCE}"
            r"(?:fromnow |time |from (?:now|near0) )?(?!ago|before|after d)"
        ),
        1,
    ),
    (re.compile(rf"(?:(?<![^ ])now |^)\+ {_SEQUENCE}(?!ago)"), 1),
    (re.compile(rf"(?:(?<![^ ])now (?:- |~ )|^(?P<less>- )){_SEQUENCE}(?!ago|fromnow)"), -1),
    (re.compile(rf"(?<![^ ])hace {_LESS}{_SEQUENCE}(?!eversince )"), -1),
    (re.compile(rf"(?<![^ ]){_SEQUENCE}(?:fromnow |from near0 |from now |after near0 )"), 1),
    (re.compile(rf"(?<![^ ])(?<!in ){_SEQUENCE}(?:ago |back )(?:near0 )?"), -1),
)
_ALONE = r"(?:the )?(?P<many>{one}(?:(?:, )?(?:and )?{one})*|(?<=the )(?:umin |uhour ))"
_BARE = (re.compile(rf"^(?P<many>{_MANY}u(?:day|week|fortnight|month) )(?:\. )?$"), 1)
"""``1 month`` and nothing else: what is asked for is when, so that is how long from now."""
_ANAPHORIC = (
    (re.compile(rf"(?<![^ ]){_SEQUENCE}later "), 1),
    (re.compile(rf"^{_ALONE.format(one=_ONE)}after (?:\. )?$"), 1),
    (re.compile(rf"^{_ALONE.format(one=_ONE)}(?:before|earlier) (?:\. )?$"), -1),
)
"""The same where it counts from what was said last, which is now only where nothing was: ``15 minutes before``."""
"""How a stretch from now is said, and whether it goes on or back; a minus stands close to its figure, unlike a dash."""
_SIGNED = re.compile(rf"(?<![^ ])d(?P<day>\d+) (?:(?P<less>- )|\+ ){_SEQUENCE}")
_AFTER = re.compile(rf"(?<![^ ])(?:the )?{_SEQUENCE}(?P<way>after |from |before )(?:the )?d(?P<day>\d+) ")
_WEEK_FROM = re.compile(rf"(?<![^ ])(?:the )?(?P<many>{_MANY}?(?:uweek|ufortnight) )(?:from )?near(?P<near>[01]) ")
_DAY_AFTER = re.compile(r"(?<![^ ])(?:the )?uday (?P<way>after |before )(?:the )?d(?P<day>\d+) ")

_MINUTES = {"min": 1, "hour": 60, "second": 1 / 60}
_DAYS = {"day": 1, "week": 7, "fortnight": 15, "workday": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_FEW = 3
_IN_SO_MANY = {"n8 uday ": "n1 uweek ", "n15 uday ": "n2 uweek "}
"""``de hoy en ocho días`` is the same day of the week; both ends count."""


class Spans:
    """Reads stretches of time; what it finds becomes ``d…`` (a day) or ``d… t…`` (a moment).

    ``replying``: we had said something, which ``15 minutes later`` may count from. ``looking``: a day is looked up, which a
    length alone is not.
    """

    def __init__(
        self, now: dt.datetime, fortnight: int, *, replying: bool = False, looking: bool = False, latin: bool = False
    ) -> None:
        self.now = now
        self.latin = latin
        self.fortnight = fortnight
        self.forms: tuple[tuple[re.Pattern[str], int], ...] = _FORMS
        if not replying and (looking or not latin):  # a Spaniard's “una hora antes” is before the appointment
            self.forms += _ANAPHORIC
        if not replying and not looking:
            self.forms += (_BARE,)
        self.ambiguous = False
        self.rough: set[int] = set()
        """Days where what was said leads to none: ``in a few months``, ``within a week``."""

    def from_now(self, line: Line) -> None:
        """``in 45 minutes``, ``dos días atrás``, ``el martes dentro de dos semanas``."""
        for pattern, way in _FORMS if line.says("moved") else self.forms:
            at = 0
            while match := pattern.search(line.text, at):
                weeks = _IN_SO_MANY.get(match["many"]) if match[0].startswith("of near0 ") else None
                moment = self._moved(self.now, weeks or match["many"], way) if _minus(line, match) else None
                if moment is None:
                    at = match.end()
                    continue
                first, last = line.index(match.start()), line.index(match.end() - 1) + 1
                code = f"d{moment.toordinal()}"
                if _has_minutes(match["many"]):
                    code += f"t{moment:%H:%M}"
                self.ambiguous |= pattern is _BARE[0]
                if _no_day(match):
                    self.rough.add(moment.toordinal())
                first, code = self._with_weekday(line, first, match["many"], moment, code)
                line.put(first, last, code)
                at = 0

    def week_from(self, line: Line) -> None:
        """``a week today``, ``a fortnight from tomorrow``."""
        while match := _WEEK_FROM.search(line.text):
            start = self.now + dt.timedelta(days=int(match["near"]))
            moved = self._moved(start, match["many"], 1)
            first, last = line.index(match.start()), line.index(match.end() - 1) + 1
            line.put(first, last, "bad" if moved is None else f"d{moved.toordinal()}")

    def _with_weekday(self, line: Line, first: int, many: str, moment: dt.datetime, code: str) -> tuple[int, str]:
        """A weekday said before it is of that week."""
        at = first - 1
        if at >= 0 and line.tokens[at].code in (",", "of"):
            at -= 1
        said = re.fullmatch(r"w(\d)", line.tokens[at].code) if at >= 0 else None
        weeks = {"n8 uday ": 1, "n15 uday ": 2}.get(many)
        if said is not None and weeks is not None:  # “el viernes en 15 días”
            today = self.now.toordinal()
            return at, f"d{today + ((int(said[1]) - self.now.weekday()) % 7 or 7) + 7 * weeks}"
        if said is None or _has_minutes(many) or "uday" in many:
            return first, code
        return at, f"d{moment.toordinal() - moment.weekday() + int(said[1])}"

    def from_days(self, line: Line) -> None:
        """``two weeks after d…``, ``the day before d…``, ``d… +10 days``."""
        signed = _SIGNED.search(line.text)
        if signed and _minus(line, signed) and not _has_minutes(signed["many"]):
            start = dt.datetime.combine(dt.date.fromordinal(int(signed["day"])), dt.time())
            moved = self._moved(start, signed["many"], -1 if signed["less"] else 1)
            last = line.index(signed.end() - 1) + 1
            line.put(line.index(signed.start()), last, "bad" if moved is None else f"d{moved.toordinal()}")
        for pattern in (_AFTER, _DAY_AFTER):
            while match := pattern.search(line.text):
                try:
                    start = dt.datetime.combine(dt.date.fromordinal(int(match["day"])), dt.time())
                    many = match.groupdict().get("many") or "a uday "
                    moved = self._moved(start, many, -1 if match["way"] == "before " else 1)
                except (ValueError, OverflowError):
                    moved = None
                first, last = line.index(match.start()), line.index(match.end() - 1) + 1
                begins = self.latin or re.search(r"(?:^| )(?:for|stay) $", line.text[: match.start()])
                staying = match["way"] == "from " and begins
                if moved is None or staying or _has_minutes(many):  # “for 7 days from d”: only the day was said
                    first, code = last - 1, f"d{match['day']} ".strip()
                    line.put(line.index(match.start("way")), last, code)
                else:
                    line.put(first, last, f"d{moved.toordinal()}")

    def _moved(self, start: dt.datetime, many: str, way: int) -> dt.datetime | None:
        months = minutes = days = work = 0.0
        for part in _PART.finditer(many):
            unit, count = {"hrs": "uhour"}.get(part["unit"], part["unit"])[1:], self._count(part["many"] or "a ")
            if part["more"]:
                count += 0.5 if "half" in part["more"] else 0.25
            if unit in _MINUTES:
                minutes += count * _MINUTES[unit]
            elif unit == "workday":
                work += count
            elif unit in _DAYS:
                days += count * (self.fortnight if unit == "fortnight" else _DAYS[unit])
            elif unit in _MONTHS:
                months += count * _MONTHS[unit]
            else:
                return None
        if any(part % 1 for part in (months, days, work)):
            return None
        try:
            day = months_on(start.date(), int(months) * way) + dt.timedelta(days=days * way)
            for _one in range(int(min(work, 400))):
                day += dt.timedelta(days=way)
                while day.weekday() > 4:
                    day += dt.timedelta(days=way)
            return dt.datetime.combine(day, start.time()) + dt.timedelta(minutes=minutes * way)
        except (ValueError, OverflowError):
            return None

    def _count(self, many: str) -> float:
        words = many.split()
        number = next((int(word[1:]) for word in words if re.fullmatch(r"n\d+", word)), 1)
        parts = next((float(word[4:]) for word in words if word.startswith("part")), None)
        if parts is not None:
            return parts  # “1.5”
        if "half" in words or "dm1:2" in words:
            return 0.5 + (number if words[0].startswith("n") else 0)
        if "quarter" in words:
            return 0.25 * number
        if "couple" in words:
            return 2
        if "few" in words and not re.search(r"n\d", many):  # “unos 15” are fifteen
            self.ambiguous = True
            return _FEW
        return number


def _no_day(match: re.Match[str]) -> bool:
    """Whether a stretch is a limit (``within three days``) or too long to be counted in a few (``a few months``)."""
    many = match["many"]
    return (match[0].startswith("within ") and not _has_minutes(many)) or bool(
        re.search(r"few (?:of )?u(?:month|year)", many)
    )


def _minus(line: Line, match: re.Match[str]) -> bool:
    """Whether a dash that a form has is a minus: it stands close to the figure after it, not to what is before it."""
    if not match.groupdict().get("less"):
        return True
    at = line.index(match.start("less"))
    sign, figure = line.tokens[at], line.tokens[at + 1]
    return sign.end == figure.start and (at == 0 or line.tokens[at - 1].end < sign.start)


def _has_minutes(many: str) -> bool:
    return "hrs" in many or "umin" in many or "uhour" in many or "usecond" in many


def months_on(day: dt.date, months: int) -> dt.date:
    """So many months on; the last day of a month that is shorter. Raises ValueError, OverflowError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def number_after(day: int, number: int) -> int:
    """The next day (ordinal) of that number, in the same month or where it is less in the next; the day itself if it has none."""
    begins = dt.date.fromordinal(day)
    month = begins.month + (number < begins.day)
    try:
        return dt.date(begins.year + month // 13, (month - 1) % 12 + 1, number).toordinal()
    except ValueError:
        return day
