"""When somebody means: the day and the time in a free phrase, read with the words of its language, nothing guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from frontdesk.language.dates import days_on
from frontdesk.language.when import answers
from frontdesk.language.when.days import Days
from frontdesk.language.when.english import ENGLISH
from frontdesk.language.when.hours import Hours, Point, minutes_of
from frontdesk.language.when.names import without_names
from frontdesk.language.when.next_week import of_next_week
from frontdesk.language.when.refused import without_other_times, without_past, without_refused
from frontdesk.language.when.rules import Line
from frontdesk.language.when.sense import sensed
from frontdesk.language.when.spanish import SPANISH
from frontdesk.language.when.spans import Spans
from frontdesk.language.when.stays import Stay, ends_there, hours_moved, meant_days, moved_by, stay
from frontdesk.language.when.tokens import Token, read_tokens

OVER = 60
"""Minutes after which an hour of today that was said without its half of the day is the evening's."""
LANGUAGES = {"en": ENGLISH, "es": SPANISH}


_WEEK_OF = re.compile(r"(?<![^ ])uweek (?:of |from |the |on |in )*d\d")
_PARTS = frozenset({"pmorning", "pafternoon", "pevening", "pnight", "uweek", "manana"})
_SPEAKS = re.compile(r"d\d+|bad|now|p(?:morning|afternoon|evening|night|dawn|noon)|noon|midnight|w\d|oc|am|pm")


@dataclass(frozen=True)
class Reading:
    """What a text says of time: a day (ordinal), a time and the end of it (minutes after midnight); None: it was not said.

    ``ambiguous``: it may be meant otherwise, or what was said contradicts itself. ``spans`` are the letters that were read,
    from and up to. ``whole``: the text says nothing else. ``bare``: nothing says whether the
    time is before or after noon. ``days``: another day was said besides; ``last_day``, where that is the end of a range.
    ``times``: several that were said, each with its letters. ``far``: its year was not said, and it comes only in most of
    one; ``before``: the same one that has just been. ``swapped``: the day it is if the figures are meant the other way round.
    ``odd``: the weekday that was said with it is another's. ``rough``: where to look first, as no day was said but a whole
    week, month or year (``next week``). ``midnight``: the time was called so; ``loose``: it is a limit, or the first of a range
    (``after 11``). ``departs``: the day is only the end of something (``hasta el 30``).
    ``bad_spans``: what was said as a day and is none; ``day_spans``: all that was read as a day;
    ``said_spans``: all that says anything of days and times.
    """

    day: int | None = None
    time: int | None = None
    end_time: int | None = None
    ambiguous: bool = False
    contradicted: bool = False
    day_span: tuple[int, int] | None = None
    time_span: tuple[int, int] | None = None
    last_day: int | None = None
    days: bool = False
    times: tuple[tuple[int, tuple[int, int]], ...] = ()
    far: bool = False
    before: int | None = None
    swapped: int | None = None
    odd: bool = False
    midnight: bool = False
    loose: bool = False
    departs: bool = False
    rough: bool = False
    bad_spans: tuple[tuple[int, int], ...] = ()
    bare: bool = False
    day_spans: tuple[tuple[int, int], ...] = ()
    said_spans: tuple[tuple[int, int], ...] = ()
    whole: bool = False

    @property
    def nothing(self) -> bool:
        """Whether neither a day nor a time was read."""
        return self.day is None and self.time is None

    def next_after(self, now: dt.datetime) -> Reading:
        """A time that was said without a day, with nothing else, or midnight, as the next such time; anything else as it is."""
        if self.day is not None or self.time is None or not (self.whole or self.midnight):
            return self
        return replace(self, day=now.toordinal() + (self.time < now.hour * 60 + now.minute))


