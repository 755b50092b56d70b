"""Why a time cannot be booked, as a clause a person reads."""

from __future__ import annotations

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.base.errors import N_
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _, ngettext


def local_text(minute: int, zone: str) -> str:
    """An epoch minute as local ``YYYY-MM-DD HH:MM``."""
    return dt.datetime.fromtimestamp(minute * 60, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def _time(minute: int | None, zone: str) -> str:
    return local_text(minute, zone)[11:] if minute is not None else "?"


def clause(
    rule: str, resource: str | None, start: int | None, end: int | None, number: int | None, reason: str, zone: str
) -> str:
    """One obstacle without a full stop: rule (see engine.values.Block), whom it concerns, when, how much."""
    who = resource or _("Nobody")
    span = {"start": _time(start, zone), "end": _time(end, zone)}
    amount = number or 0
    match rule:
        case "past":
            return _("that time has passed")
        case "closed":
            return _("{who} does not work then").format(who=who) if resource else _("it is closed then")
        case "closure":
            return _("closed: {reason}").format(reason=reason) if reason else _("closed that day")
        case "absence":
            text = _("{who} is away").format(who=who)
            return f"{text} ({reason})" if reason else text
        case "taken":
            if resource is None:
                return _("everybody who could do it is busy")
            return _("{who} is taken from {start} to {end}").format(who=who, **span)
        case "buffer":
            return _("{who} needs a margin beside the appointment of {start}").format(who=who, **span)
        case "full":
            return ngettext("one seat is left", "{number} seats are left", amount).format(number=amount)
        case "no_session":
            return _("there is no session at that time")
        case "unsuited":
            return _("{who} does not do that").format(who=who)
        case "party":
            return _party(amount, reason)
        case "pacing":
            return _("too many people arrive in that quarter of an hour (limit {number})").format(number=amount)
        case "notice":
            return _("it must be booked {number} minutes ahead").format(number=amount)
        case "horizon":
            return _("it can be booked {number} days ahead at most").format(number=amount)
        case "channel":
            return _("it is not sold on that channel")
        case "tags":
            return _("it is not open to that customer")
        case "grid":
            return _("it does not begin at that minute")
        case "nonexistent":
            return _("that time does not exist: the clock goes forward")
    return rule


def _party(amount: int, reason: str) -> str:
    """For how many it is sold; which of the two limits it is the engine says."""
    if reason == "fewest":
        words = ngettext("at least {number} person", "at least {number} people", amount)
    else:
        words = ngettext("only for {number} person", "at most {number} people", amount)
    return words.format(number=amount)


class Holder(Protocol):
    """Who keeps a time without having booked it."""

    @property
    def owner(self) -> str: ...
    @property
    def mine(self) -> bool: ...
    @property
    def name(self) -> str: ...
    @property
    def parked(self) -> bool: ...


def with_holder(words: str, held: Holder | None) -> str:
    """The clause of a time that is taken, with whose hold it is that takes it."""
    if held is None:
        return words
    if not held.parked:
        kept = (
            _("a booking that is being typed keeps it") if held.mine else _("a booking that {owner} is typing keeps it")
        )
        return f"{words}: {kept.format(owner=held.owner)}"
    if not held.mine:
        by = _("put on hold by {owner} for {name}") if held.name else _("put on hold by {owner}")
        return f"{words}: {by.format(owner=held.owner, name=held.name)}"
    here = (
        _("it is on hold here for {name}, o brings it back") if held.name else _("it is on hold here, o brings it back")
    )
    return f"{words}: {here.format(name=held.name)}"


def matter(rule: str, number: int | None, text: str) -> str | None:
    """What matters about a customer who has come, as a clause; None for a rule that is about a time."""
    match rule:
        case "allergy":
            return _("allergy: {what}").format(what=text)
        case "owed":
            return _("{amount} is owed").format(amount=money_words(number or 0, text))
        case "note":
            return _("note: {what}").format(what=text)
        case "twice":
            return _("they have another visit at that time: {what}").format(what=text)
    return price_matter(rule, number, text)


def price_matter(rule: str, amount: int | None, currency: str) -> str | None:
    """What a quote has to do with the price of a booking, as a clause; None for any other rule."""
    words = {
        "quoted": N_("that is what was quoted; the list price is {amount}"),
        "quote_part": N_("that is the list price: {amount} were quoted for more than this"),
        "quote_other": N_("that is the list price: {amount} were quoted for something else"),
        "quote_over": N_("that is the list price: the quote of {amount} holds no more"),
        "quote_used": N_("that is the list price: another reservation has the quote of {amount}"),
    }
    return _(words[rule]).format(amount=money_words(amount or 0, currency)) if rule in words else None
