"""What was understood of a line, as it stands below it."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.line_values import Doubt, Understood
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_words, minutes_words
from frontdesk.language.doubts import clause
from frontdesk.language.i18n import _, ngettext
from frontdesk.widgets.sentences import caution_sentence, known_words
from frontdesk.widgets.wrapping import labelled

MISSING = {
    "service": N_("what for"),
    "customer": N_("who comes"),
    "phone": N_("the phone of {name}"),
    "day": N_("the day"),
    "time": N_("the time"),
    "nights": N_("how many nights"),
    "party": N_("how many people"),
}
"""What is still to be said, as it is asked for."""


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def understood_lines(known: Understood, today: int, width: int) -> list[str]:
    """Who, what, when, with whom and what it costs: what stands is said, what is missing is a dash."""
    rows = [
        (_("Customer"), _customer(known, today)),
        (_("Service"), _service(known)),
        (_("When"), _when(known, today)),
        (_("With"), _with(known)),
    ]
    if known.notes:
        rows.append((_("Notes"), shown(known.notes)))
    return [line for label, text in rows for line in labelled(label, text or "–", width)]


def _customer(known: Understood, today: int) -> str:
    if known.customer is not None:
        who = known.customer
        return f"{shown(who.customer.name)}  {known_words(who, known.zone, today)}"
    if known.candidates:
        if known.namesakes_open:
            return _("{count} or more of that name; go on typing").format(count=known.namesakes)
        words = ngettext("{count} of that name; go on typing", "{count} of that name; go on typing", known.namesakes)
        return words.format(count=known.namesakes)
    if known.new_name:
        return " · ".join(
            part for part in (_("new: {name}").format(name=shown(known.new_name)), shown(known.phone or "")) if part
        )
    return ""


def _service(known: Understood) -> str:
    if not known.services:
        return ""
    said = " + ".join(shown(one.name) for one in known.services)
    parts = [said]
    if known.length:
        parts.append(minutes_words(known.length))
    if known.party > 1 or any(part.kind == "party" for part in known.parts):
        parts.append(ngettext("{count} person", "{count} people", known.party).format(count=known.party))
    if known.nights:
        parts.append(ngettext("{count} night", "{count} nights", known.nights).format(count=known.nights))
    if known.price is not None:
        parts.append(money_words(known.price, known.currency))
    return " · ".join(parts)


def _when(known: Understood, today: int) -> str:
    parts = []
    if known.day is not None:
        parts.append(day_words(known.day, today))
    if known.minute is not None:
        parts.append(_clock(known.minute))
    said = " ".join(parts)
    return _here(said) if parts and {"day", "time"} & set(known.assumed) else said


def _with(known: Understood) -> str:
    if known.staff is None:
        return _("anyone")
    name = shown(known.staff.name)
    return _here(name) if "staff" in known.assumed else name


def _here(words: str) -> str:
    return _("{words} (from where the cursor is)").format(words=words)


def doubt_sentences(known: Understood) -> list[str]:
    """What keeps it from being booked: what is in doubt, what was not understood, what is missing."""
    sentences = [_doubt(one) for one in known.doubts]
    if known.unread:
        words = ", ".join(f"“{shown(part.text)}”" for part in known.unread)
        sentences.append(_("Not understood: {words}.").format(words=words))
    if known.missing and known.text.strip():
        name = shown(known.new_name or "")
        wanted = ", ".join(_(MISSING[one]).format(name=name) for one in known.missing if one in MISSING)
        if wanted:
            sentences.append(_("Still to say: {what}.").format(what=wanted))
    return sentences


def caution_sentences(known: Understood) -> list[str]:
    """What is said of it though it may be booked."""
    return [_("Note: {caution}").format(caution=caution_sentence(one)) for one in known.cautions]


def _doubt(doubt: Doubt) -> str:
    if doubt.kind == "customer":
        return _("Who is meant? ↓ chooses, Enter takes.")
    words = clause(doubt.kind, doubt.text, doubt.choices)
    sentence = f"{words[:1].upper()}{words[1:]}."
    return f"{sentence} {_('Who is meant? ↓ chooses, Enter takes.')}" if doubt.kind == "phone" else sentence