def read(
    text: str,
    lang: str,
    now: dt.datetime,
    prev: str | None = None,
    *,
    looking: bool = False,
    month_first: bool | None = False,
) -> Reading:
    """When a text means, said at the local ``now`` after we said ``prev``.

    ``looking``: a day is looked up, so that one without a year is the nearest. ``month_first``: how ``5/6`` is meant; None
    where nobody can say, and then it is not read.
    """
    words = LANGUAGES[lang]
    line = Line(sensed(read_tokens(text, words), words, now.date()))
    asked, context = _answering(line, prev, lang, now) if prev else ("", "")
    line.apply("following", lambda match: "next")
    try:
        days = Days(now.toordinal(), looking=looking, month_first=month_first)
        spans = Spans(
            now, words.fortnight, replying=bool(prev) and not looking, looking=looking, latin=bool(words.tens_and)
        )
        hours = Hours(line, latin=bool(words.tens_and), asked=asked == "time", context=context)
        return _read(line, now, hours, days, spans)
    except (ValueError, OverflowError):
        return Reading(ambiguous=True)


def _answering(line: Line, prev: str, lang: str, now: dt.datetime) -> tuple[str, str]:
    """What was asked for, and the part of the day that was spoken of; the line is read with the question."""
    words, asked = LANGUAGES[lang], answers.asked(prev)
    offers = Line(sensed(read_tokens(prev, words), words, now.date()))
    before = answers.codes(offers)
    month = re.search(r"(?<![^ ])(?:in|of) (?:the )?(m\d+) ", offers.text)
    if answers.of_length(offers):
        answers.length(line)
        asked = ""
    answers.answer(line, asked, before)
    answers.of_week(line, offers)
    offers.apply("following", lambda match: "next")
    without_names(offers)
    theirs = Days(now.toordinal(), month_first=None if lang == "en" else False)
    theirs.read(offers)
    offered_days = {int(token.code[1:]) for token in offers.tokens if re.fullmatch(r"d\d+", token.code)} - theirs.months
    answers.chosen_day(line, offered_days, before, asked, month[1] if month else "")
    if asked or not re.search(r"(?<![^ ])n\d", line.text):
        return asked, answers.spoken_of(before)
    said = read(prev, lang, now)
    offered = [one for one, _span in said.times] or [one for one in (said.time,) if one is not None]
    answers.chosen(line, offered)
    if offered and answers.other_hour(line, before):
        asked = "time"
    return asked, answers.context(offered) or answers.spoken_of(before)


def _read(line: Line, now: dt.datetime, hours: Hours, days: Days, spans: Spans) -> Reading:
    moments = [token for token in line.tokens if re.fullmatch(r"d\d{4}-.*", token.code)]
    if moments:
        day, _t, clock = moments[0].code[1:].partition("t")
        hour, minute = map(int, clock.split(":"))
        span = (moments[0].start, moments[0].end)
        return Reading(dt.date.fromisoformat(day).toordinal(), hour * 60 + minute, day_span=span, time_span=span)
    without_names(line)
    _today(line)
    of_next_week(line)
    spans.week_from(line)
    spans.from_now(line)
    days.read(line)
    spans.from_days(line)
    line.apply("bad after day", lambda match: "bad")  # “the first Monday after Easter”
    line.apply("now =until_day", lambda match: f"d{now.toordinal()}")
    refused, alone = without_refused(line)
    if alone:
        return Reading(said_spans=tuple(refused))
    refused += without_past(line, now.toordinal())
    without_other_times(line)
    _ends(line)
    found = _moment(line)
    if found is not None:
        return replace(found, ambiguous=spans.ambiguous, whole=len(line.tokens) == 1)
    hours.read()
    found = _answered(line, hours, days, spans, now)
    return replace(found, said_spans=(*found.said_spans, *refused)) if refused else found


def _today(line: Line) -> None:
    """``this morning``, ``esta tarde`` are today's."""
    for at, token in enumerate(line.tokens[:-1]):
        follower = line.tokens[at + 1].code
        if token.code == "this" and (follower in ("pmorning", "pafternoon", "pevening", "pnight", "pdawn", "noon")):
            line.put(at, at + 1, "near0")


