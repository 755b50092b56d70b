"""What time somebody means: points of time on a line of codes, the part of the day that belongs to each, and ranges."""

from __future__ import annotations

import re
from typing import NamedTuple

from frontdesk.language.when.rules import Line

_INTRO = re.compile(
    r"(?P<intro>(?:(?:at|about|past|after|before|since|on|las|la|the|for|from|between|until|to|than|of|in|and|early) )*)"
)
_DAYPART = r"(?:p(?:morning|afternoon|evening|night|noon|dawn)|noon|midnight)"
_PART = rf"(?:am|pm|{_DAYPART})"
_BOUNDS = frozenset({"after", "before", "since", "from", "until", "between"})
_STRONG = frozenset({"at", "about", "past", "before", "las", "than", "after"})
_H = r"n(?P<h>[01]?\d|2[0-4])"
_TARGET = rf"(?:at |las |la |the )*(?:(?P<noon>noon|midnight)|t(?P<th>\d+):(?P<tm>\d\d)|{_H}) (?!x )"
_LESS = r"(?:quarter |n(?P<less>[0-5]?\d) (?:umin )?)"
_MORE = r"(?:(?P<half>half )|(?:n(?P<quarters>\d) |a )?quarter |n(?P<more>[0-5]?\d) (?:umin )?)"
_CORES = tuple(
    re.compile(core)
    for core in (
        rf"(?:a )?{_MORE}(?:past|after) {_TARGET}",
        rf"(?:a )?(?P<down>){_LESS}(?:to|before|for) {_TARGET}",
        rf"{_H} (?:oc |of )*(?P<down>)minus (?:a )?{_LESS}",
        rf"{_H} (?:oc )?(?:(?:and|with) (?:a )?|named (?=n(?:5|05|[1-5][05]) (?!_)))"
        r"(?:(?P<half>half )|quarter |n(?P<more>[0-5]?\d) (?:umin )?)(?!u(?!hour)[a-z]+ |x )",
        rf"half {_H} (?!u(?!hour)[a-z]+ |x )(?P<half>)",
        r"(?P<noon>noon|midnight) (?:and (?P<half>half |quarter ))?",
        r"t(?P<th>\d+):(?P<tm>\d\d) ",
        rf"{_H} (?:n0 n(?P<one>\d)|n(?P<two>[0-5]\d)) (?!u(?!min|hour)[a-z]+ |x |n\d)(?:umin )?",
        r"n(?P<run>\d{3,4}) (?!u(?!hour)[a-z]+ |x )",
        rf"{_H} (?:hrs|uhour) (?:and |with |named )?n(?P<mins>[0-5]\d) umin ",
        rf"{_H} (?P<alone>)(?!u(?!hour)[a-z]+ |x |n\d)",
    )
)
_OTHER_TIME = r"(?:at |about |, |las |the )*(?:t\d|n\d+ (?!(?:_ )?x |oc x |of x )|quarter|half)"
_AFTER = re.compile(
    r"(?P<oc>(?:- )?(?:oc |hrs |uhour )?)"
    rf"(?:(?P<own>(?:(?:of|in) (?:the |la )?)?(?:am|pm) |(?:of|in) (?:the |la ){_PART} )"
    r"|(?P<part>(?:(?:,|of|in|on|at|by|the|la|this|early|-|;|d\d+|for|about) )*"
    rf"(?:of the |in the )?{_PART} )?(?!{_OTHER_TIME}))"
)
"""``own``: said so close to the hour that it is of no other; ``part``: unless another hour follows."""
_BEFORE = re.compile(
    rf"(?:^| )(?P<part>(?<!\d )(?:am|pm)|{_DAYPART}) "
    r"(?:(?:,|at|about|las|la|the|for|of|-|oc|yes|d\d+|on|past|after|before|in|from|between|since) )*$"
)
_FROM = re.compile(rf"(?P<how>from |between |of )?(?:the |las |la )*{_H} (?P<oc>oc |hrs )?")
_FOLLOWER = re.compile(r"(?:n(?:[01]?\d|2[0-4])|t\d+:\d\d|noon|midnight) (?!u(?!hour)[a-z]+ |x |m\d)")
_OR = re.compile(r"or (?:at |las |la |the )*(?=n\d\d? (?!x |u|n|m\d|: |/ ))")
_JOINT = re.compile(r"(?:to|until|and|-|~|at|for) (?:at |about |the |las |la )*")


