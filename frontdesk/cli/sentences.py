"""The sentence for each rule that stands in the way of a time, or that the desk is told of."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.cli import times
from frontdesk.desk.values import Caution, Obstacle
from frontdesk.language.i18n import _

OBSTACLES: dict[str, str] = {
    "past": N_("That time is over"),
    "closed": N_("Nobody works then"),
    "closure": N_("The location is closed"),
    "absence": N_("Absent"),
    "taken": N_("Taken"),
    "buffer": N_("The time before or after another visit would be too short"),
    "full": N_("No seat is left"),
    "no_session": N_("There is no session at that time"),
    "unsuited": N_("Does not perform this service, or is too small"),
    "party": N_("The party is too large or too small"),
    "pacing": N_("Too many guests would start at once"),
    "notice": N_("Too short notice"),
    "horizon": N_("Too far ahead"),
    "channel": N_("Not sold on this channel"),
    "tags": N_("Not for this customer"),
    "grid": N_("Not one of the offered starts"),
    "nonexistent": N_("That time does not exist: the clock goes forward"),
}
FIGURES: dict[str, str] = {
    "full": N_("seats left: {number}"),
    "party": N_("limit: {number}"),
    "pacing": N_("limit: {number}"),
    "notice": N_("minutes: {number}"),
    "horizon": N_("days: {number}"),
}


def obstacle(value: Obstacle) -> str:
    """Whom it concerns, the rule, when, and why."""
    sentence = _(OBSTACLES.get(value.rule, value.rule))
    if value.resource:
        sentence = f"{value.resource}: {sentence[:1].lower()}{sentence[1:]}"
    if value.start is not None and value.end is not None:
        start, end = times.said(value.start, value.zone), times.said(value.end, value.zone)
        sentence += f", {start}–{end[-5:] if start[:10] == end[:10] else end}"
    more = [value.code or "", value.reason]
    if value.number is not None and value.rule in FIGURES:
        more.append(_(FIGURES[value.rule]).format(number=value.number))
    told = "; ".join(part for part in more if part)
    return f"{sentence} ({told})" if told else sentence


def caution(value: Caution) -> str:
    """What the desk is told of though it may go on."""
    sentence = _(OBSTACLES.get(value.rule, value.rule))
    if value.number is not None and value.rule in FIGURES:
        sentence += f" ({_(FIGURES[value.rule]).format(number=value.number)})"
    return f"{sentence}: {value.text}" if value.text else sentence