def _ends(line: Line) -> None:
    """``the end of tomorrow`` is no time that could be booked."""
    line.apply("the? end of the? day", lambda match: "bad")


def _moment(line: Line) -> Reading | None:
    """``in 45 minutes``: a day and a time in one; ``now`` too."""
    for token in line.tokens:
        match = re.fullmatch(r"d(\d+)t(\d+):(\d+)", token.code)
        if match:
            minute = int(match[2]) * 60 + int(match[3])
            span = (token.start, token.end)
            return Reading(int(match[1]), minute, day_span=span, time_span=span)
    return None


def _answered(line: Line, hours: Hours, days: Days, spans: Spans, now: dt.datetime) -> Reading:
    found = meant_days(line, [token for token in line.tokens if re.fullmatch(r"d\d+", token.code)])
    days_said = stay(line, found)
    if moved_by(line):
        return Reading(ambiguous=True)
    day = days_said.first
    reading = Reading(ambiguous=days.ambiguous or spans.ambiguous, contradicted=days.contradicted)
    if day is not None:
        reading = _with_day(reading, line, day, days_said, days, spans)
    pairs = [pair for pair in zip(hours.points, hours.ends, strict=True) if pair[0].first not in days_said.gone]
    if days_said.several and days_said.sure:  # “from Monday 10:00 to Friday 12:00”: the second is that of leaving
        ends = max(line.tokens.index(token) for token in found)
        pairs = [pair for pair in pairs if pair[0].first < ends] or pairs
    instant = next((token for token in line.tokens if token.code == "now"), None)
    if instant is not None and _PARTS & {token.code for token in line.said}:
        instant = None  # “lo antes posible, mejor por la tarde”
    if len(pairs) > 1 and pairs[0][0].part == "noon" and pairs[1][0].hour in (12, 1, 2, 3, 4):
        pairs = pairs[1:]  # “al mediodía, sobre las 2”
    if len(pairs) > 1:
        pairs = _changed_to(line, pairs)
    if pairs:
        reading = _with_time(reading, line, pairs, hours.context, now, moved=hours_moved(line, day))
    elif instant is not None and day is None:
        span = (instant.start, instant.end)
        reading = Reading(now.toordinal(), now.hour * 60 + now.minute, day_span=span, time_span=span)
    spoken = {place for one in (*hours.points, *hours.ends) for place in range(one.first, one.last)}
    spoken |= {*days_said.told} | {place for place, token in enumerate(line.tokens) if _SPEAKS.fullmatch(token.code)}
    return replace(
        reading,
        whole=_whole(line, hours, day),
        bad_spans=tuple((token.start, token.end) for token in line.tokens if token.code == "bad"),
        day_spans=tuple((token.start, token.end) for token in found),
        said_spans=tuple((line.tokens[place].start, line.tokens[place].end) for place in sorted(spoken)),
    )


