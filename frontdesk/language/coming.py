"""A day to come, as forms ask for it: the next one that is called so, said so that it can be no other."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from frontdesk.base.text import folded
from frontdesk.language.dates import days_on
from frontdesk.language.i18n import _, language

if TYPE_CHECKING:
    from frontdesk.language.when.reading import Reading


def coming_day(text: str, today: int) -> tuple[int | None, str]:
    """The day (ordinal) that is to come, today at the earliest; else None, and why, in a sentence.

    A day without a year is the next one of that name, but not where that is nearly a year away: it has just passed. A month or
    a week is no day, and a weekday that may be this week's or next week's is refused too: nothing is guessed.
    """
    said = text.strip()
    by = days_on(said)
    if by is not None:
        day = today + by
        return (day, "") if today <= day <= dt.date.max.toordinal() else (None, _("That day is past."))
    found = _reading(said, today)
    if found is None or found.day is None:
        return None, _("No date can be read from this: try thu, 12/12, 2026-12-24 or +7.")
    problem = _problem(said, found)
    if not problem and found.day < today:
        problem = _("That day is past.")
    return (None, problem) if problem else (found.day, "")


def _reading(said: str, today: int) -> Reading | None:
    """What is said of a day and of nothing else, in the reader's language before the others."""
    from frontdesk.language.when.reading import (  # its rules take their time, which a first paint has not
        LANGUAGES,
        read,
    )

    now = dt.datetime.combine(dt.date.fromordinal(today), dt.time())
    for lang in sorted(LANGUAGES, key=lambda one: one != language()):
        found = read(said, lang, now, "day?")
        if found.day is not None and found.time is None and (found.whole or found.days or found.rough):
            return found
    return None


def _problem(said: str, found: Reading) -> str:
    """Why what was said is not one certain day; empty where it is."""
    from frontdesk.language.doubts import clause

    if found.far and found.day is not None:
        days = [one for one in (found.before, found.day) if one is not None]
        words = clause("passed", said, tuple(dt.date.fromordinal(one).isoformat() for one in days))
    elif found.odd and found.day is not None:
        words = clause("weekday", said, (dt.date.fromordinal(found.day).isoformat(),))
    elif found.days or found.rough:
        words = clause("manydays", said)
    elif found.contradicted or (found.ambiguous and re.search(r"\d", said)):
        words = clause("", said)
    elif found.ambiguous and not _weekday(said):
        words = clause("manydays", said)
    elif found.ambiguous:
        words = clause("day", said)
    else:
        return ""
    return f"{words[0].upper()}{words[1:]}."


def _weekday(said: str) -> bool:
    """Whether a weekday is named."""
    from frontdesk.language.when.reading import LANGUAGES

    names = {name[:3] for words in LANGUAGES.values() for name in words.weekdays}
    return any(word[:3] in names for word in re.findall(r"\w{3,}", folded(said)))