_PART_OF_DAY = re.compile(
    r"(?<![^ ])d\d+ (?:(?:at|in|of|the|la|for|on|,) )*(p(?:morning|afternoon|evening|night)) "
    r"|(?<![^ ])(p(?:morning|afternoon|evening|night)) (?:(?:of|on|the|,|for) )*d\d+ "
)
_FITTING = {"pmorning": range(6, 12), "pafternoon": range(1, 10), "pevening": range(6, 13), "pnight": range(7, 13)}
"""The hours that a part of the day said some words before may be of."""
_MEAL = re.compile(r"w(?:morning|noon|afternoon|evening)")
"""Words that tell of which half of the day an hour is: ``breakfast``, ``cena``."""
_OLD_HOUR = re.compile(r"(?<![^ ])(?:t\d+:\d\d|n\d+ (?:[ap]m|oc|hrs)) (?:[ap]m )?(?:_ |thing |moved )?$")
"""“bring tomorrow's 4pm forward to 3”; but “to 8” alone may well be so many people."""
_TIMED_LATER = re.compile(
    r"(?<![^ ])(?:(?:at|about) (?:about |a |the )*(?:n\d|t\d|quarter|half|p[a-z]+ n\d)|t\d+:\d|n\d+ (?:oc|am|pm) )"
)
"""An hour further on, which makes of ``for two`` a party."""


class Point(NamedTuple):
    """A time of day: the hour as it was said, the minutes, the part of the day said with it."""

    hour: int
    minute: int
    part: str
    bare: bool
    """Nothing says whether it is before or after noon."""
    first: int
    last: int
    """Which codes of the line, the last not included."""
    down: int = 0
    bound: bool = False
    """It was said as a limit: ``after 11``, ``a partir de las 5``."""


