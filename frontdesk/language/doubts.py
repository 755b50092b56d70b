"""Why a typed line may be meant otherwise, as a clause a person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from frontdesk.base.text import shown
from frontdesk.language.dates import day_words
from frontdesk.language.i18n import _


def clause(kind: str, text: str, choices: Sequence[str] = ()) -> str:
    """One doubt without a full stop: its kind (see desk.line_values.Doubt), the words in doubt, what they may be."""
    words = shown(text)
    if kind == "times":
        return _("{choices} are several times: say one").format(choices=", ".join(choices))
    if kind == "phone":
        names = ", ".join(map(shown, choices))
        return _("{phone} is the phone of {name}, and the name is another").format(phone=words, name=names)
    if kind == "otherphone":
        name, known = map(shown, choices)
        return _(
            "{name} has another phone, {known}: take {phone} out, or tab: the form saves it or makes somebody new"
        ).format(name=name, known=known, phone=words)
    if kind == "near":
        return _("“{text}” is not quite {name}: write the name in full, or tab: the form makes somebody new").format(
            text=words, name=shown(choices[0])
        )
    if kind in ("order", "passed", "weekday"):
        days = [day_words(dt.date.fromisoformat(day).toordinal(), 1) for day in choices]
        if kind == "order":
            return _("“{text}” may be {days}: write the month out").format(text=words, days=", ".join(days))
        if kind == "weekday":
            return _("“{text}” is {day}: correct the weekday or the date").format(text=words, day=days[0])
        if len(days) == 1:
            return _("“{text}” is only on {day}: say the year if that is meant").format(text=words, day=days[0])
        return _("“{text}” was on {before}: say the year if {day} is meant").format(
            text=words, before=days[0], day=days[1]
        )
    if choices:
        return _("“{text}” may be {choices}").format(text=words, choices=", ".join(map(shown, choices)))
    match kind:
        case "day":
            return _("“{text}” may be this week's or next week's: say the date").format(text=words)
        case "days":
            return _("“{text}” says two days: only one can be booked here").format(text=words)
        case "manydays":
            return _("“{text}” is more than one day: say which one").format(text=words)
        case "nodate":
            return _("there is no such day as “{text}”").format(text=words)
        case "limit":
            return _("“{text}” leaves it open: say the day and the time").format(text=words)
        case "cancel":
            return _("this line books: to do “{text}”, find the reservation and press x").format(text=words)
        case "move":
            return _("this line books: to do “{text}”, find the reservation and press m").format(text=words)
        case "call":
            return _("this line books: “{text}” is not done here; after // it is a note").format(text=words)
        case "surname":
            return _(
                "“{text}” may be of the name or a service: put “under” before the name, or a comma after it"
            ).format(text=words)
        case "services":
            return _("“{text}” says two services: put “and” between them, or take one out").format(text=words)
        case "name":
            return _("“{text}” may be a day or a name: write the day out").format(text=words)
        case "person":
            return _("“{text}” may be part of the customer's name or who serves: say with whom").format(text=words)
        case "newname":
            return _("with a phone “{text}” is somebody new").format(text=words)
        case "nights":
            return _("“{text}” does not say how many nights: say the first day and the nights").format(text=words)
        case "slept":
            return _("“{text}” does not go with this, which is not for nights").format(text=words)
    return _("“{text}” may mean several things: say it more exactly").format(text=words)
