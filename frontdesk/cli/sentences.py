"""The sentence for each rule that stands in the way of a time, or that the desk is told of."""

from __future__ import annotations

from frontdesk.desk.values import Caution, Obstacle
from frontdesk.language.i18n import _
from frontdesk.language.obstacles import clause, matter


def obstacle(value: Obstacle) -> str:
    """One obstacle as a sentence, in the reader's language."""
    text = clause(value.rule, value.resource, value.start, value.end, value.number, value.reason, value.zone)
    return f"{text[:1].upper()}{text[1:]}."


def caution(value: Caution) -> str:
    """What the desk is told of though it may go on."""
    known = matter(value.rule, value.number, value.text)
    if known is not None:
        return f"{known[:1].upper()}{known[1:]}."
    text = clause(value.rule, None, None, None, value.number, value.text, "UTC")
    more = f": {value.text}" if value.text and value.text not in text else ""
    return _("for customers themselves it would not have been possible: {rule}").format(rule=f"{text}{more}") + "."