class Hours:
    """Reads the times of a line. ``asked``: what was asked was a time, so that a bare number is one.

    ``context``: the part of the day that was spoken of.
    """

    def __init__(self, line: Line, *, latin: bool, asked: bool = False, context: str = "") -> None:
        self.line = line
        self.latin = latin
        self.asked = asked
        self.sure = False
        self.points: list[Point] = []
        self.ends: list[Point] = []
        self.context = next((token.code[1:] for token in line.tokens if _MEAL.fullmatch(token.code)), context)

    def read(self) -> None:
        """Find the points; where two make a range the second is its end."""
        self._read()
        if not self.points and self.asked:
            self.sure = True
            self._read()
        if not self.points:
            for place, token in enumerate(self.line.tokens):
                if token.code.startswith("mid") and token.code[3:4].isdigit():
                    hour, minute = token.code[3:].split(":")
                    self.points.append(Point(int(hour), int(minute), "mid", False, place, place + 1, bound=True))
                    self.ends.append(self.points[-1])

    def _read(self) -> None:
        at = 0
        starts = self.line.starts
        while at < len(starts):
            point = self._range_start(starts[at]) or self._point(starts[at])
            if point is None:
                at += 1
                continue
            self.points.append(point)
            at = point.last
            end = self._end(at)
            if end is not None:
                self.ends.append(end)
                at = end.last
            else:
                self.ends.append(point)
                at = self._or_else(at)

    def _place(self, at: int) -> int:
        """Where the code ``at`` stands in the text; its end after the last."""
        return self.line.starts[at] if at < len(self.line.starts) else len(self.line.text)

    def _or_else(self, at: int) -> int:
        """Read the other hour of ``at 5 or 6``; where to go on."""
        choice = _OR.match(self.line.text, self.line.starts[at]) if at < len(self.line.starts) else None
        other = self._point(choice.end(), sure=True) if choice else None
        if other is None:
            return at
        self.points.append(other)
        self.ends.append(other)
        return other.last

    def _range_start(self, place: int) -> Point | None:
        """``from 4 to 6``, ``between 8 and 9``, ``8 - 11pm``: a bare number, because of what follows."""
        match = _FROM.match(self.line.text, place)
        if match is None:
            return None
        joint = _JOINT.match(self.line.text, match.end())
        if joint is None or joint[0].startswith("for ") or not _FOLLOWER.match(self.line.text, joint.end()):
            return None
        how, end = match["how"] or "", self._point(joint.end(), sure=True)
        if end is None or (joint[0].startswith(("and ", "at ")) and not how):
            return None
        if joint[0].startswith("to ") and not how and int(match["h"]) in (5, 10, 15, 20, 25) and end.part != "pm":
            return None  # “10 to 4” is ten minutes to four
        dated = self._after_day(place) or bool(re.match(r"(?:on |the )*d\d", self.line.text[self._place(end.last) :]))
        said_so = how in ("from ", "between ") or dated or (self.latin and how == "of " and joint[0].startswith("at "))
        if not said_so and not end.part and not self.line.text.startswith("t", joint.end()):
            return None
        return Point(int(match["h"]), 0, "", True, self.line.index(place), self.line.index(match.end() - 1) + 1)

    def _point(self, place: int, *, sure: bool = False) -> Point | None:
        text = self.line.text
        intro = _INTRO.match(text, place)
        start = intro.end() if intro else place
        words = intro["intro"].split() if intro else []
        article = not self.latin or self._after_day(place)
        strong = sure or self.sure or bool((_STRONG if article else _STRONG - {"at"}) & set(words))  # “a 12” is a price
        strong = strong or (words[-1:] == ["to"] and self.line.says("moved") and bool(_OLD_HOUR.search(text[:place])))
        if "la" in words and not strong:
            strong = words[-1] == "la"
        for number, core in enumerate(_CORES):
            if number == 3 and not self.latin:
                continue
            match = core.match(text, start)
            if match is None:
                continue
            found = self._made(match, place, words, strong, number)
            if found is not None:
                return found
        return None

    def _made(self, match: re.Match[str], place: int, words: list[str], strong: bool, number: int) -> Point | None:
        text, parts = self.line.text, match.groupdict()
        after = _AFTER.match(text, match.end())
        said = (after["own"] or after["part"] or "") if after else ""
        part = said.split()[-1] if said else ""
        before = _BEFORE.search(text[:place]) if not part else None
        nearby = part or (before["part"] if before else "")
        last = after.end() if after else match.end()
        figure = parts.get("h") or parts.get("th") or ""
        struck = figure == "00" and self._after_day(place)  # “viernes 00”: nothing else is written so
        if parts.get("mins") and not strong and int(figure) <= 4:
            return None  # “masaje 1h30”
        if "alone" in parts and not (strong or nearby or struck or (after and after["oc"])):
            return None
        if "alone" in parts and self._hyphened(match.end()):
            return None  # “a two-bedroom flat”
        if "alone" in parts and after and after["oc"].startswith("uhour") and not ((words or self.sure) and strong):
            return None
        if "alone" in parts and after and after["oc"].startswith("hrs") and int(figure) <= 4 and not strong:
            return None  # “masaje 1h”; who writes so of an hour says “13h”
        if "run" in parts and not (strong or _spoken_run(parts["run"], nearby) or self._clock_run(place, last)):
            return None
        beside = self._beside_day(place, last)
        if "two" in parts and not (strong or nearby or "for" in words or beside or self._said_whole(place, last)):
            return None
        if (
            "alone" in parts
            and re.search(r"(?<![^ ])for (?:the )?$", text[: match.start()])
            and self._for_people(said, before, part, text[last:])
        ):
            return None
        if "alone" in parts and said.strip() == "pnight" and not strong:
            return None  # “a three night stay”
        if number == 1 and parts.get("less") and not self._minutes_to(match, words):
            return None
        if number == 1 and " for " in f" {match[0]}" and not self._to_the_hour(match):
            return None
        if number == 4 and self.latin:
            return None
        if number == 3 and parts.get("more") and not (strong or nearby or self._after_day(place)):
            return None
        nearby = nearby or self._of_the_day(parts)
        hour, minute = self._figures(parts)
        if hour > 24 or minute > 59:
            return None
        noon = parts.get("noon")
        if noon:
            nearby, figure = noon, "12"
        down = 0
        if "down" in parts:
            down, minute = (int(parts["less"]) if parts.get("less") else 15), minute
        first, final = self.line.index(place), self.line.index(last - 1) + 1
        bare = not nearby and not figure.startswith("0") and hour <= 12
        bound = bool(_BOUNDS.intersection(words))
        return Point(hour % 24, minute, nearby, bare, first, final, down, bound)

    def _of_the_day(self, parts: dict[str, str | None]) -> str:
        """The part of the day that was said with the day, for an hour it fits: ``tonight, if possible, at 9``."""
        figure = parts.get("h") or parts.get("th") or "0"
        hour = 0 if figure.startswith("0") else int(figure)
        found = {next(filter(None, one)) for one in _PART_OF_DAY.findall(self.line.text)} if hour else set()
        part = found.pop() if len(found) == 1 else ""
        return part if hour in _FITTING.get(part, ()) else ""

    def _hyphened(self, place: int) -> bool:
        """Whether a hyphen ties what ends there to a word that says nothing of time."""
        if not self.line.text.startswith("- _ ", place):
            return False
        at = self.line.index(place)
        before, hyphen, word = self.line.tokens[at - 1 : at + 2]
        return before.end == hyphen.start and hyphen.end == word.start

    def _after_day(self, place: int) -> bool:
        """Whether a day was said just before, which two numbers may well be the time of."""
        return bool(re.search(r"(?:^| )d\d+ ,? ?$", self.line.text[:place]))

    def _beside_day(self, place: int, last: int) -> bool:
        """Whether a day was said just before or after."""
        return self._after_day(place) or bool(re.match(r"d\d", self.line.text[last:]))

    def _said_whole(self, place: int, last: int) -> bool:
        """Whether two numbers in words are all that is said: ``one-thirty``."""
        said = self.line.tokens
        return (
            place == 0
            and last == len(self.line.text)
            and len(said) == 2
            and all(one.end - one.start > 2 for one in said)
        )

    def _clock_run(self, place: int, last: int) -> bool:
        """Whether four figures beside a day are a clock's, ``tomorrow 1800``, rather than a room, a price or a year."""
        run = re.match(r"n(\d\d)(\d[05]) ", self.line.text[place:last])
        if run is None or run[1] in ("19", "20"):
            return False
        return self._after_day(place) or (place == 0 and self._beside_day(place, last))

    def _for_people(self, said: str, before: re.Match[str] | None, part: str, rest: str) -> bool:
        """Whether ``para dos`` is a party: a Spaniard's hours have an article, and an evening said apart is not theirs.

        So is ``for two`` where the hour is said further on.
        """
        apart = bool(re.search(r"\bd\d", said))
        if (not part and self.points) or re.match(r"(?:at )?t\d", rest):
            return True  # “5 pm for 1”, “for 3 in the morning 11:30”
        if (apart or not part) and _TIMED_LATER.search(rest):
            return True
        return self.latin and (before is not None or apart)

    def _to_the_hour(self, match: re.Match[str]) -> bool:
        """Whether ``para`` leads to an hour, ``diez para las seis``, and not to guests: ``20 min para dos``."""
        return self.latin and (
            "quarter" in match[0] or bool(re.search(r" for (?:la|las|the|noon|midnight|t\d\S*) ", match[0]))
        )

    def _minutes_to(self, match: re.Match[str], words: list[str]) -> bool:
        """``10 to 4`` is a time rather than a range."""
        if "umin" in match[0] or self.latin:
            return True
        return match["less"] in ("5", "10", "15", "20", "25") and not {"from", "between"} & set(words)

    @staticmethod
    def _figures(parts: dict[str, str | None]) -> tuple[int, int]:
        if run := parts.get("run"):
            return int(run[:-2]), int(run[-2:])
        hour = int(parts.get("h") or parts.get("th") or 12)
        minute = int(parts.get("tm") or 0)
        half, more = parts.get("half"), parts.get("more")
        if half is not None:
            minute += 15 if half.startswith("quarter") else 30
        elif more:
            minute += int(more)
        elif "quarters" in parts or ("more" in parts and "alone" not in parts):
            minute += 15 * int(parts.get("quarters") or 1)
        elif said := parts.get("one") or parts.get("two") or parts.get("mins"):
            minute += int(said)
        return hour + minute // 60 if minute > 59 else hour, minute % 60

    def _end(self, at: int) -> Point | None:
        """The end of a range whose beginning ends there."""
        if at >= len(self.line.starts):
            return None
        joint = _JOINT.match(self.line.text, self.line.starts[at])
        if joint is None:
            return None
        before = self.line.text[: self.line.starts[at]]
        of_to = self.latin and joint[0].startswith("at ") and "of " in before
        if joint[0].startswith(("and ", "for ", "at ")) and "between" not in before and not of_to:
            return None
        return self._point(joint.end(), sure=True)


