"""A day sheet as text, 80 cells wide: for ``less``, a printer, and the emergency sheet."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from frontdesk.base.text import shown
from frontdesk.desk.duty.values import DaySheet, SheetLine, SheetPart
from frontdesk.desk.values import Caution
from frontdesk.language.dates import day_words, moment_words, span_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.obstacles import matter
from frontdesk.language.statuses import mark

WIDTH = 80
NAME, PHONE = 27, 16
INDENT = 12
"""Cells before what stands below a line: as wide as its time."""
SERVICE = WIDTH - INDENT - 2 - NAME - 1 - PHONE - 1


def text(sheet: DaySheet) -> str:
    """The whole sheet; every line has at most 80 cells and ends with a newline."""
    return "".join(f"{line.rstrip()}\n" for line in lines(sheet))


def lines(sheet: DaySheet) -> Iterator[str]:
    """Line by line."""
    year = dt.date.fromordinal(sheet.day).year
    day = day_words(sheet.day, sheet.day)
    where = " · ".join(shown(part) for part in (sheet.business, sheet.location) if part)
    yield _apart(where, f"{day} {year}")
    many = ngettext("{count} visit", "{count} visits", sheet.visits).format(count=sheet.visits)
    made = moment_words(sheet.made // 60, sheet.zone, sheet.day)
    yield _apart(many, _("as of {moment}").format(moment=made))
    yield "=" * WIDTH
    for part in sheet.parts:
        yield from _part(part, sheet.zone)
    if not sheet.parts:
        yield _("Nobody works and nothing is booked.")


def _part(part: SheetPart, zone: str) -> Iterator[str]:
    hours = "  ".join(span_words(low, high, zone) for low, high in part.open)
    away = ", ".join(shown(reason) for reason in part.away if reason)
    if part.away:
        away = _("away: {reason}").format(reason=away) if away else _("away")
    yield _apart(shown(part.name or "–").upper(), "  ".join(one for one in (away, hours) if one))
    yield "-" * WIDTH
    for line in part.lines:
        yield from _visit(line, zone)
    if not part.lines:
        yield " " * INDENT + _("nothing booked")
    yield ""


def _visit(line: SheetLine, zone: str) -> Iterator[str]:
    name, service = shown(line.name), shown(line.service)
    when = span_words(line.start, line.end, zone)
    sign = mark(line.status) if line.status else "·"
    row = f"{_fit(when, INDENT)}{sign} {_fit(name, NAME)} {_fit(shown(line.phone), PHONE)} {_fit(service, SERVICE)}"
    yield row
    more = []
    if cell_len(name) > NAME or cell_len(line.phone) > PHONE or cell_len(service) > SERVICE:  # nothing is lost on paper
        more.append(" · ".join(part for part in (name, shown(line.phone), service) if part))
    facts = [line.code, f"×{line.party}" if line.party > 1 else "", shown(line.with_)]
    if line.nights:
        facts.append(ngettext("{count} night", "{count} nights", line.nights).format(count=line.nights))
    said = {one.text for one in line.alerts}
    notes = " ".join(line.notes.split())
    if notes.lstrip("!").strip() not in said:
        facts.append(shown(notes))
    more += [f"! {caution_words(one)}" for one in line.alerts]
    more.append(" · ".join(fact for fact in facts if fact))
    for words in filter(None, more):
        yield from _wrapped(words)


def caution_words(caution: Caution) -> str:
    """What matters of who comes, on one line."""
    return shown(matter(caution.rule, caution.number, caution.text) or caution.text)


def _wrapped(words: str) -> Iterator[str]:
    for line in textwrap.wrap(words, WIDTH - INDENT - 2) or [""]:
        yield " " * (INDENT + 2) + (line if cell_len(line) <= WIDTH - INDENT - 2 else _fit(line, WIDTH - INDENT - 2))


def _fit(words: str, width: int) -> str:
    """In exactly so many cells; what was cut ends with an ellipsis."""
    return set_cell_size(words, width) if cell_len(words) <= width else set_cell_size(words, width - 1) + "…"


def _apart(left: str, right: str) -> str:
    """One text at each end of the line; the left one gives way."""
    right = _fit(right, WIDTH // 2).rstrip() if cell_len(right) > WIDTH - 20 else right
    return _fit(left, WIDTH - cell_len(right) - 1) + " " + right
