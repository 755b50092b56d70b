"""What agenda and list show: the one filter of both, said in words and read from words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from frontdesk.base.errors import N_
from frontdesk.base.text import folded, shown
from frontdesk.desk.values import Filter
from frontdesk.language.dates import near_day_words
from frontdesk.language.i18n import _
from frontdesk.screens.front import Premises
from frontdesk.widgets.marks import WORDS, status_words
from frontdesk.widgets.sentences import channel_words

COLUMNS = {"staff": N_("people"), "table": N_("tables"), "room": N_("rooms"), "equipment": N_("equipment")}
ROOMS_BY_NIGHT = N_("guest rooms")


def columns_words(kind: str, premises: Premises | None) -> str:
    """A kind of columns as people say it: a room that is let by the night is called otherwise than one for a visit."""
    if kind == "room" and premises is not None and any(service.nights for service in premises.services):
        return _(ROOMS_BY_NIGHT)
    return _(COLUMNS[kind])


KINDS = {
    "reservation": N_("reservations"),
    "session": N_("sessions"),
    "meeting": N_("meetings"),
    "private": N_("private"),
    "reminder": N_("reminders"),
    "birthday": N_("birthdays"),
}
CHANNELS = ("desk", "walk-in", "web", "agent", "import")
"""The channels there always are; any other may be typed."""

HIDDEN = ("cancelled", "expired")
"""What takes no time any more: only lists show it."""


def plain(filter: Filter) -> Filter:
    """The filter's dates alone."""
    return Filter(first=filter.first, last=filter.last)


def is_filtered(filter: Filter) -> bool:
    """Whether more than dates is asked for."""
    return filter != plain(filter)


def dates_words(filter: Filter, today: int) -> str:
    """``from today``, ``yesterday``, ``from Mon 23 Nov until Fri 27 Nov``."""
    if filter.first is not None and filter.first == filter.last:
        return near_day_words(filter.first, today)
    parts = []
    if filter.first is not None:
        parts.append(_("from {day}").format(day=near_day_words(filter.first, today)))
    if filter.last is not None:
        parts.append(_("until {day}").format(day=near_day_words(filter.last, today)))
    return " ".join(parts)


def filter_words(filter: Filter, premises: Premises | None, these: str = "") -> str:
    """What is asked for besides dates: ``Marta, arrived, Haircut``; empty when nothing is. ``these``: what it is called where
    certain reservations are asked for."""
    parts = [these] if filter.codes is not None and these else []
    if premises is not None:
        staff = premises.resource(filter.staff) if filter.staff is not None else None
        service = premises.service(filter.service) if filter.service is not None else None
        parts += [shown(one.name) for one in (staff, service) if one is not None]
    parts += [_(KINDS[kind]) for kind in filter.kinds if kind in KINDS]
    parts += [status_words(status) for status in filter.statuses or ()]
    parts += [channel_words(filter.channel)] if filter.channel else []
    if filter.recurring is not None:
        parts.append(_("repeated") if filter.recurring else _("not repeated"))
    parts += [f"“{shown(filter.text)}”"] if filter.text else []
    return ", ".join(parts)


def read_statuses(text: str) -> tuple[str, ...] | None:
    """The statuses named in a text, by their words' beginnings; None when one cannot be read."""
    words = text.replace(",", " ").split()
    if [folded(word) for word in words] in (["all"], ["todas"], ["todos"], [folded(_("all"))]):
        return tuple(WORDS)
    return _named(words, {status: (status_words(status), status) for status in WORDS})


def read_kinds(text: str) -> tuple[str, ...] | None:
    """The kinds named in a text, by their words' beginnings; None when one cannot be read."""
    return _named(text.replace(",", " ").split(), {kind: (_(word), kind) for kind, word in KINDS.items()})


def _named(words: Sequence[str], known: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    found: dict[str, None] = {}
    for word in words:
        said = folded(word)
        stem = said[:-1] if said.endswith("s") and len(said) > 3 else said  # “cancelled”, “canceladas”
        named = [
            name for name, names in known.items() if any(folded(one).startswith((said, stem)) for one in names if stem)
        ]
        if not named:
            return None
        found.update(dict.fromkeys(named))
    return tuple(found)


def on_days(filter: Filter, first: int | None, last: int | None) -> Filter:
    """The same filter on other days."""
    return msgspec.structs.replace(filter, first=first, last=last)
