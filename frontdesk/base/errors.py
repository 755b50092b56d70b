"""The closed table of what can be refused or fail, and the sentence for each.

An error carries a code and parameters; only the edge (screen, command, page) makes a sentence of it, in the language
of whoever reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any


def N_(message: str) -> str:
    """Marks a string for translation at the place where it is shown."""
    return message


SENTENCES: dict[str, str] = {
    "slot_taken": N_("That time is taken: {what}."),
    "not_open": N_("That time is not open: {what}."),
    "not_bookable": N_("That cannot be booked: {what}."),
    "session_full": N_("The session has {left} seats left, {party} are wanted."),
    "already_booked": N_("{customer} already has a seat in this session."),
    "not_found": N_("There is no {kind} “{name}”."),
    "ambiguous": N_("“{name}” could be several: {choices}. Say which by its id."),
    "ambiguous_time": N_("{time} occurs twice on that day: give the offset ({choices})."),
    "nonexistent_time": N_("{time} does not exist on that day: the clock goes forward."),
    "stale_version": N_("{kind} {name} was changed meanwhile by {who}: it is at version {version}, not {given}."),
    "paid_meanwhile": N_("{who} took a payment for {code} meanwhile."),
    "not_allowed": N_("Your role ({role}) does not allow this: {verb}."),
    "not_a_user": N_("The account “{account}” belongs to no user here; name one with --as and FRONTDESK_TOKEN."),
    "wrong_status": N_("{who} is {status}: “{wanted}” is not possible now."),
    "wrong_value": N_("{field}: {problem}."),
    "reason_needed": N_("A reason is needed for this."),
    "has_payment": N_("{code} has a payment and cannot be deleted; cancel it instead."),
    "cannot_erase": N_(
        "There are reservations to come ({count}, the next is {code}): confirm that the customer is to be erased all the same."
    ),
    "nothing_to_undo": N_("There is nothing of yours to undo."),
    "cannot_undo": N_("This cannot be undone: {problem}."),
    "link_unknown": N_("This link is not known here."),
    "link_outdated": N_("This link is for an earlier time of the visit; the one in the latest message is right."),
    "not_by_link": N_("This cannot be done through the link: {problem}."),
    "window_closed": N_("More than 24 hours since they wrote by {channel}: only an approved template may go now."),
    "no_channels": N_("No channel is set up in the config: the README says how."),
    "channel_failed": N_("{channel} does not answer as it should: {problem}."),
    "wrong_file": N_("{file}: {problem}."),
    "wrong_business_file": N_("{file}: {key}: expected {expected}."),
    "file_exists": N_("{file} exists already; choose another name."),
    "already_set_up": N_("The database already holds the business “{name}”; use “frontdesk apply” to change it."),
    "not_set_up": N_(
        "The database holds no business yet; use “frontdesk init --from business.toml” or “frontdesk demo”."
    ),
    "no_longer_fits": N_(
        "There are reservations to come that would no longer fit ({count}, the next is {code}): confirm that this is to be "
        "saved all the same."
    ),
    "rejected_rows": N_("{count} of {rows} rows were rejected."),
    "problems_found": N_("{count} problems were found."),
    "interrupted": N_("Stopped: {problem}."),
    "database_missing": N_("There is no database at {path}; make one with “frontdesk init --from business.toml”."),
    "database_gone": N_("The database is not there any more. Put it back, and all goes on by itself: {path}."),
    "database_replaced": N_(
        "{path} is another file now, but {path}-wal is the old one's. Leave every frontdesk, move {path}-wal away, start again."
    ),
    "database_not_one": N_("{path} is not a frontdesk database; choose another file with --database."),
    "database_newer": N_("{path} was made by a newer frontdesk ({found}); update this program."),
    "database_older": N_("{path} was made by an older frontdesk; run “frontdesk migrate”."),
    "database_read_only": N_("{path} cannot be written; check the access rights of the file and its folder."),
    "database_locked": N_("{path} has been locked by another program for too long; try again."),
    "database_damaged": N_("{path} is damaged; restore a backup with “frontdesk restore”."),
    "database_unreachable": N_("The database does not answer: {problem}."),
    "database_guards": N_("The database's own protection is incomplete ({what}); run “frontdesk migrate”."),
    "internal": N_("frontdesk itself failed ({problem}); FRONTDESK_TRACE=1 shows where."),
    "database_full": N_("The disk is full; nothing was written."),
}


WHERE_TOLD: dict[str, dict[str, str]] = {
    "wrong_value": {"party_of": N_("{problem}.")},
    "wrong_status": {
        "day": N_("{who} is for {day}: “{wanted}” is for the day of the visit."),
        "begins": N_("{who} has not begun yet: “{wanted}” is possible from its start on."),
        "first": N_("{who} is {status}: {first}."),
    },
}
"""More exact sentences of a code, each for errors that carry the named parameter."""

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


OURS = frozenset({"kind", "problem", "expected", "status", "wanted", "verb", "role", "field", "first"})
"""Parameters whose values are our own words and so are translated; all others (names, files, codes) stand as they are."""

WORDS = (
    # kinds of records
    N_("person"), N_("resource"), N_("service"), N_("location"), N_("customer"), N_("reservation"), N_("user"),
    N_("inquiry"), N_("quote"), N_("reminder"), N_("operation"), N_("record"), N_("draft"), N_("file"), N_("message"),
    N_("template"),
    # fields
    N_("party"), N_("nights"), N_("minutes"), N_("amount"), N_("method"), N_("price"), N_("name"), N_("birthday"),
    N_("language"), N_("note"), N_("to"), N_("by"), N_("order"), N_("file"), N_("time"), N_("date"), N_("end"),
    N_("lines"), N_("channel"), N_("phone"), N_("email"), N_("text"), N_("purpose"), N_("line"),
    N_("source"), N_("stage"), N_("reason"), N_("days"), N_("tax"), N_("quantity"),
    # statuses and what may be done
    N_("pending"), N_("confirmed"), N_("arrived"), N_("completed"), N_("no_show"), N_("cancelled"), N_("expired"),
    N_("move"), N_("edit"), N_("change"), N_("read"), N_("book"), N_("pay"), N_("undo"), N_("merge"), N_("waive"),
    N_("overlap"), N_("delete"), N_("internal"), N_("export"), N_("import"), N_("settings"), N_("erase"), N_("users"),
    N_("database"), N_("as"),
    # roles
    N_("employee"), N_("reception"), N_("manager"), N_("admin"),
)  # fmt: skip


def _filled(text: str, params: dict[str, Any]) -> str:
    """A text of ours with its {parameters}; one that is none of ours (a system's message) stays as it is."""
    try:
        return text.format(**params)
    except (KeyError, IndexError, ValueError, AttributeError):
        return text


def _day_words(day: str, today: str, translate: Callable[[str], str]) -> str:
    """A day of the form 2026-11-26 as people say it, with the year when it is not this one."""
    date = dt.date.fromisoformat(day)
    words = f"{translate(WEEKDAYS[date.weekday()])} {date.day} {translate(MONTHS[date.month - 1])}"
    return words if today.startswith(f"{date.year:04}-") else f"{words} {date.year}"


class FrontdeskError(Exception):
    """Something was refused or failed: ``code`` from the closed table above, with its parameters.

    ``details`` are extra values for programs (JSON), never needed to understand the sentence.
    """

    def __init__(self, code: str, /, details: dict[str, Any] | None = None, **params: Any) -> None:
        if code not in SENTENCES:
            raise KeyError(code)
        super().__init__(code, params)
        self.code = code
        self.params = params
        self.details = details or {}

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The one sentence for a person, through the given gettext function."""
        values = dict(self.params)
        ours = {name: translate(values[name]) for name in OURS & values.keys() if isinstance(values[name], str)}
        for name, text in ours.items():
            values[name] = _filled(text, self.params | {other: ours[other] for other in ours if other != name})
        exact = WHERE_TOLD.get(self.code, {})
        told = next((text for name, text in exact.items() if name in values), SENTENCES[self.code])
        if "day" in exact and "day" in values:
            values["day"] = _day_words(values["day"], values["today"], translate)
        said = translate(told).format(**values)
        return said.replace(": .", ".")  # where there is nothing more to say of it

    def __str__(self) -> str:
        return self.sentence()


class UsageError(Exception):
    """A command was given words that cannot be read (exit code 2)."""