def _changed_to(line: Line, pairs: list[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """Of several times the one that is wanted instead: ``change it from 18:00 for 3 to 17:45``, ``make it 1 pm``."""
    codes = [token.code for token in line.tokens]
    told = [pair for pair in pairs if "to" in codes[pair[0].first : pair[0].last]] if "moved" in codes else []
    if "moved" in codes and not told:
        at = codes.index("moved")
        later = [pair for pair in pairs if pair[0].first > at]
        told = later if len(later) < len(pairs) else []
    if "rather" in codes and not told:
        at = codes.index("rather")
        told = [pair for pair in pairs if pair[0].first > at][:1]
    return told if len(told) == 1 else pairs


def _with_day(reading: Reading, line: Line, day: Token, days_said: Stay, days: Days, spans: Spans) -> Reading:
    """The reading with the day that is meant, and what is doubtful of it."""
    said = int(day.code[1:])
    rough = said in days.rough or said in spans.rough or bool(_WEEK_OF.search(line.text))
    reading = replace(
        reading,
        day=said,
        day_span=(day.start, day.end),
        far=said in days.far,
        before=days.far.get(said),
        swapped=days.swapped.get(said),
        odd=said in days.odd,
        rough=rough,
        departs=ends_there(line, day),
        ambiguous=reading.ambiguous or rough,
    )
    if days_said.several:
        doubtful = reading.ambiguous or not days_said.sure
        return replace(reading, last_day=days_said.last_day, days=True, ambiguous=doubtful)
    if said in days.lasts and hours_moved(line, day):
        return replace(reading, day=days.lasts[said])
    if said in days.lasts:
        return replace(reading, last_day=days.lasts[said], days=True)
    return reading


def _with_time(
    reading: Reading, line: Line, pairs: list[tuple[Point, Point]], context: str, now: dt.datetime, *, moved: bool
) -> Reading:
    """The reading with the first of the times that were said, each with the end of its range; the end where it is moved to."""
    point, end = pairs[0]
    if moved:
        point = end
    time = minutes_of(point, context)
    if end is not point:
        time, until = _range(point, end, context)
        reading = replace(reading, end_time=until)
    span = (line.tokens[point.first].start, line.tokens[end.last - 1].end)
    reading = replace(reading, time=time, time_span=span, bare=point.bare, midnight=point.part == "midnight")
    reading = replace(reading, loose=point.bound or (end is not point and reading.end_time is not None))
    if point.part == "mid":  # “a media mañana” is no hour on which two people agree
        reading = replace(reading, ambiguous=True)
    minute = now.hour * 60 + now.minute
    if reading.day == now.toordinal() and point.bare and time + OVER <= minute <= time + 720:
        later = None if reading.end_time is None else reading.end_time % 720 + 720
        reading = replace(reading, time=time + 720, end_time=later)  # “today at 9”, said at seven
    times = {minutes_of(one, context): one for one, _end in reversed(pairs)}
    if len(times) > 1:
        several = sorted((minute, _letters(line, one)) for minute, one in times.items())
        reading = replace(reading, ambiguous=True, times=tuple(several))
    return reading


def _letters(line: Line, point: Point) -> tuple[int, int]:
    """Where a time stands."""
    return line.tokens[point.first].start, line.tokens[point.last - 1].end


def _range(point: Point, end: Point, context: str) -> tuple[int, int]:
    """Beginning and end of a range: a part of the day said at the end is the beginning's too, where that fits."""
    time, until = minutes_of(point, context), minutes_of(end, context)
    if point.bare and end.part:
        shared = minutes_of(point._replace(part=end.part, bare=False))
        return (shared if shared < until else time), until
    if end.bare and until <= time < until + 720 < 1440:
        until += 720
    return time, until


def _whole(line: Line, hours: Hours, day: Token | None) -> bool:
    """Whether every word of the text was read, fillers aside."""
    pairs = zip(hours.points, hours.ends, strict=True)
    read_codes = {place for point, end in pairs for place in range(point.first, end.last)}
    fillers = {"", ",", ".", "the", "la", "on", "for", "at", "of", "in"}
    return all(place in read_codes or token is day or token.code in fillers for place, token in enumerate(line.tokens))


def read_day(text: str, today: int) -> int | None:
    """The day (ordinal) somebody looks up, in either language; None where it cannot be read: nothing is guessed.

    ``+7`` and ``-3`` are days from today; a day without a year is the nearest one not long past. A weekday that contradicts
    its date is no day.
    """
    said = text.strip()
    by = days_on(said)
    if by is not None:
        try:
            return dt.date.fromordinal(today + by).toordinal()
        except (ValueError, OverflowError):
            return None
    now = dt.datetime.combine(dt.date.fromordinal(today), dt.time())
    for lang in LANGUAGES:
        found = read(said, lang, now, "day?", looking=True)
        if found.day is not None and found.time is None and found.whole and not found.contradicted:
            return found.day
    return None
