"""``when``: which day and time a phrase means; one phrase, or many as lines."""

import datetime as dt
import json
import sys
from dataclasses import replace
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from frontdesk.base.errors import FrontdeskError, UsageError
from frontdesk.base.text import clean
from frontdesk.cli import options, output
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.language import i18n
from frontdesk.language.dates import day_words, minute_words
from frontdesk.language.i18n import _
from frontdesk.language.when import Reading, read

verbs = Commands()

_LONGEST = 100_000
"""Letters of a line of a batch that are looked at."""


@verbs.verb("when", _("The day and the time that a phrase means; it guesses nothing."))
def when(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar=_("PHRASE"), parser=options.text, help=_("What somebody said or wrote."))
    ] = None,
    batch: Annotated[
        bool, typer.Option("--batch", help=_("Read lines of JSON (id, text, lang, ref, prev), write as many."))
    ] = False,
) -> None:
    call: Call = ctx.obj
    if batch == (text is not None):
        raise UsageError(_("a phrase is expected, or --batch with lines on standard input"))
    if batch:
        call.code = _batch()
        return
    now = _now(call)
    found = _either(text or "", now)
    call.answer(_document(found), lambda: output.put_line(_words(found, now)))


def _now(call: Call) -> dt.datetime:
    """The present as the business's wall shows it; as this machine's does where there is no business."""
    seconds = call.doors.clock.seconds()
    try:
        return dt.datetime.fromtimestamp(seconds, ZoneInfo(call.desk.zone())).replace(tzinfo=None)
    except FrontdeskError:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone().replace(tzinfo=None)


def _either(text: str, now: dt.datetime) -> Reading:
    """Read in the language in force; in the other where that says nothing, or less: ``jue 10:30`` at an English desk."""
    first = i18n.language()
    found = _read(text, first, now)
    if found.ambiguous:
        return found
    for other in i18n.LANGUAGES:
        also = found if other == first else _read(text, other, now)
        if found.nothing or (_said(also) > _said(found) and not also.ambiguous):
            found = also
    return found


def _said(found: Reading) -> int:
    return (found.day is not None) + (found.time is not None)


def _read(text: str, lang: str, now: dt.datetime, prev: str | None = None) -> Reading:
    """Read a phrase. Of several days or times none is chosen, and in a whole week no day."""
    found = read(text, lang, now, prev, month_first=None if lang == "en" else False)
    choice = found.days and found.ambiguous and found.last_day is None
    found = replace(found, day=None) if found.rough or choice else found
    return replace(found, time=None, end_time=None) if found.times else found


def _document(found: Reading) -> dict[str, Any]:
    return {
        "date": None if found.day is None else dt.date.fromordinal(found.day).isoformat(),
        "time": _clock(found.time),
        "end_time": _clock(found.end_time),
        "ambiguous": found.ambiguous,
    }


def _clock(minute: int | None) -> str | None:
    return None if minute is None else minute_words(minute)


def _words(found: Reading, now: dt.datetime) -> str:
    """The answer for a person."""
    parts = []
    if found.day is not None:
        parts.append(day_words(found.day, now.toordinal()))
    if found.time is not None:
        parts.append("\u2013".join(minute_words(one) for one in (found.time, found.end_time) if one is not None))
    if not parts:
        parts.append(_("No day and no time were read."))
    return " ".join([*parts, *([_("(it may be meant otherwise)")] if found.ambiguous else [])])


def _batch() -> int:
    """Answer each line with a line; 1 where one could not be understood, which the others do not suffer from."""
    code = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        answer = _line(line)
        code = 1 if "error" in answer else code
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return code


def _line(line: str) -> dict[str, Any]:
    asked: Any = None
    try:
        asked = json.loads(line[:_LONGEST])
        lang, prev = asked.get("lang") or i18n.language(), asked.get("prev")
        if lang not in i18n.LANGUAGES:
            raise ValueError(_("expected es or en"))
        now = dt.datetime.fromisoformat(asked["ref"]).replace(tzinfo=None)
        found = _read(clean(asked["text"]), lang, now, None if prev is None else str(prev))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        number = asked.get("id") if isinstance(asked, dict) else None
        problem = _("it is missing: {field}").format(field=error.args[0]) if isinstance(error, KeyError) else str(error)
        return {"id": number, "date": None, "time": None, "error": problem}
    return {"id": asked.get("id"), **_document(_placed(found, now, prev))}


def _placed(found: Reading, now: dt.datetime, prev: str | None) -> Reading:
    """A line that is nothing but a time, or a time and its end, said at a known moment and in answer to nothing, is the next.

    Nothing else is made up here: a day without a year is one to come, a part of the day says no time, ``last week`` says no
    hour, and a moment (``in an hour``, ``10 minutes ago``) keeps its day, also where a source of phrases leaves it out.
    """
    return found if prev else found.next_after(now)