def minutes_of(point: Point, context: str = "") -> int:
    """Minutes after midnight of a point: what the part of the day says; else one to seven is the afternoon."""
    hour, part = point.hour, point.part
    if part in ("am", "pdawn", "midnight", "pmorning"):
        hour = 0 if hour == 12 and part != "pmorning" else hour
    elif part == "pm":
        hour = hour + 12 if hour < 12 else hour
    elif part in ("pafternoon",):
        hour = hour + 12 if 1 <= hour < 12 else hour
    elif part == "pevening":
        hour = 0 if hour == 12 else hour + 12 if 1 <= hour < 12 else hour
    elif part in ("pnight", "unight"):
        hour = 0 if hour == 12 else hour + 12 if 5 <= hour < 12 else hour
    elif part in ("noon", "pnoon"):
        hour = hour + 12 if 1 <= hour < 5 else hour
    elif point.bare:
        late = range(1, 12) if context == "evening" and hour >= 6 else range(1, 8)
        hour = hour + 12 if hour in late and context != "morning" else hour
    return (hour * 60 + point.minute - point.down) % 1440


def _spoken_run(run: str, part: str) -> bool:
    """Whether figures with a part of the day, ``930 tonight``, are a clock's: ``room 104 tonight`` has a room."""
    if part in ("am", "pm"):
        return True
    hour, minute = int(run[:-2]), int(run[-2:])
    late = part.endswith(("evening", "night"))
    return bool(part) and minute % 15 == 0 and (not late or 5 <= hour <= 12 or hour >= 17)
